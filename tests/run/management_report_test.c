/* The performance management report: an odd period, supplied figures alone, no extracts. The
 * staffing table's totals are those printed in the report that it is modelled on. UPDATE_GOLDEN=1
 * writes the golden text anew. */
#include <stdio.h>
#include <stdlib.h>

#include "support/testing.h"

#define NAME "performance-management-report_2006-04-01..2006-08-31"
#define GOLDEN "tests/run/golden/performance-management-report.txt"
#define RUN                                                                                        \
    "${QUARTERDAY:-build/quarterday} run performance-management-report --period "                  \
    "2006-04-01..2006-08-31 "

static bool says_that_nothing_was_read, warns_of_a_later_day;

/* The folder of a pack made once for this suite. */
static const char *pack_folder(void) {
    static char folder[256];
    if (folder[0] == '\0') {
        int status;
        struct text said = testing_command(
            &status, RUN "--first-cut --authority fixtures/westmarch --out %s/management",
            testing_folder());
        SAME_INT(status, 0);
        says_that_nothing_was_read =
            text_contains(said, TEXT("no extracts: every figure was supplied"));
        warns_of_a_later_day = text_contains(said, TEXT("RP051"));
        snprintf(folder, sizeof folder, "%s/management/" NAME, testing_folder());
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

static void the_paper_reads_as_the_golden_text(void) {
    if (getenv("UPDATE_GOLDEN")) {
        HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf " GOLDEN));
    }
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | diff - " GOLDEN));
}

static void paper_annex_page_and_data_carry_the_same_numbers(void) {
    HOLDS(succeeds("/usr/bin/python3 tests/support/compare_outputs.py $P fixtures/westmarch"));
}

static void pdf_and_page_are_sound(void) {
    HOLDS(succeeds("/usr/bin/python3 tests/support/check_pdf.py $P/" NAME ".pdf"));
    HOLDS(succeeds("/usr/bin/python3 tests/support/check_html.py $P/" NAME ".html"));
    HOLDS(succeeds("/usr/bin/python3 tests/support/read_xlsx.py $P/" NAME ".xlsx"));
}

static void without_extracts_there_are_no_findings_and_the_run_says_so(void) {
    HOLDS(succeeds("cd $P && test \"$(ls | grep -vc '^" NAME "')\" = 2 && test -f figures.csv && "
                   "grep -q '\"extracts\": \\[\\]' manifest.json"));
    HOLDS(says_that_nothing_was_read);
}

static void totals_both_ways_are_the_printed_ones(void) {
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | "
                   "grep -Eq 'All teams +30.4 +4.2 +34.6 +4.2 +8.1 +8.1$'"));
}

static void a_table_of_a_later_day_is_flagged(void) {
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | grep -q 'As at 4 September 2006, which "
                   "is after the period reported on: that ends on 31 August 2006.'"));
    HOLDS(warns_of_a_later_day);
}

/* Runs with a supplied figure changed by sed, and claims the exit status. */
static struct text changed(const char *edit, int expected) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/changed; rm -rf $T; cp -r fixtures/westmarch $T && sed -i '%s' "
        "$T/supplied-figures.csv && " RUN
        "--authority $T --out $T/out && pdftotext -layout $T/out/*/*.pdf - | tr -s ' \\n' ' '",
        testing_folder(), edit);
    SAME_INT(status, expected);
    return output;
}

static void a_team_or_a_kind_that_misses_its_total_is_refused(void) {
    struct text output = changed("s/WMNORTH,agency,,,0.6/WMNORTH,agency,,,0.7/", 5);
    HOLDS(text_contains(output, TEXT("the total 4.2 at")));
    HOLDS(text_contains(output, TEXT("is not the sum 4.3")));
    HOLDS(text_contains(output, TEXT("the total 9.9 at")));
    HOLDS(text_contains(output, TEXT("is not the sum 10.0")));
}

static void cover_is_claimed_only_where_every_team_has_it(void) {
    struct text output = changed("s/,vacant,,,[0-9.]*/,vacant,,,0/", 0);
    HOLDS(text_contains(output, TEXT("Every vacant social work post is covered by an agency "
                                     "worker, in each of the five teams.")));
    output = changed("s/nothing//", 0);
    HOLDS(text_contains(output, TEXT("In three of five teams there is less agency cover")));
}

static void bands_are_counted_from_the_figures(void) {
    struct text output = changed("s/paf-c19,\\(.*\\),88.2,/paf-c19,\\1,69.9,/", 0);
    HOLDS(text_contains(output, TEXT("Seven of the ten indicators of the assessment framework")));
    HOLDS(text_contains(output, TEXT("two in band 3 and one lower")));
}

static void a_report_of_computed_figures_needs_extracts(void) {
    int status;
    struct text output = testing_command(
        &status,
        "${QUARTERDAY:-build/quarterday} run annual-safeguarding --period 2013-14 --out "
        "%s/none",
        testing_folder());
    SAME_INT(status, 2);
    HOLDS(text_contains(output, TEXT("RN020")));
    HOLDS(text_contains(output, TEXT("is computed from records")));
    HOLDS(!text_contains(output, TEXT("\"calls-received\"")));
}

SUITE(run_management_report, CLAIM(the_paper_reads_as_the_golden_text),
      CLAIM(paper_annex_page_and_data_carry_the_same_numbers), CLAIM(pdf_and_page_are_sound),
      CLAIM(without_extracts_there_are_no_findings_and_the_run_says_so),
      CLAIM(totals_both_ways_are_the_printed_ones), CLAIM(a_table_of_a_later_day_is_flagged),
      CLAIM(a_team_or_a_kind_that_misses_its_total_is_refused),
      CLAIM(cover_is_claimed_only_where_every_team_has_it),
      CLAIM(bands_are_counted_from_the_figures), CLAIM(a_report_of_computed_figures_needs_extracts))
