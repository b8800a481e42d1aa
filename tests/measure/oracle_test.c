/* The whole path from extracts to figures.csv against tests/support/oracle.py, which computes
 * every measure again without SQL and without this program's code. */
#include <stdio.h>

#include "support/testing.h"

static const char *const periods[] = {"2013-14", "2013-14-H1", "2014-03", "2013-04-01..2013-08-31"};

/* Makes the extracts of a seed, computes them both ways and compares. */
static void compare_seed(int seed) {
    const char *folder = testing_folder();
    int status;
    testing_command(&status, "python3 tests/support/random_extracts.py %s/extracts%d %d 60", folder,
                    seed, seed);
    SAME_INT(status, 0);
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        testing_command(&status,
                        "${QUARTERDAY:-build/quarterday} measures --extracts %s/extracts%d "
                        "--period %s --as-at 2014-12-31 "
                        "--by county --out %s/figures%d.csv",
                        folder, seed, periods[i], folder, seed);
        SAME_INT(status, 0);
        struct text words = testing_command(
            &status,
            "python3 tests/support/oracle.py %s/extracts%d --period %s --figures %s/figures%d.csv",
            folder, seed, periods[i], folder, seed);
        if (!HOLDS(status == 0)) {
            CU_FAIL("the program and the oracle differ");
            fprintf(stderr, "%.*s\n", TEXT_ARG(words));
        }
    }
}

static void program_and_oracle_agree_on_extracts_full_of_coincidences(void) {
    compare_seed(11);
    compare_seed(12);
}

SUITE(measure_oracle, CLAIM(program_and_oracle_agree_on_extracts_full_of_coincidences))
