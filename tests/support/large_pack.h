/* A pack as large as issue 6 names, drawn from a seed: 12 districts in 4 areas of a county, 40
 * measures (counts, percents, rates, mixes, bands; stocks, quarters, rolling years), 8 quarters. */
#ifndef TESTS_SUPPORT_LARGE_PACK_H
#define TESTS_SUPPORT_LARGE_PACK_H

#include "disclose/figure_counts.h"

struct arena;

enum { LARGE_AREAS = 4, LARGE_DISTRICTS = 12, LARGE_MEASURES = 40, LARGE_PERIODS = 8 };

struct large_pack {
    struct catalogue catalogue;
    struct figures figures;
};

struct large_pack *large_pack_draw(struct arena *arena, uint64_t seed);

#endif
