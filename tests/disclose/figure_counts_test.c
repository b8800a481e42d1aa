#include "disclose/figure_counts.h"

#include <math.h>

#include "base/arena.h"
#include "support/small_pack.h"
#include "support/testing.h"

static const char year[] = "2013-14";

static void a_withheld_figure_holds_no_number(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct figure *figure = small_figure(pack, plans, year, COUNTY, "", 3, -1);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, figure));
    const struct figure *kept = &pack->suppressed->items[0];
    HOLDS(!kept->has_numerator && !kept->has_denominator && !kept->has_value);
    HOLDS(!kept->has_interval);
    SAME_INT(kept->numerator, 0);
    SAME_INT(kept->value.scaled, 0);
    NEAR(kept->interval95.upper, 0, 0);
}

static void a_count_of_six_or_none_is_shown(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 6, 0, 7);
    HOLDS(small_suppress(pack, NULL));
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        HOLDS(!small_withholds(pack, plans, year, unit, ""));
    }
}

static void a_row_loses_a_partner_and_never_the_zero(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 3, 40, 0);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_withholds(pack, plans, year, BIRCH, ""));
    HOLDS(!small_withholds(pack, plans, year, CEDAR, ""));
    HOLDS(!small_withholds(pack, plans, year, NORTH, ""));
    HOLDS(!small_withholds(pack, plans, year, COUNTY, ""));
}

static void a_district_that_is_its_area_takes_it_along(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 30, 40, 2);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, CEDAR, ""));
    HOLDS(small_withholds(pack, plans, year, SOUTH, ""));
    HOLDS(small_withholds(pack, plans, year, NORTH, ""));
    HOLDS(!small_withholds(pack, plans, year, COUNTY, ""));
    /* North would follow from its districts. */
    HOLDS(small_withholds(pack, plans, year, ASH, "") ||
          small_withholds(pack, plans, year, BIRCH, ""));
}

static void two_children_who_miss_a_percent_are_counted_too(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *reviews =
        small_measure(pack, "reviews", MEASURE_PERCENT, WINDOW_AS_AT);
    const struct figure *figure = small_figure(pack, reviews, year, COUNTY, "", 98, 100);
    const struct figure *other = small_figure(pack, reviews, year, SOUTH, "", 50, 100);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, figure));
    HOLDS(!small_is_withheld(pack, other));
}

static void all_or_none_of_a_percent_are_shown(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *reviews =
        small_measure(pack, "reviews", MEASURE_PERCENT, WINDOW_AS_AT);
    const struct figure *all = small_figure(pack, reviews, year, NORTH, "", 100, 100);
    const struct figure *none = small_figure(pack, reviews, year, SOUTH, "", 0, 90);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(!small_is_withheld(pack, all));
    HOLDS(!small_is_withheld(pack, none));
}

static void a_rate_goes_with_its_count(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    struct measure_definition *rate = small_measure(pack, "rate", MEASURE_RATE, WINDOW_AS_AT);
    rate->rate_of = TEXT("plans");
    struct measure_definition *versus = small_measure(pack, "versus", MEASURE_RATIO, WINDOW_AS_AT);
    versus->deprivation_of = TEXT("rate");
    small_counts(pack, plans, year, "", 30, 40, 2);
    const struct figure *cedar = small_figure(pack, rate, year, CEDAR, "", 2, 20000);
    const struct figure *county = small_figure(pack, rate, year, COUNTY, "", 72, 90000);
    const struct figure *ratio = small_figure(pack, versus, year, CEDAR, "rank", 0, -1);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, cedar));
    HOLDS(small_is_withheld(pack, ratio));
    HOLDS(!small_is_withheld(pack, county));
}

static void a_ratio_goes_with_either_of_its_counts(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *conferences =
        small_measure(pack, "conferences", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    const struct measure_definition *enquiries =
        small_measure(pack, "enquiries", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    struct measure_definition *ratio =
        small_measure(pack, "ratio", MEASURE_PERCENT, WINDOW_TWELVE_MONTHS);
    ratio->ratio_of = TEXT("conferences");
    ratio->ratio_to = TEXT("enquiries");
    small_figure(pack, conferences, year, NORTH, "", 30, -1);
    small_figure(pack, enquiries, year, NORTH, "", 4, -1);
    const struct figure *of_few = small_figure(pack, ratio, year, NORTH, "", 30, 4);
    const struct figure *few_of = small_figure(pack, ratio, year, SOUTH, "", 4, 30);
    /* No part of each other: 39 conferences of 40 enquiries leave nobody out. */
    const struct figure *near = small_figure(pack, ratio, year, CEDAR, "", 39, 40);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, of_few));
    HOLDS(small_is_withheld(pack, few_of));
    HOLDS(!small_is_withheld(pack, near));
}

static void two_measures_of_the_same_records_lose_the_same_districts(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct measure_definition *reviews =
        small_measure(pack, "reviews", MEASURE_PERCENT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 3, 40, 50);
    const int64_t values[SMALL_UNITS] = {93, 43, 50, 3, 40, 50};
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        small_figure(pack, reviews, year, unit, "", 0, values[unit]);
    }
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, BIRCH, ""));
    HOLDS(small_withholds(pack, reviews, year, BIRCH, ""));
    HOLDS(!small_withholds(pack, reviews, year, CEDAR, ""));
}

static void quartiles_go_with_a_suppressed_band(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *days =
        small_measure(pack, "days", MEASURE_BANDS, WINDOW_TWELVE_MONTHS);
    small_figure(pack, days, year, COUNTY, "0-10", 3, 60);
    small_figure(pack, days, year, COUNTY, "11+", 57, 60);
    small_figure(pack, days, year, COUNTY, "total", 60, -1);
    struct figure *median = small_figure(pack, days, year, COUNTY, "median", 0, -1);
    median->has_numerator = false;
    small_figure(pack, days, year, SOUTH, "0-10", 30, 60);
    small_figure(pack, days, year, SOUTH, "11+", 30, 60);
    small_figure(pack, days, year, SOUTH, "total", 60, -1);
    struct figure *other = small_figure(pack, days, year, SOUTH, "median", 0, -1);
    other->has_numerator = false;
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, median));
    HOLDS(!small_is_withheld(pack, other));
}

static void the_fourth_quarter_does_not_follow_from_the_year_and_three(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *referrals =
        small_measure(pack, "referrals", MEASURE_COUNT, WINDOW_PERIOD);
    small_figure(pack, referrals, "2013-14-Q1", COUNTY, "", 30, -1);
    small_figure(pack, referrals, "2013-14-Q2", COUNTY, "", 31, -1);
    small_figure(pack, referrals, "2013-14-Q3", COUNTY, "", 32, -1);
    small_figure(pack, referrals, year, COUNTY, "", 95, -1); /* 2 in the fourth */
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, referrals, "2013-14-Q1", COUNTY, "") ||
          small_withholds(pack, referrals, "2013-14-Q2", COUNTY, "") ||
          small_withholds(pack, referrals, "2013-14-Q3", COUNTY, "") ||
          small_withholds(pack, referrals, year, COUNTY, ""));
    SAME_INT(pack->suppression.secondary_count, 1);
}

static void rolling_years_give_a_month_away_if_another_is_printed(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    const struct measure_definition *starts =
        small_measure(pack, "starts", MEASURE_COUNT, WINDOW_PERIOD);
    /* The year to March less the year to February is March 2014 less March 2013. */
    small_figure(pack, plans, "2014-02", COUNTY, "", 100, -1);
    small_figure(pack, plans, "2014-03", COUNTY, "", 110, -1);
    small_figure(pack, starts, "2014-02", COUNTY, "", 20, -1);
    HOLDS(small_suppress(pack, NULL));
    SAME_INT(pack->suppression.primary_count + pack->suppression.secondary_count, 0);
    /* Twelve months, and two of its own periods: the stretches between are counted. */
    struct small_pack *two = small_pack_new();
    const struct measure_definition *mixed =
        small_measure(two, "mixed", MEASURE_COUNT, WINDOW_PERIOD);
    small_figure(two, mixed, "2013-03-01..2014-02-28", COUNTY, "", 100, -1);
    small_figure(two, mixed, "2013-04-01..2014-03-31", COUNTY, "", 110, -1);
    small_figure(two, mixed, "2014-03", COUNTY, "", 13, -1); /* 3 in March 2013 */
    HOLDS(small_suppress(two, NULL));
    SAME_INT(two->suppression.secondary_count, 1);
}

static void stocks_of_two_days_have_nothing_to_do_with_each_other(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct figure *before = small_figure(pack, plans, "2013-14-H1", COUNTY, "", 40, -1);
    const struct figure *now = small_figure(pack, plans, year, COUNTY, "", 3, -1);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, now)); /* and with it any change since */
    HOLDS(!small_is_withheld(pack, before));
}

static void children_counted_once_bound_their_county(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *children =
        small_measure(pack, "children", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    children->counts_children = true;
    small_figure(pack, children, year, COUNTY, "", 41, -1);
    small_figure(pack, children, year, NORTH, "", 40, -1);
    const struct figure *south = small_figure(pack, children, year, SOUTH, "", 3, -1);
    /* Without a partner: 41 - 40 <= South <= 41. */
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, south));
    NEAR(pack->suppression.proofs[0].range.lower, 1, 1e-9);
    NEAR(pack->suppression.proofs[0].range.upper, 41, 1e-6);
    SAME_INT(pack->suppression.secondary_count, 0);
}

static void what_has_no_district_is_protected_though_no_row_shows_it(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_figure(pack, plans, year, COUNTY, "", 200, -1);
    small_figure(pack, plans, year, NORTH, "", 92, -1); /* 2 of them in no district */
    small_figure(pack, plans, year, SOUTH, "", 108, -1);
    small_figure(pack, plans, year, ASH, "", 50, -1);
    small_figure(pack, plans, year, BIRCH, "", 40, -1);
    small_figure(pack, plans, year, CEDAR, "", 100, -1); /* 8 */
    struct figure *none = small_figure(pack, plans, year, CEDAR, "", 10, -1);
    none->unit = UNIT_NONE;
    HOLDS(small_suppress(pack, NULL));
    HOLDS(pack->suppression.secondary_count >= 2);
}

static void groups_and_their_shares_hang_together(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *sources =
        small_measure(pack, "sources", MEASURE_MIX, WINDOW_TWELVE_MONTHS);
    sources->share = TEXT("nfa");
    small_figure(pack, sources, year, COUNTY, "Police", 50, 100);
    small_figure(pack, sources, year, COUNTY, "School", 50, 100);
    small_figure(pack, sources, year, COUNTY, "total", 100, -1);
    const struct figure *police = small_figure(pack, sources, year, COUNTY, "nfa: Police", 3, 50);
    const struct figure *school = small_figure(pack, sources, year, COUNTY, "nfa: School", 20, 50);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, police));
    HOLDS(!small_is_withheld(pack, school)); /* the sum is printed nowhere */
    SAME_INT(pack->suppression.secondary_count, 0);
}

static void a_breakdown_adds_up_to_its_whole(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *reviews =
        small_measure(pack, "reviews", MEASURE_PERCENT, WINDOW_TWELVE_MONTHS);
    small_figure(pack, reviews, year, COUNTY, "", 33, 100);
    const struct figure *girls = small_figure(pack, reviews, year, COUNTY, "sex: Female", 3, 50);
    const struct figure *boys = small_figure(pack, reviews, year, COUNTY, "sex: Male", 30, 50);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, girls));
    HOLDS(small_is_withheld(pack, boys));
}

static void calls_are_no_people(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *calls = small_measure(pack, "calls", MEASURE_COUNT, WINDOW_PERIOD);
    calls->is_not_of_people = true;
    const struct figure *figure = small_figure(pack, calls, year, COUNTY, "", 3, -1);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(!small_is_withheld(pack, figure));
}

static void a_zero_is_hidden_where_the_definition_says_so(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *deaths = small_measure(pack, "deaths", MEASURE_COUNT, WINDOW_PERIOD);
    deaths->hides_zeros = true;
    const struct figure *figure = small_figure(pack, deaths, year, COUNTY, "", 0, -1);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, figure));
    NEAR(pack->suppression.proofs[0].range.lower, 0, 1e-9);
}

static void what_an_earlier_pack_printed_is_no_partner(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 3, 40, 50);
    small_figure(before, plans, year, BIRCH, "", 40, -1);
    HOLDS(small_suppress(pack, &before->figures));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(!small_withholds(pack, plans, year, BIRCH, ""));
    HOLDS(small_withholds(pack, plans, year, NORTH, ""));
}

static void what_an_earlier_pack_withheld_stays_withheld(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct figure *birch = small_figure(pack, plans, year, BIRCH, "", 40, -1);
    struct figure *earlier = small_figure(before, plans, year, BIRCH, "", 0, -1);
    earlier->status = FIGURE_SUPPRESSED;
    earlier->has_numerator = earlier->has_value = false;
    HOLDS(small_suppress(pack, &before->figures));
    HOLDS(small_is_withheld(pack, birch));
}

static void a_small_count_that_was_published_refuses_the_pack(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 3, 40, 50);
    small_figure(before, plans, year, BIRCH, "", 40, -1);
    small_figure(before, plans, year, NORTH, "", 43, -1);
    HOLDS(!small_suppress(pack, &before->figures));
    HOLDS(testing_reported(testing_diag(), "DC001"));
}

/* The median goes with any band: the total, which it stands for, was printed. */
static void a_median_that_an_earlier_pack_withheld_says_nothing_of_the_total(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *days =
        small_measure(pack, "days", MEASURE_BANDS, WINDOW_PERIOD);
    const struct figure *total = small_figure(pack, days, year, COUNTY, "total", 60, -1);
    small_figure(before, days, year, COUNTY, "total", 60, -1);
    struct figure *median = small_figure(before, days, year, COUNTY, "median", 0, -1);
    median->status = FIGURE_SUPPRESSED;
    median->has_numerator = median->has_value = false;
    HOLDS(small_suppress(pack, &before->figures));
    HOLDS(!small_is_withheld(pack, total));
}

/* Cedar's 50 are South's: an earlier pack withheld them in vain. They stay withheld, but that no
 * interval of theirs is left is no reason to refuse the pack. */
static void what_was_withheld_needs_no_wider_interval_than_can_be_had(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    small_counts(pack, plans, year, "", 30, 40, 50);
    small_figure(before, plans, year, SOUTH, "", 50, -1);
    struct figure *cedar = small_figure(before, plans, year, CEDAR, "", 0, -1);
    cedar->status = FIGURE_SUPPRESSED;
    cedar->has_numerator = cedar->has_value = false;
    HOLDS(small_suppress(pack, &before->figures));
    HOLDS(small_withholds(pack, plans, year, CEDAR, ""));
    HOLDS(!small_withholds(pack, plans, year, ASH, ""));
}

/* Birch's referrals, which an earlier pack withheld, are all that could repeat. */
static void what_was_withheld_under_one_name_stays_withheld_under_another(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *referrals =
        small_measure(pack, "referrals", MEASURE_COUNT, WINDOW_PERIOD);
    const struct measure_definition *repeated =
        small_measure(pack, "repeated", MEASURE_PERCENT, WINDOW_PERIOD);
    small_figure(before, referrals, year, ASH, "", 30, -1);
    small_figure(before, referrals, year, CEDAR, "", 50, -1);
    struct figure *birch = small_figure(before, referrals, year, BIRCH, "", 0, -1);
    birch->status = FIGURE_SUPPRESSED;
    birch->has_numerator = birch->has_value = false;
    small_figure(pack, repeated, year, ASH, "", 30, 30);
    small_figure(pack, repeated, year, BIRCH, "", 40, 40);
    small_figure(pack, repeated, year, CEDAR, "", 50, 50);
    HOLDS(small_suppress(pack, &before->figures));
    HOLDS(small_withholds(pack, repeated, year, BIRCH, ""));
    HOLDS(!small_withholds(pack, repeated, year, ASH, ""));
}

/* The quarter's 7 without a district, which an earlier pack withheld, are not 0: then 2 would be
 * left of the 41 and 39 of two years that overlap. */
static void a_row_none_that_was_withheld_is_not_taken_for_zero(void) {
    struct small_pack *pack = small_pack_new(), *before = small_pack_new();
    const struct measure_definition *referrals =
        small_measure(pack, "referrals", MEASURE_COUNT, WINDOW_PERIOD);
    small_figure(before, referrals, "2013-14-Q4", CEDAR, "", 60, -1);
    struct figure *none = small_figure(before, referrals, "2013-14-Q4", CEDAR, "", 0, -1);
    none->unit = UNIT_NONE;
    none->status = FIGURE_SUPPRESSED;
    none->has_numerator = none->has_value = false;
    const char *const years[] = {"2013-01-01..2013-12-31", year};
    for (int i = 0; i < 2; i++) {
        small_figure(pack, referrals, years[i], CEDAR, "", 300, -1);
        small_figure(pack, referrals, years[i], CEDAR, "", i == 0 ? 41 : 39, -1)->unit = UNIT_NONE;
    }
    HOLDS(small_suppress(pack, &before->figures));
    SAME_INT(pack->suppression.secondary_count, 0);
}

SUITE(disclose_figure_counts, CLAIM(a_row_none_that_was_withheld_is_not_taken_for_zero),
      CLAIM(what_was_withheld_under_one_name_stays_withheld_under_another),
      CLAIM(a_median_that_an_earlier_pack_withheld_says_nothing_of_the_total),
      CLAIM(what_was_withheld_needs_no_wider_interval_than_can_be_had),
      CLAIM(a_withheld_figure_holds_no_number), CLAIM(a_count_of_six_or_none_is_shown),
      CLAIM(a_row_loses_a_partner_and_never_the_zero),
      CLAIM(a_district_that_is_its_area_takes_it_along),
      CLAIM(two_children_who_miss_a_percent_are_counted_too),
      CLAIM(all_or_none_of_a_percent_are_shown), CLAIM(a_rate_goes_with_its_count),
      CLAIM(a_ratio_goes_with_either_of_its_counts),
      CLAIM(two_measures_of_the_same_records_lose_the_same_districts),
      CLAIM(quartiles_go_with_a_suppressed_band),
      CLAIM(the_fourth_quarter_does_not_follow_from_the_year_and_three),
      CLAIM(rolling_years_give_a_month_away_if_another_is_printed),
      CLAIM(stocks_of_two_days_have_nothing_to_do_with_each_other),
      CLAIM(children_counted_once_bound_their_county),
      CLAIM(what_has_no_district_is_protected_though_no_row_shows_it),
      CLAIM(groups_and_their_shares_hang_together), CLAIM(a_breakdown_adds_up_to_its_whole),
      CLAIM(calls_are_no_people), CLAIM(a_zero_is_hidden_where_the_definition_says_so),
      CLAIM(what_an_earlier_pack_printed_is_no_partner),
      CLAIM(what_an_earlier_pack_withheld_stays_withheld),
      CLAIM(a_small_count_that_was_published_refuses_the_pack))
