/* Lines: a gap where a value is missing, a pale band for the interval of a single
 * series, references across with their names at the right. A control chart's
 * signals are ringed diamonds, so that they are seen without colour. */
#include <math.h>

#include "base/arena.h"
#include "render/chart_kinds.h"

#define HEAD_ROOM 10.0
#define BAND_COLOUR 0xD3DCE6

static struct text reference_label(const struct plot *plot,
                                   const struct chart_reference *reference) {
    return text_format(plot->arena, "%.*s %.*s", TEXT_ARG(reference->name),
                       TEXT_ARG(reference->value.text));
}

/* A series' name with its last value. */
static struct text end_label(const struct plot *plot, size_t series) {
    const struct chart_series *values = &plot->chart->series[series];
    struct text value = TEXT_NONE;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        value = values->values[c].kind == CELL_NUMBER ? values->values[c].text : value;
    }
    return text_format(plot->arena, "%.*s %.*s", TEXT_ARG(values->name), TEXT_ARG(value));
}

static bool names_series(const struct plot *plot) {
    return plot->chart->series_count > 1;
}

static double ends_width(const struct plot *plot) {
    double width = 0;
    for (size_t s = 0; names_series(plot) && s < plot->chart->series_count; s++) {
        width = fmax(width, plot_label_width(plot, FONT_BOLD, end_label(plot, s)));
    }
    for (size_t i = 0; i < plot->chart->reference_count; i++) {
        struct text label = reference_label(plot, &plot->chart->references[i]);
        width = fmax(width, plot_label_width(plot, FONT_BOLD, label));
    }
    return width > 0 ? width + 7 : 0;
}

static void set_area(struct plot *plot, struct area area) {
    plot->area =
        (struct area){area.left + plot_tick_width(plot) + 7, area.top + HEAD_ROOM,
                      area.right - ends_width(plot), area.top + HEAD_ROOM + PLOT_AREA_HEIGHT};
}

double line_chart_height(struct plot *plot, double width) {
    set_area(plot, (struct area){0, 0, width, 0});
    return plot->area.bottom + plot_categories_height(plot);
}

/* The band between two neighbouring categories whose intervals are both known. */
static void draw_band_piece(const struct plot *plot, const struct chart_series *series, size_t c) {
    double low[2], high[2];
    for (size_t i = 0; i < 2; i++) {
        if (!plot_value(&series->lower[c + i], &low[i]) ||
            !plot_value(&series->upper[c + i], &high[i])) {
            return;
        }
    }
    double left = plot_slot_middle(plot, c), right = plot_slot_middle(plot, c + 1);
    const struct point corners[4] = {{left, plot_y(plot, low[0])},
                                     {right, plot_y(plot, low[1])},
                                     {right, plot_y(plot, high[1])},
                                     {left, plot_y(plot, high[0])}};
    surface_polygon(plot->surface, BAND_COLOUR, corners, 4);
}

static void draw_band(const struct plot *plot, const struct chart_series *series) {
    bool has_interval = series->lower != NULL && series->upper != NULL && !names_series(plot);
    for (size_t c = 0; has_interval && c + 1 < plot->chart->category_count; c++) {
        draw_band_piece(plot, series, c);
    }
}

static void draw_signal(const struct plot *plot, struct point at) {
    const double r = 5;
    const struct point ring[5] = {
        {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}, {at.x, at.y - r}};
    surface_polygon(plot->surface, COLOUR_WHITE, ring, 4);
    surface_lines(plot->surface, (struct stroke){1.4, COLOUR_WARNING, 0, 0}, ring, 5);
    surface_disc(plot->surface, COLOUR_WARNING, at, 2.2);
}

/* A series as runs of joined points. The last point drawn. */
static bool draw_line(const struct plot *plot, size_t number, struct point *last) {
    static const double dashes[PLOT_COLOURS] = {0, 5, 2, 7};
    const struct chart_series *series = &plot->chart->series[number];
    struct stroke stroke = {number == 0 ? 2.0 : 1.5, plot_colour(number),
                            dashes[number % PLOT_COLOURS], 2.5};
    struct point *run = ARENA_ARRAY(plot->arena, struct point, plot->chart->category_count);
    size_t length = 0;
    bool has_point = false;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        double value;
        if (!plot_value(&series->values[c], &value)) {
            surface_lines(plot->surface, stroke, run, length);
            length = 0;
            continue;
        }
        run[length++] = (struct point){plot_slot_middle(plot, c), plot_y(plot, value)};
        *last = run[length - 1];
        has_point = true;
        plot_mark(plot, number, *last, 2.6);
    }
    surface_lines(plot->surface, stroke, run, length);
    return has_point;
}

static void draw_signals(const struct plot *plot, const struct chart_series *series) {
    for (size_t c = 0; series->signals != NULL && c < plot->chart->category_count; c++) {
        double value;
        if (series->signals[c] && plot_value(&series->values[c], &value)) {
            draw_signal(plot, (struct point){plot_slot_middle(plot, c), plot_y(plot, value)});
        }
    }
}

static size_t draw_references(const struct plot *plot, struct plot_end *ends) {
    size_t count = 0;
    for (size_t i = 0; i < plot->chart->reference_count; i++) {
        const struct chart_reference *reference = &plot->chart->references[i];
        double value;
        if (!plot_value(&reference->value, &value)) {
            continue;
        }
        double y = plot_y(plot, value);
        struct stroke stroke = {1.2, COLOUR_WARNING, reference->is_dashed ? 4.0 : 0, 2.5};
        surface_line(plot->surface, stroke, (struct point){plot->area.left, y},
                     (struct point){plot->area.right, y});
        ends[count++] = (struct plot_end){reference_label(plot, reference), COLOUR_WARNING, y};
    }
    return count;
}

/* In a control chart the lines across leave room for what matters alone: signals and the end. */
static bool is_labelled(const struct plot *plot, size_t category) {
    const bool *signals = plot->chart->series[0].signals;
    return plot->chart->kind != CHART_CONTROL || category + 1 == plot->chart->category_count ||
           (signals != NULL && signals[category]);
}

/* Of a single series points carry their values where there is room. */
static void label_points(const struct plot *plot) {
    if (plot_widest_value(plot) > plot_slot(plot) + 1) {
        return;
    }
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        const struct cell *cell = &plot->chart->series[0].values[c];
        if (!is_labelled(plot, c)) {
            continue;
        }
        double value;
        double y = plot_value(cell, &value) ? plot_y(plot, value) : plot->area.bottom;
        surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), ALIGN_CENTRE,
                             plot_slot_middle(plot, c), y - 6, cell->text);
    }
}

void line_chart_draw(struct plot *plot, struct area area) {
    set_area(plot, area);
    size_t series_count = plot->chart->series_count;
    size_t limit = series_count + plot->chart->reference_count + 1;
    struct plot_end *ends = ARENA_ARRAY(plot->arena, struct plot_end, limit);
    for (size_t s = 0; s < series_count; s++) {
        draw_band(plot, &plot->chart->series[s]);
    }
    plot_draw_axis(plot);
    size_t count = draw_references(plot, ends);
    for (size_t s = 0; s < series_count; s++) {
        struct point last;
        if (draw_line(plot, s, &last) && names_series(plot)) {
            ends[count++] = (struct plot_end){end_label(plot, s), plot_ink(s), last.y};
        }
        draw_signals(plot, &plot->chart->series[s]);
    }
    plot_draw_categories(plot);
    if (!names_series(plot)) {
        label_points(plot);
    }
    plot_draw_ends(plot, ends, count);
}
