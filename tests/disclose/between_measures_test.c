/* What follows from two measures together, though neither says so: a reader has read what is
 * counted. The numbers of each test give a small count away unless another one goes with it. */
#include "support/small_pack.h"
#include "support/testing.h"

static const char year[] = "2013-14";

/* A year ago 8 plans in Ash; 12 started, 17 ended: the 3 that are left are withheld in vain. */
static void plans_started_and_ended_between_two_days(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *ended =
        small_measure(pack, "ended", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct measure_definition *started =
        small_measure(pack, "started", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    small_counts(pack, ended, year, "", 17, 8, 10);
    small_counts(pack, plans, "2012-13", "", 8, 20, 30);
    small_counts(pack, plans, year, "", 3, 22, 35);
    small_counts(pack, started, year, "", 12, 10, 15);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(small_withholds(pack, plans, "2012-13", ASH, "") ||
          small_withholds(pack, started, year, ASH, "") ||
          small_withholds(pack, ended, year, ASH, ""));
}

/* Flows that have nothing to do with a stock take nothing along. */
static void flows_that_do_not_balance(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *ended =
        small_measure(pack, "ended", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    const struct measure_definition *plans =
        small_measure(pack, "plans", MEASURE_COUNT, WINDOW_AS_AT);
    const struct measure_definition *started =
        small_measure(pack, "started", MEASURE_COUNT, WINDOW_TWELVE_MONTHS);
    small_counts(pack, ended, year, "", 16, 9, 13);
    small_counts(pack, plans, "2012-13", "", 8, 20, 30);
    small_counts(pack, plans, year, "", 3, 22, 35);
    small_counts(pack, started, year, "", 12, 10, 15);
    HOLDS(small_suppress(pack, NULL));
    HOLDS(small_withholds(pack, plans, year, ASH, ""));
    HOLDS(!small_withholds(pack, plans, "2012-13", ASH, ""));
    HOLDS(!small_withholds(pack, started, year, ASH, ""));
    HOLDS(!small_withholds(pack, ended, year, ASH, ""));
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

SUITE(disclose_between_measures, CLAIM(plans_started_and_ended_between_two_days),
      CLAIM(flows_that_do_not_balance), CLAIM(bands_that_are_those_who_met_a_limit),
      CLAIM(records_of_a_period_that_are_judged_on_its_last_day))
