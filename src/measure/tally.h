/* Records counted in one window, by unit at each level and by category. */
#ifndef MEASURE_TALLY_H
#define MEASURE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "records.h"
#include "table/hierarchy.h"

struct arena;

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
};

/* Counts the records of a window. NULL after ME007: a category that the definition does not name,
 * so that no part would hold the record. */
const struct tally *tally_records(struct arena *arena, struct diag *diag,
                                  const struct measure_definition *measure,
                                  const struct hierarchy *units, const struct records *records,
                                  const struct window *window);

#endif
