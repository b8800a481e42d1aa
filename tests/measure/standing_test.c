/* What stands around a figure, by hand: ratings at their boundaries, bands,
 * directions, and series with limits worked out with a calculator. */
#include "measure/standing.h"

#include "support/measuring.h"
#include "support/testing.h"

/* ---- ratings ---- */

static struct decimal decimal_of(const char *text) {
    struct decimal value = {0, 0};
    HOLDS(decimal_parse(text_of(text), &value));
    return value;
}

static struct measure_definition percent_of(enum measure_better better) {
    return (struct measure_definition){
        .id = TEXT("m"), .unit = MEASURE_PERCENT, .window = WINDOW_PERIOD, .better = better};
}

static struct figure figure_of(const struct measure_definition *measure, const char *period,
                               const char *value) {
    struct figure figure = {
        .measure = measure, .level = UNIT_COUNTY, .has_value = true, .value = decimal_of(value)};
    HOLDS(period_parse(text_of(period), &figure.period));
    return figure;
}

/* The rating of a value against a target of 75 with a tolerance of 5. */
static const char *rated(enum measure_better better, const char *value) {
    struct measure_definition measure = percent_of(better);
    struct figure figure = figure_of(&measure, "2013-14", value);
    struct target target = {.measure = &measure,
                            .period = figure.period,
                            .target = decimal_of("75"),
                            .tolerance = decimal_of("5")};
    const struct targets targets = {&target, 1};
    return rag_word(rating_of(&figure, &targets, NULL).rag).bytes;
}

static void at_the_target_is_green_and_at_the_tolerance_amber(void) {
    static const char *const cases[][3] = {{"75.1", "Green", "Amber"}, {"75.0", "Green", "Green"},
                                           {"74.9", "Amber", "Green"}, {"70.0", "Amber", "Green"},
                                           {"69.9", "Red", "Green"},   {"80.0", "Green", "Amber"},
                                           {"80.1", "Green", "Red"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SAME_TEXT(text_of(rated(BETTER_HIGHER, cases[i][0])), cases[i][1]);
        SAME_TEXT(text_of(rated(BETTER_LOWER, cases[i][0])), cases[i][2]);
    }
}

static void without_a_target_or_a_value_nothing_is_green(void) {
    struct measure_definition measure = percent_of(BETTER_HIGHER);
    struct figure figure = figure_of(&measure, "2013-14", "100");
    struct target target = {.measure = &measure, .period = figure.period};
    const struct targets none = {NULL, 0}, targets = {&target, 1};
    SAME_INT(rating_of(&figure, NULL, NULL).rag, RAG_NO_TARGET);
    SAME_INT(rating_of(&figure, &none, NULL).rag, RAG_NO_TARGET);
    SAME_INT(rating_of(&figure, &targets, NULL).rag, RAG_GREEN);
    figure.category = TEXT("no start");
    SAME_INT(rating_of(&figure, &targets, NULL).rag, RAG_NO_TARGET);
    figure.category = TEXT_NONE;
    figure.unit = 3;
    SAME_INT(rating_of(&figure, &targets, NULL).rag, RAG_NO_TARGET);
    figure.unit = 0;
    figure.status = FIGURE_NOT_APPLICABLE;
    figure.has_value = false;
    SAME_INT(rating_of(&figure, &targets, NULL).rag, RAG_NO_DATA);
    SAME_TEXT(rag_word(RAG_NO_TARGET), "No target");
    SAME_TEXT(rag_word(RAG_NO_DATA), "No data");
}

static int banded(const struct measure_definition *measure, const char *value,
                  const char *const edges[4]) {
    struct figure figure = figure_of(measure, "2013-14", value);
    struct banding banding = {.measure = measure};
    const struct bandings bandings = {&banding, 1};
    for (int i = 0; i < 4; i++) {
        banding.edges[i + 1] = decimal_of(edges[i]);
    }
    return rating_of(&figure, NULL, &bandings).band;
}

static void a_band_begins_at_its_edge(void) {
    static const char *const up[] = {"40", "60.5", "75", "90"}, *const down[] = {"20", "15", "10",
                                                                                 "5"};
    struct measure_definition higher = percent_of(BETTER_HIGHER), lower = percent_of(BETTER_LOWER);
    SAME_INT(banded(&higher, "39.9", up), 1);
    SAME_INT(banded(&higher, "40.0", up), 2);
    SAME_INT(banded(&higher, "60.4", up), 2);
    SAME_INT(banded(&higher, "60.5", up), 3);
    SAME_INT(banded(&higher, "89.9", up), 4);
    SAME_INT(banded(&higher, "90", up), 5);
    SAME_INT(banded(&lower, "20.1", down), 1);
    SAME_INT(banded(&lower, "20.0", down), 2);
    SAME_INT(banded(&lower, "5.1", down), 4);
    SAME_INT(banded(&lower, "5.0", down), 5);
}

/* ---- standings of figures made by hand ---- */

static const struct standing_sources no_sources = {NULL, NULL, NULL, {NULL, 0}};

enum { SERIES_LENGTH = 18 };

/* A plan of `count` months to March 2014 with the figures of one measure, the earliest first. */
struct small_standings {
    struct measure_definition measure;
    struct standing_plan plan;
    struct figure figures[SERIES_LENGTH + 1];
    struct figures all;
};

static void fill(struct small_standings *small, const char *const *values, size_t count) {
    HOLDS(period_parse(TEXT("2014-03"), &small->plan.now));
    HOLDS(standing_plan_series(&small->plan, count));
    small->plan.with_previous = small->plan.with_last_year = true;
    for (size_t i = 0; i < count; i++) {
        small->figures[i] = (struct figure){.measure = &small->measure,
                                            .period = small->plan.series[i],
                                            .level = UNIT_COUNTY,
                                            .has_value = values[i][0] != '['};
        if (values[i][0] != '[') {
            small->figures[i].value = decimal_of(values[i]);
        } else {
            small->figures[i].status = FIGURE_NOT_APPLICABLE;
        }
    }
    small->all = (struct figures){small->figures, count, NULL};
}

static const struct standing *last_of(const struct small_standings *small) {
    const struct standings *standings =
        standings_of(testing_arena(), &small->all, &small->plan, &no_sources);
    SAME_INT(standings->count, 1);
    return &standings->items[0];
}

/* 1, 2, 1, 2, 10, 1, 2 ... 1: mean 35/18, 17 moving ranges that add up to 32: 2.66 x 32/17. */
static void a_series_of_18_has_natural_limits_and_one_point_outside(void) {
    static const char *const values[] = {"1", "2", "1", "2", "10", "1", "2", "1", "2",
                                         "1", "2", "1", "2", "1",  "2", "1", "2", "1"};
    struct small_standings small = {.measure = percent_of(BETTER_HIGHER)};
    fill(&small, values, SERIES_LENGTH);
    const struct standing *standing = last_of(&small);
    HOLDS(standing->series.has_chart && !standing->series.chart.is_trial);
    NEAR(standing->series.chart.mean, 35.0 / 18, 1e-12);
    NEAR(standing->series.chart.upper, 35.0 / 18 + 2.66 * 32 / 17, 1e-12);
    NEAR(standing->series.chart.lower, 35.0 / 18 - 2.66 * 32 / 17, 1e-12);
    for (size_t i = 0; i < SERIES_LENGTH; i++) {
        SAME_INT(standing->series.signals[i] & CONTROL_OUTSIDE, i == 4 ? CONTROL_OUTSIDE : 0);
    }
}

static void fewer_than_12_points_give_trial_limits_and_gaps_are_left_out(void) {
    static const char *const values[] = {"4", "[z]", "8", "6"};
    struct small_standings small = {.measure = percent_of(BETTER_HIGHER)};
    fill(&small, values, 4);
    const struct series *series = &last_of(&small)->series;
    SAME_INT(series->value_count, 3);
    HOLDS(series->has_chart && series->chart.is_trial);
    NEAR(series->chart.mean, 6, 1e-12);
    NEAR(series->chart.upper, 6 + 2.66 * 3, 1e-12);
    static const char *const eleven[] = {"1", "2", "1", "2", "1", "2",
                                         "1", "2", "1", "2", "1", "2"};
    fill(&small, eleven, 11);
    HOLDS(last_of(&small)->series.chart.is_trial);
    fill(&small, eleven, 12);
    HOLDS(!last_of(&small)->series.chart.is_trial);
}

static void a_percent_is_charted_unrounded(void) {
    static const char *const values[] = {"33.3", "66.7"};
    struct small_standings small = {.measure = percent_of(BETTER_HIGHER)};
    fill(&small, values, 2);
    for (size_t i = 0; i < 2; i++) {
        small.figures[i].has_numerator = small.figures[i].has_denominator = true;
        small.figures[i].numerator = (int64_t)i + 1;
        small.figures[i].denominator = 3;
    }
    NEAR(last_of(&small)->series.chart.mean, 50, 1e-12);
    NEAR(last_of(&small)->series.chart.upper, 50 + 2.66 * 100 / 3, 1e-12);
}

static void windows_that_share_days_have_no_chart(void) {
    static const char *const values[] = {"1", "2", "3"};
    struct small_standings small = {.measure = percent_of(BETTER_HIGHER)};
    small.measure.window = WINDOW_TWELVE_MONTHS;
    fill(&small, values, 3);
    const struct series *series = &last_of(&small)->series;
    HOLDS(series->shares_days && !series->has_chart);
    SAME_INT(series->value_count, 3);
    small.measure.window = WINDOW_AS_AT;
    HOLDS(last_of(&small)->series.has_chart);
}

/* ---- direction ---- */

/* From 48 of 80 to 56 of 70: 5 to 33 points (Newcombe), so the change is beyond chance. */
static void make_changed(struct small_standings *small, enum measure_better better,
                         enum measure_window window, bool rises) {
    static const char *const values[] = {"60.0", "60.0", "60.0", "60.0", "60.0", "60.0", "60.0",
                                         "60.0", "60.0", "60.0", "60.0", "60.0", "80.0"};
    *small = (struct small_standings){.measure = percent_of(better)};
    small->measure.window = window;
    fill(small, values, 13);
    for (size_t i = 0; i < 13; i++) {
        bool is_high = (i == 12) == rises;
        small->figures[i].has_numerator = small->figures[i].has_denominator = true;
        small->figures[i].numerator = is_high ? 56 : 48;
        small->figures[i].denominator = is_high ? 70 : 80;
    }
    small->plan.series_count = 0;
}

static const char *direction_of(enum measure_better better, bool rises) {
    struct small_standings small;
    make_changed(&small, better, WINDOW_PERIOD, rises);
    return direction_word(last_of(&small)->direction).bytes;
}

static void direction_goes_by_what_is_better(void) {
    SAME_TEXT(text_of(direction_of(BETTER_HIGHER, true)), "Improving");
    SAME_TEXT(text_of(direction_of(BETTER_HIGHER, false)), "Worsening");
    SAME_TEXT(text_of(direction_of(BETTER_LOWER, true)), "Worsening");
    SAME_TEXT(text_of(direction_of(BETTER_LOWER, false)), "Improving");
    SAME_TEXT(text_of(direction_of(BETTER_NEITHER, true)), "Up");
    SAME_TEXT(text_of(direction_of(BETTER_NEITHER, false)), "Down");
}

static void direction_is_seen_from_the_latest_period_that_shares_no_days(void) {
    struct small_standings small;
    make_changed(&small, BETTER_HIGHER, WINDOW_PERIOD, true);
    const struct standing *standing = last_of(&small);
    SAME_TEXT(period_name(testing_arena(), &standing->since->period), "2014-02");
    make_changed(&small, BETTER_HIGHER, WINDOW_TWELVE_MONTHS, true);
    standing = last_of(&small);
    SAME_TEXT(period_name(testing_arena(), &standing->previous->period), "2014-02");
    SAME_INT(standing->since_previous, CHANGE_UNCLEAR);
    SAME_TEXT(period_name(testing_arena(), &standing->since->period), "2013-03");
    SAME_INT(standing->direction, DIRECTION_IMPROVING);
}

static void chance_and_missing_figures_give_no_direction(void) {
    struct small_standings small;
    make_changed(&small, BETTER_HIGHER, WINDOW_PERIOD, true);
    small.figures[11].numerator = 60; /* 75% of 80: 5 points less */
    SAME_TEXT(direction_word(last_of(&small)->direction), "No clear change");
    small.figures[11].has_value = false;
    small.figures[11].status = FIGURE_NOT_APPLICABLE;
    SAME_TEXT(period_name(testing_arena(), &last_of(&small)->since->period), "2013-03");
    small.plan.with_last_year = false;
    SAME_TEXT(direction_word(last_of(&small)->direction), "[x]");
    HOLDS(last_of(&small)->since == NULL);
}

static void a_number_that_is_the_same_has_not_changed(void) {
    static const char *const values[] = {"7", "7"};
    struct small_standings small = {
        .measure = {.id = TEXT("m"), .unit = MEASURE_COUNT, .window = WINDOW_PERIOD}};
    fill(&small, values, 2);
    for (size_t i = 0; i < 2; i++) {
        small.figures[i].has_numerator = true;
        small.figures[i].numerator = 7;
    }
    SAME_TEXT(direction_word(last_of(&small)->direction), "No change");
    SAME_TEXT(change_word(last_of(&small)->since_previous), "stayed the same");
}

/* ---- over extracts ---- */

static const char referrals[] =
    "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_referral_team\n"
    "R1,C1,2013-09-02,0,EASRA\nR2,C2,2013-12-02,1,EASRA\nR3,C3,2014-01-02,0,EASRA\n"
    "R4,C4,2014-02-03,0,BASRA\nR5,C5,2014-03-03,0,BASRA\n";

static const struct standings *standings_for(struct measuring *measuring, const char *measure,
                                             struct standing_plan *plan) {
    struct measure_context *context = measuring_context(measuring);
    context->indexes = shared_indexes_new(testing_arena(), context->dataset);
    static const bool levels[UNIT_LEVEL_COUNT] = {true, false, false, true};
    const struct measure_definition *definition =
        catalogue_measure(context->catalogue, text_of(measure));
    size_t count;
    const struct figure_request *requests =
        standing_requests(testing_arena(), plan, context->calendar, &definition, 1, &count);
    const struct figures *figures =
        measures_compute(testing_arena(), testing_diag(), context, requests, count, levels);
    CU_ASSERT_FATAL(figures != NULL);
    return standings_of(testing_arena(), figures, plan, &no_sources);
}

static int64_t numerator_of(const struct figure *figure) {
    return figure == NULL ? -1 : figure->numerator;
}

static void every_units_figures_meet_their_own_of_other_periods(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes", referrals);
    struct standing_plan plan = {.with_previous = true, .covered_from = DAY_NONE};
    HOLDS(period_parse(TEXT("2014-03"), &plan.now));
    HOLDS(standing_plan_series(&plan, 4));
    const struct standings *standings = standings_for(measuring, "referrals", &plan);
    const struct hierarchy *units = standings->figures->units;
    static const struct {
        const char *unit;
        int64_t points[4], previous;
    } cases[] = {
        {"E10000014", {1, 1, 1, 1}, 1}, {"EASRA", {1, 1, 0, 0}, 0}, {"BASRA", {0, 0, 1, 1}, 1}};
    for (size_t i = 0; i < 3; i++) {
        uint32_t unit = hierarchy_find(units, text_of(cases[i].unit));
        const struct standing *standing =
            standings_find(standings, TEXT("referrals"), units->units[unit].level, unit, TEXT_NONE);
        if (!HOLDS(standing != NULL)) {
            continue;
        }
        SAME_INT(numerator_of(standing->previous), cases[i].previous);
        HOLDS(standing->last_year == NULL);
        for (size_t k = 0; k < 4; k++) {
            SAME_INT(numerator_of(standing->series.points[k]), cases[i].points[k]);
        }
    }
    uint32_t county = hierarchy_find(units, TEXT("E10000014"));
    HOLDS(standings_find(standings, TEXT("referral"), UNIT_COUNTY, county, TEXT_NONE) == NULL);
}

/* Extracts from 1 September 2013: a year to March 2013 would be one of blanks, that to March 2014
 * half a year. What was asked for is computed all the same. */
static void earlier_periods_that_the_extracts_do_not_reach_are_missing(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes", referrals);
    struct standing_plan plan = {.with_previous = true, .with_last_year = true};
    HOLDS(period_parse(TEXT("2014-03"), &plan.now));
    HOLDS(standing_plan_series(&plan, 8));
    HOLDS(date_from_parts(2013, 9, 2, &plan.covered_from));
    const struct standings *standings = standings_for(measuring, "referrals", &plan);
    const struct standing *standing = &standings->items[0];
    SAME_INT(numerator_of(standing->previous), 1);
    HOLDS(standing->last_year == NULL);
    HOLDS(standing->series.points[0] == NULL); /* August */
    SAME_INT(numerator_of(standing->series.points[1]), 1);
    standings = standings_for(measuring, "referrals-nfa", &plan);
    SAME_INT(numerator_of(standings->items[0].figure), 1);
    HOLDS(standings->items[0].previous == NULL);
}

static void signals_are_words(void) {
    SAME_TEXT(control_signal_words(testing_arena(), 0), "");
    SAME_TEXT(control_signal_words(testing_arena(), CONTROL_OUTSIDE), "outside");
    SAME_TEXT(control_signal_words(testing_arena(), CONTROL_ONE_SIDE | CONTROL_NEAR_LIMIT),
              "one side, near limit");
    SAME_TEXT(control_signal_words(testing_arena(), CONTROL_TREND), "trend");
}

SUITE(measure_standing, CLAIM(at_the_target_is_green_and_at_the_tolerance_amber),
      CLAIM(without_a_target_or_a_value_nothing_is_green), CLAIM(a_band_begins_at_its_edge),
      CLAIM(a_series_of_18_has_natural_limits_and_one_point_outside),
      CLAIM(fewer_than_12_points_give_trial_limits_and_gaps_are_left_out),
      CLAIM(a_percent_is_charted_unrounded), CLAIM(windows_that_share_days_have_no_chart),
      CLAIM(direction_goes_by_what_is_better),
      CLAIM(direction_is_seen_from_the_latest_period_that_shares_no_days),
      CLAIM(chance_and_missing_figures_give_no_direction),
      CLAIM(a_number_that_is_the_same_has_not_changed),
      CLAIM(every_units_figures_meet_their_own_of_other_periods),
      CLAIM(earlier_periods_that_the_extracts_do_not_reach_are_missing), CLAIM(signals_are_words))
