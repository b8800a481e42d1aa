/* Intervals as public health and the department print them: Wilson's score
 * limits for percents; for counts exact Poisson limits below 10 and Byar's
 * approximation from 10 on. Quantiles are GSL's. */
#include "stats/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stddef.h>

enum { BYAR_FROM = 10 };

static bool is_confidence(double confidence) {
    return confidence > 0 && confidence < 1;
}

/* What a confidence asks of GSL. A thread keeps what it has asked, since a list of figures asks the
 * same few things of two confidences ten thousand times. */
struct quantiles {
    double confidence; /* 0: nothing is kept here yet */
    double normal;     /* two-sided */
    bool has_limits[BYAR_FROM];
    struct interval limits[BYAR_FROM]; /* exact ones, by count */
};
enum { KEPT_CONFIDENCES = 4 };

static struct quantiles *quantiles_of(double confidence) {
    static _Thread_local struct quantiles kept[KEPT_CONFIDENCES];
    static _Thread_local size_t next;
    for (size_t i = 0; i < KEPT_CONFIDENCES; i++) {
        if (kept[i].confidence >= confidence && kept[i].confidence <= confidence) {
            return &kept[i];
        }
    }
    struct quantiles *quantiles = &kept[next++ % KEPT_CONFIDENCES];
    *quantiles = (struct quantiles){.confidence = confidence,
                                    .normal = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2)};
    return quantiles;
}

bool interval_wilson(int64_t x, int64_t n, double confidence, struct interval *result) {
    if (n <= 0 || x < 0 || x > n || !is_confidence(confidence)) {
        return false;
    }
    double successes = (double)x, trials = (double)n, z = quantiles_of(confidence)->normal;
    double middle = 2 * successes + z * z;
    double reach = z * sqrt(z * z + 4 * successes * (1 - successes / trials));
    double whole = 2 * (trials + z * z);
    /* At the ends the limit is exact, which the difference of two roots is not. */
    result->lower = x == 0 ? 0 : (middle - reach) / whole;
    result->upper = x == n ? 1 : (middle + reach) / whole;
    return true;
}

bool interval_exact_poisson(int64_t x, double confidence, struct interval *result) {
    if (x < 0 || !is_confidence(confidence)) {
        return false;
    }
    double tail = (1 - confidence) / 2, count = (double)x;
    result->lower = x == 0 ? 0 : gsl_cdf_chisq_Pinv(tail, 2 * count) / 2;
    result->upper = gsl_cdf_chisq_Qinv(tail, 2 * count + 2) / 2;
    return true;
}

/* count (1 - 1/(9 count) + z/(3 sqrt(count)))^3: Wilson and Hilferty's cube. */
static double byar_limit(double count, double z) {
    double root = 1 - 1 / (9 * count) + z / (3 * sqrt(count));
    return count * root * root * root;
}

bool interval_byar(int64_t x, double confidence, struct interval *result) {
    if (x < 1 || !is_confidence(confidence)) {
        return false;
    }
    double z = quantiles_of(confidence)->normal, count = (double)x;
    double lower = byar_limit(count, -z);
    if (lower < 0) {
        return false;
    }
    *result = (struct interval){lower, byar_limit(count + 1, z)};
    return true;
}

bool interval_count(int64_t x, double confidence, struct interval *result) {
    if (x < 0 || x >= BYAR_FROM || !is_confidence(confidence)) {
        return interval_byar(x, confidence, result);
    }
    struct quantiles *quantiles = quantiles_of(confidence);
    if (!quantiles->has_limits[x]) {
        quantiles->has_limits[x] = interval_exact_poisson(x, confidence, &quantiles->limits[x]);
    }
    *result = quantiles->limits[x];
    return true;
}

bool interval_difference(int64_t x, int64_t n, int64_t y, int64_t m, double confidence,
                         struct interval *result) {
    struct interval first, second;
    if (!interval_wilson(x, n, confidence, &first) || !interval_wilson(y, m, confidence, &second)) {
        return false;
    }
    double p = (double)x / (double)n, q = (double)y / (double)m;
    *result = (struct interval){p - q - hypot(p - first.lower, second.upper - q),
                                p - q + hypot(first.upper - p, q - second.lower)};
    return true;
}
