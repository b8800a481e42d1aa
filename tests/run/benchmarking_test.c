/* The benchmarking paper: real published figures, no extracts. What it says is
 * worked out again from the published files by a program that shares no code with
 * this one. UPDATE_GOLDEN=1 writes the golden text anew. */
#include <stdlib.h>

#include "support/testing.h"

#define NAME "benchmarking-annual_2022-23"
#define GOLDEN "tests/run/golden/benchmarking-annual.txt"
#define RUN "benchmarking-annual --period "

/* A command for the shell, in which $P is the pack's folder. */
static bool succeeds(const char *command) {
    return testing_succeeds("P=%s; %s", testing_pack("benchmarking", NAME, RUN "2022-23"), command);
}

static void the_paper_reads_as_the_golden_text(void) {
    if (getenv("UPDATE_GOLDEN")) {
        HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf " GOLDEN));
    }
    HOLDS(succeeds("pdftotext -layout $P/" NAME ".pdf - | diff - " GOLDEN));
}

static void figures_and_sentences_are_those_of_the_published_files(void) {
    HOLDS(succeeds("/usr/bin/python3 tests/support/check_benchmarking.py $P 2023"));
}

static void a_false_figure_or_sentence_is_noticed(void) {
    HOLDS(succeeds("T=$P-false; rm -rf $T; mkdir -p $T/" NAME " && cp $P/* $T/" NAME "/ && "
                   "sed -i '/^cpp-rate,2022-23,.*,england/s/42[.]7/42.8/' $T/" NAME
                   "/figures.csv && "
                   "! /usr/bin/python3 tests/support/check_benchmarking.py $T/" NAME " 2023"));
    HOLDS(succeeds("! /usr/bin/python3 tests/support/check_benchmarking.py $P 2022"));
}

static void it_needs_no_extracts_and_says_so(void) {
    HOLDS(succeeds("cd $P && grep -q '\"extracts\": \\[\\]' manifest.json"));
    HOLDS(text_contains(testing_pack_said("benchmarking"),
                        TEXT("no extracts: every figure was supplied or published")));
}

/* Another year: what was so in 2023 is not typed in. In 2019 fewer enquiries began than elsewhere.
 */
static void another_year_tells_another_story(void) {
    HOLDS(testing_succeeds(
        "P=%s; pdftotext -raw $P/*.pdf - | tr '\\n' ' ' | grep -q 'section 47 "
        "enquiries were 154.4, below England' && /usr/bin/python3 "
        "tests/support/check_benchmarking.py $P 2019",
        testing_pack("benchmarking-2019", "benchmarking-annual_2018-19", RUN "2018-19")));
}

/* In 2024 the department published nothing of Hampshire's: a sentence cannot carry that. */
static void a_year_without_reliable_figures_is_refused(void) {
    int status;
    struct text output = testing_command(
        &status, "${QUARTERDAY:-build/quarterday} run " RUN "2023-24 --out %s/benchmarking-2024",
        testing_folder());
    SAME_INT(status, 5);
    HOLDS(text_contains(output, TEXT("RP003")) && text_contains(output, TEXT("[u]")));
}

static void native_charts_name_the_authority_and_its_neighbours(void) {
    HOLDS(
        succeeds("unzip -p $P/" NAME ".xlsx 'xl/charts/chart*.xml' | tr '>' '\\n' > $P-charts; "
                 "grep -q '^Hampshire</a:t' $P-charts && grep -q '^West Sussex</a:t' $P-charts && "
                 "! grep -q '^Kent</a:t' $P-charts"));
}

/* Letters stand in their place in the cloud; each chart says whose they are, on paper and page. */
static void drawn_charts_say_whose_every_letter_is(void) {
    HOLDS(succeeds("pdftotext -raw $P/" NAME ".pdf $P-text; for N in 'a Cambridgeshire' "
                   "'b Central Bedfordshire' 'c Gloucestershire' 'South Gloucestershire'; do "
                   "test $(grep -o \"$N\" $P-text | wc -l) = 5 || exit 1; done"));
    HOLDS(succeeds("test $(grep -o '>i</text>' $P/" NAME ".html | wc -l) = 10"));
}

SUITE(run_benchmarking, CLAIM(the_paper_reads_as_the_golden_text),
      CLAIM(figures_and_sentences_are_those_of_the_published_files),
      CLAIM(a_false_figure_or_sentence_is_noticed), CLAIM(it_needs_no_extracts_and_says_so),
      CLAIM(another_year_tells_another_story), CLAIM(a_year_without_reliable_figures_is_refused),
      CLAIM(native_charts_name_the_authority_and_its_neighbours),
      CLAIM(drawn_charts_say_whose_every_letter_is))
