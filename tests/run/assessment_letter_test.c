/* The letter of an annual assessment: addressee, grades on both scales, strengths and areas with
 * the outcome in each row on every page, signatories. UPDATE_GOLDEN=1 writes the golden text anew.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/testing.h"

#define NAME "assessment-letter_2005-06"
#define GOLDEN "tests/run/golden/assessment-letter.txt"
#define RUN                                                                                        \
    "${QUARTERDAY:-build/quarterday} run assessment-letter --period 2005-06 --authority "          \
    "fixtures/westmarch "

static const char *pack_folder(void) {
    static char folder[256];
    if (folder[0] == '\0') {
        int status;
        testing_command(&status, RUN "--out %s/letter", testing_folder());
        SAME_INT(status, 0);
        snprintf(folder, sizeof folder, "%s/letter/" NAME, testing_folder());
    }
    return folder;
}

/* A command for the shell, in which $P is the pack's folder. */
static bool succeeds(const char *command) {
    int status;
    struct text output = testing_command(&status, "P=%s; %s", pack_folder(), command);
    if (status != 0) {
        printf("\n%s\n%.*s\n", command, TEXT_ARG(output));
    }
    return status == 0;
}

static void the_letter_reads_as_the_golden_text(void) {
    if (getenv("UPDATE_GOLDEN")) {
        HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf " GOLDEN));
    }
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | diff - " GOLDEN));
}

static void letter_annex_page_and_data_carry_the_same_numbers(void) {
    HOLDS(succeeds("/usr/bin/python3 tests/support/compare_outputs.py $P fixtures/westmarch 20"));
}

static void pdf_and_page_are_sound(void) {
    HOLDS(succeeds("/usr/bin/python3 tests/support/check_pdf.py $P/" NAME ".pdf"));
    HOLDS(succeeds("/usr/bin/python3 tests/support/check_html.py $P/" NAME ".html"));
}

static void the_table_of_strengths_repeats_its_head_and_each_row_has_its_outcome(void) {
    HOLDS(succeeds("test $(pdftotext -layout $P/" NAME ".pdf - | "
                   "grep -c 'Outcome  *Key strength  *Key area for improvement') = 2"));
}

/* Runs with the definition changed by sed, and claims the exit status. */
static struct text changed(const char *edit, const char *more, int expected) {
    int status;
    struct text output =
        testing_command(&status,
                        "T=%s/definitions; rm -rf $T; cp -r report-defs $T && sed -i '%s' "
                        "$T/reports/assessment-letter.yaml && " RUN "--defs $T --out $T/out %s",
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
      CLAIM(letter_annex_page_and_data_carry_the_same_numbers), CLAIM(pdf_and_page_are_sound),
      CLAIM(the_table_of_strengths_repeats_its_head_and_each_row_has_its_outcome),
      CLAIM(a_signatory_without_a_role_is_refused),
      CLAIM(a_word_that_its_grade_does_not_have_is_a_fault),
      CLAIM(a_number_alone_takes_its_word_from_the_scale),
      CLAIM(what_is_for_the_inspectorate_alone_refuses_a_public_letter),
      CLAIM(prose_awards_only_what_the_table_does))
