/* Funnel limits. Those of proportions are the normal ones around the average;
 * those of counts are Poisson's own, through chi-square, at every size, so that
 * a curve has no step where another method would take over. */
#include "stats/funnel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Halvings that leave less than a double's last digit of any count below 1e9. */
enum { HALVINGS = 90 };

static double clipped(double fraction) {
    return fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
}

static bool is_confidence(double confidence) {
    return confidence > 0 && confidence < 1;
}

bool funnel_proportion(double average, int64_t n, double confidence, struct interval *limits) {
    if (n <= 0 || !(average >= 0 && average <= 1) || !is_confidence(confidence)) {
        return false;
    }
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    double reach = z * sqrt(average * (1 - average) / (double)n);
    *limits = (struct interval){clipped(average - reach), clipped(average + reach)};
    return true;
}

/* The chance of `count` or fewer where `expected` are expected: falls as expected grows. */
static double chance_of_at_most(double count, double expected) {
    return gsl_cdf_chisq_Q(2 * expected, 2 * count + 2);
}

/* The count of which that chance is `tail`; -1 is below every count. */
static double count_with_chance(double expected, double tail) {
    double low = -1, high = expected + 10 * sqrt(expected) + 50;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = low + (high - low) / 2;
        *(chance_of_at_most(middle, expected) < tail ? &low : &high) = middle;
    }
    return low + (high - low) / 2;
}

bool funnel_observed(double expected, double confidence, struct interval *observed) {
    if (!(expected > 0 && expected < 1e9) || !is_confidence(confidence)) {
        return false;
    }
    double tail = (1 - confidence) / 2;
    double lower = count_with_chance(expected, tail);
    /* `count` or more is the complement of `count - 1` or fewer. */
    double upper = count_with_chance(expected, 1 - tail) + 1;
    *observed = (struct interval){lower < 0 ? 0 : lower, upper};
    return true;
}
