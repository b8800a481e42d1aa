/* Homes: the small area of a child's address on a day, the district in which
 * it lies, and its tenth of the deprivation index. */
#ifndef MEASURE_HOMES_H
#define MEASURE_HOMES_H

#include <stddef.h>
#include <stdint.h>

#include "measure/compute.h"

struct arena;
struct homes;

enum home_kind {
    HOME_FOUND,     /* in one of the authority's small areas */
    HOME_ELSEWHERE, /* in a small area of another authority */
    HOME_NOT_KNOWN  /* no address on the day, or its postcode is not listed */
};
struct home {
    enum home_kind kind;
    uint32_t unit;  /* of a home found: its district, or the county where that is one */
    int64_t decile; /* 1 to 10 */
};

/* Never NULL: what is lacking is told by homes_lack. */
const struct homes *homes_new(struct arena *arena, const struct measure_context *context);
/* Why no home can be told, in words; NULL: nothing is lacking. */
const char *homes_lack(const struct homes *homes);
/* The home of a child on a day: of addresses open then, the one that began last, and of several
 * such the first in the table. */
struct home homes_find(const struct homes *homes, struct text child, day_number day);
/* The children of a unit by decile: DECILE_COUNT of them. */
const int64_t *homes_children(const struct homes *homes, uint32_t unit);
/* "no home area", "home elsewhere"; empty for a home found. */
struct text home_kind_name(enum home_kind kind);

#endif
