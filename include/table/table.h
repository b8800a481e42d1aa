/* What an extract is once read: columns of codes, with the typed value of each.
 * Built by ingest, frozen, then read-only and shared between threads.
 *
 * A column is kept in one of two forms. Where texts repeat (codes, days, teams)
 * it has a dictionary, and each row the code of its text there. Where most rows
 * have a text of their own (ids) it has cells, a text a row, and a row's code is its
 * number + 1: two such codes may have equal texts (table/value_groups.h tells). In both forms
 * code 0 is a blank cell.
 *
 * Each code has a value: its kind says whether it is null (blank, a
 * missing-value marker, or of the wrong type), a day, an integer, a number or
 * text. The raw text stays available, so that a finding can quote it. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/text.h"
#include "table/text_cells.h"

struct arena;
struct dictionary;
struct value_groups;

enum value_kind { VALUE_NULL, VALUE_TEXT, VALUE_DAY, VALUE_INTEGER, VALUE_NUMBER };

/* One distinct value, decoded. For VALUE_DAY `integer` is the day number and `text` its ISO form;
 * for VALUE_TEXT `text` is canonical (trimmed, aliases resolved). Booleans are integers 0 and 1. */
struct value {
    enum value_kind kind;
    int64_t integer;
    double number;
    struct text text;
};

struct column {
    struct text name;
    const struct dictionary *dictionary; /* raw texts, trimmed; NULL: `cells` has them */
    const struct text_cells *cells;
    const void *codes;           /* one a row, of code_width bytes: ask column_code */
    unsigned code_width;         /* 0 (all are blank), 1, 2 or 4 */
    const struct value *values;  /* one a code; NULL: each text is its own value, but for blanks.
                                    Ask column_value */
    const uint32_t *blank_codes; /* where values is NULL: codes of missing-value markers, rising */
    uint32_t blank_count;
    uint32_t value_count; /* one more than the largest code */
    bool is_supplied;     /* false: the file had no such column; every cell blank */
    uint32_t file_column; /* 0-based position in the file, for cell names */
    struct text element;  /* of a return in XML: what follows the record's path to
                             the element of the cell; may be empty */
};

/* The rows from first_row on come from this file. */
struct table_part {
    struct text file;
    size_t first_row;
};

/* From first_row on, rows are records one after the other, a line each. */
struct table_run {
    size_t first_row;
    uint32_t file_row;  /* the record's number: header = 1, first record = 2 */
    uint32_t file_line; /* the physical line on which it begins */
};

struct table {
    struct text name;
    struct text file; /* the path as given, for places; of the first file where there are several */
    const struct table_part *parts; /* one a file, in order; table_file looks here */
    size_t part_count;              /* 0: all rows are of `file` */
    const struct column *columns;
    size_t column_count;
    size_t row_count;
    bool is_plain, has_distinct_keys; /* ASCII without NUL; what repeated its key was refused */
    const struct table_run *runs;     /* in the order of their rows: ask table_file_row */
    size_t run_count;
    const struct text *elements; /* of a return in XML: the path of each record's element, and
                                    its row in the file is a line; else NULL */
};

/* All tables of a run, in the order of their schemas. A table not supplied is present with no
 * rows and is_supplied false. */
struct dataset {
    const struct table *const *tables;
    const bool *is_supplied;
    size_t table_count;
};

/* The code of a row. */
static inline uint32_t column_code(const struct column *column, size_t row) {
    if (column->cells != NULL) {
        return text_cells_is_blank(column->cells, row) ? 0 : (uint32_t)row + 1;
    }
    switch (column->code_width) {
    case 0:
        return 0;
    case 1:
        return ((const uint8_t *)column->codes)[row];
    case 2:
        return ((const uint16_t *)column->codes)[row];
    default:
        return ((const uint32_t *)column->codes)[row];
    }
}
/* The raw text of a code. */
struct text column_text(const struct column *column, uint32_t code);
/* The value of a code. */
struct value column_value(const struct column *column, uint32_t code);
/* The value of a cell. */
struct value table_value(const struct table *table, size_t column, size_t row);
/* The cell as it stood in the file, trimmed. */
struct text table_raw(const struct table *table, size_t column, size_t row);
/* The file that a row came from. */
struct text table_file(const struct table *table, size_t row);
/* Where in it the row's record stands (struct table_run). */
uint32_t table_file_row(const struct table *table, size_t row);
uint32_t table_file_line(const struct table *table, size_t row);
/* The position of a column by name, or SIZE_MAX. */
size_t table_column(const struct table *table, struct text name);
/* The table by name, or NULL. */
const struct table *dataset_table(const struct dataset *dataset, struct text name);
/* Where a person finds a cell: "D412"; of a return in XML the path of its element. */
struct text table_cell_place(struct arena *arena, const struct table *table, size_t column,
                             size_t row);
/* "D412" for file column 3, file row 412. */
struct text table_cell_name(struct arena *arena, uint32_t file_column, uint32_t file_row);

/* Rows of a column by groups of equal values (two raw texts may decode to one value; see
 * table/value_groups.h): rows[starts[g]] up to, not including, rows[starts[g + 1]] are of group g,
 * in row order. Built on demand, once, safely from several threads. */
struct column_index {
    const uint32_t *starts; /* group_count + 1 of them */
    const uint32_t *rows;
    const uint32_t *group_of_code;
    uint32_t group_count; /* null is group 0, which may have no rows */
};
struct table_indexes; /* a cache of indexes over one table */
struct table_indexes *table_indexes_new(struct arena *arena, const struct table *table);
/* The index of a column, built now if it is not there yet. */
const struct column_index *table_index(struct table_indexes *indexes, size_t column);
/* The group of a value in an index (built now if it is not there yet), or UINT32_MAX. A day is also
 * found by the text of its ISO form, and a whole number by 5 or 5.0. */
uint32_t table_index_find(struct table_indexes *indexes, size_t column, const struct value *value);
/* The groups of a column, without its rows: for who only asks which values are there. */
const struct value_groups *table_groups(struct table_indexes *indexes, size_t column);

#endif
