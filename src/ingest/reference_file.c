/* Strict reading of reference files: UTF-8, one header, every record as long as
 * the header. What the values mean is for the callers. */
#include "reference_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "ingest/encoding.h"
#include "ingest/record.h"

enum { FIRST_ROWS = 64 };

bool reference_file_fault_at(struct reference_file *file, uint32_t line, size_t column,
                             struct text why) {
    struct place place = {.file = file->path,
                          .line = line,
                          .cell = TEXT_NONE,
                          .field = column == SIZE_MAX ? TEXT_NONE : file->columns[column],
                          .source = TEXT_NONE};
    DIAG_REPORT(file->diag, DF016, &place, why);
    file->is_faulty = true;
    return false;
}

bool reference_file_fault(struct reference_file *file, size_t column, struct text why) {
    return reference_file_fault_at(file, file->line, column, why);
}

bool reference_file_no_measure(struct reference_file *file, size_t column,
                               const struct catalogue *catalogue, struct text id) {
    struct place place = {.file = file->path,
                          .line = file->line,
                          .cell = TEXT_NONE,
                          .field = file->columns[column],
                          .source = TEXT_NONE};
    struct text *ids = ARENA_ARRAY(file->arena, struct text, catalogue->measure_count);
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        ids[i] = catalogue->measures[i]->id;
    }
    DIAG_REPORT(file->diag, DF014, &place, id);
    diag_did_you_mean(file->diag, id, ids, catalogue->measure_count);
    file->is_faulty = true;
    return false;
}

static bool read_bytes(struct reference_file *file) {
    if (!file_exists(file->path)) {
        return reference_file_fault(file, SIZE_MAX, TEXT("there is no such file"));
    }
    struct text bytes;
    if (!file_read(file->arena, file->diag, file->path, &bytes)) {
        return false;
    }
    file->utf8 = bytes;
    if (text_is_printed(bytes)) { /* nearly every file */
        return true;
    }
    bool is_utf8 = encoding_to_utf8(file->arena, bytes, &file->utf8) == ENCODING_UTF8;
    if (!is_utf8 || !utf8_is_valid(bytes, NULL)) { /* the second: U+FFFD would stand for a byte */
        return reference_file_fault(file, SIZE_MAX, TEXT("it is not UTF-8 text"));
    }
    return true;
}

static size_t find_column(const struct reference_file *file, struct text name) {
    for (size_t i = 0; i < file->file_column_count; i++) {
        if (text_equal(file->header[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool next_header(struct reference_file *file, struct record *header) {
    if (!record_next(file->reader, header)) {
        return reference_file_fault(file, SIZE_MAX, TEXT("it is empty"));
    }
    file->line = header->line;
    file->file_column_count = header->field_count;
    return !header->is_refused || reference_file_fault(file, SIZE_MAX, header->fault);
}

static bool read_header(struct reference_file *file) {
    struct record header;
    if (!next_header(file, &header)) {
        return false;
    }
    file->header = ARENA_ARRAY(file->arena, struct text, header.field_count);
    for (size_t i = 0; i < header.field_count; i++) {
        file->header[i] = text_copy(file->arena, text_trim(header.fields[i]));
    }
    for (size_t i = 0; i < file->column_count; i++) {
        file->positions[i] = find_column(file, file->columns[i]);
        if (file->positions[i] == SIZE_MAX) {
            reference_file_fault(
                file, SIZE_MAX,
                text_format(file->arena, "it has no column \"%.*s\"", TEXT_ARG(file->columns[i])));
        }
    }
    return !file->is_faulty;
}

static bool open_reader(struct reference_file *file) {
    if (!read_bytes(file)) {
        return false;
    }
    file->reader = record_reader_new(file->arena, file->utf8);
    return true;
}

static struct reference_file *new_file(struct arena *arena, struct diag *diag, struct text path) {
    struct reference_file *file = ARENA_NEW(arena, struct reference_file);
    *file = (struct reference_file){.arena = arena, .diag = diag, .path = path};
    return file;
}

struct reference_file *reference_file_open(struct arena *arena, struct diag *diag, struct text path,
                                           const struct text *columns, size_t column_count) {
    struct reference_file *file = new_file(arena, diag, path);
    file->column_count = column_count;
    for (size_t i = 0; i < column_count; i++) {
        file->columns[i] = columns[i];
    }
    return open_reader(file) && read_header(file) ? file : NULL;
}

static bool take_header(struct reference_file *file) {
    struct record header;
    if (!next_header(file, &header)) {
        return false;
    }
    if (header.field_count > REFERENCE_COLUMN_LIMIT) {
        return reference_file_fault(file, SIZE_MAX, TEXT("it has too many columns"));
    }
    file->column_count = header.field_count;
    for (size_t i = 0; i < header.field_count; i++) {
        file->columns[i] = text_copy(file->arena, text_trim(header.fields[i]));
        file->positions[i] = i;
    }
    return true;
}

struct reference_file *reference_file_open_all(struct arena *arena, struct diag *diag,
                                               struct text path) {
    struct reference_file *file = new_file(arena, diag, path);
    return open_reader(file) && take_header(file) ? file : NULL;
}

void reference_file_ask(struct reference_file *file, struct text column) {
    file->columns[file->column_count] = column;
    file->positions[file->column_count++] = find_column(file, column);
}

static bool check_record(struct reference_file *file, const struct record *record) {
    file->line = record->line;
    if (record->is_refused) {
        return reference_file_fault(file, SIZE_MAX, record->fault);
    }
    if (record->field_count != file->file_column_count) {
        return reference_file_fault(
            file, SIZE_MAX,
            text_format(file->arena, "the record has %zu values and the header %zu columns",
                        record->field_count, file->file_column_count));
    }
    return true;
}

bool reference_file_next(struct reference_file *file, struct text *values) {
    struct record record;
    while (record_next(file->reader, &record)) {
        if (check_record(file, &record)) {
            for (size_t i = 0; i < file->column_count; i++) {
                size_t at = file->positions[i];
                values[i] = at == SIZE_MAX ? TEXT_NONE
                                           : text_copy(file->arena, text_trim(record.fields[at]));
            }
            return true;
        }
    }
    return false;
}

bool reference_file_day(struct reference_file *file, size_t column, struct text value,
                        day_number *day) {
    *day = DAY_NONE;
    if (value.length == 0 || date_parse(value, DATE_ISO, day) == DATE_OK) {
        return true;
    }
    return reference_file_fault(
        file, column,
        text_format(file->arena, "\"%.*s\" is not a date such as 2014-03-31", TEXT_ARG(value)));
}

bool reference_file_filled(struct reference_file *file, const struct text *values, size_t count) {
    bool is_filled = true;
    for (size_t i = 0; i < count; i++) {
        if (values[i].length == 0) {
            is_filled = reference_file_fault(
                file, i, text_format(file->arena, "the %.*s is blank", TEXT_ARG(file->columns[i])));
        }
    }
    return is_filled;
}

/* ---- rows of one kind ---- */

static uint32_t line_of(const struct reference_kind *kind, const char *row) {
    uint32_t line;
    memcpy(&line, row + kind->line_offset, sizeof line);
    return line;
}

static void check_pair(struct reference_file *file, const struct reference_kind *kind,
                       const char *earlier, const char *row) {
    uint32_t first = line_of(kind, earlier), line = line_of(kind, row);
    bool is_twice = kind->compare(earlier, row) == 0;
    const char *why = is_twice                      ? kind->twice
                      : kind->contradiction != NULL ? kind->contradiction(earlier, row)
                                                    : NULL;
    if (why != NULL) {
        reference_file_fault_at(file, line > first ? line : first, kind->twice_column,
                                text_of(why));
    }
}

/* Most files stand in order as they are. */
static bool is_sorted(const struct reference_kind *kind, const char *rows, size_t count) {
    size_t i = 1;
    while (i < count &&
           kind->compare(rows + (i - 1) * kind->row_size, rows + i * kind->row_size) <= 0) {
        i++;
    }
    return i >= count;
}

void reference_file_sort(struct reference_file *file, const struct reference_kind *kind, void *rows,
                         size_t count) {
    char *bytes = rows;
    if (!is_sorted(kind, bytes, count)) {
        qsort(rows, count, kind->row_size, kind->compare);
    }
    for (size_t i = 1; i < count; i++) {
        check_pair(file, kind, bytes + (i - 1) * kind->row_size, bytes + i * kind->row_size);
    }
}

static struct reference_file *open_kind(struct arena *arena, struct diag *diag, struct text folder,
                                        const struct reference_kind *kind) {
    struct text columns[REFERENCE_COLUMN_LIMIT];
    for (size_t i = 0; i < kind->column_count; i++) {
        columns[i] = text_of(kind->columns[i]);
    }
    struct text path = file_join(arena, folder, text_of(kind->path));
    return reference_file_open(arena, diag, path, columns, kind->column_count);
}

void *reference_file_list(struct arena *arena, struct diag *diag, struct text definitions_folder,
                          const struct reference_kind *kind, size_t *count) {
    struct reference_file *file = open_kind(arena, diag, definitions_folder, kind);
    size_t capacity = 0;
    char *rows = arena_double(arena, NULL, &capacity, kind->row_size, FIRST_ROWS);
    struct text values[REFERENCE_COLUMN_LIMIT];
    *count = 0;
    while (file != NULL && reference_file_next(file, values)) {
        if (*count == capacity) {
            rows = arena_double(arena, rows, &capacity, kind->row_size, FIRST_ROWS);
        }
        *count += kind->parse(file, values, rows + *count * kind->row_size);
    }
    if (file == NULL) {
        return NULL;
    }
    reference_file_sort(file, kind, rows, *count);
    return file->is_faulty ? NULL : rows;
}
