/* Changes beyond chance: Newcombe's method 10 for percents, intervals that lie
 * apart for rates, counts of events and figures typed in without their counts. */
#include "measure/change.h"

#include "measure/window.h"

static const double CONFIDENCE = 0.95;

static enum change of_sign(int sign) {
    return sign > 0 ? CHANGE_ROSE : sign < 0 ? CHANGE_FELL : CHANGE_UNCLEAR;
}

static bool have_counts(const struct figure *now, const struct figure *other) {
    return now->has_numerator && other->has_numerator;
}

/* A share of records, not a rate of a population. */
static bool are_shares(const struct figure *now, const struct figure *other) {
    return have_counts(now, other) && now->has_denominator && other->has_denominator &&
           now->measure->unit != MEASURE_RATE && now->measure->unit != MEASURE_RATIO;
}

static bool windows_overlap(const struct figure *now, const struct figure *other) {
    struct window here = window_of(now->measure->window, &now->period);
    struct window there = window_of(other->measure->window, &other->period);
    return here.first <= there.last && there.first <= here.last;
}

static int apart(const struct figure *now, const struct figure *other) {
    if (!now->has_interval || !other->has_interval) {
        return 0;
    }
    return (now->interval95.lower > other->interval95.upper) -
           (now->interval95.upper < other->interval95.lower);
}

static int beyond_chance(const struct figure *now, const struct figure *other) {
    struct interval difference;
    if (are_shares(now, other) &&
        interval_difference(now->numerator, now->denominator, other->numerator, other->denominator,
                            CONFIDENCE, &difference)) {
        return (difference.lower > 0) - (difference.upper < 0);
    }
    return apart(now, other);
}

enum change change_between(const struct figure *now, const struct figure *other) {
    bool is_count = now->measure->unit == MEASURE_COUNT && have_counts(now, other);
    if (is_count && now->numerator == other->numerator) {
        return CHANGE_NONE;
    }
    if (is_count && now->measure->window == WINDOW_AS_AT) {
        return of_sign(now->numerator > other->numerator ? 1 : -1);
    }
    return windows_overlap(now, other) ? CHANGE_UNCLEAR : of_sign(beyond_chance(now, other));
}
