/* The figures of a pack as one system of counts, and the links within a unit;
 * those between units and windows stand in unit_links and time_links. */
#include "disclose/figure_counts.h"

#include "base/arena.h"
#include "linking.h"

/* What is known of one name of a count is known of it. */
static void share_marks(const struct series_set *set) {
    for (size_t i = 0; i < set->count; i++) {
        for (size_t slot = 0; slot < set->slot_count; slot++) {
            const struct series_cell *cell = &set->items[i]->cells[slot];
            struct series_cell *first = &series_at(set, cell->same_as)->cells[slot];
            if (cell->is_there) {
                first->is_printed = first->is_printed || cell->is_printed;
                first->is_known = first->is_known || cell->is_known;
                first->was_withheld = first->was_withheld || cell->was_withheld;
            }
        }
    }
}

/* --- links within a unit ------------------------------------------------- */

/* The parts of a whole in one unit. */
struct division {
    const struct count_series *whole;
    const struct count_series **parts;
    size_t part_count;
    bool may_overlap; /* a record may be in several parts */
};

/* part <= whole for each. */
static void link_each(const struct linking *linking, const struct count_term *terms, size_t count,
                      uint32_t whole) {
    for (size_t i = 0; i < count; i++) {
        linking_at_most(linking, terms[i].count, whole);
    }
}

/* Parts that make the whole are linked as its sum, also where they need not: a reader may take it
 * so. Others are together at most the whole, or at least it where they overlap. */
static void link_division(const struct linking *linking, const struct division *division,
                          size_t slot) {
    struct count_term *terms =
        ARENA_ARRAY(linking->arena, struct count_term, division->part_count + 1);
    uint32_t whole = linking_count(linking, division->whole, slot);
    int64_t sum = 0, all = division->whole->cells[slot].value;
    size_t count = 0;
    for (size_t i = 0; i < division->part_count; i++) {
        if (division->parts[i]->cells[slot].is_there) {
            terms[count++] =
                (struct count_term){linking_count(linking, division->parts[i], slot), 1};
            sum += division->parts[i]->cells[slot].value;
        }
    }
    bool has_all = count == division->part_count;
    bool are_together = (has_all && sum == all) || (sum <= all && !division->may_overlap);
    if (!are_together) {
        link_each(linking, terms, count, whole);
    }
    for (size_t i = 0; i < count && sum > all; i++) {
        terms[i].factor = -1;
    }
    terms[count] = (struct count_term){whole, sum > all ? 1 : -1};
    if (count > 0 && (are_together || (has_all && sum > all))) {
        pack_counts_link(linking->counts, terms, count + 1, !(has_all && sum == all), 0);
    }
}

static void add_division(const struct linking *linking, const struct division *division) {
    for (size_t slot = 0; division->part_count > 0 && slot < linking->set->slot_count; slot++) {
        if (division->whole->cells[slot].is_there) {
            link_division(linking, division, slot);
        }
    }
}

static bool is_beside(const struct count_series *one, const struct count_series *other) {
    return one->key.measure == other->key.measure && one->key.first == other->key.first &&
           one->key.last == other->key.last;
}

static bool is_same_group(const struct count_series *one, const struct count_series *other) {
    return text_equal(one->key.group, other->key.group);
}

/* The series of a part of `whole`, of the same group. */
static struct division parts_of(const struct linking *linking, const struct count_series *whole,
                                enum series_part part) {
    const struct series_set *set = linking->set;
    struct division division = {.whole = whole};
    division.parts = ARENA_ARRAY(linking->arena, const struct count_series *, set->count + 1);
    for (size_t i = 0; i < set->count; i++) {
        const struct count_series *series = set->items[i];
        if (is_beside(series, whole) && is_same_group(series, whole) && series->key.part == part) {
            division.parts[division.part_count++] = series;
        }
    }
    return division;
}

/* The groups of one breakdown of `whole`. */
static struct division groups_of(const struct linking *linking, const struct count_series *whole,
                                 const char *lead) {
    const struct series_set *set = linking->set;
    struct division division = {.whole = whole, .may_overlap = true};
    division.parts = ARENA_ARRAY(linking->arena, const struct count_series *, set->count + 1);
    for (size_t i = 0; i < set->count; i++) {
        const struct count_series *series = set->items[i];
        if (is_beside(series, whole) && series->key.part == whole->key.part &&
            text_equal(series->key.category, whole->key.category) &&
            text_starts_with(series->key.group, text_of(lead))) {
            division.parts[division.part_count++] = series;
        }
    }
    return division;
}

/* some + rest = all */
static void link_complement(const struct linking *linking, const struct count_series *all,
                            enum series_part some_part, enum series_part rest_part) {
    const struct count_series *some = series_beside(linking->set, all, some_part);
    const struct count_series *rest = series_beside(linking->set, all, rest_part);
    for (size_t slot = 0; some != NULL && rest != NULL && slot < linking->set->slot_count; slot++) {
        if (rest->cells[slot].is_there) {
            const uint32_t parts[] = {linking_count(linking, some, slot),
                                      linking_count(linking, rest, slot)};
            pack_counts_link_sum(linking->counts, linking_count(linking, all, slot), parts, 2);
        }
    }
}

/* What stands apart from a percent's records meets no condition: with those that do it is at most
 * all of them. */
static void link_apart(const struct linking *linking, const struct count_series *all,
                       struct division *categories) {
    const struct count_series *met = series_beside(linking->set, all, PART_MET);
    if (all->key.measure->unit == MEASURE_PERCENT && met != NULL) {
        categories->parts[categories->part_count++] = met;
    }
}

static void link_whole(const struct linking *linking, const struct count_series *all) {
    struct division categories = parts_of(linking, all, PART_CATEGORY);
    if (categories.part_count > 0) {
        link_apart(linking, all, &categories);
    }
    add_division(linking, &categories);
    link_complement(linking, all, PART_MET, PART_UNMET);
}

static void link_groups(const struct linking *linking, const struct count_series *whole) {
    static const char *const leads[] = {"team: ", "worker: ", "age: ", "sex: ", "ethnicity: "};
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        struct division groups = groups_of(linking, whole, leads[i]);
        add_division(linking, &groups);
    }
}

/* some + beyond = all that they are among; of distinct children among records some <= all. */
static void link_around(const struct linking *linking, const struct count_series *some,
                        enum series_part beyond_part) {
    const struct count_series *all = series_around(linking->set, some);
    const struct count_series *beyond = series_beside(linking->set, some, beyond_part);
    for (size_t slot = 0; all != NULL && slot < linking->set->slot_count; slot++) {
        bool are_there = all->cells[slot].is_there && some->cells[slot].is_there;
        if (beyond != NULL && beyond->cells[slot].is_there) {
            const uint32_t parts[] = {linking_count(linking, some, slot),
                                      linking_count(linking, beyond, slot)};
            pack_counts_link_sum(linking->counts, linking_count(linking, all, slot), parts, 2);
        } else if (are_there) {
            linking_at_most(linking, linking_count(linking, some, slot),
                            linking_count(linking, all, slot));
        }
    }
}

static void add_parts(const struct linking *linking) {
    for (size_t i = 0; i < linking->set->count; i++) {
        const struct count_series *series = linking->set->items[i];
        if (series->key.group.length == 0) {
            link_groups(linking, series);
        }
        if (series->key.part == PART_ALL) {
            link_whole(linking, series);
            link_around(linking, series, PART_BEYOND);
        } else if (series->key.part == PART_CATEGORY) {
            link_complement(linking, series, PART_CATEGORY_MET, PART_CATEGORY_UNMET);
        } else if (series->key.part == PART_MET && series->key.measure->share.length > 0) {
            struct division shares = parts_of(linking, series, PART_CATEGORY_MET);
            add_division(linking, &shares);
        }
        if (series->key.part == PART_MET) {
            link_around(linking, series, PART_MET_BEYOND);
        }
    }
}

/* --- percents of earlier packs ------------------------------------------- */

/* factor x part <= bound x whole, where the values obey it: a number that was corrected since tells
 * nothing. `whole` is the figure's own denominator where it is no count. */
static void link_share(const struct linking *linking, const struct share_bound *bound,
                       int32_t factor, int32_t whole_factor) {
    const struct series_cell *part = &bound->part->cells[bound->slot];
    uint32_t part_count = linking_count(linking, bound->part, bound->slot);
    struct count_term terms[2] = {{part_count, factor}};
    size_t term_count = 1;
    int64_t limit = 0, whole = bound->denominator;
    if (bound->whole != NULL) {
        terms[term_count++] =
            (struct count_term){linking_count(linking, bound->whole, bound->slot), -whole_factor};
        whole = bound->whole->cells[bound->slot].value;
    } else {
        limit = whole_factor * whole;
    }
    if (factor * part->value <= whole_factor * whole) {
        pack_counts_link(linking->counts, terms, term_count, true, limit);
    }
}

/* (2 value - 1) whole <= 2 per part <= (2 value + 1) whole, in units of the value's last decimal.
 */
static void add_bounds(const struct linking *linking) {
    for (size_t i = 0; i < linking->set->bound_count; i++) {
        const struct share_bound *bound = &linking->set->bounds[i];
        bool has_whole = bound->whole == NULL || bound->whole->cells[bound->slot].is_there;
        int32_t unit = 2 * bound->per, scaled = (int32_t)bound->value.scaled;
        for (int k = 0; k < bound->value.decimals; k++) {
            unit *= 10;
        }
        if (bound->part->cells[bound->slot].is_there && has_whole) {
            link_share(linking, bound, unit, 2 * scaled + 1);
            link_share(linking, bound, -unit, 1 - 2 * scaled);
        }
    }
}

struct figure_counts *figure_counts_make(struct arena *arena, const struct catalogue *catalogue,
                                         const struct figures *figures,
                                         const struct figures *earlier,
                                         const struct suppression_rule *rule) {
    struct figure_counts *made = ARENA_NEW(arena, struct figure_counts);
    made->set = series_set_new(arena, catalogue, figures->units);
    made->counts = pack_counts_new(arena);
    series_add_figures(made->set, figures, false);
    if (earlier != NULL) {
        series_add_figures(made->set, earlier, true);
    }
    series_complete(made->set);
    struct linking linking = {
        .arena = arena, .set = made->set, .counts = made->counts, .rule = rule};
    for (size_t i = 0; i < made->set->count; i++) {
        day_number last = made->set->items[i]->key.last;
        linking.newest = i == 0 || last > linking.newest ? last : linking.newest;
    }
    share_marks(made->set);
    linking_add_counts(&linking);
    add_parts(&linking);
    for (size_t i = 0; i < made->set->count; i++) {
        if (!series_is_copy(made->set, i)) {
            unit_links_add(&linking, made->set->items[i]);
        }
    }
    time_links_add(&linking);
    record_links_add(&linking);
    add_bounds(&linking);
    return made;
}

/* --- back to figures ----------------------------------------------------- */

static bool is_suppressed(const struct figure_counts *counts, const struct count_series *series,
                          size_t slot, uint32_t *count) {
    if (!series->cells[slot].is_there) {
        return false;
    }
    *count = series_at(counts->set, series->cells[slot].same_as)->cells[slot].count;
    enum count_state state = counts->counts->items[*count].state;
    return state == COUNT_PRIMARY || state == COUNT_SECONDARY;
}

/* A quartile bounds the bands on both sides of it. */
static bool has_suppressed_band(const struct figure_counts *counts,
                                const struct figure_count *all) {
    uint32_t count;
    for (size_t i = 0; i < counts->set->count; i++) {
        const struct count_series *series = counts->set->items[i];
        if (is_beside(series, all->series) && is_same_group(series, all->series) &&
            series->key.part == PART_CATEGORY && is_suppressed(counts, series, all->slot, &count)) {
            return true;
        }
    }
    return false;
}

size_t figure_counts_reasons(const struct figure_counts *counts, const struct figure *figure,
                             uint32_t reasons[FIGURE_COUNT_LIMIT]) {
    struct figure_count carried[FIGURE_COUNT_LIMIT];
    size_t count = series_of_figure(counts->set, figure, false, carried), reason_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_suppressed(counts, carried[i].series, carried[i].slot, &reasons[reason_count])) {
            reason_count++;
        }
    }
    return reason_count;
}

bool figure_counts_withholds(const struct figure_counts *counts, const struct figure *figure) {
    struct figure_count carried[FIGURE_COUNT_LIMIT];
    uint32_t reasons[FIGURE_COUNT_LIMIT];
    if (!figure->has_numerator && !figure->has_value) {
        return false; /* [x] gives nothing away */
    }
    if (measure_is_by_home(figure->measure) || figure_counts_reasons(counts, figure, reasons) > 0) {
        return true;
    }
    bool is_quartile = figure->measure->unit == MEASURE_BANDS && !figure->has_numerator &&
                       series_of_figure(counts->set, figure, false, carried) == 1;
    return is_quartile && has_suppressed_band(counts, &carried[0]);
}

static void withhold(struct figure *figure) {
    figure->status = FIGURE_SUPPRESSED;
    figure->has_numerator = figure->has_denominator = false;
    figure->has_value = figure->has_interval = false;
    figure->numerator = figure->denominator = 0;
    figure->value = (struct decimal){0, 0};
    figure->interval95 = figure->interval998 = (struct interval){0, 0};
    figure->adjusted = NULL;
    figure->standardised = NULL;
}

const struct figures *figure_counts_suppress(struct arena *arena,
                                             const struct figure_counts *counts,
                                             const struct figures *figures) {
    struct figures *kept = ARENA_NEW(arena, struct figures);
    struct figure *items = arena_copy(arena, figures->items, figures->count * sizeof *items);
    for (size_t i = 0; i < figures->count; i++) {
        if (figure_counts_withholds(counts, &figures->items[i])) {
            withhold(&items[i]);
        }
    }
    *kept = (struct figures){items, figures->count, figures->units};
    return kept;
}
