/* Figures of rates adjusted for deprivation. */
#ifndef MEASURE_ADJUSTED_VALUES_H
#define MEASURE_ADJUSTED_VALUES_H

#include "figure_values.h"
#include "measure/compute.h"

/* Appends what a measure of the form "vs" gives of the whole authority: the ratio, then actual,
 * expected with the limits of prediction, published, score, R squared, authorities, rank, ranked,
 * and what was left out by reason. [x] below the county, where the period is not a year to
 * 31 March, and where rates or a score are lacking. `children` 0: not known. */
void adjusted_values_add(struct figure_list *list, const struct measure_context *context,
                         const struct figure *key, int64_t count, int64_t children);

#endif
