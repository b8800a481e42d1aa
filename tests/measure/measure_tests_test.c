/* The tests inside measures: what they supply, what they compare, and what is
 * said where a figure is otherwise. */
#include "measure/measure_tests.h"

#include "define/definition_tests.h"
#include "define/yaml.h"
#include "ingest/reference.h"
#include "support/testing.h"

#define OPENING(unit, window)                                                                      \
    "measure: small\ntitle: Small\ncounts: referrals\nunit: " unit "\nwindow: " window "\n"        \
    "source: nobody\ndefinition: of a test\n"
#define REFERRALS                                                                                  \
    "records: SELECT cine_referral_id AS record, cine_person_id AS child, cine_referral_date AS "  \
    "date, cine_referral_team AS team, cine_referral_nfa AS met FROM ssd_cin_episodes\n"
#define ROWS                                                                                       \
    "    tables:\n"                                                                                \
    "      ssd_cin_episodes:\n"                                                                    \
    "        - {cine_referral_date: 2014-03-31, cine_referral_team: A1, cine_referral_nfa: 'Y'}\n" \
    "        - {cine_referral_date: 2014-03-01, cine_referral_team: C1}\n"                         \
    "        - {cine_referral_date: 2014-02-28}\n"

struct outcome {
    bool holds;
    struct measure_test_counts counts;
};

static const struct measure_definition *read_measure(const struct catalogue *shipped,
                                                     const char *yaml) {
    const struct test_schemas known = {testing_arena(), testing_diag(), shipped->schemas,
                                       shipped->schema_count};
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("small.yaml"), text_of(yaml));
    CU_ASSERT_FATAL(root != NULL);
    const struct measure_definition *measure =
        measure_definition_read(testing_arena(), testing_diag(), root);
    if (measure != NULL) {
        definition_tests_check_measure(&known, measure->tests);
    }
    return measure;
}

/* Runs the tests of one measure, which stands in a catalogue of its own beside the shipped ones. */
static struct outcome run(const char *yaml) {
    const struct catalogue *shipped =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    CU_ASSERT_FATAL(shipped != NULL);
    const struct measure_definition *measure = read_measure(shipped, yaml);
    struct outcome outcome = {0};
    if (measure != NULL && diag_count(testing_diag(), DIAG_ERROR) == 0) {
        outcome.holds = measure_tests_run(
            testing_diag(), shipped,
            reference_calendar(testing_arena(), testing_diag(), TEXT("report-defs"), 2000, 2028),
            &measure, 1, &outcome.counts);
    }
    return outcome;
}

static const struct diag_message *only_message(void) {
    SAME_INT(diag_kept_count(testing_diag()), 1);
    CU_ASSERT_FATAL(diag_kept_count(testing_diag()) > 0);
    return diag_message_at(testing_diag(), 0);
}

/* What was said first, where all should be silent. */
static struct text first_words(void) {
    return diag_kept_count(testing_diag()) == 0 ? TEXT_NONE
                                                : diag_message_at(testing_diag(), 0)->words;
}

static void test_holds_whose_every_figure_is_as_it_says(void) {
    struct outcome outcome = run(OPENING("percent", "period") REFERRALS
                                 "tests:\n  - period: 2014-03\n" ROWS "    figures:\n"
                                 "      - {is: 1 of 2 = 50.0}\n"
                                 "      - {unit: Ash, is: 1 of 1 = 100.0}\n"
                                 "      - {unit: B1, is: '0 of 0 [z]'}\n"
                                 "      - {period: 2014-02, unit: team (none), "
                                 "is: 0 of 1 = 0.0}\n"
                                 "      - {unit: area (none), is: no figure}\n");
    SAME_TEXT(first_words(), "");
    HOLDS(outcome.holds);
    SAME_INT(outcome.counts.test_count, 1);
    SAME_INT(outcome.counts.figure_count, 5);
    SAME_INT(outcome.counts.failed_count, 0);
    SAME_INT(outcome.counts.untested_count, 0);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void figure_that_is_otherwise_is_shown_at_its_line_with_what_it_is(void) {
    struct outcome outcome = run(OPENING("percent", "period") REFERRALS
                                 "tests:\n  - period: 2014-03\n" ROWS "    figures:\n"
                                 "      - {is: 1 of 2 = 50.0}\n"
                                 "      - {unit: Cedar, is: 1 of 1 = 100.0}\n");
    HOLDS(!outcome.holds);
    SAME_INT(outcome.counts.failed_count, 1);
    SAME_TEXT(only_message()->words,
              "the test of \"small\" expects 1 of 1 = 100.0 for Cedar, 2014-03, and it is 0 of 1 = "
              "0.0");
    SAME_INT(only_message()->place.line, 18);
    SAME_INT(only_message()->place.column, 27);
}

static void record_dated_after_the_extracts_own_day_needs_as_at(void) {
    struct outcome outcome = run(OPENING("count", "as-at") REFERRALS "tests:\n  - period: 2014-03\n"
                                                                     "    as_at: 2014-03-30\n" ROWS
                                                                     "    figures: [{is: 1}]\n");
    HOLDS(!outcome.holds);
    HOLDS(testing_reported(testing_diag(), "ME001"));
    HOLDS(testing_reported(testing_diag(), "ME031"));
}

static void test_gives_populations_codes_and_supplied_figures_of_its_own(void) {
    struct outcome outcome =
        run(OPENING("rate", "period") "rate_of: referrals\n"
                                      "tests:\n  - period: 2014-03\n" ROWS
                                      "    population: {2013: 10000, 2014: 20000}\n"
                                      "    figures:\n      - {is: 2 of 10000 = 2.0}\n");
    HOLDS(outcome.holds);
    outcome = run(OPENING("mix", "period") "categories: [one, other]\n"
                                           "records: SELECT cine_referral_id AS record, "
                                           "cine_referral_date AS date, "
                                           "COALESCE(code_group(cine_referral_team, "
                                           "'caseload_role'), 'other') AS category "
                                           "FROM ssd_cin_episodes\n"
                                           "tests:\n  - period: 2014-03\n" ROWS
                                           "    codes: {caseload_role: {A1: one}}\n"
                                           "    figures:\n"
                                           "      - {category: one, is: 1 of 2 = 50.0}\n");
    HOLDS(outcome.holds);
    outcome = run(OPENING("percent", "period") "supplied: yes\n"
                                               "tests:\n  - period: 2014-03\n"
                                               "    supplied: [{measure: small, period: 2014-03, "
                                               "numerator: 3, denominator: 8}]\n"
                                               "    figures:\n      - {is: 3 of 8 = 37.5}\n");
    HOLDS(outcome.holds);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void table_that_was_not_supplied_can_be_tested(void) {
    struct outcome outcome = run(OPENING("percent", "period") REFERRALS
                                 "tests:\n"
                                 "  - period: 2014-03\n" ROWS "    figures: [{is: 1 of 2 = 50.0}]\n"
                                 "  - period: 2014-03\n"
                                 "    without: [ssd_cin_episodes]\n"
                                 "    figures: [{is: '[x]'}]\n");
    HOLDS(outcome.holds);
    SAME_INT(outcome.counts.test_count, 2);
}

static void measure_of_which_no_figure_above_0_is_expected_is_untested(void) {
    struct outcome outcome = run(OPENING("count", "period") REFERRALS);
    SAME_INT(outcome.counts.untested_count, 1);
    HOLDS(outcome.holds);
    SAME_TEXT(only_message()->words, "no test exercises the measure \"small\"");
    outcome = run(OPENING("count", "period") REFERRALS
                  "tests: [{period: 2014-03, figures: [{is: 0}]}]\n");
    SAME_INT(outcome.counts.untested_count, 1);
}

static void misspelt_test_is_a_fault_of_the_definition(void) {
    run(OPENING("count", "period") REFERRALS
        "tests:\n"
        "  - period: 2014-13\n"
        "    as_at: 31/03/2014\n"
        "    tables:\n"
        "      ssd_cin_episode: []\n"
        "      ssd_cin_episodes: [{cine_referral_day: 2014-03-31}]\n"
        "    without: [ssd_contact]\n"
        "    population: {mid-2013: 0}\n"
        "    figures: [{units: Ash, is: 1}]\n"
        "  - {period: 2014-03, figures: []}\n"
        "  - {period: 2014-03, figures: [{unit: Ash}]}\n");
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 10);
    HOLDS(testing_reported(testing_diag(), "DF002"));
    HOLDS(testing_reported(testing_diag(), "DF003"));
    HOLDS(testing_reported(testing_diag(), "DF012"));
    HOLDS(testing_reported(testing_diag(), "DF013"));
}

static void unknown_unit_or_code_set_fails_the_test(void) {
    struct outcome outcome =
        run(OPENING("count", "period") REFERRALS "tests:\n"
                                                 "  - period: 2014-03\n"
                                                 "    figures: [{unit: Elm, is: 0}]\n"
                                                 "  - period: 2014-03\n"
                                                 "    codes: {caseload_roles: {A: b}}\n"
                                                 "    figures: [{is: 0}]\n");
    SAME_INT(outcome.counts.failed_count, 2);
    HOLDS(testing_reported(testing_diag(), "DF009"));
    HOLDS(testing_reported(testing_diag(), "DF011"));
}

static void reasons_for_leaving_records_out_are_compared_too(void) {
    static const char *const yaml = OPENING(
        "count",
        "period") "records: SELECT cine_referral_id AS record, cine_person_id AS child, "
                  "cine_referral_date "
                  "AS date, CASE WHEN cine_referral_nfa = 1 THEN 'no action' END AS excluded FROM "
                  "ssd_cin_episodes\n"
                  "tests:\n  - period: 2014-03\n" ROWS "    figures:\n"
                  "      - {is: 1, reasons: 'no action: 1'}\n"
                  "      - {category: left out, is: 1, reasons: 'no answer: 1'}\n";
    struct outcome outcome = run(yaml);
    SAME_INT(outcome.counts.failed_count, 1);
    SAME_TEXT(only_message()->words, "the test of \"small\" expects no answer: 1 for County, "
                                     "2014-03, left out, and it is no action: 1");
}

SUITE(measure_measure_tests, CLAIM(test_holds_whose_every_figure_is_as_it_says),
      CLAIM(figure_that_is_otherwise_is_shown_at_its_line_with_what_it_is),
      CLAIM(record_dated_after_the_extracts_own_day_needs_as_at),
      CLAIM(test_gives_populations_codes_and_supplied_figures_of_its_own),
      CLAIM(table_that_was_not_supplied_can_be_tested),
      CLAIM(measure_of_which_no_figure_above_0_is_expected_is_untested),
      CLAIM(misspelt_test_is_a_fault_of_the_definition),
      CLAIM(unknown_unit_or_code_set_fails_the_test),
      CLAIM(reasons_for_leaving_records_out_are_compared_too))
