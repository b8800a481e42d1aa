/* Charts: the unit above, a legend where bars or columns have several series, and
 * the drawing of the kind. */
#include "render/chart.h"

#include "render/chart_kinds.h"

#define UNIT_HEIGHT 16.0

struct chart_drawing {
    double (*height)(struct plot *plot, double width);
    void (*draw)(struct plot *plot, struct area area);
    bool has_legend;
};

static double height_of_bars(struct plot *plot, double width) {
    return bar_chart_height(plot, width);
}

static const struct chart_drawing *drawing_of(enum chart_kind kind) {
    static const struct chart_drawing drawings[] = {
        [CHART_BARS] = {height_of_bars, bar_chart_draw, true},
        [CHART_COLUMNS] = {column_chart_height, column_chart_draw, true},
        [CHART_LINE] = {line_chart_height, line_chart_draw, false},
        [CHART_STACKED] = {height_of_bars, bar_chart_draw, true},
        [CHART_HISTOGRAM] = {column_chart_height, column_chart_draw, true},
        [CHART_CONTROL] = {line_chart_height, line_chart_draw, false},
        [CHART_PANELS] = {panel_chart_height, panel_chart_draw, false},
        [CHART_SCATTER] = {point_chart_height, point_chart_draw, false},
        [CHART_FUNNEL] = {point_chart_height, point_chart_draw, false}};
    return &drawings[kind];
}

static double entry_width(const struct plot *plot, const struct chart_series *series) {
    return 14 + plot_label_width(plot, FONT_REGULAR, series->name) + 16;
}

static double legend_height(const struct plot *plot, double width) {
    const struct document_chart *chart = plot->chart;
    if (chart->series_count < 2 || !drawing_of(chart->kind)->has_legend) {
        return 0;
    }
    double x = 0, height = PLOT_LEGEND_HEIGHT;
    for (size_t s = 0; s < chart->series_count; s++) {
        double entry = entry_width(plot, &chart->series[s]);
        if (x > 0 && x + entry > width) {
            x = 0;
            height += PLOT_LEGEND_HEIGHT;
        }
        x += entry;
    }
    return height;
}

/* Stacked shares are filled, so are their keys. */
static void draw_key(const struct plot *plot, size_t series, struct area area) {
    if (plot->chart->kind == CHART_STACKED) {
        surface_fill(plot->surface, plot_colour(series), area);
    } else {
        plot_block(plot, series, area);
    }
}

static void draw_legend(const struct plot *plot, struct area area) {
    double x = area.left, y = area.top + 7;
    for (size_t s = 0; s < plot->chart->series_count; s++) {
        double entry = entry_width(plot, &plot->chart->series[s]);
        if (x > area.left && x + entry > area.right) {
            x = area.left;
            y += PLOT_LEGEND_HEIGHT;
        }
        draw_key(plot, s, (struct area){x, y - 4.5, x + 9, y + 4.5});
        surface_text(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), x + 14,
                     y + PLOT_LABEL_DROP, plot->chart->series[s].name);
        x += entry;
    }
}

static struct plot new_plot(struct arena *arena, const struct font_set *fonts,
                            const struct surface *surface, const struct document_chart *chart) {
    return (struct plot){.arena = arena,
                         .fonts = fonts,
                         .surface = surface,
                         .chart = chart,
                         .axis = plot_axis_of(chart)};
}

double chart_height(struct arena *arena, const struct font_set *fonts,
                    const struct document_chart *chart, double width) {
    struct plot plot = new_plot(arena, fonts, NULL, chart);
    return UNIT_HEIGHT + legend_height(&plot, width) +
           drawing_of(chart->kind)->height(&plot, width);
}

void chart_draw(struct arena *arena, const struct surface *surface,
                const struct document_chart *chart, struct area area) {
    struct plot plot = new_plot(arena, surface->fonts, surface, chart);
    double legend = legend_height(&plot, area.right - area.left);
    surface_text(surface, plot_label(FONT_REGULAR, COLOUR_GREY), area.left, area.top + 9,
                 chart->unit);
    if (legend > 0) {
        draw_legend(&plot,
                    (struct area){area.left, area.top + UNIT_HEIGHT, area.right, area.bottom});
    }
    area.top += UNIT_HEIGHT + legend;
    drawing_of(chart->kind)->draw(&plot, area);
}
