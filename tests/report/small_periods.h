/* A small report over figures of any period, and a builder that takes it. */
#ifndef TESTS_REPORT_SMALL_PERIODS_H
#define TESTS_REPORT_SMALL_PERIODS_H

#include <stdlib.h>

#include "small_report.h"

/* x of n in a period; n 0: a count. */
struct small_point {
    int measure;
    const char *period;
    uint32_t unit;
    int64_t x, n;
};

static inline int small_compare(const void *left, const void *right) {
    const struct figure *a = left, *b = right;
    int order = text_compare(a->measure->id, b->measure->id);
    order = order ? order
                  : (a->period.last_day > b->period.last_day) -
                        (a->period.last_day < b->period.last_day);
    order = order ? order
                  : (b->period.first_day < a->period.first_day) -
                        (b->period.first_day > a->period.first_day);
    return order ? order : (a->unit > b->unit) - (a->unit < b->unit);
}

/* The small report for a period of its own, over these figures and no others. */
static inline struct small_report *small_over(const char *period, const struct small_point *points,
                                              size_t count) {
    struct small_report *small = small_new();
    struct figure *figures = ARENA_ARRAY(testing_arena(), struct figure, count);
    for (size_t i = 0; i < count; i++) {
        const struct small_point *point = &points[i];
        struct small_figure plain = {point->measure, 0, point->unit, "",          point->x,
                                     point->n,       0, 0,           FIGURE_SHOWN};
        figures[i] = small_figure_of(small, &plain);
        figures[i].category = TEXT_NONE;
        HOLDS(period_parse(text_of(point->period), &figures[i].period));
    }
    qsort(figures, count, sizeof *figures, small_compare);
    small->figures = (struct figures){figures, count, &small->units};
    HOLDS(period_parse(text_of(period), &small->context.period));
    return small;
}

/* The dump of the blocks after the front matter; empty after reports. */
static inline struct text small_dump_of(struct small_report *small, const char *body) {
    const struct document *document = small_build(small, body);
    return document ? small_body_of(document) : TEXT_NONE;
}

/* One unnumbered paragraph as it is printed. */
static inline struct text small_prose_of(struct small_report *small, const char *words) {
    struct text body =
        text_format(testing_arena(), "  - {paragraph: \"%s\", numbered: no}\n", words);
    struct text dump = small_dump_of(small, text_c(testing_arena(), body));
    return text_slice(dump, 0, text_find(dump, '\n'));
}

#endif
