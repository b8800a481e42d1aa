/* Extracts: files are opened as jobs, grouped by table in the order of their
 * names, and read: a very large table by all threads, the others as jobs, a table
 * each, the largest first. Every job has an arena and a sink of its own; sinks are
 * joined in the order of names and tables, so that nothing depends on the
 * threads. */
#include "ingest/extract.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/jobs.h"
#include "extract_return.h"
#include "load.h"
#include "source.h"
#include "table_builder.h"

/* A run of reading, while it is under way. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    const struct catalogue *catalogue;
    struct text folder;
    bool is_hashed;
    struct source **sources;
    size_t source_count;
    struct load **loads; /* one a schema; NULL: no file */
};

static bool has_ending(struct text name, const char *ending) {
    struct text wanted = text_of(ending);
    return name.length > wanted.length &&
           text_equal_ignoring_case(text_slice(name, name.length - wanted.length, name.length),
                                    wanted);
}

static bool is_workbook(struct text name) {
    return has_ending(name, ".xlsx") || has_ending(name, ".xls") || has_ending(name, ".xlsm") ||
           has_ending(name, ".ods");
}

/* An extract under another ending, or packed. */
static bool may_be_extract(struct text name) {
    return has_ending(name, ".tsv") || has_ending(name, ".tab") || has_ending(name, ".gz") ||
           has_ending(name, ".zip") || has_ending(name, ".7z");
}

/* What lies in the folder and is not read. */
static void point_out(struct reading *reading, struct text name, struct text path) {
    struct place place = {.file = path, .cell = TEXT_NONE, .field = TEXT_NONE, .source = TEXT_NONE};
    if (is_workbook(name)) {
        DIAG_REPORT(reading->diag, IN013, &place, name);
    } else if (has_ending(name, ".xml")) {
        DIAG_REPORT(reading->diag, IN025, &place, path);
    } else if (may_be_extract(name)) {
        DIAG_REPORT(reading->diag, IN016, &place, name);
    }
}

static void add_source(struct reading *reading, struct text name) {
    struct text path = file_join(reading->arena, reading->folder, name);
    if (has_ending(name, ".csv") || has_ending(name, ".txt")) {
        struct source *source = source_new(reading->arena, reading->catalogue, path);
        source->is_hashed = reading->is_hashed;
        reading->sources[reading->source_count++] = source;
    } else {
        point_out(reading, name, path);
    }
}

static bool find_sources(struct reading *reading) {
    struct text *names;
    size_t name_count;
    if (!file_list(reading->arena, reading->diag, reading->folder, &names, &name_count)) {
        return false;
    }
    reading->sources = ARENA_ARRAY(reading->arena, struct source *, name_count);
    for (size_t i = 0; i < name_count; i++) {
        add_source(reading, names[i]);
    }
    if (reading->source_count == 0) {
        DIAG_REPORT(reading->diag, IN001, NULL, reading->folder);
    }
    return reading->source_count > 0;
}

static void open_job(void *source) {
    source_open(source);
}

static void load_job(void *load) {
    load_table(load);
}

static void open_sources(struct reading *reading, unsigned thread_count) {
    jobs_run(thread_count, open_job, (void **)reading->sources, reading->source_count);
    for (size_t i = 0; i < reading->source_count; i++) {
        diag_join(reading->diag, reading->sources[i]->diag);
    }
}

static void report_clash(struct reading *reading, const struct load *load,
                         const struct source *source) {
    struct place place = {.file = source->file.path,
                          .line = 1,
                          .cell = TEXT_NONE,
                          .field = TEXT_NONE,
                          .source = TEXT_NONE};
    DIAG_REPORT(reading->diag, IN007, &place, load->sources[0]->file.name, source->file.name,
                load->schema->name);
}

/* Gives a source to its table's load. */
static void assign(struct reading *reading, struct source *source) {
    size_t table = source->match.schema;
    struct load *load = reading->loads[table];
    if (load == NULL) {
        load = load_new(reading->arena, reading->catalogue->schemas[table], reading->source_count);
        reading->loads[table] = load;
    }
    if (load->source_count > 0 && !source_headers_agree(load->sources[0], source)) {
        report_clash(reading, load, source);
        return;
    }
    source->file.table = table;
    load->sources[load->source_count++] = source;
    load->byte_count += source->file.byte_count;
}

static bool group_sources(struct reading *reading) {
    bool has_any = false;
    reading->loads = ARENA_ARRAY(reading->arena, struct load *, reading->catalogue->schema_count);
    for (size_t i = 0; i < reading->source_count; i++) {
        if (reading->sources[i]->reader != NULL) {
            assign(reading, reading->sources[i]);
            has_any = true;
        }
    }
    if (!has_any) {
        DIAG_REPORT(reading->diag, IN002, NULL, reading->folder);
    }
    return has_any;
}

/* The loads that there are, the largest first; equal ones in the order of tables. */
static size_t order_loads(const struct reading *reading, void **ordered) {
    size_t count = 0;
    for (size_t i = 0; i < reading->catalogue->schema_count; i++) {
        struct load *load = reading->loads[i];
        if (load != NULL) {
            size_t at = count++;
            while (at > 0 && ((struct load *)ordered[at - 1])->byte_count < load->byte_count) {
                ordered[at] = ordered[at - 1];
                at--;
            }
            ordered[at] = load;
        }
    }
    return count;
}

/* Whether a table has more than a thread's share of all bytes, and enough to keep all threads busy.
 */
static bool is_worth_cutting(const struct load *load, size_t total, unsigned thread_count) {
    return thread_count > 1 && load->byte_count > total / thread_count &&
           load->byte_count / load->stretch_size >= thread_count;
}

/* Such tables are read first, by all threads; the others then by one each. */
static size_t load_large(void **ordered, size_t count, unsigned thread_count) {
    size_t total = 0, done = 0;
    for (size_t i = 0; i < count; i++) {
        total += ((struct load *)ordered[i])->byte_count;
    }
    while (done < count && is_worth_cutting(ordered[done], total, thread_count)) {
        struct load *load = ordered[done++];
        load->thread_count = thread_count;
        load_table(load);
        total -= load->byte_count;
    }
    return done;
}

static void load_tables(struct reading *reading, unsigned thread_count) {
    size_t schema_count = reading->catalogue->schema_count;
    void **ordered = ARENA_ARRAY(reading->arena, void *, schema_count);
    size_t count = order_loads(reading, ordered);
    size_t done = load_large(ordered, count, thread_count);
    jobs_run(thread_count, load_job, ordered + done, count - done);
    for (size_t i = 0; i < schema_count; i++) {
        if (reading->loads[i] != NULL) {
            diag_join(reading->diag, reading->loads[i]->diag);
        }
    }
}

static struct dataset make_dataset(const struct reading *reading) {
    size_t count = reading->catalogue->schema_count;
    const struct table **tables = ARENA_ARRAY(reading->arena, const struct table *, count);
    bool *is_supplied = ARENA_ARRAY(reading->arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        const struct load *load = reading->loads[i];
        is_supplied[i] = load != NULL && load->table != NULL;
        tables[i] = is_supplied[i] ? load->table
                                   : table_builder_finish(table_builder_new(
                                         reading->arena, reading->catalogue->schemas[i]));
    }
    return (struct dataset){tables, is_supplied, count};
}

static const struct extract *make_extract(const struct reading *reading) {
    struct extract *extract = ARENA_NEW(reading->arena, struct extract);
    struct extract_file *files =
        ARENA_ARRAY(reading->arena, struct extract_file, reading->source_count);
    extract->dataset = make_dataset(reading);
    extract->schemas = reading->catalogue->schemas;
    for (size_t i = 0; i < reading->source_count; i++) {
        files[i] = reading->sources[i]->file;
        if (files[i].table != SIZE_MAX && !extract->dataset.is_supplied[files[i].table]) {
            files[i].table = SIZE_MAX;
        }
    }
    extract->files = files;
    extract->file_count = reading->source_count;
    return extract;
}

static const struct extract *read_folder(struct reading *reading, unsigned thread_count) {
    if (!find_sources(reading)) {
        return NULL;
    }
    open_sources(reading, thread_count);
    if (!group_sources(reading)) {
        return NULL;
    }
    load_tables(reading, thread_count);
    return make_extract(reading);
}

static const struct extract *read(struct reading reading, unsigned thread_count) {
    return extract_return_file(reading.arena, reading.folder).length > 0
               ? extract_read_return(reading.arena, reading.diag, reading.catalogue, reading.folder,
                                     thread_count)
               : read_folder(&reading, thread_count);
}

const struct extract *extract_read(struct arena *arena, struct diag *diag,
                                   const struct catalogue *catalogue, struct text path,
                                   unsigned thread_count) {
    struct reading reading = {.arena = arena, .diag = diag, .catalogue = catalogue, .folder = path};
    return read(reading, thread_count);
}

const struct extract *extract_read_hashed(struct arena *arena, struct diag *diag,
                                          const struct catalogue *catalogue, struct text path,
                                          unsigned thread_count) {
    struct reading reading = {
        .arena = arena, .diag = diag, .catalogue = catalogue, .folder = path, .is_hashed = true};
    return read(reading, thread_count);
}

const struct table *table_from_rows(struct arena *arena, const struct schema *schema,
                                    const struct text *header, size_t header_count,
                                    const struct text *cells, size_t row_count) {
    size_t *fields = ARENA_ARRAY(arena, size_t, header_count);
    match_columns(schema, header, header_count, true, fields);
    struct table_builder *builder = table_builder_new(arena, schema);
    table_builder_begin_file(builder, TEXT_NONE, fields, header_count);
    for (size_t row = 0; row < row_count; row++) {
        uint32_t file_row = (uint32_t)row + 2;
        table_builder_add(builder, cells + row * header_count, file_row, file_row);
    }
    return table_builder_finish(builder);
}
