/* The Performance Action Group's monthly paper: measures by area and team beside improvement
 * actions, caseloads by team and worker, for the county and for each local group. */
#include <stdio.h>

#include "support/testing.h"

#define NAME "performance-action-group-monthly_2014-03"
#define RUN                                                                                        \
    "RUN=\"${QUARTERDAY:-build/quarterday} run performance-action-group-monthly --period 2014-03 " \
    "--as-at 2014-03-31\"; T=%s/group; H=build/fixtures/hampshire; "

/* A command for the shell, in which $T is a folder of this suite, $H holds the extracts and $RUN
 * begins a run. */
static struct text group(int *status, const char *command) {
    return testing_command(status, RUN "%s", testing_folder(), command);
}

static void the_paper_adds_up_and_agrees_with_a_count_of_the_extracts(void) {
    int status;
    struct text faults =
        group(&status, "$RUN --extracts $H --out $T/county > /dev/null && /usr/bin/python3 "
                       "tests/support/check_action_group.py $T/county/" NAME " $H 2014-03-31");
    SAME_TEXT(faults, "");
    SAME_INT(status, 0);
}

static void the_months_before_are_printed_beside_the_month(void) {
    int status;
    struct text output = group(
        &status,
        "F=$T/county/" NAME "; pdftotext -layout $F/" NAME ".pdf - | tr -s ' ' | "
        "grep -c -E '^ (Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-13 [0-9]|^ (Jan|Feb|Mar)-14 [0-9]"
        "' && N=$(grep '^referrals,2013-11,2013-11-30,county,E10000014,' "
        "$F/figures.csv | cut -d, -f7) && pdftotext -layout $F/" NAME
        ".pdf - | tr -s ' ' | tr -d , | grep -c \"^ Nov-13 $N \"");
    SAME_TEXT(output, "12\n1\n");
    SAME_INT(status, 0);
}

static void a_public_paper_is_refused_with_every_reason(void) {
    int status;
    struct text output = group(&status, "$RUN --extracts $H --audience public --out $T/public 2>&1 "
                                        "> /dev/null | grep -c RP038; test ! -d $T/public");
    SAME_TEXT(output, "4\n"); /* the report, two lists of actions, the workers */
    SAME_INT(status, 0);
    group(&status, "$RUN --extracts $H --audience public --out $T/public 2> /dev/null");
    SAME_INT(status, 5);
}

/* The extracts with the improvement plan changed by sed, and what is then said. */
static struct text changed(const char *edit, int expected) {
    int status;
    struct text output = testing_command(
        &status,
        RUN "rm -rf $T/in && cp -r $H $T/in && sed -i '%s' $T/in/improvement_actions.csv && $RUN "
            "--extracts $T/in --fail-on error --formats csv,xlsx --out $T/changed 2>&1 > /dev/null",
        testing_folder(), edit);
    if (status != expected) {
        printf("\n%.*s\n", TEXT_ARG(output));
    }
    SAME_INT(status, expected);
    return output;
}

static void an_action_without_an_owner_is_refused_by_name(void) {
    struct text output = changed("s/^\\(QIP100005,.*\\),Service manager 4,/\\1,,/", 5);
    HOLDS(text_contains(output, TEXT("RP060: the record QIP100005 does not say its worker")));
}

static void an_action_for_a_measure_that_is_none_is_told_and_listed_without_figures(void) {
    struct text output = changed("s/,icpc-15,/,icpc-51,/", 0);
    HOLDS(text_contains(output, TEXT("RP061")));
    HOLDS(text_contains(output, TEXT("names \"icpc-51\"")));
}

/* The last plan of the extracts starts on 31 February: an error of the worker who holds its case.
 */
static void errors_in_the_data_stand_beside_the_worker_who_holds_the_case(void) {
    int status;
    struct text output = group(
        &status,
        "rm -rf $T/bad && cp -r $H $T/bad && sed -i 's/^\\(C105384,.*\\),2014-03-31,/"
        "\\1,31\\/02\\/2014,/' $T/bad/ssd_cp_plans.csv && R=$(grep ^C105384, $H/ssd_cp_plans.csv | "
        "cut -d, -f2) && W=$(grep \"Allocated Social Worker.*,$R$\" $H/ssd_involvements.csv | cut "
        "-d, -f2,4) && $RUN --extracts $T/bad --fail-on error --out $T/errors > /dev/null 2>&1; "
        "F=$T/errors/" NAME
        "; grep ^data-errors, $F/figures.csv | grep -v ',0,,0,' | cut -d, -f4-7 "
        "&& grep -c \"C105384,.*,${W#*,},,,${W%,*}\" $F/findings.csv && pdftotext -layout $F/" NAME
        ".pdf - | tr -s ' ' | grep -c \"^ ${W%,*} ${W#*,} .* 1$\" && echo \"$W\"");
    SAME_TEXT(output,
              "county,E10000014,total,1\ncounty,E10000014,worker: W100115,1\narea,HASE,total,1\n"
              "area,HASE,worker: W100115,1\ndistrict,E07000085,total,1\n"
              "district,E07000085,worker: W100115,1\nteam,EHACIN,total,1\n"
              "team,EHACIN,worker: W100115,1\n1\n1\nW100115,EHACIN\n");
    SAME_INT(status, 0);
}

static void errors_agree_with_a_count_of_spoiled_extracts(void) {
    int status;
    struct text faults =
        group(&status,
              "rm -rf $T/spoiled && N=$(python3 tests/support/spoil_cases.py $H $T/spoiled) && "
              "$RUN --extracts $T/spoiled --authority $T/spoiled/authority --fail-on never --out "
              "$T/counted 2> /dev/null | grep -q \"findings: $N errors\" && /usr/bin/python3 "
              "tests/support/check_action_group.py $T/counted/" NAME
              " $T/spoiled 2014-03-31 $T/spoiled/authority");
    SAME_TEXT(faults, "");
    SAME_INT(status, 0);
}

/* Workers stand in the list of findings, which is its owner's alone. */
static void no_file_of_a_public_pack_names_the_worker_of_an_error(void) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/group; D=$T/open; ${QUARTERDAY:-build/quarterday} run annual-safeguarding --period "
        "2013-14 --as-at 2014-03-31 --extracts $T/spoiled --fail-on never --audience public --out "
        "$D > /dev/null 2>&1 || exit 9; for f in $D/*/*; do case $f in *.pdf) pdftotext $f - ;; "
        "*.xlsx) unzip -p $f ;; *) cat $f ;; esac | grep -q 'W100[0-9]' && echo ${f#$D/}; done; "
        "test $(stat -c %%a $D/*_restricted/findings.csv) = 600",
        testing_folder());
    SAME_TEXT(output, "annual-safeguarding_2013-14_restricted/data-quality.xlsx\n"
                      "annual-safeguarding_2013-14_restricted/findings.csv\n");
    SAME_INT(status, 0);
}

static void each_area_has_its_own_teams_workers_and_actions_alone(void) {
    int status;
    struct text output = group(
        &status,
        "$RUN --extracts $H --each area --formats csv,html --out $T/each > /dev/null && ls $T/each "
        "| wc -l && W=$T/each/" NAME "_HASW && tail -n +2 $W/figures.csv | cut -d, -f5 | sort -u | "
        "tr '\\n' ' ' && grep -c 'Performance Action Group: South West' $W/*.html && grep -o "
        "'BASCIN\\|HAVCIN\\|WINCIN' $W/*.html | wc -l && grep -c 'EASCIN' $W/*.html");
    SAME_INT(status, 0);
    HOLDS(text_starts_with(output,
                           TEXT("4\nE07000086 E07000091 E10000014 EASCIC EASCIN EASRA HASW NEWCIC "
                                "NEWCIN NEWCWD NEWRA ")));
    HOLDS(text_contains(output, TEXT("\n0\n")));
}

static void no_file_of_a_district_names_another_s_units_workers_or_actions(void) {
    int status;
    struct text faults = group(
        &status,
        "$RUN --extracts $H --each district --out $T/districts > /dev/null && python3 "
        "tests/support/check_each.py $T/districts report-defs/authorities/hampshire/units.csv "
        "$H");
    SAME_TEXT(faults, "");
    SAME_INT(status, 0);
}

static void each_team_has_a_paper_even_one_without_cases(void) {
    int status;
    struct text output =
        group(&status, "$RUN --extracts $H --each team --formats csv,html --out $T/teams > "
                       "/dev/null && ls $T/teams | wc -l && grep -c 'No worker holds a case' "
                       "$T/teams/" NAME "_CRT/*.html");
    SAME_INT(status, 0);
    HOLDS(text_starts_with(output, TEXT("39\n")));
}

SUITE(run_action_group, CLAIM(the_paper_adds_up_and_agrees_with_a_count_of_the_extracts),
      CLAIM(the_months_before_are_printed_beside_the_month),
      CLAIM(a_public_paper_is_refused_with_every_reason),
      CLAIM(an_action_without_an_owner_is_refused_by_name),
      CLAIM(an_action_for_a_measure_that_is_none_is_told_and_listed_without_figures),
      CLAIM(errors_in_the_data_stand_beside_the_worker_who_holds_the_case),
      CLAIM(errors_agree_with_a_count_of_spoiled_extracts),
      CLAIM(no_file_of_a_public_pack_names_the_worker_of_an_error),
      CLAIM(each_area_has_its_own_teams_workers_and_actions_alone),
      CLAIM(no_file_of_a_district_names_another_s_units_workers_or_actions),
      CLAIM(each_team_has_a_paper_even_one_without_cases))
