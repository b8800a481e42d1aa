/* What the blank cells of a form take, as validation that a spreadsheet keeps. */
#ifndef SRC_RENDER_XLSX_ENTRIES_H
#define SRC_RENDER_XLSX_ENTRIES_H

#include <xlsxwriter.h>

#include "report/document.h"

struct arena;

/* The row of a table's header, from 0: below its title, what stands here, and its notes. */
lxw_row_t xlsx_header_row(const struct document_table *table);
/* Of the column's blank cells, which look, once filled in, like all others. */
lxw_format *xlsx_entry_format(lxw_workbook *book, const struct column_entry *entry);
/* Validates the column's blank cells below the header. `choice_sheet` is the name of the worksheet
 * that holds the choices. */
lxw_error xlsx_add_entry(struct arena *arena, lxw_worksheet *sheet,
                         const struct document_table *table, size_t column,
                         const char *choice_sheet);

#endif
