/* Runs the tests inside rules through the engine that checks extracts; their
 * tables are made as ingest/test_tables.h says. */
#include "validate/rule_tests.h"

#include <stdint.h>

#include "base/date.h"
#include "check.h"
#include "define/definition_tests.h"
#include "define/node.h"
#include "ingest/test_tables.h"

struct testing {
    struct diag *diag;
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    const struct rule *rule;
    const struct node *test;
    bool *is_failing; /* one a row of the test, from 1; 0: the whole table */
    size_t row_count;
};

/* Every table of the catalogue; the rule's own at `*table_at`. */
static struct extract extract_of(struct arena *arena, const struct testing *testing,
                                 size_t *table_at) {
    const struct catalogue *catalogue = testing->catalogue;
    const struct schema *own = testing->rule->table;
    struct dataset dataset = test_tables(arena, catalogue, node_get(testing->test, "with"));
    const struct table **tables =
        arena_copy(arena, dataset.tables, dataset.table_count * sizeof *dataset.tables);
    for (size_t i = 0; i < dataset.table_count; i++) {
        if (text_equal(catalogue->schemas[i]->name, own->name)) {
            tables[i] = test_table(arena, own, node_get(testing->test, "rows"));
            *table_at = i;
        }
    }
    dataset.tables = tables;
    return (struct extract){.dataset = dataset, .schemas = catalogue->schemas};
}

static day_number as_at_of(const struct node *test) {
    day_number day = DAY_NONE;
    const struct node *as_at = node_get(test, "as_at");
    if (as_at == NULL || date_parse(as_at->text, DATE_ISO, &day) != DATE_OK) {
        date_from_parts(2014, 3, 31, &day);
    }
    return day;
}

/* The rows that the rule finds. */
static bool run(struct arena *arena, const struct testing *testing) {
    size_t table_at = 0;
    struct extract extract = extract_of(arena, testing, &table_at);
    struct shared_indexes *indexes = shared_indexes_new(arena, &extract.dataset);
    struct table_indexes **own = ARENA_ARRAY(arena, struct table_indexes *, table_at + 1);
    own[table_at] = shared_indexes_of(indexes, table_at);
    const struct rule *rules[] = {testing->rule};
    const struct validate_context context = {.extract = &extract,
                                             .indexes = indexes,
                                             .catalogue = testing->catalogue,
                                             .calendar = testing->calendar,
                                             .as_at = as_at_of(testing->test)};
    struct check check = {.arena = arena,
                          .diag = testing->diag,
                          .context = &context,
                          .extract = &extract,
                          .table_at = table_at,
                          .table = extract.dataset.tables[table_at],
                          .schema = testing->rule->table,
                          .indexes = own,
                          .rules = rules,
                          .rule_count = 1};
    struct database *database = database_open(arena, testing->diag, &extract.dataset, indexes,
                                              testing->catalogue, testing->calendar);
    if (database == NULL || !check_rules(&check, database)) {
        return false;
    }
    for (size_t i = 0; i < check.count; i++) {
        uint32_t row = check.items[i].finding.row; /* the first record is row 2; 0: no record */
        testing->is_failing[row == 0 ? 0 : row - 1] = true;
    }
    return true;
}

static bool is_expected(const struct testing *testing, size_t row) {
    const struct node *fails = node_get(testing->test, "fails");
    for (size_t i = 0; i < fails->child_count; i++) {
        int64_t number;
        if (text_to_int(fails->children[i]->text, &number) && (size_t)number == row) {
            return true;
        }
    }
    return false;
}

/* Whether the rows fail as the test says. */
static bool compare(struct arena *arena, const struct testing *testing) {
    const struct place *place = &node_get(testing->test, "fails")->place;
    bool holds = true;
    for (size_t row = 0; row <= testing->row_count; row++) {
        bool is_wanted = is_expected(testing, row);
        struct text which = row == 0 ? TEXT("the whole table") : text_format(arena, "row %zu", row);
        if (is_wanted && !testing->is_failing[row]) {
            DIAG_REPORT(testing->diag, VA006, place, testing->rule->id, which);
            holds = false;
        } else if (!is_wanted && testing->is_failing[row]) {
            DIAG_REPORT(testing->diag, VA007, place, testing->rule->id, which);
            holds = false;
        }
    }
    return holds;
}

struct outcome {
    bool makes_fail, lets_pass;
};

static bool run_test(struct testing *testing, struct outcome *outcome) {
    struct arena *arena = arena_new();
    testing->row_count = definition_tests_row_count(node_get(testing->test, "rows"));
    testing->is_failing = ARENA_ARRAY(arena, bool, testing->row_count + 1);
    bool holds = run(arena, testing) && compare(arena, testing);
    size_t failing = 0;
    for (size_t row = 0; row <= testing->row_count; row++) {
        failing += testing->is_failing[row];
    }
    outcome->makes_fail = outcome->makes_fail || failing > 0;
    /* A finding of the whole table leaves no row that passes. */
    outcome->lets_pass =
        outcome->lets_pass || (!testing->is_failing[0] && failing < testing->row_count);
    arena_free(arena);
    return holds;
}

static void run_rule(struct testing *testing, struct rule_test_counts *counts) {
    const struct rule *rule = testing->rule;
    const struct node *tests = node_get(rule->root, "tests");
    struct outcome outcome = {false, false};
    for (size_t i = 0; tests != NULL && i < tests->child_count; i++) {
        testing->test = tests->children[i];
        counts->test_count++;
        counts->failed_count += !run_test(testing, &outcome);
    }
    if (!outcome.makes_fail) {
        DIAG_REPORT(testing->diag, VA008, &rule->place, rule->id);
    }
    if (!outcome.lets_pass) {
        DIAG_REPORT(testing->diag, VA009, &rule->place, rule->id);
    }
    counts->never_failing_count += !outcome.makes_fail;
    counts->never_passing_count += !outcome.lets_pass;
}

bool rule_tests_run(struct diag *diag, const struct catalogue *catalogue,
                    const struct calendar *calendar, const struct rule *const *rules,
                    size_t rule_count, struct rule_test_counts *counts) {
    struct testing testing = {.diag = diag, .catalogue = catalogue, .calendar = calendar};
    *counts = (struct rule_test_counts){.rule_count = rule_count};
    for (size_t i = 0; i < rule_count; i++) {
        testing.rule = rules[i];
        run_rule(&testing, counts);
    }
    return counts->failed_count == 0;
}
