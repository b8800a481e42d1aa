/* Control charts: a series worked by hand, each signal at its edge, and every
 * signal against a plain second version on series of every shape. */
#include "stats/control_chart.h"

#include <math.h>

#include "support/testing.h"

enum { LONGEST = 40 };

/* 1, 2, 1, 2, 10, then 1, 2 in turn, ending in 1: 18 points. */
static void make_spike(double values[18]) {
    for (int i = 0; i < 18; i++) {
        values[i] = i < 4 ? 1 + i % 2 : i == 4 ? 10 : 2 - i % 2;
    }
}

static void a_spike_widens_the_limits_unless_it_is_screened(void) {
    double values[18];
    struct control_chart chart;
    make_spike(values);
    HOLDS(values[3] == 2 && values[5] == 1 && values[17] == 1);
    HOLDS(control_chart_fit(values, 18, false, &chart));
    NEAR(chart.mean, 35.0 / 18, 1e-12);
    HOLDS(fabs(chart.lower + 3.063) < 0.0005 && fabs(chart.upper - 6.952) < 0.0005);
    HOLDS(chart.ranges_removed == 0 && !chart.is_trial);
    HOLDS(control_chart_fit(values, 18, true, &chart));
    HOLDS(fabs(chart.lower + 0.716) < 0.0005 && fabs(chart.upper - 4.604) < 0.0005);
    SAME_INT(chart.ranges_removed, 2);
    NEAR(chart.mean_moving_range, 1, 1e-12);
}

static void limits_of_fewer_than_12_points_are_trial(void) {
    double values[18];
    struct control_chart chart;
    make_spike(values);
    HOLDS(control_chart_fit(values, 11, false, &chart) && chart.is_trial);
    HOLDS(control_chart_fit(values, 12, false, &chart) && !chart.is_trial);
}

/* A chart of mean 0 and limits -3 and 3. */
static const struct control_chart plain = {.mean = 0, .lower = -3, .upper = 3};

static unsigned signals_at(const double *values, size_t count, size_t point) {
    unsigned signals[LONGEST];
    control_chart_signals(&plain, values, count, signals);
    return signals[point];
}

static void a_point_on_the_limit_is_not_outside(void) {
    static const double values[] = {3, -3, 3.001, -3.001};
    HOLDS((signals_at(values, 4, 0) & CONTROL_OUTSIDE) == 0);
    HOLDS((signals_at(values, 4, 1) & CONTROL_OUTSIDE) == 0);
    HOLDS((signals_at(values, 4, 2) & CONTROL_OUTSIDE) != 0);
    HOLDS((signals_at(values, 4, 3) & CONTROL_OUTSIDE) != 0);
}

static void seven_on_one_side_are_a_signal_and_six_are_not(void) {
    static const double six[] = {-1, 1, 0.5, 1, 0.5, 1, 0.5, -1};
    static const double seven[] = {-1, 1, 0.5, 1, 0.5, 1, 0.5, 1, -1};
    static const double broken[] = {1, 0.5, 1, 0, 0.5, 1, 0.5, 1};
    HOLDS(signals_at(six, 8, 3) == 0);
    for (size_t i = 1; i <= 7; i++) {
        HOLDS(signals_at(seven, 9, i) == CONTROL_ONE_SIDE);
    }
    HOLDS(signals_at(seven, 9, 0) == 0 && signals_at(seven, 9, 8) == 0);
    HOLDS(signals_at(broken, 8, 1) == 0 && signals_at(broken, 8, 7) == 0);
}

static void seven_rising_or_falling_points_are_a_trend(void) {
    static const double rising[] = {-1, -0.9, -0.5, 0.1, 0.2, 0.3, 0.4, 0};
    static const double level[] = {-1, -0.9, -0.5, 0.1, 0.1, 0.3, 0.4, 0.5};
    static const double falling[] = {0.1, 1, 0.9, 0.8, 0.1, -0.2, -0.3, -0.4};
    HOLDS(signals_at(rising, 8, 0) == CONTROL_TREND && signals_at(rising, 8, 6) == CONTROL_TREND);
    HOLDS(signals_at(rising, 8, 7) == 0 && signals_at(rising, 6, 3) == 0);
    HOLDS(signals_at(level, 8, 3) == 0 && signals_at(level, 8, 7) == 0);
    HOLDS(signals_at(falling, 8, 0) == 0 && signals_at(falling, 8, 1) == CONTROL_TREND);
    HOLDS(signals_at(falling, 8, 7) == CONTROL_TREND);
}

static void two_of_three_near_the_same_limit_are_a_signal(void) {
    static const double same[] = {2.1, 0, 2.5, 0, 0};
    static const double apart[] = {2.1, 0, 0, 2.5};
    static const double opposite[] = {2.1, -2.1, 0};
    static const double on_the_line[] = {2, 2, 0};
    HOLDS(signals_at(same, 5, 0) == CONTROL_NEAR_LIMIT && signals_at(same, 5, 1) == 0);
    HOLDS(signals_at(same, 5, 2) == CONTROL_NEAR_LIMIT);
    HOLDS(signals_at(apart, 4, 0) == 0 && signals_at(apart, 4, 3) == 0);
    HOLDS(signals_at(opposite, 3, 0) == 0 && signals_at(opposite, 3, 1) == 0);
    HOLDS(signals_at(on_the_line, 3, 0) == 0);
}

/* 0.1 eighteen times does not sum to 1.8 in doubles. */
static void a_constant_series_gives_no_signal(void) {
    double values[18];
    unsigned signals[18];
    struct control_chart chart;
    for (int i = 0; i < 18; i++) {
        values[i] = 0.1;
    }
    HOLDS(control_chart_fit(values, 18, true, &chart) && chart.mean_moving_range == 0);
    control_chart_signals(&chart, values, 18, signals);
    for (int i = 0; i < 18; i++) {
        SAME_INT(signals[i], 0);
    }
}

/* Whether `length` points from `first` on satisfy `holds`, each with the one before it. */
static bool all_on_side(const double *values, size_t first, int side) {
    for (size_t i = first; i < first + 7; i++) {
        if (!(values[i] * side > 0)) {
            return false;
        }
    }
    return true;
}

static bool all_step(const double *values, size_t first, int side) {
    for (size_t i = first + 1; i < first + 7; i++) {
        if (!((values[i] - values[i - 1]) * side > 0)) {
            return false;
        }
    }
    return true;
}

static bool in_a_seven(const double *values, size_t count, size_t point,
                       bool (*holds)(const double *values, size_t first, int side)) {
    for (size_t first = 0; first + 7 <= count; first++) {
        if (first <= point && point < first + 7 &&
            (holds(values, first, 1) || holds(values, first, -1))) {
            return true;
        }
    }
    return false;
}

static bool is_one_of_two_near(const double *values, size_t count, size_t point) {
    for (size_t other = 0; other < count; other++) {
        size_t apart = other > point ? other - point : point - other;
        if (apart >= 1 && apart <= 2 && count >= 3 &&
            ((values[other] > 2 && values[point] > 2) ||
             (values[other] < -2 && values[point] < -2))) {
            return true;
        }
    }
    return false;
}

static unsigned second_opinion(const double *values, size_t count, size_t point) {
    unsigned signals = fabs(values[point]) > 3 ? CONTROL_OUTSIDE : 0U;
    signals |= in_a_seven(values, count, point, all_on_side) ? CONTROL_ONE_SIDE : 0U;
    signals |= in_a_seven(values, count, point, all_step) ? CONTROL_TREND : 0U;
    return signals | (is_one_of_two_near(values, count, point) ? CONTROL_NEAR_LIMIT : 0U);
}

/* Steps of 0.5 from -4 to 4, wandering, so that every signal comes up often. */
static void make_walk(uint32_t *seed, double *values) {
    int at = 0;
    for (size_t i = 0; i < LONGEST; i++) {
        *seed = *seed * 1664525 + 1013904223;
        at += (int)(*seed >> 16) % 5 - 2 + (at < -7) - (at > 7);
        values[i] = at / 2.0;
    }
}

static void every_signal_agrees_with_a_plain_second_version(void) {
    uint32_t seed = 2014;
    unsigned seen = 0;
    for (int series = 0; series < 500; series++) {
        double values[LONGEST];
        unsigned signals[LONGEST];
        size_t count = (size_t)series % LONGEST + 1;
        make_walk(&seed, values);
        if (series % 2) { /* a trend now and then */
            for (size_t i = 0; i < 9 && i < count; i++) {
                values[i] = (double)i - 4.25;
            }
        }
        control_chart_signals(&plain, values, count, signals);
        for (size_t i = 0; i < count; i++) {
            SAME_INT(signals[i], second_opinion(values, count, i));
            seen |= signals[i];
        }
    }
    SAME_INT(seen, 15);
}

static void series_without_a_chart_are_refused(void) {
    static const double values[] = {1, NAN, 2}, endless[] = {1, INFINITY};
    struct control_chart chart = {.mean = 77};
    HOLDS(!control_chart_fit(values, 1, false, &chart));
    HOLDS(!control_chart_fit(values, 0, false, &chart));
    HOLDS(!control_chart_fit(values, 3, false, &chart));
    HOLDS(!control_chart_fit(endless, 2, false, &chart));
    HOLDS(chart.mean == 77);
}

SUITE(stats_control_chart, CLAIM(a_spike_widens_the_limits_unless_it_is_screened),
      CLAIM(limits_of_fewer_than_12_points_are_trial), CLAIM(a_point_on_the_limit_is_not_outside),
      CLAIM(seven_on_one_side_are_a_signal_and_six_are_not),
      CLAIM(seven_rising_or_falling_points_are_a_trend),
      CLAIM(two_of_three_near_the_same_limit_are_a_signal),
      CLAIM(a_constant_series_gives_no_signal),
      CLAIM(every_signal_agrees_with_a_plain_second_version),
      CLAIM(series_without_a_chart_are_refused))
