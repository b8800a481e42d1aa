/* Runs the tests inside rules through the engine that checks extracts. A table
 * that a test does not give is there without rows; of a record's key what the
 * test leaves out is the row's number, so that tests say what matters alone. */
#include "validate/rule_tests.h"

#include <stdint.h>

#include "base/date.h"
#include "check.h"
#include "define/node.h"

struct testing {
    struct diag *diag;
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    const struct rule *rule;
    const struct node *test;
    bool *is_failing; /* one a row of the test, from 1; 0: the whole table */
    size_t row_count;
};

static bool is_key(const struct schema *schema, size_t field) {
    for (size_t i = 0; i < schema->primary_key_count; i++) {
        if (schema->primary_key[i] == field) {
            return true;
        }
    }
    return false;
}

/* The rows of a list, each as often as it says. */
static const struct node **rows_of(struct arena *arena, const struct node *rows, size_t count) {
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, count + 1);
    for (size_t at = 0, i = 0; at < count; i++) {
        for (size_t times = rule_test_times(rows->children[i]); times > 0; times--) {
            nodes[at++] = rows->children[i];
        }
    }
    return nodes;
}

static const struct table *table_of(struct arena *arena, const struct schema *schema,
                                    const struct node *rows) {
    size_t width = schema->field_count, row_count = rule_test_row_count(rows);
    const struct node **nodes = rows_of(arena, rows, row_count);
    struct text *header = ARENA_ARRAY(arena, struct text, width);
    struct text *cells = ARENA_ARRAY(arena, struct text, width * row_count + 1);
    for (size_t field = 0; field < width; field++) {
        const char *name = text_c(arena, schema->fields[field].name);
        header[field] = schema->fields[field].name;
        for (size_t row = 0; row < row_count; row++) {
            const struct node *cell = node_get(nodes[row], name);
            struct text *text = &cells[row * width + field];
            *text = cell != NULL ? cell->text : TEXT_NONE;
            if (cell == NULL && is_key(schema, field)) {
                *text = text_format(arena, "%zu", row + 1);
            }
        }
    }
    return table_from_rows(arena, schema, header, width, cells, row_count);
}

/* Every table of the catalogue; the rule's own at `*table_at`. */
static struct extract extract_of(struct arena *arena, const struct testing *testing,
                                 size_t *table_at) {
    const struct catalogue *catalogue = testing->catalogue;
    const struct node *with = node_get(testing->test, "with");
    size_t count = catalogue->schema_count;
    const struct table **tables = ARENA_ARRAY(arena, const struct table *, count);
    bool *is_supplied = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        const struct schema *schema = catalogue->schemas[i];
        bool is_own = text_equal(schema->name, testing->rule->table->name);
        const struct node *rows = with != NULL ? node_get(with, text_c(arena, schema->name)) : NULL;
        rows = is_own ? node_get(testing->test, "rows") : rows;
        *table_at = is_own ? i : *table_at;
        tables[i] = table_of(arena, schema, rows);
        is_supplied[i] = true;
    }
    return (struct extract){.dataset = {tables, is_supplied, count}, .schemas = catalogue->schemas};
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
    if (!check_rules(&check)) {
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
    testing->row_count = rule_test_row_count(node_get(testing->test, "rows"));
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
