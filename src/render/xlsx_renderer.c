/* Workbooks through libxlsxwriter, by the Analysis Function's conventions for
 * spreadsheets: cover, contents and notes; one real Excel table a sheet, from
 * column A; numbers as numbers; no merged cells, fills, filters or frozen panes;
 * each chart native, on a sheet of its own with a sentence that says the same.
 * Text is always written as a string, so that "=..." never becomes a formula.
 * The file is made in memory (xlsx_file.c). */
#include <xlsxwriter.h>

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "render/annex.h"
#include "render/renderer.h"
#include "xlsx_charts.h"
#include "xlsx_entries.h"
#include "xlsx_file.h"

enum {
    DECIMALS_LIMIT = 4,
    SHEET_NAME_LIMIT = 31,
    LANDSCAPE_CHARACTERS = 95,
    COVER_WIDTH = 100,
    COVER_CHARACTERS = 84,
    PAPER_A4 = 9,
    TABLE_NAME_LIMIT = 60
};

static const double line_height = 16.5; /* points, Arial 12 */

/* Every format is Arial 12: the library's own default is another font. */
struct formats {
    lxw_format *title, *text, *wrapped, *header, *header_right, *link, *marker;
    lxw_format *bold, *bold_marker;
    lxw_format *numbers[DECIMALS_LIMIT + 1], *bold_numbers[DECIMALS_LIMIT + 1];
};

struct workbook {
    struct arena *arena;
    struct diag *diag;
    lxw_workbook *book;
    struct formats formats;
    lxw_error error; /* the first that the library gave */
    uint32_t table_count;
    bool is_restricted; /* every sheet says so */
};

static void note_error(struct workbook *workbook, lxw_error error) {
    if (workbook->error == LXW_NO_ERROR) {
        workbook->error = error;
    }
}

static lxw_format *new_format(lxw_workbook *book) {
    lxw_format *format = workbook_add_format(book);
    format_set_font_name(format, "Arial");
    format_set_font_size(format, 12);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static lxw_format *new_bold(lxw_workbook *book) {
    lxw_format *format = new_format(book);
    format_set_bold(format);
    return format;
}

static void add_number_formats(struct workbook *workbook) {
    static const char *const patterns[DECIMALS_LIMIT + 1] = {"#,##0", "#,##0.0", "#,##0.00",
                                                             "#,##0.000", "#,##0.0000"};
    for (int i = 0; i <= DECIMALS_LIMIT; i++) {
        workbook->formats.numbers[i] = new_format(workbook->book);
        workbook->formats.bold_numbers[i] = new_bold(workbook->book);
        format_set_num_format(workbook->formats.numbers[i], patterns[i]);
        format_set_num_format(workbook->formats.bold_numbers[i], patterns[i]);
    }
}

static void add_formats(struct workbook *workbook) {
    lxw_workbook *book = workbook->book;
    struct formats *formats = &workbook->formats;
    formats->text = new_format(book);
    formats->wrapped = new_format(book);
    format_set_text_wrap(formats->wrapped);
    formats->bold = new_bold(book);
    formats->title = new_bold(book);
    format_set_font_size(formats->title, 16);
    formats->header = new_bold(book);
    format_set_text_wrap(formats->header);
    formats->header_right = new_bold(book);
    format_set_text_wrap(formats->header_right);
    format_set_align(formats->header_right, LXW_ALIGN_RIGHT);
    formats->marker = new_format(book);
    format_set_align(formats->marker, LXW_ALIGN_RIGHT);
    formats->bold_marker = new_bold(book);
    format_set_align(formats->bold_marker, LXW_ALIGN_RIGHT);
    formats->link = new_format(book);
    format_set_underline(formats->link, LXW_UNDERLINE_SINGLE);
    format_set_font_color(formats->link, 0x12436D);
    add_number_formats(workbook);
}

/* --- cells ------------------------------------------------------------- */

static void write_text(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
                       lxw_col_t column, struct text text, lxw_format *format) {
    if (text.length > 0) {
        note_error(workbook, worksheet_write_string(sheet, row, column,
                                                    text_c(workbook->arena, text), format));
    }
}

static void write_cell(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
                       lxw_col_t column, const struct cell *cell, bool is_total) {
    struct formats *formats = &workbook->formats;
    if (cell->kind == CELL_NUMBER) {
        int decimals =
            cell->number.decimals > DECIMALS_LIMIT ? DECIMALS_LIMIT : cell->number.decimals;
        lxw_format *format =
            is_total ? formats->bold_numbers[decimals] : formats->numbers[decimals];
        note_error(workbook, worksheet_write_number(sheet, row, column,
                                                    decimal_to_double(cell->number), format));
        return;
    }
    lxw_format *format = is_total ? formats->bold : formats->wrapped;
    if (cell->kind == CELL_MARKER) {
        format = is_total ? formats->bold_marker : formats->marker;
    }
    write_text(workbook, sheet, row, column, cell->text, format);
}

/* --- widths and heights ------------------------------------------------ */

static double width_units(size_t column_width) {
    return (double)column_width * 1.2 + 2;
}

/* --- sheets ------------------------------------------------------------ */

/* A name that Excel takes: at most 31 characters, none of []:*?/\. */
static const char *sheet_name(struct arena *arena, struct text wanted) {
    struct buffer name = buffer_new(arena);
    uint32_t code_point;
    size_t count = 0;
    while (count < SHEET_NAME_LIMIT && utf8_next(&wanted, &code_point)) {
        bool is_refused = code_point < 128 && strchr("[]:*?/\\'", (int)code_point) != NULL;
        buffer_add_code_point(&name, is_refused ? '-' : code_point);
        count++;
    }
    return text_c(arena, buffer_text(&name));
}

static lxw_worksheet *add_sheet(struct workbook *workbook, struct text name) {
    lxw_worksheet *sheet =
        workbook_add_worksheet(workbook->book, sheet_name(workbook->arena, name));
    if (sheet == NULL) {
        note_error(workbook, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return NULL;
    }
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
}

/* A name that says what the table holds: its sheet's words, joined; unique by its number. */
static struct text table_name(struct workbook *workbook, const lxw_worksheet *sheet,
                              const struct document_table *table) {
    struct buffer name = buffer_new(workbook->arena);
    struct text words = table->sheet.length > 0 ? table->sheet : text_of(sheet->name);
    for (size_t i = 0; i < words.length && name.length < TABLE_NAME_LIMIT; i++) {
        char byte = words.bytes[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool is_plain = is_letter || (i > 0 && byte >= '0' && byte <= '9');
        buffer_add_byte(&name, is_plain ? byte : '_');
    }
    buffer_format(&name, "_%u", ++workbook->table_count);
    return buffer_text(&name);
}

static void add_table_object(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t first_row,
                             const struct document_table *table) {
    size_t count = table->column_count;
    lxw_table_column *columns = ARENA_ARRAY(workbook->arena, lxw_table_column, count);
    lxw_table_column **pointers = ARENA_ARRAY(workbook->arena, lxw_table_column *, count + 1);
    for (size_t i = 0; i < count; i++) {
        columns[i].header =
            (char *)text_c(workbook->arena, annex_header(workbook->arena, &table->columns[i]));
        columns[i].header_format = table->columns[i].is_numeric ? workbook->formats.header_right
                                                                : workbook->formats.header;
        pointers[i] = &columns[i];
    }
    struct text name = table_name(workbook, sheet, table);
    lxw_table_options options = {.name = (char *)text_c(workbook->arena, name),
                                 .no_autofilter = LXW_TRUE,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 0,
                                 .columns = pointers};
    note_error(workbook,
               worksheet_add_table(sheet, first_row, 0, first_row + (lxw_row_t)table->row_count,
                                   (lxw_col_t)(count - 1), &options));
}

/* Column widths, the header's height, and the paper's direction. */
static void set_widths(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t header_row,
                       const struct document_table *table, size_t *widths) {
    size_t total = 0, header_lines = 1;
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = annex_column_characters(table, i);
        total += widths[i];
        size_t lines = annex_lines(annex_header(workbook->arena, &table->columns[i]), widths[i]);
        header_lines = lines > header_lines ? lines : header_lines;
        note_error(workbook, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
                                                  width_units(widths[i]), NULL));
    }
    note_error(workbook,
               worksheet_set_row(sheet, header_row, (double)header_lines * line_height, NULL));
    if (total > LANDSCAPE_CHARACTERS) {
        worksheet_set_landscape(sheet);
    }
}

static void write_rows(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t first_row,
                       const struct document_table *table, const size_t *widths) {
    for (size_t r = 0; r < table->row_count; r++) {
        bool is_total = table->has_total && r + 1 == table->row_count;
        lxw_row_t row = first_row + (lxw_row_t)r;
        size_t lines = 1;
        for (size_t c = 0; c < table->column_count; c++) {
            const struct cell *cell = &table->cells[r * table->column_count + c];
            write_cell(workbook, sheet, row, (lxw_col_t)c, cell, is_total);
            size_t needed = annex_lines(cell->text, widths[c]);
            lines = needed > lines ? needed : lines;
        }
        note_error(workbook, worksheet_set_row(sheet, row, (double)lines * line_height, NULL));
    }
}

/* The lines above a table: title, what stands here, notes. Returns the header's row. */
/* What a sheet says of itself below its title. Not in headers and footers: a reader's screen does
 * not show those. */
static struct text sheet_words(struct workbook *workbook, struct text words) {
    return workbook->is_restricted
               ? text_format(workbook->arena, "RESTRICTED, not for publication. %.*s",
                             TEXT_ARG(words))
               : words;
}

static lxw_row_t write_table_head(struct workbook *workbook, lxw_worksheet *sheet,
                                  struct text title, const struct document_table *table) {
    lxw_row_t row = 0;
    write_text(workbook, sheet, row++, 0, title, workbook->formats.title);
    write_text(workbook, sheet, row++, 0, sheet_words(workbook, annex_sheet_words(title, table)),
               workbook->formats.text);
    for (size_t i = 0; i < table->note_count; i++) {
        write_text(workbook, sheet, row++, 0, table->notes[i], workbook->formats.text);
    }
    return xlsx_header_row(table);
}

static void add_entries(struct workbook *workbook, lxw_worksheet *sheet,
                        const struct document_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column_entry *entry = table->columns[i].entry;
        if (entry != NULL) {
            const char *choices =
                entry->choices == NULL ? "" : sheet_name(workbook->arena, entry->choices->sheet);
            note_error(workbook,
                       xlsx_add_entry(workbook->arena, workbook->book, sheet, table, i, choices));
        }
    }
}

static void write_table_sheet(struct workbook *workbook, const struct annex_sheet *entry,
                              const struct document_table *table) {
    lxw_worksheet *sheet = add_sheet(workbook, entry->name);
    if (sheet == NULL) {
        return;
    }
    lxw_row_t header_row = write_table_head(workbook, sheet, entry->title, table);
    size_t *widths = ARENA_ARRAY(workbook->arena, size_t, table->column_count);
    set_widths(workbook, sheet, header_row, table, widths);
    if (table->row_count == 0) {
        return;
    }
    add_table_object(workbook, sheet, header_row, table);
    write_rows(workbook, sheet, header_row + 1, table, widths);
    add_entries(workbook, sheet, table);
    note_error(workbook, worksheet_repeat_rows(sheet, header_row, header_row));
}

/* --- charts ------------------------------------------------------------ */

/* The sheet of a chart: a title, the sentence that says the same, the chart. */
static void write_chart_sheet(struct workbook *workbook, const struct annex_sheet *entry) {
    struct arena *arena = workbook->arena;
    const struct document_chart *source = entry->chart;
    lxw_worksheet *sheet = add_sheet(workbook, entry->name);
    if (sheet == NULL) {
        return;
    }
    write_text(workbook, sheet, 0, 0, entry->title, workbook->formats.title);
    struct text words = sheet_words(workbook, annex_chart_words(arena, entry));
    write_text(workbook, sheet, 1, 0, words, workbook->formats.wrapped);
    worksheet_set_column(sheet, 0, 0, COVER_WIDTH, NULL);
    worksheet_set_row(sheet, 1, (double)(annex_lines(words, COVER_CHARACTERS) + 1) * line_height,
                      NULL);
    lxw_row_t header_row = (lxw_row_t)(2 + source->note_count);
    lxw_chart *chart = xlsx_chart_new(arena, workbook->book, sheet_name(arena, entry->data_name),
                                      header_row, source);
    lxw_chart_options options = {
        .x_scale = 1.5, .y_scale = 1.8, .description = (char *)text_c(arena, source->alternative)};
    note_error(workbook, worksheet_insert_chart_opt(sheet, 3, 0, chart, &options));
}

/* --- cover, contents, notes -------------------------------------------- */

static void write_cover(struct workbook *workbook, struct text title, const struct text *lines,
                        size_t line_count) {
    lxw_worksheet *sheet = add_sheet(workbook, TEXT("Cover"));
    if (sheet == NULL) {
        return;
    }
    worksheet_set_column(sheet, 0, 0, COVER_WIDTH, NULL);
    write_text(workbook, sheet, 0, 0, title, workbook->formats.title);
    for (size_t i = 0; i < line_count; i++) {
        lxw_row_t row = (lxw_row_t)(i + 1);
        size_t needed = annex_lines(lines[i], COVER_CHARACTERS);
        write_text(workbook, sheet, row, 0, lines[i], workbook->formats.wrapped);
        worksheet_set_row(sheet, row, (double)(needed > 0 ? needed : 1) * line_height, NULL);
    }
    worksheet_activate(sheet);
}

static void write_contents(struct workbook *workbook, const struct annex_sheet *entries,
                           size_t entry_count) {
    /* A letter may have no table. */
    lxw_worksheet *sheet = entry_count > 0 ? add_sheet(workbook, TEXT("Contents")) : NULL;
    if (sheet == NULL) {
        return;
    }
    const struct table_column columns[2] = {{.header = TEXT("Worksheet")},
                                            {.header = TEXT("Title")}};
    struct cell *cells = ARENA_ARRAY(workbook->arena, struct cell, entry_count * 2);
    for (size_t i = 0; i < entry_count; i++) {
        cells[i * 2].text = entries[i].name;
        cells[i * 2 + 1].text = entries[i].title;
    }
    struct document_table table = {
        .columns = columns, .column_count = 2, .cells = cells, .row_count = entry_count};
    lxw_row_t header_row = write_table_head(workbook, sheet, TEXT("Contents"), &table);
    size_t widths[2];
    set_widths(workbook, sheet, header_row, &table, widths);
    add_table_object(workbook, sheet, header_row, &table);
    write_rows(workbook, sheet, header_row + 1, &table, widths);
    for (size_t i = 0; i < entry_count; i++) {
        const char *name = sheet_name(workbook->arena, entries[i].name);
        struct text target = text_format(workbook->arena, "internal:'%s'!A1", name);
        note_error(workbook, worksheet_write_url_opt(sheet, header_row + 1 + (lxw_row_t)i, 0,
                                                     text_c(workbook->arena, target),
                                                     workbook->formats.link, name, NULL));
    }
}

/* --- the file ---------------------------------------------------------- */

static void set_properties(struct workbook *workbook, struct text title, struct text author,
                           struct text subject, struct text date) {
    day_number day;
    lxw_doc_properties properties = {.title = (char *)text_c(workbook->arena, title),
                                     .author = (char *)text_c(workbook->arena, author),
                                     .subject = (char *)text_c(workbook->arena, subject)};
    if (date_parse(date, DATE_ISO, &day) == DATE_OK) {
        properties.created = (time_t)day * 86400 + 43200;
    }
    note_error(workbook, workbook_set_properties(workbook->book, &properties));
}

/* A workbook to be filled in: a document's annex, or plain tables. */
struct content {
    struct text title, author, subject, date;
    bool is_restricted;
    struct annex annex;
};

static void fill(struct workbook *workbook, const struct content *content) {
    const struct annex *annex = &content->annex;
    set_properties(workbook, content->title, content->author, content->subject, content->date);
    write_cover(workbook, content->title, annex->cover_lines, annex->cover_line_count);
    write_contents(workbook, annex->sheets, annex->sheet_count);
    for (size_t i = 0; i < annex->sheet_count; i++) {
        if (annex->sheets[i].kind == ANNEX_CHART) {
            write_chart_sheet(workbook, &annex->sheets[i]);
        } else {
            write_table_sheet(workbook, &annex->sheets[i], annex->sheets[i].table);
        }
    }
}

static bool make_workbook(struct arena *arena, struct diag *diag, const struct content *content,
                          struct text *bytes) {
    struct xlsx_file file;
    if (!xlsx_file_begin(diag, &file)) {
        return false;
    }
    struct workbook workbook = {.arena = arena,
                                .diag = diag,
                                .book = workbook_new(file.path),
                                .is_restricted = content->is_restricted};
    add_formats(&workbook);
    fill(&workbook, content);
    note_error(&workbook, workbook_close(workbook.book));
    return xlsx_file_end(arena, diag, &file, workbook.error, bytes);
}

bool workbook_write(struct arena *arena, struct diag *diag, struct text title, struct text author,
                    struct text date, const struct text *cover_lines, size_t cover_line_count,
                    const struct document_table *const *tables, size_t table_count,
                    struct text *bytes) {
    struct annex_sheet *sheets = ARENA_ARRAY(arena, struct annex_sheet, table_count);
    for (size_t i = 0; i < table_count; i++) {
        sheets[i] = (struct annex_sheet){.kind = ANNEX_TABLE,
                                         .name = tables[i]->sheet,
                                         .title = tables[i]->caption,
                                         .table = tables[i]};
    }
    struct content content = {title, author, title,
                              date,  false,  {cover_lines, cover_line_count, sheets, table_count}};
    return make_workbook(arena, diag, &content, bytes);
}

static bool render_xlsx(struct arena *arena, struct diag *diag, const struct document *document,
                        const struct font_files *fonts, struct text *bytes) {
    (void)fonts;
    struct content content = {document->title,         document->author,
                              document->subject,       document->date,
                              document->is_restricted, annex_plan(arena, document)};
    return make_workbook(arena, diag, &content, bytes);
}

const struct renderer xlsx_renderer = {"xlsx", ".xlsx", render_xlsx};
