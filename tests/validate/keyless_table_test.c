/* Tables whose records have no key: every record is kept, a rule names the very
 * record that fails by its rowid, and fields that rules judge are left to them. */
#include "define/yaml.h"
#include "ingest/extract.h"
#include "support/testing.h"
#include "validate/finding.h"
#include "validate/rule_tests.h"

static const char schema_text[] =
    "name: Plans\ntitle: Plans\nnamedBy: [LAchildID, No]\nfields:\n"
    "  - {name: LAchildID, title: Child, type: string, judgedBy: rules}\n"
    "  - {name: No, title: Number, type: integer}\n"
    "  - {name: Ended, title: End, type: date, formats: [iso]}\n"
    "  - {name: Sex, title: Sex, type: string, codes: sex, exact: yes, judgedBy: rules}\n"
    "  - {name: Nfa, title: No action, type: boolean, judgedBy: rules}\n";

static const char rule_text[] =
    "rule_set: s\ntitle: S\nrules:\n"
    "  - {id: twice, severity: error, on: Plans, fields: [Ended], message: m, remedy: r,\n"
    "     fails: 'SELECT a.rowid FROM Plans a WHERE a.Ended IS NULL AND EXISTS (SELECT 1 FROM Plans"
    " b WHERE b.LAchildID = a.LAchildID AND b.No = a.No AND b.Ended IS NULL AND b.rowid <>"
    " a.rowid)',\n"
    "     tests: [{rows: [{LAchildID: A, No: 1}, {LAchildID: A, No: 1, Ended: 2026-01-01},"
    " {LAchildID: A, No: 1}, {No: 1}, {No: 1}], fails: [1, 3]}]}\n"
    "  - {id: sex, severity: error, on: Plans, fields: [Sex], message: m, remedy: r,\n"
    "     fails_when: \"is_code(Sex, 'sex') = 0\"}\n"
    "  - {id: beyond, severity: query, on: Plans, fields: [No], message: m, remedy: r,\n"
    "     fails: SELECT 99 AS rowid}\n";

static const struct catalogue *catalogue(void) {
    struct catalogue *made = ARENA_NEW(testing_arena(), struct catalogue);
    const struct code_set **sets = ARENA_ARRAY(testing_arena(), const struct code_set *, 1);
    const struct schema **schemas = ARENA_ARRAY(testing_arena(), const struct schema *, 1);
    struct rule_set **rules = ARENA_ARRAY(testing_arena(), struct rule_set *, 1);
    sets[0] =
        code_set_read(testing_arena(), testing_diag(), TEXT("sex.csv"),
                      TEXT("code,description,group,alias_of\nM,Male,,\nF,Female,,\nBoy,,,M\n"));
    schemas[0] = schema_read(
        testing_arena(), testing_diag(),
        yaml_read(testing_arena(), testing_diag(), TEXT("s.yaml"), text_of(schema_text)), sets, 1);
    rules[0] = rule_set_read(
        testing_arena(), testing_diag(),
        yaml_read(testing_arena(), testing_diag(), TEXT("r.yaml"), text_of(rule_text)));
    CU_ASSERT_FATAL(schemas[0] != NULL && rules[0] != NULL);
    rule_sets_resolve(testing_arena(), testing_diag(), rules, 1, schemas, 1);
    *made = (struct catalogue){.schemas = schemas,
                               .schema_count = 1,
                               .code_sets = sets,
                               .code_set_count = 1,
                               .rule_sets = (const struct rule_set *const *)rules,
                               .rule_set_count = 1};
    return made;
}

static const struct findings *found(const char *records) {
    const char *folder = testing_folder();
    int status;
    const struct catalogue *made = catalogue();
    testing_command(&status, "mkdir -p %s/keyless && printf '%s' > %s/keyless/plans.csv", folder,
                    records, folder);
    const struct extract *extract =
        extract_read(testing_arena(), testing_diag(), made,
                     text_format(testing_arena(), "%s/keyless", folder), 1);
    CU_ASSERT_FATAL(extract != NULL);
    struct validate_context context = {.extract = extract,
                                       .indexes =
                                           shared_indexes_new(testing_arena(), &extract->dataset),
                                       .catalogue = made,
                                       .as_at = DAY_NONE,
                                       .thread_count = 1};
    context.rules = rules_in_force(testing_arena(), testing_diag(), made->rule_sets, 1, TEXT_NONE,
                                   &context.rule_count);
    HOLDS(rules_check(testing_diag(), made, NULL));
    return validate_extract(testing_arena(), testing_diag(), &context);
}

#define HEADER "LAchildID,No,Ended,Sex,Nfa\\n"

static void a_rule_names_the_very_record_and_none_is_refused(void) {
    const struct findings *findings =
        found(HEADER "A,1,,M,1\\nA,1,2026-01-01,M,1\\nA,1,,M,1\\nB,1,,M,1\\n,1,,M,1\\n,1,,M,1\\n");
    SAME_INT(findings->count, 3);
    SAME_TEXT(findings->items[0].rule, "beyond");
    SAME_INT(findings->items[0].row, 0); /* a number that is no record's is the table's */
    SAME_TEXT(findings->items[1].rule, "twice");
    SAME_INT(findings->items[1].row, 2);
    SAME_TEXT(findings->items[1].cell, "C2");
    SAME_TEXT(findings->items[1].record, "A/1");
    SAME_INT(findings->items[2].row, 4);
}

static void what_rules_judge_is_found_once_and_what_they_do_not_by_the_schema(void) {
    const struct findings *findings = found(HEADER "A,1,soon,Boy,maybe\\nB,x,,m,\\n");
    SAME_INT(findings->count, 5);
    SAME_TEXT(findings->items[1].rule, "type"); /* the date */
    SAME_TEXT(findings->items[1].cell, "C2");
    SAME_TEXT(findings->items[2].rule, "sex"); /* an alias is no code */
    SAME_TEXT(findings->items[3].rule, "type");
    SAME_TEXT(findings->items[3].cell, "B3");
    SAME_TEXT(findings->items[4].rule, "sex"); /* nor is another case */
}

static void tests_name_rows_by_their_numbers(void) {
    struct rule_test_counts counts;
    const struct catalogue *made = catalogue();
    size_t count;
    const struct rule *const *rules = rules_in_force(
        testing_arena(), testing_diag(), made->rule_sets, made->rule_set_count, TEXT_NONE, &count);
    HOLDS(rule_tests_run(testing_diag(), made, NULL, rules, 1, &counts));
    SAME_INT(counts.test_count, 1);
}

SUITE(validate_keyless_table, CLAIM(a_rule_names_the_very_record_and_none_is_refused),
      CLAIM(what_rules_judge_is_found_once_and_what_they_do_not_by_the_schema),
      CLAIM(tests_name_rows_by_their_numbers))
