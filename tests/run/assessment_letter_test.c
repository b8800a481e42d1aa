/* The letter of an annual assessment: addressee, grades on both scales, strengths and areas with
 * the outcome in each row on every page, signatories. UPDATE_GOLDEN=1 writes the golden text anew.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/testing.h"

#define NAME "assessment-letter_2005-06"
#define GOLDEN "tests/run/golden/assessment-letter.txt"
#define RUN "assessment-letter --period 2005-06 --authority fixtures/westmarch "

/* A command for the shell, in which $P is the pack's folder. */
static bool succeeds(const char *command) {
    return testing_succeeds("P=%s; %s", testing_pack("letter", NAME, RUN), command);
}

static void the_letter_reads_as_the_golden_text(void) {
    if (getenv("UPDATE_GOLDEN")) {
        HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf " GOLDEN));
    }
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | diff - " GOLDEN));
}

static void the_table_of_strengths_repeats_its_head_and_each_row_has_its_outcome(void) {
    HOLDS(succeeds("test $(pdftotext -layout $P/" NAME ".pdf - | "
                   "grep -c 'Outcome  *Key strength  *Key area for improvement') = 2"));
}

/* Runs with the definition changed by sed, and claims the exit status. */
static struct text changed(const char *edit, const char *more, int expected) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/definitions; rm -rf $T; cp -r report-defs $T && sed -i '%s' "
        "$T/reports/assessment-letter.yaml && ${QUARTERDAY:-build/quarterday} run " RUN
        "--defs $T --out $T/out %s",
        testing_folder(), edit, more);
    SAME_INT(status, expected);
    return output;
}

static void a_signatory_without_a_role_is_refused(void) {
    struct text output = changed("s/role: \"Divisional.*\"}/role: \"\"}/", "", 5);
    HOLDS(text_contains(output, TEXT("RP030")));
}

static void a_word_that_its_grade_does_not_have_is_a_fault(void) {
    struct text output =
        changed("s/grade: 3, judgement: good/grade: 3, judgement: excellent/", "", 3);
    HOLDS(text_contains(output, TEXT("the grade 3 of the scale apa-capacity is \"good\"")));
    output = changed("s/scale: apa-capacity/scale: apa-capacities/", "", 3);
    HOLDS(text_contains(output, TEXT("did you mean apa-capacity?")));
}

static void a_number_alone_takes_its_word_from_the_scale(void) {
    changed("s/grade: 3, judgement: good/grade: 4/", "--quiet", 0);
    HOLDS(succeeds("pdftotext -layout $P/../../definitions/out/" NAME "/" NAME ".pdf - | "
                   "grep -c '4 (excellent)'"));
}

static void prose_awards_only_what_the_table_does(void) {
    struct text output = changed("s/word(Staying safe)/word(Staying sane)/", "", 3);
    HOLDS(text_contains(output, TEXT("RP001")));
}

static void what_is_for_the_inspectorate_alone_refuses_a_public_letter(void) {
    struct text output = changed("s/nothing//", "--audience public", 5);
    HOLDS(text_contains(output, TEXT("RP038")));
}

SUITE(run_assessment_letter, CLAIM(the_letter_reads_as_the_golden_text),
      CLAIM(the_table_of_strengths_repeats_its_head_and_each_row_has_its_outcome),
      CLAIM(a_signatory_without_a_role_is_refused),
      CLAIM(a_word_that_its_grade_does_not_have_is_a_fault),
      CLAIM(a_number_alone_takes_its_word_from_the_scale),
      CLAIM(what_is_for_the_inspectorate_alone_refuses_a_public_letter),
      CLAIM(prose_awards_only_what_the_table_does))
