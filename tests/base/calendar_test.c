#include "support/testing.h"

#include <limits.h>

#include "base/calendar.h"

/* Bank holidays of England and Wales in 2013 and 2014. */
static const char *const holidays[] = {"2013-01-01", "2013-03-29", "2013-04-01", "2013-05-06",
                                       "2013-05-27", "2013-08-26", "2013-12-25", "2013-12-26",
                                       "2014-01-01", "2014-04-18", "2014-04-21", "2014-05-05",
                                       "2014-05-26", "2014-08-25", "2014-12-25", "2014-12-26"};
enum { HOLIDAY_COUNT = sizeof holidays / sizeof holidays[0] };

static day_number day_of(const char *iso) {
    day_number day = DAY_NONE;
    HOLDS(date_parse(text_of(iso), DATE_ISO, &day) == DATE_OK);
    return day;
}

static struct calendar *two_years(void) {
    day_number days[HOLIDAY_COUNT + 2];
    for (size_t i = 0; i < HOLIDAY_COUNT; i++) {
        days[i] = day_of(holidays[i]);
    }
    days[HOLIDAY_COUNT] = day_of("2014-08-25");     /* named twice */
    days[HOLIDAY_COUNT + 1] = day_of("2015-01-01"); /* of a year that is not covered */
    return calendar_new(testing_arena(), 2013, 2014, days, HOLIDAY_COUNT + 2);
}

static int between(const struct calendar *calendar, const char *from, const char *to) {
    int count = -1;
    HOLDS(calendar_working_days(calendar, day_of(from), day_of(to), &count));
    return count;
}

static void working_days_are_those_after_the_first_up_to_the_last(void) {
    struct calendar *calendar = two_years();
    SAME_INT(between(calendar, "2014-04-17", "2014-04-17"), 0);
    SAME_INT(between(calendar, "2014-04-17", "2014-04-22"), 1); /* over Easter */
    SAME_INT(between(calendar, "2014-04-19", "2014-04-20"), 0);
    SAME_INT(between(calendar, "2014-03-03", "2014-03-10"), 5);
    SAME_INT(between(calendar, "2013-01-01", "2013-12-31"), 253);
    SAME_INT(between(calendar, "2013-12-24", "2014-01-02"), 4);
}

static void a_bank_holiday_and_a_weekend_are_no_working_days(void) {
    struct calendar *calendar = two_years();
    HOLDS(!calendar_is_working_day(calendar, day_of("2014-08-25")));
    HOLDS(!calendar_is_working_day(calendar, day_of("2014-08-24")));
    HOLDS(calendar_is_working_day(calendar, day_of("2014-08-26")));
}

/* The plain second version walks from day to day. */
static bool is_plain_working_day(day_number day) {
    for (size_t i = 0; i < HOLIDAY_COUNT; i++) {
        char iso[11];
        date_write_iso(day, iso);
        if (text_equal_c(text_of(iso), holidays[i])) {
            return false;
        }
    }
    return date_weekday(day) < 5;
}

static void prefix_sums_agree_with_walking_the_calendar(void) {
    struct calendar *calendar = two_years();
    day_number first = calendar_first_day(calendar), last = calendar_last_day(calendar);
    bool all_same = true;
    for (day_number from = first; from <= last; from += 11) {
        int walked = 0;
        for (day_number to = from; to <= last; to++) {
            walked += to > from && is_plain_working_day(to);
            int count;
            all_same = all_same && calendar_working_days(calendar, from, to, &count) &&
                       count == walked &&
                       calendar_is_working_day(calendar, to) == is_plain_working_day(to);
        }
    }
    HOLDS(all_same);
}

static void outside_the_calendar_there_is_no_answer(void) {
    struct calendar *calendar = two_years();
    day_number first = calendar_first_day(calendar), last = calendar_last_day(calendar);
    int count = 77;
    SAME_INT(first, day_of("2013-01-01"));
    SAME_INT(last, day_of("2014-12-31"));
    HOLDS(calendar_covers(calendar, first) && !calendar_covers(calendar, first - 1));
    HOLDS(calendar_covers(calendar, last) && !calendar_covers(calendar, last + 1));
    HOLDS(!calendar_working_days(calendar, first - 1, last, &count));
    HOLDS(!calendar_working_days(calendar, first, last + 1, &count));
    HOLDS(!calendar_working_days(calendar, DAY_NONE, last, &count));
    HOLDS(!calendar_working_days(calendar, first, DAY_NONE, &count));
    HOLDS(!calendar_is_working_day(calendar, last + 1));
    SAME_INT(count, 77);
}

static void an_end_before_the_start_has_no_value(void) {
    struct calendar *calendar = two_years();
    int count = 77;
    HOLDS(!calendar_working_days(calendar, day_of("2014-03-04"), day_of("2014-03-03"), &count));
    SAME_INT(count, 77);
}

static void years_out_of_order_cover_no_day(void) {
    struct calendar *calendar = calendar_new(testing_arena(), 2014, 2013, NULL, 0);
    int count;
    HOLDS(!calendar_covers(calendar, 0) && !calendar_covers(calendar, day_of("2014-01-01")));
    HOLDS(!calendar_working_days(calendar, 0, 0, &count));
}

static void the_nth_working_day_leaves_the_day_itself_uncounted(void) {
    struct calendar *calendar = two_years();
    day_number thursday = day_of("2014-04-17"), sunday = day_of("2014-04-20");
    SAME_INT(calendar_add_working_days(calendar, thursday, 1), day_of("2014-04-22"));
    SAME_INT(calendar_add_working_days(calendar, thursday, -1), day_of("2014-04-16"));
    SAME_INT(calendar_add_working_days(calendar, sunday, 1), day_of("2014-04-22"));
    SAME_INT(calendar_add_working_days(calendar, sunday, -1), thursday);
    SAME_INT(calendar_add_working_days(calendar, sunday, 0), sunday);
}

/* The day on which the n-th working day is met walking one day at a time. */
static day_number walked(const struct calendar *calendar, day_number from, int n) {
    int left = n < 0 ? -n : n;
    day_number day = from;
    while (left > 0 && calendar_covers(calendar, day)) {
        day += n < 0 ? -1 : 1;
        left -= calendar_covers(calendar, day) && is_plain_working_day(day);
    }
    return calendar_covers(calendar, day) ? day : DAY_NONE;
}

static void nth_working_days_agree_with_walking_the_calendar(void) {
    struct calendar *calendar = two_years();
    bool all_same = true;
    for (day_number from = calendar_first_day(calendar); from <= calendar_last_day(calendar);
         from++) {
        for (int n = -60; n <= 60; n += 3) {
            all_same = all_same &&
                       calendar_add_working_days(calendar, from, n) == walked(calendar, from, n);
        }
    }
    HOLDS(all_same);
    HOLDS(calendar_add_working_days(calendar, calendar_first_day(calendar) - 1, 1) == DAY_NONE);
    HOLDS(calendar_add_working_days(calendar, calendar_first_day(calendar), 1000000) == DAY_NONE);
    HOLDS(calendar_add_working_days(calendar, calendar_last_day(calendar), INT_MIN) == DAY_NONE);
}

SUITE(base_calendar, CLAIM(the_nth_working_day_leaves_the_day_itself_uncounted),
      CLAIM(nth_working_days_agree_with_walking_the_calendar),
      CLAIM(working_days_are_those_after_the_first_up_to_the_last),
      CLAIM(a_bank_holiday_and_a_weekend_are_no_working_days),
      CLAIM(prefix_sums_agree_with_walking_the_calendar),
      CLAIM(outside_the_calendar_there_is_no_answer), CLAIM(an_end_before_the_start_has_no_value),
      CLAIM(years_out_of_order_cover_no_day))
