/* The performance management report: an odd period, supplied figures alone, no extracts. The
 * staffing table's totals are those printed in the report that it is modelled on. UPDATE_GOLDEN=1
 * writes the golden text anew. */
#include <stdio.h>
#include <stdlib.h>

#include "support/testing.h"

#define NAME "performance-management-report_2006-04-01..2006-08-31"
#define GOLDEN "tests/run/golden/performance-management-report.txt"
#define RUN "performance-management-report --period 2006-04-01..2006-08-31 "

/* A command for the shell, in which $P is the pack's folder. */
static bool succeeds(const char *command) {
    return testing_succeeds(
        "P=%s; %s",
        testing_pack("management", NAME, RUN "--first-cut --authority fixtures/westmarch"),
        command);
}

static void the_paper_reads_as_the_golden_text(void) {
    if (getenv("UPDATE_GOLDEN")) {
        HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf " GOLDEN));
    }
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | diff - " GOLDEN));
}

static void without_extracts_there_are_no_findings_and_the_run_says_so(void) {
    HOLDS(succeeds("cd $P && test \"$(ls | grep -vc '^" NAME "')\" = 2 && test -f figures.csv && "
                   "grep -q '\"extracts\": \\[\\]' manifest.json"));
    HOLDS(text_contains(testing_pack_said("management"),
                        TEXT("no extracts: every figure was supplied")));
}

static void totals_both_ways_are_the_printed_ones(void) {
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | "
                   "grep -Eq 'All teams +30.4 +4.2 +34.6 +4.2 +8.1 +8.1$'"));
}

static void a_table_of_a_later_day_is_flagged(void) {
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | grep -q 'As at 4 September 2006, which "
                   "is after the period reported on: that ends on 31 August 2006.'"));
    HOLDS(text_contains(testing_pack_said("management"), TEXT("RP051")));
}

/* Runs with a supplied figure changed by sed, and claims the exit status. */
static struct text changed(const char *edit, int expected) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/changed; rm -rf $T; cp -r fixtures/westmarch $T && sed -i '%s' "
        "$T/supplied-figures.csv && ${QUARTERDAY:-build/quarterday} run " RUN
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
      CLAIM(without_extracts_there_are_no_findings_and_the_run_says_so),
      CLAIM(totals_both_ways_are_the_printed_ones), CLAIM(a_table_of_a_later_day_is_flagged),
      CLAIM(a_team_or_a_kind_that_misses_its_total_is_refused),
      CLAIM(cover_is_claimed_only_where_every_team_has_it),
      CLAIM(bands_are_counted_from_the_figures), CLAIM(a_report_of_computed_figures_needs_extracts))
