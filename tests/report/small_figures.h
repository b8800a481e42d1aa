/* Measures and figures made by hand, for small reports: a county with two
 * districts, one year and its first half. */
#ifndef TESTS_REPORT_SMALL_FIGURES_H
#define TESTS_REPORT_SMALL_FIGURES_H

#include "define/yaml.h"
#include "report/build.h"
#include "support/testing.h"

struct small_report {
    struct catalogue catalogue;
    struct authority authority;
    struct hierarchy units;
    struct supplied_figures supplied;
    struct report_context context;
    struct figures figures;
};

enum { SMALL_COUNTY, SMALL_NORTH, SMALL_SOUTH };
enum {
    SMALL_CASES,
    SMALL_OLD,
    SMALL_PEOPLE,
    SMALL_RATE,
    SMALL_SHARE,
    SMALL_SOURCES,
    SMALL_TIMELY,
    SMALL_TYPED,
    SMALL_WAITS
};

static const char *const SMALL_MEASURES[] = {
    "measure: cases\ntitle: Cases\nsource: S\ndefinition: Open ones.\nunit: count\n"
    "footnote: Blank is open.\ncounts: cases\nwindow: as-at\ntags: [business-plan]\nrecords: "
    "SELECT 1\n",
    "measure: old\ntitle: Old\nsource: S\ndefinition: D\nunit: percent\ncounts: files\n"
    "window: period\nsupplied: yes\nsuperseded_on: 2014-01-01\nsuperseded_by: share\n",
    "measure: people\ntitle: People\nsource: S\ndefinition: D\nunit: count\ncounts: children\n"
    "counts_children: yes\nwindow: as-at\nrecords: SELECT 1\n",
    "measure: s47-rate\ntitle: Rate\nsource: S\ndefinition: D\nunit: rate\ncounts: enquiries\n"
    "window: 12 months\nrecords: SELECT 1\n",
    "measure: share\ntitle: Share\nsource: S\ndefinition: D\nunit: percent\ncounts: plans\n"
    "window: as-at\nrecords: SELECT 1\n",
    "measure: sources\ntitle: Sources\nsource: S\ndefinition: D\nunit: mix\ncounts: referrals\n"
    "window: 12 months\ncategories: [Police, Health, Other]\nshare: nfa\nrecords: SELECT 1\n",
    "measure: timely\ntitle: In time\nshort: Timely\nsource: S\ndefinition: D\nunit: "
    "percent\ncounts: visits\n"
    "window: period\nbetter: higher\ntags: [business-plan]\nrecords: SELECT 1\n",
    "measure: typed\ntitle: Typed\nsource: S\ndefinition: D\nunit: count\ncounts: calls\n"
    "window: period\nsupplied: yes\nsuperseded_on: 2015-01-01\nsuperseded_by: share\n"
    "footnote: Ended in 2015.\n",
    "measure: waits\ntitle: Days\nsource: S\ndefinition: D\nunit: bands\ncounts: conferences\n"
    "window: 12 months\nbands: [0-10, 11+]\napart: [no start]\nrecords: SELECT 1\n"};

static const struct grade SMALL_GRADES[] = {{{"2", 1}, {"Good", 4}, {"", 0}},
                                            {{"1", 1}, {"Poor", 4}, {"Not good at all", 15}}};
static const struct grade SMALL_WORDS[] = {{{"", 0}, {"Yes", 3}, {"", 0}},
                                           {{"", 0}, {"No", 2}, {"", 0}}};
static const struct judgement_scale SMALL_GOOD = {{"good", 4}, {"Services", 8}, {"Handbook", 8},
                                                  13000,       SMALL_GRADES,    2};
static const struct judgement_scale SMALL_OTHER = {{"other", 5}, {"Capacity", 8}, {"Guide", 5},
                                                   13001,        SMALL_GRADES,    2};
static const struct judgement_scale SMALL_YES = {{"yes", 3}, {"Answers", 7}, {"Form", 4},
                                                 13000,      SMALL_WORDS,    2};
static const struct judgement_scale *const SMALL_SCALES[] = {&SMALL_GOOD, &SMALL_OTHER, &SMALL_YES};

/* One figure: half 1 or the whole year, unit, part, x of n (n 0: a count), limits. */
struct small_figure {
    int measure, half;
    uint32_t unit;
    const char *category;
    int64_t x, n;
    double lower, upper;
    enum figure_status status;
};

static inline struct figure small_figure_of(const struct small_report *small,
                                            const struct small_figure *plain) {
    struct figure figure = {.measure = small->catalogue.measures[plain->measure],
                            .level = plain->unit == SMALL_COUNTY ? UNIT_COUNTY : UNIT_DISTRICT,
                            .unit = plain->unit,
                            .category = text_of(plain->category),
                            .status = plain->status};
    HOLDS(period_parse(plain->half ? TEXT("2013-14-H1") : TEXT("2013-14"), &figure.period));
    figure.has_numerator = figure.has_value = plain->status == FIGURE_SHOWN;
    figure.numerator = plain->x;
    figure.denominator = plain->n;
    figure.has_denominator = figure.has_value && plain->n > 0;
    figure.value =
        plain->n > 0 ? decimal_quotient(plain->x, 100, plain->n, 1) : (struct decimal){plain->x, 0};
    figure.has_interval = plain->upper > 0;
    figure.interval95 = (struct interval){plain->lower, plain->upper};
    figure.is_supplied = plain->measure == SMALL_TYPED;
    figure.place = (struct place){.file = TEXT("supplied.csv"), .line = 7};
    return figure;
}

static inline void small_set_figures(struct small_report *small, const struct small_figure *plain,
                                     size_t count) {
    struct figure *figures = ARENA_ARRAY(testing_arena(), struct figure, count);
    for (size_t i = 0; i < count; i++) {
        figures[i] = small_figure_of(small, &plain[i]);
    }
    small->figures = (struct figures){figures, count, &small->units};
}

static inline void small_make_figures(struct small_report *small) {
    static const struct small_figure plain[] = {
        {SMALL_CASES, 1, SMALL_COUNTY, "", 7319, 0, 7151, 7488, FIGURE_SHOWN},
        {SMALL_CASES, 0, SMALL_COUNTY, "", 8013, 0, 7838, 8190, FIGURE_SHOWN},
        {SMALL_CASES, 0, SMALL_NORTH, "", 8000, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_CASES, 0, SMALL_SOUTH, "", 13, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_OLD, 0, SMALL_COUNTY, "", 0, 0, 0, 0, FIGURE_SUPERSEDED},
        {SMALL_PEOPLE, 0, SMALL_COUNTY, "", 9, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_PEOPLE, 0, SMALL_NORTH, "", 5, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_PEOPLE, 0, SMALL_SOUTH, "", 5, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_SHARE, 1, SMALL_COUNTY, "", 30, 100, 21.9, 39.6, FIGURE_SHOWN},
        {SMALL_SHARE, 0, SMALL_COUNTY, "", 1470, 3589, 39.36, 42.58, FIGURE_SHOWN},
        {SMALL_SOURCES, 0, SMALL_COUNTY, "", 10, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_SOURCES, 0, SMALL_COUNTY, "Police", 3, 10, 0, 0, FIGURE_SHOWN},
        {SMALL_SOURCES, 0, SMALL_COUNTY, "Health", 6, 10, 0, 0, FIGURE_SHOWN},
        {SMALL_SOURCES, 0, SMALL_COUNTY, "Other", 1, 10, 0, 0, FIGURE_SHOWN},
        {SMALL_SOURCES, 0, SMALL_COUNTY, "nfa: Police", 1, 3, 0, 0, FIGURE_SHOWN},
        {SMALL_TYPED, 0, SMALL_COUNTY, "", 8, 0, 3.5, 15.8, FIGURE_SHOWN},
        {SMALL_WAITS, 0, SMALL_COUNTY, "", 10, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_WAITS, 0, SMALL_COUNTY, "0-10", 3, 10, 0, 0, FIGURE_SHOWN},
        {SMALL_WAITS, 0, SMALL_COUNTY, "11+", 7, 10, 0, 0, FIGURE_SHOWN},
        {SMALL_WAITS, 0, SMALL_COUNTY, "no start", 0, 10, 0, 0, FIGURE_SHOWN}};
    small_set_figures(small, plain, sizeof plain / sizeof plain[0]);
}

static inline void small_make_measures(struct small_report *small) {
    enum { COUNT = sizeof SMALL_MEASURES / sizeof SMALL_MEASURES[0] };
    const struct measure_definition **measures =
        ARENA_ARRAY(testing_arena(), const struct measure_definition *, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        const struct node *root =
            yaml_read(testing_arena(), testing_diag(), TEXT("m.yaml"), text_of(SMALL_MEASURES[i]));
        measures[i] = measure_definition_read(testing_arena(), testing_diag(), root);
        HOLDS(measures[i] != NULL);
    }
    small->catalogue = (struct catalogue){
        .measures = measures, .measure_count = COUNT, .scales = SMALL_SCALES, .scale_count = 3};
}

#endif
