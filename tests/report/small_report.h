/* A report of a few blocks over figures made by hand: a county with two
 * districts, one period and its first half. */
#ifndef TESTS_REPORT_SMALL_REPORT_H
#define TESTS_REPORT_SMALL_REPORT_H

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
enum { SMALL_CASES, SMALL_OLD, SMALL_PEOPLE, SMALL_SHARE, SMALL_SOURCES, SMALL_TYPED };

static const char *const SMALL_MEASURES[] = {
    "measure: cases\ntitle: Cases\nsource: S\ndefinition: Open ones.\nunit: count\n"
    "counts: cases\nwindow: as-at\nrecords: SELECT 1\n",
    "measure: old\ntitle: Old\nsource: S\ndefinition: D\nunit: percent\ncounts: files\n"
    "window: period\nsupplied: yes\nsuperseded_on: 2014-01-01\nsuperseded_by: share\n",
    "measure: people\ntitle: People\nsource: S\ndefinition: D\nunit: count\ncounts: children\n"
    "counts_children: yes\nwindow: as-at\nrecords: SELECT 1\n",
    "measure: share\ntitle: Share\nsource: S\ndefinition: D\nunit: percent\ncounts: plans\n"
    "window: 12 months\nrecords: SELECT 1\n",
    "measure: sources\ntitle: Sources\nsource: S\ndefinition: D\nunit: mix\ncounts: referrals\n"
    "window: 12 months\ncategories: [Police, Health, Other]\nshare: nfa\nrecords: SELECT 1\n",
    "measure: typed\ntitle: Typed\nsource: S\ndefinition: D\nunit: count\ncounts: calls\n"
    "window: period\nsupplied: yes\n"};

#define SMALL_HEAD                                                                                 \
    "report: small\ntitle: Small paper\nfront:\n  committee: Cabinet\n  date: 2014-06-23\n"        \
    "  reference: R\n  report-from: Director\n  contact-name: Manager\n"                           \
    "  contact-telephone: T\n  contact-email: E\nperiods: {half: half 1}\n"                        \
    "terms: [45 working days]\nheadline: [\"Cases: {cases} ({cases@half})\"]\nbody:\n"

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
        {SMALL_TYPED, 0, SMALL_COUNTY, "", 8, 0, 3.5, 15.8, FIGURE_SHOWN}};
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
    small->catalogue = (struct catalogue){.measures = measures, .measure_count = COUNT};
}

/* Everything but the report. */
static inline struct small_report *small_new(void) {
    static const struct unit units[] = {
        {{"C", 1}, {"County", 6}, UNIT_COUNTY, UNIT_NONE, DAY_NONE, DAY_NONE},
        {{"N", 1}, {"North", 5}, UNIT_DISTRICT, 0, DAY_NONE, DAY_NONE},
        {{"S", 1}, {"South", 5}, UNIT_DISTRICT, 0, DAY_NONE, DAY_NONE}};
    static const struct supplied_figure line = {.place = {.line = 7},
                                                .source = {"Contact centre", 14},
                                                .date = {"2014-03-31", 10},
                                                .owner = {"Manager", 7}};
    struct small_report *small = ARENA_NEW(testing_arena(), struct small_report);
    small_make_measures(small);
    small->units = (struct hierarchy){units, 3};
    small->supplied = (struct supplied_figures){&line, 1};
    small->authority.name = TEXT("County Council");
    small->authority.short_name = TEXT("County");
    small_make_figures(small);
    small->context = (struct report_context){.catalogue = &small->catalogue,
                                             .authority = &small->authority,
                                             .units = &small->units,
                                             .supplied = &small->supplied,
                                             .unit = SMALL_COUNTY};
    HOLDS(period_parse(TEXT("2013-14"), &small->context.period));
    return small;
}

/* Reads a body; NULL after reports. */
static inline bool small_read(struct small_report *small, const char *body) {
    struct text text = text_format(testing_arena(), SMALL_HEAD "%s", body);
    const struct node *root = yaml_read(testing_arena(), testing_diag(), TEXT("small.yaml"), text);
    small->context.report =
        root ? report_definition_read(testing_arena(), testing_diag(), root) : NULL;
    return small->context.report != NULL;
}

/* The document, or NULL after reports. */
static inline const struct document *small_build(struct small_report *small, const char *body) {
    struct figure_request *requests;
    size_t count;
    if (!small_read(small, body) ||
        !report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count)) {
        return NULL;
    }
    return report_build(testing_arena(), testing_diag(), &small->context, &small->figures);
}

/* The document's dump after the front matter; empty after reports. */
static inline struct text small_dump(const char *body) {
    const struct document *document = small_build(small_new(), body);
    struct buffer out = buffer_new(testing_arena());
    if (!document) {
        return TEXT_NONE;
    }
    document_dump(&out, document);
    struct text text = buffer_text(&out);
    struct text last = TEXT("  Email: E\n\n");
    for (size_t i = 0; i < text.length; i++) {
        if (text_starts_with(text_slice(text, i, text.length), last)) {
            return text_slice(text, i + last.length, text.length);
        }
    }
    return text;
}

/* One unnumbered paragraph as it is printed. */
static inline struct text small_prose(const char *words) {
    struct text body =
        text_format(testing_arena(), "  - {paragraph: \"%s\", numbered: no}\n", words);
    struct text dump = small_dump(text_c(testing_arena(), body));
    return text_slice(dump, 0, text_find(dump, '\n'));
}

/* Claims that the body is refused with this code. */
static inline bool small_refuses(const char *body, const char *code) {
    return small_build(small_new(), body) == NULL && testing_reported(testing_diag(), code);
}

/* The first message's words; empty if there is none. */
static inline struct text small_first_words(void) {
    bool has_one = diag_kept_count(testing_diag()) > 0;
    return has_one ? diag_message_at(testing_diag(), 0)->words : TEXT_NONE;
}

#endif
