/* Errors that the check found, counted as the records of a measure are: by unit
 * at each level, and by worker. */
#ifndef MEASURE_FAULT_COUNTS_H
#define MEASURE_FAULT_COUNTS_H

#include "measure/compute.h"
#include "tally.h"

struct arena;

/* The counts of a measure of findings; NULL where nothing was checked, or the period ended a month
 * or more before the day of the extracts: what was wrong then nobody knows. */
const struct tally *fault_counts(struct arena *arena, struct diag *diag,
                                 const struct measure_context *context,
                                 const struct measure_definition *measure,
                                 const struct period *period);

#endif
