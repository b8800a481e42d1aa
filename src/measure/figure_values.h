/* Counts and sums to figures: values rounded once, intervals, markers. */
#ifndef MEASURE_FIGURE_VALUES_H
#define MEASURE_FIGURE_VALUES_H

#include "measure/figure.h"
#include "tally.h"

struct arena;

struct figure_list {
    struct arena *arena;
    struct figure *items;
    size_t count, capacity;
};

/* In what follows `key` is a figure with measure, period, level and unit, yet without a value.
 * Appends the figures of one unit: whole, parts, quartiles, what was left out. */
void figure_values_of_tally(struct figure_list *list, const struct figure *key,
                            const struct tally *tally, const struct unit_tally *unit);
/* The sums of one unit by category; "total" and "vacancies" as the definition makes them.
 * has_posts false: vacancies are [x]. `posts` are thousandths. */
void figure_values_of_sums(struct figure_list *list, const struct figure *key,
                           const struct tally *tally, const struct unit_tally *unit, bool has_posts,
                           int64_t posts);
/* The quotient of two counts, as a percent. Without an interval where the first is larger. */
void figure_values_of_ratio(struct figure_list *list, const struct figure *key, int64_t numerator,
                            int64_t denominator);
/* A count for every 10,000 children; has_children false: [x]. */
void figure_values_of_rate(struct figure_list *list, const struct figure *key, int64_t count,
                           bool has_children, int64_t children);
/* The same figures without values, for the reason of a status. */
void figure_values_missing(struct figure_list *list, const struct figure *key,
                           enum figure_status status, bool can_exclude);
/* Appends one figure as it is. */
void figure_list_add(struct figure_list *list, const struct figure *figure);
/* Fills in the value (x 100) and the Wilson intervals of a numerator and denominator. */
void figure_values_set_percent(struct figure *figure, int64_t numerator, int64_t denominator,
                               int decimals);
/* Fills in a count for every 10,000 children and its intervals; children 0: [x]. */
void figure_values_set_rate(struct figure *figure, int64_t count, int64_t children);
void figure_values_set_count(struct figure *figure, int64_t count);

#endif
