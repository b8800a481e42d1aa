/* What stands around figures. A figure's counterparts in other periods are
 * looked for where its own place in its period's figures suggests, so that the
 * whole catalogue's series cost little more than one pass over the figures. */
#include "measure/standing.h"

#include <stdlib.h>

#include "base/arena.h"
#include "measure/window.h"

enum { SLACK_DAYS = 31 };

/* ---- which periods ---- */

bool standing_plan_series(struct standing_plan *plan, size_t count) {
    plan->series_count = count <= TREND_LIMIT ? count : TREND_LIMIT;
    return period_series(&plan->now, plan->series, plan->series_count);
}

static bool same_days(const struct period *a, const struct period *b) {
    return a->first_day == b->first_day && a->last_day == b->last_day;
}

/* The plan's periods, each once, the present one first. */
static size_t periods_of(const struct standing_plan *plan, struct period *periods) {
    struct period wanted[TREND_LIMIT + 2];
    size_t wanted_count = 0, count = 1;
    periods[0] = plan->now;
    if (plan->with_previous) {
        wanted[wanted_count++] = period_previous(&plan->now);
    }
    if (plan->with_last_year) {
        wanted[wanted_count++] = period_year_before(&plan->now);
    }
    for (size_t i = 0; i < plan->series_count; i++) {
        wanted[wanted_count++] = plan->series[i];
    }
    for (size_t i = 0; i < wanted_count; i++) {
        bool is_new = true;
        for (size_t k = 0; k < count && is_new; k++) {
            is_new = !same_days(&wanted[i], &periods[k]);
        }
        if (is_new) {
            periods[count++] = wanted[i];
        }
    }
    return count;
}

bool standing_covers(const struct calendar *calendar, day_number covered_from,
                     const struct measure_definition *measure, const struct period *period) {
    struct window window = window_of(measure->window, period);
    bool reaches = measure->is_supplied || covered_from == DAY_NONE ||
                   window.first + SLACK_DAYS >= covered_from;
    return reaches && calendar_covers(calendar, period->first_day) &&
           calendar_covers(calendar, period->last_day);
}

const struct figure_request *standing_requests(struct arena *arena,
                                               const struct standing_plan *plan,
                                               const struct calendar *calendar,
                                               const struct measure_definition *const *measures,
                                               size_t measure_count, size_t *count) {
    struct period periods[TREND_LIMIT + 3];
    size_t period_count = periods_of(plan, periods);
    struct figure_request *requests =
        ARENA_ARRAY(arena, struct figure_request, measure_count * period_count + 1);
    *count = 0;
    for (size_t i = 0; i < measure_count; i++) {
        for (size_t k = 0; k < period_count; k++) {
            if (k == 0 || standing_covers(calendar, plan->covered_from, measures[i], &periods[k])) {
                requests[(*count)++] =
                    (struct figure_request){.measure = measures[i], .period = periods[k]};
            }
        }
    }
    return requests;
}

/* ---- counterparts ---- */

/* The figures of one measure and period. */
struct figure_block {
    const struct figure *items;
    size_t count;
    size_t cursor; /* where the last counterpart was found */
};

struct figure_blocks {
    struct figure_block *items;
    size_t count;
};

static bool same_block(const struct figure *a, const struct figure *b) {
    return a->measure == b->measure && same_days(&a->period, &b->period);
}

static struct figure_blocks blocks_of(struct arena *arena, const struct figures *figures) {
    struct figure_blocks blocks = {ARENA_ARRAY(arena, struct figure_block, figures->count + 1), 0};
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        if (i == 0 || !same_block(figure, figure - 1)) {
            blocks.items[blocks.count++] = (struct figure_block){figure, 0, 0};
        }
        blocks.items[blocks.count - 1].count++;
    }
    return blocks;
}

/* The block of a period among those of the measure of `near`; NULL: there is none. */
static struct figure_block *block_at(const struct figure_blocks *blocks, size_t near,
                                     const struct period *period) {
    const struct measure_definition *measure = blocks->items[near].items->measure;
    size_t first = near;
    while (first > 0 && blocks->items[first - 1].items->measure == measure) {
        first--;
    }
    for (size_t i = first; i < blocks->count && blocks->items[i].items->measure == measure; i++) {
        if (same_days(&blocks->items[i].items->period, period)) {
            return &blocks->items[i];
        }
    }
    return NULL;
}

static int compare_units(const struct figure *a, const struct figure *b) {
    if (a->level != b->level) {
        return a->level < b->level ? -1 : 1;
    }
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static bool is_counterpart(const struct figure *a, const struct figure *b) {
    return compare_units(a, b) == 0 && text_equal(a->category, b->category);
}

static const struct figure *search(const struct figure_block *block, const struct figure *figure) {
    size_t low = 0, high = block->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_units(&block->items[middle], figure) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < block->count && compare_units(&block->items[low], figure) == 0; low++) {
        if (text_equal(block->items[low].category, figure->category)) {
            return &block->items[low];
        }
    }
    return NULL;
}

/* Figures are asked for in their order, so the next is mostly the one behind the last, or the last
 * itself where a period serves twice. */
static const struct figure *counterpart(struct figure_block *block, const struct figure *figure) {
    if (block == NULL) {
        return NULL;
    }
    for (size_t i = block->cursor; i < block->count && i <= block->cursor + 1; i++) {
        if (is_counterpart(&block->items[i], figure)) {
            block->cursor = i;
            return &block->items[i];
        }
    }
    const struct figure *found = search(block, figure);
    block->cursor = found == NULL ? block->cursor : (size_t)(found - block->items);
    return found;
}

/* ---- rating ---- */

static bool has_value(const struct figure *figure) {
    return figure != NULL && figure->status == FIGURE_SHOWN && figure->has_value;
}

static bool has_groups(const struct measure_definition *measure) {
    return measure->is_by_team || measure->is_by_worker;
}

bool figure_is_whole(const struct figure *figure) {
    return figure->category.length == 0 ||
           (has_groups(figure->measure) && text_equal_c(figure->category, "total"));
}

static struct decimal margin_of(const struct figure *figure, const struct target *target) {
    return figure->measure->better == BETTER_LOWER
               ? decimal_difference(target->target, figure->value)
               : decimal_difference(figure->value, target->target);
}

static enum rag rag_of(const struct figure *figure, const struct target *target) {
    if (target == NULL) {
        return RAG_NO_TARGET;
    }
    if (!has_value(figure)) {
        return RAG_NO_DATA;
    }
    struct decimal margin = margin_of(figure, target), none = {0, 0};
    if (decimal_compare(margin, none) >= 0) {
        return RAG_GREEN;
    }
    struct decimal shortfall = decimal_difference(none, margin);
    return decimal_compare(shortfall, target->tolerance) <= 0 ? RAG_AMBER : RAG_RED;
}

static int band_of(const struct figure *figure, const struct banding *banding) {
    if (banding == NULL || !has_value(figure)) {
        return 0;
    }
    int band = 1;
    for (int next = 1; next < BAND_COUNT; next++) {
        int order = decimal_compare(figure->value, banding->edges[next]);
        bool reaches = figure->measure->better == BETTER_LOWER ? order <= 0 : order >= 0;
        band = reaches ? next + 1 : band;
    }
    return band;
}

struct rating rating_of(const struct figure *figure, const struct targets *targets,
                        const struct bandings *bandings) {
    struct rating rating = {.rag = RAG_NO_TARGET};
    if (!figure_is_whole(figure)) {
        return rating;
    }
    if (targets != NULL && figure->unit != UNIT_NONE) {
        rating.target = targets_find(targets, figure->measure, figure->unit, &figure->period);
    }
    rating.rag = rag_of(figure, rating.target);
    if (rating.rag >= RAG_RED) {
        rating.margin = margin_of(figure, rating.target);
    }
    rating.band = bandings == NULL ? 0 : band_of(figure, bandings_find(bandings, figure->measure));
    return rating;
}

/* ---- direction ---- */

static bool share_days(const struct measure_definition *measure, const struct period *earlier,
                       const struct period *later) {
    struct window first = window_of(measure->window, earlier);
    struct window second = window_of(measure->window, later);
    return first.last >= second.first;
}

static bool can_be_seen_from(const struct figure *figure, const struct figure *earlier) {
    return has_value(figure) && has_value(earlier) &&
           !share_days(figure->measure, &earlier->period, &figure->period);
}

static enum direction of_change(const struct figure *figure, enum change change) {
    if (change == CHANGE_NONE || change == CHANGE_UNCLEAR) {
        return change == CHANGE_NONE ? DIRECTION_UNCHANGED : DIRECTION_NOT_CLEAR;
    }
    bool is_up = change == CHANGE_ROSE;
    enum measure_better better = figure_is_whole(figure) ? figure->measure->better : BETTER_NEITHER;
    if (better == BETTER_NEITHER) {
        return is_up ? DIRECTION_UP : DIRECTION_DOWN;
    }
    return is_up == (better == BETTER_HIGHER) ? DIRECTION_IMPROVING : DIRECTION_WORSENING;
}

enum direction direction_between(const struct figure *figure, const struct figure *earlier) {
    return can_be_seen_from(figure, earlier) ? of_change(figure, change_between(figure, earlier))
                                             : DIRECTION_UNKNOWN;
}

static void set_direction(struct standing *standing) {
    const struct figure *earlier[] = {standing->previous, standing->last_year};
    for (size_t i = 0; i < 2 && standing->since == NULL; i++) {
        standing->direction = direction_between(standing->figure, earlier[i]);
        standing->since = standing->direction == DIRECTION_UNKNOWN ? NULL : earlier[i];
    }
}

static enum change change_from(const struct figure *figure, const struct figure *earlier) {
    return has_value(figure) && has_value(earlier) ? change_between(figure, earlier)
                                                   : CHANGE_UNCLEAR;
}

/* ---- series ---- */

/* The exact quotient, for a chart is not drawn of rounded values. */
static double value_of(const struct figure *figure) {
    if (figure->has_numerator && figure->has_denominator && figure->denominator > 0) {
        double multiplier = figure->measure->unit == MEASURE_RATE ? 10000 : 100;
        return multiplier * (double)figure->numerator / (double)figure->denominator;
    }
    return decimal_to_double(figure->value);
}

int series_decimals(const struct figure *figure) {
    return figure->has_denominator ? figure->value.decimals : 1;
}

static void fit_chart(struct arena *arena, struct series *series) {
    double *values = ARENA_ARRAY(arena, double, series->count + 1);
    unsigned *found = ARENA_ARRAY(arena, unsigned, series->count + 1);
    unsigned *signals = ARENA_ARRAY(arena, unsigned, series->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++) {
        if (has_value(series->points[i])) {
            values[count++] = value_of(series->points[i]);
        }
    }
    series->value_count = count;
    series->signals = signals;
    series->has_chart =
        !series->shares_days && control_chart_fit(values, count, false, &series->chart);
    if (!series->has_chart) {
        return;
    }
    control_chart_signals(&series->chart, values, count, found);
    count = 0;
    for (size_t i = 0; i < series->count; i++) {
        signals[i] = has_value(series->points[i]) ? found[count++] : 0;
    }
}

static bool windows_overlap(const struct standing_plan *plan,
                            const struct measure_definition *measure) {
    for (size_t i = 1; i < plan->series_count; i++) {
        if (share_days(measure, &plan->series[i - 1], &plan->series[i])) {
            return true;
        }
    }
    return false;
}

struct series series_of_points(struct arena *arena, const struct figure *const *points,
                               size_t count) {
    struct series series = {.points = points, .count = count};
    const struct figure *before = NULL;
    for (size_t i = 0; i < count; i++) {
        if (before != NULL && points[i] != NULL) {
            series.shares_days =
                series.shares_days ||
                share_days(points[i]->measure, &before->period, &points[i]->period);
        }
        before = points[i] == NULL ? before : points[i];
    }
    fit_chart(arena, &series);
    return series;
}

/* ---- standings ---- */

/* The comparisons of a measure's categories, each looked up once: units ask for the same ones. */
struct comparisons {
    struct text *categories;
    const struct comparison **items; /* NULL: nothing is published of it */
    size_t count;
    size_t cursor; /* where the next category is looked for first */
};

static const struct comparison *look_up(struct arena *arena, const struct standings *standings,
                                        const struct figure *figure) {
    struct comparison *comparison = ARENA_NEW(arena, struct comparison);
    bool is_found =
        comparison_find(arena, standings->sources.published, standings->sources.authority_code,
                        figure->measure, figure->category, &figure->period, comparison);
    return is_found ? comparison : NULL;
}

static const struct comparison *compare(struct arena *arena, const struct standings *standings,
                                        struct comparisons *known, const struct figure *figure) {
    bool is_group = has_groups(figure->measure) && !figure_is_whole(figure);
    if (standings->sources.published == NULL || is_group) {
        return NULL;
    }
    for (size_t i = 0; i < known->count; i++) {
        size_t at = (known->cursor + i) % known->count;
        if (text_equal(known->categories[at], figure->category)) {
            known->cursor = at + 1;
            return known->items[at];
        }
    }
    known->categories[known->count] = figure->category;
    known->items[known->count] = look_up(arena, standings, figure);
    return known->items[known->count++];
}

/* What is told once for all figures of a measure. */
struct surroundings {
    struct figure_block *previous, *last_year;
    struct figure_block *series[TREND_LIMIT];
    bool shares_days;
    struct comparisons *comparisons;
};

static struct surroundings surroundings_of(const struct standings *standings,
                                           const struct figure_blocks *blocks, size_t now) {
    const struct standing_plan *plan = standings->plan;
    const struct measure_definition *measure = blocks->items[now].items->measure;
    struct period previous = period_previous(&plan->now);
    struct period last_year = period_year_before(&plan->now);
    struct surroundings around = {.shares_days = windows_overlap(plan, measure)};
    around.previous = plan->with_previous ? block_at(blocks, now, &previous) : NULL;
    around.last_year = plan->with_last_year ? block_at(blocks, now, &last_year) : NULL;
    for (size_t i = 0; i < plan->series_count; i++) {
        around.series[i] = block_at(blocks, now, &plan->series[i]);
    }
    return around;
}

static struct series series_of(struct arena *arena, const struct standings *standings,
                               const struct surroundings *around, const struct figure *figure) {
    size_t count = standings->plan->series_count;
    const struct figure **points = ARENA_ARRAY(arena, const struct figure *, count);
    struct series series = {.points = points, .count = count, .shares_days = around->shares_days};
    for (size_t i = 0; i < count; i++) {
        points[i] = counterpart(around->series[i], figure);
    }
    fit_chart(arena, &series);
    return series;
}

static struct standing stand(struct arena *arena, const struct standings *standings,
                             struct surroundings *around, const struct figure *figure) {
    struct standing standing = {.figure = figure,
                                .previous = counterpart(around->previous, figure),
                                .last_year = counterpart(around->last_year, figure)};
    standing.since_previous = change_from(figure, standing.previous);
    standing.since_last_year = change_from(figure, standing.last_year);
    set_direction(&standing);
    standing.rating = rating_of(figure, standings->sources.targets, standings->sources.bandings);
    standing.comparison = compare(arena, standings, around->comparisons, figure);
    if (standings->plan->series_count > 0) {
        standing.series = series_of(arena, standings, around, figure);
    }
    return standing;
}

static void stand_block(struct arena *arena, const struct standings *standings,
                        const struct figure_blocks *blocks, size_t index, struct standing *items) {
    const struct figure_block *block = &blocks->items[index];
    struct comparisons comparisons = {
        .categories = ARENA_ARRAY(arena, struct text, block->count),
        .items = ARENA_ARRAY(arena, const struct comparison *, block->count)};
    struct surroundings around = surroundings_of(standings, blocks, index);
    around.comparisons = &comparisons;
    for (size_t i = 0; i < block->count; i++) {
        items[i] = stand(arena, standings, &around, &block->items[i]);
    }
}

const struct standings *standings_of(struct arena *arena, const struct figures *figures,
                                     const struct standing_plan *plan,
                                     const struct standing_sources *sources) {
    struct standings *standings = ARENA_NEW(arena, struct standings);
    struct figure_blocks blocks = blocks_of(arena, figures);
    struct standing *items = ARENA_ARRAY(arena, struct standing, figures->count + 1);
    *standings = (struct standings){plan, figures, *sources, items, 0};
    for (size_t i = 0; i < blocks.count; i++) {
        if (same_days(&blocks.items[i].items->period, &plan->now)) {
            stand_block(arena, standings, &blocks, i, &items[standings->count]);
            standings->count += blocks.items[i].count;
        }
    }
    return standings;
}

const struct standing *standings_find(const struct standings *standings, struct text measure,
                                      enum unit_level level, uint32_t unit, struct text category) {
    const struct figure *figure =
        figures_find(standings->figures, measure, &standings->plan->now, level, unit, category);
    size_t low = 0, high = standings->count;
    while (figure != NULL && low < high) {
        size_t middle = low + (high - low) / 2;
        if (standings->items[middle].figure < figure) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return figure != NULL && low < standings->count ? &standings->items[low] : NULL;
}
