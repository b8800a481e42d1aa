/* A return: read in one go, then its tables are finished as jobs. To the rest
 * of the program it is an extract whose files, one a table, have the same name. */
#include "extract_return.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/jobs.h"
#include "table_builder.h"
#include "xml_map.h"
#include "xml_return.h"

static bool ends_in(struct text name, const char *ending) {
    size_t length = text_of(ending).length;
    return name.length > length &&
           text_equal_ignoring_case(text_slice(name, name.length - length, name.length),
                                    text_of(ending));
}

struct text extract_return_file(struct arena *arena, struct text path) {
    if (!file_is_folder(path)) {
        return ends_in(path, ".xml") ? path : TEXT_NONE;
    }
    struct text *names, found = TEXT_NONE;
    size_t count;
    bool has_csv = false;
    if (!file_list(arena, diag_new(arena), path, &names, &count)) {
        return TEXT_NONE;
    }
    for (size_t i = 0; i < count; i++) {
        has_csv = has_csv || ends_in(names[i], ".csv") || ends_in(names[i], ".txt");
        if (ends_in(names[i], ".xml") && found.length == 0) {
            found = file_join(arena, path, names[i]);
        }
    }
    return has_csv ? TEXT_NONE : found;
}

/* Of several in one folder it cannot be told which is meant. */
static size_t count_returns(struct arena *arena, struct text folder) {
    struct text *names;
    size_t count, found = 0;
    if (!file_is_folder(folder) || !file_list(arena, diag_new(arena), folder, &names, &count)) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        found += ends_in(names[i], ".xml");
    }
    return found;
}

/* One table's last work: its distinct values are decoded. */
struct finishing {
    struct xml_table *source;
    const struct table *table;
};

static void finish_job(void *context) {
    struct finishing *finishing = context;
    finishing->table = table_builder_finish(finishing->source->builder);
}

static struct finishing **finish(struct arena *arena, struct xml_map *map, unsigned thread_count) {
    struct finishing **jobs = ARENA_ARRAY(arena, struct finishing *, map->table_count);
    for (size_t i = 0; i < map->table_count; i++) {
        jobs[i] = ARENA_NEW(arena, struct finishing);
        jobs[i]->source = &map->tables[i];
    }
    jobs_run(thread_count, finish_job, (void **)jobs, map->table_count);
    return jobs;
}

static const struct extract *make_extract(struct arena *arena, const struct catalogue *catalogue,
                                          struct finishing *const *done, struct text path,
                                          enum encoding encoding) {
    size_t count = catalogue->schema_count;
    const struct table **tables = ARENA_ARRAY(arena, const struct table *, count);
    bool *is_supplied = ARENA_ARRAY(arena, bool, count);
    struct extract_file *files = ARENA_ARRAY(arena, struct extract_file, count);
    for (size_t i = 0; i < count; i++) {
        tables[i] = done[i]->table;
        is_supplied[i] = true;
        files[i] = (struct extract_file){.path = path,
                                         .name = text_repaired(arena, file_name(path)),
                                         .sha256 = TEXT_NONE,
                                         .encoding = encoding,
                                         .table = i,
                                         .records_read = tables[i]->row_count,
                                         .records_kept = tables[i]->row_count};
    }
    struct extract *extract = ARENA_NEW(arena, struct extract);
    *extract = (struct extract){.dataset = {tables, is_supplied, count},
                                .schemas = catalogue->schemas,
                                .files = files,
                                .file_count = count};
    return extract;
}

const struct extract *extract_read_return(struct arena *arena, struct diag *diag,
                                          const struct catalogue *catalogue, struct text given,
                                          unsigned thread_count) {
    struct text path = extract_return_file(arena, given);
    size_t return_count = count_returns(arena, given);
    if (return_count > 1) {
        DIAG_REPORT(diag, IN024, NULL, given, text_format(arena, "%zu", return_count));
        return NULL;
    }
    struct xml_map *map = xml_map_new(arena, catalogue);
    enum encoding encoding;
    if (map == NULL) {
        DIAG_REPORT(diag, IN023, NULL, path);
        return NULL;
    }
    if (!xml_return_read(arena, diag, map, path, &encoding)) {
        return NULL;
    }
    return make_extract(arena, catalogue, finish(arena, map, thread_count), path, encoding);
}
