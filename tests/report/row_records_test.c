/* Rows that only the extracts can name: workers, and the records behind a measure. */
#include "small_report.h"

enum { NORTH_TEAM = 3, SOUTH_TEAM };

static const char *const held[] = {
    "measure: held\ntitle: Cases held\nsource: S\ndefinition: D\nunit: count\ncounts: cases\n"
    "window: as-at\nby: [worker]\nrecords: SELECT 1\n",
    "measure: plan\ntitle: Actions\nsource: S\ndefinition: D\nunit: percent\ncounts: actions\n"
    "window: as-at\ndetails: [action, measure, due]\nrecords: SELECT 1\n"};

static const struct measure_definition *read_measure(const char *text) {
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("m.yaml"), text_of(text));
    return measure_definition_read(testing_arena(), testing_diag(), root);
}

static struct figure figure_at(const struct measure_definition *measure, uint32_t unit,
                               const char *category, int64_t count) {
    struct figure figure = {.measure = measure,
                            .unit = unit,
                            .level = unit == SMALL_COUNTY ? UNIT_COUNTY : UNIT_TEAM,
                            .category = text_of(category),
                            .has_numerator = true,
                            .has_value = true,
                            .numerator = count,
                            .value = {count, 0}};
    HOLDS(period_parse(TEXT("2013-14"), &figure.period));
    return figure;
}

static const struct text details[][3] = {{{"Meet weekly", 11}, {"cases", 5}, {"2014-02-19", 10}},
                                         {{"Train", 5}, {"", 0}, {"2014-01-05", 10}},
                                         {{"Book rooms", 10}, {"nonsense", 8}, {"", 0}}};

/* A county with a team in each district; who holds what; three actions, one of them overdue. */
static struct small_report *people(void) {
    static const struct unit units[] = {
        {{"C", 1}, {"County", 6}, UNIT_COUNTY, UNIT_NONE, DAY_NONE, DAY_NONE},
        {{"N", 1}, {"North", 5}, UNIT_DISTRICT, 0, DAY_NONE, DAY_NONE},
        {{"S", 1}, {"South", 5}, UNIT_DISTRICT, 0, DAY_NONE, DAY_NONE},
        {{"NT", 2}, {"North team", 10}, UNIT_TEAM, 1, DAY_NONE, DAY_NONE},
        {{"ST", 2}, {"South team", 10}, UNIT_TEAM, 2, DAY_NONE, DAY_NONE}};
    static struct listed_record records[3];
    static struct listing listing;
    struct small_report *small = small_new();
    const struct measure_definition **measures = ARENA_ARRAY(
        testing_arena(), const struct measure_definition *, small->catalogue.measure_count + 2);
    const struct measure_definition *one = read_measure(held[0]), *two = read_measure(held[1]);
    size_t count = 0;
    for (size_t i = 0; i < small->catalogue.measure_count; i++) {
        const struct measure_definition *next = small->catalogue.measures[i];
        if (text_equal_c(next->id, "old")) { /* the catalogue is in the order of ids */
            measures[count++] = one;
        }
        if (text_equal_c(next->id, "s47-rate")) {
            measures[count++] = two;
        }
        measures[count++] = next;
    }
    small->catalogue.measures = measures;
    small->catalogue.measure_count = count;
    small->units = (struct hierarchy){units, 5};
    const struct figure plain[] = {figure_at(measures[0], SMALL_COUNTY, "", 40),
                                   figure_at(measures[0], NORTH_TEAM, "", 30),
                                   figure_at(one, SMALL_COUNTY, "total", 6),
                                   figure_at(one, NORTH_TEAM, "total", 5),
                                   figure_at(one, NORTH_TEAM, "worker: W1", 3),
                                   figure_at(one, NORTH_TEAM, "worker: W]2", 2),
                                   figure_at(one, SOUTH_TEAM, "total", 1),
                                   figure_at(one, SOUTH_TEAM, "worker: (none)", 1)};
    small->figures.items = arena_copy(testing_arena(), plain, sizeof plain);
    small->figures.count = sizeof plain / sizeof plain[0];
    static const char *const ids[] = {"A1", "A2", "A3"}, *const owners[] = {"Head", "Head", ""};
    static const char *const teams[] = {"NT", "", "ZZ"};
    for (size_t i = 0; i < 3; i++) {
        records[i] = (struct listed_record){.record = text_of(ids[i]),
                                            .worker = text_of(owners[i]),
                                            .team = text_of(teams[i]),
                                            .is_met = i == 1,
                                            .details = details[i]};
    }
    listing = (struct listing){.measure = two, .records = records, .record_count = 3};
    small->context.listings = &listing;
    small->context.listing_count = 1;
    small->context.is_restricted = true;
    return small;
}

static struct text table_of(const char *rows) {
    struct text body = text_format(testing_arena(), "  - {table: T, sheet: S, %s}\n", rows);
    const struct document *document = small_build(people(), text_c(testing_arena(), body));
    return document ? small_body_of(document) : TEXT_NONE;
}

#define WORKERS                                                                                    \
    "rows-by: worker, of: held, columns: [{header: Worker}, {header: Team, cell: "                 \
    "\"{unit:$team.name}\"}, {header: Held, cell: \"{held[worker: $row]:$team}\"}]"

static void workers_stand_team_by_team_with_what_each_of_them_holds(void) {
    SAME_TEXT(table_of(WORKERS ", total: {header: All, cells: [\"\", \"{held}\"]}"),
              "Table 1: T {sheet S}\n | Worker | Team | Held > |\n   | W1 | North team | #3 |\n"
              "   | W]2 | North team | #2 |\n   | No worker recorded | South team | #1 |\n"
              " = | All |  | #6 |\n\n");
}

static void workers_that_miss_their_total_are_refused(void) {
    SAME_TEXT(table_of(WORKERS ", total: {header: All, cells: [\"\", \"{held:NT}\"]}"), "");
    HOLDS(testing_reported(testing_diag(), "RP010"));
}

static void a_worker_without_a_part_has_none_of_it(void) {
    SAME_TEXT(
        table_of("rows: [{row: WX, header: New}], columns: [{header: W}, {header: Held, cell: "
                 "\"{held[worker: $row]:NT}\"}]"),
        "Table 1: T {sheet S}\n | W | Held > |\n   | New | #0 |\n\n");
    table_of("rows: [{header: W}], columns: [{header: W}, {header: H, cell: \"{held[W1]}\"}]");
    HOLDS(testing_reported(testing_diag(), "RP001"));
}

static void a_unit_s_paper_names_its_own_workers_alone(void) {
    struct small_report *small = people();
    small->context.unit = SOUTH_TEAM;
    struct text body = text_format(testing_arena(), "  - {table: T, sheet: S, %s}\n", WORKERS);
    const struct document *document = small_build(small, text_c(testing_arena(), body));
    HOLDS(document != NULL && !text_contains(small_body_of(document), TEXT("W1")));
}

#define ACTIONS(keys)                                                                              \
    "rows-by: records, of: plan, " keys "columns: [{header: Action}, {header: What, cell: "        \
    "$action}, {header: Owner, cell: $worker}, {header: Due, cell: $due}]"

static void records_are_listed_in_order_with_their_details(void) {
    SAME_TEXT(table_of(ACTIONS("order: [due], ")),
              "Table 1: T {sheet S}\n | Action | What | Owner | Due |\n"
              "   | A2 | Train | Head | 5\u00a0Jan\u00a02014 |\n"
              "   | A1 | Meet weekly | Head | 19\u00a0Feb\u00a02014 |\n"
              "   | A3 | Book rooms |  |  |\n\n");
}

static void only_what_is_met_or_not_met_is_listed_where_that_is_asked(void) {
    SAME_TEXT(table_of(ACTIONS("only: met, ")),
              "Table 1: T {sheet S}\n | Action | What | Owner | Due |\n"
              "   | A2 | Train | Head | 5\u00a0Jan\u00a02014 |\n\n");
    struct text others = table_of(ACTIONS("only: not met, "));
    HOLDS(text_contains(others, TEXT("| A1 |")) && text_contains(others, TEXT("| A3 |")));
    HOLDS(!text_contains(others, TEXT("| A2 |")));
    HOLDS(!text_contains(table_of(ACTIONS("having: [due], ")), TEXT("| A3 |")));
}

static void a_record_that_lacks_what_each_needs_is_refused_by_name(void) {
    SAME_TEXT(table_of(ACTIONS("needs: [worker], ")), "");
    HOLDS(testing_reported(testing_diag(), "RP060"));
    SAME_TEXT(small_first_words(),
              "the record A3 does not say its worker, which this list needs of each");
}

static void a_record_stands_beside_the_figure_of_its_measure_and_team(void) {
    SAME_TEXT(table_of("rows-by: records, of: plan, tag: business-plan, columns: [{header: A}, "
                       "{header: M, cell: \"{$measure.title}\"}, {header: Where, cell: "
                       "\"{unit:$team.label}\"}, {header: F, cell: \"{$measure:$team}\"}]"),
              "Table 1: T {sheet S}\n | A | M | Where | F > |\n   | A1 | Cases | NT | #30 |\n"
              "   | A2 |  | County |  |\n   | A3 |  | (none) |  |\n\n");
    HOLDS(testing_reported(testing_diag(), "RP061")); /* A3 names no measure of the tag */
}

static void a_list_of_nothing_says_so(void) {
    struct small_report *small = people();
    small->context.listing_count = 0;
    struct text body = text_format(testing_arena(), "  - {table: T, sheet: S, %s}\n",
                                   ACTIONS("none: No action, "));
    const struct document *document = small_build(small, text_c(testing_arena(), body));
    HOLDS(document != NULL && text_contains(small_body_of(document), TEXT("| No action |  |  |")));
}

static void the_records_of_each_list_are_asked_for(void) {
    struct small_report *small = people();
    struct figure_request *requests;
    size_t count, lists = 0;
    struct text body = text_format(testing_arena(), "  - {table: T, sheet: S, %s}\n", ACTIONS(""));
    HOLDS(small_read(small, text_c(testing_arena(), body)));
    HOLDS(report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count));
    for (size_t i = 0; i < count; i++) {
        lists += requests[i].wants_records;
        HOLDS(!requests[i].wants_records || text_equal_c(requests[i].measure->id, "plan"));
    }
    SAME_INT((long long)lists, 1);
}

static void workers_and_records_stand_in_no_public_paper(void) {
    static const char *const rows[] = {WORKERS, ACTIONS("")};
    for (size_t i = 0; i < 2; i++) {
        struct small_report *small = people();
        small->context.is_restricted = false;
        struct text body = text_format(testing_arena(), "  - {table: T, sheet: S, %s}\n", rows[i]);
        size_t before = diag_count(testing_diag(), DIAG_ERROR);
        HOLDS(small_build(small, text_c(testing_arena(), body)) == NULL);
        HOLDS(testing_reported(testing_diag(), "RP038"));
        SAME_INT((long long)(diag_count(testing_diag(), DIAG_ERROR) - before), 1);
    }
}

static void faulty_lists_are_refused(void) {
    static const struct {
        const char *rows, *code;
    } bad[] = {{"rows-by: worker", "DF003"},
               {"rows-by: worker, of: nothing", "DF009"},
               {"rows-by: worker, of: cases", "DF009"},
               {"rows-by: worker, of: held, order: [record]", "RP013"},
               {"rows-by: records, of: typed", "DF009"},
               {"rows-by: records, of: plan, order: due", "DF001"},
               {"rows-by: records, of: plan, needs: [owner]", "DF009"},
               {"rows-by: records, of: plan, having: [owner]", "DF009"},
               {"rows-by: records, of: plan, last: 2", "RP013"},
               {"rows-by: district, of: plan", "RP013"},
               {"rows-by: records, of: plan, only: some", "DF004"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct text rows = text_format(
            testing_arena(), "%s, columns: [{header: A}, {header: B, cell: x}]", bad[i].rows);
        size_t before = diag_count(testing_diag(), DIAG_ERROR);
        SAME_TEXT(table_of(text_c(testing_arena(), rows)), "");
        HOLDS(diag_count(testing_diag(), DIAG_ERROR) > before);
        if (!HOLDS(testing_reported(testing_diag(), bad[i].code))) {
            printf("\n%s\n", bad[i].rows);
        }
    }
}

SUITE(report_row_records, CLAIM(workers_stand_team_by_team_with_what_each_of_them_holds),
      CLAIM(workers_that_miss_their_total_are_refused),
      CLAIM(a_worker_without_a_part_has_none_of_it),
      CLAIM(a_unit_s_paper_names_its_own_workers_alone),
      CLAIM(records_are_listed_in_order_with_their_details),
      CLAIM(only_what_is_met_or_not_met_is_listed_where_that_is_asked),
      CLAIM(a_record_that_lacks_what_each_needs_is_refused_by_name),
      CLAIM(a_record_stands_beside_the_figure_of_its_measure_and_team),
      CLAIM(a_list_of_nothing_says_so), CLAIM(the_records_of_each_list_are_asked_for),
      CLAIM(workers_and_records_stand_in_no_public_paper), CLAIM(faulty_lists_are_refused))
