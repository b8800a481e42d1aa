/* The summary fits a screen of 80 columns and 24 lines, whatever was read and
 * found, and what it leaves out it sums. */
#include <stdio.h>

#include "base/buffer.h"
#include "support/testing.h"
#include "validate/finding.h"

enum { FILE_COUNT = 40, KIND_COUNT = 50, NAME_SIZE = 80 };

static struct finding items[KIND_COUNT];
static struct extract_file files[FILE_COUNT];
static struct schema schema;
static const struct schema *const schemas[] = {&schema};
static const struct table table = {.row_count = 0};
static const struct table *const tables[] = {&table};
static const bool is_supplied[] = {false};

/* Findings of kinds with rule ids of 30 characters and long names of columns. */
static struct findings findings_of(size_t count) {
    static char rules[KIND_COUNT][NAME_SIZE];
    for (size_t i = 0; i < count; i++) {
        snprintf(rules[i], NAME_SIZE, "a-rule-of-thirty-characters-%02zu", i);
        items[i] = (struct finding){.severity = i % 2 == 0 ? FINDING_ERROR : FINDING_QUERY,
                                    .rule = text_of(rules[i]),
                                    .table = TEXT("table"),
                                    .column = TEXT("a_column_with_a_name_of_thirty_eight__")};
    }
    struct findings findings = {.items = items, .count = count};
    findings_count(&findings);
    return findings;
}

static struct extract extract_of(size_t count) {
    static char names[FILE_COUNT][NAME_SIZE];
    schema = (struct schema){.name = TEXT("a_table_with_a_name_of_forty_characters_")};
    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], NAME_SIZE, "a-file-with-a-name-of-many-letters-%02zu.csv", i);
        files[i] = (struct extract_file){.name = text_of(names[i]),
                                         .path = text_of(names[i]),
                                         .records_read = 1000000,
                                         .records_kept = 999999,
                                         .refused_count = i + 1 == count};
    }
    return (struct extract){.dataset = {tables, is_supplied, 1},
                            .schemas = schemas,
                            .files = files,
                            .file_count = count};
}

static struct text summary_of(const struct extract *extract, const struct findings *findings) {
    struct buffer out = buffer_new(testing_arena());
    findings_write_summary(&out, extract, findings);
    return buffer_text(&out);
}

static void fits_a_screen(struct text summary) {
    struct text line;
    size_t lines = 0;
    while (summary.length > 0 && text_next_part(&summary, '\n', &line)) {
        size_t width = 0;
        uint32_t code_point;
        lines++;
        while (utf8_next(&line, &code_point)) {
            width++;
        }
        HOLDS(width <= 80);
    }
    HOLDS(lines < 24);
}

static void any_summary_fits_a_screen(void) {
    static const size_t sizes[] = {0, 1, 5, 16, 40};
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 5; j++) {
            struct extract extract = extract_of(sizes[i]);
            struct findings findings = findings_of(sizes[j]);
            fits_a_screen(summary_of(&extract, &findings));
            findings.is_compared = true;
            findings.new_count = findings.open_count = 123456789;
            findings.mended_count = findings.not_looked_at_count = 123456789;
            fits_a_screen(summary_of(&extract, &findings));
        }
    }
}

static void kinds_beyond_the_screen_are_summed_and_pointed_to_the_file(void) {
    struct extract extract = extract_of(2);
    struct findings findings = findings_of(KIND_COUNT);
    struct text summary = summary_of(&extract, &findings);
    HOLDS(text_contains(summary, TEXT("50 findings: 25 errors, 25 queries\n")));
    /* 23 lines: heading, 2 files, tables, totals, 17 kinds, and the line of the other 33 */
    HOLDS(text_contains(
        summary,
        TEXT("\n         33 of 33 kinds more: see findings.csv, written with --out DIR\n")));
    HOLDS(text_contains(summary, TEXT("\n          1 error a-rule-of-thirty-characters-00 "
                                      "a_column_with_a_name_of_thirty…\n")));
}

static void files_beyond_the_screen_are_summed_and_those_that_lost_records_shown(void) {
    struct extract extract = extract_of(FILE_COUNT);
    struct findings findings = findings_of(KIND_COUNT);
    struct text summary = summary_of(&extract, &findings);
    /* Six lines of files at least: five and the sum of 35, none of which was refused. */
    HOLDS(text_contains(summary, TEXT("\n  ... and 35 more                                  "
                                      "35,000,000 34,999,965       0\n")));
    HOLDS(text_contains(summary, TEXT("999,999       1\n")));
}

static void waived_findings_are_counted_apart(void) {
    struct extract extract = extract_of(1);
    struct findings findings = findings_of(4);
    items[0].waived = TEXT("until 2015-01-01, J Smith: known");
    findings_count(&findings);
    struct text summary = summary_of(&extract, &findings);
    HOLDS(text_contains(summary, TEXT("3 findings: 1 errors, 2 queries; and 1 waived\n")));
    HOLDS(!text_contains(summary, TEXT("characters-00")));
}

SUITE(validate_summary, CLAIM(any_summary_fits_a_screen),
      CLAIM(kinds_beyond_the_screen_are_summed_and_pointed_to_the_file),
      CLAIM(files_beyond_the_screen_are_summed_and_those_that_lost_records_shown),
      CLAIM(waived_findings_are_counted_apart))
