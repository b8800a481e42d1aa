/* Records counted in one window, by unit at each level and by category. */
#ifndef MEASURE_TALLY_H
#define MEASURE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "home_counts.h"
#include "records.h"
#include "split.h"
#include "table/hierarchy.h"

struct arena;

/* The sum of two numbers; what is out of reach stays at the largest, and is never wrapped. */
static inline int64_t tally_added(int64_t a, int64_t b) {
    int64_t sum;
    bool is_in_reach = !__builtin_add_overflow(a, b, &sum) && sum >= -INT64_MAX;
    return is_in_reach ? sum : b < 0 ? -INT64_MAX : INT64_MAX;
}

struct tally_cell {
    int64_t records, met;
    int64_t sum; /* of values, of a sum's categories */
};

/* What one unit has by team or by worker. */
struct unit_group {
    struct text name; /* "team: EASCIN", "worker: (none)" */
    int64_t records;
};

/* What one unit has. */
struct unit_tally {
    struct tally_cell *cells; /* 0: all records; then the measure's parts in order */
    int64_t left_out;
    const int64_t *values; /* ascending; of bands */
    size_t value_count;
    const struct unit_group *groups; /* teams, then workers, each by id */
    size_t group_count;
};

/* Units are numbered as in the hierarchy; behind them "(none)" of each level. */
struct tally {
    bool has_team, can_exclude;
    struct unit_tally *units;
    size_t unit_count;
    const struct home_counts *homes;            /* NULL: not asked for, or no home can be told */
    const struct tally *parts[BREAKDOWN_COUNT]; /* NULL: not asked for, or not to be told */
    /* Of a part of it: what each of the breakdown's values has in each unit. */
    struct split_names names;
    const uint32_t *slots; /* one a unit and value: which of `units`; 0 has no records */
};

/* What one value of a part has in the unit of a slot. */
static inline const struct unit_tally *tally_value(const struct tally *part, size_t unit_slot,
                                                   uint32_t value) {
    return &part->units[part->slots[unit_slot * part->names.count + value]];
}

/* Counts the records of a window; with a split, those of each of its values apart. NULL after
 * ME007: a category that the definition does not name, so that no part would hold the record. */
struct tally *tally_records(struct arena *arena, struct diag *diag,
                            const struct measure_definition *measure, const struct hierarchy *units,
                            const struct records *records, const struct window *window,
                            const struct split *split);

#endif
