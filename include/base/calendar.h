/* Working days: Monday to Friday without the bank holidays of England and
 * Wales. The calendar covers whole years; a date outside is an error, never a
 * guess. Prefix sums make a difference two look-ups. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct arena;
struct calendar;

/* A calendar from 1 January of first_year to 31 December of last_year; years out of order or
 * outside 1 to 9999 give one that covers no day. */
struct calendar *calendar_new(struct arena *arena, int first_year, int last_year,
                              const day_number *holidays, size_t holiday_count);
bool calendar_covers(const struct calendar *calendar, day_number day);
/* False on a day outside the calendar: ask calendar_covers first. */
bool calendar_is_working_day(const struct calendar *calendar, day_number day);
/* Working days after `from`, up to and including `to`: same day 0. False, with no value, where
 * `to` is before `from` or a day is DAY_NONE or outside the calendar. */
bool calendar_working_days(const struct calendar *calendar, day_number from, day_number to,
                           int *working_days);
/* The n-th working day after `day`, or before it where n is negative, `day` itself not counted; for
 * 0 `day`, whatever it is. DAY_NONE where that leaves the calendar. */
day_number calendar_add_working_days(const struct calendar *calendar, day_number day, int n);
day_number calendar_first_day(const struct calendar *calendar);
day_number calendar_last_day(const struct calendar *calendar);

#endif
