/* Charts: the same bindings as tables, and an alternative text made from the
 * same numbers, so that whoever cannot see the chart loses none of it. */
#include "base/arena.h"
#include "charts.h"
#include "define/node.h"
#include "report/narrative.h"

static enum chart_kind kind_of(const struct node *block) {
    static const char *const words[] = {"bars",    "columns", "line",    "stacked", "histogram",
                                        "control", "panels",  "scatter", "funnel"};
    struct text word = node_text(block, "kind", TEXT_NONE);
    int kind = 0;
    while (!text_equal_c(word, words[kind])) {
        kind++;
    }
    return (enum chart_kind)kind;
}

static bool refuse(struct plot *plot, const struct node *at, const char *what) {
    struct text kind = text_format(plot->writer->arena, "chart of kind %.*s",
                                   TEXT_ARG(node_text(plot->block, "kind", TEXT_NONE)));
    DIAG_REPORT(plot->writer->diag, RP013, &at->place, kind, text_of(what));
    return writer_refuse(plot->writer);
}

void chart_add_note(struct plot *plot, struct text words) {
    plot->notes = writer_grow(plot->writer, plot->notes, sizeof *plot->notes, plot->note_count);
    plot->notes[plot->note_count++] = words;
}

/* What one kind alone draws must not stand unseen beside another. */
static bool check_keys(struct plot *plot, enum chart_kind kind) {
    const struct {
        const char *key;
        bool is_drawn;
        const char *where;
    } keys[] = {{"interval", kind == CHART_LINE, "no interval: that is for kind line"},
                {"references", kind == CHART_LINE || kind == CHART_COLUMNS,
                 "no references: those are for kinds line and columns"},
                {"limit", kind == CHART_HISTOGRAM, "no limit: that is for kind histogram"},
                {"panels-by", kind == CHART_PANELS, "no panels-by: that is for kind panels"},
                {"cell", kind == CHART_PANELS, "no cell: that is for kind panels"},
                {"series", kind < CHART_PANELS, "no series: its own keys say what is drawn"},
                {"rows", kind <= CHART_PANELS, "no rows: its own keys say what is drawn"},
                {"rows-by", kind <= CHART_PANELS, "no rows: its own keys say what is drawn"},
                {"deprivation", kind == CHART_SCATTER, "no deprivation: that is for kind scatter"},
                {"funnel", kind == CHART_FUNNEL, "no funnel: that is for kind funnel"}};
    bool is_sound = true;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct node *node = node_get(plot->block, keys[i].key);
        is_sound = (!node || keys[i].is_drawn || refuse(plot, node, keys[i].where)) && is_sound;
    }
    return is_sound;
}

static bool check_series(struct writer *writer, const struct node *list) {
    static const char *const keys[] = {"name", "cell", NULL};
    for (size_t i = 0; list && i < list->child_count; i++) {
        const struct node *series = list->children[i];
        if (!node_expect_keys(writer->diag, series, keys) ||
            !node_need(writer->diag, series, "name", NODE_SCALAR) ||
            !node_need(writer->diag, series, "cell", NODE_SCALAR)) {
            return writer_refuse(writer);
        }
    }
    return (list && list->child_count > 0) || writer_refuse(writer);
}

static void make_series(struct plot *plot, size_t count) {
    struct arena *arena = plot->writer->arena;
    plot->series = ARENA_ARRAY(arena, struct chart_series, count + 1);
    plot->bound_count = plot->rows.count * count;
    plot->bounds = ARENA_ARRAY(arena, struct bound, plot->bound_count + 1);
    plot->values = ARENA_ARRAY(arena, struct cell *, count + 1);
    plot->chart->series = plot->series;
    plot->chart->series_count = count;
}

static void set_values(struct plot *plot, size_t index, struct text name,
                       const struct node *scalar) {
    size_t count = plot->rows.count;
    struct cell *values = ARENA_ARRAY(plot->writer->arena, struct cell, count + 1);
    for (size_t j = 0; j < count; j++) {
        struct bound *bound = &plot->bounds[index * count + j];
        *bound = rows_cell(plot->writer, scalar, &plot->rows.rows[j]);
        values[j] = rows_document_cell(bound);
    }
    plot->series[index].name = name;
    plot->series[index].values = plot->values[index] = values;
}

static bool set_series(struct plot *plot) {
    struct writer *writer = plot->writer;
    const struct node *list = node_need(writer->diag, plot->block, "series", NODE_SEQUENCE);
    if (!check_series(writer, list)) {
        return false;
    }
    make_series(plot, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        const struct node *series = list->children[i];
        set_values(plot, i, narrative_words(writer, node_get(series, "name")),
                   node_get(series, "cell"));
    }
    return true;
}

/* A panel for each unit of a level; what has no unit is no panel. */
static bool set_panels(struct plot *plot) {
    struct writer *writer = plot->writer;
    enum unit_level level;
    struct rows units = {.source = ROWS_BY_UNIT};
    const struct node *by = node_need(writer->diag, plot->block, "panels-by", NODE_SCALAR);
    const struct node *cell = node_need(writer->diag, plot->block, "cell", NODE_SCALAR);
    if (!by || !cell) {
        return writer_refuse(writer);
    }
    if (!unit_level_parse(by->text, &level)) {
        return refuse(plot, by, "panels-by area, district or team");
    }
    rows_add_units(writer, level, &units);
    units.count -= units.count > 0 && units.rows[units.count - 1].is_rest;
    if (units.count == 0) { /* an authority without units of that level */
        const struct unit *reported = &writer->context->units->units[writer->context->unit];
        *rows_add(writer, &units) =
            (struct row){.value = reported->id, .header = reported->name, .level = reported->level};
    }
    make_series(plot, units.count);
    for (size_t i = 0; i < units.count; i++) {
        writer->panel = units.rows[i].value;
        set_values(plot, i, units.rows[i].header, cell);
    }
    writer->panel = TEXT_NONE;
    return true;
}

static struct cell limit_cell(struct plot *plot, const struct bound *bound, bool is_upper) {
    const struct figure *figure = bound->figure;
    struct cell none = {.kind = CELL_MARKER, .text = TEXT("[x]")};
    if (bound->kind != CELL_NUMBER || !figure || !figure->has_interval) {
        return none;
    }
    double value = is_upper ? figure->interval95.upper : figure->interval95.lower;
    struct decimal number = decimal_from_double(value, figure->measure->decimals);
    return (struct cell){CELL_NUMBER, decimal_words(plot->writer->arena, number), number,
                         MARK_NONE};
}

static void set_intervals(struct plot *plot) {
    size_t count = plot->rows.count;
    if (!text_equal_c(node_text(plot->block, "interval", TEXT_NONE), "yes")) {
        return;
    }
    for (size_t i = 0; i < plot->chart->series_count; i++) {
        struct cell *lower = ARENA_ARRAY(plot->writer->arena, struct cell, count + 1);
        struct cell *upper = ARENA_ARRAY(plot->writer->arena, struct cell, count + 1);
        for (size_t j = 0; j < count; j++) {
            lower[j] = limit_cell(plot, &plot->bounds[i * count + j], false);
            upper[j] = limit_cell(plot, &plot->bounds[i * count + j], true);
        }
        plot->series[i].lower = lower;
        plot->series[i].upper = upper;
    }
    chart_add_note(plot, TEXT("The bars are 95% intervals."));
}

static bool add_reference(struct plot *plot, const struct node *node,
                          struct chart_reference *reference) {
    static const char *const keys[] = {"name", "cell", "dashed", NULL};
    struct diag *diag = plot->writer->diag;
    const struct node *dashed = node_get(node, "dashed");
    struct row none = {.value = TEXT_NONE, .header = TEXT_NONE};
    if (!node_expect_keys(diag, node, keys) || !node_need(diag, node, "name", NODE_SCALAR) ||
        !node_need(diag, node, "cell", NODE_SCALAR) ||
        (dashed && !node_bool(diag, dashed, &reference->is_dashed))) {
        return writer_refuse(plot->writer);
    }
    struct bound bound = rows_cell(plot->writer, node_get(node, "cell"), &none);
    reference->name = narrative_words(plot->writer, node_get(node, "name"));
    reference->value = rows_document_cell(&bound);
    return true;
}

/* A line without a value is not drawn, and a note says so. */
static bool set_references(struct plot *plot) {
    const struct node *list =
        node_optional(plot->writer->diag, plot->block, "references", NODE_SEQUENCE);
    size_t count = list ? list->child_count : 0, kept = 0;
    struct chart_reference *references =
        ARENA_ARRAY(plot->writer->arena, struct chart_reference, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (!add_reference(plot, list->children[i], &references[kept])) {
            return false;
        }
        if (plot->writer->figures && references[kept].value.kind != CELL_NUMBER) {
            chart_add_note(plot, text_format(plot->writer->arena,
                                             "%.*s: no line is drawn, for it has no value.",
                                             TEXT_ARG(references[kept].name)));
        } else {
            kept++;
        }
    }
    if (list) {
        plot->chart->references = references;
        plot->chart->reference_count = kept;
    }
    return true;
}

/* A histogram's columns are the bands in their order; what stands apart from them has none. */
static bool set_limit(struct plot *plot) {
    static const char *const keys[] = {"after", "name", NULL};
    struct diag *diag = plot->writer->diag;
    const struct node *limit = node_get(plot->block, "limit");
    if (plot->rows.source != ROWS_BY_GROUP || plot->chart->series_count != 1) {
        return refuse(plot, plot->block, "rows-by a measure with bands and one series");
    }
    if (!limit) {
        return true;
    }
    if (!node_expect_keys(diag, limit, keys) || !node_need(diag, limit, "after", NODE_SCALAR) ||
        !node_need(diag, limit, "name", NODE_SCALAR)) {
        return writer_refuse(plot->writer);
    }
    for (size_t i = 0; i < plot->rows.count; i++) {
        if (text_equal(plot->rows.rows[i].value, node_get(limit, "after")->text)) {
            plot->chart->limit_after = i + 1;
        }
    }
    plot->chart->limit_name = narrative_words(plot->writer, node_get(limit, "name"));
    return plot->chart->limit_after > 0 ||
           refuse(plot, node_get(limit, "after"), "a limit after one of the measure's bands");
}

/* True if any series has something other than 0 at the category. */
static bool is_drawn(const struct document_chart *chart, size_t category) {
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct cell *cell = &chart->series[i].values[category];
        if (cell->kind != CELL_NUMBER || cell->number.scaled != 0) {
            return true;
        }
    }
    return false;
}

/* Months and bands keep their place; a unit or a group that is 0 in every series has no bar and is
 * left to the table; what stands apart from a histogram's bands is told in a note. */
static bool is_left_out(struct plot *plot, size_t row) {
    bool is_histogram = plot->chart->kind == CHART_HISTOGRAM;
    enum row_source source = plot->rows.source;
    if (is_histogram && plot->rows.rows[row].is_apart) {
        if (plot->writer->figures && is_drawn(plot->chart, row)) {
            chart_add_note(plot, text_format(plot->writer->arena, "Not drawn: %.*s, %.*s.",
                                             TEXT_ARG(plot->rows.rows[row].header),
                                             TEXT_ARG(plot->values[0][row].text)));
        }
        return true;
    }
    return plot->writer->figures && !is_histogram &&
           (source == ROWS_BY_GROUP || source == ROWS_BY_UNIT) && !is_drawn(plot->chart, row);
}

static void leave_out_empty(struct plot *plot) {
    size_t kept = 0;
    for (size_t j = 0; j < plot->rows.count; j++) {
        if (is_left_out(plot, j)) {
            continue;
        }
        plot->rows.rows[kept] = plot->rows.rows[j];
        for (size_t i = 0; i < plot->chart->series_count; i++) {
            plot->values[i][kept] = plot->values[i][j];
        }
        kept++;
    }
    plot->rows.count = kept;
}

static void set_categories(struct plot *plot) {
    struct text *categories = ARENA_ARRAY(plot->writer->arena, struct text, plot->rows.count + 1);
    for (size_t i = 0; i < plot->rows.count; i++) {
        categories[i] = plot->rows.rows[i].header;
    }
    plot->chart->categories = categories;
    plot->chart->category_count = plot->rows.count;
}

static bool set_kind(struct plot *plot) {
    switch (plot->chart->kind) {
    case CHART_HISTOGRAM:
        return set_limit(plot);
    case CHART_CONTROL:
        return control_chart_set(plot);
    case CHART_LINE:
    case CHART_COLUMNS:
        set_intervals(plot);
        return set_references(plot);
    default:
        return true;
    }
}

/* The definition's notes and those of markers and sources, then the kind's own. */
static void set_notes(struct plot *plot) {
    size_t count;
    const struct text *notes =
        blocks_notes(plot->writer, plot->block, plot->bounds, plot->bound_count, &count);
    struct text *all = ARENA_ARRAY(plot->writer->arena, struct text, count + plot->note_count + 1);
    for (size_t i = 0; i < count + plot->note_count; i++) {
        all[i] = i < count ? notes[i] : plot->notes[i - count];
    }
    plot->chart->notes = all;
    plot->chart->note_count = count + plot->note_count;
}

static struct document_chart *new_chart(struct writer *writer,
                                        const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    struct document_chart *chart = ARENA_NEW(writer->arena, struct document_chart);
    chart->kind = kind_of(node);
    chart->caption = narrative_words(writer, node_get(node, "chart"));
    chart->unit = narrative_words(writer, node_get(node, "unit"));
    chart->category_title = narrative_words(writer, node_get(node, "category-title"));
    chart->sheet = node_text(node, "sheet", TEXT_NONE);
    chart->number = numbered->order;
    return chart;
}

/* What is drawn of rows: all kinds but those of points. */
static bool set_rows(struct plot *plot) {
    bool has_panels = plot->chart->kind == CHART_PANELS;
    if (!rows_read(plot->writer, plot->block, &plot->rows) ||
        !(has_panels ? set_panels(plot) : set_series(plot)) || !set_kind(plot)) {
        return false;
    }
    leave_out_empty(plot);
    set_categories(plot);
    plot->chart->alternative = chart_words(plot->writer->arena, plot->chart);
    return true;
}

void chart_block_write(struct writer *writer, const struct numbered_block *numbered) {
    struct plot plot = {
        .writer = writer, .block = numbered->block->node, .chart = new_chart(writer, numbered)};
    bool has_points = plot.chart->kind == CHART_SCATTER || plot.chart->kind == CHART_FUNNEL;
    if (!check_keys(&plot, plot.chart->kind) ||
        !(has_points ? point_chart_set(&plot) : set_rows(&plot))) {
        return;
    }
    blocks_refuse_mixed(writer, plot.block, plot.bounds, plot.bound_count);
    set_notes(&plot);
    struct document_block *block = writer_add_block(writer, DOCUMENT_CHART);
    block->id = numbered->block->id;
    block->chart = plot.chart;
}
