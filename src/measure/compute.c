/* From requests to figures: refuses periods that the extract or the calendar
 * does not cover, has the counts made, and lays the figures out in the order
 * measure, period, level, unit, category. */
#include "measure/compute.h"

#include <stdlib.h>

#include "adjusted_values.h"
#include "base/arena.h"
#include "claims.h"
#include "counts.h"
#include "fault_counts.h"
#include "figure_values.h"
#include "placing.h"
#include "standardised_values.h"

struct computing {
    struct arena *arena;
    struct diag *diag;
    const struct measure_context *context;
    struct figure_request *requests; /* sorted, each once */
    size_t request_count;
    struct counts *counts;
    const struct tally *faults; /* of the measure and period of findings looked at last */
    struct figure_request faults_of;
    struct figure_list list;
    bool is_broken_down;
    bool is_part; /* figures are made of one value of a breakdown */
    enum breakdown breakdown;
    uint32_t value;
};

static int compare_days(const struct period *a, const struct period *b) {
    if (a->last_day != b->last_day) {
        return a->last_day < b->last_day ? -1 : 1;
    }
    return (a->first_day > b->first_day) - (a->first_day < b->first_day);
}

static int compare_requests(const void *left, const void *right) {
    const struct figure_request *a = left, *b = right;
    int order = text_compare(a->measure->id, b->measure->id);
    return order != 0 ? order : compare_days(&a->period, &b->period);
}

static void sort_requests(struct computing *computing, const struct figure_request *requests,
                          size_t request_count) {
    struct figure_request *sorted =
        ARENA_ARRAY(computing->arena, struct figure_request, request_count + 1);
    for (size_t i = 0; i < request_count; i++) {
        sorted[i] = requests[i];
    }
    if (request_count > 0) {
        qsort(sorted, request_count, sizeof *sorted, compare_requests);
    }
    size_t kept = 0;
    for (size_t i = 0; i < request_count; i++) {
        if (kept == 0 || compare_requests(&sorted[kept - 1], &sorted[i]) != 0) {
            sorted[kept++] = sorted[i];
        }
    }
    computing->requests = sorted;
    computing->request_count = kept;
}

/* ---- periods ---- */

static bool check_period(const struct computing *computing, const struct period *period) {
    const struct measure_context *context = computing->context;
    struct arena *arena = computing->arena;
    struct text name = period_name(arena, period);
    if (!calendar_covers(context->calendar, period->first_day) ||
        !calendar_covers(context->calendar, period->last_day)) {
        DIAG_REPORT(computing->diag, ME002, NULL,
                    date_words(arena, calendar_first_day(context->calendar)),
                    date_words(arena, calendar_last_day(context->calendar)), name);
        return false;
    }
    if (period->last_day > context->extract_date) {
        DIAG_REPORT(computing->diag, ME001, NULL, name, date_words(arena, period->last_day),
                    date_words(arena, context->extract_date));
        return false;
    }
    return true;
}

static bool check_periods(const struct computing *computing) {
    bool holds = true;
    for (size_t i = 0; i < computing->request_count; i++) {
        const struct period *period = &computing->requests[i].period;
        bool is_new = true;
        for (size_t j = 0; j < i && is_new; j++) {
            is_new = compare_days(&computing->requests[j].period, period) != 0;
        }
        if (is_new) {
            holds = check_period(computing, period) && holds;
        }
    }
    return holds;
}

/* ---- counts ---- */

static const struct measure_definition *measure_of(const struct computing *computing,
                                                   struct text id) {
    return id.length == 0 ? NULL : catalogue_measure(computing->context->catalogue, id);
}

/* What is counted for a rate, adjusted or not; NULL: it is no rate. */
static const struct measure_definition *counted_rate(const struct computing *computing,
                                                     const struct measure_definition *measure) {
    const struct measure_definition *rate = measure_of(computing, measure->deprivation_of);
    return measure_of(computing, (rate != NULL ? rate : measure)->rate_of);
}

static void want(struct computing *computing, const struct measure_definition *measure,
                 const struct window *window) {
    if (measure != NULL && measure->records != NULL) {
        counts_want(computing->counts, measure, window);
    }
}

/* A ratio or a rate takes the counts of its measures over its own window. */
static void want_counts(struct computing *computing) {
    for (size_t i = 0; i < computing->request_count; i++) {
        const struct figure_request *request = &computing->requests[i];
        const struct measure_definition *measure = request->measure;
        struct window window = window_of(measure->window, &request->period);
        want(computing, measure, &window);
        want(computing, measure_of(computing, measure->ratio_of), &window);
        want(computing, measure_of(computing, measure->ratio_to), &window);
        want(computing, counted_rate(computing, measure), &window);
        if (measure_is_by_home(measure)) {
            counts_want_homes(computing->counts, counted_rate(computing, measure));
        }
    }
}

/* ---- figures ---- */

/* Findings are counted once a measure and period: figures come in that order. */
static const struct tally *tally_of_findings(struct computing *computing,
                                             const struct figure *key) {
    struct figure_request *of = &computing->faults_of;
    if (of->measure != key->measure || compare_days(&of->period, &key->period) != 0) {
        *of = (struct figure_request){.measure = key->measure, .period = key->period};
        computing->faults = fault_counts(computing->arena, computing->diag, computing->context,
                                         key->measure, &key->period);
    }
    return computing->faults;
}

/* What one unit has in a tally; NULL where the measure has no team and the unit is not the county,
 * or where a table is lacking. */
static const struct unit_tally *unit_of(const struct computing *computing,
                                        const struct tally *tally, const struct figure *key) {
    bool has_unit = tally != NULL && (tally->has_team || key->level == UNIT_COUNTY);
    if (!has_unit || (computing->is_part && tally->parts[computing->breakdown] == NULL)) {
        return NULL;
    }
    size_t slot = placing_unit_slot(computing->context->units, key->level, key->unit);
    return computing->is_part
               ? tally_value(tally->parts[computing->breakdown], slot, computing->value)
               : &tally->units[slot];
}

static void add_sums(struct computing *computing, const struct figure *key,
                     const struct tally *tally, const struct unit_tally *unit) {
    int64_t posts = 0;
    bool has_posts = key->unit != UNIT_NONE && key->measure->vacancies_of.length > 0 &&
                     claims_posts(computing->context, key->measure->vacancies_of,
                                  key->period.last_day, key->unit, &posts);
    figure_values_of_sums(&computing->list, key, tally, unit, has_posts, posts);
}

static void add_counted(struct computing *computing, const struct figure *key,
                        const struct window *window) {
    const struct tally *tally = key->measure->is_of_findings
                                    ? tally_of_findings(computing, key)
                                    : counts_find(computing->counts, key->measure, window);
    const struct unit_tally *unit = unit_of(computing, tally, key);
    bool is_other_day =
        key->measure->is_of_extract_day && key->period.last_day != computing->context->extract_date;
    if (unit == NULL || is_other_day) {
        figure_values_missing(&computing->list, key, FIGURE_NOT_AVAILABLE,
                              tally != NULL && tally->can_exclude);
        return;
    }
    if (key->measure->unit == MEASURE_SUM) {
        add_sums(computing, key, tally, unit);
        return;
    }
    figure_values_of_tally(&computing->list, key, tally, unit);
}

static const struct unit_tally *unit_of_measure(const struct computing *computing, struct text id,
                                                const struct figure *key,
                                                const struct window *window) {
    const struct measure_definition *measure = measure_of(computing, id);
    return measure == NULL
               ? NULL
               : unit_of(computing, counts_find(computing->counts, measure, window), key);
}

static void add_ratio(struct computing *computing, const struct figure *key,
                      const struct window *window) {
    const struct unit_tally *of = unit_of_measure(computing, key->measure->ratio_of, key, window);
    const struct unit_tally *to = unit_of_measure(computing, key->measure->ratio_to, key, window);
    if (of == NULL || to == NULL) {
        figure_values_missing(&computing->list, key, FIGURE_NOT_AVAILABLE, false);
        return;
    }
    figure_values_of_ratio(&computing->list, key, of->cells[0].records, to->cells[0].records);
}

static void add_rate(struct computing *computing, const struct figure *key,
                     const struct window *window) {
    const struct measure_context *context = computing->context;
    const struct measure_definition *counted = counted_rate(computing, key->measure);
    const struct unit_tally *of = unit_of_measure(computing, counted->id, key, window);
    if (of == NULL) {
        figure_values_missing(&computing->list, key, FIGURE_NOT_AVAILABLE, false);
        return;
    }
    int64_t children = 0;
    bool has_children = !computing->is_part && key->unit != UNIT_NONE &&
                        population_at(context->population, context->units->units[key->unit].id,
                                      period_financial_year(key->period.last_day), &children);
    if (key->measure->deprivation != DEPRIVATION_NONE) {
        adjusted_values_add(&computing->list, context, key, of->cells[0].records,
                            has_children ? children : 0);
        return;
    }
    figure_values_of_rate(&computing->list, key, of->cells[0].records, has_children, children);
}

/* What is counted by homes for a standardised measure; NULL: it cannot be. */
static const struct home_counts *home_counts(const struct computing *computing,
                                             const struct figure *key,
                                             const struct window *window) {
    const struct tally *tally =
        counts_find(computing->counts, counted_rate(computing, key->measure), window);
    return tally == NULL ? NULL : tally->homes;
}

static void add_figures(struct computing *computing, const struct figure *key) {
    const struct measure_definition *measure = key->measure;
    struct window window = window_of(measure->window, &key->period);
    if (measure->is_supplied) {
        claims_add_supplied(&computing->list, computing->context, key);
    } else if (measure->ratio_of.length > 0) {
        add_ratio(computing, key, &window);
    } else if (measure_is_by_home(measure)) {
        standardised_values_add(&computing->list, computing->context,
                                counts_homes(computing->counts),
                                home_counts(computing, key, &window), key);
    } else if (counted_rate(computing, measure) != NULL) {
        add_rate(computing, key, &window);
    } else {
        add_counted(computing, key, &window);
    }
}

static bool has_counts(const struct unit_tally *unit) {
    return unit != NULL && (unit->cells[0].records > 0 || unit->left_out > 0);
}

/* Whether there are records by homes in the unit, or, of "(none)", without a home. */
static bool has_homes(const struct computing *computing, const struct figure *key,
                      const struct window *window) {
    const struct home_counts *counts = home_counts(computing, key, window);
    if (counts == NULL || key->level == UNIT_TEAM) {
        return false;
    }
    const struct home_cell *cells =
        home_counts_of(counts, computing->context->units, key->level, key->unit);
    int64_t events = counts->not_known + counts->elsewhere;
    for (int i = 0; i < DECILE_COUNT; i++) {
        events += cells[i].events;
    }
    return events > 0;
}

/* Whether there are records for the figures of a key, or of a part of it. */
static bool has_records(struct computing *computing, const struct figure *key) {
    const struct measure_definition *measure = key->measure;
    if (measure->is_of_findings) {
        return !computing->is_part &&
               has_counts(unit_of(computing, tally_of_findings(computing, key), key));
    }
    struct window window = window_of(measure->window, &key->period);
    const struct text ids[] = {measure->ratio_of, measure->ratio_to, measure->rate_of};
    if (measure_is_by_home(measure)) {
        return has_homes(computing, key, &window);
    }
    if (has_counts(unit_of(computing, counts_find(computing->counts, measure, &window), key))) {
        return true;
    }
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        if (has_counts(unit_of_measure(computing, ids[i], key, &window))) {
            return true;
        }
    }
    return false;
}

/* ---- breakdowns ---- */

/* The values that a measure's records can have; of workers those of its own records alone. */
static struct split_names names_of(const struct computing *computing, const struct figure *key,
                                   enum breakdown breakdown) {
    struct window window = window_of(key->measure->window, &key->period);
    const struct tally *tally = counts_find(computing->counts, key->measure, &window);
    if (breakdown != BREAKDOWN_WORKER) {
        return people_names(counts_people(computing->counts), breakdown);
    }
    return tally == NULL || tally->parts[breakdown] == NULL ? (struct split_names){NULL, 0}
                                                            : tally->parts[breakdown]->names;
}

/* Bands and groups are shown at 0 too; workers, and what is not known, where they have records. */
static void add_value(struct computing *computing, const struct figure *key, struct text name) {
    size_t first = computing->list.count;
    bool is_shown = computing->breakdown != BREAKDOWN_WORKER && computing->value > 0;
    if (is_shown || has_records(computing, key)) {
        add_figures(computing, key);
    }
    for (size_t i = first; i < computing->list.count; i++) {
        struct figure *figure = &computing->list.items[i];
        figure->category =
            split_category(computing->arena, computing->breakdown, name, figure->category);
    }
}

static void add_breakdowns(struct computing *computing, const struct figure *key) {
    const struct measure_definition *measure = key->measure;
    bool is_counted =
        measure->records != NULL || measure->ratio_of.length > 0 || measure->rate_of.length > 0;
    if (!computing->is_broken_down || !is_counted || measure->unit == MEASURE_SUM ||
        measure->deprivation != DEPRIVATION_NONE) {
        return;
    }
    computing->is_part = true;
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        computing->breakdown = (enum breakdown)i;
        struct split_names names = computing->context->breakdowns[i]
                                       ? names_of(computing, key, computing->breakdown)
                                       : (struct split_names){NULL, 0};
        for (uint32_t n = 1; n <= names.count; n++) {
            computing->value = n % names.count; /* what is not known comes last */
            add_value(computing, key, names.names[computing->value]);
        }
    }
    computing->is_part = false;
}

static void add_unit(struct computing *computing, const struct figure *key) {
    add_figures(computing, key);
    add_breakdowns(computing, key);
}

/* "(none)" of a level is shown where it has records; the county has them all. */
static void add_level(struct computing *computing, struct figure *key) {
    const struct hierarchy *units = computing->context->units;
    for (uint32_t unit = 0; unit < units->unit_count; unit++) {
        if (units->units[unit].level == key->level) {
            key->unit = unit;
            add_unit(computing, key);
        }
    }
    key->unit = UNIT_NONE;
    if (key->level != UNIT_COUNTY && has_records(computing, key)) {
        add_unit(computing, key);
    }
}

/* Of the claimed ones, only measures for which somebody has supplied a figure. */
static const struct figures *lay_out(struct computing *computing,
                                     const bool levels[UNIT_LEVEL_COUNT], bool only_claimed) {
    computing->list = (struct figure_list){.arena = computing->arena};
    for (size_t i = 0; i < computing->request_count; i++) {
        for (int level = 0; level < UNIT_LEVEL_COUNT; level++) {
            struct figure key = {.measure = computing->requests[i].measure,
                                 .period = computing->requests[i].period,
                                 .level = (enum unit_level)level};
            if (levels[level] &&
                (!only_claimed || claims_are_on(computing->context, key.measure))) {
                add_level(computing, &key);
            }
        }
    }
    struct figures *figures = ARENA_NEW(computing->arena, struct figures);
    *figures = (struct figures){.items = computing->list.items,
                                .count = computing->list.count,
                                .units = computing->context->units};
    return figures;
}

/* Without children of the county in any year every rate is missing, which its reader should hear.
 */
static void warn_of_population(const struct computing *computing) {
    const struct hierarchy *units = computing->context->units;
    bool has_rate = false;
    for (size_t i = 0; i < computing->request_count; i++) {
        has_rate = has_rate || computing->requests[i].measure->rate_of.length > 0;
    }
    for (uint32_t i = 0; has_rate && i < units->unit_count; i++) {
        const struct unit *unit = &units->units[i];
        if (unit->level == UNIT_COUNTY &&
            !population_is_known(computing->context->population, unit->id)) {
            DIAG_REPORT(computing->diag, ME015, NULL, unit->name, unit->id);
        }
    }
}

const struct figures *measures_compute(struct arena *arena, struct diag *diag,
                                       const struct measure_context *context,
                                       const struct figure_request *requests, size_t request_count,
                                       const bool levels[UNIT_LEVEL_COUNT]) {
    static const bool all_levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct computing computing = {
        .arena = arena, .diag = diag, .context = context, .counts = counts_new(arena, context)};
    sort_requests(&computing, requests, request_count);
    bool are_sound = claims_are_sound(arena, diag, context);
    if (!check_periods(&computing) || !are_sound) {
        return NULL;
    }
    want_counts(&computing);
    /* Claims are held against figures of every level, whichever are asked for. */
    if (!counts_run(computing.counts, diag) ||
        !claims_check(arena, diag, context, lay_out(&computing, all_levels, true))) {
        return NULL;
    }
    warn_of_population(&computing);
    computing.is_broken_down = counts_people(computing.counts) != NULL;
    return lay_out(&computing, levels, false);
}
