/* When "rose" and "fell" may be said. */
#include "measure/change.h"

#include "support/testing.h"

static struct measure_definition measure_of(enum measure_unit unit, enum measure_window window) {
    return (struct measure_definition){.unit = unit, .window = window};
}

static struct figure figure_of(const struct measure_definition *measure, const char *period,
                               int64_t numerator, int64_t denominator) {
    struct figure figure = {.measure = measure,
                            .has_numerator = true,
                            .numerator = numerator,
                            .has_denominator = denominator > 0,
                            .denominator = denominator};
    HOLDS(period_parse(text_of(period), &figure.period));
    figure.has_interval = denominator > 0
                              ? interval_wilson(numerator, denominator, 0.95, &figure.interval95)
                              : interval_count(numerator, 0.95, &figure.interval95);
    return figure;
}

/* The change of x of n in 2013-14 from y of m in 2012-13. */
static enum change yearly(const struct measure_definition *measure, int64_t x, int64_t n, int64_t y,
                          int64_t m) {
    struct figure now = figure_of(measure, "2013-14", x, n);
    struct figure other = figure_of(measure, "2012-13", y, m);
    return change_between(&now, &other);
}

/* 56 of 70 against 48 of 80: 5 to 33 points (Newcombe 1998), though 69 to 88 and 49 to 70 meet. */
static void a_percent_changed_where_newcombes_interval_excludes_0(void) {
    struct measure_definition percent = measure_of(MEASURE_PERCENT, WINDOW_PERIOD);
    SAME_INT(yearly(&percent, 56, 70, 48, 80), CHANGE_ROSE);
    SAME_INT(yearly(&percent, 48, 80, 56, 70), CHANGE_FELL);
    SAME_INT(yearly(&percent, 5, 56, 0, 29), CHANGE_UNCLEAR);
    SAME_INT(yearly(&percent, 48, 80, 48, 80), CHANGE_UNCLEAR);
    struct measure_definition mix = measure_of(MEASURE_MIX, WINDOW_PERIOD);
    SAME_INT(yearly(&mix, 56, 70, 48, 80), CHANGE_ROSE);
}

static void a_stock_is_counted_whole_and_a_flow_is_not(void) {
    struct measure_definition stock = measure_of(MEASURE_COUNT, WINDOW_AS_AT);
    struct measure_definition flow = measure_of(MEASURE_COUNT, WINDOW_PERIOD);
    SAME_INT(yearly(&stock, 101, 0, 100, 0), CHANGE_ROSE);
    SAME_INT(yearly(&stock, 99, 0, 100, 0), CHANGE_FELL);
    SAME_INT(yearly(&stock, 100, 0, 100, 0), CHANGE_NONE);
    SAME_INT(yearly(&flow, 101, 0, 100, 0), CHANGE_UNCLEAR);
    SAME_INT(yearly(&flow, 100, 0, 100, 0), CHANGE_NONE);
    SAME_INT(yearly(&flow, 200, 0, 100, 0), CHANGE_ROSE);
    SAME_INT(yearly(&flow, 100, 0, 200, 0), CHANGE_FELL);
}

/* As shares, 1,150 and 1,000 of 280,000 differ beyond chance; as rates their limits must part. */
static void rates_must_have_intervals_that_lie_apart(void) {
    static const enum measure_unit units[] = {MEASURE_RATE, MEASURE_RATIO};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct measure_definition rate = measure_of(units[i], WINDOW_TWELVE_MONTHS);
        struct figure now = figure_of(&rate, "2013-14", 1150, 280000);
        struct figure other = figure_of(&rate, "2012-13", 1000, 280000);
        now.interval95 = (struct interval){38.7, 43.5};
        other.interval95 = (struct interval){33.5, 38.8};
        SAME_INT(change_between(&now, &other), CHANGE_UNCLEAR);
        other.interval95.upper = 38.6;
        SAME_INT(change_between(&now, &other), CHANGE_ROSE);
        SAME_INT(change_between(&other, &now), CHANGE_FELL);
    }
}

static void nothing_is_claimed_of_figures_that_share_days(void) {
    struct measure_definition percent = measure_of(MEASURE_PERCENT, WINDOW_TWELVE_MONTHS);
    struct figure now = figure_of(&percent, "2013-14-Q4", 90, 100);
    struct figure half = figure_of(&percent, "2013-14-Q2", 10, 100);
    struct figure year = figure_of(&percent, "2012-13-Q4", 10, 100);
    SAME_INT(change_between(&now, &half), CHANGE_UNCLEAR);
    SAME_INT(change_between(&now, &year), CHANGE_ROSE);
    struct measure_definition stock = measure_of(MEASURE_PERCENT, WINDOW_AS_AT);
    now.measure = half.measure = &stock; /* two days have none in common */
    SAME_INT(change_between(&now, &half), CHANGE_ROSE);
}

/* A ratio of two counts may exceed 1, and a figure typed in may have no counts. */
static void without_a_share_the_intervals_decide(void) {
    struct measure_definition percent = measure_of(MEASURE_PERCENT, WINDOW_PERIOD);
    struct figure now = figure_of(&percent, "2013-14", 90, 100);
    struct figure other = figure_of(&percent, "2012-13", 10, 100);
    now.numerator = 110;
    now.has_interval = false;
    SAME_INT(change_between(&now, &other), CHANGE_UNCLEAR);
    now = figure_of(&percent, "2013-14", 90, 100);
    now.has_numerator = now.has_denominator = false;
    SAME_INT(change_between(&now, &other), CHANGE_ROSE);
    now.has_interval = false;
    SAME_INT(change_between(&now, &other), CHANGE_UNCLEAR);
}

SUITE(measure_change, CLAIM(a_percent_changed_where_newcombes_interval_excludes_0),
      CLAIM(a_stock_is_counted_whole_and_a_flow_is_not),
      CLAIM(rates_must_have_intervals_that_lie_apart),
      CLAIM(nothing_is_claimed_of_figures_that_share_days),
      CLAIM(without_a_share_the_intervals_decide))
