/* Figures of rates standardised over deciles of deprivation. */
#ifndef MEASURE_STANDARDISED_VALUES_H
#define MEASURE_STANDARDISED_VALUES_H

#include "figure_values.h"
#include "home_counts.h"
#include "measure/standardised.h"

/* Appends what a measure of the form "sir" or "dsr" gives of a unit: the ratio or the rate; by
 * decile events, children and rate, and what is expected or how England's children are weighted;
 * and the records without a home here. The county is the reference of "sir", which is [z]. `counts`
 * NULL: they cannot be made. */
void standardised_values_add(struct figure_list *list, const struct measure_context *context,
                             const struct homes *homes, const struct home_counts *counts,
                             const struct figure *key);

#endif
