/* The tests inside measures: small tables in, figures out. */
#ifndef MEASURE_MEASURE_TESTS_H
#define MEASURE_MEASURE_TESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/calendar.h"
#include "define/catalogue.h"

struct arena;
struct hierarchy;

struct measure_test_counts {
    size_t measure_count, test_count, figure_count;
    size_t failed_count; /* tests of which a figure is not as they say, or that could not be run */
    size_t untested_count; /* measures of which no test expects a figure that is shown */
};

/* Runs every test of the measures over the units of measure_tests_units. Reports each figure that
 * is not as its test says (ME030, at the figure's place), each test that gives no figures (ME031),
 * and each measure that no test exercises (ME032, a warning). False if a test failed. */
bool measure_tests_run(struct diag *diag, const struct catalogue *catalogue,
                       const struct calendar *calendar,
                       const struct measure_definition *const *measures, size_t measure_count,
                       struct measure_test_counts *counts);
/* County; areas North and South; districts Ash and Birch in the North, Cedar in the South; teams A1
 * and A2 in Ash, B1 in Birch, C1 in Cedar, and N1, which is in the North and in no district. */
const struct hierarchy *measure_tests_units(void);

#endif
