/* Indexes over columns: rows by group of equal values, made by counting sort.
 * Each is built once, by the first thread that asks, under a lock of its table;
 * afterwards a thread reads it through one atomic pointer. The indexes have an
 * arena of their own, so that no thread takes from another's. */
#include <sched.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "table/table.h"
#include "table/value_groups.h"

struct built_index {
    struct column_index index;
    struct value_groups *groups;
};

struct table_indexes {
    struct arena *arena;
    const struct table *table;
    _Atomic(struct built_index *) *built; /* one a column */
    atomic_flag lock;
};

struct table_indexes *table_indexes_new(struct arena *arena, const struct table *table) {
    struct table_indexes *indexes = ARENA_NEW(arena, struct table_indexes);
    indexes->arena = arena_new_within(arena);
    indexes->table = table;
    indexes->built = arena_array(arena, table->column_count, sizeof *indexes->built);
    for (size_t i = 0; i < table->column_count; i++) {
        atomic_init(&indexes->built[i], NULL);
    }
    atomic_flag_clear(&indexes->lock);
    return indexes;
}

/* Where the rows of each group start, and after the last group the number of rows. */
static uint32_t *count_starts(struct arena *arena, const struct column *column,
                              const struct column_index *index, size_t row_count) {
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, (size_t)index->group_count + 1);
    for (size_t row = 0; row < row_count; row++) {
        starts[index->group_of_code[column->codes[row]] + 1]++;
    }
    for (uint32_t group = 0; group < index->group_count; group++) {
        starts[group + 1] += starts[group];
    }
    return starts;
}

static void sort_rows(struct arena *arena, const struct column *column, struct column_index *index,
                      size_t row_count) {
    uint32_t *starts = count_starts(arena, column, index, row_count);
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, row_count);
    for (size_t row = 0; row < row_count; row++) {
        rows[starts[index->group_of_code[column->codes[row]]]++] = (uint32_t)row;
    }
    /* Each start has moved to the start of the next group: move them back. */
    for (uint32_t group = index->group_count; group > 0; group--) {
        starts[group] = starts[group - 1];
    }
    starts[0] = 0;
    index->starts = starts;
    index->rows = rows;
}

static struct built_index *build(const struct table_indexes *indexes, size_t column) {
    const struct column *cells = &indexes->table->columns[column];
    struct built_index *built = ARENA_NEW(indexes->arena, struct built_index);
    built->groups = value_groups_new(indexes->arena, cells);
    built->index.group_of_code = value_groups_of_codes(built->groups);
    built->index.group_count = value_groups_count(built->groups);
    sort_rows(indexes->arena, cells, &built->index, indexes->table->row_count);
    return built;
}

static const struct built_index *built_index(struct table_indexes *indexes, size_t column) {
    struct built_index *built = atomic_load_explicit(&indexes->built[column], memory_order_acquire);
    if (built != NULL) {
        return built;
    }
    while (atomic_flag_test_and_set_explicit(&indexes->lock, memory_order_acquire)) {
        sched_yield();
    }
    built = atomic_load_explicit(&indexes->built[column], memory_order_relaxed);
    if (built == NULL) {
        built = build(indexes, column);
        atomic_store_explicit(&indexes->built[column], built, memory_order_release);
    }
    atomic_flag_clear_explicit(&indexes->lock, memory_order_release);
    return built;
}

const struct column_index *table_index(struct table_indexes *indexes, size_t column) {
    return &built_index(indexes, column)->index;
}

uint32_t table_index_find(struct table_indexes *indexes, size_t column, const struct value *value) {
    return value_groups_find(built_index(indexes, column)->groups, value);
}
