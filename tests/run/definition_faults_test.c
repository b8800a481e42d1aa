/* Definitions that are broken in every way at once: all faults are listed in
 * one go at file, line and column with a caret, and no data is read. */
#include <stdio.h>

#include "support/testing.h"

/* $D is a copy of report-defs with the broken sets of rules among the others. */
static const char prelude[] =
    "set -u; T=%s/definitions; rm -rf $T; mkdir -p $T; D=$T/defs; cp -r report-defs $D; "
    "for f in rules later yaml; do cp tests/run/broken/$f.yaml $D/rules/ssd/broken-$f.yaml; done; "
    "CHECK() { ${QUARTERDAY:-build/quarterday} check --defs $D --extracts $T/nowhere >$T/out 2>&1; "
    "s=$?; sed \"s|$D/||g\" $T/out; exit $s; }; %s";

static struct text checked(int *status, const char *line) {
    return testing_command(status, prelude, testing_folder(), line);
}

static size_t count_of(struct text text, struct text part) {
    size_t count = 0;
    for (size_t at = 0; at + part.length <= text.length; at++) {
        count += text_starts_with(text_slice(text, at, text.length), part);
    }
    return count;
}

static void every_fault_is_listed_in_one_go_before_data_is_read(void) {
    int status;
    struct text output =
        checked(&status, "cp tests/run/broken/measure.yaml $D/measures/broken.yaml; CHECK");
    struct text expected = testing_file("tests/run/broken/expected.txt");
    SAME_INT(status, 3);
    HOLDS(count_of(output, TEXT(": error ")) >= 25);
    SAME_INT(count_of(output, TEXT("\n          | ")), count_of(output, TEXT(": error ")));
    if (!HOLDS(text_equal(output, expected))) {
        printf("\n%.*s\n", TEXT_ARG(output));
    }
}

/* A schema that cannot be read makes every column unknown: that would be a fault a line. */
static void sql_is_not_judged_where_a_schema_has_faults(void) {
    int status;
    struct text output = checked(&status, "rm $D/rules/ssd/broken-*; sed -i 's/^title:/titel:/' "
                                          "$D/extracts/ssd/ssd_person.yaml; CHECK");
    SAME_INT(status, 3);
    HOLDS(text_contains(output, TEXT("did you mean title?")));
    SAME_INT(count_of(output, TEXT("SQ001")), 0);
}

SUITE(run_definition_faults, CLAIM(every_fault_is_listed_in_one_go_before_data_is_read),
      CLAIM(sql_is_not_judged_where_a_schema_has_faults))
