/* Quantiles of type 7: as R and Excel print them, and by hand. */
#include "stats/quantile.h"

#include <math.h>

#include "support/testing.h"

static void quantile_is(const double *values, size_t count, double p, double expected) {
    double result = NAN;
    HOLDS(quantile_of_sorted(values, count, p, &result));
    NEAR(result, expected, 1e-12);
}

/* R: quantile(c(1, 2, 4, 8, 16, 32)) gives 1, 2.5, 6, 14, 32. */
static void quartiles_are_rs_default(void) {
    static const double values[] = {1, 2, 4, 8, 16, 32};
    quantile_is(values, 6, 0, 1);
    quantile_is(values, 6, 0.25, 2.5);
    quantile_is(values, 6, 0.5, 6);
    quantile_is(values, 6, 0.75, 14);
    quantile_is(values, 6, 1, 32);
}

static void one_value_is_all_its_quantiles(void) {
    static const double value = 7;
    quantile_is(&value, 1, 0, 7);
    quantile_is(&value, 1, 0.3, 7);
    quantile_is(&value, 1, 1, 7);
}

static void a_plain_second_version_agrees(void) {
    double values[50];
    for (size_t count = 2; count <= 50; count++) {
        for (size_t i = 0; i < count; i++) {
            values[i] = (double)(i * i) / 3;
        }
        for (double p = 0; p < 1; p += 0.07) {
            double place = (double)(count - 1) * p, below = floor(place);
            double low = values[(size_t)below], high = values[(size_t)below + 1];
            quantile_is(values, count, p, low + (place - below) * (high - low));
        }
    }
}

static void values_without_quantiles_are_refused(void) {
    static const double unsorted[] = {2, 1}, blank[] = {1, NAN}, good[] = {1, 2};
    double result = 77;
    HOLDS(!quantile_of_sorted(good, 0, 0.5, &result));
    HOLDS(!quantile_of_sorted(unsorted, 2, 0.5, &result));
    HOLDS(!quantile_of_sorted(blank, 2, 0.5, &result));
    HOLDS(!quantile_of_sorted(good, 2, -0.1, &result) &&
          !quantile_of_sorted(good, 2, 1.1, &result));
    HOLDS(!quantile_of_sorted(good, 2, NAN, &result));
    HOLDS(result == 77);
}

SUITE(stats_quantile, CLAIM(quartiles_are_rs_default), CLAIM(one_value_is_all_its_quantiles),
      CLAIM(a_plain_second_version_agrees), CLAIM(values_without_quantiles_are_refused))
