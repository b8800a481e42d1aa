/* Working days by prefix sums: counts[i] is the number of working days among the
 * calendar's first i days. */
#include "base/calendar.h"

#include "base/arena.h"

struct calendar {
    day_number first_day, last_day;
    const bool *is_working;
    const int *counts;
};

static bool *mark_weekdays(struct arena *arena, day_number first, size_t day_count) {
    bool *is_working = ARENA_ARRAY(arena, bool, day_count);
    int weekday = date_weekday(first);
    for (size_t i = 0; i < day_count; i++) {
        is_working[i] = weekday < 5;
        weekday = (weekday + 1) % 7;
    }
    return is_working;
}

struct calendar *calendar_new(struct arena *arena, int first_year, int last_year,
                              const day_number *holidays, size_t holiday_count) {
    struct calendar *calendar = ARENA_NEW(arena, struct calendar);
    date_from_parts(first_year, 1, 1, &calendar->first_day);
    date_from_parts(last_year, 12, 31, &calendar->last_day);
    size_t day_count = (size_t)(calendar->last_day - calendar->first_day + 1);
    bool *is_working = mark_weekdays(arena, calendar->first_day, day_count);
    for (size_t i = 0; i < holiday_count; i++) {
        if (calendar_covers(calendar, holidays[i])) {
            is_working[holidays[i] - calendar->first_day] = false;
        }
    }
    int *counts = ARENA_ARRAY(arena, int, day_count + 1);
    for (size_t i = 0; i < day_count; i++) {
        counts[i + 1] = counts[i] + is_working[i];
    }
    calendar->is_working = is_working;
    calendar->counts = counts;
    return calendar;
}

bool calendar_covers(const struct calendar *calendar, day_number day) {
    return day >= calendar->first_day && day <= calendar->last_day;
}

bool calendar_is_working_day(const struct calendar *calendar, day_number day) {
    return calendar_covers(calendar, day) && calendar->is_working[day - calendar->first_day];
}

bool calendar_working_days(const struct calendar *calendar, day_number from, day_number to,
                           int *working_days) {
    if (!calendar_covers(calendar, from) || !calendar_covers(calendar, to) || to < from) {
        return false;
    }
    *working_days = calendar->counts[to - calendar->first_day + 1] -
                    calendar->counts[from - calendar->first_day + 1];
    return true;
}

day_number calendar_first_day(const struct calendar *calendar) {
    return calendar->first_day;
}

day_number calendar_last_day(const struct calendar *calendar) {
    return calendar->last_day;
}
