/* Forms that come back: workbooks, and the answers in them. The input is a workbook, or the parts
 * of one: each behind a byte 1, its name and a byte 2, so that what is inside a workbook is reached
 * without guessing at compression. */
#include "base/file.h"
#include "fuzz/fuzzing.h"
#include "fuzz/stored_zip.h"
#include "ingest/workbook_reader.h"
#include "run/form.h"

enum { AS_AT = 16160 }; /* 31 March 2014 */

/* The parts that the input lists, as an archive without compression. */
static struct text archive_of(struct fuzzed *fuzzed) {
    struct stored_zip zip = stored_zip_new(fuzzed->arena);
    struct text rest = fuzzed->input, part;
    while (text_next_part(&rest, 1, &part)) {
        size_t end = text_find(part, 2);
        if (end < part.length) {
            stored_zip_add(&zip, text_slice(part, 0, end), text_slice(part, end + 1, part.length));
        }
    }
    return stored_zip_end(&zip);
}

static void check_cells(const struct read_workbook *workbook) {
    for (size_t i = 0; i < workbook->sheet_count; i++) {
        const struct workbook_sheet *sheet = &workbook->sheets[i];
        for (size_t c = 0; c < sheet->cell_count; c++) {
            day_number day;
            fuzzed_must(sheet->cells[c].row > 0 && sheet->cells[c].column > 0,
                        "rows and columns count from 1");
            workbook_cell_day(workbook, sheet, sheet->cells[c].row, sheet->cells[c].column, &day);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    if (length > 0 && bytes[0] == 1) {
        fuzzed.input = archive_of(&fuzzed);
    }
    struct text folder = fuzzed_folder(&fuzzed, "form.xlsx");
    const struct read_workbook *workbook = workbook_read(
        fuzzed.arena, fuzzed.diag, file_join(fuzzed.arena, folder, TEXT("form.xlsx")));
    if (workbook != NULL) {
        check_cells(workbook);
    }
    replies_read(fuzzed.arena, fuzzed.diag, folder, AS_AT);
    fuzzed_end(&fuzzed);
    return 0;
}
