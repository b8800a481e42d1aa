/* From figures to cells: which records a figure's numbers count. */
#include "disclose/count_series.h"

#include "base/arena.h"
#include "measure/window.h"

struct series_set *series_set_new(struct arena *arena, const struct catalogue *catalogue,
                                  const struct hierarchy *units) {
    struct series_set *set = ARENA_NEW(arena, struct series_set);
    *set = (struct series_set){.arena = arena,
                               .catalogue = catalogue,
                               .units = units,
                               .slot_count = units->unit_count + UNIT_LEVEL_COUNT};
    return set;
}

static bool is_key(const struct series_key *a, const struct series_key *b) {
    return a->measure == b->measure && a->part == b->part && a->last == b->last &&
           a->first == b->first && text_equal(a->category, b->category) &&
           text_equal(a->group, b->group);
}

/* The newest first: figures come measure by measure. */
struct count_series *series_find(const struct series_set *set, const struct series_key *key) {
    for (size_t i = set->count; i-- > 0;) {
        if (is_key(&set->items[i]->key, key)) {
            return set->items[i];
        }
    }
    return NULL;
}

struct count_series *series_need(struct series_set *set, const struct series_key *key) {
    struct count_series *series = series_find(set, key);
    if (series != NULL) {
        return series;
    }
    ARENA_MAKE_ROOM(set->arena, set->items, set->count, set->capacity, 64);
    series = ARENA_NEW(set->arena, struct count_series);
    series->key = *key;
    series->cells = ARENA_ARRAY(set->arena, struct series_cell, set->slot_count);
    for (size_t slot = 0; slot < set->slot_count; slot++) {
        series->cells[slot].same_as = (uint32_t)(set->count * set->slot_count + slot);
        series->cells[slot].count = UINT32_MAX;
    }
    set->items[set->count++] = series;
    return series;
}

size_t series_slot(const struct series_set *set, enum unit_level level, uint32_t unit) {
    return unit == UNIT_NONE ? set->units->unit_count + level : unit;
}

struct count_series *series_at(const struct series_set *set, uint32_t cell) {
    return set->items[cell / set->slot_count];
}

const struct count_series *series_beside(const struct series_set *set,
                                         const struct count_series *series, enum series_part part) {
    struct series_key key = series->key;
    key.part = part;
    return series_find(set, &key);
}

const struct count_series *series_around(const struct series_set *set,
                                         const struct count_series *series) {
    const struct measure_definition *measure = series->key.measure;
    struct series_key key = series->key;
    struct text id = key.part == PART_ALL   ? measure->among
                     : key.part == PART_MET ? measure->met_among
                                            : TEXT_NONE;
    key.measure = id.length > 0 ? catalogue_measure(set->catalogue, id) : NULL;
    return key.measure == NULL || key.measure == measure ? NULL : series_find(set, &key);
}

bool series_is_copy(const struct series_set *set, size_t index) {
    for (size_t slot = 0; slot < set->slot_count; slot++) {
        const struct series_cell *cell = &set->items[index]->cells[slot];
        if (cell->is_there && cell->same_as == index * set->slot_count + slot) {
            return false;
        }
    }
    return true;
}

bool series_is_stock(const struct count_series *series) {
    return series->key.measure->window == WINDOW_AS_AT || series->key.measure->is_of_extract_day;
}

/* --- the counts of a figure ---------------------------------------------- */

struct naming {
    struct series_set *set;
    const struct figure *figure;
    struct text category, group; /* of the figure's category: "age: 1 to 4; Neglect" */
    struct window window;
    bool makes;
    struct figure_count *counts;
    size_t count;
};

static void carry(struct naming *naming, const struct measure_definition *measure,
                  enum series_part part, struct text category, bool has_value, int64_t value) {
    const struct figure *figure = naming->figure;
    if (measure == NULL || measure->is_not_of_people) {
        return;
    }
    const struct series_key key = {
        measure, part, category, naming->group, naming->window.first, naming->window.last};
    struct count_series *series =
        naming->makes ? series_need(naming->set, &key) : series_find(naming->set, &key);
    if (series != NULL) {
        size_t slot = series_slot(naming->set, figure->level, figure->unit);
        naming->counts[naming->count++] = (struct figure_count){series, slot, has_value, value};
    }
}

/* A breakdown's group, and what of it. */
static void part_category(struct naming *naming) {
    static const char *const leads[] = {"team: ", "worker: ", "age: ", "sex: ", "ethnicity: "};
    struct text whole = naming->figure->category;
    naming->category = whole;
    naming->group = TEXT_NONE;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (text_starts_with(whole, text_of(leads[i]))) {
            size_t end = text_find(whole, ';');
            naming->group = text_slice(whole, 0, end);
            naming->category =
                text_trim(text_slice(whole, end < whole.length ? end + 1 : end, whole.length));
        }
    }
}

static void carry_numerator(struct naming *naming, const struct measure_definition *measure,
                            enum series_part part, struct text category) {
    carry(naming, measure, part, category, naming->figure->has_numerator,
          naming->figure->numerator);
}

static void carry_denominator(struct naming *naming, const struct measure_definition *measure,
                              enum series_part part, struct text category) {
    carry(naming, measure, part, category, naming->figure->has_denominator,
          naming->figure->denominator);
}

static const struct measure_definition *find(const struct naming *naming, struct text id) {
    return id.length == 0 ? NULL : catalogue_measure(naming->set->catalogue, id);
}

static bool is_quartile(struct text category) {
    return text_equal_c(category, "median") || text_ends_with(category, TEXT(" quartile"));
}

/* A rate, set against deprivation or not, gives its count, for populations are public. Of what a
 * fit says only the rate itself is a count of the extract. */
static void carry_rate(struct naming *naming) {
    const struct figure *figure = naming->figure;
    const struct measure_definition *rate = find(naming, figure->measure->deprivation_of);
    bool is_count =
        rate == NULL || text_is_empty(figure->category) || text_equal_c(figure->category, "actual");
    carry(naming, find(naming, (rate != NULL ? rate : figure->measure)->rate_of), PART_ALL,
          TEXT_NONE, is_count && figure->has_numerator, figure->numerator);
}

static void carry_percent(struct naming *naming) {
    const struct measure_definition *measure = naming->figure->measure;
    struct text category = naming->category;
    if (measure->ratio_of.length > 0) {
        carry_numerator(naming, find(naming, measure->ratio_of), PART_ALL, TEXT_NONE);
        carry_denominator(naming, find(naming, measure->ratio_to), PART_ALL, TEXT_NONE);
        return;
    }
    carry_numerator(naming, measure, category.length > 0 ? PART_CATEGORY : PART_MET, category);
    carry_denominator(naming, measure, PART_ALL, TEXT_NONE);
}

/* "nfa: GROUP" of a mix whose share is "nfa"; the group. */
static bool is_share(const struct measure_definition *measure, struct text category,
                     struct text *group) {
    size_t length = measure->share.length;
    *group = text_slice(category, length + 2 > category.length ? category.length : length + 2,
                        category.length);
    return length > 0 && text_starts_with(category, measure->share) &&
           text_starts_with(text_slice(category, length, category.length), TEXT(": "));
}

static void carry_group(struct naming *naming) {
    const struct measure_definition *measure = naming->figure->measure;
    struct text category = naming->category, group;
    if (is_share(measure, category, &group)) {
        carry_numerator(naming, measure, PART_CATEGORY_MET, group);
        carry_denominator(naming, measure, PART_CATEGORY, group);
    } else if (is_quartile(category)) {
        carry(naming, measure, PART_ALL, TEXT_NONE, false, 0);
    } else {
        carry_numerator(naming, measure, PART_CATEGORY, category);
        carry_denominator(naming, measure, PART_ALL, TEXT_NONE);
    }
}

static bool is_of_all(const struct naming *naming) {
    enum measure_unit unit = naming->figure->measure->unit;
    bool has_parts = unit == MEASURE_MIX || unit == MEASURE_BANDS || unit == MEASURE_COUNT;
    bool is_total = text_equal_c(naming->category, "total");
    return has_parts && (is_total || text_is_empty(naming->category));
}

size_t series_of_figure(struct series_set *set, const struct figure *figure, bool makes,
                        struct figure_count counts[FIGURE_COUNT_LIMIT]) {
    const struct measure_definition *measure = figure->measure;
    struct naming naming = {.set = set,
                            .figure = figure,
                            .window = window_of(measure->window, &figure->period),
                            .makes = makes,
                            .counts = counts};
    if (measure->is_not_of_people || measure_is_by_home(measure)) {
        return 0;
    }
    part_category(&naming);
    if (measure->unit == MEASURE_RATE || measure->unit == MEASURE_RATIO) {
        carry_rate(&naming);
    } else if (text_equal_c(naming.category, "left out")) {
        carry_numerator(&naming, measure, PART_LEFT_OUT, TEXT_NONE);
    } else if (is_of_all(&naming)) {
        carry_numerator(&naming, measure, PART_ALL, TEXT_NONE);
    } else if (measure->unit == MEASURE_PERCENT) {
        carry_percent(&naming);
    } else if (measure->unit == MEASURE_MIX || measure->unit == MEASURE_BANDS) {
        carry_group(&naming);
    } else if (measure->unit == MEASURE_COUNT) {
        carry_numerator(&naming, measure, PART_CATEGORY, naming.category);
    }
    return naming.count;
}

/* --- entering figures ---------------------------------------------------- */

/* What was withheld of a percent is its numerator; its denominator may well have been printed.
 * An earlier number that is another one now was corrected: it tells nothing of the present one. */
static void enter(const struct figure_count *count, enum figure_status status, bool is_earlier) {
    struct series_cell *cell = &count->series->cells[count->slot];
    if (is_earlier && status == FIGURE_SUPPRESSED) {
        cell->was_withheld = true;
        return;
    }
    if (!count->has_value || (cell->is_there && cell->value != count->value)) {
        return;
    }
    cell->is_there = true;
    cell->value = count->value;
    cell->is_printed = cell->is_printed || !is_earlier;
    cell->is_known = cell->is_known || is_earlier;
}

/* A quartile goes with any band of its unit: that an earlier pack withheld it says nothing of the
 * total, which it stands for. */
static bool says_what_was_withheld(const struct figure *figure) {
    return figure->measure->unit != MEASURE_BANDS ||
           !(text_ends_with(figure->category, TEXT("median")) ||
             text_ends_with(figure->category, TEXT(" quartile")));
}

/* Of a quotient alone; 0: it is none. */
static int32_t per_of(const struct figure *figure) {
    enum measure_unit unit = figure->measure->unit;
    bool is_share = unit == MEASURE_PERCENT || unit == MEASURE_MIX || unit == MEASURE_BANDS;
    bool is_alone = figure->has_value && !figure->has_numerator && figure->status == FIGURE_SHOWN;
    return !is_alone ? 0 : is_share ? 100 : unit == MEASURE_RATE ? 10000 : 0;
}

/* The least count above 0 that rounds to the quotient; 0 if there is none. */
static int64_t least_count(const struct figure *figure, int32_t per) {
    __int128 unit = 2 * (__int128)per;
    for (int i = 0; i < figure->value.decimals; i++) {
        unit *= 10;
    }
    __int128 lower = (2 * (__int128)figure->value.scaled - 1) * figure->denominator;
    __int128 upper = (2 * (__int128)figure->value.scaled + 1) * figure->denominator;
    __int128 least = lower <= 0 ? 1 : (lower + unit - 1) / unit;
    return least * unit < upper ? (int64_t)least : 0;
}

/* A quotient of this pack is as good as its count, one of an earlier pack bounds it. */
static void enter_quotient(struct series_set *set, const struct figure *figure,
                           struct figure_count *counts, size_t count, bool is_earlier) {
    int32_t per = per_of(figure);
    bool has_whole = count == 2;
    if (per == 0 || count == 0 || counts[0].has_value) {
        return;
    }
    if (!is_earlier) {
        counts[0].has_value = figure->has_denominator;
        counts[0].value = figure->has_denominator ? least_count(figure, per) : 0;
        return;
    }
    ARENA_MAKE_ROOM(set->arena, set->bounds, set->bound_count, set->bound_capacity, 16);
    if (has_whole || figure->has_denominator) {
        set->bounds[set->bound_count++] =
            (struct share_bound){counts[0].series, has_whole ? counts[1].series : NULL,
                                 counts[0].slot,   figure->denominator,
                                 figure->value,    per};
    }
}

void series_add_figures(struct series_set *set, const struct figures *figures, bool is_earlier) {
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        struct figure_count counts[FIGURE_COUNT_LIMIT];
        size_t count = series_of_figure(set, figure, true, counts);
        if (is_earlier && !says_what_was_withheld(figure)) {
            continue;
        }
        enter_quotient(set, figure, counts, count, is_earlier);
        for (size_t k = 0; k < count; k++) {
            enter(&counts[k], k == 0 ? figure->status : FIGURE_SHOWN, is_earlier);
        }
    }
}
