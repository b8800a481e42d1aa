/* Least squares by GSL. The sums for prediction limits are taken around the
 * mean, not from raw squares, so that nothing is lost where x hardly varies. */
#include "stats/regression.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

static bool are_finite(const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            return false;
        }
    }
    return true;
}

/* Squares around the mean vanish where all values are equal, or too near to each other to tell. */
static bool varies(const double *values, size_t count) {
    return gsl_stats_tss(values, 1, count) > 0;
}

bool regression_fit(const double *x, const double *y, size_t count, struct regression *fit) {
    if (count < 3 || !are_finite(x, count) || !are_finite(y, count) || !varies(x, count) ||
        !varies(y, count)) {
        return false;
    }
    double intercept, slope, cov00, cov01, cov11, residual_squares;
    gsl_fit_linear(x, 1, y, 1, count, &intercept, &slope, &cov00, &cov01, &cov11,
                   &residual_squares);
    double explained = 1 - residual_squares / gsl_stats_tss(y, 1, count);
    *fit = (struct regression){.count = count,
                               .intercept = intercept,
                               .slope = slope,
                               .r_squared = fmax(0, explained),
                               .residual_deviation = sqrt(residual_squares / (double)(count - 2)),
                               .x_mean = gsl_stats_mean(x, 1, count),
                               .x_squares = gsl_stats_tss(x, 1, count)};
    return true;
}

bool regression_predict(const struct regression *fit, double x, double confidence,
                        struct prediction *result) {
    if (!(confidence > 0 && confidence < 1) || !isfinite(x)) {
        return false;
    }
    double points = (double)fit->count, distance = x - fit->x_mean;
    double t = gsl_cdf_tdist_Qinv((1 - confidence) / 2, points - 2);
    double reach =
        t * fit->residual_deviation * sqrt(1 + 1 / points + distance * distance / fit->x_squares);
    double expected = fit->intercept + fit->slope * x;
    *result = (struct prediction){expected, {expected - reach, expected + reach}};
    return true;
}
