/* Splitting without a parser. What may end a field is searched for in blocks of
 * 64 bytes, which gives a bit for each. libcsv's habits are kept: spaces and tabs
 * round a field fall away, those inside quotes stay, a bare CR ends a line. A
 * field past the limit is left to libcsv, which refuses it. */
#include "simple_line.h"

#include <string.h>

#include "ingest/record.h"

enum { FIRST_FIELDS = 32 };

struct line_fields *line_fields_new(struct arena *arena, char delimiter) {
    struct line_fields *fields = ARENA_NEW(arena, struct line_fields);
    fields->arena = arena;
    fields->stops.delimiter = delimiter;
    fields->copies = arena_new_within(arena);
    fields->no_copies = arena_mark(fields->copies);
    return fields;
}

void line_fields_clear(struct line_fields *fields) {
    fields->count = 0;
    if (fields->has_copies) {
        arena_release(fields->copies, fields->no_copies);
        fields->has_copies = false;
    }
}

void line_fields_add(struct line_fields *fields, struct text field) {
    ARENA_MAKE_ROOM(fields->arena, fields->items, fields->count, fields->capacity, FIRST_FIELDS);
    fields->items[fields->count++] = field;
}

void line_fields_add_copy(struct line_fields *fields, struct text field) {
    fields->has_copies = true;
    line_fields_add(fields, field.length == 0 ? TEXT_NONE : text_copy(fields->copies, field));
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

/* Takes the unquoted field from `at`; the position of what ended it. */
static size_t take_plain(struct line_fields *fields, struct text bytes, size_t at) {
    size_t stop = stops_next(&fields->stops, bytes);
    size_t end = stop;
    while (end > at && is_space(bytes.bytes[end - 1], fields->stops.delimiter)) {
        end--;
    }
    line_fields_add(fields, (struct text){bytes.bytes + at, end - at});
    return stop;
}

/* The field with one quote for each two. */
static void add_undoubled(struct line_fields *fields, struct text field) {
    char *bytes = arena_alloc(fields->copies, field.length);
    size_t length = 0;
    for (size_t at = 0; at < field.length; at++) {
        bytes[length++] = field.bytes[at];
        at += field.bytes[at] == '"';
    }
    fields->has_copies = true;
    line_fields_add(fields, (struct text){bytes, length});
}

/* The quote that closes a field, whose opening one was taken; SIZE_MAX: not in this line. */
static size_t closing_quote(struct line_fields *fields, struct text bytes, bool *has_doubled) {
    *has_doubled = false;
    for (;;) {
        size_t stop = stops_next(&fields->stops, bytes);
        if (stop == bytes.length || stops_is_newline(bytes.bytes[stop])) {
            return SIZE_MAX;
        }
        if (bytes.bytes[stop] != '"') {
            continue;
        }
        if (stop + 1 == bytes.length || bytes.bytes[stop + 1] != '"') {
            return stop;
        }
        *has_doubled = true;
        stops_next(&fields->stops, bytes);
    }
}

/* Takes the quoted field whose quote stands at `at`; the position of what ended it, or SIZE_MAX if
 * it is not a simple one. */
static size_t take_quoted(struct line_fields *fields, struct text bytes, size_t at) {
    bool has_doubled;
    stops_next(&fields->stops, bytes);
    size_t end = closing_quote(fields, bytes, &has_doubled);
    if (end == SIZE_MAX) {
        return SIZE_MAX;
    }
    struct text field = text_slice(bytes, at + 1, end);
    if (has_doubled) {
        add_undoubled(fields, field);
    } else {
        line_fields_add(fields, field);
    }
    size_t stop = stops_next(&fields->stops, bytes);
    return stop == skip_spaces(bytes, end + 1, fields->stops.delimiter) ? stop : SIZE_MAX;
}

/* The number of bytes is at least that of any field on the way. */
static bool is_within_limit(size_t from, size_t to) {
    return to - from < RECORD_FIELD_LIMIT;
}

static size_t take_field(struct line_fields *fields, struct text bytes, size_t at) {
    size_t start = skip_spaces(bytes, at, fields->stops.delimiter);
    bool is_quoted = start < bytes.length && bytes.bytes[start] == '"';
    size_t stop = is_quoted ? take_quoted(fields, bytes, start) : take_plain(fields, bytes, start);
    return stop != SIZE_MAX && is_within_limit(at, stop) ? stop : SIZE_MAX;
}

size_t simple_line_split(struct line_fields *fields, struct text bytes, size_t from) {
    line_fields_clear(fields);
    stops_go_on(&fields->stops, bytes, from);
    for (size_t at = from;;) {
        size_t stop = take_field(fields, bytes, at);
        if (stop == bytes.length || (stop != SIZE_MAX && stops_is_newline(bytes.bytes[stop]))) {
            return after_newline(bytes, stop);
        }
        if (stop == SIZE_MAX || bytes.bytes[stop] != fields->stops.delimiter) {
            fields->stops.is_searched = false; /* the line may be gone through again */
            return 0;
        }
        at = stop + 1;
    }
}

size_t simple_line_end(struct text bytes, size_t from) {
    size_t at = from;
    while (at < bytes.length && !stops_is_newline(bytes.bytes[at])) {
        at++;
    }
    return after_newline(bytes, at);
}

size_t simple_line_skip_blank(struct text bytes, size_t from, char delimiter) {
    size_t at = skip_spaces(bytes, from, delimiter);
    return at == bytes.length || stops_is_newline(bytes.bytes[at]) ? after_newline(bytes, at)
                                                                   : from;
}
