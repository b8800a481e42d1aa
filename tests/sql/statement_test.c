#include <stdio.h>
#include <string.h>

#include "support/sample.h"
#include "support/testing.h"

/* Everything that a definition may not do, with the words of the refusal. */
static const struct {
    const char *sql;
    const char *code;
    const char *words;
} refused[] = {
    {"ATTACH DATABASE '/tmp/x.db' AS x", "SQ002", "definitions may not attach a database"},
    {"DETACH DATABASE main", "SQ002", "definitions may not detach a database"},
    {"PRAGMA table_info(children)", "SQ002", "definitions may not use PRAGMA"},
    {"PRAGMA query_only = 0", "SQ002", "definitions may not use PRAGMA"},
    {"SELECT * FROM pragma_table_info('children')", "SQ002", NULL},
    {"SELECT * FROM pragma_database_list", "SQ002", NULL},
    {"SELECT count(*) FROM pragma_database_list", "SQ002", NULL},
    {"SELECT name FROM sqlite_master", "SQ002",
     "definitions may not read the table \"sqlite_master\""},
    {"SELECT count(*) FROM sqlite_schema", "SQ002", NULL},
    {"SELECT 1 FROM sqlite_temp_master", "SQ002", NULL},
    {"CREATE TABLE x(a)", "SQ002", "definitions may not change or create tables"},
    {"CREATE TEMP TABLE x(a)", "SQ002", "definitions may not change or create tables"},
    {"CREATE TABLE x AS SELECT * FROM children", "SQ002", NULL},
    {"CREATE TEMP VIEW v AS SELECT * FROM children", "SQ002", NULL},
    {"CREATE VIRTUAL TABLE v USING children", "SQ002", NULL},
    {"CREATE INDEX i ON children(sex)", "SQ001", NULL},
    {"CREATE TRIGGER t AFTER DELETE ON children BEGIN SELECT 1; END", "SQ001", NULL},
    {"DROP TABLE children", "SQ002", NULL},
    {"ALTER TABLE children RENAME TO kids", "SQ001", NULL},
    {"INSERT INTO children(child_id) VALUES('X')", "SQ002", NULL},
    {"UPDATE children SET sex = 'M'", "SQ001", NULL},
    {"DELETE FROM children", "SQ001", NULL},
    {"DELETE FROM sqlite_master", "SQ001", NULL},
    {"BEGIN", "SQ002", "definitions may not begin or end transactions"},
    {"COMMIT", "SQ002", "definitions may not begin or end transactions"},
    {"SAVEPOINT a", "SQ002", "definitions may not begin or end transactions"},
    {"VACUUM", "SQ002", NULL},
    {"VACUUM INTO '/tmp/x.db'", "SQ002", NULL},
    {"ANALYZE", "SQ002", NULL},
    {"REINDEX", "SQ002", NULL},
    {"EXPLAIN SELECT 1", "SQ002", "definitions may not do anything but SELECT"},
    {"EXPLAIN QUERY PLAN SELECT 1", "SQ002", "definitions may not do anything but SELECT"},
    {"-- nothing", "SQ002", "definitions may not do anything but SELECT"},
    {"SELECT load_extension('x')", "SQ002",
     "definitions may not use the function \"load_extension\""},
    {"SELECT random()", "SQ002", "definitions may not use the function \"random\""},
    {"SELECT date('now')", "SQ002", "definitions may not use the function \"date\""},
    {"SELECT current_date", "SQ002", "definitions may not use the function \"current_date\""},
    {"SELECT current_timestamp", "SQ002", NULL},
    {"SELECT strftime('%s', 'now')", "SQ002", NULL},
    {"SELECT sqlite_version()", "SQ002", NULL},
    {"SELECT randomblob(4)", "SQ002", NULL},
    {"SELECT zeroblob(400000000)", "SQ002", NULL},
    {"SELECT last_insert_rowid()", "SQ002", NULL},
    {"SELECT changes()", "SQ002", NULL},
    {"SELECT writefile('/tmp/x', 'y')", "SQ001", NULL},
    {"SELECT readfile('/etc/passwd')", "SQ001", NULL},
    {"SELECT value FROM json_each('[1]')", "SQ001", NULL},
    {"SELECT 1; DROP TABLE children", "SQ001",
     "one SELECT should stand here, not several statements"},
    {"SELECT 1; SELECT 2", "SQ001", "one SELECT should stand here, not several statements"},
    {"SELECT :day", "SQ001",
     "there is no parameter \":day\"; the parameters are :as_at, :from and :to"},
    {"SELECT ?", "SQ001", NULL},
    {"SELECT \"chidl_id\" FROM children", "SQ001", NULL},
    {"ATTACH ':memory:' AS a", "SQ002", NULL},
    {"PRAGMA journal_mode = DELETE", "SQ002", NULL},
    {"PRAGMA temp_store_directory = '/tmp'", "SQ002", NULL},
    {"PRAGMA writable_schema = 1", "SQ002", NULL},
    {"RELEASE a", "SQ002", NULL},
    {"ROLLBACK", "SQ002", NULL},
    {"SELECT * FROM main.sqlite_master", "SQ002", NULL},
    {"SELECT * FROM temp.sqlite_master", "SQ002", NULL},
    {"SELECT (SELECT sql FROM sqlite_schema LIMIT 1)", "SQ002", NULL},
    {"WITH x AS (SELECT sql FROM sqlite_master) SELECT * FROM x", "SQ002", NULL},
    {"SELECT child_id FROM children UNION SELECT name FROM sqlite_master", "SQ002", NULL},
    {"WITH x AS (SELECT 1) INSERT INTO children(child_id) SELECT 1", "SQ002", NULL},
    {"REPLACE INTO children(child_id) VALUES('X')", "SQ002", NULL},
    {"INSERT INTO children(child_id) VALUES('X') RETURNING child_id", "SQ002", NULL},
    {"CREATE TEMP TRIGGER t AFTER DELETE ON children BEGIN SELECT 1; END", "SQ001", NULL},
    {"SELECT * FROM dbstat", "SQ001", NULL},
    {"SELECT * FROM sqlite_dbpage", "SQ001", NULL},
    {"SELECT * FROM sqlite_stmt", "SQ001", NULL},
    {"SELECT * FROM bytecode('SELECT 1')", "SQ001", NULL},
    {"SELECT * FROM generate_series(1, 9)", "SQ001", NULL},
    {"SELECT * FROM json_tree('[1]')", "SQ001", NULL},
    {"SELECT * FROM fsdir('/')", "SQ001", NULL},
    {"SELECT edit('x')", "SQ001", NULL},
    {"SELECT fts3_tokenizer('x')", "SQ002", NULL},
    {"SELECT sqlite_compileoption_get(1)", "SQ002", NULL},
    {"SELECT sqlite_log(1, 'x')", "SQ002", NULL},
    {"SELECT printf('%.*c', 900000000, 'x')", "SQ002", NULL},
    {"SELECT hex(zeroblob(9))", "SQ002", NULL},
    {"SELECT x FROM children, (VALUES(load_extension('/tmp/x.so')))", "SQ002", NULL},
};

static void what_definitions_may_not_do_is_refused(void) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct sample sample = sample_new();
        size_t before = diag_kept_count(testing_diag());
        struct statement *statement = sample_prepare(&sample, refused[i].sql);
        if (!HOLDS(statement == NULL) || !HOLDS(diag_kept_count(testing_diag()) == before + 1)) {
            printf("\nnot refused once: %s\n", refused[i].sql);
            continue;
        }
        const struct diag_message *message = diag_message_at(testing_diag(), before);
        bool is_code_right = strcmp(diag_code_name(message->code), refused[i].code) == 0;
        if (!HOLDS(is_code_right)) {
            printf("\nrefused otherwise: %s\n", refused[i].sql);
        }
        if (refused[i].words != NULL) {
            SAME_TEXT(message->words, refused[i].words);
        }
    }
}

static void a_refusal_leaves_the_connection_usable(void) {
    struct sample sample = sample_new();
    CU_ASSERT(sample_prepare(&sample, "PRAGMA query_only") == NULL);
    SAME_TEXT(sample_rows(&sample, "SELECT count(*) FROM children"), "6;");
}

static void recursion_windows_and_json_are_allowed(void) {
    struct sample sample = sample_new();
    SAME_TEXT(sample_rows(&sample, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                                   "WHERE i < 3) SELECT i FROM n"),
              "1;2;3;");
    SAME_TEXT(sample_rows(&sample, "WITH n AS (SELECT 1) SELECT count(*) FROM n, n AS m"), "1;");
    SAME_TEXT(sample_rows(&sample, "SELECT json_extract('{\"a\":5}', '$.a'), '{\"a\":6}' ->> 'a'"),
              "5|6;");
    SAME_TEXT(sample_rows(&sample, "SELECT 1; -- one only\n"), "1;");
}

static void a_table_that_was_not_supplied_has_its_schemas_columns_and_no_rows(void) {
    struct sample sample = sample_new();
    SAME_TEXT(sample_rows(&sample, "SELECT count(*), max(review_date) FROM reviews"), "0|NULL;");
}

static const struct diag_message *fault_of(const char *sql) {
    struct sample sample = sample_new();
    CU_ASSERT(sample_prepare(&sample, sql) == NULL);
    HOLDS(diag_kept_count(testing_diag()) == 1);
    return diag_message_at(testing_diag(), 0);
}

static void a_misspelt_column_is_pointed_at_with_the_one_meant(void) {
    const struct diag_message *message =
        fault_of("SELECT plan_id\nFROM plans\nWHERE strat_date < '2014-01-01'");
    SAME_TEXT(message->words, "there is no column \"strat_date\"");
    SAME_TEXT(message->note, "did you mean start_date?");
    SAME_TEXT(message->place.file, "test.yaml");
    SAME_INT(message->place.line, 4);
    SAME_INT(message->place.column, 9);
    SAME_INT(message->place.length, 10);
}

static void a_column_behind_a_table_name_is_corrected_too(void) {
    const struct diag_message *message = fault_of("SELECT p.plan_idd FROM plans p");
    SAME_TEXT(message->note, "did you mean plan_id?");
}

static void a_column_of_a_table_that_is_not_read_is_said_to_be_one(void) {
    SAME_TEXT(fault_of("SELECT plan_id FROM children")->note,
              "there is one elsewhere: of a table that is not named in FROM here");
}

static void a_misspelt_table_is_pointed_at_with_the_one_meant(void) {
    const struct diag_message *message = fault_of("SELECT 1\nFROM childrn");
    SAME_TEXT(message->words, "there is no table \"childrn\"");
    SAME_TEXT(message->note, "did you mean children?");
    SAME_INT(message->place.line, 3);
    SAME_INT(message->place.column, 8);
}

static void a_misspelt_function_is_corrected(void) {
    const struct diag_message *message = fault_of("SELECT working_day(start_date, end_date) FROM "
                                                  "plans");
    SAME_TEXT(message->words, "there is no function \"working_day\"");
    SAME_TEXT(message->note, "did you mean working_days?");
}

static void a_syntax_fault_is_pointed_at(void) {
    const struct diag_message *message = fault_of("SELECT plan_id\nFORM plans WHERE 1");
    SAME_INT(message->place.line, 3);
}

static void bound_days_are_iso_text(void) {
    struct sample sample = sample_new();
    struct statement *statement =
        sample_prepare(&sample, "SELECT plan_id AS record, start_date AS date FROM plans WHERE "
                                "start_date <= :as_at AND (end_date IS NULL OR end_date > :as_at)");
    if (!HOLDS(statement != NULL)) {
        return;
    }
    day_number day = DAY_NONE;
    HOLDS(date_from_parts(2013, 12, 26, &day));
    CU_ASSERT(statement_has_parameters(statement));
    CU_ASSERT(!statement_bind_day(statement, ":from", day));
    CU_ASSERT(statement_bind_day(statement, ":as_at", day));
    SAME_INT(statement_column(statement, "date"), 1);
    SAME_INT(statement_column(statement, "met"), -1);
    SAME_INT(statement_step(statement, testing_diag()), 1);
    SAME_TEXT(statement_text(statement, 0), "P4");
    SAME_INT(statement_day(statement, 1), day - 25);
    SAME_INT(statement_day(statement, 0), DAY_NONE);
    SAME_INT(statement_step(statement, testing_diag()), 1);
    SAME_TEXT(statement_text(statement, 0), "P6");
    SAME_INT(statement_step(statement, testing_diag()), 0);
    CU_ASSERT(statement_bind_day(statement, ":as_at", day - 300));
    SAME_INT(statement_step(statement, testing_diag()), 0);
}

static void a_parameter_without_a_value_is_no_empty_result(void) {
    struct sample sample = sample_new();
    SAME_TEXT(sample_rows(&sample, "SELECT plan_id FROM plans WHERE start_date < :to"), "fault");
    CU_ASSERT(testing_reported(testing_diag(), "SQ006"));
}

static void overlong_work_is_stopped(void) {
    static const char *const endless[] = {
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
        "SELECT count(*) FROM plans a, plans b, plans c WHERE a.interval_days + b.interval_days < "
        "c.interval_days",
        "SELECT count(*) FROM plans a, plans b, plans c WHERE c.start_date < '1900-01-01' OR "
        "c.start_date > '2999-01-01'",
    };
    for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
        struct sample sample = sample_random(1, 300);
        database_set_work_limit(sample.database, 200000);
        SAME_TEXT(sample_rows(&sample, endless[i]), "fault");
        CU_ASSERT(testing_reported(testing_diag(), "SQ003"));
        database_set_work_limit(sample.database, 200000000);
        SAME_TEXT(sample_rows(&sample, "SELECT count(*) FROM plans"), "300;");
    }
}

/* Work without end, texts without end, patterns without end: each ends in a message. */
static void what_would_grow_without_end_is_stopped(void) {
    static const char *const bombs[] = {
        "WITH RECURSIVE n(i, t) AS (SELECT 1, 'xxxxxxxx' UNION ALL SELECT i + 1, "
        "replace(t, 'x', 'xxxxxxxx') FROM n WHERE i < 40) SELECT max(length(t)) FROM n",
        "WITH RECURSIVE n(t) AS (SELECT 'x' UNION ALL SELECT t || t FROM n) "
        "SELECT max(length(t)) FROM n",
        "SELECT count(*) FROM children a, children b, children c, children d, children e, "
        "children f, children g, children h, children i, children j, children k, children l",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT group_concat(i) FROM n"};
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct sample sample = sample_new();
        database_set_work_limit(sample.database, 5000000);
        size_t before = diag_count(testing_diag(), DIAG_ERROR);
        SAME_TEXT(sample_rows(&sample, bombs[i]), "fault");
        SAME_INT(diag_count(testing_diag(), DIAG_ERROR), before + 1);
    }
}

static void rows_without_end_are_stopped_before_they_fill_the_memory(void) {
    struct sample sample = sample_new();
    database_set_work_limit(sample.database, 10000000);
    struct statement *statement = sample_prepare(
        &sample, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
    int rows = 0, step;
    while ((step = statement_step(statement, testing_diag())) == 1) {
        rows++;
    }
    SAME_INT(step, -1);
    HOLDS(rows > 40000 && rows < 50000);
    CU_ASSERT(testing_reported(testing_diag(), "SQ003"));
}

static void rows_passed_over_inside_a_table_count_as_work(void) {
    struct sample sample = sample_random(1, 1000);
    database_set_work_limit(sample.database, 100000);
    SAME_TEXT(sample_rows(&sample, "SELECT count(*) FROM plans a WHERE NOT EXISTS (SELECT 1 FROM "
                                   "children c WHERE c.birth_date < '1900-01-01')"),
              "1000;");
    SAME_TEXT(sample_rows(&sample, "SELECT count(*) FROM plans a WHERE NOT EXISTS (SELECT 1 FROM "
                                   "children c WHERE c.birth_date < a.child_id AND c.birth_date > "
                                   "'2999')"),
              "fault");
}

static void an_overflow_is_a_fault_of_the_definition(void) {
    struct sample sample = sample_new();
    SAME_TEXT(sample_rows(&sample, "SELECT sum(9223372036854775807) FROM children"), "fault");
    CU_ASSERT(testing_reported(testing_diag(), "SQ001"));
}

SUITE(sql_statement, CLAIM(what_definitions_may_not_do_is_refused),
      CLAIM(a_refusal_leaves_the_connection_usable), CLAIM(recursion_windows_and_json_are_allowed),
      CLAIM(a_table_that_was_not_supplied_has_its_schemas_columns_and_no_rows),
      CLAIM(a_misspelt_column_is_pointed_at_with_the_one_meant),
      CLAIM(a_column_behind_a_table_name_is_corrected_too),
      CLAIM(a_column_of_a_table_that_is_not_read_is_said_to_be_one),
      CLAIM(a_misspelt_table_is_pointed_at_with_the_one_meant),
      CLAIM(a_misspelt_function_is_corrected), CLAIM(a_syntax_fault_is_pointed_at),
      CLAIM(bound_days_are_iso_text), CLAIM(a_parameter_without_a_value_is_no_empty_result),
      CLAIM(overlong_work_is_stopped), CLAIM(what_would_grow_without_end_is_stopped),
      CLAIM(rows_without_end_are_stopped_before_they_fill_the_memory),
      CLAIM(rows_passed_over_inside_a_table_count_as_work),
      CLAIM(an_overflow_is_a_fault_of_the_definition))
