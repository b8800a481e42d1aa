/* Keys that stand in order, as most extracts have them, or nearly so, are
 * compared with their neighbours alone. Others by codes: each part of a key is the
 * group of its value, so that texts are compared no more; a key of several parts
 * is folded from the left into one number a distinct pair. */
#include "keys.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "table/value_groups.h"

struct pair {
    uint64_t parts;
    uint32_t id; /* 0: free */
};

struct pairs {
    struct pair *slots;
    size_t mask;
    uint32_t count; /* one more than the largest id */
};

static struct pairs pairs_new(struct arena *arena, size_t row_count) {
    size_t slot_count = 16;
    while (slot_count / 2 < row_count) {
        slot_count *= 2;
    }
    return (struct pairs){ARENA_ARRAY(arena, struct pair, slot_count), slot_count - 1, 1};
}

static uint32_t pair_id(struct pairs *pairs, uint32_t left, uint32_t right) {
    uint64_t parts = (uint64_t)left << 32 | right;
    size_t at = hash_words(left, right) & pairs->mask;
    while (pairs->slots[at].id != 0 && pairs->slots[at].parts != parts) {
        at = (at + 1) & pairs->mask;
    }
    if (pairs->slots[at].id == 0) {
        pairs->slots[at] = (struct pair){parts, pairs->count++};
    }
    return pairs->slots[at].id;
}

/* ids[row] becomes the number of the key's first part; 0 for null. The number of ids. */
static uint32_t first_part(struct arena *arena, const struct column *column, uint32_t *ids,
                           size_t row_count) {
    const struct value_groups *groups = value_groups_new(arena, column);
    const uint32_t *group_of_code = value_groups_of_codes(groups);
    for (size_t row = 0; row < row_count; row++) {
        ids[row] = group_of_code[column_code(column, row)];
    }
    return value_groups_count(groups);
}

/* Folds a further part into ids. The number of ids. */
static uint32_t further_part(struct arena *arena, const struct column *column, uint32_t *ids,
                             size_t row_count) {
    const uint32_t *group_of_code = value_groups_of_codes(value_groups_new(arena, column));
    struct pairs pairs = pairs_new(arena, row_count);
    for (size_t row = 0; row < row_count; row++) {
        uint32_t group = group_of_code[column_code(column, row)];
        ids[row] = ids[row] == 0 || group == 0 ? 0 : pair_id(&pairs, ids[row], group);
    }
    return pairs.count;
}

/* In place: the first row of each id instead of the id. True if any row repeats one. */
static bool ids_to_first_rows(struct arena *arena, uint32_t *ids, size_t row_count,
                              uint32_t id_count) {
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, id_count); /* row + 1; 0: none yet */
    bool has_repeats = false;
    for (size_t row = 0; row < row_count; row++) {
        uint32_t id = ids[row];
        bool is_repeat = id != 0 && first[id] != 0;
        ids[row] = is_repeat ? first[id] - 1 : UINT32_MAX;
        has_repeats = has_repeats || is_repeat;
        if (!is_repeat) {
            first[id] = (uint32_t)row + 1;
        }
    }
    return has_repeats;
}

enum { STRAY_SHARE = 256 }; /* one row in so many may stand out of order */
enum { RUN_LIMIT = 64 };    /* rows of one first part that are compared with each other */

static bool same_cell(const struct column *column, size_t a, size_t b) {
    return column->cells != NULL ? text_cells_same(column->cells, a, b)
                                 : column_code(column, a) == column_code(column, b);
}

/* Whether some row from `from` up to, not including, `row` has the further parts that `row` has. */
static bool repeats_further_parts(const struct schema *schema, const struct column *columns,
                                  size_t from, size_t row) {
    for (size_t other = from; other < row; other++) {
        bool is_same = true;
        for (size_t i = 1; i < schema->primary_key_count && is_same; i++) {
            is_same = same_cell(&columns[schema->primary_key[i]], other, row);
        }
        if (is_same) {
            return true;
        }
    }
    return false;
}

/* Ids given one after the other need not be compared with all others: true if no key can repeat,
 * for first parts never fall and the rows of each are few and differ. */
static bool is_in_order(const struct schema *schema, const struct column *columns,
                        size_t row_count) {
    const struct column *first = &columns[schema->primary_key[0]];
    for (size_t i = 0; i < schema->primary_key_count; i++) {
        if (columns[schema->primary_key[i]].values != NULL) {
            return false; /* different texts may be one value */
        }
    }
    size_t run = 0;
    for (size_t row = 1; first->cells != NULL && row < row_count; row++) {
        if (text_cells_compare(first->cells, row - 1, row) < 0) {
            run = row;
        } else if (!text_cells_same(first->cells, row, run) || row - run == RUN_LIMIT ||
                   repeats_further_parts(schema, columns, run, row)) {
            return false;
        }
    }
    return first->cells != NULL;
}

/* Rows in the order of their keys but for some, which are held against the others. */
struct strays {
    const struct column *const *parts; /* of the key; of the first the cells are in order */
    size_t part_count;
    size_t row_count;
    bool *is_stray; /* by row */
    uint32_t *rows;
    size_t count;
};

static int compare_parts(const struct column *part, size_t a, size_t b) {
    if (part->cells != NULL) {
        return text_cells_compare(part->cells, a, b);
    }
    uint32_t one = column_code(part, a), other = column_code(part, b);
    return one < other ? -1 : one > other;
}

static int compare_keys(const struct strays *strays, size_t a, size_t b) {
    int order = 0;
    for (size_t i = 0; i < strays->part_count && order == 0; i++) {
        order = compare_parts(strays->parts[i], a, b);
    }
    return order;
}

static bool has_blank(const struct strays *strays, size_t row) {
    for (size_t i = 0; i < strays->part_count; i++) {
        if (column_code(strays->parts[i], row) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether few rows are strays: then those are listed. */
static bool find_strays(struct strays *strays) {
    size_t limit = strays->row_count / STRAY_SHARE, last = 0;
    for (size_t row = 1; row < strays->row_count; row++) {
        if (compare_keys(strays, last, row) < 0) {
            last = row;
            continue;
        }
        strays->is_stray[row] = true;
        if (has_blank(strays, row)) {
            continue; /* no key */
        }
        if (strays->count == limit) {
            return false;
        }
        strays->rows[strays->count++] = (uint32_t)row;
    }
    return true;
}

/* Whether a row in order has the key of a stray. */
static bool stands_in_order(const struct strays *strays, size_t stray) {
    size_t low = 0, high = strays->row_count; /* rows that may */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t row = middle;
        while (row > low && strays->is_stray[row]) {
            row--;
        }
        int order = strays->is_stray[row] ? 1 : compare_keys(strays, stray, row);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = row;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static int compare_strays(const void *a, const void *b, void *strays) {
    return compare_keys(strays, *(const uint32_t *)a, *(const uint32_t *)b);
}

/* Whether a stray has the key of another, or of a row in order. */
static bool strays_repeat(struct strays *strays) {
    qsort_r(strays->rows, strays->count, sizeof *strays->rows, compare_strays, strays);
    for (size_t i = 0; i < strays->count; i++) {
        if ((i > 0 && compare_keys(strays, strays->rows[i - 1], strays->rows[i]) == 0) ||
            stands_in_order(strays, strays->rows[i])) {
            return true;
        }
    }
    return false;
}

/* Whether keys stand in order but for few, and none of these repeats one. */
static bool is_nearly_in_order(struct arena *scratch, const struct schema *schema,
                               const struct column *columns, size_t row_count) {
    const struct column **parts =
        ARENA_ARRAY(scratch, const struct column *, schema->primary_key_count);
    for (size_t i = 0; i < schema->primary_key_count; i++) {
        parts[i] = &columns[schema->primary_key[i]];
        if (parts[i]->values != NULL || parts[i]->blank_count > 0) {
            return false; /* different texts may be one value */
        }
    }
    struct strays strays = {.parts = parts,
                            .part_count = schema->primary_key_count,
                            .row_count = row_count,
                            .is_stray = ARENA_ARRAY(scratch, bool, row_count),
                            .rows = ARENA_ARRAY(scratch, uint32_t, row_count / STRAY_SHARE + 1)};
    return parts[0]->cells != NULL && find_strays(&strays) && !strays_repeat(&strays);
}

const uint32_t *keys_first_rows(struct arena *arena, const struct schema *schema,
                                const struct column *columns, size_t row_count) {
    if (schema->primary_key_count == 0 || is_in_order(schema, columns, row_count)) {
        return NULL;
    }
    struct arena *scratch = arena_new();
    if (is_nearly_in_order(scratch, schema, columns, row_count)) {
        arena_free(scratch);
        return NULL;
    }
    uint32_t *ids = ARENA_ARRAY(scratch, uint32_t, row_count);
    uint32_t id_count = first_part(scratch, &columns[schema->primary_key[0]], ids, row_count);
    for (size_t i = 1; i < schema->primary_key_count; i++) {
        id_count = further_part(scratch, &columns[schema->primary_key[i]], ids, row_count);
    }
    bool has_repeats = ids_to_first_rows(scratch, ids, row_count, id_count);
    const uint32_t *rows = has_repeats ? arena_copy(arena, ids, row_count * sizeof *ids) : NULL;
    arena_free(scratch);
    return rows;
}
