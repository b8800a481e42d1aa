/* The shape of tests inside definitions: rows of tables, written as lists of
 * mappings from field to value, against the schemas. What the rows lead to is
 * checked when the tests are run. */
#ifndef DEFINE_DEFINITION_TESTS_H
#define DEFINE_DEFINITION_TESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "define/schema.h"

struct arena;
struct node;

/* What tests may name. A schema that could not be read is NULL. */
struct test_schemas {
    struct arena *arena;
    struct diag *diag;
    const struct schema *const *schemas;
    size_t schema_count;
};

/* The schema of that name; NULL after DF013 at the place. */
const struct schema *test_schemas_need(const struct test_schemas *known, const struct place *place,
                                       struct text name);
/* Reports DF012 where the schema has no such field. */
void test_schemas_need_field(const struct test_schemas *known, const struct schema *schema,
                             const struct place *place, struct text name);

/* Checks a list of rows of one table; nothing where rows or schema are NULL. */
void definition_tests_check_rows(const struct test_schemas *known, const struct node *rows,
                                 const struct schema *schema);
/* Checks a mapping from tables to their rows; nothing where it is NULL. */
void definition_tests_check_tables(const struct test_schemas *known, const struct node *tables);
/* Checks the tests of a measure: their keys, tables, periods and days. */
void definition_tests_check_measure(const struct test_schemas *known, const struct node *tests);
/* How many rows a test's row stands for: its `times`, or 1. */
size_t definition_tests_times(const struct node *row);
/* The rows of a list in a test, each as often as it says. NULL: none. */
size_t definition_tests_row_count(const struct node *rows);

#endif
