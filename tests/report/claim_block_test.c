#include "small_report.h"

#define COVER(more)                                                                                \
    "  - claim: Each has as many.\n    id: cover\n    numbered: no\n    rows-by: district\n"       \
    "    cell: \"{people:$row}\"\n    at-least: \"{cases:$row}\"\n" more
#define OTHERWISE "    otherwise: \"{cover.count|Words} of {cover.of|words}: {cover.rows}.\"\n"

/* Cases of North and South; people are 5 in either. */
static struct small_report *with_cases(int64_t north, int64_t south) {
    struct small_report *small = small_new();
    struct figure *figures = arena_copy(testing_arena(), small->figures.items,
                                        small->figures.count * sizeof(struct figure));
    figures[2].numerator = north;
    figures[3].numerator = south;
    small->figures.items = figures;
    return small;
}

static struct text said(struct small_report *small, const char *body) {
    const struct document *document = small_build(small, body);
    return document ? small_body_of(document) : TEXT_NONE;
}

static void a_claim_stands_where_every_row_bears_it_out(void) {
    SAME_TEXT(said(with_cases(5, 4), COVER("")), "(#cover)\nEach has as many.\n\n");
}

static void equal_totals_do_not_bear_out_what_one_row_denies(void) {
    struct small_report *small = with_cases(4, 6); /* 10 in all, as of the people */
    HOLDS(small_build(small, COVER("")) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP050"));
    SAME_TEXT(small_first_words(),
              "the claim \"Each has as many.\" does not hold in every row: South");
}

static void what_is_so_is_said_in_place_of_the_claim(void) {
    SAME_TEXT(said(with_cases(4, 6), COVER(OTHERWISE)), "(#cover)\nOne of two: South.\n\n");
    SAME_TEXT(said(with_cases(6, 6), COVER(OTHERWISE)),
              "(#cover)\nTwo of two: North and South.\n\n");
    SAME_TEXT(said(with_cases(5, 4), COVER(OTHERWISE)), "(#cover)\nEach has as many.\n\n");
}

static void a_missing_figure_bears_nothing_out(void) {
    struct small_report *small = with_cases(1, 1);
    ((struct figure *)small->figures.items)[3].status = FIGURE_NOT_AVAILABLE;
    HOLDS(small_build(small, COVER("")) == NULL);
    HOLDS(text_contains(small_first_words(), TEXT("row: South")));
}

#define TABLE(words)                                                                               \
    "  - {paragraph: \"" words "\", numbered: no}\n"                                               \
    "  - table: T\n    id: t\n    sheet: S\n    rows-by: district\n    columns:\n"                 \
    "      - {header: District}\n      - {header: Number, cell: \"{people:$row}\"}\n"

static void rows_of_a_table_are_counted_and_named_by_what_stands_in_a_column(void) {
    struct text body = small_dump(TABLE("{t.count|words}, {t.count(Number: 4, 5)|words}, "
                                        "{t.count(Number: 4)|words-or-none}: "
                                        "{t.rows(Number: 5)}"));
    SAME_TEXT(text_slice(body, 0, text_find(body, '\n')), "two, two, none: North and South");
    HOLDS(small_refuses(TABLE("{t.count(Numbre: 5)}"), "RP001"));
    HOLDS(small_refuses(TABLE("{t.sum}"), "RP001"));
}

static void rows_that_count_their_own_table_are_refused(void) {
    HOLDS(small_refuses("  - table: T\n    id: t\n    sheet: S\n    rows-by: district\n"
                        "    columns: [{header: D}, {header: N, cell: \"{t.count(N: 5)}\"}]\n",
                        "RP001"));
}

#define ENTRIES(rows)                                                                              \
    "  - {paragraph: \"{log.count|words}, {log.count(Begun)|words}\", numbered: no}\n"             \
    "  - {entries: Log, id: log, sheet: L, headers: [Action, State], widths: [2, 1], rows: [" rows \
    "], source: Plan, date: 2014-03-31}\n"

static void entries_are_a_table_of_words_with_its_source(void) {
    SAME_TEXT(small_dump(ENTRIES("[One thing, Begun], [Another, Done]")),
              "two, one\n\n(#log)\nTable 1: Log {sheet L}\n | Action | State |\n   | One thing | "
              "Begun |\n"
              "   | Another | Done |\n  note: Source: Plan, 31\u00a0March 2014.\n\n");
    HOLDS(small_refuses(ENTRIES("[One thing]"), "DF009"));
}

SUITE(report_claim_block, CLAIM(a_claim_stands_where_every_row_bears_it_out),
      CLAIM(equal_totals_do_not_bear_out_what_one_row_denies),
      CLAIM(what_is_so_is_said_in_place_of_the_claim), CLAIM(a_missing_figure_bears_nothing_out),
      CLAIM(rows_of_a_table_are_counted_and_named_by_what_stands_in_a_column),
      CLAIM(rows_that_count_their_own_table_are_refused),
      CLAIM(entries_are_a_table_of_words_with_its_source))
