/* The census rules against tests/support/cin_oracle.py, which judges by them
 * again in plain loops, without SQL and without this program's code. */
#include <stdio.h>

#include "support/testing.h"

enum { RETURN_COUNT = 10, CHILDREN = 30 };

/* Makes the return of a seed, judges it both ways and compares; the oracle's verdicts are kept. */
static void compare_return(int seed) {
    const char *folder = testing_folder();
    int status;
    testing_command(&status, "python3 tests/support/random_returns.py %s/return%d %d %d", folder,
                    seed, seed, CHILDREN);
    SAME_INT(status, 0);
    testing_command(&status,
                    "${QUARTERDAY:-build/quarterday} check --family cin-census --quiet "
                    "--extracts %s/return%d --out %s/check%d --fail-on never",
                    folder, seed, folder, seed);
    SAME_INT(status, 0);
    struct text words = testing_command(&status,
                                        "python3 tests/support/cin_oracle.py %s/return%d "
                                        "--findings %s/check%d/findings.csv "
                                        "--verdicts %s/verdicts%d.csv",
                                        folder, seed, folder, seed, folder, seed);
    if (!HOLDS(status == 0)) {
        CU_FAIL("the program and the oracle differ");
        fprintf(stderr, "seed %d\n%.*s\n", seed, TEXT_ARG(words));
    }
}

static void program_and_oracle_agree_on_returns_full_of_coincidences(void) {
    for (int seed = 1; seed <= RETURN_COUNT; seed++) {
        compare_return(seed);
    }
    int status;
    struct text words =
        testing_command(&status, "python3 tests/support/cin_oracle.py --exercised %s/verdicts*.csv",
                        testing_folder());
    if (!HOLDS(status == 0)) {
        CU_FAIL("the returns do not make every rule fail and pass");
        fprintf(stderr, "%.*s\n", TEXT_ARG(words));
    }
}

SUITE(validate_census_oracle, CLAIM(program_and_oracle_agree_on_returns_full_of_coincidences))
