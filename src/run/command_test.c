/* `quarterday test`: the tests inside the rules, all or one rule's. Needs the
 * definitions alone. */
#include "run/commands.h"
#include "validate/rule_tests.h"

/* The rules in force, or the one of that id. */
static const struct rule *const *chosen(const struct session *session, size_t *count) {
    struct text id = session->options->subject;
    *count = session->rule_count;
    for (size_t i = 0; id.length > 0 && i < session->rule_count; i++) {
        if (text_equal(session->rules[i]->id, id)) {
            *count = 1;
            return &session->rules[i];
        }
    }
    return id.length == 0 ? session->rules : NULL;
}

bool command_test(struct session *session, struct buffer *out) {
    if (!session_load_definitions(session)) {
        return false;
    }
    size_t count;
    const struct rule *const *rules = chosen(session, &count);
    if (rules == NULL) {
        struct text *ids = ARENA_ARRAY(session->arena, struct text, session->rule_count);
        for (size_t i = 0; i < session->rule_count; i++) {
            ids[i] = session->rules[i]->id;
        }
        DIAG_REPORT(session->diag, VA011, NULL, session->options->subject);
        diag_did_you_mean(session->diag, session->options->subject, ids, session->rule_count);
        return false;
    }
    phases_begin(session->phases, "run tests");
    struct rule_test_counts counts;
    bool holds =
        rule_tests_run(session->diag, session->catalogue, session->calendar, rules, count, &counts);
    buffer_format(out, "%zu rules, %zu tests: %zu failed\n", counts.rule_count, counts.test_count,
                  counts.failed_count);
    buffer_format(out, "%zu rules that no test makes fail, %zu that no test lets pass\n",
                  counts.never_failing_count, counts.never_passing_count);
    return holds;
}
