/* Cells of equal width, which are read as words of eight bytes: the last word of a
 * cell takes what bytes are left. Growing doubles; a longer text widens every cell where
 * it stands, from the last to the first. */
#include "table/text_cells.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "words.h"

enum { FIRST_CELLS = 512, LARGE_CELLS = 1 << 13 };

static bool has_place(struct text text) {
    return text.length == 0 ||
           (text.length <= TEXT_CELL_LIMIT && text.bytes[text.length - 1] != '\0');
}

/* The bytes that the longest text asks. False: one has no place. */
static bool find_width(const struct text *texts, size_t count, size_t *width) {
    bool have_place = true;
    *width = WORD_BYTES;
    for (size_t i = 0; i < count; i++) {
        *width = texts[i].length > *width ? texts[i].length : *width;
        have_place = have_place && has_place(texts[i]);
    }
    return have_place;
}

static void make_room(struct text_cells *cells, size_t count, size_t width) {
    size_t capacity = cells->capacity == 0 ? FIRST_CELLS : cells->capacity;
    while (capacity < count) { /* what is outgrown while it is small stays in the arena */
        capacity = capacity < LARGE_CELLS ? LARGE_CELLS : capacity * 2;
    }
    if (capacity * width > cells->capacity * cells->width) {
        cells->bytes = arena_resize(cells->arena, cells->bytes, cells->capacity * cells->width,
                                    capacity * width);
    }
    cells->capacity = capacity;
}

static void widen(struct text_cells *cells, size_t width) {
    for (size_t at = cells->count; at-- > 0;) {
        char *cell = cells->bytes + at * width;
        memmove(cell, cells->bytes + at * cells->width, cells->width);
        memset(cell + cells->width, 0, width - cells->width);
    }
}

static inline void store(char *cell, size_t width, struct text text) {
    if (width == WORD_BYTES) {
        put_word(cell, padded_word(text.bytes, text.length));
        return;
    }
    memset(cell, 0, width);
    memcpy(cell, text.bytes, text.length);
}

static void make_wide(struct text_cells *cells, size_t count, size_t width) {
    make_room(cells, count, width);
    if (width > cells->width) {
        widen(cells, width);
        cells->width = width;
    }
}

bool text_cells_add(struct text_cells *cells, const struct text *texts, size_t count) {
    size_t width;
    if (!find_width(texts, count, &width)) {
        return false;
    }
    width = width < cells->width ? cells->width : width;
    make_wide(cells, cells->count + count, width);
    char *next = cells->bytes + cells->count * width;
    for (size_t i = 0; i < count; i++, next += width) {
        store(next, width, texts[i]);
    }
    cells->count += count;
    return true;
}

static inline const char *cell_at(const struct text_cells *cells, size_t at) {
    return cells->bytes + at * cells->width;
}

void text_cells_append(struct text_cells *cells, const struct text_cells *others) {
    size_t width = cells->width > others->width ? cells->width : others->width;
    make_wide(cells, cells->count + others->count, width);
    char *next = cells->bytes + cells->count * width;
    if (width == others->width && others->count > 0) {
        memcpy(next, others->bytes, others->count * width);
    } else { /* what was not written yet is zero */
        for (size_t at = 0; at < others->count; at++, next += width) {
            memcpy(next, cell_at(others, at), others->width);
        }
    }
    cells->count += others->count;
}

static inline size_t word_count(const struct text_cells *cells) {
    return (cells->width + WORD_BYTES - 1) / WORD_BYTES;
}

/* A word of a cell, its first byte lowest; the last one is read from where it ends. */
static inline uint64_t word_in(const char *cell, size_t width, size_t word) {
    size_t end = (word + 1) * WORD_BYTES;
    return end <= width ? word_at(cell + end - WORD_BYTES)
                        : word_at(cell + width - WORD_BYTES) >> (end - width) * 8;
}

/* The number of words of a cell that hold something. */
static inline size_t filled_words(const struct text_cells *cells, const char *cell) {
    size_t filled = word_count(cells);
    while (filled > 0 && word_in(cell, cells->width, filled - 1) == 0) {
        filled--;
    }
    return filled;
}

static inline size_t length_of(const struct text_cells *cells, const char *cell) {
    size_t filled = filled_words(cells, cell);
    return filled == 0 ? 0
                       : filled * WORD_BYTES -
                             (size_t)__builtin_clzll(word_in(cell, cells->width, filled - 1)) / 8;
}

struct text text_cells_at(const struct text_cells *cells, size_t at) {
    const char *cell = cell_at(cells, at);
    size_t length = length_of(cells, cell);
    return length == 0 ? TEXT_NONE : (struct text){cell, length};
}

bool text_cells_is_blank(const struct text_cells *cells, size_t at) {
    const char *cell = cell_at(cells, at);
    return word_at(cell) == 0 && filled_words(cells, cell) == 0;
}

bool text_cells_same(const struct text_cells *cells, size_t a, size_t b) {
    return text_cells_same_in(cells, a, cells, b);
}

bool text_cells_same_in(const struct text_cells *cells, size_t at, const struct text_cells *others,
                        size_t other) {
    const char *cell = cell_at(cells, at), *held = cell_at(others, other);
    if (word_at(cell) != word_at(held)) {
        return false;
    }
    size_t count = word_count(cells), held_count = word_count(others);
    for (size_t word = 1; word < count || word < held_count; word++) {
        uint64_t one = word < count ? word_in(cell, cells->width, word) : 0;
        if (one != (word < held_count ? word_in(held, others->width, word) : 0)) {
            return false;
        }
    }
    return true;
}

void text_cells_drop(struct text_cells *cells, const bool *is_dropped) {
    size_t kept = 0;
    for (size_t at = 0; at < cells->count; at++) {
        memmove(cells->bytes + kept * cells->width, cell_at(cells, at), cells->width);
        kept += !is_dropped[at];
    }
    cells->count = kept;
}

/* Whether `next` is longer than `cell`, or as long and greater. */
static inline bool is_greater(const struct text_cells *cells, const char *cell, size_t length,
                              const char *next, size_t next_length) {
    if (length != next_length || length == 0) {
        return length < next_length;
    }
    size_t word = 0, last = (length - 1) / WORD_BYTES;
    while (word < last && word_in(cell, cells->width, word) == word_in(next, cells->width, word)) {
        word++;
    }
    return __builtin_bswap64(word_in(cell, cells->width, word)) <
           __builtin_bswap64(word_in(next, cells->width, word));
}

int text_cells_compare(const struct text_cells *cells, size_t a, size_t b) {
    const char *one = cell_at(cells, a), *other = cell_at(cells, b);
    size_t length = length_of(cells, one), other_length = length_of(cells, other);
    if (is_greater(cells, one, length, other, other_length)) {
        return -1;
    }
    return is_greater(cells, other, other_length, one, length) ? 1 : 0;
}

bool text_cells_are_rising(const struct text_cells *cells) {
    const char *cell = cells->bytes;
    size_t length = cells->count == 0 ? 0 : length_of(cells, cell);
    for (size_t at = 1; at < cells->count; at++) {
        const char *next = cell + cells->width;
        size_t next_length = length_of(cells, next);
        if (!is_greater(cells, cell, length, next, next_length)) {
            return false;
        }
        cell = next;
        length = next_length;
    }
    return true;
}

uint64_t text_cells_hash(const struct text_cells *cells, size_t at) {
    const char *cell = cell_at(cells, at);
    size_t filled = filled_words(cells, cell);
    uint64_t hash = 0;
    for (size_t word = 0; word < filled; word++) {
        hash = hash_words(word_in(cell, cells->width, word), hash);
    }
    return hash;
}

bool text_cells_hash_text(struct text text, uint64_t *hash) {
    if (!has_place(text)) {
        return false;
    }
    *hash = 0;
    for (size_t from = 0; from < text.length; from += WORD_BYTES) {
        *hash = hash_words(padded_word(text.bytes + from, text.length - from), *hash);
    }
    return true;
}

bool text_cells_hold(const struct text_cells *cells, size_t at, struct text text) {
    return text_equal(text_cells_at(cells, at), text);
}

/* Whether a byte of the word is a newline: it alone is 0 once newlines are taken away. */
static inline bool holds_newline(uint64_t word) {
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t rest = word ^ (ones * '\n');
    return ((rest - ones) & ~rest & (ones << 7)) != 0;
}

size_t text_cells_join(const struct text_cells *cells, size_t from, size_t to, char *bytes) {
    char *end = bytes;
    for (size_t at = from; at < to; at++) {
        const char *cell = cell_at(cells, at);
        size_t length = length_of(cells, cell);
        for (size_t word = 0; word * WORD_BYTES < length; word++) {
            if (holds_newline(word_in(cell, cells->width, word))) {
                return SIZE_MAX;
            }
        }
        if (length > 0) {
            memcpy(end, cell, cells->width);
            end += length;
            *end++ = '\n';
        }
    }
    return (size_t)(end - bytes);
}
