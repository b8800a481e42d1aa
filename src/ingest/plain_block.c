/* Scanning plain records: no quotes, or quotes round whole fields, doubled where
 * they are meant. Whatever is in any way doubtful ends the block, and record_next
 * has it: a line that begins with a space or a blank field, or is the last without a newline;
 * spaces between a quote and what separates; another number of fields. */
#include "plain_block.h"

#include "base/arena.h"

enum { COPIES = 16 * 1024 };

struct record_block *record_block_new(struct arena *arena, size_t column_count) {
    struct record_block *block = ARENA_NEW(arena, struct record_block);
    block->copies = arena_new_within(arena);
    block->fields = ARENA_ARRAY(arena, struct text, column_count * RECORD_BLOCK);
    block->column_count = column_count;
    return block;
}

/* Records on their way into the block. The search is a copy, for the compiler to keep at hand. */
struct taking {
    struct stops stops;
    struct text bytes;
    struct record_block *block;
};

/* text_trim, asked only where the first or last byte could be space or part of U+00A0. */
static inline struct text trimmed(struct text field) {
    if (field.length == 0) {
        return field;
    }
    unsigned char first = (unsigned char)field.bytes[0];
    unsigned char last = (unsigned char)field.bytes[field.length - 1];
    return first > ' ' && last > ' ' && first != 0xC2 && last != 0xA0 ? field : text_trim(field);
}

/* The unquoted field from `at`; the position of what ended it, or the end of the text where that is
 * no separator. */
__attribute__((always_inline)) static inline size_t take_bare(struct taking *taking, size_t at,
                                                              struct text *field) {
    const char *bytes = taking->bytes.bytes;
    size_t stop = stops_next(&taking->stops, taking->bytes);
    if (stop == taking->bytes.length || bytes[stop] == '"') {
        return taking->bytes.length;
    }
    *field = trimmed((struct text){bytes + at, stop - at});
    return stop;
}

/* Room for a copy of `length` bytes, which is not cleared. */
static char *room_for(struct record_block *block, size_t length) {
    if (block->room < length) {
        block->room = length < COPIES ? COPIES : length;
        block->next_copy = arena_alloc(block->copies, block->room);
    }
    char *bytes = block->next_copy;
    block->next_copy += length;
    block->room -= length;
    return bytes;
}

/* A copy of the field with one quote for each two. */
static struct text undoubled(struct record_block *block, struct text field) {
    char *bytes = room_for(block, field.length), *end = bytes;
    for (size_t at = 0; at < field.length; at++) {
        *end++ = field.bytes[at];
        at += field.bytes[at] == '"';
    }
    return (struct text){bytes, (size_t)(end - bytes)};
}

/* The same for the field whose quote stands at `at`. */
__attribute__((always_inline)) static inline size_t take_quoted(struct taking *taking, size_t at,
                                                                struct text *field) {
    struct text bytes = taking->bytes;
    bool has_doubled = false;
    size_t stop = stops_next(&taking->stops, bytes); /* the opening quote */
    for (;;) {
        stop = stops_next(&taking->stops, bytes);
        if (stop + 1 >= bytes.length || stops_is_newline(bytes.bytes[stop])) {
            return bytes.length;
        }
        if (bytes.bytes[stop] != '"') {
            continue;
        }
        if (bytes.bytes[stop + 1] != '"') {
            break;
        }
        has_doubled = true;
        stops_next(&taking->stops, bytes);
    }
    *field = (struct text){bytes.bytes + at + 1, stop - at - 1};
    if (has_doubled) {
        *field = undoubled(taking->block, *field);
    }
    *field = trimmed(*field);
    return stops_next(&taking->stops, bytes) == stop + 1 ? stop + 1 : bytes.length;
}

static inline size_t after_newline(struct text bytes, size_t stop) {
    bool is_pair =
        bytes.bytes[stop] == '\r' && stop + 1 < bytes.length && bytes.bytes[stop + 1] == '\n';
    return stop + (is_pair ? 2 : 1);
}

/* Blank, or perhaps so: below space are control characters, and 0xC2 may begin U+00A0. */
static inline bool may_be_blank(struct text field) {
    unsigned char first = field.length == 0 ? 0 : (unsigned char)field.bytes[0];
    return first <= ' ' || first == 0xC2;
}

/* Takes the record that begins at `from`; the position after it, or `from` if it is no plain one.
 */
__attribute__((always_inline)) static inline size_t take_record(struct taking *taking,
                                                                size_t from) {
    struct text bytes = taking->bytes;
    struct text *field = taking->block->fields + taking->block->count;
    size_t column_count = taking->block->column_count;
    size_t at = from;
    for (size_t column = 0; column < column_count; column++, field += RECORD_BLOCK) {
        if (at == bytes.length) {
            return from;
        }
        size_t stop =
            bytes.bytes[at] == '"' ? take_quoted(taking, at, field) : take_bare(taking, at, field);
        /* After a CR that is the last byte there may be an LF to come. */
        if (stop + 1 >= bytes.length || stop - from >= RECORD_FIELD_LIMIT) {
            return from;
        }
        if (stops_is_newline(bytes.bytes[stop])) {
            return column + 1 == column_count ? after_newline(bytes, stop) : from;
        }
        at = stop + 1;
    }
    return from;
}

static bool begins_plainly(struct text bytes, size_t at) {
    unsigned char first = at < bytes.length ? (unsigned char)bytes.bytes[at] : 0;
    return first > ' ' && first != 0xC2;
}

size_t plain_block_read(struct stops *stops, struct text bytes, size_t at, size_t limit,
                        struct record_block *block) {
    struct taking taking = {*stops, bytes, block};
    arena_release(block->copies, (struct arena_mark){NULL, 0, 0, NULL});
    block->room = 0;
    stops_go_on(&taking.stops, bytes, at);
    while (block->count < RECORD_BLOCK && at < limit && begins_plainly(bytes, at)) {
        size_t next = take_record(&taking, at);
        if (next == at || may_be_blank(block->fields[block->count])) {
            taking.stops.is_searched = false; /* the line will be gone through again */
            break;
        }
        stops_go_on(&taking.stops, bytes, next); /* a pair's second byte was not taken */
        block->count++;
        at = next;
    }
    *stops = taking.stops;
    return at;
}
