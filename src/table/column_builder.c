/* Building columns. Codes take no byte a row while all are blank, then one, two
 * and four, as the dictionary grows. */
#include "table/column_builder.h"

#include <stdint.h>

#include "base/arena.h"
#include "table/dictionary.h"
#include "table/text_cells.h"

enum { FIRST_CODES = 4096, LARGE_CODES = 1 << 16, DISTINCT_TENTHS = 3 };

struct column_builder {
    struct arena *arena;
    bool may_keep_cells;
    struct arena *looked_up;       /* the dictionary's */
    struct dictionary *dictionary; /* NULL: cells */
    void *codes;
    unsigned code_width;
    size_t code_capacity; /* in bytes */
    size_t count;         /* of rows */
    struct text_cells cells;
};

struct column_builder *column_builder_new(struct arena *arena, bool may_keep_cells) {
    struct column_builder *builder = ARENA_NEW(arena, struct column_builder);
    builder->arena = arena;
    builder->may_keep_cells = may_keep_cells;
    builder->looked_up = arena_new_within(arena);
    builder->dictionary = dictionary_new(builder->looked_up);
    builder->cells.arena = arena;
    return builder;
}

static uint32_t code_at(const void *codes, unsigned width, size_t row) {
    switch (width) {
    case 0:
        return 0;
    case 1:
        return ((const uint8_t *)codes)[row];
    case 2:
        return ((const uint16_t *)codes)[row];
    default:
        return ((const uint32_t *)codes)[row];
    }
}

static void put_code(void *codes, unsigned width, size_t row, uint32_t code) {
    switch (width) {
    case 0:
        break;
    case 1:
        ((uint8_t *)codes)[row] = (uint8_t)code;
        break;
    case 2:
        ((uint16_t *)codes)[row] = (uint16_t)code;
        break;
    default:
        ((uint32_t *)codes)[row] = code;
    }
}

static unsigned width_for(uint32_t value_count) {
    return value_count == 1                ? 0
           : value_count <= UINT8_MAX + 1  ? 1
           : value_count <= UINT16_MAX + 1 ? 2
                                           : 4;
}

static void make_room(struct column_builder *builder, size_t size) {
    size_t capacity = builder->code_capacity == 0 ? FIRST_CODES : builder->code_capacity;
    while (capacity < size) { /* what is outgrown while it is small stays in the arena */
        capacity = capacity < LARGE_CODES ? LARGE_CODES : capacity * 2;
    }
    if (capacity > builder->code_capacity) {
        builder->codes =
            arena_resize(builder->arena, builder->codes, builder->code_capacity, capacity);
        builder->code_capacity = capacity;
    }
}

/* Codes of more bytes each, from the last to the first. */
static void widen(struct column_builder *builder, unsigned width) {
    make_room(builder, builder->count * width);
    for (size_t row = builder->count; row-- > 0;) {
        put_code(builder->codes, width, row, code_at(builder->codes, builder->code_width, row));
    }
    builder->code_width = width;
}

static void add_codes(struct column_builder *builder, const uint32_t *codes, size_t count) {
    unsigned width = width_for(dictionary_count(builder->dictionary));
    if (width > builder->code_width) {
        widen(builder, width);
    }
    make_room(builder, (builder->count + count) * builder->code_width);
    for (size_t i = 0; i < count; i++) {
        put_code(builder->codes, builder->code_width, builder->count + i, codes[i]);
    }
    builder->count += count;
}

static void intern(struct column_builder *builder, const struct text *texts, size_t count) {
    uint32_t codes[COLUMN_BLOCK];
    dictionary_intern_block(builder->dictionary, texts, count, codes);
    add_codes(builder, codes, count);
}

static struct text text_of_row(const struct column_builder *builder, size_t row) {
    return builder->dictionary == NULL
               ? text_cells_at(&builder->cells, row)
               : dictionary_text(builder->dictionary,
                                 code_at(builder->codes, builder->code_width, row));
}

/* The texts of up to COLUMN_BLOCK rows; how many. */
static size_t copy_texts(const struct column_builder *builder, size_t from, struct text *texts) {
    size_t count = builder->count - from < COLUMN_BLOCK ? builder->count - from : COLUMN_BLOCK;
    for (size_t i = 0; i < count; i++) {
        texts[i] = text_of_row(builder, from + i);
    }
    return count;
}

static void become_cells(struct column_builder *builder) {
    struct text texts[COLUMN_BLOCK];
    builder->may_keep_cells = false;
    for (size_t row = 0; row < builder->count;) {
        size_t count = copy_texts(builder, row, texts);
        if (!text_cells_add(&builder->cells, texts, count)) {
            builder->cells = (struct text_cells){.arena = builder->arena};
            return;
        }
        row += count;
    }
    arena_clear(builder->looked_up);
    builder->dictionary = NULL;
}

static void become_dictionary(struct column_builder *builder) {
    struct column_builder held = *builder;
    struct text texts[COLUMN_BLOCK];
    builder->dictionary = dictionary_new(builder->looked_up);
    builder->count = 0;
    for (size_t row = 0; row < held.count;) {
        size_t count = copy_texts(&held, row, texts);
        intern(builder, texts, count);
        row += count;
    }
    builder->cells = (struct text_cells){.arena = builder->arena};
}

static bool is_mostly_distinct(const struct column_builder *builder) {
    return builder->count >= COLUMN_SAMPLE && (uint64_t)dictionary_count(builder->dictionary) * 10 >
                                                  (uint64_t)builder->count * DISTINCT_TENTHS;
}

void column_builder_add(struct column_builder *builder, const struct text *texts, size_t count) {
    if (builder->dictionary == NULL) {
        if (text_cells_add(&builder->cells, texts, count)) {
            builder->count += count;
            return;
        }
        become_dictionary(builder);
    }
    intern(builder, texts, count);
    if (builder->may_keep_cells && builder->count >= COLUMN_SAMPLE) {
        if (is_mostly_distinct(builder)) {
            become_cells(builder);
        }
        builder->may_keep_cells = false;
    }
}

/* Codes of the other builder by those of this one, values in the order in which they appeared. */
static void append_codes(struct column_builder *builder, const struct column_builder *later) {
    struct arena *scratch = arena_new();
    uint32_t value_count = dictionary_count(later->dictionary);
    uint32_t *here = ARENA_ARRAY(scratch, uint32_t, value_count);
    for (uint32_t code = 0; code < value_count; code++) {
        here[code] =
            dictionary_intern(builder->dictionary, dictionary_text(later->dictionary, code));
    }
    uint32_t codes[COLUMN_BLOCK];
    for (size_t row = 0; row < later->count;) {
        size_t count = later->count - row < COLUMN_BLOCK ? later->count - row : COLUMN_BLOCK;
        for (size_t i = 0; i < count; i++) {
            codes[i] = here[code_at(later->codes, later->code_width, row + i)];
        }
        add_codes(builder, codes, count);
        row += count;
    }
    arena_free(scratch);
}

void column_builder_append(struct column_builder *builder, const struct column_builder *later) {
    if (builder->dictionary != NULL && later->dictionary != NULL) {
        append_codes(builder, later);
        return;
    }
    if (builder->dictionary == NULL && later->dictionary == NULL) {
        text_cells_append(&builder->cells, &later->cells);
        builder->count += later->count;
        return;
    }
    struct text texts[COLUMN_BLOCK];
    for (size_t row = 0; row < later->count;) {
        size_t count = copy_texts(later, row, texts);
        column_builder_add(builder, texts, count);
        row += count;
    }
}

void column_builder_drop(struct column_builder *builder, const bool *is_dropped) {
    if (builder->dictionary == NULL) {
        text_cells_drop(&builder->cells, is_dropped);
        builder->count = builder->cells.count;
        return;
    }
    size_t kept = 0;
    for (size_t row = 0; row < builder->count; row++) {
        put_code(builder->codes, builder->code_width, kept,
                 code_at(builder->codes, builder->code_width, row));
        kept += !is_dropped[row];
    }
    builder->count = kept;
}

void column_builder_finish(const struct column_builder *builder, struct column *column) {
    column->dictionary = builder->dictionary;
    column->cells = builder->dictionary == NULL ? &builder->cells : NULL;
    column->codes = builder->codes;
    column->code_width = builder->code_width;
    column->value_count = builder->dictionary == NULL ? (uint32_t)builder->count + 1
                                                      : dictionary_count(builder->dictionary);
}
