/* A rate set against deprivation, as figures. The ratio's limits are those of
 * the count alone (exact below 10, Byar's from 10), over what is expected; how
 * far authorities lie apart is what the limits of prediction say. The published
 * rate stands beside the actual one and is never taken for it. */
#include "adjusted_values.h"

#include "base/arena.h"
#include "measure/comparator.h"
#include "measure/deprivation.h"

enum { CHILDREN = 10000, SCORE_DECIMALS = 3, FIT_DECIMALS = 2 };

struct adjusting {
    struct figure_list *list;
    const struct measure_context *context;
    const struct figure *key;
    const struct deprivation_result *result;
    struct figure rate; /* as the unadjusted measure has it */
};

static void add(const struct adjusting *adjusting, const char *category, struct figure figure) {
    figure.measure = adjusting->key->measure;
    figure.category = text_of(category);
    figure.adjusted = adjusting->result;
    figure_list_add(adjusting->list, &figure);
}

static struct figure blank(const struct adjusting *adjusting, enum figure_status status) {
    struct figure figure = *adjusting->key;
    figure.status = status;
    return figure;
}

static void add_number(const struct adjusting *adjusting, const char *category, double value,
                       int decimals) {
    struct figure figure = blank(adjusting, FIGURE_SHOWN);
    figure.has_value = true;
    figure.value = decimal_from_double(value, decimals);
    add(adjusting, category, figure);
}

/* A number of authorities, or a rank: no records of the extract. */
static void add_count(const struct adjusting *adjusting, const char *category, size_t count) {
    add_number(adjusting, category, (double)count, 0);
}

static void add_ratio(const struct adjusting *adjusting) {
    const struct deprivation_result *result = adjusting->result;
    struct figure figure = adjusting->rate;
    figure.status = FIGURE_NOT_AVAILABLE;
    figure.has_denominator = figure.has_value = figure.has_interval = false;
    if (result->has_ratio) {
        double factor = 100 / result->expected;
        figure.status = FIGURE_SHOWN;
        figure.has_value = true;
        figure.value = decimal_from_double(result->ratio, figure.measure->decimals);
        figure.has_interval = adjusting->rate.has_interval;
        figure.interval95 = (struct interval){adjusting->rate.interval95.lower * factor,
                                              adjusting->rate.interval95.upper * factor};
        figure.interval998 = (struct interval){adjusting->rate.interval998.lower * factor,
                                               adjusting->rate.interval998.upper * factor};
    }
    add(adjusting, "", figure);
}

static void add_expected(const struct adjusting *adjusting) {
    const struct deprivation_result *result = adjusting->result;
    struct figure figure = blank(adjusting, FIGURE_SHOWN);
    struct prediction wider;
    figure.has_value = true;
    figure.value = decimal_from_double(result->expected, figure.measure->decimals);
    figure.has_interval = regression_predict(&result->line, result->score, 0.998, &wider);
    figure.interval95 = result->limits;
    figure.interval998 = wider.limits;
    add(adjusting, "expected", figure);
}

/* The authority's own published rate of the year, or its marker. */
static void add_published(const struct adjusting *adjusting) {
    const struct measure_context *context = adjusting->context;
    struct arena *arena = adjusting->list->arena;
    struct comparison comparison;
    struct figure figure = blank(adjusting, FIGURE_NOT_AVAILABLE);
    const struct measure_definition *rate =
        catalogue_measure(context->catalogue, adjusting->key->measure->deprivation_of);
    if (comparison_find(arena, context->published, context->authority_code, rate, TEXT_NONE,
                        &adjusting->key->period, &comparison)) {
        const struct comparator_figure *own = &comparison.figures[COMPARATOR_PUBLISHED];
        figure.status = own->status;
        figure.has_value = own->status == FIGURE_SHOWN;
        figure.value = own->value;
    }
    add(adjusting, "published", figure);
}

static void add_fit(const struct adjusting *adjusting) {
    const struct deprivation_result *result = adjusting->result;
    int64_t edition;
    if (text_to_int(result->request.edition, &edition) && edition > 0) {
        add_count(adjusting, "IDACI edition", (size_t)edition);
    }
    add_number(adjusting, "score", result->score, SCORE_DECIMALS);
    add_number(adjusting, "R squared", result->line.r_squared, FIT_DECIMALS);
    add_count(adjusting, "authorities", result->line.count);
    if (result->has_ratio) {
        add_count(adjusting, "rank", result->rank);
        add_count(adjusting, "ranked", result->rank_of);
    } else {
        add(adjusting, "rank", blank(adjusting, FIGURE_NOT_AVAILABLE));
        add(adjusting, "ranked", blank(adjusting, FIGURE_NOT_AVAILABLE));
    }
}

static void add_left_out(const struct adjusting *adjusting) {
    const struct deprivation_result *result = adjusting->result;
    add_count(adjusting, "left out", deprivation_left_out(result));
    add_count(adjusting, "left out: suppressed", result->left_out[PUBLISHED_SUPPRESSED]);
    add_count(adjusting, "left out: unreliable", result->left_out[PUBLISHED_UNRELIABLE]);
    add_count(adjusting, "left out: not available", result->left_out[PUBLISHED_NOT_AVAILABLE]);
    add_count(adjusting, "left out: not applicable", result->left_out[PUBLISHED_NOT_APPLICABLE]);
    add_count(adjusting, "left out: no score", result->without_score);
}

/* The result for the key's year, or NULL: what is lacking is [x], not a fault. */
static const struct deprivation_result *adjust(struct figure_list *list,
                                               const struct measure_context *context,
                                               const struct figure *key, int64_t count,
                                               int64_t children) {
    struct deprivation_request request = {.measure = key->measure->deprivation_of,
                                          .authority = context->authority_code,
                                          .takes_published = false,
                                          .has_actual = children > 0};
    if (context->published == NULL || context->scores == NULL || key->level != UNIT_COUNTY ||
        key->unit == UNIT_NONE || !comparator_year(key->measure, &key->period, &request.year)) {
        return NULL;
    }
    request.actual = children > 0 ? CHILDREN * (double)count / (double)children : 0;
    request.edition = deprivation_edition_of(context->scores, request.year);
    struct deprivation_result *result = ARENA_NEW(list->arena, struct deprivation_result);
    bool is_adjusted = deprivation_adjust(list->arena, diag_new(list->arena), context->published,
                                          context->scores, &request, result);
    return is_adjusted ? result : NULL;
}

void adjusted_values_add(struct figure_list *list, const struct measure_context *context,
                         const struct figure *key, int64_t count, int64_t children) {
    struct adjusting adjusting = {.list = list, .context = context, .key = key};
    adjusting.result = adjust(list, context, key, count, children);
    if (adjusting.result == NULL) {
        struct figure figure = blank(&adjusting, FIGURE_NOT_AVAILABLE);
        figure.has_numerator = key->level == UNIT_COUNTY;
        figure.numerator = count;
        add(&adjusting, "", figure);
        return;
    }
    adjusting.rate = *key;
    figure_values_set_rate(&adjusting.rate, count, children);
    add_ratio(&adjusting);
    add(&adjusting, "actual", adjusting.rate);
    add_expected(&adjusting);
    add_published(&adjusting);
    add_fit(&adjusting);
    add_left_out(&adjusting);
}
