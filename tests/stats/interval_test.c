/* Reference values: fixtures/stat-oracles (see its README), at 1e-9. */
#include "support/poisson.h"
#include "support/testing.h"

#include <math.h>
#include <stdlib.h>

#include "stats/interval.h"

enum { FIELD_LIMIT = 16 };
static const double near_enough = 1e-9;

/* The fields of a plain CSV line: the oracles hold no quotes. */
static size_t split(struct text line, struct text fields[FIELD_LIMIT]) {
    size_t count = 0;
    for (struct text *at = fields; count < FIELD_LIMIT; at++) {
        size_t comma = text_find(line, ',');
        *at = text_slice(line, 0, comma);
        count++;
        if (comma == line.length) {
            break;
        }
        line = text_slice(line, comma + 1, line.length);
    }
    return count;
}

static double number(struct text field) {
    return strtod(text_c(testing_arena(), field), NULL);
}

static struct interval scaled(struct interval limits, double factor) {
    return (struct interval){limits.lower * factor, limits.upper * factor};
}

static void limits_are(struct interval actual, struct text lower, struct text upper) {
    NEAR(actual.lower, number(lower), near_enough);
    NEAR(actual.upper, number(upper), near_enough);
}

/* id,area,numerator,denominator,multiplier,value,lower95,upper95,lower998,upper998,... */
static bool judge_proportion(const struct text *fields) {
    int64_t x, n;
    struct interval limits;
    if (!text_to_int(fields[2], &x) || !text_to_int(fields[3], &n)) {
        return false; /* a missing input has no value */
    }
    double factor = number(fields[4]);
    HOLDS(interval_wilson(x, n, 0.95, &limits));
    limits_are(scaled(limits, factor), fields[6], fields[7]);
    if (fields[8].length > 0) {
        HOLDS(interval_wilson(x, n, 0.998, &limits));
        limits_are(scaled(limits, factor), fields[8], fields[9]);
    }
    return true;
}

static bool judge_rate(const struct text *fields) {
    int64_t x, n;
    struct interval limits;
    if (!text_to_int(fields[2], &x) || !text_to_int(fields[3], &n)) {
        return false;
    }
    double factor = number(fields[4]) / (double)n;
    HOLDS(interval_count(x, 0.95, &limits));
    limits_are(scaled(limits, factor), fields[6], fields[7]);
    if (fields[8].length > 0) {
        HOLDS(interval_count(x, 0.998, &limits));
        limits_are(scaled(limits, factor), fields[8], fields[9]);
    }
    return true;
}

/* id,method,x,n,confidence_pct,lower,upper */
static bool judge_limit(const struct text *fields) {
    int64_t x, n = 0;
    struct interval limits;
    double confidence = number(fields[4]) / 100;
    HOLDS(text_to_int(fields[2], &x));
    if (text_to_int(fields[3], &n)) {
        HOLDS(text_equal_c(fields[1], "Wilson") && interval_wilson(x, n, confidence, &limits));
    } else {
        HOLDS(interval_byar(x, confidence, &limits));
    }
    limits_are(limits, fields[5], fields[6]);
    return true;
}

/* id,period,school_year,decile,measured,count,percent,lower95,upper95 */
static bool judge_decile(const struct text *fields) {
    int64_t x, n;
    struct interval limits;
    HOLDS(text_to_int(fields[5], &x) && text_to_int(fields[4], &n));
    HOLDS(interval_wilson(x, n, 0.95, &limits));
    limits_are(scaled(limits, 100), fields[7], fields[8]);
    return true;
}

/* Judges every line behind the header; gives how many had a value. */
static int judge_file(const char *path, bool (*judge)(const struct text *fields)) {
    struct text rest = testing_file(path), line;
    struct text fields[FIELD_LIMIT] = {0};
    int judged = 0;
    text_next_part(&rest, '\n', &line);
    while (text_next_part(&rest, '\n', &line)) {
        split(line, fields);
        judged += judge(fields);
    }
    return judged;
}

static void percents_have_wilson_limits(void) {
    int judged = judge_file("fixtures/stat-oracles/proportions.csv", judge_proportion);
    SAME_INT(judged, 12);
    SAME_INT(judge_file("fixtures/stat-oracles/percent_by_decile.csv", judge_decile), 120);
}

static void rates_are_exact_below_10_and_byar_from_10(void) {
    SAME_INT(judge_file("fixtures/stat-oracles/rates.csv", judge_rate), 12);
}

static void the_method_changes_at_10(void) {
    struct interval limits, other;
    HOLDS(interval_count(9, 0.95, &limits) && interval_exact_poisson(9, 0.95, &other));
    HOLDS(limits.lower == other.lower && limits.upper == other.upper);
    HOLDS(interval_count(10, 0.95, &limits) && interval_byar(10, 0.95, &other));
    HOLDS(limits.lower == other.lower && limits.upper == other.upper);
}

static void bare_limits_agree(void) {
    SAME_INT(judge_file("fixtures/stat-oracles/limits.csv", judge_limit), 4);
}

static void wilson_touches_both_ends_exactly(void) {
    struct interval limits;
    HOLDS(interval_wilson(0, 7, 0.95, &limits) && limits.lower == 0 && limits.upper < 1);
    HOLDS(interval_wilson(7, 7, 0.95, &limits) && limits.upper == 1 && limits.lower > 0);
}

static void what_has_no_interval_is_refused(void) {
    struct interval limits = {77, 77};
    HOLDS(!interval_wilson(1, 0, 0.95, &limits) && !interval_wilson(-1, 5, 0.95, &limits));
    HOLDS(!interval_wilson(6, 5, 0.95, &limits) && !interval_wilson(1, 5, 1, &limits));
    HOLDS(!interval_exact_poisson(-1, 0.95, &limits) && !interval_count(-1, 0.95, &limits));
    HOLDS(!interval_exact_poisson(3, 0, &limits) && !interval_byar(3, 1.5, &limits));
    HOLDS(!interval_byar(0, 0.95, &limits));
    HOLDS(!interval_byar(1, 0.998, &limits)); /* its lower limit would be negative */
    HOLDS(limits.lower == 77 && limits.upper == 77);
}

static void exact_limits_cut_off_equal_tails_of_poissons_sums(void) {
    static const double confidences[] = {0.95, 0.998};
    for (size_t k = 0; k < 2; k++) {
        for (int64_t x = 0; x < 40; x++) {
            struct interval limits;
            double tail = (1 - confidences[k]) / 2;
            HOLDS(interval_exact_poisson(x, confidences[k], &limits));
            NEAR(poisson_up_to(x, limits.upper), tail, near_enough);
            HOLDS(x == 0 ? limits.lower == 0 : limits.lower < (double)x);
            if (x > 0) {
                NEAR(1 - poisson_up_to(x - 1, limits.lower), tail, near_enough);
            }
        }
    }
}

static void limits_enclose_the_count_and_narrow_with_confidence(void) {
    for (int64_t x = 1; x < 3000; x = x * 3 / 2 + 1) {
        struct interval wide, narrow;
        HOLDS(interval_count(x, 0.998, &wide) && interval_count(x, 0.95, &narrow));
        HOLDS(wide.lower < narrow.lower && narrow.lower < (double)x);
        HOLDS((double)x < narrow.upper && narrow.upper < wide.upper);
        HOLDS(interval_wilson(x, 2 * x, 0.95, &narrow));
        NEAR(narrow.lower + narrow.upper, 1, near_enough);
    }
}

SUITE(stats_interval, CLAIM(percents_have_wilson_limits),
      CLAIM(rates_are_exact_below_10_and_byar_from_10), CLAIM(the_method_changes_at_10),
      CLAIM(bare_limits_agree), CLAIM(wilson_touches_both_ends_exactly),
      CLAIM(what_has_no_interval_is_refused),
      CLAIM(exact_limits_cut_off_equal_tails_of_poissons_sums),
      CLAIM(limits_enclose_the_count_and_narrow_with_confidence))
