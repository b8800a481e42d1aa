/* Tables written inside a definition's tests, read as if from files. */
#ifndef INGEST_TEST_TABLES_H
#define INGEST_TEST_TABLES_H

#include "define/catalogue.h"
#include "table/table.h"

struct arena;
struct node;

/* Every table of the catalogue with the rows that `tables` (TABLE: [rows]) gives it, and every
 * column supplied; NULL: no rows. What a row leaves out of its table's primary key is the row's
 * number, so that tests say what matters alone; what else it leaves out is blank. */
struct dataset test_tables(struct arena *arena, const struct catalogue *catalogue,
                           const struct node *tables);
/* One table of them, from a list of rows; NULL: none. */
const struct table *test_table(struct arena *arena, const struct schema *schema,
                               const struct node *rows);

#endif
