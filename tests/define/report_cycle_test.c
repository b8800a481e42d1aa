/* The days on which reports are due, worked by hand. */
#include "define/report_cycle.h"

#include "define/yaml.h"
#include "support/testing.h"

static bool read(const char *text, struct report_cycle *cycle) {
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("r.yaml"), text_of(text));
    return report_cycle_read(testing_diag(), root, cycle);
}

/* "2014-05-12 2013-14-Q4": the issue that is due on a day or first after it. */
static struct text next(const char *text, const char *on) {
    struct report_cycle cycle;
    day_number day;
    HOLDS(read(text, &cycle) && date_parse(text_of(on), DATE_ISO, &day) == DATE_OK);
    struct cycle_issue issue = report_cycle_next(&cycle, day);
    struct text due = date_iso(testing_arena(), issue.due);
    struct text period =
        issue.has_period ? period_name(testing_arena(), &issue.period) : TEXT("none");
    return text_format(testing_arena(), "%.*s %.*s", TEXT_ARG(due), TEXT_ARG(period));
}

static void a_paper_is_due_so_many_days_after_its_period(void) {
    static const char quarter[] = "cycle: {every: quarter, within: 42}\n";
    SAME_TEXT(next(quarter, "2014-04-20"), "2014-05-12 2013-14-Q4");
    SAME_TEXT(next(quarter, "2014-05-12"), "2014-05-12 2013-14-Q4");
    SAME_TEXT(next(quarter, "2014-05-13"), "2014-08-11 2014-15-Q1");
    SAME_TEXT(next("cycle: {every: month, within: 10}\n", "2012-03-01"), "2012-03-10 2012-02");
    SAME_TEXT(next("cycle: {every: month, within: 0}\n", "2012-02-29"), "2012-02-29 2012-02");
    SAME_TEXT(next("cycle: {every: half, within: 70}\n", "2013-12-10"), "2014-06-09 2013-14-H2");
    SAME_TEXT(next("cycle: {every: year, within: 84}\n", "2014-06-24"), "2015-06-23 2014-15");
}

static void meetings_are_counted_from_one_of_them(void) {
    SAME_TEXT(next("cycle: {every: week, from: 2006-09-04}\n", "2006-09-05"), "2006-09-11 none");
    SAME_TEXT(next("cycle: {every: week, from: 2006-09-04}\n", "2006-09-11"), "2006-09-11 none");
    SAME_TEXT(next("cycle: {every: fortnight, from: 2006-09-04}\n", "2006-09-05"),
              "2006-09-18 none");
    SAME_TEXT(next("cycle: {every: fortnight, from: 2006-09-04}\n", "2006-08-01"),
              "2006-09-04 none");
    SAME_TEXT(next("cycle: {every: two months, from: 2006-12-31}\n", "2007-01-01"),
              "2007-02-28 none");
    SAME_TEXT(next("cycle: {every: two months, from: 2006-12-31}\n", "2007-03-01"),
              "2007-04-30 none");
}

/* "year 2013-14": the kind that a paper is of and the period to give in place of another. */
static struct text other(const char *text, const char *given) {
    struct report_cycle cycle;
    struct period period, usual;
    HOLDS(read(text, &cycle) && period_parse(text_of(given), &period));
    const char *kind = report_cycle_other(&cycle, &period, &usual);
    return kind == NULL ? TEXT("it fits")
                        : text_format(testing_arena(), "%s %.*s", kind,
                                      TEXT_ARG(period_name(testing_arena(), &usual)));
}

static void a_period_of_another_kind_than_the_papers_is_told_apart(void) {
    static const char year[] = "cycle: {every: year, within: 84}\n";
    SAME_TEXT(other(year, "2013-14"), "it fits");
    SAME_TEXT(other(year, "2013-14-Q4"), "year 2013-14");
    SAME_TEXT(other(year, "2014-04"), "year 2014-15");
    SAME_TEXT(other("cycle: {every: quarter, within: 42}\n", "2013-14"), "quarter 2013-14-Q4");
    SAME_TEXT(other("cycle: {every: half, within: 70}\n", "2013-14"), "half-year 2013-14-H2");
    SAME_TEXT(other("cycle: {every: month, within: 10}\n", "2013-14-Q1"), "month 2013-06");
    SAME_TEXT(other("cycle: {every: week, from: 2006-09-04}\n", "2013-14"), "it fits");
    SAME_TEXT(other("report: r\n", "2013-14"), "it fits");
}

static void a_report_without_a_cycle_has_none(void) {
    struct report_cycle cycle;
    HOLDS(read("report: r\n", &cycle));
    SAME_INT(cycle.every, CYCLE_NONE);
}

static void what_is_no_cycle_is_refused(void) {
    static const char *const faults[] = {"cycle: {every: day, within: 1}\n",
                                         "cycle: {within: 1}\n",
                                         "cycle: {every: month}\n",
                                         "cycle: {every: month, within: 367}\n",
                                         "cycle: {every: month, within: -1}\n",
                                         "cycle: {every: week}\n",
                                         "cycle: {every: week, from: Monday}\n",
                                         "cycle: {every: week, within: 3}\n",
                                         "cycle: {every: week, from: 2014-01-01, within: 3}\n",
                                         "cycle: monthly\n"};
    struct report_cycle cycle;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        size_t before = diag_kept_count(testing_diag());
        HOLDS(!read(faults[i], &cycle));
        HOLDS(diag_kept_count(testing_diag()) > before);
    }
}

SUITE(define_report_cycle, CLAIM(a_paper_is_due_so_many_days_after_its_period),
      CLAIM(meetings_are_counted_from_one_of_them),
      CLAIM(a_period_of_another_kind_than_the_papers_is_told_apart),
      CLAIM(a_report_without_a_cycle_has_none), CLAIM(what_is_no_cycle_is_refused))
