/* Supplied figures, and what becomes of a supplied figure that the extracts
 * contradict: the run is refused with both numbers and where each stands,
 * rather than one of them quietly chosen. One that contradicts itself is refused too. */
#include "claims.h"

#include "base/arena.h"
#include "needed_tables.h"

static bool is_of(const struct supplied_figure *supplied, const struct measure_context *context,
                  const struct figure *key) {
    struct text unit = key->unit == UNIT_NONE ? TEXT_NONE : context->units->units[key->unit].id;
    return text_equal(supplied->measure, key->measure->id) && text_equal(supplied->unit, unit) &&
           supplied->period.first_day == key->period.first_day &&
           supplied->period.last_day == key->period.last_day;
}

/* 3 full-time equivalents are shown as 3.0 beside 7.5. */
static struct decimal with_decimals(struct decimal value, int decimals) {
    for (; value.decimals < decimals; value.decimals++) {
        value.scaled *= 10;
    }
    return value;
}

static void add_supplied(struct figure_list *list, const struct figure *key,
                         const struct supplied_figure *supplied) {
    struct figure figure = *key;
    bool has_counts = supplied->has_numerator && supplied->has_denominator;
    figure.category = supplied->category;
    if (key->measure->unit == MEASURE_PERCENT && has_counts) {
        figure_values_set_percent(&figure, supplied->numerator, supplied->denominator,
                                  key->measure->decimals);
    } else if (key->measure->unit == MEASURE_COUNT && has_counts) {
        figure.has_value = true; /* a unit cost: pounds over weeks of care, no number of events */
        figure.value =
            decimal_quotient(supplied->numerator, 1, supplied->denominator, key->measure->decimals);
    } else if (key->measure->unit == MEASURE_COUNT && supplied->has_numerator) {
        figure_values_set_count(&figure, supplied->numerator);
    }
    if (supplied->has_value) {
        figure.has_value = true;
        figure.value = key->measure->unit == MEASURE_COUNT
                           ? with_decimals(supplied->value, key->measure->decimals)
                           : supplied->value;
    }
    figure.is_supplied = true;
    figure.place = supplied->place;
    figure_list_add(list, &figure);
}

void claims_add_supplied(struct figure_list *list, const struct measure_context *context,
                         const struct figure *key) {
    day_number superseded_on = key->measure->superseded_on;
    if (superseded_on != DAY_NONE && key->period.last_day >= superseded_on) {
        figure_values_missing(list, key, FIGURE_SUPERSEDED, false);
        return;
    }
    size_t count_before = list->count;
    for (size_t i = 0; i < context->supplied->figure_count; i++) {
        if (is_of(&context->supplied->figures[i], context, key)) {
            add_supplied(list, key, &context->supplied->figures[i]);
        }
    }
    if (list->count == count_before) {
        figure_values_missing(list, key, FIGURE_NOT_AVAILABLE, false);
    }
}

bool claims_are_on(const struct measure_context *context,
                   const struct measure_definition *measure) {
    bool is_claimed = false;
    for (size_t i = 0; i < context->supplied->figure_count && !is_claimed; i++) {
        is_claimed = text_equal(context->supplied->figures[i].measure, measure->id);
    }
    return is_claimed;
}

static bool own_posts(const struct measure_context *context, struct text measure, day_number as_at,
                      uint32_t unit, int64_t *thousandths) {
    for (size_t i = 0; i < context->supplied->figure_count; i++) {
        const struct supplied_figure *supplied = &context->supplied->figures[i];
        if (supplied->has_value && text_equal(supplied->measure, measure) &&
            supplied->period.last_day == as_at &&
            text_equal(supplied->unit, context->units->units[unit].id)) {
            int64_t scale = decimal_quotient(1, 1000, 1, supplied->value.decimals).scaled;
            *thousandths += decimal_quotient(supplied->value.scaled, 1000 * 1000, scale, 0).scaled;
            return true;
        }
    }
    return false;
}

bool claims_posts(const struct measure_context *context, struct text measure, day_number as_at,
                  uint32_t unit, int64_t *thousandths) {
    const struct hierarchy *units = context->units;
    *thousandths = 0;
    if (own_posts(context, measure, as_at, unit, thousandths)) {
        return true;
    }
    bool has_team = false;
    for (uint32_t i = 0; i < units->unit_count; i++) {
        bool is_below = units->units[i].level == UNIT_TEAM && i != unit &&
                        hierarchy_ancestor(units, i, units->units[unit].level) == unit;
        has_team = has_team || is_below;
        if (is_below && !own_posts(context, measure, as_at, i, thousandths)) {
            return false;
        }
    }
    return has_team;
}

/* The figure's value with as many decimals as the claim has. */
static struct decimal value_like(const struct figure *figure, int decimals) {
    int64_t multiplier = figure->measure->unit == MEASURE_RATE ? 10000 : 100;
    bool is_quotient = figure->has_numerator && figure->has_denominator && figure->denominator > 0;
    if (is_quotient) {
        return decimal_quotient(figure->numerator, multiplier, figure->denominator, decimals);
    }
    return figure->value;
}

static bool agrees(const struct figure *figure, const struct supplied_figure *claim) {
    bool has_number =
        !claim->has_numerator || (figure->has_numerator && figure->numerator == claim->numerator);
    bool has_base = !claim->has_denominator ||
                    (figure->has_denominator && figure->denominator == claim->denominator);
    bool has_value =
        !claim->has_value ||
        (figure->has_value &&
         decimal_compare(value_like(figure, claim->value.decimals), claim->value) == 0);
    return has_number && has_base && has_value;
}

static struct text whole_words(struct arena *arena, int64_t number) {
    return decimal_words(arena, (struct decimal){number, 0});
}

static struct text counts_words(struct arena *arena, bool has_base, int64_t number, int64_t base) {
    struct text words = whole_words(arena, number);
    return has_base ? text_format(arena, "%.*s of %.*s", TEXT_ARG(words),
                                  TEXT_ARG(whole_words(arena, base)))
                    : words;
}

static struct text claim_words(struct arena *arena, const struct supplied_figure *claim) {
    if (claim->has_value) {
        return decimal_words(arena, claim->value);
    }
    if (!claim->has_numerator) {
        return text_format(arena, "a base of %.*s",
                           TEXT_ARG(whole_words(arena, claim->denominator)));
    }
    return counts_words(arena, claim->has_denominator, claim->numerator, claim->denominator);
}

static struct text figure_words(struct arena *arena, const struct figure *figure,
                                const struct supplied_figure *claim) {
    if (claim->has_value && figure->has_value) {
        return decimal_words(arena, value_like(figure, claim->value.decimals));
    }
    if (!figure->has_numerator) {
        return figure_marker(figure->status);
    }
    return counts_words(arena, figure->has_denominator, figure->numerator, figure->denominator);
}

static struct text table_words(struct arena *arena, const struct measure_context *context,
                               struct text measure_id) {
    const struct measure_definition *measure = catalogue_measure(context->catalogue, measure_id);
    const struct table *table =
        measure == NULL ? NULL : needed_tables_main(context->dataset, measure);
    if (table == NULL) {
        return TEXT("the extracts");
    }
    return table->file.length == 0
               ? table->name
               : text_format(arena, "%.*s, %.*s", TEXT_ARG(table->name), TEXT_ARG(table->file));
}

/* " (the sum of 16,204 records of ssd_cin_episodes, in/referrals.csv)" */
static struct text origin_words(struct arena *arena, const struct measure_context *context,
                                const struct figure *figure) {
    const struct measure_definition *measure = figure->measure;
    if (measure->ratio_of.length > 0) {
        return text_format(arena, " (%.*s records of %.*s against %.*s of %.*s)",
                           TEXT_ARG(whole_words(arena, figure->numerator)),
                           TEXT_ARG(table_words(arena, context, measure->ratio_of)),
                           TEXT_ARG(whole_words(arena, figure->denominator)),
                           TEXT_ARG(table_words(arena, context, measure->ratio_to)));
    }
    bool is_rate = measure->rate_of.length > 0;
    bool is_part = figure->has_denominator && !is_rate;
    struct text table = table_words(arena, context, is_rate ? measure->rate_of : measure->id);
    return text_format(
        arena, " (%s%.*s records of %.*s)", is_part ? "" : "the sum of ",
        TEXT_ARG(counts_words(arena, is_part, figure->numerator, figure->denominator)),
        TEXT_ARG(table));
}

static struct text claim_name(struct arena *arena, const struct measure_context *context,
                              const struct figure *figure) {
    bool has_part = figure->category.length > 0;
    return text_format(arena, "%.*s%s%.*s, %.*s, %.*s,", TEXT_ARG(figure->measure->title),
                       has_part ? ", " : "", TEXT_ARG(figure->category),
                       TEXT_ARG(period_words(arena, &figure->period)),
                       TEXT_ARG(context->units->units[figure->unit].name));
}

static bool check_claim(struct arena *arena, struct diag *diag,
                        const struct measure_context *context, const struct figures *figures,
                        const struct supplied_figure *claim) {
    uint32_t unit = hierarchy_find(context->units, claim->unit);
    const struct measure_definition *measure =
        catalogue_measure(context->catalogue, claim->measure);
    bool is_comparable = unit != UNIT_NONE && measure != NULL && !measure->is_supplied;
    if (!is_comparable) {
        return true; /* the names are the reference data's business; supplied ones are figures */
    }
    enum unit_level level = context->units->units[unit].level;
    const struct figure *figure =
        figures_find(figures, claim->measure, &claim->period, level, unit, claim->category);
    if (figure == NULL || figure->status == FIGURE_NOT_AVAILABLE) {
        return true;
    }
    if (!agrees(figure, claim)) {
        DIAG_REPORT(diag, ME004, &claim->place, claim_name(arena, context, figure),
                    claim_words(arena, claim), figure_words(arena, figure, claim),
                    origin_words(arena, context, figure));
        return false;
    }
    return true;
}

/* True if the figures hold the measure, period and unit of a claim under other categories. */
static bool names_no_category(const struct measure_context *context, const struct figures *figures,
                              const struct supplied_figure *claim) {
    uint32_t unit = hierarchy_find(context->units, claim->unit);
    for (size_t i = 0; i < figures->count && unit != UNIT_NONE; i++) {
        const struct figure *figure = &figures->items[i];
        if (!figure->measure->is_supplied && is_of(claim, context, figure)) {
            return figures_find(figures, claim->measure, &claim->period, figure->level, unit,
                                claim->category) == NULL;
        }
    }
    return false;
}

/* Of a percent, or a part's share of a mix or of bands: a part of a whole. Of a ratio of two
 * counts it is not: contacts may be more than the referrals that they are held against. */
static bool is_share_of_whole(const struct measure_definition *measure,
                              const struct supplied_figure *supplied) {
    bool has_share = measure->unit == MEASURE_MIX || measure->unit == MEASURE_BANDS;
    return measure->ratio_of.length == 0 &&
           (measure->unit == MEASURE_PERCENT || (has_share && supplied->has_denominator));
}

/* What the value must be, at its own decimals; false: the counts do not say. */
static bool value_due(const struct measure_definition *measure,
                      const struct supplied_figure *supplied, struct decimal *due) {
    bool is_number = measure->unit == MEASURE_COUNT;
    if (!supplied->has_value || !supplied->has_numerator) {
        return false;
    }
    if (supplied->has_denominator && supplied->denominator > 0) {
        int64_t multiplier = is_number ? 1 : measure->unit == MEASURE_RATE ? 10000 : 100;
        *due = decimal_quotient(supplied->numerator, multiplier, supplied->denominator,
                                supplied->value.decimals);
        return true;
    }
    *due = (struct decimal){supplied->numerator, 0};
    return is_number;
}

/* What is wrong with a supplied figure in itself, in words; empty: nothing. */
static struct text contradiction(struct arena *arena, const struct measure_definition *measure,
                                 const struct supplied_figure *supplied) {
    struct decimal due, whole = {100, 0};
    bool is_share = is_share_of_whole(measure, supplied);
    bool has_counts = supplied->has_numerator && supplied->has_denominator;
    if (is_share && has_counts && supplied->numerator > supplied->denominator) {
        return text_format(
            arena, "%.*s is more than the whole",
            TEXT_ARG(counts_words(arena, true, supplied->numerator, supplied->denominator)));
    }
    if (value_due(measure, supplied, &due) && decimal_compare(due, supplied->value) != 0) {
        struct text counts = counts_words(arena, supplied->has_denominator, supplied->numerator,
                                          supplied->denominator);
        return text_format(arena, "%.*s gives %.*s, not %.*s", TEXT_ARG(counts),
                           TEXT_ARG(decimal_words(arena, due)),
                           TEXT_ARG(decimal_words(arena, supplied->value)));
    }
    if (is_share && supplied->has_value && decimal_compare(supplied->value, whole) > 0) {
        return text_format(arena, "%.*s%% is more than the whole",
                           TEXT_ARG(decimal_words(arena, supplied->value)));
    }
    return TEXT_NONE;
}

/* Whether two supplied parts are shares of one whole: of one measure, unit and period, and of as
 * many records. */
static bool share_whole(const struct supplied_figure *a, const struct supplied_figure *b) {
    bool have_counts =
        a->has_numerator && a->has_denominator && b->has_numerator && b->has_denominator;
    return have_counts && a->category.length > 0 && b->category.length > 0 &&
           a->denominator == b->denominator && text_equal(a->measure, b->measure) &&
           text_equal(a->unit, b->unit) && a->period.first_day == b->period.first_day &&
           a->period.last_day == b->period.last_day;
}

/* Parts that do not make their whole, told of the first of them; empty: nothing is wrong. Ratings
 * of 155 of 161 actions would print percents that nobody can add up. */
static struct text unfinished(struct arena *arena, const struct supplied_figures *supplied,
                              size_t index) {
    const struct supplied_figure *first = &supplied->figures[index];
    int64_t sum = 0;
    for (size_t i = 0; i < supplied->figure_count; i++) {
        if (share_whole(first, &supplied->figures[i])) {
            if (i < index) {
                return TEXT_NONE; /* told of that one */
            }
            sum += supplied->figures[i].numerator;
        }
    }
    bool has_parts = first->category.length > 0 && first->has_numerator && first->has_denominator;
    return !has_parts || sum == first->denominator
               ? TEXT_NONE
               : text_format(arena, "its parts add up to %.*s, not to %.*s",
                             TEXT_ARG(whole_words(arena, sum)),
                             TEXT_ARG(whole_words(arena, first->denominator)));
}

bool claims_are_sound(struct arena *arena, struct diag *diag,
                      const struct measure_context *context) {
    bool holds = true;
    for (size_t i = 0; i < context->supplied->figure_count; i++) {
        const struct supplied_figure *supplied = &context->supplied->figures[i];
        const struct measure_definition *measure =
            catalogue_measure(context->catalogue, supplied->measure);
        struct text words = measure == NULL ? TEXT_NONE : contradiction(arena, measure, supplied);
        if (words.length == 0 && measure != NULL && measure->is_supplied) {
            words = unfinished(arena, context->supplied, i);
        }
        if (words.length > 0) {
            DIAG_REPORT(diag, DF019, &supplied->place, measure->id, words);
            holds = false;
        }
    }
    return holds;
}

bool claims_check(struct arena *arena, struct diag *diag, const struct measure_context *context,
                  const struct figures *figures) {
    bool holds = true;
    for (size_t i = 0; i < context->supplied->figure_count; i++) {
        const struct supplied_figure *claim = &context->supplied->figures[i];
        if (names_no_category(context, figures, claim)) {
            DIAG_REPORT(diag, ME008, &claim->place, claim->measure, claim->category);
            holds = false;
        }
        holds = check_claim(arena, diag, context, figures, claim) && holds;
    }
    return holds;
}
