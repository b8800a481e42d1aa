/* The papers to other readers: each made from Hampshire's extracts, read back by
 * other programs, and held against the others that share its figures. */
#include <stdio.h>

#include "support/testing.h"

static bool succeeds(struct text command) {
    int status;
    struct text output = testing_command(&status, "%s", text_c(testing_arena(), command));
    if (status != 0) {
        printf("\n%.*s\n%.*s\n", TEXT_ARG(command), TEXT_ARG(output));
    }
    return status == 0;
}

/* Makes the paper in the tests' folder and has every output read by another program. */
static void is_sound(const char *report, const char *period) {
    struct arena *arena = testing_arena();
    HOLDS(succeeds(text_format(
        arena,
        "${QUARTERDAY:-build/quarterday} run %s --extracts build/fixtures/hampshire --period %s "
        "--as-at 2014-03-31 --out %s/papers",
        report, period, testing_folder())));
    struct text folder = text_format(arena, "%s/papers/%s_%s", testing_folder(), report, period);
    HOLDS(succeeds(
        text_format(arena, "/usr/bin/python3 tests/support/compare_outputs.py %s", folder.bytes)));
    HOLDS(succeeds(text_format(arena, "/usr/bin/python3 tests/support/check_html.py %s/%s_%s.html",
                               folder.bytes, report, period)));
    HOLDS(succeeds(text_format(arena, "python3 tests/support/check_pdf.py %s/%s_%s.pdf",
                               folder.bytes, report, period)));
    HOLDS(succeeds(
        text_format(arena, "/usr/bin/python3 tests/support/read_xlsx.py %s/%s_%s.xlsx > /dev/null",
                    folder.bytes, report, period)));
}

static void the_management_teams_paper_is_sound(void) {
    is_sound("csdmt-quarterly", "2013-14-Q4");
}

static void the_cabinets_paper_is_sound(void) {
    is_sound("cabinet-quarterly", "2013-14-Q4");
}

static void the_trusts_paper_is_sound(void) {
    is_sound("childrens-trust-half-yearly", "2013-14-H2");
}

static void the_paper_on_an_inspection_is_sound(void) {
    is_sound("inspection-outcome", "2011-12-Q1");
}

/* The paper of 2011 named item vii in two bands and item viii in none. */
static void bands_that_do_not_partition_the_list_refuse_the_paper(void) {
    const char *folder = testing_folder();
    HOLDS(succeeds(text_format(
        testing_arena(),
        "cp -r report-defs %s/unparted && sed -i 's/items: \\[v, viii, x\\]/items: [v, vii, x]/' "
        "%s/unparted/reports/inspection-outcome.yaml",
        folder, folder)));
    int status;
    struct text output = testing_command(
        &status,
        "${QUARTERDAY:-build/quarterday} run inspection-outcome --defs %s/unparted --authority "
        "report-defs/authorities/hampshire --extracts build/fixtures/hampshire --period 2011-12-Q1 "
        "--as-at 2014-03-31 --out %s/papers 2>&1",
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
    is_sound("csdmt-quarterly", "2013-14-Q4");
    is_sound("cabinet-quarterly", "2013-14-Q4");
    HOLDS(succeeds(
        text_format(testing_arena(),
                    "cd %s/papers && awk -F, '{ key = $1 FS $2 FS $4 FS $5 FS $6; row = $0 } NR == "
                    "FNR { rows[key] "
                    "= row; next } key in rows { shared++; if (rows[key] != row) { print row; "
                    "other++ } } END { "
                    "exit !(shared > 500 && !other) }' cabinet-quarterly_2013-14-Q4/figures.csv "
                    "csdmt-quarterly_2013-14-Q4/figures.csv",
                    testing_folder())));
}

/* Measures of the Business Plan, and no others, stand in the Cabinet's glossary. */
static void the_cabinet_sees_the_business_plans_measures_alone(void) {
    is_sound("cabinet-quarterly", "2013-14-Q4");
    int status;
    struct text page =
        testing_command(&status, "sed 's/<[^>]*>//g' %s/papers/cabinet-quarterly_2013-14-Q4/*.html",
                        testing_folder());
    HOLDS(text_contains(page, TEXT("Child protection plans reviewed within the timescales")));
    HOLDS(!text_contains(page, TEXT("Initial category")));
    HOLDS(!text_contains(page, TEXT("Referrals by source")));
}

SUITE(run_papers, CLAIM(the_management_teams_paper_is_sound), CLAIM(the_cabinets_paper_is_sound),
      CLAIM(the_trusts_paper_is_sound), CLAIM(the_paper_on_an_inspection_is_sound),
      CLAIM(bands_that_do_not_partition_the_list_refuse_the_paper),
      CLAIM(papers_that_share_figures_print_the_same),
      CLAIM(the_cabinet_sees_the_business_plans_measures_alone))
