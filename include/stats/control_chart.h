/* Control charts of single values over time (XmR): mean, natural process
 * limits, and the points at which the process gives a signal. Sources: Nelson
 * 1982 (screened moving ranges); NHS England, Making Data Count. */
#ifndef STATS_CONTROL_CHART_H
#define STATS_CONTROL_CHART_H

#include <stdbool.h>
#include <stddef.h>

/* What a point is part of; several may hold at once. */
enum control_signal {
    CONTROL_OUTSIDE = 1,  /* beyond a limit */
    CONTROL_ONE_SIDE = 2, /* 7 or more in a row on one side of the mean; one on it breaks the row */
    CONTROL_TREND = 4,    /* 7 or more in a row, each above, or each below, the one before */
    CONTROL_NEAR_LIMIT = 8 /* of 3 in a row, one of 2 or more beyond 2/3 of the way to one limit */
};

struct control_chart {
    double mean;
    double lower;
    double upper;
    double mean_moving_range; /* of the ranges that were kept */
    size_t ranges_removed;    /* by screening */
    bool is_trial;            /* fewer than 12 points: limits are provisional */
};

/* The chart of `count` values in the order of time: mean -+ 2.66 x mean moving range. `screened`
 * leaves moving ranges of 3.267 x their mean and over out of it, once. False (chart untouched) for
 * fewer than 2 values or one that is not finite. */
bool control_chart_fit(const double *values, size_t count, bool screened,
                       struct control_chart *chart);
/* Fills `signals`, one for each value: 0, or the enum's members added up. The values may be those
 * that the chart was made of or later ones. */
void control_chart_signals(const struct control_chart *chart, const double *values, size_t count,
                           unsigned *signals);

#endif
