/* Teams, category names and bands looked up once, so that placing a record is a
 * matter of codes. A team belongs to the unit above it at each level, and every
 * record to the county. */
#include "placing.h"

#include "base/arena.h"
#include "table/dictionary.h"

size_t placing_part_count(const struct measure_definition *measure) {
    return measure->category_count + measure->band_count + measure->apart_count;
}

struct text placing_part_name(const struct measure_definition *measure, size_t part) {
    if (part < measure->category_count) {
        return measure->categories[part];
    }
    part -= measure->category_count;
    return part < measure->band_count ? measure->bands[part]
                                      : measure->apart[part - measure->band_count];
}

size_t placing_unit_slot(const struct hierarchy *units, enum unit_level level, uint32_t unit) {
    return unit == UNIT_NONE ? units->unit_count + level : unit;
}

static uint32_t county_of(const struct hierarchy *units) {
    for (uint32_t i = 0; i < units->unit_count; i++) {
        if (units->units[i].level == UNIT_COUNTY) {
            return i;
        }
    }
    return UNIT_NONE;
}

static const uint32_t *find_team_slots(struct arena *arena, const struct placing *placing) {
    const struct hierarchy *units = placing->units;
    const struct dictionary *teams = placing->records->teams;
    uint32_t team_count = dictionary_count(teams), county = county_of(units);
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, team_count * UNIT_LEVEL_COUNT);
    for (uint32_t team = 0; team < team_count; team++) {
        uint32_t unit = team == 0 ? UNIT_NONE : hierarchy_find(units, dictionary_text(teams, team));
        for (int level = 0; level < UNIT_LEVEL_COUNT; level++) {
            uint32_t above = level == UNIT_COUNTY ? county
                             : unit == UNIT_NONE
                                 ? UNIT_NONE
                                 : hierarchy_ancestor(units, unit, (enum unit_level)level);
            slots[team * UNIT_LEVEL_COUNT + (uint32_t)level] =
                (uint32_t)placing_unit_slot(units, (enum unit_level)level, above);
        }
    }
    return slots;
}

/* Bands are given by values, so only the names of a mix and of what stands apart are looked up. */
static const uint32_t *find_parts(struct arena *arena, const struct placing *placing) {
    const struct dictionary *names = placing->records->categories;
    const struct measure_definition *measure = placing->measure;
    uint32_t *parts = ARENA_ARRAY(arena, uint32_t, dictionary_count(names));
    for (uint32_t code = 1; code < dictionary_count(names); code++) {
        for (size_t part = 0; part < placing_part_count(measure); part++) {
            bool is_band = measure->band_count > 0 && part < measure->band_count;
            if (!is_band &&
                text_equal(placing_part_name(measure, part), dictionary_text(names, code))) {
                parts[code] = (uint32_t)part + 1;
            }
        }
    }
    return parts;
}

static const int64_t *find_band_lows(struct arena *arena, const struct placing *placing) {
    const struct measure_definition *measure = placing->measure;
    int64_t *lows = ARENA_ARRAY(arena, int64_t, measure->band_count + 1);
    for (size_t i = 0; i < measure->band_count; i++) {
        struct text band = measure->bands[i];
        size_t digits = 0;
        while (digits < band.length && band.bytes[digits] >= '0' && band.bytes[digits] <= '9') {
            digits++;
        }
        text_to_int(text_slice(band, 0, digits), &lows[i]);
    }
    return lows;
}

uint32_t placing_part(const struct placing *placing, const struct record_row *row) {
    const struct measure_definition *measure = placing->measure;
    if (measure->unit == MEASURE_BANDS && row->has_value) {
        uint32_t band = 0;
        while (band < measure->band_count && row->value >= placing->band_lows[band]) {
            band++;
        }
        return band == 0 ? UINT32_MAX : band;
    }
    bool needs_part = measure->unit == MEASURE_BANDS || measure->unit == MEASURE_MIX ||
                      measure->unit == MEASURE_SUM;
    if (row->category == 0 && !needs_part) {
        return 0;
    }
    uint32_t part = placing->parts[row->category];
    return part == 0 ? UINT32_MAX : part;
}

struct placing placing_new(struct arena *arena, const struct measure_definition *measure,
                           const struct hierarchy *units, const struct records *records) {
    struct placing placing = {.measure = measure, .units = units, .records = records};
    placing.team_slots = find_team_slots(arena, &placing);
    placing.parts = find_parts(arena, &placing);
    placing.band_lows = find_band_lows(arena, &placing);
    return placing;
}
