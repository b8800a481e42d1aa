/* What a figure can be broken down by, beside its units: the worker where the
 * table has one, and the child's age band, sex and ethnic group where people
 * were supplied. A part is a category: "age: 1 to 4", "sex: Female", and of
 * measures with categories of their own "age: 1 to 4; Neglect". */
#ifndef MEASURE_BREAKDOWN_H
#define MEASURE_BREAKDOWN_H

#include <stdbool.h>

#include "base/text.h"

enum breakdown {
    BREAKDOWN_WORKER,
    BREAKDOWN_AGE, /* at the event, or at D for spans and for what has no date */
    BREAKDOWN_SEX,
    BREAKDOWN_ETHNICITY,
    BREAKDOWN_COUNT
};

/* "worker", "age", "sex", "ethnicity". */
struct text breakdown_name(enum breakdown breakdown);
bool breakdown_parse(struct text name, enum breakdown *breakdown);

#endif
