#include "define/measure_definition.h"

#include <stdio.h>

#include "define/yaml.h"
#include "support/testing.h"

static const struct measure_definition *read_text(struct text text) {
    const struct node *root = yaml_read(testing_arena(), testing_diag(), TEXT("m.yaml"), text);
    return HOLDS(root != NULL) ? measure_definition_read(testing_arena(), testing_diag(), root)
                               : NULL;
}

#define WORDS "measure: m\ntitle: T\nsource: S\ndefinition: D\n"

static const struct measure_definition *read_more(const char *more) {
    return read_text(text_format(testing_arena(), WORDS "%s", more));
}

/* Refused with this code first, in words that hold these. */
static void refused(const char *more, const char *code, const char *words) {
    size_t before = diag_kept_count(testing_diag());
    HOLDS(read_more(more) == NULL);
    if (!HOLDS(diag_kept_count(testing_diag()) > before)) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), before);
    SAME_TEXT(text_of(diag_code_name(message->code)), code);
    if (!HOLDS(text_contains(message->words, text_of(words)))) {
        printf("%.*s\n", TEXT_ARG(message->words));
    }
    HOLDS(message->place.line > 0);
}

static void a_count_of_records_is_read(void) {
    const struct measure_definition *measure =
        read_more("unit: count\ncounts: plans\nwindow: as-at\nbetter: lower\n"
                  "counts_children: yes\nrecords: |\n  SELECT 1\ntags: [a, b]\nfootnote: F\n"
                  "short: Plans\n");
    if (!HOLDS(measure != NULL)) {
        return;
    }
    SAME_TEXT(measure->id, "m");
    SAME_TEXT(measure->counts, "plans");
    SAME_TEXT(measure->short_title, "Plans");
    SAME_INT(measure->unit, MEASURE_COUNT);
    SAME_INT(measure->window, WINDOW_AS_AT);
    SAME_INT(measure->better, BETTER_LOWER);
    SAME_INT(measure->decimals, 0);
    HOLDS(measure->counts_children && !measure->is_supplied);
    SAME_TEXT(measure->records->text, "SELECT 1\n");
    SAME_INT(measure->tag_count, 2);
    SAME_INT(measure->superseded_on, DAY_NONE);
    HOLDS(text_is_empty(measure->ratio_of) && text_is_empty(measure->share));
}

static void the_other_origins_are_read_with_their_places(void) {
    const struct measure_definition *ratio =
        read_more("unit: percent\nwindow: 12 months\nratio: {of: a, to: b}\ndecimals: 0\n");
    const struct measure_definition *rate =
        read_more("unit: rate\nwindow: 12 months\nrate_of: a\n");
    const struct measure_definition *supplied =
        read_more("unit: percent\nsupplied: yes\nsuperseded_on: 2014-01-01\nsuperseded_by: x\n");
    if (!HOLDS(ratio != NULL && rate != NULL && supplied != NULL)) {
        return;
    }
    SAME_TEXT(ratio->ratio_to, "b");
    SAME_INT(ratio->ratio_to_place.line, 7);
    SAME_INT(ratio->ratio_to_place.column, 20);
    SAME_INT(ratio->decimals, 0);
    SAME_TEXT(rate->rate_of, "a");
    SAME_INT(rate->decimals, 1);
    const struct measure_definition *adjusted =
        read_more("unit: ratio\nwindow: as-at\ndeprivation: {form: vs, of: a}\n");
    if (HOLDS(adjusted != NULL)) {
        SAME_INT(adjusted->deprivation, DEPRIVATION_VERSUS);
        SAME_TEXT(adjusted->deprivation_of, "a");
    }
    const struct measure_definition *indirect =
        read_more("unit: ratio\nwindow: as-at\ndeprivation: {form: sir, of: a}\n");
    const struct measure_definition *direct =
        read_more("unit: rate\nwindow: as-at\ndeprivation: {form: dsr, of: a}\n");
    HOLDS(indirect != NULL && indirect->deprivation == DEPRIVATION_INDIRECT);
    HOLDS(direct != NULL && direct->deprivation == DEPRIVATION_DIRECT);
    HOLDS(supplied->is_supplied);
    SAME_INT(supplied->superseded_on, 16071);
    SAME_TEXT(supplied->superseded_by, "x");
}

#define COUNTED "counts: c\nwindow: period\nrecords: SELECT 1\n"

static void forms_of_adjusting_go_with_their_units(void) {
    refused("unit: rate\nwindow: as-at\ndeprivation: {form: sir, of: a}\n", "DF009",
            "unless the unit is ratio");
    refused("unit: ratio\nwindow: as-at\ndeprivation: {form: dsr, of: a}\n", "DF009",
            "unless the unit is rate");
    refused("unit: ratio\nwindow: as-at\ndeprivation: {form: xsr, of: a}\n", "DF004", "xsr");
}

static void mixes_and_bands_name_their_parts(void) {
    const struct measure_definition *mix =
        read_more(COUNTED "unit: mix\ncategories: [Police, Other]\nshare: nfa\n");
    const struct measure_definition *bands =
        read_more(COUNTED "unit: bands\nbands: ['0', 1-10, 11+]\napart: [no start]\n");
    if (HOLDS(mix != NULL && bands != NULL)) {
        SAME_INT(mix->category_count, 2);
        SAME_TEXT(mix->share, "nfa");
        SAME_INT(bands->band_count, 3);
        SAME_TEXT(bands->bands[2], "11+");
        SAME_TEXT(bands->apart[0], "no start");
    }
    refused(COUNTED "unit: mix\n", "DF003", "categories");
    refused(COUNTED "unit: mix\ncategories: []\n", "DF009", "at least one");
    refused(COUNTED "unit: mix\ncategories: [a, b, a]\n", "DF010", "m.yaml:9");
    refused(COUNTED "unit: bands\n", "DF003", "bands");
    refused(COUNTED "unit: count\nshare: x\n", "DF009", "unless the unit is mix");
    refused(COUNTED "unit: mix\ncategories: [a]\nbands: ['0+']\n", "DF009", "unless the unit");
    refused(COUNTED "unit: count\napart: [a]\n", "DF009", "unless the unit is bands or percent");
}

static void bands_leave_no_value_without_one(void) {
    HOLDS(read_more(COUNTED "unit: bands\nbands: [0-10, 11-15, 16+]\n") != NULL);
    refused(COUNTED "unit: bands\nbands: [1-10, 11+]\n", "DF009", "\"1-10\"");
    refused(COUNTED "unit: bands\nbands: [0-10, 12+]\n", "DF009", "\"12+\"");
    refused(COUNTED "unit: bands\nbands: [0-10, 10+]\n", "DF009", "\"10+\"");
    refused(COUNTED "unit: bands\nbands: [0-10, 11-20]\n", "DF009", "\"11-20\"");
    refused(COUNTED "unit: bands\nbands: [0+, 11+]\n", "DF009", "\"0+\"");
    refused(COUNTED "unit: bands\nbands: [0-10, many]\n", "DF009", "\"many\"");
    refused(COUNTED "unit: bands\nbands: [5-1, 6+]\n", "DF009", "\"5-1\"");
}

static void only_counts_of_records_are_told_apart_by_team_and_worker(void) {
    const struct measure_definition *measure =
        read_more(COUNTED "unit: count\ncounts_distinct: yes\nby: [worker, team]\n");
    if (HOLDS(measure != NULL)) {
        HOLDS(measure->counts_distinct && measure->is_by_team && measure->is_by_worker);
    }
    refused(COUNTED "unit: count\nby: [ward]\n", "DF004", "team or worker");
    refused(COUNTED "unit: percent\nby: [team]\n", "DF009", "unless it is a count of records");
    refused(COUNTED "unit: percent\ncounts_distinct: yes\n", "DF009", "a count of records");
    refused(COUNTED "unit: count\ncounts_children: yes\nby: [team]\n", "DF009", "of records");
    refused("unit: count\nsupplied: yes\nby: [team]\n", "DF009", "a count of records");
}

static void only_sums_have_totals_and_vacancies_of_their_categories(void) {
    const struct measure_definition *sum =
        read_more(COUNTED "unit: sum\nof_extract_day: yes\ncategories: [a, b, total, vacancies]\n"
                          "total: [a, b]\nvacancies: {of: posts, less: a}\n");
    if (HOLDS(sum != NULL)) {
        SAME_INT(sum->total_of_count, 2);
        SAME_TEXT(sum->vacancies_of, "posts");
        SAME_TEXT(sum->vacancies_less, "a");
        HOLDS(sum->is_of_extract_day);
    }
    refused(COUNTED "unit: sum\n", "DF003", "categories");
    refused(COUNTED "unit: sum\ncategories: [a]\ntotal: [b]\n", "DF009", "one of the categories");
    refused(COUNTED "unit: sum\ncategories: [a]\nvacancies: {of: p, less: b}\n", "DF009",
            "one of the categories");
    refused(COUNTED "unit: sum\ncategories: [a]\nvacancies: {of: p}\n", "DF003", "less");
    refused(COUNTED "unit: mix\ncategories: [a]\ntotal: [a]\n", "DF009", "unless the unit is sum");
    refused(COUNTED "unit: count\nof_extract_day: yes\n", "DF009", "unless the unit is sum");
}

static void findings_are_counted_as_errors(void) {
    const struct measure_definition *measure =
        read_more("counts: errors\nunit: count\nwindow: as-at\nfindings: errors\nby: [worker]\n");
    HOLDS(measure != NULL && measure->is_of_findings && measure->records == NULL);
    refused("unit: count\nwindow: as-at\nfindings: queries\n", "DF004", "queries");
    refused("unit: percent\nwindow: as-at\nfindings: errors\n", "DF009",
            "unless the unit is count");
    refused(COUNTED "unit: count\nfindings: errors\n", "DF009", "beside \"records\"");
}

static void exactly_one_origin_is_allowed(void) {
    refused("unit: count\nwindow: period\n", "DF003",
            "records (or ratio, rate_of, supplied, deprivation, findings)");
    refused(COUNTED "unit: percent\nratio: {of: a, to: b}\n", "DF009", "beside \"records\"");
    refused("unit: percent\nwindow: period\nratio: {of: a}\n", "DF003", "to");
    refused("unit: count\nwindow: period\nratio: {of: a, to: b}\n", "DF009", "percent");
    refused("unit: count\nwindow: period\nrate_of: a\n", "DF009", "unless the unit is rate");
    refused("unit: count\nsupplied: no\n", "DF009", "leave the key out");
    refused("unit: rate\nwindow: as-at\ndeprivation: {form: vs, of: a}\n", "DF009",
            "unless the unit is ratio");
    refused("unit: ratio\nwindow: as-at\nsupplied: yes\n", "DF009", "the key deprivation");
    refused("unit: ratio\nwindow: as-at\ndeprivation: {form: both, of: a}\n", "DF004", "both");
    refused("unit: ratio\nwindow: as-at\ndeprivation: {form: vs}\n", "DF003", "of");
    refused("unit: count\ncounts: c\nwindow: period\nrecords:\n", "DF003", "records");
}

static void words_and_keys_are_checked(void) {
    refused(COUNTED "unit: counts\n", "DF004", "count, percent, rate, mix, bands, sum or ratio");
    refused(COUNTED, "DF003", "unit");
    refused("unit: count\ncounts: c\nrecords: SELECT 1\n", "DF003", "window");
    refused("unit: count\nwindow: period\nrecords: SELECT 1\n", "DF003", "counts");
    refused(COUNTED "unit: count\nbeter: lower\n", "DF002", "beter");
    refused(COUNTED "unit: count\nbetter: more\n", "DF004", "more");
    refused(COUNTED "unit: count\ndecimals: 9\n", "DF009", "from 0 to 3");
    refused(COUNTED "unit: mix\ncategories: [a]\ncounts_children: yes\n", "DF009",
            "unless the unit is count");
    refused("unit: count\nsupplied: yes\noptional: [a]\n", "DF009", "unless it has records");
    refused("unit: count\nsupplied: yes\nsuperseded_on: 2014-01-01\n", "DF003", "superseded_by");
    refused("unit: count\nsupplied: yes\nsuperseded_on: soon\nsuperseded_by: x\n", "DF009", "soon");
    HOLDS(read_text(TEXT("measure: M 1\ntitle: T\nsource: S\ndefinition: D\nunit: count\n"
                         "supplied: yes\n")) == NULL);
    HOLDS(read_text(TEXT("- measure\n")) == NULL);
}

static void what_is_no_person_may_be_shown_in_public(void) {
    static const char lines[] = "unit: count\ncounts: calls\nbetter: lower\nsupplied: yes\n";
    const struct measure_definition *people = read_more(lines);
    struct text more = text_format(testing_arena(), "%speople: \"no\"\nzeros: hidden\n", lines);
    const struct measure_definition *calls = read_more(text_c(testing_arena(), more));
    if (HOLDS(people != NULL && calls != NULL)) {
        HOLDS(!people->is_not_of_people && !people->hides_zeros);
        HOLDS(calls->is_not_of_people && calls->hides_zeros);
    }
    more = text_format(testing_arena(), "%speople: \"yes\"\n", lines);
    refused(text_c(testing_arena(), more), "DF009", "yes");
}

static void what_records_are_among_is_read_with_its_place(void) {
    const struct measure_definition *reviews =
        read_more("unit: count\nwindow: as-at\namong: plans\ncounts: c\nrecords: SELECT 1\n");
    if (HOLDS(reviews != NULL)) {
        SAME_TEXT(reviews->among, "plans");
        SAME_INT(reviews->among_place.column, 8);
        SAME_TEXT(reviews->met_among, "");
    }
}

SUITE(define_measure_definition, CLAIM(what_records_are_among_is_read_with_its_place),
      CLAIM(a_count_of_records_is_read), CLAIM(what_is_no_person_may_be_shown_in_public),
      CLAIM(forms_of_adjusting_go_with_their_units),
      CLAIM(the_other_origins_are_read_with_their_places), CLAIM(mixes_and_bands_name_their_parts),
      CLAIM(bands_leave_no_value_without_one),
      CLAIM(only_counts_of_records_are_told_apart_by_team_and_worker),
      CLAIM(only_sums_have_totals_and_vacancies_of_their_categories),
      CLAIM(findings_are_counted_as_errors), CLAIM(exactly_one_origin_is_allowed),
      CLAIM(words_and_keys_are_checked))
