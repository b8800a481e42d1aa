/* Every report that tests/support/reports.csv says how to make, for the public. */
#include "support/testing.h"

static void every_report_for_the_public_is_proved_and_holds_nothing_that_it_withholds(void) {
    int status;
    struct text faults = testing_command(&status,
                                         "python3 tests/support/check_public_reports.py "
                                         "${QUARTERDAY:-build/quarterday} %s/public-reports",
                                         testing_folder());
    SAME_TEXT(faults, "");
    SAME_INT(status, 0);
}

SUITE(run_public_reports,
      CLAIM(every_report_for_the_public_is_proved_and_holds_nothing_that_it_withholds))
