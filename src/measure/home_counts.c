/* Counts by home. Each record is written down once a level, with its child, and
 * equal ones are counted behind each other: so that a child is counted once, or
 * its events are squared. */
#include "home_counts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "placing.h"
#include "table/dictionary.h"

enum { LEVELS_OF_HOMES = UNIT_TEAM }; /* county, area and district: no home is in a team */

struct item {
    uint64_t cell;
    uint32_t key;
};

struct counting {
    const struct hierarchy *units;
    struct item *items;
    size_t count;
    uint64_t not_known, elsewhere; /* cells behind those of all units */
    bool counts_once;
};

struct home home_of_record(const struct homes *homes, const struct records *records,
                           const struct record_row *row, const struct window *window) {
    bool is_event = records->shape == RECORDS_EVENTS && row->first != DAY_NONE;
    struct text child =
        row->child == 0 ? TEXT_NONE : dictionary_text(records->children, row->child);
    return homes_find(homes, child, is_event ? row->first : window->as_at);
}

const struct home_cell *home_counts_of(const struct home_counts *counts,
                                       const struct hierarchy *units, enum unit_level level,
                                       uint32_t unit) {
    return &counts->cells[placing_unit_slot(units, level, unit) * DECILE_COUNT];
}

static void add_item(struct counting *counting, uint64_t cell, uint32_t key) {
    counting->items[counting->count++] = (struct item){cell, key};
}

static void add_home(struct counting *counting, const struct home *home, uint32_t key) {
    if (home->kind != HOME_FOUND) {
        bool is_known = home->kind == HOME_ELSEWHERE;
        add_item(counting, is_known ? counting->elsewhere : counting->not_known, key);
        return;
    }
    for (int level = 0; level < LEVELS_OF_HOMES; level++) {
        uint32_t unit = hierarchy_ancestor(counting->units, home->unit, (enum unit_level)level);
        size_t slot = placing_unit_slot(counting->units, (enum unit_level)level, unit);
        add_item(counting, slot * DECILE_COUNT + (uint64_t)home->decile - 1, key);
    }
}

static int compare_items(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    if (a->cell != b->cell) {
        return a->cell < b->cell ? -1 : 1;
    }
    return (a->key > b->key) - (a->key < b->key);
}

static void count_items(const struct counting *counting, struct home_cell *cells) {
    const struct item *items = counting->items;
    for (size_t i = 0, next; i < counting->count; i = next) {
        for (next = i + 1; next < counting->count && compare_items(&items[i], &items[next]) == 0;) {
            next++;
        }
        int64_t events = counting->counts_once ? 1 : (int64_t)(next - i);
        cells[items[i].cell].events += events;
        cells[items[i].cell].events_squared += events * events;
    }
}

static void add_records(struct counting *counting, const struct homes *homes,
                        const struct records *records, const struct window *window) {
    for (size_t i = 0; i < records->count; i++) {
        const struct record_row *row = &records->rows[i];
        bool counts = record_is_in(records, row, window) && !row->is_excluded &&
                      !(counting->counts_once && row->key == 0);
        if (counts) {
            struct home home = home_of_record(homes, records, row, window);
            add_home(counting, &home, counting->counts_once ? row->key : row->child);
        }
    }
}

const struct home_counts *home_counts_new(struct arena *arena, const struct homes *homes,
                                          const struct measure_definition *measure,
                                          const struct hierarchy *units,
                                          const struct records *records,
                                          const struct window *window) {
    struct arena *scratch = arena_new();
    struct home_counts *counts = ARENA_NEW(arena, struct home_counts);
    size_t cell_count = (units->unit_count + UNIT_LEVEL_COUNT) * (size_t)DECILE_COUNT;
    struct home_cell *cells = ARENA_ARRAY(arena, struct home_cell, cell_count + 2);
    struct counting counting = {
        .units = units,
        .items = ARENA_ARRAY(scratch, struct item, records->count * LEVELS_OF_HOMES + 1),
        .not_known = cell_count,
        .elsewhere = cell_count + 1,
        .counts_once = records_are_distinct(measure)};
    add_records(&counting, homes, records, window);
    qsort(counting.items, counting.count, sizeof(struct item), compare_items);
    count_items(&counting, cells);
    *counts = (struct home_counts){cells, cells[cell_count].events, cells[cell_count + 1].events};
    arena_free(scratch);
    return counts;
}
