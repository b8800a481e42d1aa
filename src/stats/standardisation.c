/* Direct standardisation with Dobson's limits and indirect standardisation
 * with Byar's or exact ones, as PHEindicatormethods has them. Sums run in the
 * order of the strata, so that equal inputs give equal bytes. */
#include "stats/standardisation.h"

#include <math.h>

enum { LIMITS_FROM = 10 };

struct weighted_sums {
    int64_t events;
    double weight;
    double rate;     /* sum of weight x rate */
    double variance; /* sum of weight^2 x squares / population^2 */
};

static bool is_usable(const struct direct_stratum *stratum) {
    return stratum->events >= 0 && stratum->events_squared >= stratum->events &&
           stratum->population > 0 && stratum->weight >= 0 && isfinite(stratum->weight);
}

static void add_stratum(struct weighted_sums *sums, const struct direct_stratum *stratum) {
    double share = stratum->weight / (double)stratum->population;
    sums->events += stratum->events;
    sums->weight += stratum->weight;
    sums->rate += share * (double)stratum->events;
    sums->variance += share * share * (double)stratum->events_squared;
}

/* Dobson: the distance of Byar's limits from the count, in the rate's own standard errors. */
static struct interval dobson_limits(const struct weighted_sums *sums, struct interval byar) {
    double rate = sums->rate / sums->weight;
    double events = (double)sums->events;
    double scale = sqrt(sums->variance / (sums->weight * sums->weight) / events);
    return (struct interval){rate + scale * (byar.lower - events),
                             rate + scale * (byar.upper - events)};
}

bool standardisation_direct(const struct direct_stratum *strata, size_t count, double confidence,
                            struct standardised_rate *result) {
    struct weighted_sums sums = {0};
    struct interval byar = {0, 0};
    for (size_t i = 0; i < count; i++) {
        if (!is_usable(&strata[i])) {
            return false;
        }
        add_stratum(&sums, &strata[i]);
    }
    if (!(sums.weight > 0) || !interval_exact_poisson(0, confidence, &byar)) {
        return false;
    }
    bool has_limits = sums.events >= LIMITS_FROM && interval_byar(sums.events, confidence, &byar);
    *result = (struct standardised_rate){
        .events = sums.events, .rate = sums.rate / sums.weight, .has_limits = has_limits};
    if (has_limits) {
        result->limits = dobson_limits(&sums, byar);
    }
    return true;
}

bool standardisation_indirect(int64_t observed, const struct indirect_stratum *strata, size_t count,
                              double confidence, struct standardised_ratio *result) {
    double expected = 0, events = 0, people = 0;
    for (size_t i = 0; i < count; i++) {
        const struct indirect_stratum *stratum = &strata[i];
        if (stratum->population < 0 || stratum->reference_events < 0 ||
            stratum->reference_population <= 0) {
            return false;
        }
        double reference = (double)stratum->reference_population;
        expected += (double)stratum->population * (double)stratum->reference_events / reference;
        events += (double)stratum->reference_events;
        people += reference;
    }
    struct interval limits;
    if (!(expected > 0) || !interval_count(observed, confidence, &limits)) {
        return false;
    }
    double ratio = (double)observed / expected;
    *result =
        (struct standardised_ratio){.expected = expected,
                                    .ratio = ratio,
                                    .limits = {limits.lower / expected, limits.upper / expected},
                                    .rate = ratio * events / people};
    return true;
}
