/* Caseloads and the workforce: hand-worked cases over small tables. */
#include "support/measuring.h"
#include "support/testing.h"

static struct measuring *with_cases(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,"
                    "cine_referral_nfa\n"
                    "R1,C1,2013-04-02,,N\n"
                    "R2,C2,2014-03-31,2014-04-01,N\n" /* opened on the day, closed after it */
                    "R3,C3,2013-04-02,2014-03-31,N\n" /* closed on the day */
                    "R4,C4,2014-04-01,,N\n"           /* opened after it */
                    "R5,C5,2013-04-02,,Y\n"           /* no further action */
                    "R6,C6,2013-04-02,,N\n");         /* nobody involved on the day */
    measuring_table(measuring, "ssd_involvements",
                    "invo_involvements_id,invo_referral_id,invo_professional_id,"
                    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,"
                    "invo_professional_role_id\n"
                    "V1,R1,W1,EASCIN,2013-04-02,,Allocated Social Worker\n"
                    "V2,R1,W2,EASCIN,2013-05-02,,Family Support Worker\n" /* two of one team */
                    "V3,R1,W3,BASCIN,2013-05-02,2014-04-01,\n"            /* and of another */
                    "V4,R1,W1,EASCIN,2014-01-02,,Reviewing\n" /* the same worker again */
                    "V5,R2,W1,EASCIN,2014-03-31,,\n"
                    "V6,R2,,,2014-03-31,,\n" /* nobody named, no team */
                    "V7,R3,W1,EASCIN,2013-04-02,,\n"
                    "V8,R4,W1,EASCIN,2014-04-01,,\n"
                    "V9,R5,W1,EASCIN,2013-04-02,,\n"
                    "V10,R6,W1,EASCIN,2013-04-02,2014-03-31,\n" /* ended on the day */
                    "V11,R6,W2,EASCIN,2014-04-01,,\n"           /* begins after it */
                    "V12,R6,W2,EASCIN,,,\n"                     /* not dated */
                    "V13,,W2,EASCIN,2013-04-02,,\n");           /* of no case */
    return measuring;
}

static void case_with_two_workers_counts_for_each_and_once_in_all(void) {
    struct measuring *measuring = with_cases();
    SAME_TEXT(measured(measuring, "caseload", "2013-14", ""), "2");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "total"), "2");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "worker: W1"), "2");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "worker: W2"), "1");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "worker: W3"), "1");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "worker: (none)"), "1");
}

static void case_counts_once_in_each_of_its_teams(void) {
    struct measuring *measuring = with_cases();
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "team: EASCIN"), "2");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "team: BASCIN"), "1");
    SAME_TEXT(measured(measuring, "caseload", "2013-14", "team: (none)"), "1");
    SAME_TEXT(measured_at(measuring, "caseload", "2013-14", "EASCIN", ""), "2");
    SAME_TEXT(measured_at(measuring, "caseload", "2013-14", "E07000084", "worker: W3"), "1");
    SAME_TEXT(measured_at(measuring, "caseload", "2013-14", "E07000084", "worker: W1"),
              "no figure");
    SAME_TEXT(measured_at(measuring, "caseload", "2013-14", "team (none)", ""), "1");
}

static void no_open_case_is_a_caseload_of_0(void) {
    struct measuring *measuring = with_cases();
    SAME_TEXT(measured(measuring, "caseload", "2012-13", ""), "0");
    SAME_TEXT(measured(measuring, "caseload", "2012-13", "worker: W1"), "no figure");
}

static void caseload_without_involvements_is_not_available(void) {
    struct measuring *measuring = with_cases();
    measuring_withhold(measuring, "ssd_involvements");
    measuring_context(measuring)->marks_missing_tables = true;
    SAME_TEXT(measured(measuring, "caseload", "2013-14", ""), "[x]");
}

/* The whole command, for the authority's folder is the session's business. */
static void authority_chooses_the_roles_that_count(void) {
    int status;
    struct text output = testing_command(
        &status,
        "A=%s/roles; rm -rf $A; cp -r report-defs/authorities/hampshire $A; mkdir $A/codes; "
        "printf 'code,description,group,alias_of\\nFamily Support Worker,,not counted,\\n' > "
        "$A/codes/caseload_role.csv; X='--extracts build/fixtures/hampshire --period 2013-14 "
        "--as-at 2014-03-31 --quiet'; Q=${QUARTERDAY:-build/quarterday}; "
        "for a in hampshire $A; do $Q measures $X --by county --authority $a | "
        "awk -F, '/^caseload,/ { sum += ($6 ~ /^worker/) * $7 } END { print sum }'; done; "
        "mv $A/codes/caseload_role.csv $A/codes/caseload_rolle.csv; "
        "$Q measures $X --authority $A",
        testing_folder());
    SAME_INT(status, 3);
    HOLDS(text_starts_with(output, TEXT("8343\n8013\n")));
    HOLDS(text_contains(output, TEXT("DF011")));
}

static struct measuring *with_workers(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_professionals",
                    "prof_professional_id,prof_professional_job_title,prof_professional_department,"
                    "prof_full_time_equivalency,prof_agency_worker_flag\n"
                    "W1,Social Worker,EASCIN,0.65,N\n"
                    "W2,social worker,EASCIN,0.6,\n" /* blank is not yes */
                    "W3,Team Manager,EASCIN,1.0,Y\n"
                    "W4,Family Support Worker,EASCIN,0.5,Y\n"
                    "W5,Administrator,EASRA,0.8,N\n"
                    "W6,Social Worker,,0.25,N\n"     /* no team */
                    "W7,Lawyer,EASCIN,1.0,N\n"       /* in no group */
                    "W8,Social Worker,EASCIN,,N\n"); /* no full-time equivalent */
    return measuring;
}

/* 31 March 2026 is the extract's own day. */
static const char day[] = "2026-03";

static void full_time_equivalents_are_summed_exactly_and_rounded_once(void) {
    struct measuring *measuring = with_workers();
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "permanent"), "1.3"); /* 1.25 */
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "agency"), "1.0");
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "total"), "2.3"); /* 2.25 */
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "family support"), "0.5");
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "admin"), "0.0");
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASRA", "admin"), "0.8");
    SAME_TEXT(measured_at(measuring, "workforce", day, "team (none)", "total"), "0.3"); /* 0.25 */
    SAME_TEXT(measured(measuring, "workforce", day, "total"), "2.5");
    SAME_TEXT(measured(measuring, "workforce", day, "left out"), "2");
}

static void workforce_of_another_day_than_the_extracts_is_not_available(void) {
    struct measuring *measuring = with_workers();
    SAME_TEXT(measured(measuring, "workforce", "2026-02", "total"), "[x]");
    SAME_TEXT(measured(measuring, "workforce", "2013-14", "permanent"), "[x]");
    SAME_TEXT(measured(measuring, "workforce", "2025-26", "total"), "2.5");
}

static void vacancies_are_posts_that_nobody_permanent_fills(void) {
    struct measuring *measuring = with_workers();
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "vacancies"), "[x]");
    measuring_supply(measuring, "establishment,2026-03,EASCIN,,,,4.2");
    measuring_supply(measuring, "establishment,2025-26,EASRA,,,,2");  /* ends on the day too */
    measuring_supply(measuring, "establishment,2026-02,EASCIC,,,,3"); /* of another day */
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIN", "vacancies"), "3.0"); /* 2.95 */
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASRA", "vacancies"), "2.0");
    SAME_TEXT(measured_at(measuring, "workforce", day, "EASCIC", "vacancies"), "[x]");
    SAME_TEXT(measured_at(measuring, "workforce", day, "team (none)", "vacancies"), "[x]");
    /* One team of the district has none, and of the county many. */
    SAME_TEXT(measured_at(measuring, "workforce", day, "E07000086", "vacancies"), "[x]");
    measuring_supply(measuring, "establishment,2026-03,EASCIC,,,,3.5");
    SAME_TEXT(measured_at(measuring, "workforce", day, "E07000086", "vacancies"), "8.5"); /* 8.45 */
    SAME_TEXT(measured(measuring, "workforce", day, "vacancies"), "[x]");
    measuring_supply(measuring, "establishment,2026-03,E10000014,,,,1");
    SAME_TEXT(measured(measuring, "workforce", day, "vacancies"), "-0.5");
}

SUITE(measure_workload_measures, CLAIM(case_with_two_workers_counts_for_each_and_once_in_all),
      CLAIM(case_counts_once_in_each_of_its_teams), CLAIM(no_open_case_is_a_caseload_of_0),
      CLAIM(caseload_without_involvements_is_not_available),
      CLAIM(full_time_equivalents_are_summed_exactly_and_rounded_once),
      CLAIM(workforce_of_another_day_than_the_extracts_is_not_available),
      CLAIM(vacancies_are_posts_that_nobody_permanent_fills),
      CLAIM(authority_chooses_the_roles_that_count))
