#include "render/column_widths.h"
#include "support/testing.h"

#include <math.h>

enum { COLUMNS = 4, ROWS = 2, SIZE = 10, PADDING = 8, MEASURE = 464 };

struct sample {
    double wholes[COLUMNS][ROWS];
    struct column_need columns[COLUMNS];
    double widths[COLUMNS];
    double sum;
};

/* Columns of two cells each: words first, then figures, or words all. */
static void set_sample(struct sample *sample, size_t count, bool has_figures) {
    for (size_t i = 0; i < count; i++) {
        struct column_need *need = &sample->columns[i];
        double most = fmax(sample->wholes[i][0], sample->wholes[i][1]);
        need->wholes = sample->wholes[i];
        need->around = PADDING;
        need->is_numeric = has_figures && i > 0;
        need->least = PADDING + (need->is_numeric ? most : fmin(most, 40));
        need->head = fmax(need->head, 30);
    }
    struct column_needs needs = {sample->columns, count, ROWS, SIZE};
    column_widths_set(testing_arena(), &needs, MEASURE, sample->widths);
    sample->sum = 0;
    for (size_t i = 0; i < count; i++) {
        sample->sum += sample->widths[i];
        HOLDS(sample->widths[i] >= sample->columns[i].least - 1e-9);
    }
    HOLDS(sample->sum <= MEASURE + 1e-9);
}

static void a_few_figures_stand_near_their_words(void) {
    struct sample sample = {.wholes = {{90, 60}, {25, 30}}};
    set_sample(&sample, 2, true);
    HOLDS(sample.sum < MEASURE / 2.0);
    HOLDS(sample.widths[0] - 90 < 12);
    HOLDS(sample.widths[1] - 30 < 45);
}

static void a_table_nearly_as_wide_as_the_text_is_as_wide(void) {
    struct sample sample = {.wholes = {{150, 60}, {60, 30}, {60, 60}, {60, 60}}};
    set_sample(&sample, 4, true);
    NEAR(sample.sum, MEASURE, 1e-6);
}

static void columns_of_figures_are_of_one_width_where_there_is_room(void) {
    struct sample sample = {.wholes = {{90, 60}, {25, 30}, {40, 20}, {30, 30}}};
    sample.columns[2].head = 58;
    set_sample(&sample, 4, true);
    NEAR(sample.widths[1], sample.widths[2], 1e-9);
    NEAR(sample.widths[2], sample.widths[3], 1e-9);
}

static void dates_and_names_are_not_broken_for_long_texts_beside_them(void) {
    struct sample sample = {.wholes = {{2000, 1500}, {85, 60}, {900, 800}, {88, 30}}};
    set_sample(&sample, 4, false);
    NEAR(sample.sum, MEASURE, 1e-6);
    HOLDS(sample.widths[1] >= 85 + PADDING);
    HOLDS(sample.widths[3] >= 88 + PADDING);
}

/* Lines of the tallest cell of a row, as if words had no length. */
static double lines_of(const struct sample *sample, size_t count, size_t row) {
    double most = 1;
    for (size_t i = 0; i < count; i++) {
        most = fmax(most, sample->wholes[i][row] / (sample->widths[i] - PADDING));
    }
    return most;
}

/* Unbroken they would leave the long text a column of seven lines or more, where four do. */
static void names_are_broken_rather_than_make_a_tower_of_the_text_beside_them(void) {
    struct sample sample = {.wholes = {{88, 85}, {88, 85}, {88, 85}, {1000, 900}}};
    set_sample(&sample, 4, false);
    HOLDS(sample.widths[0] < 88 && sample.widths[1] < 88 && sample.widths[2] < 88);
    HOLDS(sample.widths[3] > 240);
}

static void room_goes_where_rows_are_tallest(void) {
    struct sample sample = {.wholes = {{300, 200}, {1800, 1500}, {400, 300}}};
    set_sample(&sample, 3, false);
    NEAR(sample.sum, MEASURE, 1e-6);
    double lines = lines_of(&sample, 3, 0) + lines_of(&sample, 3, 1);
    /* No other sharing in steps of eight points makes the two rows much shorter. */
    for (double first = 48; first < 300; first += 8) {
        for (double second = 48; first + second < MEASURE - 48; second += 8) {
            struct sample other = sample;
            other.widths[0] = first;
            other.widths[1] = second;
            other.widths[2] = MEASURE - first - second;
            HOLDS(lines_of(&other, 3, 0) + lines_of(&other, 3, 1) > 0.9 * lines);
        }
    }
}

static void too_little_room_is_shared_alike(void) {
    struct sample sample = {.wholes = {{300, 300}, {300, 300}}};
    sample.columns[0] = (struct column_need){PADDING, 300, sample.wholes[0], 300, 0, true};
    sample.columns[1] = (struct column_need){PADDING, 600, sample.wholes[1], 300, 0, true};
    struct column_needs needs = {sample.columns, 2, ROWS, SIZE};
    column_widths_set(testing_arena(), &needs, 450, sample.widths);
    NEAR(sample.widths[0], 150, 1e-6);
    NEAR(sample.widths[1], 300, 1e-6);
}

SUITE(render_column_widths, CLAIM(a_few_figures_stand_near_their_words),
      CLAIM(a_table_nearly_as_wide_as_the_text_is_as_wide),
      CLAIM(columns_of_figures_are_of_one_width_where_there_is_room),
      CLAIM(dates_and_names_are_not_broken_for_long_texts_beside_them),
      CLAIM(names_are_broken_rather_than_make_a_tower_of_the_text_beside_them),
      CLAIM(room_goes_where_rows_are_tallest), CLAIM(too_little_room_is_shared_alike))
