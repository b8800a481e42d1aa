/* `measures --json`. The keys are described in the README of run. */
#include "run/standings_json.h"

#include "base/arena.h"
#include "measure/explain.h"
#include "run/figures_json.h"

struct writing {
    struct json json;
    struct arena *scratch;
    const struct standings *standings;
};

static void put_period(struct writing *writing, const char *key, const struct period *period) {
    json_text(&writing->json, key, period_name(writing->scratch, period));
}

/* A figure of another period: its value, and the counts behind it. */
static void put_value(struct writing *writing, const struct figure *figure) {
    struct json *json = &writing->json;
    if (figure == NULL) {
        json_text(json, "status", figure_marker(FIGURE_NOT_AVAILABLE));
        return;
    }
    if (figure->has_numerator) {
        json_int(json, "numerator", figure->numerator);
    }
    if (figure->has_denominator) {
        json_int(json, "denominator", figure->denominator);
    }
    if (figure->has_value) {
        json_number(json, "value", decimal_plain(writing->scratch, figure->value));
    }
    if (figure->status != FIGURE_SHOWN) {
        json_text(json, "status", figure_marker(figure->status));
    }
}

static void put_earlier(struct writing *writing, const char *key, struct period period,
                        const struct figure *now, const struct figure *figure, enum change change) {
    json_begin_object(&writing->json, key);
    put_period(writing, "period", &period);
    put_value(writing, figure);
    if (now->has_value && figure != NULL && figure->has_value) {
        json_text(&writing->json, "change", change_word(change));
    }
    json_end_object(&writing->json);
}

static void put_changes(struct writing *writing, const struct standing *standing) {
    const struct standing_plan *plan = writing->standings->plan;
    if (plan->with_previous) {
        put_earlier(writing, "previous", period_previous(&plan->now), standing->figure,
                    standing->previous, standing->since_previous);
    }
    if (plan->with_last_year) {
        put_earlier(writing, "last_year", period_year_before(&plan->now), standing->figure,
                    standing->last_year, standing->since_last_year);
    }
    if (plan->with_previous || plan->with_last_year) {
        json_text(&writing->json, "direction", direction_word(standing->direction));
    }
    if (standing->since != NULL) {
        put_period(writing, "direction_since", &standing->since->period);
    }
}

static void put_rating(struct writing *writing, const struct rating *rating) {
    struct json *json = &writing->json;
    const struct target *target = rating->target;
    json_begin_object(json, "target");
    if (target == NULL) {
        json_text(json, "status", figure_marker(FIGURE_NOT_AVAILABLE));
    } else {
        put_period(writing, "period", &target->period);
        json_number(json, "value", decimal_plain(writing->scratch, target->target));
        json_number(json, "tolerance", decimal_plain(writing->scratch, target->tolerance));
        json_text(json, "owner", target->owner);
        json_text(json, "source", target->source);
        json_text(json, "date", target->date);
    }
    json_end_object(json);
    json_text(json, "rag", rag_word(rating->rag));
    if (rating->band > 0) {
        json_int(json, "band", rating->band);
    }
}

static void put_comparator(struct writing *writing, const struct comparison *comparison,
                           enum comparator comparator) {
    struct json *json = &writing->json;
    const struct comparator_figure *figure = &comparison->figures[comparator];
    json_begin_object(json, text_c(writing->scratch, comparator_name(comparator)));
    json_text(json, "name", figure->name);
    if (figure->has_numerator) {
        json_int(json, "numerator", figure->numerator);
    }
    if (figure->has_denominator) {
        json_int(json, "denominator", figure->denominator);
    }
    if (figure->status == FIGURE_SHOWN) {
        json_number(json, "value", decimal_plain(writing->scratch, figure->value));
    } else {
        json_text(json, "status", figure_marker(figure->status));
    }
    json_text(json, "note", comparison_note(writing->scratch, comparison, comparator));
    json_end_object(json);
}

static void put_comparison(struct writing *writing, const struct comparison *comparison) {
    struct json *json = &writing->json;
    json_begin_object(json, "comparators");
    json_int(json, "year", comparison->year);
    json_bool(json, "is_same_period", comparison->is_same_period);
    for (int comparator = 0; comparator < COMPARATOR_COUNT; comparator++) {
        put_comparator(writing, comparison, (enum comparator)comparator);
    }
    json_end_object(json);
}

static void put_points(struct writing *writing, const struct series *series) {
    struct json *json = &writing->json;
    json_begin_list(json, "points");
    for (size_t i = 0; i < series->count; i++) {
        json_begin_object(json, NULL);
        put_period(writing, "period", &writing->standings->plan->series[i]);
        put_value(writing, series->points[i]);
        if (series->has_chart && series->signals[i] != 0) {
            json_text(json, "signals", control_signal_words(writing->scratch, series->signals[i]));
        }
        json_end_object(json);
    }
    json_end_list(json);
}

static void put_series(struct writing *writing, const struct standing *standing) {
    const struct series *series = &standing->series;
    struct json *json = &writing->json;
    const char *const keys[] = {"mean", "lower", "upper"};
    const double limits[] = {series->chart.mean, series->chart.lower, series->chart.upper};
    json_begin_object(json, "series");
    put_points(writing, series);
    json_bool(json, "shares_days", series->shares_days);
    for (size_t i = 0; series->has_chart && i < 3; i++) {
        struct decimal limit = decimal_from_double(limits[i], series_decimals(standing->figure));
        json_number(json, keys[i], decimal_plain(writing->scratch, limit));
    }
    if (series->has_chart) {
        json_bool(json, "is_trial", series->chart.is_trial);
    }
    json_end_object(json);
}

static void put_standing(struct writing *writing, const struct standing *standing,
                         const struct supplied_figure *origin) {
    const struct standings *standings = writing->standings;
    json_begin_object(&writing->json, NULL);
    figures_json_put_members(&writing->json, writing->scratch, standings->figures, standing->figure,
                             origin);
    put_changes(writing, standing);
    if (figure_is_whole(standing->figure)) {
        put_rating(writing, &standing->rating);
    }
    if (standing->comparison != NULL) {
        put_comparison(writing, standing->comparison);
    }
    if (standings->plan->series_count > 0) {
        put_series(writing, standing);
    }
    if (standings->plan->is_first_cut) {
        json_text(&writing->json, "mark", TEXT("[p]"));
    }
    json_end_object(&writing->json);
}

void standings_json_write(struct buffer *out, const struct standings *standings,
                          const struct supplied_figures *supplied) {
    struct arena *scratch = arena_new();
    struct writing writing = {json_new(out), scratch, standings};
    json_begin_object(&writing.json, NULL);
    put_period(&writing, "period", &standings->plan->now);
    json_begin_list(&writing.json, "figures");
    for (size_t i = 0; i < standings->count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        const struct standing *standing = &standings->items[i];
        put_standing(&writing, standing, explanation_origin(supplied, standing->figure));
        arena_release(scratch, mark);
    }
    json_end_list(&writing.json);
    json_end_object(&writing.json);
    arena_free(scratch);
}
