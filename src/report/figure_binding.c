/* What a binding says of a measure: its value, the counts behind it, its
 * interval, its change from another period, or words of its definition. A
 * change is claimed in words only where measure/change.h allows it. Whose
 * figures those are is found by subject.c. */
#include "base/arena.h"
#include "measure/change.h"
#include "report/number_words.h"
#include "subject.h"

/* What must be computed for an attribute. */
enum need {
    NEEDS_WORDS,  /* of the definition: nothing */
    NEEDS_FIGURE, /* the figure itself */
    NEEDS_OTHER,  /* and that of the period in brackets */
    NEEDS_EARLIER /* and, where there are no brackets, of the period and the year before */
};

struct attribute {
    const char *name;
    enum need need;
    bool (*give)(const struct subject *subject);
    bool is_of_published; /* can be told of what is published as well */
};

/* Nothing to take a share of: that there is none is known. */
static bool is_known(const struct figure *figure) {
    return figure_is_shown(figure) || (figure && figure->status == FIGURE_NOT_APPLICABLE);
}

static bool give_count(const struct subject *subject, bool has, int64_t count) {
    if (!is_known(subject->now) || !has) {
        return subject_give_missing(subject, subject->now);
    }
    binding_give_number(subject->lookup, (struct decimal){count, 0}, false);
    return true;
}

/* Where nothing is without a team, the count of what has none is 0, not unknown. */
static bool is_empty_rest(const struct subject *subject) {
    return subject->unit == UNIT_NONE && !subject->now && subject->measure->unit == MEASURE_COUNT;
}

/* A worker or a team that has no part in a count has 0 of it, where the count itself is known. */
static bool is_empty_group(const struct subject *subject) {
    const struct figure *whole = subject_figure(subject, &subject->lookup->period, TEXT_NONE);
    return !subject->now && figure_is_group(subject->measure, subject->category) &&
           figure_is_shown(whole);
}

static bool give_numerator(const struct subject *subject) {
    if (is_empty_rest(subject) || is_empty_group(subject)) {
        binding_give_number(subject->lookup, (struct decimal){0, 0}, false);
        return true;
    }
    bool has = is_known(subject->now) && subject->now->has_numerator;
    return give_count(subject, has, has ? subject->now->numerator : 0);
}

static bool give_denominator(const struct subject *subject) {
    bool has = is_known(subject->now) && subject->now->has_denominator;
    return give_count(subject, has, has ? subject->now->denominator : 0);
}

/* A mix or bands as a whole are all of themselves. */
static bool give_whole(const struct subject *subject) {
    if (!figure_has_count(subject->now)) {
        return subject_give_missing(subject, subject->now);
    }
    bool is_empty = subject->now->numerator == 0;
    struct decimal whole = decimal_quotient(is_empty ? 0 : 1, 100, 1, subject->measure->decimals);
    binding_give_number(subject->lookup, whole, true);
    return true;
}

/* A supplied count may have decimals, as full-time equivalents do: it is then a value alone. */
static bool is_value_alone(const struct figure *figure) {
    return figure_is_shown(figure) && figure->has_value && !figure->has_numerator;
}

static bool give_value(const struct subject *subject) {
    if (subject->measure->unit == MEASURE_COUNT && !is_value_alone(subject->now)) {
        return give_numerator(subject);
    }
    bool has_parts =
        subject->measure->unit == MEASURE_MIX || subject->measure->unit == MEASURE_BANDS;
    if (has_parts && text_is_empty(subject->category)) {
        return give_whole(subject);
    }
    if (!figure_is_shown(subject->now) || !subject->now->has_value) {
        return subject_give_missing(subject, subject->now);
    }
    binding_give_number(subject->lookup, subject->now->value, subject_is_percent(subject));
    return true;
}

static bool give_in_words(const struct subject *subject) {
    give_value(subject);
    struct bound *bound = subject->lookup->bound;
    if (bound->kind == CELL_NUMBER && bound->is_count) {
        bound->prose = number_words(subject->lookup->writer->arena, bound->number.scaled);
    }
    return true;
}

/* Limits are shown to the decimals of the value, which a publication may have rounded; those of a
 * count to none. */
static struct decimal limit(const struct subject *subject, double value) {
    const struct figure *now = subject->now;
    return decimal_from_double(value, now->has_denominator ? now->value.decimals
                                                           : subject->measure->decimals);
}

static bool give_interval(const struct subject *subject) {
    const struct lookup *lookup = subject->lookup;
    const struct figure *figure = subject->now;
    if (!figure_is_shown(figure) || !figure->has_interval) {
        return subject_give_missing(subject, figure);
    }
    struct arena *arena = lookup->writer->arena;
    struct decimal lower = limit(subject, figure->interval95.lower);
    struct decimal upper = limit(subject, figure->interval95.upper);
    struct text from = decimal_words(arena, lower), to = decimal_words(arena, upper);
    const char *sign = subject_is_percent(subject) ? "%" : "";
    writer_add_shown(lookup->writer, lower, lookup->binding->words);
    writer_add_shown(lookup->writer, upper, lookup->binding->words);
    binding_give_text(
        lookup, text_format(arena, "%.*s%s to %.*s%s", TEXT_ARG(from), sign, TEXT_ARG(to), sign));
    lookup->bound->bare = text_format(arena, "%.*s to %.*s", TEXT_ARG(from), TEXT_ARG(to));
    return true;
}

static bool give_lower(const struct subject *subject) {
    if (!figure_is_shown(subject->now) || !subject->now->has_interval) {
        return subject_give_missing(subject, subject->now);
    }
    binding_give_number(subject->lookup, limit(subject, subject->now->interval95.lower),
                        subject_is_percent(subject));
    return true;
}

static bool give_upper(const struct subject *subject) {
    if (!figure_is_shown(subject->now) || !subject->now->has_interval) {
        return subject_give_missing(subject, subject->now);
    }
    binding_give_number(subject->lookup, limit(subject, subject->now->interval95.upper),
                        subject_is_percent(subject));
    return true;
}

static bool give_direction(const struct subject *subject) {
    static const char *const words[] = {[CHANGE_UNCLEAR] = "showed no clear change",
                                        [CHANGE_ROSE] = "rose",
                                        [CHANGE_FELL] = "fell",
                                        [CHANGE_NONE] = "stayed the same"};
    enum change change = change_between(subject->now, subject->other);
    binding_give_text(subject->lookup, text_of(words[change]));
    return true;
}

/* What stands behind "has". */
static const char *participle(enum change change) {
    static const char *const words[] = {[CHANGE_UNCLEAR] = "not clearly changed",
                                        [CHANGE_ROSE] = "risen",
                                        [CHANGE_FELL] = "fallen",
                                        [CHANGE_NONE] = "stayed the same"};
    return words[change];
}

static bool is_comparable(const struct subject *subject) {
    const struct figure *now = subject->now, *other = subject->other;
    return figure_is_shown(now) && figure_is_shown(other) && now->has_value && other->has_value;
}

/* Of the figures that a pair is made of, one that is not there: first one that was withheld. */
static const struct figure *missing_of(const struct subject *one, const struct subject *two) {
    const struct figure *figures[] = {one->now, one->other, two->now, two->other};
    for (size_t i = 0; i < 4; i++) {
        if (figures[i] && figures[i]->status == FIGURE_SUPPRESSED) {
            return figures[i];
        }
    }
    return is_comparable(one) ? two->other : one->other;
}

/* What may be claimed of two measures, in one clause: "neither has clearly changed". */
static bool give_pair(const struct subject *subject) {
    const struct lookup *lookup = subject->lookup;
    struct subject second = *subject;
    second.measure = subject->partner;
    second.now = subject_figure(&second, &lookup->period, TEXT_NONE);
    second.other = subject_figure(&second, &subject->other_period, TEXT_NONE);
    if (!is_comparable(subject) || !is_comparable(&second)) {
        return subject_give_missing(subject, missing_of(subject, &second));
    }
    enum change one = change_between(subject->now, subject->other);
    enum change two = change_between(second.now, second.other);
    struct text words = text_format(lookup->writer->arena, "both have %s", participle(one));
    if (one != two) {
        words = text_format(lookup->writer->arena, "the first has %s and the second has %s",
                            participle(one), participle(two));
    } else if (one == CHANGE_UNCLEAR) {
        words = TEXT("neither has clearly changed");
    }
    binding_give_text(lookup, words);
    return true;
}

/* A change carries its sign, unless the form "size" asks for its size alone. */
static bool give_signed(const struct subject *subject, struct decimal change, bool percent) {
    const struct lookup *lookup = subject->lookup;
    struct bound *bound = lookup->bound;
    bool wants_size = text_equal_c(lookup->binding->format, "size");
    if (wants_size && change.scaled < 0) {
        change.scaled = -change.scaled;
    }
    binding_give_number(lookup, change, percent);
    bound->is_count = false;
    if (!wants_size && change.scaled > 0) {
        struct arena *arena = lookup->writer->arena;
        bound->prose = text_format(arena, "+%.*s", TEXT_ARG(bound->prose));
        bound->bare = text_format(arena, "+%.*s", TEXT_ARG(bound->bare));
    }
    return true;
}

static bool wants_direction(const struct subject *subject) {
    return text_equal_c(subject->lookup->binding->format, "rose-or-fell");
}

static bool give_change(const struct subject *subject) {
    if (!figure_has_count(subject->now) || !figure_has_count(subject->other)) {
        return subject_give_missing(subject,
                                    figure_is_shown(subject->now) ? subject->other : subject->now);
    }
    if (wants_direction(subject)) {
        return give_direction(subject);
    }
    int64_t before = subject->other->numerator;
    if (before == 0) {
        return binding_give_marker(subject->lookup, FIGURE_NOT_APPLICABLE);
    }
    return give_signed(subject, decimal_quotient(subject->now->numerator - before, 100, before, 1),
                       true);
}

/* Percentage points from the counts where they are known, else from the values. */
static struct decimal difference_of_percents(const struct figure *now, const struct figure *other) {
    if (!now->has_numerator || !now->has_denominator || !other->has_numerator ||
        !other->has_denominator) {
        return decimal_difference(now->value, other->value);
    }
    int64_t cross = now->numerator * other->denominator - other->numerator * now->denominator;
    return decimal_quotient(cross, 100, now->denominator * other->denominator, now->value.decimals);
}

static bool give_difference(const struct subject *subject) {
    const struct figure *now = subject->now, *other = subject->other;
    bool counts = subject->measure->unit == MEASURE_COUNT;
    bool has_both = counts ? figure_has_count(now) && figure_has_count(other)
                           : figure_is_shown(now) && figure_is_shown(other) && now->has_value &&
                                 other->has_value;
    if (!has_both) {
        return subject_give_missing(subject, figure_is_shown(now) ? other : now);
    }
    if (wants_direction(subject)) {
        return give_direction(subject);
    }
    struct decimal change = counts ? (struct decimal){now->numerator - other->numerator, 0}
                            : subject_is_percent(subject)
                                ? difference_of_percents(now, other)
                                : decimal_difference(now->value, other->value);
    return give_signed(subject, change, false);
}

static bool give_category(const struct subject *subject) {
    if (subject->now && subject->now->status == FIGURE_SUPPRESSED) {
        return subject_give_missing(subject, subject->now);
    }
    binding_give_text(subject->lookup, subject->category);
    return true;
}

/* Words of a definition are of no figure: a column of them is no column of numbers. */
static void give_words(const struct subject *subject, struct text words) {
    binding_give_text(subject->lookup, words);
    subject->lookup->bound->figure = NULL;
}

static bool give_title(const struct subject *subject) {
    give_words(subject, subject->measure->title);
    return true;
}

static bool give_short(const struct subject *subject) {
    const struct measure_definition *measure = subject->measure;
    give_words(subject, measure->short_title.length > 0 ? measure->short_title : measure->title);
    return true;
}

static bool give_counts(const struct subject *subject) {
    give_words(subject, subject->measure->counts);
    return true;
}

static bool give_definition(const struct subject *subject) {
    give_words(subject, subject->measure->definition);
    return true;
}

static const struct attribute ATTRIBUTES[] = {
    {"value", NEEDS_FIGURE, give_value, false},
    {"numerator", NEEDS_FIGURE, give_numerator, true},
    {"denominator", NEEDS_FIGURE, give_denominator, true},
    {"interval", NEEDS_FIGURE, give_interval, true},
    {"lower", NEEDS_FIGURE, give_lower, true},
    {"upper", NEEDS_FIGURE, give_upper, true},
    {"in-words", NEEDS_FIGURE, give_in_words, false},
    {"change", NEEDS_OTHER, give_change, true},
    {"difference", NEEDS_OTHER, give_difference, true},
    {"pair", NEEDS_OTHER, give_pair, false},
    {"category", NEEDS_FIGURE, give_category, false},
    {"target", NEEDS_FIGURE, standing_binding_target, false},
    {"tolerance", NEEDS_FIGURE, standing_binding_tolerance, false},
    {"rag", NEEDS_FIGURE, standing_binding_rag, false},
    {"travel", NEEDS_EARLIER, standing_binding_travel, false},
    {"band", NEEDS_FIGURE, standing_binding_band, false},
    {"first-cut", NEEDS_WORDS, standing_binding_first_cut, false},
    {"title", NEEDS_WORDS, give_title, false},
    {"short", NEEDS_WORDS, give_short, false},
    {"counts", NEEDS_WORDS, give_counts, false},
    {"definition", NEEDS_WORDS, give_definition, false},
};
enum { ATTRIBUTE_COUNT = sizeof ATTRIBUTES / sizeof ATTRIBUTES[0] };

static const struct attribute *attribute_of_published(struct text name) {
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        if (ATTRIBUTES[i].is_of_published && text_equal_c(name, ATTRIBUTES[i].name)) {
            return &ATTRIBUTES[i];
        }
    }
    return NULL;
}

bool subject_attribute_is(struct text attribute, bool *is_of_change) {
    const struct attribute *own = attribute_of_published(attribute);
    *is_of_change = own && own->need == NEEDS_OTHER;
    return own != NULL;
}

bool subject_give(const struct subject *subject, struct text attribute) {
    const struct attribute *own = attribute_of_published(attribute);
    return own && own->give(subject);
}

static const struct attribute *find_attribute(const struct lookup *lookup, struct text name) {
    struct text names[ATTRIBUTE_COUNT];
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        names[i] = text_of(ATTRIBUTES[i].name);
        if (text_equal(names[i], name.length > 0 ? name : TEXT("value"))) {
            return &ATTRIBUTES[i];
        }
    }
    binding_refuse(lookup, "a measure has no such attribute");
    diag_did_you_mean(lookup->writer->diag, name, names, ATTRIBUTE_COUNT);
    return NULL;
}

static bool find_other_period(struct subject *subject, const struct attribute *attribute) {
    bool is_empty = text_is_empty(subject->lookup->binding->argument);
    if (attribute->need < NEEDS_OTHER || (attribute->need == NEEDS_EARLIER && is_empty)) {
        return true;
    }
    return subject_find_other_period(subject, attribute->give == give_pair);
}

static void collect_earlier(const struct subject *subject) {
    const struct period *now = &subject->lookup->period;
    struct period earlier[] = {period_previous(now), period_year_before(now)};
    for (size_t i = 0; i < 2; i++) {
        writer_add_request(subject->lookup->writer, subject->measure, &earlier[i]);
    }
}

static void collect(const struct subject *subject, const struct attribute *attribute) {
    struct writer *writer = subject->lookup->writer;
    writer_use_measure(writer, subject->measure);
    writer_add_request(writer, subject->measure, &subject->lookup->period);
    if (attribute->need == NEEDS_EARLIER && text_is_empty(subject->lookup->binding->argument)) {
        collect_earlier(subject);
    } else if (attribute->need >= NEEDS_OTHER) {
        writer_add_request(writer, subject->measure, &subject->other_period);
    }
    if (subject->partner) {
        writer_use_measure(writer, subject->partner);
        writer_add_request(writer, subject->partner, &subject->lookup->period);
        writer_add_request(writer, subject->partner, &subject->other_period);
    }
    binding_give_text(subject->lookup, TEXT("0"));
}

bool figure_binding_resolve(const struct lookup *lookup, const struct measure_definition *measure) {
    const struct writer *writer = lookup->writer;
    struct subject subject = {.lookup = lookup, .measure = measure};
    subject.level = writer->context->units->units[writer->context->unit].level;
    if (!subject_find_unit(&subject)) {
        return false;
    }
    const struct attribute *attribute = find_attribute(lookup, lookup->binding->attribute);
    if (!attribute || !subject_find_category(&subject) || !find_other_period(&subject, attribute)) {
        return false;
    }
    if (!writer->figures && attribute->need != NEEDS_WORDS) {
        collect(&subject, attribute);
        return true;
    }
    subject.now = subject_figure(&subject, &lookup->period, subject.category);
    lookup->bound->figure = subject.now;
    if (attribute->need >= NEEDS_OTHER && lookup->binding->argument.length > 0) {
        subject.other = subject_figure(&subject, &subject.other_period, subject.category);
    }
    return attribute->give(&subject);
}
