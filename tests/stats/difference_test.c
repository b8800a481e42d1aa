/* Newcombe's method 10 against the limits that his paper prints (Statistics in
 * Medicine 17, 1998, 873-890, Table II, to four decimals). */
#include <math.h>

#include "stats/interval.h"
#include "support/testing.h"

static void the_papers_limits_are_met(void) {
    static const struct {
        int64_t x, n, y, m;
        double lower, upper;
    } printed[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
                   {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
                   {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
                   {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000}};
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        struct interval limits = {0, 0};
        HOLDS(interval_difference(printed[i].x, printed[i].n, printed[i].y, printed[i].m, 0.95,
                                  &limits));
        HOLDS(fabs(limits.lower - printed[i].lower) < 0.00005001);
        HOLDS(fabs(limits.upper - printed[i].upper) < 0.00005001);
    }
}

static void the_difference_taken_the_other_way_is_the_mirror_image(void) {
    for (int64_t x = 0; x <= 12; x += 3) {
        for (int64_t y = 0; y <= 20; y += 5) {
            struct interval one, other;
            HOLDS(interval_difference(x, 12, y, 20, 0.95, &one));
            HOLDS(interval_difference(y, 20, x, 12, 0.95, &other));
            HOLDS(one.lower == -other.upper && one.upper == -other.lower);
            HOLDS(one.lower >= -1 && one.upper <= 1 && one.lower < one.upper);
        }
    }
}

/* Two intervals may overlap although their difference exceeds chance, never the reverse. */
static void intervals_that_do_not_overlap_have_a_difference_beyond_chance(void) {
    int overlapping_claims = 0;
    for (int64_t x = 0; x <= 60; x++) {
        struct interval one, other, limits;
        HOLDS(interval_wilson(x, 60, 0.95, &one) && interval_wilson(20, 80, 0.95, &other));
        HOLDS(interval_difference(x, 60, 20, 80, 0.95, &limits));
        bool is_claimed = limits.lower > 0 || limits.upper < 0;
        bool overlaps = one.lower <= other.upper && other.lower <= one.upper;
        HOLDS(overlaps || is_claimed);
        overlapping_claims += overlaps && is_claimed ? 1 : 0;
    }
    HOLDS(overlapping_claims > 0);
}

static void proportions_without_an_interval_have_no_difference(void) {
    struct interval limits = {77, 77};
    HOLDS(!interval_difference(1, 0, 1, 2, 0.95, &limits));
    HOLDS(!interval_difference(1, 2, 3, 2, 0.95, &limits));
    HOLDS(!interval_difference(1, 2, -1, 2, 0.95, &limits));
    HOLDS(!interval_difference(1, 2, 1, 2, 1, &limits));
    HOLDS(limits.lower == 77 && limits.upper == 77);
}

SUITE(stats_difference, CLAIM(the_papers_limits_are_met),
      CLAIM(the_difference_taken_the_other_way_is_the_mirror_image),
      CLAIM(intervals_that_do_not_overlap_have_a_difference_beyond_chance),
      CLAIM(proportions_without_an_interval_have_no_difference))
