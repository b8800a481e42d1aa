#include "small_report.h"

#define BY_DISTRICT(cells, total)                                                                  \
    "  - table: Cases\n    sheet: S\n    rows-by: district\n    columns:\n"                        \
    "      - {header: District}\n      - {header: Number, cell: \"" cells "\"}\n"                  \
    "    total: {header: All, cells: [\"" total "\"]}\n"

static void a_table_by_unit_has_its_total(void) {
    SAME_TEXT(small_dump(BY_DISTRICT("{cases:$row}", "{cases}")),
              "Table 1: Cases {sheet S}\n | District | Number > |\n   | North | #8,000 |\n"
              "   | South | #13 |\n = | All | #8,013 |\n\n");
}

static void a_total_that_is_not_its_rows_is_refused_with_both_numbers(void) {
    HOLDS(small_refuses(BY_DISTRICT("{cases:$row}", "{cases@half}"), "RP010"));
    SAME_TEXT(small_first_words(),
              "the total 7,319 at the measure cases for 2013-14-H1 is not the sum 8,013 (column "
              "\"Number\", from the measure cases for 2013-14) of the rows above it");
}

static void a_supplied_total_is_named_by_its_line(void) {
    HOLDS(small_refuses(BY_DISTRICT("{cases:$row}", "{typed}"), "RP010"));
    HOLDS(text_contains(small_first_words(), TEXT("8 at supplied.csv:7 is")));
}

static void distinct_children_need_not_add_up(void) {
    HOLDS(small_dump(BY_DISTRICT("{people:$row}", "{people}")).length > 0);
}

/* The paper of 2011 printed percents in its row of totals, under counts. */
static void a_total_of_another_kind_than_its_rows_is_refused(void) {
    HOLDS(small_refuses(BY_DISTRICT("{cases:$row}", "{share}"), "RP054"));
    HOLDS(small_refuses(BY_DISTRICT("{share}", "{cases}"), "RP054"));
    SAME_TEXT(small_words_of("RP054"),
              "the total of \"Number\" is a percent, and the rows above it are counts\n"
              "the total of \"Number\" is a count, and the rows above it are percents\n");
    HOLDS(small_dump(BY_DISTRICT("{share}", "{share}")).length > 0);
}

static void rows_with_markers_may_not_exceed_the_total(void) {
    HOLDS(small_dump(BY_DISTRICT("{cases@half:$row}", "{cases}")).length > 0);
    struct small_report *small = small_new();
    struct figure *figures = arena_copy(testing_arena(), small->figures.items,
                                        small->figures.count * sizeof(struct figure));
    figures[2].status = FIGURE_SUPPRESSED;
    figures[3].numerator = 9000;
    small->figures.items = figures;
    HOLDS(small_build(small, BY_DISTRICT("{cases:$row}", "{cases}")) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP010"));
}

/* Cases adjusted in one form, people in another. */
static struct small_report *small_with_forms(enum deprivation_form cases,
                                             enum deprivation_form people) {
    struct small_report *small = small_new();
    const struct measure_definition *const *measures = small->catalogue.measures;
    ((struct measure_definition *)(uintptr_t)measures[SMALL_CASES])->deprivation = cases;
    ((struct measure_definition *)(uintptr_t)measures[SMALL_PEOPLE])->deprivation = people;
    return small;
}

static void two_forms_of_adjusting_for_deprivation_are_never_in_one_table_or_chart(void) {
    static const char table[] = "  - {table: T, sheet: S, columns: [{header: A}, {header: B, cell: "
                                "\"{cases}\"}, {header: C, cell: \"{people}\"}], rows: [{row: "
                                "all, header: All}]}\n";
    static const char chart[] =
        "  - {chart: Ch, sheet: S, kind: bars, unit: U, category-title: T, series: "
        "[{name: A, cell: \"{cases}\"}, {name: B, cell: \"{people}\"}], "
        "rows: [{row: all, header: All}]}\n";
    HOLDS(small_build(small_with_forms(DEPRIVATION_DIRECT, DEPRIVATION_DIRECT), table) != NULL);
    HOLDS(small_build(small_with_forms(DEPRIVATION_DIRECT, DEPRIVATION_NONE), table) != NULL);
    HOLDS(small_build(small_with_forms(DEPRIVATION_DIRECT, DEPRIVATION_DIRECT), chart) != NULL);
    HOLDS(!testing_reported(testing_diag(), "RP025"));
    HOLDS(small_build(small_with_forms(DEPRIVATION_VERSUS, DEPRIVATION_INDIRECT), table) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP025"));
    HOLDS(text_contains(small_first_words(), TEXT("this table mixes")));
    HOLDS(small_build(small_with_forms(DEPRIVATION_DIRECT, DEPRIVATION_INDIRECT), chart) == NULL);
    HOLDS(diag_kept_count(testing_diag()) == 2 &&
          text_contains(diag_message_at(testing_diag(), 1)->words,
                        TEXT("this chart mixes forms of adjusting for deprivation: cases and "
                             "people")));
}

static void groups_make_rows_and_shares_are_not_added(void) {
    SAME_TEXT(small_dump("  - table: By source\n    sheet: S\n    rows-by: sources\n    columns:\n"
                         "      - {header: Source}\n"
                         "      - {header: Number, cell: \"{sources[$row].numerator}\"}\n"
                         "      - {header: Share (%), cell: \"{sources[$row]}\"}\n"
                         "    total: {header: All, cells: [\"{sources.numerator}\", "
                         "\"{sources}\"]}\n"),
              "Table 1: By source {sheet S}\n | Source | Number > | Share (%) > |\n"
              "   | Police | #3 | #30.0 |\n   | Health | #6 | #60.0 |\n   | Other | #1 | #10.0 |\n"
              " = | All | #10 | #100.0 |\n\n");
}

#define DAYS_COLUMNS                                                                               \
    "columns: [{header: Days}, {header: N, cell: \"{waits[$row].numerator}\"}, {header: Share, "   \
    "cell: \"{waits[$row]}\"}]"

static void bands_have_readable_headers_and_a_total(void) {
    SAME_TEXT(small_dump("  - {table: T, sheet: S, rows-by: waits, " DAYS_COLUMNS ", row-headers: "
                         "{no start: No start recorded}, total: {header: All, cells: "
                         "[\"{waits.numerator}\", \"{waits}\"]}}\n"),
              "Table 1: T {sheet S}\n | Days | N > | Share > |\n   | 0\u201310 | #3 | #30.0 |\n"
              "   | 11+ | #7 | #70.0 |\n   | No start recorded | #0 | #0.0 |\n"
              " = | All | #10 | #100.0 |\n\n");
}

static void headers_of_no_group_are_refused(void) {
    HOLDS(small_refuses("  - {table: T, sheet: S, rows-by: waits, " DAYS_COLUMNS
                        ", row-headers: {no strat: N}}\n",
                        "DF009"));
    HOLDS(small_refuses("  - {table: T, sheet: S, rows: [{header: R}], row-headers: {a: b}, "
                        "columns: [{header: A}, {header: B, cell: x}]}\n",
                        "RP013"));
}

static void a_chart_leaves_out_groups_without_a_bar(void) {
    struct text dump = small_dump("  - chart: C\n    sheet: S\n    kind: bars\n    unit: N\n"
                                  "    category-title: Days\n    rows-by: waits\n"
                                  "    series: [{name: Share, cell: \"{waits[$row]}\"}]\n");
    HOLDS(text_contains(dump, TEXT("series Share: 0\u201310 30.0; 11+ 70.0;\n")));
    HOLDS(!text_contains(dump, TEXT("no start")));
}

static void markers_are_printed_and_explained(void) {
    SAME_TEXT(small_dump("  - table: Files\n    sheet: S\n    rows: [{row: old, header: Old}]\n"
                         "    columns: [{header: A}, {header: B, cell: \"{$row}\"}, {header: C, "
                         "cell: \"{people@half}\"}, {header: D, cell: \"{typed}\"}]\n"
                         "    notes: [\"{cases} cases\"]\n"),
              "Table 1: Files {sheet S}\n | A | B > | C > | D > |\n   | Old | [n/a] | [x] | #8 |\n"
              "  note: 8,013 cases\n"
              "  note: [n/a] superseded on 1\u00a0January 2014 by: Share.\n"
              "  note: [x] not available.\n"
              "  note: Supplied figures: Contact centre, 31\u00a0March 2014 (Manager).\n\n");
}

static void a_missing_supplied_row_is_named_once(void) {
    HOLDS(small_refuses("  - {table: T, sheet: S, rows: [{header: R}], columns: [{header: A}, "
                        "{header: B, cell: \"{typed@half}\"}]}\n"
                        "  - paragraph: \"{typed@half} {old}\"\n",
                        "RP003"));
    HOLDS(testing_reported(testing_diag(), "RP015"));
    SAME_TEXT(small_words_of("RP015"),
              "supplied-figures.csv has no row for typed, 2013-14-H1, C\n");
}

static void a_chart_tells_its_data_in_words(void) {
    SAME_TEXT(
        small_dump("  - chart: \"{sources[largest].category} leads\"\n    sheet: S\n"
                   "    kind: bars\n    unit: Per cent\n    category-title: Source\n"
                   "    rows-by: sources\n"
                   "    series: [{name: Share, cell: \"{sources[$row]}\"}]\n"),
        "Figure 1: Health leads {bars, sheet S}\n  unit: Per cent; by: Source\n"
        "  series Share: Police 30.0; Health 60.0; Other 10.0;\n"
        "  alternative: Bar chart of 3 values by source. Per cent. Share: Police 30.0, Health "
        "60.0, Other 10.0. Largest: Health, 60.0; smallest: Other, 10.0.\n\n");
}

#define JUDGEMENTS(rows)                                                                           \
    "  - judgements: J\n    id: j\n    sheet: S\n    headers: [A, B]\n    scale: good\n"           \
    "    rows: [" rows "]\n    source: O\n    date: 2014-03-12\n"

static void judgements_are_a_table_and_are_counted(void) {
    SAME_TEXT(
        small_dump("  - {paragraph: \"{j.count(Good)|words} of {j.count}\", numbered: no}\n" //
                   JUDGEMENTS("{subject: X, judgement: Good}, {subject: Y, judgement: Poor}")),
        "one of 2\n\n(#j)\nTable 1: J {sheet S}\n | A | B |\n   | X | Good |\n   | Y | Poor "
        "|\n  note: Source: O, 12\u00a0March 2014.\n\n");
}

static void a_grade_is_printed_and_counted_with_its_word(void) {
    SAME_TEXT(
        small_dump("  - {paragraph: \"{j.count(Good)|words}: {j.word(X)}\", numbered: no}\n" //
                   JUDGEMENTS("{subject: X, grade: 2}, {subject: Y, judgement: Good}")),
        "two: 2 (Good)\n\n(#j)\nTable 1: J {sheet S}\n | A | B |\n   | X | 2 (Good) |\n"
        "   | Y | Good |\n  note: Source: O, 12\u00a0March 2014.\n\n");
}

static void what_grades_mean_stands_side_by_side(void) {
    SAME_TEXT(small_dump("  - {grades: G, id: g, sheet: S, scales: [good, other]}\n"),
              "(#g)\nTable 1: G {sheet S}\n | Grade | Services | Capacity |\n"
              "   | 2 | Good | Good |\n   | 1 | Not good at all | Not good at all |\n"
              "  note: Source: Handbook, 5\u00a0August 2005.\n"
              "  note: Source: Guide, 6\u00a0August 2005.\n\n");
    HOLDS(small_refuses("  - {grades: G, sheet: S, scales: [good, yes]}\n", "DF009"));
    HOLDS(small_refuses("  - {grades: G, sheet: S, scales: [none]}\n", "DF031"));
}

static void the_glossary_holds_the_measures_printed(void) {
    struct text dump = small_dump("  - paragraph: \"{cases}\"\n"
                                  "  - {measures: M, sheet: S}\n");
    HOLDS(text_contains(dump, TEXT("   | Cases | Open ones. Blank is open. | Last day | S |\n")));
    HOLDS(!text_contains(dump, TEXT("| Share |")));
}

static void the_glossary_says_what_is_superseded_and_not_what_will_be(void) {
    struct text dump = small_dump("  - {table: T, sheet: T, rows: [{row: old, header: R}], "
                                  "columns: [{header: A}, {header: B, cell: \"{$row}\"}]}\n"
                                  "  - paragraph: \"{typed}\"\n  - {measures: M, sheet: S}\n");
    HOLDS(text_contains(dump,
                        TEXT("   | Old | D Superseded on 1\u00a0January 2014. | Period | S |\n")));
    HOLDS(text_contains(dump, TEXT("   | Typed | D | Period | S |\n")));
}

static void workbook_tables_take_no_number(void) {
    struct text dump = small_dump(
        "  - {table: W, sheet: S, workbook-only: \"yes\", rows: [{header: A}], columns: [{header: "
        "B}, {header: C, cell: \"{cases}\"}]}\n"
        "  - {table: P, sheet: T, rows: [{header: A}], columns: [{header: B}, {header: C, cell: "
        "\"{cases}\"}]}\n");
    HOLDS(text_starts_with(dump, TEXT("Table 1: P")));
    HOLDS(text_contains(dump, TEXT("(workbook alone)\nTable 0: W")));
}

static void faulty_tables_are_refused(void) {
    HOLDS(small_refuses("  - {table: T, sheet: S, rows-by: nothing, columns: [{header: A}, "
                        "{header: B, cell: x}]}\n",
                        "DF009"));
    HOLDS(small_refuses("  - {table: T, sheet: S, columns: [{header: A}, {header: B, cell: x}]}\n",
                        "RP013"));
    HOLDS(small_refuses("  - {table: T, sheet: S, rows: [{header: R}], columns: [{header: A}, "
                        "{header: B, cell: x}], total: {header: T, cells: []}}\n",
                        "RP013"));
    HOLDS(small_refuses("  - {table: T, sheet: S, rows: [{header: R}], columns: [{header: A}, "
                        "{header: B}]}\n",
                        "DF003"));
}

SUITE(report_table_block, CLAIM(a_table_by_unit_has_its_total),
      CLAIM(a_total_that_is_not_its_rows_is_refused_with_both_numbers),
      CLAIM(a_supplied_total_is_named_by_its_line),
      CLAIM(a_total_of_another_kind_than_its_rows_is_refused),
      CLAIM(distinct_children_need_not_add_up), CLAIM(rows_with_markers_may_not_exceed_the_total),
      CLAIM(two_forms_of_adjusting_for_deprivation_are_never_in_one_table_or_chart),
      CLAIM(groups_make_rows_and_shares_are_not_added),
      CLAIM(bands_have_readable_headers_and_a_total), CLAIM(headers_of_no_group_are_refused),
      CLAIM(a_chart_leaves_out_groups_without_a_bar), CLAIM(markers_are_printed_and_explained),
      CLAIM(a_missing_supplied_row_is_named_once), CLAIM(a_chart_tells_its_data_in_words),
      CLAIM(judgements_are_a_table_and_are_counted),
      CLAIM(a_grade_is_printed_and_counted_with_its_word),
      CLAIM(what_grades_mean_stands_side_by_side), CLAIM(the_glossary_holds_the_measures_printed),
      CLAIM(the_glossary_says_what_is_superseded_and_not_what_will_be),
      CLAIM(workbook_tables_take_no_number), CLAIM(faulty_tables_are_refused))
