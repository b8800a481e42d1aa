/* Faults of every kind, planted by the seed in a clean extract: `check` finds
 * each at its row and cell, and nothing in any other row; also between broken
 * records. A clean extract in a difficult form is clean. */
#include <stdio.h>

#include "define/catalogue.h"
#include "define/yaml.h"
#include "support/testing.h"

enum { SEEDS = 4, RULES_LEAST = 130 };

/* $T is a fresh folder; PLANT seed makes the extract $T/in with its list, CHECK its findings. */
static const char prelude[] =
    "set -u; T=%s/planted; rm -rf $T; mkdir -p $T; Q=${QUARTERDAY:-build/quarterday}; "
    "PLANT() { ${MAKE_FAULTS:-build/make-faults} build/fixtures/hampshire $T/in $T/planted.csv $1 "
    "20; }; CHECK() { $Q check --extracts $T/in --as-at 2014-03-31 --quiet \"$@\"; }; "
    "COMPARE() { python3 tests/support/compare_faults.py $T/planted.csv $T/findings.csv; }; ";

static struct text in_folder(int *status, const char *line) {
    struct text start = text_format(testing_arena(), prelude, testing_folder());
    return testing_command(status, "%.*s%s", TEXT_ARG(start), line);
}

static void shows(const char *line, int expected, const char *words) {
    int status;
    struct text output = in_folder(&status, line);
    bool good = status == expected && text_contains(output, text_of(words));
    if (!HOLDS(good)) {
        printf("\n%s\nexit status %d, not %d:\n%.*s\n", line, status, expected, TEXT_ARG(output));
    }
}

static void a_clean_extract_has_no_finding(void) {
    shows("PLANT 0 && CHECK --fail-on query", 0, "0 findings: 0 errors, 0 queries");
}

static void every_planted_fault_is_found_and_nothing_else(void) {
    for (int seed = 1; seed <= SEEDS; seed++) {
        struct text line =
            text_format(testing_arena(), "PLANT %d && CHECK --out $T >/dev/null; COMPARE", seed);
        shows(text_c(testing_arena(), line), 0, "faults of 1");
    }
}

static void a_broken_record_costs_itself_and_no_other_finding(void) {
    for (int seed = 1; seed <= SEEDS; seed++) {
        struct text line = text_format(testing_arena(),
                                       "PLANT %d && python3 tests/support/spoil_records.py $T/in "
                                       "$T/planted.csv %d && CHECK --out $T >/dev/null; COMPARE",
                                       seed, seed);
        shows(text_c(testing_arena(), line), 0, "faults of 1");
    }
}

/* Accents, dashes and line breaks are put into names; then the same records are written as other
 * systems would. */
static void a_difficult_form_has_no_finding_and_the_same_figures(void) {
    for (int seed = 1; seed <= SEEDS; seed++) {
        struct text line = text_format(
            testing_arena(),
            "PLANT 0 && python3 tests/support/difficult_form.py $T/in $T/plain $T/other %d && "
            "for form in plain other; do $Q check --extracts $T/$form --as-at 2014-03-31 "
            "--fail-on query && $Q measures --extracts $T/$form --period 2013-14 --as-at "
            "2014-03-31 --by county,district,team >$T/$form.csv 2>$T/$form.err || exit 9; done; "
            "test $(wc -l <$T/plain.csv) -gt 1000 && cmp $T/plain.csv $T/other.csv && echo the "
            "same",
            seed);
        shows(text_c(testing_arena(), line), 0, "the same");
    }
}

/* The comparison itself is no formality. */
static void a_finding_that_is_missing_or_strange_is_noticed(void) {
    shows("PLANT 1 && CHECK --out $T >/dev/null; "
          "sed -i '/,visit-seen-missing,/d' $T/findings.csv; COMPARE",
          1, "not found: visit-seen-missing");
    shows("PLANT 1 && CHECK --out $T >/dev/null; "
          "sed -i '/^too-few-fields,/d' $T/planted.csv; COMPARE",
          1, "found where nothing was planted: too-few-fields");
}

static bool is_planted(const struct node *faults, struct text rule) {
    for (size_t i = 0; i < faults->child_count; i++) {
        if (text_equal(node_text(faults->children[i], "fault", TEXT_NONE), rule)) {
            return true;
        }
    }
    return false;
}

/* Shares and counts of a whole table are no fault of a record. */
static bool is_of_a_record(struct text rule) {
    return !text_contains(rule, TEXT("-against-last-year")) && !text_contains(rule, TEXT("-share"));
}

static void every_rule_about_records_has_a_fault_of_its_kind(void) {
    const char *path = "fixtures/faults/faults.yaml";
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), text_of(path), testing_file(path));
    const struct catalogue *catalogue =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    CU_ASSERT_FATAL(root != NULL && catalogue != NULL);
    size_t count, of_records = 0;
    const struct rule *const *rules =
        rules_in_force(testing_arena(), testing_diag(), catalogue->rule_sets,
                       catalogue->rule_set_count, TEXT_NONE, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_wanted = is_of_a_record(rules[i]->id);
        of_records += is_wanted;
        if (is_wanted && !is_planted(node_get(root, "faults"), rules[i]->id)) {
            SAME_TEXT(rules[i]->id, "a rule with a fault in fixtures/faults/faults.yaml");
        }
    }
    HOLDS(of_records >= RULES_LEAST);
}

SUITE(run_planted_faults, CLAIM(a_clean_extract_has_no_finding),
      CLAIM(every_planted_fault_is_found_and_nothing_else),
      CLAIM(a_broken_record_costs_itself_and_no_other_finding),
      CLAIM(a_difficult_form_has_no_finding_and_the_same_figures),
      CLAIM(a_finding_that_is_missing_or_strange_is_noticed),
      CLAIM(every_rule_about_records_has_a_fault_of_its_kind))
