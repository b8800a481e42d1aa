/* Counts records by unit and part. The team of a record is looked up once per
 * distinct team, and so is its category; a record then adds to one cell at each
 * level. The county has every record, also those without a team. */
#include "tally.h"

#include <stdlib.h>

#include "base/arena.h"
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
    const struct hierarchy *units;
    const struct records *records;
    struct tally *tally;
    const uint32_t *team_slots; /* UNIT_LEVEL_COUNT a team code */
    const uint32_t *parts;      /* one a category code: its part, from 1; 0: none of that name */
    const int64_t *band_lows;   /* where each band begins */
    struct item *items;
    size_t item_count, item_capacity;
};

size_t tally_part_count(const struct measure_definition *measure) {
    return measure->category_count + measure->band_count + measure->apart_count;
}

struct text tally_part_name(const struct measure_definition *measure, size_t part) {
    if (part < measure->category_count) {
        return measure->categories[part];
    }
    part -= measure->category_count;
    return part < measure->band_count ? measure->bands[part]
                                      : measure->apart[part - measure->band_count];
}

size_t tally_slot(const struct hierarchy *units, enum unit_level level, uint32_t unit) {
    return unit == UNIT_NONE ? units->unit_count + level : unit;
}

static uint32_t county_of(const struct hierarchy *units) {
    for (uint32_t i = 0; i < units->unit_count; i++) {
        if (units->units[i].level == UNIT_COUNTY) {
            return i;
        }
    }
    return UNIT_NONE;
}

static const uint32_t *find_team_slots(const struct counting *counting) {
    const struct hierarchy *units = counting->units;
    const struct dictionary *teams = counting->records->teams;
    uint32_t team_count = dictionary_count(teams), county = county_of(units);
    uint32_t *slots = ARENA_ARRAY(counting->scratch, uint32_t, team_count * UNIT_LEVEL_COUNT);
    for (uint32_t team = 0; team < team_count; team++) {
        uint32_t unit = team == 0 ? UNIT_NONE : hierarchy_find(units, dictionary_text(teams, team));
        for (int level = 0; level < UNIT_LEVEL_COUNT; level++) {
            uint32_t above = level == UNIT_COUNTY ? county
                             : unit == UNIT_NONE
                                 ? UNIT_NONE
                                 : hierarchy_ancestor(units, unit, (enum unit_level)level);
            slots[team * UNIT_LEVEL_COUNT + (uint32_t)level] =
                (uint32_t)tally_slot(units, (enum unit_level)level, above);
        }
    }
    return slots;
}

/* Bands are given by values, so only the names of a mix and of what stands apart are looked up. */
static const uint32_t *find_parts(const struct counting *counting) {
    const struct dictionary *names = counting->records->categories;
    const struct measure_definition *measure = counting->measure;
    uint32_t *parts = ARENA_ARRAY(counting->scratch, uint32_t, dictionary_count(names));
    for (uint32_t code = 1; code < dictionary_count(names); code++) {
        for (size_t part = 0; part < tally_part_count(measure); part++) {
            bool is_band = measure->band_count > 0 && part < measure->band_count;
            if (!is_band &&
                text_equal(tally_part_name(measure, part), dictionary_text(names, code))) {
                parts[code] = (uint32_t)part + 1;
            }
        }
    }
    return parts;
}

static const int64_t *find_band_lows(const struct counting *counting) {
    const struct measure_definition *measure = counting->measure;
    int64_t *lows = ARENA_ARRAY(counting->scratch, int64_t, measure->band_count + 1);
    for (size_t i = 0; i < measure->band_count; i++) {
        struct text band = measure->bands[i];
        size_t digits = 0;
        while (digits < band.length && band.bytes[digits] >= '0' && band.bytes[digits] <= '9') {
            digits++;
        }
        text_to_int(text_slice(band, 0, digits), &lows[i]);
    }
    return lows;
}

/* The part of a record, from 1; 0 where it needs none; UINT32_MAX where it has none. */
static uint32_t part_of(const struct counting *counting, const struct record_row *row) {
    const struct measure_definition *measure = counting->measure;
    if (measure->unit == MEASURE_BANDS && row->has_value) {
        uint32_t band = 0;
        while (band < measure->band_count && row->value >= counting->band_lows[band]) {
            band++;
        }
        return band == 0 ? UINT32_MAX : band;
    }
    bool needs_part = measure->unit == MEASURE_BANDS || measure->unit == MEASURE_MIX;
    if (row->category == 0 && !needs_part) {
        return 0;
    }
    uint32_t part = counting->parts[row->category];
    return part == 0 ? UINT32_MAX : part;
}

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
    if (counting->measure->counts_children) {
        /* Met first, so that a child with one record that meets the condition meets it. */
        if (row->child != 0) {
            add_item(counting, slot, (int64_t)row->child * 2 + !row->is_met);
        }
        return;
    }
    unit->cells[0].records++;
    unit->cells[0].met += row->is_met;
    if (part > 0) {
        unit->cells[part].records++;
        unit->cells[part].met += row->is_met;
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

static void count_children(const struct counting *counting) {
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

static bool count_rows(struct counting *counting, const struct window *window) {
    const struct records *records = counting->records;
    for (size_t i = 0; i < records->count; i++) {
        const struct record_row *row = &records->rows[i];
        if (!record_is_in(records, row, window)) {
            continue;
        }
        uint32_t part = row->is_excluded ? 0 : part_of(counting, row);
        if (part == UINT32_MAX) {
            report_part(counting, row);
            return false;
        }
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            add_record(counting, row, counting->team_slots[row->team * UNIT_LEVEL_COUNT + level],
                       part);
        }
    }
    return true;
}

static struct tally *new_tally(struct arena *arena, const struct measure_definition *measure,
                               const struct hierarchy *units, const struct records *records) {
    struct tally *tally = ARENA_NEW(arena, struct tally);
    size_t cell_count = tally_part_count(measure) + 1;
    tally->has_team = records->has_team;
    tally->can_exclude = records->can_exclude;
    tally->unit_count = units->unit_count + UNIT_LEVEL_COUNT;
    tally->units = ARENA_ARRAY(arena, struct unit_tally, tally->unit_count);
    struct tally_cell *cells =
        ARENA_ARRAY(arena, struct tally_cell, tally->unit_count * cell_count);
    for (size_t i = 0; i < tally->unit_count; i++) {
        tally->units[i].cells = cells + i * cell_count;
    }
    return tally;
}

const struct tally *tally_records(struct arena *arena, struct diag *diag,
                                  const struct measure_definition *measure,
                                  const struct hierarchy *units, const struct records *records,
                                  const struct window *window) {
    struct arena *scratch = arena_new();
    struct counting counting = {.scratch = scratch,
                                .diag = diag,
                                .measure = measure,
                                .units = units,
                                .records = records,
                                .tally = new_tally(arena, measure, units, records)};
    counting.team_slots = find_team_slots(&counting);
    counting.parts = find_parts(&counting);
    counting.band_lows = find_band_lows(&counting);
    bool is_counted = count_rows(&counting, window);
    if (counting.item_count > 0) {
        qsort(counting.items, counting.item_count, sizeof(struct item), compare_items);
        if (measure->counts_children) {
            count_children(&counting);
        } else {
            keep_values(arena, &counting);
        }
    }
    arena_free(scratch);
    return is_counted ? counting.tally : NULL;
}
