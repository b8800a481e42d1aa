/* How a rate was set against deprivation: the line, what it rests on, and every
 * authority's point, for a terminal and as JSON. These are published figures. */
#include "explanation_adjusted.h"
#include "base/arena.h"

enum { RATE_DECIMALS = 1, LINE_DECIMALS = 3, SCORE_DECIMALS = 3, NAME_WIDTH = 38 };

static struct text shown(struct arena *arena, double value, int decimals) {
    return decimal_plain(arena, decimal_from_double(value, decimals));
}

static double on_line(const struct deprivation_result *result, double score) {
    return result->line.intercept + result->line.slope * score;
}

static void add_point(struct buffer *out, struct arena *arena,
                      const struct deprivation_result *result,
                      const struct deprivation_point *point) {
    bool is_own = text_equal(point->code, result->request.authority);
    buffer_format(out, "%-10.*s%.*s", TEXT_ARG(point->code), TEXT_ARG(point->name));
    for (size_t i = utf8_count(point->name); i < NAME_WIDTH; i++) {
        buffer_add_byte(out, ' ');
    }
    buffer_format(out, "%6.*s%9.*s%9.*s%s\n", TEXT_ARG(shown(arena, point->score, SCORE_DECIMALS)),
                  TEXT_ARG(shown(arena, point->rate, RATE_DECIMALS)),
                  TEXT_ARG(shown(arena, on_line(result, point->score), RATE_DECIMALS)),
                  is_own ? "  the authority, no part of the line" : "");
}

struct text explanation_line(struct arena *arena, const struct deprivation_result *result) {
    return text_format(arena, "rate = %.*s + %.*s x score; residual standard deviation %.*s",
                       TEXT_ARG(shown(arena, result->line.intercept, LINE_DECIMALS)),
                       TEXT_ARG(shown(arena, result->line.slope, LINE_DECIMALS)),
                       TEXT_ARG(shown(arena, result->line.residual_deviation, LINE_DECIMALS)));
}

void explanation_add_points(struct buffer *out, const struct deprivation_result *result) {
    struct arena *arena = arena_new();
    buffer_format(out, "\nAuthorities on which it rests: %zu\n\n", result->line.count);
    buffer_add_c(out, "area      authority                              score     rate  on line\n");
    for (size_t i = 0; i < result->point_count; i++) {
        add_point(out, arena, result, &result->points[i]);
    }
    arena_free(arena);
}

static void put_number(struct json *json, struct arena *arena, const char *key, double value,
                       int decimals) {
    json_number(json, key, shown(arena, value, decimals));
}

static void put_points(struct json *json, struct arena *arena,
                       const struct deprivation_result *result) {
    json_begin_list(json, "points");
    for (size_t i = 0; i < result->point_count; i++) {
        const struct deprivation_point *point = &result->points[i];
        json_begin_object(json, NULL);
        json_text(json, "area", point->code);
        json_text(json, "name", point->name);
        put_number(json, arena, "score", point->score, SCORE_DECIMALS);
        put_number(json, arena, "rate", point->rate, RATE_DECIMALS);
        put_number(json, arena, "on_line", on_line(result, point->score), RATE_DECIMALS);
        json_end_object(json);
    }
    json_end_list(json);
}

void explanation_put_adjusted(struct json *json, const struct deprivation_result *result) {
    struct arena *arena = arena_new();
    json_begin_object(json, "adjusted");
    json_text(json, "note", deprivation_note(arena, result));
    json_text(json, "index", text_format(arena, "IDACI %.*s", TEXT_ARG(result->request.edition)));
    json_text(json, "areas", result->areas);
    json_text(json, "population", result->index_population);
    json_text(json, "publication", result->publication);
    put_number(json, arena, "intercept", result->line.intercept, LINE_DECIMALS);
    put_number(json, arena, "slope", result->line.slope, LINE_DECIMALS);
    put_number(json, arena, "r_squared", result->line.r_squared, LINE_DECIMALS);
    put_number(json, arena, "residual_deviation", result->line.residual_deviation, LINE_DECIMALS);
    json_int(json, "authorities", (int64_t)result->line.count);
    put_points(json, arena, result);
    json_end_object(json);
    arena_free(arena);
}
