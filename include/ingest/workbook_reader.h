/* Workbooks that came back: the cells of an .xlsx file, whoever saved it last
 * (Excel, LibreOffice, another program). The file is foreign, so everything
 * about it is bounded: size, parts, nesting, texts, cells; nothing is unpacked
 * to a disk, no path in it is followed, and no document type is accepted. */
#ifndef INGEST_WORKBOOK_READER_H
#define INGEST_WORKBOOK_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;

enum {
    WORKBOOK_FILE_LIMIT = 1 << 24,     /* bytes of the file */
    WORKBOOK_UNPACKED_LIMIT = 1 << 26, /* bytes of its parts when unpacked */
    WORKBOOK_ENTRY_LIMIT = 1000,
    WORKBOOK_SHEET_LIMIT = 200,
    WORKBOOK_CELL_LIMIT = 500000,  /* of all sheets, and shared texts */
    WORKBOOK_TEXT_LIMIT = 1 << 17, /* bytes of one text */
    WORKBOOK_DEPTH_LIMIT = 32
};

struct sheet_cell {
    uint32_t row, column; /* from 1, as a spreadsheet counts: A is 1 */
    struct text text;
    bool is_number; /* `text` is a number as it is stored: a date is a count of days */
};
struct workbook_sheet {
    struct text name;
    const struct sheet_cell *cells; /* filled ones, by row and column */
    size_t cell_count;
};
struct read_workbook {
    const struct workbook_sheet *sheets;
    size_t sheet_count;
    bool counts_from_1904; /* its days */
};

/* NULL after FI002, FI005 or IN040, which says why it is no workbook that can be read. */
const struct read_workbook *workbook_read(struct arena *arena, struct diag *diag, struct text path);
/* The sheet of a name, or NULL. */
const struct workbook_sheet *workbook_sheet(const struct read_workbook *workbook, struct text name);
/* The text of a cell, trimmed; empty: it is blank. */
struct text workbook_cell_text(const struct workbook_sheet *sheet, uint32_t row, uint32_t column);
/* The day in a cell: a number of days, or a date written as text. False if it holds none. */
bool workbook_cell_day(const struct read_workbook *workbook, const struct workbook_sheet *sheet,
                       uint32_t row, uint32_t column, day_number *day);

#endif
