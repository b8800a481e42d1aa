/* Groups of equal values. Where every text stands for itself (ids, names) the
 * dictionary has already told them apart and nothing is hashed again; else an
 * open-addressing table over one code a group tells equal values. */
#include "table/value_groups.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "table/dictionary.h"

struct value_groups {
    const struct column *column;
    uint32_t *group_of_code;
    uint32_t count;
    bool is_plain;   /* every value that is not null is its own dictionary text */
    uint32_t *slots; /* codes; 0: free. NULL where plain */
    uint32_t mask;
};

static bool is_plain(const struct column *column) {
    for (uint32_t code = 1; column->values != NULL && code < column->value_count; code++) {
        const struct value *value = &column->values[code];
        struct text raw = dictionary_text(column->dictionary, code);
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

struct value_groups *value_groups_new(struct arena *arena, const struct column *column) {
    struct value_groups *groups = ARENA_NEW(arena, struct value_groups);
    groups->column = column;
    groups->group_of_code = ARENA_ARRAY(arena, uint32_t, column->value_count);
    groups->count = 1;
    groups->is_plain = is_plain(column);
    if (!groups->is_plain) {
        uint32_t count = slot_count(column->value_count);
        groups->slots = ARENA_ARRAY(arena, uint32_t, count);
        groups->mask = count - 1;
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

/* In a plain column a number is never found: its texts are texts, as in SQL. */
static uint32_t find_plain(const struct value_groups *groups, const struct value *value) {
    if (is_number(value)) {
        return UINT32_MAX;
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
