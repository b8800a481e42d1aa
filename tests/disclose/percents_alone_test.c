/* Percents and rates printed without their counts: of this pack, and of packs before it. */
#include "support/small_pack.h"
#include "support/testing.h"

static const char year[] = "2013-14";

/* "value% of denominator", without the count. */
static struct figure *add_percent(struct small_pack *pack, const struct measure_definition *measure,
                                  uint32_t unit, int64_t tenths, int64_t denominator) {
    struct figure *figure = small_figure(pack, measure, year, unit, "", 0, denominator);
    figure->has_numerator = false;
    figure->value = (struct decimal){tenths, 1};
    return figure;
}

static const struct measure_definition *add_measure(struct small_pack *pack) {
    return small_measure(pack, "late", MEASURE_PERCENT, WINDOW_PERIOD);
}

/* Seed S2 prints this: two or three children. */
static void a_percent_with_one_decimal_that_gives_two_children_away_is_withheld(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *late = add_measure(pack);
    const struct figure *two = add_percent(pack, late, NORTH, 2, 1205);
    const struct figure *seven = add_percent(pack, late, SOUTH, 6, 1205);
    const struct figure *none = add_percent(pack, late, ASH, 0, 400);
    const struct figure *all_but_two = add_percent(pack, late, BIRCH, 998, 1205);
    const struct figure *all_but_seven = add_percent(pack, late, CEDAR, 994, 1205);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, two));
    HOLDS(!small_is_withheld(pack, seven));
    HOLDS(!small_is_withheld(pack, none));
    HOLDS(small_is_withheld(pack, all_but_two));
    HOLDS(!small_is_withheld(pack, all_but_seven));
}

/* What an earlier pack printed of Ash, and what this one knows: 3 of 1205. */
static bool is_refused(int64_t tenths, bool has_denominator) {
    struct small_pack *before = small_pack_new(), *pack = small_pack_new();
    const struct measure_definition *late = add_measure(pack);
    struct figure *alone = add_percent(before, late, ASH, tenths, 1205);
    alone->has_denominator = has_denominator;
    small_figure(pack, late, year, ASH, "", 3, 1205);
    return !small_suppress(pack, &before->figures);
}

static void a_percent_of_an_earlier_pack_that_leaves_two_children_or_three_refuses_the_pack(void) {
    HOLDS(is_refused(2, true));
    HOLDS(testing_reported(testing_diag(), "DC001"));
}

/* The denominator stands in this pack alone, and stays there, for another percent needs it not. */
static void it_does_with_a_denominator_that_this_pack_prints(void) {
    struct small_pack *before = small_pack_new(), *pack = small_pack_new();
    const struct measure_definition *late = add_measure(pack);
    struct measure_definition *records =
        small_measure(pack, "records", MEASURE_COUNT, WINDOW_PERIOD);
    add_percent(before, late, ASH, 2, 1205)->has_denominator = false;
    small_figure(pack, late, year, ASH, "", 3, 1205);
    small_figure(pack, records, year, ASH, "", 1205, -1);
    small_figure(before, records, year, ASH, "", 1205, -1);
    HOLDS(!small_suppress(pack, &before->figures));
    NEAR(pack->suppression.proofs[0].range.lower, 1.8075, 1e-6);
    NEAR(pack->suppression.proofs[0].range.upper, 3.0125, 1e-6);
}

/* "0%" of 1205 children may be six of them. */
static void a_percent_too_coarse_to_tell_does_not(void) {
    struct small_pack *before = small_pack_new(), *pack = small_pack_new();
    const struct measure_definition *late = add_measure(pack);
    add_percent(before, late, ASH, 0, 1205)->value = (struct decimal){0, 0};
    small_figure(pack, late, year, ASH, "", 3, 1205);
    HOLDS(small_suppress(pack, &before->figures));
    NEAR(pack->suppression.proofs[0].range.upper, 6.025, 1e-6);
}

static void one_that_was_corrected_since_tells_nothing(void) {
    HOLDS(!is_refused(50, true));
}

static void a_rate_of_an_earlier_pack_bounds_its_count(void) {
    struct small_pack *before = small_pack_new(), *pack = small_pack_new();
    struct measure_definition *plans = small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    struct measure_definition *rate = small_measure(pack, "rate", MEASURE_RATE, WINDOW_AS_AT);
    rate->rate_of = plans->id;
    struct figure *printed = small_figure(before, rate, year, ASH, "", 0, 20000);
    printed->has_numerator = false;
    printed->value = (struct decimal){15, 1}; /* 1.5 of 10,000: 3 of 20,000 */
    small_figure(pack, plans, year, ASH, "", 3, -1);
    HOLDS(!small_suppress(pack, &before->figures));
    NEAR(pack->suppression.proofs[0].range.lower, 2.9, 1e-6);
    NEAR(pack->suppression.proofs[0].range.upper, 3.1, 1e-6);
}

SUITE(disclose_percents_alone,
      CLAIM(a_percent_with_one_decimal_that_gives_two_children_away_is_withheld),
      CLAIM(a_percent_of_an_earlier_pack_that_leaves_two_children_or_three_refuses_the_pack),
      CLAIM(it_does_with_a_denominator_that_this_pack_prints),
      CLAIM(a_percent_too_coarse_to_tell_does_not),
      CLAIM(one_that_was_corrected_since_tells_nothing),
      CLAIM(a_rate_of_an_earlier_pack_bounds_its_count))
