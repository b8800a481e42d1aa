/* Funnels by hand: the average of all areas together, limits of a proportion,
 * and who lies outside. */
#include <math.h>

#include "measure/funnel.h"
#include "support/testing.h"

static bool is_near(double value, double expected, double slack) {
    return fabs(value - expected) <= slack;
}

/* 30 + 60 + 90 of 100 + 100 + 400: 30%. At 100: 30 -+ 1.95996 x sqrt(0.3 x 0.7 / 100) = 30 -+ 8.98;
 * at 99.8% 30 -+ 3.0902 x 4.5826 = 30 -+ 14.16. */
static void limits_of_a_percent_are_those_of_a_proportion(void) {
    const struct measure_definition measure = {.unit = MEASURE_PERCENT};
    struct funnel_area areas[] = {{.name = TEXT("C"), .numerator = 90, .denominator = 400},
                                  {.name = TEXT("B"), .numerator = 60, .denominator = 100},
                                  {.name = TEXT("A"), .numerator = 30, .denominator = 100}};
    struct funnel funnel;
    if (!HOLDS(funnel_make(&measure, areas, 3, &funnel))) {
        return;
    }
    HOLDS(is_near(funnel.average, 30, 1e-9));
    SAME_TEXT(funnel.areas[0].name, "A");
    HOLDS(is_near(funnel.areas[0].limits95.lower, 21.02, 0.005));
    HOLDS(is_near(funnel.areas[0].limits95.upper, 38.98, 0.005));
    HOLDS(is_near(funnel.areas[0].limits998.lower, 15.84, 0.005));
    HOLDS(!funnel.areas[0].is_outside && funnel.areas[1].is_outside);
    HOLDS(funnel.areas[2].is_outside); /* 22.5, limits 30 -+ 7.08 */
}

/* 10 in 10,000 children each: 10 expected; exact limits of 95% lie near 10 -+ 1.96 x 3.16. */
static void limits_of_a_rate_are_per_10000(void) {
    const struct measure_definition measure = {.unit = MEASURE_RATE};
    struct funnel_area areas[] = {{.name = TEXT("A"), .numerator = 10, .denominator = 10000},
                                  {.name = TEXT("B"), .numerator = 10, .denominator = 10000},
                                  {.name = TEXT("C"), .numerator = 40, .denominator = 40000}};
    struct funnel funnel;
    if (!HOLDS(funnel_make(&measure, areas, 3, &funnel))) {
        return;
    }
    HOLDS(is_near(funnel.average, 10, 1e-9));
    HOLDS(is_near(funnel.areas[0].limits95.lower, 10 - 6.2, 1.0));
    HOLDS(is_near(funnel.areas[0].limits95.upper, 10 + 6.2, 1.0));
    HOLDS(is_near(funnel.areas[2].limits95.upper, 10 + 3.1, 0.4)); /* 40 of 40,000 */
}

static void what_makes_no_funnel_is_refused(void) {
    const struct measure_definition count = {.unit = MEASURE_COUNT},
                                    share = {.unit = MEASURE_PERCENT};
    struct funnel_area areas[] = {{.name = TEXT("A"), .denominator = 5},
                                  {.name = TEXT("B"), .denominator = 5},
                                  {.name = TEXT("C"), .denominator = 5}};
    struct funnel funnel;
    HOLDS(!funnel_make(&share, areas, 3, &funnel)); /* nothing was counted */
    areas[0].numerator = 1;
    HOLDS(funnel_make(&share, areas, 3, &funnel));
    HOLDS(!funnel_make(&share, areas, 2, &funnel));
    HOLDS(!funnel_make(&count, areas, 3, &funnel));
}

SUITE(measure_funnel, CLAIM(limits_of_a_percent_are_those_of_a_proportion),
      CLAIM(limits_of_a_rate_are_per_10000), CLAIM(what_makes_no_funnel_is_refused))
