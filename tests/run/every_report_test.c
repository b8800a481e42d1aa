/* Every report that tests/support/reports.csv says how to make: its paper, annex,
 * page and data hold the same numbers and keep the rules, as other programs read
 * them; and the rules of workbooks are such that a breach of each is noticed. */
#include "support/testing.h"

static void every_report_holds_the_same_numbers_in_every_form_and_keeps_the_rules(void) {
    int status;
    struct text faults = testing_command(
        &status, "tests/support/check_reports.sh ${QUARTERDAY:-build/quarterday} %s/every",
        testing_folder());
    SAME_TEXT(faults, "");
    SAME_INT(status, 0);
}

static void a_breach_of_any_convention_of_workbooks_is_noticed(void) {
    int status;
    struct text unnoticed =
        testing_command(&status,
                        "/usr/bin/python3 tests/support/check_workbook.py --prove "
                        "%s/every/annual-safeguarding/annual-safeguarding_2013-14/"
                        "annual-safeguarding_2013-14.xlsx",
                        testing_folder());
    SAME_TEXT(unnoticed, "");
    SAME_INT(status, 0);
}

SUITE(run_every_report,
      CLAIM(every_report_holds_the_same_numbers_in_every_form_and_keeps_the_rules),
      CLAIM(a_breach_of_any_convention_of_workbooks_is_noticed))
