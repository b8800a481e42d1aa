/* What a paper makes of figures that a public pack withholds: nothing that gives them away, in
 * sentences, changes, tables, charts and the words that stand for charts. */
#include "small_report.h"

/* A paper of which the figures at these places of small_make_figures are withheld. */
static struct small_report *withhold(const size_t *places, size_t count) {
    struct small_report *small = small_new();
    struct figure *figures =
        arena_copy(testing_arena(), small->figures.items, small->figures.count * sizeof *figures);
    for (size_t i = 0; i < count; i++) {
        struct figure *figure = &figures[places[i]];
        *figure = (struct figure){.measure = figure->measure,
                                  .period = figure->period,
                                  .level = figure->level,
                                  .unit = figure->unit,
                                  .category = figure->category,
                                  .status = FIGURE_SUPPRESSED};
    }
    small->figures.items = figures;
    return small;
}

enum {
    CASES_BEFORE = 0,
    CASES_NOW = 1,
    CASES_NORTH = 2,
    SHARE_BEFORE = 8,
    SHARE_NOW = 9,
    POLICE = 11
};

static struct text prose(struct small_report *small, const char *words) {
    struct text body =
        text_format(testing_arena(), "  - {paragraph: \"%s\", numbered: no}\n", words);
    const struct document *document = small_build(small, text_c(testing_arena(), body));
    struct text dump = document != NULL ? small_body_of(document) : TEXT("refused");
    return text_slice(dump, 0, text_find(dump, '\n'));
}

/* Every binding of them is withheld, whichever of the two figures is. */
static void say_nothing(const char *const *bindings, size_t count, size_t place) {
    for (size_t i = 0; i < count; i++) {
        struct text words = prose(withhold(&place, 1), bindings[i]);
        if (!HOLDS(text_starts_with(words, TEXT("[not published]")))) {
            printf("%s: %.*s\n", bindings[i], TEXT_ARG(words));
        }
    }
}

static void a_change_between_two_periods_goes_with_either_figure(void) {
    static const char *const changes[] = {"{cases.change(half)}",
                                          "{cases.change(half)|size}",
                                          "{cases.change(half)|rose-or-fell}",
                                          "{cases.difference(half)}",
                                          "{cases.difference(half)|rose-or-fell}",
                                          "{cases.difference(half)|size}"};
    static const char *const shares[] = {"{share.difference(half)}",
                                         "{share.difference(half)|rose-or-fell}"};
    say_nothing(changes, sizeof changes / sizeof changes[0], CASES_NOW);
    say_nothing(changes, sizeof changes / sizeof changes[0], CASES_BEFORE);
    say_nothing(shares, sizeof shares / sizeof shares[0], SHARE_NOW);
    say_nothing(shares, sizeof shares / sizeof shares[0], SHARE_BEFORE);
}

static void nothing_that_a_figure_says_is_left_of_it(void) {
    static const char *const bindings[] = {
        "{share}",       "{share|words}",    "{share.numerator}", "{share.denominator}",
        "{share.lower}", "{share.interval}", "{share.upper}"};
    say_nothing(bindings, sizeof bindings / sizeof bindings[0], SHARE_NOW);
}

/* Nobody may know where a withheld group stands among the others. */
static void the_largest_group_is_not_named_while_one_is_withheld(void) {
    static const char *const bindings[] = {"{sources[largest].category}", "{sources[largest]}",
                                           "{sources[second].category}"};
    say_nothing(bindings, sizeof bindings / sizeof bindings[0], POLICE);
}

static void what_is_not_published_is_said_once(void) {
    size_t place = SHARE_NOW;
    SAME_TEXT(prose(withhold(&place, 1), "Of all, {share.numerator} ({share}) were late."),
              "Of all, [not published] were late.[^1]");
    SAME_TEXT(prose(withhold(&place, 1), "Of {cases}, {share.numerator} (in {@now}) were."),
              "Of 8,013, [not published] (in 2013/14) were.[^1]");
}

/* A total that is withheld may not stand in typed words either, and one that is printed may. */
static void a_total_typed_in_prose_is_refused_with_the_figure(void) {
    size_t place = CASES_NOW;
    SAME_TEXT(prose(small_new(), "{cases} cases: all 8013."), "8,013 cases: all 8013.");
    SAME_TEXT(prose(withhold(&place, 1), "{cases} cases: all 8013."), "refused");
    HOLDS(testing_reported(testing_diag(), "RP012"));
}

#define DISTRICTS                                                                                  \
    "rows-by: district, columns: [{header: District}, {header: Cases, cell: "                      \
    "\"{cases:$row}\"}]}\n"

static void a_table_marks_it_and_says_what_the_mark_means(void) {
    size_t place = CASES_NORTH;
    const struct document *document =
        small_build(withhold(&place, 1), "  - {table: T, sheet: S, " DISTRICTS);
    if (HOLDS(document != NULL)) {
        struct text dump = small_body_of(document);
        HOLDS(text_contains(dump, TEXT("[c]")) && !text_contains(dump, TEXT("8,000")));
        HOLDS(text_contains(dump, TEXT("[c] suppressed, so that no child can be recognised")));
    }
}

/* Neither the drawing, nor its data, nor the words for those who do not see it. */
static void a_chart_and_its_words_leave_it_out(void) {
    size_t place = CASES_NORTH;
    const struct document *document = small_build(
        withhold(&place, 1),
        "  - {chart: C, sheet: S, kind: bars, unit: Cases, category-title: District, rows-by: "
        "district, series: [{name: Cases, cell: \"{cases:$row}\"}]}\n");
    if (!HOLDS(document != NULL)) {
        return;
    }
    const struct document_chart *chart = document->blocks[1].chart;
    struct text dump = small_body_of(document);
    HOLDS(chart->series[0].values[0].kind == CELL_MARKER);
    SAME_TEXT(chart->series[0].values[1].text, "13");
    HOLDS(!text_contains(dump, TEXT("8,000")) && !text_contains(dump, TEXT("8000")));
    HOLDS(!text_contains(chart->alternative, TEXT("8,000")));
    HOLDS(text_contains(chart->alternative, TEXT("Largest of those shown: South, 13")));
}

#define COUNTED                                                                                    \
    "{t.count(Cases: 13)|words} of {t.count|words} ({t.rows(Cases: 13)}).\", numbered: no}\n  - "  \
    "{table: T, id: t, sheet: S, " DISTRICTS

static struct text first_words_of(const struct document *document) {
    struct text dump = document != NULL ? small_body_of(document) : TEXT("refused");
    return text_slice(dump, 0, text_find(dump, '\n'));
}

/* Which rows hold 13 is not known where one may not be seen; how many rows there are is. */
static void rows_are_not_counted_by_a_column_of_which_one_is_withheld(void) {
    size_t place = CASES_NORTH;
    SAME_TEXT(first_words_of(small_build(small_new(), "  - {paragraph: \"" COUNTED)),
              "one of two (South).");
    SAME_TEXT(first_words_of(small_build(withhold(&place, 1), "  - {paragraph: \"" COUNTED)),
              "[not published] of two ([not published]).[^1]");
}

#define CLAIMED(cell, least)                                                                       \
    "  - {claim: All have., id: c, numbered: no, rows-by: district, cell: \"{" cell                \
    ":$row}\", at-least: \"{" least ":$row}\", otherwise: \"{c.count|Words} of {c.of|words}: "     \
    "{c.rows}.\"}\n"

/* Of 5 people each, and cases of which North's are withheld and South's are 13: either way round.
 */
static void a_claim_is_neither_made_nor_denied_for_a_withheld_row(void) {
    size_t place = CASES_NORTH;
    const struct document *document = small_build(withhold(&place, 1), CLAIMED("people", "cases"));
    if (HOLDS(document != NULL)) {
        HOLDS(text_starts_with(small_body_of(document),
                               TEXT("(#c)\n[not published] of two: [not published].[^1]\n")));
    }
    HOLDS(small_build(withhold(&place, 1), CLAIMED("cases", "people")) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP050"));
}

/* What no district holds has no row where it is nothing; what may not be told is not nothing. */
static void a_row_of_what_has_no_unit_stays_where_it_is_withheld(void) {
    static const struct small_figure plain[] = {
        {SMALL_CASES, 0, SMALL_COUNTY, "", 25, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_CASES, 0, SMALL_NORTH, "", 9, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_CASES, 0, SMALL_SOUTH, "", 13, 0, 0, 0, FIGURE_SHOWN},
        {SMALL_CASES, 0, UNIT_NONE, "", 0, 0, 0, 0, FIGURE_SUPPRESSED}};
    struct small_report *small = small_new();
    small_set_figures(small, plain, sizeof plain / sizeof plain[0]);
    const struct document *document = small_build(small, "  - {table: T, sheet: S, " DISTRICTS);
    if (HOLDS(document != NULL)) {
        HOLDS(text_contains(small_body_of(document), TEXT("In no district | [c] |")));
    }
}

/* A band or direction would tell where a withheld figure lies; neither is missing. */
static void what_stands_around_a_figure_is_withheld_with_it(void) {
    static const char *const bindings[] = {"{share.travel(half)}", "{share.travel}",
                                           "{share.band}"};
    say_nothing(bindings, sizeof bindings / sizeof bindings[0], SHARE_NOW);
    say_nothing(bindings, 1, SHARE_BEFORE);
}

SUITE(report_withheld, CLAIM(a_change_between_two_periods_goes_with_either_figure),
      CLAIM(nothing_that_a_figure_says_is_left_of_it),
      CLAIM(the_largest_group_is_not_named_while_one_is_withheld),
      CLAIM(what_is_not_published_is_said_once),
      CLAIM(a_total_typed_in_prose_is_refused_with_the_figure),
      CLAIM(a_table_marks_it_and_says_what_the_mark_means),
      CLAIM(a_chart_and_its_words_leave_it_out),
      CLAIM(rows_are_not_counted_by_a_column_of_which_one_is_withheld),
      CLAIM(a_claim_is_neither_made_nor_denied_for_a_withheld_row),
      CLAIM(a_row_of_what_has_no_unit_stays_where_it_is_withheld),
      CLAIM(what_stands_around_a_figure_is_withheld_with_it))
