/* Workbooks read back by another program (openpyxl). */
#include <stdio.h>

#include "../src/render/xlsx_package.h"
#include "base/buffer.h"
#include "base/file.h"
#include "ingest/workbook_reader.h"
#include "render/annex.h"
#include "render/renderer.h"
#include "support/sample_document.h"
#include "support/testing.h"

static struct cell number(int64_t scaled, int decimals) {
    struct decimal value = {scaled, decimals};
    return (struct cell){CELL_NUMBER, decimal_words(testing_arena(), value), value, MARK_NONE};
}

static struct cell words(const char *text) {
    return (struct cell){.kind = CELL_TEXT, .text = text_of(text)};
}

/* Two rows and a total; a text that a spreadsheet would take for a formula; a marker. */
static const struct document_table *example_table(void) {
    static const struct table_column columns[3] = {
        {.header = {"Source of referral", 18}},
        {.header = {"Number", 6}, .is_numeric = true},
        {.header = {"Received (%)", 12}, .is_numeric = true}};
    static const struct text notes[1] = {{"Source: invented for this test.", 31}};
    struct cell *cells = ARENA_ARRAY(testing_arena(), struct cell, 9);
    cells[0] = words("=1+1");
    cells[1] = number(4708, 0);
    cells[2] = number(291, 1);
    cells[3] = words("Housing");
    cells[4] = number(-224, 0);
    cells[5] = (struct cell){.kind = CELL_MARKER, .text = TEXT("[n/a]")};
    cells[6] = words("Total");
    cells[7] = number(4484, 0);
    cells[8] = words("");
    struct document_table *table = ARENA_NEW(testing_arena(), struct document_table);
    *table = (struct document_table){.caption = TEXT("Referrals by source"),
                                     .columns = columns,
                                     .column_count = 3,
                                     .cells = cells,
                                     .row_count = 3,
                                     .has_total = true,
                                     .notes = notes,
                                     .note_count = 1,
                                     .number = 1};
    return table;
}

static const struct document_chart *example_chart(void) {
    static const struct text categories[2] = {{"Neglect", 7}, {"Physical", 8}};
    struct cell *values = ARENA_ARRAY(testing_arena(), struct cell, 2);
    values[0] = number(52, 0);
    values[1] = number(21, 0);
    struct chart_series *series = ARENA_NEW(testing_arena(), struct chart_series);
    *series = (struct chart_series){.name = TEXT("Plans (%)"), .values = values};
    struct document_chart *chart = ARENA_NEW(testing_arena(), struct document_chart);
    *chart = (struct document_chart){.kind = CHART_BARS,
                                     .caption = TEXT("Neglect is the largest category"),
                                     .unit = TEXT("Per cent of plans"),
                                     .category_title = TEXT("Category of abuse"),
                                     .categories = categories,
                                     .category_count = 2,
                                     .series = series,
                                     .series_count = 1,
                                     .alternative = TEXT("Bars: Neglect 52, Physical 21."),
                                     .number = 1};
    return chart;
}

static const struct document *example(void) {
    struct document_block *blocks = ARENA_ARRAY(testing_arena(), struct document_block, 2);
    blocks[0] = (struct document_block){.kind = DOCUMENT_TABLE, .table = example_table()};
    blocks[1] = (struct document_block){.kind = DOCUMENT_CHART, .chart = example_chart()};
    struct inline_run *run = ARENA_NEW(testing_arena(), struct inline_run);
    run->text = TEXT("Replaced from January 2014.");
    struct rich_text *note = ARENA_NEW(testing_arena(), struct rich_text);
    *note = (struct rich_text){run, 1};
    struct document *document = ARENA_NEW(testing_arena(), struct document);
    *document = (struct document){.title = TEXT("A paper"),
                                  .author = TEXT("A council"),
                                  .subject = TEXT("Year to March 2014"),
                                  .organisation = TEXT("A council"),
                                  .running_head = TEXT("Cabinet"),
                                  .date = TEXT("2014-06-23"),
                                  .is_restricted = true,
                                  .blocks = blocks,
                                  .block_count = 2,
                                  .notes = note,
                                  .note_count = 1};
    return document;
}

static struct text render(void) {
    struct text bytes = TEXT_NONE;
    HOLDS(xlsx_renderer.render(testing_arena(), testing_diag(), example(), NULL, &bytes));
    return bytes;
}

/* What openpyxl finds in the workbook. */
static struct text read_back(struct text bytes, int *status) {
    char path[256];
    snprintf(path, sizeof path, "%s/annex.xlsx", testing_folder());
    HOLDS(file_write(testing_diag(), text_of(path), bytes, 0644));
    return testing_command(status, "/usr/bin/python3 tests/support/read_xlsx.py %s", path);
}

static void another_program_reads_every_cell_and_finds_no_fault(void) {
    int status;
    struct text cells = read_back(render(), &status);
    SAME_INT(status, 0);
    HOLDS(text_contains(cells, TEXT("Cover\tA1\tA paper")));
    HOLDS(text_contains(cells, TEXT("Notes\tB4\tSource: invented for this test.")));
    HOLDS(text_contains(cells, TEXT("Table 1\tA1\tTable 1: Referrals by source [note 1]")));
    HOLDS(text_contains(cells, TEXT("Table 1\tB5\t4708")));
    HOLDS(text_contains(cells, TEXT("Table 1\tC5\t29.1")));
    HOLDS(text_contains(cells, TEXT("Table 1\tB6\t-224")));
    HOLDS(text_contains(cells, TEXT("Table 1\tC6\t[n/a]")));
    HOLDS(text_contains(cells, TEXT("Figure 1 data\tB4\t52")));
    HOLDS(text_contains(cells, TEXT("charts\t1")));
}

static void text_that_looks_like_a_formula_stays_text(void) {
    int status;
    struct text cells = read_back(render(), &status);
    HOLDS(text_contains(cells, TEXT("Table 1\tA5\t=1+1")));
    HOLDS(!text_contains(cells, TEXT("FAULT")));
}

static void the_same_document_gives_the_same_bytes(void) {
    HOLDS(text_equal(render(), render()));
}

static void a_table_without_rows_says_so_and_is_no_table(void) {
    struct document_table *table = ARENA_NEW(testing_arena(), struct document_table);
    *table = *example_table();
    table->row_count = 0;
    table->sheet = TEXT("Records [all]");
    const struct document_table *const tables[1] = {table};
    struct text bytes;
    HOLDS(workbook_write(testing_arena(), testing_diag(), TEXT("Quality"), TEXT("A council"),
                         TEXT("2014-03-31"), NULL, 0, tables, 1, &bytes));
    int status;
    struct text cells = read_back(bytes, &status);
    SAME_INT(status, 0);
    HOLDS(text_contains(cells, TEXT("There is nothing to list here.")));
}

static void a_column_is_as_wide_as_its_longest_cell_within_limits(void) {
    const struct document_table *table = example_table();
    SAME_INT(annex_column_characters(table, 0), 9);
}

/* Arial's widths count, not characters: narrow letters fit where wide ones do not. */
static void lines_are_those_of_words_folded_whole(void) {
    SAME_INT(annex_lines(TEXT("four words of text"), 9), 2);
    SAME_INT(annex_lines(TEXT("four words of text"), 5), 3);
    SAME_INT(annex_lines(TEXT("four words of text"), 20), 1);
    SAME_INT(annex_lines(TEXT("illicit little fillip"), 12), 1);
    SAME_INT(annex_lines(TEXT("WOMEN WHO WROTE MEMOS"), 12), 4);
    SAME_INT(annex_lines(TEXT("unbreakablenesses"), 8), 3);
    SAME_INT(annex_lines(TEXT("a\nb"), 9), 2);
    SAME_INT(annex_lines(TEXT_NONE, 9), 0);
    SAME_INT(annex_lines(TEXT("££££££££"), 9), 1); /* characters, not bytes */
    SAME_INT(annex_lines(TEXT("£££££££££"), 9), 2);
}

/* One value of an extract must not cost the workbook. */
static void a_text_that_no_cell_holds_is_cut_and_shows_it(void) {
    static const struct table_column columns[1] = {{.header = {"Words", 5}}};
    enum { LIMIT = 32767 };
    struct buffer all = buffer_new(testing_arena()), most = buffer_new(testing_arena());
    for (size_t i = 0; i <= LIMIT; i++) {
        buffer_add_c(&all, "\xC2\xA3");
        buffer_add_c(&most, i < LIMIT - 1 ? "\xC2\xA3" : i == LIMIT ? "\xE2\x80\xA6" : "");
    }
    struct cell cells[2] = {words(text_c(testing_arena(), buffer_text(&all))),
                            words(text_c(testing_arena(), buffer_text(&all)) + 2)};
    const struct document_table table = {.caption = TEXT("Long"),
                                         .sheet = TEXT("Long"),
                                         .columns = columns,
                                         .column_count = 1,
                                         .cells = cells,
                                         .row_count = 2};
    const struct document_table *const tables[1] = {&table};
    struct text bytes, path = text_format(testing_arena(), "%s/long.xlsx", testing_folder());
    HOLDS(workbook_write(testing_arena(), testing_diag(), TEXT("Long"), TEXT("A council"),
                         TEXT("2014-03-31"), NULL, 0, tables, 1, &bytes));
    HOLDS(file_write(testing_diag(), path, bytes, 0600));
    const struct read_workbook *read = workbook_read(testing_arena(), testing_diag(), path);
    CU_ASSERT_FATAL(read != NULL);
    const struct workbook_sheet *sheet = workbook_sheet(read, TEXT("Long"));
    HOLDS(text_equal(workbook_cell_text(sheet, 4, 1), buffer_text(&most)));
    HOLDS(text_equal(workbook_cell_text(sheet, 5, 1), cells[1].text));
    struct xlsx_package *package = xlsx_package_open(testing_arena(), bytes);
    struct text part = TEXT_NONE;
    HOLDS(xlsx_package_read(package, TEXT("xl/worksheets/sheet3.xml"), &part));
    HOLDS(text_contains(part, TEXT("ht=\"409\""))); /* as high as a row can be */
}

/* Of texts that are as long as each other, and of one that stands twice. */
static void a_row_is_as_high_as_its_own_texts_need(void) {
    static const char *const texts[] = {"a\nb", "abc", "abc", "c\nd", "a\nb", "bcd"};
    enum { ROWS = sizeof texts / sizeof texts[0] };
    static const struct table_column columns[1] = {{.header = {"Words", 5}}};
    struct cell cells[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        cells[i] = words(texts[i]);
    }
    const struct document_table table = {.caption = TEXT("Rows"),
                                         .sheet = TEXT("Rows"),
                                         .columns = columns,
                                         .column_count = 1,
                                         .cells = cells,
                                         .row_count = ROWS};
    const struct document_table *const tables[1] = {&table};
    struct text bytes, sheet = TEXT_NONE;
    HOLDS(workbook_write(testing_arena(), testing_diag(), TEXT("Rows"), TEXT("A council"),
                         TEXT("2014-03-31"), NULL, 0, tables, 1, &bytes));
    struct xlsx_package *package = xlsx_package_open(testing_arena(), bytes);
    HOLDS(package != NULL && xlsx_package_read(package, TEXT("xl/worksheets/sheet3.xml"), &sheet));
    for (size_t i = 0; i < ROWS; i++) {
        const char *height = texts[i][1] == '\n' ? "33" : "16.5";
        HOLDS(text_contains(sheet,
                            text_format(testing_arena(), "<row r=\"%zu\" spans=\"1:1\" ht=\"%s\" ",
                                        i + 4, height)));
    }
}

/* References, limits and signals stand in the data, points with what is expected of them. */
static void every_kind_of_chart_has_its_data_and_is_native(void) {
    struct font_files fonts = sample_fonts();
    struct text bytes;
    HOLDS(xlsx_renderer.render(testing_arena(), testing_diag(),
                               sample_charts_document(testing_arena()), &fonts, &bytes));
    int status;
    struct text cells = read_back(bytes, &status);
    SAME_INT(status, 0);
    HOLDS(!text_contains(cells, TEXT("FAULT")));
    HOLDS(text_contains(cells, TEXT("charts\t7")));
    HOLDS(text_contains(cells, TEXT("Per cent: Now")));
    HOLDS(text_contains(cells, TEXT("Figure 3 data\tF3\tAssessments in time, signal")));
    HOLDS(text_contains(cells, TEXT("Figure 3 data\tF14\tsignal")));
    HOLDS(text_contains(cells, TEXT("Figure 4 data\tC4\t85")));
    HOLDS(text_contains(cells, TEXT("Figure 6 data\tF3\tUpper limit")));
}

SUITE(render_xlsx_renderer, CLAIM(every_kind_of_chart_has_its_data_and_is_native),
      CLAIM(another_program_reads_every_cell_and_finds_no_fault),
      CLAIM(text_that_looks_like_a_formula_stays_text),
      CLAIM(the_same_document_gives_the_same_bytes),
      CLAIM(a_table_without_rows_says_so_and_is_no_table),
      CLAIM(a_text_that_no_cell_holds_is_cut_and_shows_it),
      CLAIM(a_column_is_as_wide_as_its_longest_cell_within_limits),
      CLAIM(lines_are_those_of_words_folded_whole), CLAIM(a_row_is_as_high_as_its_own_texts_need))
