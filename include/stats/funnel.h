/* Control limits of funnel plots: how far an area of a given size may lie from
 * the average by chance. Method of PHE's funnel plots for proportions and for
 * ratios and rates (PHEindicatormethods); the limits in use are 95% and 99.8%. */
#ifndef STATS_FUNNEL_H
#define STATS_FUNNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "stats/interval.h"

/* average -+ z sqrt(average (1 - average) / n), as fractions, clipped to 0 and 1. `average` is
 * that of all areas together, `n` the area's denominator. False (limits untouched) for n <= 0 or
 * an average outside 0 to 1. */
bool funnel_proportion(double average, int64_t n, double confidence, struct interval *limits);
/* Between which observed counts (not whole numbers; for drawing) an area of this expected count
 * lies: those whose exact limits (interval_exact_poisson) hold it. The lower is 0 where no count
 * would be low. Divide by the expected count for a ratio. False unless expected is above 0 and
 * below 1e9. */
bool funnel_observed(double expected, double confidence, struct interval *observed);

#endif
