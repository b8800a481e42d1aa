/* The hierarchy as links: each unit is the sum of those below it and of what has
 * no unit at that level, whose sum is the row "(none)". */
#include "base/arena.h"
#include "linking.h"

/* One level of a series below the next one above it that the series has. */
struct storey {
    const struct linking *linking;
    const struct count_series *series;
    enum unit_level upper, lower;
    uint32_t *parts; /* units of the lower level below one unit of the upper */
    size_t part_count;
    uint32_t *rests; /* counts, one a unit of the upper level that has one */
    size_t rest_count;
};

static const struct series_cell *cell_of(const struct storey *storey, enum unit_level level,
                                         uint32_t unit) {
    return &storey->series->cells[series_slot(storey->linking->set, level, unit)];
}

static uint32_t count_of(const struct storey *storey, enum unit_level level, uint32_t unit) {
    return linking_count(storey->linking, storey->series,
                         series_slot(storey->linking->set, level, unit));
}

static bool has_level(const struct linking *linking, const struct count_series *series, int level) {
    const struct hierarchy *units = linking->set->units;
    for (uint32_t unit = 0; unit < units->unit_count; unit++) {
        if ((int)units->units[unit].level == level && series->cells[unit].is_there) {
            return true;
        }
    }
    return false;
}

/* Collects the units below `above`; false if one of them has no cell. */
static bool find_parts(struct storey *storey, uint32_t above) {
    const struct hierarchy *units = storey->linking->set->units;
    bool are_there = true;
    storey->part_count = 0;
    for (uint32_t unit = 0; unit < units->unit_count; unit++) {
        if (units->units[unit].level == storey->lower &&
            hierarchy_ancestor(units, unit, storey->upper) == above) {
            storey->parts[storey->part_count++] = unit;
            are_there = are_there && storey->series->cells[unit].is_there;
        }
    }
    return are_there;
}

static int64_t sum_of_parts(const struct storey *storey) {
    int64_t sum = 0;
    for (size_t i = 0; i < storey->part_count; i++) {
        sum += storey->series->cells[storey->parts[i]].value;
    }
    return sum;
}

/* The units of the upper level, then UNIT_NONE. */
static bool next_upper(const struct storey *storey, uint32_t *unit) {
    const struct hierarchy *units = storey->linking->set->units;
    if (*unit == UNIT_NONE) {
        return false;
    }
    while (*unit < units->unit_count && units->units[*unit].level != storey->upper) {
        ++*unit;
    }
    *unit = *unit < units->unit_count ? *unit : UNIT_NONE;
    return true;
}
#define EACH_UPPER(storey, unit)                                                                   \
    for (uint32_t unit = 0; next_upper((storey), &unit); unit += unit == UNIT_NONE ? 0 : 1)

/* Whether the cells add up without a rest that "(none)" does not hold. */
static bool is_exact(struct storey *storey) {
    int64_t rests = 0;
    EACH_UPPER(storey, unit) {
        const struct series_cell *above = cell_of(storey, storey->upper, unit);
        if (!find_parts(storey, unit)) {
            return false;
        }
        int64_t rest = (above->is_there ? above->value : 0) - sum_of_parts(storey);
        if (rest < 0 || (unit != UNIT_NONE && !above->is_there)) {
            return false;
        }
        rests += rest;
    }
    return rests == cell_of(storey, storey->lower, UNIT_NONE)->value;
}

static void link_exact(struct storey *storey, uint32_t above, bool has_rest) {
    const struct series_cell *cell = cell_of(storey, storey->upper, above);
    find_parts(storey, above);
    if (!cell->is_there) {
        return; /* "(none)" of a level without such a row: nothing is below it */
    }
    uint32_t *parts = ARENA_ARRAY(storey->linking->arena, uint32_t, storey->part_count + 1);
    size_t count = 0;
    for (; count < storey->part_count; count++) {
        parts[count] = count_of(storey, storey->lower, storey->parts[count]);
    }
    if (has_rest) {
        uint32_t rest =
            linking_add_hidden(storey->linking, storey->series,
                               series_slot(storey->linking->set, storey->upper, above),
                               "without a unit below", cell->value - sum_of_parts(storey));
        parts[count++] = storey->rests[storey->rest_count++] = rest;
    }
    pack_counts_link_sum(storey->linking->counts, count_of(storey, storey->upper, above), parts,
                         count);
}

static void add_exact(struct storey *storey) {
    const struct series_cell *none = cell_of(storey, storey->lower, UNIT_NONE);
    bool has_rest = none->is_there && none->value > 0;
    EACH_UPPER(storey, unit) {
        link_exact(storey, unit, has_rest);
    }
    if (has_rest) {
        pack_counts_link_sum(storey->linking->counts, count_of(storey, storey->lower, UNIT_NONE),
                             storey->rests, storey->rest_count);
    }
}

/* above <= the parts and "(none)" together. */
static void link_covered(struct storey *storey, uint32_t above) {
    const struct linking *linking = storey->linking;
    const struct series_cell *none = cell_of(storey, storey->lower, UNIT_NONE);
    int64_t most = sum_of_parts(storey) + (none->is_there ? none->value : 0);
    if (cell_of(storey, storey->upper, above)->value > most) {
        return;
    }
    struct count_term *terms =
        ARENA_ARRAY(linking->arena, struct count_term, storey->part_count + 2);
    size_t count = 0;
    terms[count++] = (struct count_term){count_of(storey, storey->upper, above), 1};
    for (size_t i = 0; i < storey->part_count; i++) {
        terms[count++] = (struct count_term){count_of(storey, storey->lower, storey->parts[i]), -1};
    }
    if (none->is_there) {
        terms[count++] = (struct count_term){count_of(storey, storey->lower, UNIT_NONE), -1};
    }
    pack_counts_link(linking->counts, terms, count, true, 0);
}

/* Of distinct children: a child may be in two units. */
static void add_bounds(struct storey *storey) {
    EACH_UPPER(storey, unit) {
        if (unit == UNIT_NONE) {
            break;
        }
        bool are_there = find_parts(storey, unit);
        if (!storey->series->cells[unit].is_there) {
            continue;
        }
        for (size_t i = 0; i < storey->part_count; i++) {
            if (storey->series->cells[storey->parts[i]].is_there) {
                linking_at_most(storey->linking, count_of(storey, storey->lower, storey->parts[i]),
                                count_of(storey, storey->upper, unit));
            }
        }
        if (are_there) {
            link_covered(storey, unit);
        }
    }
}

void unit_links_add(const struct linking *linking, const struct count_series *series) {
    size_t slots = linking->set->slot_count;
    int upper = UNIT_COUNTY;
    for (int lower = UNIT_AREA; lower < UNIT_LEVEL_COUNT; lower++) {
        if (!has_level(linking, series, lower)) {
            continue;
        }
        struct storey storey = {.linking = linking,
                                .series = series,
                                .upper = (enum unit_level)upper,
                                .lower = (enum unit_level)lower,
                                .parts = ARENA_ARRAY(linking->arena, uint32_t, slots),
                                .rests = ARENA_ARRAY(linking->arena, uint32_t, slots)};
        if (has_level(linking, series, upper)) {
            (is_exact(&storey) ? add_exact : add_bounds)(&storey);
        }
        upper = lower;
    }
}
