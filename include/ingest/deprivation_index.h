/* The income deprivation affecting children index (IDACI): average scores of
 * authorities by edition, which edition is used for which year, and small areas
 * (LSOAs) with their decile and the children who live there. Editions differ in
 * definition, areas and population and are never mixed. */
#ifndef INGEST_DEPRIVATION_INDEX_H
#define INGEST_DEPRIVATION_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;

/* reference/deprivation.csv */
struct deprivation_score {
    struct text edition;    /* "2019" */
    struct text areas;      /* which authorities: "upper-tier authorities of 2019" */
    struct text population; /* of which year: "mid-2015" */
    struct text code;
    struct text name;
    struct decimal score; /* 0 to 1: the share of children in income-deprived families */
    int64_t rank;         /* 1: most deprived */
    uint32_t line;
};
struct deprivation_edition; /* reference/deprivation-editions.csv */

struct deprivation_scores {
    const struct deprivation_score *items; /* by edition, code */
    size_t count;
    const struct deprivation_edition *editions; /* by first year */
    size_t edition_count;
};
/* Every edition has one vintage of areas and of population; two are a fault. NULL after DF016s. */
const struct deprivation_scores *deprivation_scores_read(struct arena *arena, struct diag *diag,
                                                         struct text definitions_folder);
/* An authority's score in an edition, or NULL. */
const struct deprivation_score *deprivation_score_of(const struct deprivation_scores *scores,
                                                     struct text edition, struct text code);
/* The edition used for a year that ends on 31 March; empty: none. */
struct text deprivation_edition_of(const struct deprivation_scores *scores, int64_t year);

#endif
