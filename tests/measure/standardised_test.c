/* Rates standardised over deciles of homes: against plain Python on invented
 * children in real small areas, and what is said where homes are lacking. */
#include "measure/standardised.h"

#include <math.h>
#include <stdlib.h>

#include "disclose/figure_counts.h"
#include "ingest/extract.h"
#include "measure/explain.h"
#include "support/measuring.h"
#include "support/testing.h"

static const char *const IDS[] = {
    "s47-rate-sir-idaci", "icpc-rate-sir-idaci", "cpp-rate-sir-idaci", "cla-rate-sir-idaci",
    "s47-rate-dsr-idaci", "icpc-rate-dsr-idaci", "cpp-rate-dsr-idaci", "cla-rate-dsr-idaci"};
enum { ID_COUNT = sizeof IDS / sizeof IDS[0], UNIT_LINES = 4 * (16 + 15) };

/* Measures over what tests/support/random_homes.py makes. */
static struct measuring *with_homes(int seed) {
    int status;
    struct arena *arena = testing_arena();
    struct text folder = text_format(arena, "%s/homes", testing_folder());
    struct authority authority = {.folder = folder};
    struct measuring *measuring = measuring_new();
    struct measure_context *context = measuring_context(measuring);
    testing_command(&status, "mkdir -p %.*s && python3 tests/support/random_homes.py %.*s %d",
                    TEXT_ARG(folder), TEXT_ARG(folder), seed);
    CU_ASSERT_FATAL(status == 0);
    const struct extract *extract =
        extract_read(arena, testing_diag(), context->catalogue,
                     text_format(arena, "%.*s/extracts", TEXT_ARG(folder)), 1);
    context->homes = home_areas_read(arena, testing_diag(), TEXT("report-defs"), &authority);
    CU_ASSERT_FATAL(extract != NULL && context->homes != NULL);
    context->dataset = &extract->dataset;
    context->marks_missing_tables = true;
    return measuring;
}

static const struct figures *figures_of(struct measuring *measuring, const char *from_to) {
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct measure_context *context = measuring_context(measuring);
    struct figure_request requests[ID_COUNT];
    for (int i = 0; i < ID_COUNT; i++) {
        requests[i].measure = catalogue_measure(context->catalogue, text_of(IDS[i]));
        CU_ASSERT_FATAL(requests[i].measure != NULL);
        period_parse(text_of(from_to), &requests[i].period);
    }
    context->indexes = shared_indexes_new(testing_arena(), context->dataset);
    return measures_compute(testing_arena(), testing_diag(), context, requests, ID_COUNT, levels);
}

/* Of the first figure of that name in a unit. */
static const struct figure *find(const struct figures *figures, struct text measure,
                                 struct text unit, const char *category) {
    uint32_t index = hierarchy_find(figures->units, unit);
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        if (text_equal(figure->measure->id, measure) && figure->unit == index &&
            text_equal_c(figure->category, category)) {
            return figure;
        }
    }
    return NULL;
}

/* The next word of a line as a number; false for "-". */
static bool next_number(struct text *rest, double *number) {
    struct text word;
    char *end;
    HOLDS(text_next_part(rest, ' ', &word));
    const char *bytes = text_c(testing_arena(), word);
    *number = strtod(bytes, &end);
    return end != bytes;
}

static void limits_agree(struct text *line, const struct figure *figure) {
    double expected[4];
    bool has_limits = true;
    for (int i = 0; i < 4; i++) {
        has_limits = next_number(line, &expected[i]) && has_limits;
    }
    SAME_INT(figure->has_interval, has_limits);
    if (has_limits) {
        NEAR(figure->interval95.lower, expected[0], 1e-9);
        NEAR(figure->interval95.upper, expected[1], 1e-9);
        NEAR(figure->interval998.lower, expected[2], 1e-9);
        NEAR(figure->interval998.upper, expected[3], 1e-9);
    }
}

/* Counts a line of a unit. */
static size_t line_agrees(struct text line, const struct figures *figures) {
    struct text measure, unit;
    double count, value;
    text_next_part(&line, ' ', &measure);
    text_next_part(&line, ' ', &unit);
    next_number(&line, &count);
    next_number(&line, &value);
    if (text_equal_c(unit, "homeless")) {
        struct text id = text_format(testing_arena(), "%.*s-dsr-idaci", TEXT_ARG(measure));
        const struct figure *none = find(figures, id, TEXT("E10000014"), "no home area");
        const struct figure *away = find(figures, id, TEXT("E10000014"), "home elsewhere");
        if (HOLDS(none != NULL && away != NULL)) {
            SAME_INT(none->numerator, (long long)count);
            SAME_INT(away->numerator, (long long)value);
        }
        return 0;
    }
    const struct figure *figure = find(figures, measure, unit, "");
    if (HOLDS(figure != NULL && figure->status == FIGURE_SHOWN)) {
        SAME_INT(figure->numerator, (long long)count);
        HOLDS(fabs((double)figure->value.scaled / 10 - value) <= 0.05 + 1e-9);
        limits_agree(&line, figure);
    }
    return 1;
}

static void agrees_with_python(int seed, const char *from, const char *to) {
    int status;
    size_t lines = 0;
    struct text line;
    struct measuring *measuring = with_homes(seed);
    struct text period = text_format(testing_arena(), "%s..%s", from, to);
    const struct figures *figures = figures_of(measuring, text_c(testing_arena(), period));
    struct text words =
        testing_command(&status, "python3 tests/support/homes_oracle.py %s/homes %s %s",
                        testing_folder(), from, to);
    SAME_INT(status, 0);
    CU_ASSERT_FATAL(figures != NULL);
    while (text_next_part(&words, '\n', &line)) {
        lines += line.length > 0 ? line_agrees(line, figures) : 0;
    }
    SAME_INT(lines, UNIT_LINES);
}

static void every_unit_agrees_with_plain_python(void) {
    agrees_with_python(1, "2018-04-01", "2019-03-31");
    agrees_with_python(2, "2015-05-01", "2016-04-30");
}

/* ---- what adds up ---- */

static int64_t sum_of(const struct figures *figures, const char *measure, enum unit_level level) {
    int64_t sum = 0;
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        bool is_it = text_equal_c(figure->measure->id, measure) && figure->level == level;
        bool is_counted = figure->category.length == 0 ||
                          text_starts_with(figure->category, TEXT("no home")) ||
                          text_starts_with(figure->category, TEXT("home else"));
        sum += is_it && is_counted ? figure->numerator : 0;
    }
    return sum;
}

static void districts_and_none_add_up_to_the_county_and_to_the_count(void) {
    struct measuring *measuring = with_homes(3);
    const struct figures *figures = figures_of(measuring, "2018-19");
    CU_ASSERT_FATAL(figures != NULL);
    for (int i = 0; i < ID_COUNT; i++) {
        int64_t county = sum_of(figures, IDS[i], UNIT_COUNTY);
        HOLDS(county > 100);
        SAME_INT(sum_of(figures, IDS[i], UNIT_AREA), county);
        SAME_INT(sum_of(figures, IDS[i], UNIT_DISTRICT), county);
    }
    SAME_TEXT(
        measured(measuring, "s47-enquiries", "2018-19", ""),
        text_c(testing_arena(), text_format(testing_arena(), "%lld",
                                            (long long)sum_of(figures, IDS[0], UNIT_COUNTY))));
}

/* ---- the records ---- */

static void records_make_the_counts_of_a_unit_and_its_deciles(void) {
    struct measuring *measuring = with_homes(4);
    const struct figures *figures = figures_of(measuring, "2018-19");
    size_t compared = 0;
    CU_ASSERT_FATAL(figures != NULL);
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        struct explanation explanation;
        struct explain_request request = {.measure = figure->measure,
                                          .period = figure->period,
                                          .level = figure->level,
                                          .unit = figure->unit,
                                          .category = figure->category};
        bool is_wanted = figure->has_numerator && (figure->unit == UNIT_NONE || i % 7 == 0);
        if (!is_wanted ||
            !HOLDS(measure_explain(testing_arena(), testing_diag(), measuring_context(measuring),
                                   &request, &explanation))) {
            continue;
        }
        bool is_homeless = text_starts_with(figure->category, TEXT("no home")) ||
                           text_starts_with(figure->category, TEXT("home else"));
        bool counts_children = text_starts_with(figure->measure->id, TEXT("cla"));
        if (!is_homeless) {
            SAME_INT(explanation.listings[0].counted, figure->numerator);
        } else if (!counts_children) {
            SAME_INT(explanation.listings[0].record_count, figure->numerator);
        }
        compared++;
    }
    HOLDS(compared > 60);
}

/* ---- what is lacking ---- */

static struct text note_of(struct measuring *measuring, const char *period, const char *unit) {
    const struct figures *figures = figures_of(measuring, period);
    const struct figure *figure =
        figures == NULL ? NULL : find(figures, text_of(IDS[0]), text_of(unit), "");
    return figure == NULL ? TEXT_NONE : standardised_note(testing_arena(), figure->standardised);
}

static void what_is_lacking_is_said(void) {
    struct measuring *measuring = with_homes(5);
    struct measure_context *context = measuring_context(measuring);
    HOLDS(text_contains(note_of(measuring, "2013-14", "E07000084"), TEXT("another edition")));
    HOLDS(text_contains(note_of(measuring, "2018-19", "BASRA"), TEXT("no children of its own")));
    context->homes = ARENA_NEW(testing_arena(), struct home_areas);
    HOLDS(text_contains(note_of(measuring, "2018-19", "E07000084"), TEXT("no home-areas.csv")));
    context->homes = NULL;
    HOLDS(text_contains(note_of(measuring, "2018-19", "E07000084"), TEXT("no home-areas.csv")));
}

static void the_note_names_vintages_and_no_small_count(void) {
    struct text note = note_of(with_homes(6), "2018-19", "E07000084");
    static const char *const words[] = {"IDACI 2019", "lsoa_2011", "lad_2019",
                                        "children_0_15_mid_2015", "as none are published"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        HOLDS(text_contains(note, text_of(words[i])));
    }
    struct standardised few = {.form = DEPRIVATION_DIRECT, .counted = 12, .not_known = 9};
    HOLDS(text_contains(standardised_note(testing_arena(), &few),
                        TEXT("authority: 12; left out: without a home area fewer than 10, with a "
                             "home elsewhere 0.")));
}

/* ---- in public ---- */

static void no_public_pack_has_them(void) {
    struct measuring *measuring = with_homes(7);
    const struct figures *figures = figures_of(measuring, "2018-19");
    const struct suppression_rule rule = {.threshold = 5};
    CU_ASSERT_FATAL(figures != NULL);
    struct figure_counts *counts = figure_counts_make(
        testing_arena(), measuring_context(measuring)->catalogue, figures, NULL, &rule);
    const struct figures *shown = figure_counts_suppress(testing_arena(), counts, figures);
    size_t withheld = 0;
    SAME_INT(counts->counts->count, 0);
    for (size_t i = 0; i < shown->count; i++) {
        const struct figure *figure = &shown->items[i];
        HOLDS(!figure->has_numerator && !figure->has_value && !figure->has_interval);
        withheld += figure->status == FIGURE_SUPPRESSED;
        HOLDS(figure->status != FIGURE_SUPPRESSED || figure->standardised == NULL);
    }
    HOLDS(withheld > 1000);
}

/* ---- through the program ---- */

static struct text run_on(const char *command, const char *options, int *status) {
    const char *folder = testing_folder();
    return testing_command(status,
                           "${QUARTERDAY:-build/quarterday} %s --extracts %s/homes/extracts "
                           "--authority %s/homes/authority --as-at 2019-07-23 --period 2018-19 %s",
                           command, folder, folder, options);
}

static void the_program_computes_and_explains_them(void) {
    int status;
    with_homes(1);
    testing_command(&status,
                    "cd %s/homes && rm -rf authority && cp -r ${OLDPWD}/report-defs/authorities/"
                    "hampshire authority && cp home-areas.csv authority/",
                    testing_folder());
    struct text words = run_on("explain s47-rate-sir-idaci", "--unit Hart", &status);
    SAME_INT(status, 0);
    HOLDS(text_contains(words, TEXT("\nFigure       117.4 (95% interval 87.7 to 154.0)\n")));
    HOLDS(text_contains(words, TEXT("\n             decile 3: 15.5 for every 10,000, 1 of 644\n")));
    HOLDS(text_contains(words, TEXT("\nRecords listed, the numerator: s47-enquiries: 52\n")));
    words = run_on("explain s47-rate-dsr-idaci", "--unit Hart --json", &status);
    HOLDS(text_contains(words, TEXT("\"standardised\": \"Directly standardised")));
    words = run_on("measures", "--by district", &status);
    SAME_INT(status, 0);
    HOLDS(text_contains(words, TEXT("s47-rate-sir-idaci,2018-19,2019-03-31,district,E07000089,,52,,"
                                    "117.4,87.7,154.0,")));
    testing_command(&status, "sed -i 1s/2011/2021/ %s/homes/authority/home-areas.csv",
                    testing_folder());
    words = run_on("measures", "--by district", &status);
    SAME_INT(status, 3);
    HOLDS(text_contains(words, TEXT("the areas of this list are lsoa_2021, and those of the "
                                    "deprivation index lsoa_2011")));
}

SUITE(measure_standardised, CLAIM(no_public_pack_has_them),
      CLAIM(the_program_computes_and_explains_them), CLAIM(every_unit_agrees_with_plain_python),
      CLAIM(districts_and_none_add_up_to_the_county_and_to_the_count),
      CLAIM(records_make_the_counts_of_a_unit_and_its_deciles), CLAIM(what_is_lacking_is_said),
      CLAIM(the_note_names_vintages_and_no_small_count))
