/* Reporting periods: runs of whole days, both ends in. measures.md's names:
 * 2014-03, 2013-14-Q4, 2013-14-H2, 2013-14, 2013-04-01..2013-08-31. A name
 * that could be both (2009-10) is the financial year; years 1900 to 2999. */
#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/text.h"

struct arena;

enum period_kind { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR, PERIOD_SPAN };

struct period {
    enum period_kind kind;
    day_number first_day;
    day_number last_day; /* the as-at day D */
};

/* Reads a name; false if it is none of the five forms or its years do not follow (2013-15). */
bool period_parse(struct text name, struct period *period);
/* The name as period_parse reads it: "2013-14-Q4". */
struct text period_name(struct arena *arena, const struct period *period);
/* In words: "March 2014", "quarter 4 of 2013/14", "the second half of 2013/14", "2013/14", "1 April
 * to 31 August 2013" with U+00A0 between day and month. */
struct text period_words(struct arena *arena, const struct period *period);
/* "Mar-14" for the period's last month: a column head. */
struct text period_month_label(struct arena *arena, const struct period *period);

/* The 12 months to the period's last day: from add_months(last + 1, -12). */
struct period period_twelve_months(const struct period *period);
/* The period of the same kind just before. A span of whole months (1 April to 31 August, 15 January
 * to 14 March) moves by as many months, any other by its own number of days. */
struct period period_previous(const struct period *period);
/* The `count` periods that end with `last`, each just before the next, the earliest first. False
 * where they would reach back before 1900. */
bool period_series(const struct period *last, struct period *periods, size_t count);
/* The same period a year before. */
struct period period_year_before(const struct period *period);
/* The month that ends `months_back` months before the period's last month. */
struct period period_month_back(const struct period *period, int months_back);
/* Half 1 (April to September) or 2 (October to March) of the financial year that holds last_day. */
struct period period_half_of_year(const struct period *period, int half);
/* The year in which the financial year holding `day` began: 2013 for 31 March 2014. */
int period_financial_year(day_number day);

#endif
