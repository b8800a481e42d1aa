/* The rows of a table and the categories of a chart, as a definition lists
 * them: one by one under `rows`, or `rows-by` a measure's groups or the units
 * of a level. A cell's template says $row where the row's own value belongs. */
#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

#include "report/binding.h"

struct row {
    struct text value;     /* what $row stands for */
    struct text header;    /* what is printed */
    enum unit_level level; /* if the row is a unit */
    bool is_rest;          /* the unit "(none)": left out where nothing belongs to it */
};
struct rows {
    struct row *rows;
    size_t count;
};

/* The rows of a table or chart. False after reports. */
bool rows_read(struct writer *writer, const struct node *block, struct rows *rows);
/* The cell that `scalar` gives in a row: the number itself where it is one binding and nothing
 * else, so that a missing figure shows its marker; words otherwise. */
struct bound rows_cell(struct writer *writer, const struct node *scalar, const struct row *row);
/* A cell of the document. */
struct cell rows_document_cell(const struct bound *bound);

#endif
