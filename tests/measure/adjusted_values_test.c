/* Rates set against deprivation as measures: the 2019 check of the catalogue
 * through the program, and every year against plain Python. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "measure/deprivation.h"
#include "support/measuring.h"
#include "support/testing.h"

enum { HAMPSHIRE_2019 = 4317 };

/* As many enquiries in 2018-19 as were published of Hampshire, for whom it is 154.4. */
static const char *enquiries(int count) {
    struct text csv =
        TEXT("s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_completed_by_team\n");
    char *bytes = arena_alloc(testing_arena(), 80 * (size_t)(count + 2));
    size_t length = (size_t)sprintf(bytes, "%.*s", TEXT_ARG(csv));
    for (int i = 0; i < count; i++) {
        length += (size_t)sprintf(bytes + length, "E%d,P%d,2018-%02d-01,EASCIN\n", i, i, 4 + i % 9);
    }
    return bytes;
}

static struct measuring *with_enquiries(int count) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_s47_enquiry", enquiries(count));
    return measuring;
}

static void part_is(struct measuring *measuring, const char *category, const char *words) {
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2018-19", category), words);
}

static void hampshire_in_2019_has_154_where_129_would_be_expected(void) {
    struct measuring *measuring = with_enquiries(HAMPSHIRE_2019);
    part_is(measuring, "", "4317 = 120.1");
    part_is(measuring, "actual", "4317 of 279687 = 154.4");
    part_is(measuring, "expected", "128.5");
    part_is(measuring, "published", "154.4");
    part_is(measuring, "IDACI edition", "2019");
    part_is(measuring, "score", "0.101");
    part_is(measuring, "R squared", "0.33");
    part_is(measuring, "authorities", "147");
    part_is(measuring, "rank", "40");
    part_is(measuring, "ranked", "148");
    part_is(measuring, "left out", "4");
    const struct figures *figures = measuring_figures(measuring, "s47-rate-vs-idaci", "2018-19");
    struct period period;
    HOLDS(period_parse(TEXT("2018-19"), &period));
    const struct figure *expected =
        figures_find(figures, TEXT("s47-rate-vs-idaci"), &period, UNIT_COUNTY, 0, TEXT("expected"));
    if (HOLDS(expected != NULL && expected->adjusted != NULL && expected->has_interval)) {
        NEAR(expected->interval95.lower, 1.2712738957057468, 1e-9);
        NEAR(expected->interval95.upper, 255.75837052753337, 1e-9);
        HOLDS(expected->interval998.lower < expected->interval95.lower);
    }
}

/* Byar's limits of 4,317 over what 279,687 children would be expected to have. */
static void the_interval_of_a_ratio_is_that_of_its_count(void) {
    struct measuring *measuring = with_enquiries(HAMPSHIRE_2019);
    const struct figures *figures = measuring_figures(measuring, "s47-rate-vs-idaci", "2018-19");
    const struct figure *ratio = &figures->items[0];
    struct interval byar;
    HOLDS(interval_byar(HAMPSHIRE_2019, 0.95, &byar));
    double expected = 128.51482221161956 * 279687 / 10000;
    NEAR(ratio->interval95.lower, 100 * byar.lower / expected, 1e-9);
    NEAR(ratio->interval95.upper, 100 * byar.upper / expected, 1e-9);
}

static void the_actual_rate_is_never_taken_from_what_is_published(void) {
    struct measuring *measuring = with_enquiries(0);
    part_is(measuring, "actual", "0 of 279687 = 0.0");
    part_is(measuring, "", "0 = 0.0");
    part_is(measuring, "published", "154.4");
}

/* Hampshire's own figures of 2024 are all [u]: no part of the line in any case. */
static void unreliable_figures_are_left_out_and_counted(void) {
    struct measuring *measuring = measuring_new();
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2023-24", "published"), "[u]");
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2023-24", "expected"), "152.4");
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2023-24", "left out: no score"), "7");
}

static void only_the_whole_authority_in_years_to_31_march_is_adjusted(void) {
    struct measuring *measuring = with_enquiries(1);
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2018-19-H1", ""), "1 [x]");
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2018-19-H1", "expected"), "no figure");
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2024-25", ""),
              "0 [x]"); /* none published */
    SAME_TEXT(measured_at(measuring, "s47-rate-vs-idaci", "2018-19", "E07000086", ""), "[x]");
    SAME_TEXT(measured(measuring, "s47-rate-vs-idaci", "2018-19-Q4", "expected"), "128.5");
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
}

/* ---- against tests/support/idaci_oracle.py ---- */

/* The next word of a line as a number; false for "-". */
static bool next_number(struct text *rest, double *number) {
    struct text word;
    char *end;
    HOLDS(text_next_part(rest, ' ', &word));
    const char *bytes = text_c(testing_arena(), word);
    *number = strtod(bytes, &end);
    return *bytes != '-' || end != bytes;
}

static void line_agrees(struct text line, const struct published *published,
                        const struct deprivation_scores *scores) {
    struct text measure;
    double year, count, expected, r_squared, lower, upper, ratio, rank, ranked;
    text_next_part(&line, ' ', &measure);
    next_number(&line, &year);
    struct deprivation_request request = {.measure = measure,
                                          .year = (int64_t)year,
                                          .authority = TEXT("E10000014"),
                                          .edition = deprivation_edition_of(scores, (int64_t)year),
                                          .takes_published = true};
    struct deprivation_result result;
    HOLDS(
        deprivation_adjust(testing_arena(), testing_diag(), published, scores, &request, &result));
    next_number(&line, &count);
    next_number(&line, &expected);
    next_number(&line, &r_squared);
    next_number(&line, &lower);
    next_number(&line, &upper);
    SAME_INT(result.line.count, (size_t)count);
    NEAR(result.expected, expected, 1e-9);
    NEAR(result.line.r_squared, r_squared, 1e-9);
    NEAR(result.limits.lower, lower, 1e-8); /* a difference of near numbers, now and then */
    NEAR(result.limits.upper, upper, 1e-9);
    bool has_ratio = next_number(&line, &ratio);
    SAME_INT(result.has_ratio, has_ratio);
    if (has_ratio) {
        next_number(&line, &rank);
        next_number(&line, &ranked);
        NEAR(result.ratio, ratio, 1e-9);
        SAME_INT(result.rank, (size_t)rank);
        SAME_INT(result.rank_of, (size_t)ranked);
    }
}

static void every_measure_and_year_agrees_with_plain_python(void) {
    int status, lines = 0;
    struct text words = testing_command(&status, "python3 tests/support/idaci_oracle.py E10000014");
    const struct published *published =
        published_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    const struct deprivation_scores *scores =
        deprivation_scores_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    SAME_INT(status, 0);
    struct text line;
    while (HOLDS(published != NULL && scores != NULL) && text_next_part(&words, '\n', &line)) {
        if (line.length > 0) {
            line_agrees(line, published, scores);
            lines++;
        }
    }
    SAME_INT(lines, 48); /* three measures from 2013 to 2024, children looked after to 2025 */
}

/* ---- through the program ---- */

static struct text run_on(const char *folder, const char *command, const char *options,
                          int *status) {
    return testing_command(status,
                           "${QUARTERDAY:-build/quarterday} %s --extracts %s/idaci-extracts "
                           "--period 2018-19 --as-at 2019-03-31 %s",
                           command, folder, options);
}

static void measures_and_explain_give_the_check_of_2019(void) {
    int status;
    const char *folder = testing_folder();
    testing_command(&status, "mkdir -p %s/idaci-extracts", folder);
    FILE *file = fopen(
        text_c(testing_arena(), text_format(testing_arena(), "%s/idaci-extracts/s47.csv", folder)),
        "wb");
    if (!HOLDS(file != NULL)) {
        return;
    }
    fputs(enquiries(HAMPSHIRE_2019), file);
    fclose(file);
    struct text figures = run_on(folder, "measures", "--by county", &status);
    SAME_INT(status, 0);
    HOLDS(
        text_contains(figures, TEXT("s47-rate-vs-idaci,2018-19,2019-03-31,county,E10000014,,4317,,"
                                    "120.1,116.5,123.7,")));
    HOLDS(text_contains(figures, TEXT(",county,E10000014,expected,,,128.5,1.3,255.8,")));
    struct text words = run_on(folder, "explain s47-rate-vs-idaci", "", &status);
    HOLDS(text_contains(words, TEXT("IDACI 2019 (upper-tier authorities of 2019, children")));
    HOLDS(text_contains(words, TEXT("Authorities on which it rests: 147")));
    HOLDS(text_contains(words, TEXT("E10000014 Hampshire")));
    struct text json = run_on(folder, "explain s47-rate-vs-idaci", "--json", &status);
    HOLDS(text_contains(json, TEXT("\"population\": \"mid-2015\"")));
    HOLDS(text_contains(json, TEXT("\"r_squared\": 0.332")));
}

SUITE(measure_adjusted_values, CLAIM(hampshire_in_2019_has_154_where_129_would_be_expected),
      CLAIM(the_interval_of_a_ratio_is_that_of_its_count),
      CLAIM(the_actual_rate_is_never_taken_from_what_is_published),
      CLAIM(unreliable_figures_are_left_out_and_counted),
      CLAIM(only_the_whole_authority_in_years_to_31_march_is_adjusted),
      CLAIM(every_measure_and_year_agrees_with_plain_python),
      CLAIM(measures_and_explain_give_the_check_of_2019))
