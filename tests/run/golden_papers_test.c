/* The papers made of Hampshire's extracts, and the outcome of an inspection, read as they are kept
 * under tests/run/golden: the words and figures of their pages, not how they are laid out.
 * UPDATE_GOLDEN=1 writes them anew; read the difference then. */
#include <stdlib.h>

#include "support/testing.h"

#define EXTRACTS "--extracts build/fixtures/hampshire --as-at 2014-03-31 --period "

/* The pack of this name reads as tests/run/golden/NAME.txt. */
static void reads_as_golden(const char *name, const char *arguments) {
    const char *folder = testing_pack("golden-papers", name, arguments);
    const char *write = getenv("UPDATE_GOLDEN") ? "> $G" : "| diff - $G";
    HOLDS(testing_succeeds("G=tests/run/golden/%s.txt; "
                           "/usr/bin/python3 tests/support/page_text.py %s/%s.html %s",
                           name, folder, name, write));
}

static void the_management_teams_paper_reads_as_the_golden_text(void) {
    reads_as_golden("csdmt-quarterly_2013-14-Q4", "csdmt-quarterly " EXTRACTS "2013-14-Q4");
}

static void the_cabinets_paper_reads_as_the_golden_text(void) {
    reads_as_golden("cabinet-quarterly_2013-14-Q4", "cabinet-quarterly " EXTRACTS "2013-14-Q4");
}

static void the_trusts_paper_reads_as_the_golden_text(void) {
    reads_as_golden("childrens-trust-half-yearly_2013-14-H2",
                    "childrens-trust-half-yearly " EXTRACTS "2013-14-H2");
}

static void the_summary_of_statutory_figures_reads_as_the_golden_text(void) {
    reads_as_golden("statutory-summary_2013-14", "statutory-summary " EXTRACTS "2013-14");
}

/* Of one district: the county's caseload sheet has a line for each of its 600 workers. */
static void the_action_groups_paper_reads_as_the_golden_text(void) {
    reads_as_golden("performance-action-group-monthly_2014-03_E07000094",
                    "performance-action-group-monthly --unit Winchester " EXTRACTS "2014-03");
}

static void the_outcome_of_an_inspection_reads_as_the_golden_text(void) {
    reads_as_golden("inspection-outcome_2011-12-Q1", "inspection-outcome --period 2011-12-Q1");
}

SUITE(run_golden_papers, CLAIM(the_management_teams_paper_reads_as_the_golden_text),
      CLAIM(the_cabinets_paper_reads_as_the_golden_text),
      CLAIM(the_trusts_paper_reads_as_the_golden_text),
      CLAIM(the_summary_of_statutory_figures_reads_as_the_golden_text),
      CLAIM(the_action_groups_paper_reads_as_the_golden_text),
      CLAIM(the_outcome_of_an_inspection_reads_as_the_golden_text))
