/* Runs every suite, or those whose names are given as arguments, or with SHARE=K/N
 * in the environment the K-th of N shares of all. The last lines are CUnit's
 * summary; the exit status says whether all passed. */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/testing.h"

extern void (*const testing_suites[])(void);

/* CUnit counts anew for every suite that is run by name. */
static int run_named(int count, char **names) {
    int status = 0;
    for (int i = 0; i < count; i++) {
        CU_pSuite suite = CU_get_suite(names[i]);
        if (suite == NULL) {
            fprintf(stderr, "there is no suite \"%s\"\n", names[i]);
            return 2;
        }
        CU_basic_run_suite(suite);
        status |= CU_get_number_of_failures() > 0;
    }
    return status;
}

/* Suites are dealt out like cards, so that those of one folder go to all shares. The others are
 * registered too: run_traceability looks claims up. */
static void register_suites(void) {
    unsigned share = 1, shares = 1;
    const char *wanted = getenv("SHARE");
    if (wanted && (sscanf(wanted, "%u/%u", &share, &shares) != 2 || share < 1 || share > shares)) {
        fprintf(stderr, "SHARE=%s is no share: give K/N\n", wanted);
        exit(2);
    }
    CU_set_fail_on_inactive(CU_FALSE);
    for (unsigned i = 0; testing_suites[i] != NULL; i++) {
        testing_suites[i]();
        CU_pSuite suite = CU_get_suite_by_index(i + 1, CU_get_registry());
        CU_set_suite_active(suite, i % shares == share - 1 ? CU_TRUE : CU_FALSE);
    }
}

int main(int argument_count, char **arguments) {
    CU_initialize_registry();
    register_suites();
    CU_basic_set_mode(CU_BRM_NORMAL);
    int status = argument_count > 1 ? run_named(argument_count - 1, arguments + 1)
                                    : (CU_basic_run_tests(), 0);
    unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    bool ran = CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", testing_folder());
    if (failures == 0 && system(command) != 0) {
        return 1;
    }
    return status != 0 ? status : failures > 0 || !ran;
}
