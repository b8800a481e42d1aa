/* Every rule that the project ships, with each of its comparisons turned round
 * one at a time: the tests inside the rule must notice. */
#include <stdio.h>

#include "base/buffer.h"
#include "base/file.h"
#include "define/catalogue.h"
#include "define/node.h"
#include "ingest/reference.h"
#include "support/mutants.h"
#include "support/testing.h"
#include "validate/rule_tests.h"

struct subject {
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    const struct rule *rule;
};

/* A mutant that SQLite cannot compile says nothing of the tests. */
static enum mutant_fate fate_of(const struct diag *diag, bool holds) {
    for (size_t i = 0; i < diag_kept_count(diag); i++) {
        enum diag_code code = diag_message_at(diag, i)->code;
        if (code == DIAG_SQ001 || code == DIAG_SQ002 || code == DIAG_VA004 || code == DIAG_VA005) {
            return MUTANT_NO_SQL;
        }
    }
    return holds ? MUTANT_SURVIVED : MUTANT_CAUGHT;
}

/* Runs the rule's own tests on the rule with another SQL. */
static enum mutant_fate judge(void *of, struct text sql) {
    const struct subject *subject = of;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct rule rule = *subject->rule;
    struct node node = rule.fails != NULL ? *rule.fails : *rule.fails_when;
    node.text = sql;
    node.style = NODE_PLAIN;
    rule.fails = rule.fails != NULL ? &node : NULL;
    rule.fails_when = rule.fails_when != NULL ? &node : NULL;
    const struct rule *rules[] = {&rule};
    struct rule_test_counts counts;
    bool holds = rule_tests_run(diag, subject->catalogue, subject->calendar, rules, 1, &counts);
    enum mutant_fate fate = fate_of(diag, holds);
    arena_free(arena);
    return fate;
}

/* A set's rules that it takes over were tried with the set that they are from. */
static bool is_taken_over(const struct catalogue *catalogue, size_t set, const struct rule *rule) {
    for (size_t i = 0; i < set; i++) {
        for (size_t at = 0; at < catalogue->rule_sets[i]->rule_count; at++) {
            if (catalogue->rule_sets[i]->rules[at] == rule) {
                return true;
            }
        }
    }
    return false;
}

static void hunt_rule(struct mutant_hunt *hunt, struct subject *subject) {
    const struct rule *rule = subject->rule;
    const struct node *sql = rule->fails != NULL ? rule->fails : rule->fails_when;
    mutant_hunt_try(hunt, rule->id, sql->text, judge, subject);
}

static struct mutant_counts hunt_in(struct text family) {
    struct mutant_hunt *hunt = mutant_hunt_new();
    struct subject subject = {
        catalogue_load_checks(testing_arena(), testing_diag(), TEXT("report-defs"), family),
        reference_calendar(testing_arena(), testing_diag(), TEXT("report-defs"), 2000, 2028), NULL};
    CU_ASSERT_FATAL(subject.catalogue != NULL);
    struct text excuses =
        text_format(testing_arena(), "tests/validate/mutants-%.*s.yaml", TEXT_ARG(family));
    mutant_hunt_excuse(hunt, text_c(testing_arena(), excuses));
    for (size_t i = 0; i < subject.catalogue->rule_set_count; i++) {
        const struct rule_set *set = subject.catalogue->rule_sets[i];
        for (size_t at = 0; at < set->rule_count; at++) {
            subject.rule = set->rules[at];
            if (!is_taken_over(subject.catalogue, i, subject.rule)) {
                hunt_rule(hunt, &subject);
            }
        }
    }
    return mutant_hunt_end(hunt);
}

static void no_rule_can_be_turned_round_unnoticed(void) {
    struct text *families;
    size_t count;
    CU_ASSERT_FATAL(
        file_list(testing_arena(), testing_diag(), TEXT("report-defs/rules"), &families, &count));
    HOLDS(count > 0);
    for (size_t i = 0; i < count; i++) {
        struct mutant_counts counts = hunt_in(families[i]);
        printf("\n    %.*s: %zu mutants, %zu caught, %zu equivalent, %zu more that are no SQL ",
               TEXT_ARG(families[i]), counts.tried_count, counts.caught_count, counts.excused_count,
               counts.no_sql_count);
        HOLDS(counts.tried_count > 100);
        SAME_INT(counts.fault_count, 0);
        if (counts.fault_count > 0) {
            printf("\n%.*s", TEXT_ARG(counts.words));
        }
    }
}

/* ---- the hunt itself ---- */

/* The changes of an SQL text, each with its place. */
static void changes_are(const char *sql, const char *expected) {
    size_t count;
    const struct mutant *mutants = mutants_of(testing_arena(), text_of(sql), &count);
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < count; i++) {
        buffer_format(&out, "%s%.*s %.*s", i > 0 ? "; " : "", TEXT_ARG(mutants[i].place),
                      TEXT_ARG(mutants[i].change));
    }
    SAME_TEXT(buffer_text(&out), expected);
}

static void comparisons_are_turned_to_the_opposite_and_at_their_edge(void) {
    changes_are("a < b", "1:3 < to >=; 1:3 < to <=");
    changes_are("a>=b", "1:2 >= to <; 1:2 >= to >");
    changes_are("a = b OR\n c <> d", "1:3 = to <>; 1:7 OR to AND; 2:4 <> to =");
}

static void words_are_turned_once(void) {
    changes_are("a IS NULL AND b is not null",
                "1:3 IS to IS NOT; 1:11 AND to OR; 1:20 not to nothing");
    changes_are("NOT EXISTS (SELECT 1 FROM t)", "1:1 NOT to nothing");
    changes_are("EXISTS (SELECT 1 FROM t)", "1:1 EXISTS to NOT EXISTS");
    changes_are("a BETWEEN b AND c AND d", "1:3 BETWEEN to NOT BETWEEN; 1:19 AND to OR");
    changes_are("MIN(a) - COUNT(DISTINCT b)",
                "1:1 MIN to MAX; 1:8 - to +; 1:16 DISTINCT to nothing");
    changes_are("t LEFT JOIN u", "1:3 LEFT to nothing");
}

static void constants_are_moved_by_one(void) {
    changes_are("f(a, -12, 0.5)", "1:7 12 to 11; 1:7 12 to 13; 1:11 0.5 to 0.4; 1:11 0.5 to 0.6");
    changes_are("0", "1:1 0 to (-1); 1:1 0 to 1");
    changes_are("1.0", "1:1 1.0 to 0.9; 1:1 1.0 to 1.1");
    changes_are("'2014-03-31'",
                "1:1 '2014-03-31' to '2014-03-30'; 1:1 '2014-03-31' to '2014-04-01'");
    changes_are("'it''s'", "1:1 'it''s' to 'it''s~'");
}

static void names_comments_and_parameters_stay(void) {
    changes_are("\"a < 1\" -- b < 1\n /* c AND 2 */ :as_at", "");
}

static void a_mutant_differs_in_its_place_alone(void) {
    size_t count;
    const struct mutant *mutants = mutants_of(testing_arena(), TEXT("a < b -- c\n AND d"), &count);
    SAME_INT(count, 3);
    SAME_TEXT(mutants[0].sql, "a >= b -- c\n AND d");
    SAME_TEXT(mutants[2].sql, "a < b -- c\n OR d");
}

/* Notices nothing but a turned AND. */
static enum mutant_fate notice(void *subject, struct text sql) {
    (void)subject;
    bool is_broken = text_contains(sql, TEXT("<> 9"));
    enum mutant_fate fate = text_contains(sql, TEXT("OR")) ? MUTANT_CAUGHT : MUTANT_SURVIVED;
    return is_broken ? MUTANT_NO_SQL : fate;
}

static void what_nothing_notices_is_named_unless_it_is_excused(void) {
    struct text path = text_format(testing_arena(), "%s/excuses.yaml", testing_folder());
    struct text excuses = TEXT("equivalent:\n"
                               "  - {id: r, place: '1:3', change: '< to >=', why: it is the same}\n"
                               "  - {id: r, place: '7:7', change: '< to >=', why: it was once}\n");
    HOLDS(file_write(testing_diag(), path, excuses, 0600));
    struct mutant_hunt *hunt = mutant_hunt_new();
    mutant_hunt_excuse(hunt, text_c(testing_arena(), path));
    mutant_hunt_try(hunt, TEXT("r"), TEXT("a < b AND c = 9"), notice, NULL);
    struct mutant_counts counts = mutant_hunt_end(hunt);
    SAME_INT(counts.tried_count, 5);
    SAME_INT(counts.caught_count, 1);
    SAME_INT(counts.excused_count, 1);
    SAME_INT(counts.no_sql_count, 1);
    SAME_INT(counts.fault_count, 4);
    SAME_TEXT(
        counts.words,
        "  - {id: r, place: \"1:3\", change: \"< to <=\", why: ...}\n"
        "  - {id: r, place: \"1:15\", change: \"9 to 8\", why: ...}\n"
        "  - {id: r, place: \"1:15\", change: \"9 to 10\", why: ...}\n"
        "  - {id: r, place: \"7:7\", change: \"< to >=\", excuses no survivor: take it out}\n");
}

SUITE(validate_mutants, CLAIM(no_rule_can_be_turned_round_unnoticed),
      CLAIM(comparisons_are_turned_to_the_opposite_and_at_their_edge), CLAIM(words_are_turned_once),
      CLAIM(constants_are_moved_by_one), CLAIM(names_comments_and_parameters_stay),
      CLAIM(a_mutant_differs_in_its_place_alone),
      CLAIM(what_nothing_notices_is_named_unless_it_is_excused))
