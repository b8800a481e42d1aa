/* Dates as day numbers: days since 1 January 1970 in the proleptic Gregorian
 * calendar, years 1 to 9999. No clock, no time zone. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

typedef int32_t day_number; /* the one typedef: a day, or DAY_NONE */
#define DAY_NONE INT32_MIN

/* Ways a date may be written; a schema names the ones it allows. */
enum date_format {
    DATE_ISO = 1,         /* 2014-03-31, and with a time: 2014-03-31T09:30:00, 2014-03-31 09:30 */
    DATE_SLASHES = 2,     /* 31/03/2014, and with a time */
    DATE_EXCEL_SERIAL = 4 /* 41729 or 41729.40: days since 30 December 1899, 1 Mar 1900 on */
};

/* Why a text is not a date. */
enum date_fault { DATE_OK, DATE_NOT_WRITTEN_SO, DATE_NO_SUCH_DAY };

/* False if there is no such day. */
bool date_from_parts(int year, int month, int day, day_number *result);
void date_parts(day_number day, int *year, int *month, int *day_of_month);

/* Reads a whole text as a date in one of `formats` (a union of enum date_format). A time of day
 * must be a real one (leap second 60 allowed) and is dropped: the date part counts. */
enum date_fault date_parse(struct text text, unsigned formats, day_number *result);

/* Monday 0 ... Sunday 6. */
int date_weekday(day_number day);
/* Same day of the month n months on, or the last day of that month if it has no such day;
 * DAY_NONE outside years 1 to 9999. */
day_number date_add_months(day_number day, int months);
/* Whole years from birth to a day; a leap-day child has its birthday on 1 March. Negative before
 * birth. */
int date_age_years(day_number birth, day_number day);

/* "2014-03-31"; `out` holds 11 bytes. */
void date_write_iso(day_number day, char out[11]);
struct text date_iso(struct arena *arena, day_number day);
/* "31 March 2014", with U+00A0 between day and month. */
struct text date_words(struct arena *arena, day_number day);
/* "January" for 1 ... "December" for 12. */
const char *date_month_name(int month);

#endif
