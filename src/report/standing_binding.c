/* What a binding says of what stands around a figure: its target, rating,
 * direction of travel and band. Nothing is rated without a target: a draft shows
 * [x] for it, and a paper that is to be sent on is refused. What a withheld figure
 * would be is withheld with it. */
#include "base/arena.h"
#include "measure/standing.h"
#include "report/missing_row.h"
#include "subject.h"

static struct rating rating(const struct subject *subject) {
    const struct report_context *context = subject->lookup->writer->context;
    struct rating none = {.rag = RAG_NO_DATA};
    return subject->now ? rating_of(subject->now, context->targets, context->bandings) : none;
}

/* The target itself stands whether or not there is a figure to hold against it. */
static const struct target *target_of(const struct subject *subject) {
    const struct targets *targets = subject->lookup->writer->context->targets;
    bool has_one = targets && subject->unit != UNIT_NONE && text_is_empty(subject->category);
    return has_one
               ? targets_find(targets, subject->measure, subject->unit, &subject->lookup->period)
               : NULL;
}

bool standing_binding_target(const struct subject *subject) {
    const struct target *target = target_of(subject);
    if (!target) {
        return binding_give_marker(subject->lookup, FIGURE_NOT_AVAILABLE);
    }
    binding_give_number(subject->lookup, target->target, subject_is_percent(subject));
    subject->lookup->bound->is_count = false;
    return true;
}

bool standing_binding_tolerance(const struct subject *subject) {
    const struct target *target = target_of(subject);
    if (!target) {
        return binding_give_marker(subject->lookup, FIGURE_NOT_AVAILABLE);
    }
    binding_give_number(subject->lookup, target->tolerance, subject_is_percent(subject));
    subject->lookup->bound->is_count = false;
    return true;
}

bool standing_binding_rag(const struct subject *subject) {
    static const enum cell_mark marks[] = {
        [RAG_RED] = MARK_RED, [RAG_AMBER] = MARK_AMBER, [RAG_GREEN] = MARK_GREEN};
    enum rag rag = rating(subject).rag;
    subject->lookup->bound->is_words = true;
    if (!target_of(subject)) {
        missing_target_report(subject->lookup->writer, subject->lookup->place, subject->measure,
                              &subject->lookup->period, subject->unit);
        return binding_give_marker(subject->lookup, FIGURE_NOT_AVAILABLE);
    }
    if (rag < RAG_RED) {
        return subject_give_missing(subject, subject->now);
    }
    binding_give_text(subject->lookup, rag_word(rag));
    subject->lookup->bound->mark = marks[rag];
    return true;
}

static bool is_withheld(const struct figure *figure) {
    return figure && figure->status == FIGURE_SUPPRESSED;
}

/* Of a figure that is withheld nothing is missing: the reader may not have it. */
static bool give_nothing(const struct subject *subject, bool is_any_withheld) {
    return binding_give_marker(subject->lookup,
                               is_any_withheld ? FIGURE_SUPPRESSED : FIGURE_NOT_AVAILABLE);
}

/* `hides`: one of the figures that it was sought from is withheld. */
static enum direction direction(const struct subject *subject, bool *hides) {
    const struct lookup *lookup = subject->lookup;
    *hides = is_withheld(subject->now);
    if (lookup->binding->argument.length > 0) {
        *hides |= is_withheld(subject->other);
        return direction_between(subject->now, subject->other);
    }
    struct period earlier[] = {period_previous(&lookup->period),
                               period_year_before(&lookup->period)};
    enum direction direction = DIRECTION_UNKNOWN;
    for (size_t i = 0; i < 2 && direction == DIRECTION_UNKNOWN; i++) {
        const struct figure *figure = subject_figure(subject, &earlier[i], subject->category);
        *hides |= is_withheld(figure);
        direction = direction_between(subject->now, figure);
    }
    return direction;
}

bool standing_binding_travel(const struct subject *subject) {
    static const enum cell_mark marks[] = {
        [DIRECTION_NOT_CLEAR] = MARK_LEVEL, [DIRECTION_UNCHANGED] = MARK_LEVEL,
        [DIRECTION_IMPROVING] = MARK_UP,    [DIRECTION_WORSENING] = MARK_DOWN,
        [DIRECTION_UP] = MARK_UP,           [DIRECTION_DOWN] = MARK_DOWN};
    bool hides;
    enum direction found = direction(subject, &hides);
    subject->lookup->bound->is_words = true;
    if (found == DIRECTION_UNKNOWN) {
        return give_nothing(subject, hides);
    }
    binding_give_text(subject->lookup, direction_word(found));
    subject->lookup->bound->mark = marks[found];
    return true;
}

bool standing_binding_band(const struct subject *subject) {
    int band = rating(subject).band;
    if (band == 0) {
        return give_nothing(subject, is_withheld(subject->now));
    }
    binding_give_number(subject->lookup, (struct decimal){band, 0}, false);
    subject->lookup->bound->is_count = false;
    return true;
}

bool standing_binding_first_cut(const struct subject *subject) {
    bool is_first_cut = subject->lookup->writer->context->is_first_cut;
    binding_give_text(subject->lookup, is_first_cut ? TEXT("[p]") : TEXT_NONE);
    return true;
}
