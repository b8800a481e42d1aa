/* Two cases: all cells fit in one line, and what is left is shared up to a gap
 * that the eye still crosses; or some must fold, and each step of room goes where
 * it takes most from the sum of the cells' heights, tall ones counting most. */
#include "render/column_widths.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

#define SHORT_CELL 9.0    /* ems: "30 September 2006" */
#define FOLDED_LEAST 6.0  /* ems that a column of longer cells keeps */
#define HEAD_FOLDED 0.6   /* of its length, in two lines */
#define GAP_LEAST 9.0     /* or heads fold */
#define STEP 3.0          /* points */
#define SPARE_MOST 32.0   /* between columns, beyond what their cells take */
#define NEARLY_FULL 0.85  /* a table as wide as this is made as wide as the text */
#define FOLDING_LOSS 1.08 /* lines are not filled to their end */
#define UNBROKEN_COST 1.5 /* times the height, that short cells in one line may take */

static double most_whole(const struct column_needs *needs, size_t column) {
    double most = 0;
    for (size_t row = 0; row < needs->row_count; row++) {
        most = fmax(most, needs->columns[column].wholes[row]);
    }
    return most;
}

/* In one line each; the head in as many as `head_lines`. */
static double natural(const struct column_needs *needs, size_t column, double head_lines) {
    const struct column_need *need = &needs->columns[column];
    double head = need->head * (head_lines > 1 ? HEAD_FOLDED : 1);
    return fmax(need->least, need->around + fmax(most_whole(needs, column), head));
}

/* Numbers, dates and the like are not broken; of longer cells a few words stand in a line. */
static double unbroken(const struct column_needs *needs, size_t column) {
    const struct column_need *need = &needs->columns[column];
    double longest = 0;
    bool has_long = false;
    for (size_t row = 0; row < needs->row_count; row++) {
        bool is_long = need->wholes[row] > SHORT_CELL * needs->size;
        longest = is_long ? longest : fmax(longest, need->wholes[row]);
        has_long |= is_long;
    }
    longest = has_long ? fmax(longest, FOLDED_LEAST * needs->size) : longest;
    return fmax(need->least, need->around + longest);
}

double column_widths_short(const struct column_needs *needs) {
    double sum = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        sum += unbroken(needs, i);
    }
    return sum;
}

static double lines_to_fourth(double whole, double room) {
    double lines = whole <= room ? 1 : whole * FOLDING_LOSS / fmax(room, 1);
    return lines * lines * lines * lines;
}

/* A row of which the head is the last. */
static double cell_height(const struct column_needs *needs, size_t row, size_t column,
                          double width) {
    const struct column_need *need = &needs->columns[column];
    return lines_to_fourth(row < needs->row_count ? need->wholes[row] : need->head,
                           width - need->around);
}

/* What a column's growing by `step` takes from the heights of all rows. Of a row's cells the
 * tallest counts, nearly: the fourth root of the sum of fourth powers is smooth. */
static double gain_of(const struct column_needs *needs, const double *sums, size_t column,
                      double width, double step) {
    double gain = 0;
    for (size_t row = 0; row <= needs->row_count; row++) {
        double now = cell_height(needs, row, column, width);
        double then = now > 1 ? cell_height(needs, row, column, width + step) : now;
        if (then < now) {
            gain += sqrt(sqrt(sums[row])) - sqrt(sqrt(sums[row] - now + then));
        }
    }
    return gain;
}

/* Gives `room` away; what no column has use for goes to the last that had. */
static void give(const struct column_needs *needs, double room, double *sums, double *widths) {
    size_t last = 0;
    for (; room > 0; room -= STEP) {
        double step = fmin(STEP, room), most = 0;
        for (size_t i = 0; i < needs->column_count; i++) {
            double gain = gain_of(needs, sums, i, widths[i], step);
            if (gain > most + 1e-9) {
                most = gain;
                last = i;
            }
        }
        for (size_t row = 0; row <= needs->row_count; row++) {
            sums[row] += cell_height(needs, row, last, widths[last] + step) -
                         cell_height(needs, row, last, widths[last]);
        }
        widths[last] += step;
    }
}

/* Folds from these widths on; the height of all rows then, in lines. */
static double fold_from(struct arena *arena, const struct column_needs *needs, double width,
                        double *widths) {
    double left = width, height = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        left -= widths[i];
    }
    double *sums = ARENA_ARRAY(arena, double, needs->row_count + 1);
    for (size_t row = 0; row <= needs->row_count; row++) {
        for (size_t i = 0; i < needs->column_count; i++) {
            sums[row] += cell_height(needs, row, i, widths[i]);
        }
    }
    give(needs, left, sums, widths);
    for (size_t row = 0; row <= needs->row_count; row++) {
        height += sqrt(sqrt(sums[row]));
    }
    return height;
}

static void set_least(const struct column_needs *needs, double width, double *widths) {
    double least = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        least += needs->columns[i].least;
    }
    for (size_t i = 0; i < needs->column_count; i++) {
        widths[i] = needs->columns[i].least * fmin(1, width / fmax(least, 1));
    }
}

/* Folds from the least, or from short cells unbroken, where they leave room for that and longer
 * ones do not become towers for it. */
static void fold(struct arena *arena, const struct column_needs *needs, double width,
                 double *widths) {
    set_least(needs, width, widths);
    double height = fold_from(arena, needs, width, widths);
    if (column_widths_short(needs) > width) {
        return;
    }
    double *whole = ARENA_ARRAY(arena, double, needs->column_count);
    for (size_t i = 0; i < needs->column_count; i++) {
        whole[i] = unbroken(needs, i);
    }
    if (fold_from(arena, needs, width, whole) <= UNBROKEN_COST * height) {
        memcpy(widths, whole, needs->column_count * sizeof *widths);
    }
}

/* Columns of figures of one width where there is room for that; what is left then. */
static double level_figures(const struct column_needs *needs, double spare, double *widths) {
    double most = 0, wanted = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        most = needs->columns[i].is_numeric ? fmax(most, widths[i]) : most;
    }
    for (size_t i = 0; i < needs->column_count; i++) {
        wanted += needs->columns[i].is_numeric ? most - widths[i] : 0;
    }
    if (wanted > spare) {
        return spare;
    }
    for (size_t i = 0; i < needs->column_count; i++) {
        widths[i] = needs->columns[i].is_numeric ? most : widths[i];
    }
    return spare - wanted;
}

/* Room in a column of figures stands before them, in one of words behind: before the first figures
 * one of the two is enough. */
static bool takes_gap(const struct column_needs *needs, size_t column) {
    bool has_figures_next =
        column + 1 < needs->column_count && needs->columns[column + 1].is_numeric;
    return needs->columns[column].is_numeric || !has_figures_next;
}

/* What is left, to columns that take a gap; of a table over the whole measure to all. */
static void spread(const struct column_needs *needs, double width, double *widths) {
    double taken = 0, gaps = 0, shares = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        taken += widths[i];
        gaps += takes_gap(needs, i);
        shares += needs->columns[i].share;
    }
    double wide = taken + SPARE_MOST * gaps;
    bool is_full = wide >= NEARLY_FULL * width;
    double spare = level_figures(needs, is_full ? width - taken : wide - taken, widths);
    for (size_t i = 0; i < needs->column_count; i++) {
        double share =
            shares > 0 ? needs->columns[i].share / shares : 1 / (double)needs->column_count;
        widths[i] += spare * (is_full ? share : takes_gap(needs, i) / gaps);
    }
}

/* Sets all columns for heads of so many lines; their sum with the gaps they should have. */
static double set_natural(const struct column_needs *needs, double head_lines, double *widths) {
    double sum = 0;
    for (size_t i = 0; i < needs->column_count; i++) {
        widths[i] = natural(needs, i, head_lines);
        sum += widths[i] + (head_lines > 1 ? 0 : GAP_LEAST);
    }
    return sum;
}

void column_widths_set(struct arena *arena, const struct column_needs *needs, double width,
                       double *widths) {
    bool fits = set_natural(needs, 1, widths) <= width || set_natural(needs, 2, widths) <= width;
    if (fits) {
        spread(needs, width, widths);
    } else {
        fold(arena, needs, width, widths);
    }
}
