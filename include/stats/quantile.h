/* Medians and quartiles. One definition everywhere: linear interpolation at
 * (n - 1) p, R's type 7 (Hyndman and Fan 1996), Excel's QUARTILE.INC. */
#ifndef STATS_QUANTILE_H
#define STATS_QUANTILE_H

#include <stdbool.h>
#include <stddef.h>

/* The quantile of values sorted in ascending order; p as a fraction. False (result untouched) for
 * no values, p outside 0 to 1, or values that are not sorted or not finite. */
bool quantile_of_sorted(const double *values, size_t count, double p, double *result);

#endif
