#include "render/table_layout.h"
#include "support/sample_document.h"
#include "support/testing.h"

#include <math.h>

static const struct document_table *teams_table(void) {
    const struct document *document = sample_document(testing_arena());
    const struct document_table *found = NULL;
    for (size_t i = 0; i < document->block_count; i++) {
        found = document->blocks[i].kind == DOCUMENT_TABLE ? document->blocks[i].table : found;
    }
    return found;
}

/* Where the decimal point of a number stands, or would. */
static double point_of(const struct table_layout *layout, const struct font_set *set, size_t row,
                       size_t column) {
    struct text text = layout->table->cells[row * layout->table->column_count + column].text;
    bool is_total = table_layout_is_total(layout->table, row);
    struct font *font = set->styles[is_total ? FONT_BOLD : FONT_REGULAR];
    return table_layout_line_left(layout, set, row, column, 0) +
           font_width(font, layout->size, text_slice(text, 0, text_find(text, '.')));
}

static void decimal_points_stand_under_each_other(void) {
    const struct font_set *set = sample_font_set();
    const struct table_layout *layout = table_layout_new(testing_arena(), set, teams_table(), 464);
    for (size_t column = 1; column < 5; column++) {
        double point = point_of(layout, set, 0, column);
        for (size_t row = 1; row < layout->table->row_count; row++) {
            if (layout->table->cells[row * 5 + column].kind == CELL_NUMBER) {
                HOLDS(fabs(point_of(layout, set, row, column) - point) < 0.01);
            }
        }
    }
}

static void cells_stay_within_their_columns(void) {
    const struct font_set *set = sample_font_set();
    for (double width = 300; width <= 464; width += 41) {
        const struct table_layout *layout =
            table_layout_new(testing_arena(), set, teams_table(), width);
        double right = 0;
        for (size_t column = 0; column < 5; column++) {
            const struct table_column_layout *at = &layout->columns[column];
            NEAR(at->left + 1, right + 1, 1e-9);
            right = at->left + at->width;
            for (size_t row = 0; row < layout->table->row_count; row++) {
                const struct paragraph *cell = layout->cells[row * 5 + column];
                double left = table_layout_line_left(layout, set, row, column, 0);
                HOLDS(left >= at->left - 0.1);
                HOLDS(left + paragraph_width(cell) <= right + 0.1);
            }
        }
        NEAR(right, layout->width, 1e-9);
        HOLDS(right <= width + 1e-9);
    }
}

static void numbers_are_never_broken(void) {
    const struct font_set *set = sample_font_set();
    const struct table_layout *layout = table_layout_new(testing_arena(), set, teams_table(), 300);
    for (size_t row = 0; row < layout->table->row_count; row++) {
        for (size_t column = 1; column < 5; column++) {
            SAME_INT((long long)layout->cells[row * 5 + column]->line_count, 1);
        }
    }
}

static void narrow_room_makes_the_type_smaller(void) {
    const struct font_set *set = sample_font_set();
    const struct table_layout *wide = table_layout_new(testing_arena(), set, teams_table(), 464);
    const struct table_layout *narrow = table_layout_new(testing_arena(), set, teams_table(), 210);
    HOLDS(narrow->size < wide->size);
    HOLDS(wide->size >= 9);
}

static void words_stand_apart_from_the_figures_before_them(void) {
    const struct font_set *set = sample_font_set();
    struct document_table table = *teams_table();
    struct table_column *columns =
        arena_copy(testing_arena(), table.columns, 5 * sizeof *table.columns);
    columns[4].is_numeric = false;
    table.columns = columns;
    const struct table_layout *layout = table_layout_new(testing_arena(), set, &table, 464);
    double end = layout->columns[3].left + layout->columns[3].width - layout->padding;
    HOLDS(table_layout_line_left(layout, set, 0, 4, 0) > end + 14);
    HOLDS(table_layout_header_left(layout, 4, 0) > end + 14);
}

static void rows_have_equal_space_above_and_below(void) {
    const struct font_set *set = sample_font_set();
    const struct table_layout *layout = table_layout_new(testing_arena(), set, teams_table(), 464);
    double cap = font_measure(set->styles[FONT_REGULAR]).cap_height * layout->size;
    double baseline = table_layout_baseline(layout, set, 0);
    NEAR(baseline - cap, layout->row_heights[0] - baseline, 1e-9);
    HOLDS(layout->row_heights[4] > layout->row_heights[0]);
}

SUITE(render_table_layout, CLAIM(decimal_points_stand_under_each_other),
      CLAIM(cells_stay_within_their_columns), CLAIM(numbers_are_never_broken),
      CLAIM(narrow_room_makes_the_type_smaller),
      CLAIM(words_stand_apart_from_the_figures_before_them),
      CLAIM(rows_have_equal_space_above_and_below))
