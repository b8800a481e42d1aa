/* What a reader makes of the cells by himself: complements, rows that are not
 * shown because they are 0, and counts that bear two names. */
#include "base/arena.h"
#include "disclose/count_series.h"

/* --- "(none)" of a level ------------------------------------------------- */

static bool has_level(const struct series_set *set, const struct count_series *series,
                      enum unit_level level) {
    for (size_t slot = 0; slot < set->units->unit_count; slot++) {
        if (set->units->units[slot].level == level && series->cells[slot].is_there) {
            return true;
        }
    }
    return false;
}

/* A computed measure shows the row where it has records: without it there are none. One that an
 * earlier pack withheld is there. */
static void add_empty_rests(const struct series_set *set, struct count_series *series) {
    for (int level = UNIT_AREA; level < UNIT_LEVEL_COUNT; level++) {
        struct series_cell *cell =
            &series->cells[series_slot(set, (enum unit_level)level, UNIT_NONE)];
        if (!cell->is_there && !cell->was_withheld &&
            has_level(set, series, (enum unit_level)level)) {
            cell->is_there = cell->is_printed = true;
            cell->value = 0;
        }
    }
}

/* A group of a breakdown has a row where it has records: without one it has none there. */
static void add_empty_groups(const struct series_set *set, struct count_series *group) {
    struct series_key key = group->key;
    key.group = TEXT_NONE;
    const struct count_series *all = series_find(set, &key);
    for (size_t slot = 0; all != NULL && slot < set->slot_count; slot++) {
        if (all->cells[slot].is_there && !group->cells[slot].is_there &&
            !group->cells[slot].was_withheld) {
            group->cells[slot].is_there = group->cells[slot].is_printed = true;
        }
    }
}

/* --- complements --------------------------------------------------------- */

/* whole less part, wherever both are there; whole NULL: nothing. */
static void subtract(struct series_set *set, const struct count_series *part,
                     const struct count_series *whole, enum series_part rest_part) {
    if (whole == NULL) {
        return;
    }
    struct series_key key = part->key;
    key.part = rest_part;
    struct count_series *rest = series_need(set, &key);
    for (size_t slot = 0; slot < set->slot_count; slot++) {
        const struct series_cell *all = &whole->cells[slot], *some = &part->cells[slot];
        bool is_there = all->is_there && some->is_there && all->value >= some->value;
        rest->cells[slot].is_there = is_there;
        rest->cells[slot].value = is_there ? all->value - some->value : 0;
    }
}

/* Distinct children among records leave no count of either. */
static void add_beyond(struct series_set *set, const struct count_series *part) {
    const struct count_series *whole = series_around(set, part);
    if (whole != NULL &&
        whole->key.measure->counts_children == part->key.measure->counts_children) {
        subtract(set, part, whole, part->key.part == PART_MET ? PART_MET_BEYOND : PART_BEYOND);
    }
}

/* Of a mix the records of all groups that its share counts. */
static void add_shares_up(struct series_set *set, const struct count_series *share) {
    struct series_key key = share->key;
    key.part = PART_MET;
    key.category = TEXT_NONE;
    struct count_series *sum = series_need(set, &key);
    for (size_t slot = 0; slot < set->slot_count; slot++) {
        if (share->cells[slot].is_there) {
            sum->cells[slot].is_there = true;
            sum->cells[slot].value += share->cells[slot].value;
        }
    }
}

/* --- counts of two names ------------------------------------------------- */

enum { ENOUGH_CELLS = 3 };

/* Records as at a day, and those of a period that are judged on its last day: "plans open at the
 * end of the month". */
static bool are_of_one_day(const struct count_series *a, const struct count_series *b) {
    return series_is_stock(a) != series_is_stock(b) && a->key.last == b->key.last &&
           a->key.part == PART_ALL && b->key.part == PART_ALL;
}

static bool are_of_same_days(const struct count_series *a, const struct count_series *b) {
    return series_is_stock(a) == series_is_stock(b) && a->key.first == b->key.first &&
           a->key.last == b->key.last;
}

/* Whether two series agree wherever both have a cell: the records of two measures in one cell that
 * is not 0; anything else in as many as cannot be chance. */
static bool agree(const struct series_set *set, const struct count_series *a,
                  const struct count_series *b) {
    size_t count = 0;
    for (size_t slot = 0; slot < set->slot_count; slot++) {
        bool are_there = a->cells[slot].is_there && b->cells[slot].is_there;
        if (are_there && a->cells[slot].value != b->cells[slot].value) {
            return false;
        }
        count += are_there && a->cells[slot].value != 0;
    }
    bool are_records = are_of_same_days(a, b) && a->key.part == PART_ALL && b->key.part == PART_ALL;
    return count >= (are_records ? 1 : ENOUGH_CELLS);
}

static struct series_cell *cell_at(const struct series_set *set, uint32_t number) {
    return &set->items[number / set->slot_count]->cells[number % set->slot_count];
}

static uint32_t first_of(const struct series_set *set, uint32_t number) {
    while (cell_at(set, number)->same_as != number) {
        number = cell_at(set, number)->same_as;
    }
    return number;
}

/* A cell of which an earlier pack told no more than that it withheld it: withheld by any name. */
static void share_mark(struct series_cell *one, struct series_cell *other) {
    if (!one->is_there && one->was_withheld) {
        other->was_withheld = true;
    }
}

static void join(const struct series_set *set, const struct count_series *a,
                 const struct count_series *b) {
    for (size_t slot = 0; slot < set->slot_count; slot++) {
        if (a->cells[slot].is_there && b->cells[slot].is_there) {
            uint32_t one = first_of(set, a->cells[slot].same_as);
            uint32_t other = first_of(set, b->cells[slot].same_as);
            cell_at(set, one > other ? one : other)->same_as = one > other ? other : one;
        }
        share_mark(&a->cells[slot], &b->cells[slot]);
        share_mark(&b->cells[slot], &a->cells[slot]);
    }
}

static void join_equal(const struct series_set *set) {
    for (size_t i = 0; i < set->count; i++) {
        for (size_t k = i + 1; k < set->count; k++) {
            const struct count_series *a = set->items[i], *b = set->items[k];
            bool can_be = a->key.measure != b->key.measure &&
                          (are_of_same_days(a, b) || are_of_one_day(a, b));
            if (can_be && agree(set, a, b)) {
                join(set, a, b);
            }
        }
    }
    for (uint32_t number = 0; number < set->count * set->slot_count; number++) {
        cell_at(set, number)->same_as = first_of(set, number);
    }
}

void series_complete(struct series_set *set) {
    size_t count = set->count;
    for (size_t i = 0; i < count; i++) {
        if (!set->items[i]->key.measure->is_supplied) {
            add_empty_rests(set, set->items[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (set->items[i]->key.group.length > 0) {
            add_empty_groups(set, set->items[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (set->items[i]->key.part == PART_CATEGORY_MET) {
            add_shares_up(set, set->items[i]);
            subtract(set, set->items[i], series_beside(set, set->items[i], PART_CATEGORY),
                     PART_CATEGORY_UNMET);
        } else if (set->items[i]->key.part == PART_MET) {
            subtract(set, set->items[i], series_beside(set, set->items[i], PART_ALL), PART_UNMET);
        }
        add_beyond(set, set->items[i]);
    }
    join_equal(set);
}
