/* Groups by team and by worker. Every row gives an item a level and kind; sorted
 * by unit, kind, name and what is counted once, each run of one name is a group.
 * Names are ranked once, so that sorting compares numbers. */
#include "groups.h"

#include <stdlib.h>

#include "base/arena.h"
#include "table/dictionary.h"

struct item {
    uint64_t group; /* slot, kind and rank of the name among its kind's, in that order */
    uint32_t slot;
    enum group_kind kind;
    uint32_t code; /* 0: none */
    size_t key;    /* of what is counted once; else the row's own number */
};

struct grouping {
    const struct placing *placing;
    const uint32_t *ranks[2]; /* by kind and code: compared in place of the names */
    struct item *items;
    size_t item_count;
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

static int compare_items(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    return a->group != b->group ? (a->group < b->group ? -1 : 1)
                                : (a->key > b->key) - (a->key < b->key);
}

static void add_kind(struct grouping *grouping, size_t index, enum group_kind kind) {
    const struct placing *placing = grouping->placing;
    const struct record_row *row = &placing->records->rows[index];
    bool is_distinct = records_are_distinct(placing->measure);
    uint32_t code = code_of(row, kind);
    for (uint32_t level = 0; level < UNIT_LEVEL_COUNT; level++) {
        uint32_t slot = placing_slot(placing, row, level);
        grouping->items[grouping->item_count++] = (struct item){
            .group = (uint64_t)slot << 33 | (uint64_t)kind << 32 | grouping->ranks[kind][code],
            .slot = slot,
            .kind = kind,
            .code = code,
            .key = is_distinct ? row->key : index};
    }
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

static void collect(struct arena *arena, const struct grouping *grouping, struct tally *tally) {
    struct unit_group *groups = ARENA_ARRAY(arena, struct unit_group, grouping->item_count);
    size_t group_count = 0;
    for (size_t i = 0; i < grouping->item_count; i++) {
        const struct item *item = &grouping->items[i];
        bool is_new = i == 0 || item->group != (item - 1)->group;
        if (is_new) {
            struct unit_tally *unit = &tally->units[item->slot];
            unit->groups = unit->group_count == 0 ? &groups[group_count] : unit->groups;
            unit->group_count++;
            groups[group_count++].name =
                text_format(arena, "%s%.*s", prefix_of(item->kind),
                            TEXT_ARG(id_of(grouping->placing->records, item->code, item->kind)));
        }
        groups[group_count - 1].records += is_new || item->key != (item - 1)->key;
    }
}

void groups_count(struct arena *arena, const struct placing *placing, const struct window *window,
                  struct tally *tally) {
    struct arena *scratch = arena_new();
    size_t limit = count_grouped(placing, window) * UNIT_LEVEL_COUNT * 2;
    struct grouping grouping = {.placing = placing,
                                .ranks = {ranks_of(scratch, placing->records, GROUP_TEAM),
                                          ranks_of(scratch, placing->records, GROUP_WORKER)},
                                .items = ARENA_ARRAY(scratch, struct item, limit)};
    add_rows(&grouping, window);
    if (grouping.item_count > 0) {
        qsort(grouping.items, grouping.item_count, sizeof(struct item), compare_items);
        collect(arena, &grouping, tally);
    }
    arena_free(scratch);
}
