/* Funnels: how far areas of their size may lie from the average by chance. Of
 * percents (limits of a proportion) and of rates per 10,000 (exact limits of a
 * count); the average is that of all areas together. Limits are 95% and 99.8%. */
#ifndef MEASURE_FUNNEL_H
#define MEASURE_FUNNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "define/measure_definition.h"
#include "stats/interval.h"

struct arena;

struct funnel_area {
    struct text name;
    int64_t numerator, denominator; /* the denominator is above 0 */
    bool is_focus;                  /* the one that the paper is about */
    bool is_neighbour;              /* one that it is mostly compared with */
    double value;                   /* filled in, with the limits at its denominator */
    struct interval limits95, limits998;
    bool is_outside; /* the limits of 99.8% */
};
struct funnel {
    double average;
    struct funnel_area *areas; /* by denominator, then as given */
    size_t count;
    bool is_rate;
};
/* Takes the areas' names and counts; sorts and judges them in place. False (funnel untouched) for a
 * measure that is neither percent nor rate, for fewer than 3 areas, or where nothing was counted.
 */
bool funnel_make(const struct measure_definition *measure, struct funnel_area *areas, size_t count,
                 struct funnel *funnel);
/* The limits at a denominator, in the values' units. False below 1. */
bool funnel_limits(const struct funnel *funnel, double denominator, double confidence,
                   struct interval *limits);

#endif
