/* Standardised ratios and rates as figures. Reference rates are the county's own
 * of the same window; weights are England's children by decile. A decile without
 * children in the unit has no rate and no weight: how much of England's weight
 * is covered is said beside the rate. */
#include "standardised_values.h"

#include "base/arena.h"
#include "stats/standardisation.h"

enum { CHILDREN = 10000, SMALL_COUNT = 10 };

struct standardising {
    struct figure_list *list;
    const struct measure_context *context;
    const struct figure *key;
    struct standardised *basis;
    const struct home_cell *cells, *county; /* DECILE_COUNT each */
    const int64_t *children, *all_children; /* of the unit, of the county */
    int64_t events;
};

static void add(const struct standardising *standardising, struct text category,
                struct figure figure) {
    figure.measure = standardising->key->measure;
    figure.category = category;
    figure.standardised = standardising->basis;
    figure_list_add(standardising->list, &figure);
}

static struct figure blank(const struct standardising *standardising, enum figure_status status) {
    struct figure figure = *standardising->key;
    figure.status = status;
    return figure;
}

/* Without a value yet: how many there are. */
static struct figure whole(const struct standardising *standardising) {
    struct figure figure = blank(standardising, FIGURE_NOT_APPLICABLE);
    figure.has_numerator = true;
    figure.numerator = standardising->events;
    return figure;
}

static struct interval scaled(struct interval limits, double factor) {
    return (struct interval){limits.lower * factor, limits.upper * factor};
}

/* ---- the whole ---- */

static size_t indirect_strata(const struct standardising *standardising,
                              struct indirect_stratum strata[DECILE_COUNT]) {
    size_t count = 0;
    for (int i = 0; i < DECILE_COUNT; i++) {
        if (standardising->all_children[i] > 0) {
            strata[count++] = (struct indirect_stratum){standardising->children[i],
                                                        standardising->county[i].events,
                                                        standardising->all_children[i]};
        }
    }
    return count;
}

static void add_ratio(const struct standardising *standardising) {
    struct indirect_stratum strata[DECILE_COUNT];
    size_t count = indirect_strata(standardising, strata);
    struct figure figure = whole(standardising);
    struct standardised_ratio ratio, wider;
    if (figure.level != UNIT_COUNTY &&
        standardisation_indirect(standardising->events, strata, count, 0.95, &ratio) &&
        standardisation_indirect(standardising->events, strata, count, 0.998, &wider)) {
        figure.status = FIGURE_SHOWN;
        figure.has_value = figure.has_interval = true;
        figure.value = decimal_from_double(100 * ratio.ratio, figure.measure->decimals);
        figure.interval95 = scaled(ratio.limits, 100);
        figure.interval998 = scaled(wider.limits, 100);
    }
    add(standardising, TEXT_NONE, figure);
    if (figure.status == FIGURE_SHOWN) {
        struct figure expected = blank(standardising, FIGURE_SHOWN);
        expected.has_value = true;
        expected.value = decimal_from_double(ratio.expected, figure.measure->decimals);
        add(standardising, TEXT("expected"), expected);
    }
}

static size_t direct_strata(const struct standardising *standardising,
                            struct direct_stratum strata[DECILE_COUNT]) {
    size_t count = 0;
    for (int i = 0; i < DECILE_COUNT; i++) {
        if (standardising->children[i] > 0) {
            strata[count++] = (struct direct_stratum){
                standardising->cells[i].events, standardising->cells[i].events_squared,
                standardising->children[i], (double)standardising->context->homes->england[i]};
        }
    }
    return count;
}

static void add_rate(const struct standardising *standardising) {
    struct direct_stratum strata[DECILE_COUNT];
    size_t count = direct_strata(standardising, strata);
    struct figure figure = whole(standardising);
    struct standardised_rate rate, wider;
    if (standardisation_direct(strata, count, 0.95, &rate) &&
        standardisation_direct(strata, count, 0.998, &wider)) {
        figure.status = FIGURE_SHOWN;
        figure.has_value = true;
        figure.value = decimal_from_double(CHILDREN * rate.rate, figure.measure->decimals);
        figure.has_interval = rate.has_limits && wider.has_limits;
        figure.interval95 = scaled(rate.limits, CHILDREN);
        figure.interval998 = scaled(wider.limits, CHILDREN);
    }
    add(standardising, TEXT_NONE, figure);
}

/* ---- its parts ---- */

/* A decile's events, children and rate; [z] without children. */
static void add_decile(const struct standardising *standardising, int decile) {
    struct figure figure = blank(standardising, FIGURE_NOT_APPLICABLE);
    figure.has_numerator = figure.has_denominator = true;
    figure.numerator = standardising->cells[decile].events;
    figure.denominator = standardising->children[decile];
    if (figure.denominator > 0) {
        figure_values_set_rate(&figure, figure.numerator, figure.denominator);
    }
    add(standardising, text_format(standardising->list->arena, "decile %d", decile + 1), figure);
}

static void add_number(const struct standardising *standardising, struct text category,
                       double value) {
    struct figure figure = blank(standardising, FIGURE_SHOWN);
    figure.has_value = true;
    figure.value = decimal_from_double(value, 1);
    add(standardising, category, figure);
}

static void add_expected(const struct standardising *standardising, int decile) {
    int64_t all = standardising->all_children[decile];
    double rate = all == 0 ? 0 : (double)standardising->county[decile].events / (double)all;
    add_number(standardising,
               text_format(standardising->list->arena, "decile %d: expected", decile + 1),
               rate * (double)standardising->children[decile]);
}

/* How England's children are weighted, in percent: one decile, or those with children here. */
static void add_weights(const struct standardising *standardising) {
    const int64_t *england = standardising->context->homes->england;
    double total = 0, covered = 0;
    for (int i = 0; i < DECILE_COUNT; i++) {
        total += (double)england[i];
        covered += standardising->children[i] > 0 ? (double)england[i] : 0;
    }
    for (int i = 0; i < DECILE_COUNT; i++) {
        add_number(standardising,
                   text_format(standardising->list->arena, "decile %d: weight", i + 1),
                   100 * (double)england[i] / total);
    }
    add_number(standardising, TEXT("weight covered"), 100 * covered / total);
}

static void add_deciles(const struct standardising *standardising) {
    bool is_ratio = standardising->key->measure->deprivation == DEPRIVATION_INDIRECT;
    for (int i = 0; i < DECILE_COUNT; i++) {
        add_decile(standardising, i);
        if (is_ratio && standardising->key->level != UNIT_COUNTY) {
            add_expected(standardising, i);
        }
    }
    if (!is_ratio) {
        add_weights(standardising);
    }
}

static void add_homeless(const struct standardising *standardising, enum home_kind kind,
                         int64_t count) {
    struct figure figure = blank(standardising, FIGURE_SHOWN);
    figure_values_set_count(&figure, count);
    add(standardising, home_kind_name(kind), figure);
}

static void add_edition(const struct standardising *standardising) {
    struct figure figure = blank(standardising, FIGURE_SHOWN);
    figure.has_value = decimal_parse(standardising->basis->edition, &figure.value);
    if (figure.has_value) {
        add(standardising, TEXT("IDACI edition"), figure);
    }
}

/* ---- what it rests on ---- */

/* The edition of the index that is used for the year must be that of the small areas. */
static bool has_edition(const struct measure_context *context, const struct figure *key) {
    int64_t year = period_financial_year(key->period.last_day) + 1;
    return context->scores != NULL &&
           text_equal(deprivation_edition_of(context->scores, year), context->homes->edition);
}

static const char *lack_of(const struct measure_context *context, const struct homes *homes,
                           const struct home_counts *counts, const struct figure *key) {
    if (homes_lack(homes) != NULL) {
        return homes_lack(homes);
    }
    if (counts == NULL) {
        return "a table or column that the count needs was not supplied";
    }
    if (!has_edition(context, key)) {
        return "the year has another edition of the index than the small areas";
    }
    return key->unit == UNIT_NONE || key->level == UNIT_TEAM
               ? "a team, and what is in no unit, has no children of its own to compare with"
               : NULL;
}

static int64_t sum_children(const int64_t *children) {
    int64_t sum = 0;
    for (int i = 0; i < DECILE_COUNT; i++) {
        sum += children[i];
    }
    return sum;
}

static void begin(struct standardising *standardising, const struct homes *homes,
                  const struct home_counts *counts) {
    const struct home_areas *areas = standardising->context->homes;
    const struct hierarchy *units = standardising->context->units;
    const struct figure *key = standardising->key;
    struct standardised *basis = standardising->basis;
    standardising->cells = home_counts_of(counts, units, key->level, key->unit);
    standardising->county = home_counts_of(counts, units, UNIT_COUNTY, 0);
    basis->edition = areas->edition;
    basis->areas = areas->vintage;
    basis->districts = areas->district_vintage;
    basis->population = areas->population;
    basis->not_known = counts->not_known;
    basis->elsewhere = counts->elsewhere;
    for (int i = 0; i < DECILE_COUNT; i++) {
        basis->counted += standardising->county[i].events;
        standardising->events += standardising->cells[i].events;
    }
    standardising->all_children = homes_children(homes, 0);
    if (basis->lack == NULL) {
        standardising->children = homes_children(homes, key->unit);
        basis->lack = sum_children(standardising->children) > 0
                          ? NULL
                          : "the index has no small area in it: is its id in units.csv the ONS "
                            "code of a district, of the vintage of the index?";
    }
}

/* [x]; with the records that belong there, and those of no home, where parts must add up. */
static void add_lacking(const struct standardising *standardising, bool has_counts) {
    const struct figure *key = standardising->key;
    struct figure figure = blank(standardising, FIGURE_NOT_AVAILABLE);
    figure.has_numerator = has_counts && key->level != UNIT_TEAM;
    figure.numerator = figure.has_numerator ? standardising->events : 0;
    add(standardising, TEXT_NONE, figure);
    if (figure.has_numerator && key->unit == UNIT_NONE) {
        add_homeless(standardising, HOME_NOT_KNOWN, standardising->basis->not_known);
        add_homeless(standardising, HOME_ELSEWHERE, standardising->basis->elsewhere);
    }
}

void standardised_values_add(struct figure_list *list, const struct measure_context *context,
                             const struct homes *homes, const struct home_counts *counts,
                             const struct figure *key) {
    struct standardised *basis = ARENA_NEW(list->arena, struct standardised);
    struct standardising standardising = {
        .list = list, .context = context, .key = key, .basis = basis};
    basis->form = key->measure->deprivation;
    basis->lack = lack_of(context, homes, counts, key);
    if (counts != NULL) {
        begin(&standardising, homes, counts);
    }
    if (basis->lack != NULL) {
        add_lacking(&standardising, counts != NULL);
        return;
    }
    if (basis->form == DEPRIVATION_INDIRECT) {
        add_ratio(&standardising);
    } else {
        add_rate(&standardising);
    }
    add_deciles(&standardising);
    if (key->level == UNIT_COUNTY) {
        add_homeless(&standardising, HOME_NOT_KNOWN, basis->not_known);
        add_homeless(&standardising, HOME_ELSEWHERE, basis->elsewhere);
    }
    add_edition(&standardising);
}

/* The note stands in published tables too, where no small count may be told. */
static struct text count_words(struct arena *arena, int64_t count) {
    return count > 0 && count < SMALL_COUNT ? text_format(arena, "fewer than %d", SMALL_COUNT)
                                            : decimal_words(arena, (struct decimal){count, 0});
}

struct text standardised_note(struct arena *arena, const struct standardised *standardised) {
    if (standardised->lack != NULL) {
        return text_format(arena, "Not available: %s.", standardised->lack);
    }
    const char *method =
        standardised->form == DEPRIVATION_INDIRECT
            ? "Indirectly standardised over the county's own rates by decile of deprivation of the "
              "home area, as none are published: the county is what others are compared with"
            : "Directly standardised over deciles of deprivation of the home area, weighted by "
              "England's children; deciles without children in the unit are left out";
    return text_format(
        arena,
        "%s. IDACI %.*s; areas %.*s in districts %.*s; population %.*s. Records with a home in the "
        "authority: %.*s; left out: without a home area %.*s, with a home elsewhere %.*s.",
        method, TEXT_ARG(standardised->edition), TEXT_ARG(standardised->areas),
        TEXT_ARG(standardised->districts), TEXT_ARG(standardised->population),
        TEXT_ARG(count_words(arena, standardised->counted)),
        TEXT_ARG(count_words(arena, standardised->not_known)),
        TEXT_ARG(count_words(arena, standardised->elsewhere)));
}
