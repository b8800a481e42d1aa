/* Groups of equal values. Where every text stands for itself (ids, names) a
 * dictionary has already told them apart and nothing is hashed again; else an
 * open-addressing table over one code a group tells equal values, or equal
 * cells. Of cells the memory is fetched some codes ahead, for there it is many. */
#include "table/value_groups.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "table/dictionary.h"

enum { AHEAD = 16 };

struct value_groups {
    const struct column *column;
    uint32_t *group_of_code;
    uint32_t count;
    bool is_plain;   /* every value that is not null is its own raw text */
    uint32_t *slots; /* codes; 0: free. NULL where a dictionary is plain */
    uint32_t mask;
};

static bool is_plain(const struct column *column) {
    for (uint32_t code = 1; column->values != NULL && code < column->value_count; code++) {
        const struct value *value = &column->values[code];
        struct text raw = column_text(column, code);
        if (value->kind != VALUE_NULL &&
            (value->kind != VALUE_TEXT || value->text.bytes != raw.bytes ||
             value->text.length != raw.length)) {
            return false;
        }
    }
    return true;
}

static bool is_number(const struct value *value) {
    return value->kind == VALUE_INTEGER || value->kind == VALUE_NUMBER;
}

/* The whole number that a number is, if it is one that int64_t can hold. */
static bool as_integer(const struct value *value, int64_t *integer) {
    if (value->kind == VALUE_INTEGER) {
        *integer = value->integer;
        return true;
    }
    bool is_whole = value->number == floor(value->number) && fabs(value->number) < 0x1p62;
    *integer = is_whole ? (int64_t)value->number : 0;
    return is_whole;
}

static uint32_t hash_value(const struct value *value) {
    int64_t integer;
    if (!is_number(value)) {
        return (uint32_t)hash_text(value->text);
    }
    if (as_integer(value, &integer)) {
        return (uint32_t)hash_text((struct text){(const char *)&integer, sizeof integer});
    }
    return (uint32_t)hash_text((struct text){(const char *)&value->number, sizeof(double)});
}

static bool same_number(const struct value *a, const struct value *b) {
    int64_t integer_a, integer_b;
    bool is_whole_a = as_integer(a, &integer_a);
    bool is_whole_b = as_integer(b, &integer_b);
    if (is_whole_a != is_whole_b) {
        return false;
    }
    return is_whole_a ? integer_a == integer_b
                      : memcmp(&a->number, &b->number, sizeof a->number) == 0;
}

static bool same_value(const struct value *a, const struct value *b) {
    if (is_number(a) != is_number(b)) {
        return false;
    }
    return is_number(a) ? same_number(a, b) : text_equal(a->text, b->text);
}

/* The slot of the code that first had the value, or the free one where it belongs. */
static uint32_t *probe(const struct value_groups *groups, const struct value *value) {
    const struct value *values = groups->column->values;
    uint32_t at = hash_value(value) & groups->mask;
    while (groups->slots[at] != 0 && !same_value(&values[groups->slots[at]], value)) {
        at = (at + 1) & groups->mask;
    }
    return &groups->slots[at];
}

static uint32_t slot_count(uint32_t value_count) {
    uint32_t count = 16;
    while (count < UINT32_C(1) << 31 && count / 2 < value_count) {
        count *= 2;
    }
    return count;
}

static uint32_t group_of(struct value_groups *groups, uint32_t code) {
    if (column_value(groups->column, code).kind == VALUE_NULL) {
        return 0;
    }
    if (groups->is_plain) {
        return groups->count++;
    }
    uint32_t *slot = probe(groups, &groups->column->values[code]);
    if (*slot != 0) {
        return groups->group_of_code[*slot];
    }
    *slot = code;
    return groups->count++;
}

/* Hashes of the cells of codes, taken AHEAD codes before they are needed; half way the cell that
 * the slot names is fetched too. */
struct ahead {
    uint32_t hashes[AHEAD];
    uint32_t end; /* one past the last code */
};

static inline void fetch(const struct value_groups *groups, const struct column *column,
                         struct ahead *ahead, uint32_t code) {
    if (code < ahead->end) {
        uint32_t hash = (uint32_t)text_cells_hash(column->cells, code - 1);
        ahead->hashes[code % AHEAD] = hash;
        __builtin_prefetch(&groups->slots[hash & groups->mask]);
    }
    uint32_t nearer = code - AHEAD / 2;
    if (code > AHEAD / 2 && nearer < ahead->end) {
        uint32_t held = groups->slots[ahead->hashes[nearer % AHEAD] & groups->mask];
        const struct text_cells *cells = groups->column->cells;
        __builtin_prefetch(cells->bytes + (held == 0 ? 0 : held - 1) * cells->width);
    }
}

static struct ahead begin_ahead(const struct value_groups *groups, const struct column *column) {
    struct ahead ahead = {.end = column->value_count};
    for (uint32_t code = 1; code < AHEAD; code++) {
        fetch(groups, column, &ahead, code);
    }
    return ahead;
}

static inline bool is_null_cell(const struct column *column, uint32_t code) {
    return column->blank_count == 0 ? text_cells_is_blank(column->cells, code - 1)
                                    : column_value(column, code).kind == VALUE_NULL;
}

/* The slot of the code whose cell is that of `code` in `from`, or the free one where it belongs. */
static inline uint32_t *probe_cell(const struct value_groups *groups, const struct column *from,
                                   uint32_t code, uint32_t hash) {
    uint32_t at = hash & groups->mask;
    while (
        groups->slots[at] != 0 &&
        !text_cells_same_in(groups->column->cells, groups->slots[at] - 1, from->cells, code - 1)) {
        at = (at + 1) & groups->mask;
    }
    return &groups->slots[at];
}

static void group_cells(struct value_groups *groups) {
    const struct column *column = groups->column;
    struct ahead ahead = begin_ahead(groups, column);
    for (uint32_t code = 1; code < column->value_count; code++) {
        uint32_t hash = ahead.hashes[code % AHEAD];
        fetch(groups, column, &ahead, code + AHEAD - 1);
        if (is_null_cell(column, code)) {
            continue;
        }
        uint32_t *slot = probe_cell(groups, column, code, hash);
        if (*slot == 0) {
            *slot = code;
            groups->group_of_code[code] = groups->count++;
        } else {
            groups->group_of_code[code] = groups->group_of_code[*slot];
        }
    }
}

static void make_slots(struct arena *arena, struct value_groups *groups) {
    uint32_t count = slot_count(groups->column->value_count);
    groups->slots = ARENA_ARRAY(arena, uint32_t, count);
    groups->mask = count - 1;
}

struct value_groups *value_groups_new(struct arena *arena, const struct column *column) {
    struct value_groups *groups = ARENA_NEW(arena, struct value_groups);
    groups->column = column;
    groups->group_of_code = ARENA_ARRAY(arena, uint32_t, column->value_count);
    groups->count = 1;
    if (column->cells != NULL) {
        groups->is_plain = true;
        make_slots(arena, groups);
        group_cells(groups);
        return groups;
    }
    groups->is_plain = is_plain(column);
    if (!groups->is_plain) {
        make_slots(arena, groups);
    }
    for (uint32_t code = 1; code < column->value_count; code++) {
        groups->group_of_code[code] = group_of(groups, code);
    }
    return groups;
}

const uint32_t *value_groups_of_codes(const struct value_groups *groups) {
    return groups->group_of_code;
}

uint32_t value_groups_count(const struct value_groups *groups) {
    return groups->count;
}

/* The group of the cell that holds the text; UINT32_MAX: none does. */
static uint32_t find_cell(const struct value_groups *groups, struct text text, uint32_t hash) {
    for (uint32_t at = hash & groups->mask; groups->slots[at] != 0; at = (at + 1) & groups->mask) {
        if (text_cells_hold(groups->column->cells, groups->slots[at] - 1, text)) {
            return groups->group_of_code[groups->slots[at]];
        }
    }
    return UINT32_MAX;
}

/* In a plain column a number is never found: its texts are texts, as in SQL. */
static uint32_t find_plain(const struct value_groups *groups, const struct value *value) {
    if (is_number(value)) {
        return UINT32_MAX;
    }
    if (groups->column->cells != NULL) {
        uint64_t hash;
        return text_cells_hash_text(value->text, &hash)
                   ? find_cell(groups, value->text, (uint32_t)hash)
                   : UINT32_MAX;
    }
    uint32_t code = dictionary_find(groups->column->dictionary, value->text);
    bool is_there = code != UINT32_MAX && column_value(groups->column, code).kind != VALUE_NULL;
    return is_there ? groups->group_of_code[code] : UINT32_MAX;
}

uint32_t value_groups_find(const struct value_groups *groups, const struct value *value) {
    if (value->kind == VALUE_NULL) {
        return 0;
    }
    if (groups->is_plain) {
        return find_plain(groups, value);
    }
    uint32_t code = *probe(groups, value);
    return code == 0 ? UINT32_MAX : groups->group_of_code[code];
}

static void map_cells(const struct value_groups *groups, const struct column *from,
                      uint32_t *group_of_code) {
    struct ahead ahead = begin_ahead(groups, from);
    for (uint32_t code = 1; code < from->value_count; code++) {
        uint32_t hash = ahead.hashes[code % AHEAD];
        fetch(groups, from, &ahead, code + AHEAD - 1);
        if (is_null_cell(from, code)) {
            group_of_code[code] = 0;
            continue;
        }
        uint32_t held = *probe_cell(groups, from, code, hash);
        group_of_code[code] = held == 0 ? UINT32_MAX : groups->group_of_code[held];
    }
}

void value_groups_map(const struct value_groups *groups, const struct column *from,
                      uint32_t *group_of_code) {
    group_of_code[0] = 0;
    if (groups->column->cells != NULL && from->cells != NULL) {
        map_cells(groups, from, group_of_code);
        return;
    }
    for (uint32_t code = 0; code < from->value_count; code++) {
        struct value value = column_value(from, code);
        group_of_code[code] = value_groups_find(groups, &value);
    }
}
