/* The records behind figures: for every measure, the list makes the figure; and
 * what the command prints and refuses. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "measure/explain.h"
#include "support/county.h"
#include "support/testing.h"

/* ---- every measure of the catalogue on Hampshire's extracts ---- */

struct explaining {
    struct county county;
    struct supplied_figures none;
    size_t compared;
};

static const struct figures *figures_of(struct explaining *explaining, enum unit_level level,
                                        const struct measure_definition *measure) {
    bool levels[UNIT_LEVEL_COUNT] = {false};
    levels[level] = true;
    struct measure_context context = explaining->county.context;
    context.supplied = &explaining->none;
    struct figure_request request = {.measure = measure, .period = explaining->county.period};
    return measures_compute(testing_arena(), testing_diag(), &context, &request, 1, levels);
}

struct recount {
    int64_t counted, met, left_out;
};

static bool compares_records;

static struct text key_of(const struct listed_record *record) {
    return compares_records ? record->record : record->child;
}

static int compare_marks(const void *left, const void *right) {
    const struct listed_record *const *a = left, *const *b = right;
    int order = text_compare(key_of(*a), key_of(*b));
    return order != 0 ? order : (int)(*b)->is_met - (int)(*a)->is_met;
}

/* What is counted once, from the list alone: sorted, those met first. */
static void recount_keys(const struct listing *listing, struct recount *recount) {
    const struct listed_record **sorted =
        ARENA_ARRAY(testing_arena(), const struct listed_record *, listing->record_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < listing->record_count; i++) {
        if (listing->records[i].excluded.length == 0) {
            sorted[count++] = &listing->records[i];
        }
    }
    qsort(sorted, count, sizeof sorted[0], compare_marks);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !text_equal(key_of(sorted[i]), key_of(sorted[i - 1]))) {
            recount->counted++;
            recount->met += sorted[i]->is_met;
        }
    }
}

static struct recount recount_listing(const struct listing *listing) {
    struct recount recount = {0};
    bool is_distinct = listing->measure->counts_children || listing->measure->counts_distinct;
    compares_records = listing->measure->counts_distinct;
    for (size_t i = 0; i < listing->record_count; i++) {
        const struct listed_record *record = &listing->records[i];
        bool is_counted = record->excluded.length == 0;
        recount.left_out += !is_counted;
        recount.counted += is_counted && !is_distinct;
        recount.met += is_counted && record->is_met && !is_distinct;
    }
    if (is_distinct) {
        recount_keys(listing, &recount);
    }
    SAME_INT(recount.counted, listing->counted);
    SAME_INT(recount.met, listing->met);
    return recount;
}

static int compare_values(const void *left, const void *right) {
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The category within a breakdown's part: "Neglect" of "age: 1 to 4; Neglect". */
static struct text own_category(const struct figure *figure) {
    static const char *const names[] = {"age: ", "sex: ", "ethnicity: ", "worker: "};
    struct text category = figure->category;
    for (size_t i = 0; i < 4; i++) {
        size_t end = text_find(category, ';');
        if (text_starts_with(category, text_of(names[i])) && !figure->measure->is_by_worker) {
            return text_slice(category, end + 2, category.length);
        }
    }
    return category;
}

/* R's type 7 over the values listed. */
static void check_quantile(const struct figure *figure, const struct listing *listing) {
    struct text category = own_category(figure);
    int64_t quarter = text_starts_with(category, TEXT("lower"))   ? 1
                      : text_starts_with(category, TEXT("upper")) ? 3
                                                                  : 2;
    int64_t *values = ARENA_ARRAY(testing_arena(), int64_t, listing->record_count + 1);
    for (size_t i = 0; i < listing->record_count; i++) {
        values[i] = listing->records[i].value;
    }
    size_t count = listing->record_count;
    HOLDS(figure->has_value == (count > 0));
    if (count > 0) {
        qsort(values, count, sizeof values[0], compare_values);
        size_t way = (count - 1) * (size_t)quarter, below = way / 4;
        size_t above = way % 4 == 0 ? below : below + 1;
        int64_t four = 4 * values[below] + (int64_t)(way % 4) * (values[above] - values[below]);
        SAME_INT(figure->value.scaled,
                 decimal_quotient(four, 1, 4, figure->measure->decimals).scaled);
    }
}

/* The values listed make the sum; vacancies need an establishment, which is not supplied. */
static void check_sum(const struct figure *figure, const struct listing *listing) {
    int64_t sum = 0;
    for (size_t i = 0; i < listing->record_count; i++) {
        sum += listing->records[i].value;
        SAME_INT(listing->records[i].value_decimals, 3);
    }
    HOLDS(figure->has_value != text_equal_c(figure->category, "vacancies"));
    if (figure->has_value) {
        SAME_INT(figure->value.scaled,
                 decimal_quotient(sum, 1, 1000, figure->measure->decimals).scaled);
    }
}

static void check_part(const struct figure *figure, const struct listing *listing) {
    struct recount recount = recount_listing(listing);
    struct text category = own_category(figure);
    bool is_share = text_starts_with(category, TEXT("nfa: "));
    if (text_equal_c(category, "left out")) {
        SAME_INT(recount.left_out, figure->numerator);
    } else if (!figure->has_numerator) {
        check_quantile(figure, listing);
    } else {
        SAME_INT(is_share ? recount.met : recount.counted, figure->numerator);
        HOLDS(!is_share || recount.counted == figure->denominator);
    }
}

static void check_whole(const struct figure *figure, const struct explanation *explanation) {
    struct recount recount = recount_listing(&explanation->listings[0]);
    const struct measure_definition *measure = figure->measure;
    if (measure->ratio_of.length > 0) {
        SAME_INT(explanation->listing_count, 2);
        SAME_INT(recount.counted, figure->numerator);
        SAME_INT(recount_listing(&explanation->listings[1]).counted, figure->denominator);
    } else if (measure->unit == MEASURE_PERCENT) {
        SAME_INT(recount.met, figure->numerator);
        SAME_INT(recount.counted, figure->denominator);
    } else {
        SAME_INT(recount.counted, figure->numerator);
    }
}

static void check_figure(struct explaining *explaining, const struct figure *figure) {
    struct explain_request request = {.measure = figure->measure,
                                      .period = figure->period,
                                      .level = figure->level,
                                      .unit = figure->unit,
                                      .category = figure->category};
    struct explanation explanation;
    CU_ASSERT_FATAL(measure_explain(testing_arena(), testing_diag(), &explaining->county.context,
                                    &request, &explanation));
    SAME_INT(explanation.figure->numerator, figure->numerator);
    if (figure->measure->is_of_findings) { /* findings.csv lists them */
        SAME_INT(explanation.listing_count, 0);
        return;
    }
    CU_ASSERT_FATAL(explanation.listing_count > 0);
    explaining->compared++;
    if (figure->measure->unit == MEASURE_SUM && !figure->has_numerator) {
        check_sum(figure, &explanation.listings[0]);
    } else if (figure->status == FIGURE_NOT_AVAILABLE && !figure->has_numerator) {
        /* What has no team has an empty list; the other count of a ratio may have one. */
        bool is_ratio = explanation.listing_count == 2;
        HOLDS(explanation.listings[0].record_count == 0 ||
              (is_ratio && explanation.listings[1].record_count == 0));
    } else if (figure->adjusted != NULL && !figure->has_numerator) {
        HOLDS(figure->category.length > 0); /* of other authorities: not of records */
    } else if (own_category(figure).length == 0) {
        check_whole(figure, &explanation);
    } else {
        check_part(figure, &explanation.listings[0]);
    }
}

static void check_measures(enum unit_level level, const char *unit_id, bool has_parts) {
    struct explaining explaining = {.compared = 0};
    county_begin(&explaining.county);
    const struct catalogue *catalogue = explaining.county.context.catalogue;
    uint32_t unit = hierarchy_find(explaining.county.context.units, text_of(unit_id));
    for (size_t m = 0; m < catalogue->measure_count; m++) {
        if (catalogue->measures[m]->is_supplied) {
            continue;
        }
        const struct figures *figures = figures_of(&explaining, level, catalogue->measures[m]);
        CU_ASSERT_FATAL(figures != NULL);
        for (size_t i = 0; i < figures->count; i++) {
            const struct figure *figure = &figures->items[i];
            bool is_many = text_starts_with(figure->category, TEXT("worker: ")) && i % 100 != 0;
            bool is_whole = figure->category.length == 0 || text_equal_c(figure->category, "total");
            if (figure->unit == unit && (has_parts || is_whole) && !is_many) {
                check_figure(&explaining, figure);
            }
        }
    }
    HOLDS(explaining.compared >= 30);
}

static void every_figure_of_the_county_is_the_sum_of_its_records(void) {
    check_measures(UNIT_COUNTY, "E10000014", true);
}

static void every_figure_of_a_team_is_the_sum_of_its_records(void) {
    check_measures(UNIT_TEAM, "EASCIN", false);
}

/* Every district has its turn with a quarter of the measures, one in three has "(none)". */
static void every_figure_of_a_district_is_the_sum_of_its_records(void) {
    struct explaining explaining = {.compared = 0};
    county_begin(&explaining.county);
    const struct catalogue *catalogue = explaining.county.context.catalogue;
    for (size_t m = 0; m < catalogue->measure_count; m++) {
        const struct measure_definition *measure = catalogue->measures[m];
        bool is_counted = measure->records != NULL || measure->ratio_of.length > 0;
        const struct figures *figures =
            is_counted ? figures_of(&explaining, UNIT_DISTRICT, measure) : NULL;
        for (size_t i = 0; figures != NULL && i < figures->count; i++) {
            const struct figure *figure = &figures->items[i];
            bool is_whole = figure->category.length == 0 || text_equal_c(figure->category, "total");
            bool has_turn = figure->unit == UNIT_NONE ? m % 3 == 0 : (figure->unit + m) % 4 == 0;
            if (is_whole && has_turn) {
                check_figure(&explaining, figure);
            }
        }
    }
    HOLDS(explaining.compared >= 80);
}

/* Whole ages, sexes, groups and workers; of the measures' own categories within them some. */
static void every_part_of_a_breakdown_is_the_sum_of_its_records(void) {
    struct explaining explaining = {.compared = 0};
    county_begin(&explaining.county);
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        explaining.county.context.breakdowns[i] = true;
    }
    const struct catalogue *catalogue = explaining.county.context.catalogue;
    for (size_t m = 0; m < catalogue->measure_count; m++) {
        const struct measure_definition *measure = catalogue->measures[m];
        bool is_counted = measure->records != NULL || measure->ratio_of.length > 0;
        const struct figures *figures =
            is_counted ? figures_of(&explaining, UNIT_COUNTY, measure) : NULL;
        for (size_t i = 0; figures != NULL && i < figures->count; i++) {
            const struct figure *figure = &figures->items[i];
            size_t every = text_starts_with(figure->category, TEXT("worker: ")) ? 4001
                           : text_contains(figure->category, TEXT("; "))        ? 97
                                                                                : 23;
            if (text_contains(figure->category, TEXT(": ")) && (i + m) % every == 0) {
                check_figure(&explaining, figure);
            }
        }
    }
    HOLDS(explaining.compared >= 25);
}

/* ---- the command ---- */

static const char prelude[] =
    "Q=${QUARTERDAY:-build/quarterday}; T=%s/explain; mkdir -p $T; "
    "X=\"--extracts build/fixtures/hampshire --period 2013-14 --as-at 2014-03-31\"; %s";

static bool prints(const char *command, int status_wanted, const char *words) {
    int status;
    struct text output = testing_command(&status, prelude, testing_folder(), command);
    SAME_INT(status, status_wanted);
    return HOLDS(text_contains(output, text_of(words)));
}

static void a_file_of_records_is_for_its_owner_alone(void) {
    prints("rm -f $T/list.csv; umask 000; $Q explain icpc-15 $X --csv --out $T/list.csv && "
           "stat -c %a $T/list.csv",
           0, "600\n");
    prints("touch $T/old.csv; chmod 644 $T/old.csv; $Q explain icpc-15 $X --csv --out $T/old.csv; "
           "stat -c %a $T/old.csv",
           0, "600\n");
}

static void csv_holds_the_records_under_fixed_names(void) {
    prints("$Q explain cp-plans $X --csv --quiet | head -2", 0,
           "measure,record,child,date,opened,closed,team,worker,met,value,category,excluded\n"
           "cp-plans,C101823,P102863,,2011-03-30,,FARCIN,,,,,\n");
}

static void not_met_lists_the_rest_of_the_denominator(void) {
    prints("$Q explain icpc-15 $X --csv --quiet --not-met | grep -c ',no,'", 0, "474\n");
    prints("$Q explain icpc-15 $X --csv --quiet --not-met | grep -c ',yes,' || true", 0, "0\n");
    prints("$Q explain contacts $X --not-met", 2, "US009");
}

static void left_out_records_are_listed_with_their_reason(void) {
    prints("$Q explain cin-closed-6m-after-cpp $X", 0, "looked after: 84");
    prints("$Q explain cin-closed-6m-after-cpp $X --csv --category 'left out' | "
           "grep -c ',looked after$'",
           0, "84\n");
}

static void a_ratio_explains_its_two_counts(void) {
    prints("$Q explain s47-to-icpc $X --csv --quiet | awk -F, 'NR > 1 && $12 == \"\" "
           "{ n[$1]++ } END { print n[\"icpcs\"], n[\"s47-enquiries\"] }'",
           0, "1470 3589\n");
    prints("$Q explain s47-to-icpc $X | grep -A1 denominator:", 0, "Section 47 enquiries");
}

static void a_rate_names_its_population_and_its_count(void) {
    prints("$Q explain cpp-rate $X", 0, "280,312 children aged 0 to 17");
    prints("$Q explain cpp-rate $X", 0, "the numerator: cp-plans: 1,133");
}

static void a_supplied_figure_names_its_owner_source_and_date(void) {
    prints("$Q explain initial-assessments-10 $X --period 2013-14-H1", 0,
           "Children's Services Department, Performance, 2014-03-31");
    prints("$Q explain initial-assessments-10 $X --period 2013-14-H1 --json", 0,
           "\"owner\": \"Children's Services Department, Performance\"");
}

static void a_superseded_measure_says_by_what(void) {
    prints("$Q explain initial-assessments-10 $X", 0, "assessments-45\nFigure       [n/a]");
}

static void a_claim_that_differs_does_not_stop_the_explanation(void) {
    prints("A=$T/authority; rm -rf $A; cp -r report-defs/authorities/hampshire $A; "
           "echo 'referrals,2013-14,E10000014,,1533,,,paper,2014-06-23,clerk' >> "
           "$A/supplied-figures.csv; $Q explain referrals $X --authority $A | head -9",
           0, "16,204");
}

static void units_are_named_by_id_by_name_and_by_what_has_none(void) {
    prints("$Q explain icpcs $X --unit eastleigh | grep ^Unit", 0, "Eastleigh (");
    prints("$Q explain icpcs $X --unit 'district (none)' | grep ^Unit", 0, "no district");
    prints("$Q explain icpcs $X --unit Narnia", 2, "US007");
    prints("$Q explain contacts $X --unit Eastleigh", 0, "no team to go by");
}

static void what_is_not_there_is_refused_with_a_suggestion(void) {
    prints("$Q explain icpc15 $X", 2, "did you mean icpc-15");
    prints("$Q explain referrals-by-source $X --category Polices", 2, "did you mean Police");
    prints("$Q explain icpc-15 $X --csv --json", 2, "US016: --csv and --json");
    prints("$Q explain icpc-15 --extracts build/fixtures/hampshire", 2, "--period");
    prints("$Q explain icpc-15 $X --period 2014-15", 2, "ME001");
}

static void json_of_lists_and_of_measures_can_be_read_by_another_program(void) {
    prints("$Q explain icpc-15 $X --json --quiet | /usr/bin/python3 -c 'import json, sys; "
           "d = json.load(sys.stdin); l = d[\"listings\"][0]; print(len(l[\"records\"]), "
           "sum(r[\"met\"] for r in l[\"records\"]), d[\"figures\"][0][\"value\"])'",
           0, "1470 996 67.8\n");
    prints("$Q measures $X --json --quiet > $T/figures.json; $Q measures $X --quiet > "
           "$T/figures.csv; /usr/bin/python3 -c 'import csv, json, sys; "
           "j = json.load(open(sys.argv[1]))[\"figures\"]; c = list(csv.DictReader(open("
           "sys.argv[2]))); k = (\"measure\", \"period\", \"as_at\", \"unit_level\", \"unit\", "
           "\"category\", \"numerator\", \"denominator\", \"status\"); "
           "print(len(j) > 1000, [[str(f.get(n, \"\")) for n in k] for f in j] == "
           "[[r[n] for n in k] for r in c])' $T/figures.json $T/figures.csv",
           0, "True True\n");
}

SUITE(run_explain, CLAIM(every_figure_of_the_county_is_the_sum_of_its_records),
      CLAIM(every_figure_of_a_team_is_the_sum_of_its_records),
      CLAIM(every_figure_of_a_district_is_the_sum_of_its_records),
      CLAIM(every_part_of_a_breakdown_is_the_sum_of_its_records),
      CLAIM(a_file_of_records_is_for_its_owner_alone),
      CLAIM(csv_holds_the_records_under_fixed_names),
      CLAIM(not_met_lists_the_rest_of_the_denominator),
      CLAIM(left_out_records_are_listed_with_their_reason), CLAIM(a_ratio_explains_its_two_counts),
      CLAIM(a_rate_names_its_population_and_its_count),
      CLAIM(a_supplied_figure_names_its_owner_source_and_date),
      CLAIM(a_superseded_measure_says_by_what),
      CLAIM(a_claim_that_differs_does_not_stop_the_explanation),
      CLAIM(units_are_named_by_id_by_name_and_by_what_has_none),
      CLAIM(what_is_not_there_is_refused_with_a_suggestion),
      CLAIM(json_of_lists_and_of_measures_can_be_read_by_another_program))
