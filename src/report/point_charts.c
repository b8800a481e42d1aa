/* Scatter charts and funnels: authorities or units as points. A scatter is of
 * published rates against average deprivation, with the line that the others
 * make and its band; a funnel of percents or rates by size of denominator. Who
 * lies outside is named, beside the one that the paper is about. */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "charts.h"
#include "define/node.h"
#include "measure/deprivation.h"
#include "measure/funnel.h"
#include "published_year.h"

enum { PLACES = 41, SCORE_DECIMALS = 3, NAME_LIMIT = 10 };

static bool refuse(struct plot *plot, const struct node *at, const char *what) {
    DIAG_REPORT(plot->writer->diag, RP013, &at->place, TEXT("chart of points"), text_of(what));
    return writer_refuse(plot->writer);
}

static struct cell number_cell(struct arena *arena, double value, int decimals) {
    struct decimal number = decimal_from_double(value, decimals);
    return (struct cell){CELL_NUMBER, decimal_words(arena, number), number, MARK_NONE};
}

static const struct measure_definition *measure_of(struct plot *plot, const struct node *from) {
    const struct writer *writer = plot->writer;
    const struct node *name = node_need(writer->diag, from, "measure", NODE_SCALAR);
    const struct measure_definition *measure =
        name ? catalogue_measure(writer->context->catalogue, name->text) : NULL;
    if (name && !measure) {
        DIAG_REPORT(writer->diag, DF014, &name->place, name->text);
    }
    if (!measure) {
        writer_refuse(plot->writer);
        return NULL;
    }
    writer_use_measure(plot->writer, measure);
    return measure;
}

/* ---- scatter ---- */

static int compare_scores(const void *left, const void *right) {
    const struct deprivation_point *a = left, *b = right;
    int order = (a->score > b->score) - (a->score < b->score);
    return order != 0 ? order : text_compare(a->code, b->code);
}

static void add_scatter_points(struct plot *plot, const struct deprivation_result *result,
                               struct deprivation_point *from, int decimals) {
    const struct report_context *context = plot->writer->context;
    struct arena *arena = plot->writer->arena;
    struct chart_point *points = ARENA_ARRAY(arena, struct chart_point, result->point_count);
    for (size_t i = 0; i < result->point_count; i++) {
        double expected = 0;
        struct interval limits = {0, 0};
        deprivation_expect(result, from[i].score, &expected, &limits);
        points[i] = (struct chart_point){
            .name = from[i].name,
            .x = number_cell(arena, from[i].score, SCORE_DECIMALS),
            .y = number_cell(arena, from[i].rate, decimals),
            .expected = number_cell(arena, expected, decimals),
            .lower = number_cell(arena, limits.lower, decimals),
            .upper = number_cell(arena, limits.upper, decimals),
            .is_focus = text_equal(from[i].code, result->request.authority),
            .is_neighbour = published_year_has_neighbour(
                context, result->request.year, published_area_of(context->published, from[i].code)),
            .is_named = from[i].rate < limits.lower || from[i].rate > limits.upper};
    }
    plot->chart->points = points;
    plot->chart->point_count = result->point_count;
}

static struct chart_curve *new_curves(struct plot *plot, size_t count) {
    struct arena *arena = plot->writer->arena;
    struct chart_curve *curves = ARENA_ARRAY(arena, struct chart_curve, count);
    for (size_t i = 0; i < count; i++) {
        curves[i] = (struct chart_curve){.name = TEXT_NONE,
                                         .x = ARENA_ARRAY(arena, double, PLACES),
                                         .y = ARENA_ARRAY(arena, double, PLACES),
                                         .is_limit = i > 0};
    }
    plot->chart->curves = curves;
    plot->chart->curve_count = count;
    return curves;
}

static void add_place(struct chart_curve *curve, double x, double y) {
    ((double *)curve->x)[curve->count] = x;
    ((double *)curve->y)[curve->count] = y;
    curve->count++;
}

static void add_scatter_curves(struct plot *plot, const struct deprivation_result *result,
                               double first, double last) {
    struct chart_curve *curves = new_curves(plot, 3);
    curves[0].name = TEXT("Expected");
    curves[2].name = TEXT("95% limits");
    for (int i = 0; i < PLACES; i++) {
        double x = first + (last - first) * i / (PLACES - 1), expected;
        struct interval limits;
        if (deprivation_expect(result, x, &expected, &limits)) {
            add_place(&curves[0], x, expected);
            add_place(&curves[1], x, limits.lower);
            add_place(&curves[2], x, limits.upper);
        }
    }
}

static bool set_scatter(struct plot *plot) {
    static const char *const keys[] = {"measure", NULL};
    struct writer *writer = plot->writer;
    const struct report_context *context = writer->context;
    const struct node *from = node_need(writer->diag, plot->block, "deprivation", NODE_MAPPING);
    if (!from || !node_expect_keys(writer->diag, from, keys)) {
        return writer_refuse(writer);
    }
    const struct measure_definition *measure = measure_of(plot, from);
    if (!measure) {
        return false;
    }
    struct deprivation_result result;
    if (published_year_of(context, measure, &context->period) == 0 || !context->scores) {
        return refuse(plot, from, "a measure of which rates are published by then");
    }
    if (!published_year_adjust(writer, writer->diag, measure, &context->period, &result)) {
        return writer_refuse(writer);
    }
    struct deprivation_point *points =
        arena_copy(writer->arena, result.points, result.point_count * sizeof *result.points);
    qsort(points, result.point_count, sizeof *points, compare_scores);
    add_scatter_points(plot, &result, points,
                       published_year_decimals(context, measure, result.request.year));
    published_year_keep_rows(writer, measure, result.request.year);
    published_year_keep(writer, measure, &result);
    add_scatter_curves(plot, &result, points[0].score, points[result.point_count - 1].score);
    plot->chart->point_title = TEXT("Authority");
    chart_add_note(plot, deprivation_note(writer->arena, &result));
    return true;
}

/* ---- funnel ---- */

static size_t published_areas(struct plot *plot, const struct measure_definition *measure,
                              struct funnel_area **areas) {
    const struct report_context *context = plot->writer->context;
    int64_t year = published_year_of(context, measure, &context->period);
    size_t row_count = 0, count = 0, left_out = 0;
    const struct published_row *rows =
        year == 0 ? NULL
                  : published_rows_of(published_table_of(context->published, measure->id), year,
                                      PUBLISHED_AUTHORITY, &row_count);
    *areas = ARENA_ARRAY(plot->writer->arena, struct funnel_area, row_count + 1);
    for (size_t i = 0; i < row_count; i++) {
        const struct published_figure figure = published_figure_of(&rows[i], 0);
        if (figure.status == PUBLISHED_SHOWN && figure.has_numerator && figure.has_denominator &&
            figure.denominator > 0) {
            (*areas)[count++] = (struct funnel_area){
                .name = rows[i].area->name,
                .numerator = figure.numerator,
                .denominator = figure.denominator,
                .is_focus = text_equal(rows[i].area->code, context->authority->ons_code),
                .is_neighbour = published_year_has_neighbour(context, year, rows[i].area)};
        } else {
            left_out++;
        }
    }
    if (year != 0) {
        published_year_keep_rows(plot->writer, measure, year);
    }
    struct text source = published_source_of(context->published, measure->id, year);
    chart_add_note(plot, text_format(plot->writer->arena,
                                     "Department for Education, %.*s: year to 31 March %lld. Left "
                                     "out, for want of published counts: %zu.",
                                     TEXT_ARG(source), (long long)year, left_out));
    return count;
}

static size_t unit_areas(struct plot *plot, const struct measure_definition *measure,
                         enum unit_level level, struct funnel_area **areas) {
    const struct writer *writer = plot->writer;
    const struct report_context *context = writer->context;
    const struct hierarchy *units = context->units;
    size_t count = 0, left_out = 0;
    *areas = ARENA_ARRAY(writer->arena, struct funnel_area, units->unit_count + 1);
    for (uint32_t i = 0; i < units->unit_count; i++) {
        const struct figure *figure =
            units->units[i].level != level || !writer->figures
                ? NULL
                : figures_find(writer->figures, measure->id, &context->period, level, i, TEXT_NONE);
        if (figure && figure->status == FIGURE_SHOWN && figure->has_numerator &&
            figure->has_denominator && figure->denominator > 0) {
            (*areas)[count++] = (struct funnel_area){.name = units->units[i].name,
                                                     .numerator = figure->numerator,
                                                     .denominator = figure->denominator,
                                                     .is_focus = i == context->unit};
        } else if (units->units[i].level == level) {
            left_out++;
        }
    }
    if (left_out > 0) {
        chart_add_note(plot,
                       text_format(writer->arena, "Without figures, and left out: %zu.", left_out));
    }
    return count;
}

static void add_funnel_points(struct plot *plot, const struct funnel *funnel, int decimals) {
    struct arena *arena = plot->writer->arena;
    struct chart_point *points = ARENA_ARRAY(arena, struct chart_point, funnel->count);
    for (size_t i = 0; i < funnel->count; i++) {
        const struct funnel_area *area = &funnel->areas[i];
        points[i] =
            (struct chart_point){.name = area->name,
                                 .x = number_cell(arena, (double)area->denominator, 0),
                                 .y = number_cell(arena, area->value, decimals),
                                 .expected = number_cell(arena, funnel->average, decimals),
                                 .lower = number_cell(arena, area->limits998.lower, decimals),
                                 .upper = number_cell(arena, area->limits998.upper, decimals),
                                 .is_focus = area->is_focus,
                                 .is_neighbour = area->is_neighbour,
                                 .is_named = area->is_outside};
    }
    plot->chart->points = points;
    plot->chart->point_count = funnel->count;
}

/* Places lie closer where areas are small, for there the limits bend. */
static void add_funnel_curves(struct plot *plot, const struct funnel *funnel) {
    struct chart_curve *curves = new_curves(plot, 5);
    double first = (double)funnel->areas[0].denominator;
    double last = (double)funnel->areas[funnel->count - 1].denominator;
    curves[0].name = TEXT("Average");
    curves[2].name = TEXT("95%");
    curves[4].name = TEXT("99.8%");
    for (int i = 0; i < PLACES; i++) {
        double share = (double)i / (PLACES - 1), x = first + (last - first) * share * share;
        struct interval near, far;
        if (funnel_limits(funnel, x, 0.95, &near) && funnel_limits(funnel, x, 0.998, &far)) {
            add_place(&curves[0], x, funnel->average);
            add_place(&curves[1], x, near.lower);
            add_place(&curves[2], x, near.upper);
            add_place(&curves[3], x, far.lower);
            add_place(&curves[4], x, far.upper);
        }
    }
}

static bool draw_funnel(struct plot *plot, const struct node *from,
                        const struct measure_definition *measure, struct funnel_area *areas,
                        size_t count) {
    struct funnel funnel;
    if (!funnel_make(measure, areas, count, &funnel)) {
        return refuse(plot, from, "three areas or more with counts of a percent or rate");
    }
    add_funnel_points(plot, &funnel, measure->decimals);
    add_funnel_curves(plot, &funnel);
    return true;
}

static bool set_funnel(struct plot *plot) {
    static const char *const keys[] = {"measure", "by", "published", NULL};
    struct writer *writer = plot->writer;
    const struct node *from = node_need(writer->diag, plot->block, "funnel", NODE_MAPPING);
    bool is_published = false;
    enum unit_level level = UNIT_COUNTY;
    if (!from || !node_expect_keys(writer->diag, from, keys)) {
        return writer_refuse(writer);
    }
    const struct measure_definition *measure = measure_of(plot, from);
    const struct node *by = node_get(from, "by"), *published = node_get(from, "published");
    if (!measure || (published && !node_bool(writer->diag, published, &is_published))) {
        return writer_refuse(writer);
    }
    if (is_published == (by != NULL) || (by && !unit_level_parse(by->text, &level))) {
        return refuse(plot, from, "either by, a level of units, or published: yes");
    }
    struct funnel_area *areas;
    plot->chart->point_title = is_published ? TEXT("Authority") : TEXT("Unit");
    if (is_published) {
        size_t count = published_areas(plot, measure, &areas);
        return draw_funnel(plot, from, measure, areas, count);
    }
    if (!writer->figures) {
        writer_add_request(writer, measure, &writer->context->period);
        return true;
    }
    size_t count = unit_areas(plot, measure, level, &areas);
    return draw_funnel(plot, from, measure, areas, count);
}

/* ---- words ---- */

static void tell_focus(struct buffer *out, const struct chart_point *point) {
    bool is_low = decimal_compare(point->y.number, point->lower.number) < 0;
    bool is_high = decimal_compare(point->y.number, point->upper.number) > 0;
    buffer_format(out, " %.*s: %.*s at %.*s, expected %.*s, limits %.*s to %.*s: %s.",
                  TEXT_ARG(point->name), TEXT_ARG(point->y.text), TEXT_ARG(point->x.text),
                  TEXT_ARG(point->expected.text), TEXT_ARG(point->lower.text),
                  TEXT_ARG(point->upper.text),
                  is_low    ? "below the limits"
                  : is_high ? "above the limits"
                            : "within the limits");
}

static void tell_neighbours(struct buffer *out, const struct document_chart *chart) {
    size_t told = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        const struct chart_point *point = &chart->points[i];
        if (point->is_neighbour) {
            buffer_format(out, "%s %.*s %.*s",
                          told++ ? "," : " Statistical neighbours:", TEXT_ARG(point->name),
                          TEXT_ARG(point->y.text));
        }
    }
    buffer_add_c(out, told ? "." : "");
}

/* "average IDACI score": the first letter alone is made small. */
static struct text within_sentence(struct arena *arena, struct text title) {
    struct text first = text_lower(arena, text_slice(title, 0, 1));
    return text_format(arena, "%.*s%.*s", TEXT_ARG(first),
                       TEXT_ARG(text_slice(title, 1, title.length)));
}

static struct text words(struct arena *arena, const struct document_chart *chart) {
    struct buffer out = buffer_new(arena);
    size_t outside = 0, least = 0, most = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        const struct decimal y = chart->points[i].y.number;
        least = decimal_compare(y, chart->points[least].y.number) < 0 ? i : least;
        most = decimal_compare(y, chart->points[most].y.number) > 0 ? i : most;
    }
    buffer_format(&out, "%s of %zu points. %.*s, by %.*s.",
                  chart->kind == CHART_SCATTER ? "Scatter chart" : "Funnel chart",
                  chart->point_count, TEXT_ARG(chart->unit),
                  TEXT_ARG(within_sentence(arena, chart->category_title)));
    if (chart->point_count > 0) {
        buffer_format(&out, " From %.*s (%.*s) to %.*s (%.*s).",
                      TEXT_ARG(chart->points[least].y.text), TEXT_ARG(chart->points[least].name),
                      TEXT_ARG(chart->points[most].y.text), TEXT_ARG(chart->points[most].name));
    }
    for (size_t i = 0; i < chart->point_count; i++) {
        if (chart->points[i].is_focus) {
            tell_focus(&out, &chart->points[i]);
        }
    }
    tell_neighbours(&out, chart);
    buffer_add_c(&out, " Outside the limits:");
    for (size_t i = 0; i < chart->point_count; i++) {
        if (chart->points[i].is_named) {
            buffer_format(&out, "%s %.*s", outside++ ? "," : "", TEXT_ARG(chart->points[i].name));
        }
    }
    buffer_add_c(&out, outside ? "." : " none.");
    return buffer_text(&out);
}

/* How far a point lies from what is expected, in half-widths of its limits. */
static double remoteness(const struct chart_point *point) {
    double y = decimal_to_double(point->y.number),
           middle = decimal_to_double(point->expected.number);
    const struct cell *limit = y < middle ? &point->lower : &point->upper;
    double width = fabs(decimal_to_double(limit->number) - middle);
    return width > 0 ? fabs(y - middle) / width : 0;
}

/* Many names would cover each other: the farthest out keep theirs, the words and a note tell of
 * all. */
static void thin_names(struct plot *plot) {
    struct chart_point *points = (struct chart_point *)plot->chart->points;
    size_t named = 0, outside = 0;
    for (size_t i = 0; i < plot->chart->point_count; i++) {
        outside += points[i].is_named;
    }
    for (named = outside; named > NAME_LIMIT; named--) {
        size_t nearest = plot->chart->point_count;
        for (size_t i = 0; i < plot->chart->point_count; i++) {
            bool is_nearer =
                points[i].is_named && (nearest == plot->chart->point_count ||
                                       remoteness(&points[i]) < remoteness(&points[nearest]));
            nearest = is_nearer ? i : nearest;
        }
        points[nearest].is_named = false;
    }
    if (outside > named) {
        chart_add_note(plot, text_format(plot->writer->arena,
                                         "Outside the limits: %zu of %zu; the %zu farthest out are "
                                         "named.",
                                         outside, plot->chart->point_count, named));
    }
}

bool point_chart_set(struct plot *plot) {
    bool is_set = plot->chart->kind == CHART_SCATTER ? set_scatter(plot) : set_funnel(plot);
    if (is_set) {
        plot->chart->alternative = words(plot->writer->arena, plot->chart);
        thin_names(plot);
    }
    return is_set;
}
