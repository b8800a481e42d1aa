/* Bindings of comparators: {s47-rate@england}, {s47-rate@neighbours(half)},
 * {s47-rate@published.against(england)}. What is published needs no extract; only
 * the rank of a figure of the extracts needs those. "Above" and "below" are said
 * where the published figure's interval leaves the other value out. A note says
 * where and of which year it was published. */
#include "base/arena.h"
#include "measure/comparator.h"
#include "subject.h"

struct set_beside {
    const struct lookup *lookup;
    const struct measure_definition *measure;
    enum comparator comparator;
    struct comparison *comparison;
    const struct comparator_figure *figure;
};

/* Of which comparators an attribute can be told. */
enum scope { OF_ANY, OF_NEIGHBOURS, OF_PUBLISHED };

struct comparator_attribute {
    const char *name;
    enum scope scope;
    bool (*give)(const struct set_beside *beside);
};

bool comparator_binding_is(struct text period, enum comparator *comparator) {
    for (int i = 0; i < COMPARATOR_COUNT; i++) {
        if (text_equal(period, comparator_name((enum comparator)i))) {
            *comparator = (enum comparator)i;
            return true;
        }
    }
    return false;
}

static bool is_rank(struct text attribute) {
    return text_equal_c(attribute, "rank") || text_equal_c(attribute, "ranked");
}

struct text comparator_binding_period(const struct binding *binding) {
    enum comparator comparator;
    bool is_published =
        comparator_binding_is(binding->period, &comparator) && comparator == COMPARATOR_PUBLISHED;
    bool is_of_change = false;
    subject_attribute_is(binding->attribute, &is_of_change);
    bool is_other = is_published && (is_of_change || is_rank(binding->attribute) ||
                                     text_equal_c(binding->attribute, "against"));
    return is_other ? TEXT_NONE : binding->argument;
}

static bool give_count(const struct set_beside *beside, size_t count) {
    binding_give_number(beside->lookup, (struct decimal){(int64_t)count, 0}, false);
    beside->lookup->bound->is_count = false; /* it adds up to nothing */
    return true;
}

static bool give_value(const struct set_beside *beside) {
    if (beside->figure->status != FIGURE_SHOWN) {
        return binding_give_marker(beside->lookup, beside->figure->status);
    }
    binding_give_number(beside->lookup, beside->figure->value,
                        binding_is_percent(beside->measure, beside->lookup->binding->category));
    beside->lookup->bound->is_count = false;
    return true;
}

static bool give_name(const struct set_beside *beside) {
    binding_give_text(beside->lookup, beside->figure->name);
    return true;
}

static bool give_year(const struct set_beside *beside) {
    binding_give_text(beside->lookup,
                      text_format(beside->lookup->writer->arena, "the year to March %lld",
                                  (long long)beside->comparison->year));
    return true;
}

static bool give_number(const struct set_beside *beside) {
    return give_count(beside, beside->comparison->neighbour_count);
}

static bool give_missing(const struct set_beside *beside) {
    return give_count(beside, beside->comparison->neighbours_missing);
}

static struct published_line line_of(const struct set_beside *beside, enum comparator comparator) {
    return published_line_of(beside->comparison, comparator, beside->measure,
                             beside->lookup->binding->category);
}

/* The own figure that is ranked: the published one itself, else that of the extracts, of the same
 * year. */
static bool own_value(const struct set_beside *beside, struct decimal *value) {
    const struct lookup *lookup = beside->lookup;
    const struct writer *writer = lookup->writer;
    uint32_t county = 0;
    if (beside->comparator == COMPARATOR_PUBLISHED) {
        *value = beside->figure->value;
        return beside->figure->status == FIGURE_SHOWN;
    }
    while (writer->context->units->units[county].level != UNIT_COUNTY) {
        county++;
    }
    const struct figure *own = figures_find(writer->figures, beside->measure->id, &lookup->period,
                                            UNIT_COUNTY, county, lookup->binding->category);
    *value = own && own->has_value ? own->value : (struct decimal){0, 0};
    return own && own->has_value && beside->comparison->is_same_period;
}

static bool rank_of(const struct set_beside *beside, struct comparison_rank *rank) {
    struct decimal own;
    enum comparator among = beside->comparator;
    comparator_binding_is(beside->lookup->binding->argument, &among);
    bool is_ranked = own_value(beside, &own);
    if (is_ranked) {
        *rank = comparison_rank(beside->comparison, own, among == COMPARATOR_NEIGHBOURS);
    }
    return is_ranked && rank->of > 0;
}

/* A rank of the published figure goes into figures.csv as a part of it: "rank", "Neglect: rank
 * among neighbours". */
static void keep_rank(const struct set_beside *beside, const char *name, size_t count) {
    const struct binding *binding = beside->lookup->binding;
    struct arena *arena = beside->lookup->writer->arena;
    struct published_line line = line_of(beside, COMPARATOR_PUBLISHED);
    struct figure rank = {.measure = line.figure.measure,
                          .period = line.figure.period,
                          .level = line.figure.level,
                          .has_value = true,
                          .value = {(int64_t)count, 0}};
    rank.category = text_format(arena, "%.*s%s%s%s", TEXT_ARG(binding->category),
                                binding->category.length > 0 ? ": " : "", name,
                                binding->argument.length > 0 ? " among neighbours" : "");
    line.figure = rank;
    if (beside->comparator == COMPARATOR_PUBLISHED) {
        writer_add_published(beside->lookup->writer, &line);
    }
}

static bool give_place(const struct set_beside *beside, const char *name, bool is_of) {
    struct comparison_rank rank;
    if (!rank_of(beside, &rank)) {
        return binding_give_marker(beside->lookup, FIGURE_NOT_AVAILABLE);
    }
    keep_rank(beside, name, is_of ? rank.of : rank.rank);
    return give_count(beside, is_of ? rank.of : rank.rank);
}

static bool give_rank(const struct set_beside *beside) {
    return give_place(beside, "rank", false);
}

static bool give_ranked(const struct set_beside *beside) {
    return give_place(beside, "ranked", true);
}

static bool give_against(const struct set_beside *beside) {
    static const char *const words[] = {[SIDE_UNCLEAR] = "not clearly different from",
                                        [SIDE_ABOVE] = "above",
                                        [SIDE_BELOW] = "below"};
    enum comparator against = COMPARATOR_PUBLISHED;
    comparator_binding_is(beside->lookup->binding->argument, &against);
    struct published_line own = line_of(beside, COMPARATOR_PUBLISHED);
    struct published_line other = line_of(beside, against);
    writer_add_published(beside->lookup->writer, &other);
    enum published_side side = published_side(&own.figure, &other.figure);
    if (side == SIDE_NOT_KNOWN) {
        return binding_give_marker(beside->lookup, FIGURE_NOT_AVAILABLE);
    }
    binding_give_text(beside->lookup, text_of(words[side]));
    return true;
}

static const struct comparator_attribute ATTRIBUTES[] = {
    {"value", OF_ANY, give_value},
    {"name", OF_ANY, give_name},
    {"year", OF_ANY, give_year},
    {"count", OF_NEIGHBOURS, give_number},
    {"missing", OF_NEIGHBOURS, give_missing},
    {"rank", OF_ANY, give_rank},
    {"ranked", OF_ANY, give_ranked},
    {"against", OF_PUBLISHED, give_against},
};
enum { ATTRIBUTE_COUNT = sizeof ATTRIBUTES / sizeof ATTRIBUTES[0] };

static const struct comparator_attribute *refuse_attribute(const struct lookup *lookup,
                                                           struct text name) {
    struct text names[ATTRIBUTE_COUNT];
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        names[i] = text_of(ATTRIBUTES[i].name);
    }
    binding_refuse(lookup, "a comparator has no such attribute");
    diag_did_you_mean(lookup->writer->diag, name, names, ATTRIBUTE_COUNT);
    return NULL;
}

static const struct comparator_attribute *find_attribute(const struct lookup *lookup,
                                                         enum comparator comparator) {
    struct text name = lookup->binding->attribute;
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        const struct comparator_attribute *attribute = &ATTRIBUTES[i];
        if (!text_equal_c(name.length > 0 ? name : TEXT("value"), attribute->name)) {
            continue;
        }
        if (attribute->scope == OF_NEIGHBOURS && comparator != COMPARATOR_NEIGHBOURS) {
            binding_refuse(lookup, "only neighbours have that attribute");
            return NULL;
        }
        if (attribute->scope == OF_PUBLISHED && comparator != COMPARATOR_PUBLISHED) {
            binding_refuse(lookup, "only the published figure has that attribute");
            return NULL;
        }
        return attribute;
    }
    return refuse_attribute(lookup, name);
}

/* "against" and a rank of the published figure name whom it stands among. */
static bool has_argument(const struct lookup *lookup, enum comparator comparator,
                         const struct comparator_attribute *attribute) {
    struct text argument = lookup->binding->argument;
    enum comparator other = COMPARATOR_PUBLISHED;
    bool is_named = comparator_binding_is(argument, &other) && other != COMPARATOR_PUBLISHED;
    if (attribute->scope == OF_PUBLISHED && !is_named) {
        return binding_refuse(lookup, "it does not say against whom: neighbours, region, england");
    }
    bool is_own_rank = comparator == COMPARATOR_PUBLISHED && is_rank(lookup->binding->attribute);
    bool is_among = argument.length == 0 || other == COMPARATOR_NEIGHBOURS;
    return !is_own_rank || is_among ||
           binding_refuse(lookup, "it ranks among neighbours, or without an argument among all");
}

/* What is published at all is known before any data is read; one row of several may have nothing.
 */
static bool is_published(const struct lookup *lookup, const struct measure_definition *measure) {
    const struct published *published = lookup->writer->context->published;
    const struct published_table *table =
        published ? published_table_of(published, measure->id) : NULL;
    bool is_there = table && published_category(table, lookup->binding->category) != SIZE_MAX;
    bool is_row = lookup->writer->row.length > 0;
    return is_there || is_row || binding_refuse(lookup, "nothing is published of it");
}

static bool find_comparison(struct set_beside *beside, const struct period *period) {
    const struct report_context *context = beside->lookup->writer->context;
    struct arena *arena = beside->lookup->writer->arena;
    beside->comparison = ARENA_NEW(arena, struct comparison);
    if (!context->published ||
        !comparison_find(arena, context->published, context->authority->ons_code, beside->measure,
                         beside->lookup->binding->category, period, beside->comparison)) {
        return false;
    }
    beside->figure = &beside->comparison->figures[beside->comparator];
    return true;
}

/* Notes where it comes from, and keeps it for figures.csv. */
static struct published_line keep(const struct set_beside *beside) {
    struct published_line line = line_of(beside, beside->comparator);
    writer_add_published(beside->lookup->writer, &line);
    beside->lookup->bound->beside = (struct comparison_use){beside->comparison, beside->comparator};
    return line;
}

static bool give(const struct lookup *lookup, const struct measure_definition *measure,
                 enum comparator comparator, const struct comparator_attribute *attribute) {
    struct set_beside beside = {.lookup = lookup, .measure = measure, .comparator = comparator};
    if (!find_comparison(&beside, &lookup->period)) {
        return binding_give_marker(beside.lookup, FIGURE_NOT_AVAILABLE);
    }
    keep(&beside);
    return attribute->give(&beside);
}

/* What figures tell of themselves, of the published one: its counts, interval and changes. */
static bool give_of_figure(const struct lookup *lookup, const struct measure_definition *measure,
                           bool is_of_change) {
    struct set_beside beside = {
        .lookup = lookup, .measure = measure, .comparator = COMPARATOR_PUBLISHED};
    struct subject subject = {.lookup = lookup,
                              .measure = measure,
                              .level = UNIT_COUNTY,
                              .category = lookup->binding->category};
    struct published_line now, other;
    if (is_of_change) {
        if (!binding_period(lookup, lookup->binding->argument, &subject.other_period)) {
            return false;
        }
        if (!find_comparison(&beside, &subject.other_period)) {
            return binding_give_marker(beside.lookup, FIGURE_NOT_AVAILABLE);
        }
        other = keep(&beside);
        subject.other = &other.figure;
    }
    if (!find_comparison(&beside, &lookup->period)) {
        return binding_give_marker(beside.lookup, FIGURE_NOT_AVAILABLE);
    }
    now = keep(&beside);
    subject.now = &now.figure;
    return subject_give(&subject, lookup->binding->attribute);
}

bool comparator_binding_resolve(const struct lookup *lookup,
                                const struct measure_definition *measure,
                                enum comparator comparator) {
    struct writer *writer = lookup->writer;
    struct text name = lookup->binding->attribute;
    bool is_of_change = false, is_own = comparator == COMPARATOR_PUBLISHED;
    bool is_of_figure = is_own && subject_attribute_is(name, &is_of_change);
    const struct comparator_attribute *attribute =
        is_of_figure ? NULL : find_attribute(lookup, comparator);
    bool is_known = is_of_figure || (attribute && has_argument(lookup, comparator, attribute));
    if (!is_known || !is_published(lookup, measure)) {
        return false;
    }
    if (is_of_change && text_is_empty(lookup->binding->argument)) {
        return binding_refuse(lookup, "it does not say from which period: difference(year-before)");
    }
    if (writer->figures) {
        return is_of_figure ? give_of_figure(lookup, measure, is_of_change)
                            : give(lookup, measure, comparator, attribute);
    }
    writer_use_measure(writer, measure);
    if (is_rank(name) && !is_own) {
        writer_add_request(writer, measure, &lookup->period);
    }
    struct period other;
    binding_give_text(lookup, TEXT("0"));
    return !is_of_change || binding_period(lookup, lookup->binding->argument, &other);
}
