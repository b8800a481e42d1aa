/* Cells put into the workbook that libxlsxwriter made without them. */
#ifndef SRC_RENDER_XLSX_FILLING_H
#define SRC_RENDER_XLSX_FILLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct xlsx_cells;
struct xlsx_strings;

struct xlsx_filling {
    const struct xlsx_strings *strings;
    struct xlsx_cells *const *cells; /* of each worksheet, in their order */
    size_t sheet_count;
    size_t link_count; /* cells whose text is a link's too */
};

/* False after FI003. */
bool xlsx_fill(struct arena *arena, struct diag *diag, struct text made,
               const struct xlsx_filling *filling, struct text *bytes);

#endif
