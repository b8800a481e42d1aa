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

/* A number that one form alone has otherwise: in a sentence and in a table of the page, in the
 * data. */
static void a_number_that_one_form_has_otherwise_is_noticed(void) {
    static const char *const spoilers[] = {
        "s/27,750 contacts were/27,751 contacts were/' $T/$N/$N.html",
        "s/>1,813</>1,831</' $T/$N/$N.html",
        "/^contacts,2013-14-H2,.*,county,/s/,27750,/,27751,/g' $T/$N/figures.csv"};
    for (size_t i = 0; i < sizeof spoilers / sizeof *spoilers; i++) {
        HOLDS(testing_succeeds(
            "N=childrens-trust-half-yearly_2013-14-H2; T=%s/otherwise; rm -rf $T; mkdir $T; "
            "cp -r $T/../every/childrens-trust-half-yearly/$N $T; sed -i '%s && "
            "! /usr/bin/python3 tests/support/compare_outputs.py $T/$N > $T/said && test -s "
            "$T/said",
            testing_folder(), spoilers[i]));
    }
}

static void a_table_that_no_text_speaks_of_is_noticed(void) {
    HOLDS(testing_succeeds(
        "T=%s; P=$T/every/cabinet-quarterly/cabinet-quarterly_2013-14-Q4/"
        "cabinet-quarterly_2013-14-Q4.html; sed 's/>Table[^<]*2<\\/a>/><\\/a>/' $P > "
        "$T/spoiled.html; "
        "/usr/bin/python3 tests/support/check_references.py $P && "
        "test \"$(/usr/bin/python3 tests/support/check_references.py $T/spoiled.html | cut "
        "-c1-26)\" "
        "= 'nothing leads to Table 2: '",
        testing_folder()));
}

SUITE(run_every_report,
      CLAIM(every_report_holds_the_same_numbers_in_every_form_and_keeps_the_rules),
      CLAIM(a_number_that_one_form_has_otherwise_is_noticed),
      CLAIM(a_table_that_no_text_speaks_of_is_noticed),
      CLAIM(a_breach_of_any_convention_of_workbooks_is_noticed))
