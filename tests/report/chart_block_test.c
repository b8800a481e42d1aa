/* Charts from a definition: each kind's data, lines, limits and words. The
 * control limits were worked out with a calculator. */
#include "small_periods.h"

#define CHART(kind, rest)                                                                          \
    "  - {chart: C, sheet: S, kind: " kind ", unit: U, category-title: Month, " rest "}\n"
#define SERIES "series: [{name: Open, cell: \"{cases@$row}\"}]"

/* Twelve months' ends: 50 and 60 by turns, but 120 in the last. */
static struct small_report *months(size_t count) {
    static const char *const names[] = {"2013-04", "2013-05", "2013-06", "2013-07",
                                        "2013-08", "2013-09", "2013-10", "2013-11",
                                        "2013-12", "2014-01", "2014-02", "2014-03"};
    struct small_point points[12];
    for (size_t i = 0; i < count; i++) {
        size_t month = 12 - count + i;
        points[i] = (struct small_point){SMALL_CASES, names[month], SMALL_COUNTY,
                                         month == 11 ? 120 : 50 + 10 * (int64_t)(month % 2), 0};
    }
    return small_over("2013-14", points, count);
}

static const struct document_chart *chart_of(struct small_report *small, const char *body) {
    const struct document *document = small_build(small, body);
    return HOLDS(document != NULL) ? document->blocks[1].chart : NULL;
}

/* Moving ranges: ten of 10 and one of 70, mean 170/11 = 15.45. Mean (6 x 50 + 5 x 60 + 120)/12 =
 * 60; limits 60 -+ 2.66 x 15.45 = 18.9 and 101.1; March lies outside. */
static void a_control_chart_has_its_mean_limits_and_signals(void) {
    const struct document_chart *chart =
        chart_of(months(12), CHART("control", "rows-by: months, last: 12, " SERIES));
    if (chart == NULL || !HOLDS(chart->reference_count == 3)) {
        return;
    }
    SAME_TEXT(chart->references[0].value.text, "60.0");
    SAME_TEXT(chart->references[1].name, "Upper limit");
    SAME_TEXT(chart->references[1].value.text, "101.1");
    SAME_TEXT(chart->references[2].value.text, "18.9");
    HOLDS(chart->series[0].signals[11] && !chart->series[0].signals[10]);
    HOLDS(text_contains(chart->alternative,
                        TEXT("From 50 in Apr-13 to 120 in Mar-14. Largest: Mar-14, 120; smallest: "
                             "Apr-13, 50. Mean: 60.0. Upper limit: 101.1. Lower limit: 18.9. "
                             "Signals: Mar-14.")));
    HOLDS(text_contains(chart->notes[0], TEXT("Marked, beyond a limit: Mar-14.")));
}

/* Three values, 60, 50 and 120: mean 76.7, ranges 10 and 70; limits -29.7 and 183.1. */
static void few_points_make_trial_limits(void) {
    const struct document_chart *chart =
        chart_of(months(3), CHART("control", "rows-by: months, last: 6, " SERIES));
    if (chart != NULL && HOLDS(chart->reference_count == 2)) {
        SAME_INT((long long)chart->category_count, 6);
        SAME_TEXT(chart->references[1].name, "Upper limit (trial)");
        SAME_TEXT(chart->references[1].value.text, "183.1");
    }
}

static void a_limit_where_nothing_can_lie_is_not_drawn(void) {
    const struct small_point points[] = {{SMALL_CASES, "2014-02", SMALL_COUNTY, 10, 0},
                                         {SMALL_CASES, "2014-03", SMALL_COUNTY, 30, 0}};
    const struct document_chart *chart = chart_of(
        small_over("2014-03", points, 2), CHART("control", "rows-by: months, last: 2, " SERIES));
    if (chart != NULL && HOLDS(chart->reference_count == 2)) { /* 20 - 2.66 x 20 is below 0 */
        SAME_TEXT(chart->notes[0], "The lower limit lies below 0 and is not drawn.");
    }
}

static void months_of_twelve_months_make_no_control_chart(void) {
    const struct small_point points[] = {{SMALL_RATE, "2014-02", SMALL_COUNTY, 10, 100},
                                         {SMALL_RATE, "2014-03", SMALL_COUNTY, 30, 100}};
    HOLDS(small_build(small_over("2014-03", points, 2),
                      CHART("control", "rows-by: months, last: 2, series: [{name: R, cell: "
                                       "\"{s47-rate@$row}\"}]")) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP013"));
}

static void a_line_has_its_interval_and_target(void) {
    struct small_report *small = months(2);
    struct figure *figures = (struct figure *)small->figures.items;
    figures[1].has_interval = true;
    figures[1].interval95 = (struct interval){72.4, 110.6};
    const struct document_chart *chart = chart_of(
        small, CHART("line", "rows-by: months, last: 2, interval: \"yes\", references: [{name: "
                             "Start, cell: \"{cases@2014-02}\", dashed: \"yes\"}, {name: Target, "
                             "cell: \"{cases.target}\"}], " SERIES));
    if (chart == NULL || !HOLDS(chart->reference_count == 1)) {
        return;
    }
    SAME_TEXT(chart->references[0].value.text, "50");
    HOLDS(chart->references[0].is_dashed);
    SAME_TEXT(chart->series[0].lower[0].text, "[x]");
    SAME_TEXT(chart->series[0].lower[1].text, "72");
    SAME_TEXT(chart->series[0].upper[1].text, "111");
    HOLDS(text_contains(chart->alternative, TEXT("Mar-14 120 (72 to 111)")));
    SAME_TEXT(chart->notes[chart->note_count - 1],
              "Target: no line is drawn, for it has no value.");
}

#define DAYS "rows-by: waits, series: [{name: Conferences, cell: \"{waits[$row].numerator}\"}]"

static void a_histogram_keeps_its_bands_and_its_limit(void) {
    const struct document_chart *chart = chart_of(
        small_new(), CHART("histogram", DAYS ", limit: {after: 0-10, name: 45 working days}"));
    if (chart != NULL && HOLDS(chart->category_count == 2)) {
        SAME_INT((long long)chart->limit_after, 1);
        SAME_TEXT(chart->limit_name, "45 working days");
        HOLDS(text_contains(chart->alternative,
                            TEXT("The line \"45 working days\" stands behind 0\u201310.")));
    }
}

static void what_stands_apart_from_bands_is_told(void) {
    struct small_report *small = small_new();
    struct figure *figures = (struct figure *)arena_copy(
        testing_arena(), small->figures.items, small->figures.count * sizeof(struct figure));
    figures[small->figures.count - 1].numerator = 4;
    small->figures.items = figures;
    const struct document_chart *chart = chart_of(small, CHART("histogram", DAYS));
    if (chart != NULL && HOLDS(chart->note_count == 1)) {
        SAME_TEXT(chart->notes[0], "Not drawn: no start, 4.");
    }
}

static void panels_are_one_a_unit(void) {
    const struct small_point points[] = {{SMALL_CASES, "2014-02", SMALL_NORTH, 7, 0},
                                         {SMALL_CASES, "2014-03", SMALL_NORTH, 9, 0},
                                         {SMALL_CASES, "2014-03", SMALL_SOUTH, 3, 0}};
    const struct document_chart *chart =
        chart_of(small_over("2014-03", points, 3),
                 CHART("panels", "rows-by: months, last: 2, panels-by: district, cell: "
                                 "\"{cases@$row:$panel}\""));
    if (chart != NULL && HOLDS(chart->series_count == 2)) {
        SAME_TEXT(chart->series[0].name, "North");
        SAME_TEXT(chart->series[0].values[1].text, "9");
        SAME_TEXT(chart->series[1].values[0].text, "[x]");
        SAME_TEXT(chart->series[1].values[1].text, "3");
    }
}

/* The small world has districts and no areas. */
static void without_units_of_the_level_the_whole_is_the_panel(void) {
    const struct small_point points[] = {{SMALL_CASES, "2014-02", SMALL_COUNTY, 7, 0},
                                         {SMALL_CASES, "2014-03", SMALL_COUNTY, 9, 0}};
    const struct document_chart *chart =
        chart_of(small_over("2014-03", points, 2),
                 CHART("panels", "rows-by: months, last: 2, panels-by: area, cell: "
                                 "\"{cases@$row:$panel}\""));
    if (chart != NULL && HOLDS(chart->series_count == 1)) {
        SAME_TEXT(chart->series[0].name, "County");
        SAME_TEXT(chart->series[0].values[1].text, "9");
    }
}

static void stacked_bars_tell_each_series(void) {
    const struct document_chart *chart =
        chart_of(small_new(), CHART("stacked", "rows: [{row: N, header: North}, {row: S, header: "
                                               "South}], series: [{name: Open, cell: "
                                               "\"{cases:$row}\"}, {name: People, cell: "
                                               "\"{people:$row}\"}]"));
    if (chart != NULL) {
        SAME_INT(chart->kind, CHART_STACKED);
        HOLDS(text_starts_with(chart->alternative,
                               TEXT("Stacked bar chart of 4 values by month. U. Open: North 8,000, "
                                    "South 13.")));
    }
}

/* "31 March" is no "31 march", nor "IDACI score" an "iDACI score". */
static void names_keep_their_capitals_in_the_words_for_a_chart(void) {
    static const char *const titles[][2] = {{"Year to 31 March", "of 1 value by year to 31 March."},
                                            {"IDACI score", "by IDACI score."}};
    for (size_t i = 0; i < 2; i++) {
        struct text body = text_format(
            testing_arena(),
            "  - {chart: C, sheet: S, kind: bars, unit: U, category-title: \"{{literal:%s}}\", "
            "rows: [{row: N, header: North}], series: [{name: Open, cell: \"{cases:$row}\"}]}\n",
            titles[i][0]);
        const struct document_chart *chart = chart_of(small_new(), text_c(testing_arena(), body));
        if (chart != NULL && !HOLDS(text_contains(chart->alternative, text_of(titles[i][1])))) {
            printf("%.*s\n", TEXT_ARG(chart->alternative));
        }
    }
}

static void faulty_charts_are_refused_where_they_stand(void) {
    static const struct {
        const char *body, *code;
    } bad[] = {
        {CHART("bars", DAYS ", interval: \"yes\""), "RP013"},
        {CHART("bars", DAYS ", limit: {after: 0-10, name: N}"), "RP013"},
        {CHART("histogram", DAYS ", limit: {after: 12, name: N}"), "RP013"},
        {CHART("histogram", DAYS ", limit: {after: 0-10}"), "DF003"},
        {CHART("histogram", "rows-by: months, last: 2, " SERIES), "RP013"},
        {CHART("control", DAYS), "RP013"},
        {CHART("control", "rows-by: months, last: 2, series: [{name: A, cell: text}]"), "RP013"},
        {CHART("panels", "rows-by: months, last: 2, panels-by: district"), "DF003"},
        {CHART("panels", "rows-by: months, last: 2, panels-by: parish, cell: x"), "RP013"},
        {CHART("line", "rows-by: months, last: 2, references: [{name: A}], " SERIES), "DF003"},
        {CHART("bars", "rows-by: waits"), "DF003"},
        {CHART("pie", DAYS), "DF004"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t before = diag_kept_count(testing_diag());
        HOLDS(small_build(small_new(), bad[i].body) == NULL);
        if (HOLDS(diag_kept_count(testing_diag()) == before + 1)) {
            const struct diag_message *message = diag_message_at(testing_diag(), before);
            SAME_TEXT(text_of(diag_code_name(message->code)), bad[i].code);
            SAME_INT((long long)message->place.line, 15);
        } else {
            printf("%s", bad[i].body);
        }
    }
}

SUITE(report_chart_block, CLAIM(a_control_chart_has_its_mean_limits_and_signals),
      CLAIM(few_points_make_trial_limits), CLAIM(a_limit_where_nothing_can_lie_is_not_drawn),
      CLAIM(months_of_twelve_months_make_no_control_chart),
      CLAIM(a_line_has_its_interval_and_target), CLAIM(a_histogram_keeps_its_bands_and_its_limit),
      CLAIM(what_stands_apart_from_bands_is_told), CLAIM(panels_are_one_a_unit),
      CLAIM(without_units_of_the_level_the_whole_is_the_panel),
      CLAIM(stacked_bars_tell_each_series),
      CLAIM(names_keep_their_capitals_in_the_words_for_a_chart),
      CLAIM(faulty_charts_are_refused_where_they_stand))
