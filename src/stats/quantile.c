/* Quantiles of type 7, by GSL, which asks for sorted values and does not look
 * whether they are. */
#include "stats/quantile.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

static bool are_sorted(const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]) || (i > 0 && values[i] < values[i - 1])) {
            return false;
        }
    }
    return true;
}

bool quantile_of_sorted(const double *values, size_t count, double p, double *result) {
    if (count == 0 || !(p >= 0 && p <= 1) || !are_sorted(values, count)) {
        return false;
    }
    *result = gsl_stats_quantile_from_sorted_data(values, 1, count, p);
    return true;
}
