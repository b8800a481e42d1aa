/* Keeps what a walk over a report's blocks gathers, each in order of the paper. */
#include "report/writer.h"

#include "base/arena.h"

enum { FIRST_CAPACITY = 8 };

struct writer *writer_new(struct arena *arena, struct diag *diag,
                          const struct report_context *context, const struct figures *figures) {
    struct writer *writer = ARENA_NEW(arena, struct writer);
    writer->arena = arena;
    writer->diag = diag;
    writer->context = context;
    writer->figures = figures;
    writer->numbering = numbering_make(arena, context->report);
    writer->row = writer->panel = TEXT_NONE;
    writer->is_sound = true;
    return writer;
}

/* Capacities are powers of two, so that the count alone tells when a vector is full. */
void *writer_grow(struct writer *writer, void *items, size_t size, size_t count) {
    if (count == 0) {
        return arena_array(writer->arena, FIRST_CAPACITY, size);
    }
    if (count < FIRST_CAPACITY || (count & (count - 1)) != 0) {
        return items;
    }
    return arena_resize(writer->arena, items, count * size, 2 * count * size);
}

static bool same_days(const struct period *a, const struct period *b) {
    return a->kind == b->kind && a->first_day == b->first_day && a->last_day == b->last_day;
}

static struct figure_request *request_of(struct writer *writer,
                                         const struct measure_definition *measure,
                                         const struct period *period) {
    for (size_t i = 0; i < writer->request_count; i++) {
        if (writer->requests[i].measure == measure &&
            same_days(&writer->requests[i].period, period)) {
            return &writer->requests[i];
        }
    }
    writer->requests =
        writer_grow(writer, writer->requests, sizeof *writer->requests, writer->request_count);
    struct figure_request *request = &writer->requests[writer->request_count++];
    *request = (struct figure_request){.measure = measure, .period = *period};
    return request;
}

void writer_add_request(struct writer *writer, const struct measure_definition *measure,
                        const struct period *period) {
    request_of(writer, measure, period);
}

void writer_add_listing(struct writer *writer, const struct measure_definition *measure) {
    request_of(writer, measure, &writer->context->period)->wants_records = true;
}

void writer_use_measure(struct writer *writer, const struct measure_definition *measure) {
    for (size_t i = 0; i < writer->measure_count; i++) {
        if (writer->measures[i] == measure) {
            return;
        }
    }
    writer->measures =
        writer_grow(writer, writer->measures, sizeof *writer->measures, writer->measure_count);
    writer->measures[writer->measure_count++] = measure;
}

void writer_add_shown(struct writer *writer, struct decimal number, struct text binding) {
    if (writer->is_silent) {
        return;
    }
    writer->shown = writer_grow(writer, writer->shown, sizeof *writer->shown, writer->shown_count);
    writer->shown[writer->shown_count++] = (struct shown_number){number, binding};
}

void writer_add_typed(struct writer *writer, struct place place, struct text words,
                      struct decimal number) {
    if (writer->is_silent) {
        return;
    }
    writer->typed = writer_grow(writer, writer->typed, sizeof *writer->typed, writer->typed_count);
    writer->typed[writer->typed_count++] = (struct typed_number){place, words, number};
}

void writer_add_published(struct writer *writer, const struct published_line *line) {
    if (!writer->figures || writer->is_silent) {
        return;
    }
    writer->published =
        writer_grow(writer, writer->published, sizeof *writer->published, writer->published_count);
    writer->published[writer->published_count++] = *line;
}

uint32_t writer_note(struct writer *writer, struct text words) {
    for (size_t i = 0; i < writer->note_count; i++) {
        if (text_equal(writer->notes[i].runs[0].text, words)) {
            return (uint32_t)i + 1;
        }
    }
    struct inline_run *run = ARENA_NEW(writer->arena, struct inline_run);
    *run = (struct inline_run){.text = words, .link = TEXT_NONE};
    writer->notes = writer_grow(writer, writer->notes, sizeof *writer->notes, writer->note_count);
    writer->notes[writer->note_count++] = (struct rich_text){run, 1};
    return (uint32_t)writer->note_count;
}

struct document_block *writer_add_block(struct writer *writer, enum document_block_kind kind) {
    writer->blocks =
        writer_grow(writer, writer->blocks, sizeof *writer->blocks, writer->block_count);
    struct document_block *block = &writer->blocks[writer->block_count++];
    *block = (struct document_block){.kind = kind, .number = TEXT_NONE, .id = TEXT_NONE};
    return block;
}

void writer_add_annex_table(struct writer *writer, const struct document_table *table) {
    writer->annex_tables = writer_grow(writer, writer->annex_tables, sizeof *writer->annex_tables,
                                       writer->annex_table_count);
    writer->annex_tables[writer->annex_table_count++] = table;
}

bool writer_refuse(struct writer *writer) {
    writer->is_sound = false;
    return false;
}
