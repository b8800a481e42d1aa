/* Dates by arithmetic alone: days are counted from 1 March of year 0, so that
 * the leap day ends each year (Hinnant's method), then shifted to 1970. */
#include "base/date.h"

#include "base/arena.h"

enum {
    DAYS_TO_1970 = 719468, /* from 1 March of year 0 */
    DAYS_PER_400_YEARS = 146097,
    EXCEL_ZERO = -25569, /* 30 December 1899 */
    EXCEL_FIRST = 61,    /* 1 March 1900: before it Excel counts a 29 February that never was */
    FIRST_DAY = -719162, /* 1 January of year 1 */
    LAST_DAY = 2932896   /* 31 December 9999 */
};

static bool is_leap_year(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap_year(year));
}

bool date_from_parts(int year, int month, int day, day_number *result) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        (day > 28 && day > days_in_month(year, month))) {
        return false;
    }
    int march_year = year - (month <= 2), month_from_march = (month + 9) % 12;
    int year_of_era = march_year % 400;
    int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    *result = march_year / 400 * DAYS_PER_400_YEARS + day_of_era - DAYS_TO_1970;
    return true;
}

void date_parts(day_number day, int *year, int *month, int *day_of_month) {
    int from_zero = day + DAYS_TO_1970;
    int era = from_zero / DAYS_PER_400_YEARS, day_of_era = from_zero % DAYS_PER_400_YEARS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    *year = era * 400 + year_of_era + (*month <= 2);
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Exactly `count` digits from `at` on. False if they are not there. */
static bool digits_at(struct text text, size_t at, size_t count, int *value) {
    if (text.length < at + count) {
        return false;
    }
    *value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (!is_digit(text.bytes[i])) {
            return false;
        }
        *value = *value * 10 + (text.bytes[i] - '0');
    }
    return true;
}

static bool byte_at(struct text text, size_t at, char byte) {
    return at < text.length && text.bytes[at] == byte;
}

static size_t count_digits(struct text text) {
    size_t count = 0;
    while (count < text.length && is_digit(text.bytes[count])) {
        count++;
    }
    return count;
}

/* The seconds, with their point and fraction, taken off the front of `rest`, which is ":SS..." */
static bool take_seconds(struct text *rest, int *second) {
    if (!digits_at(*rest, 1, 2, second)) {
        return false;
    }
    *rest = text_slice(*rest, 3, rest->length);
    if (byte_at(*rest, 0, '.')) {
        size_t count = count_digits(text_slice(*rest, 1, rest->length));
        *rest = text_slice(*rest, 1 + count, rest->length);
        return count > 0;
    }
    return true;
}

/* Nothing, Z, or an offset from it, "+01:00": the date is the one that is written. */
static bool is_zone_or_nothing(struct text rest) {
    int hours, minutes;
    if (rest.length == 0 || text_equal(rest, TEXT("Z"))) {
        return true;
    }
    return rest.length == 6 && (rest.bytes[0] == '+' || rest.bytes[0] == '-') &&
           digits_at(rest, 1, 2, &hours) && rest.bytes[3] == ':' &&
           digits_at(rest, 4, 2, &minutes) && hours <= 14 && minutes < 60;
}

/* What follows a date: nothing, or T or a space and HH:MM, HH:MM:SS, HH:MM:SS.fff, perhaps a zone.
 * A leap second is the last of its minute and hour, in every zone of whole hours. */
static bool is_time_or_nothing(struct text rest) {
    if (rest.length == 0) {
        return true;
    }
    int hour, minute, second = 0;
    if ((rest.bytes[0] != 'T' && rest.bytes[0] != ' ') || !digits_at(rest, 1, 2, &hour) ||
        !byte_at(rest, 3, ':') || !digits_at(rest, 4, 2, &minute)) {
        return false;
    }
    rest = text_slice(rest, 6, rest.length);
    if (byte_at(rest, 0, ':') && !take_seconds(&rest, &second)) {
        return false;
    }
    return hour < 24 && minute < 60 && (second < 60 || (second == 60 && minute == 59)) &&
           is_zone_or_nothing(rest);
}

/* Negative where they are no digits. */
static int two_digits(const char *at) {
    unsigned tens = (unsigned)(at[0] - '0'), units = (unsigned)(at[1] - '0');
    return tens > 9 || units > 9 ? -1 : (int)(tens * 10 + units);
}

static enum date_fault parse_iso(struct text text, day_number *result) {
    const char *bytes = text.bytes;
    if (text.length < 10 || bytes[4] != '-' || bytes[7] != '-') {
        return DATE_NOT_WRITTEN_SO;
    }
    int century = two_digits(bytes), year = two_digits(bytes + 2);
    int month = two_digits(bytes + 5), day = two_digits(bytes + 8);
    if ((century | year | month | day) < 0 ||
        !is_time_or_nothing(text_slice(text, 10, text.length))) {
        return DATE_NOT_WRITTEN_SO;
    }
    return date_from_parts(century * 100 + year, month, day, result) ? DATE_OK : DATE_NO_SUCH_DAY;
}

static enum date_fault parse_slashes(struct text text, day_number *result) {
    const char *bytes = text.bytes;
    if (text.length < 10 || bytes[2] != '/' || bytes[5] != '/') {
        return DATE_NOT_WRITTEN_SO;
    }
    int day = two_digits(bytes), month = two_digits(bytes + 3);
    int century = two_digits(bytes + 6), year = two_digits(bytes + 8);
    if ((century | year | month | day) < 0 ||
        !is_time_or_nothing(text_slice(text, 10, text.length))) {
        return DATE_NOT_WRITTEN_SO;
    }
    return date_from_parts(century * 100 + year, month, day, result) ? DATE_OK : DATE_NO_SUCH_DAY;
}

static enum date_fault parse_serial(struct text text, day_number *result) {
    size_t whole = count_digits(text), point = whole;
    struct text fraction = text_slice(text, point + 1, text.length);
    bool has_fraction = byte_at(text, point, '.') && fraction.length > 0 &&
                        count_digits(fraction) == fraction.length;
    int serial;
    if (whole == 0 || whole > 7 || (whole < text.length && !has_fraction) ||
        !digits_at(text, 0, whole, &serial)) {
        return DATE_NOT_WRITTEN_SO;
    }
    if (serial < EXCEL_FIRST || serial > LAST_DAY - EXCEL_ZERO) {
        return DATE_NO_SUCH_DAY;
    }
    *result = serial + EXCEL_ZERO;
    return DATE_OK;
}

enum date_fault date_parse(struct text text, unsigned formats, day_number *result) {
    enum date_fault fault = DATE_NOT_WRITTEN_SO;
    if ((formats & DATE_ISO) != 0) {
        fault = parse_iso(text, result);
    }
    if (fault == DATE_NOT_WRITTEN_SO && (formats & DATE_SLASHES) != 0) {
        fault = parse_slashes(text, result);
    }
    if (fault == DATE_NOT_WRITTEN_SO && (formats & DATE_EXCEL_SERIAL) != 0) {
        fault = parse_serial(text, result);
    }
    return fault;
}

int date_weekday(day_number day) {
    return ((day + 3) % 7 + 7) % 7; /* 1 January 1970 was a Thursday */
}

static bool is_known(day_number day) {
    return day >= FIRST_DAY && day <= LAST_DAY;
}

day_number date_add_months(day_number day, int months) {
    int year, month, day_of_month;
    if (!is_known(day) || months < -120000 || months > 120000) {
        return DAY_NONE;
    }
    date_parts(day, &year, &month, &day_of_month);
    int month_index = year * 12 + month - 1 + months;
    if (month_index < 12) {
        return DAY_NONE;
    }
    year = month_index / 12;
    month = month_index % 12 + 1;
    int last = days_in_month(year, month);
    day_number result;
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

void date_write_iso(day_number day, char out[11]) {
    static const int powers[] = {1000, 100, 10, 1};
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    for (int i = 0; i < 4; i++) {
        out[i] = (char)('0' + year / powers[i] % 10);
    }
    out[4] = out[7] = '-';
    out[5] = (char)('0' + month / 10);
    out[6] = (char)('0' + month % 10);
    out[8] = (char)('0' + day_of_month / 10);
    out[9] = (char)('0' + day_of_month % 10);
    out[10] = '\0';
}

struct text date_iso(struct arena *arena, day_number day) {
    char *out = arena_alloc(arena, 11);
    date_write_iso(day, out);
    return (struct text){out, 10};
}

const char *date_month_name(int month) {
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return names[month - 1];
}

struct text date_words(struct arena *arena, day_number day) {
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    return text_format(arena, "%d\u00A0%s %d", day_of_month, date_month_name(month), year);
}
