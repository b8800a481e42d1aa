/* Bindings of comparators: {s47-rate@england}, {s47-rate@neighbours(half)}. What
 * is published needs no extract; only a rank needs the authority's own figure.
 * A note says where and of which year it was published. */
#include "base/arena.h"
#include "measure/comparator.h"
#include "report/binding.h"

struct set_beside {
    const struct lookup *lookup;
    const struct measure_definition *measure;
    struct comparison comparison;
    const struct comparator_figure *figure;
};

struct comparator_attribute {
    const char *name;
    bool is_rank;          /* needs the authority's own figure */
    bool is_of_neighbours; /* means nothing of a region or England */
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

static bool give_marker(const struct set_beside *beside, enum figure_status status) {
    struct bound *bound = beside->lookup->bound;
    bound->kind = CELL_MARKER;
    bound->prose = bound->bare = figure_marker(status);
    return true;
}

static bool give_count(const struct set_beside *beside, size_t count) {
    binding_give_number(beside->lookup, (struct decimal){(int64_t)count, 0}, false);
    beside->lookup->bound->is_count = false; /* it adds up to nothing */
    return true;
}

static bool give_value(const struct set_beside *beside) {
    if (beside->figure->status != FIGURE_SHOWN) {
        return give_marker(beside, beside->figure->status);
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
                                  (long long)beside->comparison.year));
    return true;
}

static bool give_number(const struct set_beside *beside) {
    return give_count(beside, beside->comparison.neighbour_count);
}

static bool give_missing(const struct set_beside *beside) {
    return give_count(beside, beside->comparison.neighbours_missing);
}

/* A rank is only among figures of the same year. */
static bool rank_of(const struct set_beside *beside, struct comparison_rank *rank) {
    const struct lookup *lookup = beside->lookup;
    const struct writer *writer = lookup->writer;
    uint32_t county = 0;
    while (writer->context->units->units[county].level != UNIT_COUNTY) {
        county++;
    }
    const struct figure *own = figures_find(writer->figures, beside->measure->id, &lookup->period,
                                            UNIT_COUNTY, county, lookup->binding->category);
    bool is_ranked = own && own->has_value && beside->comparison.is_same_period;
    if (is_ranked) {
        bool among_neighbours =
            beside->figure == &beside->comparison.figures[COMPARATOR_NEIGHBOURS];
        *rank = comparison_rank(&beside->comparison, own->value, among_neighbours);
    }
    return is_ranked && rank->of > 0;
}

static bool give_rank(const struct set_beside *beside) {
    struct comparison_rank rank;
    return rank_of(beside, &rank) ? give_count(beside, rank.rank)
                                  : give_marker(beside, FIGURE_NOT_AVAILABLE);
}

static bool give_ranked(const struct set_beside *beside) {
    struct comparison_rank rank;
    return rank_of(beside, &rank) ? give_count(beside, rank.of)
                                  : give_marker(beside, FIGURE_NOT_AVAILABLE);
}

static const struct comparator_attribute ATTRIBUTES[] = {
    {"value", false, false, give_value},    {"name", false, false, give_name},
    {"year", false, false, give_year},      {"count", false, true, give_number},
    {"missing", false, true, give_missing}, {"rank", true, false, give_rank},
    {"ranked", true, false, give_ranked},
};
enum { ATTRIBUTE_COUNT = sizeof ATTRIBUTES / sizeof ATTRIBUTES[0] };

static const struct comparator_attribute *find_attribute(const struct lookup *lookup,
                                                         enum comparator comparator) {
    struct text name = lookup->binding->attribute, names[ATTRIBUTE_COUNT];
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        names[i] = text_of(ATTRIBUTES[i].name);
        bool is_it = text_equal(names[i], name.length > 0 ? name : TEXT("value"));
        if (is_it && ATTRIBUTES[i].is_of_neighbours && comparator != COMPARATOR_NEIGHBOURS) {
            binding_refuse(lookup, "only neighbours have that attribute");
            return NULL;
        }
        if (is_it) {
            return &ATTRIBUTES[i];
        }
    }
    binding_refuse(lookup, "a comparator has no such attribute");
    diag_did_you_mean(lookup->writer->diag, name, names, ATTRIBUTE_COUNT);
    return NULL;
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

static bool give(const struct lookup *lookup, const struct measure_definition *measure,
                 enum comparator comparator, const struct comparator_attribute *attribute) {
    const struct report_context *context = lookup->writer->context;
    struct arena *arena = lookup->writer->arena;
    struct set_beside beside = {.lookup = lookup, .measure = measure};
    if (!context->published ||
        !comparison_find(arena, context->published, context->authority->ons_code, measure,
                         lookup->binding->category, &lookup->period, &beside.comparison)) {
        return give_marker(&beside, FIGURE_NOT_AVAILABLE);
    }
    beside.figure = &beside.comparison.figures[comparator];
    lookup->bound->source = comparison_note(arena, &beside.comparison, comparator);
    return attribute->give(&beside);
}

bool comparator_binding_resolve(const struct lookup *lookup,
                                const struct measure_definition *measure,
                                enum comparator comparator) {
    struct writer *writer = lookup->writer;
    const struct comparator_attribute *attribute = find_attribute(lookup, comparator);
    if (!attribute || !is_published(lookup, measure)) {
        return false;
    }
    if (writer->figures) {
        return give(lookup, measure, comparator, attribute);
    }
    writer_use_measure(writer, measure);
    if (attribute->is_rank) {
        writer_add_request(writer, measure, &lookup->period);
    }
    binding_give_text(lookup, TEXT("0"));
    return true;
}
