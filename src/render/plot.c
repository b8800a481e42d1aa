/* The frame of charts. */
#include "render/plot.h"

#include <math.h>

#include "base/arena.h"
#include "base/decimal.h"

uint32_t plot_colour(size_t series) {
    static const uint32_t colours[PLOT_COLOURS] = {0x12436D, 0xF46A25, 0x28A197, 0x801650};
    return colours[series % PLOT_COLOURS];
}

uint32_t plot_ink(size_t series) {
    static const uint32_t inks[PLOT_COLOURS] = {0x12436D, 0xB0450C, 0x17665F, 0x801650};
    return inks[series % PLOT_COLOURS];
}

struct type_style plot_label(enum font_style font, uint32_t colour) {
    return (struct type_style){font, PLOT_LABEL_SIZE, colour};
}

double plot_label_width(const struct plot *plot, enum font_style font, struct text text) {
    return font_width(plot->fonts->styles[font], PLOT_LABEL_SIZE, text);
}

bool plot_value(const struct cell *cell, double *value) {
    *value = cell->kind == CELL_NUMBER ? decimal_to_double(cell->number) : 0;
    return cell->kind == CELL_NUMBER;
}

/* --- range -------------------------------------------------------------- */

struct range {
    bool has_value;
    double least, most;
};

static void widen(struct range *range, const struct cell *cell) {
    double value;
    if (cell == NULL || !plot_value(cell, &value)) {
        return;
    }
    range->least = range->has_value ? fmin(range->least, value) : value;
    range->most = range->has_value ? fmax(range->most, value) : value;
    range->has_value = true;
}

void plot_range(const struct document_chart *chart, double *least, double *most) {
    struct range range = {false, 0, 0};
    for (size_t s = 0; s < chart->series_count; s++) {
        const struct chart_series *series = &chart->series[s];
        for (size_t c = 0; c < chart->category_count; c++) {
            widen(&range, &series->values[c]);
            widen(&range, series->lower ? &series->lower[c] : NULL);
            widen(&range, series->upper ? &series->upper[c] : NULL);
        }
    }
    for (size_t i = 0; i < chart->reference_count; i++) {
        widen(&range, &chart->references[i].value);
    }
    *least = range.least;
    *most = range.most;
}

/* --- axes --------------------------------------------------------------- */

static void set_step(struct plot_axis *axis, double rough) {
    static const int mantissas[] = {1, 2, 5, 10};
    int power = (int)floor(log10(rough));
    double unit = pow(10, power);
    int mantissa = 10;
    for (size_t i = 4; i-- > 0;) {
        mantissa = mantissas[i] * unit >= rough * 0.999 ? mantissas[i] : mantissa;
    }
    axis->step = mantissa * unit;
    axis->decimals = power < 0 ? -power : 0;
    axis->step_scaled = power < 0 ? mantissa : (int64_t)llround(axis->step);
}

struct plot_axis plot_axis_over(double least, double most, bool may_float) {
    bool is_close = may_float && least > 0 && (most - least) < most * 0.4;
    return plot_axis_between(is_close ? least - (most - least) * 0.25 : fmin(0, least), most);
}

static struct plot_axis axis_of_steps(double low, double most, int steps) {
    double high = fmax(most, low + 1e-6);
    struct plot_axis axis = {0};
    bool is_flat = high - low < 1e-5;
    set_step(&axis, is_flat ? 1 : (high - low) / steps);
    axis.low = floor(low / axis.step + 1e-9) * axis.step;
    axis.high = is_flat ? axis.low + 5 : ceil(high / axis.step - 1e-9) * axis.step;
    return axis;
}

struct plot_axis plot_axis_between(double low, double most) {
    return axis_of_steps(low, most, 5);
}

/* A page is wider than a chart is high, so that more steps fit and less of it stays empty. */
struct plot_axis plot_axis_across(double least, double most) {
    bool is_close = least > 0 && (most - least) < most * 0.4;
    return axis_of_steps(is_close ? least - (most - least) * 0.25 : fmin(0, least), most, 8);
}

struct plot_axis plot_axis_of(const struct document_chart *chart) {
    double least, most;
    plot_range(chart, &least, &most);
    bool is_line = chart->kind == CHART_LINE || chart->kind == CHART_CONTROL;
    return plot_axis_over(least, most, is_line);
}

double plot_y(const struct plot *plot, double value) {
    const struct plot_axis *axis = &plot->axis;
    double share = (value - axis->low) / (axis->high - axis->low);
    return plot->area.bottom - share * (plot->area.bottom - plot->area.top);
}

double plot_x(const struct plot *plot, double value) {
    const struct plot_axis *axis = &plot->across;
    double share = (value - axis->low) / (axis->high - axis->low);
    return plot->area.left + share * (plot->area.right - plot->area.left);
}

static int64_t tick_count(const struct plot_axis *axis) {
    return llround((axis->high - axis->low) / axis->step);
}

static struct text tick_text(const struct plot *plot, const struct plot_axis *axis, int64_t tick) {
    int64_t first = llround(axis->low / axis->step);
    struct decimal value = {(first + tick) * axis->step_scaled, axis->decimals};
    return decimal_words(plot->arena, value);
}

double plot_tick_width(const struct plot *plot) {
    double width = 0;
    for (int64_t tick = 0; tick <= tick_count(&plot->axis); tick++) {
        width =
            fmax(width, plot_label_width(plot, FONT_REGULAR, tick_text(plot, &plot->axis, tick)));
    }
    return width;
}

static struct stroke grid_stroke(const struct plot_axis *axis, double value) {
    bool is_zero = fabs(value) < axis->step * 1e-6;
    return (struct stroke){is_zero ? 0.9 : 0.5, is_zero ? COLOUR_GREY : COLOUR_GRID, 0, 0};
}

void plot_draw_axis(const struct plot *plot) {
    const struct area *area = &plot->area;
    for (int64_t tick = 0; tick <= tick_count(&plot->axis); tick++) {
        double value = plot->axis.low + (double)tick * plot->axis.step;
        double y = plot_y(plot, value);
        surface_line(plot->surface, grid_stroke(&plot->axis, value), (struct point){area->left, y},
                     (struct point){area->right, y});
        surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_GREY), ALIGN_RIGHT,
                             area->left - 5, y + PLOT_LABEL_DROP,
                             tick_text(plot, &plot->axis, tick));
    }
}

void plot_draw_across(const struct plot *plot) {
    const struct area *area = &plot->area;
    for (int64_t tick = 0; tick <= tick_count(&plot->across); tick++) {
        double value = plot->across.low + (double)tick * plot->across.step;
        double x = plot_x(plot, value);
        surface_line(plot->surface, grid_stroke(&plot->across, value), (struct point){x, area->top},
                     (struct point){x, area->bottom});
        surface_text_aligned(plot->surface, plot_label(FONT_REGULAR, COLOUR_GREY), ALIGN_CENTRE, x,
                             area->bottom + 12, tick_text(plot, &plot->across, tick));
    }
}

/* --- words -------------------------------------------------------------- */

const struct paragraph *plot_words(struct arena *arena, const struct font_set *fonts,
                                   struct text words, double width) {
    return paragraph_new(arena, fonts, paragraph_plain(arena, words),
                         (struct paragraph_style){{FONT_REGULAR, PLOT_LABEL_SIZE, COLOUR_INK},
                                                  PLOT_LABEL_LEADING,
                                                  width});
}

void plot_draw_words(const struct plot *plot, const struct paragraph *words, enum text_align align,
                     double x, double baseline) {
    for (size_t i = 0; i < words->line_count; i++) {
        const struct paragraph_line *line = &words->lines[i];
        if (line->span_count > 0) {
            surface_text_aligned(plot->surface, words->style.type, align, x,
                                 baseline + (double)i * PLOT_LABEL_LEADING,
                                 text_trim(line->spans[0].text));
        }
    }
}

/* --- categories --------------------------------------------------------- */

double plot_slot(const struct plot *plot) {
    size_t count = plot->chart->category_count;
    return (plot->area.right - plot->area.left) / (double)(count > 0 ? count : 1);
}

double plot_slot_middle(const struct plot *plot, size_t category) {
    return plot->area.left + plot_slot(plot) * ((double)category + 0.5);
}

static double widest_category_word(const struct plot *plot) {
    double widest = 0;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        struct text rest = plot->chart->categories[c], word;
        while (text_next_part(&rest, ' ', &word)) {
            widest = fmax(widest, plot_label_width(plot, FONT_REGULAR, word));
        }
    }
    return widest;
}

static size_t category_step(const struct plot *plot) {
    double step = ceil((widest_category_word(plot) + 2) / plot_slot(plot));
    return step > 1 ? (size_t)step : 1;
}

static const struct paragraph *shown_category(const struct plot *plot, size_t category) {
    size_t step = category_step(plot);
    if ((plot->chart->category_count - 1 - category) % step != 0) {
        return NULL;
    }
    return plot_words(plot->arena, plot->fonts, plot->chart->categories[category],
                      plot_slot(plot) * (double)step - 2 + 0.1);
}

void plot_draw_categories(const struct plot *plot) {
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        const struct paragraph *label = shown_category(plot, c);
        if (label != NULL) {
            plot_draw_words(plot, label, ALIGN_CENTRE, plot_slot_middle(plot, c),
                            plot->area.bottom + 12);
        }
    }
}

double plot_categories_height(const struct plot *plot) {
    double height = PLOT_LABEL_LEADING;
    for (size_t c = 0; c < plot->chart->category_count; c++) {
        const struct paragraph *label = shown_category(plot, c);
        height = label == NULL ? height : fmax(height, paragraph_height(label));
    }
    return height + 4;
}

/* --- marks -------------------------------------------------------------- */

double plot_widest_value(const struct plot *plot) {
    double widest = 0;
    for (size_t s = 0; s < plot->chart->series_count; s++) {
        for (size_t c = 0; c < plot->chart->category_count; c++) {
            widest = fmax(widest,
                          plot_label_width(plot, FONT_BOLD, plot->chart->series[s].values[c].text));
        }
    }
    return widest;
}

void plot_block(const struct plot *plot, size_t series, struct area area) {
    surface_fill(plot->surface, plot_colour(series), area);
    const double edge = 1.6;
    bool is_hollow =
        series % 2 == 1 && area.right - area.left > 2 * edge && area.bottom - area.top > 2 * edge;
    if (is_hollow) {
        surface_fill(plot->surface, COLOUR_WHITE,
                     (struct area){area.left + edge, area.top + edge, area.right - edge,
                                   area.bottom - edge});
    }
}

void plot_mark(const struct plot *plot, size_t series, struct point at, double r) {
    const struct point square[4] = {
        {at.x - r, at.y - r}, {at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}};
    const struct point triangle[3] = {
        {at.x, at.y - r * 1.2}, {at.x + r * 1.1, at.y + r}, {at.x - r * 1.1, at.y + r}};
    const struct point diamond[4] = {{at.x, at.y - r * 1.3},
                                     {at.x + r * 1.3, at.y},
                                     {at.x, at.y + r * 1.3},
                                     {at.x - r * 1.3, at.y}};
    uint32_t colour = plot_colour(series);
    switch (series % PLOT_COLOURS) {
    case 0:
        surface_disc(plot->surface, colour, at, r);
        return;
    case 1:
        surface_polygon(plot->surface, colour, square, 4);
        return;
    case 2:
        surface_polygon(plot->surface, colour, triangle, 3);
        return;
    default:
        surface_polygon(plot->surface, colour, diamond, 4);
    }
}

/* --- labels at the right edge ------------------------------------------- */

static void sort_ends(struct plot_end *ends, size_t count) {
    for (size_t i = 1; i < count; i++) {
        struct plot_end end = ends[i];
        size_t k = i;
        for (; k > 0 && ends[k - 1].y > end.y; k--) {
            ends[k] = ends[k - 1];
        }
        ends[k] = end;
    }
}

void plot_draw_ends(const struct plot *plot, struct plot_end *ends, size_t count) {
    sort_ends(ends, count);
    for (size_t i = 1; i < count; i++) {
        ends[i].y = fmax(ends[i].y, ends[i - 1].y + PLOT_LABEL_LEADING);
    }
    double limit = plot->area.bottom;
    for (size_t i = count; i-- > 0;) {
        ends[i].y = fmin(ends[i].y, limit);
        limit = ends[i].y - PLOT_LABEL_LEADING;
    }
    for (size_t i = 0; i < count; i++) {
        surface_text(plot->surface, plot_label(FONT_BOLD, ends[i].ink), plot->area.right + 6,
                     ends[i].y + PLOT_LABEL_DROP, ends[i].text);
    }
}
