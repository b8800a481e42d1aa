/* Cells of equal width. Growing doubles; a longer text widens every cell where
 * it stands, from the last to the first. */
#include "table/text_cells.h"

#include <endian.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "words.h"

enum { FIRST_CELLS = 1024 };

static bool has_place(struct text text) {
    return text.length == 0 ||
           (text.length <= TEXT_CELL_LIMIT && text.bytes[text.length - 1] != '\0');
}

/* The words that the longest text asks; 0: one has no place, or all are blank. */
static bool find_width(const struct text *texts, size_t count, size_t *width) {
    size_t longest = 0;
    bool have_place = true;
    for (size_t i = 0; i < count; i++) {
        longest = texts[i].length > longest ? texts[i].length : longest;
        have_place = have_place && has_place(texts[i]);
    }
    *width = (longest + WORD_BYTES - 1) / WORD_BYTES;
    return have_place;
}

static void make_room(struct text_cells *cells, size_t count, size_t width) {
    size_t capacity = cells->capacity == 0 ? FIRST_CELLS : cells->capacity;
    while (capacity < count) {
        capacity *= 2;
    }
    if (capacity * width > cells->capacity * cells->width) {
        cells->words = arena_resize(cells->arena, cells->words,
                                    cells->capacity * cells->width * sizeof *cells->words,
                                    capacity * width * sizeof *cells->words);
    }
    cells->capacity = capacity;
}

static void widen(struct text_cells *cells, size_t width) {
    for (size_t at = cells->count; at-- > 0;) {
        uint64_t *cell = cells->words + at * width;
        memmove(cell, cells->words + at * cells->width, cells->width * sizeof *cell);
        memset(cell + cells->width, 0, (width - cells->width) * sizeof *cell);
    }
}

static inline void store(uint64_t *cell, size_t width, struct text text) {
    for (size_t word = 0; word < width; word++) {
        size_t from = word * WORD_BYTES;
        cell[word] =
            htole64(from < text.length ? padded_word(text.bytes + from, text.length - from) : 0);
    }
}

bool text_cells_add(struct text_cells *cells, const struct text *texts, size_t count) {
    size_t width;
    if (!find_width(texts, count, &width)) {
        return false;
    }
    width = width < cells->width ? cells->width : width;
    width = width == 0 ? 1 : width;
    make_room(cells, cells->count + count, width);
    if (width > cells->width) {
        widen(cells, width);
        cells->width = width;
    }
    uint64_t *next = cells->words + cells->count * width;
    for (size_t i = 0; i < count; i++, next += width) {
        store(next, width, texts[i]);
    }
    cells->count += count;
    return true;
}

static const uint64_t *cell_at(const struct text_cells *cells, size_t at) {
    return cells->words + at * cells->width;
}

/* The number of words of a cell that hold something. */
static size_t filled_words(const struct text_cells *cells, const uint64_t *cell) {
    size_t filled = cells->width;
    while (filled > 0 && cell[filled - 1] == 0) {
        filled--;
    }
    return filled;
}

struct text text_cells_at(const struct text_cells *cells, size_t at) {
    const uint64_t *cell = cell_at(cells, at);
    size_t filled = filled_words(cells, cell);
    if (filled == 0) {
        return TEXT_NONE;
    }
    size_t padding = (size_t)__builtin_clzll(le64toh(cell[filled - 1])) / 8;
    return (struct text){(const char *)cell, filled * WORD_BYTES - padding};
}

bool text_cells_is_blank(const struct text_cells *cells, size_t at) {
    return *cell_at(cells, at) == 0 && filled_words(cells, cell_at(cells, at)) == 0;
}

bool text_cells_same(const struct text_cells *cells, size_t a, size_t b) {
    return text_cells_same_in(cells, a, cells, b);
}

bool text_cells_same_in(const struct text_cells *cells, size_t at, const struct text_cells *others,
                        size_t other) {
    const uint64_t *cell = cell_at(cells, at), *held = cell_at(others, other);
    if (*cell != *held) {
        return false;
    }
    size_t width = cells->width < others->width ? cells->width : others->width;
    for (size_t word = 1; word < width; word++) {
        if (cell[word] != held[word]) {
            return false;
        }
    }
    return (cells->width == width || cell[width] == 0) &&
           (others->width == width || held[width] == 0);
}

void text_cells_drop(struct text_cells *cells, const bool *is_dropped) {
    size_t kept = 0;
    for (size_t at = 0; at < cells->count; at++) {
        memmove(cells->words + kept * cells->width, cell_at(cells, at), cells->width * WORD_BYTES);
        kept += !is_dropped[at];
    }
    cells->count = kept;
}

/* Whether `next` is longer than `cell`, or as long and greater. */
static inline bool is_greater(const uint64_t *cell, size_t filled, const uint64_t *next,
                              size_t next_filled) {
    if (filled != next_filled || filled == 0) {
        return filled < next_filled;
    }
    int padding = __builtin_clzll(le64toh(cell[filled - 1])) / 8;
    int next_padding = __builtin_clzll(le64toh(next[filled - 1])) / 8;
    if (padding != next_padding) {
        return padding > next_padding;
    }
    size_t word = 0;
    while (word + 1 < filled && cell[word] == next[word]) {
        word++;
    }
    return be64toh(cell[word]) < be64toh(next[word]);
}

bool text_cells_rise(const struct text_cells *cells, size_t at) {
    const uint64_t *cell = cell_at(cells, at - 1), *next = cell + cells->width;
    return is_greater(cell, filled_words(cells, cell), next, filled_words(cells, next));
}

bool text_cells_are_rising(const struct text_cells *cells) {
    const uint64_t *cell = cells->words;
    size_t filled = cells->count == 0 ? 0 : filled_words(cells, cell);
    for (size_t at = 1; at < cells->count; at++) {
        const uint64_t *next = cell + cells->width;
        size_t next_filled = filled_words(cells, next);
        if (!is_greater(cell, filled, next, next_filled)) {
            return false;
        }
        cell = next;
        filled = next_filled;
    }
    return true;
}

static uint64_t hash_cell(const uint64_t *cell, size_t filled) {
    uint64_t hash = 0;
    for (size_t word = 0; word < filled; word++) {
        hash = hash_words(cell[word], hash);
    }
    return hash;
}

uint64_t text_cells_hash(const struct text_cells *cells, size_t at) {
    const uint64_t *cell = cell_at(cells, at);
    return hash_cell(cell, filled_words(cells, cell));
}

bool text_cells_hash_text(struct text text, uint64_t *hash) {
    uint64_t cell[TEXT_CELL_LIMIT / WORD_BYTES];
    if (!has_place(text)) {
        return false;
    }
    size_t width = (text.length + WORD_BYTES - 1) / WORD_BYTES;
    store(cell, width, text);
    *hash = hash_cell(cell, width);
    return true;
}

bool text_cells_hold(const struct text_cells *cells, size_t at, struct text text) {
    return text_equal(text_cells_at(cells, at), text);
}

size_t text_cells_join(const struct text_cells *cells, size_t from, size_t to, char *bytes) {
    size_t length = 0;
    for (size_t at = from; at < to; at++) {
        const uint64_t *cell = cell_at(cells, at);
        size_t filled = filled_words(cells, cell);
        if (filled > 0) {
            memcpy(bytes + length, cell, filled * WORD_BYTES);
            length += filled * WORD_BYTES - (size_t)__builtin_clzll(le64toh(cell[filled - 1])) / 8;
            bytes[length++] = '\n';
        }
    }
    return length;
}
