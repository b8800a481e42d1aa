/* The tables of the department's own summary of a census: starts, ends and what is carried over,
 * and the children behind the key indicators, counted again by another program. */
#include "support/testing.h"

#define NAME "statutory-summary_2013-14"

static const char *pack(void) {
    return testing_pack("statutory", NAME,
                        "statutory-summary --extracts build/fixtures/hampshire --period 2013-14 "
                        "--as-at 2014-03-31");
}

static void its_lines_and_lists_are_those_of_another_programs_count(void) {
    int status;
    struct text faults = testing_command(
        &status, "/usr/bin/python3 tests/support/check_statutory.py %s build/fixtures/hampshire",
        pack());
    SAME_TEXT(faults, "");
    SAME_INT(status, 0);
}

/* Lists of children make paper, annex and page a matter of their owner alone. */
static void a_pack_that_lists_children_is_private(void) {
    HOLDS(testing_succeeds("test $(find %s -name '" NAME ".*' -perm 0600 | wc -l) = 3", pack()));
    HOLDS(text_contains(testing_pack_said("statutory"), TEXT(NAME ".xlsx")));
}

static void children_are_listed_in_the_workbook_alone(void) {
    HOLDS(testing_succeeds("F=%s/" NAME "; ! pdftotext $F.pdf - | grep -q '[PC]1[0-9]\\{5\\}' && "
                           "! grep -q '[PC]1[0-9]\\{5\\}' $F.html",
                           pack()));
}

SUITE(run_statutory_summary, CLAIM(its_lines_and_lists_are_those_of_another_programs_count),
      CLAIM(a_pack_that_lists_children_is_private),
      CLAIM(children_are_listed_in_the_workbook_alone))
