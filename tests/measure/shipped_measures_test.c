/* The measures that the project ships: every one has tests, and all of them hold. */
#include "define/catalogue.h"
#include "ingest/reference.h"
#include "measure/measure_tests.h"
#include "support/testing.h"

enum { MEASURES_LEAST = 58, FIGURES_LEAST = 363 };

static void every_measure_has_tests_and_all_of_them_hold(void) {
    const struct catalogue *catalogue =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    CU_ASSERT_FATAL(catalogue != NULL);
    const struct calendar *calendar =
        reference_calendar(testing_arena(), testing_diag(), TEXT("report-defs"), 2000, 2028);
    struct measure_test_counts counts;
    HOLDS(measure_tests_run(testing_diag(), catalogue, calendar, catalogue->measures,
                            catalogue->measure_count, &counts));
    HOLDS(counts.measure_count >= MEASURES_LEAST);
    HOLDS(counts.figure_count >= FIGURES_LEAST);
    SAME_INT(counts.failed_count, 0);
    SAME_INT(counts.untested_count, 0);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

SUITE(measure_shipped_measures, CLAIM(every_measure_has_tests_and_all_of_them_hold))
