/* Links between measures, which no definition states and any reader knows who
 * has read what is counted: plans of two days differ by those started less those
 * ended between them; the first bands of the days that something took are those
 * who met a limit. They are found in the figures: what holds in nearly every
 * unit is taken to hold, and is linked where it does. */
#include "base/arena.h"
#include "linking.h"

enum { ENOUGH_CELLS = 3, MANY = 4 };

/* How often something holds where it could fail. */
struct tries {
    size_t held, failed;
};

static bool are_convincing(const struct tries *tries) {
    return tries->held >= ENOUGH_CELLS && tries->held >= MANY * tries->failed;
}

static void try(struct tries *tries, bool holds) {
    tries->held += holds;
    tries->failed += !holds;
}

/* Of records as a whole, and not of one breakdown or group; a copy says nothing new. */
static bool is_of_records(const struct series_set *set, size_t index) {
    const struct series_key *key = &set->items[index]->key;
    return key->part == PART_ALL && key->group.length == 0 && !key->measure->counts_children &&
           !key->measure->counts_distinct && !series_is_copy(set, index);
}

/* --- stocks and flows ---------------------------------------------------- */

struct balance {
    const struct count_series *before, *after, *started, *ended;
};

static bool is_whole(const struct balance *balance, size_t slot) {
    return balance->before->cells[slot].is_there && balance->after->cells[slot].is_there &&
           balance->started->cells[slot].is_there && balance->ended->cells[slot].is_there;
}

static bool is_balanced(const struct balance *balance, size_t slot) {
    return is_whole(balance, slot) &&
           balance->after->cells[slot].value - balance->before->cells[slot].value ==
               balance->started->cells[slot].value - balance->ended->cells[slot].value;
}

static bool is_idle(const struct balance *balance, size_t slot) {
    return balance->started->cells[slot].value == 0 && balance->ended->cells[slot].value == 0;
}

static void add_balance(const struct linking *linking, const struct balance *balance) {
    struct tries tries = {0, 0};
    for (size_t slot = 0; slot < linking->set->slot_count; slot++) {
        if (is_whole(balance, slot) && !is_idle(balance, slot)) {
            try(&tries, is_balanced(balance, slot));
        }
    }
    for (size_t slot = 0; are_convincing(&tries) && slot < linking->set->slot_count; slot++) {
        if (is_balanced(balance, slot)) {
            const struct count_term terms[] = {{linking_count(linking, balance->after, slot), 1},
                                               {linking_count(linking, balance->before, slot), -1},
                                               {linking_count(linking, balance->started, slot), -1},
                                               {linking_count(linking, balance->ended, slot), 1}};
            pack_counts_link(linking->counts, terms, 4, false, 0);
        }
    }
}

/* Series of records: as at a day, or over days. */
struct records {
    const struct count_series **items;
    size_t count;
};

static struct records records_of(const struct linking *linking, bool are_stocks) {
    const struct series_set *set = linking->set;
    struct records records = {ARENA_ARRAY(linking->arena, const struct count_series *, set->count),
                              0};
    for (size_t i = 0; i < set->count; i++) {
        if (series_is_stock(set->items[i]) == are_stocks && is_of_records(set, i)) {
            records.items[records.count++] = set->items[i];
        }
    }
    return records;
}

static bool is_between(const struct count_series *flow, const struct balance *balance) {
    return flow->key.first == balance->before->key.last + 1 &&
           flow->key.last == balance->after->key.last;
}

static void add_balances_between(const struct linking *linking, const struct records *flows,
                                 struct balance *balance) {
    for (size_t i = 0; i < flows->count; i++) {
        for (size_t k = 0; is_between(flows->items[i], balance) && k < flows->count; k++) {
            if (i != k && is_between(flows->items[k], balance)) {
                balance->started = flows->items[i];
                balance->ended = flows->items[k];
                add_balance(linking, balance);
            }
        }
    }
}

static void add_balances(const struct linking *linking) {
    const struct records stocks = records_of(linking, true), flows = records_of(linking, false);
    for (size_t i = 0; i < stocks.count; i++) {
        for (size_t k = 0; k < stocks.count; k++) {
            struct balance balance = {.before = stocks.items[i], .after = stocks.items[k]};
            if (balance.before->key.last < balance.after->key.last) {
                add_balances_between(linking, &flows, &balance);
            }
        }
    }
}

/* --- the first bands ----------------------------------------------------- */

/* Bands or groups of one measure and window, in the order of its definition. */
struct row_of_bands {
    const struct count_series **bands;
    size_t count;
};

static bool is_row_whole(const struct row_of_bands *row, const struct count_series *met,
                         size_t slot) {
    for (size_t i = 0; i < row->count; i++) {
        if (!row->bands[i]->cells[slot].is_there) {
            return false;
        }
    }
    return met->cells[slot].is_there;
}

static int64_t sum_of(const struct row_of_bands *row, size_t slot) {
    int64_t sum = 0;
    for (size_t i = 0; i < row->count; i++) {
        sum += row->bands[i]->cells[slot].value;
    }
    return sum;
}

static bool are_met(const struct linking *linking, const struct row_of_bands *row,
                    const struct count_series *met) {
    struct tries tries = {0, 0};
    for (size_t slot = 0; slot < linking->set->slot_count; slot++) {
        if (is_row_whole(row, met, slot) && met->cells[slot].value != 0) {
            try(&tries, sum_of(row, slot) == met->cells[slot].value);
        }
    }
    return are_convincing(&tries);
}

static void link_met(const struct linking *linking, const struct row_of_bands *row,
                     const struct count_series *met) {
    uint32_t *parts = ARENA_ARRAY(linking->arena, uint32_t, row->count);
    for (size_t slot = 0; slot < linking->set->slot_count; slot++) {
        if (is_row_whole(row, met, slot) && sum_of(row, slot) == met->cells[slot].value) {
            for (size_t i = 0; i < row->count; i++) {
                parts[i] = linking_count(linking, row->bands[i], slot);
            }
            pack_counts_link_sum(linking->counts, linking_count(linking, met, slot), parts,
                                 row->count);
        }
    }
}

/* The bands of `whole`, as far as there are series of them. */
static struct row_of_bands row_of(const struct linking *linking, const struct count_series *whole) {
    const struct measure_definition *measure = whole->key.measure;
    bool is_mix = measure->category_count > 0;
    size_t limit = is_mix ? measure->category_count : measure->band_count;
    struct row_of_bands row = {ARENA_ARRAY(linking->arena, const struct count_series *, limit + 1),
                               0};
    for (size_t i = 0; i < limit; i++) {
        struct series_key key = whole->key;
        key.part = PART_CATEGORY;
        key.category = is_mix ? measure->categories[i] : measure->bands[i];
        const struct count_series *band = series_find(linking->set, &key);
        if (band == NULL) {
            break;
        }
        row.bands[row.count++] = band;
    }
    return row;
}

static bool may_be_met(const struct count_series *whole, const struct count_series *met) {
    return met->key.part == PART_MET && met->key.group.length == 0 &&
           met->key.measure != whole->key.measure && met->key.first == whole->key.first &&
           met->key.last == whole->key.last;
}

/* The fewest first bands that are those who met a limit: more add what is 0. */
static void add_bands(const struct linking *linking, const struct count_series *whole) {
    struct row_of_bands row = row_of(linking, whole);
    for (size_t i = 0; row.count > 0 && i < linking->set->count; i++) {
        const struct count_series *met = linking->set->items[i];
        struct row_of_bands first = {row.bands, 1};
        while (may_be_met(whole, met) && first.count <= row.count) {
            if (are_met(linking, &first, met)) {
                link_met(linking, &first, met);
                break;
            }
            first.count++;
        }
    }
}

void record_links_add(const struct linking *linking) {
    const struct series_set *set = linking->set;
    add_balances(linking);
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i]->key.part == PART_ALL && set->items[i]->key.group.length == 0) {
            add_bands(linking, set->items[i]);
        }
    }
}
