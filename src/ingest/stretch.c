/* Reading a stretch: plain records by blocks, others one by one; each is kept, or
 * refused with a reason and counted. */
#include "stretch.h"

#include "base/arena.h"
#include "window.h"

enum { FIRST_REFUSALS = 16 };

void refusals_add(struct refusals *refusals, struct refused_record refused) {
    ARENA_MAKE_ROOM(refusals->arena, refusals->items, refusals->count, refusals->capacity,
                    FIRST_REFUSALS);
    refusals->items[refusals->count++] = refused;
}

/* The number of fields without the blank ones at the end. */
static size_t filled_count(const struct record *record) {
    size_t count = record->field_count;
    while (count > 0 && text_trim(record->fields[count - 1]).length == 0) {
        count--;
    }
    return count;
}

static void refuse_unreadable(struct refusals *refusals, const struct record *record) {
    refusals_add(refusals,
                 (struct refused_record){record->row, record->line, TEXT("unreadable"),
                                         source_shortened(refusals->arena, record->fields[0]),
                                         text_copy(refusals->arena, record->fault), 0});
}

/* Refuses a record of too many or too few fields; `value` is what shows the fault best. */
static void refuse_ragged(struct refusals *refusals, const struct record *record, const char *rule,
                          size_t field_count, size_t column_count, struct text value) {
    struct text message =
        text_format(refusals->arena, "the record has %zu values and the header %zu columns",
                    field_count, column_count);
    refusals_add(refusals,
                 (struct refused_record){record->row, record->line, text_of(rule),
                                         source_shortened(refusals->arena, value), message, 0});
}

/* The header's row once more: files were joined one under the other, byte order marks and all. */
static bool repeats_header(const struct source *source, const struct record *record) {
    size_t column_count = source->match.column_count;
    for (size_t i = 0; i < column_count; i++) {
        if (i == record->field_count || !match_same_heading(record->fields[i], source->header[i])) {
            return false;
        }
    }
    return filled_count(record) == column_count;
}

static void refuse_header(struct refusals *refusals, const struct record *record) {
    refusals_add(refusals,
                 (struct refused_record){record->row, record->line, TEXT("repeated-header"),
                                         source_shortened(refusals->arena, record->fields[0]),
                                         TEXT("the header again"), 0});
}

static void read_record(struct table_builder *builder, struct refusals *refusals,
                        const struct source *source, const struct record *record) {
    size_t column_count = source->match.column_count;
    if (record->is_refused) {
        refuse_unreadable(refusals, record);
    } else if (repeats_header(source, record)) {
        refuse_header(refusals, record);
    } else if (record->field_count < column_count) {
        refuse_ragged(refusals, record, "too-few-fields", record->field_count, column_count,
                      record->fields[0]);
    } else if (record->field_count > column_count && filled_count(record) > column_count) {
        refuse_ragged(refusals, record, "too-many-fields", filled_count(record), column_count,
                      record->fields[column_count]);
    } else {
        table_builder_add(builder, record->fields, record->row, record->line);
    }
}

/* The fields of one record of a block, side by side. */
static struct record record_of_block(const struct record_block *block, size_t at,
                                     struct text *fields) {
    for (size_t column = 0; column < block->column_count; column++) {
        fields[column] = block->fields[column * RECORD_BLOCK + at];
    }
    return (struct record){.fields = fields,
                           .field_count = block->column_count,
                           .line = block->line + (uint32_t)at,
                           .row = block->row + (uint32_t)at};
}

/* The first record from `from` on that may be the header again. */
static size_t find_header_like(const struct source *source, const struct record_block *block,
                               size_t from) {
    size_t least = match_least_length(source->header[0]);
    while (from < block->count && (block->fields[from].length < least ||
                                   !match_same_heading(block->fields[from], source->header[0]))) {
        from++;
    }
    return from;
}

/* Adds a block's records, but for headers among them. */
static void read_block(struct table_builder *builder, struct refusals *refusals,
                       const struct source *source, struct record_block *block,
                       struct text *fields) {
    size_t from = 0;
    while (from < block->count) {
        size_t doubtful = find_header_like(source, block, from);
        table_builder_add_block(builder, block, from, doubtful);
        if (doubtful < block->count) {
            struct record record = record_of_block(block, doubtful, fields);
            read_record(builder, refusals, source, &record);
            doubtful++;
        }
        from = doubtful;
    }
}

/* A stretch at work. */
struct reading {
    struct arena *scratch;
    struct stretch *stretch;
    struct window window;
    struct record_block *block;
    struct text *fields; /* of one record of a block */
};

/* Moves the reader to `position`; it ends where the stretch does. */
static bool move(struct reading *reading, size_t position) {
    struct window *window = &reading->window;
    if (!window_move(window, position)) {
        return false;
    }
    size_t left = reading->stretch->to > position ? reading->stretch->to - position : 0;
    record_reader_move(reading->stretch->reader, window->bytes,
                       left < window->limit ? left : window->limit);
    return true;
}

static size_t position_of(const struct reading *reading) {
    return reading->window.position + record_reader_position(reading->stretch->reader);
}

/* Reads what the reader has before it in this window. */
static void read_window(struct reading *reading) {
    struct stretch *stretch = reading->stretch;
    struct record record;
    while (stretch->record_count <= stretch->record_limit) {
        record_next_block(reading->stretch->reader, reading->block);
        read_block(stretch->builder, &stretch->refusals, stretch->source, reading->block,
                   reading->fields);
        stretch->record_count += reading->block->count;
        if (reading->block->count < RECORD_BLOCK) {
            if (!record_next(reading->stretch->reader, &record)) {
                return;
            }
            read_record(stretch->builder, &stretch->refusals, stretch->source, &record);
            stretch->record_count++;
        }
    }
}

/* The beginning of the line after the one in which the window begins; the end where there is none.
 */
static size_t next_line(const struct window *window) {
    size_t at = text_find(window->bytes, '\n');
    return at < window->bytes.length ? window->position + at + 1 : window->source->text_length;
}

static bool begin(struct reading *reading) {
    struct stretch *stretch = reading->stretch;
    if (!window_open(&reading->window, reading->scratch, stretch->diag, stretch->source,
                     stretch->from, stretch->window_size)) {
        return false;
    }
    stretch->begin = stretch->is_guess ? next_line(&reading->window) : stretch->from;
    return move(reading, stretch->begin);
}

void stretch_read(struct stretch *stretch) {
    const struct source *source = stretch->source;
    struct arena *scratch = arena_new();
    struct reading reading = {.scratch = scratch, .stretch = stretch};
    size_t column_count = source->match.column_count;
    reading.block = record_block_new(scratch, column_count);
    reading.fields = ARENA_ARRAY(scratch, struct text, column_count);
    stretch->refusals.arena = stretch->arena;
    stretch->is_read = begin(&reading);
    while (stretch->is_read && stretch->record_count <= stretch->record_limit) {
        read_window(&reading);
        stretch->end = position_of(&reading);
        if (stretch->end >= stretch->to) {
            break;
        }
        stretch->is_read = move(&reading, stretch->end);
    }
    record_reader_place(stretch->reader, &stretch->line, &stretch->row);
    arena_free(scratch);
}
