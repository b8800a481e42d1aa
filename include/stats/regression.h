/* Straight lines by least squares: what is expected at x, how sure that is, and
 * how much of the variation the line explains. Fits and quantiles are GSL's.
 * Source: textbook simple regression. */
#ifndef STATS_REGRESSION_H
#define STATS_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"

struct regression {
    size_t count;
    double intercept, slope;
    double r_squared;          /* 0 to 1 */
    double residual_deviation; /* s, on count - 2 degrees of freedom */
    double x_mean, x_squares;  /* the sum of (x - mean)^2 */
};

struct prediction {
    double expected;
    struct interval limits; /* of one new point */
};

/* The unweighted line through `count` points. Who judges a point leaves it out beforehand. False
 * (fit untouched) for fewer than 3 points, one that is not finite, or where x or y does not vary.
 */
bool regression_fit(const double *x, const double *y, size_t count, struct regression *fit);
/* expected -+ t(count - 2) s sqrt(1 + 1/count + (x - mean)^2 / x_squares). False (result untouched)
 * for a confidence outside 0 to 1. */
bool regression_predict(const struct regression *fit, double x, double confidence,
                        struct prediction *result);

#endif
