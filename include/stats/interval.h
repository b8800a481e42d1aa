/* Confidence intervals for counts, rates and percents. Doubles live here
 * alone. Quantiles come from GSL. Sources: Wilson 1927; Newcombe and Altman
 * 2000; Breslow and Day 1987 (Byar); Armitage and Berry 2002 (exact Poisson);
 * Newcombe 1998 (differences of proportions). */
#ifndef STATS_INTERVAL_H
#define STATS_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

struct interval {
    double lower;
    double upper;
};

/* Wilson score interval of a proportion x of n, as a fraction. False unless 0 <= x <= n, n > 0. */
bool interval_wilson(int64_t x, int64_t n, double confidence, struct interval *result);
/* Exact Poisson limits of a count by chi-square; lower 0 at x = 0. False for x < 0. */
bool interval_exact_poisson(int64_t x, double confidence, struct interval *result);
/* Byar's approximation; a negative lower limit is no value (false). */
bool interval_byar(int64_t x, double confidence, struct interval *result);
/* Exact below 10, Byar from 10: what the papers print for counts and, scaled, for rates. */
bool interval_count(int64_t x, double confidence, struct interval *result);
/* Newcombe's hybrid score interval (his method 10) of the difference x/n - y/m of two independent
 * proportions, as fractions; -1 to 1. It excludes 0 where the change exceeds chance. False unless
 * both proportions have a Wilson interval. */
bool interval_difference(int64_t x, int64_t n, int64_t y, int64_t m, double confidence,
                         struct interval *result);

#endif
