/* XmR charts. A deviation or a step that is no more than rounding of doubles
 * counts as none: else a constant series would lie outside its own limits. */
#include "stats/control_chart.h"

#include <math.h>

enum { TRIAL_BELOW = 12, RUN_LENGTH = 7 };
static const double LIMIT_FACTOR = 2.66;  /* 3 / d2 for ranges of two */
static const double RANGE_FACTOR = 3.267; /* D4 for ranges of two */
static const double ROUNDING = 1e-12;     /* relative */

static bool are_finite(const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            return false;
        }
    }
    return true;
}

static double mean_of(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum / (double)count;
}

/* The mean of the moving ranges below `bound`, and how many were not. */
static double mean_range(const double *values, size_t count, double bound, size_t *removed) {
    double sum = 0;
    *removed = 0;
    for (size_t i = 1; i < count; i++) {
        double range = fabs(values[i] - values[i - 1]);
        if (range < bound) {
            sum += range;
        } else {
            *removed += 1;
        }
    }
    size_t kept = count - 1 - *removed;
    return kept == 0 ? 0 : sum / (double)kept;
}

bool control_chart_fit(const double *values, size_t count, bool screened,
                       struct control_chart *chart) {
    if (count < 2 || !are_finite(values, count)) {
        return false;
    }
    size_t removed;
    double mean = mean_of(values, count);
    double range = mean_range(values, count, INFINITY, &removed);
    if (screened && range > 0) {
        range = mean_range(values, count, RANGE_FACTOR * range, &removed);
    }
    *chart = (struct control_chart){.mean = mean,
                                    .lower = mean - LIMIT_FACTOR * range,
                                    .upper = mean + LIMIT_FACTOR * range,
                                    .mean_moving_range = range,
                                    .ranges_removed = removed,
                                    .is_trial = count < TRIAL_BELOW};
    return true;
}

/* +1, 0 or -1: where `value` lies of `line`. */
static int side_of(double value, double line) {
    double slack = ROUNDING * fmax(fabs(value), fabs(line));
    return (value > line + slack) - (value < line - slack);
}

static void mark_outside(const struct control_chart *chart, const double *values, size_t count,
                         unsigned *signals) {
    for (size_t i = 0; i < count; i++) {
        bool is_outside =
            side_of(values[i], chart->upper) > 0 || side_of(values[i], chart->lower) < 0;
        signals[i] = is_outside ? CONTROL_OUTSIDE : 0;
    }
}

/* Marks the points first to last, both in, if they are a run. */
static void mark_run(unsigned *signals, size_t first, size_t last, enum control_signal signal) {
    if (last - first + 1 < RUN_LENGTH) {
        return;
    }
    for (size_t i = first; i <= last; i++) {
        signals[i] |= (unsigned)signal;
    }
}

static void mark_one_side(const struct control_chart *chart, const double *values, size_t count,
                          unsigned *signals) {
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        int side = side_of(values[i], chart->mean);
        if (side != side_of(values[first], chart->mean)) {
            first = i;
        }
        bool goes_on = side != 0 && i + 1 < count && side_of(values[i + 1], chart->mean) == side;
        if (side != 0 && !goes_on) {
            mark_run(signals, first, i, CONTROL_ONE_SIDE);
        }
    }
}

static void mark_trends(const double *values, size_t count, unsigned *signals) {
    size_t first = 0;
    int direction = 0;
    for (size_t i = 1; i < count; i++) {
        int step = side_of(values[i], values[i - 1]);
        if (step != direction) {
            first = i - 1;
            direction = step;
        }
        bool goes_on = i + 1 < count && side_of(values[i + 1], values[i]) == direction;
        if (direction != 0 && !goes_on) {
            mark_run(signals, first, i, CONTROL_TREND);
        }
    }
}

static bool is_near(const struct control_chart *chart, double value, int side) {
    double limit = side > 0 ? chart->upper : chart->lower;
    return side_of(value, chart->mean + (limit - chart->mean) * 2 / 3) == side;
}

static void mark_near_limit(const struct control_chart *chart, const double *values, size_t count,
                            int side, unsigned *signals) {
    for (size_t i = 0; i + 3 <= count; i++) {
        int near = 0;
        for (size_t k = i; k < i + 3; k++) {
            near += is_near(chart, values[k], side) ? 1 : 0;
        }
        for (size_t k = i; near >= 2 && k < i + 3; k++) {
            signals[k] |= is_near(chart, values[k], side) ? CONTROL_NEAR_LIMIT : 0U;
        }
    }
}

void control_chart_signals(const struct control_chart *chart, const double *values, size_t count,
                           unsigned *signals) {
    mark_outside(chart, values, count, signals);
    mark_one_side(chart, values, count, signals);
    mark_trends(values, count, signals);
    mark_near_limit(chart, values, count, +1, signals);
    mark_near_limit(chart, values, count, -1, signals);
}
