/* What follows from two measures together, though neither says so: a reader has read what is
 * counted. The numbers of each test give a small count away unless another one goes with it. */
#include "support/small_pack.h"
#include "support/testing.h"

static const char year[] = "2013-14";

/* 8 plans in Ash a year ago and 3 now, 12 started between them. */
struct flows {
    struct small_pack *pack;
    const struct measure_definition *ended, *plans, *started;
};

static struct flows ended_plans(int64_t ash, int64_t birch, int64_t cedar) {
    struct small_pack *pack = small_pack_new();
    struct flows flows = {pack, small_measure(pack, "ended", MEASURE_COUNT, WINDOW_TWELVE_MONTHS),
                          small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT),
                          small_measure(pack, "started", MEASURE_COUNT, WINDOW_TWELVE_MONTHS)};
    small_counts(pack, flows.ended, year, "", ash, birch, cedar);
    small_counts(pack, flows.plans, "2012-13", "", 8, 20, 30);
    small_counts(pack, flows.plans, year, "", 3, 22, 35);
    small_counts(pack, flows.started, year, "", 12, 10, 15);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, flows.plans, year, ASH, ""));
    return flows;
}

static bool others_go_with_it(const struct flows *flows) {
    return small_withholds(flows->pack, flows->plans, "2012-13", ASH, "") ||
           small_withholds(flows->pack, flows->started, year, ASH, "") ||
           small_withholds(flows->pack, flows->ended, year, ASH, "");
}

/* 17 of Ash's ended: the 3 that are left are withheld in vain if all else is printed. */
static void plans_started_and_ended_between_two_days(void) {
    struct flows flows = ended_plans(17, 8, 10);
    HOLDS(others_go_with_it(&flows));
}

/* Flows that have nothing to do with a stock take nothing along. */
static void flows_that_do_not_balance(void) {
    struct flows flows = ended_plans(16, 9, 13);
    HOLDS(!others_go_with_it(&flows));
}

static void add_bands(struct small_pack *pack, struct measure_definition *days, const char *band,
                      int64_t ash, int64_t birch, int64_t cedar) {
    static const struct text bands[] = {{"0-10", 4}, {"11-15", 5}, {"16-20", 5}, {"21+", 3}};
    days->bands = bands;
    days->band_count = 4;
    small_counts(pack, days, year, band, ash, birch, cedar);
}

/* 13 of Ash's within 15 days and 9 of them in 11 to 15: 4 took up to 10. */
static void bands_that_are_those_who_met_a_limit(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *days = small_measure(pack, "days", MEASURE_BANDS, WINDOW_PERIOD);
    const struct measure_definition *soon =
        small_measure(pack, "soon", MEASURE_PERCENT, WINDOW_PERIOD);
    add_bands(pack, days, "0-10", 4, 20, 40);
    add_bands(pack, days, "11-15", 9, 30, 20);
    add_bands(pack, days, "16-20", 7, 10, 15);
    add_bands(pack, days, "21+", 8, 11, 9);
    add_bands(pack, days, "total", 28, 71, 84);
    static const int64_t met[] = {123, 63, 60, 13, 50, 60}, all[] = {183, 99, 84, 28, 71, 84};
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        small_figure(pack, soon, year, unit, "", met[unit], all[unit]);
    }
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, days, year, ASH, "0-10"));
    HOLDS(small_withholds(pack, days, year, ASH, "11-15") ||
          small_withholds(pack, soon, year, ASH, ""));
}

/* Plans are of one day, those seen of a period at whose end they are open: the same plans. */
static void records_of_a_period_that_are_judged_on_its_last_day(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct measure_definition *seen =
        small_measure(pack, "seen", MEASURE_PERCENT, WINDOW_PERIOD);
    small_counts(pack, plans, year, "", 3, 9, 30);
    small_figure(pack, seen, year, COUNTY, "", 42, 42);
    small_figure(pack, seen, year, SOUTH, "", 30, 30);
    const struct figure *birch = small_figure(pack, seen, year, BIRCH, "", 9, 9);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_is_withheld(pack, birch) || small_withholds(pack, plans, year, NORTH, ""));
}

/* 40 plans in Ash, 37 of them open for three months: 3 are younger, and no figure says so. */
static void the_others_of_what_records_are_among(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    struct measure_definition *reviewed =
        small_measure(pack, "reviewed", MEASURE_COUNT, WINDOW_AS_AT);
    reviewed->among = TEXT("plans");
    small_counts(pack, plans, year, "", 40, 50, 60);
    small_counts(pack, reviewed, year, "", 37, 40, 45);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, "") ||
          small_withholds(pack, reviewed, year, ASH, ""));
}

/* 12 had an earlier plan at any time, 9 of them within two years: 3 before that. */
static void the_others_of_those_who_met_a_wider_condition(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *ever =
        small_measure(pack, "ever", MEASURE_PERCENT, WINDOW_TWELVE_MONTHS);
    struct measure_definition *lately =
        small_measure(pack, "lately", MEASURE_PERCENT, WINDOW_TWELVE_MONTHS);
    lately->met_among = TEXT("ever");
    const struct figure *wide = small_figure(pack, ever, year, COUNTY, "", 12, 90);
    const struct figure *narrow = small_figure(pack, lately, year, COUNTY, "", 9, 90);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, wide) || small_is_withheld(pack, narrow));
}

/* Of 40 enquiries into 38 children the other 2 are nobody: nothing goes. But there are no more
 * children than enquiries. */
static void children_are_among_their_enquiries(void) {
    struct small_pack *pack = small_pack_new();
    struct measure_definition *children =
        small_measure(pack, "children", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    const struct measure_definition *enquiries =
        small_measure(pack, "enquiries", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    children->counts_children = true;
    children->among = TEXT("enquiries");
    const struct figure *all = small_figure(pack, children, year, COUNTY, "", 38, -1);
    small_figure(pack, children, year, SOUTH, "", 3, -1);
    const struct figure *enquired = small_figure(pack, enquiries, year, COUNTY, "", 40, -1);
    small_figure(pack, enquiries, year, SOUTH, "", 6, -1);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(!small_is_withheld(pack, all));
    HOLDS(!small_is_withheld(pack, enquired));
    HOLDS(small_withholds(pack, children, year, SOUTH, ""));
    NEAR(pack->suppression.narrowest, 5, 1e-6);
}

/* 126 referrals of a year of which some are repeats, and 123 in its first three quarters: 3 more.
 */
static void quarters_of_one_measure_and_the_year_of_another(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *referrals =
        small_measure(pack, "referrals", MEASURE_COUNT, WINDOW_PERIOD);
    struct measure_definition *repeated =
        small_measure(pack, "repeated", MEASURE_PERCENT, WINDOW_TWELVE_MONTHS);
    repeated->records_of = TEXT("referrals");
    const struct figure *first = small_figure(pack, referrals, "2013-14-Q1", COUNTY, "", 40, -1);
    const struct figure *second = small_figure(pack, referrals, "2013-14-Q2", COUNTY, "", 41, -1);
    const struct figure *third = small_figure(pack, referrals, "2013-14-Q3", COUNTY, "", 42, -1);
    const struct figure *all = small_figure(pack, repeated, year, COUNTY, "", 26, 126);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_is_withheld(pack, first) || small_is_withheld(pack, second) ||
          small_is_withheld(pack, third) || small_is_withheld(pack, all));
}

SUITE(disclose_between_measures, CLAIM(quarters_of_one_measure_and_the_year_of_another),
      CLAIM(the_others_of_what_records_are_among),
      CLAIM(the_others_of_those_who_met_a_wider_condition),
      CLAIM(children_are_among_their_enquiries), CLAIM(plans_started_and_ended_between_two_days),
      CLAIM(flows_that_do_not_balance), CLAIM(bands_that_are_those_who_met_a_limit),
      CLAIM(records_of_a_period_that_are_judged_on_its_last_day))
