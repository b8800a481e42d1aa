/* Native charts over the data that the workbook holds. Colours and names of points are the paper's;
 * where names would cover each other only the spreadsheet's reader can part them. */
#include "xlsx_charts.h"

#include "base/arena.h"

static const lxw_color_t series_colours[] = {0x12436D, 0xF46A25, 0x28A197, 0x801650};

/* Where a native chart finds its data. */
struct chart_data {
    const char *sheet;
    lxw_row_t first, last;
};

/* A series over one column of the data: values against the column `across`. */
static lxw_chart_series *add_series(struct arena *arena, lxw_chart *chart,
                                    const struct chart_data *data, lxw_col_t across,
                                    lxw_col_t column, struct text name) {
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, data->sheet, data->first, across, data->last, across);
    chart_series_set_values(series, data->sheet, data->first, column, data->last, column);
    chart_series_set_name(series, text_c(arena, name));
    return series;
}

static bool is_of_lines(enum chart_kind kind) {
    return kind == CHART_LINE || kind == CHART_CONTROL || kind == CHART_PANELS;
}

static void add_values(struct arena *arena, lxw_chart *chart, const struct chart_data *data,
                       const struct document_chart *source, size_t number) {
    lxw_chart_series *series =
        add_series(arena, chart, data, 0, (lxw_col_t)(number + 1), source->series[number].name);
    lxw_chart_fill fill = {.color = series_colours[number % 4]};
    lxw_chart_line line = {.color = series_colours[number % 4], .width = 2.25};
    if (is_of_lines(source->kind)) {
        chart_series_set_line(series, &line);
    } else {
        chart_series_set_fill(series, &fill);
    }
    if (source->kind != CHART_PANELS) {
        chart_series_set_labels(series);
    }
}

static void add_references(struct arena *arena, lxw_chart *chart, const struct chart_data *data,
                           const struct document_chart *source) {
    for (size_t i = 0; i < source->reference_count; i++) {
        lxw_col_t column = (lxw_col_t)(1 + source->series_count + i);
        lxw_chart_line line = {.color = 0x801650,
                               .width = 1.5,
                               .dash_type = source->references[i].is_dashed
                                                ? LXW_CHART_LINE_DASH_DASH
                                                : LXW_CHART_LINE_DASH_SOLID};
        chart_series_set_line(add_series(arena, chart, data, 0, column, source->references[i].name),
                              &line);
    }
}

static bool is_named(const struct chart_point *point) {
    return point->is_focus || point->is_neighbour || point->is_named;
}

/* The marks' colours as in the paper. */
static void colour_points(struct arena *arena, lxw_chart_series *series,
                          const struct document_chart *source) {
    lxw_chart_fill *fills = ARENA_ARRAY(arena, lxw_chart_fill, source->point_count);
    lxw_chart_point *points = ARENA_ARRAY(arena, lxw_chart_point, source->point_count);
    lxw_chart_point **list = ARENA_ARRAY(arena, lxw_chart_point *, source->point_count + 1);
    for (size_t i = 0; i < source->point_count; i++) {
        const struct chart_point *point = &source->points[i];
        fills[i].color = point->is_focus ? 0x801650 : point->is_neighbour ? 0xF46A25 : 0x8A939E;
        points[i].fill = &fills[i];
        list[i] = &points[i];
    }
    chart_series_set_points(series, list);
}

/* Names as in the paper: of the one that it is about, its neighbours, and others that it names. */
static void name_points(struct arena *arena, lxw_chart_series *series,
                        const struct document_chart *source) {
    lxw_chart_data_label *labels = ARENA_ARRAY(arena, lxw_chart_data_label, source->point_count);
    lxw_chart_data_label **list =
        ARENA_ARRAY(arena, lxw_chart_data_label *, source->point_count + 1);
    for (size_t i = 0; i < source->point_count; i++) {
        const struct chart_point *point = &source->points[i];
        labels[i].hide = !is_named(point);
        labels[i].value = is_named(point) ? (char *)text_c(arena, point->name) : NULL;
        list[i] = &labels[i];
    }
    chart_series_set_labels(series);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_RIGHT);
    chart_series_set_labels_custom(series, list);
}

/* Points without lines, then what is expected and the limits as lines without points. */
static void add_points(struct arena *arena, lxw_chart *chart, const struct chart_data *data,
                       const struct document_chart *source) {
    static const char *const names[] = {"Expected", "Lower limit", "Upper limit"};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_series *points = add_series(arena, chart, data, 1, 2, source->point_title);
    chart_series_set_line(points, &none);
    chart_series_set_marker_type(points, LXW_CHART_MARKER_CIRCLE);
    colour_points(arena, points, source);
    name_points(arena, points, source);
    for (size_t i = 0; i < 3; i++) {
        lxw_chart_series *limit =
            add_series(arena, chart, data, 1, (lxw_col_t)(3 + i), text_of(names[i]));
        lxw_chart_line line = {.color = i == 0 ? 0x12436D : 0x4A4F57,
                               .width = 1.5,
                               .dash_type =
                                   i == 0 ? LXW_CHART_LINE_DASH_SOLID : LXW_CHART_LINE_DASH_DASH};
        chart_series_set_line(limit, &line);
        chart_series_set_marker_type(limit, LXW_CHART_MARKER_NONE);
    }
}

static lxw_chart *new_chart(lxw_workbook *book, enum chart_kind kind) {
    static const uint8_t kinds[] = {[CHART_BARS] = LXW_CHART_BAR,
                                    [CHART_COLUMNS] = LXW_CHART_COLUMN,
                                    [CHART_LINE] = LXW_CHART_LINE,
                                    [CHART_STACKED] = LXW_CHART_BAR_STACKED,
                                    [CHART_HISTOGRAM] = LXW_CHART_COLUMN,
                                    [CHART_CONTROL] = LXW_CHART_LINE,
                                    [CHART_PANELS] = LXW_CHART_LINE,
                                    [CHART_SCATTER] = LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS,
                                    [CHART_FUNNEL] = LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS};
    lxw_chart *chart = workbook_add_chart(book, kinds[kind]);
    if (kind == CHART_HISTOGRAM) {
        chart_set_series_gap(chart, 0);
    }
    return chart;
}

static void set_axes(struct arena *arena, lxw_chart *chart, const struct document_chart *source) {
    bool is_bars = source->kind == CHART_BARS || source->kind == CHART_STACKED;
    /* In a bar chart the library's y axis holds the categories. */
    lxw_chart_axis *categories = is_bars ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *values = is_bars ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(values, text_c(arena, source->unit));
    chart_axis_set_name(categories, text_c(arena, source->category_title));
    if (source->kind != CHART_CONTROL) {
        chart_axis_set_min(values, 0);
    }
    if (is_bars) {
        /* Excel draws the first category at the foot; readers expect it on top. */
        chart_axis_set_reverse(categories);
        chart_axis_set_crossing_max(categories);
    }
}

lxw_chart *xlsx_chart_new(struct arena *arena, lxw_workbook *book, const char *data_sheet,
                          lxw_row_t header_row, const struct document_chart *source) {
    size_t rows = source->point_count > 0 ? source->point_count : source->category_count;
    const struct chart_data data = {data_sheet, header_row + 1, header_row + (lxw_row_t)rows};
    lxw_chart *chart = new_chart(book, source->kind);
    if (source->point_count > 0) {
        add_points(arena, chart, &data, source);
    }
    for (size_t i = 0; i < source->series_count; i++) {
        add_values(arena, chart, &data, source, i);
    }
    add_references(arena, chart, &data, source);
    chart_title_set_name(chart, text_c(arena, source->caption));
    lxw_chart_font title_font = {.name = "Arial", .size = 14, .bold = LXW_TRUE};
    chart_title_set_name_font(chart, &title_font);
    set_axes(arena, chart, source);
    if (source->series_count + source->reference_count == 1) {
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    }
    return chart;
}
