/* The calendar of working days. before[i] counts the working days from the
 * first day up to, not including, day i; one more stands at the end. */
#include "base/calendar.h"

#include "base/arena.h"

struct calendar {
    day_number first_day;
    day_number last_day;
    int *before;
};

static void mark_weekdays(struct calendar *calendar, int *is_working) {
    for (day_number day = calendar->first_day; day <= calendar->last_day; day++) {
        is_working[day - calendar->first_day] = date_weekday(day) < 5;
    }
}

static void clear_holidays(const struct calendar *calendar, int *is_working,
                           const day_number *holidays, size_t holiday_count) {
    for (size_t i = 0; i < holiday_count; i++) {
        if (calendar_covers(calendar, holidays[i])) {
            is_working[holidays[i] - calendar->first_day] = 0;
        }
    }
}

/* Turns 0 and 1 a day into the counts before each. */
static void sum_up(int *days, size_t day_count) {
    int sum = 0;
    for (size_t i = 0; i <= day_count; i++) {
        int here = i < day_count ? days[i] : 0;
        days[i] = sum;
        sum += here;
    }
}

struct calendar *calendar_new(struct arena *arena, int first_year, int last_year,
                              const day_number *holidays, size_t holiday_count) {
    struct calendar *calendar = ARENA_NEW(arena, struct calendar);
    if (last_year < first_year || !date_from_parts(first_year, 1, 1, &calendar->first_day) ||
        !date_from_parts(last_year, 12, 31, &calendar->last_day)) {
        calendar->first_day = 0;
        calendar->last_day = -1;
    }
    size_t day_count = (size_t)(calendar->last_day - calendar->first_day + 1);
    calendar->before = ARENA_ARRAY(arena, int, day_count + 1);
    mark_weekdays(calendar, calendar->before);
    clear_holidays(calendar, calendar->before, holidays, holiday_count);
    sum_up(calendar->before, day_count);
    return calendar;
}

bool calendar_covers(const struct calendar *calendar, day_number day) {
    return day >= calendar->first_day && day <= calendar->last_day;
}

static int working_days_to(const struct calendar *calendar, day_number day) {
    return calendar->before[day - calendar->first_day + 1];
}

bool calendar_is_working_day(const struct calendar *calendar, day_number day) {
    return calendar_covers(calendar, day) &&
           working_days_to(calendar, day) > calendar->before[day - calendar->first_day];
}

bool calendar_working_days(const struct calendar *calendar, day_number from, day_number to,
                           int *working_days) {
    if (!calendar_covers(calendar, from) || !calendar_covers(calendar, to) || to < from) {
        return false;
    }
    *working_days = working_days_to(calendar, to) - working_days_to(calendar, from);
    return true;
}

/* The day whose end is the first by which `count` working days have passed since the calendar
 * began: a working day, for count > 0. */
static day_number day_of_count(const struct calendar *calendar, int count) {
    day_number low = calendar->first_day, high = calendar->last_day;
    while (low < high) {
        day_number middle = low + (high - low) / 2;
        if (working_days_to(calendar, middle) < count) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

day_number calendar_add_working_days(const struct calendar *calendar, day_number day, int n) {
    if (!calendar_covers(calendar, day)) {
        return DAY_NONE;
    }
    /* Back from a day, the count that the day itself may have ended is not among those passed. */
    int64_t passed =
        n > 0 ? working_days_to(calendar, day) : calendar->before[day - calendar->first_day] + 1;
    int64_t count = passed + n;
    if (n == 0) {
        return day;
    }
    return count < 1 || count > working_days_to(calendar, calendar->last_day)
               ? DAY_NONE
               : day_of_count(calendar, (int)count);
}

day_number calendar_first_day(const struct calendar *calendar) {
    return calendar->first_day;
}

day_number calendar_last_day(const struct calendar *calendar) {
    return calendar->last_day;
}
