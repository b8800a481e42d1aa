/* Loading: each record is kept, or refused with a reason and counted. Records
 * read = records kept + records refused, for every file. */
#include "load.h"

#include "base/arena.h"
#include "base/jobs.h"
#include "stretch.h"
#include "table_builder.h"
#include "window.h"

struct load *load_new(struct arena *arena, const struct schema *schema, size_t source_limit) {
    struct arena *own = arena_new_within(arena);
    struct load *load = ARENA_NEW(own, struct load);
    load->arena = own;
    load->diag = diag_new(own);
    load->schema = schema;
    load->record_limit = EXTRACT_RECORD_LIMIT;
    load->window_size = WINDOW_SIZE;
    load->stretch_size = STRETCH_SIZE;
    load->thread_count = 1;
    load->sources = ARENA_ARRAY(own, struct source *, source_limit);
    return load;
}

static struct stretch *stretch_of(struct load *load, struct source *source, size_t from,
                                  size_t to) {
    struct stretch *stretch = ARENA_NEW(load->arena, struct stretch);
    *stretch = (struct stretch){.arena = arena_new_within(load->arena),
                                .rows = arena_new_within(load->arena),
                                .source = source,
                                .window_size = load->window_size,
                                .record_limit = load->record_limit,
                                .from = from,
                                .to = to};
    stretch->diag = diag_new(stretch->arena);
    return stretch;
}

/* Its reader is made before any thread reads: the header's, which it takes after, is the first's.
 */
static struct stretch *later_stretch(struct load *load, struct source *source,
                                     const struct table_builder *builder, size_t from, size_t to) {
    struct stretch *stretch = stretch_of(load, source, from, to);
    stretch->builder = table_builder_later(stretch->rows, builder);
    stretch->reader = record_reader_later(stretch->rows, source->reader);
    return stretch;
}

/* Cuts the source into stretches of about equal size, as many as there are threads for. */
static size_t cut(struct load *load, struct source *source, struct table_builder *builder,
                  struct stretch **stretches) {
    size_t length = source->text_length - source->first;
    size_t count = length / load->stretch_size;
    count = count > load->thread_count ? load->thread_count : count == 0 ? 1 : count;
    for (size_t i = 0; i < count; i++) {
        size_t from = source->first + length / count * i;
        size_t to = i + 1 < count ? source->first + length / count * (i + 1) : source->text_length;
        stretches[i] = i == 0 ? stretch_of(load, source, from, to)
                              : later_stretch(load, source, builder, from, to);
        stretches[i]->is_guess = i > 0;
    }
    stretches[0]->reader = source->reader;
    stretches[0]->builder = builder;
    return count;
}

static void read_job(void *stretch) {
    stretch_read(stretch);
}

static void drop_rows(struct stretch *stretch) {
    arena_clear(stretch->rows);
}

/* Joins the next stretch to what is read. If it did not begin where that ended, as within a value
 * of several lines, it read no records but parts of some: it is read again. */
static void join(struct load *load, struct source *source, struct table_builder *builder,
                 struct stretch *done, struct stretch *next) {
    if (next->begin != done->end) {
        drop_rows(next);
        next = later_stretch(load, source, builder, done->end, next->to);
        stretch_read(next);
    }
    diag_join(load->diag, next->diag);
    table_builder_append(builder, next->builder, done->row, done->line - 1);
    drop_rows(next);
    for (size_t i = 0; i < next->refusals.count; i++) {
        struct refused_record refused = next->refusals.items[i];
        refused.row += done->row;
        refused.line += done->line - 1;
        refusals_add(&done->refusals, refused);
    }
    done->record_count += next->record_count;
    done->is_read = next->is_read;
    done->end = next->end;
    done->row += next->row;
    done->line += next->line - 1;
}

/* Reads one file. False after a report: it cannot be read, or is another than was hashed. */
static bool read_source(struct load *load, struct table_builder *builder, struct source *source,
                        size_t *total) {
    table_builder_begin_file(builder, source->file.path, source->match.fields,
                             source->match.column_count);
    if (!source_reopen(source, load->diag)) {
        return false;
    }
    struct stretch **stretches = ARENA_ARRAY(load->arena, struct stretch *, load->thread_count);
    size_t count = cut(load, source, builder, stretches);
    jobs_run(load->thread_count, read_job, (void **)stretches, count);
    struct stretch *done = stretches[0];
    diag_join(load->diag, done->diag);
    for (size_t i = 1; i < count; i++) {
        bool is_wanted = done->is_read && done->record_count <= load->record_limit &&
                         done->end < stretches[i]->to;
        if (is_wanted) {
            join(load, source, builder, done, stretches[i]);
        } else {
            drop_rows(stretches[i]);
        }
    }
    done->is_read = done->is_read && source_is_same(source, load->diag);
    source_close(source);
    *total += done->record_count;
    source->file.records_read = done->record_count;
    source->file.refused = done->refusals.items;
    source->file.refused_count = done->refusals.count;
    source->file.records_kept = done->record_count - done->refusals.count;
    return done->is_read;
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
            refusals_add(&merged, file->refused[next++]);
        }
        refusals_add(&merged, repeat_record(load, &repeats[i]));
        file->records_kept--;
    }
    while (next < file->refused_count) {
        refusals_add(&merged, file->refused[next++]);
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
            return;
        }
        if (total > load->record_limit) {
            report(load, load->sources[i], DIAG_IN011,
                   text_format(load->arena, "%zu", load->record_limit));
            return;
        }
    }
    finish(load, builder);
}
