/* Columns; histograms, whose columns touch and whose statutory limit is a line
 * between two bands. */
#include <math.h>

#include "render/chart_kinds.h"

#define HEAD_ROOM 10.0
#define LIMIT_ROOM 12.0

static bool has_limit(const struct plot *plot) {
    return plot->chart->kind == CHART_HISTOGRAM && plot->chart->limit_after > 0;
}

static void set_area(struct plot *plot, struct area area) {
    double top = area.top + HEAD_ROOM + (has_limit(plot) ? LIMIT_ROOM : 0);
    plot->area = (struct area){area.left + plot_tick_width(plot) + 7, top, area.right,
                               top + PLOT_AREA_HEIGHT};
}

double column_chart_height(struct plot *plot, double width) {
    set_area(plot, (struct area){0, 0, width, 0});
    return plot->area.bottom + plot_categories_height(plot);
}

static void draw_column(const struct plot *plot, size_t series, size_t category, struct area slot,
                        bool is_labelled) {
    const struct cell *cell = &plot->chart->series[series].values[category];
    double value;
    double zero = plot_y(plot, 0);
    double end = zero;
    if (plot_value(cell, &value)) {
        end = plot_y(plot, value);
        plot_block(plot, series,
                   (struct area){slot.left, fmin(zero, end), slot.right, fmax(zero, end)});
    }
    if (is_labelled) {
        surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), ALIGN_CENTRE,
                             (slot.left + slot.right) / 2, fmin(zero, end) - 3, cell->text);
    }
}

static void draw_limit(const struct plot *plot) {
    double x = plot->area.left + plot_slot(plot) * (double)plot->chart->limit_after;
    surface_line(plot->surface, (struct stroke){1.2, COLOUR_WARNING, 4, 2.5},
                 (struct point){x, plot->area.top - 10}, (struct point){x, plot->area.bottom});
    bool is_left = x > (plot->area.left + plot->area.right) / 2;
    surface_text_aligned(plot->surface, plot_label(FONT_BOLD, COLOUR_WARNING),
                         is_left ? ALIGN_RIGHT : ALIGN_LEFT, x + (is_left ? -5 : 5),
                         plot->area.top - 10 + PLOT_LABEL_DROP, plot->chart->limit_name);
}

static double column_width(const struct plot *plot) {
    size_t count = plot->chart->series_count;
    if (plot->chart->kind == CHART_HISTOGRAM) {
        return plot_slot(plot) / (double)count;
    }
    return fmin(plot_slot(plot) * (count > 1 ? 0.8 : 0.62) / (double)count, 44);
}

void column_chart_draw(struct plot *plot, struct area area) {
    set_area(plot, area);
    size_t count = plot->chart->series_count;
    double width = column_width(plot);
    bool is_labelled = plot_widest_value(plot) <= (count > 1 ? width : plot_slot(plot)) + 1;
    plot_draw_axis(plot);
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        double left = plot_slot_middle(plot, c) - width * (double)count / 2;
        for (size_t s = 0; s < count; s++) {
            double from = left + width * (double)s;
            draw_column(plot, s, c, (struct area){from + 0.5, 0, from + width - 0.5, 0},
                        is_labelled);
        }
    }
    plot_draw_categories(plot);
    if (has_limit(plot)) {
        draw_limit(plot);
    }
}
