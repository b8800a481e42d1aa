/* Standardised rates and ratios: one authority against a standard population
 * (direct) or against reference rates (indirect), stratum by stratum. Results
 * are per person; the caller multiplies by 10,000. Sources: Dobson and others
 * 1991 (limits of directly standardised rates); Breslow and Day 1987. */
#ifndef STATS_STANDARDISATION_H
#define STATS_STANDARDISATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/interval.h"

/* One age band, or one decile of deprivation, of an authority. */
struct direct_stratum {
    int64_t events;
    int64_t events_squared; /* sum over people of (events of one person)^2; = events if none has two
                             */
    int64_t population;
    double weight; /* the standard population's; 0 or more */
};

struct standardised_rate {
    int64_t events;
    double rate; /* per person */
    bool has_limits;
    struct interval limits; /* per person */
};

/* Sum of weight x rate over the sum of weights. Limits by Dobson: Byar's of the events, scaled by
 * the rate's variance; none below 10 events. False (result untouched) for no stratum, events below
 * 0, squares below the events, a population of 0 or less, a weight below 0, or no weight at all. */
bool standardisation_direct(const struct direct_stratum *strata, size_t count, double confidence,
                            struct standardised_rate *result);

struct indirect_stratum {
    int64_t population; /* the authority's; 0 adds nothing to what is expected */
    int64_t reference_events;
    int64_t reference_population;
};

struct standardised_ratio {
    double expected; /* events, at the reference's rates */
    double ratio;    /* observed over expected: 1 is as expected */
    struct interval limits;
    double rate; /* per person: ratio x the reference's own rate */
};

/* Limits are those of the observed count (exact below 10, else Byar's) over the expected. False
 * (result untouched) for no stratum, a count below 0, a reference population of 0 or less, or
 * nothing expected. */
bool standardisation_indirect(int64_t observed, const struct indirect_stratum *strata, size_t count,
                              double confidence, struct standardised_ratio *result);

#endif
