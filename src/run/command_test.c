/* `quarterday test`: the tests inside the rules and the measures, all or one's.
 * Needs the definitions alone. */
#include "measure/measure_tests.h"
#include "run/commands.h"
#include "validate/rule_tests.h"

/* What is tested: the rules in force and the measures, or those of one id. */
struct subjects {
    const struct rule *const *rules;
    size_t rule_count;
    const struct measure_definition *const *measures;
    size_t measure_count;
};

static struct subjects all_subjects(const struct session *session) {
    return (struct subjects){session->rules, session->rule_count, session->shipped->measures,
                             session->shipped->measure_count};
}

static struct subjects subjects_of(const struct subjects *all, struct text id) {
    struct subjects one = {.rules = all->rules, .measures = all->measures};
    for (size_t i = 0; i < all->rule_count; i++) {
        if (text_equal(all->rules[i]->id, id)) {
            one.rules = &all->rules[i];
            one.rule_count = 1;
        }
    }
    for (size_t i = 0; i < all->measure_count; i++) {
        if (text_equal(all->measures[i]->id, id)) {
            one.measures = &all->measures[i];
            one.measure_count = 1;
        }
    }
    return one;
}

static void report_unknown(struct session *session, const struct subjects *all) {
    size_t count = all->rule_count + all->measure_count;
    struct text *ids = ARENA_ARRAY(session->arena, struct text, count);
    for (size_t i = 0; i < count; i++) {
        ids[i] = i < all->rule_count ? all->rules[i]->id : all->measures[i - all->rule_count]->id;
    }
    DIAG_REPORT(session->diag, VA011, NULL, session->options->subject);
    diag_did_you_mean(session->diag, session->options->subject, ids, count);
}

static bool test_rules(struct session *session, struct buffer *out,
                       const struct subjects *subjects) {
    struct rule_test_counts counts;
    bool holds = rule_tests_run(session->diag, session->catalogue, session->calendar,
                                subjects->rules, subjects->rule_count, &counts);
    buffer_format(out, "%zu rules, %zu tests: %zu failed\n", counts.rule_count, counts.test_count,
                  counts.failed_count);
    buffer_format(out, "%zu rules that no test makes fail, %zu that no test lets pass\n",
                  counts.never_failing_count, counts.never_passing_count);
    return holds;
}

static bool test_measures(struct session *session, struct buffer *out,
                          const struct subjects *subjects) {
    struct measure_test_counts counts;
    bool holds = measure_tests_run(session->diag, session->shipped, session->calendar,
                                   subjects->measures, subjects->measure_count, &counts);
    buffer_format(out, "%zu measures, %zu tests with %zu figures: %zu failed\n",
                  counts.measure_count, counts.test_count, counts.figure_count,
                  counts.failed_count);
    buffer_format(out, "%zu measures that no test exercises\n", counts.untested_count);
    return holds;
}

bool command_test(struct session *session, struct buffer *out) {
    if (!session_load_definitions(session, NEEDS_ALL)) {
        return false;
    }
    struct subjects subjects = all_subjects(session);
    if (session->options->subject.length > 0) {
        struct subjects one = subjects_of(&subjects, session->options->subject);
        if (one.rule_count + one.measure_count == 0) {
            report_unknown(session, &subjects);
            return false;
        }
        subjects = one;
    }
    phases_begin(session->phases, "run tests");
    bool holds = true;
    if (subjects.rule_count > 0) {
        holds = test_rules(session, out, &subjects);
    }
    if (subjects.measure_count > 0) {
        holds = test_measures(session, out, &subjects) && holds;
    }
    return holds;
}
