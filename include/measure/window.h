/* The days over which a measure looks, for one period: the period itself, the
 * twelve months to its last day, or that day alone. */
#ifndef MEASURE_WINDOW_H
#define MEASURE_WINDOW_H

#include <stdbool.h>

#include "base/period.h"
#include "define/measure_definition.h"

struct window {
    day_number first, last;
    day_number as_at; /* D: the last day of the period */
};

static inline struct window window_of(enum measure_window kind, const struct period *period) {
    struct period months = period_twelve_months(period);
    switch (kind) {
    case WINDOW_PERIOD:
        return (struct window){period->first_day, period->last_day, period->last_day};
    case WINDOW_TWELVE_MONTHS:
        return (struct window){months.first_day, months.last_day, period->last_day};
    default:
        return (struct window){period->last_day, period->last_day, period->last_day};
    }
}

static inline bool window_equal(const struct window *a, const struct window *b) {
    return a->first == b->first && a->last == b->last && a->as_at == b->as_at;
}

#endif
