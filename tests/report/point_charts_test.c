/* Scatter charts and funnels over the published rates of 2019; the expected
 * figures were worked out apart from the published counts. */
#include "ingest/deprivation_index.h"
#include "small_periods.h"

static struct small_report *authorities(void) {
    static const struct small_point points[] = {{SMALL_RATE, "2018-19", SMALL_COUNTY, 1, 1}};
    struct small_report *small = small_over("2018-19", points, 1);
    small->authority.ons_code = TEXT("E10000014");
    small->context.published = published_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    small->context.scores =
        deprivation_scores_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    HOLDS(small->context.published && small->context.scores);
    return small;
}

#define POINTS(kind, rest)                                                                         \
    "  - {chart: C, sheet: S, kind: " kind ", unit: Rate, category-title: Size, " rest "}\n"

static const struct document_chart *chart_of(const char *body) {
    const struct document *document = small_build(authorities(), body);
    return HOLDS(document != NULL) ? document->blocks[1].chart : NULL;
}

static const struct chart_point *focus_of(const struct document_chart *chart) {
    for (size_t i = 0; i < chart->point_count; i++) {
        if (chart->points[i].is_focus) {
            return &chart->points[i];
        }
    }
    HOLDS(!"a focus");
    return &chart->points[0];
}

static void a_funnel_of_authorities_is_around_their_average(void) {
    const struct document_chart *chart =
        chart_of(POINTS("funnel", "funnel: {measure: s47-rate, published: \"yes\"}"));
    if (chart == NULL) {
        return;
    }
    const struct chart_point *own = focus_of(chart);
    SAME_INT((long long)chart->point_count, 148);
    SAME_TEXT(own->name, "Hampshire");
    SAME_TEXT(own->x.text, "279,687");
    SAME_TEXT(own->y.text, "154.4");
    SAME_TEXT(own->expected.text, "171.5");
    size_t named = 0, neighbours = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        named += chart->points[i].is_named;
        neighbours += chart->points[i].is_neighbour;
    }
    SAME_INT((long long)neighbours, 10);
    HOLDS(text_contains(chart->alternative, TEXT(" Statistical neighbours: ")));
    SAME_INT((long long)named, 10); /* the farthest out */
    HOLDS(text_contains(chart->notes[chart->note_count - 1],
                        TEXT(" of 148; the 10 farthest out are named.")));
    SAME_INT((long long)chart->curve_count, 5);
    HOLDS(text_contains(chart->alternative, TEXT(" Hampshire: 154.4 at 279,687, expected 171.5, "
                                                 "limits ")));
    HOLDS(text_contains(chart->alternative, TEXT("below the limits.")));
    for (size_t i = 1; i < chart->point_count; i++) {
        HOLDS(decimal_compare(chart->points[i - 1].x.number, chart->points[i].x.number) <= 0);
    }
}

static void a_scatter_has_the_line_of_the_others_and_its_band(void) {
    const struct document_chart *chart =
        chart_of(POINTS("scatter", "deprivation: {measure: s47-rate}"));
    if (chart == NULL) {
        return;
    }
    const struct chart_point *own = focus_of(chart);
    SAME_TEXT(own->y.text, "154.4");
    SAME_TEXT(own->expected.text, "128.5");
    SAME_INT((long long)chart->curve_count, 3);
    SAME_INT((long long)chart->curves[0].count, 41);
    HOLDS(decimal_compare(own->lower.number, own->expected.number) < 0);
    HOLDS(text_starts_with(chart->alternative, TEXT("Scatter chart of ")));
    HOLDS(text_contains(chart->alternative, TEXT("within the limits.")));
    HOLDS(text_contains(chart->notes[0], TEXT("Expected from an unweighted straight line")));
    for (size_t i = 0; i < chart->point_count; i++) {
        const struct chart_point *point = &chart->points[i];
        bool is_outside = decimal_compare(point->y.number, point->lower.number) < 0 ||
                          decimal_compare(point->y.number, point->upper.number) > 0;
        HOLDS(is_outside == point->is_named); /* no more than 10 are */
    }
}

static void faulty_charts_of_points_are_refused(void) {
    static const struct {
        const char *body, *code;
    } bad[] = {{POINTS("scatter", "deprivation: {measure: s47-rte}"), "DF014"},
               {POINTS("scatter", "deprivation: {measure: cases}"), "RP013"},
               {POINTS("scatter", "rows-by: waits"), "RP013"},
               {POINTS("scatter", "notes: []"), "DF003"},
               {POINTS("funnel", "funnel: {measure: s47-rate}"), "RP013"},
               {POINTS("funnel", "funnel: {measure: s47-rate, by: parish}"), "RP013"},
               {POINTS("funnel", "funnel: {measure: share, by: district}"), "RP013"},
               {POINTS("funnel", "funnel: {measure: s47-rate, each: district}"), "DF002"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t before = diag_kept_count(testing_diag());
        HOLDS(small_build(authorities(), bad[i].body) == NULL);
        if (HOLDS(diag_kept_count(testing_diag()) > before)) {
            const struct diag_message *message = diag_message_at(testing_diag(), before);
            SAME_TEXT(text_of(diag_code_name(message->code)), bad[i].code);
            SAME_INT((long long)message->place.line, 15);
        }
    }
}

SUITE(report_point_charts, CLAIM(a_funnel_of_authorities_is_around_their_average),
      CLAIM(a_scatter_has_the_line_of_the_others_and_its_band),
      CLAIM(faulty_charts_of_points_are_refused))
