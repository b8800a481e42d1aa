/* The command's figures with what stands around them, against an oracle of their own. */
#include <stdio.h>

#include "support/testing.h"

static void what_stands_around_figures_is_what_an_independent_program_finds(void) {
    int status;
    struct text words =
        testing_command(&status,
                        "mkdir -p %s/standing && python3 tests/support/check_standing.py "
                        "${QUARTERDAY:-build/quarterday} %s/standing",
                        testing_folder(), testing_folder());
    if (!HOLDS(status == 0)) {
        fprintf(stderr, "%.*s\n", TEXT_ARG(words));
    }
}

static void measures(const char *options, int expected_status, const char *words) {
    int status;
    struct text output = testing_command(&status,
                                         "${QUARTERDAY:-build/quarterday} measures --extracts "
                                         "fixtures/small/extracts --period 2013-14 %s",
                                         options);
    SAME_INT(status, expected_status);
    if (!HOLDS(text_contains(output, text_of(words)))) {
        fprintf(stderr, "%.*s\n", TEXT_ARG(text_slice(output, 0, 2000)));
    }
}

static void a_series_or_comparison_that_means_nothing_is_refused(void) {
    measures("--trend 1", 2, "\"1\" is not a number of periods from 2 to 60");
    measures("--trend 61", 2, "\"61\" is not a number of periods from 2 to 60");
    measures("--trend eight", 2, "\"eight\" is not a number of periods from 2 to 60");
    measures("--compare previous,next", 2, "\"next\" is not previous or last-year");
    measures("--period 1000-01-01..2013-12-31 --trend 3", 2, "is not a period");
    measures("--period 1940-01-01..2013-12-31 --trend 3", 2, "working-day calendar");
}

SUITE(run_standing, CLAIM(what_stands_around_figures_is_what_an_independent_program_finds),
      CLAIM(a_series_or_comparison_that_means_nothing_is_refused))
