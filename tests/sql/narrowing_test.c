/* A SELECT that is narrowed gives the rows of the whole one that are in the days asked for, or that
 * have no day, with the columns asked for. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "support/measuring.h"
#include "support/sample.h"
#include "support/testing.h"

/* Each gives "record", "opened" and "closed"; ordered, as a plan may put tables the other way
 * round. */
static const char *const selects[] = {
    "SELECT plan_id AS record, start_date AS opened, end_date AS closed, category FROM plans",
    "SELECT plan_id AS record, sex, start_date AS opened, end_date AS closed FROM plans p "
    "LEFT JOIN children c ON c.child_id = p.child_id AND c.birth_date > '2002'",
    "SELECT plan_id AS record, birth_date AS opened, end_date AS closed FROM plans p "
    "LEFT JOIN children c ON c.child_id = p.child_id -- the day may stand on the right",
    "SELECT plan_id AS record, e.start_date AS opened, p.end_date AS closed FROM plans p "
    "JOIN enquiries e ON e.child_id = p.child_id",
    "SELECT plan_id AS record, add_months(start_date, 1) AS opened, "
    "coalesce(end_date, 'not yet') AS closed FROM plans WHERE interval_days IS NOT NULL",
    "SELECT child_id AS record, min(start_date) AS opened, max(end_date) AS closed FROM plans "
    "GROUP BY child_id",
    "WITH p AS (SELECT *, row_number() OVER (PARTITION BY child_id ORDER BY start_date) AS n "
    "FROM plans) SELECT plan_id AS record, start_date AS opened, end_date AS closed, n FROM p",
    "SELECT plan_id AS record, start_date AS opened, end_date AS closed FROM plans "
    "UNION ALL SELECT enquiry_id, start_date, NULL FROM enquiries",
    "SELECT plan_id AS record, start_date AS opened, end_date AS closed FROM plans a WHERE "
    "NOT EXISTS (SELECT 1 FROM plans b WHERE b.child_id = a.child_id AND "
    "b.start_date > a.start_date)",
    "SELECT plan_id AS record, start_date AS opened, end_date AS closed FROM plans "
    "ORDER BY plan_id LIMIT 4",
    "SELECT DISTINCT child_id AS record, start_date AS opened, 5 AS closed FROM enquiries",
    /* a number beside a text column: the statement starts again, with its days still bound */
    "SELECT plan_id AS record, p.start_date AS opened, p.end_date AS closed FROM plans p "
    "CROSS JOIN children c WHERE c.child_id = CASE WHEN p.rowid < 5 THEN p.child_id "
    "ELSE p.interval_days - 2 END",
};

static const struct narrowing all_three = {.columns = {"record", "opened", "closed"},
                                           .column_count = 3,
                                           .day_columns = {"opened", "closed"},
                                           .day_column_count = 2};

enum { ROW_LIMIT = 4000 };

static bool is_let_through(struct statement *statement, int column, day_number first,
                           day_number last) {
    day_number day = statement_day(statement, column);
    return day == DAY_NONE || (day >= first && day <= last);
}

static int compare_texts(const void *left, const void *right) {
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

/* Every row let through, in order of its words. */
static struct text rows_of(struct statement *statement, day_number first, day_number last,
                           day_number closed_after) {
    struct text *rows = ARENA_ARRAY(testing_arena(), struct text, ROW_LIMIT);
    size_t count = 0;
    int opened = statement_column(statement, "opened");
    int closed = statement_column(statement, "closed");
    while (count < ROW_LIMIT && statement_step(statement, testing_diag()) == 1) {
        if (is_let_through(statement, opened, first, last) &&
            is_let_through(statement, closed, closed_after + 1, INT32_MAX)) {
            rows[count++] = text_format(testing_arena(), "%.*s|%.*s|%.*s;",
                                        TEXT_ARG(statement_text(statement, 0)),
                                        TEXT_ARG(statement_text(statement, opened)),
                                        TEXT_ARG(statement_text(statement, closed)));
        }
    }
    qsort(rows, count, sizeof *rows, compare_texts);
    CU_ASSERT(count < ROW_LIMIT);
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, rows[i]);
    }
    return buffer_text(&out);
}

static void compare(const struct sample *sample, const char *sql, day_number first,
                    day_number last) {
    struct statement *whole = sample_prepare(sample, sql);
    struct statement *narrowed =
        statement_prepare_narrowed(sample->database, sample_select(sql), &all_three);
    if (!HOLDS(whole != NULL && narrowed != NULL)) {
        printf("\nnot prepared: %s\n", sql);
        return;
    }
    statement_bind_days(narrowed, 0, first, last);
    statement_bind_days(narrowed, 1, first + 1, INT32_MAX);
    struct text expected = rows_of(whole, first, last, first);
    struct text given = rows_of(narrowed, INT32_MIN, INT32_MAX, INT32_MIN);
    if (!HOLDS(text_equal(expected, given))) {
        printf("\n%s\nwhole:    %.*s\nnarrowed: %.*s\n", sql, TEXT_ARG(expected), TEXT_ARG(given));
    }
}

static void narrowing_keeps_what_is_in_the_days_or_has_none(void) {
    day_number start = DAY_NONE;
    HOLDS(date_from_parts(2013, 4, 1, &start));
    for (size_t i = 0; i < sizeof selects / sizeof *selects; i++) {
        for (unsigned seed = 0; seed < 4; seed++) {
            struct sample sample = seed == 0 ? sample_new() : sample_random(seed, 40);
            compare(&sample, selects[i], start, start + 364);
            compare(&sample, selects[i], start + 263, start + 263);
            compare(&sample, selects[i], INT32_MIN, INT32_MAX - 1);
            compare(&sample, selects[i], INT32_MAX - 1, INT32_MIN);
        }
    }
}

static void only_what_has_no_day_is_let_through_where_no_day_is_asked_for(void) {
    struct sample sample = sample_random(1, 1000);
    const struct narrowing narrowing = {
        .columns = {"record"}, .column_count = 1, .day_columns = {"date"}, .day_column_count = 1};
    struct statement *statement = statement_prepare_narrowed(
        sample.database,
        sample_select("SELECT plan_id AS record, start_date AS date, working_days(start_date, "
                      "end_date) AS value FROM plans WHERE interval_days <> 0"),
        &narrowing);
    if (!HOLDS(statement != NULL)) {
        return;
    }
    SAME_INT(statement_column_count(statement), 1);
    CU_ASSERT(!statement_has_parameters(statement));
    statement_bind_days(statement, 0, INT32_MAX, INT32_MIN);
    int count = 0;
    while (statement_step(statement, testing_diag()) == 1) {
        count++;
    }
    SAME_TEXT(sample_rows(&sample, "SELECT count(*) FROM plans WHERE start_date IS NULL AND "
                                   "interval_days <> 0"),
              text_c(testing_arena(), text_format(testing_arena(), "%d;", count)));
}

static void definitions_may_not_ask_for_days_themselves(void) {
    struct sample sample = sample_new();
    CU_ASSERT(sample_prepare(&sample, "SELECT quarterday_in_days(start_date, 5) FROM plans") ==
              NULL);
    CU_ASSERT(testing_reported(testing_diag(), "SQ002"));
    CU_ASSERT(sample_prepare(&sample, "SELECT plan_id FROM plans WHERE start_date < :first_days") ==
              NULL);
}

static void what_cannot_stand_in_brackets_is_left_whole_without_a_word(void) {
    struct sample sample = sample_new();
    const char *sql =
        "SELECT plan_id AS record, start_date AS opened, end_date AS closed FROM plans;";
    CU_ASSERT(sample_prepare(&sample, sql) != NULL);
    CU_ASSERT(statement_prepare_narrowed(sample.database, sample_select(sql), &all_three) == NULL);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void every_measure_of_the_catalogue_can_be_narrowed(void) {
    struct measure_context *context = measuring_context(measuring_new());
    const struct narrowing narrowing = {.columns = {"record"}, .column_count = 1};
    struct database *database = database_open(testing_arena(), testing_diag(), context->dataset,
                                              shared_indexes_new(testing_arena(), context->dataset),
                                              context->catalogue, context->calendar);
    size_t count = 0;
    for (size_t i = 0; i < context->catalogue->measure_count; i++) {
        const struct measure_definition *measure = context->catalogue->measures[i];
        if (measure->records != NULL) {
            count++;
            HOLDS(statement_prepare_narrowed(database, measure->records, &narrowing) != NULL);
        }
    }
    CU_ASSERT(count >= 30);
}

SUITE(sql_narrowing, CLAIM(narrowing_keeps_what_is_in_the_days_or_has_none),
      CLAIM(only_what_has_no_day_is_let_through_where_no_day_is_asked_for),
      CLAIM(definitions_may_not_ask_for_days_themselves),
      CLAIM(what_cannot_stand_in_brackets_is_left_whole_without_a_word),
      CLAIM(every_measure_of_the_catalogue_can_be_narrowed))
