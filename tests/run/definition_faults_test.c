/* Definitions that are broken in every way at once: all faults are listed in
 * one go at file, line and column with a caret, and no data is read. */
#include <stdio.h>

#include "support/testing.h"

/* $D is a copy of report-defs with the broken sets of rules among the others. */
static const char prelude[] =
    "set -u; T=%s/definitions; rm -rf $T; mkdir -p $T; D=$T/defs; cp -r report-defs $D; "
    "for f in rules later yaml; do cp tests/run/broken/$f.yaml $D/rules/ssd/broken-$f.yaml; done; "
    "Q() { ${QUARTERDAY:-build/quarterday} $1 --defs $D >$T/out 2>&1; s=$?; "
    "sed \"s|$D/||g\" $T/out; return $s; }; "
    "CHECK() { Q \"check --extracts $T/nowhere\"; }; %s";

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
        checked(&status, "cp tests/run/broken/measure.yaml $D/measures/broken.yaml; Q test");
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

/* A fault of each part that one command leaves to another. */
static const char faulty[] =
    "cp tests/run/broken/measure.yaml $D/measures/broken.yaml; rm $D/rules/ssd/broken-[ly]*; "
    "sed -i 's/^scale:/scales:/' $D/scales/*.yaml; "
    "sed -i '2s/,[^,]*$/,many/' $D/reference/published/cpp-rate.csv; "
    "sed -i 's/^      - rows:/      - row:/' $D/rules/ssd/children.yaml; ";

static size_t faults_with(const char *command, const char *part) {
    int status;
    struct text output = checked(
        &status, text_c(testing_arena(), text_format(testing_arena(), "%s %s", faulty, command)));
    SAME_INT(status, 3);
    return count_of(output, text_of(part));
}

static void a_command_lists_the_faults_of_what_it_needs(void) {
    const char *const check = "CHECK", *const test = "Q test",
                      *const measures = "Q 'measures --extracts . --period 2013-14'";
    SAME_INT(faults_with(check, "\nrules/ssd/broken-rules.yaml") > 10, true);
    SAME_INT(faults_with(check, "measures/broken.yaml") + faults_with(check, "cpp-rate.csv"), 0);
    SAME_INT(faults_with(measures, "measures/broken.yaml:10:63: error SQ001"), 1);
    SAME_INT(faults_with(measures, "published/cpp-rate.csv:2: error DF016"), 1);
    SAME_INT(faults_with(measures, "rules/ssd") + faults_with(measures, "scales/"), 0);
    SAME_INT(faults_with(test, "\nrules/ssd/broken-rules.yaml") > 10, true);
    SAME_INT(faults_with(test, "measures/broken.yaml:10:63: error SQ001"), 1);
    SAME_INT(faults_with(test, "published/cpp-rate.csv:2: error DF016"), 1);
    SAME_INT(faults_with(test, "scales/") > 0, true);
    SAME_INT(faults_with(test, "\nrules/ssd/children.yaml") > 0, true);
    SAME_INT(faults_with(check, "\nrules/ssd/children.yaml"), 0);
}

/* A table that is saved under an ending that nobody reads would be missing without a word. */
static void a_published_file_of_another_ending_is_refused_by_measures(void) {
    int status;
    struct text output = checked(&status, "rm $D/rules/ssd/broken-*; cd $D/reference/published; "
                                          "mv cpp-rate.csv cpp-rate.txt; cd - >/dev/null; "
                                          "Q 'measures --extracts . --period 2013-14'");
    SAME_INT(status, 3);
    HOLDS(text_contains(output, TEXT("DF018")));
}

SUITE(run_definition_faults, CLAIM(every_fault_is_listed_in_one_go_before_data_is_read),
      CLAIM(a_command_lists_the_faults_of_what_it_needs),
      CLAIM(a_published_file_of_another_ending_is_refused_by_measures),
      CLAIM(sql_is_not_judged_where_a_schema_has_faults))
