/* The counts that figures are made of: each measure's records read once, and
 * counted in every window that some figure needs. Measures are independent
 * jobs; what they report is joined in the measures' order. */
#ifndef MEASURE_COUNTS_H
#define MEASURE_COUNTS_H

#include <stdbool.h>

#include "measure/compute.h"
#include "measure/window.h"
#include "tally.h"

struct counts;

struct counts *counts_new(struct arena *arena, const struct measure_context *context);
/* Asks for the counts of a measure that has records, in a window. */
void counts_want(struct counts *counts, const struct measure_definition *measure,
                 const struct window *window);
/* Asks that a measure asked for is also counted by homes. */
void counts_want_homes(struct counts *counts, const struct measure_definition *measure);
/* Where children live; NULL: nobody asked. */
const struct homes *counts_homes(const struct counts *counts);
/* Reads and counts all that is wanted. False after reports. */
bool counts_run(struct counts *counts, struct diag *diag);
/* The counts of a measure in a window; NULL where a needed table was not supplied. */
const struct tally *counts_find(const struct counts *counts,
                                const struct measure_definition *measure,
                                const struct window *window);

/* The people by whom figures are broken down; NULL: nothing is. */
const struct people *counts_people(const struct counts *counts);

#endif
