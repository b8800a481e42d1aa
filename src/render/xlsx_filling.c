/* A workbook's worksheets and its table of texts, rewritten with their cells. */
#include "xlsx_filling.h"

#include "xlsx_cells.h"
#include "xlsx_package.h"
#include "xlsx_strings.h"

static bool fill_sheet(struct arena *arena, struct xlsx_package *package, size_t number,
                       struct xlsx_cells *cells) {
    struct text name = text_format(arena, "xl/worksheets/sheet%zu.xml", number), part;
    if (!xlsx_package_read(package, name, &part)) {
        return false;
    }
    struct text pieces[XLSX_PIECES];
    return xlsx_cells_into(arena, cells, part, pieces) &&
           xlsx_package_replace(package, name, pieces);
}

/* The library counts a link's text twice, which is kept: it is no more than a hint for a reader. */
static bool fill_strings(struct arena *arena, struct xlsx_package *package,
                         const struct xlsx_filling *filling) {
    size_t use_count = filling->link_count;
    for (size_t i = 0; i < filling->sheet_count; i++) {
        use_count += xlsx_cells_text_count(filling->cells[i]);
    }
    const struct text pieces[XLSX_PIECES] = {xlsx_strings_part(arena, filling->strings, use_count),
                                             TEXT_NONE, TEXT_NONE};
    return xlsx_package_replace(package, TEXT("xl/sharedStrings.xml"), pieces);
}

bool xlsx_fill(struct arena *arena, struct diag *diag, struct text made,
               const struct xlsx_filling *filling, struct text *bytes) {
    struct xlsx_package *package = xlsx_package_open(arena, made);
    bool is_filled = package != NULL;
    for (size_t i = 0; i < filling->sheet_count && is_filled; i++) {
        is_filled = fill_sheet(arena, package, i + 1, filling->cells[i]);
    }
    if (is_filled && fill_strings(arena, package, filling) && xlsx_package_write(package, bytes)) {
        return true;
    }
    DIAG_REPORT(diag, FI003, NULL, TEXT("a part of the workbook, in memory"),
                TEXT("its cells cannot be put into it"));
    return false;
}
