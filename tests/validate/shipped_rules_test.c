/* The rules that the project ships: each has tests that fail and tests that
 * pass, all of them hold, and believable data gives no error. */
#include <stdio.h>

#include "define/catalogue.h"
#include "ingest/extract.h"
#include "ingest/reference.h"
#include "support/testing.h"
#include "validate/finding.h"
#include "validate/rule_tests.h"

enum { RULES_LEAST = 140 };

static const struct catalogue *shipped(const struct rule *const **rules, size_t *count) {
    const struct catalogue *catalogue =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    CU_ASSERT_FATAL(catalogue != NULL);
    *rules = rules_in_force(testing_arena(), testing_diag(), catalogue->rule_sets,
                            catalogue->rule_set_count, TEXT_NONE, count);
    return catalogue;
}

static const struct calendar *calendar(void) {
    return reference_calendar(testing_arena(), testing_diag(), TEXT("report-defs"), 2000, 2028);
}

static void every_rule_has_tests_that_fail_and_that_pass(void) {
    const struct rule *const *rules;
    size_t count;
    const struct catalogue *catalogue = shipped(&rules, &count);
    struct rule_test_counts counts;
    HOLDS(rule_tests_run(testing_diag(), catalogue, calendar(), rules, count, &counts));
    HOLDS(count >= RULES_LEAST);
    SAME_INT(counts.never_failing_count, 0);
    SAME_INT(counts.never_passing_count, 0);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static bool is_part(struct text *rest, struct text expected) {
    struct text part;
    return text_next_part(rest, '\t', &part) && text_equal(part, expected);
}

static const struct rule *rule_of(const struct rule *const *rules, size_t count, struct text id) {
    for (size_t i = 0; i < count; i++) {
        if (text_equal(rules[i]->id, id)) {
            return rules[i];
        }
    }
    return NULL;
}

/* fixtures/small/census/rules.tsv lists them: code, severity, table, message. */
static void the_census_rules_in_force_are_the_departments(void) {
    const struct catalogue *catalogue = catalogue_load_checks(
        testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("cin-census"));
    CU_ASSERT_FATAL(catalogue != NULL);
    size_t count, listed = 0;
    const struct rule *const *rules =
        rules_in_force(testing_arena(), testing_diag(), catalogue->rule_sets,
                       catalogue->rule_set_count, TEXT_NONE, &count);
    struct text rest = testing_file("fixtures/small/census/rules.tsv"), line, code;
    HOLDS(text_next_part(&rest, '\n', &line)); /* the header */
    while (text_next_part(&rest, '\n', &line) && text_next_part(&line, '\t', &code)) {
        const struct rule *rule = rule_of(rules, count, code);
        if (!HOLDS(rule != NULL) ||
            !HOLDS(is_part(&line, rule->is_error ? TEXT("error") : TEXT("query")) &&
                   is_part(&line, rule->table->name) && is_part(&line, rule->message))) {
            fprintf(stderr, "rule %.*s is not the department's\n", TEXT_ARG(code));
        }
        listed++;
    }
    SAME_INT(listed, 109);
    SAME_INT(count, 109);
}

/* Of every year, those no longer in force too. */
static void every_census_rule_of_every_year_has_tests_that_fail_and_that_pass(void) {
    const struct catalogue *catalogue = catalogue_load_checks(
        testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("cin-census"));
    CU_ASSERT_FATAL(catalogue != NULL);
    size_t years = 0;
    for (size_t i = 0; i < catalogue->rule_set_count; i++) {
        const struct rule_set *set = catalogue->rule_sets[i];
        struct rule_test_counts counts;
        HOLDS(rule_tests_run(testing_diag(), catalogue, calendar(), set->rules, set->rule_count,
                             &counts));
        SAME_INT(counts.never_failing_count, 0);
        SAME_INT(counts.never_passing_count, 0);
        years += text_equal_c(set->name, "cin-2022-23") || text_equal_c(set->name, "cin-2025-26");
    }
    SAME_INT(years, 2);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void believable_data_gives_no_error_and_few_queries(void) {
    const struct rule *const *rules;
    size_t count;
    const struct catalogue *catalogue = shipped(&rules, &count);
    const struct extract *extract = extract_read(testing_arena(), testing_diag(), catalogue,
                                                 TEXT("build/fixtures/hampshire"), 2);
    CU_ASSERT_FATAL(extract != NULL);
    struct validate_context context = {.extract = extract,
                                       .indexes =
                                           shared_indexes_new(testing_arena(), &extract->dataset),
                                       .catalogue = catalogue,
                                       .calendar = calendar(),
                                       .rules = rules,
                                       .rule_count = count,
                                       .thread_count = 2};
    CU_ASSERT_FATAL(date_from_parts(2014, 3, 31, &context.as_at));
    const struct findings *findings = validate_extract(testing_arena(), testing_diag(), &context);
    CU_ASSERT_FATAL(findings != NULL);
    SAME_INT(findings->error_count, 0);
    HOLDS(findings->query_count < 100);
    SAME_INT(diag_kept_count(testing_diag()), 0); /* every rule was checked */
}

SUITE(validate_shipped_rules, CLAIM(every_rule_has_tests_that_fail_and_that_pass),
      CLAIM(the_census_rules_in_force_are_the_departments),
      CLAIM(every_census_rule_of_every_year_has_tests_that_fail_and_that_pass),
      CLAIM(believable_data_gives_no_error_and_few_queries))
