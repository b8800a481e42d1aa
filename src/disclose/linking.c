/* Cells to counts, with what they cost a reader to lose and the name that a
 * refusal calls them by. */
#include "linking.h"

#include "base/arena.h"

static enum unit_level level_of(const struct series_set *set, size_t slot) {
    size_t unit_count = set->units->unit_count;
    return slot < unit_count ? set->units->units[slot].level : (enum unit_level)(slot - unit_count);
}

/* What matters to a reader: the county over areas over districts over teams, totals over their
 * parts, the newest days over older ones; of equals the larger count. */
static double cost_of(const struct linking *linking, const struct count_series *series, size_t slot,
                      int64_t value) {
    static const double costs[UNIT_LEVEL_COUNT] = {1000, 100, 10, 1};
    double cost = costs[level_of(linking->set, slot)];
    cost *= series->key.part == PART_ALL ? 8 : 1;
    cost *= series->key.last == linking->newest ? 2 : 1;
    return cost * (1 + (double)value / (double)(value + 10000));
}

static const char *part_words(enum series_part part) {
    static const char *const words[] = {[PART_ALL] = "",
                                        [PART_MET] = ", condition met",
                                        [PART_UNMET] = ", not met",
                                        [PART_CATEGORY] = "",
                                        [PART_CATEGORY_MET] = ", share met",
                                        [PART_CATEGORY_UNMET] = ", share not met",
                                        [PART_LEFT_OUT] = ", left out",
                                        [PART_BEYOND] = ", the others",
                                        [PART_MET_BEYOND] = ", the others whose condition is met"};
    return words[part];
}

/* "cpp-2y-ended, condition met, 2013-04-01 to 2014-03-31, Eastleigh" */
static struct text name_of(const struct linking *linking, const struct count_series *series,
                           size_t slot) {
    const struct hierarchy *units = linking->set->units;
    struct arena *arena = linking->arena;
    struct text unit = slot < units->unit_count
                           ? units->units[slot].name
                           : text_format(arena, "(none) of %.*s",
                                         TEXT_ARG(unit_level_name(level_of(linking->set, slot))));
    struct text first =
        series_is_stock(series)
            ? TEXT_NONE
            : text_format(arena, "%.*s to ", TEXT_ARG(date_iso(arena, series->key.first)));
    struct text last = date_iso(arena, series->key.last);
    const struct series_key *key = &series->key;
    return text_format(arena, "%.*s%s%.*s%s%.*s%s, %.*s%.*s, %.*s", TEXT_ARG(key->measure->id),
                       key->group.length > 0 ? ", " : "", TEXT_ARG(key->group),
                       key->category.length > 0 ? ", " : "", TEXT_ARG(key->category),
                       part_words(series->key.part), TEXT_ARG(first), TEXT_ARG(last),
                       TEXT_ARG(unit));
}

static bool is_small(const struct linking *linking, const struct count_series *series,
                     int64_t value) {
    return value >= (series->key.measure->hides_zeros ? 0 : 1) && value <= linking->rule->threshold;
}

static uint32_t add_count(const struct linking *linking, const struct count_series *series,
                          size_t slot, struct text name, const struct series_cell *cell) {
    bool is_small_itself = is_small(linking, series, cell->value);
    bool was_withheld =
        cell->was_withheld && cell->value > 0 && !cell->is_known && !is_small_itself;
    const struct disclosed_count count = {.name = name,
                                          .value = cell->value,
                                          .cost = cost_of(linking, series, slot, cell->value),
                                          .is_known = cell->is_known,
                                          .is_small = was_withheld || is_small_itself,
                                          .was_withheld = was_withheld,
                                          .least = series->key.measure->hides_zeros ? 0 : 1,
                                          .state =
                                              cell->is_printed ? COUNT_PRINTED : COUNT_UNPRINTED};
    return pack_counts_add(linking->counts, &count);
}

uint32_t linking_add_hidden(const struct linking *linking, const struct count_series *series,
                            size_t slot, const char *words, int64_t value) {
    const struct series_cell cell = {.value = value};
    struct text name =
        text_format(linking->arena, "%.*s, %s", TEXT_ARG(name_of(linking, series, slot)), words);
    return add_count(linking, series, slot, name, &cell);
}

uint32_t linking_count(const struct linking *linking, const struct count_series *series,
                       size_t slot) {
    uint32_t cell = series->cells[slot].same_as;
    return series_at(linking->set, cell)->cells[slot].count;
}

void linking_add_counts(const struct linking *linking) {
    const struct series_set *set = linking->set;
    for (size_t i = 0; i < set->count; i++) {
        for (size_t slot = 0; slot < set->slot_count; slot++) {
            struct series_cell *cell = &set->items[i]->cells[slot];
            if (cell->is_there && cell->same_as == i * set->slot_count + slot) {
                struct text name = name_of(linking, set->items[i], slot);
                cell->count = add_count(linking, set->items[i], slot, name, cell);
            }
        }
    }
}

void linking_at_most(const struct linking *linking, uint32_t part, uint32_t whole) {
    const struct disclosed_count *items = linking->counts->items;
    if (items[part].value <= items[whole].value) {
        const struct count_term terms[] = {{part, 1}, {whole, -1}};
        pack_counts_link(linking->counts, terms, 2, true, 0);
    }
}
