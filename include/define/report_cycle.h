/* How often a report is made: for each month, quarter, half or year, so many days
 * after it has ended; or every week, fortnight or two months, counted from a day
 * on which there was one. */
#ifndef DEFINE_REPORT_CYCLE_H
#define DEFINE_REPORT_CYCLE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/period.h"

struct node;

enum cycle_every {
    CYCLE_NONE,
    CYCLE_MONTH,
    CYCLE_QUARTER,
    CYCLE_HALF,
    CYCLE_YEAR,
    CYCLE_WEEK,
    CYCLE_FORTNIGHT,
    CYCLE_TWO_MONTHS
};
struct report_cycle {
    enum cycle_every every;
    int within;      /* days from the period's end to the day the paper is due */
    day_number from; /* of weeks, fortnights and two months: a day of one */
};

/* Reads `cycle: {every, within}` or `{every, from}` of a report; CYCLE_NONE without it. False after
 * reports. */
bool report_cycle_read(struct diag *diag, const struct node *root, struct report_cycle *cycle);

struct cycle_issue {
    day_number due;
    bool has_period;
    struct period period; /* that the paper is of */
};
/* The issue that is due on a day, or the first one after it. The cycle must not be CYCLE_NONE. */
struct cycle_issue report_cycle_next(const struct report_cycle *cycle, day_number on);
/* Where a paper of that cycle is of periods of another kind: its kind ("year"), and the period of
 * that kind that holds the last day of the one given. NULL: it fits, or the cycle has no periods.
 */
const char *report_cycle_other(const struct report_cycle *cycle, const struct period *given,
                               struct period *usual);

#endif
