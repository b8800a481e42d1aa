/* Comparators: medians, ranks and markers worked out apart on the department's
 * own files. */
#include "measure/comparator.h"

#include "define/catalogue.h"
#include "support/testing.h"

static const struct published *published;
static const struct catalogue *catalogue;

static bool compare_of(const char *authority, const char *measure, const char *category,
                       const char *period_words, struct comparison *comparison) {
    struct period period;
    catalogue = catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    published = published_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    return HOLDS(catalogue != NULL && published != NULL) &&
           HOLDS(period_parse(text_of(period_words), &period)) &&
           comparison_find(testing_arena(), published, text_of(authority),
                           catalogue_measure(catalogue, text_of(measure)), text_of(category),
                           &period, comparison);
}

static void value_is(const struct comparison *comparison, enum comparator comparator,
                     const char *value) {
    const struct comparator_figure *figure = &comparison->figures[comparator];
    SAME_TEXT(figure->status == FIGURE_SHOWN ? decimal_plain(testing_arena(), figure->value)
                                             : figure_marker(figure->status),
              value);
}

static void ranks_are(const struct comparison *comparison, const char *own, size_t among_neighbours,
                      size_t neighbours, size_t among_all, size_t all) {
    struct decimal value;
    HOLDS(decimal_parse(text_of(own), &value));
    struct comparison_rank near = comparison_rank(comparison, value, true);
    struct comparison_rank everywhere = comparison_rank(comparison, value, false);
    SAME_INT(near.rank, among_neighbours);
    SAME_INT(near.of, neighbours);
    SAME_INT(everywhere.rank, among_all);
    SAME_INT(everywhere.of, all);
}

static void section_47_of_2019_stands_beside_its_neighbours_region_and_england(void) {
    struct comparison comparison;
    if (!HOLDS(compare_of("E10000014", "s47-rate", "", "2018-19", &comparison))) {
        return;
    }
    HOLDS(comparison.is_same_period && comparison.is_printed && comparison.year == 2019);
    value_is(&comparison, COMPARATOR_NEIGHBOURS, "136.1"); /* 132.9 and 139.3 are in the middle */
    value_is(&comparison, COMPARATOR_REGION, "175.2");
    value_is(&comparison, COMPARATOR_ENGLAND, "171.1");
    value_is(&comparison, COMPARATOR_PUBLISHED, "154.4");
    SAME_TEXT(comparison.figures[COMPARATOR_REGION].name, "South East");
    SAME_INT(comparison.neighbour_count, 10);
    ranks_are(&comparison, "154.4", 3, 11, 94, 148);
    SAME_TEXT(
        comparison_note(testing_arena(), &comparison, COMPARATOR_NEIGHBOURS),
        "Department for Education, Children in need 2024: year to 31 March 2019; median of 10 "
        "statistical neighbours (model of 2021).");
    SAME_TEXT(comparison_note(testing_arena(), &comparison, COMPARATOR_ENGLAND),
              "Department for Education, Children in need 2024: year to 31 March 2019.");
}

static void a_median_half_way_between_two_is_rounded_half_up(void) {
    struct comparison comparison;
    HOLDS(compare_of("E10000014", "s47-rate", "", "2023-24", &comparison));
    value_is(&comparison, COMPARATOR_NEIGHBOURS, "147.5"); /* 137.7 and 157.2: 147.45 */
    value_is(&comparison, COMPARATOR_PUBLISHED, "[u]");
    HOLDS(compare_of("E10000014", "re-referrals", "", "2013-14", &comparison));
    value_is(&comparison, COMPARATOR_NEIGHBOURS, "23.0"); /* 21.4 and 24.5: 22.95 */
    ranks_are(&comparison, "27.9", 2, 11, 28, 149);
    HOLDS(compare_of("E10000014", "cla-rate", "", "2018-19", &comparison));
    value_is(&comparison, COMPARATOR_NEIGHBOURS, "53.5"); /* 51 and 56, printed as whole numbers */
    value_is(&comparison, COMPARATOR_ENGLAND, "65");
}

static void suppressed_neighbours_are_left_out_and_counted(void) {
    struct comparison comparison;
    HOLDS(compare_of("E10000014", "cpp-2y-current", "", "2018-19", &comparison));
    value_is(&comparison, COMPARATOR_NEIGHBOURS, "1.8");
    SAME_INT(comparison.neighbour_count, 5);
    SAME_INT(comparison.neighbours_missing, 5);
    ranks_are(&comparison, "3.2", 1, 6, 33, 102);
    SAME_TEXT(comparison_note(testing_arena(), &comparison, COMPARATOR_NEIGHBOURS),
              "Department for Education, Children in need 2024: year to 31 March 2019; median of 5 "
              "statistical neighbours (model of 2021), 5 without a figure.");
}

static void the_model_of_2025_is_used_from_2025_on(void) {
    struct comparison comparison;
    HOLDS(compare_of("E10000014", "cpp-repeat-ever", "", "2024-25", &comparison));
    value_is(&comparison, COMPARATOR_NEIGHBOURS, "27.4");
    SAME_TEXT(comparison.model, "2025");
    SAME_TEXT(comparison.source, "Children in need 2025");
    ranks_are(&comparison, "25.8", 8, 11, 58, 153);
}

static void what_is_not_printed_is_worked_out_from_its_counts(void) {
    struct comparison comparison;
    HOLDS(compare_of("E10000014", "icpc-15", "", "2018-19", &comparison));
    value_is(&comparison, COMPARATOR_ENGLAND, "78.7");   /* 10,890 + 50,060 of 77,440 */
    value_is(&comparison, COMPARATOR_PUBLISHED, "75.3"); /* 98 + 1,229 of 1,762 */
    HOLDS(!comparison.is_printed);
    SAME_TEXT(comparison_note(testing_arena(), &comparison, COMPARATOR_ENGLAND),
              "Department for Education, Children in need 2024: year to 31 March 2019, worked out "
              "from counts rounded to 10.");
    HOLDS(compare_of("E10000014", "s47-to-icpc-days", "11-15", "2018-19", &comparison));
    value_is(&comparison, COMPARATOR_PUBLISHED, "69.8"); /* 1,229 of 1,762 */
    HOLDS(compare_of("E10000014", "s47-to-icpc-days", "median", "2018-19", &comparison));
    value_is(&comparison, COMPARATOR_PUBLISHED, "14");
    value_is(&comparison, COMPARATOR_ENGLAND, "14");
}

static struct text notes_of(const struct comparison_use *uses, size_t count) {
    size_t note_count;
    struct text all = TEXT_NONE;
    const struct text *notes = comparison_notes(testing_arena(), uses, count, &note_count);
    for (size_t i = 0; i < note_count; i++) {
        all = text_format(testing_arena(), "%.*s%.*s\n", TEXT_ARG(all), TEXT_ARG(notes[i]));
    }
    return all;
}

static void one_note_tells_of_years_that_follow_each_other_and_of_all_comparators(void) {
    static const char *const years[] = {"2017-18", "2018-19", "2016-17", "2013-14"};
    struct comparison comparisons[4];
    struct comparison_use uses[8];
    for (size_t i = 0; i < 4; i++) {
        HOLDS(compare_of("E10000014", "icpc-15", "", years[i], &comparisons[i]));
        uses[2 * i] = (struct comparison_use){&comparisons[i], COMPARATOR_NEIGHBOURS};
        uses[2 * i + 1] = (struct comparison_use){&comparisons[i], COMPARATOR_ENGLAND};
    }
    SAME_TEXT(notes_of(uses, 8),
              "Department for Education, Children in need 2024: years to 31 March 2017 to 2019, "
              "worked out from the counts, of region and England rounded to 10; median of 10 "
              "statistical neighbours (model of 2021).\n"
              "Department for Education, Children in need 2024: year to 31 March 2014, worked out "
              "from the counts, of region and England rounded to 10; median of 10 statistical "
              "neighbours (model of 2021).\n");
    SAME_TEXT(notes_of(&uses[1], 1),
              "Department for Education, Children in need 2024: year to 31 March 2018, worked out "
              "from counts rounded to 10.\n");
    SAME_TEXT(notes_of(NULL, 0), "");
}

/* Of Hampshire's neighbours all have a share of neglect in 2023, 8 one of physical abuse. */
static void a_note_says_how_many_neighbours_have_a_figure(void) {
    struct comparison comparisons[2];
    HOLDS(compare_of("E10000014", "abuse-category-mix", "Neglect", "2022-23", &comparisons[0]));
    HOLDS(compare_of("E10000014", "abuse-category-mix", "Physical", "2022-23", &comparisons[1]));
    const struct comparison_use uses[] = {{&comparisons[0], COMPARATOR_NEIGHBOURS},
                                          {&comparisons[1], COMPARATOR_NEIGHBOURS}};
    SAME_TEXT(notes_of(uses, 2),
              "Department for Education, Children in need 2024: year to 31 March 2023, worked out "
              "from the counts; median of 8 to 10 statistical neighbours (model of 2021), up to 2 "
              "without a figure.\n");
}

/* The same day of March alone is the same year; all else has the latest that had ended by then. */
static void other_periods_have_the_latest_year_that_had_ended_and_say_so(void) {
    struct comparison comparison;
    HOLDS(compare_of("E10000014", "cpp-rate", "", "2013-14-Q4", &comparison));
    HOLDS(comparison.is_same_period && comparison.year == 2014);
    HOLDS(compare_of("E10000014", "cpp-rate", "", "2013-14-Q2", &comparison));
    HOLDS(!comparison.is_same_period && comparison.year == 2013);
    SAME_TEXT(comparison_note(testing_arena(), &comparison, COMPARATOR_ENGLAND),
              "Department for Education, Children in need 2024: year to 31 March 2013; the latest "
              "published by then.");
    HOLDS(compare_of("E10000014", "assessments-45", "", "2014-15-Q4", &comparison));
    HOLDS(!comparison.is_same_period && comparison.year == 2015); /* a quarter is no year */
    HOLDS(compare_of("E10000014", "assessments-45", "", "2014-15", &comparison));
    HOLDS(comparison.is_same_period);
    HOLDS(compare_of("E10000014", "s47-rate", "", "2025-26", &comparison));
    HOLDS(!comparison.is_same_period && comparison.year == 2024);
}

static void nothing_is_compared_where_nothing_is_published(void) {
    struct comparison comparison;
    HOLDS(!compare_of("E10000014", "contacts", "", "2018-19", &comparison));
    HOLDS(!compare_of("E10000014", "s47-rate", "", "2011-12", &comparison));
    HOLDS(!compare_of("E10000014", "referrals-by-source", "nfa: Police", "2018-19", &comparison));
    HOLDS(!compare_of("S12000033", "s47-rate", "", "2018-19", &comparison));
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

SUITE(measure_comparator,
      CLAIM(one_note_tells_of_years_that_follow_each_other_and_of_all_comparators),
      CLAIM(a_note_says_how_many_neighbours_have_a_figure),
      CLAIM(section_47_of_2019_stands_beside_its_neighbours_region_and_england),
      CLAIM(a_median_half_way_between_two_is_rounded_half_up),
      CLAIM(suppressed_neighbours_are_left_out_and_counted),
      CLAIM(the_model_of_2025_is_used_from_2025_on),
      CLAIM(what_is_not_printed_is_worked_out_from_its_counts),
      CLAIM(other_periods_have_the_latest_year_that_had_ended_and_say_so),
      CLAIM(nothing_is_compared_where_nothing_is_published))
