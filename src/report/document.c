/* The document tree as plain text: what golden tests compare. Everything that
 * a renderer could draw appears once, in order: links and notes included, so
 * that no change of a document goes unseen. */
#include "report/document.h"

size_t document_table_group_span(const struct document_table *table, size_t column) {
    struct text group = table->columns[column].group;
    size_t end = column;
    while (group.length > 0 && end < table->column_count &&
           text_equal(table->columns[end].group, group)) {
        end++;
    }
    return end - column;
}

static void dump_run(struct buffer *out, const struct inline_run *run) {
    const char *mark = run->is_bold ? "*" : run->is_italic ? "_" : "";
    if (run->note > 0) {
        buffer_format(out, "[^%u]", run->note);
        return;
    }
    buffer_add_c(out, text_is_empty(run->link) ? "" : "[");
    buffer_add_c(out, mark);
    buffer_add(out, run->text);
    buffer_add_c(out, mark);
    if (!text_is_empty(run->link)) {
        buffer_format(out, "](%.*s)", TEXT_ARG(run->link));
    }
}

static void dump_rich(struct buffer *out, const struct rich_text *text) {
    for (size_t i = 0; i < text->run_count; i++) {
        dump_run(out, &text->runs[i]);
    }
}

static void dump_notes(struct buffer *out, const struct text *notes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "  note: %.*s\n", TEXT_ARG(notes[i]));
    }
}

static void dump_row(struct buffer *out, const struct cell *cells, size_t count) {
    for (size_t i = 0; i < count; i++) {
        static const char *const marks[] = {"",      "<red> ",  "<amber> ", "<green> ",
                                            "<up> ", "<down> ", "<level> "};
        const char *sign = cells[i].kind == CELL_NUMBER ? "#" : "";
        buffer_format(out, " | %s%s%.*s", marks[cells[i].mark], sign, TEXT_ARG(cells[i].text));
    }
    buffer_add_c(out, " |\n");
}

static void dump_table(struct buffer *out, const struct document_table *table) {
    buffer_format(out, "Table %u: %.*s {sheet %.*s}\n", table->number, TEXT_ARG(table->caption),
                  TEXT_ARG(table->sheet));
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        buffer_format(out, " | %.*s%s%.*s%s", TEXT_ARG(column->group),
                      column->group.length > 0 ? ": " : "", TEXT_ARG(column->header),
                      column->is_numeric ? " >" : "");
    }
    buffer_add_c(out, " |\n");
    for (size_t row = 0; row < table->row_count; row++) {
        bool is_total = table->has_total && row + 1 == table->row_count;
        buffer_add_c(out, is_total ? " =" : "  ");
        dump_row(out, table->cells + row * table->column_count, table->column_count);
    }
    dump_notes(out, table->notes, table->note_count);
}

static void dump_cells(struct buffer *out, const struct document_chart *chart, const char *name,
                       const struct cell *cells) {
    if (cells == NULL) {
        return;
    }
    buffer_format(out, "%s:", name);
    for (size_t i = 0; i < chart->category_count; i++) {
        buffer_format(out, " %.*s %.*s;", TEXT_ARG(chart->categories[i]), TEXT_ARG(cells[i].text));
    }
    buffer_add_c(out, "\n");
}

static void dump_signals(struct buffer *out, const struct document_chart *chart,
                         const struct chart_series *series) {
    for (size_t i = 0; series->signals != NULL && i < chart->category_count; i++) {
        if (series->signals[i]) {
            buffer_format(out, "    signal: %.*s\n", TEXT_ARG(chart->categories[i]));
        }
    }
}

static void dump_series(struct buffer *out, const struct document_chart *chart) {
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct chart_series *series = &chart->series[i];
        buffer_format(out, "  series %.*s", TEXT_ARG(series->name));
        dump_cells(out, chart, "", series->values);
        dump_cells(out, chart, "    lower", series->lower);
        dump_cells(out, chart, "    upper", series->upper);
        dump_signals(out, chart, series);
    }
}

static void dump_points(struct buffer *out, const struct document_chart *chart) {
    for (size_t i = 0; i < chart->point_count; i++) {
        const struct chart_point *point = &chart->points[i];
        buffer_format(out, "  point %.*s: %.*s, %.*s [%.*s %.*s %.*s]%s%s\n", TEXT_ARG(point->name),
                      TEXT_ARG(point->x.text), TEXT_ARG(point->y.text),
                      TEXT_ARG(point->expected.text), TEXT_ARG(point->lower.text),
                      TEXT_ARG(point->upper.text), point->is_focus ? " (focus)" : "",
                      point->is_named ? " (named)" : "");
    }
    for (size_t i = 0; i < chart->curve_count; i++) {
        const struct chart_curve *curve = &chart->curves[i];
        buffer_format(out, "  curve %.*s%s of %zu places\n", TEXT_ARG(curve->name),
                      curve->is_limit ? " (limit)" : "", curve->count);
    }
}

static void dump_references(struct buffer *out, const struct document_chart *chart) {
    for (size_t i = 0; i < chart->reference_count; i++) {
        buffer_format(out, "  reference %.*s: %.*s\n", TEXT_ARG(chart->references[i].name),
                      TEXT_ARG(chart->references[i].value.text));
    }
    if (chart->limit_after > 0) {
        buffer_format(out, "  limit %.*s after %zu categories\n", TEXT_ARG(chart->limit_name),
                      chart->limit_after);
    }
}

static void dump_chart(struct buffer *out, const struct document_chart *chart) {
    static const char *const kinds[] = {"bars",    "columns", "line",    "stacked", "histogram",
                                        "control", "panels",  "scatter", "funnel"};
    buffer_format(out, "Figure %u: %.*s {%s, sheet %.*s}\n", chart->number,
                  TEXT_ARG(chart->caption), kinds[chart->kind], TEXT_ARG(chart->sheet));
    buffer_format(out, "  unit: %.*s; by: %.*s\n", TEXT_ARG(chart->unit),
                  TEXT_ARG(chart->category_title));
    dump_series(out, chart);
    dump_references(out, chart);
    dump_points(out, chart);
    buffer_format(out, "  alternative: %.*s\n", TEXT_ARG(chart->alternative));
    dump_notes(out, chart->notes, chart->note_count);
}

static void dump_list(struct buffer *out, const struct document_block *block) {
    for (size_t i = 0; i < block->item_count; i++) {
        buffer_format(out, "  %.*s ", TEXT_ARG(block->items[i].label));
        dump_rich(out, &block->items[i].text);
        buffer_add_c(out, "\n");
    }
}

static void dump_fields(struct buffer *out, const struct document_block *block) {
    for (size_t i = 0; i < block->field_count; i++) {
        buffer_format(out, "  %.*s: ", TEXT_ARG(block->fields[i].label));
        dump_rich(out, &block->fields[i].value);
        buffer_add_c(out, "\n");
    }
}

static void dump_heading(struct buffer *out, const struct document_block *block) {
    for (int i = 0; i < block->level; i++) {
        buffer_add_c(out, "#");
    }
    buffer_format(out, " %.*s%s", TEXT_ARG(block->number), block->number.length > 0 ? " " : "");
    dump_rich(out, &block->text);
    buffer_add_c(out, "\n");
}

static void dump_words(struct buffer *out, const struct document_block *block, const char *lead) {
    buffer_format(out, "%s%.*s%s", lead, TEXT_ARG(block->number),
                  block->number.length > 0 ? " " : "");
    dump_rich(out, &block->text);
    buffer_add_c(out, "\n");
}

static void dump_block(struct buffer *out, const struct document_block *block) {
    if (!text_is_empty(block->id)) {
        buffer_format(out, "(#%.*s)\n", TEXT_ARG(block->id));
    }
    switch (block->kind) {
    case DOCUMENT_HEADING:
        dump_heading(out, block);
        break;
    case DOCUMENT_PARAGRAPH:
        dump_words(out, block, "");
        break;
    case DOCUMENT_LIST:
        dump_list(out, block);
        break;
    case DOCUMENT_TABLE:
        dump_table(out, block->table);
        break;
    case DOCUMENT_CHART:
        dump_chart(out, block->chart);
        break;
    case DOCUMENT_QUOTE:
        dump_words(out, block, "> ");
        break;
    case DOCUMENT_LINES:
        buffer_add_c(out, block->is_signed ? "(signed)\n" : "");
        dump_list(out, block);
        break;
    case DOCUMENT_FIELDS:
        dump_fields(out, block);
        break;
    case DOCUMENT_CONTENTS:
        buffer_add_c(out, "(contents)\n");
        break;
    case DOCUMENT_SUBJECT:
        buffer_add_c(out, "(subject)\n");
        break;
    case DOCUMENT_PAGE_BREAK:
        buffer_add_c(out, "(new page)\n");
        break;
    }
    buffer_add_c(out, "\n");
}

static void dump_properties(struct buffer *out, const struct document *document) {
    const struct {
        const char *name;
        struct text value;
    } properties[] = {{"title", document->title},
                      {"author", document->author},
                      {"subject", document->subject},
                      {"keywords", document->keywords},
                      {"language", document->language},
                      {"organisation", document->organisation},
                      {"running head", document->running_head},
                      {"date", document->date},
                      {"draft", document->is_draft ? TEXT("yes") : TEXT("no")},
                      {"restricted", document->is_restricted ? TEXT("yes") : TEXT("no")}};
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        buffer_format(out, "%s: %.*s\n", properties[i].name, TEXT_ARG(properties[i].value));
    }
    if (document->is_letter) {
        buffer_format(out, "letter from: %.*s\n", TEXT_ARG(document->sender));
    }
    buffer_add_c(out, "\n");
}

void document_dump(struct buffer *out, const struct document *document) {
    dump_properties(out, document);
    for (size_t i = 0; i < document->block_count; i++) {
        dump_block(out, &document->blocks[i]);
    }
    for (size_t i = 0; i < document->note_count; i++) {
        buffer_format(out, "[^%zu]: ", i + 1);
        dump_rich(out, &document->notes[i]);
        buffer_add_c(out, "\n");
    }
    for (size_t i = 0; i < document->annex_table_count; i++) {
        buffer_add_c(out, "\n(workbook alone)\n");
        dump_table(out, document->annex_tables[i]);
    }
}
