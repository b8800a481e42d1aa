#include "support/testing.h"

#include "base/period.h"

static struct period period_of(const char *name) {
    struct period period = {0};
    HOLDS(period_parse(text_of(name), &period));
    return period;
}

/* The two days of a period, as a span is named. */
static struct text days_of(struct period period) {
    char first[11], last[11];
    date_write_iso(period.first_day, first);
    date_write_iso(period.last_day, last);
    return text_format(testing_arena(), "%s..%s", first, last);
}

static void every_form_of_name_gives_its_days(void) {
    static const char *const cases[][2] = {{"2014-03", "2014-03-01..2014-03-31"},
                                           {"2012-02", "2012-02-01..2012-02-29"},
                                           {"2013-14-Q1", "2013-04-01..2013-06-30"},
                                           {"2013-14-Q2", "2013-07-01..2013-09-30"},
                                           {"2013-14-Q3", "2013-10-01..2013-12-31"},
                                           {"2013-14-Q4", "2014-01-01..2014-03-31"},
                                           {"2013-14-H1", "2013-04-01..2013-09-30"},
                                           {"2013-14-H2", "2013-10-01..2014-03-31"},
                                           {"2013-14", "2013-04-01..2014-03-31"},
                                           {"1999-00", "1999-04-01..2000-03-31"},
                                           {"2009-10-Q4", "2010-01-01..2010-03-31"},
                                           {"2013-04-01..2013-08-31", "2013-04-01..2013-08-31"},
                                           {"2013-04-01..2013-04-01", "2013-04-01..2013-04-01"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct period period = period_of(cases[i][0]);
        SAME_TEXT(days_of(period), cases[i][1]);
        SAME_TEXT(period_name(testing_arena(), &period), cases[i][0]);
    }
}

static void a_name_that_could_be_a_month_is_the_financial_year(void) {
    struct period year = period_of("2009-10"), month = period_of("2009-10-01..2009-10-31");
    SAME_INT(year.kind, PERIOD_YEAR);
    SAME_TEXT(days_of(year), "2009-04-01..2010-03-31");
    SAME_INT(month.kind, PERIOD_MONTH);
    SAME_TEXT(period_name(testing_arena(), &month), "2009-10-01..2009-10-31");
    SAME_INT(period_of("2009-11").kind, PERIOD_MONTH);
}

static void every_name_of_a_century_comes_back(void) {
    bool all_same = true;
    for (int year = 1950; year < 2050; year++) {
        for (int month = 1; month <= 12; month++) {
            struct period period = {PERIOD_MONTH, 0, 0}, back;
            date_from_parts(year, month, 1, &period.first_day);
            period.last_day = date_add_months(period.first_day, 1) - 1;
            struct text name = period_name(testing_arena(), &period);
            all_same = all_same && period_parse(name, &back) && back.kind == PERIOD_MONTH &&
                       back.first_day == period.first_day && back.last_day == period.last_day;
        }
    }
    HOLDS(all_same);
}

static void what_is_no_period_is_refused(void) {
    static const char *const wrong[] = {"",
                                        "2013",
                                        "2013-15",
                                        "2013-13",
                                        "2013-00",
                                        "2013-14-Q0",
                                        "2013-14-Q5",
                                        "2013-14-H3",
                                        "2013-14-H0",
                                        "2013-14-",
                                        "2013-14-q4",
                                        "2013-14-Q44",
                                        "2013-3",
                                        "2014-03-01",
                                        "2013-04-01..2013-03-31",
                                        "2013-04-01..2013-02-30",
                                        "2013-04-01..",
                                        "2013-04-01...2013-08-31",
                                        "13-14",
                                        "2013/14",
                                        "2014-03 ",
                                        "+013-14",
                                        "1899-12",
                                        "2013-12-Q1",
                                        "2013-14-Q4\n",
                                        "2013-1+",
                                        "3000-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct period period;
        HOLDS(!period_parse(text_of(wrong[i]), &period));
    }
}

static void words_say_what_a_reader_would(void) {
    static const char *const cases[][2] = {
        {"2014-03", "March 2014"},
        {"2013-14-Q4", "quarter 4 of 2013/14"},
        {"2013-14-H1", "the first half of 2013/14"},
        {"2013-14-H2", "the second half of 2013/14"},
        {"2013-14", "2013/14"},
        {"1999-00", "1999/00"},
        {"2013-04-01..2013-08-31", "1\u00A0April to 31\u00A0August 2013"},
        {"2013-10-01..2014-02-28", "1\u00A0October 2013 to 28\u00A0February 2014"},
        {"2013-10-01..2013-10-15", "1 to 15\u00A0October 2013"},
        {"2013-10-01..2013-10-01", "1\u00A0October 2013"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct period period = period_of(cases[i][0]);
        SAME_TEXT(period_words(testing_arena(), &period), cases[i][1]);
    }
    struct period quarter = period_of("2013-14-Q4"), early = period_of("2009-11");
    SAME_TEXT(period_month_label(testing_arena(), &quarter), "Mar-14");
    SAME_TEXT(period_month_label(testing_arena(), &early), "Nov-09");
}

static void twelve_months_end_with_the_period(void) {
    static const char *const cases[][2] = {{"2014-03", "2013-04-01..2014-03-31"},
                                           {"2025-02", "2024-03-01..2025-02-28"},
                                           {"2024-02", "2023-03-01..2024-02-29"},
                                           {"2014-01-01..2014-01-15", "2013-01-16..2014-01-15"},
                                           {"2013-14-Q2", "2012-10-01..2013-09-30"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct period period = period_of(cases[i][0]);
        SAME_TEXT(days_of(period_twelve_months(&period)), cases[i][1]);
    }
}

static void the_previous_period_is_the_one_just_before(void) {
    static const char *const cases[][2] = {{"2014-03", "2014-02"},
                                           {"2014-01", "2013-12"},
                                           {"2013-14-Q1", "2012-13-Q4"},
                                           {"2013-14-H2", "2013-14-H1"},
                                           {"2013-14", "2012-13"},
                                           {"2010-10-01..2010-10-10", "2010-09-21..2010-09-30"},
                                           {"2006-04-01..2006-08-31", "2005-11-01..2006-03-31"},
                                           {"2014-01-15..2014-03-14", "2013-11-15..2014-01-14"},
                                           {"2014-02-01..2014-02-28", "2014-01-01..2014-01-31"},
                                           {"2014-01-30..2014-03-29", "2013-12-02..2014-01-29"},
                                           {"2009-11", "2009-10-01..2009-10-31"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct period period = period_of(cases[i][0]), before = period_previous(&period);
        SAME_TEXT(period_name(testing_arena(), &before), cases[i][1]);
        SAME_INT(before.last_day, period.first_day - 1);
    }
}

static void series_of_a_span_of_whole_months_keeps_to_months(void) {
    static const char *const expected[] = {"2005-01-01..2005-05-31", "2005-06-01..2005-10-31",
                                           "2005-11-01..2006-03-31", "2006-04-01..2006-08-31"};
    struct period last = period_of("2006-04-01..2006-08-31"), series[4];
    HOLDS(period_series(&last, series, 4));
    for (size_t i = 0; i < 4; i++) {
        SAME_TEXT(period_name(testing_arena(), &series[i]), expected[i]);
    }
    last = period_of("1900-01");
    HOLDS(period_series(&last, series, 1));
    HOLDS(!period_series(&last, series, 2));
}

static void the_year_before_is_the_same_period(void) {
    static const char *const cases[][2] = {{"2014-03", "2013-03"},
                                           {"2013-02", "2012-02"},
                                           {"2013-14-Q4", "2012-13-Q4"},
                                           {"2013-14", "2012-13"},
                                           {"2013-01-01..2013-02-28", "2012-01-01..2012-02-29"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct period period = period_of(cases[i][0]), before = period_year_before(&period);
        SAME_TEXT(period_name(testing_arena(), &before), cases[i][1]);
    }
}

static void months_and_halves_are_found_from_the_last_day(void) {
    struct period quarter = period_of("2013-14-Q4"), span = period_of("2013-09-10..2013-10-20");
    SAME_TEXT(days_of(period_month_back(&quarter, 0)), "2014-03-01..2014-03-31");
    SAME_TEXT(days_of(period_month_back(&quarter, 13)), "2013-02-01..2013-02-28");
    SAME_TEXT(days_of(period_month_back(&span, 0)), "2013-10-01..2013-10-31");
    SAME_TEXT(days_of(period_half_of_year(&span, 1)), "2013-04-01..2013-09-30");
    SAME_TEXT(days_of(period_half_of_year(&quarter, 2)), "2013-10-01..2014-03-31");
    SAME_INT(period_financial_year(quarter.last_day), 2013);
    SAME_INT(period_financial_year(quarter.last_day + 1), 2014);
}

SUITE(base_period, CLAIM(every_form_of_name_gives_its_days),
      CLAIM(a_name_that_could_be_a_month_is_the_financial_year),
      CLAIM(every_name_of_a_century_comes_back), CLAIM(what_is_no_period_is_refused),
      CLAIM(words_say_what_a_reader_would), CLAIM(twelve_months_end_with_the_period),
      CLAIM(the_previous_period_is_the_one_just_before),
      CLAIM(series_of_a_span_of_whole_months_keeps_to_months),
      CLAIM(the_year_before_is_the_same_period),
      CLAIM(months_and_halves_are_found_from_the_last_day))
