/* Checks tests inside definitions against the schemas, so that a misspelt table,
 * field or key is a fault at its place, and no row is passed over in silence. */
#include "define/definition_tests.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/period.h"
#include "define/node.h"

const struct schema *test_schemas_need(const struct test_schemas *known, const struct place *place,
                                       struct text name) {
    struct text *names = ARENA_ARRAY(known->arena, struct text, known->schema_count);
    for (size_t i = 0; i < known->schema_count; i++) {
        const struct schema *schema = known->schemas[i];
        if (schema != NULL && text_equal(schema->name, name)) {
            return schema;
        }
        names[i] = schema != NULL ? schema->name : TEXT_NONE;
    }
    DIAG_REPORT(known->diag, DF013, place, name);
    diag_did_you_mean(known->diag, name, names, known->schema_count);
    return NULL;
}

void test_schemas_need_field(const struct test_schemas *known, const struct schema *schema,
                             const struct place *place, struct text name) {
    if (schema_field(schema, name) != SIZE_MAX) {
        return;
    }
    struct text *names = ARENA_ARRAY(known->arena, struct text, schema->field_count);
    for (size_t i = 0; i < schema->field_count; i++) {
        names[i] = schema->fields[i].name;
    }
    DIAG_REPORT(known->diag, DF012, place, name, schema->name);
    diag_did_you_mean(known->diag, name, names, schema->field_count);
}

enum { TIMES_LIMIT = 10000 };

size_t definition_tests_times(const struct node *row) {
    const struct node *times = node_get(row, "times");
    int64_t count = 1;
    bool is_count = times != NULL && text_to_int(times->text, &count) && count > 0;
    return is_count ? (size_t)count : 1;
}

size_t definition_tests_row_count(const struct node *rows) {
    size_t count = 0;
    for (size_t i = 0; rows != NULL && i < rows->child_count; i++) {
        count += definition_tests_times(rows->children[i]);
    }
    return count;
}

/* `times` is of the test, not of the table. */
static void check_cell(const struct test_schemas *known, const struct node *cell,
                       const struct schema *schema) {
    long times;
    if (!node_expect_kind(known->diag, cell, NODE_SCALAR)) {
        return;
    }
    if (!text_equal_c(cell->key, "times")) {
        test_schemas_need_field(known, schema, &cell->key_place, cell->key);
    } else if (node_int(known->diag, cell, &times) && (times < 1 || times > TIMES_LIMIT)) {
        DIAG_REPORT(known->diag, DF009, &cell->place, cell->text,
                    TEXT("a number of rows from 1 to 10000"));
    }
}

void definition_tests_check_rows(const struct test_schemas *known, const struct node *rows,
                                 const struct schema *schema) {
    for (size_t i = 0; schema != NULL && rows != NULL && i < rows->child_count; i++) {
        const struct node *row = rows->children[i];
        if (!node_expect_kind(known->diag, row, NODE_MAPPING)) {
            continue;
        }
        for (size_t cell = 0; cell < row->child_count; cell++) {
            check_cell(known, row->children[cell], schema);
        }
    }
}

void definition_tests_check_tables(const struct test_schemas *known, const struct node *tables) {
    for (size_t i = 0; tables != NULL && i < tables->child_count; i++) {
        const struct node *rows = tables->children[i];
        const struct schema *schema = test_schemas_need(known, &rows->key_place, rows->key);
        if (node_expect_kind(known->diag, rows, NODE_SEQUENCE)) {
            definition_tests_check_rows(known, rows, schema);
        }
    }
}

/* ---- the tests of a measure ---- */

static void check_period(const struct test_schemas *known, const struct node *period) {
    struct period days;
    if (period != NULL && !period_parse(period->text, &days)) {
        DIAG_REPORT(known->diag, DF009, &period->place, period->text,
                    TEXT("a period such as 2014-03, 2013-14-Q4, 2013-14-H2, 2013-14 or "
                         "2013-04-01..2013-08-31"));
    }
}

static void check_day(const struct test_schemas *known, const struct node *test) {
    const struct node *day = node_optional(known->diag, test, "as_at", NODE_SCALAR);
    day_number as_at;
    if (day != NULL && date_parse(day->text, DATE_ISO, &as_at) != DATE_OK) {
        DIAG_REPORT(known->diag, DF009, &day->place, day->text, TEXT("a date such as 2014-03-31"));
    }
}

static void check_scalars(const struct test_schemas *known, const struct node *mapping) {
    for (size_t i = 0; mapping != NULL && i < mapping->child_count; i++) {
        node_expect_kind(known->diag, mapping->children[i], NODE_SCALAR);
    }
}

/* A list of mappings of scalars with these keys. */
static void check_list(const struct test_schemas *known, const struct node *list,
                       const char *const *keys) {
    for (size_t i = 0; list != NULL && i < list->child_count; i++) {
        if (node_expect_keys(known->diag, list->children[i], keys)) {
            check_scalars(known, list->children[i]);
            check_period(known, node_get(list->children[i], "period"));
        }
    }
}

static void check_figures(const struct test_schemas *known, const struct node *test) {
    static const char *const keys[] = {"period", "unit", "category", "is", "reasons", NULL};
    const struct node *figures = node_need(known->diag, test, "figures", NODE_SEQUENCE);
    check_list(known, figures, keys);
    for (size_t i = 0; figures != NULL && i < figures->child_count; i++) {
        if (figures->children[i]->kind == NODE_MAPPING) {
            node_need(known->diag, figures->children[i], "is", NODE_SCALAR);
        }
    }
    if (figures != NULL && figures->child_count == 0) {
        DIAG_REPORT(known->diag, DF009, &figures->place, TEXT("figures"),
                    TEXT("a list with at least one figure"));
    }
}

static void check_without(const struct test_schemas *known, const struct node *test) {
    const struct node *names = node_optional(known->diag, test, "without", NODE_SEQUENCE);
    for (size_t i = 0; names != NULL && i < names->child_count; i++) {
        const struct node *name = names->children[i];
        if (node_expect_kind(known->diag, name, NODE_SCALAR)) {
            test_schemas_need(known, &name->place, name->text);
        }
    }
}

static void check_populations(const struct test_schemas *known, const struct node *test) {
    const struct node *years = node_optional(known->diag, test, "population", NODE_MAPPING);
    for (size_t i = 0; years != NULL && i < years->child_count; i++) {
        const struct node *children = years->children[i];
        int64_t year;
        long count;
        if (!text_to_int(children->key, &year)) {
            DIAG_REPORT(known->diag, DF009, &children->key_place, children->key,
                        TEXT("a year such as 2013"));
        }
        if (node_int(known->diag, children, &count) && count <= 0) {
            DIAG_REPORT(known->diag, DF009, &children->place, children->text,
                        TEXT("a number of children"));
        }
    }
}

static void check_codes(const struct test_schemas *known, const struct node *test) {
    const struct node *sets = node_optional(known->diag, test, "codes", NODE_MAPPING);
    for (size_t i = 0; sets != NULL && i < sets->child_count; i++) {
        if (node_expect_kind(known->diag, sets->children[i], NODE_MAPPING)) {
            check_scalars(known, sets->children[i]);
        }
    }
}

/* Small areas with a postcode each, which nobody needs in more than a few tests. */
static void check_small_areas(const struct test_schemas *known, const struct node *test) {
    static const char *const keys[] = {"postcode", "district", "decile", "children", NULL};
    const struct node *areas = node_optional(known->diag, test, "small_areas", NODE_SEQUENCE);
    check_list(known, areas, keys);
    for (size_t i = 0; areas != NULL && i < areas->child_count; i++) {
        const struct node *area = areas->children[i];
        if (area->kind != NODE_MAPPING) {
            continue;
        }
        const struct node *decile = node_need(known->diag, area, "decile", NODE_SCALAR);
        const struct node *children = node_need(known->diag, area, "children", NODE_SCALAR);
        int64_t number;
        if (decile != NULL && (!text_to_int(decile->text, &number) || number < 1 || number > 10)) {
            DIAG_REPORT(known->diag, DF009, &decile->place, decile->text,
                        TEXT("a decile from 1 to 10"));
        }
        if (children != NULL && (!text_to_int(children->text, &number) || number <= 0)) {
            DIAG_REPORT(known->diag, DF009, &children->place, children->text,
                        TEXT("a number of children"));
        }
    }
}

static void check_measure_test(const struct test_schemas *known, const struct node *test) {
    static const char *const finding_keys[] = {"team", "worker", NULL};
    static const char *const keys[] = {
        "period",   "as_at",   "tables",    "without",     "codes",    "population", "about",
        "supplied", "figures", "authority", "small_areas", "findings", NULL};
    static const char *const supplied_keys[] = {"measure",   "period",      "unit",  "category",
                                                "numerator", "denominator", "value", NULL};
    if (!node_expect_keys(known->diag, test, keys)) {
        return;
    }
    node_optional(known->diag, test, "about", NODE_SCALAR);
    node_optional(known->diag, test, "authority", NODE_SCALAR);
    check_period(known, node_need(known->diag, test, "period", NODE_SCALAR));
    check_day(known, test);
    definition_tests_check_tables(known, node_optional(known->diag, test, "tables", NODE_MAPPING));
    check_without(known, test);
    check_codes(known, test);
    check_populations(known, test);
    check_list(known, node_optional(known->diag, test, "supplied", NODE_SEQUENCE), supplied_keys);
    check_list(known, node_optional(known->diag, test, "findings", NODE_SEQUENCE), finding_keys);
    check_small_areas(known, test);
    check_figures(known, test);
}

void definition_tests_check_measure(const struct test_schemas *known, const struct node *tests) {
    for (size_t i = 0; tests != NULL && i < tests->child_count; i++) {
        check_measure_test(known, tests->children[i]);
    }
}
