/* Small multiples: a small line chart for each series, three in a row, all on one
 * scale, so that heights can be compared across panels. Each carries its name,
 * its first and its last value. */
#include <math.h>

#include "base/arena.h"
#include "render/chart_kinds.h"

#define PANEL_GAP 16.0
#define PANEL_TITLE 16.0
#define PANEL_AREA 52.0
#define PANEL_FOOT 22.0

enum { PANELS_A_ROW = 3 };

static size_t row_count(const struct plot *plot) {
    return (plot->chart->series_count + PANELS_A_ROW - 1) / PANELS_A_ROW;
}

double panel_chart_height(struct plot *plot, double width) {
    (void)width;
    return (double)row_count(plot) * (PANEL_TITLE + PANEL_AREA + PANEL_FOOT);
}

static void draw_frame(const struct plot *plot, const struct chart_series *series) {
    const struct area *area = &plot->area;
    surface_text(plot->surface, plot_label(FONT_BOLD, COLOUR_INK), area->left, area->top - 6,
                 series->name);
    surface_line(plot->surface, (struct stroke){0.5, COLOUR_GRID, 0, 0},
                 (struct point){area->left, area->top}, (struct point){area->right, area->top});
    surface_line(plot->surface, (struct stroke){0.7, COLOUR_GREY, 0, 0},
                 (struct point){area->left, area->bottom},
                 (struct point){area->right, area->bottom});
}

static void draw_line(const struct plot *plot, const struct chart_series *series) {
    struct point *run = ARENA_ARRAY(plot->arena, struct point, plot->chart->category_count);
    struct stroke stroke = {1.6, plot_colour(0), 0, 0};
    size_t length = 0;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        double value;
        if (plot_value(&series->values[c], &value)) {
            run[length++] = (struct point){plot_slot_middle(plot, c), plot_y(plot, value)};
            continue;
        }
        surface_lines(plot->surface, stroke, run, length);
        length = 0;
    }
    surface_lines(plot->surface, stroke, run, length);
}

/* The value above its point, kept inside the panel. */
static void draw_value(const struct plot *plot, const struct chart_series *series, size_t category,
                       enum text_align align, double x) {
    const struct cell *cell = &series->values[category];
    double value;
    double y = plot_value(cell, &value) ? plot_y(plot, value) : plot->area.bottom;
    if (cell->kind == CELL_NUMBER) {
        plot_mark(plot, 0, (struct point){plot_slot_middle(plot, category), y}, 2.2);
    }
    surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), align, x,
                         fmax(y - 5, plot->area.top + 7), cell->text);
}

static void draw_panel(const struct plot *plot, const struct chart_series *series) {
    size_t last = plot->chart->category_count - 1;
    struct type_style style = plot_label(FONT_REGULAR, COLOUR_GREY);
    draw_frame(plot, series);
    draw_line(plot, series);
    draw_value(plot, series, 0, ALIGN_LEFT, plot->area.left);
    draw_value(plot, series, last, ALIGN_RIGHT, plot->area.right);
    surface_text(plot->surface, style, plot->area.left, plot->area.bottom + 11,
                 plot->chart->categories[0]);
    surface_text_aligned(plot->surface, style, ALIGN_RIGHT, plot->area.right,
                         plot->area.bottom + 11, plot->chart->categories[last]);
}

void panel_chart_draw(struct plot *plot, struct area area) {
    double width = (area.right - area.left - PANEL_GAP * (PANELS_A_ROW - 1)) / PANELS_A_ROW;
    for (size_t s = 0; s < plot->chart->series_count && plot->chart->category_count > 0; s++) {
        double left = area.left + (double)(s % PANELS_A_ROW) * (width + PANEL_GAP);
        double top = area.top +
                     (double)(s / PANELS_A_ROW) * (PANEL_TITLE + PANEL_AREA + PANEL_FOOT) +
                     PANEL_TITLE;
        plot->area = (struct area){left, top, left + width, top + PANEL_AREA};
        draw_panel(plot, &plot->chart->series[s]);
    }
}
