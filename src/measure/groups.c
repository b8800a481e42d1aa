/* Groups by team and by worker. Every row in the window gives an entry a kind; entries are sorted
 * once by kind, name and what is counted once, and then dealt to the units of every level in that
 * order, so that in each unit a run of one name is a group. Names are ranked once, so that sorting
 * compares numbers. */
#include "groups.h"

#include <stdlib.h>

#include "base/arena.h"
#include "table/dictionary.h"

enum { KIND_COUNT = 2 };

/* Kind, rank of the name among its kind's, and key of what is counted once, else the row's own
 * number, in that order: kind 1 bit, rank 31, key 32. */
struct entry {
    uint64_t order;
    uint32_t row;
};

struct grouping {
    const struct placing *placing;
    const uint32_t *ranks[KIND_COUNT]; /* by kind and code: compared in place of the names */
    struct text *names[KIND_COUNT];    /* by kind and rank; empty until a group has it */
    struct entry *entries;
    size_t entry_count;
    uint32_t *dealt; /* numbers of entries, by slot */
    size_t *starts;  /* one a slot, and the end */
    size_t slot_count;
};

static const struct dictionary *names_of(const struct records *records, enum group_kind kind) {
    return kind == GROUP_TEAM ? records->teams : records->workers;
}

static uint32_t code_of(const struct record_row *row, enum group_kind kind) {
    return kind == GROUP_TEAM ? row->team : row->worker;
}

static struct text id_of(const struct records *records, uint32_t code, enum group_kind kind) {
    return code == 0 ? TEXT("(none)") : dictionary_text(names_of(records, kind), code);
}

struct ranked {
    struct text id;
    uint32_t code;
};

static int compare_ids(const void *left, const void *right) {
    const struct ranked *a = left, *b = right;
    return text_compare(a->id, b->id);
}

static const uint32_t *ranks_of(struct arena *scratch, const struct records *records,
                                enum group_kind kind) {
    uint32_t count = dictionary_count(names_of(records, kind));
    struct ranked *order = ARENA_ARRAY(scratch, struct ranked, count);
    uint32_t *ranks = ARENA_ARRAY(scratch, uint32_t, count);
    for (uint32_t code = 0; code < count; code++) {
        order[code] = (struct ranked){id_of(records, code, kind), code};
    }
    qsort(order, count, sizeof *order, compare_ids);
    for (uint32_t rank = 0; rank < count; rank++) {
        ranks[order[rank].code] = rank;
    }
    return ranks;
}

static const char *prefix_of(enum group_kind kind) {
    return kind == GROUP_TEAM ? "team: " : "worker: ";
}

bool groups_is_in(const struct records *records, const struct record_row *row, enum group_kind kind,
                  struct text name) {
    struct text prefix = text_of(prefix_of(kind));
    return text_starts_with(name, prefix) &&
           text_equal(text_slice(name, prefix.length, name.length),
                      id_of(records, code_of(row, kind), kind));
}

static int compare_entries(const void *left, const void *right) {
    const struct entry *a = left, *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

static void add_kind(struct grouping *grouping, size_t index, enum group_kind kind) {
    const struct placing *placing = grouping->placing;
    const struct record_row *row = &placing->records->rows[index];
    uint32_t key = records_are_distinct(placing->measure) ? row->key : (uint32_t)index;
    uint64_t rank = grouping->ranks[kind][code_of(row, kind)];
    grouping->entries[grouping->entry_count++] =
        (struct entry){(uint64_t)kind << 63 | rank << 32 | key, (uint32_t)index};
}

static bool is_grouped(const struct placing *placing, size_t index, const struct window *window) {
    const struct record_row *row = &placing->records->rows[index];
    bool has_key = row->key != 0 || !records_are_distinct(placing->measure);
    return !row->is_excluded && has_key && record_is_in(placing->records, row, window);
}

/* Most rows of an extract are in no window of a day: room is made for those that are. */
static size_t count_grouped(const struct placing *placing, const struct window *window) {
    size_t count = 0;
    for (size_t i = 0; i < placing->records->count; i++) {
        count += is_grouped(placing, i, window);
    }
    return count;
}

static void add_rows(struct grouping *grouping, const struct window *window) {
    const struct measure_definition *measure = grouping->placing->measure;
    for (size_t i = 0; i < grouping->placing->records->count; i++) {
        if (!is_grouped(grouping->placing, i, window)) {
            continue;
        }
        if (measure->is_by_team) {
            add_kind(grouping, i, GROUP_TEAM);
        }
        if (measure->is_by_worker) {
            add_kind(grouping, i, GROUP_WORKER);
        }
    }
}

static uint32_t slot_of(const struct grouping *grouping, size_t entry, uint32_t level) {
    const struct placing *placing = grouping->placing;
    return placing_slot(placing, &placing->records->rows[grouping->entries[entry].row], level);
}

/* Deals the entries to their units: in each they stand in their order. */
static void deal(struct arena *scratch, struct grouping *grouping) {
    size_t *starts = ARENA_ARRAY(scratch, size_t, grouping->slot_count + 1);
    for (size_t i = 0; i < grouping->entry_count; i++) {
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            starts[slot_of(grouping, i, level) + 1]++;
        }
    }
    for (size_t slot = 0; slot < grouping->slot_count; slot++) {
        starts[slot + 1] += starts[slot];
    }
    grouping->dealt = ARENA_ARRAY(scratch, uint32_t, grouping->entry_count * UNIT_LEVEL_COUNT);
    for (size_t i = 0; i < grouping->entry_count; i++) {
        for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
            grouping->dealt[starts[slot_of(grouping, i, level)]++] = (uint32_t)i;
        }
    }
    /* Each start has moved to the start of the next slot: move them back. */
    for (size_t slot = grouping->slot_count; slot > 0; slot--) {
        starts[slot] = starts[slot - 1];
    }
    starts[0] = 0;
    grouping->starts = starts;
}

static struct text group_name(struct arena *arena, const struct grouping *grouping,
                              const struct entry *entry) {
    enum group_kind kind = entry->order >> 63 == 0 ? GROUP_TEAM : GROUP_WORKER;
    const struct records *records = grouping->placing->records;
    struct text *name = &grouping->names[kind][entry->order << 1 >> 33];
    if (name->length == 0) {
        uint32_t code = code_of(&records->rows[entry->row], kind);
        *name = text_format(arena, "%s%.*s", prefix_of(kind), TEXT_ARG(id_of(records, code, kind)));
    }
    return *name;
}

/* The groups of one unit, written at `groups`; returns how many they are. */
static size_t collect(struct arena *arena, const struct grouping *grouping, size_t slot,
                      struct unit_group *groups) {
    const struct entry *before = NULL;
    size_t count = 0;
    for (size_t i = grouping->starts[slot]; i < grouping->starts[slot + 1]; i++) {
        const struct entry *entry = &grouping->entries[grouping->dealt[i]];
        bool is_new = before == NULL || before->order >> 32 != entry->order >> 32;
        if (is_new) {
            groups[count++].name = group_name(arena, grouping, entry);
        }
        groups[count - 1].records += is_new || before->order != entry->order;
        before = entry;
    }
    return count;
}

static void collect_all(struct arena *arena, const struct grouping *grouping, struct tally *tally) {
    struct unit_group *groups =
        ARENA_ARRAY(arena, struct unit_group, grouping->entry_count * UNIT_LEVEL_COUNT);
    for (size_t slot = 0; slot < grouping->slot_count; slot++) {
        struct unit_tally *unit = &tally->units[slot];
        unit->groups = groups;
        unit->group_count = collect(arena, grouping, slot, groups);
        groups += unit->group_count;
    }
}

void groups_count(struct arena *arena, const struct placing *placing, const struct window *window,
                  struct tally *tally) {
    struct arena *scratch = arena_new();
    const struct records *records = placing->records;
    struct grouping grouping = {.placing = placing, .slot_count = tally->unit_count};
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        uint32_t count = dictionary_count(names_of(records, (enum group_kind)kind));
        grouping.ranks[kind] = ranks_of(scratch, records, (enum group_kind)kind);
        grouping.names[kind] = ARENA_ARRAY(scratch, struct text, count);
    }
    grouping.entries =
        ARENA_ARRAY(scratch, struct entry, count_grouped(placing, window) * KIND_COUNT);
    add_rows(&grouping, window);
    if (grouping.entry_count > 0) {
        qsort(grouping.entries, grouping.entry_count, sizeof(struct entry), compare_entries);
        deal(scratch, &grouping);
        collect_all(arena, &grouping, tally);
    }
    arena_free(scratch);
}
