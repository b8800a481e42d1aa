/* Areas against the average of all of them together. */
#include "measure/funnel.h"

#include <stdlib.h>

#include "stats/funnel.h"

enum { AREAS_NEEDED = 3, CHILDREN = 10000, PERCENT = 100 };

bool funnel_limits(const struct funnel *funnel, double denominator, double confidence,
                   struct interval *limits) {
    double factor = funnel->is_rate ? CHILDREN : PERCENT;
    bool has_limits;
    if (denominator < 1) {
        return false;
    }
    if (funnel->is_rate) {
        has_limits = funnel_observed(funnel->average / factor * denominator, confidence, limits);
        factor /= denominator;
    } else {
        has_limits = funnel_proportion(funnel->average / factor, (int64_t)(denominator + 0.5),
                                       confidence, limits);
    }
    limits->lower *= factor;
    limits->upper *= factor;
    return has_limits;
}

static int compare_areas(const void *left, const void *right) {
    const struct funnel_area *a = left, *b = right;
    int order = (a->denominator > b->denominator) - (a->denominator < b->denominator);
    return order != 0 ? order : text_compare(a->name, b->name);
}

static bool judge(const struct funnel *funnel, struct funnel_area *area) {
    double size = (double)area->denominator;
    area->value = (funnel->is_rate ? CHILDREN : PERCENT) * (double)area->numerator / size;
    if (!funnel_limits(funnel, size, 0.95, &area->limits95) ||
        !funnel_limits(funnel, size, 0.998, &area->limits998)) {
        return false;
    }
    area->is_outside = area->value < area->limits998.lower || area->value > area->limits998.upper;
    return true;
}

bool funnel_make(const struct measure_definition *measure, struct funnel_area *areas, size_t count,
                 struct funnel *funnel) {
    bool is_rate = measure->unit == MEASURE_RATE;
    struct funnel made = {.areas = areas, .count = count, .is_rate = is_rate};
    int64_t numerator = 0, denominator = 0;
    for (size_t i = 0; i < count; i++) {
        numerator += areas[i].numerator;
        denominator += areas[i].denominator;
    }
    if ((!is_rate && measure->unit != MEASURE_PERCENT) || count < AREAS_NEEDED || numerator == 0 ||
        denominator == 0) {
        return false;
    }
    made.average = (is_rate ? CHILDREN : PERCENT) * (double)numerator / (double)denominator;
    qsort(areas, count, sizeof *areas, compare_areas);
    for (size_t i = 0; i < count; i++) {
        if (!judge(&made, &areas[i])) {
            return false;
        }
    }
    *funnel = made;
    return true;
}
