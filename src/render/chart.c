/* Charts. Bars and columns begin at zero; a line's axis may begin elsewhere where
 * its values lie close together. Steps of an axis are 1, 2 or 5 times a power of
 * ten and are printed as exact decimals. */
#include "render/chart.h"

#include <math.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "render/page_style.h"
#include "render/paragraph.h"

#define LABEL_SIZE 9.0
#define LABEL_LEADING 11.0
#define LABEL_DROP 3.1 /* from a label's middle to its baseline */
#define UNIT_HEIGHT 16.0
#define LEGEND_HEIGHT 16.0
#define PLOT_HEIGHT 170.0
#define BAR_HEIGHT 13.0
#define BAR_GAP 8.0
#define BAR_LABEL_SHARE 0.36

enum { SERIES_COLOURS = 4 };

struct axis {
    double low, high;
    double step;
    int64_t step_scaled; /* step = step_scaled / 10^decimals */
    int decimals;
};

struct drawing {
    struct arena *arena;
    const struct font_set *fonts;
    struct canvas_page *page;
    const struct document_chart *chart;
    struct area plot;
    struct axis axis;
};

static uint32_t series_colour(size_t series) {
    static const uint32_t colours[SERIES_COLOURS] = {0x12436D, 0xF46A25, 0x28A197, 0x801650};
    return colours[series % SERIES_COLOURS];
}

/* Orange and turquoise are too light for type: 4.5 to 1 on white is wanted. */
static uint32_t series_ink(size_t series) {
    static const uint32_t inks[SERIES_COLOURS] = {0x12436D, 0xB0450C, 0x17665F, 0x801650};
    return inks[series % SERIES_COLOURS];
}

static struct type_style label_style(enum font_style font, uint32_t colour) {
    return (struct type_style){font, LABEL_SIZE, colour};
}

static bool value_of(const struct cell *cell, double *value) {
    *value = cell->kind == CELL_NUMBER ? decimal_to_double(cell->number) : 0;
    return cell->kind == CELL_NUMBER;
}

static void find_range(const struct document_chart *chart, double *least, double *most) {
    bool has_value = false;
    *least = *most = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        for (size_t c = 0; c < chart->category_count; c++) {
            double value;
            if (value_of(&chart->series[s].values[c], &value)) {
                *least = has_value ? fmin(*least, value) : value;
                *most = has_value ? fmax(*most, value) : value;
                has_value = true;
            }
        }
    }
}

static void set_step(struct axis *axis, double range) {
    static const int mantissas[] = {1, 2, 5, 10};
    double rough = range / 5;
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

static struct axis make_axis(const struct document_chart *chart) {
    double least, most;
    find_range(chart, &least, &most);
    bool is_close = chart->kind == CHART_LINE && least > 0 && (most - least) < most * 0.4;
    double low = is_close ? least - (most - least) * 0.25 : fmin(0, least);
    double high = fmax(most, low + 1e-6);
    struct axis axis = {0};
    bool has_counts = high - low < 1e-5;
    set_step(&axis, has_counts ? 5 : high - low);
    axis.low = floor(low / axis.step + 1e-9) * axis.step;
    axis.high = has_counts ? axis.low + 5 : ceil(high / axis.step - 1e-9) * axis.step;
    return axis;
}

static double y_of(const struct drawing *drawing, double value) {
    const struct axis *axis = &drawing->axis;
    double share = (value - axis->low) / (axis->high - axis->low);
    return drawing->plot.bottom - share * (drawing->plot.bottom - drawing->plot.top);
}

static double x_of(const struct drawing *drawing, double value) {
    const struct axis *axis = &drawing->axis;
    double share = (value - axis->low) / (axis->high - axis->low);
    return drawing->plot.left + share * (drawing->plot.right - drawing->plot.left);
}

static int64_t tick_count(const struct axis *axis) {
    return llround((axis->high - axis->low) / axis->step);
}

static struct text tick_text(const struct drawing *drawing, int64_t tick) {
    int64_t first = llround(drawing->axis.low / drawing->axis.step);
    struct decimal value = {(first + tick) * drawing->axis.step_scaled, drawing->axis.decimals};
    return decimal_words(drawing->arena, value);
}

static double width_of_ticks(const struct drawing *drawing) {
    double width = 0;
    for (int64_t tick = 0; tick <= tick_count(&drawing->axis); tick++) {
        width = fmax(width, font_width(drawing->fonts->styles[FONT_REGULAR], LABEL_SIZE,
                                       tick_text(drawing, tick)));
    }
    return width;
}

static void draw_value_axis(const struct drawing *drawing) {
    const struct area *plot = &drawing->plot;
    for (int64_t tick = 0; tick <= tick_count(&drawing->axis); tick++) {
        double value = drawing->axis.low + (double)tick * drawing->axis.step;
        double y = y_of(drawing, value);
        bool is_zero = fabs(value) < drawing->axis.step * 1e-6;
        struct stroke stroke = {is_zero ? 0.9 : 0.5, is_zero ? COLOUR_GREY : COLOUR_GRID, 0, 0};
        canvas_line(drawing->page, stroke, (struct point){plot->left, y},
                    (struct point){plot->right, y});
        canvas_text_aligned(drawing->page, label_style(FONT_REGULAR, COLOUR_GREY), ALIGN_RIGHT,
                            plot->left - 5, y + LABEL_DROP, tick_text(drawing, tick));
    }
}

/* A bar, column or key: filled, and hollow for every second series. */
static void draw_block(const struct drawing *drawing, size_t series, struct area area) {
    canvas_fill(drawing->page, series_colour(series), area);
    const double edge = 1.6;
    bool is_hollow =
        series % 2 == 1 && area.right - area.left > 2 * edge && area.bottom - area.top > 2 * edge;
    if (is_hollow) {
        canvas_fill(drawing->page, COLOUR_WHITE,
                    (struct area){area.left + edge, area.top + edge, area.right - edge,
                                  area.bottom - edge});
    }
}

static double legend_entry_width(const struct font_set *fonts, const struct chart_series *series) {
    return 14 + font_width(fonts->styles[FONT_REGULAR], LABEL_SIZE, series->name) + 16;
}

static double legend_height(const struct font_set *fonts, const struct document_chart *chart,
                            double width) {
    if (chart->series_count < 2 || chart->kind == CHART_LINE) {
        return 0;
    }
    double x = 0, height = LEGEND_HEIGHT;
    for (size_t s = 0; s < chart->series_count; s++) {
        double entry = legend_entry_width(fonts, &chart->series[s]);
        if (x > 0 && x + entry > width) {
            x = 0;
            height += LEGEND_HEIGHT;
        }
        x += entry;
    }
    return height;
}

static void draw_legend(const struct drawing *drawing, struct area area) {
    double x = area.left, y = area.top + 7;
    for (size_t s = 0; s < drawing->chart->series_count; s++) {
        double entry = legend_entry_width(drawing->fonts, &drawing->chart->series[s]);
        if (x > area.left && x + entry > area.right) {
            x = area.left;
            y += LEGEND_HEIGHT;
        }
        draw_block(drawing, s, (struct area){x, y - 4.5, x + 9, y + 4.5});
        canvas_text(drawing->page, label_style(FONT_REGULAR, COLOUR_INK), x + 14, y + LABEL_DROP,
                    drawing->chart->series[s].name);
        x += entry;
    }
}

static const struct paragraph *category_label(struct arena *arena, const struct font_set *fonts,
                                              struct text category, double width) {
    return paragraph_new(
        arena, fonts, paragraph_plain(arena, category),
        (struct paragraph_style){{FONT_REGULAR, LABEL_SIZE, COLOUR_INK}, LABEL_LEADING, width});
}

static void draw_label_lines(const struct drawing *drawing, const struct paragraph *label,
                             enum text_align align, double x, double baseline) {
    for (size_t i = 0; i < label->line_count; i++) {
        const struct paragraph_line *line = &label->lines[i];
        if (line->span_count > 0) {
            canvas_text_aligned(drawing->page, label->style.type, align, x,
                                baseline + (double)i * LABEL_LEADING,
                                text_trim(line->spans[0].text));
        }
    }
}

/* Bars */

static double bar_label_width(const struct font_set *fonts, const struct document_chart *chart,
                              double width) {
    double widest = 0;
    for (size_t c = 0; c < chart->category_count; c++) {
        widest =
            fmax(widest, font_width(fonts->styles[FONT_REGULAR], LABEL_SIZE, chart->categories[c]));
    }
    return fmin(widest, width * BAR_LABEL_SHARE) + 0.1;
}

static double bar_row_height(struct arena *arena, const struct font_set *fonts,
                             const struct document_chart *chart, size_t category, double width) {
    const struct paragraph *label =
        category_label(arena, fonts, chart->categories[category], width);
    double bars = (double)chart->series_count * BAR_HEIGHT;
    return fmax(bars, paragraph_height(label)) + BAR_GAP;
}

static double bars_height(struct arena *arena, const struct font_set *fonts,
                          const struct document_chart *chart, double width) {
    double label_width = bar_label_width(fonts, chart, width);
    double height = 0;
    for (size_t c = 0; c < chart->category_count; c++) {
        height += bar_row_height(arena, fonts, chart, c, label_width);
    }
    return height;
}

static double widest_value(const struct drawing *drawing) {
    double widest = 0;
    for (size_t s = 0; s < drawing->chart->series_count; s++) {
        for (size_t c = 0; c < drawing->chart->category_count; c++) {
            widest = fmax(widest, font_width(drawing->fonts->styles[FONT_BOLD], LABEL_SIZE,
                                             drawing->chart->series[s].values[c].text));
        }
    }
    return widest;
}

static void draw_bar(const struct drawing *drawing, size_t series, size_t category, double top) {
    const struct cell *cell = &drawing->chart->series[series].values[category];
    double value;
    double zero = x_of(drawing, 0);
    double end = zero;
    if (value_of(cell, &value)) {
        end = x_of(drawing, value);
        draw_block(
            drawing, series,
            (struct area){fmin(zero, end), top + 0.8, fmax(zero, end), top + BAR_HEIGHT - 0.8});
    }
    canvas_text(drawing->page, label_style(FONT_REGULAR, COLOUR_INK), fmax(zero, end) + 4,
                top + BAR_HEIGHT / 2 + LABEL_DROP, cell->text);
}

static void draw_bars(struct drawing *drawing, struct area area) {
    double label_width = bar_label_width(drawing->fonts, drawing->chart, area.right - area.left);
    drawing->plot = (struct area){area.left + label_width + 8, area.top,
                                  area.right - widest_value(drawing) - 6, area.bottom};
    double largest = drawing->axis.high;
    find_range(drawing->chart, &drawing->axis.low, &largest);
    drawing->axis.low = fmin(0, drawing->axis.low);
    drawing->axis.high = fmax(largest, drawing->axis.low + 1e-6);
    double top = area.top;
    for (size_t c = 0; c < drawing->chart->category_count; c++) {
        double height =
            bar_row_height(drawing->arena, drawing->fonts, drawing->chart, c, label_width);
        const struct paragraph *label = category_label(drawing->arena, drawing->fonts,
                                                       drawing->chart->categories[c], label_width);
        double middle = top + height / 2;
        double first = middle - (double)(label->line_count - 1) * LABEL_LEADING / 2 + LABEL_DROP;
        draw_label_lines(drawing, label, ALIGN_RIGHT, area.left + label_width, first);
        double bar_top = middle - (double)drawing->chart->series_count * BAR_HEIGHT / 2;
        for (size_t s = 0; s < drawing->chart->series_count; s++) {
            draw_bar(drawing, s, c, bar_top + (double)s * BAR_HEIGHT);
        }
        top += height;
    }
    double zero = x_of(drawing, 0);
    canvas_line(drawing->page, (struct stroke){0.9, COLOUR_GREY, 0, 0},
                (struct point){zero, area.top}, (struct point){zero, area.bottom});
}

/* Columns and lines share the categories below the plot. */

static double slot_width(const struct drawing *drawing) {
    size_t count = drawing->chart->category_count;
    return (drawing->plot.right - drawing->plot.left) / (double)(count > 0 ? count : 1);
}

static double slot_middle(const struct drawing *drawing, size_t category) {
    return drawing->plot.left + slot_width(drawing) * ((double)category + 0.5);
}

static double widest_category(const struct font_set *fonts, const struct document_chart *chart) {
    double widest = 0;
    for (size_t c = 0; c < chart->category_count; c++) {
        struct text rest = chart->categories[c], word;
        while (text_next_part(&rest, ' ', &word)) {
            widest = fmax(widest, font_width(fonts->styles[FONT_REGULAR], LABEL_SIZE, word));
        }
    }
    return widest;
}

/* Labels that do not fit beside each other are thinned, the last one kept. */
static size_t category_step(const struct drawing *drawing) {
    double widest = widest_category(drawing->fonts, drawing->chart) + 2;
    double step = ceil(widest / slot_width(drawing));
    return step > 1 ? (size_t)step : 1;
}

static const struct paragraph *shown_category(const struct drawing *drawing, size_t category) {
    size_t step = category_step(drawing);
    if ((drawing->chart->category_count - 1 - category) % step != 0) {
        return NULL;
    }
    return category_label(drawing->arena, drawing->fonts, drawing->chart->categories[category],
                          slot_width(drawing) * (double)step - 2 + 0.1);
}

static void draw_categories(const struct drawing *drawing) {
    for (size_t c = 0; c < drawing->chart->category_count; c++) {
        const struct paragraph *label = shown_category(drawing, c);
        if (label != NULL) {
            draw_label_lines(drawing, label, ALIGN_CENTRE, slot_middle(drawing, c),
                             drawing->plot.bottom + 12);
        }
    }
}

static double categories_height(const struct drawing *drawing) {
    double height = LABEL_LEADING;
    for (size_t c = 0; c < drawing->chart->category_count; c++) {
        const struct paragraph *label = shown_category(drawing, c);
        height = label == NULL ? height : fmax(height, paragraph_height(label));
    }
    return height + 4;
}

static void draw_column(const struct drawing *drawing, size_t series, size_t category,
                        struct area slot, bool is_labelled) {
    const struct cell *cell = &drawing->chart->series[series].values[category];
    double value;
    double zero = y_of(drawing, 0);
    double end = zero;
    if (value_of(cell, &value)) {
        end = y_of(drawing, value);
        draw_block(drawing, series,
                   (struct area){slot.left, fmin(zero, end), slot.right, fmax(zero, end)});
    }
    if (is_labelled) {
        canvas_text_aligned(drawing->page, label_style(FONT_REGULAR, COLOUR_INK), ALIGN_CENTRE,
                            (slot.left + slot.right) / 2, fmin(zero, end) - 3, cell->text);
    }
}

static void draw_columns(const struct drawing *drawing) {
    double slot = slot_width(drawing);
    size_t count = drawing->chart->series_count;
    double width = fmin(slot * (count > 1 ? 0.8 : 0.62) / (double)count, 44);
    bool is_labelled = widest_value(drawing) <= (count > 1 ? width : slot) + 1;
    draw_value_axis(drawing);
    for (size_t c = 0; c < drawing->chart->category_count; c++) {
        double left = slot_middle(drawing, c) - width * (double)count / 2;
        for (size_t s = 0; s < count; s++) {
            double from = left + width * (double)s;
            draw_column(drawing, s, c, (struct area){from + 0.5, 0, from + width - 0.5, 0},
                        is_labelled);
        }
    }
    draw_categories(drawing);
}

static void draw_point(const struct drawing *drawing, size_t series, struct point at) {
    const double r = 2.6;
    const struct point square[4] = {
        {at.x - r, at.y - r}, {at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}};
    const struct point triangle[3] = {
        {at.x, at.y - r * 1.2}, {at.x + r * 1.1, at.y + r}, {at.x - r * 1.1, at.y + r}};
    const struct point diamond[4] = {{at.x, at.y - r * 1.3},
                                     {at.x + r * 1.3, at.y},
                                     {at.x, at.y + r * 1.3},
                                     {at.x - r * 1.3, at.y}};
    uint32_t colour = series_colour(series);
    switch (series % SERIES_COLOURS) {
    case 0:
        canvas_disc(drawing->page, colour, at, r);
        return;
    case 1:
        canvas_polygon(drawing->page, colour, square, 4);
        return;
    case 2:
        canvas_polygon(drawing->page, colour, triangle, 3);
        return;
    default:
        canvas_polygon(drawing->page, colour, diamond, 4);
    }
}

/* A series as runs of joined points: a gap where a value is missing. The last point drawn. */
static bool draw_series_line(const struct drawing *drawing, size_t series, struct point *last) {
    static const double dashes[SERIES_COLOURS] = {0, 5, 2, 7};
    const struct document_chart *chart = drawing->chart;
    struct stroke stroke = {series == 0 ? 2.0 : 1.5, series_colour(series),
                            dashes[series % SERIES_COLOURS], 2.5};
    struct point *run = ARENA_ARRAY(drawing->arena, struct point, chart->category_count);
    size_t run_length = 0;
    bool has_point = false;
    for (size_t c = 0; c < chart->category_count; c++) {
        double value;
        if (!value_of(&chart->series[series].values[c], &value)) {
            canvas_lines(drawing->page, stroke, run, run_length);
            run_length = 0;
            continue;
        }
        run[run_length++] = (struct point){slot_middle(drawing, c), y_of(drawing, value)};
        *last = run[run_length - 1];
        has_point = true;
        draw_point(drawing, series, *last);
    }
    canvas_lines(drawing->page, stroke, run, run_length);
    return has_point;
}

static struct text end_label(const struct drawing *drawing, size_t series) {
    const struct chart_series *values = &drawing->chart->series[series];
    struct text value = TEXT_NONE;
    for (size_t c = 0; c < drawing->chart->category_count; c++) {
        value = values->values[c].kind == CELL_NUMBER ? values->values[c].text : value;
    }
    return text_format(drawing->arena, "%.*s %.*s", TEXT_ARG(values->name), TEXT_ARG(value));
}

static double end_label_width(const struct drawing *drawing) {
    double width = 0;
    for (size_t s = 0; s < drawing->chart->series_count; s++) {
        width = fmax(width, font_width(drawing->fonts->styles[FONT_BOLD], LABEL_SIZE,
                                       end_label(drawing, s)));
    }
    return width;
}

struct end_mark {
    size_t series;
    double y;
};

/* Moves labels apart, keeping their order from the top. */
static void part_labels(struct end_mark *marks, size_t count, double bottom) {
    for (size_t i = 1; i < count; i++) {
        struct end_mark mark = marks[i];
        size_t k = i;
        for (; k > 0 && marks[k - 1].y > mark.y; k--) {
            marks[k] = marks[k - 1];
        }
        marks[k] = mark;
    }
    for (size_t i = 1; i < count; i++) {
        marks[i].y = fmax(marks[i].y, marks[i - 1].y + LABEL_LEADING);
    }
    double limit = bottom;
    for (size_t i = count; i-- > 0;) {
        marks[i].y = fmin(marks[i].y, limit);
        limit = marks[i].y - LABEL_LEADING;
    }
}

static void label_points(const struct drawing *drawing) {
    if (widest_value(drawing) > slot_width(drawing) + 1) {
        return;
    }
    for (size_t c = 0; c < drawing->chart->category_count; c++) {
        const struct cell *cell = &drawing->chart->series[0].values[c];
        double value;
        double y = value_of(cell, &value) ? y_of(drawing, value) : drawing->plot.bottom;
        canvas_text_aligned(drawing->page, label_style(FONT_REGULAR, COLOUR_INK), ALIGN_CENTRE,
                            slot_middle(drawing, c), y - 6, cell->text);
    }
}

static void draw_lines(const struct drawing *drawing) {
    size_t count = drawing->chart->series_count;
    struct end_mark *marks = ARENA_ARRAY(drawing->arena, struct end_mark, count + 1);
    size_t mark_count = 0;
    draw_value_axis(drawing);
    for (size_t s = 0; s < count; s++) {
        struct point last;
        if (draw_series_line(drawing, s, &last)) {
            marks[mark_count++] = (struct end_mark){s, last.y};
        }
    }
    draw_categories(drawing);
    if (count == 1) {
        label_points(drawing);
        return;
    }
    part_labels(marks, mark_count, drawing->plot.bottom);
    for (size_t i = 0; i < mark_count; i++) {
        canvas_text(drawing->page, label_style(FONT_BOLD, series_ink(marks[i].series)),
                    drawing->plot.right + 6, marks[i].y + LABEL_DROP,
                    end_label(drawing, marks[i].series));
    }
}

/* Gives columns and lines their plot: room for the ticks' numbers at the left, for the ends'
 * labels at the right. */
static void set_plot(struct drawing *drawing, struct area area) {
    bool has_ends = drawing->chart->kind == CHART_LINE && drawing->chart->series_count > 1;
    double ends = has_ends ? end_label_width(drawing) + 7 : 0;
    drawing->plot = (struct area){area.left + width_of_ticks(drawing) + 7, area.top + 10,
                                  area.right - ends, area.top + 10 + PLOT_HEIGHT};
}

double chart_height(struct arena *arena, const struct font_set *fonts,
                    const struct document_chart *chart, double width) {
    struct drawing drawing = {
        .arena = arena, .fonts = fonts, .chart = chart, .axis = make_axis(chart)};
    double height = UNIT_HEIGHT + legend_height(fonts, chart, width);
    if (chart->kind == CHART_BARS) {
        return height + bars_height(arena, fonts, chart, width) + 2;
    }
    set_plot(&drawing, (struct area){0, 0, width, 0});
    return height + 10 + PLOT_HEIGHT + categories_height(&drawing);
}

void chart_draw(struct arena *arena, const struct font_set *fonts, struct canvas_page *page,
                const struct document_chart *chart, struct area area) {
    struct drawing drawing = {
        .arena = arena, .fonts = fonts, .page = page, .chart = chart, .axis = make_axis(chart)};
    double legend = legend_height(fonts, chart, area.right - area.left);
    canvas_text(page, label_style(FONT_REGULAR, COLOUR_GREY), area.left, area.top + 9, chart->unit);
    if (legend > 0) {
        draw_legend(&drawing,
                    (struct area){area.left, area.top + UNIT_HEIGHT, area.right, area.bottom});
    }
    area.top += UNIT_HEIGHT + legend;
    if (chart->kind == CHART_BARS) {
        draw_bars(&drawing, area);
        return;
    }
    set_plot(&drawing, area);
    if (chart->kind == CHART_COLUMNS) {
        draw_columns(&drawing);
    } else {
        draw_lines(&drawing);
    }
}
