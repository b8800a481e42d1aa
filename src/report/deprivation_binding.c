/* Bindings of a published rate beside deprivation: {s47-rate@idaci} is the rate
 * that other authorities' published rates and average scores lead one to expect
 * in a year to 31 March. The note names method, vintages and what was left out. */
#include "base/arena.h"
#include "measure/deprivation.h"
#include "published_year.h"
#include "report/binding.h"

struct adjusted_attribute {
    const char *name;
    bool needs_rate; /* the authority's own, which may be unreliable or missing */
    void (*give)(const struct lookup *lookup, const struct measure_definition *measure,
                 const struct deprivation_result *result);
};

enum { SCORE_DECIMALS = 3, FIT_DECIMALS = 2 };

bool deprivation_binding_is(struct text period) {
    return text_equal_c(period, "idaci");
}

static void give_double(const struct lookup *lookup, double value, int decimals) {
    binding_give_number(lookup, decimal_from_double(value, decimals), false);
    lookup->bound->is_count = false;
}

static void give_expected(const struct lookup *lookup, const struct measure_definition *measure,
                          const struct deprivation_result *result) {
    give_double(lookup, result->expected, measure->decimals);
}

static void give_lower(const struct lookup *lookup, const struct measure_definition *measure,
                       const struct deprivation_result *result) {
    give_double(lookup, result->limits.lower, measure->decimals);
}

static void give_upper(const struct lookup *lookup, const struct measure_definition *measure,
                       const struct deprivation_result *result) {
    give_double(lookup, result->limits.upper, measure->decimals);
}

static void give_ratio(const struct lookup *lookup, const struct measure_definition *measure,
                       const struct deprivation_result *result) {
    give_double(lookup, result->ratio, measure->decimals);
}

static void give_score(const struct lookup *lookup, const struct measure_definition *measure,
                       const struct deprivation_result *result) {
    (void)measure;
    give_double(lookup, result->score, SCORE_DECIMALS);
}

static void give_fit(const struct lookup *lookup, const struct measure_definition *measure,
                     const struct deprivation_result *result) {
    (void)measure;
    give_double(lookup, result->line.r_squared, FIT_DECIMALS);
}

static void give_authorities(const struct lookup *lookup, const struct measure_definition *measure,
                             const struct deprivation_result *result) {
    (void)measure;
    give_double(lookup, (double)result->line.count, 0);
}

static void give_left_out(const struct lookup *lookup, const struct measure_definition *measure,
                          const struct deprivation_result *result) {
    (void)measure;
    give_double(lookup, (double)deprivation_left_out(result), 0);
}

static void give_rank(const struct lookup *lookup, const struct measure_definition *measure,
                      const struct deprivation_result *result) {
    (void)measure;
    give_double(lookup, (double)result->rank, 0);
}

static void give_ranked(const struct lookup *lookup, const struct measure_definition *measure,
                        const struct deprivation_result *result) {
    (void)measure;
    give_double(lookup, (double)result->rank_of, 0);
}

/* Where the own rate lies: only outside the limits is anything claimed of it. */
static void give_place(const struct lookup *lookup, const struct measure_definition *measure,
                       const struct deprivation_result *result) {
    (void)measure;
    binding_give_text(lookup, result->actual > result->limits.upper   ? TEXT("above")
                              : result->actual < result->limits.lower ? TEXT("below")
                                                                      : TEXT("within"));
}

static const struct adjusted_attribute ATTRIBUTES[] = {
    {"value", false, give_expected}, {"expected", false, give_expected},
    {"lower", false, give_lower},    {"upper", false, give_upper},
    {"ratio", true, give_ratio},     {"score", false, give_score},
    {"r-squared", false, give_fit},  {"authorities", false, give_authorities},
    {"rank", true, give_rank},       {"ranked", true, give_ranked},
    {"place", true, give_place},     {"left-out", false, give_left_out},
};
enum { ATTRIBUTE_COUNT = sizeof ATTRIBUTES / sizeof ATTRIBUTES[0] };

static const struct adjusted_attribute *find_attribute(const struct lookup *lookup) {
    struct text name = lookup->binding->attribute, names[ATTRIBUTE_COUNT];
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        names[i] = text_of(ATTRIBUTES[i].name);
        if (text_equal(names[i], name.length > 0 ? name : TEXT("value"))) {
            return &ATTRIBUTES[i];
        }
    }
    binding_refuse(lookup, "what deprivation leads one to expect has no such attribute");
    diag_did_you_mean(lookup->writer->diag, name, names, ATTRIBUTE_COUNT);
    return NULL;
}

static bool give(const struct lookup *lookup, const struct measure_definition *measure,
                 const struct adjusted_attribute *attribute) {
    struct writer *writer = lookup->writer;
    struct deprivation_result result;
    if (!published_year_adjust(writer, diag_new(writer->arena), measure, &lookup->period,
                               &result)) {
        return binding_give_marker(lookup, FIGURE_NOT_AVAILABLE);
    }
    published_year_keep(writer, measure, &result);
    lookup->bound->source = deprivation_method_note(writer->arena, &result);
    if (attribute->needs_rate && !result.has_ratio) {
        return binding_give_marker(lookup, FIGURE_NOT_AVAILABLE);
    }
    attribute->give(lookup, measure, &result);
    return true;
}

bool deprivation_binding_resolve(const struct lookup *lookup,
                                 const struct measure_definition *measure) {
    const struct adjusted_attribute *attribute = find_attribute(lookup);
    if (!attribute) {
        return false;
    }
    if (measure->unit != MEASURE_RATE) {
        return binding_refuse(lookup, "only a rate is set beside deprivation");
    }
    if (lookup->writer->figures) {
        return give(lookup, measure, attribute);
    }
    writer_use_measure(lookup->writer, measure);
    binding_give_text(lookup, TEXT("0"));
    return true;
}
