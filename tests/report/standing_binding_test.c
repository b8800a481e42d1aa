/* What bindings say of what stands around a figure; the figures are worked out by hand. */
#include "ingest/published.h"
#include "small_periods.h"

/* 41 of 50 is 82.0%; in the quarter before 30 of 50, 60.0%; a year before 42 of 50. */
static struct small_report *quarters(void) {
    static const struct small_point points[] = {{SMALL_TIMELY, "2013-14-Q4", SMALL_COUNTY, 41, 50},
                                                {SMALL_TIMELY, "2013-14-Q3", SMALL_COUNTY, 30, 50},
                                                {SMALL_TIMELY, "2012-13-Q4", SMALL_COUNTY, 42, 50},
                                                {SMALL_CASES, "2013-14-Q4", SMALL_COUNTY, 90, 0},
                                                {SMALL_CASES, "2012-13-Q4", SMALL_COUNTY, 80, 0}};
    return small_over("2013-14-Q4", points, sizeof points / sizeof points[0]);
}

static void set_target(struct small_report *small, int64_t target, int64_t tolerance) {
    struct target *row = ARENA_NEW(testing_arena(), struct target);
    struct targets *targets = ARENA_NEW(testing_arena(), struct targets);
    *row = (struct target){.measure = small->catalogue.measures[SMALL_TIMELY],
                           .unit = SMALL_COUNTY,
                           .period = small->context.period,
                           .target = {target, 0},
                           .tolerance = {tolerance, 0}};
    *targets = (struct targets){row, 1};
    small->context.targets = targets;
}

#define RATED_TABLE                                                                                \
    "  - {table: T, sheet: S, rows: [{header: A}], columns: [{header: M}, {header: Target, cell: " \
    "\"{timely.target}\"}, {header: RAG, cell: \"{timely.rag}\"}, {header: Travel, cell: "         \
    "\"{timely.travel}\"}]}\n"

static struct cell rating_at(int64_t target, int64_t tolerance) {
    struct small_report *small = quarters();
    set_target(small, target, tolerance);
    const struct document *document = small_build(small, RATED_TABLE);
    return HOLDS(document != NULL) ? document->blocks[1].table->cells[2]
                                   : (struct cell){.text = TEXT_NONE};
}

static void ratings_are_words_with_marks(void) {
    SAME_TEXT(rating_at(82, 0).text, "Green");
    SAME_INT(rating_at(82, 0).mark, MARK_GREEN);
    SAME_TEXT(rating_at(85, 3).text, "Amber");
    SAME_INT(rating_at(85, 3).mark, MARK_AMBER);
    SAME_TEXT(rating_at(85, 2).text, "Red");
    SAME_INT(rating_at(85, 2).mark, MARK_RED);
}

static void words_with_marks_stand_on_the_left(void) {
    struct small_report *small = quarters();
    set_target(small, 82, 0);
    SAME_TEXT(small_dump_of(small, RATED_TABLE),
              "Table 1: T {sheet S}\n | M | Target > | RAG | Travel |\n"
              "   | A | #82 | <green> Green | <up> Improving |\n\n");
}

static void a_missing_target_refuses_a_paper_and_is_named(void) {
    HOLDS(small_build(quarters(), RATED_TABLE) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP017"));
    SAME_TEXT(small_first_words(),
              "targets.csv has no target for timely, 2013-14-Q4, C: it cannot be rated");
}

static void a_missing_target_is_never_green_in_a_draft(void) {
    struct small_report *small = quarters();
    small->context.is_draft = true;
    HOLDS(text_contains(small_dump_of(small, RATED_TABLE),
                        TEXT("| A | [x] | [x] | <up> Improving |")));
    HOLDS(testing_reported(testing_diag(), "RP016"));
}

static void targets_are_printed_as_their_figures_are(void) {
    struct small_report *small = quarters();
    set_target(small, 85, 2);
    SAME_TEXT(small_prose_of(small, "{timely.target} {timely.tolerance} {timely.rag}"),
              "85% 2% Red");
}

/* 82.0% against 60.0% of 50 each: the interval of the difference, 3.9 to 38.2, excludes 0; against
 * 84.0% it does not. */
static void travel_is_from_the_period_before_or_the_one_named(void) {
    SAME_TEXT(small_prose_of(quarters(), "{timely.travel}"), "Improving");
    SAME_TEXT(small_prose_of(quarters(), "{timely.travel(year-before)}"), "No clear change");
    SAME_TEXT(small_prose_of(quarters(), "{timely.travel(2013-14-Q3)|lower}"), "improving");
}

/* Without the quarter before, a count of which neither is better is seen from the year before. */
static void travel_falls_back_to_the_year_before(void) {
    SAME_TEXT(small_prose_of(quarters(), "{cases.travel}"), "Up");
    HOLDS(small_build(quarters(), "  - paragraph: \"{cases.travel(previous)}\"\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "RP003"));
}

static void what_travel_needs_is_requested(void) {
    struct small_report *small = quarters();
    struct figure_request *requests;
    size_t count;
    HOLDS(small_read(small, "  - paragraph: \"{timely.travel}\"\n"));
    HOLDS(report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count));
    if (SAME_INT((long long)count, 5), count == 5) { /* two of them the headline's */
        SAME_TEXT(period_name(testing_arena(), &requests[1].period), "2013-14-Q3");
        SAME_TEXT(period_name(testing_arena(), &requests[2].period), "2012-13-Q4");
    }
}

static void a_band_is_counted_from_its_edges(void) {
    struct small_report *small = quarters();
    struct banding banding = {.measure = small->catalogue.measures[SMALL_TIMELY],
                              .edges = {{0, 0}, {60, 0}, {70, 0}, {82, 0}, {95, 0}}};
    const struct bandings bandings = {&banding, 1};
    small->context.bandings = &bandings;
    SAME_TEXT(small_prose_of(small, "{timely.band}"), "4");
}

static void first_figures_are_marked(void) {
    struct small_report *small = quarters();
    SAME_TEXT(small_prose_of(small, "{timely}{timely.first-cut}"), "82.0%");
    small = quarters();
    small->context.is_first_cut = true;
    SAME_TEXT(small_prose_of(small, "{timely} {timely.first-cut}"), "82.0% [p]");
}

static void every_report_has_previous_and_year_before(void) {
    SAME_TEXT(small_prose_of(quarters(), "{timely@previous} {timely@year-before}"), "60.0% 84.0%");
    SAME_TEXT(small_prose_of(quarters(), "{timely@2012-13-Q4} {@2012-13-Q4.words}"),
              "84.0% quarter 4 of 2012/13");
}

/* ---- comparators ---- */

static void a_row_of_which_nothing_is_published_has_a_marker(void) {
    struct small_report *small = quarters();
    small->context.published = published_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    small->authority.ons_code = TEXT("E10000014");
    const char body[] = "  - {table: T, sheet: S, rows: [{row: cases, header: A}], columns: "
                        "[{header: M}, {header: B, cell: \"{$row@england}\"}]}\n";
    HOLDS(text_contains(small_dump_of(small, body), TEXT("| A | [x] |")));
}

static void misspelt_standings_are_refused(void) {
    static const char *const bad[] = {"{timely@england}", "{@england}", "{timely.travel(x)}",
                                      "{timely.rag@nowhere}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct text body = text_format(testing_arena(), "  - paragraph: \"%s\"\n", bad[i]);
        HOLDS(small_build(quarters(), text_c(testing_arena(), body)) == NULL);
    }
    HOLDS(testing_reported(testing_diag(), "RP001"));
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 4);
}

SUITE(report_standing_binding, CLAIM(ratings_are_words_with_marks),
      CLAIM(words_with_marks_stand_on_the_left),
      CLAIM(a_missing_target_refuses_a_paper_and_is_named),
      CLAIM(a_missing_target_is_never_green_in_a_draft),
      CLAIM(targets_are_printed_as_their_figures_are),
      CLAIM(travel_is_from_the_period_before_or_the_one_named),
      CLAIM(travel_falls_back_to_the_year_before), CLAIM(what_travel_needs_is_requested),
      CLAIM(a_band_is_counted_from_its_edges), CLAIM(first_figures_are_marked),
      CLAIM(every_report_has_previous_and_year_before),
      CLAIM(a_row_of_which_nothing_is_published_has_a_marker),
      CLAIM(misspelt_standings_are_refused))
