/* Records counted by the district and the decile of the child's home. */
#ifndef MEASURE_HOME_COUNTS_H
#define MEASURE_HOME_COUNTS_H

#include "homes.h"
#include "records.h"

struct arena;

struct home_cell {
    int64_t events;
    int64_t events_squared; /* the sum over children of the square of each one's events */
};
struct home_counts {
    const struct home_cell *cells; /* DECILE_COUNT a slot (placing.h), from decile 1 */
    int64_t not_known, elsewhere;  /* records of the whole authority without a home in it */
};

/* Counts the records of a window, or what is counted once of them. Homes are those of an event's
 * day, of all else of D. Records left out are not counted. */
const struct home_counts *home_counts_new(struct arena *arena, const struct homes *homes,
                                          const struct measure_definition *measure,
                                          const struct hierarchy *units,
                                          const struct records *records,
                                          const struct window *window);
/* The cells of a unit, or of "(none)" of a level. */
const struct home_cell *home_counts_of(const struct home_counts *counts,
                                       const struct hierarchy *units, enum unit_level level,
                                       uint32_t unit);
/* The home of a record. */
struct home home_of_record(const struct homes *homes, const struct records *records,
                           const struct record_row *row, const struct window *window);

#endif
