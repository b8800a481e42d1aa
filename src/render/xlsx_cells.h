/* The cells of one worksheet, from the first row to the last, as the XML that libxlsxwriter
 * would write of them. The library makes all else of the sheet. */
#ifndef SRC_RENDER_XLSX_CELLS_H
#define SRC_RENDER_XLSX_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/text.h"

struct arena;
struct xlsx_cells;
struct xlsx_strings;

/* Characters of a cell's text, at most. */
enum { XLSX_CELL_CHARACTERS = 32767 };

struct xlsx_cells *xlsx_cells_new(struct arena *arena, struct xlsx_strings *strings);

/* Begins a row, counted from 0, below those that there are; high enough for so many lines of Arial
 * 12, or for 0 as high as the spreadsheet makes it. */
void xlsx_cells_row(struct xlsx_cells *cells, uint32_t row, size_t line_count);
/* What a cell can hold of a text: where that is not all of it, an ellipsis says so. */
struct text xlsx_cells_fitting(struct arena *arena, struct text text);
/* A cell of that row, right of those that there are; `style` is the format's place among those of
 * the workbook. A text must outlive the cells, unchanged; an empty one is no cell. False: it is
 * longer than a cell may hold. */
bool xlsx_cells_text(struct xlsx_cells *cells, uint32_t column, struct text text, uint32_t style);
void xlsx_cells_number(struct xlsx_cells *cells, uint32_t column, struct decimal number,
                       uint32_t style);
void xlsx_cells_blank(struct xlsx_cells *cells, uint32_t column, uint32_t style);

/* How many cells hold texts. */
size_t xlsx_cells_text_count(const struct xlsx_cells *cells);
/* The worksheet's part as the library wrote it, in three pieces: what stands before its cells,
 * these cells in place of those in it, what stands behind. False: it is not as the library writes
 * it. Nothing can be added after. */
bool xlsx_cells_into(struct arena *arena, struct xlsx_cells *cells, struct text part,
                     struct text pieces[3]);

#endif
