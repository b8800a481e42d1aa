/* Accepted findings: which they are, what becomes of them, and which lists of
 * them are refused. */
#include "base/date.h"
#include "base/file.h"
#include "support/testing.h"
#include "validate/waived.h"

static struct text path_of(const char *bytes) {
    struct text path = file_join(testing_arena(), text_of(testing_folder()), TEXT("waivers.csv"));
    HOLDS(file_write(testing_diag(), path, text_of(bytes), 0600));
    return path;
}

static const struct waivers *waivers_of(const char *bytes) {
    return waivers_read(testing_arena(), testing_diag(), path_of(bytes));
}

static day_number day(int year, int month, int of_month) {
    day_number number;
    HOLDS(date_from_parts(year, month, of_month, &number));
    return number;
}

/* Two codes, one required, and a finding of a whole table; on 31 March 2014. */
static struct findings *four_findings(void) {
    struct findings *findings = ARENA_NEW(testing_arena(), struct findings);
    struct finding *items = ARENA_ARRAY(testing_arena(), struct finding, 4);
    items[0] = (struct finding){.severity = FINDING_ERROR,
                                .rule = TEXT("codes"),
                                .table = TEXT("plans"),
                                .row = 2,
                                .column = TEXT("category"),
                                .record = TEXT("P1")};
    items[1] = items[0];
    items[1].column = TEXT("reason");
    items[2] = items[0];
    items[2].rule = TEXT("required");
    items[2].record = TEXT("P2");
    items[3] = (struct finding){.rule = TEXT("share"), .table = TEXT("plans")};
    *findings = (struct findings){.items = items, .count = 4};
    findings_count(findings);
    return findings;
}

static struct findings *waived(const char *lines, day_number as_at) {
    struct text bytes =
        text_format(testing_arena(), "rule,record,table,column,reason,by,until\n%s", lines);
    struct findings *findings = four_findings();
    static const struct extract none = {.file_count = 0};
    static const struct rule share = {.id = {"share", 5}};
    static const struct rule *const rules[] = {&share};
    const struct waivers *waivers = waivers_of(text_c(testing_arena(), bytes));
    CU_ASSERT_FATAL(waivers != NULL);
    const struct validate_context context = {
        .extract = &none, .rules = rules, .rule_count = 1, .as_at = as_at};
    findings_waive(testing_arena(), testing_diag(), &context, waivers, findings);
    return findings;
}

static void a_waived_finding_is_kept_marked_and_counted_apart(void) {
    struct findings *findings =
        waived("codes,P1,,,\"old code, closed case\",J Smith,2014-03-31\n", day(2014, 3, 31));
    SAME_INT(findings->count, 4);
    SAME_INT(findings->waived_count, 2);
    SAME_INT(findings->error_count, 1);
    SAME_INT(findings->query_count, 1);
    SAME_TEXT(findings->items[0].waived, "until 2014-03-31, J Smith: old code, closed case");
    SAME_TEXT(findings->items[2].waived, "");
}

static void a_waiver_may_be_narrowed_to_a_column(void) {
    struct findings *findings =
        waived("codes,P1,plans,reason,known,J Smith,2014-12-31\n", day(2014, 3, 31));
    SAME_INT(findings->waived_count, 1);
    SAME_TEXT(findings->items[0].waived, "");
    HOLDS(findings->items[1].waived.length > 0);
}

static void a_waiver_of_a_rule_that_is_not_in_force_is_noted(void) {
    SAME_INT(waived("8925,P1,,,known,J Smith,2013-12-31\n", day(2014, 3, 31))->count, 4);
    HOLDS(testing_reported(testing_diag(), "VA014"));
}

static void a_waiver_without_a_record_is_of_the_whole_table_alone(void) {
    struct findings *findings = waived("share,,plans,,checked,J Smith,2014-12-31\n"
                                       "required,,,,all of them,J Smith,2014-12-31\n",
                                       day(2014, 3, 31));
    SAME_INT(findings->waived_count, 1);
    HOLDS(findings->items[3].waived.length > 0);
    SAME_TEXT(findings->items[4].rule, "waiver-unused");
    SAME_INT(findings->items[4].row, 3);
}

static void an_expired_waiver_is_a_finding_and_its_target_counts_again(void) {
    struct findings *findings = waived("codes,P1,,,known,J Smith,2014-03-31\n", day(2014, 4, 1));
    SAME_INT(findings->waived_count, 0);
    SAME_INT(findings->error_count, 3);
    SAME_INT(findings->query_count, 2);
    SAME_TEXT(findings->items[4].rule, "waiver-expired");
    SAME_TEXT(findings->items[4].file, "waivers.csv");
    SAME_INT(findings->items[4].row, 2);
    HOLDS(text_contains(findings->items[4].message, TEXT("what it waived counts again")));
}

static void an_unused_waiver_is_a_query(void) {
    struct findings *findings = waived("codes,P9,,,known,J Smith,2014-12-31\n", day(2014, 3, 31));
    SAME_INT(findings->count, 5);
    SAME_INT(findings->query_count, 2);
    SAME_TEXT(findings->items[4].rule, "waiver-unused");
    SAME_TEXT(findings->items[4].record, "P9");
}

static void a_waiver_of_a_rule_that_was_not_checked_is_not_called_unused(void) {
    static const struct unchecked_rule unchecked = {{"codes", 5}, {"it was not", 10}};
    static const struct extract none = {.file_count = 0};
    struct findings *findings = four_findings();
    findings->unchecked = &unchecked;
    findings->unchecked_count = 1;
    const struct waivers *waivers =
        waivers_of("rule,record,reason,by,until\ncodes,P9,known,J Smith,2014-12-31\n");
    const struct validate_context context = {.extract = &none, .as_at = day(2014, 3, 31)};
    findings_waive(testing_arena(), testing_diag(), &context, waivers, findings);
    SAME_INT(findings->count, 4);
}

/* findings.csv puts an apostrophe before what a spreadsheet would run. */
static void a_record_is_named_as_findings_csv_prints_it(void) {
    const struct waivers *waivers =
        waivers_of("rule,record,reason,by,until\ncodes,'=P1,known,J Smith,2014-12-31\n");
    SAME_TEXT(waivers->items[0].record, "=P1");
}

static void refused(const char *bytes, uint32_t line, const char *words) {
    size_t before = diag_kept_count(testing_diag());
    HOLDS(waivers_of(bytes) == NULL);
    HOLDS(diag_kept_count(testing_diag()) == before + 1);
    const struct diag_message *message = diag_message_at(testing_diag(), before);
    SAME_INT(message->place.line, line);
    HOLDS(text_contains(message->words, text_of(words)));
}

static void a_waiver_without_reason_name_or_day_is_refused_at_its_line(void) {
    refused(
        "rule,record,reason,by,until\ncodes,P1,known,J S,2014-12-31\ncodes,P2,,J S,2014-12-31\n", 3,
        "reason is blank");
    refused("rule,record,reason,by,until\ncodes,P1,known,,2014-12-31\n", 2, "by is blank");
    refused("rule,record,reason,by,until\ncodes,P1,known,J S,\n", 2, "until is blank");
    refused("rule,record,reason,by,until\n,P1,known,J S,2014-12-31\n", 2, "rule is blank");
    refused("rule,record,reason,by,until\ncodes,P1,known,J S,31/12/2014\n", 2, "not a date");
    refused("rule,record,reason,by,until\ncodes,P1,a,J S,2014-12-31\ncodes,P1,b,J S,2015-12-31\n",
            3, "accepted in line 2 already");
    refused("rule,record,reason,by\ncodes,P1,known,J S\n", 1, "no column \"until\"");
    HOLDS(diag_exit_status(testing_diag()) == EXIT_DEFINITION);
}

SUITE(validate_waived, CLAIM(a_waived_finding_is_kept_marked_and_counted_apart),
      CLAIM(a_waiver_may_be_narrowed_to_a_column),
      CLAIM(a_waiver_of_a_rule_that_is_not_in_force_is_noted),
      CLAIM(a_waiver_without_a_record_is_of_the_whole_table_alone),
      CLAIM(an_expired_waiver_is_a_finding_and_its_target_counts_again),
      CLAIM(an_unused_waiver_is_a_query),
      CLAIM(a_waiver_of_a_rule_that_was_not_checked_is_not_called_unused),
      CLAIM(a_record_is_named_as_findings_csv_prints_it),
      CLAIM(a_waiver_without_reason_name_or_day_is_refused_at_its_line))
