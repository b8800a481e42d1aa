/* Loading: each record is kept, or refused with a reason and counted. Records
 * read = records kept + records refused, for every file. */
#include "load.h"

#include "base/arena.h"
#include "table_builder.h"

enum { FIRST_REFUSALS = 16 };

/* The refused records of one file, while they are collected. */
struct refusals {
    struct arena *arena;
    struct refused_record *items;
    size_t count;
    size_t capacity;
};

struct load *load_new(struct arena *arena, const struct schema *schema, size_t source_limit) {
    struct arena *own = arena_new_within(arena);
    struct load *load = ARENA_NEW(own, struct load);
    load->arena = own;
    load->diag = diag_new(own);
    load->schema = schema;
    load->sources = ARENA_ARRAY(own, struct source *, source_limit);
    return load;
}

static void refuse(struct refusals *refusals, struct refused_record refused) {
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
    refuse(refusals, (struct refused_record){record->row, record->line, TEXT("unreadable"),
                                             source_shortened(refusals->arena, record->fields[0]),
                                             text_copy(refusals->arena, record->fault), 0});
}

/* Refuses a record of too many or too few fields; `value` is what shows the fault best. */
static void refuse_ragged(struct refusals *refusals, const struct record *record, const char *rule,
                          size_t field_count, size_t column_count, struct text value) {
    struct text message =
        text_format(refusals->arena, "the record has %zu values and the header %zu columns",
                    field_count, column_count);
    refuse(refusals, (struct refused_record){record->row, record->line, text_of(rule),
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
    refuse(refusals, (struct refused_record){record->row, record->line, TEXT("repeated-header"),
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

/* Reads one file. False if the table grew past its limit. */
static bool read_source(struct load *load, struct table_builder *builder, struct source *source,
                        size_t *total) {
    struct refusals refusals = {.arena = load->arena};
    struct record record;
    size_t column_count = source->match.column_count;
    struct record_block *block = record_block_new(source->arena, column_count);
    struct text *fields = ARENA_ARRAY(source->arena, struct text, column_count);
    table_builder_begin_file(builder, source->file.path, source->match.fields, column_count);
    while (*total <= load->record_limit) {
        record_next_block(source->reader, block);
        read_block(builder, &refusals, source, block, fields);
        source->file.records_read += block->count;
        *total += block->count;
        if (block->count < RECORD_BLOCK) {
            if (!record_next(source->reader, &record)) {
                break;
            }
            read_record(builder, &refusals, source, &record);
            source->file.records_read++;
            ++*total;
        }
    }
    source_close(source);
    source->file.refused = refusals.items;
    source->file.refused_count = refusals.count;
    source->file.records_kept = source->file.records_read - refusals.count;
    return *total <= load->record_limit;
}

static void report(struct load *load, const struct source *source, enum diag_code code,
                   struct text detail) {
    struct place place = {
        .file = source->file.path, .cell = TEXT_NONE, .field = TEXT_NONE, .source = TEXT_NONE};
    struct text parts[] = {source->file.name, detail};
    diag_report(load->diag, code, &place, parts, 2);
}

static struct refused_record repeat_record(struct load *load, const struct repeated_key *repeat) {
    struct text where = TEXT_NONE;
    if (repeat->first_part != repeat->part) {
        where = text_format(load->arena, " of %.*s",
                            TEXT_ARG(load->sources[repeat->first_part]->file.name));
    }
    struct text message = text_format(load->arena, "the same key stands in row %u%.*s already",
                                      repeat->first_row, TEXT_ARG(where));
    return (struct refused_record){repeat->row,
                                   repeat->line,
                                   TEXT("duplicate-key"),
                                   source_shortened(load->arena, repeat->key),
                                   message,
                                   repeat->first_row};
}

/* Merges the repeats of one file, which are in row order, into its refused records, which are too.
 */
static void add_repeats(struct load *load, size_t part, const struct repeated_key *repeats,
                        size_t repeat_count) {
    struct extract_file *file = &load->sources[part]->file;
    struct refusals merged = {.arena = load->arena};
    size_t next = 0;
    for (size_t i = 0; i < repeat_count; i++) {
        if (repeats[i].part != part) {
            continue;
        }
        while (next < file->refused_count && file->refused[next].row < repeats[i].row) {
            refuse(&merged, file->refused[next++]);
        }
        refuse(&merged, repeat_record(load, &repeats[i]));
        file->records_kept--;
    }
    while (next < file->refused_count) {
        refuse(&merged, file->refused[next++]);
    }
    file->refused = merged.items;
    file->refused_count = merged.count;
}

static void finish(struct load *load, struct table_builder *builder) {
    struct table *table = table_builder_finish(builder);
    table->is_plain = true;
    for (size_t i = 0; i < load->source_count; i++) {
        table->is_plain = table->is_plain && load->sources[i]->is_plain;
    }
    size_t repeat_count;
    const struct repeated_key *repeats = table_builder_drop_repeats(builder, table, &repeat_count);
    for (size_t i = 0; i < load->source_count; i++) {
        if (repeat_count > 0) {
            add_repeats(load, i, repeats, repeat_count);
        }
        if (load->sources[i]->file.records_read == 0) {
            report(load, load->sources[i], DIAG_IN009, TEXT_NONE);
        }
    }
    load->table = table;
}

void load_table(struct load *load) {
    struct table_builder *builder = table_builder_new(load->arena, load->schema);
    size_t total = 0;
    for (size_t i = 0; i < load->source_count; i++) {
        if (!read_source(load, builder, load->sources[i], &total)) {
            report(load, load->sources[i], DIAG_IN011,
                   text_format(load->arena, "%zu", load->record_limit));
            return;
        }
    }
    finish(load, builder);
}
