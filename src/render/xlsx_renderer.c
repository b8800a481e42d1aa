/* Workbooks through libxlsxwriter, by the Analysis Function's conventions for
 * spreadsheets: cover, contents and notes; one real Excel table a sheet, from
 * column A; numbers as numbers; no merged cells, fills, filters or frozen panes;
 * each chart native, on a sheet of its own with a sentence that says the same.
 * Text is always written as a string, so that "=..." never becomes a formula.
 * The library makes the workbook without its cells, in memory (xlsx_file.c); the
 * cells (xlsx_cells.c) are then put into its parts (xlsx_filling.c). */
#include <xlsxwriter.h>

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "render/annex.h"
#include "render/renderer.h"
#include "xlsx_cells.h"
#include "xlsx_charts.h"
#include "xlsx_entries.h"
#include "xlsx_file.h"
#include "xlsx_filling.h"
#include "xlsx_strings.h"

enum {
    DECIMALS_LIMIT = 4,
    SHEET_NAME_LIMIT = 31,
    LANDSCAPE_CHARACTERS = 95,
    COVER_WIDTH = 88,
    COVER_CHARACTERS = 71,
    TITLE_LINES = 2, /* room below a title, which is set larger */
    PAPER_A4 = 9,
    TABLE_NAME_LIMIT = 60
};

/* Every format is Arial 12: the library's own default is another font. */
struct formats {
    lxw_format *title, *text, *wrapped, *header, *header_right, *link, *marker;
    lxw_format *bold, *bold_marker;
    lxw_format *numbers[DECIMALS_LIMIT + 1], *bold_numbers[DECIMALS_LIMIT + 1];
};

struct sheet {
    lxw_worksheet *own; /* the library's: all but the cells */
    struct xlsx_cells *cells;
    bool feeds_chart; /* the library copies its cells into a chart, and is told of them too */
};

/* A text and the lines that it takes in its column. */
struct measured {
    struct text text;
    size_t line_count;
};

/* A table, and how its cells are written. */
struct layout {
    const struct document_table *table;
    size_t *widths;         /* of columns, in characters */
    lxw_format **entries;   /* of columns to be filled in; NULL: of another */
    bool is_linked;         /* the first column leads to other sheets */
    struct measured *above; /* of columns, in the row above */
};

struct workbook {
    struct arena *arena;
    struct diag *diag;
    lxw_workbook *book;
    struct xlsx_strings *strings;
    struct xlsx_cells **cells; /* of each sheet */
    size_t sheet_count, sheet_capacity;
    size_t link_count;
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

/* Apart from the words of the next column, which begin at its edge. */
static void set_right(lxw_format *format) {
    format_set_align(format, LXW_ALIGN_RIGHT);
    format_set_indent(format, 1);
}

static void add_number_formats(struct workbook *workbook) {
    static const char *const patterns[DECIMALS_LIMIT + 1] = {"#,##0", "#,##0.0", "#,##0.00",
                                                             "#,##0.000", "#,##0.0000"};
    for (int i = 0; i <= DECIMALS_LIMIT; i++) {
        workbook->formats.numbers[i] = new_format(workbook->book);
        workbook->formats.bold_numbers[i] = new_bold(workbook->book);
        set_right(workbook->formats.numbers[i]);
        set_right(workbook->formats.bold_numbers[i]);
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
    set_right(formats->header_right);
    formats->marker = new_format(book);
    set_right(formats->marker);
    formats->bold_marker = new_bold(book);
    set_right(formats->bold_marker);
    formats->link = new_format(book);
    format_set_underline(formats->link, LXW_UNDERLINE_SINGLE);
    format_set_font_color(formats->link, 0x12436D);
    add_number_formats(workbook);
}

/* --- cells ------------------------------------------------------------- */

/* Formats are numbered as they are used first, row by row. */
static uint32_t style_of(lxw_format *format) {
    return (uint32_t)lxw_format_get_xf_index(format);
}

/* In the row that the sheet's cells are at. */
static void write_text(struct workbook *workbook, struct sheet *sheet, size_t column,
                       struct text text, lxw_format *format) {
    struct text cut = xlsx_cells_fitting(workbook->arena, text);
    if (cut.length > 0 && !xlsx_cells_text(sheet->cells, (uint32_t)column, cut, style_of(format))) {
        note_error(workbook, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
    }
}

/* A row of one text. */
static void write_line(struct workbook *workbook, struct sheet *sheet, size_t row,
                       size_t line_count, struct text text, lxw_format *format) {
    xlsx_cells_row(sheet->cells, (uint32_t)row, line_count);
    write_text(workbook, sheet, 0, text, format);
}

static void write_cell(struct workbook *workbook, struct sheet *sheet, size_t column,
                       const struct cell *cell, bool is_right, bool is_total) {
    struct formats *formats = &workbook->formats;
    if (cell->kind == CELL_NUMBER) {
        int decimals =
            cell->number.decimals > DECIMALS_LIMIT ? DECIMALS_LIMIT : cell->number.decimals;
        lxw_format *format =
            is_total ? formats->bold_numbers[decimals] : formats->numbers[decimals];
        xlsx_cells_number(sheet->cells, (uint32_t)column, cell->number, style_of(format));
        return;
    }
    lxw_format *format = is_total ? formats->bold : formats->wrapped;
    if (cell->kind == CELL_MARKER || is_right) {
        format = is_total ? formats->bold_marker : formats->marker;
    }
    write_text(workbook, sheet, column, cell->text, format);
}

/* What the library needs to know of a cell that a chart shows. */
static void tell_cell(struct workbook *workbook, struct sheet *sheet, size_t row, size_t column,
                      const struct cell *cell) {
    if (cell->kind == CELL_NUMBER) {
        note_error(workbook, worksheet_write_number(sheet->own, (lxw_row_t)row, (lxw_col_t)column,
                                                    decimal_to_double(cell->number), NULL));
    } else if (cell->text.length > 0) {
        note_error(workbook,
                   worksheet_write_string(
                       sheet->own, (lxw_row_t)row, (lxw_col_t)column,
                       text_c(workbook->arena, xlsx_cells_fitting(workbook->arena, cell->text)),
                       NULL));
    }
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

/* False: the library refused the sheet. */
static bool add_sheet(struct workbook *workbook, struct text name, struct sheet *sheet) {
    lxw_worksheet *own = workbook_add_worksheet(workbook->book, sheet_name(workbook->arena, name));
    if (own == NULL) {
        note_error(workbook, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return false;
    }
    worksheet_gridlines(own, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_paper(own, PAPER_A4);
    worksheet_fit_to_pages(own, 1, 0);
    *sheet = (struct sheet){own, xlsx_cells_new(workbook->arena, workbook->strings), false};
    ARENA_MAKE_ROOM(workbook->arena, workbook->cells, workbook->sheet_count,
                    workbook->sheet_capacity, 16);
    workbook->cells[workbook->sheet_count++] = sheet->cells;
    return true;
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

static lxw_format *header_format(struct workbook *workbook, const struct table_column *column) {
    return column->is_numeric ? workbook->formats.header_right : workbook->formats.header;
}

static void add_table_object(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t first_row,
                             const struct document_table *table) {
    size_t count = table->column_count;
    lxw_table_column *columns = ARENA_ARRAY(workbook->arena, lxw_table_column, count);
    lxw_table_column **pointers = ARENA_ARRAY(workbook->arena, lxw_table_column *, count + 1);
    for (size_t i = 0; i < count; i++) {
        columns[i].header =
            (char *)text_c(workbook->arena, annex_header(workbook->arena, &table->columns[i]));
        columns[i].header_format = header_format(workbook, &table->columns[i]);
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

/* Column widths and the paper's direction. The lines that the header takes. */
static size_t set_widths(struct workbook *workbook, struct sheet *sheet,
                         const struct layout *layout) {
    const struct document_table *table = layout->table;
    size_t *widths = layout->widths, total = 0, header_lines = 1;
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = annex_column_characters(table, i);
        total += widths[i];
        size_t lines = annex_lines(annex_header(workbook->arena, &table->columns[i]), widths[i]);
        header_lines = lines > header_lines ? lines : header_lines;
        note_error(workbook, worksheet_set_column(sheet->own, (lxw_col_t)i, (lxw_col_t)i,
                                                  width_units(widths[i]), NULL));
    }
    if (total > LANDSCAPE_CHARACTERS) {
        worksheet_set_landscape(sheet->own);
    }
    return header_lines;
}

static struct layout layout_of(struct workbook *workbook, const struct document_table *table) {
    size_t count = table->column_count;
    struct layout layout = {.table = table,
                            .widths = ARENA_ARRAY(workbook->arena, size_t, count),
                            .entries = ARENA_ARRAY(workbook->arena, lxw_format *, count),
                            .above = ARENA_ARRAY(workbook->arena, struct measured, count)};
    for (size_t i = 0; i < count; i++) {
        if (table->columns[i].entry != NULL) {
            layout.entries[i] = xlsx_entry_format(workbook->book, table->columns[i].entry);
        }
    }
    return layout;
}

static void write_header(struct workbook *workbook, struct sheet *sheet,
                         const struct layout *layout, size_t line_count) {
    const struct document_table *table = layout->table;
    xlsx_cells_row(sheet->cells, xlsx_header_row(table), line_count);
    for (size_t i = 0; i < table->column_count && table->row_count > 0; i++) {
        write_text(workbook, sheet, i, annex_header(workbook->arena, &table->columns[i]),
                   header_format(workbook, &table->columns[i]));
    }
}

static size_t row_lines(const struct layout *layout, const struct cell *cells) {
    size_t lines = 1;
    for (size_t c = 0; c < layout->table->column_count; c++) {
        struct measured *above = &layout->above[c];
        if (above->text.bytes != cells[c].text.bytes ||
            above->text.length != cells[c].text.length) {
            *above =
                (struct measured){cells[c].text, annex_lines(cells[c].text, layout->widths[c])};
        }
        lines = above->line_count > lines ? above->line_count : lines;
    }
    return lines;
}

static void write_row(struct workbook *workbook, struct sheet *sheet, size_t row,
                      const struct layout *layout, size_t at) {
    const struct document_table *table = layout->table;
    const struct cell *cells = &table->cells[at * table->column_count];
    bool is_total = table->has_total && at + 1 == table->row_count;
    xlsx_cells_row(sheet->cells, (uint32_t)row, row_lines(layout, cells));
    for (size_t c = 0; c < table->column_count; c++) {
        if (layout->entries[c] != NULL) {
            xlsx_cells_blank(sheet->cells, (uint32_t)c, style_of(layout->entries[c]));
        } else if (layout->is_linked && c == 0) {
            write_text(workbook, sheet, c, text_of(sheet_name(workbook->arena, cells[c].text)),
                       workbook->formats.link);
        } else {
            write_cell(workbook, sheet, c, &cells[c], table->columns[c].is_numeric, is_total);
        }
        if (sheet->feeds_chart) {
            tell_cell(workbook, sheet, row, c, &cells[c]);
        }
    }
}

/* Header and rows, and the table that they are. */
static void write_table(struct workbook *workbook, struct sheet *sheet,
                        const struct layout *layout) {
    size_t header_row = xlsx_header_row(layout->table);
    write_header(workbook, sheet, layout, set_widths(workbook, sheet, layout));
    if (layout->table->row_count == 0) {
        return;
    }
    add_table_object(workbook, sheet->own, (lxw_row_t)header_row, layout->table);
    for (size_t i = 0; i < layout->table->row_count; i++) {
        write_row(workbook, sheet, header_row + 1 + i, layout, i);
    }
}

/* What a sheet says of itself below its title. Not in headers and footers: a reader's screen does
 * not show those. */
static struct text sheet_words(struct workbook *workbook, struct text words) {
    return workbook->is_restricted
               ? text_format(workbook->arena, "RESTRICTED, not for publication. %.*s",
                             TEXT_ARG(words))
               : words;
}

/* The lines above a table: title, what stands here, notes. */
static void write_table_head(struct workbook *workbook, struct sheet *sheet, struct text title,
                             const struct document_table *table) {
    struct text words = sheet_words(workbook, annex_sheet_words(title, table));
    write_line(workbook, sheet, 0, TITLE_LINES, title, workbook->formats.title);
    write_line(workbook, sheet, 1, 1, words, workbook->formats.text);
    for (size_t i = 0; i < table->note_count; i++) {
        write_line(workbook, sheet, 2 + i, 1, table->notes[i], workbook->formats.text);
    }
}

static void add_entries(struct workbook *workbook, lxw_worksheet *sheet,
                        const struct document_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column_entry *entry = table->columns[i].entry;
        if (entry != NULL) {
            const char *choices =
                entry->choices == NULL ? "" : sheet_name(workbook->arena, entry->choices->sheet);
            note_error(workbook, xlsx_add_entry(workbook->arena, sheet, table, i, choices));
        }
    }
}

static void write_table_sheet(struct workbook *workbook, const struct annex_sheet *entry) {
    const struct document_table *table = entry->table;
    struct sheet sheet;
    if (!add_sheet(workbook, entry->name, &sheet)) {
        return;
    }
    sheet.feeds_chart = entry->kind == ANNEX_CHART_DATA;
    const struct layout layout = layout_of(workbook, table);
    write_table_head(workbook, &sheet, entry->title, table);
    write_table(workbook, &sheet, &layout);
    if (table->row_count > 0) {
        lxw_row_t header_row = xlsx_header_row(table);
        add_entries(workbook, sheet.own, table);
        note_error(workbook, worksheet_repeat_rows(sheet.own, header_row, header_row));
    }
}

/* --- charts ------------------------------------------------------------ */

/* The sheet of a chart: a title, the sentence that says the same, the chart. */
static void write_chart_sheet(struct workbook *workbook, const struct annex_sheet *entry) {
    struct arena *arena = workbook->arena;
    const struct document_chart *source = entry->chart;
    struct sheet sheet;
    if (!add_sheet(workbook, entry->name, &sheet)) {
        return;
    }
    struct text words = sheet_words(workbook, annex_chart_words(arena, entry));
    write_line(workbook, &sheet, 0, TITLE_LINES, entry->title, workbook->formats.title);
    write_line(workbook, &sheet, 1, annex_lines(words, COVER_CHARACTERS) + 1, words,
               workbook->formats.wrapped);
    worksheet_set_column(sheet.own, 0, 0, COVER_WIDTH, NULL);
    lxw_row_t header_row = (lxw_row_t)(2 + source->note_count);
    lxw_chart *chart = xlsx_chart_new(arena, workbook->book, sheet_name(arena, entry->data_name),
                                      header_row, source);
    lxw_chart_options options = {
        .x_scale = 1.5, .y_scale = 1.8, .description = (char *)text_c(arena, source->alternative)};
    note_error(workbook, worksheet_insert_chart_opt(sheet.own, 3, 0, chart, &options));
}

/* --- cover, contents, notes -------------------------------------------- */

static void write_cover(struct workbook *workbook, struct text title, const struct text *lines,
                        size_t line_count) {
    struct sheet sheet;
    if (!add_sheet(workbook, TEXT("Cover"), &sheet)) {
        return;
    }
    worksheet_set_column(sheet.own, 0, 0, COVER_WIDTH, NULL);
    write_line(workbook, &sheet, 0, TITLE_LINES, title, workbook->formats.title);
    for (size_t i = 0; i < line_count; i++) {
        size_t needed = annex_lines(lines[i], COVER_CHARACTERS);
        write_line(workbook, &sheet, i + 1, needed > 0 ? needed : 1, lines[i],
                   workbook->formats.wrapped);
    }
    worksheet_activate(sheet.own);
    /* The library lists the part of all texts where it has a text itself. */
    note_error(workbook, worksheet_write_string(sheet.own, 0, 0, "Cover", NULL));
}

static const struct document_table *
contents_table(struct arena *arena, const struct annex_sheet *entries, size_t entry_count) {
    static const struct table_column columns[2] = {{.header = {"Worksheet", 9}},
                                                   {.header = {"Title", 5}}};
    struct document_table *table = ARENA_NEW(arena, struct document_table);
    struct cell *cells = ARENA_ARRAY(arena, struct cell, entry_count * 2);
    for (size_t i = 0; i < entry_count; i++) {
        cells[i * 2].text = entries[i].name;
        cells[i * 2 + 1].text = entries[i].title;
    }
    *table = (struct document_table){
        .columns = columns, .column_count = 2, .cells = cells, .row_count = entry_count};
    return table;
}

static void write_contents(struct workbook *workbook, const struct annex_sheet *entries,
                           size_t entry_count) {
    struct sheet sheet;
    /* A letter may have no table. */
    if (entry_count == 0 || !add_sheet(workbook, TEXT("Contents"), &sheet)) {
        return;
    }
    const struct document_table *table = contents_table(workbook->arena, entries, entry_count);
    struct layout layout = layout_of(workbook, table);
    layout.is_linked = true;
    write_table_head(workbook, &sheet, TEXT("Contents"), table);
    write_table(workbook, &sheet, &layout);
    for (size_t i = 0; i < entry_count; i++) {
        const char *name = sheet_name(workbook->arena, entries[i].name);
        struct text target = text_format(workbook->arena, "internal:'%s'!A1", name);
        lxw_row_t row = xlsx_header_row(table) + 1 + (lxw_row_t)i;
        note_error(workbook,
                   worksheet_write_url_opt(sheet.own, row, 0, text_c(workbook->arena, target),
                                           workbook->formats.link, name, NULL));
    }
    workbook->link_count = entry_count;
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
            write_table_sheet(workbook, &annex->sheets[i]);
        }
    }
}

static bool make_workbook(struct arena *arena, struct diag *diag, const struct content *content,
                          struct text *bytes) {
    struct xlsx_file file;
    struct text made;
    if (!xlsx_file_begin(diag, &file)) {
        return false;
    }
    struct workbook workbook = {.arena = arena,
                                .diag = diag,
                                .book = workbook_new(file.path),
                                .strings = xlsx_strings_new(arena),
                                .is_restricted = content->is_restricted};
    add_formats(&workbook);
    fill(&workbook, content);
    note_error(&workbook, workbook_close(workbook.book));
    const struct xlsx_filling filling = {workbook.strings, workbook.cells, workbook.sheet_count,
                                         workbook.link_count};
    return xlsx_file_end(arena, diag, &file, workbook.error, &made) &&
           xlsx_fill(arena, diag, made, &filling, bytes);
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
