/* Splitting without a parser. libcsv's habits are kept: spaces and tabs round
 * a field fall away, those inside quotes stay, a bare CR ends a line. A field
 * past the limit is left to libcsv, which refuses it. */
#include "simple_line.h"

#include <string.h>

#include "base/arena.h"
#include "ingest/record.h"

enum { FIRST_FIELDS = 32 };

struct line_fields *line_fields_new(struct arena *arena, char delimiter) {
    struct line_fields *fields = ARENA_NEW(arena, struct line_fields);
    fields->arena = arena;
    fields->delimiter = delimiter;
    static const unsigned char common[] = {'"', '\r', '\n'};
    for (size_t i = 0; i < sizeof common; i++) {
        fields->stops[common[i]] = true;
    }
    fields->stops[(unsigned char)delimiter] = true;
    return fields;
}

static void grow(struct line_fields *fields) {
    size_t capacity = fields->capacity == 0 ? FIRST_FIELDS : fields->capacity * 2;
    fields->items =
        arena_resize(fields->arena, fields->items, fields->capacity * sizeof *fields->items,
                     capacity * sizeof *fields->items);
    fields->capacity = capacity;
}

void line_fields_add(struct line_fields *fields, struct text field) {
    if (fields->count == fields->capacity) {
        grow(fields);
    }
    fields->items[fields->count++] = field;
}

static bool is_newline(char byte) {
    return byte == '\n' || byte == '\r';
}

static bool is_space(char byte, char delimiter) {
    return (byte == ' ' || byte == '\t') && byte != delimiter;
}

static size_t skip_spaces(struct text bytes, size_t at, char delimiter) {
    while (at < bytes.length && is_space(bytes.bytes[at], delimiter)) {
        at++;
    }
    return at;
}

static size_t after_newline(struct text bytes, size_t at) {
    if (at >= bytes.length) {
        return bytes.length;
    }
    bool is_pair = bytes.bytes[at] == '\r' && at + 1 < bytes.length && bytes.bytes[at + 1] == '\n';
    return at + (is_pair ? 2 : 1);
}

static size_t find_stop(const struct line_fields *fields, struct text bytes, size_t at) {
    while (at < bytes.length && !fields->stops[(unsigned char)bytes.bytes[at]]) {
        at++;
    }
    return at;
}

/* Takes the unquoted field from `at`; the position of what ended it. */
static size_t take_plain(struct line_fields *fields, struct text bytes, size_t at) {
    size_t stop = find_stop(fields, bytes, at);
    size_t end = stop;
    while (end > at && is_space(bytes.bytes[end - 1], fields->delimiter)) {
        end--;
    }
    line_fields_add(fields, (struct text){bytes.bytes + at, end - at});
    return stop;
}

/* Takes the quoted field whose quote stands at `at`; the position of what follows it, which is a
 * quote or other text where the field is not a simple one. */
static size_t take_quoted(struct line_fields *fields, struct text bytes, size_t at) {
    size_t start = at + 1;
    size_t end = start;
    while (end < bytes.length && bytes.bytes[end] != '"' && !is_newline(bytes.bytes[end])) {
        end++;
    }
    if (end == bytes.length || bytes.bytes[end] != '"') {
        return at;
    }
    line_fields_add(fields, (struct text){bytes.bytes + start, end - start});
    return skip_spaces(bytes, end + 1, fields->delimiter);
}

/* The number of bytes is at least that of any field on the way. */
static bool is_within_limit(size_t from, size_t to) {
    return to - from < RECORD_FIELD_LIMIT;
}

size_t simple_line_split(struct line_fields *fields, struct text bytes, size_t from) {
    fields->count = 0;
    for (size_t at = from;;) {
        size_t start = skip_spaces(bytes, at, fields->delimiter);
        bool is_quoted = start < bytes.length && bytes.bytes[start] == '"';
        size_t stop =
            is_quoted ? take_quoted(fields, bytes, start) : take_plain(fields, bytes, start);
        if (!is_within_limit(at, stop)) {
            return 0;
        }
        if (stop == bytes.length || is_newline(bytes.bytes[stop])) {
            return after_newline(bytes, stop);
        }
        if (bytes.bytes[stop] != fields->delimiter) {
            return 0;
        }
        at = stop + 1;
    }
}

size_t simple_line_end(struct text bytes, size_t from) {
    size_t at = from;
    while (at < bytes.length && !is_newline(bytes.bytes[at])) {
        at++;
    }
    return after_newline(bytes, at);
}

size_t simple_line_skip_blank(struct text bytes, size_t from, char delimiter) {
    size_t at = skip_spaces(bytes, from, delimiter);
    return at == bytes.length || is_newline(bytes.bytes[at]) ? after_newline(bytes, at) : from;
}
