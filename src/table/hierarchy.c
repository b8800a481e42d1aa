/* Units of an authority and the way up from each. A hierarchy is built by
 * ingest/reference_units.c, which has made sure that every parent is of a
 * higher level: the way up ends. */
#include "table/hierarchy.h"

static const char *const level_names[UNIT_LEVEL_COUNT] = {
    [UNIT_COUNTY] = "county",
    [UNIT_AREA] = "area",
    [UNIT_DISTRICT] = "district",
    [UNIT_TEAM] = "team",
};

uint32_t hierarchy_find(const struct hierarchy *hierarchy, struct text id) {
    for (size_t i = 0; i < hierarchy->unit_count; i++) {
        if (text_equal(hierarchy->units[i].id, id)) {
            return (uint32_t)i;
        }
    }
    return UNIT_NONE;
}

uint32_t hierarchy_ancestor(const struct hierarchy *hierarchy, uint32_t unit,
                            enum unit_level level) {
    for (int budget = UNIT_LEVEL_COUNT; unit != UNIT_NONE && budget > 0; budget--) {
        if (hierarchy->units[unit].level == level) {
            return unit;
        }
        unit = hierarchy->units[unit].parent;
    }
    return UNIT_NONE;
}

bool hierarchy_holds(const struct hierarchy *hierarchy, uint32_t outer, uint32_t inner) {
    enum unit_level level = hierarchy->units[outer].level;
    return hierarchy_ancestor(hierarchy, inner, level) == outer;
}

struct text unit_level_name(enum unit_level level) {
    return text_of(level_names[level]);
}

bool unit_level_parse(struct text name, enum unit_level *level) {
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++) {
        if (text_equal_c(name, level_names[i])) {
            *level = (enum unit_level)i;
            return true;
        }
    }
    return false;
}
