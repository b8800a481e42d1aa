#include "support/large_pack.h"

#include "base/arena.h"
#include "generator/random.h"

enum { UNITS = 1 + LARGE_AREAS + LARGE_DISTRICTS, GROUPS = 5, QUARTERS = LARGE_PERIODS + 3 };
enum { FIGURES_A_UNIT = 2 + GROUPS };

/* What is drawn of one measure: its records by group, in each quarter and unit. */
struct drawn {
    int64_t groups[QUARTERS][UNITS][GROUPS];
};

struct drawing {
    struct arena *arena;
    struct random random;
    struct large_pack *pack;
    struct figure *figures;
    const struct measure_definition *measure;
};

static const struct hierarchy *large_units(struct arena *arena) {
    struct hierarchy *hierarchy = ARENA_NEW(arena, struct hierarchy);
    struct unit *units = ARENA_ARRAY(arena, struct unit, UNITS);
    for (uint32_t i = 0; i < UNITS; i++) {
        bool is_area = i > 0 && i <= LARGE_AREAS;
        struct text name = text_format(arena, "U%02u", i);
        units[i] = (struct unit){.id = name,
                                 .name = name,
                                 .level = i == 0    ? UNIT_COUNTY
                                          : is_area ? UNIT_AREA
                                                    : UNIT_DISTRICT,
                                 .parent = i == 0    ? UNIT_NONE
                                           : is_area ? 0
                                                     : 1 + i % LARGE_AREAS,
                                 .from = DAY_NONE,
                                 .to = DAY_NONE};
    }
    *hierarchy = (struct hierarchy){units, UNITS};
    return hierarchy;
}

/* Few in some groups, many in others, none in some units. */
static void draw(struct drawing *drawing, struct drawn *drawn) {
    const struct unit *units = drawing->pack->figures.units->units;
    int most[GROUPS];
    for (size_t group = 0; group < GROUPS; group++) {
        most[group] = random_chance(&drawing->random, 400) ? 6 : 60;
    }
    for (size_t quarter = 0; quarter < QUARTERS; quarter++) {
        for (uint32_t unit = 1 + LARGE_AREAS; unit < UNITS; unit++) {
            for (size_t group = 0; group < GROUPS; group++) {
                int count = random_chance(&drawing->random, 100)
                                ? 0
                                : random_between(&drawing->random, 0, most[group]);
                drawn->groups[quarter][unit][group] = count;
                drawn->groups[quarter][units[unit].parent][group] += count;
                drawn->groups[quarter][0][group] += count;
            }
        }
    }
}

/* The records of a group in the measure's window to the end of a quarter. */
static int64_t count_of(const struct drawing *drawing, const struct drawn *drawn, size_t quarter,
                        uint32_t unit, size_t group) {
    size_t first = drawing->measure->window == WINDOW_TWELVE_MONTHS ? quarter - 3 : quarter;
    int64_t sum = 0;
    for (size_t i = first; i <= quarter; i++) {
        sum += drawn->groups[i][unit][group];
    }
    return sum;
}

static void add(struct drawing *drawing, size_t quarter, uint32_t unit, struct text category,
                int64_t numerator, int64_t denominator) {
    static const char *const periods[] = {"2012-13-Q1", "2012-13-Q2", "2012-13-Q3", "2012-13-Q4",
                                          "2013-14-Q1", "2013-14-Q2", "2013-14-Q3", "2013-14-Q4"};
    struct figure *figure = &drawing->figures[drawing->pack->figures.count++];
    *figure = (struct figure){.measure = drawing->measure,
                              .level = drawing->pack->figures.units->units[unit].level,
                              .unit = unit,
                              .category = category,
                              .has_numerator = true,
                              .has_denominator = denominator >= 0,
                              .has_value = true,
                              .numerator = numerator,
                              .denominator = denominator};
    period_parse(text_of(periods[quarter - 3]), &figure->period);
}

static void add_figures(struct drawing *drawing, const struct drawn *drawn, size_t quarter,
                        uint32_t unit) {
    static const char *const names[GROUPS] = {"a", "b", "c", "d", "e"};
    enum measure_unit kind = drawing->measure->unit;
    int64_t counts[GROUPS], all = 0;
    for (size_t group = 0; group < GROUPS; group++) {
        counts[group] = count_of(drawing, drawn, quarter, unit, group);
        all += counts[group];
    }
    if (kind == MEASURE_COUNT) {
        add(drawing, quarter, unit, TEXT_NONE, all, -1);
    } else if (kind == MEASURE_RATE) {
        add(drawing, quarter, unit, TEXT_NONE, all, 20000 * (unit + 1));
    } else if (kind == MEASURE_PERCENT) {
        add(drawing, quarter, unit, TEXT_NONE, counts[0] + counts[1], all);
    } else {
        for (size_t group = 0; group < GROUPS; group++) {
            add(drawing, quarter, unit, text_of(names[group]), counts[group], all);
        }
        add(drawing, quarter, unit, TEXT("total"), all, -1);
    }
}

static void add_measure(struct drawing *drawing, const struct measure_definition *measure,
                        const struct drawn *drawn) {
    drawing->measure = measure;
    for (size_t quarter = 3; quarter < QUARTERS; quarter++) {
        for (uint32_t unit = 0; unit < UNITS; unit++) {
            add_figures(drawing, drawn, quarter, unit);
        }
    }
}

/* 12 counts, 14 percents, 4 rates of the first counts, 6 mixes and 4 bands, in ascending order of
 * their ids; windows by turns. */
static enum measure_unit unit_of(size_t index) {
    return index < 12   ? MEASURE_COUNT
           : index < 26 ? MEASURE_PERCENT
           : index < 30 ? MEASURE_RATE
           : index < 36 ? MEASURE_MIX
                        : MEASURE_BANDS;
}

/* Rates, mixes and bands are of the records of counts and percents before them: linked tables. */
static size_t records_of(size_t index) {
    return index < 26 ? index : index < 30 ? index - 26 : index < 36 ? index - 30 : index - 20;
}

struct large_pack *large_pack_draw(struct arena *arena, uint64_t seed) {
    struct drawing drawing = {.arena = arena, .random = {seed}};
    static const enum measure_window windows[] = {WINDOW_AS_AT, WINDOW_PERIOD,
                                                  WINDOW_TWELVE_MONTHS};
    struct large_pack *pack = drawing.pack = ARENA_NEW(arena, struct large_pack);
    struct measure_definition *measures =
        ARENA_ARRAY(arena, struct measure_definition, LARGE_MEASURES);
    const struct measure_definition **by_id =
        ARENA_ARRAY(arena, const struct measure_definition *, LARGE_MEASURES);
    struct drawn *drawn = ARENA_ARRAY(arena, struct drawn, LARGE_MEASURES);
    size_t limit = (size_t)LARGE_MEASURES * LARGE_PERIODS * UNITS * FIGURES_A_UNIT;
    drawing.figures = ARENA_ARRAY(arena, struct figure, limit);
    pack->figures = (struct figures){drawing.figures, 0, large_units(arena)};
    for (size_t i = 0; i < LARGE_MEASURES; i++) {
        bool is_rate = unit_of(i) == MEASURE_RATE;
        size_t of = records_of(i);
        measures[i] = (struct measure_definition){.id = text_format(arena, "m%02zu", i),
                                                  .unit = unit_of(i),
                                                  .window = windows[of % 3],
                                                  .superseded_on = DAY_NONE};
        measures[i].rate_of = is_rate ? measures[of].id : TEXT_NONE;
        by_id[i] = &measures[i];
        if (of == i) {
            draw(&drawing, &drawn[i]);
        }
        add_measure(&drawing, &measures[i], &drawn[of]);
    }
    pack->catalogue = (struct catalogue){.measures = by_id, .measure_count = LARGE_MEASURES};
    return pack;
}
