/* The traps that disclosure control is known for, each by the name that issue 6 gives it. */
#include <math.h>

#include "support/small_pack.h"
#include "support/testing.h"

static const char year[] = "2013-14";

/* The interval that a reader can work out of each small count is as wide as it must be. */
static void intervals_hold(const struct small_pack *pack) {
    for (size_t i = 0; i < pack->suppression.proof_count; i++) {
        const struct count_range *range = &pack->suppression.proofs[i].range;
        HOLDS(range->upper - range->lower >= 5 - 1e-6);
    }
}

static size_t count_withheld(const struct small_pack *pack,
                             const struct measure_definition *measure, const char *period) {
    size_t count = 0;
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        count += small_withholds(pack, measure, period, unit, "");
    }
    return count;
}

static void a_row_with_one_suppressed_cell(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 3, 40, 50);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_withholds(pack, plans, year, BIRCH, ""));
    SAME_INT(count_withheld(pack, plans, year), 2);
    intervals_hold(pack);
}

/* North's only other district is 0 and always printed: North itself must go, and South or Cedar. */
static void complementary_suppression_that_points_at_a_zero(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 3, 0, 50);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(!small_withholds(pack, plans, year, BIRCH, ""));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_withholds(pack, plans, year, NORTH, ""));
    HOLDS(small_withholds(pack, plans, year, SOUTH, "") &&
          small_withholds(pack, plans, year, CEDAR, ""));
    HOLDS(!small_withholds(pack, plans, year, COUNTY, ""));
    intervals_hold(pack);
}

static void a_district_that_is_the_whole_of_an_area(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 30, 40, 4);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, CEDAR, ""));
    HOLDS(small_withholds(pack, plans, year, SOUTH, ""));
    intervals_hold(pack);
}

/* No table shows North: only a sentence does, as the denominator of another measure. */
static void a_total_in_prose(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct measure_definition *seen =
        small_measure(pack, "seen", MEASURE_PERCENT, WINDOW_AS_AT);
    small_figure(pack, plans, year, ASH, "", 3, -1);
    small_figure(pack, plans, year, BIRCH, "", 40, -1);
    small_figure(pack, plans, year, CEDAR, "", 50, -1);
    const struct figure *told = small_figure(pack, seen, year, NORTH, "", 43, 43);
    const struct figure *same = small_figure(pack, seen, year, BIRCH, "", 40, 40);
    small_figure(pack, seen, year, ASH, "", 3, 3);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_is_withheld(pack, told) ||
          (small_withholds(pack, plans, year, BIRCH, "") && small_is_withheld(pack, same)));
    intervals_hold(pack);
}

/* A pack before printed the first quarter: the half year would give the second, 3, away. */
static void a_change_between_two_periods(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *referrals =
        small_measure(pack, "referrals", MEASURE_COUNT, WINDOW_PERIOD);
    small_figure(before, referrals, "2013-14-Q1", COUNTY, "", 40, -1);
    const struct figure *half = small_figure(pack, referrals, "2013-14-H1", COUNTY, "", 43, -1);
    HOLDS(small_suppress(pack, &before->figures));
    HOLDS(small_is_withheld(pack, half));
    intervals_hold(pack);
    struct small_pack *alone = small_pack_new();
    const struct measure_definition *same =
        small_measure(alone, "referrals", MEASURE_COUNT, WINDOW_PERIOD);
    half = small_figure(alone, same, "2013-14-H1", COUNTY, "", 43, -1);
    HOLDS(small_suppress(alone, NULL));
    HOLDS(!small_is_withheld(alone, half));
}

/* One child in each of two districts: an area of 2 gives both away, for zeros are printed. */
static void singletons(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 1, 1, 50);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_withholds(pack, plans, year, BIRCH, ""));
    HOLDS(small_withholds(pack, plans, year, NORTH, ""));
    HOLDS(small_withholds(pack, plans, year, SOUTH, ""));
    intervals_hold(pack);
}

/* One child in all the county: nothing but the total could hide it, and that is the child itself.
 */
static void the_only_child_of_the_county(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 1, 0, 0);
    HOLDS(small_suppress(pack, NULL));
    SAME_INT(count_withheld(pack, plans, year), 3);
    HOLDS(small_withholds(pack, plans, year, COUNTY, ""));
    HOLDS(isinf(pack->suppression.narrowest));
}

SUITE(disclose_known_traps, CLAIM(a_row_with_one_suppressed_cell),
      CLAIM(complementary_suppression_that_points_at_a_zero),
      CLAIM(a_district_that_is_the_whole_of_an_area), CLAIM(a_total_in_prose),
      CLAIM(a_change_between_two_periods), CLAIM(singletons), CLAIM(the_only_child_of_the_county))
