/* Tables: widths of columns from their contents, rows broken into lines, and
 * numbers set under each other at the decimal point by their measured parts. */
#ifndef RENDER_TABLE_LAYOUT_H
#define RENDER_TABLE_LAYOUT_H

#include <stddef.h>

#include "render/paragraph.h"
#include "report/document.h"

struct arena;

struct table_column_layout {
    double left, width;                   /* from the table's left edge; padding within */
    double integer_width, fraction_width; /* the widest, of the numbers in it */
    double mark_width; /* room before the words for the marks of the column's cells */
    const struct paragraph *header;
    const struct paragraph *group; /* the spanning head that begins here; NULL: none */
    size_t group_span;             /* columns under it; 0: the head before it covers this one, or
                                      there is none */
};
struct table_layout {
    const struct document_table *table;
    double width;                  /* of all columns: the measure or less */
    double size, leading, padding; /* of the cells' text; padding at each side of a cell */
    struct table_column_layout *columns;
    const struct paragraph **cells; /* row by row */
    double head_height;             /* with the spanning heads above */
    double group_height;            /* of the spanning heads; 0: the table has none */
    double *row_heights;
};

const struct table_layout *table_layout_new(struct arena *arena, const struct font_set *fonts,
                                            const struct document_table *table, double width);
/* Whether the row is the total of those above. */
bool table_layout_is_total(const struct document_table *table, size_t row);
/* Where a line of a cell begins, from the table's left edge. */
double table_layout_line_left(const struct table_layout *layout, const struct font_set *fonts,
                              size_t row, size_t column, size_t line);
double table_layout_header_left(const struct table_layout *layout, size_t column, size_t line);
/* Where a spanning head's line begins, and where its rule below ends. */
double table_layout_group_left(const struct table_layout *layout, size_t column, size_t line);
double table_layout_group_right(const struct table_layout *layout, size_t column);
double table_layout_group_baseline(const struct table_layout *layout, size_t column, size_t line);
/* The baseline of a line from the top of the head: heads stand on their lowest line. */
double table_layout_header_baseline(const struct table_layout *layout, size_t column, size_t line);
/* The baseline of a line from the top of its row. */
double table_layout_baseline(const struct table_layout *layout, const struct font_set *fonts,
                             size_t line);

#endif
