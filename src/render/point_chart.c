/* Scatter charts and funnels: a point for each authority or unit, curves through
 * the data. The point that the paper is about is a diamond with its name, its
 * neighbours are squares; they are named or lettered, as the key has it, and
 * others named where the chart says so. */
#include <math.h>

#include "base/arena.h"
#include "render/chart_kinds.h"
#include "render/point_key.h"
#include "render/point_labels.h"

#define HEAD_ROOM 6.0
#define POINTS_HEIGHT 184.0
#define FOOT_ROOM 30.0

static void widen(double value, bool *has_value, double *least, double *most) {
    *least = *has_value ? fmin(*least, value) : value;
    *most = *has_value ? fmax(*most, value) : value;
    *has_value = true;
}

/* The points alone: a funnel has no limit where its denominators begin. */
static void set_axes(struct plot *plot) {
    const struct document_chart *chart = plot->chart;
    double least_x = 0, most_x = 0, least_y = 0, most_y = 0;
    bool has_x = false, has_y = false;
    for (size_t i = 0; i < chart->point_count; i++) {
        double x, y;
        if (plot_value(&chart->points[i].x, &x) && plot_value(&chart->points[i].y, &y)) {
            widen(x, &has_x, &least_x, &most_x);
            widen(y, &has_y, &least_y, &most_y);
        }
    }
    /* Points, unlike bars, need no zero: room is better spent where they lie. */
    bool floats = least_y > 0.3 * most_y;
    plot->across = plot_axis_across(least_x, most_x);
    plot->axis = plot_axis_between(floats ? least_y : fmin(0, least_y), most_y);
}

static bool is_on_axis(const struct plot *plot, double y) {
    return y >= plot->axis.low && y <= plot->axis.high;
}

/* The last place of a curve that the axes hold; SIZE_MAX: none, or it has no name. */
static size_t named_place(const struct plot *plot, const struct chart_curve *curve) {
    size_t i = curve->name.length > 0 ? curve->count : 0;
    while (i > 0 && !is_on_axis(plot, curve->y[i - 1])) {
        i--;
    }
    return i > 0 ? i - 1 : SIZE_MAX;
}

/* Curves are named behind their right ends, so the area leaves room for the names. */
static void set_area(struct plot *plot, struct area area) {
    const double gap = 5;
    double top = area.top + HEAD_ROOM, left = area.left + plot_tick_width(plot) + 7;
    double width = area.right - 4 - left;
    for (size_t i = 0; i < plot->chart->curve_count; i++) {
        const struct chart_curve *curve = &plot->chart->curves[i];
        size_t at = named_place(plot, curve);
        double span = plot->across.high - plot->across.low;
        double share = at == SIZE_MAX ? 0 : (curve->x[at] - plot->across.low) / span;
        if (share > 0) {
            double room = area.right - left - gap - plot_label_width(plot, FONT_BOLD, curve->name);
            width = fmin(width, room / share);
        }
    }
    plot->area = (struct area){left, top, left + width, top + POINTS_HEIGHT};
}

double point_chart_height(struct plot *plot, double width) {
    return point_key_height(plot, width) + HEAD_ROOM + POINTS_HEIGHT + FOOT_ROOM;
}

/* ---- curves ---- */

/* Only the part of a curve that the axes hold. */
static void draw_curve(const struct plot *plot, const struct chart_curve *curve) {
    struct stroke stroke = {curve->is_limit ? 1.0 : 1.6,
                            curve->is_limit ? COLOUR_GREY : COLOUR_NAVY, curve->is_limit ? 4.0 : 0,
                            2.5};
    struct point *run = ARENA_ARRAY(plot->arena, struct point, curve->count + 1);
    size_t length = 0;
    for (size_t i = 0; i < curve->count; i++) {
        if (is_on_axis(plot, curve->y[i])) {
            run[length++] = (struct point){plot_x(plot, curve->x[i]), plot_y(plot, curve->y[i])};
            continue;
        }
        surface_lines(plot->surface, stroke, run, length);
        length = 0;
    }
    surface_lines(plot->surface, stroke, run, length);
}

/* The names of the curves behind their right ends, clear of each other; where they stand. */
static size_t name_curves(const struct plot *plot, struct area *taken) {
    size_t count = 0;
    for (size_t i = 0; i < plot->chart->curve_count; i++) {
        const struct chart_curve *curve = &plot->chart->curves[i];
        size_t at = named_place(plot, curve);
        if (at == SIZE_MAX) {
            continue;
        }
        double left = plot_x(plot, curve->x[at]) + 5, middle = plot_y(plot, curve->y[at]);
        for (size_t k = 0; k < count; k++) { /* a later curve lies farther up */
            bool is_beside = taken[k].right > left && fabs(taken[k].top + 5 - middle) < 10;
            middle = is_beside ? taken[k].top - 6 : middle;
        }
        surface_text(plot->surface,
                     plot_label(FONT_REGULAR, curve->is_limit ? COLOUR_GREY : COLOUR_NAVY), left,
                     middle + PLOT_LABEL_DROP, curve->name);
        taken[count++] = (struct area){
            left, middle - 5, left + plot_label_width(plot, FONT_REGULAR, curve->name), middle + 5};
    }
    return count;
}

/* ---- points ---- */

static bool place_of(const struct plot *plot, const struct chart_point *point, struct point *at) {
    double x, y;
    if (!plot_value(&point->x, &x) || !plot_value(&point->y, &y)) {
        return false;
    }
    *at = (struct point){plot_x(plot, x), plot_y(plot, y)};
    return true;
}

static void draw_points(const struct plot *plot, int mark) {
    for (size_t i = 0; i < plot->chart->point_count; i++) {
        const struct chart_point *point = &plot->chart->points[i];
        struct point at;
        if (point_key_mark(point) == mark && place_of(plot, point, &at)) {
            point_key_draw_mark(plot, mark, at, false);
        }
    }
}

/* The focus first, then those outside the limits, then the neighbours. */
static int importance_of(const struct chart_point *point) {
    return point->is_focus ? 0 : point->is_named ? 1 : point->is_neighbour ? 2 : 3;
}

static struct point_label label_of(const struct plot *plot, const struct chart_point *point,
                                   struct point at) {
    struct text label = point_key_label(plot->chart, point);
    int mark = point_key_mark(point);
    bool is_name = label.length == point->name.length;
    return (struct point_label){.text = label,
                                .font = mark == POINT_FOCUS || !is_name ? FONT_BOLD : FONT_REGULAR,
                                .ink = mark == POINT_FOCUS || !is_name ? plot_ink((size_t)mark)
                                                                       : COLOUR_INK,
                                .at = at};
}

static void add_labels(const struct plot *plot, struct point_labels *labels) {
    labels->labels = ARENA_ARRAY(plot->arena, struct point_label, plot->chart->point_count + 1);
    for (int importance = 0; importance < 3; importance++) {
        for (size_t i = 0; i < plot->chart->point_count; i++) {
            const struct chart_point *point = &plot->chart->points[i];
            struct point at;
            if (importance_of(point) == importance && place_of(plot, point, &at)) {
                labels->labels[labels->label_count++] = label_of(plot, point, at);
            }
        }
    }
}

static void add_marks(const struct plot *plot, struct point_labels *labels) {
    struct point *marks = ARENA_ARRAY(plot->arena, struct point, plot->chart->point_count + 1);
    for (size_t i = 0; i < plot->chart->point_count; i++) {
        const struct chart_point *point = &plot->chart->points[i];
        labels->mark_count += place_of(plot, point, &marks[labels->mark_count]);
    }
    labels->marks = marks;
}

static void add_places(const struct plot *plot, struct point_labels *labels) {
    size_t room = 1;
    for (size_t i = 0; i < plot->chart->curve_count; i++) {
        room += plot->chart->curves[i].count;
    }
    struct point *places = ARENA_ARRAY(plot->arena, struct point, room);
    for (size_t i = 0; i < plot->chart->curve_count; i++) {
        const struct chart_curve *curve = &plot->chart->curves[i];
        for (size_t k = 0; k < curve->count; k++) {
            if (is_on_axis(plot, curve->y[k])) {
                places[labels->place_count++] =
                    (struct point){plot_x(plot, curve->x[k]), plot_y(plot, curve->y[k])};
            }
        }
    }
    labels->places = places;
}

static void draw_names_and_points(const struct plot *plot, const struct area *taken,
                                  size_t taken_count, double right) {
    struct point_labels labels = {
        .taken = taken,
        .taken_count = taken_count,
        .bounds = {plot->area.left + 2, plot->area.top, right, plot->area.bottom - 2}};
    add_labels(plot, &labels);
    add_marks(plot, &labels);
    add_places(plot, &labels);
    point_labels_place(plot, &labels);
    point_labels_draw_grounds(plot, &labels);
    draw_points(plot, POINT_OTHER);
    draw_points(plot, POINT_NEIGHBOUR);
    draw_points(plot, POINT_FOCUS);
    point_labels_draw(plot, &labels);
}

void point_chart_draw(struct plot *plot, struct area area) {
    set_axes(plot);
    double key_height = point_key_height(plot, area.right - area.left);
    if (key_height > 0) {
        point_key_draw(plot, area);
        area.top += key_height;
    }
    set_area(plot, area);
    plot_draw_axis(plot);
    plot_draw_across(plot);
    for (size_t i = 0; i < plot->chart->curve_count; i++) {
        draw_curve(plot, &plot->chart->curves[i]);
    }
    struct area *taken = ARENA_ARRAY(plot->arena, struct area, plot->chart->curve_count + 1);
    draw_names_and_points(plot, taken, name_curves(plot, taken), area.right);
    surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_GREY), ALIGN_RIGHT,
                         plot->area.right, plot->area.bottom + 26, plot->chart->category_title);
}
