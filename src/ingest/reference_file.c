/* Strict reading of reference files: UTF-8, one header, every record as long as
 * the header. What the values mean is for the callers. */
#include "reference_file.h"

#include "base/arena.h"
#include "base/file.h"
#include "ingest/encoding.h"
#include "ingest/record.h"

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

static bool read_bytes(struct reference_file *file, struct text *utf8) {
    if (!file_exists(file->path)) {
        return reference_file_fault(file, SIZE_MAX, TEXT("there is no such file"));
    }
    struct text bytes;
    if (!file_read(file->arena, file->diag, file->path, &bytes)) {
        return false;
    }
    bool is_utf8 = encoding_to_utf8(file->arena, bytes, utf8) == ENCODING_UTF8;
    if (!is_utf8 || !utf8_is_valid(bytes, NULL)) { /* the second: U+FFFD would stand for a byte */
        return reference_file_fault(file, SIZE_MAX, TEXT("it is not UTF-8 text"));
    }
    return true;
}

static size_t find_column(const struct record *header, struct text name) {
    for (size_t i = 0; i < header->field_count; i++) {
        if (text_equal(text_trim(header->fields[i]), name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool read_header(struct reference_file *file) {
    struct record header;
    if (!record_next(file->reader, &header)) {
        return reference_file_fault(file, SIZE_MAX, TEXT("it is empty"));
    }
    file->line = header.line;
    if (header.is_refused) {
        return reference_file_fault(file, SIZE_MAX, header.fault);
    }
    file->file_column_count = header.field_count;
    for (size_t i = 0; i < file->column_count; i++) {
        file->positions[i] = find_column(&header, file->columns[i]);
        if (file->positions[i] == SIZE_MAX) {
            reference_file_fault(
                file, SIZE_MAX,
                text_format(file->arena, "it has no column \"%.*s\"", TEXT_ARG(file->columns[i])));
        }
    }
    return !file->is_faulty;
}

struct reference_file *reference_file_open(struct arena *arena, struct diag *diag, struct text path,
                                           const struct text *columns, size_t column_count) {
    struct reference_file *file = ARENA_NEW(arena, struct reference_file);
    file->arena = arena;
    file->diag = diag;
    file->path = path;
    file->column_count = column_count;
    for (size_t i = 0; i < column_count; i++) {
        file->columns[i] = columns[i];
    }
    struct text utf8;
    if (!read_bytes(file, &utf8)) {
        return NULL;
    }
    file->reader = record_reader_new(arena, utf8);
    return read_header(file) ? file : NULL;
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
                values[i] = text_copy(file->arena, text_trim(record.fields[file->positions[i]]));
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
