/* Cells put into a workbook, against the same workbook whose cells libxlsxwriter
 * wrote itself: every byte of the two files is the same. */
#include <xlsxwriter.h>

#include <stdio.h>
#include <string.h>

#include "../src/render/xlsx_cells.h"
#include "../src/render/xlsx_filling.h"
#include "../src/render/xlsx_strings.h"
#include "base/file.h"
#include "generator/random.h"
#include "ingest/workbook_reader.h"
#include "support/testing.h"

enum { SHEETS = 3, FORMATS = 4, TEXTS = 16, LIMIT = 32767 };

static const char *const texts[TEXTS] = {"",
                                         "plain words",
                                         "a & b < c > d \"e\" 'f'",
                                         " a space before",
                                         "and behind ",
                                         "two\nlines",
                                         "\tindented",
                                         "ends in a line\n",
                                         "\x01 control \x1B characters \x1F",
                                         "\r",
                                         "\x7F and _x004 and _x00G1_ stay",
                                         "\xC5\xB4\xC5\xB7 \xC2\xA3 \xE2\x88\x92 \xF0\x9F\x8E\x93",
                                         "=1+1",
                                         "0",
                                         "plain words ",
                                         "\v"};

/* A workbook of which one half is written: by the library with its cells, or without. */
struct book {
    lxw_workbook *own;
    lxw_worksheet *sheet;
    lxw_format *formats[FORMATS];
    bool has_own_cells;
    struct xlsx_strings *strings;
    struct xlsx_cells *cells[SHEETS];
    size_t sheet_count;
};

static const char *path_of(const char *name) {
    return text_c(testing_arena(), text_format(testing_arena(), "%s/%s", testing_folder(), name));
}

static struct book begin(const char *name, bool has_own_cells) {
    struct book book = {.own = workbook_new(path_of(name)), .has_own_cells = has_own_cells};
    lxw_doc_properties properties = {.title = "A test", .created = 1403524800};
    workbook_set_properties(book.own, &properties);
    book.strings = xlsx_strings_new(testing_arena());
    for (size_t i = 0; i < FORMATS; i++) {
        book.formats[i] = workbook_add_format(book.own);
        format_set_font_size(book.formats[i], 10.0 + (double)i);
    }
    return book;
}

static void add_sheet(struct book *book) {
    book->sheet = workbook_add_worksheet(book->own, NULL);
    book->cells[book->sheet_count++] = xlsx_cells_new(testing_arena(), book->strings);
}

static uint32_t style_of(lxw_format *format) {
    return (uint32_t)lxw_format_get_xf_index(format);
}

static void put_text(struct book *book, uint32_t row, uint32_t column, struct text text,
                     lxw_format *format) {
    if (book->has_own_cells && text.length > 0) {
        SAME_INT(worksheet_write_string(book->sheet, row, (lxw_col_t)column,
                                        text_c(testing_arena(), text), format),
                 LXW_NO_ERROR);
    } else if (text.length > 0) {
        HOLDS(xlsx_cells_text(book->cells[book->sheet_count - 1], column, text, style_of(format)));
    }
}

static void put_number(struct book *book, uint32_t row, uint32_t column, struct decimal number,
                       lxw_format *format) {
    if (book->has_own_cells) {
        worksheet_write_number(book->sheet, row, (lxw_col_t)column, decimal_to_double(number),
                               format);
    } else {
        xlsx_cells_number(book->cells[book->sheet_count - 1], column, number, style_of(format));
    }
}

static void put_blank(struct book *book, uint32_t row, uint32_t column, lxw_format *format) {
    if (book->has_own_cells) {
        worksheet_write_blank(book->sheet, row, (lxw_col_t)column, format);
    } else {
        xlsx_cells_blank(book->cells[book->sheet_count - 1], column, style_of(format));
    }
}

/* The library is told of a height behind the row's cells. */
static void begin_row(struct book *book, uint32_t row, size_t line_count) {
    if (!book->has_own_cells) {
        xlsx_cells_row(book->cells[book->sheet_count - 1], row, line_count);
    }
}

static void end_row(struct book *book, uint32_t row, size_t line_count) {
    if (book->has_own_cells && line_count > 0) {
        worksheet_set_row(book->sheet, row, (double)line_count * 16.5, NULL);
    }
}

static void put_random_cell(struct book *book, struct random *random, uint32_t row,
                            uint32_t column) {
    static const int64_t powers[] = {10, 1000, 1000000, INT64_C(10000000000), INT64_C(1) << 60};
    lxw_format *format = book->formats[random_between(random, 0, FORMATS - 1)];
    int kind = random_between(random, 0, 9);
    int64_t power = powers[random_between(random, 0, 4)];
    int64_t scaled = random_between(random, -1000000, 1000000) * INT64_C(1000003) % power;
    int decimals = random_between(random, 0, 9) % 7 == 0 ? random_between(random, 0, 9) : 0;
    if (kind == 0) {
        put_blank(book, row, column, format);
    } else if (kind < 5) {
        put_number(book, row, column, (struct decimal){scaled, decimals}, format);
    } else if (kind < 7) {
        struct text text = text_format(testing_arena(), "record %lld", (long long)scaled);
        put_text(book, row, column, text, format);
    } else {
        put_text(book, row, column, text_of(texts[random_between(random, 0, TEXTS - 1)]), format);
    }
}

/* Rows with gaps between them, some high, some with nothing in them; columns up to AD. */
static void put_random_sheet(struct book *book, struct random *random, uint32_t row_count) {
    add_sheet(book);
    for (uint32_t row = 0; row < row_count; row++) {
        bool is_filled = random_chance(random, 800);
        size_t line_count = random_chance(random, 500) ? (size_t)random_between(random, 1, 5) : 0;
        if (row > 0 && random_chance(random, 50)) {
            row += (uint32_t)random_between(random, 1, 40);
        }
        begin_row(book, row, line_count);
        int width = random_between(random, 0, 29);
        for (uint32_t column = 0; is_filled && column <= (uint32_t)width; column++) {
            if (row == 0 || random_chance(random, 700)) {
                put_random_cell(book, random, row, column);
            }
        }
        end_row(book, row, line_count);
    }
}

static struct text bytes_at(const char *name) {
    struct text bytes = TEXT_NONE;
    HOLDS(file_read(testing_arena(), testing_diag(), text_of(path_of(name)), &bytes));
    return bytes;
}

static struct text finish(struct book *book, const char *name) {
    if (!book->has_own_cells) { /* so that the library lists the part of all texts */
        worksheet_write_string(book->sheet, 0, 0, "text", NULL);
    }
    SAME_INT(workbook_close(book->own), LXW_NO_ERROR);
    struct text made = bytes_at(name), bytes = TEXT_NONE;
    const struct xlsx_filling filling = {book->strings, book->cells, book->sheet_count, 0};
    if (book->has_own_cells) {
        return made;
    }
    HOLDS(xlsx_fill(testing_arena(), testing_diag(), made, &filling, &bytes));
    return bytes;
}

/* The longest of the sheets takes the packer more than one block. */
static struct text random_book(uint64_t seed, bool has_own_cells) {
    struct random random = {seed};
    struct book book = begin("cells.xlsx", has_own_cells);
    for (int i = 0; i < SHEETS; i++) {
        put_random_sheet(&book, &random, i == 1 ? 900 : (uint32_t)random_between(&random, 1, 60));
    }
    return finish(&book, "cells.xlsx");
}

static void every_byte_is_as_the_library_would_have_written_it(void) {
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct text own = random_book(seed, true), filled = random_book(seed, false);
        HOLDS(own.length > 10000);
        HOLDS(text_equal(own, filled));
    }
}

static void every_text_and_byte_is_escaped_as_the_library_does(void) {
    struct text files[2];
    for (int k = 0; k < 2; k++) {
        struct book book = begin("texts.xlsx", k == 0);
        add_sheet(&book);
        for (uint32_t row = 0; row < TEXTS + 127; row++) {
            char byte[4] = {'a', (char)(row - TEXTS + 1), 'z', '\0'};
            begin_row(&book, row, 0);
            struct text text = row < TEXTS ? text_of(texts[row]) : text_of(byte);
            put_text(&book, row, 0, text_copy(testing_arena(), text), book.formats[1]);
        }
        files[k] = finish(&book, "texts.xlsx");
    }
    HOLDS(text_equal(files[0], files[1]));
}

/* The library would let a reader take "_x0041_" for "A", and write a file that is no XML. */
static void what_the_library_does_not_escape_reads_as_it_stands(void) {
    static const char *const odd[] = {"_x0041_ is no A", "__x000d__x000D_",
                                      "\xEF\xBF\xBE and \xEF\xBF\xBF",
                                      "\xEF\xBF\xBD and \xEF\xBB\xBF stay"};
    struct book book = begin("odd.xlsx", false);
    add_sheet(&book);
    for (uint32_t row = 0; row < 4; row++) {
        begin_row(&book, row, 0);
        put_text(&book, row, 0, text_of(odd[row]), book.formats[1]);
    }
    struct text path = text_of(path_of("filled.xlsx"));
    HOLDS(file_write(testing_diag(), path, finish(&book, "odd.xlsx"), 0600));
    const struct read_workbook *read = workbook_read(testing_arena(), testing_diag(), path);
    CU_ASSERT_FATAL(read != NULL);
    for (uint32_t row = 0; row < 4; row++) {
        SAME_TEXT(workbook_cell_text(&read->sheets[0], row + 1, 1), odd[row]);
    }
    struct xlsx_strings *strings = xlsx_strings_new(testing_arena());
    xlsx_strings_number(strings, TEXT("a\xE9z")); /* no UTF-8 */
    HOLDS(text_contains(xlsx_strings_part(testing_arena(), strings, 1),
                        TEXT("<t>a\xEF\xBF\xBDz</t>")));
}

static void a_sheet_without_cells_is_one_of_the_librarys_too(void) {
    struct text files[2];
    for (int k = 0; k < 2; k++) {
        struct book book = begin("empty.xlsx", k == 0);
        add_sheet(&book);
        begin_row(&book, 0, 0);
        put_text(&book, 0, 0, TEXT("alone"), book.formats[0]);
        add_sheet(&book);
        add_sheet(&book);
        begin_row(&book, 7, 2);
        end_row(&book, 7, 2);
        files[k] = finish(&book, "empty.xlsx");
    }
    HOLDS(text_equal(files[0], files[1]));
}

static void a_cell_holds_as_many_characters_as_the_format_allows(void) {
    char *bytes = arena_alloc(testing_arena(), 2 * LIMIT + 2);
    for (size_t i = 0; i <= LIMIT; i++) {
        memcpy(bytes + 2 * i, "\xC2\xA3", 2);
    }
    struct xlsx_cells *cells = xlsx_cells_new(testing_arena(), xlsx_strings_new(testing_arena()));
    xlsx_cells_row(cells, 0, 0);
    HOLDS(xlsx_cells_text(cells, 0, (struct text){bytes, 2 * LIMIT}, 1));
    HOLDS(!xlsx_cells_text(cells, 1, (struct text){bytes, 2 * LIMIT + 2}, 1));
}

static void a_part_that_is_no_worksheet_is_refused(void) {
    struct xlsx_cells *cells = xlsx_cells_new(testing_arena(), xlsx_strings_new(testing_arena()));
    struct text bytes, pieces[3];
    HOLDS(!xlsx_cells_into(testing_arena(), cells, TEXT("<worksheet/>"), pieces));
    const struct xlsx_filling filling = {xlsx_strings_new(testing_arena()), NULL, 0, 0};
    HOLDS(!xlsx_fill(testing_arena(), testing_diag(), TEXT("no archive"), &filling, &bytes));
    HOLDS(testing_reported(testing_diag(), "FI003"));
}

SUITE(render_xlsx_cells, CLAIM(every_byte_is_as_the_library_would_have_written_it),
      CLAIM(every_text_and_byte_is_escaped_as_the_library_does),
      CLAIM(what_the_library_does_not_escape_reads_as_it_stands),
      CLAIM(a_sheet_without_cells_is_one_of_the_librarys_too),
      CLAIM(a_cell_holds_as_many_characters_as_the_format_allows),
      CLAIM(a_part_that_is_no_worksheet_is_refused))
