/* Counts records by unit and part: a record adds to one cell at each level. */
#include "tally.h"

#include <stdlib.h>

#include "base/arena.h"
#include "groups.h"
#include "placing.h"
#include "table/dictionary.h"

/* A value, or what is counted once, of a record: sorted by what it is. */
struct item {
    int64_t value;
    size_t row;
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

static void add_item(struct counting *counting, size_t row, int64_t value) {
    ARENA_MAKE_ROOM(counting->scratch, counting->items, counting->item_count,
                    counting->item_capacity, 1024);
    counting->items[counting->item_count++] = (struct item){value, row};
}

static void add_record(const struct counting *counting, const struct record_row *row, uint32_t slot,
                       uint32_t part) {
    struct unit_tally *unit = &counting->tally->units[slot];
    if (row->is_excluded) {
        unit->left_out++;
        return;
    }
    if (records_are_distinct(counting->measure)) {
        return;
    }
    unit->cells[0].records++;
    unit->cells[0].met += row->is_met;
    if (part > 0) {
        unit->cells[part].records++;
        unit->cells[part].met += row->is_met;
        unit->cells[part].sum = tally_added(unit->cells[part].sum, row->has_value ? row->value : 0);
    }
}

/* What of a record is told only when all are known. */
static void keep_item(struct counting *counting, size_t index) {
    const struct record_row *row = &counting->records->rows[index];
    if (row->is_excluded) {
        return;
    }
    if (records_are_distinct(counting->measure)) {
        /* Met first, so that a child with one record that meets the condition meets it. */
        if (row->key != 0) {
            add_item(counting, index, (int64_t)row->key * 2 + !row->is_met);
        }
    } else if (row->has_value) {
        add_item(counting, index, row->value);
    }
}

static int compare_items(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    return (a->value > b->value) - (a->value < b->value);
}

/* Where a record counts: in its unit, or in its value's part of it. */
static uint32_t slot_of(const struct counting *counting, size_t row, uint32_t unit_slot) {
    const struct tally *tally = counting->tally;
    return counting->split == NULL
               ? unit_slot
               : tally->slots[unit_slot * tally->names.count + counting->split->values[row]];
}

static uint32_t slot_at(const struct counting *counting, const struct item *item, uint32_t level) {
    const struct record_row *row = &counting->records->rows[item->row];
    return slot_of(counting, item->row, placing_slot(&counting->placing, row, level));
}

/* In the order of their keys those of one key come together in every unit. */
static void count_keys(const struct counting *counting) {
    int64_t *last = ARENA_ARRAY(counting->scratch, int64_t, counting->tally->unit_count);
    for (size_t i = 0; i < counting->item_count; i++) {
        const struct item *item = &counting->items[i];
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            uint32_t slot = slot_at(counting, item, level);
            struct tally_cell *cell = &counting->tally->units[slot].cells[0];
            bool is_new = last[slot] != item->value / 2;
            cell->records += is_new;
            cell->met += is_new && item->value % 2 == 0;
            last[slot] = item->value / 2;
        }
    }
}

/* Room for each unit's values; then they are dealt out, and stay in order. */
static void keep_values(struct arena *arena, const struct counting *counting) {
    struct tally *tally = counting->tally;
    int64_t *values = ARENA_ARRAY(arena, int64_t, counting->item_count * UNIT_LEVEL_COUNT);
    size_t *counts = ARENA_ARRAY(counting->scratch, size_t, tally->unit_count);
    int64_t **ends = ARENA_ARRAY(counting->scratch, int64_t *, tally->unit_count);
    for (size_t i = 0; i < counting->item_count; i++) {
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            counts[slot_at(counting, &counting->items[i], level)]++;
        }
    }
    for (size_t slot = 0; slot < tally->unit_count; slot++) {
        tally->units[slot].values = ends[slot] = values;
        tally->units[slot].value_count = counts[slot];
        values += counts[slot];
    }
    for (size_t i = 0; i < counting->item_count; i++) {
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            *ends[slot_at(counting, &counting->items[i], level)]++ = counting->items[i].value;
        }
    }
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
        keep_item(counting, i);
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
