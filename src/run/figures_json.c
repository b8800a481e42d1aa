/* Figures as JSON. The names are those of figures.csv's columns, numbers are
 * numbers as displayed, and what a figure lacks is left out. */
#include "run/figures_json.h"

#include "base/arena.h"

static void put_limits(struct json *json, struct arena *scratch, const struct figure *figure) {
    static const char *const keys[] = {"lower95", "upper95", "lower998", "upper998"};
    const double limits[] = {figure->interval95.lower, figure->interval95.upper,
                             figure->interval998.lower, figure->interval998.upper};
    int decimals = figure->has_denominator ? figure->value.decimals : 1;
    for (size_t i = 0; figure->has_interval && i < 4; i++) {
        json_number(json, keys[i],
                    decimal_plain(scratch, decimal_from_double(limits[i], decimals)));
    }
}

static void put_numbers(struct json *json, struct arena *scratch, const struct figure *figure) {
    if (figure->has_numerator) {
        json_int(json, "numerator", figure->numerator);
    }
    if (figure->has_denominator) {
        json_int(json, "denominator", figure->denominator);
    }
    if (figure->has_value) {
        json_number(json, "value", decimal_plain(scratch, figure->value));
    }
    put_limits(json, scratch, figure);
    if (figure->status != FIGURE_SHOWN) {
        json_text(json, "status", figure_marker(figure->status));
    }
}

static void put_origin(struct json *json, const struct supplied_figure *origin) {
    json_begin_object(json, "supplied");
    json_text(json, "owner", origin->owner);
    json_text(json, "source", origin->source);
    json_text(json, "date", origin->date);
    json_end_object(json);
}

void figures_json_put_members(struct json *json, struct arena *scratch,
                              const struct figures *figures, const struct figure *figure,
                              const struct supplied_figure *origin) {
    json_text(json, "measure", figure->measure->id);
    json_text(json, "period", period_name(scratch, &figure->period));
    json_text(json, "as_at", date_iso(scratch, figure->period.last_day));
    json_text(json, "unit_level", unit_level_name(figure->level));
    json_text(json, "unit",
              figure->unit == UNIT_NONE ? TEXT("(none)") : figures->units->units[figure->unit].id);
    json_text(json, "category", figure->category);
    json_text(json, "measure_unit", measure_unit_name(figure->measure->unit));
    put_numbers(json, scratch, figure);
    if (origin != NULL) {
        put_origin(json, origin);
    }
}

void figures_json_put(struct json *json, struct arena *scratch, const struct figures *figures,
                      const struct figure *figure, const struct supplied_figure *origin) {
    struct arena_mark mark = arena_mark(scratch);
    json_begin_object(json, NULL);
    figures_json_put_members(json, scratch, figures, figure, origin);
    json_end_object(json);
    arena_release(scratch, mark);
}
