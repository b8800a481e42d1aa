/* Periods and their names. A financial year runs from April to March; its name
 * is that of both its years, 2013-14. From 2000-01 to 2011-12 such a name could
 * be a month's: there it means the year, and the month (October 2009) is
 * written as its days, 2009-10-01..2009-10-31. */
#include "base/period.h"

#include "base/arena.h"

static struct period months_from(enum period_kind kind, int year, int month, int count) {
    struct period period = {.kind = kind};
    date_from_parts(year, month, 1, &period.first_day);
    period.last_day = date_add_months(period.first_day, count) - 1;
    return period;
}

static bool parse_number(struct text text, size_t digits, int *number) {
    int64_t value;
    if (text.length != digits || text.bytes[0] < '0' || text.bytes[0] > '9' ||
        !text_to_int(text, &value)) {
        return false;
    }
    *number = (int)value;
    return true;
}

/* "2014-03" */
static bool parse_month(struct text name, struct period *period) {
    int year, month;
    if (name.length != 7 || name.bytes[4] != '-' ||
        !parse_number(text_slice(name, 0, 4), 4, &year) ||
        !parse_number(text_slice(name, 5, 7), 2, &month) || month < 1 || month > 12 || year < 1 ||
        year > 9998) {
        return false;
    }
    *period = months_from(PERIOD_MONTH, year, month, 1);
    return true;
}

/* "2013-14": the second must be the year after the first. */
static bool parse_financial_year(struct text name, int *year) {
    int end;
    return name.length == 7 && name.bytes[4] == '-' &&
           parse_number(text_slice(name, 0, 4), 4, year) &&
           parse_number(text_slice(name, 5, 7), 2, &end) && *year >= 1 && *year <= 9997 &&
           (*year + 1) % 100 == end;
}

/* "2013-14", "2013-14-Q4", "2013-14-H2" */
static bool parse_year(struct text name, struct period *period) {
    int year;
    if (!parse_financial_year(text_slice(name, 0, 7), &year)) {
        return false;
    }
    if (name.length == 7) {
        *period = months_from(PERIOD_YEAR, year, 4, 12);
        return true;
    }
    if (name.length != 10 || name.bytes[7] != '-') {
        return false;
    }
    int part = name.bytes[9] - '0';
    if (name.bytes[8] == 'Q' && part >= 1 && part <= 4) {
        *period = part < 4 ? months_from(PERIOD_QUARTER, year, 1 + 3 * part, 3)
                           : months_from(PERIOD_QUARTER, year + 1, 1, 3);
        return true;
    }
    if (name.bytes[8] == 'H' && (part == 1 || part == 2)) {
        *period = months_from(PERIOD_HALF, year, part == 1 ? 4 : 10, 6);
        return true;
    }
    return false;
}

/* True for a month whose name would be read as a financial year. */
static bool is_ambiguous(int year, int month) {
    return (year + 1) % 100 == month;
}

/* A month that is written as its days is a month all the same. */
static enum period_kind span_kind(const struct period *span) {
    int year, month, day;
    date_parts(span->first_day, &year, &month, &day);
    bool is_month = day == 1 && date_add_months(span->first_day, 1) - 1 == span->last_day;
    return is_month && is_ambiguous(year, month) ? PERIOD_MONTH : PERIOD_SPAN;
}

/* "2013-04-01..2013-08-31" */
static bool parse_span(struct text name, struct period *period) {
    if (name.length != 22 || !text_equal(text_slice(name, 10, 12), TEXT(".."))) {
        return false;
    }
    if (date_parse(text_slice(name, 0, 10), DATE_ISO, &period->first_day) != DATE_OK ||
        date_parse(text_slice(name, 12, 22), DATE_ISO, &period->last_day) != DATE_OK ||
        period->first_day > period->last_day) {
        return false;
    }
    period->kind = span_kind(period);
    return true;
}

bool period_parse(struct text name, struct period *period) {
    return parse_year(name, period) || parse_month(name, period) || parse_span(name, period);
}

int period_financial_year(day_number day) {
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    return month >= 4 ? year : year - 1;
}

struct text period_name(struct arena *arena, const struct period *period) {
    int year, month, day, start = period_financial_year(period->first_day);
    date_parts(period->first_day, &year, &month, &day);
    int end = (start + 1) % 100;
    switch (period->kind) {
    case PERIOD_MONTH:
        if (!is_ambiguous(year, month)) {
            return text_format(arena, "%04d-%02d", year, month);
        }
        break;
    case PERIOD_QUARTER:
        return text_format(arena, "%04d-%02d-Q%d", start, end, month >= 4 ? (month - 1) / 3 : 4);
    case PERIOD_HALF:
        return text_format(arena, "%04d-%02d-H%d", start, end, month == 4 ? 1 : 2);
    case PERIOD_YEAR:
        return text_format(arena, "%04d-%02d", start, end);
    case PERIOD_SPAN:
        break;
    }
    char first[11], last[11];
    date_write_iso(period->first_day, first);
    date_write_iso(period->last_day, last);
    return text_format(arena, "%s..%s", first, last);
}

static const char *month_name(int month) {
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return names[month - 1];
}

/* "1 April to 31 August 2013", with the first year where it differs. */
static struct text span_words(struct arena *arena, const struct period *period) {
    int year, month, day, last_year, last_month, last_day;
    date_parts(period->first_day, &year, &month, &day);
    date_parts(period->last_day, &last_year, &last_month, &last_day);
    struct text last = date_words(arena, period->last_day);
    if (year != last_year) {
        struct text first = date_words(arena, period->first_day);
        return text_format(arena, "%.*s to %.*s", TEXT_ARG(first), TEXT_ARG(last));
    }
    return text_format(arena, "%d\u00a0%s to %.*s", day, month_name(month), TEXT_ARG(last));
}

struct text period_words(struct arena *arena, const struct period *period) {
    int year, month, day, start = period_financial_year(period->first_day);
    date_parts(period->first_day, &year, &month, &day);
    int end = (start + 1) % 100;
    switch (period->kind) {
    case PERIOD_MONTH:
        return text_format(arena, "%s %d", month_name(month), year);
    case PERIOD_QUARTER:
        return text_format(arena, "quarter %d of %d/%02d", month >= 4 ? (month - 1) / 3 : 4, start,
                           end);
    case PERIOD_HALF:
        return text_format(arena, "the %s half of %d/%02d", month == 4 ? "first" : "second", start,
                           end);
    case PERIOD_YEAR:
        return text_format(arena, "%d/%02d", start, end);
    case PERIOD_SPAN:
        break;
    }
    return span_words(arena, period);
}

struct text period_month_label(struct arena *arena, const struct period *period) {
    int year, month, day;
    date_parts(period->last_day, &year, &month, &day);
    return text_format(arena, "%.3s-%02d", month_name(month), year % 100);
}

struct period period_twelve_months(const struct period *period) {
    return (struct period){PERIOD_SPAN, date_add_months(period->last_day + 1, -12),
                           period->last_day};
}

static int months_of(enum period_kind kind) {
    static const int months[] = {
        [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_HALF] = 6, [PERIOD_YEAR] = 12};
    return months[kind];
}

/* The whole months of a kind, moved by so many months. */
static struct period moved(const struct period *period, int months) {
    struct period result = {.kind = period->kind};
    result.first_day = date_add_months(period->first_day, months);
    result.last_day = date_add_months(result.first_day, months_of(period->kind)) - 1;
    return result;
}

struct period period_previous(const struct period *period) {
    if (period->kind == PERIOD_SPAN) {
        day_number days = period->last_day - period->first_day + 1;
        return (struct period){PERIOD_SPAN, period->first_day - days, period->first_day - 1};
    }
    return moved(period, -months_of(period->kind));
}

struct period period_year_before(const struct period *period) {
    if (period->kind == PERIOD_SPAN) {
        /* The day after the last one is moved, so that a month's end stays a month's end. */
        return (struct period){PERIOD_SPAN, date_add_months(period->first_day, -12),
                               date_add_months(period->last_day + 1, -12) - 1};
    }
    return moved(period, -12);
}

struct period period_month_back(const struct period *period, int months_back) {
    int year, month, day;
    date_parts(period->last_day, &year, &month, &day);
    struct period last = months_from(PERIOD_MONTH, year, month, 1);
    return moved(&last, -months_back);
}

struct period period_half_of_year(const struct period *period, int half) {
    return months_from(PERIOD_HALF, period_financial_year(period->last_day), half == 1 ? 4 : 10, 6);
}
