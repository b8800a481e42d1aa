/* The summary for a terminal: each file with its counts, then each kind of
 * finding with its, the most frequent first. Long lists are cut, and say so. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "table/dictionary.h"
#include "validate/finding.h"

enum { FILE_LINES = 20, KIND_LINES = 16, NAME_WIDTH = 34 };

static struct text grouped(struct arena *arena, size_t count) {
    return decimal_words(arena, (struct decimal){(int64_t)count, 0});
}

static void add_padded(struct buffer *out, struct text text, size_t width) {
    buffer_add(out, text);
    for (size_t i = text.length; i < width; i++) {
        buffer_add_byte(out, ' ');
    }
}

static void add_file(struct buffer *out, const struct extract *extract,
                     const struct extract_file *file) {
    struct arena *arena = out->arena;
    struct text read = grouped(arena, file->records_read);
    struct text kept = grouped(arena, file->records_kept);
    struct text refused = grouped(arena, file->refused_count);
    buffer_add_c(out, "  ");
    add_padded(out, file->name, NAME_WIDTH);
    if (file->table == SIZE_MAX) {
        buffer_add_c(out, " matches no table: not read\n");
        return;
    }
    struct text table = extract->schemas[file->table]->name;
    buffer_add_byte(out, ' ');
    add_padded(out, table, NAME_WIDTH - 8);
    buffer_format(out, " %9.*s read %9.*s kept %6.*s refused", TEXT_ARG(read), TEXT_ARG(kept),
                  TEXT_ARG(refused));
    if (file->encoding != ENCODING_UTF8) {
        buffer_format(out, "  (%s)", encoding_name(file->encoding));
    }
    buffer_add_byte(out, '\n');
}

static size_t unmatched_count(const struct extract *extract) {
    size_t count = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        count += extract->files[i].table == SIZE_MAX;
    }
    return count;
}

/* A return in XML has an account for each of its tables. */
static size_t distinct_files(const struct extract *extract) {
    size_t count = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        count += i == 0 || !text_equal(extract->files[i].path, extract->files[i - 1].path);
    }
    return count;
}

/* Files that were not read are never among those cut. */
static void add_files(struct buffer *out, const struct extract *extract) {
    size_t unmatched = unmatched_count(extract);
    size_t room = unmatched < FILE_LINES ? FILE_LINES - unmatched : 0, cut = 0;
    size_t file_count = distinct_files(extract);
    buffer_format(out, "%zu file%s", file_count, file_count == 1 ? "" : "s");
    if (unmatched > 0) {
        buffer_format(out, ", %zu of them not read", unmatched);
    }
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < extract->file_count; i++) {
        bool is_unmatched = extract->files[i].table == SIZE_MAX;
        if (is_unmatched || room > 0) {
            add_file(out, extract, &extract->files[i]);
            room -= !is_unmatched;
        } else {
            cut++;
        }
    }
    if (cut > 0) {
        buffer_format(out, "  ... and %zu files more\n", cut);
    }
}

/* Tables that no file holds: a measure that needs one has no figure. */
static void add_absent_tables(struct buffer *out, const struct extract *extract) {
    const char *before = "  not supplied: ";
    for (size_t i = 0; i < extract->dataset.table_count; i++) {
        if (!extract->dataset.is_supplied[i]) {
            buffer_format(out, "%s%.*s", before, TEXT_ARG(extract->schemas[i]->name));
            before = ", ";
        }
    }
    buffer_add_c(out, before[0] == ',' ? "\n" : "");
}

/* Findings of one severity, rule, table and column. */
struct kind {
    const struct finding *first;
    size_t count;
};

static int compare_kinds(const void *left, const void *right) {
    const struct kind *a = left, *b = right;
    if (a->first->severity != b->first->severity) {
        return a->first->severity == FINDING_ERROR ? -1 : 1;
    }
    if (a->count != b->count) {
        return a->count > b->count ? -1 : 1;
    }
    return a->first < b->first ? -1 : a->first > b->first;
}

static struct kind *count_kinds(struct arena *arena, const struct findings *findings,
                                size_t *count) {
    struct dictionary *names = dictionary_new(arena);
    struct kind *kinds = NULL;
    size_t capacity = 0;
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        struct arena_mark mark = arena_mark(scratch);
        uint32_t code =
            dictionary_intern(names, text_format(scratch, "%d/%.*s/%.*s/%.*s", finding->severity,
                                                 TEXT_ARG(finding->rule), TEXT_ARG(finding->table),
                                                 TEXT_ARG(finding->column)));
        arena_release(scratch, mark);
        if (code > capacity) {
            size_t size = capacity * sizeof *kinds;
            capacity = capacity == 0 ? 64 : capacity * 2;
            kinds = arena_resize(arena, kinds, size, capacity * sizeof *kinds);
        }
        struct kind *kind = &kinds[code - 1];
        kind->first = kind->count++ == 0 ? finding : kind->first;
    }
    arena_free(scratch);
    *count = dictionary_count(names) - 1;
    return kinds;
}

static void add_kind(struct buffer *out, const struct kind *kind) {
    const struct finding *first = kind->first;
    struct text count = grouped(out->arena, kind->count);
    buffer_format(out, "  %9.*s %s  ", TEXT_ARG(count),
                  first->severity == FINDING_ERROR ? "error" : "query");
    add_padded(out, first->rule, 16);
    buffer_format(out, " %.*s%s%.*s\n", TEXT_ARG(first->table), first->column.length > 0 ? "." : "",
                  TEXT_ARG(first->column));
}

static void add_kinds(struct buffer *out, const struct findings *findings) {
    size_t count;
    struct kind *kinds = count_kinds(out->arena, findings, &count);
    if (count > 0) {
        qsort(kinds, count, sizeof *kinds, compare_kinds);
    }
    for (size_t i = 0; i < count && i < KIND_LINES; i++) {
        add_kind(out, &kinds[i]);
    }
    if (count > KIND_LINES) {
        buffer_format(
            out, "  ... and %zu kinds more; findings.csv, written with --out, lists them all\n",
            count - KIND_LINES);
    }
}

void findings_write_summary(struct buffer *out, const struct extract *extract,
                            const struct findings *findings) {
    struct arena *arena = out->arena;
    struct text all = grouped(arena, findings->count);
    struct text errors = grouped(arena, findings->error_count);
    struct text queries = grouped(arena, findings->query_count);
    add_files(out, extract);
    add_absent_tables(out, extract);
    buffer_format(out, "%.*s findings: %.*s errors, %.*s queries\n", TEXT_ARG(all),
                  TEXT_ARG(errors), TEXT_ARG(queries));
    add_kinds(out, findings);
}
