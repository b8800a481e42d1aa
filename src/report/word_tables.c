/* Tables of words: an inspection's judgements, and the glossary of measures,
 * which says of each what it counts and who defines it. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

static struct cell words_cell(struct text words) {
    return (struct cell){.kind = CELL_TEXT, .text = words};
}

/* `widths` relative; 0: as the content needs. */
static struct document_table *new_table(struct writer *writer, const struct text *headers,
                                        const double *widths, size_t column_count, size_t row_count,
                                        struct cell **cells) {
    struct document_table *table = ARENA_NEW(writer->arena, struct document_table);
    struct table_column *columns = ARENA_ARRAY(writer->arena, struct table_column, column_count);
    for (size_t i = 0; i < column_count; i++) {
        columns[i].header = headers[i];
        columns[i].width = widths[i];
    }
    *cells = ARENA_ARRAY(writer->arena, struct cell, row_count * column_count);
    table->columns = columns;
    table->column_count = column_count;
    table->cells = *cells;
    table->row_count = row_count;
    return table;
}

static struct text source_note(struct writer *writer, const struct node *node) {
    day_number day = DAY_NONE;
    struct text source = node_text(node, "source", TEXT_NONE);
    date_parse(node_text(node, "date", TEXT_NONE), DATE_ISO, &day);
    struct text date = date_words(writer->arena, day);
    return text_format(writer->arena, "Source: %.*s, %.*s.", TEXT_ARG(source), TEXT_ARG(date));
}

void judgement_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct node *rows = node_get(node, "rows");
    const struct node *heads = node_get(node, "headers");
    struct text headers[2] = {narrative_words(writer, heads->children[0]),
                              narrative_words(writer, heads->children[1])};
    struct cell *cells;
    struct document_table *table =
        new_table(writer, headers, (const double[]){0, 0}, 2, rows->child_count, &cells);
    for (size_t i = 0; i < rows->child_count; i++) {
        const struct node *row = rows->children[i];
        cells[2 * i] = words_cell(narrative_words(writer, node_get(row, "subject")));
        cells[2 * i + 1] = words_cell(node_text(row, "judgement", TEXT_NONE));
    }
    table->caption = narrative_words(writer, node_get(node, "judgements"));
    struct text *note = ARENA_NEW(writer->arena, struct text);
    *note = source_note(writer, node);
    table->notes = note;
    table->note_count = 1;
    blocks_place_table(writer, numbered, table);
}

static void set_widths(const struct node *list, size_t count, double *widths) {
    for (size_t i = 0; list && i < count; i++) {
        struct decimal width = {0, 0};
        decimal_parse(list->children[i]->text, &width);
        widths[i] = decimal_to_double(width);
    }
}

void entries_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct node *heads = node_get(node, "headers");
    const struct node *rows = node_get(node, "rows");
    size_t width = heads->child_count;
    struct text *headers = ARENA_ARRAY(writer->arena, struct text, width);
    double *widths = ARENA_ARRAY(writer->arena, double, width);
    struct cell *cells;
    for (size_t i = 0; i < width; i++) {
        headers[i] = narrative_words(writer, heads->children[i]);
    }
    set_widths(node_get(node, "widths"), width, widths);
    struct document_table *table =
        new_table(writer, headers, widths, width, rows->child_count, &cells);
    for (size_t i = 0; i < rows->child_count * width; i++) {
        cells[i] =
            words_cell(narrative_words(writer, rows->children[i / width]->children[i % width]));
    }
    table->caption = narrative_words(writer, node_get(node, "entries"));
    table->notes = blocks_notes(writer, node, NULL, 0, &table->note_count);
    struct text *notes = ARENA_ARRAY(writer->arena, struct text, table->note_count + 1);
    for (size_t i = 0; i < table->note_count; i++) {
        notes[i] = table->notes[i];
    }
    notes[table->note_count++] = source_note(writer, node);
    table->notes = notes;
    blocks_place_table(writer, numbered, table);
}

/* What the measure counts: its definition, or at least what one record is. */
static struct text meaning(struct writer *writer, const struct measure_definition *measure) {
    struct text words = measure->definition.length > 0 ? measure->definition : measure->counts;
    if (measure->superseded_on == DAY_NONE ||
        measure->superseded_on > writer->context->period.last_day) {
        return words;
    }
    struct text day = date_words(writer->arena, measure->superseded_on);
    return text_format(writer->arena, "%.*s Superseded on %.*s.", TEXT_ARG(words), TEXT_ARG(day));
}

static struct text window_words(const struct measure_definition *measure) {
    static const char *const words[] = {"Period", "12 months", "Last day"};
    return text_of(words[measure->window]);
}

void measures_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct text headers[] = {TEXT("Measure"), TEXT("What it counts"), TEXT("When"),
                                   TEXT("Source of the definition")};
    static const double widths[] = {0.22, 0.38, 0.12, 0.28};
    enum { WIDTH = sizeof headers / sizeof headers[0] };
    struct cell *cells;
    struct document_table *table =
        new_table(writer, headers, widths, WIDTH, writer->measure_count, &cells);
    for (size_t i = 0; i < writer->measure_count; i++) {
        const struct measure_definition *measure = writer->measures[i];
        cells[WIDTH * i] = words_cell(measure->title);
        cells[WIDTH * i + 1] = words_cell(meaning(writer, measure));
        cells[WIDTH * i + 2] = words_cell(window_words(measure));
        cells[WIDTH * i + 3] = words_cell(measure->source);
    }
    table->caption = narrative_words(writer, node_get(node, "measures"));
    table->notes = blocks_notes(writer, node, NULL, 0, &table->note_count);
    blocks_place_table(writer, numbered, table);
}
