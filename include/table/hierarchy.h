/* The units of an authority: teams in districts in areas in the county, each
 * with dates from and to. Every unit has one parent; what has no team, or none
 * above it at a level, belongs to the unit "(none)" of that level, so that
 * parts add up. */
#ifndef TABLE_HIERARCHY_H
#define TABLE_HIERARCHY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/text.h"

struct arena;

enum unit_level { UNIT_COUNTY, UNIT_AREA, UNIT_DISTRICT, UNIT_TEAM, UNIT_LEVEL_COUNT };

#define UNIT_NONE UINT32_MAX /* the unit "(none)" */

struct unit {
    struct text id;
    struct text name;
    enum unit_level level;
    uint32_t parent; /* index, or UNIT_NONE for the county */
    day_number from; /* DAY_NONE: always */
    day_number to;
};

struct hierarchy {
    const struct unit *units; /* county first, then by level, in file order */
    size_t unit_count;
};

/* Index of a unit by id, or UNIT_NONE. */
uint32_t hierarchy_find(const struct hierarchy *hierarchy, struct text id);
/* The unit at `level` at or above `unit`; UNIT_NONE if there is none. */
uint32_t hierarchy_ancestor(const struct hierarchy *hierarchy, uint32_t unit,
                            enum unit_level level);
/* Whether `inner` is `outer` itself or stands below it. */
bool hierarchy_holds(const struct hierarchy *hierarchy, uint32_t outer, uint32_t inner);
/* "county", "area", "district", "team". */
struct text unit_level_name(enum unit_level level);
bool unit_level_parse(struct text name, enum unit_level *level);

#endif
