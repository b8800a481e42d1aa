/* The summary for a terminal of 80 columns and 24 lines: the files with their
 * counts, then the kinds of finding with theirs, errors and the most frequent
 * first. What does not fit is summed in a line, and no name breaks a column. */
#include "base/arena.h"
#include "base/decimal.h"
#include "validate/finding.h"
#include "validate/finding_counts.h"

enum {
    SCREEN_LINES = 23, /* the prompt has the last */
    SCREEN_WIDTH = 80,
    FILE_LINES_LEAST = 6,
    FILE_WIDTH = 24,
    TABLE_WIDTH = 25,
    COUNT_WIDTH = 9,
    REFUSED_WIDTH = 7,
    RULE_WIDTH = 30,
    COLUMN_WIDTH = 31
};

static struct text grouped(struct arena *arena, size_t count) {
    return decimal_words(arena, (struct decimal){(int64_t)count, 0});
}

/* A text in so many columns: padded, or cut with an ellipsis. */
static void add_fitted(struct buffer *out, struct text words, size_t width) {
    struct buffer visible = buffer_new(out->arena);
    buffer_add_visible(&visible, words);
    struct text text = buffer_text(&visible);
    size_t length = utf8_count(text), shown = 0;
    uint32_t code_point;
    while (shown < width && utf8_next(&text, &code_point)) {
        bool is_cut = length > width && shown + 1 == width;
        buffer_add_code_point(out, is_cut ? 0x2026 : code_point);
        shown++;
    }
    for (; shown < width; shown++) {
        buffer_add_byte(out, ' ');
    }
}

static void add_number(struct buffer *out, size_t count, int width) {
    struct text number = grouped(out->arena, count);
    buffer_format(out, " %*.*s", width, TEXT_ARG(number));
}

/* Ends a line that may have grown past the screen. */
static void add_line(struct buffer *out, struct text line) {
    size_t length = utf8_count(line);
    add_fitted(out, line, length < SCREEN_WIDTH ? length : SCREEN_WIDTH);
    buffer_add_byte(out, '\n');
}

/* ---- files ---- */

static void add_counts(struct buffer *out, size_t read, size_t kept, size_t refused) {
    add_number(out, read, COUNT_WIDTH);
    add_number(out, kept, COUNT_WIDTH);
    add_number(out, refused, REFUSED_WIDTH);
    buffer_add_byte(out, '\n');
}

static void add_file(struct buffer *out, const struct extract *extract,
                     const struct extract_file *file) {
    buffer_add_c(out, "  ");
    add_fitted(out, file->name, FILE_WIDTH);
    if (file->table == SIZE_MAX) {
        buffer_add_c(out, " matches no table: not read\n");
        return;
    }
    buffer_add_byte(out, ' ');
    add_fitted(out, extract->schemas[file->table]->name, TABLE_WIDTH);
    add_counts(out, file->records_read, file->records_kept, file->refused_count);
}

static bool is_unmatched(const struct extract_file *file) {
    return file->table == SIZE_MAX;
}

/* Files that were not read, or that lost records, are the last to be cut. */
static bool is_pressing(const struct extract_file *file) {
    return is_unmatched(file) || file->refused_count > 0;
}

static size_t count_files(const struct extract *extract,
                          bool (*holds)(const struct extract_file *)) {
    size_t count = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        count += holds(&extract->files[i]);
    }
    return count;
}

static void add_other_files(struct buffer *out, const struct extract *extract,
                            const bool *is_shown) {
    size_t count = 0, read = 0, kept = 0, refused = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        if (!is_shown[i]) {
            count++;
            read += extract->files[i].records_read;
            kept += extract->files[i].records_kept;
            refused += extract->files[i].refused_count;
        }
    }
    if (count > 0) {
        struct text words = text_format(out->arena, "  ... and %zu more", count);
        struct buffer counts = buffer_new(out->arena);
        add_counts(&counts, read, kept, refused); /* sums may be wider than their columns */
        add_fitted(out, words, SCREEN_WIDTH + 1 - counts.length);
        buffer_add(out, buffer_text(&counts));
    }
}

/* In their order, so many lines of them and one for the others. */
static void add_files(struct buffer *out, const struct extract *extract, size_t room) {
    bool *is_shown = ARENA_ARRAY(out->arena, bool, extract->file_count);
    room -= room < extract->file_count; /* the line of the others */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < extract->file_count && room > 0; i++) {
            if (!is_shown[i] && (pass == 1 || is_pressing(&extract->files[i]))) {
                is_shown[i] = true;
                room--;
            }
        }
    }
    for (size_t i = 0; i < extract->file_count; i++) {
        if (is_shown[i]) {
            add_file(out, extract, &extract->files[i]);
        }
    }
    add_other_files(out, extract, is_shown);
}

/* A return in XML has an account for each of its tables. */
static size_t distinct_files(const struct extract *extract) {
    size_t count = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        count += i == 0 || !text_equal(extract->files[i].path, extract->files[i - 1].path);
    }
    return count;
}

static void add_heading(struct buffer *out, const struct extract *extract) {
    size_t unmatched = count_files(extract, is_unmatched);
    size_t count = distinct_files(extract);
    struct text words = text_format(out->arena, "%zu file%s", count, count == 1 ? "" : "s");
    if (unmatched > 0) {
        words = text_format(out->arena, "%.*s, %zu of them not read", TEXT_ARG(words), unmatched);
    }
    add_fitted(out, words, 2 + FILE_WIDTH + 1 + TABLE_WIDTH);
    buffer_format(out, " %*s %*s %*s\n", COUNT_WIDTH, "read", COUNT_WIDTH, "kept", REFUSED_WIDTH,
                  "refused");
}

/* Tables that no file holds: a measure that needs one has no figure. */
static struct text absent_tables(struct arena *arena, const struct extract *extract) {
    struct buffer words = buffer_new(arena);
    for (size_t i = 0; i < extract->dataset.table_count; i++) {
        if (!extract->dataset.is_supplied[i]) {
            buffer_add_c(&words, words.length == 0 ? "  not supplied: " : ", ");
            buffer_add(&words, extract->schemas[i]->name);
        }
    }
    return buffer_text(&words);
}

/* ---- findings ---- */

static void add_kind(struct buffer *out, const struct finding_count *kind) {
    const struct finding *first = kind->first;
    add_number(out, kind->error + kind->query, COUNT_WIDTH + 1);
    buffer_format(out, " %s ", finding_severity_word(first->severity));
    add_fitted(out, first->rule, RULE_WIDTH);
    buffer_add_byte(out, ' ');
    struct text place = first->column.length > 0 ? first->column : first->table;
    add_fitted(out, place, utf8_count(place) < COLUMN_WIDTH ? utf8_count(place) : COLUMN_WIDTH);
    buffer_add_byte(out, '\n');
}

static void add_kinds(struct buffer *out, const struct finding_counts *kinds, size_t room) {
    size_t shown = kinds->count <= room ? kinds->count : room - 1, others = 0;
    for (size_t i = 0; i < kinds->count; i++) {
        if (i < shown) {
            add_kind(out, &kinds->items[i]);
        } else {
            others += kinds->items[i].error + kinds->items[i].query;
        }
    }
    if (shown < kinds->count) {
        add_number(out, others, COUNT_WIDTH + 1);
        buffer_format(out, " of %zu kinds more: see findings.csv, written with --out DIR\n",
                      kinds->count - shown);
    }
}

static struct text totals(struct arena *arena, const struct findings *findings) {
    struct text all = grouped(arena, findings->error_count + findings->query_count);
    struct text errors = grouped(arena, findings->error_count);
    struct text queries = grouped(arena, findings->query_count);
    struct text waived = grouped(arena, findings->waived_count);
    return text_format(arena, "%.*s findings: %.*s errors, %.*s queries%s%.*s%s", TEXT_ARG(all),
                       TEXT_ARG(errors), TEXT_ARG(queries),
                       findings->waived_count > 0 ? "; and " : "",
                       findings->waived_count > 0 ? (int)waived.length : 0, waived.bytes,
                       findings->waived_count > 0 ? " waived" : "");
}

static struct text comparison(struct arena *arena, const struct findings *findings) {
    struct text new = grouped(arena, findings->new_count);
    struct text open = grouped(arena, findings->open_count);
    struct text mended = grouped(arena, findings->mended_count);
    struct text others = grouped(arena, findings->not_looked_at_count);
    return text_format(arena,
                       "  since the earlier check: %.*s new, %.*s still open, %.*s mended%s%.*s%s",
                       TEXT_ARG(new), TEXT_ARG(open), TEXT_ARG(mended),
                       findings->not_looked_at_count > 0 ? ", " : "",
                       findings->not_looked_at_count > 0 ? (int)others.length : 0, others.bytes,
                       findings->not_looked_at_count > 0 ? " not checked" : "");
}

void findings_write_summary(struct buffer *out, const struct extract *extract,
                            const struct findings *findings) {
    struct finding_counts kinds = finding_counts_of(out->arena, findings, BY_COLUMN);
    struct text absent = absent_tables(out->arena, extract);
    size_t lines = (size_t)SCREEN_LINES - 2 - (absent.length > 0) - findings->is_compared;
    size_t files = extract->file_count;
    if (files + kinds.count > lines) {
        size_t beside_kinds = kinds.count < lines ? lines - kinds.count : 0;
        size_t least = beside_kinds > FILE_LINES_LEAST ? beside_kinds : FILE_LINES_LEAST;
        files = files < least ? files : least;
    }
    add_heading(out, extract);
    add_files(out, extract, files);
    if (absent.length > 0) {
        add_line(out, absent);
    }
    add_line(out, totals(out->arena, findings));
    if (findings->is_compared) {
        add_line(out, comparison(out->arena, findings));
    }
    add_kinds(out, &kinds, lines - files);
}
