/* Figures: markers, look-up and figures.csv. */
#include "measure/figure.h"

#include "support/measuring.h"
#include "support/testing.h"

static const struct figures *source_figures(void) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,"
                    "cine_referral_team\n"
                    "R1,C1,2013-09-02,6,\nR2,C2,2013-09-02,6,BASRA\nR3,C3,2013-09-02,1A,BASRA\n");
    return measuring_figures(measuring, "referrals-by-source", "2013-14");
}

static void csv_has_the_columns_that_were_promised(void) {
    struct buffer out = buffer_new(testing_arena());
    figures_write_csv(&out, source_figures());
    struct text rest = buffer_text(&out), line;
    HOLDS(text_next_part(&rest, '\n', &line));
    SAME_TEXT(line, "measure,period,as_at,unit_level,unit,category,numerator,denominator,value,"
                    "lower95,upper95,status,lower998,upper998,measure_unit,supplied");
    HOLDS(text_next_part(&rest, '\n', &line));
    SAME_TEXT(line, "referrals-by-source,2013-14,2014-03-31,county,E10000014,Individual,1,3,33.3,"
                    "6.1,79.2,,3.0,89.0,mix,no");
    HOLDS(text_contains(rest, TEXT("\nreferrals-by-source,2013-14,2014-03-31,team,(none),Police,"
                                   "1,1,100.0,20.7,100.0,,9.5,100.0,mix,no\n")));
    HOLDS(text_contains(rest, TEXT("\nreferrals-by-source,2013-14,2014-03-31,team,EASRA,Police,"
                                   "0,0,,,,[z],,,mix,no\n")));
    HOLDS(text_contains(rest, TEXT(",county,E10000014,total,3,,3,0.6,8.8,,0.2,13.1,mix,no\n")));
}

static void parts_follow_in_the_order_of_the_definition(void) {
    static const char *const order[] = {"Individual",
                                        "Education",
                                        "Health services",
                                        "Housing",
                                        "Local authority services",
                                        "Police",
                                        "Other legal agency",
                                        "Other",
                                        "Anonymous",
                                        "Unknown",
                                        "total",
                                        "nfa: Individual"};
    const struct figures *figures = source_figures();
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        SAME_TEXT(figures->items[i].category, order[i]);
    }
}

static void figure_is_found_by_all_of_its_names_and_by_no_others(void) {
    const struct figures *figures = source_figures();
    struct period year, month;
    period_parse(TEXT("2013-14"), &year);
    period_parse(TEXT("2014-03"), &month);
    uint32_t county = hierarchy_find(figures->units, TEXT("E10000014"));
    uint32_t team = hierarchy_find(figures->units, TEXT("BASRA"));
    struct text id = TEXT("referrals-by-source"), police = TEXT("Police");
    SAME_INT(figures_find(figures, id, &year, UNIT_COUNTY, county, police)->numerator, 2);
    SAME_INT(figures_find(figures, id, &year, UNIT_TEAM, team, police)->numerator, 1);
    SAME_INT(figures_find(figures, id, &year, UNIT_TEAM, UNIT_NONE, police)->numerator, 1);
    HOLDS(figures_find(figures, id, &month, UNIT_COUNTY, county, police) == NULL);
    HOLDS(figures_find(figures, id, &year, UNIT_TEAM, county, police) == NULL);
    HOLDS(figures_find(figures, id, &year, UNIT_COUNTY, county, TEXT("Polise")) == NULL);
    HOLDS(figures_find(figures, TEXT("referrals"), &year, UNIT_COUNTY, county, police) == NULL);
}

static void missing_values_have_their_markers(void) {
    SAME_TEXT(figure_marker(FIGURE_SHOWN), "");
    SAME_TEXT(figure_marker(FIGURE_NOT_APPLICABLE), "[z]");
    SAME_TEXT(figure_marker(FIGURE_NOT_AVAILABLE), "[x]");
    SAME_TEXT(figure_marker(FIGURE_SUPPRESSED), "[c]");
    SAME_TEXT(figure_marker(FIGURE_UNRELIABLE), "[u]");
    SAME_TEXT(figure_marker(FIGURE_SUPERSEDED), "[n/a]");
}

SUITE(measure_figure, CLAIM(csv_has_the_columns_that_were_promised),
      CLAIM(parts_follow_in_the_order_of_the_definition),
      CLAIM(figure_is_found_by_all_of_its_names_and_by_no_others),
      CLAIM(missing_values_have_their_markers))
