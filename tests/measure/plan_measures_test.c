/* The measures of child protection plans, on tables worked by hand. */
#include "support/measuring.h"
#include "support/testing.h"

#define PLAN_HEADER                                                                                \
    "cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date,"                     \
    "cppl_cp_plan_end_date,cppl_cp_plan_ola,cppl_cp_plan_initial_category,visit_interval_days\n"

static struct measuring *with_plans(const char *csv) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cp_plans", csv);
    return measuring;
}

static void plan_open_at_day_includes_its_start_and_not_its_end(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2014-03-31,,,,\n"
                                                         "L2,C2,,2014-04-01,,,,\n"
                                                         "L3,C3,,2013-05-01,2014-03-31,,,\n"
                                                         "L4,C4,,2013-05-01,2014-04-01,,,\n"
                                                         "L5,C5,,,,,,\n");
    SAME_TEXT(measured(measuring, "cp-plans", "2013-14", ""), "2");
    SAME_TEXT(measured(measuring, "cp-plans", "2014-04", ""), "2");
    HOLDS(testing_reported(testing_diag(), "ME005"));
}

static void plan_without_a_start_is_told_of_though_it_closed_long_ago(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2013-05-01,,,,\n"
                                                         "L2,C2,,,2009-01-01,,,\n"
                                                         "L3,C3,,,2009-01-02,,,\n");
    SAME_TEXT(measured(measuring, "cp-plans", "2013-14", ""), "1");
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words,
              "2 records of ssd_cp_plans have no date and are in no period");
}

static void plan_of_another_authority_is_not_counted_but_is_an_earlier_plan(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2013-01-10,2013-04-30,Y,,\n"
                                                         "L2,C1,,2013-06-10,,N,,\n"
                                                         "L3,C2,,2013-06-10,,a) Yes,,\n");
    SAME_TEXT(measured(measuring, "cp-plans", "2013-14", ""), "1");
    SAME_TEXT(measured(measuring, "cpp-repeat-2y", "2013-14", ""), "1 of 1 = 100.0");
    SAME_TEXT(measured(measuring, "cpp-repeat-ever", "2013-14", ""), "1 of 1 = 100.0");
    SAME_TEXT(measured(measuring, "cpp-2y-ended", "2013-14", ""), "0 of 0 [z]");
}

static void plan_of_exactly_24_months_has_lasted_two_years(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2011-06-10,2013-06-10,,,\n"
                                                         "L2,C2,,2011-06-10,2013-06-09,,,\n"
                                                         "L3,C3,,,2013-07-01,,,\n"
                                                         "L4,C4,,2012-03-31,,,,\n"
                                                         "L5,C5,,2012-04-01,,,,\n");
    SAME_TEXT(measured(measuring, "cpp-2y-ended", "2013-14", ""), "1 of 3 = 33.3");
    SAME_TEXT(measured(measuring, "cpp-2y-current", "2013-14", ""), "1 of 2 = 50.0");
}

static void two_years_from_a_leap_day_are_over_on_28_february(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2012-02-29,2014-02-28,,,\n"
                                                         "L2,C2,,2012-02-29,2014-02-27,,,\n");
    SAME_TEXT(measured(measuring, "cpp-2y-ended", "2013-14", ""), "1 of 2 = 50.0");
}

static void earlier_plan_within_two_years_ended_on_or_after_the_same_day(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2010-01-01,2011-06-10,,,\n"
                                                         "L2,C1,,2013-06-10,,,,\n"
                                                         "L3,C2,,2010-01-01,2011-06-09,,,\n"
                                                         "L4,C2,,2013-06-10,,,,\n"
                                                         "L5,C3,,2012-01-01,,,,\n"
                                                         "L6,C3,,2013-06-10,,,,\n");
    SAME_TEXT(measured(measuring, "cpp-repeat-2y", "2013-14", ""), "1 of 3 = 33.3");
    SAME_TEXT(measured(measuring, "cpp-repeat-ever", "2013-14", ""), "3 of 3 = 100.0");
}

static void plan_of_the_same_start_is_no_earlier_plan(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2013-06-10,2013-08-01,,,\n"
                                                         "L2,C1,,2013-06-10,,,,\n");
    SAME_TEXT(measured(measuring, "cpp-repeat-ever", "2013-14", ""), "0 of 2 = 0.0");
    SAME_TEXT(measured(measuring, "cpp-repeat-2y", "2013-14", ""), "0 of 2 = 0.0");
}

static void twelve_months_run_from_the_day_after_the_same_day_a_year_before(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2024-02-29,,,,\n"
                                                         "L2,C2,,2024-03-01,,,,\n"
                                                         "L3,C3,,2025-02-28,,,,\n"
                                                         "L4,C4,,2025-03-01,,,,\n");
    SAME_TEXT(measured(measuring, "cpp-repeat-ever", "2025-02", ""), "0 of 2 = 0.0");
}

static void category_words_count_alone_or_followed_by_more(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2014-01-01,,,NEG,\n"
                                                         "L2,C2,,2014-01-01,,,neglect: physical,\n"
                                                         "L3,C3,,2014-01-01,,,Physical abuse,\n"
                                                         "L4,C4,,2014-01-01,,,Sexual/other,\n"
                                                         "L5,C5,,2014-01-01,,,EMO,\n"
                                                         "L6,C6,,2014-01-01,,,Multiple,\n"
                                                         "L7,C7,,2014-01-01,,,Negligence,\n"
                                                         "L8,C8,,2014-01-01,,,,\n");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "Neglect"), "2 of 8 = 25");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "Physical"), "1 of 8 = 13");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "Sexual"), "1 of 8 = 13");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "Emotional"), "1 of 8 = 13");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "Multiple"), "1 of 8 = 13");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "not recorded"), "2 of 8 = 25");
    SAME_TEXT(measured(measuring, "abuse-category-mix", "2013-14", "total"), "8");
}

#define VISIT_HEADER "cppv_cp_visit_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen\n"

static struct text visits_in_march(const char *plan, const char *visits) {
    struct measuring *measuring = measuring_new();
    struct text plans = text_format(testing_arena(), "%s%s", PLAN_HEADER, plan);
    struct text rows = text_format(testing_arena(), "%s%s", VISIT_HEADER, visits);
    measuring_table(measuring, "ssd_cp_plans", text_c(testing_arena(), plans));
    measuring_table(measuring, "ssd_cp_visits", text_c(testing_arena(), rows));
    return measured(measuring, "cp-visits-in-time", "2014-03", "");
}

static void visit_gap_of_14_days_is_in_time_and_of_15_is_not(void) {
    const char *plan = "L1,C1,,2013-06-01,,,,\n";
    SAME_TEXT(visits_in_march(plan, "V1,L1,2014-02-20,Y\nV2,L1,2014-03-06,Y\n"
                                    "V3,L1,2014-03-20,Y\n"),
              "1 of 1 = 100.0");
    SAME_TEXT(visits_in_march(plan, "V1,L1,2014-02-19,Y\nV2,L1,2014-03-06,Y\n"
                                    "V3,L1,2014-03-20,Y\n"),
              "0 of 1 = 0.0");
    SAME_TEXT(visits_in_march(plan, "V1,L1,2014-02-20,Y\nV2,L1,2014-03-06,Y\n"
                                    "V3,L1,2014-03-16,Y\n"),
              "0 of 1 = 0.0");
}

static void visit_counts_only_if_the_child_was_seen(void) {
    SAME_TEXT(visits_in_march("L1,C1,,2013-06-01,,,,\n",
                              "V1,L1,2014-02-20,Y\nV2,L1,2014-03-06,N\nV3,L1,2014-03-20,Y\n"),
              "0 of 1 = 0.0");
}

static void late_visits_before_the_period_are_past(void) {
    SAME_TEXT(visits_in_march("L1,C1,,2013-06-01,,,,\n",
                              "V0,L1,2013-09-01,Y\nV1,L1,2014-02-25,Y\nV2,L1,2014-03-10,Y\n"
                              "V3,L1,2014-03-24,Y\n"),
              "1 of 1 = 100.0");
}

static void plan_without_a_visit_is_measured_from_its_start(void) {
    SAME_TEXT(visits_in_march("L1,C1,,2014-03-17,,,,\nL2,C2,,2014-03-16,,,,\n", ""),
              "1 of 2 = 50.0");
}

static void visit_before_the_plan_or_of_another_plan_is_not_its_own(void) {
    SAME_TEXT(visits_in_march(
                  "L1,C1,,2014-03-10,,,,\nL2,C2,,2014-03-10,,,,\n",
                  "V0,L1,2014-02-01,Y\nV1,L1,2014-03-09,Y\nV2,L1,2014-03-20,Y\nV3,L9,2014-03-20,Y\n"
                  "V4,L2,2014-04-01,Y\n"),
              "1 of 2 = 50.0");
}

static void plan_may_have_an_interval_of_its_own(void) {
    SAME_TEXT(visits_in_march("L1,C1,,2014-03-01,,,,30\nL2,C2,,2014-03-01,,,,29\n"
                              "L3,C3,,2014-03-20,,,,0\nL4,C4,,2014-03-16,,,,soon\n",
                              ""),
              "2 of 4 = 50.0");
}

static void reviews_fall_due_after_three_months_and_then_every_six(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2013-06-10,,,,\n"
                                                         "L2,C2,,2013-06-10,,,,\n"
                                                         "L3,C3,,2013-06-10,,,,\n"
                                                         "L4,C4,,2013-12-31,,,,\n"
                                                         "L5,C5,,2014-01-01,,,,\n"
                                                         "L6,C6,,2013-12-31,,,,\n"); /* none held */
    measuring_table(measuring, "ssd_cp_reviews",
                    "cppr_cp_review_id,cppr_cp_plan_id,cppr_cp_review_date\n"
                    "Q1,L1,2013-09-10\nQ2,L1,2014-03-10\n" /* both on the last day */
                    "Q3,L2,2013-09-11\nQ4,L2,2014-03-01\n" /* the first a day late */
                    "Q5,L3,2013-09-10\nQ6,L3,2014-04-01\n" /* the second not held by the day */
                    "Q7,L4,2014-03-31\n");                 /* due, and held, on the day */
    SAME_TEXT(measured(measuring, "cp-reviews-in-time", "2013-14", ""), "2 of 5 = 40.0");
}

#define CASE_HEADER "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date\n"

static void case_closed_on_the_day_six_months_after_the_plan_is_closed_in_time(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,R1,2012-01-01,2013-08-31,,,\n"
                                                         "L2,C2,R2,2012-01-01,2013-08-31,,,\n"
                                                         "L3,C3,R9,2012-01-01,2013-08-31,,,\n"
                                                         "L4,C4,R4,2012-01-01,2013-10-01,,,\n");
    measuring_table(measuring, "ssd_cin_episodes",
                    CASE_HEADER "R1,C1,2012-01-01,2014-02-28\nR2,C2,2012-01-01,2014-03-01\n"
                                "R4,C4,2012-01-01,2013-10-01\n");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-cpp", "2013-14", ""), "1 of 3 = 33.3");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-cpp", "2014-04", ""), "2 of 4 = 50.0");
}

static void new_plan_or_care_within_six_months_leaves_the_plan_out(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2012-01-01,2013-08-10,,,\n"
                                                         "M1,C1,,2014-02-10,,Y,,\n"
                                                         "L2,C2,,2012-01-01,2013-08-10,,,\n"
                                                         "M2,C2,,2014-02-11,,,,\n"
                                                         "L3,C3,,2012-01-01,2013-08-10,,,\n"
                                                         "L4,C4,,2012-01-01,2013-08-10,,,\n"
                                                         "L5,C5,,2012-01-01,2013-08-10,,,\n");
    measuring_table(measuring, "ssd_cla_episodes",
                    "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,"
                    "clae_cla_episode_ceased_date\n"
                    "G3,C3,H3,2010-01-01,2013-08-10\n"   /* ceased on the plan's last day */
                    "G4,C4,H4,2010-01-01,2013-08-11\n"   /* open on it */
                    "G5,C5,H5,2014-02-10,2014-02-12\n"); /* begins on the last of the six months */
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-cpp", "2013-14", ""), "0 of 2 = 0.0");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-cpp", "2013-14", "left out"), "3");
}

static void plan_with_a_blank_id_is_another_plan(void) {
    struct measuring *measuring = with_plans(PLAN_HEADER "L1,C1,,2012-01-01,2013-08-10,,,\n"
                                                         ",C1,,2014-02-10,,,,\n"
                                                         ",C2,,2012-01-01,2013-08-10,,,\n"
                                                         ",C2,,2014-02-10,,,,\n"
                                                         ",C3,,2013-08-10,2013-08-10,,,\n");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-cpp", "2013-14", ""), "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "cin-closed-6m-after-cpp", "2013-14", "left out"), "2");
}

static void plans_with_blank_ids_are_each_in_time_or_not(void) {
    SAME_TEXT(visits_in_march(",C1,,2014-03-17,,,,\n,C2,,2014-03-16,,,,\nL3,C3,,2014-03-17,,,,\n",
                              "V1,,2014-03-18,Y\n"),
              "2 of 3 = 66.7");
    struct measuring *measuring = with_plans(PLAN_HEADER ",C1,,2013-12-31,,,,\n"
                                                         ",C2,,2013-11-01,,,,\n"
                                                         "L3,C3,,2013-12-31,,,,\n");
    measuring_table(measuring, "ssd_cp_reviews",
                    "cppr_cp_review_id,cppr_cp_plan_id,cppr_cp_review_date\nQ1,L3,2014-03-31\n");
    SAME_TEXT(measured(measuring, "cp-reviews-in-time", "2013-14", ""), "1 of 3 = 33.3");
}

SUITE(measure_plan_measures, CLAIM(plan_open_at_day_includes_its_start_and_not_its_end),
      CLAIM(plan_without_a_start_is_told_of_though_it_closed_long_ago),
      CLAIM(plan_of_another_authority_is_not_counted_but_is_an_earlier_plan),
      CLAIM(plan_of_exactly_24_months_has_lasted_two_years),
      CLAIM(two_years_from_a_leap_day_are_over_on_28_february),
      CLAIM(earlier_plan_within_two_years_ended_on_or_after_the_same_day),
      CLAIM(plan_of_the_same_start_is_no_earlier_plan),
      CLAIM(twelve_months_run_from_the_day_after_the_same_day_a_year_before),
      CLAIM(category_words_count_alone_or_followed_by_more),
      CLAIM(visit_gap_of_14_days_is_in_time_and_of_15_is_not),
      CLAIM(visit_counts_only_if_the_child_was_seen), CLAIM(late_visits_before_the_period_are_past),
      CLAIM(plan_without_a_visit_is_measured_from_its_start),
      CLAIM(visit_before_the_plan_or_of_another_plan_is_not_its_own),
      CLAIM(plan_may_have_an_interval_of_its_own),
      CLAIM(reviews_fall_due_after_three_months_and_then_every_six),
      CLAIM(case_closed_on_the_day_six_months_after_the_plan_is_closed_in_time),
      CLAIM(new_plan_or_care_within_six_months_leaves_the_plan_out),
      CLAIM(plan_with_a_blank_id_is_another_plan),
      CLAIM(plans_with_blank_ids_are_each_in_time_or_not))
