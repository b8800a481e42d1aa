/* The days and records on which counting goes wrong: every measure of records
 * that the project ships is tested on those that can touch it, by hand, inside
 * its definition. What a test holds is read from its tables; whether it depends
 * on Easter and on days in lieu is found by taking them out of the calendar. */
#include <stdio.h>

#include "define/catalogue.h"
#include "define/node.h"
#include "ingest/reference.h"
#include "measure/measure_tests.h"
#include "support/testing.h"

static bool selects(const struct measure_definition *measure, const char *words) {
    return text_contains(measure->records->text, text_of(words));
}

/* ---- what the tests of a measure hold ---- */

/* Calls `holds` with each test; true if one of them holds it. */
static bool some_test(const struct measure_definition *measure,
                      bool (*holds)(const struct node *test, const char *words),
                      const char *words) {
    for (size_t i = 0; i < measure->tests->child_count; i++) {
        if (holds(measure->tests->children[i], words)) {
            return true;
        }
    }
    return false;
}

static bool has_cell_ending(const struct node *rows, const char *words) {
    for (size_t row = 0; row < rows->child_count; row++) {
        const struct node *cells = rows->children[row];
        for (size_t i = 0; i < cells->child_count; i++) {
            if (text_ends_with(cells->children[i]->text, text_of(words))) {
                return true;
            }
        }
    }
    return false;
}

static bool has_date(const struct node *test, const char *words) {
    const struct node *tables = node_get(test, "tables");
    for (size_t i = 0; tables && i < tables->child_count; i++) {
        if (has_cell_ending(tables->children[i], words)) {
            return true;
        }
    }
    return false;
}

static bool ends_on(const struct node *test, const char *words) {
    struct period period;
    return period_parse(node_text(test, "period", TEXT_NONE), &period) &&
           text_ends_with(date_iso(testing_arena(), period.last_day), text_of(words));
}

/* A row of the table that has the field filled in as `value`; "" stands for blank. */
static const struct node *row_with(const struct node *test, const char *table, const char *field,
                                   const char *value, const struct node *after) {
    const struct node *tables = node_get(test, "tables");
    const struct node *rows = tables ? node_get(tables, table) : NULL;
    bool is_past = after == NULL;
    for (size_t i = 0; rows && i < rows->child_count; i++) {
        struct text cell = node_text(rows->children[i], field, TEXT_NONE);
        if (is_past && (value ? text_equal_c(cell, value) : cell.length > 0)) {
            return rows->children[i];
        }
        is_past = is_past || rows->children[i] == after;
    }
    return NULL;
}

/* A child with an expected day of birth and none of birth, and a figure of those not yet born. */
static bool has_unborn(const struct node *test, const char *words) {
    const struct node *child = row_with(test, "ssd_person", "pers_expected_dob", NULL, NULL);
    const struct node *figures = node_get(test, "figures");
    for (size_t i = 0; child && !node_get(child, "pers_dob") && i < figures->child_count; i++) {
        struct text category = node_text(figures->children[i], "category", TEXT_NONE);
        if (text_starts_with(category, text_of(words))) {
            return true;
        }
    }
    return false;
}

/* A figure of what has no team, with records in it. */
static bool has_none(const struct node *test, const char *words) {
    const struct node *figures = node_get(test, "figures");
    for (size_t i = 0; i < figures->child_count; i++) {
        struct text is = node_text(figures->children[i], "is", TEXT_NONE);
        bool is_idle = text_equal_c(is, "0") || text_starts_with(is, TEXT("0 of 0")) ||
                       text_equal_c(is, "no figure") || text_starts_with(is, TEXT("["));
        if (text_ends_with(node_text(figures->children[i], "unit", TEXT_NONE), text_of(words)) &&
            !is_idle) {
            return true;
        }
    }
    return false;
}

/* Two rows that share one field and differ in another. */
static bool has_pair(const struct node *test, const char *table, const char *shared,
                     const char *also, const char *different) {
    for (const struct node *row = row_with(test, table, shared, NULL, NULL); row;
         row = row_with(test, table, shared, NULL, row)) {
        const char *value = text_c(testing_arena(), node_text(row, shared, TEXT_NONE));
        for (const struct node *other = row_with(test, table, shared, value, row); other;
             other = row_with(test, table, shared, value, other)) {
            bool is_same =
                text_equal(node_text(row, also, TEXT_NONE), node_text(other, also, TEXT_NONE));
            if (is_same && !text_equal(node_text(row, different, TEXT_NONE),
                                       node_text(other, different, TEXT_NONE))) {
                return true;
            }
        }
    }
    return false;
}

static bool has_two_on_a_day(const struct node *test, const char *table) {
    return has_pair(test, table, "s47e_person_id", "s47e_s47_start_date", "s47e_s47_enquiry_id");
}

static bool has_siblings(const struct node *test, const char *table) {
    return has_pair(test, table, "s47e_s47_enquiry_id", "s47e_s47_enquiry_id", "s47e_person_id");
}

static bool is_yes(const struct node *test, const char *field) {
    return row_with(test, "ssd_cp_plans", field, "Y", NULL) ||
           row_with(test, "ssd_initial_cp_conference", field, "Y", NULL);
}

/* ---- which apply, and whether they are there ---- */

struct hunt {
    const struct measure_definition *measure;
    size_t missing_count, found_count;
};

static void need(struct hunt *hunt, bool applies, const char *what,
                 bool (*holds)(const struct node *test, const char *words), const char *words) {
    bool is_found = applies && some_test(hunt->measure, holds, words);
    hunt->found_count += is_found;
    if (applies && !is_found) {
        printf("\n%.*s has no test with %s", TEXT_ARG(hunt->measure->id), what);
        hunt->missing_count++;
    }
}

static void need_days(struct hunt *hunt) {
    bool has_dates = !hunt->measure->is_of_extract_day; /* its table has none */
    bool is_leap_month = some_test(hunt->measure, ends_on, "-02-29");
    need(hunt, has_dates, "31 March", has_date, "-03-31");
    need(hunt, has_dates, "1 April", has_date, "-04-01");
    need(hunt, has_dates && !is_leap_month, "29 February", has_date, "-02-29");
}

static void need_records(struct hunt *hunt) {
    const struct measure_definition *measure = hunt->measure;
    /* Nobody is looked after before birth. */
    bool may_be_unborn = selects(measure, "child") && !selects(measure, "FROM ssd_cla_episodes\n");
    need(hunt, may_be_unborn, "an unborn child", has_unborn, "age: Unborn");
    need(hunt, selects(measure, "AS team"), "a record that has no team", has_none, "(none)");
    need(hunt, selects(measure, "FROM ssd_s47_enquiry"), "two enquiries on one day",
         has_two_on_a_day, "ssd_s47_enquiry");
    need(hunt, selects(measure, "ssd_s47_enquiry"), "siblings sharing an enquiry", has_siblings,
         "ssd_s47_enquiry");
    need(hunt, selects(measure, "icpc_icpc_transfer_in"), "a transfer in", is_yes,
         "icpc_icpc_transfer_in");
    need(hunt, selects(measure, "FROM ssd_cp_plans"), "a plan of another authority", is_yes,
         "cppl_cp_plan_ola");
}

static const struct catalogue *shipped(void) {
    const struct catalogue *catalogue =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    CU_ASSERT_FATAL(catalogue != NULL);
    return catalogue;
}

static void every_measure_is_tested_on_the_days_and_records_that_can_touch_it(void) {
    const struct catalogue *catalogue = shipped();
    struct hunt hunt = {NULL, 0, 0};
    size_t measure_count = 0;
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        hunt.measure = catalogue->measures[i];
        if (hunt.measure->records != NULL) {
            need_days(&hunt);
            need_records(&hunt);
            measure_count++;
        }
    }
    SAME_INT(hunt.missing_count, 0);
    HOLDS(measure_count >= 35);
    HOLDS(hunt.found_count >= 150);
}

static void ratios_and_rates_are_tested_at_the_year_s_ends(void) {
    const struct catalogue *catalogue = shipped();
    struct hunt hunt = {NULL, 0, 0};
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        hunt.measure = catalogue->measures[i];
        bool combines = hunt.measure->ratio_of.length > 0 || hunt.measure->rate_of.length > 0;
        need(&hunt, combines, "31 March", has_date, "-03-31");
        need(&hunt, combines, "1 April", has_date, "-04-01");
    }
    SAME_INT(hunt.missing_count, 0);
    HOLDS(hunt.found_count >= 8);
}

/* ---- the calendar ---- */

static bool is_of(const char *line, const char *what) {
    return text_contains(text_of(line), text_of(what));
}

/* The calendar of reference/bank-holidays.csv without the lines that hold a word. */
static const struct calendar *calendar_without(const char *word, const char *other) {
    day_number days[512];
    size_t count = 0;
    struct text rest = testing_file("report-defs/reference/bank-holidays.csv"), line;
    while (text_next_part(&rest, '\n', &line)) {
        const char *words = text_c(testing_arena(), line);
        bool is_day = date_parse(text_slice(line, 0, 10), DATE_ISO, &days[count]) == DATE_OK;
        count += is_day && !is_of(words, word) && !is_of(words, other) && count < 511;
    }
    HOLDS(count > 150);
    return calendar_new(testing_arena(), 2000, 2028, days, count);
}

static bool holds_with(const struct catalogue *catalogue, const struct calendar *calendar,
                       const struct measure_definition *measure) {
    struct measure_test_counts counts;
    struct diag *diag = diag_new(testing_arena());
    return measure_tests_run(diag, catalogue, calendar, &measure, 1, &counts);
}

static void tests_of_working_days_notice_a_calendar_without_easter_or_days_in_lieu(void) {
    const struct catalogue *catalogue = shipped();
    const struct calendar *whole = calendar_without("no such word", "nor such");
    const struct calendar *no_easter = calendar_without("Good Friday", "Easter Monday");
    const struct calendar *no_lieu = calendar_without(",yes,", "no such word");
    size_t measure_count = 0;
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        const struct measure_definition *measure = catalogue->measures[i];
        if (measure->records != NULL && selects(measure, "working_days(")) {
            measure_count++;
            HOLDS(holds_with(catalogue, whole, measure));
            bool notices = !holds_with(catalogue, no_easter, measure) &&
                           !holds_with(catalogue, no_lieu, measure);
            CU_ASSERT(notices);
            if (!notices) {
                printf("\n%.*s", TEXT_ARG(measure->id));
            }
        }
    }
    SAME_INT(measure_count, 5);
}

SUITE(measure_boundaries, CLAIM(every_measure_is_tested_on_the_days_and_records_that_can_touch_it),
      CLAIM(ratios_and_rates_are_tested_at_the_year_s_ends),
      CLAIM(tests_of_working_days_notice_a_calendar_without_easter_or_days_in_lieu))
