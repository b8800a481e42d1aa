/* Charts: the same bindings as tables, and an alternative text made from the
 * same numbers, so that whoever cannot see the chart loses none of it. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

struct plot {
    const struct node *block;
    struct rows rows;
    struct bound *bounds; /* series by series, as read */
    size_t bound_count;
    struct cell **values; /* of each series */
};

static enum chart_kind kind_of(const struct node *block) {
    struct text word = node_text(block, "kind", TEXT_NONE);
    return text_equal_c(word, "columns") ? CHART_COLUMNS
           : text_equal_c(word, "line")  ? CHART_LINE
                                         : CHART_BARS;
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

static void set_series(struct writer *writer, struct plot *plot, const struct node *list,
                       struct document_chart *chart) {
    size_t count = plot->rows.count;
    struct chart_series *series =
        ARENA_ARRAY(writer->arena, struct chart_series, list->child_count);
    plot->bound_count = count * list->child_count;
    plot->bounds = ARENA_ARRAY(writer->arena, struct bound, plot->bound_count);
    plot->values = ARENA_ARRAY(writer->arena, struct cell *, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        struct cell *values = ARENA_ARRAY(writer->arena, struct cell, count);
        for (size_t j = 0; j < count; j++) {
            struct bound *bound = &plot->bounds[i * count + j];
            *bound = rows_cell(writer, node_get(list->children[i], "cell"), &plot->rows.rows[j]);
            values[j] = rows_document_cell(bound);
        }
        series[i].name = narrative_words(writer, node_get(list->children[i], "name"));
        series[i].values = plot->values[i] = values;
    }
    chart->series = series;
    chart->series_count = list->child_count;
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

/* A group of a measure that is 0 in every series has no bar: it is left to the table. */
static void leave_out_empty(struct plot *plot, struct document_chart *chart) {
    bool is_by_group = node_get(plot->block, "rows-by") != NULL;
    size_t kept = 0;
    for (size_t j = 0; is_by_group && j < plot->rows.count; j++) {
        if (!is_drawn(chart, j)) {
            continue;
        }
        plot->rows.rows[kept] = plot->rows.rows[j];
        for (size_t i = 0; i < chart->series_count; i++) {
            plot->values[i][kept] = plot->values[i][j];
        }
        kept++;
    }
    plot->rows.count = is_by_group ? kept : plot->rows.count;
}

static void set_categories(struct writer *writer, const struct plot *plot,
                           struct document_chart *chart) {
    struct text *categories = ARENA_ARRAY(writer->arena, struct text, plot->rows.count);
    for (size_t i = 0; i < plot->rows.count; i++) {
        categories[i] = plot->rows.rows[i].header;
    }
    chart->categories = categories;
    chart->category_count = plot->rows.count;
}

/* The category of the largest (sign +1) or smallest (-1) number; category_count if there is none.
 */
static size_t extreme(const struct document_chart *chart, const struct chart_series *series,
                      int sign) {
    size_t best = chart->category_count;
    for (size_t i = 0; i < chart->category_count; i++) {
        if (series->values[i].kind != CELL_NUMBER) {
            continue;
        }
        if (best == chart->category_count ||
            decimal_compare(series->values[i].number, series->values[best].number) * sign > 0) {
            best = i;
        }
    }
    return best;
}

static void tell_series(struct buffer *out, const struct document_chart *chart,
                        const struct chart_series *series) {
    buffer_format(out, " %.*s:", TEXT_ARG(series->name));
    for (size_t i = 0; i < chart->category_count; i++) {
        buffer_format(out, "%s %.*s %.*s", i ? "," : "", TEXT_ARG(chart->categories[i]),
                      TEXT_ARG(series->values[i].text));
    }
    size_t most = extreme(chart, series, 1), least = extreme(chart, series, -1);
    if (most < chart->category_count) {
        buffer_format(out, ". Largest: %.*s, %.*s; smallest: %.*s, %.*s.",
                      TEXT_ARG(chart->categories[most]), TEXT_ARG(series->values[most].text),
                      TEXT_ARG(chart->categories[least]), TEXT_ARG(series->values[least].text));
    }
}

static struct text alternative(struct writer *writer, const struct document_chart *chart) {
    static const char *const kinds[] = {"Bar chart", "Column chart", "Line chart"};
    struct buffer out = buffer_new(writer->arena);
    struct text by = text_lower(writer->arena, chart->category_title);
    buffer_format(&out, "%s of %zu values by %.*s. %.*s.", kinds[chart->kind],
                  chart->category_count * chart->series_count, TEXT_ARG(by), TEXT_ARG(chart->unit));
    for (size_t i = 0; i < chart->series_count; i++) {
        tell_series(&out, chart, &chart->series[i]);
    }
    return buffer_text(&out);
}

void chart_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct node *list = node_need(writer->diag, node, "series", NODE_SEQUENCE);
    struct plot plot = {.block = node};
    if (!check_series(writer, list) || !rows_read(writer, node, &plot.rows)) {
        return;
    }
    struct document_chart *chart = ARENA_NEW(writer->arena, struct document_chart);
    chart->kind = kind_of(node);
    chart->caption = narrative_words(writer, node_get(node, "chart"));
    chart->unit = narrative_words(writer, node_get(node, "unit"));
    chart->category_title = narrative_words(writer, node_get(node, "category-title"));
    chart->sheet = node_text(node, "sheet", TEXT_NONE);
    chart->number = numbered->order;
    set_series(writer, &plot, list, chart);
    if (writer->figures) {
        leave_out_empty(&plot, chart);
    }
    set_categories(writer, &plot, chart);
    chart->notes = blocks_notes(writer, node, plot.bounds, plot.bound_count, &chart->note_count);
    chart->alternative = alternative(writer, chart);
    struct document_block *block = writer_add_block(writer, DOCUMENT_CHART);
    block->id = numbered->block->id;
    block->chart = chart;
}
