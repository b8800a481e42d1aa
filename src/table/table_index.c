/* Indexes over columns: rows by group of equal values, made by counting sort.
 * Each is built once, by the first thread that asks, under a lock of its table;
 * afterwards a thread reads it through one atomic pointer. The indexes have an
 * arena of their own, so that no thread takes from another's. */
#include <sched.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "table/table.h"
#include "table/value_groups.h"

/* What is there of one column's index. */
struct built {
    _Atomic(struct value_groups *) groups;
    _Atomic(struct column_index *) index;
};

struct table_indexes {
    struct arena *arena;
    const struct table *table;
    struct built *built; /* one a column */
    atomic_flag lock;
};

struct table_indexes *table_indexes_new(struct arena *arena, const struct table *table) {
    struct table_indexes *indexes = ARENA_NEW(arena, struct table_indexes);
    indexes->arena = arena_new_within(arena);
    indexes->table = table;
    indexes->built = ARENA_ARRAY(arena, struct built, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        atomic_init(&indexes->built[i].groups, NULL);
        atomic_init(&indexes->built[i].index, NULL);
    }
    atomic_flag_clear(&indexes->lock);
    return indexes;
}

/* Where the rows of each group start, and after the last group the number of rows. */
static uint32_t *count_starts(struct arena *arena, const struct column *column,
                              const struct column_index *index, size_t row_count) {
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, (size_t)index->group_count + 1);
    for (size_t row = 0; row < row_count; row++) {
        starts[index->group_of_code[column_code(column, row)] + 1]++;
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
        rows[starts[index->group_of_code[column_code(column, row)]]++] = (uint32_t)row;
    }
    /* Each start has moved to the start of the next group: move them back. */
    for (uint32_t group = index->group_count; group > 0; group--) {
        starts[group] = starts[group - 1];
    }
    starts[0] = 0;
    index->starts = starts;
    index->rows = rows;
}

static void lock(struct table_indexes *indexes) {
    while (atomic_flag_test_and_set_explicit(&indexes->lock, memory_order_acquire)) {
        sched_yield();
    }
}

static void unlock(struct table_indexes *indexes) {
    atomic_flag_clear_explicit(&indexes->lock, memory_order_release);
}

/* The groups; the lock is held. */
static struct value_groups *build_groups(struct table_indexes *indexes, size_t column) {
    struct built *built = &indexes->built[column];
    struct value_groups *groups = atomic_load_explicit(&built->groups, memory_order_relaxed);
    if (groups == NULL) {
        groups = value_groups_new(indexes->arena, &indexes->table->columns[column]);
        atomic_store_explicit(&built->groups, groups, memory_order_release);
    }
    return groups;
}

static struct column_index *build_index(struct table_indexes *indexes, size_t column) {
    struct built *built = &indexes->built[column];
    struct column_index *index = atomic_load_explicit(&built->index, memory_order_relaxed);
    if (index == NULL) {
        const struct value_groups *groups = build_groups(indexes, column);
        index = ARENA_NEW(indexes->arena, struct column_index);
        index->group_of_code = value_groups_of_codes(groups);
        index->group_count = value_groups_count(groups);
        sort_rows(indexes->arena, &indexes->table->columns[column], index,
                  indexes->table->row_count);
        atomic_store_explicit(&built->index, index, memory_order_release);
    }
    return index;
}

const struct value_groups *table_groups(struct table_indexes *indexes, size_t column) {
    struct value_groups *groups =
        atomic_load_explicit(&indexes->built[column].groups, memory_order_acquire);
    if (groups == NULL) {
        lock(indexes);
        groups = build_groups(indexes, column);
        unlock(indexes);
    }
    return groups;
}

const struct column_index *table_index(struct table_indexes *indexes, size_t column) {
    struct column_index *index =
        atomic_load_explicit(&indexes->built[column].index, memory_order_acquire);
    if (index == NULL) {
        lock(indexes);
        index = build_index(indexes, column);
        unlock(indexes);
    }
    return index;
}

uint32_t table_index_find(struct table_indexes *indexes, size_t column, const struct value *value) {
    return value_groups_find(table_groups(indexes, column), value);
}
