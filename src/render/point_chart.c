/* Scatter charts and funnels: a point for each authority or unit, curves through
 * the data. The point that the paper is about is a diamond with its name; others
 * are named where the chart says so. */
#include <math.h>

#include "base/arena.h"
#include "render/chart_kinds.h"

#define HEAD_ROOM 6.0
#define POINTS_HEIGHT 230.0
#define FOOT_ROOM 30.0
#define OTHERS 0x8A939E

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
    plot->across = plot_axis_over(least_x, most_x, true);
    plot->axis = plot_axis_over(least_y, most_y, true);
}

static void set_area(struct plot *plot, struct area area) {
    double top = area.top + HEAD_ROOM;
    plot->area = (struct area){area.left + plot_tick_width(plot) + 7, top, area.right - 4,
                               top + POINTS_HEIGHT};
}

double point_chart_height(struct plot *plot, double width) {
    (void)plot;
    (void)width;
    return HEAD_ROOM + POINTS_HEIGHT + FOOT_ROOM;
}

/* Only the part of a curve that the axes hold. */
static void draw_curve(const struct plot *plot, const struct chart_curve *curve) {
    struct stroke stroke = {curve->is_limit ? 1.0 : 1.6,
                            curve->is_limit ? COLOUR_GREY : COLOUR_NAVY, curve->is_limit ? 4.0 : 0,
                            2.5};
    struct point *run = ARENA_ARRAY(plot->arena, struct point, curve->count + 1);
    size_t length = 0;
    for (size_t i = 0; i < curve->count; i++) {
        bool is_inside = curve->y[i] >= plot->axis.low && curve->y[i] <= plot->axis.high;
        if (is_inside) {
            run[length++] = (struct point){plot_x(plot, curve->x[i]), plot_y(plot, curve->y[i])};
            continue;
        }
        surface_lines(plot->surface, stroke, run, length);
        length = 0;
    }
    surface_lines(plot->surface, stroke, run, length);
}

/* A curve's name above its right end. */
static void name_curve(const struct plot *plot, const struct chart_curve *curve) {
    for (size_t i = curve->count; i-- > 0 && curve->name.length > 0;) {
        if (curve->y[i] >= plot->axis.low && curve->y[i] <= plot->axis.high) {
            surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_GREY), ALIGN_RIGHT,
                                 plot_x(plot, curve->x[i]), plot_y(plot, curve->y[i]) - 4,
                                 curve->name);
            return;
        }
    }
}

static void draw_point(const struct plot *plot, const struct chart_point *point, bool is_focus) {
    double x, y;
    if (point->is_focus != is_focus || !plot_value(&point->x, &x) || !plot_value(&point->y, &y)) {
        return;
    }
    struct point at = {plot_x(plot, x), plot_y(plot, y)};
    if (is_focus) {
        plot_mark(plot, 3, at, 4.2);
    } else {
        surface_disc(plot->surface, OTHERS, at, 2.0);
    }
    if (!is_focus && !point->is_named) {
        return;
    }
    enum font_style font = is_focus ? FONT_BOLD : FONT_REGULAR;
    double width = plot_label_width(plot, font, point->name);
    bool is_left = at.x + 7 + width > plot->area.right;
    double left = is_left ? at.x - 7 - width : at.x + 7;
    surface_fill(plot->surface, COLOUR_WHITE,
                 (struct area){left - 1, at.y - 5, left + width + 1, at.y + 5});
    surface_text_aligned(plot->surface, plot_label(font, is_focus ? plot_ink(3) : COLOUR_INK),
                         is_left ? ALIGN_RIGHT : ALIGN_LEFT, at.x + (is_left ? -7 : 7),
                         at.y + PLOT_LABEL_DROP, point->name);
}

void point_chart_draw(struct plot *plot, struct area area) {
    set_axes(plot);
    set_area(plot, area);
    plot_draw_axis(plot);
    plot_draw_across(plot);
    for (size_t i = 0; i < plot->chart->curve_count; i++) {
        draw_curve(plot, &plot->chart->curves[i]);
        name_curve(plot, &plot->chart->curves[i]);
    }
    for (int focus = 0; focus < 2; focus++) {
        for (size_t i = 0; i < plot->chart->point_count; i++) {
            draw_point(plot, &plot->chart->points[i], focus == 1);
        }
    }
    surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_GREY), ALIGN_RIGHT,
                         plot->area.right, plot->area.bottom + 26, plot->chart->category_title);
}
