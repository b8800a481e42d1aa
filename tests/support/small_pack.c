#include "support/small_pack.h"

#include "base/arena.h"
#include "support/testing.h"

const struct hierarchy *small_units(void) {
    static const struct unit units[SMALL_UNITS] = {
        {{"C", 1}, {"County", 6}, UNIT_COUNTY, UNIT_NONE, DAY_NONE, DAY_NONE},
        {{"N", 1}, {"North", 5}, UNIT_AREA, COUNTY, DAY_NONE, DAY_NONE},
        {{"S", 1}, {"South", 5}, UNIT_AREA, COUNTY, DAY_NONE, DAY_NONE},
        {{"A", 1}, {"Ash", 3}, UNIT_DISTRICT, NORTH, DAY_NONE, DAY_NONE},
        {{"B", 1}, {"Birch", 5}, UNIT_DISTRICT, NORTH, DAY_NONE, DAY_NONE},
        {{"D", 1}, {"Cedar", 5}, UNIT_DISTRICT, SOUTH, DAY_NONE, DAY_NONE}};
    static const struct hierarchy hierarchy = {units, SMALL_UNITS};
    return &hierarchy;
}

struct small_pack *small_pack_new(void) {
    struct small_pack *pack = ARENA_NEW(testing_arena(), struct small_pack);
    pack->catalogue.measures = pack->by_id;
    pack->figures = (struct figures){pack->items, 0, small_units()};
    return pack;
}

struct measure_definition *small_measure(struct small_pack *pack, const char *id,
                                         enum measure_unit unit, enum measure_window window) {
    struct measure_definition *measure = &pack->measures[pack->measure_count];
    *measure = (struct measure_definition){
        .id = text_of(id), .unit = unit, .window = window, .superseded_on = DAY_NONE};
    pack->by_id[pack->measure_count++] = measure;
    pack->catalogue.measure_count = pack->measure_count;
    return measure;
}

struct figure *small_figure(struct small_pack *pack, const struct measure_definition *measure,
                            const char *period, uint32_t unit, const char *category,
                            int64_t numerator, int64_t denominator) {
    struct figure *figure = &pack->items[pack->figures.count++];
    HOLDS(pack->figures.count <= FIGURES_LIMIT);
    *figure = (struct figure){.measure = measure,
                              .level = small_units()->units[unit].level,
                              .unit = unit,
                              .category = text_of(category),
                              .has_numerator = true,
                              .has_denominator = denominator >= 0,
                              .has_value = true,
                              .has_interval = true,
                              .numerator = numerator,
                              .denominator = denominator,
                              .value = {numerator, 0},
                              .interval95 = {1, 2},
                              .interval998 = {1, 2}};
    HOLDS(period_parse(text_of(period), &figure->period));
    return figure;
}

void small_counts(struct small_pack *pack, const struct measure_definition *measure,
                  const char *period, const char *category, int64_t ash, int64_t birch,
                  int64_t cedar) {
    const int64_t values[SMALL_UNITS] = {
        ash + birch + cedar, ash + birch, cedar, ash, birch, cedar};
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        small_figure(pack, measure, period, unit, category, values[unit], -1);
    }
}

bool small_suppress(struct small_pack *pack, const struct figures *earlier) {
    static const struct suppression_rule rule = {5, 5};
    struct arena *arena = testing_arena();
    pack->counts = figure_counts_make(arena, &pack->catalogue, &pack->figures, earlier, &rule);
    bool is_sound =
        suppression_make(arena, testing_diag(), pack->counts->counts, &rule, &pack->suppression);
    pack->suppressed = figure_counts_suppress(arena, pack->counts, &pack->figures);
    return is_sound;
}

bool small_is_withheld(const struct small_pack *pack, const struct figure *figure) {
    return pack->suppressed->items[figure - pack->items].status == FIGURE_SUPPRESSED;
}

bool small_withholds(const struct small_pack *pack, const struct measure_definition *measure,
                     const char *period, uint32_t unit, const char *category) {
    struct period days;
    HOLDS(period_parse(text_of(period), &days));
    for (size_t i = 0; i < pack->figures.count; i++) {
        const struct figure *figure = &pack->items[i];
        if (figure->measure == measure && figure->unit == unit &&
            figure->period.first_day == days.first_day &&
            figure->period.last_day == days.last_day && text_equal_c(figure->category, category)) {
            return small_is_withheld(pack, figure);
        }
    }
    return !HOLDS(false);
}
