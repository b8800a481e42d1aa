/* The papers to other readers: each made from Hampshire's extracts, read back by
 * other programs, and held against the others that share its figures. */
#include <stdio.h>

#include "support/testing.h"

#define QUARTER "--extracts build/fixtures/hampshire --period 2013-14-Q4 --as-at 2014-03-31"

static const char *cabinets_pack(void) {
    return testing_pack("cabinet", "cabinet-quarterly_2013-14-Q4", "cabinet-quarterly " QUARTER);
}

static const char *management_teams_pack(void) {
    return testing_pack("csdmt", "csdmt-quarterly_2013-14-Q4", "csdmt-quarterly " QUARTER);
}

/* The paper of 2011 named item vii in two bands and item viii in none. */
static void bands_that_do_not_partition_the_list_refuse_the_paper(void) {
    const char *folder = testing_folder();
    HOLDS(testing_succeeds(
        "cp -r report-defs %s/unparted && sed -i 's/items: \\[v, viii, x\\]/items: [v, vii, x]/' "
        "%s/unparted/reports/inspection-outcome.yaml",
        folder, folder));
    int status;
    struct text output = testing_command(
        &status,
        "${QUARTERDAY:-build/quarterday} run inspection-outcome --defs %s/unparted --authority "
        "report-defs/authorities/hampshire --period 2011-12-Q1 --out %s/papers",
        folder, folder);
    SAME_INT(status, 5);
    HOLDS(text_contains(output, TEXT("RP031")));
    HOLDS(text_contains(output, TEXT("viii")) && text_contains(output, TEXT("vii ")));
    if (!text_contains(output, TEXT("RP031"))) {
        printf("\n%.*s\n", TEXT_ARG(output));
    }
}

/* Rows of one figures.csv that the other has too must be equal. */
static void papers_that_share_figures_print_the_same(void) {
    HOLDS(testing_succeeds("awk -F, '{ key = $1 FS $2 FS $4 FS $5 FS $6; row = $0 } "
                           "NR == FNR { rows[key] = row; next } "
                           "key in rows { shared++; if (rows[key] != row) { print row; other++ } } "
                           "END { exit !(shared > 500 && !other) }' %s/figures.csv %s/figures.csv",
                           cabinets_pack(), management_teams_pack()));
}

/* Measures of the Business Plan, and no others, stand in the Cabinet's glossary. */
static void the_cabinet_sees_the_business_plans_measures_alone(void) {
    int status;
    struct text page = testing_command(
        &status, "sed 's/<[^>]*>//g' %s/cabinet-quarterly_2013-14-Q4.html", cabinets_pack());
    HOLDS(text_contains(page, TEXT("Child protection plans reviewed within the timescales")));
    HOLDS(!text_contains(page, TEXT("Initial category")));
    HOLDS(!text_contains(page, TEXT("Referrals by source")));
}

SUITE(run_papers, CLAIM(bands_that_do_not_partition_the_list_refuse_the_paper),
      CLAIM(papers_that_share_figures_print_the_same),
      CLAIM(the_cabinet_sees_the_business_plans_measures_alone))
