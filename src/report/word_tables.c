/* Tables of words: an inspection's judgements by a scale, what its grades mean,
 * lists of entries, and the glossary of measures, which says of each what it
 * counts and who defines it. */
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

static struct text source_words(struct writer *writer, struct text source, day_number day) {
    struct text date = date_words(writer->arena, day);
    return text_format(writer->arena, "Source: %.*s, %.*s.", TEXT_ARG(source), TEXT_ARG(date));
}

static struct text source_note(struct writer *writer, const struct node *node) {
    day_number day = DAY_NONE;
    date_parse(node_text(node, "date", TEXT_NONE), DATE_ISO, &day);
    return source_words(writer, node_text(node, "source", TEXT_NONE), day);
}

/* The scale that a definition names; NULL after a report. */
static const struct judgement_scale *scale_of(struct writer *writer, const struct node *name) {
    const struct catalogue *catalogue = writer->context->catalogue;
    const struct judgement_scale *scale =
        judgement_scale_find(catalogue->scales, catalogue->scale_count, name->text);
    if (!scale) {
        DIAG_REPORT(writer->diag, DF031, &name->place, name->text);
        writer_refuse(writer);
    }
    return scale;
}

void judgement_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct node *rows = node_get(node, "rows");
    const struct node *heads = node_get(node, "headers");
    const struct judgement_scale *scale = scale_of(writer, node_get(node, "scale"));
    if (!scale) {
        return;
    }
    struct text headers[2] = {narrative_words(writer, heads->children[0]),
                              narrative_words(writer, heads->children[1])};
    struct cell *cells;
    struct document_table *table =
        new_table(writer, headers, (const double[]){0, 0}, 2, rows->child_count, &cells);
    for (size_t i = 0; i < rows->child_count; i++) {
        const struct node *row = rows->children[i];
        cells[2 * i] = words_cell(narrative_words(writer, node_get(row, "subject")));
        cells[2 * i + 1] = words_cell(judgement_scale_award(writer->arena, scale, row));
    }
    table->caption = narrative_words(writer, node_get(node, "judgements"));
    struct text *note = ARENA_NEW(writer->arena, struct text);
    *note = source_note(writer, node);
    table->notes = note;
    table->note_count = 1;
    blocks_place_table(writer, numbered, table);
}

/* Scales stand beside each other only if their numbers are the same, grade by grade. */
static bool have_one_numbering(const struct judgement_scale *scale,
                               const struct judgement_scale *other) {
    bool holds = scale->grade_count == other->grade_count;
    for (size_t i = 0; holds && i < scale->grade_count; i++) {
        holds = scale->grades[i].number.length > 0 &&
                text_equal(scale->grades[i].number, other->grades[i].number);
    }
    return holds;
}

static const struct judgement_scale **scales_beside(struct writer *writer,
                                                    const struct node *names) {
    const struct judgement_scale **scales =
        ARENA_ARRAY(writer->arena, const struct judgement_scale *, names->child_count);
    for (size_t i = 0; i < names->child_count; i++) {
        const struct node *name = names->children[i];
        scales[i] = scale_of(writer, name);
        if (!scales[i]) {
            return NULL;
        }
        if (!have_one_numbering(scales[0], scales[i])) {
            DIAG_REPORT(writer->diag, DF009, &name->place, name->text,
                        TEXT("a scale with numbers, the same as those of the first"));
            writer_refuse(writer);
            return NULL;
        }
    }
    return scales;
}

static struct text meaning_of(const struct grade *grade) {
    return grade->meaning.length > 0 ? grade->meaning : grade->word;
}

/* "Grade", and a column for each scale; a note names the source of each. */
static void place_grades(struct writer *writer, const struct numbered_block *numbered,
                         const struct judgement_scale *const *scales, size_t scale_count) {
    size_t width = scale_count + 1;
    struct text *headers = ARENA_ARRAY(writer->arena, struct text, width);
    double *widths = ARENA_ARRAY(writer->arena, double, width);
    struct text *notes = ARENA_ARRAY(writer->arena, struct text, scale_count);
    struct cell *cells;
    headers[0] = TEXT("Grade");
    for (size_t i = 0; i < scale_count; i++) {
        headers[i + 1] = scales[i]->title;
        notes[i] = source_words(writer, scales[i]->source, scales[i]->day);
    }
    struct document_table *table =
        new_table(writer, headers, widths, width, scales[0]->grade_count, &cells);
    for (size_t i = 0; i < table->row_count * width; i++) {
        const struct grade *grade = &scales[i % width ? i % width - 1 : 0]->grades[i / width];
        cells[i] = words_cell(i % width ? meaning_of(grade) : grade->number);
    }
    table->caption = narrative_words(writer, node_get(numbered->block->node, "grades"));
    table->notes = notes;
    table->note_count = scale_count;
    blocks_place_table(writer, numbered, table);
}

void grades_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *names = node_get(numbered->block->node, "scales");
    const struct judgement_scale **scales = scales_beside(writer, names);
    if (scales && names->child_count > 0) {
        place_grades(writer, numbered, scales, names->child_count);
    }
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

/* What the measure counts: its definition, or at least what one record is; with its footnote, which
 * tells what was chosen where the definition leaves room. That of a measure that will be superseded
 * tells of a time after the paper. */
static struct text meaning(struct writer *writer, const struct measure_definition *measure) {
    struct text words = measure->definition.length > 0 ? measure->definition : measure->counts;
    bool has_end = measure->superseded_on != DAY_NONE;
    bool is_over = has_end && measure->superseded_on <= writer->context->period.last_day;
    if (measure->footnote.length > 0 && (is_over || !has_end)) {
        words =
            text_format(writer->arena, "%.*s %.*s", TEXT_ARG(words), TEXT_ARG(measure->footnote));
    }
    if (!is_over) {
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
