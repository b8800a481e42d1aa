/* Published figures as figures: what may be claimed of them, and their lines in
 * figures.csv. */
#include "measure/published_line.h"

#include "support/measuring.h"
#include "support/testing.h"

static const struct measure_definition *measure_named(const char *id) {
    const struct measure_context *context = measuring_context(measuring_new());
    return catalogue_measure(context->catalogue, text_of(id));
}

static struct comparison comparison_of(const struct measure_definition *measure,
                                       const char *category, const char *year) {
    const struct measure_context *context = measuring_context(measuring_new());
    struct comparison comparison;
    struct period period;
    HOLDS(period_parse(text_of(year), &period));
    HOLDS(comparison_find(testing_arena(), context->published, TEXT("E10000014"), measure,
                          text_of(category), &period, &comparison));
    return comparison;
}

static struct text csv_of(const struct published_line *lines, size_t count) {
    struct buffer out = buffer_new(testing_arena());
    published_lines_write_csv(&out, lines, count);
    return buffer_text(&out);
}

/* 4,317 of 279,687 children; Byar's limits worked out apart. */
static void an_authoritys_counts_give_the_interval_and_the_value_stays_as_printed(void) {
    const struct measure_definition *measure = measure_named("s47-rate");
    struct comparison comparison = comparison_of(measure, "", "2018-19");
    struct published_line own =
        published_line_of(&comparison, COMPARATOR_PUBLISHED, measure, TEXT_NONE);
    SAME_INT(own.figure.numerator, 4317);
    SAME_INT(own.figure.denominator, 279687);
    HOLDS(own.figure.has_interval);
    NEAR(own.figure.interval95.lower, 149.78072890625802, 1e-9);
    NEAR(own.figure.interval95.upper, 159.02551420385063, 1e-9);
    HOLDS(text_starts_with(csv_of(&own, 1), TEXT("s47-rate,2018-19,2019-03-31,authority,E10000014,,"
                                                 "4317,279687,154.4,149.8,159.0,,")));
}

static void rounded_counts_and_medians_give_none(void) {
    const struct measure_definition *measure = measure_named("s47-rate");
    struct comparison comparison = comparison_of(measure, "", "2018-19");
    const struct published_line lines[] = {
        published_line_of(&comparison, COMPARATOR_REGION, measure, TEXT_NONE),
        published_line_of(&comparison, COMPARATOR_NEIGHBOURS, measure, TEXT_NONE),
        published_line_of(&comparison, COMPARATOR_ENGLAND, measure, TEXT_NONE)};
    for (size_t i = 0; i < 3; i++) {
        HOLDS(lines[i].figure.has_value && !lines[i].figure.has_interval);
    }
    SAME_TEXT(csv_of(lines, 3),
              "s47-rate,2018-19,2019-03-31,england,E92000001,,201170,11755593,171.1,,,,,,rate,no\n"
              "s47-rate,2018-19,2019-03-31,neighbours,2021,,,,136.1,,,,,,rate,no\n"
              "s47-rate,2018-19,2019-03-31,region,E12000008,,33690,1922733,175.2,,,,,,rate,no\n");
}

static enum published_side side_of(double lower, double upper, int64_t other) {
    const struct figure own = {
        .has_value = true, .has_interval = lower < upper, .interval95 = {lower, upper}};
    const struct figure beside = {.has_value = true, .value = {other, 1}};
    return published_side(&own, &beside);
}

static void a_side_is_claimed_only_where_the_interval_leaves_the_other_out(void) {
    const struct figure none = {.has_value = false}, some = {.has_value = true};
    SAME_INT(side_of(10.1, 12, 100), SIDE_ABOVE);
    SAME_INT(side_of(8, 9.9, 100), SIDE_BELOW);
    SAME_INT(side_of(9.9, 10.1, 100), SIDE_UNCLEAR);
    SAME_INT(side_of(10.0, 10.5, 100), SIDE_UNCLEAR); /* at the edge */
    SAME_INT(side_of(0, 0, 100), SIDE_UNCLEAR);       /* without an interval */
    SAME_INT(published_side(&none, &some), SIDE_NOT_KNOWN);
    SAME_INT(published_side(&some, &none), SIDE_NOT_KNOWN);
}

static void a_marker_has_no_number_beside_it(void) {
    const struct measure_definition *measure = measure_named("s47-rate");
    struct comparison comparison = comparison_of(measure, "", "2023-24"); /* Hampshire: [u] */
    struct published_line own =
        published_line_of(&comparison, COMPARATOR_PUBLISHED, measure, TEXT_NONE);
    SAME_TEXT(csv_of(&own, 1), "s47-rate,2023-24,2024-03-31,authority,E10000014,,,,,,,[u],,,"
                               "rate,no\n");
}

static void levels_of_published_lines_are_none_of_units(void) {
    static const char *const names[] = {"authority", "neighbours", "region", "england"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        enum unit_level level;
        HOLDS(published_level_is(text_of(names[i])));
        HOLDS(!unit_level_parse(text_of(names[i]), &level));
    }
    HOLDS(!published_level_is(TEXT("county")) && !published_level_is(TEXT("published")));
}

static void lines_are_sorted_and_stand_once(void) {
    const struct measure_definition *mix = measure_named("abuse-category-mix");
    struct comparison neglect = comparison_of(mix, "Neglect", "2018-19");
    struct comparison sexual = comparison_of(mix, "Sexual", "2018-19");
    const struct published_line lines[] = {
        published_line_of(&sexual, COMPARATOR_PUBLISHED, mix, TEXT("Sexual")),
        published_line_of(&neglect, COMPARATOR_PUBLISHED, mix, TEXT("Neglect")),
        published_line_of(&sexual, COMPARATOR_PUBLISHED, mix, TEXT("Sexual"))};
    SAME_TEXT(csv_of(lines, 3),
              "abuse-category-mix,2018-19,2019-03-31,authority,E10000014,Neglect,741,1097,68,65,70,"
              ",63,72,mix,no\n"
              "abuse-category-mix,2018-19,2019-03-31,authority,E10000014,Sexual,43,1097,4,3,5,,2,6,"
              "mix,no\n");
    SAME_TEXT(csv_of(NULL, 0), "");
}

SUITE(measure_published_line,
      CLAIM(an_authoritys_counts_give_the_interval_and_the_value_stays_as_printed),
      CLAIM(rounded_counts_and_medians_give_none),
      CLAIM(a_side_is_claimed_only_where_the_interval_leaves_the_other_out),
      CLAIM(levels_of_published_lines_are_none_of_units), CLAIM(a_marker_has_no_number_beside_it),
      CLAIM(lines_are_sorted_and_stand_once))
