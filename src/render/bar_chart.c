/* Horizontal bars. Stacked ones follow each other in one bar, parted by a white
 * line; a share that is wide enough carries its value, in white or in ink. */
#include <math.h>

#include "render/chart_kinds.h"

#define BAR_HEIGHT 13.0
#define STACK_HEIGHT 18.0
#define BAR_GAP 8.0
#define LABEL_SHARE 0.36

static double label_width(const struct plot *plot, double width) {
    double widest = 0;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        widest = fmax(widest, plot_label_width(plot, FONT_REGULAR, plot->chart->categories[c]));
    }
    return fmin(widest, width * LABEL_SHARE) + 0.1;
}

static bool is_stacked(const struct plot *plot) {
    return plot->chart->kind == CHART_STACKED;
}

static double bars_height(const struct plot *plot) {
    return is_stacked(plot) ? STACK_HEIGHT : (double)plot->chart->series_count * BAR_HEIGHT;
}

static const struct paragraph *label_of(const struct plot *plot, size_t category, double width) {
    return plot_words(plot->arena, plot->fonts, plot->chart->categories[category], width);
}

static double row_height(const struct plot *plot, size_t category, double width) {
    return fmax(bars_height(plot), paragraph_height(label_of(plot, category, width))) + BAR_GAP;
}

double bar_chart_height(const struct plot *plot, double width) {
    double height = 2;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        height += row_height(plot, c, label_width(plot, width));
    }
    return height;
}

/* The largest sum of a category's series. */
static double widest_stack(const struct document_chart *chart) {
    double most = 0;
    for (size_t c = 0; c < chart->category_count; c++) {
        double sum = 0, value;
        for (size_t s = 0; s < chart->series_count; s++) {
            sum += plot_value(&chart->series[s].values[c], &value) ? value : 0;
        }
        most = fmax(most, sum);
    }
    return most;
}

static void set_across(struct plot *plot) {
    double least, most;
    plot_range(plot->chart, &least, &most);
    most = is_stacked(plot) ? widest_stack(plot->chart) : most;
    plot->across.low = fmin(0, least);
    plot->across.high = fmax(most, plot->across.low + 1e-6);
}

static void draw_bar(const struct plot *plot, size_t series, size_t category, double top) {
    const struct cell *cell = &plot->chart->series[series].values[category];
    double value;
    double zero = plot_x(plot, 0);
    double end = zero;
    if (plot_value(cell, &value)) {
        end = plot_x(plot, value);
        plot_block(
            plot, series,
            (struct area){fmin(zero, end), top + 0.8, fmax(zero, end), top + BAR_HEIGHT - 0.8});
    }
    surface_text(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), fmax(zero, end) + 4,
                 top + BAR_HEIGHT / 2 + PLOT_LABEL_DROP, cell->text);
}

/* Ink on orange and turquoise, white on the dark ones: 4.5 to 1 either way. */
static uint32_t ink_on(size_t series) {
    return series % PLOT_COLOURS == 0 || series % PLOT_COLOURS == 3 ? COLOUR_WHITE : COLOUR_INK;
}

static void draw_stack(const struct plot *plot, size_t category, double top) {
    double from = plot_x(plot, 0);
    for (size_t s = 0; s < plot->chart->series_count; s++) {
        const struct cell *cell = &plot->chart->series[s].values[category];
        double value;
        if (!plot_value(cell, &value) || value <= 0) {
            continue;
        }
        double to = from + plot_x(plot, value) - plot_x(plot, 0);
        surface_fill(plot->surface, plot_colour(s),
                     (struct area){from, top, fmax(from, to - 0.8), top + STACK_HEIGHT});
        if (plot_label_width(plot, FONT_REGULAR, cell->text) + 4 <= to - from) {
            surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, ink_on(s)), ALIGN_CENTRE,
                                 (from + to) / 2, top + STACK_HEIGHT / 2 + PLOT_LABEL_DROP,
                                 cell->text);
        }
        from = to;
    }
}

static void draw_row(const struct plot *plot, size_t category, double label_right, double middle,
                     double width) {
    const struct paragraph *label = label_of(plot, category, width);
    double first =
        middle - (double)(label->line_count - 1) * PLOT_LABEL_LEADING / 2 + PLOT_LABEL_DROP;
    plot_draw_words(plot, label, ALIGN_RIGHT, label_right, first);
    double top = middle - bars_height(plot) / 2;
    if (is_stacked(plot)) {
        draw_stack(plot, category, top);
        return;
    }
    for (size_t s = 0; s < plot->chart->series_count; s++) {
        draw_bar(plot, s, category, top + (double)s * BAR_HEIGHT);
    }
}

void bar_chart_draw(struct plot *plot, struct area area) {
    double width = label_width(plot, area.right - area.left);
    double values = is_stacked(plot) ? 0 : plot_widest_value(plot) + 6;
    plot->area = (struct area){area.left + width + 8, area.top, area.right - values, area.bottom};
    set_across(plot);
    double top = area.top;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        double height = row_height(plot, c, width);
        draw_row(plot, c, area.left + width, top + height / 2, width);
        top += height;
    }
    double zero = plot_x(plot, 0);
    surface_line(plot->surface, (struct stroke){0.9, COLOUR_GREY, 0, 0},
                 (struct point){zero, area.top}, (struct point){zero, area.bottom});
}
