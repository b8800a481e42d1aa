/* Every measure that the project ships, with each comparison of its SELECT
 * turned round one at a time: the tests beside it must notice. */
#include <stdio.h>

#include "define/catalogue.h"
#include "define/node.h"
#include "ingest/reference.h"
#include "measure/measure_tests.h"
#include "support/mutants.h"
#include "support/testing.h"

enum { MUTANTS_LEAST = 300 };

struct subject {
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    const struct measure_definition *measure;
};

/* A mutant that SQLite cannot compile says nothing of the tests. */
static bool is_no_sql(const struct diag *diag) {
    for (size_t i = 0; i < diag_kept_count(diag); i++) {
        enum diag_code code = diag_message_at(diag, i)->code;
        if (code == DIAG_SQ001 || code == DIAG_SQ002) {
            return true;
        }
    }
    return false;
}

static enum mutant_fate judge(void *of, struct text sql) {
    const struct subject *subject = of;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct measure_definition measure = *subject->measure;
    struct node node = *measure.records;
    node.text = sql;
    node.style = NODE_PLAIN;
    measure.records = &node;
    const struct measure_definition *measures[] = {&measure};
    struct measure_test_counts counts;
    bool holds =
        measure_tests_run(diag, subject->catalogue, subject->calendar, measures, 1, &counts);
    enum mutant_fate fate = holds ? MUTANT_SURVIVED : MUTANT_CAUGHT;
    fate = is_no_sql(diag) ? MUTANT_NO_SQL : fate;
    arena_free(arena);
    return fate;
}

static void no_measure_can_be_turned_round_unnoticed(void) {
    struct mutant_hunt *hunt = mutant_hunt_new();
    struct subject subject = {
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd")),
        reference_calendar(testing_arena(), testing_diag(), TEXT("report-defs"), 2000, 2028), NULL};
    CU_ASSERT_FATAL(subject.catalogue != NULL);
    mutant_hunt_excuse(hunt, "tests/measure/mutants.yaml");
    for (size_t i = 0; i < subject.catalogue->measure_count; i++) {
        subject.measure = subject.catalogue->measures[i];
        if (subject.measure->records != NULL) {
            mutant_hunt_try(hunt, subject.measure->id, subject.measure->records->text, judge,
                            &subject);
        }
    }
    struct mutant_counts counts = mutant_hunt_end(hunt);
    printf("\n    measures: %zu mutants, %zu caught, %zu equivalent, %zu more that are no SQL ",
           counts.tried_count, counts.caught_count, counts.excused_count, counts.no_sql_count);
    HOLDS(counts.tried_count >= MUTANTS_LEAST);
    SAME_INT(counts.fault_count, 0);
    if (counts.fault_count > 0) {
        printf("\n%.*s", TEXT_ARG(counts.words));
    }
}

SUITE(measure_mutants, CLAIM(no_measure_can_be_turned_round_unnoticed))
