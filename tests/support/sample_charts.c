/* A chart of every kind, with invented figures. */
#include <math.h>

#include "base/arena.h"
#include "support/sample_document.h"

static struct cell number(struct arena *arena, int64_t scaled, int decimals) {
    struct decimal value = {scaled, decimals};
    return (struct cell){CELL_NUMBER, decimal_words(arena, value), value, MARK_NONE};
}

static struct cell words(const char *text, enum cell_mark mark) {
    return (struct cell){.kind = CELL_TEXT, .text = text_of(text), .mark = mark};
}

static const struct cell *cells_of(struct arena *arena, const int64_t *scaled, size_t count,
                                   int decimals) {
    struct cell *cells = ARENA_ARRAY(arena, struct cell, count);
    for (size_t i = 0; i < count; i++) {
        cells[i] = number(arena, scaled[i], decimals);
    }
    return cells;
}

static const struct text *texts_of(struct arena *arena, const char *const *names, size_t count) {
    struct text *texts = ARENA_ARRAY(arena, struct text, count);
    for (size_t i = 0; i < count; i++) {
        texts[i] = text_of(names[i]);
    }
    return texts;
}

static struct document_chart *new_chart(struct arena *arena, enum chart_kind kind,
                                        const char *caption, const char *unit,
                                        const char *category_title) {
    struct document_chart *chart = ARENA_NEW(arena, struct document_chart);
    *chart = (struct document_chart){.kind = kind,
                                     .caption = text_of(caption),
                                     .unit = text_of(unit),
                                     .category_title = text_of(category_title),
                                     .alternative = text_format(arena, "Chart: %s.", caption)};
    return chart;
}

static void set_categories(struct arena *arena, struct document_chart *chart,
                           const char *const *names, size_t count) {
    chart->categories = texts_of(arena, names, count);
    chart->category_count = count;
}

static struct chart_series *add_series(struct arena *arena, struct document_chart *chart,
                                       size_t count) {
    struct chart_series *series = ARENA_ARRAY(arena, struct chart_series, count);
    chart->series = series;
    chart->series_count = count;
    return series;
}

static const char *const districts[] = {"Northam", "Eastleigh Vale", "Westbourne", "Southmere"};
static const char *const months[] = {"Apr-13", "May-13", "Jun-13", "Jul-13", "Aug-13", "Sep-13",
                                     "Oct-13", "Nov-13", "Dec-13", "Jan-14", "Feb-14", "Mar-14"};

static const struct document_chart *stacked(struct arena *arena) {
    static const int64_t shares[3][4] = {
        {520, 481, 555, 610}, {300, 319, 270, 205}, {180, 200, 175, 185}};
    static const char *const names[] = {"Neglect", "Emotional", "Other"};
    struct document_chart *chart =
        new_chart(arena, CHART_STACKED, "Neglect is more than half in two of four districts",
                  "Per cent of plans", "District");
    set_categories(arena, chart, districts, 4);
    struct chart_series *series = add_series(arena, chart, 3);
    for (size_t i = 0; i < 3; i++) {
        series[i] = (struct chart_series){.name = text_of(names[i]),
                                          .values = cells_of(arena, shares[i], 4, 1)};
    }
    return chart;
}

static const struct document_chart *histogram(struct arena *arena) {
    static const char *const bands[] = {"0-5", "6-10", "11-15", "16-20", "21-25", "26+"};
    static const int64_t counts[] = {112, 240, 391, 96, 41, 17};
    struct document_chart *chart =
        new_chart(arena, CHART_HISTOGRAM, "Most conferences are held within the limit",
                  "Conferences", "Working days");
    set_categories(arena, chart, bands, 6);
    *add_series(arena, chart, 1) =
        (struct chart_series){.name = TEXT("Conferences"), .values = cells_of(arena, counts, 6, 0)};
    chart->limit_after = 3;
    chart->limit_name = TEXT("15 working days");
    return chart;
}

static const int64_t shares_by_month[] = {801, 784, 812, 799, 790, 806,
                                          795, 788, 803, 797, 909, 857};

static void add_reference(struct chart_reference *reference, const char *name, struct cell value,
                          bool is_dashed) {
    *reference = (struct chart_reference){text_of(name), value, is_dashed};
}

static const struct document_chart *control(struct arena *arena) {
    static bool signals[12] = {[10] = true};
    struct document_chart *chart =
        new_chart(arena, CHART_CONTROL, "February lies outside the limits",
                  "Per cent of assessments", "Month");
    set_categories(arena, chart, months, 12);
    *add_series(arena, chart, 1) =
        (struct chart_series){.name = TEXT("Assessments in time"),
                              .values = cells_of(arena, shares_by_month, 12, 1),
                              .signals = signals};
    struct chart_reference *references = ARENA_ARRAY(arena, struct chart_reference, 3);
    add_reference(&references[0], "Mean", number(arena, 810, 1), false);
    add_reference(&references[1], "Upper limit", number(arena, 883, 1), true);
    add_reference(&references[2], "Lower limit", number(arena, 737, 1), true);
    chart->references = references;
    chart->reference_count = 3;
    return chart;
}

static const struct document_chart *interval(struct arena *arena) {
    int64_t lower[12], upper[12];
    for (size_t i = 0; i < 12; i++) {
        lower[i] = shares_by_month[i] - 24;
        upper[i] = shares_by_month[i] + 22;
    }
    struct document_chart *chart =
        new_chart(arena, CHART_LINE, "Assessments in time against the target", "Per cent", "Month");
    set_categories(arena, chart, months, 12);
    *add_series(arena, chart, 1) =
        (struct chart_series){.name = TEXT("Assessments in time"),
                              .values = cells_of(arena, shares_by_month, 12, 1),
                              .lower = cells_of(arena, lower, 12, 1),
                              .upper = cells_of(arena, upper, 12, 1)};
    struct chart_reference *target = ARENA_NEW(arena, struct chart_reference);
    add_reference(target, "Target", number(arena, 850, 1), true);
    chart->references = target;
    chart->reference_count = 1;
    return chart;
}

static const struct document_chart *panels(struct arena *arena) {
    struct document_chart *chart =
        new_chart(arena, CHART_PANELS, "Four districts on one scale", "Plans", "Month");
    set_categories(arena, chart, months, 12);
    struct chart_series *series = add_series(arena, chart, 4);
    for (size_t s = 0; s < 4; s++) {
        struct cell *values = ARENA_ARRAY(arena, struct cell, 12);
        for (size_t c = 0; c < 12; c++) {
            values[c] = number(arena, (int64_t)(40 + s * 35 + c * (s + 1) % 17), 0);
        }
        values[5] = s == 2 ? (struct cell){.kind = CELL_MARKER, .text = TEXT("[x]")} : values[5];
        series[s] = (struct chart_series){.name = text_of(districts[s]), .values = values};
    }
    return chart;
}

enum { POINT_COUNT = 30, PLACE_COUNT = 25 };

/* y as expected at x, with places off the curve in a fixed pattern. */
static void add_points(struct arena *arena, struct document_chart *chart, double (*expect)(double),
                       double first, double step, int x_decimals) {
    struct chart_point *points = ARENA_ARRAY(arena, struct chart_point, POINT_COUNT);
    for (size_t i = 0; i < POINT_COUNT; i++) {
        double x = first + step * (double)i;
        double y = expect(x) + (double)((int)(i * 7 % 11) - 5) * expect(x) / 25;
        struct chart_point *point = &points[i];
        point->name = text_format(arena, "Authority %zu", i + 1);
        point->x = number(arena, (int64_t)llround(x * pow(10, x_decimals)), x_decimals);
        point->y = number(arena, (int64_t)llround(y * 10), 1);
        point->expected = number(arena, (int64_t)llround(expect(x) * 10), 1);
        point->lower = number(arena, (int64_t)llround(expect(x) * 7), 1);
        point->upper = number(arena, (int64_t)llround(expect(x) * 13), 1);
        point->is_focus = i == 8;
        point->is_named = i == 29 || i == 3;
    }
    chart->points = points;
    chart->point_count = POINT_COUNT;
    chart->point_title = TEXT("Authority");
}

static void add_curve(struct arena *arena, struct chart_curve *curve, const char *name,
                      double (*at)(double), double factor, double first, double last) {
    double *x = ARENA_ARRAY(arena, double, PLACE_COUNT);
    double *y = ARENA_ARRAY(arena, double, PLACE_COUNT);
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        x[i] = first + (last - first) * (double)i / (PLACE_COUNT - 1);
        y[i] = at(x[i]) * factor;
    }
    *curve = (struct chart_curve){text_of(name), x, y, PLACE_COUNT, factor < 1 || factor > 1};
}

static void add_curves(struct arena *arena, struct document_chart *chart, double (*at)(double),
                       double first, double last) {
    struct chart_curve *curves = ARENA_ARRAY(arena, struct chart_curve, 3);
    add_curve(arena, &curves[0], "Expected", at, 1, first, last);
    add_curve(arena, &curves[1], "", at, 0.8, first, last);
    add_curve(arena, &curves[2], "", at, 1.2, first, last);
    chart->curves = curves;
    chart->curve_count = 3;
}

static double line_at(double score) {
    return 60 + 500 * score;
}

static double level_at(double denominator) {
    return 40 + 0 * denominator;
}

static const struct document_chart *scatter(struct arena *arena) {
    struct document_chart *chart =
        new_chart(arena, CHART_SCATTER, "Section 47 enquiries follow deprivation",
                  "Section 47 enquiries per 10,000 children", "Average IDACI score");
    add_points(arena, chart, line_at, 0.05, 0.01, 3);
    add_curves(arena, chart, line_at, 0.05, 0.34);
    return chart;
}

static const struct document_chart *funnel(struct arena *arena) {
    struct document_chart *chart = new_chart(arena, CHART_FUNNEL, "Two authorities lie outside",
                                             "Per cent", "Section 47 enquiries");
    add_points(arena, chart, level_at, 100, 60, 0);
    add_curves(arena, chart, level_at, 100, 1900);
    return chart;
}

static const struct document_table *marked_table(struct arena *arena) {
    static struct table_column columns[] = {
        {.header = {"Measure", 7}},
        {.header = {"Now", 3}, .group = {"Per cent", 8}, .is_numeric = true},
        {.header = {"Target", 6}, .group = {"Per cent", 8}, .is_numeric = true},
        {.header = {"Status", 6}},
        {.header = {"Direction of travel", 19}}};
    static const char *const measures[] = {"Conferences in time", "Visits in time",
                                           "Reviews in time"};
    static const char *const status[] = {"Red", "Amber", "Green"};
    static const char *const travel[] = {"Worsening", "No clear change", "Improving"};
    static const enum cell_mark travels[] = {MARK_DOWN, MARK_LEVEL, MARK_UP};
    struct cell *cells = ARENA_ARRAY(arena, struct cell, 15);
    for (size_t i = 0; i < 3; i++) {
        cells[i * 5] = words(measures[i], MARK_NONE);
        cells[i * 5 + 1] = number(arena, 812 + (int64_t)i * 55, 1);
        cells[i * 5 + 2] = number(arena, 900, 1);
        cells[i * 5 + 3] = words(status[i], (enum cell_mark)(MARK_RED + i));
        cells[i * 5 + 4] = words(travel[i], travels[i]);
    }
    struct document_table *table = ARENA_NEW(arena, struct document_table);
    *table = (struct document_table){.caption = TEXT("Measures against their targets"),
                                     .sheet = TEXT("Targets"),
                                     .columns = columns,
                                     .column_count = 5,
                                     .cells = cells,
                                     .row_count = 3,
                                     .number = 1};
    return table;
}

static const struct list_item *address(struct arena *arena) {
    static const char *const lines[] = {"Director of Children's Services", "The Castle", "Northam"};
    struct list_item *items = ARENA_ARRAY(arena, struct list_item, 3);
    for (size_t i = 0; i < 3; i++) {
        struct inline_run *run = ARENA_NEW(arena, struct inline_run);
        run->text = text_of(lines[i]);
        items[i].text = (struct rich_text){run, 1};
    }
    return items;
}

struct document *sample_charts_document(struct arena *arena) {
    struct document *document = sample_document_of(arena, "Charts of every kind.");
    const struct document_chart *charts[] = {stacked(arena),  histogram(arena), control(arena),
                                             interval(arena), panels(arena),    scatter(arena),
                                             funnel(arena)};
    enum { CHARTS = sizeof charts / sizeof charts[0] };
    size_t count = document->block_count;
    struct document_block *blocks = ARENA_ARRAY(arena, struct document_block, count + CHARTS + 2);
    for (size_t i = 0; i < count; i++) {
        blocks[i] = document->blocks[i];
    }
    blocks[count++] =
        (struct document_block){.kind = DOCUMENT_LINES, .items = address(arena), .item_count = 3};
    blocks[count++] = (struct document_block){.kind = DOCUMENT_TABLE, .table = marked_table(arena)};
    for (size_t i = 0; i < CHARTS; i++) {
        ((struct document_chart *)charts[i])->number = (uint32_t)i + 1;
        blocks[count++] = (struct document_block){.kind = DOCUMENT_CHART, .chart = charts[i]};
    }
    document->blocks = blocks;
    document->block_count = count;
    return document;
}
