/* Runs the tests inside measures through the engine that computes figures. Units,
 * and the extract's day unless a test gives it, are made up here, so that tests
 * hold for every authority. */
#include "measure/measure_tests.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "define/node.h"
#include "ingest/test_tables.h"
#include "measure/explain.h"
#include "split.h"

struct testing {
    struct arena *arena; /* of one test */
    struct diag *diag;   /* of one test: what is said in one that holds is not passed on */
    struct diag *faults;
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    const struct measure_definition *measure;
    const struct node *test;
    const struct node *figures;
    struct measure_context context;
    bool is_exercised;
};

enum { COUNTY = 0, NORTH, SOUTH, ASH, BIRCH, CEDAR };

#define UNIT(name, level, parent)                                                                  \
    { {(name), sizeof(name) - 1}, {(name), sizeof(name) - 1}, level, parent, DAY_NONE, DAY_NONE }

const struct hierarchy *measure_tests_units(void) {
    static const struct unit units[] = {UNIT("County", UNIT_COUNTY, UNIT_NONE),
                                        UNIT("North", UNIT_AREA, COUNTY),
                                        UNIT("South", UNIT_AREA, COUNTY),
                                        UNIT("Ash", UNIT_DISTRICT, NORTH),
                                        UNIT("Birch", UNIT_DISTRICT, NORTH),
                                        UNIT("Cedar", UNIT_DISTRICT, SOUTH),
                                        UNIT("A1", UNIT_TEAM, ASH),
                                        UNIT("A2", UNIT_TEAM, ASH),
                                        UNIT("B1", UNIT_TEAM, BIRCH),
                                        UNIT("C1", UNIT_TEAM, CEDAR),
                                        UNIT("N1", UNIT_TEAM, NORTH)};
    static const struct hierarchy hierarchy = {units, sizeof units / sizeof units[0]};
    return &hierarchy;
}

/* ---- what a test supplies ---- */

static struct dataset tables_of(const struct testing *testing) {
    const struct node *without = node_get(testing->test, "without");
    struct dataset dataset =
        test_tables(testing->arena, testing->catalogue, node_get(testing->test, "tables"));
    bool *is_supplied =
        arena_copy(testing->arena, dataset.is_supplied, dataset.table_count * sizeof *is_supplied);
    const struct table **tables =
        arena_copy(testing->arena, dataset.tables, dataset.table_count * sizeof *tables);
    for (size_t i = 0; without != NULL && i < without->child_count; i++) {
        for (size_t table = 0; table < dataset.table_count; table++) {
            if (text_equal(tables[table]->name, without->children[i]->text)) {
                tables[table] =
                    test_table(testing->arena, testing->catalogue->schemas[table], NULL);
                is_supplied[table] = false;
            }
        }
    }
    return (struct dataset){tables, is_supplied, dataset.table_count};
}

/* A code set of the test's own: from codes to groups. */
static const struct code_set *code_set_of(const struct testing *testing, const struct node *codes) {
    struct buffer csv = buffer_new(testing->arena);
    buffer_add_c(&csv, "code,description,group,alias_of\n");
    for (size_t i = 0; i < codes->child_count; i++) {
        const struct node *code = codes->children[i];
        buffer_format(&csv, "\"%.*s\",of a test,\"%.*s\",\n", TEXT_ARG(code->key),
                      TEXT_ARG(code->text));
    }
    return code_set_read(testing->arena, testing->diag,
                         text_format(testing->arena, "%.*s.csv", TEXT_ARG(codes->key)),
                         buffer_text(&csv));
}

/* The catalogue with the code sets of the test in the place of those of their names. */
static const struct catalogue *catalogue_of(const struct testing *testing) {
    const struct node *codes = node_get(testing->test, "codes");
    struct catalogue *own =
        arena_copy(testing->arena, testing->catalogue, sizeof *testing->catalogue);
    const struct code_set **sets =
        arena_copy(testing->arena, own->code_sets, own->code_set_count * sizeof *sets);
    own->code_sets = sets;
    for (size_t i = 0; codes != NULL && i < codes->child_count; i++) {
        const struct node *wanted = codes->children[i];
        size_t at = 0;
        while (at < own->code_set_count && !text_equal(sets[at]->name, wanted->key)) {
            at++;
        }
        const struct code_set *set = code_set_of(testing, wanted);
        if (at == own->code_set_count) {
            DIAG_REPORT(testing->diag, DF011, &wanted->key_place, wanted->key);
        } else if (set != NULL) {
            sets[at] = set;
        }
    }
    return own;
}

static const struct population *population_of(const struct testing *testing) {
    const struct node *years = node_get(testing->test, "population");
    struct population *population = population_new(testing->arena);
    for (size_t i = 0; years != NULL && i < years->child_count; i++) {
        int64_t year, children;
        if (text_to_int(years->children[i]->key, &year) &&
            text_to_int(years->children[i]->text, &children)) {
            population_add(testing->arena, population, TEXT("County"), year, children);
        }
    }
    return population;
}

static struct supplied_figure supplied_figure_of(const struct node *node) {
    struct supplied_figure figure = {.place = node->place,
                                     .measure = node_text(node, "measure", TEXT_NONE),
                                     .unit = node_text(node, "unit", TEXT("County")),
                                     .category = node_text(node, "category", TEXT_NONE)};
    period_parse(node_text(node, "period", TEXT_NONE), &figure.period);
    figure.has_numerator = text_to_int(node_text(node, "numerator", TEXT_NONE), &figure.numerator);
    figure.has_denominator =
        text_to_int(node_text(node, "denominator", TEXT_NONE), &figure.denominator);
    figure.has_value = decimal_parse(node_text(node, "value", TEXT_NONE), &figure.value);
    return figure;
}

static struct supplied_figures supplied_of(const struct testing *testing) {
    const struct node *list = node_get(testing->test, "supplied");
    size_t count = list != NULL ? list->child_count : 0;
    struct supplied_figure *figures =
        ARENA_ARRAY(testing->arena, struct supplied_figure, count + 1);
    for (size_t i = 0; i < count; i++) {
        figures[i] = supplied_figure_of(list->children[i]);
    }
    return (struct supplied_figures){figures, count};
}

/* The errors that the check is said to have found. */
static void add_faults(struct testing *testing) {
    const struct node *list = node_get(testing->test, "findings");
    size_t count = list != NULL ? list->child_count : 0;
    struct record_fault *faults = ARENA_ARRAY(testing->arena, struct record_fault, count + 1);
    for (size_t i = 0; i < count; i++) {
        faults[i] = (struct record_fault){node_text(list->children[i], "team", TEXT_NONE),
                                          node_text(list->children[i], "worker", TEXT_NONE)};
    }
    testing->context.faults = list != NULL ? faults : NULL;
    testing->context.fault_count = count;
}

/* ---- the figures ---- */

static struct period period_of(const struct testing *testing, const struct node *figure) {
    struct text own = node_text(testing->test, "period", TEXT_NONE);
    struct period period;
    period_parse(node_text(figure, "period", own), &period);
    return period;
}

static day_number extract_date_of(const struct testing *testing,
                                  const struct figure_request *requests) {
    day_number day = DAY_NONE;
    const struct node *as_at = node_get(testing->test, "as_at");
    if (as_at != NULL && date_parse(as_at->text, DATE_ISO, &day) == DATE_OK) {
        return day;
    }
    for (size_t i = 0; i < testing->figures->child_count; i++) {
        day = requests[i].period.last_day > day ? requests[i].period.last_day : day;
    }
    return day;
}

/* The county is an authority of what is published, which holds for every authority. */
static void set_beside_others(struct testing *testing) {
    const struct node *authority = node_get(testing->test, "authority");
    struct text folder = testing->catalogue->folder;
    if (authority != NULL) {
        testing->context.authority_code = authority->text;
        testing->context.published = published_read(testing->arena, testing->diag, folder);
        testing->context.scores = deprivation_scores_read(testing->arena, testing->diag, folder);
    }
}

/* The test's own small areas, a postcode each, for the edition of the index in use. */
static void place_homes(struct testing *testing) {
    const struct node *list = node_get(testing->test, "small_areas");
    struct arena *arena = testing->arena;
    if (list == NULL) {
        return;
    }
    struct home_areas *homes = ARENA_NEW(arena, struct home_areas);
    struct small_area *areas = ARENA_ARRAY(arena, struct small_area, list->child_count + 1);
    struct home_postcode *postcodes =
        ARENA_ARRAY(arena, struct home_postcode, list->child_count + 1);
    *homes = (struct home_areas){.edition = TEXT("2019"), .vintage = TEXT("lsoa_2011")};
    for (size_t i = 0; i < list->child_count; i++) {
        const struct node *node = list->children[i];
        areas[i].code = postcodes[i].area = postcodes[i].postcode =
            node_text(node, "postcode", TEXT_NONE);
        areas[i].district = node_text(node, "district", TEXT_NONE);
        text_to_int(node_text(node, "decile", TEXT_NONE), &areas[i].decile);
        text_to_int(node_text(node, "children", TEXT_NONE), &areas[i].children);
    }
    home_areas_arrange(homes, areas, list->child_count, postcodes, list->child_count);
    testing->context.homes = homes;
    testing->context.scores =
        deprivation_scores_read(arena, testing->diag, testing->catalogue->folder);
}

/* Those that an expected figure is of. */
static void want_breakdowns(struct testing *testing) {
    for (size_t i = 0; i < testing->figures->child_count; i++) {
        enum breakdown breakdown;
        struct text name, category;
        struct text whole = node_text(testing->figures->children[i], "category", TEXT_NONE);
        if (split_category_parse(whole, &breakdown, &name, &category)) {
            testing->context.breakdowns[breakdown] = true;
        }
    }
}

static const struct figures *compute(struct testing *testing) {
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct arena *arena = testing->arena;
    size_t count = testing->figures->child_count;
    struct figure_request *requests = ARENA_ARRAY(arena, struct figure_request, count);
    for (size_t i = 0; i < count; i++) {
        requests[i] =
            (struct figure_request){.measure = testing->measure,
                                    .period = period_of(testing, testing->figures->children[i])};
    }
    struct dataset *dataset = ARENA_NEW(arena, struct dataset);
    struct supplied_figures *supplied = ARENA_NEW(arena, struct supplied_figures);
    *dataset = tables_of(testing);
    *supplied = supplied_of(testing);
    testing->context = (struct measure_context){.catalogue = catalogue_of(testing),
                                                .dataset = dataset,
                                                .indexes = shared_indexes_new(arena, dataset),
                                                .calendar = testing->calendar,
                                                .units = measure_tests_units(),
                                                .supplied = supplied,
                                                .population = population_of(testing),
                                                .extract_date = extract_date_of(testing, requests),
                                                .thread_count = 1,
                                                .marks_missing_tables = true};
    set_beside_others(testing);
    place_homes(testing);
    add_faults(testing);
    want_breakdowns(testing);
    return diag_count(testing->diag, DIAG_ERROR) > 0
               ? NULL
               : measures_compute(arena, testing->diag, &testing->context, requests, count, levels);
}

/* A unit by id, or what has none at a level: "team (none)". */
static bool find_unit(struct text name, enum unit_level *level, uint32_t *unit) {
    const struct hierarchy *units = measure_tests_units();
    struct text none = TEXT(" (none)");
    *unit = hierarchy_find(units, name);
    if (*unit != UNIT_NONE) {
        *level = units->units[*unit].level;
        return true;
    }
    return text_ends_with(name, none) &&
           unit_level_parse(text_slice(name, 0, name.length - none.length), level);
}

/* A figure that a test expects. */
struct wanted {
    const struct node *node;
    struct text unit_name;
    struct explain_request key;
};

static bool read_wanted(const struct testing *testing, const struct node *node,
                        struct wanted *wanted) {
    *wanted = (struct wanted){.node = node,
                              .unit_name = node_text(node, "unit", TEXT("County")),
                              .key = {.measure = testing->measure,
                                      .period = period_of(testing, node),
                                      .category = node_text(node, "category", TEXT_NONE)}};
    if (find_unit(wanted->unit_name, &wanted->key.level, &wanted->key.unit)) {
        return true;
    }
    DIAG_REPORT(testing->faults, DF009, &node->place, wanted->unit_name,
                TEXT("a unit of measures' tests, which are County, North, South, Ash, Birch, "
                     "Cedar, A1, A2, B1, C1, N1 and \"team (none)\""));
    return false;
}

static void report_other(const struct testing *testing, const struct wanted *wanted,
                         const struct node *expected, struct text actual) {
    struct text category = wanted->key.category;
    struct text name = text_format(testing->arena, "%.*s, %.*s%s%.*s", TEXT_ARG(wanted->unit_name),
                                   TEXT_ARG(period_name(testing->arena, &wanted->key.period)),
                                   category.length > 0 ? ", " : "", TEXT_ARG(category));
    DIAG_REPORT(testing->faults, ME030, &expected->place, testing->measure->id, expected->text,
                name, actual);
}

static bool is_shown_above_0(const struct figure *figure) {
    return figure != NULL && figure->status == FIGURE_SHOWN &&
           (figure->numerator > 0 || figure->value.scaled != 0);
}

static bool compare_figure(struct testing *testing, const struct figures *figures,
                           const struct wanted *wanted) {
    const struct explain_request *key = &wanted->key;
    const struct node *is = node_get(wanted->node, "is");
    const struct figure *figure = figures_find(figures, testing->measure->id, &key->period,
                                               key->level, key->unit, key->category);
    struct text actual =
        figure == NULL ? TEXT("no figure") : figure_plain_words(testing->arena, figure);
    testing->is_exercised = testing->is_exercised || is_shown_above_0(figure);
    bool holds = text_equal(text_trim(is->text), actual);
    if (!holds) {
        report_other(testing, wanted, is, actual);
    }
    return holds;
}

/* "transfer in: 2, no child: 1", in the order of the records. */
static struct text reasons_of(struct arena *arena, const struct listing *listing) {
    struct buffer words = buffer_new(arena);
    for (size_t i = 0; i < listing->left_out_count; i++) {
        buffer_format(&words, "%s%.*s: %lld", i > 0 ? ", " : "",
                      TEXT_ARG(listing->left_out[i].reason), (long long)listing->left_out[i].count);
    }
    return buffer_text(&words);
}

/* Whether the records of the figure's unit are left out for the reasons that the test says. */
static bool compare_reasons(const struct testing *testing, const struct wanted *wanted) {
    const struct node *reasons = node_get(wanted->node, "reasons");
    struct explanation explanation;
    if (reasons == NULL) {
        return true;
    }
    if (!measure_explain(testing->arena, testing->diag, &testing->context, &wanted->key,
                         &explanation)) {
        diag_join(testing->faults, testing->diag);
        return false;
    }
    struct text actual = reasons_of(testing->arena, &explanation.listings[0]);
    bool holds = text_equal(reasons->text, actual);
    if (!holds) {
        report_other(testing, wanted, reasons, actual);
    }
    return holds;
}

static bool compare(struct testing *testing, const struct figures *figures,
                    const struct node *node) {
    struct wanted wanted;
    if (!read_wanted(testing, node, &wanted)) {
        return false;
    }
    bool holds = compare_figure(testing, figures, &wanted);
    return compare_reasons(testing, &wanted) && holds;
}

static bool run_test(struct testing *testing) {
    testing->arena = arena_new();
    testing->diag = diag_new(testing->arena);
    const struct figures *figures = compute(testing);
    bool holds = figures != NULL;
    for (size_t i = 0; figures != NULL && i < testing->figures->child_count; i++) {
        holds = compare(testing, figures, testing->figures->children[i]) && holds;
    }
    if (figures == NULL) {
        diag_join(testing->faults, testing->diag);
        DIAG_REPORT(testing->faults, ME031, &testing->test->place, testing->measure->id);
    }
    arena_free(testing->arena);
    return holds;
}

static void run_measure(struct testing *testing, struct measure_test_counts *counts) {
    const struct node *tests = testing->measure->tests;
    testing->is_exercised = false;
    for (size_t i = 0; tests != NULL && i < tests->child_count; i++) {
        testing->test = tests->children[i];
        testing->figures = node_get(testing->test, "figures");
        counts->test_count++;
        counts->figure_count += testing->figures->child_count;
        counts->failed_count += !run_test(testing);
    }
    if (!testing->is_exercised) {
        DIAG_REPORT(testing->faults, ME032, &testing->measure->place, testing->measure->id);
    }
    counts->untested_count += !testing->is_exercised;
}

bool measure_tests_run(struct diag *diag, const struct catalogue *catalogue,
                       const struct calendar *calendar,
                       const struct measure_definition *const *measures, size_t measure_count,
                       struct measure_test_counts *counts) {
    struct testing testing = {.faults = diag, .catalogue = catalogue, .calendar = calendar};
    *counts = (struct measure_test_counts){.measure_count = measure_count};
    for (size_t i = 0; i < measure_count; i++) {
        testing.measure = measures[i];
        run_measure(&testing, counts);
    }
    return counts->failed_count == 0;
}
