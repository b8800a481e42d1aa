/* Figures as issues: a team's percent that lies apart from the county's, that
 * changed by more than chance, or that missed or beat its target. What is
 * better for the measure decides whether the team is asked for a reason or for
 * what works; where neither is, it is asked for the reason. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "issue_list.h"
#include "measure/explain.h"
#include "stats/funnel.h"

static const double funnel_confidence = 0.998;

/* The records behind figures: those of one measure at a time, read once for all teams. */
struct behind {
    struct arena *arena; /* emptied where the next measure begins */
    struct arena_mark empty;
    const struct measure_context *context;
    const struct measure_definition *measure; /* NULL: none yet */
    struct unit_listings *listings;
};

/* What is said of one figure: for each kind, its signals in words. */
struct judging {
    struct issue_list *list;
    struct behind *behind;
    const struct standing *standing;
    const struct figure *county; /* NULL: not known */
    struct buffer signals[2];    /* by kind */
};

static bool has_counts(const struct figure *figure) {
    return figure->status == FIGURE_SHOWN && figure->has_numerator && figure->has_denominator &&
           figure->denominator > 0;
}

static struct text percent_words(struct arena *arena, double percent) {
    return decimal_words(arena, decimal_from_double(percent, 1));
}

static struct text figure_words(struct arena *arena, const struct figure *figure) {
    struct text value = decimal_words(arena, figure->value);
    if (figure->measure->unit != MEASURE_PERCENT || !has_counts(figure)) {
        return value;
    }
    return text_format(arena, "%.*s%% (%lld of %lld)", TEXT_ARG(value),
                       (long long)figure->numerator, (long long)figure->denominator);
}

/* Adds a signal: a figure that is higher, or lower, than something. */
static void add_signal(struct judging *judging, bool is_higher, struct text words) {
    enum measure_better better = judging->standing->figure->measure->better;
    bool is_ahead =
        (better == BETTER_HIGHER && is_higher) || (better == BETTER_LOWER && !is_higher);
    struct buffer *signals = &judging->signals[is_ahead ? ISSUE_AHEAD : ISSUE_QUERY];
    buffer_add_c(signals, signals->length > 0 ? "; " : "");
    buffer_add(signals, words);
}

/* The county's percent against the team's interval, and the team's against the county's funnel. */
static void judge_county(struct judging *judging) {
    const struct figure *figure = judging->standing->figure, *county = judging->county;
    if (county == NULL || !has_counts(county) || !has_counts(figure) || !figure->has_interval) {
        return;
    }
    struct arena *arena = judging->list->session->arena;
    double average = (double)county->numerator / (double)county->denominator;
    double own = (double)figure->numerator / (double)figure->denominator;
    const struct interval *interval = &figure->interval95;
    if (interval->lower > 100 * average || interval->upper < 100 * average) {
        struct text lower = percent_words(arena, interval->lower);
        struct text upper = percent_words(arena, interval->upper);
        struct text wide = percent_words(arena, 100 * average);
        add_signal(judging, own > average,
                   text_format(arena,
                               "its 95%% interval, %.*s%% to %.*s%%, leaves out the "
                               "county's %.*s%%",
                               TEXT_ARG(lower), TEXT_ARG(upper), TEXT_ARG(wide)));
    }
    struct interval limits;
    if (funnel_proportion(average, figure->denominator, funnel_confidence, &limits) &&
        (own < limits.lower || own > limits.upper)) {
        struct text low = percent_words(arena, 100 * limits.lower);
        struct text high = percent_words(arena, 100 * limits.upper);
        add_signal(judging, own > average,
                   text_format(arena,
                               "it lies outside the funnel's 99.8%% limits, %.*s%% to "
                               "%.*s%%",
                               TEXT_ARG(low), TEXT_ARG(high)));
    }
}

static void judge_change(struct judging *judging, const struct figure *other, enum change change) {
    if (other == NULL || (change != CHANGE_ROSE && change != CHANGE_FELL)) {
        return;
    }
    struct arena *arena = judging->list->session->arena;
    struct text before = figure_words(arena, other), period = period_name(arena, &other->period);
    add_signal(judging, change == CHANGE_ROSE,
               text_format(arena, "it %s by more than chance from %.*s in %.*s",
                           change == CHANGE_ROSE ? "rose" : "fell", TEXT_ARG(before),
                           TEXT_ARG(period)));
}

static void judge_target(struct judging *judging) {
    const struct rating *rating = &judging->standing->rating;
    bool is_rated = rating->rag == RAG_RED || rating->rag == RAG_GREEN;
    if (!is_rated || rating->target == NULL) {
        return;
    }
    struct arena *arena = judging->list->session->arena;
    struct decimal zero = {0, 0};
    bool is_beaten = rating->rag == RAG_GREEN && decimal_compare(rating->margin, zero) > 0 &&
                     decimal_compare(rating->margin, rating->target->tolerance) > 0;
    if (rating->rag != RAG_RED && !is_beaten) {
        return;
    }
    bool wants_more = judging->standing->figure->measure->better == BETTER_HIGHER;
    struct text target = decimal_words(arena, rating->target->target);
    add_signal(judging, is_beaten == wants_more,
               text_format(arena, "it %s its target of %.*s by more than the tolerance",
                           is_beaten ? "beats" : "misses", TEXT_ARG(target)));
}

/* ---- the records behind ---- */

static struct text day_words(struct arena *arena, const struct listing *listing,
                             const struct listed_record *record) {
    if (record->first == DAY_NONE) {
        return TEXT_NONE;
    }
    struct text first = date_iso(arena, record->first);
    if (!listing->is_span) {
        return first;
    }
    struct text last = record->last == DAY_NONE ? TEXT("now") : date_iso(arena, record->last);
    return text_format(arena, "%.*s to %.*s", TEXT_ARG(first), TEXT_ARG(last));
}

/* Those that make the figure what it is: not met where higher is better, met where lower is. */
static bool is_wanted(const struct listing *listing, const struct listed_record *record) {
    enum measure_better better = listing->measure->better;
    return record->excluded.length == 0 && (better == BETTER_NEITHER || !listing->has_met ||
                                            record->is_met == (better == BETTER_LOWER));
}

/* False after reports. */
static bool read_behind(struct behind *behind, struct diag *diag, const struct figure *figure) {
    if (behind->measure != figure->measure) {
        arena_release(behind->arena, behind->empty);
        behind->measure = figure->measure;
        behind->listings = unit_listings_read(behind->arena, diag, behind->context, figure->measure,
                                              &figure->period, UNIT_TEAM);
    }
    return behind->listings != NULL;
}

static void add_record(struct arena *arena, const struct listing *listing,
                       const struct listed_record *record, struct issue *issue,
                       struct issue_record *records) {
    if (issue->record_count < ISSUE_RECORD_LIMIT) {
        records[issue->record_count++] = (struct issue_record){
            text_copy(arena, record->record), TEXT_NONE, day_words(arena, listing, record)};
    }
    issue->all_records++;
}

static bool add_records(const struct judging *judging, struct issue *issue) {
    struct arena *arena = judging->list->session->arena;
    const struct figure *figure = judging->standing->figure;
    if (!read_behind(judging->behind, judging->list->session->diag, figure)) {
        return false;
    }
    const struct listing *listing = unit_listings_of(judging->behind->listings, figure->unit);
    size_t count = listing == NULL ? 0 : listing->record_count;
    struct issue_record *records = ARENA_ARRAY(
        arena, struct issue_record, count < ISSUE_RECORD_LIMIT ? count : ISSUE_RECORD_LIMIT);
    for (size_t i = 0; i < count; i++) {
        if (is_wanted(listing, &listing->records[i])) {
            add_record(arena, listing, &listing->records[i], issue, records);
        }
    }
    issue->records = records;
    return true;
}

/* ---- issues ---- */

static struct text beside_words(const struct judging *judging) {
    const struct session *session = judging->list->session;
    const struct target *target = judging->standing->rating.target;
    struct buffer words = buffer_new(session->arena);
    if (judging->county != NULL && judging->county->has_value) {
        struct text county = figure_words(session->arena, judging->county);
        buffer_format(&words, "%.*s %.*s", TEXT_ARG(session->authority->short_name),
                      TEXT_ARG(county));
    }
    if (target != NULL) {
        struct text value = decimal_words(session->arena, target->target);
        buffer_format(&words, "%starget %.*s", words.length > 0 ? "; " : "", TEXT_ARG(value));
    }
    return buffer_text(&words);
}

static bool add_issue(struct judging *judging, enum issue_kind kind) {
    const struct figure *figure = judging->standing->figure;
    if (judging->signals[kind].length == 0) {
        return true;
    }
    struct issue *issue = issue_list_add(judging->list, kind, figure->unit, figure->measure->id);
    issue->title = figure->measure->title;
    issue->signal = buffer_text(&judging->signals[kind]);
    issue->figure = figure_words(judging->list->session->arena, figure);
    issue->beside = beside_words(judging);
    /* What works is no matter of single records. */
    return kind == ISSUE_AHEAD || add_records(judging, issue);
}

static bool judge(struct issue_list *list, struct behind *behind, const struct standings *standings,
                  const struct standing *standing) {
    struct arena *arena = list->session->arena;
    const struct figure *figure = standing->figure;
    struct judging judging = {.list = list, .behind = behind, .standing = standing};
    judging.signals[ISSUE_QUERY] = buffer_new(arena);
    judging.signals[ISSUE_AHEAD] = buffer_new(arena);
    uint32_t county = hierarchy_ancestor(list->session->units, figure->unit, UNIT_COUNTY);
    const struct standing *whole =
        standings_find(standings, figure->measure->id, UNIT_COUNTY, county, figure->category);
    judging.county = whole != NULL ? whole->figure : NULL;
    if (figure->measure->unit == MEASURE_PERCENT) {
        judge_county(&judging);
        judge_change(&judging, standing->previous, standing->since_previous);
        judge_change(&judging, standing->last_year, standing->since_last_year);
    }
    judge_target(&judging);
    return add_issue(&judging, ISSUE_QUERY) && add_issue(&judging, ISSUE_AHEAD);
}

bool issues_add_figures(struct issue_list *list, const struct measure_context *context,
                        const struct standings *standings) {
    struct behind behind = {.arena = arena_new_within(list->session->arena), .context = context};
    behind.empty = arena_mark(behind.arena);
    for (size_t i = 0; i < standings->count; i++) {
        const struct figure *figure = standings->items[i].figure;
        bool is_team = figure->level == UNIT_TEAM && figure->unit != UNIT_NONE;
        if (is_team && figure_is_whole(figure) && figure->status == FIGURE_SHOWN &&
            !judge(list, &behind, standings, &standings->items[i])) {
            return false;
        }
    }
    return true;
}
