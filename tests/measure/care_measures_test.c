/* The measures of children looked after and of what follows care, on tables worked by hand. */
#include "support/measuring.h"
#include "support/testing.h"

#define EPISODE_HEADER                                                                             \
    "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,"                  \
    "clae_cla_episode_ceased_date,clae_referral_id\n"
#define STATUS_HEADER                                                                              \
    "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,"          \
    "lega_legal_status_end_date\n"
#define PLACEMENT_HEADER                                                                           \
    "clap_cla_placement_id,clap_person_id,clap_cla_placement_type,clap_cla_placement_start_date,"  \
    "clap_cla_placement_end_date\n"

static struct measuring *with_episodes(const char *csv) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cla_episodes", csv);
    return measuring;
}

static void child_with_two_open_episodes_is_one_child(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2013-01-01,,\n"
                                                               "G2,C1,H1,2013-05-01,,\n"
                                                               "G3,C2,H2,2013-05-01,2014-03-31,\n"
                                                               "G4,C3,H3,2014-03-31,2014-04-01,\n");
    SAME_TEXT(measured(measuring, "children-looked-after", "2013-14", ""), "2");
}

static void short_breaks_alone_are_left_out(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2013-01-01,,\n"
                                                               "G2,C2,H2,2013-01-01,,\n"
                                                               "G3,C3,H3,2013-01-01,,\n"
                                                               "G4,C4,H4,2013-01-01,,\n");
    SAME_TEXT(measured(measuring, "children-looked-after", "2013-14", ""), "4");
    measuring_table(measuring, "ssd_legal_status",
                    STATUS_HEADER "N1,C1,V4,2013-01-01,\nN2,C1,V3,2013-02-01,\n"
                                  "N3,C2,V3,2013-01-01,\nN4,C2,C2,2013-01-01,\n"
                                  "N5,C3,V3,2013-01-01,2014-03-31\n");
    SAME_TEXT(measured(measuring, "children-looked-after", "2013-14", ""), "3");
    SAME_TEXT(measured(measuring, "children-looked-after", "2013-14-H1", ""), "2");
}

static void legal_statuses_need_not_be_supplied(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2013-01-01,,\n");
    measuring_withhold(measuring, "ssd_legal_status");
    SAME_TEXT(measured(measuring, "children-looked-after", "2013-14", ""), "1");
}

static void three_placements_touch_the_year_and_temporary_ones_do_not_count(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2012-01-01,,\n"
                                                               "G2,C2,H2,2012-01-01,,\n"
                                                               "G3,C3,H3,2012-01-01,,\n"
                                                               "G4,C4,H4,2012-01-01,,\n");
    measuring_table(measuring, "ssd_cla_placement",
                    PLACEMENT_HEADER
                    "J1,C1,U6,2012-01-01,2013-04-02\nJ2,C1,U6,2013-04-02,2014-03-31\n"
                    "J3,C1,,2014-03-31,\n" /* three */
                    "J4,C2,U6,2012-01-01,2013-04-01\nJ5,C2,U6,2013-04-01,2014-03-31\n"
                    "J6,C2,U6,2014-03-31,\n" /* the first ended on the first day */
                    "J7,C3,U6,2012-01-01,2013-06-01\nJ8,C3,T0,2013-06-01,2013-06-20\n"
                    "J9,C3,T4,2013-06-20,2013-06-21\nK1,C3,U6,2013-06-21,\n" /* two */
                    "K2,C4,U6,2012-01-01,2013-09-01\nK3,C4,U6,2013-09-01,2014-04-01\n"
                    "K4,C4,U6,2014-04-01,\n"); /* the third begins after the day */
    SAME_TEXT(measured(measuring, "cla-3-placements", "2013-14", ""), "1 of 4 = 25.0");
}

static void care_ends_when_its_last_episode_ceases(void) {
    struct measuring *measuring =
        with_episodes(EPISODE_HEADER "G1,C1,H1,2012-01-01,2012-06-01,R0\n"
                                     "G2,C1,H1,2012-06-01,2013-08-31,R1\n"
                                     "G3,C2,H2,2012-01-01,2013-08-31,R2\n"
                                     "G4,C2,H2,2013-08-31,,R2\n"
                                     "G5,C3,H3,2012-01-01,2013-08-31,R3\n");
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date\n"
                    "R0,C1,2011-01-01,\nR1,C1,2011-01-01,2014-02-28\n"
                    "R2,C2,2011-01-01,2013-09-01\nR3,C3,2011-01-01,2014-03-01\n");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-care", "2013-14", ""), "1 of 2 = 50.0");
}

static void plan_or_care_within_six_months_leaves_the_period_out(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2012-01-01,2013-08-10,\n"
                                                               "G2,C1,H2,2014-02-10,2014-02-11,\n"
                                                               "G3,C2,H3,2012-01-01,2013-08-10,\n"
                                                               "G4,C2,H4,2014-02-11,,\n"
                                                               "G5,C3,H5,2012-01-01,2013-08-10,\n"
                                                               "G6,C4,,2012-01-01,2013-08-10,\n"
                                                               "G7,C4,,2013-08-10,,\n");
    measuring_table(measuring, "ssd_cp_plans",
                    "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_ola\n"
                    "L3,C3,2013-08-10,Y\n");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-care", "2013-14", ""), "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-care", "2013-14", "left out"), "3");
}

static void period_of_short_breaks_alone_is_not_counted(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2012-01-01,2013-08-10,\n"
                                                               "G2,C2,H2,2012-01-01,2013-08-10,\n");
    measuring_table(measuring, "ssd_legal_status",
                    STATUS_HEADER "N1,C1,V4,2012-01-01,2013-08-10\n"
                                  "N2,C1,C2,2013-08-10,\n" /* begins when the period is over */
                                  "N3,C2,V4,2012-01-01,2013-08-09\n"
                                  "N4,C2,V2,2013-08-09,\n");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-care", "2013-14", ""), "0 of 1 = 0.0");
}

static void episode_without_any_id_is_a_period_of_its_own(void) {
    struct measuring *measuring = with_episodes(EPISODE_HEADER "G1,C1,H1,2012-01-01,2013-08-10,\n"
                                                               ",C1,,2014-02-10,,\n"
                                                               ",C2,,2012-01-01,2013-08-10,\n"
                                                               ",C2,,2014-02-10,,\n"
                                                               ",C3,,2012-01-01,2013-08-10,\n");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-care", "2013-14", ""), "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-care", "2013-14", "left out"), "2");
}

SUITE(measure_care_measures, CLAIM(child_with_two_open_episodes_is_one_child),
      CLAIM(short_breaks_alone_are_left_out), CLAIM(legal_statuses_need_not_be_supplied),
      CLAIM(three_placements_touch_the_year_and_temporary_ones_do_not_count),
      CLAIM(care_ends_when_its_last_episode_ceases),
      CLAIM(plan_or_care_within_six_months_leaves_the_period_out),
      CLAIM(period_of_short_breaks_alone_is_not_counted),
      CLAIM(episode_without_any_id_is_a_period_of_its_own))
