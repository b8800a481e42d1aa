#include "render/chart.h"
#include "support/sample_document.h"
#include "support/testing.h"

#include <stdio.h>
#include <string.h>

/* The sample with nothing but its charts; as text. */
static struct text drawn_charts(struct document *document) {
    struct document_block *blocks = (struct document_block *)document->blocks;
    size_t kept = 0;
    for (size_t i = 0; i < document->block_count; i++) {
        if (blocks[i].kind == DOCUMENT_CHART) {
            blocks[kept++] = blocks[i];
        }
    }
    document->block_count = kept;
    document->note_count = 0;
    struct font_files fonts = sample_fonts();
    struct text bytes = TEXT_NONE;
    HOLDS(pdf_renderer.render(testing_arena(), testing_diag(), document, &fonts, &bytes));
    struct text path = text_format(testing_arena(), "%s/charts.pdf", testing_folder());
    FILE *file = fopen(path.bytes, "wb");
    fwrite(bytes.bytes, 1, bytes.length, file);
    fclose(file);
    int status;
    return testing_command(&status, "pdftotext -raw %s -", path.bytes);
}

static size_t count_of(struct text text, struct text part) {
    size_t count = 0;
    for (const char *at = strstr(text.bytes, part.bytes); at != NULL;
         at = strstr(at + 1, part.bytes)) {
        count++;
    }
    return count;
}

static void labels_are_the_cells_own_text(void) {
    struct document *document = sample_document(testing_arena());
    struct text text = drawn_charts(document);
    for (size_t i = 0; i < document->block_count; i++) {
        const struct document_chart *chart = document->blocks[i].chart;
        bool has_all = chart->kind != CHART_LINE;
        for (size_t s = 0; s < chart->series_count; s++) {
            for (size_t c = 0; c < chart->category_count; c++) {
                bool is_shown = has_all || c + 1 == chart->category_count;
                if (is_shown && !HOLDS(count_of(text, chart->series[s].values[c].text) > 0)) {
                    printf("\nnot drawn: %.*s\n", TEXT_ARG(chart->series[s].values[c].text));
                }
            }
        }
    }
}

/* Names, limits and references of every kind; a control chart labels its signals and its end. */
static void every_kind_draws_its_labels(void) {
    static const char *const labels[] = {
        "61.0",     "Emotional",        "391",         "15 working days", "90.9",
        "85.7",     "Upper limit 88.3", "Target 85.0", "Westbourne",      "126",
        "Expected", "Authority 9",      "Authority 30"};
    struct text text = drawn_charts(sample_charts_document(testing_arena()));
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (!HOLDS(text_contains(text, text_of(labels[i])))) {
            printf("\nnot drawn: %s\n", labels[i]);
        }
    }
    HOLDS(count_of(text, TEXT("81.2")) == 1); /* by the line chart, not by the control chart */
    HOLDS(!text_contains(text, TEXT("Authority 2\n")));
}

static void units_names_and_categories_are_drawn(void) {
    struct document *document = sample_document(testing_arena());
    struct text text = drawn_charts(document);
    HOLDS(text_contains(text, TEXT("Per cent of referrals")));
    HOLDS(text_contains(text, TEXT("Schools and education services")));
    HOLDS(text_contains(text, TEXT("Exemplar 71.4")));
    HOLDS(text_contains(text, TEXT("England 67.3")));
    HOLDS(text_contains(text, TEXT("2012/13")));
    /* Labels of months are thinned from the last one back. */
    HOLDS(text_contains(text, TEXT("Mar-14")) && !text_contains(text, TEXT("Feb-14")));
}

static struct document_chart one_series(struct cell *cells, size_t count, enum chart_kind kind) {
    struct text *categories = ARENA_ARRAY(testing_arena(), struct text, count);
    struct chart_series *series = ARENA_NEW(testing_arena(), struct chart_series);
    for (size_t i = 0; i < count; i++) {
        categories[i] = text_format(testing_arena(), "Unit %zu", i + 1);
    }
    *series = (struct chart_series){.name = TEXT("Series"), .values = cells};
    return (struct document_chart){.kind = kind,
                                   .caption = TEXT("Caption"),
                                   .unit = TEXT("Points"),
                                   .categories = categories,
                                   .category_count = count,
                                   .series = series,
                                   .series_count = 1,
                                   .alternative = TEXT("Words")};
}

static struct text drawn(const struct document_chart *chart) {
    struct document *document = sample_document(testing_arena());
    struct document_block *block = (struct document_block *)document->blocks;
    *block = (struct document_block){.kind = DOCUMENT_CHART, .chart = chart};
    document->block_count = 1;
    return drawn_charts(document);
}

static void axes_have_round_steps_that_take_in_all_values(void) {
    struct cell cells[] = {{CELL_NUMBER, TEXT("-3"), {-3, 0}, MARK_NONE},
                           {CELL_NUMBER, TEXT("17"), {17, 0}, MARK_NONE}};
    struct document_chart chart = one_series(cells, 2, CHART_COLUMNS);
    struct text text = drawn(&chart);
    HOLDS(text_contains(text, TEXT("\n20\n")) && text_contains(text, TEXT("\n15\n")));
    HOLDS(text_contains(text, TEXT("\n\xE2\x88\x92"
                                   "5\n")) &&
          text_contains(text, TEXT("\n0\n")));
    struct cell small[] = {{CELL_NUMBER, TEXT("0.31"), {31, 2}, MARK_NONE},
                           {CELL_NUMBER, TEXT("0.02"), {2, 2}, MARK_NONE}};
    chart = one_series(small, 2, CHART_COLUMNS);
    text = drawn(&chart);
    HOLDS(text_contains(text, TEXT("0.1")) && text_contains(text, TEXT("0.4")));
}

static void charts_without_a_single_number_are_drawn(void) {
    static const enum chart_kind kinds[] = {CHART_BARS, CHART_COLUMNS, CHART_LINE};
    struct cell cells[] = {{CELL_MARKER, TEXT("[n/a]"), {0, 0}, MARK_NONE},
                           {CELL_MARKER, TEXT("[c]"), {0, 0}, MARK_NONE}};
    for (size_t i = 0; i < 3; i++) {
        struct document_chart chart = one_series(cells, 2, kinds[i]);
        struct text text = drawn(&chart);
        HOLDS(text_contains(text, TEXT("[n/a]")) && text_contains(text, TEXT("[c]")));
    }
}

SUITE(render_chart, CLAIM(every_kind_draws_its_labels), CLAIM(labels_are_the_cells_own_text),
      CLAIM(units_names_and_categories_are_drawn),
      CLAIM(axes_have_round_steps_that_take_in_all_values),
      CLAIM(charts_without_a_single_number_are_drawn))
