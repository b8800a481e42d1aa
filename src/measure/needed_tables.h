/* The extract tables and columns that a measure's SELECT names. */
#ifndef MEASURE_NEEDED_TABLES_H
#define MEASURE_NEEDED_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "define/measure_definition.h"
#include "table/table.h"

/* The table whose records are counted: what the definition says, or else what the outermost FROM
 * names, in the end. NULL: it cannot be told. */
const struct table *needed_tables_main(const struct dataset *dataset,
                                       const struct measure_definition *measure);
/* Whether the SELECT names a table or a column. */
bool needed_tables_names(const struct measure_definition *measure, struct text name);
/* Whether it names one that it cannot do without. */
bool needed_tables_has(const struct measure_definition *measure, struct text name);
/* Whether the SELECT joins anything to anything, and so may give a record more than once. */
bool needed_tables_joins(const struct measure_definition *measure);

#endif
