/* Table layout. A column needs at least its longest word and wants its longest
 * cell (column_widths). Where even the least does not fit, the type becomes
 * smaller step by step, down to SIZE_LEAST; to SIZE_READ where dates would part.
 * Rows stand with equal space above the capitals and below the baseline. */
#include "render/table_layout.h"

#include <math.h>

#include "base/arena.h"
#include "render/column_widths.h"
#include "render/page_style.h"

#define SIZE_MOST 10.0
#define SIZE_READ 9.0 /* smaller only where nothing else will do */
#define SIZE_LEAST 6.5
#define SIZE_STEP 0.5
#define LEADING_SHARE 1.26
#define ROW_PADDING 5.2
#define WORDS_INSET 14.0
#define MARK_ROOM 1.25 /* of the type's size */

bool table_layout_is_total(const struct document_table *table, size_t row) {
    return table->has_total && row + 1 == table->row_count;
}

static const struct cell *cell_at(const struct document_table *table, size_t row, size_t column) {
    return &table->cells[row * table->column_count + column];
}

static struct font *cell_font(const struct document_table *table, const struct font_set *fonts,
                              size_t row) {
    return fonts->styles[table_layout_is_total(table, row) ? FONT_BOLD : FONT_REGULAR];
}

static double longest_word(struct font *font, double size, struct text text) {
    double longest = 0;
    struct text rest = text;
    struct text word;
    while (text_next_part(&rest, ' ', &word)) {
        size_t from = text.length - rest.length;
        if (paragraph_closes_with_number(text, from)) {
            word = text_slice(text, from - word.length - 1, text.length);
        }
        longest = fmax(longest, font_width(font, size, word));
    }
    return longest;
}

/* Room before a column of words that follows a column of figures: else they would meet. */
static double inset_of(const struct document_table *table, size_t column) {
    bool follows_figures = column > 0 && table->columns[column - 1].is_numeric;
    return follows_figures && !table->columns[column].is_numeric ? WORDS_INSET : 0;
}

/* The widths before the decimal point and from it on. */
static void number_parts(struct font *font, double size, struct text text, double *integer,
                         double *fraction) {
    size_t point = text_find(text, '.');
    *integer = font_width(font, size, text_slice(text, 0, point));
    *fraction = font_width(font, size, text_slice(text, point, text.length));
}

static bool is_aligned(const struct document_table *table, size_t row, size_t column) {
    return table->columns[column].is_numeric && cell_at(table, row, column)->kind == CELL_NUMBER;
}

static void measure_numbers(struct table_layout *layout, const struct font_set *fonts,
                            size_t column) {
    struct table_column_layout *set = &layout->columns[column];
    set->integer_width = set->fraction_width = 0;
    for (size_t row = 0; row < layout->table->row_count; row++) {
        if (is_aligned(layout->table, row, column)) {
            double integer, fraction;
            number_parts(cell_font(layout->table, fonts, row), layout->size,
                         cell_at(layout->table, row, column)->text, &integer, &fraction);
            set->integer_width = fmax(set->integer_width, integer);
            set->fraction_width = fmax(set->fraction_width, fraction);
        }
    }
}

/* Words of a marked column stand under each other behind the room for the mark. */
static void measure_marks(struct table_layout *layout, size_t column) {
    layout->columns[column].mark_width = 0;
    for (size_t row = 0; row < layout->table->row_count; row++) {
        if (cell_at(layout->table, row, column)->mark != MARK_NONE) {
            layout->columns[column].mark_width = layout->size * MARK_ROOM;
        }
    }
}

static struct column_need column_need(struct table_layout *layout, const struct font_set *fonts,
                                      size_t column, double *wholes) {
    const struct document_table *table = layout->table;
    const struct table_column *definition = &table->columns[column];
    const struct table_column_layout *set = &layout->columns[column];
    struct font *bold = fonts->styles[FONT_BOLD];
    double least = fmax(longest_word(bold, layout->size, definition->header),
                        set->integer_width + set->fraction_width);
    for (size_t row = 0; row < table->row_count; row++) {
        struct font *font = cell_font(table, fonts, row);
        struct text text = cell_at(table, row, column)->text;
        wholes[row] = font_width(font, layout->size, text);
        /* Numbers and markers are never broken; a short range neither. */
        least = fmax(least,
                     definition->is_numeric ? wholes[row] : longest_word(font, layout->size, text));
    }
    double around = 2 * layout->padding + inset_of(table, column) + set->mark_width;
    return (struct column_need){.around = around,
                                .least = least + around,
                                .wholes = wholes,
                                .head = font_width(bold, layout->size, definition->header),
                                .share = definition->width,
                                .is_numeric = definition->is_numeric};
}

/* Asks all columns; the sum of the least. */
static double ask_columns(struct table_layout *layout, const struct font_set *fonts,
                          struct column_need *needs, double *wholes) {
    double sum = 0;
    for (size_t column = 0; column < layout->table->column_count; column++) {
        measure_numbers(layout, fonts, column);
        measure_marks(layout, column);
        needs[column] =
            column_need(layout, fonts, column, wholes + column * layout->table->row_count);
        sum += needs[column].least;
    }
    return sum;
}

static void set_widths(struct arena *arena, struct table_layout *layout,
                       const struct column_needs *needs, double width) {
    double *widths = ARENA_ARRAY(arena, double, needs->column_count);
    column_widths_set(arena, needs, width, widths);
    layout->width = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        layout->columns[i].left = layout->width;
        layout->columns[i].width = widths[i];
        layout->width += widths[i];
    }
}

/* The largest type in which the columns fit, with their widths. */
static void choose_size(struct arena *arena, struct table_layout *layout,
                        const struct font_set *fonts, double width) {
    size_t columns = layout->table->column_count, rows = layout->table->row_count;
    struct column_need *asked = ARENA_ARRAY(arena, struct column_need, columns);
    double *wholes = ARENA_ARRAY(arena, double, columns *rows + 1);
    struct column_needs needs = {asked, columns, rows, 0};
    bool fits = false;
    for (double size = SIZE_MOST; size >= SIZE_LEAST && !fits; size -= SIZE_STEP) {
        needs.size = layout->size = size;
        layout->leading = size * LEADING_SHARE;
        /* A column a month needs every point of its width. */
        layout->padding = size * (columns > 9 ? 0.26 : 0.42);
        fits = ask_columns(layout, fonts, asked, wholes) <= width &&
               (size <= SIZE_READ || column_widths_short(&needs) <= width);
    }
    set_widths(arena, layout, &needs, width);
}

static struct paragraph_style cell_style(const struct table_layout *layout, size_t column,
                                         bool is_bold, uint32_t colour) {
    return (struct paragraph_style){
        .type = {is_bold ? FONT_BOLD : FONT_REGULAR, layout->size, colour},
        .leading = layout->leading,
        .width = layout->columns[column].width - 2 * layout->padding -
                 inset_of(layout->table, column) - layout->columns[column].mark_width + 0.05};
}

static double cap_height(const struct table_layout *layout, const struct font_set *fonts) {
    return font_measure(fonts->styles[FONT_REGULAR]).cap_height * layout->size;
}

static double height_of_lines(const struct table_layout *layout, const struct font_set *fonts,
                              size_t line_count) {
    return 2 * ROW_PADDING + cap_height(layout, fonts) + (double)(line_count - 1) * layout->leading;
}

static double group_width(const struct table_layout *layout, size_t column) {
    const struct table_column_layout *last =
        &layout->columns[column + layout->columns[column].group_span - 1];
    return last->left + last->width - layout->columns[column].left;
}

/* The spanning heads: each over its columns, centred. */
static void set_groups(struct arena *arena, struct table_layout *layout,
                       const struct font_set *fonts) {
    const struct document_table *table = layout->table;
    size_t lines = 0;
    for (size_t column = 0; column < table->column_count;) {
        size_t span = document_table_group_span(table, column);
        layout->columns[column].group_span = span;
        if (span == 0) {
            column++;
            continue;
        }
        struct paragraph_style style = cell_style(layout, column, true, COLOUR_NAVY);
        style.width = group_width(layout, column) - 2 * layout->padding + 0.05;
        const struct paragraph *group = paragraph_new(
            arena, fonts, paragraph_plain(arena, table->columns[column].group), style);
        layout->columns[column].group = group;
        lines = group->line_count > lines ? group->line_count : lines;
        column += span;
    }
    layout->group_height = lines > 0 ? height_of_lines(layout, fonts, lines) : 0;
}

static void set_header(struct arena *arena, struct table_layout *layout,
                       const struct font_set *fonts) {
    size_t lines = 1;
    for (size_t column = 0; column < layout->table->column_count; column++) {
        const struct paragraph *header = paragraph_new(
            arena, fonts, paragraph_plain(arena, layout->table->columns[column].header),
            cell_style(layout, column, true, COLOUR_NAVY));
        layout->columns[column].header = header;
        lines = header->line_count > lines ? header->line_count : lines;
    }
    layout->head_height = layout->group_height + height_of_lines(layout, fonts, lines);
}

static void set_row(struct arena *arena, struct table_layout *layout, const struct font_set *fonts,
                    size_t row) {
    size_t lines = 1;
    bool is_total = table_layout_is_total(layout->table, row);
    for (size_t column = 0; column < layout->table->column_count; column++) {
        const struct paragraph *cell = paragraph_new(
            arena, fonts, paragraph_plain(arena, cell_at(layout->table, row, column)->text),
            cell_style(layout, column, is_total, COLOUR_INK));
        layout->cells[row * layout->table->column_count + column] = cell;
        lines = cell->line_count > lines ? cell->line_count : lines;
    }
    layout->row_heights[row] = height_of_lines(layout, fonts, lines);
}

const struct table_layout *table_layout_new(struct arena *arena, const struct font_set *fonts,
                                            const struct document_table *table, double width) {
    struct table_layout *layout = ARENA_NEW(arena, struct table_layout);
    layout->table = table;
    layout->columns = ARENA_ARRAY(arena, struct table_column_layout, table->column_count);
    layout->cells =
        ARENA_ARRAY(arena, const struct paragraph *, table->row_count * table->column_count);
    layout->row_heights = ARENA_ARRAY(arena, double, table->row_count);
    choose_size(arena, layout, fonts, width);
    set_groups(arena, layout, fonts);
    set_header(arena, layout, fonts);
    for (size_t row = 0; row < table->row_count; row++) {
        set_row(arena, layout, fonts, row);
    }
    return layout;
}

static double line_left(const struct table_layout *layout, const struct paragraph *paragraph,
                        size_t column, size_t line) {
    const struct table_column_layout *set = &layout->columns[column];
    if (!layout->table->columns[column].is_numeric) {
        return set->left + layout->padding + inset_of(layout->table, column) + set->mark_width;
    }
    return set->left + set->width - layout->padding - paragraph->lines[line].width;
}

double table_layout_group_left(const struct table_layout *layout, size_t column, size_t line) {
    const struct table_column_layout *set = &layout->columns[column];
    return set->left + (group_width(layout, column) - set->group->lines[line].width) / 2;
}

double table_layout_group_right(const struct table_layout *layout, size_t column) {
    return layout->columns[column].left + group_width(layout, column);
}

double table_layout_group_baseline(const struct table_layout *layout, size_t column, size_t line) {
    size_t lines_below = layout->columns[column].group->line_count - 1 - line;
    return layout->group_height - ROW_PADDING - (double)lines_below * layout->leading;
}

double table_layout_header_left(const struct table_layout *layout, size_t column, size_t line) {
    return line_left(layout, layout->columns[column].header, column, line);
}

double table_layout_line_left(const struct table_layout *layout, const struct font_set *fonts,
                              size_t row, size_t column, size_t line) {
    const struct table_column_layout *set = &layout->columns[column];
    if (is_aligned(layout->table, row, column) && line == 0) {
        double integer, fraction;
        number_parts(cell_font(layout->table, fonts, row), layout->size,
                     cell_at(layout->table, row, column)->text, &integer, &fraction);
        return set->left + set->width - layout->padding - set->fraction_width - integer;
    }
    const struct paragraph *cell = layout->cells[row * layout->table->column_count + column];
    return line_left(layout, cell, column, line);
}

double table_layout_header_baseline(const struct table_layout *layout, size_t column, size_t line) {
    size_t lines_below = layout->columns[column].header->line_count - 1 - line;
    return layout->head_height - ROW_PADDING - (double)lines_below * layout->leading;
}

double table_layout_baseline(const struct table_layout *layout, const struct font_set *fonts,
                             size_t line) {
    return ROW_PADDING + cap_height(layout, fonts) + (double)line * layout->leading;
}
