/* Dates as day numbers, by the civil calendar's arithmetic (Hinnant 2021, "chrono-compatible
 * low-level date algorithms", written anew): a year is counted from March, so that the leap day
 * comes last. No clock, no time zone. */
#include "base/date.h"

#include "base/arena.h"

enum {
    DAYS_OF_ERA = 146097, /* 400 years */
    EPOCH_SHIFT = 719468, /* from 1 March of year 0 to 1 January 1970 */
    EXCEL_SHIFT = 25569,  /* the serial of 1 January 1970 */
    EXCEL_FIRST = 61,     /* 1 March 1900: before it Excel counts a day that never was */
    EXCEL_LAST = 2958465  /* 31 December 9999 */
};

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static day_number day_of(int year, int month, int day) {
    int march_year = year - (month <= 2);
    int era = march_year / 400;
    int year_of_era = march_year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_OF_ERA + day_of_era - EPOCH_SHIFT;
}

bool date_from_parts(int year, int month, int day, day_number *result) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month)) {
        return false;
    }
    *result = day_of(year, month, day);
    return true;
}

void date_parts(day_number day, int *year, int *month, int *day_of_month) {
    int shifted = day + EPOCH_SHIFT;
    int era = (shifted >= 0 ? shifted : shifted - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
    int day_of_era = shifted - era * DAYS_OF_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march + (month_from_march < 10 ? 3 : -9);
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* --- reading ------------------------------------------------------------ */

static bool take_digits(struct text *text, size_t count, int *value) {
    if (text->length < count) {
        return false;
    }
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text->bytes[i] < '0' || text->bytes[i] > '9') {
            return false;
        }
        *value = *value * 10 + (text->bytes[i] - '0');
    }
    *text = text_slice(*text, count, text->length);
    return true;
}

static bool take_byte(struct text *text, char byte) {
    if (text->length == 0 || text->bytes[0] != byte) {
        return false;
    }
    *text = text_slice(*text, 1, text->length);
    return true;
}

static bool take_fraction(struct text *rest) {
    int digit;
    if (!take_byte(rest, '.')) {
        return true;
    }
    if (!take_digits(rest, 1, &digit)) {
        return false;
    }
    while (take_digits(rest, 1, &digit)) {
    }
    return true;
}

/* "Z", "+01:00", "+0100" or nothing. */
static bool take_zone(struct text *rest) {
    int hours, minutes;
    if (rest->length == 0 || take_byte(rest, 'Z')) {
        return true;
    }
    if (!take_byte(rest, '+') && !take_byte(rest, '-')) {
        return true;
    }
    return take_digits(rest, 2, &hours) && (take_byte(rest, ':') || true) &&
           take_digits(rest, 2, &minutes) && hours < 15 && minutes < 60;
}

/* What may follow a date: nothing, or a space or T and a real time of day. */
static bool is_time_of_day(struct text rest) {
    int hours, minutes, seconds = 0;
    if (rest.length == 0) {
        return true;
    }
    if (!take_byte(&rest, 'T') && !take_byte(&rest, ' ')) {
        return false;
    }
    if (!take_digits(&rest, 2, &hours) || !take_byte(&rest, ':') ||
        !take_digits(&rest, 2, &minutes)) {
        return false;
    }
    if (take_byte(&rest, ':') && (!take_digits(&rest, 2, &seconds) || !take_fraction(&rest))) {
        return false;
    }
    return take_zone(&rest) && rest.length == 0 && hours < 24 && minutes < 60 && seconds <= 60;
}

static enum date_fault finish(int year, int month, int day, struct text rest, day_number *result) {
    if (!is_time_of_day(rest)) {
        return DATE_NOT_WRITTEN_SO;
    }
    return date_from_parts(year, month, day, result) ? DATE_OK : DATE_NO_SUCH_DAY;
}

static enum date_fault parse_iso(struct text text, day_number *result) {
    int year, month, day;
    bool is_so = take_digits(&text, 4, &year) && take_byte(&text, '-') &&
                 take_digits(&text, 2, &month) && take_byte(&text, '-') &&
                 take_digits(&text, 2, &day);
    return is_so ? finish(year, month, day, text, result) : DATE_NOT_WRITTEN_SO;
}

static enum date_fault parse_slashes(struct text text, day_number *result) {
    int year, month, day;
    bool is_so = take_digits(&text, 2, &day) && take_byte(&text, '/') &&
                 take_digits(&text, 2, &month) && take_byte(&text, '/') &&
                 take_digits(&text, 4, &year);
    return is_so ? finish(year, month, day, text, result) : DATE_NOT_WRITTEN_SO;
}

static enum date_fault parse_serial(struct text text, day_number *result) {
    int digit, serial = 0, count = 0;
    while (count < 7 && take_digits(&text, 1, &digit)) {
        serial = serial * 10 + digit;
        count++;
    }
    if (count == 0 || !take_fraction(&text) || text.length > 0) {
        return DATE_NOT_WRITTEN_SO;
    }
    if (serial < EXCEL_FIRST || serial > EXCEL_LAST) {
        return DATE_NO_SUCH_DAY;
    }
    *result = serial - EXCEL_SHIFT;
    return DATE_OK;
}

enum date_fault date_parse(struct text text, unsigned formats, day_number *result) {
    static const struct {
        unsigned format;
        enum date_fault (*parse)(struct text, day_number *);
    } ways[] = {
        {DATE_ISO, parse_iso}, {DATE_SLASHES, parse_slashes}, {DATE_EXCEL_SERIAL, parse_serial}};
    enum date_fault fault = DATE_NOT_WRITTEN_SO;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if ((formats & ways[i].format) == 0) {
            continue;
        }
        enum date_fault one = ways[i].parse(text, result);
        if (one == DATE_OK) {
            return DATE_OK;
        }
        fault = one == DATE_NO_SUCH_DAY ? one : fault;
    }
    return fault;
}

/* --- reckoning ---------------------------------------------------------- */

int date_weekday(day_number day) {
    /* 1 January 1970 was a Thursday. */
    return (int)(((int64_t)day + 3) % 7 + 7) % 7;
}

day_number date_add_months(day_number day, int months) {
    int year, month, day_of_month;
    day_number result;
    date_parts(day, &year, &month, &day_of_month);
    int64_t count = (int64_t)year * 12 + (month - 1) + months;
    if (count < 12 || count >= 120000) {
        return DAY_NONE;
    }
    year = (int)(count / 12);
    month = (int)(count % 12) + 1;
    int last = days_in_month(year, month);
    return date_from_parts(year, month, day_of_month < last ? day_of_month : last, &result)
               ? result
               : DAY_NONE;
}

int date_age_years(day_number birth, day_number day) {
    int birth_year, birth_month, birth_day, year, month, day_of_month;
    date_parts(birth, &birth_year, &birth_month, &birth_day);
    date_parts(day, &year, &month, &day_of_month);
    bool is_before_birthday =
        month < birth_month || (month == birth_month && day_of_month < birth_day);
    return year - birth_year - is_before_birthday;
}

/* --- writing ------------------------------------------------------------ */

static void write_digits(char *out, int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

void date_write_iso(day_number day, char out[11]) {
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    write_digits(out, year, 4);
    out[4] = '-';
    write_digits(out + 5, month, 2);
    out[7] = '-';
    write_digits(out + 8, day_of_month, 2);
    out[10] = '\0';
}

struct text date_iso(struct arena *arena, day_number day) {
    char iso[11];
    date_write_iso(day, iso);
    return text_copy(arena, text_of(iso));
}

struct text date_words(struct arena *arena, day_number day) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    return text_format(arena, "%d\u00a0%s %d", day_of_month, months[month - 1], year);
}
