/* What stands on which sheet of the annex. */
#include "render/annex.h"

#include "base/arena.h"
#include "base/buffer.h"

enum { COLUMN_CHARACTERS_LIMIT = 60, COLUMN_CHARACTERS_LEAST = 9 };
enum { WORDS_CHARACTERS = 36, CHOICE_CHARACTERS = 22 }; /* of what is entered */

/* Header words may stand on several lines; its longest word may not be cut. */
static size_t longest_word(struct text text) {
    size_t longest = 0;
    struct text word;
    while (text_next_part(&text, ' ', &word)) {
        size_t length = utf8_count(word);
        longest = length > longest ? length : longest;
    }
    return longest;
}

struct text annex_header(struct arena *arena, const struct table_column *column) {
    return column->group.length == 0 ? column->header
                                     : text_format(arena, "%.*s: %.*s", TEXT_ARG(column->group),
                                                   TEXT_ARG(column->header));
}

/* The width that a column's blank cells need to be written in. */
static size_t entry_characters(const struct column_entry *entry) {
    if (entry == NULL || entry->kind == ENTRY_NONE) {
        return 0;
    }
    return entry->kind == ENTRY_WORDS ? WORDS_CHARACTERS : CHOICE_CHARACTERS;
}

size_t annex_column_characters(const struct document_table *table, size_t column) {
    struct text header = table->columns[column].header;
    size_t width = longest_word(header);
    width = width < COLUMN_CHARACTERS_LEAST ? COLUMN_CHARACTERS_LEAST : width;
    size_t half = (utf8_count(header) + utf8_count(table->columns[column].group) + 1) / 2;
    width = half > width ? half : width;
    size_t entry = entry_characters(table->columns[column].entry);
    width = entry > width ? entry : width;
    for (size_t row = 0; row < table->row_count; row++) {
        struct text text = table->cells[row * table->column_count + column].text;
        size_t length = text.length <= width ? 0 : utf8_count(text); /* bytes are no fewer */
        width = length > width ? length : width;
    }
    return width > COLUMN_CHARACTERS_LIMIT ? COLUMN_CHARACTERS_LIMIT : width;
}

/* Of Arial's printable ASCII, in thousandths of its size. */
static const uint16_t ARIAL[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

enum {
    OTHER_CHARACTER = 600, /* what is not ASCII, in thousandths */
    CHARACTER_ROOM = 525,  /* what a column has for a character: a digit's width and a fifth more */
    PADDING_ROOM = 500,    /* beside what a cell's edges and a right indent take */
    BOLD_AND_ROUNDING = 106 /* per cent */
};

static size_t width_of_character(uint32_t code_point) {
    bool is_printable = code_point >= ' ' && code_point <= '~';
    return is_printable ? ARIAL[code_point - ' '] : OTHER_CHARACTER;
}

/* Most cells do, which is seen without telling words apart: each byte is taken for a character. */
static bool surely_fits(struct text text, size_t room) {
    size_t width = 0;
    bool has_newline = false;
    for (size_t i = 0; i < text.length && width <= room; i++) {
        width += width_of_character((unsigned char)text.bytes[i]);
        has_newline |= text.bytes[i] == '\n';
    }
    return width <= room && !has_newline;
}

/* Words go to the next line whole, as a spreadsheet program folds them; one that is wider than the
 * column is broken. */
size_t annex_lines(struct text text, size_t characters) {
    size_t room = (characters * CHARACTER_ROOM + PADDING_ROOM) * 100 / BOLD_AND_ROUNDING;
    size_t lines = text.length > 0, before = 0, word = 0; /* on the line: words, and the last one */
    if (surely_fits(text, room)) {
        return lines;
    }
    uint32_t code_point;
    while (utf8_next(&text, &code_point)) {
        size_t width = width_of_character(code_point);
        bool is_full = code_point != ' ' && before + word + width > room;
        if (code_point == '\n' || is_full) {
            word = code_point == '\n' || before == 0 ? 0 : word;
            before = 0;
            lines++;
        }
        word += width;
        before += code_point == ' ' ? word : 0;
        word = code_point == ' ' ? 0 : word;
    }
    return lines;
}

/* A table that grows column by column. */
struct grid {
    struct arena *arena;
    struct table_column *heads;
    struct cell *cells; /* row by row, `room` wide */
    size_t rows, room, columns;
};

static struct grid new_grid(struct arena *arena, size_t rows, size_t room) {
    return (struct grid){arena,
                         ARENA_ARRAY(arena, struct table_column, room),
                         ARENA_ARRAY(arena, struct cell, rows * room + 1),
                         rows,
                         room,
                         0};
}

/* A new column; its cell of row r is at the pointer's [r * room]. */
static struct cell *add_column(struct grid *grid, struct text header, bool is_numeric) {
    grid->heads[grid->columns] = (struct table_column){.header = header, .is_numeric = is_numeric};
    return grid->cells + grid->columns++;
}

static void add_texts(struct grid *grid, struct text header, const struct text *texts) {
    struct cell *column = add_column(grid, header, false);
    for (size_t row = 0; row < grid->rows; row++) {
        column[row * grid->room] = (struct cell){.kind = CELL_TEXT, .text = texts[row]};
    }
}

static void add_cells(struct grid *grid, struct text header, const struct cell *cells) {
    if (cells == NULL) {
        return;
    }
    struct cell *column = add_column(grid, header, true);
    for (size_t row = 0; row < grid->rows; row++) {
        column[row * grid->room] = cells[row];
    }
}

static void add_constant(struct grid *grid, const struct chart_reference *reference) {
    struct cell *column = add_column(grid, reference->name, true);
    for (size_t row = 0; row < grid->rows; row++) {
        column[row * grid->room] = reference->value;
    }
}

static void add_signals(struct grid *grid, struct text header, const bool *signals) {
    if (signals == NULL) {
        return;
    }
    struct cell *column = add_column(grid, header, false);
    for (size_t row = 0; row < grid->rows; row++) {
        column[row * grid->room].text = signals[row] ? TEXT("signal") : TEXT("none");
    }
}

static struct document_table *grid_table(const struct grid *grid,
                                         const struct document_chart *chart) {
    struct document_table *table = ARENA_NEW(grid->arena, struct document_table);
    struct cell *cells = ARENA_ARRAY(grid->arena, struct cell, grid->rows * grid->columns + 1);
    for (size_t row = 0; row < grid->rows; row++) {
        for (size_t column = 0; column < grid->columns; column++) {
            cells[row * grid->columns + column] = grid->cells[row * grid->room + column];
        }
    }
    *table = (struct document_table){.caption = chart->caption,
                                     .columns = grid->heads,
                                     .column_count = grid->columns,
                                     .cells = cells,
                                     .row_count = grid->rows,
                                     .notes = chart->notes,
                                     .note_count = chart->note_count};
    return table;
}

static struct text joined(struct arena *arena, struct text name, const char *what) {
    return text_format(arena, "%.*s, %s", TEXT_ARG(name), what);
}

/* Category, the series, the references; then intervals and signals, which the native chart does
 * not draw. */
static struct document_table *series_table(struct arena *arena,
                                           const struct document_chart *chart) {
    struct grid grid = new_grid(arena, chart->category_count,
                                chart->series_count * 4 + chart->reference_count + 1);
    add_texts(&grid, chart->category_title, chart->categories);
    for (size_t s = 0; s < chart->series_count; s++) {
        add_cells(&grid, chart->series[s].name, chart->series[s].values);
    }
    for (size_t i = 0; i < chart->reference_count; i++) {
        add_constant(&grid, &chart->references[i]);
    }
    for (size_t s = 0; s < chart->series_count; s++) {
        const struct chart_series *series = &chart->series[s];
        add_cells(&grid, joined(arena, series->name, "lower limit"), series->lower);
        add_cells(&grid, joined(arena, series->name, "upper limit"), series->upper);
        add_signals(&grid, joined(arena, series->name, "signal"), series->signals);
    }
    return grid_table(&grid, chart);
}

static struct document_table *points_table(struct arena *arena,
                                           const struct document_chart *chart) {
    struct grid grid = new_grid(arena, chart->point_count, 6);
    struct cell *columns[6];
    columns[0] = add_column(&grid, chart->point_title, false);
    columns[1] = add_column(&grid, chart->category_title, true);
    columns[2] = add_column(&grid, chart->unit, true);
    columns[3] = add_column(&grid, TEXT("Expected"), true);
    columns[4] = add_column(&grid, TEXT("Lower limit"), true);
    columns[5] = add_column(&grid, TEXT("Upper limit"), true);
    for (size_t row = 0; row < grid.rows; row++) {
        const struct chart_point *point = &chart->points[row];
        const struct cell name = {.kind = CELL_TEXT, .text = point->name};
        const struct cell cells[6] = {name,         point->x,    point->y, point->expected,
                                      point->lower, point->upper};
        for (size_t column = 0; column < 6; column++) {
            columns[column][row * grid.room] = cells[column];
        }
    }
    return grid_table(&grid, chart);
}

const struct document_table *annex_chart_table(struct arena *arena,
                                               const struct document_chart *chart) {
    return chart->point_count > 0 ? points_table(arena, chart) : series_table(arena, chart);
}

/* The notes of all tables, each text once, numbered in the order of the sheets. */
struct note_list {
    struct text *texts;
    size_t count;
};

static size_t note_number(struct note_list *list, struct text text) {
    size_t at = 0;
    while (at < list->count && !text_equal(list->texts[at], text)) {
        at++;
    }
    if (at == list->count) {
        list->texts[list->count++] = text;
    }
    return at + 1;
}

/* "Table 6: ... [note 1] [note 2]": a title says which notes are its table's. */
static void mark_notes(struct arena *arena, struct note_list *list, struct annex_sheet *sheet) {
    struct buffer title = buffer_new(arena);
    buffer_add(&title, sheet->title);
    for (size_t i = 0; sheet->table != NULL && i < sheet->table->note_count; i++) {
        buffer_format(&title, " [note %zu]", note_number(list, sheet->table->notes[i]));
    }
    sheet->title = buffer_text(&title);
}

static const struct document_table *notes_table(struct arena *arena, const struct note_list *list) {
    static const struct table_column columns[2] = {{.header = {"Note", 4}},
                                                   {.header = {"Text", 4}}};
    struct document_table *table = ARENA_NEW(arena, struct document_table);
    struct cell *cells = ARENA_ARRAY(arena, struct cell, list->count * 2);
    for (size_t i = 0; i < list->count; i++) {
        cells[i * 2].text = text_format(arena, "note %zu", i + 1);
        cells[i * 2 + 1].text = list->texts[i];
    }
    *table = (struct document_table){.caption = TEXT("Notes"),
                                     .sheet = TEXT("Notes"),
                                     .columns = columns,
                                     .column_count = 2,
                                     .cells = cells,
                                     .row_count = list->count};
    return table;
}

static struct annex_sheet table_sheet(struct arena *arena, const struct document_table *table) {
    struct annex_sheet sheet = {.kind = ANNEX_TABLE, .table = table};
    if (table->number > 0) {
        sheet.name = text_format(arena, "Table %u", table->number);
        sheet.title = text_format(arena, "Table %u: %.*s", table->number, TEXT_ARG(table->caption));
    } else {
        sheet.name = table->sheet;
        sheet.title = table->caption;
    }
    return sheet;
}

/* Two sheets: the data, then the chart. */
static void chart_sheets(struct arena *arena, const struct document_chart *chart,
                         struct annex_sheet sheets[2]) {
    struct text title =
        text_format(arena, "Figure %u: %.*s", chart->number, TEXT_ARG(chart->caption));
    sheets[0] = (struct annex_sheet){.kind = ANNEX_CHART_DATA,
                                     .name = text_format(arena, "Figure %u data", chart->number),
                                     .title = text_format(arena, "%.*s (data)", TEXT_ARG(title)),
                                     .table = annex_chart_table(arena, chart),
                                     .chart = chart};
    sheets[1] = (struct annex_sheet){.kind = ANNEX_CHART,
                                     .name = text_format(arena, "Figure %u", chart->number),
                                     .title = title,
                                     .table = sheets[0].table,
                                     .chart = chart,
                                     .data_name = sheets[0].name};
}

static size_t count_notes(const struct annex_sheet *sheets, size_t sheet_count) {
    size_t count = 0;
    for (size_t i = 0; i < sheet_count; i++) {
        count += sheets[i].table == NULL ? 0 : sheets[i].table->note_count;
    }
    return count;
}

/* Puts the sheet of notes first, if any table has one, and marks the titles. There is room for one
 * sheet more. */
static struct annex_sheet *with_notes(struct arena *arena, struct annex_sheet *sheets,
                                      size_t *sheet_count) {
    struct note_list list = {ARENA_ARRAY(arena, struct text, count_notes(sheets, *sheet_count) + 1),
                             0};
    for (size_t i = 0; i < *sheet_count; i++) {
        mark_notes(arena, &list, &sheets[i]);
    }
    if (list.count == 0) {
        return sheets;
    }
    for (size_t i = *sheet_count; i > 0; i--) {
        sheets[i] = sheets[i - 1];
    }
    sheets[0] = table_sheet(arena, notes_table(arena, &list));
    (*sheet_count)++;
    return sheets;
}

static void plan_sheets(struct arena *arena, const struct document *document, struct annex *annex) {
    size_t limit = document->block_count * 2 + document->annex_table_count + 1;
    struct annex_sheet *sheets = ARENA_ARRAY(arena, struct annex_sheet, limit);
    size_t count = 0;
    for (size_t i = 0; i < document->block_count; i++) {
        const struct document_block *block = &document->blocks[i];
        if (block->kind == DOCUMENT_TABLE) {
            sheets[count++] = table_sheet(arena, block->table);
        } else if (block->kind == DOCUMENT_CHART) {
            chart_sheets(arena, block->chart, &sheets[count]);
            count += 2;
        }
    }
    for (size_t i = 0; i < document->annex_table_count; i++) {
        sheets[count++] = table_sheet(arena, document->annex_tables[i]);
    }
    annex->sheet_count = count;
    annex->sheets = with_notes(arena, sheets, &annex->sheet_count);
}

static void plan_cover(struct arena *arena, const struct document *document, struct annex *annex) {
    static const char *const marks[] = {
        "Marks used in place of a figure or beside it:",
        "[c] confidential: suppressed, because a small count could point to a child",
        "[n/a] superseded: the measure has been replaced; see the notes",
        "[p] provisional: stands beside a figure that may yet be revised",
        "[u] unreliable",
        "[x] not available",
        "[z] not applicable: there is nothing to take a share of"};
    enum { MARK_LINES = sizeof marks / sizeof marks[0], LINES = MARK_LINES + 6 };
    struct text *lines = ARENA_ARRAY(arena, struct text, LINES);
    size_t count = 0;
    lines[count++] = document->organisation;
    lines[count++] = document->running_head;
    lines[count++] = document->subject;
    if (document->is_restricted) {
        lines[count++] = TEXT("Restricted: holds small counts. Not for publication.");
    }
    lines[count++] = TEXT("The figures are those of the paper of the same name.");
    lines[count++] =
        TEXT("Counts are exact; percentages are rounded once, half up, from the counts.");
    for (size_t i = 0; i < MARK_LINES; i++) {
        lines[count++] = text_of(marks[i]);
    }
    annex->cover_lines = lines;
    annex->cover_line_count = count;
}

struct annex annex_plan(struct arena *arena, const struct document *document) {
    struct annex annex = {0};
    plan_cover(arena, document, &annex);
    plan_sheets(arena, document, &annex);
    return annex;
}

struct text annex_chart_words(struct arena *arena, const struct annex_sheet *sheet) {
    return text_contains(sheet->title, TEXT("[note "))
               ? text_format(arena, "%.*s Its notes are on the worksheet Notes.",
                             TEXT_ARG(sheet->chart->alternative))
               : sheet->chart->alternative;
}

struct text annex_sheet_words(struct text title, const struct document_table *table) {
    if (table->row_count == 0) {
        return TEXT("There is nothing to list here.");
    }
    return text_contains(title, TEXT("[note "))
               ? TEXT("This worksheet contains one table. Its notes are on the worksheet Notes.")
               : TEXT("This worksheet contains one table.");
}
