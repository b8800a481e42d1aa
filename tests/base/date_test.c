#include "support/testing.h"

#include "base/date.h"

static day_number day_of(const char *iso) {
    day_number day = DAY_NONE;
    HOLDS(date_parse(text_of(iso), DATE_ISO, &day) == DATE_OK);
    return day;
}

/* The plain second version: a day's parts, moved on by one with the school rule for leap years. */
struct walker {
    int year, month, day;
};

static int plain_days_in_month(int year, int month) {
    if (month == 2) {
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void step(struct walker *at) {
    if (++at->day > plain_days_in_month(at->year, at->month)) {
        at->day = 1;
        if (++at->month > 12) {
            at->month = 1;
            at->year++;
        }
    }
}

static void every_day_from_1900_to_2100_is_counted_and_taken_apart(void) {
    struct walker at = {1900, 1, 1};
    bool all_same = true;
    int weekday = 0; /* 1 January 1900 was a Monday */
    for (day_number day = -25567; at.year <= 2100; day++, step(&at), weekday = (weekday + 1) % 7) {
        int year, month, day_of_month;
        day_number back;
        char iso[11];
        date_parts(day, &year, &month, &day_of_month);
        date_write_iso(day, iso);
        day_number read = DAY_NONE;
        all_same = all_same && year == at.year && month == at.month && day_of_month == at.day &&
                   date_from_parts(year, month, day_of_month, &back) && back == day &&
                   date_weekday(day) == weekday &&
                   date_parse(text_of(iso), DATE_ISO, &read) == DATE_OK && read == day;
    }
    HOLDS(all_same);
}

static void the_calendar_reaches_from_year_1_to_9999(void) {
    day_number day;
    int year, month, day_of_month;
    HOLDS(date_from_parts(1, 1, 1, &day) && day == -719162);
    date_parts(day, &year, &month, &day_of_month);
    HOLDS(year == 1 && month == 1 && day_of_month == 1);
    HOLDS(date_from_parts(9999, 12, 31, &day) && day == 2932896);
    date_parts(day, &year, &month, &day_of_month);
    HOLDS(year == 9999 && month == 12 && day_of_month == 31);
    HOLDS(!date_from_parts(0, 12, 31, &day) && !date_from_parts(10000, 1, 1, &day));
}

static void days_that_never_were_are_refused(void) {
    day_number day;
    HOLDS(!date_from_parts(2014, 2, 29, &day) && date_from_parts(2012, 2, 29, &day));
    HOLDS(!date_from_parts(1900, 2, 29, &day) && date_from_parts(2000, 2, 29, &day));
    HOLDS(!date_from_parts(2014, 4, 31, &day) && !date_from_parts(2014, 13, 1, &day));
    HOLDS(!date_from_parts(2014, 0, 1, &day) && !date_from_parts(2014, 1, 0, &day));
}

static void a_date_is_read_in_each_way_that_is_allowed(void) {
    static const char *const same_day[] = {"2014-03-31",
                                           "2014-03-31T09:30",
                                           "2014-03-31T09:30:00",
                                           "2014-03-31 09:30",
                                           "2014-03-31 09:30:00.000",
                                           "2014-03-31T09:30:00Z",
                                           "2014-03-31T23:59:60Z",
                                           "2014-03-31 00:00:00.1234567",
                                           "2014-03-31T00:30:00+01:00",
                                           "31/03/2014",
                                           "31/03/2014 09:30",
                                           "31/03/2014 09:30:15",
                                           "41729",
                                           "41729.40"};
    for (size_t i = 0; i < sizeof same_day / sizeof same_day[0]; i++) {
        day_number day = 0;
        SAME_INT(
            date_parse(text_of(same_day[i]), DATE_ISO | DATE_SLASHES | DATE_EXCEL_SERIAL, &day),
            DATE_OK);
        SAME_INT(day, 16160);
    }
}

static void what_is_not_written_so_is_not_guessed(void) {
    static const char *const wrong[] = {"",
                                        "2014-3-31",
                                        "2014-03-31 ",
                                        " 2014-03-31",
                                        "2014/03/31",
                                        "20140331T",
                                        "2014-03-31T",
                                        "2014-03-31T9:30",
                                        "2014-03-31T24:00",
                                        "2014-03-31T09:60",
                                        "2014-03-31T09:30:61",
                                        "2014-03-31T09:30:60",
                                        "2014-03-31T09:30:00.",
                                        "2014-03-31T09:30:00X",
                                        "2014-03-31Z",
                                        "2014-03-31T09:30:00+1:00",
                                        "1/4/2014",
                                        "31-03-2014",
                                        "31/03/14",
                                        "41729.",
                                        "41729,4",
                                        "-41729",
                                        "123456789",
                                        "4.1729e4",
                                        "2014-03-311",
                                        "+014-03-31"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        day_number day;
        SAME_INT(date_parse(text_of(wrong[i]), DATE_ISO | DATE_SLASHES | DATE_EXCEL_SERIAL, &day),
                 DATE_NOT_WRITTEN_SO);
    }
}

static void an_impossible_day_is_told_from_another_way_of_writing(void) {
    static const char *const impossible[] = {
        "31/02/2014", "2023-02-29", "2014-13-01", "00/01/2014", "2014-02-30T09:30",
        "0000-01-01", "60",         "0",          "2958466"};
    for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++) {
        day_number day;
        SAME_INT(
            date_parse(text_of(impossible[i]), DATE_ISO | DATE_SLASHES | DATE_EXCEL_SERIAL, &day),
            DATE_NO_SUCH_DAY);
    }
}

static void only_the_formats_of_the_schema_are_read(void) {
    day_number day;
    SAME_INT(date_parse(TEXT("31/03/2014"), DATE_ISO, &day), DATE_NOT_WRITTEN_SO);
    SAME_INT(date_parse(TEXT("2014-03-31"), DATE_SLASHES, &day), DATE_NOT_WRITTEN_SO);
    SAME_INT(date_parse(TEXT("41729"), DATE_ISO | DATE_SLASHES, &day), DATE_NOT_WRITTEN_SO);
    SAME_INT(date_parse(TEXT("2014-03-31"), DATE_EXCEL_SERIAL, &day), DATE_NOT_WRITTEN_SO);
}

static void excel_serials_begin_after_the_day_that_excel_invented(void) {
    day_number day;
    HOLDS(date_parse(TEXT("61"), DATE_EXCEL_SERIAL, &day) == DATE_OK &&
          day == day_of("1900-03-01"));
    HOLDS(date_parse(TEXT("2958465"), DATE_EXCEL_SERIAL, &day) == DATE_OK &&
          day == day_of("9999-12-31"));
}

static void months_are_added_to_the_same_day_or_the_last(void) {
    static const struct {
        const char *from;
        int months;
        const char *to;
    } cases[] = {{"2014-01-31", 1, "2014-02-28"},   {"2012-01-31", 1, "2012-02-29"},
                 {"2012-02-29", 12, "2013-02-28"},  {"2012-02-29", 48, "2016-02-29"},
                 {"2014-03-31", -1, "2014-02-28"},  {"2014-04-01", -12, "2013-04-01"},
                 {"2025-03-01", -12, "2024-03-01"}, {"2013-12-31", 2, "2014-02-28"},
                 {"2014-01-15", -1, "2013-12-15"},  {"2014-01-15", 0, "2014-01-15"},
                 {"2014-08-31", 6, "2015-02-28"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SAME_INT(date_add_months(day_of(cases[i].from), cases[i].months), day_of(cases[i].to));
    }
    SAME_INT(date_add_months(day_of("9999-12-01"), 1), DAY_NONE);
    SAME_INT(date_add_months(day_of("0001-01-31"), -1), DAY_NONE);
    SAME_INT(date_add_months(DAY_NONE, 1), DAY_NONE);
    SAME_INT(date_add_months(0, INT32_MAX), DAY_NONE);
}

static void leap_day_child_turns_sixteen_on_1_march(void) {
    day_number born = day_of("2000-02-29");
    SAME_INT(date_age_years(born, day_of("2015-02-28")), 14);
    SAME_INT(date_age_years(born, day_of("2015-03-01")), 15);
    SAME_INT(date_age_years(born, day_of("2016-02-28")), 15);
    SAME_INT(date_age_years(born, day_of("2016-02-29")), 16);
    SAME_INT(date_age_years(day_of("1998-03-01"), day_of("2014-02-28")), 15);
}

static void a_child_not_yet_born_has_a_negative_age(void) {
    SAME_INT(date_age_years(day_of("2014-06-10"), day_of("2014-06-09")), -1);
    SAME_INT(date_age_years(day_of("2014-06-10"), day_of("2014-06-10")), 0);
    SAME_INT(date_age_years(day_of("2014-06-10"), day_of("2015-06-09")), 0);
    SAME_INT(date_age_years(day_of("2014-06-10"), day_of("2013-06-10")), -1);
}

static void dates_are_written_for_machines_and_for_people(void) {
    SAME_TEXT(date_iso(testing_arena(), day_of("0001-02-03")), "0001-02-03");
    SAME_TEXT(date_words(testing_arena(), day_of("2014-03-31")), "31\u00A0March 2014");
    SAME_TEXT(date_words(testing_arena(), day_of("2014-05-01")), "1\u00A0May 2014");
}

SUITE(base_date, CLAIM(every_day_from_1900_to_2100_is_counted_and_taken_apart),
      CLAIM(the_calendar_reaches_from_year_1_to_9999), CLAIM(days_that_never_were_are_refused),
      CLAIM(a_date_is_read_in_each_way_that_is_allowed),
      CLAIM(what_is_not_written_so_is_not_guessed),
      CLAIM(an_impossible_day_is_told_from_another_way_of_writing),
      CLAIM(only_the_formats_of_the_schema_are_read),
      CLAIM(excel_serials_begin_after_the_day_that_excel_invented),
      CLAIM(months_are_added_to_the_same_day_or_the_last),
      CLAIM(leap_day_child_turns_sixteen_on_1_march),
      CLAIM(a_child_not_yet_born_has_a_negative_age),
      CLAIM(dates_are_written_for_machines_and_for_people))
