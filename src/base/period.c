/* Reporting periods and their names. The financial year runs from 1 April; Q1
 * is April to June, H1 April to September. A name such as 2009-10 could be a
 * month's too: from 2000-01 to 2011-12 it means the financial year, and that
 * month is named by its two days, 2009-10-01..2009-10-31. */
#include "base/period.h"

#include "base/arena.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2999, APRIL = 4, SHORTEST_MONTH = 28 };

static day_number first_of_month(int year, int month) {
    day_number day = DAY_NONE;
    return date_from_parts(year, month, 1, &day) ? day : DAY_NONE;
}

/* `month_count` whole months from the first of a month. */
static struct period whole_months(enum period_kind kind, day_number first_day, int month_count) {
    return (struct period){kind, first_day, date_add_months(first_day, month_count) - 1};
}

static int months_of(enum period_kind kind) {
    static const int months[] = {1, 3, 6, 12};
    return months[kind];
}

static bool two_digits(struct text text, size_t at, int *value) {
    int64_t number;
    struct text digits = text_slice(text, at, at + 2);
    if (digits.length != 2 || digits.bytes[0] == '-' || digits.bytes[0] == '+' ||
        !text_to_int(digits, &number)) {
        return false;
    }
    *value = (int)number;
    return true;
}

static bool year_at_start(struct text name, int *year) {
    int century, rest;
    if (!two_digits(name, 0, &century) || !two_digits(name, 2, &rest)) {
        return false;
    }
    *year = century * 100 + rest;
    return *year >= FIRST_YEAR && *year <= LAST_YEAR;
}

static bool parse_span(struct text name, struct period *period) {
    day_number first, last;
    if (name.length != 22 || !text_equal(text_slice(name, 10, 12), TEXT("..")) ||
        date_parse(text_slice(name, 0, 10), DATE_ISO, &first) != DATE_OK ||
        date_parse(text_slice(name, 12, 22), DATE_ISO, &last) != DATE_OK || last < first ||
        first < first_of_month(FIRST_YEAR, 1) || last >= first_of_month(LAST_YEAR + 1, 1)) {
        return false;
    }
    *period = (struct period){PERIOD_SPAN, first, last};
    return true;
}

/* True for a month whose short name is a financial year's. */
static bool is_named_as_year(int year, int month) {
    return (year + 1) % 100 == month;
}

/* A span that is one of the months without a short name of its own is that month. */
static void recognise_month(struct period *period) {
    int year, month, day;
    date_parts(period->first_day, &year, &month, &day);
    struct period whole = whole_months(PERIOD_MONTH, first_of_month(year, month), 1);
    if (is_named_as_year(year, month) && whole.first_day == period->first_day &&
        whole.last_day == period->last_day) {
        *period = whole;
    }
}

/* "2013-14" followed by nothing, "-Q1" to "-Q4", "-H1" or "-H2". */
static bool parse_part_of_year(struct text rest, int year, struct period *period) {
    day_number april = first_of_month(year, APRIL);
    if (rest.length == 0) {
        *period = whole_months(PERIOD_YEAR, april, 12);
        return true;
    }
    char letter = rest.length == 3 && rest.bytes[0] == '-' ? rest.bytes[1] : '\0';
    int number = letter == '\0' ? 0 : rest.bytes[2] - '0';
    if (number < 1 || !((letter == 'Q' && number <= 4) || (letter == 'H' && number <= 2))) {
        return false;
    }
    enum period_kind kind = letter == 'Q' ? PERIOD_QUARTER : PERIOD_HALF;
    int months = months_of(kind);
    *period = whole_months(kind, date_add_months(april, (number - 1) * months), months);
    return true;
}

bool period_parse(struct text name, struct period *period) {
    int year, second;
    if (text_contains(name, TEXT(".."))) {
        bool is_span = parse_span(name, period);
        if (is_span) {
            recognise_month(period);
        }
        return is_span;
    }
    if (!year_at_start(name, &year) || name.length < 7 || name.bytes[4] != '-' ||
        !two_digits(name, 5, &second)) {
        return false;
    }
    if (second == (year + 1) % 100) {
        return parse_part_of_year(text_slice(name, 7, name.length), year, period);
    }
    if (name.length != 7 || second < 1 || second > 12) {
        return false;
    }
    *period = whole_months(PERIOD_MONTH, first_of_month(year, second), 1);
    return true;
}

/* Which quarter or half of its financial year a period is, from 1. */
static int number_in_year(const struct period *period) {
    int year, month, day;
    date_parts(period->first_day, &year, &month, &day);
    return (month + 8) % 12 / months_of(period->kind) + 1;
}

static struct text span_name(struct arena *arena, const struct period *period) {
    char first[11], last[11];
    date_write_iso(period->first_day, first);
    date_write_iso(period->last_day, last);
    return text_format(arena, "%s..%s", first, last);
}

/* "2013-14-Q4"; "2013-14" without a letter. */
static struct text year_name(struct arena *arena, int began, char letter, int number) {
    int ends = (began + 1) % 100;
    const char name[] = {(char)('0' + began / 1000 % 10),
                         (char)('0' + began / 100 % 10),
                         (char)('0' + began / 10 % 10),
                         (char)('0' + began % 10),
                         '-',
                         (char)('0' + ends / 10),
                         (char)('0' + ends % 10),
                         '-',
                         letter,
                         (char)('0' + number)};
    return text_copy(arena, (struct text){name, letter == '\0' ? 7 : sizeof name});
}

struct text period_name(struct arena *arena, const struct period *period) {
    int year, month, day, began = period_financial_year(period->last_day);
    date_parts(period->last_day, &year, &month, &day);
    switch (period->kind) {
    case PERIOD_MONTH:
        return is_named_as_year(year, month) ? span_name(arena, period)
                                             : text_format(arena, "%04d-%02d", year, month);
    case PERIOD_QUARTER:
        return year_name(arena, began, 'Q', number_in_year(period));
    case PERIOD_HALF:
        return year_name(arena, began, 'H', number_in_year(period));
    case PERIOD_YEAR:
        return year_name(arena, began, '\0', 0);
    case PERIOD_SPAN:
        break;
    }
    return span_name(arena, period);
}

/* "1 April to 31 August 2013": what the first day shares with the last is said once. */
static struct text span_words(struct arena *arena, const struct period *period) {
    int year, month, day, last_year, last_month, last_day;
    date_parts(period->first_day, &year, &month, &day);
    date_parts(period->last_day, &last_year, &last_month, &last_day);
    struct text first = date_words(arena, period->first_day);
    struct text last = date_words(arena, period->last_day);
    if (period->first_day == period->last_day) {
        return last;
    }
    if (year == last_year && month == last_month) {
        first = text_format(arena, "%d", day);
    } else if (year == last_year) {
        first = text_format(arena, "%d\u00A0%s", day, date_month_name(month));
    }
    return text_format(arena, "%.*s to %.*s", TEXT_ARG(first), TEXT_ARG(last));
}

struct text period_words(struct arena *arena, const struct period *period) {
    int year, month, day, began = period_financial_year(period->last_day);
    date_parts(period->last_day, &year, &month, &day);
    int ends = (began + 1) % 100;
    switch (period->kind) {
    case PERIOD_MONTH:
        return text_format(arena, "%s %d", date_month_name(month), year);
    case PERIOD_QUARTER:
        return text_format(arena, "quarter %d of %04d/%02d", number_in_year(period), began, ends);
    case PERIOD_HALF:
        return text_format(arena, "the %s half of %04d/%02d",
                           number_in_year(period) == 1 ? "first" : "second", began, ends);
    case PERIOD_YEAR:
        return text_format(arena, "%04d/%02d", began, ends);
    case PERIOD_SPAN:
        break;
    }
    return span_words(arena, period);
}

struct text period_month_label(struct arena *arena, const struct period *period) {
    int year, month, day;
    date_parts(period->last_day, &year, &month, &day);
    return text_format(arena, "%.3s-%02d", date_month_name(month), year % 100);
}

struct period period_twelve_months(const struct period *period) {
    return (struct period){PERIOD_SPAN, date_add_months(period->last_day + 1, -12),
                           period->last_day};
}

/* A named period moved by whole months. */
static struct period moved(const struct period *period, int months) {
    return whole_months(period->kind, date_add_months(period->first_day, months),
                        months_of(period->kind));
}

/* How many whole months a span takes up: from a day that every month has to the day before the
 * same day of a later month; 0: it is no such span. */
static int whole_month_count(const struct period *period) {
    int year, month, day, after_year, after_month, after_day;
    date_parts(period->first_day, &year, &month, &day);
    date_parts(period->last_day + 1, &after_year, &after_month, &after_day);
    return day <= SHORTEST_MONTH && day == after_day
               ? (after_year - year) * 12 + after_month - month
               : 0;
}

struct period period_previous(const struct period *period) {
    if (period->kind != PERIOD_SPAN) {
        return moved(period, -months_of(period->kind));
    }
    int month_count = whole_month_count(period);
    if (month_count > 0) {
        return whole_months(PERIOD_SPAN, date_add_months(period->first_day, -month_count),
                            month_count);
    }
    int day_count = period->last_day - period->first_day + 1;
    return (struct period){PERIOD_SPAN, period->first_day - day_count, period->first_day - 1};
}

struct period period_year_before(const struct period *period) {
    if (period->kind != PERIOD_SPAN) {
        return moved(period, -12);
    }
    return (struct period){PERIOD_SPAN, date_add_months(period->first_day, -12),
                           date_add_months(period->last_day + 1, -12) - 1};
}

bool period_series(const struct period *last, struct period *periods, size_t count) {
    struct period period = *last;
    for (size_t i = count; i > 0; i--) {
        int year, month, day;
        date_parts(period.first_day, &year, &month, &day);
        if (year < FIRST_YEAR) {
            return false;
        }
        periods[i - 1] = period;
        period = period_previous(&period);
    }
    return true;
}

struct period period_month_back(const struct period *period, int months_back) {
    int year, month, day;
    date_parts(period->last_day, &year, &month, &day);
    return whole_months(PERIOD_MONTH, date_add_months(first_of_month(year, month), -months_back),
                        1);
}

struct period period_half_of_year(const struct period *period, int half) {
    day_number april = first_of_month(period_financial_year(period->last_day), APRIL);
    return whole_months(PERIOD_HALF, date_add_months(april, half == 2 ? 6 : 0), 6);
}

int period_financial_year(day_number day) {
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    return month >= APRIL ? year : year - 1;
}
