/* Whose records a SELECT counts, as messages name them. */
#include "../src/measure/needed_tables.h"

#include "support/measuring.h"
#include "support/sample.h"
#include "support/testing.h"

static struct text main_table(struct measuring *measuring, const char *sql, struct text table) {
    const struct measure_definition measure = {.records = sample_select(sql), .table = table};
    const struct table *found = needed_tables_main(measuring_context(measuring)->dataset, &measure);
    return found != NULL ? found->name : TEXT("none");
}

static void records_are_those_of_the_outermost_from(void) {
    struct measuring *measuring = measuring_new();
    const char *selects[] = {
        "SELECT 1 FROM ssd_cp_plans",
        "SELECT (SELECT 1 FROM ssd_cin_plans) AS met from ssd_cp_plans p LEFT JOIN ssd_person",
        "SELECT ')' AS a, 'x FROM ssd_person' AS b -- FROM ssd_person\nFROM ssd_cp_plans",
        "SELECT 1 /* ( FROM ssd_person */ FROM \"ssd_cp_plans\"",
        "SELECT a IS DISTINCT FROM ssd_person AS met FROM ssd_cp_plans",
        "SELECT 1 FROM (SELECT 2 FROM (SELECT 3 FROM ssd_cp_plans)) x, ssd_person",
        "WITH a AS (SELECT 1 FROM ssd_cp_plans), b (x, y) AS MATERIALIZED (SELECT 1 FROM a "
        "UNION SELECT 1 FROM ssd_person) SELECT 1, (2) AS n FROM b JOIN ssd_person",
    };
    for (size_t i = 0; i < sizeof selects / sizeof selects[0]; i++) {
        SAME_TEXT(main_table(measuring, selects[i], TEXT_NONE), "ssd_cp_plans");
    }
}

static void table_that_cannot_be_told_is_none_unless_the_definition_says(void) {
    struct measuring *measuring = measuring_new();
    const char *selects[] = {"WITH a AS (SELECT 1 FROM a) SELECT 1 FROM a",
                             "SELECT 1",
                             "SELECT 1 FROM (ssd_cp_plans JOIN ssd_person)",
                             "SELECT 1 FROM json_each('[]')",
                             "SELECT '1 FROM ssd_person",
                             "("};
    for (size_t i = 0; i < sizeof selects / sizeof selects[0]; i++) {
        SAME_TEXT(main_table(measuring, selects[i], TEXT_NONE), "none");
        SAME_TEXT(main_table(measuring, selects[i], TEXT("ssd_person")), "ssd_person");
    }
}

static void every_measure_of_the_catalogue_counts_the_table_of_its_ids(void) {
    struct measuring *measuring = measuring_new();
    const struct catalogue *catalogue = measuring_context(measuring)->catalogue;
    const char *tables[][2] = {{"referrals-to-service", "ssd_cin_episodes"},
                               {"cp-reviews-in-time", "ssd_cp_plans"},
                               {"cp-visits-in-time", "ssd_cp_plans"},
                               {"cin-closed-6m-after-care", "ssd_cla_episodes"},
                               {"s47-to-icpc-cohort", "ssd_s47_enquiry"},
                               {"cla-3-placements", "ssd_cla_episodes"}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const struct table *table =
            needed_tables_main(measuring_context(measuring)->dataset,
                               catalogue_measure(catalogue, text_of(tables[i][0])));
        HOLDS(table != NULL && text_equal_c(table->name, tables[i][1]));
    }
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        const struct measure_definition *measure = catalogue->measures[i];
        HOLDS((measure->records != NULL) ==
              (needed_tables_main(measuring_context(measuring)->dataset, measure) != NULL));
    }
}

static size_t messages_of(const char *code) {
    size_t count = 0;
    for (size_t i = 0; i < diag_kept_count(testing_diag()); i++) {
        enum diag_code kept = diag_message_at(testing_diag(), i)->code;
        count += text_equal_c(text_of(diag_code_name(kept)), code);
    }
    return count;
}

static void one_undated_referral_is_told_once_though_two_measures_count_it(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date\nR1,C1,\n");
    struct measure_context *context = measuring_context(measuring);
    struct figure_request requests[2] = {
        {.measure = catalogue_measure(context->catalogue, TEXT("referrals"))},
        {.measure = catalogue_measure(context->catalogue, TEXT("referrals-to-service"))}};
    HOLDS(period_parse(TEXT("2013-14"), &requests[0].period));
    requests[1].period = requests[0].period;
    context->indexes = shared_indexes_new(testing_arena(), context->dataset);
    static const bool levels[UNIT_LEVEL_COUNT] = {true};
    HOLDS(measures_compute(testing_arena(), testing_diag(), context, requests, 2, levels) != NULL);
    SAME_INT(messages_of("ME005"), 1);
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words,
              "1 records of ssd_cin_episodes have no date and are in no period");
}

static void contradicted_claim_names_the_table_that_is_counted(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date\nR1,C1,2013-06-03\n");
    measuring_supply(measuring, "referrals-to-service,2013-14,E10000014,,1,1,");
    HOLDS(measuring_figures(measuring, "referrals-to-service", "2013-14") == NULL);
    HOLDS(testing_reported(testing_diag(), "ME004"));
    HOLDS(text_contains(diag_message_at(testing_diag(), 0)->words,
                        TEXT("(0 of 1 records of ssd_cin_episodes)")));
}

/* Two visits of one plan, so that a join of the two gives the plan twice. */
static struct text plans_by(const char *sql) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cp_plans",
                    "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n"
                    "L1,C1,2013-05-01\nL2,C2,2013-05-01\n,C3,2013-05-01\n,C3,2013-05-01\n");
    measuring_table(measuring, "ssd_cp_visits",
                    "cppv_cp_visit_id,cppv_cp_plan_id,cppv_cp_visit_date\n"
                    "V1,L2,2013-06-01\nV2,L2,2013-07-01\n");
    measuring_select(measuring, "cp-plans", sql);
    return measured(measuring, "cp-plans", "2013-14", "");
}

#define PLAN_COLUMNS                                                                               \
    "SELECT cppl_cp_plan_id AS record, cppl_person_id AS child, "                                  \
    "cppl_cp_plan_start_date AS opened, cppl_cp_plan_end_date AS closed FROM ssd_cp_plans "

static void record_that_a_join_gives_twice_is_refused(void) {
    static const char *const repeating[] = {
        PLAN_COLUMNS "LEFT JOIN ssd_cp_visits ON cppv_cp_plan_id = cppl_cp_plan_id",
        PLAN_COLUMNS "AS p, ssd_cp_visits WHERE cppv_cp_plan_id = cppl_cp_plan_id",
        PLAN_COLUMNS "UNION ALL " PLAN_COLUMNS,
        "SELECT record, child, opened, closed FROM (" PLAN_COLUMNS
        "JOIN ssd_cp_visits ON cppv_cp_plan_id = cppl_cp_plan_id)",
    };
    for (size_t i = 0; i < sizeof repeating / sizeof *repeating; i++) {
        HOLDS(text_starts_with(plans_by(repeating[i]), TEXT("no figures: the SELECT of cp-plans")));
        SAME_INT(messages_of("ME014"), (int)i + 1);
    }
    HOLDS(text_contains(
        diag_message_at(testing_diag(), 0)->words,
        TEXT("the SELECT of cp-plans gives a record more than once: its row 3 repeats")));
}

static void record_that_comes_once_or_has_no_id_is_counted(void) {
    SAME_TEXT(plans_by(PLAN_COLUMNS), "4");
    SAME_TEXT(plans_by(PLAN_COLUMNS "LEFT JOIN ssd_cp_visits ON cppv_cp_visit_id = 'V1'"), "4");
    SAME_TEXT(plans_by(PLAN_COLUMNS "WHERE EXISTS (SELECT 1 FROM ssd_cp_visits WHERE "
                                    "cppv_cp_plan_id = cppl_cp_plan_id)"),
              "1");
    SAME_INT(messages_of("ME014"), 0);
}

SUITE(measure_needed_tables, CLAIM(records_are_those_of_the_outermost_from),
      CLAIM(table_that_cannot_be_told_is_none_unless_the_definition_says),
      CLAIM(every_measure_of_the_catalogue_counts_the_table_of_its_ids),
      CLAIM(one_undated_referral_is_told_once_though_two_measures_count_it),
      CLAIM(contradicted_claim_names_the_table_that_is_counted),
      CLAIM(record_that_a_join_gives_twice_is_refused),
      CLAIM(record_that_comes_once_or_has_no_id_is_counted))
