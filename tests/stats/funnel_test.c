/* Funnel limits: by hand, against Poisson's sums, and against PHE's own form of
 * the limits of a proportion, which is another way of writing the same. */
#include "stats/funnel.h"

#include <math.h>

#include "support/poisson.h"
#include "support/testing.h"

static const double near_enough = 1e-9;

/* By hand: 0.2 -+ 1.959964 x sqrt(0.16 / 100). */
static void a_hand_worked_proportion_has_its_limits(void) {
    struct interval limits;
    HOLDS(funnel_proportion(0.2, 100, 0.95, &limits));
    NEAR(limits.lower, 0.2 - 1.959963984540054 * 0.04, near_enough);
    NEAR(limits.upper, 0.2 + 1.959963984540054 * 0.04, near_enough);
    HOLDS(funnel_proportion(0.2, 100, 0.998, &limits));
    NEAR(limits.upper, 0.2 + 3.090232306167813 * 0.04, near_enough);
}

/* As PHEindicatormethods writes it: a quadratic in the area's count. */
static double phe_limit(double average, double n, double z, int sign) {
    double first = average * (n / (z * z) + 1);
    double inner = average * (n / (z * z) + 2) - 1;
    double root = sqrt(64 * first * first -
                       64 * (1 / (z * z) + 1 / n) * average * (n * inner + z * z * (average - 1)));
    return (first + sign * root / 8) / (1 / (z * z) + 1 / n) / n;
}

static void phes_own_form_gives_the_same(void) {
    for (double average = 0.05; average < 1; average += 0.15) {
        for (int64_t n = 50; n < 100000; n *= 5) {
            struct interval limits;
            HOLDS(funnel_proportion(average, n, 0.95, &limits));
            double lower = phe_limit(average, (double)n, 1.959963984540054, -1);
            double upper = phe_limit(average, (double)n, 1.959963984540054, +1);
            HOLDS(fabs(limits.lower - fmax(0, lower)) < 1e-7);
            HOLDS(fabs(limits.upper - fmin(1, upper)) < 1e-7);
        }
    }
}

static void limits_of_proportions_stay_between_0_and_1(void) {
    struct interval limits;
    HOLDS(funnel_proportion(0.02, 5, 0.998, &limits) && limits.lower == 0 && limits.upper < 1);
    HOLDS(funnel_proportion(0.97, 5, 0.998, &limits) && limits.upper == 1 && limits.lower > 0);
    HOLDS(funnel_proportion(0, 5, 0.95, &limits) && limits.lower == 0 && limits.upper == 0);
}

/* At the upper expected count so few are just as rare as the tail; at the lower so many are. */
static void a_count_touches_its_limits_where_poissons_tail_does(void) {
    for (int64_t observed = 1; observed < 60; observed += 7) {
        struct interval expected;
        HOLDS(interval_exact_poisson(observed, 0.95, &expected));
        NEAR(poisson_up_to(observed, expected.upper), 0.025, near_enough);
        NEAR(1 - poisson_up_to(observed - 1, expected.lower), 0.025, near_enough);
    }
}

static void curves_are_exact_limits_read_the_other_way(void) {
    for (int64_t observed = 0; observed < 3000; observed = observed * 3 + 1) {
        struct interval expected, there;
        HOLDS(interval_exact_poisson(observed, 0.998, &expected));
        HOLDS(funnel_observed(expected.upper, 0.998, &there));
        HOLDS(fabs(there.lower - (double)observed) < 1e-6);
        if (observed > 0) {
            HOLDS(funnel_observed(expected.lower, 0.998, &there));
            NEAR(there.upper, (double)observed, 1e-6);
        }
    }
}

/* 3.689 is expected where none at all is just too few (-ln 0.025). */
static void where_few_are_expected_no_count_is_low(void) {
    struct interval there;
    HOLDS(funnel_observed(3.6, 0.95, &there) && there.lower == 0);
    HOLDS(funnel_observed(3.7, 0.95, &there) && there.lower > 0 && there.lower < 0.01);
    HOLDS(funnel_observed(1e-6, 0.95, &there) && there.lower == 0 && there.upper < 1.1);
}

static void what_has_no_funnel_is_refused(void) {
    struct interval limits = {77, 77};
    HOLDS(!funnel_proportion(0.5, 0, 0.95, &limits) && !funnel_proportion(1.1, 5, 0.95, &limits));
    HOLDS(!funnel_proportion(-0.1, 5, 0.95, &limits) && !funnel_proportion(NAN, 5, 0.95, &limits));
    HOLDS(!funnel_proportion(0.5, 5, 1, &limits) && !interval_exact_poisson(-1, 0.95, &limits));
    HOLDS(!funnel_observed(0, 0.95, &limits) && !funnel_observed(1e9, 0.95, &limits));
    HOLDS(!funnel_observed(NAN, 0.95, &limits) && !funnel_observed(5, 0, &limits));
    HOLDS(limits.lower == 77 && limits.upper == 77);
}

SUITE(stats_funnel, CLAIM(a_hand_worked_proportion_has_its_limits),
      CLAIM(phes_own_form_gives_the_same), CLAIM(limits_of_proportions_stay_between_0_and_1),
      CLAIM(a_count_touches_its_limits_where_poissons_tail_does),
      CLAIM(curves_are_exact_limits_read_the_other_way),
      CLAIM(where_few_are_expected_no_count_is_low), CLAIM(what_has_no_funnel_is_refused))
