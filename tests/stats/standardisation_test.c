/* Standardised rates and ratios: cases worked by hand, what direct and indirect
 * standardisation must give in special cases. */
#include "stats/standardisation.h"

#include <math.h>

#include "support/testing.h"

static const double near_enough = 1e-9;

/* By hand: (2000 x 10/1000 + 3000 x 30/2000) / 5000 = (20 + 45) / 5000. */
static void a_hand_worked_rate_is_the_weighted_mean(void) {
    static const struct direct_stratum strata[] = {{10, 10, 1000, 2000}, {30, 30, 2000, 3000}};
    struct standardised_rate result;
    HOLDS(standardisation_direct(strata, 2, 0.95, &result));
    NEAR(result.rate, 0.013, near_enough);
    SAME_INT(result.events, 40);
    /* Variance: (2^2 x 10 + 1.5^2 x 30) / 5000^2; Byar's limits of 40. */
    struct interval byar;
    double scale = sqrt((40 + 67.5) / 25e6 / 40);
    HOLDS(result.has_limits && interval_byar(40, 0.95, &byar));
    NEAR(result.limits.lower, 0.013 + scale * (byar.lower - 40), near_enough);
    NEAR(result.limits.upper, 0.013 + scale * (byar.upper - 40), near_enough);
}

/* Where the standard population is the authority's own, the rate is the crude one and Dobson's
 * limits are Byar's. */
static void the_own_population_as_standard_gives_the_crude_rate(void) {
    static const struct direct_stratum strata[] = {
        {7, 7, 150, 150}, {12, 12, 400, 400}, {1, 1, 90, 90}};
    struct standardised_rate result;
    struct interval byar;
    HOLDS(standardisation_direct(strata, 3, 0.998, &result) && interval_byar(20, 0.998, &byar));
    NEAR(result.rate, 20.0 / 640, near_enough);
    NEAR(result.limits.lower, byar.lower / 640, near_enough);
    NEAR(result.limits.upper, byar.upper / 640, near_enough);
}

static void there_are_no_limits_below_10_events(void) {
    struct direct_stratum strata[] = {{4, 4, 100, 1}, {5, 5, 100, 1}};
    struct standardised_rate result;
    HOLDS(standardisation_direct(strata, 2, 0.95, &result));
    NEAR(result.rate, 0.045, near_enough);
    HOLDS(!result.has_limits);
    strata[1] = (struct direct_stratum){6, 6, 100, 1};
    HOLDS(standardisation_direct(strata, 2, 0.95, &result) && result.has_limits);
}

/* Ten children with two enquiries each: squares 40 for 20 events, so limits sqrt(2) times as far.
 */
static void events_of_the_same_child_widen_the_limits(void) {
    struct direct_stratum stratum = {20, 20, 1000, 1};
    struct standardised_rate single, repeated;
    HOLDS(standardisation_direct(&stratum, 1, 0.95, &single));
    stratum.events_squared = 40;
    HOLDS(standardisation_direct(&stratum, 1, 0.95, &repeated));
    HOLDS(single.rate == repeated.rate);
    NEAR(repeated.limits.upper - repeated.rate, sqrt(2) * (single.limits.upper - single.rate),
         near_enough);
    NEAR(repeated.rate - repeated.limits.lower, sqrt(2) * (single.rate - single.limits.lower),
         near_enough);
}

static void strata_that_cannot_be_are_refused(void) {
    static const struct direct_stratum bad[] = {{-1, 0, 10, 1}, {1, 0, 10, 1},  {1, 1, 0, 1},
                                                {1, 1, -5, 1},  {1, 1, 10, -1}, {1, 1, 10, 0}};
    static const struct direct_stratum good = {1, 1, 10, 1};
    struct standardised_rate result = {.rate = 77};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        HOLDS(!standardisation_direct(&bad[i], 1, 0.95, &result));
    }
    struct direct_stratum endless = {1, 1, 10, INFINITY};
    HOLDS(!standardisation_direct(&endless, 1, 0.95, &result));
    HOLDS(!standardisation_direct(&good, 0, 0.95, &result));
    HOLDS(!standardisation_direct(&good, 1, 1, &result));
    HOLDS(result.rate == 77);
}

/* By hand: expected 500 x 20/1000 + 1500 x 40/4000 = 10 + 15 = 25. */
static void a_hand_worked_ratio_is_observed_over_expected(void) {
    static const struct indirect_stratum strata[] = {{500, 20, 1000}, {1500, 40, 4000}};
    struct standardised_ratio result;
    struct interval limits;
    HOLDS(standardisation_indirect(30, strata, 2, 0.95, &result));
    NEAR(result.expected, 25, near_enough);
    NEAR(result.ratio, 1.2, near_enough);
    NEAR(result.rate, 1.2 * 60 / 5000, near_enough);
    HOLDS(interval_byar(30, 0.95, &limits));
    NEAR(result.limits.lower, limits.lower / 25, near_enough);
    NEAR(result.limits.upper, limits.upper / 25, near_enough);
    HOLDS(standardisation_indirect(9, strata, 2, 0.95, &result));
    HOLDS(interval_exact_poisson(9, 0.95, &limits));
    NEAR(result.limits.upper, limits.upper / 25, near_enough);
}

static void the_reference_judged_by_itself_is_as_expected(void) {
    static const struct indirect_stratum strata[] = {{1000, 20, 1000}, {4000, 40, 4000}};
    struct standardised_ratio result;
    HOLDS(standardisation_indirect(60, strata, 2, 0.95, &result));
    NEAR(result.ratio, 1, near_enough);
    NEAR(result.rate, 60.0 / 5000, near_enough);
}

static void a_decile_without_own_children_adds_nothing(void) {
    static const struct indirect_stratum strata[] = {{500, 20, 1000}, {0, 40, 4000}};
    struct standardised_ratio result;
    HOLDS(standardisation_indirect(0, strata, 2, 0.95, &result));
    NEAR(result.expected, 10, near_enough);
    HOLDS(result.ratio == 0 && result.limits.lower == 0 && result.limits.upper > 0);
}

static void ratios_that_cannot_be_are_refused(void) {
    static const struct indirect_stratum bad[] = {{-1, 20, 1000}, {500, -1, 1000}, {500, 20, 0},
                                                  {500, 20, -4},  {500, 0, 1000},  {0, 20, 1000}};
    static const struct indirect_stratum good = {500, 20, 1000};
    struct standardised_ratio result = {.ratio = 77};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        HOLDS(!standardisation_indirect(3, &bad[i], 1, 0.95, &result));
    }
    struct indirect_stratum mostly_good[] = {{500, 20, 1000}, {-1, 20, 1000}};
    HOLDS(!standardisation_indirect(3, mostly_good, 2, 0.95, &result));
    HOLDS(!standardisation_indirect(-1, &good, 1, 0.95, &result));
    HOLDS(!standardisation_indirect(3, &good, 0, 0.95, &result));
    HOLDS(!standardisation_indirect(3, &good, 1, 0, &result));
    HOLDS(result.ratio == 77);
}

SUITE(stats_standardisation, CLAIM(a_hand_worked_rate_is_the_weighted_mean),
      CLAIM(the_own_population_as_standard_gives_the_crude_rate),
      CLAIM(there_are_no_limits_below_10_events), CLAIM(events_of_the_same_child_widen_the_limits),
      CLAIM(strata_that_cannot_be_are_refused),
      CLAIM(a_hand_worked_ratio_is_observed_over_expected),
      CLAIM(the_reference_judged_by_itself_is_as_expected),
      CLAIM(a_decile_without_own_children_adds_nothing), CLAIM(ratios_that_cannot_be_are_refused))
