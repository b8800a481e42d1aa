/* A document's chart as one of the spreadsheet's own. */
#ifndef SRC_RENDER_XLSX_CHARTS_H
#define SRC_RENDER_XLSX_CHARTS_H

#include <xlsxwriter.h>

#include "report/document.h"

struct arena;

/* The chart, yet on no sheet; its data stand in `data_sheet` below the row of its headers. The
 * workbook frees it. */
lxw_chart *xlsx_chart_new(struct arena *arena, lxw_workbook *book, const char *data_sheet,
                          lxw_row_t header_row, const struct document_chart *source);

#endif
