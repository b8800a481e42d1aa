/* From records to figures. A measure's SELECT runs once (or once a window, if
 * it names :as_at, :from or :to); its rows are counted by unit and category for
 * every period asked. There is no figure without its records. */
#ifndef MEASURE_COMPUTE_H
#define MEASURE_COMPUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "base/period.h"
#include "define/catalogue.h"
#include "ingest/deprivation_index.h"
#include "ingest/home_areas.h"
#include "ingest/published.h"
#include "ingest/reference.h"
#include "measure/breakdown.h"
#include "measure/figure.h"
#include "sql/database.h"

struct arena;

/* Whose an error in the extracts is, as the check found it. */
struct record_fault {
    struct text team, worker; /* empty: nobody's */
};

/* What the computing needs; all of it is the caller's. */
struct measure_context {
    const struct catalogue *catalogue;
    const struct dataset *dataset;
    struct shared_indexes *indexes;
    const struct calendar *calendar;
    const struct hierarchy *units;
    const struct supplied_figures *supplied;
    const struct population *population;
    const struct published *published;       /* NULL: nothing is compared */
    const struct deprivation_scores *scores; /* NULL: nothing is adjusted */
    const struct home_areas *homes;          /* NULL: no home has a small area */
    const struct record_fault *faults;       /* NULL: nothing was checked */
    size_t fault_count;
    struct text authority_code; /* ONS, of the authority */
    day_number extract_date;    /* E: a period with D after it is refused (ME001) */
    unsigned thread_count;
    /* What is done where a needed table was not supplied: the figures are [x] (ME006, a warning);
     * else the computing is refused (ME003). For lists of all measures. */
    bool marks_missing_tables;
    bool breakdowns[BREAKDOWN_COUNT]; /* which are wanted beside the figures of every unit */
};

/* One measure for one period; a list of these is what to compute. */
struct figure_request {
    const struct measure_definition *measure;
    struct period period;
    bool wants_records; /* the caller lists its records too (measure/explain.h) */
};

/* Prepares every SELECT of the catalogue, so that all definition faults are listed before data is
 * read. Needs a dataset with every table present (empty ones will do). */
bool measures_check(struct arena *arena, struct diag *diag, const struct catalogue *catalogue,
                    const struct calendar *calendar);
/* Computes the requests (duplicates are merged) for every unit of the hierarchy at the levels
 * flagged. A supplied figure for a measure that is computed is a claim that must agree: else ME004,
 * which names both numbers and where each stands, and exit status 5. A needed table or column that
 * was not supplied: ME003, ME009; one too much of which cannot be read: ME011. NULL after reports.
 */
const struct figures *measures_compute(struct arena *arena, struct diag *diag,
                                       const struct measure_context *context,
                                       const struct figure_request *requests, size_t request_count,
                                       const bool levels[UNIT_LEVEL_COUNT]);

#endif
