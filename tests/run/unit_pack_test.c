/* Packs of units: one by --unit, one of each by --each, and nothing of one unit
 * in another's files. */
#include "support/testing.h"

static struct text run_units(int *status, const char *line) {
    return testing_command(
        status,
        "T=%s/units; rm -rf $T; mkdir -p $T/in/E07000086 $T/in/E07000090; cp -r report-defs "
        "$T/defs; "
        "cp fixtures/reports/unit-sheet.yaml $T/defs/reports/; "
        "printf 'author: A Eastleigh\\nrole: R\\ndate: 2014-04-01\\n\\nWords of Eastleigh.\\n' > "
        "$T/in/E07000086/cases.md; "
        "RUN=\"${QUARTERDAY:-build/quarterday} run unit-sheet --defs $T/defs --extracts "
        "build/fixtures/hampshire --period 2013-14 --as-at 2014-03-31 --out $T/out\"; cd . && %s",
        testing_folder(), line);
}

static void a_unit_s_pack_holds_its_own_figures_alone(void) {
    int status;
    struct text output =
        run_units(&status, "$RUN --unit Eastleigh --commentary $T/in && ls $T/out && "
                           "cut -d, -f5 $T/out/*/figures.csv | sort -u && ls $T/out/*");
    SAME_INT(status, 0);
    HOLDS(text_contains(output, TEXT("unit-sheet_2013-14_E07000086\n")));
    HOLDS(
        text_contains(output, TEXT("\nE07000086\nE10000014\nEASCIC\nEASCIN\nEASRA\nHASW\nunit\n")));
    HOLDS(!text_contains(output, TEXT("findings.csv")));
    HOLDS(!text_contains(output, TEXT("data-quality.xlsx")));
}

static void each_district_has_a_pack_and_no_other_district_s_words(void) {
    int status;
    struct text output = run_units(
        &status,
        "for d in $(grep ',district,' report-defs/authorities/hampshire/units.csv | cut -d, -f1); "
        "do "
        "mkdir -p $T/in/$d; printf 'author: A\\nrole: R\\ndate: 2014-04-01\\n\\nWords of "
        "{{literal:%s}}.\\n' "
        "$d "
        "> $T/in/$d/cases.md; done; $RUN --each district --commentary $T/in > $T/said && "
        "ls $T/out | wc -l && for d in $T/out/*; do i=${d##*_}; grep -o 'Words of E[0-9]*' "
        "$d/*.html | sed s/.*E/E/ | grep -vc $i; cut -d, -f5 $d/figures.csv | grep '^E07' | sort "
        "-u "
        "| grep -vc $i; done | sort -u; grep -c 'records read' $T/said; grep -A1 '^$' $T/said | "
        "grep -c '^  [A-Z]'");
    SAME_INT(status, 0);
    SAME_TEXT(output, "11\n0\n1\n11\n"); /* what was read is said once, whose each pack is always */
}

static void a_unit_without_its_commentary_is_refused_and_the_others_are_made(void) {
    int status;
    struct text output =
        run_units(&status, "for d in $(grep ',district,' "
                           "report-defs/authorities/hampshire/units.csv | cut -d, "
                           "-f1); do mkdir -p $T/in/$d; done; $RUN --each district "
                           "--commentary $T/in 2>&1 | grep -c RP033; ls $T/out");
    SAME_TEXT(output, "10\nunit-sheet_2013-14_E07000086\n");
    HOLDS(status == 0);
}

/* A district's paper that the county's title headed would pass for the county's. */
static void a_paper_of_a_unit_says_whose_it_is(void) {
    int status;
    struct text output = run_units(
        &status,
        "$RUN --unit Eastleigh --commentary $T/in > /dev/null && $RUN --draft > $T/said 2>&1 "
        "&& grep -oh '<title>[^<]*' $T/out/*/*.html | sed 's/.*March.*2014/2014/'");
    SAME_INT(status, 0);
    SAME_TEXT(output, "2014\n2014 (Eastleigh)\n");
}

/* The populations of districts are not known, so that no rate may stand in a sentence. */
static void the_papers_of_a_quarter_are_made_for_each_district(void) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/quarter; rm -rf $T; for r in csdmt-quarterly cabinet-quarterly; do "
        "${QUARTERDAY:-build/quarterday} run $r --extracts build/fixtures/hampshire --period "
        "2013-14-Q4 --as-at 2014-03-31 --formats html --each district --out $T > $T.said || exit; "
        "done; ls $T | wc -l; grep -L '<title>.*(Winchester)' $T/*E07000094/*.html; "
        "grep -l '>County<' $T/*/*.html",
        testing_folder());
    HOLDS(status == 1); /* the last grep finds none */
    SAME_TEXT(output, "22\n");
}

static void a_level_that_is_none_is_refused(void) {
    int status;
    struct text output = run_units(&status, "$RUN --each town");
    SAME_INT(status, 2);
    HOLDS(text_contains(output, TEXT("US004")));
}

SUITE(run_unit_pack, CLAIM(a_unit_s_pack_holds_its_own_figures_alone),
      CLAIM(each_district_has_a_pack_and_no_other_district_s_words),
      CLAIM(a_unit_without_its_commentary_is_refused_and_the_others_are_made),
      CLAIM(a_paper_of_a_unit_says_whose_it_is),
      CLAIM(the_papers_of_a_quarter_are_made_for_each_district),
      CLAIM(a_level_that_is_none_is_refused))
