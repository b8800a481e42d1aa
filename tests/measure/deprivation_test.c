/* Rates against deprivation: the figures published for 2019, and small years
 * worked by hand. */
#include "measure/deprivation.h"

#include <math.h>
#include <stdio.h>

#include "support/testing.h"

struct sources {
    const struct published *published;
    const struct deprivation_scores *scores;
};

static struct sources real(void) {
    struct sources sources = {
        published_read(testing_arena(), testing_diag(), TEXT("report-defs")),
        deprivation_scores_read(testing_arena(), testing_diag(), TEXT("report-defs"))};
    HOLDS(sources.published != NULL && sources.scores != NULL);
    return sources;
}

static struct deprivation_request hampshire(const char *measure, int64_t year) {
    return (struct deprivation_request){.measure = text_of(measure),
                                        .year = year,
                                        .edition = TEXT("2019"),
                                        .takes_published = true,
                                        .authority = TEXT("E10000014")};
}

static bool adjust(const struct sources *sources, const struct deprivation_request *request,
                   struct deprivation_result *result) {
    return deprivation_adjust(testing_arena(), testing_diag(), sources->published, sources->scores,
                              request, result);
}

/* R squared to 2 decimals, expected and actual to whole numbers. */
static void year_2019_is(const struct sources *sources, const char *measure, double r_squared,
                         double expected, double actual) {
    struct deprivation_request request = hampshire(measure, 2019);
    struct deprivation_result result;
    if (!HOLDS(adjust(sources, &request, &result))) {
        return;
    }
    HOLDS(result.line.count >= 147 && result.line.count <= 150);
    HOLDS(fabs(result.line.r_squared - r_squared) < 0.005);
    HOLDS(fabs(result.expected - expected) <= 1 && fabs(result.actual - actual) <= 0.5);
    HOLDS(result.has_ratio && result.has_actual);
    NEAR(result.ratio, 100 * result.actual / result.expected, 1e-12);
    NEAR(result.score, 0.101, 1e-12);
    SAME_INT(result.point_count, result.line.count + 1);
    SAME_INT(result.rank_of, result.point_count);
    HOLDS(result.rank > 1 && result.rank < result.rank_of);
    HOLDS(result.limits.lower < result.expected && result.expected < result.limits.upper);
}

static void the_published_figures_of_2019_give_the_known_lines(void) {
    struct sources sources = real();
    year_2019_is(&sources, "s47-rate", 0.33, 129, 154);
    year_2019_is(&sources, "icpc-rate", 0.27, 53, 63);
    year_2019_is(&sources, "cpp-rate", 0.36, 32, 39);
    year_2019_is(&sources, "cla-rate", 0.47, 44, 59);
}

/* Computed apart, with the normal equations, on the same files. */
static void section_47_of_2019_is_exact(void) {
    struct sources sources = real();
    struct deprivation_request request = hampshire("s47-rate", 2019);
    struct deprivation_result result;
    HOLDS(adjust(&sources, &request, &result));
    SAME_INT(result.line.count, 147);
    NEAR(result.expected, 128.51482221161956, 1e-9);
    NEAR(result.line.r_squared, 0.33174580475081056, 1e-9);
    NEAR(result.limits.lower, 1.2712738957057468, 1e-9);
    NEAR(result.limits.upper, 255.75837052753337, 1e-9);
    SAME_INT(result.rank, 40);
}

static void every_year_since_2013_can_be_adjusted(void) {
    struct sources sources = real();
    static const char *const measures[] = {"s47-rate", "icpc-rate", "cpp-rate"};
    struct deprivation_result result;
    for (int64_t year = 2013; year <= 2024; year++) {
        for (int i = 0; i < 3; i++) {
            struct deprivation_request request = hampshire(measures[i], year);
            HOLDS(adjust(&sources, &request, &result));
            HOLDS(result.line.count >= 140 && result.has_actual == (year < 2024));
        }
        struct deprivation_request request = hampshire("cla-rate", year + 1);
        HOLDS(adjust(&sources, &request, &result) && result.line.count >= 140);
    }
    HOLDS(diag_kept_count(testing_diag()) == 0);
}

/* All of Hampshire's figures of 2024 are [u]; what it would be expected to have is still known. */
static void an_unreliable_own_rate_has_no_ratio_but_may_be_given(void) {
    struct sources sources = real();
    struct deprivation_request request = hampshire("s47-rate", 2024);
    struct deprivation_result result;
    HOLDS(adjust(&sources, &request, &result));
    HOLDS(!result.has_actual && !result.has_ratio && result.expected > 100);
    SAME_INT(result.point_count, result.line.count);
    request.has_actual = true;
    request.actual = 2 * result.expected;
    HOLDS(adjust(&sources, &request, &result) && result.has_ratio);
    NEAR(result.ratio, 200, 1e-9);
    SAME_INT(result.point_count, result.line.count + 1);
}

/* Others at (0.1, 20), (0.2, 30), (0.3, 40), (0.4, 50): the line 10 + 100 x. */
static const char *const small_rates =
    "2019,A,,,20\n2019,B,,,30\n2019,C,,,40\n2019,D,,,50\n2019,E,,,70\n2019,F,,,c\n2019,G,,,u\n"
    "2019,H,,,x\n2019,I,,,z\n2019,J,,,99\n2019,R,,,900\n2018,A,,,1\n2018,B,,,2\n2018,E,,,2\n"
    "2017,A,,,10\n2017,B,,,90\n2017,C,,,200\n2017,K,,,5\n";
static const char *const small_areas =
    "A,a,authority,R,1\nB,b,authority,R,2\nC,c,authority,R,3\nD,d,authority,R,4\n"
    "E,e,authority,R,5\nF,f,authority,R,6\nG,g,authority,R,7\nH,h,authority,R,8\n"
    "I,i,authority,R,9\nJ,j,authority,R,10\nK,k,authority,R,11\nR,r,region,,\n";
static const char *const small_scores =
    "2019,s,p,A,a,0.1,5\n2019,s,p,B,b,0.2,4\n2019,s,p,C,c,0.3,3\n2019,s,p,D,d,0.4,2\n"
    "2019,s,p,E,e,0.25,1\n2019,s,p,F,f,0.3,6\n2019,s,p,K,k,0.01,7\n2015,t,q,J,j,0.5,1\n";

static void write_reference(const char *folder, const char *name, const char *header,
                            const char *rows) {
    struct text path = text_format(testing_arena(), "%s/%s", folder, name);
    FILE *stream = fopen(text_c(testing_arena(), path), "wb");
    if (HOLDS(stream != NULL)) {
        fprintf(stream, "%s\n%s", header, rows);
        fclose(stream);
    }
}

static struct sources small(void) {
    struct text folder = text_format(testing_arena(), "%s/deprivation", testing_folder());
    const char *reference =
        text_c(testing_arena(), text_format(testing_arena(), "%.*s/reference", TEXT_ARG(folder)));
    int status;
    testing_command(&status, "mkdir -p %s/published", reference);
    write_reference(reference, "published/m.csv", "year,code,numerator,denominator,value",
                    small_rates);
    write_reference(reference, "areas.csv", "code,name,level,region,authority_number", small_areas);
    write_reference(reference, "publications.csv", "measure,first_year,last_year,publication",
                    "m,2017,2019,P\n");
    write_reference(reference, "neighbour-models.csv", "model,first_year,last_year", "");
    write_reference(reference, "statistical-neighbours.csv", "model,authority,place,neighbour", "");
    write_reference(reference, "deprivation-editions.csv", "edition,first_year,last_year", "");
    write_reference(reference, "deprivation.csv",
                    "edition,area_vintage,population_vintage,geography_code,geography_name,"
                    "average_score,rank",
                    small_scores);
    struct sources sources = {published_read(testing_arena(), testing_diag(), folder),
                              deprivation_scores_read(testing_arena(), testing_diag(), folder)};
    HOLDS(sources.published != NULL && sources.scores != NULL);
    return sources;
}

static struct deprivation_request small_request(const char *authority) {
    return (struct deprivation_request){.measure = TEXT("m"),
                                        .year = 2019,
                                        .edition = TEXT("2019"),
                                        .takes_published = true,
                                        .authority = text_of(authority)};
}

static void the_own_authority_is_no_part_of_its_line(void) {
    struct sources sources = small();
    struct deprivation_request request = small_request("E");
    struct deprivation_result result;
    HOLDS(adjust(&sources, &request, &result));
    SAME_INT(result.line.count, 4);
    NEAR(result.line.r_squared, 1, 1e-9);
    NEAR(result.expected, 35, 1e-9);
    NEAR(result.ratio, 200, 1e-9);
    SAME_INT(result.rank, 1);
    SAME_INT(result.rank_of, 5);
    SAME_TEXT(result.points[4].code, "E");
    request.has_actual = true;
    request.actual = 35; /* in place of the 70 that is published */
    HOLDS(adjust(&sources, &request, &result));
    NEAR(result.ratio, 100, 1e-9);
}

static void what_is_left_out_is_counted_by_its_reason(void) {
    struct sources sources = small();
    struct deprivation_request request = small_request("B");
    struct deprivation_result result;
    HOLDS(adjust(&sources, &request, &result));
    SAME_INT(result.line.count, 4);
    SAME_INT(result.left_out[PUBLISHED_SUPPRESSED], 1);
    SAME_INT(result.left_out[PUBLISHED_UNRELIABLE], 1);
    SAME_INT(result.left_out[PUBLISHED_NOT_AVAILABLE], 1);
    SAME_INT(result.left_out[PUBLISHED_NOT_APPLICABLE], 1);
    SAME_INT(result.without_score, 1);
    SAME_TEXT(result.points[1].code, "B"); /* in its place among the others */
    HOLDS(result.rank > 1);
}

static void nothing_can_be_said_without_rates_score_or_points(void) {
    struct sources sources = small();
    struct deprivation_result result;
    struct deprivation_request request = small_request("E");
    request.year = 2016;
    HOLDS(!adjust(&sources, &request, &result));
    request.year = 2018; /* two others */
    HOLDS(!adjust(&sources, &request, &result));
    request = small_request("J"); /* a score in another edition alone */
    HOLDS(!adjust(&sources, &request, &result));
    request = small_request("E");
    request.measure = TEXT("n");
    HOLDS(!adjust(&sources, &request, &result));
    SAME_INT(diag_kept_count(testing_diag()), 4);
    HOLDS(testing_reported(testing_diag(), "ME020"));
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

/* Through (0.1, 10), (0.2, 90), (0.3, 200) the line is below 0 at 0.01. */
static void a_line_below_nothing_has_no_ratio(void) {
    struct sources sources = small();
    struct deprivation_request request = small_request("K");
    struct deprivation_result result;
    request.year = 2017;
    HOLDS(adjust(&sources, &request, &result));
    HOLDS(result.expected < 0 && result.has_actual && !result.has_ratio);
}

static void the_note_names_method_vintages_and_what_is_left_out(void) {
    struct sources sources = small();
    struct deprivation_request request = small_request("E");
    struct deprivation_result result;
    HOLDS(adjust(&sources, &request, &result));
    SAME_TEXT(deprivation_note(testing_arena(), &result),
              "Expected from an unweighted straight line through the published rates of 4 other "
              "authorities in the year to March 2019 (P) and their average scores in IDACI 2019 "
              "(s, children at p); R squared 1.00. Left out: 1 suppressed, 1 unreliable, 1 not "
              "available, 1 not applicable, 1 without a score.");
}

SUITE(measure_deprivation, CLAIM(the_published_figures_of_2019_give_the_known_lines),
      CLAIM(section_47_of_2019_is_exact), CLAIM(every_year_since_2013_can_be_adjusted),
      CLAIM(an_unreliable_own_rate_has_no_ratio_but_may_be_given),
      CLAIM(the_own_authority_is_no_part_of_its_line),
      CLAIM(what_is_left_out_is_counted_by_its_reason),
      CLAIM(nothing_can_be_said_without_rates_score_or_points),
      CLAIM(a_line_below_nothing_has_no_ratio),
      CLAIM(the_note_names_method_vintages_and_what_is_left_out))
