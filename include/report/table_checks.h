/* What a reader of a table would stumble over and its sums do not show: rows
 * without any figure, percentages that one head names and another does not, a
 * percentage as the total of counts. */
#ifndef REPORT_TABLE_CHECKS_H
#define REPORT_TABLE_CHECKS_H

#include "report/binding.h"

/* The cells of a table as they are printed: `bounds` row by row, `width` apart, the first column of
 * heads left out. */
struct checked_table {
    const struct node *block;
    const struct node *columns; /* {header} first, then one for each of the width */
    const struct bound *bounds;
    size_t row_count, width;
};
/* A row of `rows` or of measures that has a marker wherever a figure could stand, other than for
 * secrecy: RP075. */
void table_check_row(struct writer *writer, const struct checked_table *table, size_t row,
                     struct text header);
/* Percentages with and without their sign in the heads: RP076. */
void table_check_columns(struct writer *writer, const struct checked_table *table);

#endif
