/* Rules run over small tables: which records they find, what they say of them,
 * what is not checked, and the tests inside rules. */
#include "define/yaml.h"
#include "ingest/extract.h"
#include "support/small_schemas.h"
#include "support/testing.h"
#include "validate/finding.h"
#include "validate/rule_tests.h"

struct world {
    struct catalogue catalogue;
    struct extract extract;
    const struct rule *const *rules;
    size_t rule_count;
};

#define RULE(id) "  - {id: " id ", severity: error, on: person, fields: [pers_dob], remedy: mend"

/* The small catalogue with one set of rules. */
static struct world *world_of(const char *rules) {
    struct world *world = ARENA_NEW(testing_arena(), struct world);
    struct rule_set **sets = ARENA_ARRAY(testing_arena(), struct rule_set *, 1);
    struct text bytes =
        text_format(testing_arena(), "rule_set: small\ntitle: Small\nrules:\n%s", rules);
    world->catalogue = *small_catalogue();
    const struct node *root = yaml_read(testing_arena(), testing_diag(), TEXT("small.yaml"), bytes);
    CU_ASSERT_FATAL(root != NULL);
    sets[0] = rule_set_read(testing_arena(), testing_diag(), root);
    rule_sets_resolve(testing_arena(), testing_diag(), sets, 1, world->catalogue.schemas, 2);
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    world->catalogue.rule_sets = (const struct rule_set *const *)sets;
    world->catalogue.rule_set_count = 1;
    world->rules = rules_in_force(testing_arena(), testing_diag(), world->catalogue.rule_sets, 1,
                                  TEXT_NONE, &world->rule_count);
    return world;
}

/* A table from words: its header, then its rows. */
static const struct table *table_of(const struct schema *schema, size_t width, size_t row_count,
                                    const char *const *words) {
    struct text *cells = ARENA_ARRAY(testing_arena(), struct text, width * (row_count + 1));
    for (size_t i = 0; i < width * (row_count + 1); i++) {
        cells[i] = text_of(words[i]);
    }
    return table_from_rows(testing_arena(), schema, cells, width, cells + width, row_count);
}

static const struct table *people(void) {
    static const char *const words[] = {
        "pers_person_id", "pers_dob", "pers_sex", "pers_plans", "A", "2001-01-01", "F", "3", "B",
        "2031-01-01",     "M",        "-1",       "C",          "",  "",           "2"};
    return table_of(small_person(), 4, 3, words);
}

static const struct table *enquiries(void) {
    static const char *const words[] = {"s47e_enquiry_id",
                                        "s47e_person_id",
                                        "s47e_start_date",
                                        "S1",
                                        "A",
                                        "2013-01-01",
                                        "S1",
                                        "B",
                                        "2013-01-02",
                                        "S2",
                                        "A",
                                        "2013-05-05"};
    return table_of(small_enquiry(), 3, 3, words);
}

static const struct findings *run(struct world *world, bool has_enquiries, day_number as_at) {
    const struct table **tables = ARENA_ARRAY(testing_arena(), const struct table *, 2);
    bool *is_supplied = ARENA_ARRAY(testing_arena(), bool, 2);
    struct extract_file *files = ARENA_ARRAY(testing_arena(), struct extract_file, 2);
    tables[0] = enquiries();
    tables[1] = people();
    is_supplied[0] = has_enquiries;
    is_supplied[1] = true;
    files[0] = (struct extract_file){.name = TEXT("enquiries.csv"), .records_kept = 3};
    files[1] = (struct extract_file){.name = TEXT("people.csv"), .table = 1, .records_kept = 3};
    world->extract = (struct extract){.dataset = {tables, is_supplied, 2},
                                      .schemas = world->catalogue.schemas,
                                      .files = files,
                                      .file_count = 2};
    const struct validate_context context = {
        .extract = &world->extract,
        .indexes = shared_indexes_new(testing_arena(), &world->extract.dataset),
        .catalogue = &world->catalogue,
        .rules = world->rules,
        .rule_count = world->rule_count,
        .as_at = as_at,
        .thread_count = 1};
    const struct findings *findings = validate_extract(testing_arena(), testing_diag(), &context);
    CU_ASSERT_FATAL(findings != NULL);
    return findings;
}

static day_number march(void) {
    day_number day;
    date_from_parts(2014, 3, 31, &day);
    return day;
}

static const struct findings *found(const char *rules) {
    return run(world_of(rules), true, march());
}

static void a_row_expression_finds_its_records_at_their_cells(void) {
    const struct findings *findings =
        found(RULE("early") ", message: '(a} born {pers_dob}', fails_when: pers_dob > :as_at}\n");
    SAME_INT(findings->count, 1);
    const struct finding *finding = &findings->items[0];
    SAME_TEXT(finding->rule, "early");
    SAME_TEXT(finding->file, "people.csv");
    SAME_INT(finding->row, 3);
    SAME_TEXT(finding->cell, "B3");
    SAME_TEXT(finding->value, "2031-01-01");
    SAME_TEXT(finding->record, "B");
    SAME_TEXT(finding->message, "(a} born 2031-01-01");
    SAME_TEXT(finding->remedy, "mend");
    HOLDS(finding->severity == FINDING_ERROR);
}

static void many_expressions_share_a_scan_and_keep_their_findings_apart(void) {
    const struct findings *findings =
        found(RULE("few") ", message: m, fails_when: pers_plans < 3}\n" RULE(
            "unborn") ", message: m, fails_when: pers_dob IS NULL -- none\n    "
                      "}\n" RULE("never") ", message: m, fails_when: '1 = 0 OR "
                                          "NULL'}\n");
    SAME_INT(findings->count, 3);
    SAME_TEXT(findings->items[0].rule, "few");
    SAME_INT(findings->items[0].row, 3);
    SAME_TEXT(findings->items[1].rule, "few");
    SAME_TEXT(findings->items[2].rule, "unborn");
    SAME_INT(findings->items[2].row, 4);
}

static void a_select_names_its_record_by_its_key_and_lists_it_once(void) {
    const struct findings *findings = found(
        RULE("twice") ", message: '{times} times', fails: \"SELECT p.pers_person_id, 2 AS times "
                      "FROM person AS p JOIN enquiry ON s47e_person_id = p.pers_person_id\"}\n");
    SAME_INT(findings->count, 2); /* A has two enquiries, and is one finding */
    SAME_TEXT(findings->items[0].record, "A");
    SAME_TEXT(findings->items[0].message, "2 times");
    SAME_TEXT(findings->items[1].record, "B");
}

static void a_remedy_names_the_record_that_is_in_the_way(void) {
    const struct findings *findings =
        found("  - {id: met, severity: error, on: person, fields: [pers_dob], message: m,\n"
              "     remedy: 'see {other} beside {pers_sex}', fails: \"SELECT p.rowid, "
              "s47e_enquiry_id AS other FROM person AS p JOIN enquiry "
              "ON s47e_person_id = p.pers_person_id\"}\n");
    SAME_INT(findings->count, 2);
    SAME_TEXT(findings->items[0].remedy, "see S1 beside F"); /* the first of its two */
    SAME_TEXT(findings->items[1].remedy, "see S1 beside M");
    SAME_TEXT(findings->items[1].message, "m");
}

static void a_key_of_several_parts_tells_siblings_apart(void) {
    const struct findings *findings =
        found("  - {id: second, severity: query, on: enquiry, fields: [s47e_start_date],\n"
              "     message: m, remedy: mend, fails: \"SELECT s47e_enquiry_id, s47e_person_id "
              "FROM enquiry WHERE s47e_start_date = '2013-01-02'\"}\n");
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].record, "S1/B");
    SAME_INT(findings->items[0].row, 3);
    SAME_INT(findings->query_count, 1);
}

static void a_select_without_a_key_is_a_finding_of_the_whole_table(void) {
    const struct findings *findings =
        found(RULE("share") ", message: '{share} in 100', fails: \"SELECT 33 AS share, "
                            "count(*) || ' of 3' AS value FROM person HAVING count(*) = 3\"}\n");
    SAME_INT(findings->count, 1);
    SAME_INT(findings->items[0].row, 0);
    SAME_TEXT(findings->items[0].file, "people.csv");
    SAME_TEXT(findings->items[0].value, "3 of 3");
    SAME_TEXT(findings->items[0].message, "33 in 100");
}

static const char needs_enquiries[] =
    RULE("alone") ", message: m, fails: \"SELECT pers_person_id FROM person WHERE NOT EXISTS "
                  "(SELECT 1 FROM enquiry WHERE s47e_person_id = pers_person_id)\"}\n";

static void a_rule_whose_table_was_not_supplied_is_not_checked_and_said_so(void) {
    SAME_INT(run(world_of(needs_enquiries), true, march())->count, 1);
    SAME_INT(run(world_of(needs_enquiries), false, march())->count, 0);
    HOLDS(testing_reported(testing_diag(), "VA010"));
}

static void a_rule_whose_column_was_not_supplied_is_not_checked(void) {
    const struct findings *findings =
        found("  - {id: score, severity: error, on: person, fields: [pers_score], message: m,\n"
              "     remedy: mend, fails_when: pers_score IS NULL}\n");
    SAME_INT(findings->count, 0);
    HOLDS(testing_reported(testing_diag(), "VA010"));
}

static void without_the_extracts_date_rules_about_it_are_not_checked(void) {
    struct world *world = world_of(RULE("early") ", message: m, fails_when: pers_dob > :as_at}\n");
    SAME_INT(run(world, true, DAY_NONE)->count, 0);
    HOLDS(testing_reported(testing_diag(), "VA010"));
}

static const char one_overflows[] = RULE("few") ", message: m, fails_when: pers_plans < 3}\n" RULE(
    "overflows") ", message: m, fails_when: 'pers_plans > 2 AND abs(-9223372036854775807 - "
                 "1) > 0'}\n" RULE("unborn") ", message: m, fails_when: pers_dob IS NULL}\n";

/* B and C have few plans; A, before them, makes the second rule fail. */
static void a_rule_that_cannot_be_run_is_a_finding_and_costs_no_other(void) {
    const struct findings *findings = found(one_overflows);
    SAME_INT(findings->count, 4);
    SAME_TEXT(findings->items[0].rule, "not-checked");
    SAME_TEXT(findings->items[0].message,
              "the rule overflows could not be checked: integer overflow");
    SAME_INT(findings->items[0].row, 0);
    SAME_TEXT(findings->items[1].rule, "few");
    SAME_INT(findings->items[1].row, 3);
    SAME_TEXT(findings->items[2].rule, "few");
    SAME_TEXT(findings->items[3].rule, "unborn");
    HOLDS(testing_reported(testing_diag(), "VA012"));
    SAME_INT(diag_exit_status(testing_diag()), EXIT_FINDINGS);
    SAME_INT(findings->unchecked_count, 1);
    SAME_TEXT(findings->unchecked[0].rule, "overflows");
}

/* The first record is found before the sum overflows: half a list would pass for a whole one. */
static void what_a_broken_select_found_before_it_broke_is_taken_back(void) {
    const struct findings *findings = found(RULE(
        "breaks") ", message: m, fails: \"SELECT pers_person_id FROM person WHERE pers_person_id = "
                  "'A' OR abs(-9223372036854775807 - 1) > 0\"}\n" RULE("few") ", message: m, "
                                                                              "fails_when: "
                                                                              "pers_plans < 0}\n");
    SAME_INT(findings->count, 2);
    SAME_TEXT(findings->items[0].rule, "not-checked");
    SAME_TEXT(findings->items[1].rule, "few");
}

static void a_test_whose_rule_cannot_be_run_fails(void) {
    struct world *world = world_of(RULE("overflows") ", message: m,\n     fails_when: "
                                                     "abs(-9223372036854775807 - 1) > 0,\n"
                                                     "     tests: [{rows: [{pers_plans: 1}], "
                                                     "fails: [1]}]}\n");
    struct rule_test_counts counts;
    HOLDS(!rule_tests_run(testing_diag(), &world->catalogue, NULL, world->rules, 1, &counts));
    SAME_INT(counts.failed_count, 1);
}

/* C has no date of birth, which the constraint has said already. */
static void a_rule_says_nothing_of_a_value_that_its_constraint_refuses(void) {
    struct world *world = world_of(RULE("unborn") ", message: m, fails_when: pers_dob IS NULL}\n");
    SAME_INT(run(world, true, march())->count, 1);
    struct schema person = *world->catalogue.schemas[1];
    struct field *fields = ARENA_ARRAY(testing_arena(), struct field, person.field_count);
    for (size_t i = 0; i < person.field_count; i++) {
        fields[i] = person.fields[i];
    }
    fields[PERSON_DOB].is_required = true;
    person.fields = fields;
    const struct schema *schemas[] = {world->catalogue.schemas[0], &person};
    world->catalogue.schemas = schemas;
    const struct findings *findings = run(world, true, march());
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].rule, "required");
}

#define FAULTY(id, message, remedy, condition)                                                     \
    "  - {id: " id ", severity: error, on: person, fields: [pers_dob],\n"                          \
    "     message: " message ", remedy: " remedy ",\n     fails_when: " condition "}\n"

static const char faulty_rules[] =
    FAULTY("one", "m", "r", "pers_birth IS NULL") FAULTY("two", "m", "r", "pers_dob > :until")
        FAULTY("three", "m", "r", "'1) + (1'") FAULTY("four", "m", "r", "1 AND")
            FAULTY("five", "'{pers_birth}'", "r", "1") FAULTY("six", "m", "r", "pers_dob > :from")
                FAULTY("seven", "m", "'see {other}'", "1") /* a remedy is filled in as well */
    "  - {id: eight, severity: error, on: enquiry, fields: [s47e_start_date],\n"
    "     message: m, remedy: r, fails: SELECT s47e_enquiry_id FROM enquiry}\n";

static void faults_in_rules_are_all_listed_before_data_is_read(void) {
    struct world *world = world_of(faulty_rules);
    HOLDS(!rules_check(testing_diag(), &world->catalogue, NULL));
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 8);
    const struct diag_message *first = diag_message_at(testing_diag(), 0);
    SAME_INT(first->place.line, 6);
    SAME_INT(first->place.column, 18);
    SAME_INT(first->place.length, 10);
    HOLDS(testing_reported(testing_diag(), "SQ001"));
    HOLDS(testing_reported(testing_diag(), "VA005"));
    HOLDS(testing_reported(testing_diag(), "VA004"));
    HOLDS(testing_reported(testing_diag(), "DF012"));
    HOLDS(testing_reported(testing_diag(), "DF009"));
}

static struct rule_test_counts tested(const char *rules, bool *holds) {
    struct world *world = world_of(rules);
    struct rule_test_counts counts;
    *holds = rule_tests_run(testing_diag(), &world->catalogue, NULL, world->rules,
                            world->rule_count, &counts);
    return counts;
}

static void a_test_says_which_of_its_rows_fail(void) {
    bool holds;
    struct rule_test_counts counts =
        tested(RULE("early") ", message: m, fails_when: pers_dob > :as_at,\n     tests: ["
                             "{rows: [{pers_dob: 2014-04-01}, {pers_dob: 2014-03-31}], fails: [1]},"
                             "{rows: [{pers_dob: 2014-04-01}], as_at: 2014-04-01, fails: []}]}\n",
               &holds);
    HOLDS(holds);
    SAME_INT(counts.test_count, 2);
    SAME_INT(counts.never_failing_count + counts.never_passing_count, 0);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void a_comparison_turned_round_is_caught_by_its_test(void) {
    bool holds;
    struct rule_test_counts counts =
        tested(RULE("early") ", message: m, fails_when: pers_dob < :as_at,\n     tests: ["
                             "{rows: [{pers_dob: 2014-04-01}, {pers_dob: 2014-03-30}],\n"
                             "      fails: [1]}]}\n",
               &holds);
    HOLDS(!holds);
    SAME_INT(counts.failed_count, 1);
    HOLDS(testing_reported(testing_diag(), "VA006"));
    HOLDS(testing_reported(testing_diag(), "VA007"));
}

static void other_tables_of_a_test_are_those_that_it_gives(void) {
    bool holds;
    tested(RULE("alone") ", message: m, fails: \"SELECT pers_person_id FROM person WHERE NOT "
                         "EXISTS (SELECT 1 FROM enquiry WHERE s47e_person_id = pers_person_id)\",\n"
                         "     tests: [{rows: [{pers_person_id: A}, {pers_person_id: B}],\n"
                         "       with: {enquiry: [{s47e_person_id: A}]}, fails: [2]}]}\n",
           &holds);
    HOLDS(holds);
}

static void a_row_that_stands_several_times_is_as_many_rows(void) {
    bool holds;
    tested(RULE("many") ", message: m, fails: \"SELECT pers_person_id FROM person WHERE (SELECT "
                        "COUNT(*) FROM person) = 4 AND pers_dob IS NULL\",\n"
                        "     tests: [{rows: [{pers_dob: 2001-01-01, times: 2}, {times: 2}],\n"
                        "              fails: [3, 4]}]}\n",
           &holds);
    HOLDS(holds);
}

static void a_rule_that_no_test_makes_fail_is_listed(void) {
    bool holds;
    struct rule_test_counts counts =
        tested(RULE("one") ", message: m, fails_when: pers_dob IS NULL,\n"
                           "     tests: [{rows: [{pers_dob: 2014-04-01}], fails: []}]}\n" RULE(
                               "two") ", message: m, fails_when: pers_dob IS NULL,\n"
                                      "     tests: [{rows: [{pers_dob: ''}], fails: [1]}]}\n" RULE(
                                          "three") ", message: m, fails_when: pers_dob IS NULL}\n",
               &holds);
    HOLDS(holds);
    SAME_INT(counts.never_failing_count, 2);
    SAME_INT(counts.never_passing_count, 2);
    HOLDS(testing_reported(testing_diag(), "VA008"));
    HOLDS(testing_reported(testing_diag(), "VA009"));
}

SUITE(validate_rule_run, CLAIM(a_row_expression_finds_its_records_at_their_cells),
      CLAIM(many_expressions_share_a_scan_and_keep_their_findings_apart),
      CLAIM(a_select_names_its_record_by_its_key_and_lists_it_once),
      CLAIM(a_remedy_names_the_record_that_is_in_the_way),
      CLAIM(a_key_of_several_parts_tells_siblings_apart),
      CLAIM(a_select_without_a_key_is_a_finding_of_the_whole_table),
      CLAIM(a_rule_whose_table_was_not_supplied_is_not_checked_and_said_so),
      CLAIM(a_rule_whose_column_was_not_supplied_is_not_checked),
      CLAIM(without_the_extracts_date_rules_about_it_are_not_checked),
      CLAIM(a_rule_that_cannot_be_run_is_a_finding_and_costs_no_other),
      CLAIM(what_a_broken_select_found_before_it_broke_is_taken_back),
      CLAIM(a_test_whose_rule_cannot_be_run_fails),
      CLAIM(a_rule_says_nothing_of_a_value_that_its_constraint_refuses),
      CLAIM(faults_in_rules_are_all_listed_before_data_is_read),
      CLAIM(a_test_says_which_of_its_rows_fail),
      CLAIM(a_comparison_turned_round_is_caught_by_its_test),
      CLAIM(other_tables_of_a_test_are_those_that_it_gives),
      CLAIM(a_row_that_stands_several_times_is_as_many_rows),
      CLAIM(a_rule_that_no_test_makes_fail_is_listed))
