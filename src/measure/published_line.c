/* Published figures in the form of computed ones. Counts of authorities are
 * exact and give intervals; those of regions and England are rounded to 10 and a
 * median has none, so they give none. A printed value stays as it was printed. */
#include "measure/published_line.h"

#include <stdlib.h>

#include "base/arena.h"
#include "figure_values.h"

enum { SCORE_DECIMALS = 3, FIT_DECIMALS = 2 };

bool published_level_is(struct text level) {
    bool is_one = text_equal_c(level, "authority");
    for (int i = 0; i < COMPARATOR_PUBLISHED; i++) {
        is_one |= text_equal(level, comparator_name((enum comparator)i));
    }
    return is_one;
}

struct period published_period(int64_t year) {
    struct period period = {.kind = PERIOD_YEAR};
    date_from_parts((int)year - 1, 4, 1, &period.first_day);
    date_from_parts((int)year, 3, 31, &period.last_day);
    return period;
}

static struct figure blank(const struct measure_definition *measure, struct text category,
                           int64_t year, enum figure_status status) {
    return (struct figure){.measure = measure,
                           .period = published_period(year),
                           .level = UNIT_COUNTY,
                           .category = category,
                           .status = status};
}

/* Exact counts give intervals; the value is the one that was printed. */
static void set_exact(struct figure *figure, int64_t numerator, int64_t denominator,
                      struct decimal value) {
    if (figure->measure->unit == MEASURE_RATE) {
        figure_values_set_rate(figure, numerator, denominator);
    } else {
        figure_values_set_percent(figure, numerator, denominator, figure->measure->decimals);
    }
    figure->status = FIGURE_SHOWN;
    figure->has_value = true;
    figure->value = value;
}

static void set_value(struct figure *figure, const struct comparator_figure *from, bool is_exact) {
    bool is_shown = from->status == FIGURE_SHOWN;
    if (is_shown && is_exact && from->has_numerator && from->has_denominator &&
        from->denominator > 0 && from->numerator >= 0) {
        set_exact(figure, from->numerator, from->denominator, from->value);
        return;
    }
    if (is_shown) { /* what stands beside a marker is of no use, and would give its count away */
        figure->has_numerator = from->has_numerator;
        figure->has_denominator = from->has_denominator;
        figure->numerator = from->numerator;
        figure->denominator = from->denominator;
        figure->has_value = true;
        figure->value = from->value;
    }
}

struct published_line published_line_of(const struct comparison *comparison,
                                        enum comparator comparator,
                                        const struct measure_definition *measure,
                                        struct text category) {
    const struct comparator_figure *from = &comparison->figures[comparator];
    bool is_own = comparator == COMPARATOR_PUBLISHED;
    struct published_line line = {
        .figure = blank(measure, category, comparison->year, from->status),
        .level = is_own ? TEXT("authority") : comparator_name(comparator),
        .unit = comparator == COMPARATOR_NEIGHBOURS ? comparison->model : from->code};
    set_value(&line.figure, from, is_own);
    return line;
}

struct published_line published_line_of_row(const struct measure_definition *measure,
                                            const struct published_row *row, size_t column,
                                            int decimals) {
    struct comparator_figure from =
        comparator_figure_of_row(row, column, decimals, measure->decimals);
    struct published_line line = {.figure = blank(measure, TEXT_NONE, row->year, from.status),
                                  .level = TEXT("authority"),
                                  .unit = from.code};
    set_value(&line.figure, &from, true);
    return line;
}

static void add_part(struct published_line *line, const struct measure_definition *measure,
                     const struct deprivation_result *result, const char *category,
                     struct decimal value) {
    *line = (struct published_line){
        .figure = blank(measure, text_of(category), result->request.year, FIGURE_SHOWN),
        .level = TEXT("authority"),
        .unit = result->request.authority};
    line->figure.has_value = true;
    line->figure.value = value;
}

static struct decimal whole(size_t number) {
    return (struct decimal){(int64_t)number, 0};
}

size_t published_lines_of_adjusted(const struct measure_definition *measure,
                                   const struct deprivation_result *result,
                                   struct published_line lines[PUBLISHED_PARTS]) {
    size_t count = 0;
    struct prediction wider;
    struct figure *expected = &lines[count].figure;
    add_part(&lines[count++], measure, result, "expected",
             decimal_from_double(result->expected, measure->decimals));
    expected->has_interval = regression_predict(&result->line, result->score, 0.998, &wider);
    expected->interval95 = result->limits;
    expected->interval998 = wider.limits;
    add_part(&lines[count++], measure, result, "score",
             decimal_from_double(result->score, SCORE_DECIMALS));
    add_part(&lines[count++], measure, result, "R squared",
             decimal_from_double(result->line.r_squared, FIT_DECIMALS));
    add_part(&lines[count++], measure, result, "authorities", whole(result->line.count));
    add_part(&lines[count++], measure, result, "left out", whole(deprivation_left_out(result)));
    if (result->has_ratio) {
        add_part(&lines[count++], measure, result, "",
                 decimal_from_double(result->ratio, measure->decimals));
        add_part(&lines[count++], measure, result, "rank", whole(result->rank));
        add_part(&lines[count++], measure, result, "ranked", whole(result->rank_of));
    }
    return count;
}

enum published_side published_side(const struct figure *own, const struct figure *other) {
    if (!own->has_value || !other->has_value) {
        return SIDE_NOT_KNOWN;
    }
    double value = decimal_to_double(other->value);
    if (!own->has_interval) {
        return SIDE_UNCLEAR;
    }
    return own->interval95.lower > value   ? SIDE_ABOVE
           : own->interval95.upper < value ? SIDE_BELOW
                                           : SIDE_UNCLEAR;
}

/* ---- figures.csv ---- */

static int compare_lines(const void *left, const void *right) {
    const struct published_line *a = left, *b = right;
    int order = text_compare(a->figure.measure->id, b->figure.measure->id);
    day_number here = a->figure.period.last_day, there = b->figure.period.last_day;
    order = order != 0 ? order : (here > there) - (here < there);
    order = order != 0 ? order : text_compare(a->level, b->level);
    order = order != 0 ? order : text_compare(a->unit, b->unit);
    return order != 0 ? order : text_compare(a->figure.category, b->figure.category);
}

void published_lines_write_csv(struct buffer *out, const struct published_line *lines,
                               size_t count) {
    struct arena *scratch = arena_new();
    struct published_line *sorted = ARENA_ARRAY(scratch, struct published_line, count + 1);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = lines[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_lines);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_lines(&sorted[i - 1], &sorted[i]) != 0) {
            figure_write_csv_line(out, scratch, &sorted[i].figure, sorted[i].level, sorted[i].unit);
            buffer_add_byte(out, '\n');
        }
    }
    arena_free(scratch);
}
