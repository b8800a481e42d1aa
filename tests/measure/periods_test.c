/* Periods of every kind over the whole catalogue and the invented county: what
 * happens within a period adds up over the periods that it is made of. */
#include <stdio.h>

#include "support/county.h"
#include "support/testing.h"

/* What is dated within the period itself. cp-visits-in-time judges the plans open at its end by
 * what came before: a stock, though its gaps depend on the period. */
static bool is_flow(const struct measure_definition *measure) {
    return measure->records != NULL && measure->window == WINDOW_PERIOD &&
           !text_equal_c(measure->id, "cp-visits-in-time");
}

static bool looks_back(const struct measure_definition *measure) {
    return measure->records != NULL && measure->window != WINDOW_PERIOD;
}

static bool is_quantile(struct text category) {
    return text_equal_c(category, "median") || text_contains(category, TEXT("quartile"));
}

static const struct figure *figure_for(const struct figures *figures, const struct figure *like,
                                       const char *period) {
    struct period wanted;
    HOLDS(period_parse(text_of(period), &wanted));
    return figures_find(figures, like->measure->id, &wanted, like->level, like->unit,
                        like->category);
}

/* A group without records in a part of the period has no figure there. */
static void add(const struct figure *part, int64_t *numerator, int64_t *denominator) {
    *numerator += part != NULL ? part->numerator : 0;
    *denominator += part != NULL ? part->denominator : 0;
}

static void check_sum(const struct figures *figures, const struct figure *whole,
                      const char *const *parts, size_t part_count) {
    int64_t numerator = 0, denominator = 0;
    for (size_t i = 0; i < part_count; i++) {
        add(figure_for(figures, whole, parts[i]), &numerator, &denominator);
    }
    bool holds = numerator == whole->numerator && denominator == whole->denominator;
    CU_ASSERT(holds);
    if (!holds) {
        printf("\n%.*s, %.*s: %lld of %lld is not %lld of %lld\n", TEXT_ARG(whole->measure->id),
               TEXT_ARG(whole->category), (long long)numerator, (long long)denominator,
               (long long)whole->numerator, (long long)whole->denominator);
    }
}

/* Every flow's figure of periods[0], in every unit, is the sum of those of the others. */
static void parts_make_the_whole(const char *const *periods, size_t period_count) {
    struct county county;
    county_begin(&county);
    const struct figures *figures = county_figures(&county, is_flow, periods, period_count);
    const struct measure_definition *last = NULL;
    size_t measure_count = 0, figure_count = 0;
    struct period whole;
    HOLDS(period_parse(text_of(periods[0]), &whole));
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        if (figure->period.first_day == whole.first_day &&
            figure->period.last_day == whole.last_day && figure->has_numerator &&
            !is_quantile(figure->category)) {
            check_sum(figures, figure, periods + 1, period_count - 1);
            figure_count += figure->numerator > 0;
            measure_count += figure->measure != last;
            last = figure->measure;
        }
    }
    HOLDS(measure_count >= 5);
    HOLDS(figure_count >= 200);
}

static void a_half_year_of_every_flow_is_its_two_quarters(void) {
    static const char *const first[] = {"2013-14-H1", "2013-14-Q1", "2013-14-Q2"};
    static const char *const second[] = {"2013-14-H2", "2013-14-Q3", "2013-14-Q4"};
    parts_make_the_whole(first, 3);
    parts_make_the_whole(second, 3);
}

static void a_year_of_every_flow_is_its_halves_and_a_quarter_its_months(void) {
    static const char *const year[] = {"2013-14", "2013-14-H1", "2013-14-H2"};
    static const char *const quarter[] = {"2013-14-Q4", "2014-01", "2014-02", "2014-03"};
    parts_make_the_whole(year, 3);
    parts_make_the_whole(quarter, 4);
}

static void an_odd_span_is_its_months(void) {
    static const char *const span[] = {
        "2013-09-01..2014-01-31", "2013-09", "2013-10", "2013-11", "2013-12", "2014-01"};
    parts_make_the_whole(span, 6);
}

/* A stock and what looks back over 12 months depend on the last day alone. */
static void a_stock_is_that_of_the_last_day(void) {
    static const char *const periods[] = {"2013-14-H2", "2013-14-Q4", "2014-03"};
    struct county county;
    county_begin(&county);
    const struct figures *figures = county_figures(&county, looks_back, periods, 3);
    size_t compared = 0;
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        const struct figure *other = figure_for(figures, figure, "2014-03");
        bool holds = other != NULL && other->numerator == figure->numerator &&
                     other->denominator == figure->denominator;
        CU_ASSERT(holds);
        compared += holds && figure->numerator > 0;
    }
    HOLDS(compared >= 3000);
}

static bool is_of_repeats(const struct measure_definition *measure) {
    return text_starts_with(measure->id, TEXT("cpp-repeat-"));
}

static void repeat_plans_within_two_years_are_among_those_ever(void) {
    static const char *const year[] = {"2013-14"};
    struct county county;
    county_begin(&county);
    const struct figures *figures = county_figures(&county, is_of_repeats, year, 1);
    size_t compared = 0;
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *within = &figures->items[i];
        const struct figure *ever = figures_find(figures, TEXT("cpp-repeat-ever"), &within->period,
                                                 within->level, within->unit, within->category);
        if (HOLDS(ever != NULL) && within->numerator > 0) {
            HOLDS(within->numerator <= ever->numerator);
            SAME_INT(within->denominator, ever->denominator);
            compared += within->measure != ever->measure;
        }
    }
    HOLDS(compared >= 12);
}

SUITE(measure_periods, CLAIM(a_half_year_of_every_flow_is_its_two_quarters),
      CLAIM(a_year_of_every_flow_is_its_halves_and_a_quarter_its_months),
      CLAIM(an_odd_span_is_its_months), CLAIM(a_stock_is_that_of_the_last_day),
      CLAIM(repeat_plans_within_two_years_are_among_those_ever))
