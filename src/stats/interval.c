/* Intervals for proportions and counts; GSL gives the quantiles. */
#include "stats/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { EXACT_BELOW = 10 };

/* The two-sided normal quantile: 1.96 for 0.95. */
static double normal_quantile(double confidence) {
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
}

bool interval_wilson(int64_t x, int64_t n, double confidence, struct interval *result) {
    if (n <= 0 || x < 0 || x > n) {
        return false;
    }
    double count = (double)x, size = (double)n, z = normal_quantile(confidence);
    double half_width = z * sqrt(z * z + 4 * count * (1 - count / size));
    double scale = 2 * (size + z * z);
    result->lower = x == 0 ? 0 : (2 * count + z * z - half_width) / scale;
    result->upper = x == n ? 1 : (2 * count + z * z + half_width) / scale;
    return true;
}

bool interval_exact_poisson(int64_t x, double confidence, struct interval *result) {
    if (x < 0) {
        return false;
    }
    double tail = (1 - confidence) / 2;
    result->lower = x == 0 ? 0 : gsl_cdf_chisq_Pinv(tail, 2 * (double)x) / 2;
    result->upper = gsl_cdf_chisq_Qinv(tail, 2 * (double)x + 2) / 2;
    return true;
}

/* x (1 - 1/(9x) + shift z / (3 sqrt x))^3 */
static double byar_limit(double x, double shifted_z) {
    double root = 1 - 1 / (9 * x) + shifted_z / (3 * sqrt(x));
    return x * root * root * root;
}

bool interval_byar(int64_t x, double confidence, struct interval *result) {
    if (x <= 0) {
        return false;
    }
    double z = normal_quantile(confidence);
    result->lower = byar_limit((double)x, -z);
    result->upper = byar_limit((double)x + 1, z);
    return result->lower >= 0;
}

bool interval_count(int64_t x, double confidence, struct interval *result) {
    return x < EXACT_BELOW ? interval_exact_poisson(x, confidence, result)
                           : interval_byar(x, confidence, result);
}
