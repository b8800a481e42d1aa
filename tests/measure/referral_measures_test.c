/* The measures of referrals, assessments, enquiries and conferences, on tables worked by hand. */
#include "support/measuring.h"
#include "support/testing.h"

#define REFERRAL_HEADER                                                                            \
    "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,"                \
    "cine_referral_nfa,cine_close_date,cine_referral_team\n"
#define ASSESSMENT_HEADER                                                                          \
    "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"               \
    "cina_assessment_auth_date\n"
#define ENQUIRY_HEADER                                                                             \
    "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_completed_by_team\n"
#define CONFERENCE_HEADER                                                                          \
    "icpc_icpc_id,icpc_person_id,icpc_s47_enquiry_id,icpc_icpc_date,icpc_icpc_transfer_in,"        \
    "icpc_icpc_team\n"

static struct measuring *with_referrals(const char *csv) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes", csv);
    return measuring;
}

static void unknown_holds_blank_and_strange_sources_and_parts_add_up(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2013-04-01,1A,Y,,\n"
                                                                 "R2,C2,2014-03-31,2B,N,,\n"
                                                                 "R3,C3,2013-06-01,10,N,,\n"
                                                                 "R4,C4,2013-06-01,,Y,,\n"
                                                                 "R5,C5,2013-06-01,Q7,N,,\n"
                                                                 "R6,C6,2013-03-31,6,N,,\n"
                                                                 "R7,C7,2014-04-01,6,N,,\n");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "Individual"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "Unknown"), "3 of 5 = 60.0");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "Police"), "0 of 5 = 0.0");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "nfa: Unknown"),
              "1 of 3 = 33.3");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "nfa: Police"), "0 of 0 [z]");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "total"), "5");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", ""), "5");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", ""), "2 of 5 = 40.0");
    SAME_TEXT(measured(measuring, "open-cases", "2013-14", ""), "4");
}

static void earlier_referral_is_of_another_day_within_twelve_months(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2012-06-10,,,,\n"
                                                                 "R2,C1,2013-06-10,,,,\n"
                                                                 "R3,C2,2012-06-09,,,,\n"
                                                                 "R4,C2,2013-06-10,,,,\n"
                                                                 "R5,C3,2013-06-10,,,,\n"
                                                                 "R6,C3,2013-06-10,,,,\n");
    SAME_TEXT(measured(measuring, "re-referrals", "2013-14", ""), "1 of 4 = 25.0");
}

static void service_starts_from_the_referral_to_the_day(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2013-06-10,,,,\n"
                                                                 "R2,C2,2013-06-10,,,,\n"
                                                                 "R3,C3,2013-06-10,,,,\n"
                                                                 "R4,C4,2013-06-10,,,,\n");
    measuring_table(measuring, "ssd_cin_plans",
                    "cinp_cin_plan_id,cinp_person_id,cinp_referral_id,cinp_cin_plan_start_date\n"
                    "P1,C1,R1,2013-06-10\nP2,C2,R2,2013-06-09\n");
    measuring_table(measuring, "ssd_cp_plans",
                    "cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date,"
                    "cppl_cp_plan_ola\nL3,C3,R3,2014-03-31,Y\nL4,C4,R4,2014-04-01,N\n");
    SAME_TEXT(measured(measuring, "referrals-to-service", "2013-14", ""), "2 of 4 = 50.0");
}

/* 2 January to 6 March 2014: 45 working days after the 2nd; 5 May 2014 is a bank holiday. */
static void assessment_of_45_working_days_is_in_time(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_assessments",
                    ASSESSMENT_HEADER "A1,C1,R1,2014-01-02,2014-03-06\n"
                                      "A2,C2,R2,2014-01-02,2014-03-07\n"
                                      "A3,C3,R3,2014-03-10,2014-03-10\n"
                                      "A4,C4,,,2014-03-10\n"
                                      "A5,C5,R5,2014-03-11,2014-03-10\n"
                                      "A6,C6,R6,2014-03-03,\n");
    SAME_TEXT(measured(measuring, "assessments-45", "2014-03", ""), "2 of 5 = 40.0");
    SAME_TEXT(measured(measuring, "assessments-45", "2014-03", "out of order"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "assessments-45", "2014-03", "no start"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "0"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "41-45"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "46-50"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "61+"), "0 of 5 = 0.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "no start"), "1 of 5 = 20.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "total"), "5");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "lower quartile"), "22.5");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "median"), "45.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "upper quartile"), "45.5");
    SAME_TEXT(measured(measuring, "referral-to-assessment-days", "2014-03", "no referral"),
              "5 of 5 = 100.0");
    SAME_TEXT(measured(measuring, "referral-to-assessment-days", "2014-03", "median"), "[z]");
}

/* 0, 1, 2 and 5 working days: a quarter of the way from the first to the last lies at 0.75. */
static void quartiles_interpolate_between_neighbours(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_assessments",
                    ASSESSMENT_HEADER
                    "A1,C1,,2014-03-03,2014-03-03\nA2,C2,,2014-03-03,2014-03-04\n"
                    "A3,C3,,2014-03-03,2014-03-05\nA4,C4,,2014-03-03,2014-03-10\n");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "lower quartile"), "0.8");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "median"), "1.5");
    SAME_TEXT(measured(measuring, "assessment-days", "2014-03", "upper quartile"), "2.8");
}

static void sibling_without_a_conference_of_its_own_has_none(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry",
                    ENQUIRY_HEADER "E1,C1,2013-06-03,\nE1,C2,2013-06-03,\nE1,C3,2013-06-03,\n"
                                   "E2,C1,2013-07-01,\nE3,C4,2014-03-03,\n");
    measuring_table(measuring, "ssd_initial_cp_conference",
                    CONFERENCE_HEADER "F1,C1,E1,2013-06-24,N,\nF1,C2,E1,2013-06-24,N,\n"
                                      "F2,C3,E1,2013-06-24,Y,\n" /* transferred in */
                                      "F3,C4,E3,2014-04-01,N,\n" /* after the day */
                                      "F4,C9,E2,2013-07-05,,\n"  /* another child's enquiry */
                                      "F5,C1,,2013-08-01,,\n");
    SAME_TEXT(measured(measuring, "s47-enquiries", "2013-14", ""), "5");
    SAME_TEXT(measured(measuring, "s47-children", "2013-14", ""), "4");
    SAME_TEXT(measured(measuring, "icpcs", "2013-14", ""), "4");
    SAME_TEXT(measured(measuring, "icpcs", "2013-14", "left out"), "1");
    SAME_TEXT(measured(measuring, "s47-to-icpc", "2013-14", ""), "4 of 5 = 80.0");
    SAME_TEXT(measured(measuring, "s47-to-icpc-cohort", "2013-14", ""), "2 of 5 = 40.0");
    SAME_TEXT(measured(measuring, "s47-to-icpc-cohort", "2014-04", ""), "3 of 5 = 60.0");
    SAME_TEXT(measured(measuring, "s47-to-icpc-days", "2013-14", "11-15"), "2 of 4 = 50.0");
    SAME_TEXT(measured(measuring, "s47-to-icpc-days", "2013-14", "no enquiry"), "2 of 4 = 50.0");
    SAME_TEXT(measured(measuring, "icpc-15", "2013-14", ""), "2 of 2 = 100.0");
}

static void conference_is_its_enquirys_teams_else_its_own(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry",
                    ENQUIRY_HEADER "E1,C1,2013-06-03,EASRA\nE2,C2,2013-06-03,\n");
    measuring_table(measuring, "ssd_initial_cp_conference",
                    CONFERENCE_HEADER "F1,C1,E1,2013-06-24,,BASRA\nF2,C2,E2,2013-06-24,,BASRA\n"
                                      "F3,C3,,2013-06-24,,BASRA\nF4,C4,,2013-06-24,,\n");
    SAME_TEXT(measured_at(measuring, "icpcs", "2013-14", "EASRA", ""), "1");
    SAME_TEXT(measured_at(measuring, "icpcs", "2013-14", "BASRA", ""), "2");
    SAME_TEXT(measured_at(measuring, "icpcs", "2013-14", "team (none)", ""), "1");
    SAME_TEXT(measured(measuring, "icpcs", "2013-14", ""), "4");
}

SUITE(measure_referral_measures, CLAIM(unknown_holds_blank_and_strange_sources_and_parts_add_up),
      CLAIM(earlier_referral_is_of_another_day_within_twelve_months),
      CLAIM(service_starts_from_the_referral_to_the_day),
      CLAIM(assessment_of_45_working_days_is_in_time),
      CLAIM(quartiles_interpolate_between_neighbours),
      CLAIM(sibling_without_a_conference_of_its_own_has_none),
      CLAIM(conference_is_its_enquirys_teams_else_its_own))
