/* Where children live, as far as deprivation is concerned: small areas (LSOAs)
 * with their tenth of the index and the children in them, and an authority's
 * own list of postcodes by small area. The edition of the index, the areas and
 * the population are named by the columns; a list of postcodes by areas of
 * another vintage is refused: they bear the same kind of code and are other
 * places. */
#ifndef INGEST_HOME_AREAS_H
#define INGEST_HOME_AREAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"
#include "define/authority.h"

struct arena;

enum { DECILE_COUNT = 10 };

struct small_area {
    struct text code;
    struct text district; /* ONS; of a unitary authority its own */
    int64_t decile;       /* 1: the most deprived tenth of England's areas */
    int64_t children;     /* in the index's own year and ages */
    uint32_t line;
};
struct home_postcode {
    struct text postcode; /* in capitals, without a space */
    struct text area;
    uint32_t line;
};
struct home_areas {
    struct text edition;            /* of the index: "2019" */
    struct text vintage;            /* of the areas: "lsoa_2011" */
    struct text district_vintage;   /* "lad_2019" */
    struct text population;         /* "children_0_15_mid_2015" */
    const struct small_area *areas; /* by code; none: the authority has no list of postcodes */
    size_t area_count;
    const struct home_postcode *postcodes; /* by postcode */
    size_t postcode_count;
    int64_t england[DECILE_COUNT]; /* children, of all areas */
};

/* reference/deprivation-small-areas.csv (lsoa_YEAR,lad_YEAR,decile_EDITION,children_AGES_YEAR) and
 * the authority's home-areas.csv (postcode and the column of the same areas). Where there is no
 * such list nothing is read at all. NULL after DF016s; DF023: the areas are of another vintage. */
const struct home_areas *home_areas_read(struct arena *arena, struct diag *diag,
                                         struct text definitions_folder,
                                         const struct authority *authority);
/* Areas and postcodes that a test makes up; both are sorted in place. Its vintages are the names
 * that the caller gives. */
void home_areas_arrange(struct home_areas *homes, struct small_area *areas, size_t area_count,
                        struct home_postcode *postcodes, size_t postcode_count);
/* The area of a postcode, however it is spaced and written; NULL: not listed. */
const struct small_area *home_area_of(const struct home_areas *homes, struct text postcode);

#endif
