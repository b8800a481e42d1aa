/* Counts records by unit and part: a record adds to one cell at each level. */
#include "tally.h"

#include <stdlib.h>

#include "base/arena.h"
#include "groups.h"
#include "placing.h"
#include "table/dictionary.h"

/* A value or child of one unit: sorted by unit, then by what it is. */
struct item {
    uint64_t slot;
    int64_t value;
};

struct counting {
    struct arena *scratch;
    struct diag *diag;
    const struct measure_definition *measure;
    const struct records *records;
    const struct split *split; /* NULL: none */
    struct tally *tally;
    struct placing placing;
    struct item *items;
    size_t item_count, item_capacity;
};

static void report_part(const struct counting *counting, const struct record_row *row) {
    struct text name = row->category == 0
                           ? TEXT("(blank)")
                           : dictionary_text(counting->records->categories, row->category);
    DIAG_REPORT(counting->diag, ME007, &counting->measure->records->place, name,
                counting->measure->id);
}

static void add_item(struct counting *counting, uint64_t slot, int64_t value) {
    if (counting->item_count == counting->item_capacity) {
        size_t capacity = counting->item_capacity == 0 ? 1024 : 2 * counting->item_capacity;
        counting->items = arena_resize(counting->scratch, counting->items,
                                       counting->item_capacity * sizeof(struct item),
                                       capacity * sizeof(struct item));
        counting->item_capacity = capacity;
    }
    counting->items[counting->item_count++] = (struct item){slot, value};
}

static void add_record(struct counting *counting, const struct record_row *row, uint32_t slot,
                       uint32_t part) {
    struct unit_tally *unit = &counting->tally->units[slot];
    if (row->is_excluded) {
        unit->left_out++;
        return;
    }
    if (records_are_distinct(counting->measure)) {
        /* Met first, so that a child with one record that meets the condition meets it. */
        if (row->key != 0) {
            add_item(counting, slot, (int64_t)row->key * 2 + !row->is_met);
        }
        return;
    }
    unit->cells[0].records++;
    unit->cells[0].met += row->is_met;
    if (part > 0) {
        unit->cells[part].records++;
        unit->cells[part].met += row->is_met;
        unit->cells[part].sum += row->has_value ? row->value : 0;
    }
    if (row->has_value) {
        add_item(counting, slot, row->value);
    }
}

static int compare_items(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    if (a->slot != b->slot) {
        return a->slot < b->slot ? -1 : 1;
    }
    return (a->value > b->value) - (a->value < b->value);
}

static void count_keys(const struct counting *counting) {
    const struct item *items = counting->items;
    for (size_t i = 0; i < counting->item_count; i++) {
        bool is_new = i == 0 || items[i].slot != items[i - 1].slot ||
                      items[i].value / 2 != items[i - 1].value / 2;
        if (is_new) {
            struct tally_cell *cell = &counting->tally->units[items[i].slot].cells[0];
            cell->records++;
            cell->met += items[i].value % 2 == 0;
        }
    }
}

static void keep_values(struct arena *arena, const struct counting *counting) {
    int64_t *values = ARENA_ARRAY(arena, int64_t, counting->item_count);
    for (size_t i = 0; i < counting->item_count; i++) {
        values[i] = counting->items[i].value;
        struct unit_tally *unit = &counting->tally->units[counting->items[i].slot];
        unit->values = unit->value_count == 0 ? &values[i] : unit->values;
        unit->value_count++;
    }
}

/* Where a record counts: in its unit, or in its value's part of it. */
static uint32_t slot_of(const struct counting *counting, size_t row, uint32_t unit_slot) {
    const struct tally *tally = counting->tally;
    return counting->split == NULL
               ? unit_slot
               : tally->slots[unit_slot * tally->names.count + counting->split->values[row]];
}

static bool count_rows(struct counting *counting, const struct window *window) {
    const struct records *records = counting->records;
    for (size_t i = 0; i < records->count; i++) {
        const struct record_row *row = &records->rows[i];
        if (!record_is_in(records, row, window)) {
            continue;
        }
        uint32_t part = row->is_excluded ? 0 : placing_part(&counting->placing, row);
        if (part == UINT32_MAX) {
            report_part(counting, row);
            return false;
        }
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            uint32_t slot = placing_slot(&counting->placing, row, level);
            add_record(counting, row, slot_of(counting, i, slot), part);
        }
    }
    return true;
}

/* Numbers the units and values that have records, from 1; 0 is what has none. */
static void number_slots(struct arena *arena, struct counting *counting,
                         const struct window *window) {
    struct tally *tally = counting->tally;
    const struct records *records = counting->records;
    size_t unit_count = counting->placing.units->unit_count + UNIT_LEVEL_COUNT;
    tally->names = counting->split->names;
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, unit_count * tally->names.count);
    tally->unit_count = 1;
    for (size_t i = 0; i < records->count; i++) {
        const struct record_row *row = &records->rows[i];
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT && record_is_in(records, row, window);
             level++) {
            uint32_t unit = placing_slot(&counting->placing, row, level);
            uint32_t *slot = &slots[unit * tally->names.count + counting->split->values[i]];
            *slot = *slot == 0 ? (uint32_t)tally->unit_count++ : *slot;
        }
    }
    tally->slots = slots;
}

static void make_cells(struct arena *arena, const struct measure_definition *measure,
                       struct tally *tally) {
    size_t cell_count = placing_part_count(measure) + 1;
    tally->units = ARENA_ARRAY(arena, struct unit_tally, tally->unit_count);
    struct tally_cell *cells =
        ARENA_ARRAY(arena, struct tally_cell, tally->unit_count * cell_count);
    for (size_t i = 0; i < tally->unit_count; i++) {
        tally->units[i].cells = cells + i * cell_count;
    }
}

static void make_tally(struct arena *arena, struct counting *counting,
                       const struct window *window) {
    struct tally *tally = ARENA_NEW(arena, struct tally);
    counting->tally = tally;
    tally->has_team = counting->records->has_team;
    tally->can_exclude = counting->records->can_exclude;
    tally->unit_count = counting->placing.units->unit_count + UNIT_LEVEL_COUNT;
    if (counting->split != NULL) {
        number_slots(arena, counting, window);
    }
    make_cells(arena, counting->measure, tally);
}

struct tally *tally_records(struct arena *arena, struct diag *diag,
                            const struct measure_definition *measure, const struct hierarchy *units,
                            const struct records *records, const struct window *window,
                            const struct split *split) {
    struct arena *scratch = arena_new();
    struct counting counting = {
        .scratch = scratch, .diag = diag, .measure = measure, .records = records, .split = split};
    counting.placing = placing_new(scratch, measure, units, records);
    make_tally(arena, &counting, window);
    bool is_counted = count_rows(&counting, window);
    if (counting.item_count > 0) {
        qsort(counting.items, counting.item_count, sizeof(struct item), compare_items);
        if (records_are_distinct(measure)) {
            count_keys(&counting);
        } else {
            keep_values(arena, &counting);
        }
    }
    if (is_counted && split == NULL && (measure->is_by_team || measure->is_by_worker)) {
        groups_count(arena, &counting.placing, window, counting.tally);
    }
    arena_free(scratch);
    return is_counted ? counting.tally : NULL;
}
