/* Finds what a binding speaks of: the unit and its level, the group, the second
 * measure of a pair and the period that a change is from. What it names and is
 * not there is refused (RP001), with a suggestion where names are known. */
#include "subject.h"

#include "report/missing_row.h"

const struct figure *subject_figure(const struct subject *subject, const struct period *period,
                                    struct text category) {
    const struct writer *writer = subject->lookup->writer;
    return writer->figures ? figures_find(writer->figures, subject->measure->id, period,
                                          subject->level, subject->unit, category)
                           : NULL;
}

bool subject_give_missing(const struct subject *subject, const struct figure *figure) {
    bool has_status = figure && figure->status != FIGURE_SHOWN;
    bool is_withheld = figure && figure->status == FIGURE_SUPPRESSED;
    if (!figure_is_shown(figure) && !is_withheld) {
        missing_row_report(subject->lookup->writer, subject->measure,
                           figure ? &figure->period : &subject->lookup->period, subject->unit,
                           subject->category);
    }
    return binding_give_marker(subject->lookup, has_status ? figure->status : FIGURE_NOT_AVAILABLE);
}

bool subject_is_percent(const struct subject *subject) {
    return binding_is_percent(subject->measure, subject->category);
}

bool subject_find_unit(struct subject *subject) {
    struct writer *writer = subject->lookup->writer;
    const struct hierarchy *units = writer->context->units;
    if (!binding_unit(subject->lookup, &subject->unit)) {
        return false;
    }
    if (subject->unit == UNIT_NONE) {
        subject->level = writer->row_level;
        return true;
    }
    subject->level = units->units[subject->unit].level;
    uint32_t own = writer->context->unit;
    if (!hierarchy_holds(units, own, subject->unit) &&
        !hierarchy_holds(units, subject->unit, own)) {
        WRITER_REFUSE_PAPER(writer, RP041, subject->lookup->place, units->units[subject->unit].name,
                            units->units[own].name);
    }
    return true;
}

static bool is_among(struct text word, const struct text *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (text_equal(words[i], word)) {
            return true;
        }
    }
    return false;
}

/* A group of a mix, or "nfa: GROUP" where the mix has the share "nfa"; a band, what stands apart
 * from bands, or a quartile. */
static bool is_category(const struct measure_definition *measure, struct text category) {
    static const struct text quartiles[] = {
        {"median", 6}, {"lower quartile", 14}, {"upper quartile", 14}};
    if (measure->share.length > 0 && text_starts_with(category, measure->share)) {
        struct text rest = text_slice(category, measure->share.length, category.length);
        if (text_starts_with(rest, TEXT(": "))) {
            category = text_slice(rest, 2, rest.length);
        }
    }
    return is_among(category, measure->categories, measure->category_count) ||
           is_among(category, measure->bands, measure->band_count) ||
           is_among(category, measure->apart, measure->apart_count) ||
           (measure->band_count > 0 && is_among(category, quartiles, 3));
}

/* 0 for "largest", 1 for "second" ...; -1 for the name of a group. */
static int rank_of(struct text category) {
    static const char *const ranks[] = {"largest", "second", "third", "fourth"};
    for (int i = 0; i < 4; i++) {
        if (text_equal_c(category, ranks[i])) {
            return i;
        }
    }
    return -1;
}

/* The group with `rank` larger ones before it; of equals the one defined first. */
static struct text ranked_category(const struct subject *subject, int rank) {
    const struct measure_definition *measure = subject->measure;
    for (size_t i = 0; i < measure->category_count; i++) {
        const struct figure *figure =
            subject_figure(subject, &subject->lookup->period, measure->categories[i]);
        if (figure && figure->status == FIGURE_SUPPRESSED) {
            return measure->categories[i]; /* nobody may know where it stands */
        }
    }
    for (size_t i = 0; i < measure->category_count; i++) {
        const struct figure *figure =
            subject_figure(subject, &subject->lookup->period, measure->categories[i]);
        int before = 0;
        for (size_t j = 0; j < measure->category_count; j++) {
            const struct figure *other =
                subject_figure(subject, &subject->lookup->period, measure->categories[j]);
            bool is_larger = figure_has_count(figure) && figure_has_count(other) &&
                             (other->numerator > figure->numerator ||
                              (other->numerator == figure->numerator && j < i));
            before += is_larger ? 1 : 0;
        }
        if (figure_has_count(figure) && before == rank) {
            return measure->categories[i];
        }
    }
    return TEXT_NONE;
}

bool subject_find_category(struct subject *subject) {
    const struct lookup *lookup = subject->lookup;
    const struct measure_definition *measure = subject->measure;
    struct text category = lookup->binding->category;
    int rank = rank_of(category);
    subject->category = rank < 0 ? category : ranked_category(subject, rank);
    bool has_groups = measure->category_count + measure->band_count > 0;
    bool has_names = measure->is_by_team || measure->is_by_worker;
    if ((!has_groups && !has_names) || text_is_empty(category) || rank >= 0 ||
        is_category(measure, category) || figure_is_group(measure, category)) {
        return true;
    }
    binding_refuse(lookup, "the measure has no such group");
    diag_did_you_mean(lookup->writer->diag, category, measure->categories, measure->category_count);
    return false;
}

/* The measure that "pair(MEASURE, PERIOD)" names; the argument is then its period. */
static bool find_partner(struct subject *subject, struct text *argument) {
    struct text name;
    const struct catalogue *catalogue = subject->lookup->writer->context->catalogue;
    text_next_part(argument, ',', &name);
    *argument = text_trim(*argument);
    subject->partner = catalogue_measure(catalogue, text_trim(name));
    bool is_whole = subject->partner != NULL && argument->length > 0;
    return is_whole ||
           binding_refuse(subject->lookup,
                          "it names no second measure or period: pair(MEASURE, PERIOD)");
}

/* "An increase on March 2013, in March 2013". */
static bool check_other_days(const struct subject *subject) {
    const struct period *now = &subject->lookup->period, *other = &subject->other_period;
    bool is_same = now->first_day == other->first_day && now->last_day == other->last_day;
    return !is_same ||
           binding_refuse(subject->lookup, "it is set against its own days: name another period");
}

bool subject_find_other_period(struct subject *subject, bool has_partner) {
    const struct lookup *lookup = subject->lookup;
    struct text argument = lookup->binding->argument;
    if (text_is_empty(argument)) {
        return binding_refuse(lookup, "it does not say from which period: change(half-year)");
    }
    if (has_partner && !find_partner(subject, &argument)) {
        return false;
    }
    return binding_period(lookup, argument, &subject->other_period) && check_other_days(subject);
}
