/* What the cells of a table show beside their sums: percentages with and without
 * their sign, rows without a figure, totals of another kind. */
#include "small_report.h"

#define SOURCES(head)                                                                              \
    "  - {table: T, sheet: S, rows-by: sources, columns: [{header: A}, {header: \"Share (%)\", "   \
    "cell: \"{sources[$row]}\"}, {header: \"" head "\", cell: \"{sources[$row]}\"}, {header: N, "  \
    "cell: \"{sources[$row].numerator}\"}]}\n"

static void a_percent_sign_in_one_column_only_is_warned_of(void) {
    HOLDS(small_build(small_new(), SOURCES("Again")) != NULL);
    SAME_TEXT(small_words_of("RP076"), "the column \"Again\" holds percentages without saying so, "
                                       "and \"Share (%)\" beside it says so\n");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_CLEAN);
}

static void percentages_that_all_bear_their_sign_are_sound(void) {
    HOLDS(small_build(small_new(), SOURCES("Again (%)")) != NULL);
    SAME_INT((long long)diag_kept_count(testing_diag()), 0);
}

static void a_row_without_any_figure_is_warned_of(void) {
    HOLDS(small_build(small_new(),
                      "  - {table: T, sheet: S, rows: [{row: old, header: Retired}, {row: share, "
                      "header: Kept}], columns: [{header: A}, {header: B, cell: \"{$row}\"}, "
                      "{header: C, cell: \"{$row}\"}]}\n") != NULL);
    SAME_TEXT(small_words_of("RP075"), "the row \"Retired\" has no figure in any column\n");
}

static void a_district_may_have_nothing_in_a_row(void) {
    struct small_report *small = small_new();
    small->context.unit = SMALL_COUNTY + 1;
    HOLDS(small_build(small, "  - {table: T, sheet: S, rows: [{row: old, header: Retired}], "
                             "columns: [{header: A}, {header: B, cell: \"{$row}\"}]}\n") != NULL);
    SAME_TEXT(small_words_of("RP075"), "");
}

static void rows_that_the_definition_does_not_choose_are_let_pass(void) {
    HOLDS(small_build(small_new(), "  - {table: T, sheet: S, rows-by: district, columns: [{header: "
                                   "A}, {header: B, cell: \"{share:$row}\"}]}\n") != NULL);
    SAME_TEXT(small_words_of("RP075"), "");
}

SUITE(report_table_checks, CLAIM(a_percent_sign_in_one_column_only_is_warned_of),
      CLAIM(percentages_that_all_bear_their_sign_are_sound),
      CLAIM(a_row_without_any_figure_is_warned_of), CLAIM(a_district_may_have_nothing_in_a_row),
      CLAIM(rows_that_the_definition_does_not_choose_are_let_pass))
