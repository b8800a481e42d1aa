/* Lines, prediction limits and gradients: a published data set, cases worked by
 * hand, and the normal equations as a plain second version. */
#include "stats/regression.h"

#include <math.h>
#include <stdint.h>

#include "support/testing.h"

static const double near_enough = 1e-9;

/* Anscombe's first set (1973): y = 3.00 + 0.500 x, R squared 0.67. */
static const double anscombe_x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
static const double anscombe_y[] = {8.04, 6.95, 7.58,  8.81, 8.33, 9.96,
                                    7.24, 4.26, 10.84, 4.82, 5.68};

static void anscombes_line_is_found(void) {
    struct regression fit;
    HOLDS(regression_fit(anscombe_x, anscombe_y, 11, &fit));
    HOLDS(fabs(fit.intercept - 3.000091) < 5e-7 && fabs(fit.slope - 0.500091) < 5e-7);
    HOLDS(fabs(fit.r_squared - 0.666542) < 5e-7);
    HOLDS(fabs(fit.residual_deviation - 1.236603) < 5e-7);
    SAME_INT(fit.count, 11);
    NEAR(fit.x_mean, 9, near_enough);
    NEAR(fit.x_squares, 110, near_enough);
}

/* By hand at x = 9, the mean: 7.500909 -+ t(9) x s x sqrt(1 + 1/11), t(9) at .975 = 2.262157. */
static void prediction_limits_are_narrowest_at_the_mean(void) {
    struct regression fit;
    struct prediction at_mean, away;
    HOLDS(regression_fit(anscombe_x, anscombe_y, 11, &fit));
    HOLDS(regression_predict(&fit, 9, 0.95, &at_mean));
    double reach = 2.2621571627409915 * fit.residual_deviation * sqrt(12.0 / 11);
    NEAR(at_mean.expected, fit.intercept + 9 * fit.slope, near_enough);
    NEAR(at_mean.limits.upper - at_mean.expected, reach, near_enough);
    NEAR(at_mean.expected - at_mean.limits.lower, reach, near_enough);
    HOLDS(regression_predict(&fit, 19, 0.95, &away));
    NEAR(away.limits.upper - away.expected, reach * sqrt((1 + 1.0 / 11 + 100.0 / 110) * 11 / 12),
         near_enough);
}

static void points_on_a_line_leave_no_residual(void) {
    static const double x[] = {0.1, 0.2, 0.3, 0.4}, y[] = {3, 5, 7, 9};
    struct regression fit;
    struct prediction at;
    HOLDS(regression_fit(x, y, 4, &fit) && regression_predict(&fit, 0.25, 0.95, &at));
    NEAR(fit.r_squared, 1, near_enough);
    NEAR(at.expected, 6, near_enough);
    HOLDS(at.limits.upper - at.limits.lower < 1e-6);
}

static void the_normal_equations_give_the_same(void) {
    uint32_t seed = 2019;
    for (size_t count = 3; count < 150; count += 7) {
        double x[150], y[150], sums[5] = {0};
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1664525 + 1013904223;
            x[i] = (double)(seed >> 16) / 65536;
            seed = seed * 1664525 + 1013904223;
            y[i] = 50 + 400 * x[i] + (double)(seed >> 16) / 655.36;
            double terms[] = {x[i], y[i], x[i] * x[i], x[i] * y[i], y[i] * y[i]};
            for (int k = 0; k < 5; k++) {
                sums[k] += terms[k];
            }
        }
        double n = (double)count;
        double xx = sums[2] - sums[0] * sums[0] / n, xy = sums[3] - sums[0] * sums[1] / n;
        double yy = sums[4] - sums[1] * sums[1] / n;
        struct regression fit;
        HOLDS(regression_fit(x, y, count, &fit));
        NEAR(fit.slope, xy / xx, near_enough);
        NEAR(fit.intercept, (sums[1] - xy / xx * sums[0]) / n, near_enough);
        NEAR(fit.r_squared, xy * xy / xx / yy, near_enough);
        NEAR(fit.residual_deviation, sqrt((yy - xy * xy / xx) / (n - 2)), near_enough);
    }
}

static void points_without_a_line_are_refused(void) {
    static const double rising[] = {1, 2, 3}, level[] = {0.1, 0.1, 0.1}, blank[] = {1, NAN, 3};
    struct regression fit = {.slope = 77};
    struct prediction at = {.expected = 77};
    HOLDS(!regression_fit(rising, rising, 2, &fit));
    HOLDS(!regression_fit(level, rising, 3, &fit) && !regression_fit(rising, level, 3, &fit));
    HOLDS(!regression_fit(blank, rising, 3, &fit) && !regression_fit(rising, blank, 3, &fit));
    HOLDS(fit.slope == 77);
    HOLDS(regression_fit(rising, rising, 3, &fit));
    HOLDS(!regression_predict(&fit, 1, 1, &at) && !regression_predict(&fit, NAN, 0.95, &at));
    HOLDS(at.expected == 77);
}

SUITE(stats_regression, CLAIM(anscombes_line_is_found),
      CLAIM(prediction_limits_are_narrowest_at_the_mean), CLAIM(points_on_a_line_leave_no_residual),
      CLAIM(the_normal_equations_give_the_same), CLAIM(points_without_a_line_are_refused))
