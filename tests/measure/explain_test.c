/* Lists of records over small tables: which records, which children, and why
 * the others are left out. */
#include "measure/explain.h"

#include "support/measuring.h"
#include "support/testing.h"

static struct explanation explanation;

static bool explain(struct measuring *measuring, const char *measure, struct text category,
                    bool only_not_met, enum unit_level level, const char *unit) {
    struct measure_context *context = measuring_context(measuring);
    struct explain_request request = {
        .measure = catalogue_measure(context->catalogue, text_of(measure)),
        .level = level,
        .unit = unit == NULL ? UNIT_NONE : hierarchy_find(context->units, text_of(unit)),
        .category = category,
        .only_not_met = only_not_met};
    CU_ASSERT_FATAL(request.measure != NULL && period_parse(TEXT("2013-14"), &request.period));
    context->indexes = shared_indexes_new(testing_arena(), context->dataset);
    return measure_explain(testing_arena(), testing_diag(), context, &request, &explanation);
}

static bool explain_county(struct measuring *measuring, const char *measure, const char *category) {
    return explain(measuring, measure, text_of(category), false, UNIT_COUNTY, "E10000014");
}

/* "I1 I2(transfer in)": the records listed and why those left out are. */
static struct text records_of(const struct listing *listing) {
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < listing->record_count; i++) {
        const struct listed_record *record = &listing->records[i];
        buffer_add_c(&out, i > 0 ? " " : "");
        buffer_add(&out, record->record);
        if (record->excluded.length > 0) {
            buffer_format(&out, "(%.*s)", TEXT_ARG(record->excluded));
        }
    }
    return buffer_text(&out);
}

static struct text listed(size_t listing) {
    return records_of(&explanation.listings[listing]);
}

static struct measuring *with_conferences(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry",
                    "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,"
                    "s47e_s47_completed_by_team\n"
                    "S1,C1,2013-04-01,EASCIN\n"
                    "S1,C2,2013-04-01,EASCIN\n"
                    "S3,C3,2013-03-31,\n"
                    "S4,C4,,EASCIN\n"
                    "S5,C5,2014-03-31,EASCIN\n");
    measuring_table(measuring, "ssd_initial_cp_conference",
                    "icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_icpc_date,"
                    "icpc_icpc_transfer_in,icpc_icpc_team\n"
                    "I0,S1,C1,2013-03-31,N,EASCIN\n"
                    "I1,S1,C1,2013-04-01,N,EASCIN\n"
                    "I2,S1,C2,2013-05-31,N,EASCIN\n"
                    "I3,S3,C3,2013-04-10,N,\n"
                    "I4,S4,C4,2013-06-03,N,EASCIN\n"
                    "I5,S5,C5,2014-03-28,N,EASCIN\n"
                    "I6,S5,C5,2014-03-31,Y,EASCIN\n"
                    "I7,,C7,2014-03-31,N,EASCIN\n"
                    "I8,S1,C1,2014-04-01,N,EASCIN\n");
    return measuring;
}

static void list_holds_the_records_of_the_window_and_why_others_are_left_out(void) {
    struct measuring *measuring = with_conferences();
    HOLDS(explain_county(measuring, "icpcs", ""));
    SAME_TEXT(listed(0), "I1 I2 I3 I4 I5 I6(transfer in) I7");
    SAME_INT(explanation.figure->numerator, 6);
    SAME_INT(explanation.listings[0].counted, 6);
    SAME_INT(explanation.listings[0].left_out_count, 1);
    SAME_TEXT(explanation.listings[0].left_out[0].reason, "transfer in");
    SAME_INT(explanation.listings[0].left_out[0].count, 1);
}

static void category_lists_its_own_records(void) {
    struct measuring *measuring = with_conferences();
    HOLDS(explain_county(measuring, "s47-to-icpc-days", "0-10"));
    SAME_TEXT(listed(0), "I1 I3");
    HOLDS(explain_county(measuring, "s47-to-icpc-days", "no start"));
    SAME_TEXT(listed(0), "I4");
    HOLDS(explain_county(measuring, "s47-to-icpc-days", "out of order"));
    SAME_TEXT(listed(0), "I5");
    HOLDS(explain_county(measuring, "s47-to-icpc-days", "no enquiry"));
    SAME_TEXT(listed(0), "I7");
    HOLDS(explain_county(measuring, "s47-to-icpc-days", "left out"));
    SAME_TEXT(listed(0), "I6(transfer in)");
    HOLDS(explain_county(measuring, "s47-to-icpc-days", "median"));
    SAME_TEXT(listed(0), "I1 I2 I3");
    HOLDS(!explain_county(measuring, "s47-to-icpc-days", "0-9"));
    HOLDS(testing_reported(testing_diag(), "US008"));
}

static void not_met_leaves_out_what_is_met_and_what_is_left_out(void) {
    struct measuring *measuring = with_conferences();
    HOLDS(explain(measuring, "icpc-15", TEXT_NONE, true, UNIT_COUNTY, "E10000014"));
    SAME_TEXT(listed(0), "I2 I4 I5");
    SAME_INT(explanation.figure->denominator - explanation.figure->numerator, 3);
    HOLDS(!explain(measuring, "icpcs", TEXT_NONE, true, UNIT_COUNTY, "E10000014"));
    HOLDS(testing_reported(testing_diag(), "US009"));
}

static void record_without_a_team_is_listed_under_none(void) {
    struct measuring *measuring = with_conferences();
    HOLDS(explain(measuring, "icpcs", TEXT_NONE, false, UNIT_TEAM, NULL));
    SAME_TEXT(listed(0), "I3");
    HOLDS(explain(measuring, "icpcs", TEXT_NONE, false, UNIT_TEAM, "EASCIN"));
    SAME_TEXT(listed(0), "I1 I2 I4 I5 I6(transfer in) I7");
}

/* Of a unit both ways; NULL: "(none)". */
static void must_list_alike(struct measuring *measuring, struct unit_listings *listings,
                            const char *measure, const char *unit) {
    HOLDS(explain(measuring, measure, TEXT_NONE, false, UNIT_TEAM, unit));
    const struct listing *one = &explanation.listings[0];
    const struct listing *listing = unit_listings_of(listings, explanation.request.unit);
    CU_ASSERT_FATAL(listing != NULL);
    HOLDS(text_equal(records_of(listing), records_of(one)));
    SAME_INT(listing->counted, one->counted);
    SAME_INT(listing->met, one->met);
    SAME_INT(listing->left_out_count, one->left_out_count);
}

static struct unit_listings *read_teams(struct measuring *measuring, const char *measure) {
    struct measure_context *context = measuring_context(measuring);
    struct period period;
    CU_ASSERT_FATAL(period_parse(TEXT("2013-14"), &period));
    context->indexes = shared_indexes_new(testing_arena(), context->dataset);
    return unit_listings_read(testing_arena(), testing_diag(), context,
                              catalogue_measure(context->catalogue, text_of(measure)), &period,
                              UNIT_TEAM);
}

/* A child with records of two teams is counted once by each, whichever is listed first. */
static void one_reading_lists_every_unit_as_it_is_explained_alone(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry",
                    "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,"
                    "s47e_s47_completed_by_team\n"
                    "S1,C1,2013-05-01,EASCIN\n"
                    "S2,C1,2013-06-01,EASCIN\n"
                    "S3,C1,2013-06-02,BASCIN\n"
                    "S4,,2013-06-01,BASCIN\n"
                    "S5,C5,2013-06-01,\n"
                    "S6,C6,2014-04-01,BASCIN\n");
    struct unit_listings *listings = read_teams(measuring, "s47-children");
    CU_ASSERT_FATAL(listings != NULL);
    static const char *const units[] = {"EASCIN", "BASCIN", NULL, "EASCIN"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        must_list_alike(measuring, listings, "s47-children", units[i]);
    }
    SAME_TEXT(listed(0), "S1 S2");
    SAME_INT(explanation.listings[0].counted, 1);
    struct unit_listings *ratio = read_teams(with_conferences(), "s47-to-icpc");
    CU_ASSERT_FATAL(ratio != NULL);
    HOLDS(unit_listings_of(ratio, UNIT_NONE) == NULL);
}

static void ratio_lists_both_counts_over_its_own_window(void) {
    struct measuring *measuring = with_conferences();
    HOLDS(explain_county(measuring, "s47-to-icpc", ""));
    SAME_INT(explanation.listing_count, 2);
    SAME_TEXT(listed(1), "S1 S1 S5");
    SAME_INT(explanation.figure->denominator, explanation.listings[1].counted);
}

static void child_with_two_records_is_listed_twice_and_counted_once(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry",
                    "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date\n"
                    "S1,C1,2013-05-01\n"
                    "S2,C1,2013-06-01\n"
                    "S3,,2013-06-01\n"
                    "S4,C4,2013-06-01\n");
    HOLDS(explain_county(measuring, "s47-children", ""));
    SAME_TEXT(listed(0), "S1 S2 S3(no child) S4");
    SAME_INT(explanation.listings[0].counted, 2);
    SAME_INT(explanation.figure->numerator, 2);
    SAME_TEXT(explanation.listings[0].left_out[0].reason, "no child");
}

static void child_with_one_record_that_is_met_is_not_among_those_not_met(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cla_episodes",
                    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date\n"
                    "G1,C1,2013-05-01\n"
                    "G2,C2,2013-05-01\n");
    measuring_table(measuring, "ssd_cla_placement",
                    "clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date\n"
                    "P1,C1,2013-05-01\nP2,C1,2013-06-01\nP3,C1,2013-07-01\n");
    HOLDS(explain(measuring, "cla-3-placements", TEXT_NONE, true, UNIT_COUNTY, "E10000014"));
    SAME_TEXT(listed(0), "G2");
}

SUITE(measure_explain, CLAIM(list_holds_the_records_of_the_window_and_why_others_are_left_out),
      CLAIM(category_lists_its_own_records),
      CLAIM(not_met_leaves_out_what_is_met_and_what_is_left_out),
      CLAIM(record_without_a_team_is_listed_under_none),
      CLAIM(one_reading_lists_every_unit_as_it_is_explained_alone),
      CLAIM(ratio_lists_both_counts_over_its_own_window),
      CLAIM(child_with_two_records_is_listed_twice_and_counted_once),
      CLAIM(child_with_one_record_that_is_met_is_not_among_those_not_met))
