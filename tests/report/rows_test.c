/* Rows by periods, by tagged measures and by unit; spanning heads; totals across. */
#include "small_periods.h"

static struct small_report *months(const char *period) {
    static const struct small_point points[] = {{SMALL_TIMELY, "2014-01", SMALL_COUNTY, 1, 2},
                                                {SMALL_TIMELY, "2014-02", SMALL_COUNTY, 1, 4},
                                                {SMALL_TIMELY, "2014-03", SMALL_COUNTY, 3, 4},
                                                {SMALL_CASES, "2013-14", SMALL_COUNTY, 40, 0},
                                                {SMALL_CASES, "2013-14", SMALL_NORTH, 30, 0},
                                                {SMALL_CASES, "2013-14", SMALL_SOUTH, 10, 0},
                                                {SMALL_TIMELY, "2013-14", SMALL_COUNTY, 9, 10}};
    return small_over(period, points, sizeof points / sizeof points[0]);
}

/* The headers of the rows by that source in a paper for a period, parted by bars. */
static struct text headers_of(const char *period, const char *by) {
    struct small_report *small = months(period);
    struct text body =
        text_format(testing_arena(),
                    "  - {table: T, sheet: S, %s, columns: [{header: A}, {header: B, cell: "
                    "\"{@$row.as-at}\"}]}\n",
                    by);
    const struct document *document = small_build(small, text_c(testing_arena(), body));
    struct buffer out = buffer_new(testing_arena());
    if (!HOLDS(document != NULL)) {
        return TEXT_NONE;
    }
    const struct document_table *table = document->blocks[1].table;
    for (size_t i = 0; i < table->row_count; i++) {
        buffer_add(&out, table->cells[2 * i].text);
        buffer_add_c(&out, "|");
    }
    return buffer_text(&out);
}

static void periods_end_with_the_last_that_was_over(void) {
    SAME_TEXT(headers_of("2013-14", "rows-by: months, last: 3"), "Jan-14|Feb-14|Mar-14|");
    SAME_TEXT(headers_of("2014-02", "rows-by: months, last: 2"), "Jan-14|Feb-14|");
    SAME_TEXT(headers_of("2014-02", "rows-by: quarters, last: 2"),
              "Q2\u00a02013/14|Q3\u00a02013/14|");
    SAME_TEXT(headers_of("2013-14-Q4", "rows-by: quarters, last: 2"),
              "Q3\u00a02013/14|Q4\u00a02013/14|");
    SAME_TEXT(headers_of("2013-14", "rows-by: halves, last: 3"),
              "H2\u00a02012/13|H1\u00a02013/14|H2\u00a02013/14|");
    SAME_TEXT(headers_of("2013-14-H1", "rows-by: halves, last: 1"), "H1\u00a02013/14|");
    SAME_TEXT(headers_of("2013-14-H1", "rows-by: years, last: 2"), "2011/12|2012/13|");
    SAME_TEXT(headers_of("2013-14", "rows-by: years, last: 2"), "2012/13|2013/14|");
    SAME_TEXT(headers_of("2013-14-Q3", "rows-by: periods, last: 2"),
              "Q2\u00a02013/14|Q3\u00a02013/14|");
    SAME_TEXT(headers_of("2013-04-01..2013-08-31", "rows-by: periods, last: 2"),
              "1\u00a0November 2012 to 31\u00a0March 2013|1\u00a0April to 31\u00a0August 2013|");
}

#define BY_MONTH                                                                                   \
    "  - {table: T, sheet: S, rows-by: months, last: 4, columns: [{header: Month}, {header: "      \
    "Share, cell: \"{timely@$row}\"}]}\n"

static void figures_of_each_period_are_asked_for_and_printed(void) {
    struct small_report *small = months("2013-14");
    struct figure_request *requests;
    size_t count;
    SAME_TEXT(small_dump_of(small, BY_MONTH),
              "Table 1: T {sheet S}\n | Month | Share > |\n   | Dec-13 | [x] |\n"
              "   | Jan-14 | #50.0 |\n   | Feb-14 | #25.0 |\n   | Mar-14 | #75.0 |\n"
              "  note: [x] not available.\n\n");
    HOLDS(report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count));
    if (SAME_INT((long long)count, 6), count == 6) { /* two of them the headline's */
        SAME_TEXT(period_name(testing_arena(), &requests[0].period), "2013-12");
        SAME_TEXT(period_name(testing_arena(), &requests[3].period), "2014-03");
    }
}

#define BY_TAG                                                                                     \
    "rows-by: measures, tag: business-plan, columns: [{header: M}, {header: B, cell: \"{$row}\"}]"

static void tagged_measures_make_rows_by_their_ids(void) {
    SAME_TEXT(small_dump_of(months("2013-14"), "  - {table: T, sheet: S, " BY_TAG "}\n"),
              "Table 1: T {sheet S}\n | M | B > |\n   | Cases | #40 |\n   | In time | #90.0 |\n\n");
    HOLDS(text_contains(small_dump_of(months("2013-14"), "  - {table: T, sheet: S, " BY_TAG
                                                         ", row-headers: {cases: Open}}\n"),
                        TEXT("   | Open | #40 |\n   | In time")));
}

/* A table by district; the county's, or with a unit's own row alone. */
static void is_by_district(const char *total, const char *county, const char *own) {
    const char *body =
        text_c(testing_arena(),
               text_format(testing_arena(),
                           "  - {table: T, sheet: S, rows-by: district, columns: [{header: D}, "
                           "{header: N, cell: \"{cases:$row}\"}]%s}\n",
                           total));
    struct small_report *small = months("2013-14");
    HOLDS(text_contains(small_dump_of(small, body), text_of(county)));
    small = months("2013-14");
    small->context.unit = SMALL_SOUTH;
    SAME_TEXT(small_dump_of(small, body), own);
}

#define OF_SOUTH "Table 1: T {sheet S}\n | D | N > |\n   | South | #10 |\n\n"

static void units_are_those_below_the_one_reported_on(void) {
    is_by_district("", "| North | #30 |\n   | South | #10 |", OF_SOUTH);
}

/* In its own paper a district is no part of a total, but the same over again. */
static void the_one_row_of_a_unit_s_own_paper_has_no_total(void) {
    is_by_district(", total: {header: All, cells: [\"{cases}\"]}", "| All ", OF_SOUTH);
}

#define ACROSS(total)                                                                              \
    "  - {table: T, sheet: S, total-column: \"yes\", rows: [{row: C, header: All}], columns: "     \
    "[{header: Unit}, {header: North, group: Districts, cell: \"{cases:N}\"}, {header: South, "    \
    "group: Districts, cell: \"{cases:S}\", width: 2}, {header: Total, cell: \"" total "\"}]}\n"

static void a_total_column_is_the_sum_of_those_beside_it(void) {
    struct small_report *small = months("2013-14");
    const struct document *document = small_build(small, ACROSS("{cases}"));
    if (!HOLDS(document != NULL)) {
        return;
    }
    const struct document_table *table = document->blocks[1].table;
    HOLDS(table->has_total_column);
    SAME_INT((long long)document_table_group_span(table, 1), 2);
    HOLDS(table->columns[2].width > 1.9 && table->columns[2].width < 2.1);
    SAME_TEXT(table->cells[3].text, "40");
}

static void a_total_column_that_is_not_its_parts_is_refused(void) {
    HOLDS(small_build(months("2013-14"), ACROSS("{cases:N}")) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP010"));
    SAME_TEXT(small_first_words(),
              "the total 30 at the measure cases for 2013-14 is not the sum 40 (row \"All\", from "
              "the measure cases for 2013-14) of the columns beside it");
}

/* Each with the code that refuses it and the line of the body that it names. */
static void faulty_rows_are_refused_where_they_stand(void) {
    static const char columns[] = ", columns: [{header: A}, {header: B, cell: x}]}\n";
    static const struct {
        const char *rows, *code;
    } bad[] = {{"rows-by: months", "RP013"},
               {"rows-by: months, last: 61", "RP013"},
               {"rows-by: months, last: some", "DF009"},
               {"rows-by: measures", "DF003"},
               {"rows-by: measures, tag: nobody", "DF009"},
               {"rows-by: district, last: 2", "RP013"},
               {"rows-by: months, last: 2, tag: business-plan", "RP013"},
               {"rows: [{header: R}], last: 2", "RP013"},
               {"rows-by: weeks, last: 2", "DF009"},
               {"rows-by: measures, tag: business-plan, row-headers: {share: S}", "DF009"},
               {"rows-by: waits, row-headers: words", "DF001"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct text body =
            text_format(testing_arena(), "  - {table: T, sheet: S, %s%s", bad[i].rows, columns);
        size_t before = diag_count(testing_diag(), DIAG_ERROR);
        HOLDS(small_build(months("2013-14"), text_c(testing_arena(), body)) == NULL);
        if (!HOLDS(diag_count(testing_diag(), DIAG_ERROR) == before + 1)) {
            printf("%s\n", bad[i].rows);
        }
        const struct diag_message *last =
            diag_message_at(testing_diag(), diag_kept_count(testing_diag()) - 1);
        SAME_TEXT(text_of(diag_code_name(last->code)), bad[i].code);
        SAME_INT((long long)last->place.line, 15);
    }
}

static void widths_are_numbers_above_0(void) {
    HOLDS(small_refuses("  - {table: T, sheet: S, rows: [{header: R}], columns: [{header: A}, "
                        "{header: B, cell: x, width: wide}]}\n",
                        "DF009"));
}

SUITE(report_rows, CLAIM(periods_end_with_the_last_that_was_over),
      CLAIM(figures_of_each_period_are_asked_for_and_printed),
      CLAIM(tagged_measures_make_rows_by_their_ids),
      CLAIM(units_are_those_below_the_one_reported_on),
      CLAIM(the_one_row_of_a_unit_s_own_paper_has_no_total),
      CLAIM(a_total_column_is_the_sum_of_those_beside_it),
      CLAIM(a_total_column_that_is_not_its_parts_is_refused),
      CLAIM(faulty_rows_are_refused_where_they_stand), CLAIM(widths_are_numbers_above_0))
