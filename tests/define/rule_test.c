/* Sets of rules: what is read, what is taken over, and every fault at its place. */
#include "define/rule.h"

#include "define/definition_tests.h"
#include "define/yaml.h"
#include "support/small_schemas.h"
#include "support/testing.h"

enum { SET_LIMIT = 4 };

struct sets {
    struct rule_set *sets[SET_LIMIT];
    size_t count;
};

static struct sets sets_of(size_t count, const char *const *texts) {
    const struct catalogue *catalogue = small_catalogue();
    struct sets sets = {.count = count};
    for (size_t i = 0; i < count; i++) {
        struct text file = text_format(testing_arena(), "%zu.yaml", i);
        const struct node *root =
            yaml_read(testing_arena(), testing_diag(), file, text_of(texts[i]));
        HOLDS(root != NULL);
        sets.sets[i] = root == NULL ? NULL : rule_set_read(testing_arena(), testing_diag(), root);
    }
    rule_sets_resolve(testing_arena(), testing_diag(), sets.sets, count, catalogue->schemas,
                      catalogue->schema_count);
    return sets;
}

static const struct rule_set *set_of(const char *text) {
    return sets_of(1, &text).sets[0];
}

#define HEAD "rule_set: people\ntitle: People\nrules:\n"
#define RULE(id)                                                                                   \
    "  - id: " id "\n    severity: error\n    on: person\n    fields: [pers_dob]\n"                \
    "    message: born\n    remedy: mend\n"

static void a_rule_says_what_it_judges_and_where_a_finding_points(void) {
    const struct rule_set *set = set_of(HEAD RULE("born") "    fails_when: pers_dob IS NULL\n");
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    SAME_INT(set->rule_count, 1);
    SAME_TEXT(set->rules[0]->id, "born");
    HOLDS(set->rules[0]->is_error);
    SAME_TEXT(set->rules[0]->table->name, "person");
    SAME_TEXT(set->rules[0]->fields[0], "pers_dob");
    SAME_TEXT(set->rules[0]->fails_when->text, "pers_dob IS NULL");
    SAME_INT(set->rules[0]->place.line, 4);
}

static void every_fault_of_a_set_is_listed_in_one_go(void) {
    set_of(HEAD RULE(
        "one") "    fails_when: x\n    colour: red\n"
               "  - {id: two, severity: grave, on: persons, fields: [pers_dob], message: m, "
               "remedy: r,\n"
               "     fails_when: x}\n"
               "  - {id: three, severity: error, on: person, fields: [pers_birth], message: m,\n"
               "     remedy: r, fails_when: x, fails: SELECT 1}\n");
    HOLDS(testing_reported(testing_diag(), "DF002")); /* colour */
    HOLDS(testing_reported(testing_diag(), "DF004")); /* grave */
    HOLDS(testing_reported(testing_diag(), "DF013")); /* persons */
    HOLDS(testing_reported(testing_diag(), "DF012")); /* pers_birth */
    HOLDS(testing_reported(testing_diag(), "DF009")); /* fails beside fails_when */
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 5);
}

static void a_test_names_columns_and_rows_that_there_are(void) {
    set_of(HEAD RULE("one") "    fails_when: pers_dob IS NULL\n    tests:\n"
                            "      - {rows: [{pers_birth: 2001-01-01}], fails: [2]}\n"
                            "      - {rows: [], with: {enquiries: []}, fails: [], as_at: soon}\n");
    HOLDS(testing_reported(testing_diag(), "DF012"));
    HOLDS(testing_reported(testing_diag(), "DF013"));
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 4);
    SAME_INT(diag_message_at(testing_diag(), 0)->place.line, 12);
}

static void a_row_of_a_test_may_stand_several_times(void) {
    const struct rule_set *set = set_of(
        HEAD RULE("one") "    fails_when: pers_dob IS NULL\n    tests:\n"
                         "      - {rows: [{times: 3}, {pers_dob: 2001-01-01}], fails: [4]}\n");
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    const struct node *test = node_get(set->rules[0]->root, "tests")->children[0];
    SAME_INT(definition_tests_row_count(node_get(test, "rows")), 4);
    set_of(HEAD RULE("one") "    fails_when: pers_dob IS NULL\n    tests:\n"
                            "      - {rows: [{times: 3}, {times: 0}, {times: 10001}], fails: []}\n"
                            "      - {rows: [{times: few}], fails: [2]}\n");
    HOLDS(testing_reported(testing_diag(), "DF009"));
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 4);
}

static const char year_one[] = HEAD RULE("a") "    fails_when: pers_dob IS NULL\n" RULE(
    "b") "    fails_when: pers_sex IS NULL\n" RULE("c") "    fails_when: 0\n";
static const char year_two[] = "rule_set: later\ntitle: Later\nextends: people\nremoved: [a]\n"
                               "changed:\n  - {id: b, severity: query, fails: SELECT 1}\n"
                               "rules:\n" RULE("d") "    fails_when: 1\n";

static void a_later_set_takes_over_changes_removes_and_adds(void) {
    const char *const texts[] = {year_one, year_two};
    struct sets sets = sets_of(2, texts);
    const struct rule_set *later = sets.sets[1];
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    SAME_INT(later->rule_count, 3);
    SAME_TEXT(later->rules[0]->id, "b");
    HOLDS(!later->rules[0]->is_error && later->rules[0]->fails_when == NULL);
    SAME_TEXT(later->rules[0]->message, "born");
    HOLDS(later->rules[1] == sets.sets[0]->rules[2]);
    SAME_TEXT(later->rules[2]->id, "d");
    HOLDS(sets.sets[0]->rules[1]->is_error); /* the earlier year stays as it was */
}

static void the_order_of_the_files_does_not_matter(void) {
    const char *const texts[] = {year_two, year_one};
    struct sets sets = sets_of(2, texts);
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    SAME_INT(sets.sets[0]->rule_count, 3);
}

static void a_set_extends_neither_itself_nor_one_that_is_not_there(void) {
    const char *const texts[] = {"rule_set: a\ntitle: A\nextends: b\n",
                                 "rule_set: b\ntitle: B\nextends: a\n",
                                 "rule_set: c\ntitle: C\nextends: d\n"};
    sets_of(3, texts);
    HOLDS(testing_reported(testing_diag(), "VA003"));
    HOLDS(testing_reported(testing_diag(), "VA001"));
}

static void a_set_takes_over_the_rules_of_several_in_their_order(void) {
    const char *const texts[] = {
        "rule_set: all\ntitle: All\nextends: [later, other]\nremoved: [c]\n", year_one, year_two,
        "rule_set: other\ntitle: Other\nrules:\n" RULE("a") "    fails_when: 1\n"};
    struct sets sets = sets_of(4, texts);
    const struct rule_set *all = sets.sets[0];
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    SAME_INT(all->rule_count, 3);
    SAME_TEXT(all->rules[0]->id, "b");
    SAME_TEXT(all->rules[1]->id, "d");
    HOLDS(all->rules[2] == sets.sets[3]->rules[0]);
    HOLDS(sets.sets[2]->is_extended && sets.sets[3]->is_extended && !all->is_extended);
}

static void sets_that_are_taken_over_together_share_no_id(void) {
    const char *const texts[] = {
        year_one, "rule_set: other\ntitle: Other\nrules:\n" RULE("b") "    fails_when: 1\n",
        "rule_set: both\ntitle: Both\nextends: [people, other, them]\n"};
    sets_of(3, texts);
    HOLDS(testing_reported(testing_diag(), "DF010"));
    HOLDS(testing_reported(testing_diag(), "VA001")); /* them */
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 2);
}

static void only_a_rule_that_was_taken_over_is_changed_or_removed(void) {
    const char *const texts[] = {year_one,
                                 "rule_set: later\ntitle: Later\nextends: people\nremoved: [x]\n"
                                 "changed: [{id: y, severity: query}]\n"};
    sets_of(2, texts);
    HOLDS(testing_reported(testing_diag(), "VA002"));
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 2);
}

static void an_id_stands_for_one_rule(void) {
    const char *const texts[] = {
        HEAD RULE("a") "    fails_when: 1\n" RULE("a") "    fails_when: 1\n",
        "rule_set: other\ntitle: Other\nrules:\n" RULE("a") "    fails_when: 1\n"};
    sets_of(2, texts);
    HOLDS(testing_reported(testing_diag(), "DF010"));
}

static size_t in_force(const struct sets *sets, const char *names) {
    size_t count = 99;
    rules_in_force(testing_arena(), testing_diag(), (const struct rule_set *const *)sets->sets,
                   sets->count, text_of(names), &count);
    return count;
}

static void the_latest_of_each_line_of_sets_is_in_force(void) {
    const char *const texts[] = {year_one, year_two};
    struct sets sets = sets_of(2, texts);
    SAME_INT(in_force(&sets, ""), 3);
    SAME_INT(in_force(&sets, "people"), 3);
    SAME_INT(in_force(&sets, "none"), 0);
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    SAME_INT(in_force(&sets, "peoples"), 0);
    HOLDS(testing_reported(testing_diag(), "US017"));
    SAME_TEXT(diag_message_at(testing_diag(), 0)->note, "did you mean people?");
}

static void a_rule_needs_the_tables_that_it_names(void) {
    const struct rule_set *set =
        set_of(HEAD RULE("one") "    optional: [enquiry]\n"
                                "    fails: SELECT 1 FROM person, enquiry\n" RULE(
                                    "two") "    fails: SELECT 1 FROM Enquiry\n");
    HOLDS(!rule_needs_table(set->rules[0], TEXT("enquiry")));
    HOLDS(rule_needs_table(set->rules[1], TEXT("enquiry")));
    HOLDS(rule_needs_table(set->rules[1], TEXT("person")));
}

SUITE(define_rule, CLAIM(a_rule_says_what_it_judges_and_where_a_finding_points),
      CLAIM(every_fault_of_a_set_is_listed_in_one_go),
      CLAIM(a_test_names_columns_and_rows_that_there_are),
      CLAIM(a_row_of_a_test_may_stand_several_times),
      CLAIM(a_later_set_takes_over_changes_removes_and_adds),
      CLAIM(the_order_of_the_files_does_not_matter),
      CLAIM(a_set_extends_neither_itself_nor_one_that_is_not_there),
      CLAIM(a_set_takes_over_the_rules_of_several_in_their_order),
      CLAIM(sets_that_are_taken_over_together_share_no_id),
      CLAIM(only_a_rule_that_was_taken_over_is_changed_or_removed),
      CLAIM(an_id_stands_for_one_rule), CLAIM(the_latest_of_each_line_of_sets_is_in_force),
      CLAIM(a_rule_needs_the_tables_that_it_names))
