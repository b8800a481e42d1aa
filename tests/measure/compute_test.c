/* From requests to figures: units, windows, ratios, rates, supplied figures, claims, refusals. */
#include "measure/compute.h"

#include "support/measuring.h"
#include "support/testing.h"

#define REFERRAL_HEADER "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_team\n"

static struct measuring *with_referrals(const char *csv) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes", csv);
    return measuring;
}

/* A table of `count` records that differ in their ids. */
static void repeat_rows(struct measuring *measuring, const char *table, const char *header,
                        const char *row_format, int count) {
    struct buffer csv = buffer_new(testing_arena());
    buffer_add_c(&csv, header);
    for (int i = 0; i < count; i++) {
        buffer_add(&csv, text_of(row_format));
        buffer_format(&csv, "%d\n", i);
    }
    measuring_table(measuring, table, text_c(testing_arena(), buffer_text(&csv)));
}

static bool says(const char *words) {
    for (size_t i = 0; i < diag_kept_count(testing_diag()); i++) {
        struct text message = diag_message_at(testing_diag(), i)->words;
        if (text_contains(message, text_of(words))) {
            return true;
        }
    }
    return false;
}

static void teams_add_up_to_areas_and_areas_to_the_county(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2014-01-01,BASRA\n"
                                                                 "R2,C2,2014-01-01,BASCIN\n"
                                                                 "R3,C3,2014-01-01,EASRA\n"
                                                                 "R4,C4,2014-01-01,CRT\n"
                                                                 "R5,C5,2014-01-01,NOSUCH\n"
                                                                 "R6,C6,2014-01-01,\n"
                                                                 "R7,C7,2014-01-01,E07000086\n");
    SAME_TEXT(measured(measuring, "referrals", "2013-14", ""), "7");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "BASRA", ""), "1");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "CRT", ""), "1");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "team (none)", ""), "3");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "E07000084", ""), "2");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "E07000086", ""), "2");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "district (none)", ""), "3");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "HANE", ""), "2");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "area (none)", ""), "3");
}

static void unit_without_records_has_a_figure_of_nought(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2014-01-01,BASRA\n");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "EASRA", ""), "0");
    SAME_TEXT(measured_at(measuring, "referrals-nfa", "2013-14", "EASRA", ""), "0 of 0 [z]");
    SAME_TEXT(measured_at(measuring, "referrals", "2013-14", "team (none)", ""), "no figure");
}

static void measure_without_teams_is_not_available_below_the_county(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2014-01-01,BASRA\n");
    measuring_table(measuring, "ssd_contacts",
                    "cont_contact_id,cont_person_id,cont_contact_date\nK1,C1,2014-01-01\n"
                    "K2,C2,2013-01-01\n");
    SAME_TEXT(measured(measuring, "contacts", "2014-01", ""), "1");
    SAME_TEXT(measured_at(measuring, "contacts", "2014-01", "BASRA", ""), "[x]");
    SAME_TEXT(measured_at(measuring, "contacts-to-referrals", "2014-01", "BASRA", ""), "[x]");
    SAME_TEXT(measured(measuring, "contacts-to-referrals", "2014-01", ""), "1 of 1 = 100.0");
}

static void ratio_takes_both_counts_over_its_own_window(void) {
    struct measuring *measuring = with_referrals(REFERRAL_HEADER "R1,C1,2013-02-01,BASRA\n"
                                                                 "R2,C1,2014-01-01,BASRA\n");
    measuring_table(measuring, "ssd_contacts",
                    "cont_contact_id,cont_person_id,cont_contact_date\nK1,C1,2013-02-01\n");
    SAME_TEXT(measured(measuring, "referrals", "2014-01", ""), "1");
    SAME_TEXT(measured(measuring, "contacts-to-referrals", "2014-01", ""), "2 of 1 = 200.0");
}

static const struct figure *county_figure(struct measuring *measuring, const char *measure,
                                          const char *period, const char *category) {
    const struct figures *figures = measuring_figures(measuring, measure, period);
    struct period days;
    HOLDS(figures != NULL && period_parse(text_of(period), &days));
    uint32_t county = hierarchy_find(measuring_context(measuring)->units, TEXT("E10000014"));
    return figures_find(figures, text_of(measure), &days, UNIT_COUNTY, county, text_of(category));
}

static struct measuring *with_enquiries_and_conferences(int enquiries, int conferences) {
    struct measuring *measuring = measuring_new();
    repeat_rows(measuring, "ssd_s47_enquiry",
                "s47e_s47_start_date,s47e_person_id,s47e_s47_enquiry_id\n", "2013-09-02,C1,E",
                enquiries);
    repeat_rows(measuring, "ssd_initial_cp_conference",
                "icpc_icpc_date,icpc_person_id,icpc_icpc_id\n", "2013-09-20,C1,F", conferences);
    return measuring;
}

static void intervals_are_wilsons_for_a_ratio_within_one(void) {
    struct measuring *measuring = with_enquiries_and_conferences(3589, 1470);
    const struct figure *figure = county_figure(measuring, "s47-to-icpc", "2013-14", "");
    HOLDS(figure != NULL && figure->has_interval);
    SAME_TEXT(decimal_plain(testing_arena(), figure->value), "41.0");
    NEAR(figure->interval95.lower, 39.36014566764154, 1e-12);
    NEAR(figure->interval95.upper, 42.57615718795326, 1e-12);
    HOLDS(figure->interval998.lower < figure->interval95.lower);
    measuring = with_enquiries_and_conferences(2, 3);
    figure = county_figure(measuring, "s47-to-icpc", "2013-14", "");
    SAME_TEXT(decimal_plain(testing_arena(), figure->value), "150.0");
    HOLDS(!figure->has_interval);
}

static void counts_and_rates_have_intervals_of_counts(void) {
    struct measuring *measuring = with_enquiries_and_conferences(9, 0);
    const struct figure *count = county_figure(measuring, "s47-enquiries", "2013-14", "");
    NEAR(count->interval95.lower, 4.1154, 1e-4);
    NEAR(count->interval95.upper, 17.0848, 1e-4);
    const struct figure *rate = county_figure(measuring, "s47-rate", "2013-14", "");
    int64_t children;
    HOLDS(population_at(measuring_context(measuring)->population, TEXT("E10000014"), 2013,
                        &children));
    SAME_INT(rate->denominator, children);
    NEAR(rate->interval95.lower, count->interval95.lower * 10000 / (double)children, 1e-12);
    SAME_TEXT(decimal_plain(testing_arena(), rate->value), "0.3");
}

static void rate_without_a_population_is_not_available(void) {
    struct measuring *measuring = with_enquiries_and_conferences(9, 0);
    SAME_TEXT(measured_at(measuring, "s47-rate", "2013-14", "HANE", ""), "0 [x]");
    SAME_TEXT(measured_at(measuring, "s47-rate", "2013-14", "team (none)", ""), "9 [x]");
    SAME_TEXT(measured(measuring, "s47-rate", "2010-11", ""), "0 [x]");
}

static void supplied_figure_stands_until_it_is_superseded(void) {
    struct measuring *measuring = measuring_new();
    measuring_supply(measuring, "initial-assessments-10,2013-14-H1,E10000014,,,,64.1");
    measuring_supply(measuring, "initial-assessments-10,2013-12,E10000014,,3,4,");
    measuring_supply(measuring, "initial-assessments-10,2013-14,E10000014,,,,60.0");
    SAME_TEXT(measured(measuring, "initial-assessments-10", "2013-14-H1", ""), "64.1");
    SAME_TEXT(measured(measuring, "initial-assessments-10", "2013-12", ""), "3 of 4 = 75.0");
    SAME_TEXT(measured(measuring, "initial-assessments-10", "2013-11", ""), "[x]");
    SAME_TEXT(measured(measuring, "initial-assessments-10", "2013-14", ""), "[n/a]");
    SAME_TEXT(measured_at(measuring, "initial-assessments-10", "2013-14-H1", "HANE", ""), "[x]");
}

static void supplied_figure_that_the_extracts_contradict_is_refused(void) {
    struct measuring *measuring = measuring_new();
    repeat_rows(measuring, "ssd_cin_episodes",
                "cine_referral_date,cine_person_id,cine_referral_id\n", "2013-09-02,C1,R", 1204);
    measuring_supply(measuring, "referrals-by-source,2013-14,E10000014,total,,,1204");
    measuring_supply(measuring, "referrals,2013-14-H2,E10000014,,0,,");
    SAME_TEXT(measured(measuring, "referrals-by-source", "2013-14", "total"), "1204");
    measuring_supply(measuring, "referrals-by-source,2013-14,E10000014,total,1533,,");
    HOLDS(measuring_figures(measuring, "referrals-by-source", "2013-14") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME004"));
    HOLDS(says("Referrals by source, total, 2013/14, Hampshire, is supplied as 1,533 but the "
               "extracts give 1,204 (the sum of 1,204 records of ssd_cin_episodes)"));
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
    SAME_INT(diag_message_at(testing_diag(), 0)->place.line, 4);
}

static void claim_agrees_to_the_decimals_that_it_has(void) {
    struct measuring *measuring = with_enquiries_and_conferences(359, 147);
    measuring_supply(measuring, "s47-to-icpc,2013-14,E10000014,,,,41");
    measuring_supply(measuring, "s47-to-icpc,2013-14,E10000014,,147,359,40.95");
    SAME_TEXT(measured(measuring, "s47-to-icpc", "2013-14", ""), "147 of 359 = 40.9");
    measuring_supply(measuring, "s47-to-icpc,2013-14,E10000014,,,,41.0");
    HOLDS(measuring_figures(measuring, "s47-to-icpc", "2013-14") == NULL);
    HOLDS(says("is supplied as 41.0 but the extracts give 40.9 (147 records of "
               "ssd_initial_cp_conference against 359 of ssd_s47_enquiry)"));
}

/* The supplied line alone, and whether it is refused at its line with these words. */
static void refused_in_itself(const char *csv, const char *words) {
    struct measuring *measuring = measuring_new();
    size_t before = diag_kept_count(testing_diag());
    measuring_supply(measuring, csv);
    HOLDS(measuring_figures(measuring, "contacts", "2014-03") == NULL);
    const struct diag_message *message = diag_message_at(testing_diag(), before);
    SAME_TEXT(text_of(diag_code_name(message->code)), "DF019");
    SAME_INT(message->place.line, 2);
    HOLDS(text_contains(message->words, text_of(words)));
}

static void supplied_figure_that_contradicts_itself_is_refused(void) {
    refused_in_itself("advocacy-accepted,2014-03,E10000014,,10,20,90", "10 of 20 gives 50, not 90");
    refused_in_itself("advocacy-accepted,2014-03,E10000014,,10,20,10", "10 of 20 gives 50, not 10");
    refused_in_itself("advocacy-accepted,2014-03,E10000014,,30,20,", "30 of 20 is more than the");
    refused_in_itself("advocacy-accepted,2014-03,E10000014,,,,100.1", "100.1% is more than the");
    refused_in_itself("calls-received,2014-03,E10000014,,5,,7", "5 gives 5, not 7");
    refused_in_itself("quality-plan-rating,2014-03,E10000014,Red,1,3,33.4", "gives 33.3, not 33.4");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_DEFINITION);
}

static void supplied_figure_that_agrees_with_itself_is_taken(void) {
    struct measuring *measuring = measuring_new();
    measuring_supply(measuring, "advocacy-accepted,2014-03,E10000014,,139,144,96.5");
    measuring_supply(measuring, "contacts-to-referrals,2014-01,E10000014,,30,20,150");
    measuring_supply(measuring, "calls-received,2014-03,E10000014,,5,,5.0");
    SAME_TEXT(measured(measuring, "advocacy-accepted", "2014-03", ""), "139 of 144 = 96.5");
    HOLDS(!testing_reported(testing_diag(), "DF019"));
}

/* A unit cost is spending over activity, and is worked out again. */
static void a_unit_cost_is_its_cost_over_its_activity(void) {
    struct measuring *measuring = measuring_new();
    measuring_supply(measuring, "paf-b8,2013-14,E10000014,,4868460,7955,");
    measuring_supply(measuring, "paf-b8,2012-13,E10000014,,4868460,7955,612");
    measuring_supply(measuring, "paf-b8,2011-12,E10000014,,4868460,7800,624.2");
    SAME_TEXT(measured(measuring, "paf-b8", "2013-14", ""), "612");
    SAME_TEXT(measured(measuring, "paf-b8", "2012-13", ""), "612");
    refused_in_itself("paf-b8,2013-14,E10000014,,4868460,7955,602", "gives 612, not 602");
}

static void claim_for_a_category_that_is_not_is_a_fault(void) {
    struct measuring *measuring = measuring_new();
    measuring_supply(measuring, "referrals-by-source,2013-14,E10000014,Polise,3,,");
    HOLDS(measuring_figures(measuring, "referrals-by-source", "2013-14") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME008"));
}

static void record_without_a_child_is_warned_of_once_where_children_are_counted(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry",
                    "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date\nE1,C1,2013-09-02\n"
                    "E2,,2013-09-02\nE3,,2013-10-02\n");
    SAME_TEXT(measured(measuring, "s47-children", "2013-14", ""), "1");
    SAME_INT(diag_kept_count(testing_diag()), 1);
    HOLDS(testing_reported(testing_diag(), "ME013"));
    HOLDS(says("2 records of the measure s47-children have no child"));
    SAME_TEXT(measured(measuring, "s47-enquiries", "2013-14", ""), "3");
    SAME_INT(diag_kept_count(testing_diag()), 1);
}

static void period_after_the_extract_or_outside_the_calendar_is_refused(void) {
    struct measuring *measuring = measuring_new();
    SAME_TEXT(measured(measuring, "referrals", "2026-03", ""), "0");
    HOLDS(measuring_figures(measuring, "referrals", "2026-04") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME001"));
    HOLDS(measuring_figures(measuring, "referrals", "1999-12") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME002"));
}

static void lacking_table_is_refused_or_marked(void) {
    struct measuring *measuring = measuring_new();
    measuring_withhold(measuring, "ssd_cp_plans");
    HOLDS(measuring_figures(measuring, "cp-plans", "2013-14") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME003"));
    SAME_TEXT(measured(measuring, "referrals", "2013-14", ""), "0");
    measuring_context(measuring)->marks_missing_tables = true;
    SAME_TEXT(measured(measuring, "cp-plans", "2013-14", ""), "[x]");
    SAME_TEXT(measured(measuring, "cpp-rate", "2013-14", ""), "[x]");
    HOLDS(testing_reported(testing_diag(), "ME006"));
}

/* The team of a plan is its referral's: without referrals nobody's team is known. */
static void lacking_table_of_teams_marks_units_below_the_county(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cp_plans",
                    "cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date\n"
                    "L1,C1,R1,2013-04-26\n");
    measuring_withhold(measuring, "ssd_cin_episodes");
    const struct figures *figures = measuring_figures(measuring, "cp-plans", "2013-14");
    HOLDS(figures != NULL && testing_reported(testing_diag(), "ME010"));
    for (size_t i = 0; figures != NULL && i < figures->count; i++) {
        bool is_county = figures->items[i].level == UNIT_COUNTY;
        SAME_INT(figures->items[i].status, is_county ? FIGURE_SHOWN : FIGURE_NOT_AVAILABLE);
        HOLDS(!is_county || figures->items[i].numerator == 1);
    }
}

static void lacking_column_is_refused_or_marked(void) {
    struct measuring *measuring = measuring_new();
    measuring_withhold_column(measuring, "ssd_cin_episodes", "cine_close_date");
    HOLDS(measuring_figures(measuring, "open-cases", "2013-14") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME009"));
    SAME_TEXT(measured(measuring, "referrals", "2013-14", ""), "0");
    measuring_withhold_column(measuring, "ssd_cp_plans", "visit_interval_days");
    SAME_TEXT(measured(measuring, "cp-visits-in-time", "2013-14", ""), "0 of 0 [z]");
    measuring_context(measuring)->marks_missing_tables = true;
    SAME_TEXT(measured(measuring, "open-cases", "2013-14", ""), "[x]");
}

/* One cell in fifty may be lost: 1 of 50 is, 2 of 50 are not. */
static void column_of_which_too_much_is_lost_is_refused(void) {
    struct measuring *measuring = measuring_new();
    for (int lost = 1; lost <= 2; lost++) {
        struct buffer csv = buffer_new(testing_arena());
        buffer_add_c(&csv, "cine_referral_id,cine_person_id,cine_referral_date\n");
        for (int i = 0; i < 50; i++) {
            buffer_format(&csv, "R%d,C%d,%s\n", i, i, i < lost ? "soon" : "2013-06-03");
        }
        measuring_table(measuring, "ssd_cin_episodes", buffer_text(&csv).bytes);
        bool is_counted = measuring_figures(measuring, "referrals", "2013-14") != NULL;
        HOLDS(is_counted == (lost == 1));
    }
    HOLDS(testing_reported(testing_diag(), "ME011"));
}

static struct text all_figures(struct measuring *measuring, unsigned threads) {
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct measure_context *context = measuring_context(measuring);
    size_t count = context->catalogue->measure_count;
    struct figure_request *requests =
        ARENA_ARRAY(testing_arena(), struct figure_request, 2 * count);
    for (size_t i = 0; i < count; i++) {
        requests[i].measure = requests[2 * count - 1 - i].measure = context->catalogue->measures[i];
        period_parse(TEXT("2013-14"), &requests[i].period);
        period_parse(TEXT("2014-03"), &requests[2 * count - 1 - i].period);
    }
    context->thread_count = threads;
    context->indexes = shared_indexes_new(testing_arena(), context->dataset);
    struct buffer csv = buffer_new(testing_arena());
    const struct figures *figures =
        measures_compute(testing_arena(), testing_diag(), context, requests, 2 * count, levels);
    HOLDS(figures != NULL);
    figures_write_csv(&csv, figures);
    return buffer_text(&csv);
}

static void figures_do_not_depend_on_the_number_of_threads(void) {
    struct measuring *measuring = with_enquiries_and_conferences(300, 200);
    repeat_rows(measuring, "ssd_cin_episodes",
                "cine_referral_date,cine_person_id,cine_referral_team,cine_referral_id\n",
                "2013-09-02,C1,BASRA,R", 400);
    struct text one = all_figures(measuring, 1), four = all_figures(measuring, 4);
    HOLDS(text_equal(one, four));
    HOLDS(text_contains(one, TEXT("\nreferrals,2013-14,2014-03-31,team,BASRA,,400,,400,")));
}

static void every_definition_of_the_catalogue_is_sound(void) {
    struct measuring *measuring = measuring_new();
    struct measure_context *context = measuring_context(measuring);
    HOLDS(measures_check(testing_arena(), testing_diag(), context->catalogue, context->calendar));
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
}

SUITE(measure_compute, CLAIM(teams_add_up_to_areas_and_areas_to_the_county),
      CLAIM(unit_without_records_has_a_figure_of_nought),
      CLAIM(measure_without_teams_is_not_available_below_the_county),
      CLAIM(ratio_takes_both_counts_over_its_own_window),
      CLAIM(intervals_are_wilsons_for_a_ratio_within_one),
      CLAIM(counts_and_rates_have_intervals_of_counts),
      CLAIM(rate_without_a_population_is_not_available),
      CLAIM(supplied_figure_stands_until_it_is_superseded),
      CLAIM(supplied_figure_that_the_extracts_contradict_is_refused),
      CLAIM(claim_agrees_to_the_decimals_that_it_has),
      CLAIM(supplied_figure_that_contradicts_itself_is_refused),
      CLAIM(supplied_figure_that_agrees_with_itself_is_taken),
      CLAIM(a_unit_cost_is_its_cost_over_its_activity),
      CLAIM(claim_for_a_category_that_is_not_is_a_fault),
      CLAIM(record_without_a_child_is_warned_of_once_where_children_are_counted),
      CLAIM(period_after_the_extract_or_outside_the_calendar_is_refused),
      CLAIM(lacking_table_is_refused_or_marked),
      CLAIM(lacking_table_of_teams_marks_units_below_the_county),
      CLAIM(lacking_column_is_refused_or_marked),
      CLAIM(column_of_which_too_much_is_lost_is_refused),
      CLAIM(figures_do_not_depend_on_the_number_of_threads),
      CLAIM(every_definition_of_the_catalogue_is_sound))
