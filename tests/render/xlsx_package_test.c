/* Packages as the library writes them: read, packed anew, damaged. */
#include <xlsxwriter.h>

#include "../src/render/xlsx_package.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/jobs.h"
#include "support/testing.h"

static const char *const names[] = {
    "[Content_Types].xml",      "_rels/.rels",     "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
    "xl/theme/theme1.xml",      "xl/styles.xml",   "docProps/app.xml",
    "docProps/core.xml"};
enum { NAMES = sizeof names / sizeof names[0], ROWS = 3000 };

/* A workbook of which one part is 300 KB. */
static struct text make_workbook(void) {
    struct text path = text_format(testing_arena(), "%s/package.xlsx", testing_folder()), bytes;
    lxw_workbook *book = workbook_new(text_c(testing_arena(), path));
    lxw_doc_properties properties = {.created = 1403524800};
    workbook_set_properties(book, &properties);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    for (lxw_row_t row = 0; row < ROWS; row++) {
        worksheet_write_string(sheet, row, 0, row % 3 == 0 ? "one" : "two", NULL);
        worksheet_write_number(sheet, row, 1, row * 7919 % 1009, NULL);
    }
    SAME_INT(workbook_close(book), LXW_NO_ERROR);
    HOLDS(file_read(testing_arena(), testing_diag(), path, &bytes));
    return bytes;
}

struct repacking {
    struct arena *arena;
    struct text bytes, result;
    bool is_made;
};

static void repack(void *context) {
    struct repacking *repacking = context;
    struct xlsx_package *package = xlsx_package_open(repacking->arena, repacking->bytes);
    repacking->is_made = package != NULL;
    for (size_t i = 0; i < NAMES && repacking->is_made; i++) {
        struct text part = TEXT_NONE;
        repacking->is_made = xlsx_package_read(package, text_of(names[i]), &part);
        const struct text pieces[XLSX_PIECES] = {text_slice(part, 0, i * 7), TEXT_NONE,
                                                 text_slice(part, i * 7, part.length)};
        repacking->is_made =
            repacking->is_made && xlsx_package_replace(package, text_of(names[i]), pieces);
    }
    repacking->is_made = repacking->is_made && xlsx_package_write(package, &repacking->result);
}

static void parts_packed_anew_are_the_librarys_bytes_on_any_number_of_threads(void) {
    struct text bytes = make_workbook();
    for (unsigned thread_count = 1; thread_count <= 5; thread_count += 2) {
        struct repacking repacking = {testing_arena(), bytes, TEXT_NONE, false};
        void *contexts[1] = {&repacking};
        jobs_run(thread_count, repack, contexts, 1);
        HOLDS(repacking.is_made);
        HOLDS(text_equal(repacking.result, bytes));
    }
}

static void a_part_holds_what_was_written_and_an_unknown_one_is_not_there(void) {
    struct xlsx_package *package = xlsx_package_open(testing_arena(), make_workbook());
    struct text part;
    HOLDS(package != NULL && xlsx_package_read(package, TEXT("xl/sharedStrings.xml"), &part));
    HOLDS(text_ends_with(part, TEXT("<si><t>one</t></si><si><t>two</t></si></sst>")));
    HOLDS(!xlsx_package_read(package, TEXT("xl/worksheets/sheet2.xml"), &part));
    const struct text pieces[XLSX_PIECES] = {part, TEXT_NONE, TEXT_NONE};
    HOLDS(!xlsx_package_replace(package, TEXT("xl/worksheets/sheet2.xml"), pieces));
}

static bool reads_all(struct text bytes) {
    struct arena *arena = arena_new();
    struct repacking repacking = {arena, bytes, TEXT_NONE, false};
    repack(&repacking);
    arena_free(arena);
    return repacking.is_made;
}

static void an_archive_that_is_cut_or_damaged_is_no_package(void) {
    struct text bytes = make_workbook();
    char *copy = arena_copy(testing_arena(), bytes.bytes, bytes.length);
    bool all_refused = true;
    HOLDS(reads_all((struct text){copy, bytes.length}));
    for (size_t length = 0; length < bytes.length; length += 97) {
        all_refused = all_refused && !reads_all((struct text){copy, length});
    }
    for (size_t at = 100; at < 300; at += 13) { /* within the first part */
        copy[at] ^= 0x10;
        all_refused = all_refused && !reads_all((struct text){copy, bytes.length});
        copy[at] ^= 0x10;
    }
    HOLDS(all_refused);
}

SUITE(render_xlsx_package, CLAIM(parts_packed_anew_are_the_librarys_bytes_on_any_number_of_threads),
      CLAIM(a_part_holds_what_was_written_and_an_unknown_one_is_not_there),
      CLAIM(an_archive_that_is_cut_or_damaged_is_no_package))
