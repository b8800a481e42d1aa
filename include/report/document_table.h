/* Tables of a document: cells already rounded, suppressed and worded. */
#ifndef REPORT_DOCUMENT_TABLE_H
#define REPORT_DOCUMENT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/text.h"

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_MARKER };
/* What a word in a cell is marked with besides: a shape, then a colour. The word comes first and
 * says it all; the mark is for the eye. */
enum cell_mark { MARK_NONE, MARK_RED, MARK_AMBER, MARK_GREEN, MARK_UP, MARK_DOWN, MARK_LEVEL };
struct cell {
    enum cell_kind kind;
    struct text text;      /* as printed: "16,204", "41.0", "[n/a]" */
    struct decimal number; /* CELL_NUMBER: the same number, for XLSX */
    enum cell_mark mark;
};
/* What a blank cell of a form takes. A workbook offers it; other renderers have no use for it. */
enum entry_kind { ENTRY_NONE, ENTRY_WORDS, ENTRY_CHOICE, ENTRY_DAY };
struct column_entry {
    enum entry_kind kind;
    /* ENTRY_CHOICE: one of the words in these rows of a column of another table of the workbook. */
    const struct document_table *choices;
    size_t choice_column, first_choice, choice_count;
    int32_t earliest; /* ENTRY_DAY: a day number */
    struct text hint; /* shown beside the cell; at most 255 characters */
};
struct table_column {
    struct text header; /* with its unit: "Received (%)" */
    struct text group;  /* columns beside each other with the same one share a spanning head */
    bool is_numeric;    /* right- or decimal-aligned */
    double width;       /* relative; 0: as the content needs */
    const struct column_entry *entry; /* NULL: nothing is entered */
};
struct document_table {
    struct text caption; /* without "Table 1: " */
    struct text sheet;   /* short name for a worksheet */
    const struct table_column *columns;
    size_t column_count;
    const struct cell *cells; /* row by row; the first column is the row's header */
    size_t row_count;
    bool has_total;           /* the last row is a total of those above */
    bool has_total_column;    /* the last column is a total of those beside it */
    const struct text *notes; /* printed below; the source among them */
    size_t note_count;
    uint32_t number; /* Table 1, 2 ... */
};
/* The columns from `column` on that share its spanning head; 0 if it has none. */
size_t document_table_group_span(const struct document_table *table, size_t column);

#endif
