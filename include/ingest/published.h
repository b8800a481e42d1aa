/* What is published of all authorities: rates by year, and average scores of the
 * income deprivation affecting children index (IDACI) by edition. Read strictly
 * from reference/published-rates.csv and reference/deprivation.csv; a marker in
 * place of a figure stays what it is, never 0. */
#ifndef INGEST_PUBLISHED_H
#define INGEST_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;

enum published_status {
    PUBLISHED_SHOWN,
    PUBLISHED_SUPPRESSED,     /* c */
    PUBLISHED_UNRELIABLE,     /* u */
    PUBLISHED_NOT_AVAILABLE,  /* x, ".", "-" and blank */
    PUBLISHED_NOT_APPLICABLE, /* z */
    PUBLISHED_STATUS_COUNT
};
enum published_level { PUBLISHED_NATIONAL, PUBLISHED_REGION, PUBLISHED_AUTHORITY };

struct published_rate {
    struct text measure; /* "s47-rate" */
    int64_t year;        /* ending on 31 March of it, or that day */
    enum published_level level;
    struct text code; /* ONS, nine characters */
    struct text name;
    bool has_count;
    int64_t count;                /* exact for authorities, rounded to 10 for regions and England */
    enum published_status status; /* of the rate */
    struct decimal rate;          /* per 10,000 children, as printed */
    struct text publication;      /* whose population the rate rests on */
    uint32_t line;
};
struct published_rates {
    const struct published_rate *items; /* by measure, year, level, code */
    size_t count;
};
/* NULL after DF016s, as from all of these: also where one measure and year come from two
 * publications, whose populations differ. */
const struct published_rates *published_rates_read(struct arena *arena, struct diag *diag,
                                                   struct text definitions_folder);
/* The rates of one measure, year and level: `count` of them from the pointer on; 0: none. */
const struct published_rate *published_rates_of(const struct published_rates *rates,
                                                struct text measure, int64_t year,
                                                enum published_level level, size_t *count);

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
struct deprivation_scores {
    const struct deprivation_score *items; /* by edition, code */
    size_t count;
};
/* Every edition has one vintage of areas and of population; two are a fault. */
const struct deprivation_scores *deprivation_scores_read(struct arena *arena, struct diag *diag,
                                                         struct text definitions_folder);
/* An authority's score in an edition, or NULL. */
const struct deprivation_score *deprivation_score_of(const struct deprivation_scores *scores,
                                                     struct text edition, struct text code);

#endif
