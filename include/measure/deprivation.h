/* Rates adjusted for deprivation, form "-vs-idaci": what rate would be expected
 * of an authority, going by the published rates of all others in the same year
 * and their average IDACI scores. Unweighted least squares; the authority that
 * is judged is never part of the line it is judged by. */
#ifndef MEASURE_DEPRIVATION_H
#define MEASURE_DEPRIVATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/deprivation_index.h"
#include "ingest/published.h"
#include "stats/regression.h"

struct arena;

struct deprivation_request {
    struct text measure;   /* "s47-rate" */
    int64_t year;          /* ending 31 March */
    struct text edition;   /* of the index: "2019" */
    struct text authority; /* ONS code of the one that is judged */
    bool takes_published;  /* its rate is the one published of it, unless given here */
    bool has_actual;       /* its rate is given here */
    double actual;         /* per 10,000 */
};

/* A dot of the scatter chart. */
struct deprivation_point {
    struct text code, name;
    double score, rate;
};

struct deprivation_result {
    struct deprivation_request request;
    struct text name;       /* the authority's */
    double score;           /* its own; 0 to 1 */
    double expected;        /* per 10,000 */
    struct interval limits; /* 95%, of the rate of one authority with this score */
    struct regression line; /* of the others: count, R squared ... */
    bool has_actual;        /* else its own rate is not known */
    double actual;
    bool has_ratio; /* an actual rate, and more than 0 expected; else ratio and rank mean nothing */
    double ratio;   /* 100 x actual / expected */
    size_t rank, rank_of; /* of the ratio, 1 the highest; each judged by all others */
    size_t left_out[PUBLISHED_STATUS_COUNT];      /* other authorities without a rate, by marker */
    size_t without_score;                         /* other authorities with a rate and no score */
    struct text edition, areas, index_population; /* of the index */
    struct text publication;                      /* of the rates */
    const struct deprivation_point *points;       /* the line's and its own, by code */
    size_t point_count;
};

/* False after ME020: no rates for that measure and year, no score for the authority in that
 * edition, or too few points for a line. */
bool deprivation_adjust(struct arena *arena, struct diag *diag, const struct published *published,
                        const struct deprivation_scores *scores,
                        const struct deprivation_request *request,
                        struct deprivation_result *result);

/* What the line expects of an authority with a score, with its limits of 95%. */
bool deprivation_expect(const struct deprivation_result *result, double score, double *expected,
                        struct interval *limits);
/* A footnote: method, vintages, n, R squared, and how many were left out and why. */
struct text deprivation_note(struct arena *arena, const struct deprivation_result *result);
/* The method and vintages alone, which the rates of one publication share. */
struct text deprivation_method_note(struct arena *arena, const struct deprivation_result *result);
/* How many other authorities are not in the line. */
size_t deprivation_left_out(const struct deprivation_result *result);

#endif
