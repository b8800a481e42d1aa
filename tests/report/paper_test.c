/* The annual report as a whole: real definitions over the invented Hampshire.
 * UPDATE_GOLDEN=1 writes the golden file anew; read its difference then. */
#include <stdlib.h>

#include "base/file.h"
#include "ingest/extract.h"
#include "measure/compute.h"
#include "report/build.h"
#include "support/testing.h"

#define GOLDEN "tests/report/golden/annual-safeguarding.txt"

struct paper {
    struct report_context context;
    struct measure_context measuring;
    const struct figures *figures;
    const struct document *document;
};

static bool load(struct paper *paper) {
    struct arena *arena = testing_arena();
    struct diag *diag = testing_diag();
    struct text folder = TEXT("report-defs");
    const struct authority *authority = authority_load(arena, diag, folder, TEXT("hampshire"));
    if (!authority) {
        return false;
    }
    struct report_context *context = &paper->context;
    struct measure_context *measuring = &paper->measuring;
    context->authority = authority;
    context->catalogue = measuring->catalogue =
        catalogue_load(arena, diag, folder, authority->family);
    measuring->calendar = reference_calendar(arena, diag, folder, authority->calendar_first_year,
                                             authority->calendar_last_year);
    context->units = measuring->units = reference_units(arena, diag, authority);
    context->supplied = measuring->supplied = reference_supplied(arena, diag, authority);
    measuring->population = reference_population(arena, diag, folder, authority);
    return context->catalogue && measuring->calendar && context->units && context->supplied &&
           measuring->population && period_parse(TEXT("2013-14"), &context->period) &&
           (context->report = catalogue_report(context->catalogue, TEXT("annual-safeguarding")));
}

static bool compute(struct paper *paper) {
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct arena *arena = testing_arena();
    struct diag *diag = testing_diag();
    struct figure_request *requests;
    size_t count;
    struct measure_context *measuring = &paper->measuring;
    const struct extract *extract =
        extract_read(arena, diag, paper->context.catalogue, TEXT("build/fixtures/hampshire"), 2);
    if (!extract || !report_requests(arena, diag, &paper->context, &requests, &count)) {
        return false;
    }
    measuring->dataset = &extract->dataset;
    measuring->indexes = shared_indexes_new(arena, measuring->dataset);
    measuring->extract_date = paper->context.period.last_day;
    measuring->thread_count = 2;
    paper->figures = measures_compute(arena, diag, measuring, requests, count, levels);
    return paper->figures != NULL;
}

static void print_faults(void) {
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < diag_kept_count(testing_diag()); i++) {
        if (diag_code_severity(diag_message_at(testing_diag(), i)->code) == DIAG_ERROR) {
            diag_print(&out, diag_message_at(testing_diag(), i));
        }
    }
    printf("%.*s", TEXT_ARG(buffer_text(&out)));
}

static bool make_paper(struct paper *paper) {
    *paper = (struct paper){0};
    if (load(paper) && compute(paper)) {
        paper->document =
            report_build(testing_arena(), testing_diag(), &paper->context, paper->figures);
    }
    if (!paper->document) {
        print_faults();
    }
    return paper->document != NULL;
}

static void paper_is_the_golden_one(void) {
    struct paper paper;
    if (!HOLDS(make_paper(&paper))) {
        return;
    }
    struct buffer dump = buffer_new(testing_arena());
    document_dump(&dump, paper.document);
    if (getenv("UPDATE_GOLDEN")) {
        HOLDS(file_write(testing_diag(), TEXT(GOLDEN), buffer_text(&dump), 0644));
    }
    SAME_TEXT(buffer_text(&dump), text_c(testing_arena(), testing_file(GOLDEN)));
}

static void headlines_are_the_six_figures(void) {
    struct paper paper;
    struct text *lines;
    size_t count;
    if (!HOLDS(make_paper(&paper)) ||
        !HOLDS(report_headlines(testing_arena(), testing_diag(), &paper.context, paper.figures,
                                &lines, &count))) {
        return;
    }
    SAME_INT((long long)count, 6);
    SAME_TEXT(lines[0], "Open social work cases: 8,013 (7,319)");
    SAME_TEXT(lines[1], "Children subject to a child protection plan: 1,133 (947)");
    SAME_TEXT(lines[2], "Children looked after: 1,266 (1,166)");
    SAME_TEXT(lines[3], "Referrals in the year: 16,204");
    SAME_TEXT(lines[4],
              "Section 47 enquiries leading to an initial conference: 41.0% (39.4% to 42.6%)");
    SAME_TEXT(lines[5], "Assessments within 45 working days in March 2014: 85.7%");
}

/* One row of the fixture: measure, period, as_at, category, numerator, denominator, shown. */
static bool is_carried(const struct paper *paper, struct text line) {
    struct text part[6] = {TEXT_NONE};
    struct period period;
    for (size_t i = 0; i < 6; i++) {
        text_next_part(&line, ',', &part[i]);
    }
    if (!HOLDS(period_parse(part[1], &period))) {
        return false;
    }
    const struct figure *figure =
        figures_find(paper->figures, part[0], &period, UNIT_COUNTY, 0, part[3]);
    int64_t numerator = 0, denominator = 0;
    bool has_counts = text_to_int(part[4], &numerator);
    bool has_denominator = text_to_int(part[5], &denominator);
    return figure && (!has_counts || figure->numerator == numerator) &&
           (!has_denominator || figure->denominator == denominator);
}

static void the_figures_hold_every_row_of_the_paper_of_2014(void) {
    struct paper paper;
    struct text rest = testing_file("fixtures/hampshire-2014.csv");
    struct text line;
    size_t count = 0;
    if (!HOLDS(make_paper(&paper))) {
        return;
    }
    text_next_part(&rest, '\n', &line);
    while (text_next_part(&rest, '\n', &line)) {
        line = text_trim(line);
        if (line.length == 0) {
            continue;
        }
        count++;
        if (!HOLDS(is_carried(&paper, line))) {
            printf("%.*s\n", TEXT_ARG(line));
        }
    }
    SAME_INT((long long)count, 43);
}

SUITE(report_paper, CLAIM(the_figures_hold_every_row_of_the_paper_of_2014),
      CLAIM(paper_is_the_golden_one), CLAIM(headlines_are_the_six_figures))
