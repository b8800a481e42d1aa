/* A check against an earlier one: what is new, still open, mended, or was not
 * looked at this time. */
#include "base/file.h"
#include "support/testing.h"
#include "table/table.h"
#include "validate/prior.h"

static const struct column columns[] = {{.name = {"dob", 3}, .is_supplied = true},
                                        {.name = {"sex", 3}, .is_supplied = false}};
static const struct table people = {
    .name = {"people", 6}, .columns = columns, .column_count = 2, .row_count = 0};
static const struct table plans = {.name = {"plans", 5}};
static const struct table *const tables[] = {&people, &plans};
static const bool is_supplied[] = {true, false};
static const struct extract extract = {.dataset = {tables, is_supplied, 2}};

static struct finding finding(const char *rule, const char *record, const char *value) {
    return (struct finding){.severity = FINDING_ERROR,
                            .rule = text_of(rule),
                            .table = TEXT("people"),
                            .file = TEXT("people.csv"),
                            .row = 2,
                            .column = TEXT("dob"),
                            .value = text_of(value),
                            .record = text_of(record)};
}

static struct findings compared(struct finding *now, size_t now_count, struct finding *prior,
                                size_t prior_count) {
    struct findings findings = {.items = now, .count = now_count};
    const struct validate_context context = {.extract = &extract};
    findings_compare(testing_arena(), &context, prior, prior_count, &findings);
    return findings;
}

static void a_finding_is_told_by_rule_record_and_column_wherever_it_stands(void) {
    struct finding prior[] = {finding("type", "C1", "x"), finding("type", "C2", "x"),
                              finding("required", "C1", "")};
    struct finding now[] = {finding("required", "C1", ""), finding("type", "C3", "x"),
                            finding("type", "C1", "other value, same cell")};
    now[0].row = 77;
    now[0].file = TEXT("renamed.csv");
    struct findings findings = compared(now, 3, prior, 3);
    SAME_INT(findings.open_count, 2);
    SAME_INT(findings.new_count, 1);
    SAME_INT(findings.mended_count, 1);
    SAME_INT(now[0].since, FINDING_STILL_OPEN);
    SAME_INT(now[1].since, FINDING_NEW);
    SAME_INT(now[2].since, FINDING_STILL_OPEN);
    SAME_TEXT(findings.gone[0].record, "C2");
    SAME_INT(findings.gone[0].since, FINDING_MENDED);
}

static void of_several_alike_as_many_are_open_as_there_are_now(void) {
    struct finding prior[] = {finding("unreadable", "", "a"), finding("unreadable", "", "a"),
                              finding("unreadable", "", "a"), finding("unreadable", "", "b")};
    struct finding now[] = {finding("unreadable", "", "a"), finding("unreadable", "", "c")};
    struct findings findings = compared(now, 2, prior, 4);
    SAME_INT(findings.open_count, 1);
    SAME_INT(findings.new_count, 1);
    SAME_INT(findings.mended_count, 3);
    SAME_INT(now[1].since, FINDING_NEW);
}

static void a_finding_of_a_whole_table_is_the_same_whatever_it_counted(void) {
    struct finding prior[] = {finding("required", "", "33 of 100")};
    struct finding now[] = {finding("required", "", "34 of 101")};
    prior[0].row = now[0].row = 0;
    SAME_INT(compared(now, 1, prior, 1).open_count, 1);
}

static void what_was_not_looked_at_is_not_called_mended(void) {
    struct finding prior[] = {finding("type", "C1", "x"), finding("type", "C2", "x"),
                              finding("type", "C3", "x"), finding("a-rule-of-last-year", "C4", "x"),
                              finding("required-column", "", "")};
    prior[1].column = TEXT("sex");  /* not in the file now */
    prior[2].table = TEXT("plans"); /* not supplied now */
    prior[4].column = TEXT("sex");
    prior[4].row = 0;
    struct findings findings = compared(NULL, 0, prior, 5);
    SAME_INT(findings.mended_count, 2);
    SAME_INT(findings.not_looked_at_count, 3);
    SAME_INT(findings.gone[0].since, FINDING_MENDED);
    SAME_INT(findings.gone[1].since, FINDING_NOT_LOOKED_AT);
    SAME_INT(findings.gone[2].since, FINDING_NOT_LOOKED_AT);
    SAME_INT(findings.gone[3].since, FINDING_NOT_LOOKED_AT);
    SAME_INT(findings.gone[4].since, FINDING_MENDED);
}

static void waived_findings_are_in_no_count_of_new_or_open(void) {
    struct finding prior[] = {finding("type", "C1", "x")};
    struct finding now[] = {finding("type", "C1", "x"), finding("type", "C2", "x")};
    now[0].waived = now[1].waived = TEXT("until 2015-01-01, J Smith: known");
    struct findings findings = compared(now, 2, prior, 1);
    SAME_INT(findings.open_count, 0);
    SAME_INT(findings.new_count, 0);
    SAME_INT(findings.mended_count, 0);
}

static struct text path_of(struct text bytes) {
    struct text path = file_join(testing_arena(), text_of(testing_folder()), TEXT("findings.csv"));
    HOLDS(file_write(testing_diag(), path, bytes, 0600));
    return path;
}

static void a_list_is_read_back_as_it_was_written(void) {
    struct finding items[] = {finding("type", "=C1", "two\nlines, \"quoted\""),
                              finding("codes", "C2", "-1")};
    items[1].team = TEXT("BASRA");
    items[1].worker = TEXT("W1");
    items[1].worker_team = TEXT("BASCIN");
    items[1].severity = FINDING_QUERY;
    struct buffer csv = buffer_new(testing_arena());
    findings_write_csv(&csv, items, 2);
    struct finding *read;
    size_t count;
    HOLDS(findings_read_csv(testing_arena(), testing_diag(), path_of(buffer_text(&csv)), &read,
                            &count));
    SAME_INT(count, 2);
    SAME_TEXT(read[0].record, "=C1");
    SAME_TEXT(read[0].value, "two\nlines, \"quoted\"");
    SAME_INT(read[0].row, 2);
    SAME_TEXT(read[1].value, "-1");
    SAME_TEXT(read[1].team, "BASRA");
    SAME_TEXT(read[1].worker, "W1");
    SAME_TEXT(read[1].worker_team, "BASCIN");
    SAME_INT(read[1].severity, FINDING_QUERY);
    SAME_INT(compared(items, 2, read, count).open_count, 2);
}

#define HEADER "severity,rule,table,file,row,cell,column,value,record,message,remedy\n"

static void what_is_no_list_of_findings_is_refused_at_its_line(void) {
    static const char *const texts[] = {"", "a,b\n1,2\n", HEADER "grave,type,t,f,2,A2,c,v,r,m,r\n",
                                        HEADER "error,type,t,f,two,A2,c,v,r,m,r\n",
                                        HEADER "error,type,t,f,2,A2,c,v,r,m,r\nerror,type\n"};
    static const uint32_t lines[] = {0, 1, 2, 2, 3};
    for (size_t i = 0; i < 5; i++) {
        struct finding *items;
        size_t count;
        HOLDS(!findings_read_csv(testing_arena(), testing_diag(), path_of(text_of(texts[i])),
                                 &items, &count));
        HOLDS(testing_reported(testing_diag(), "VA013"));
        SAME_INT(diag_message_at(testing_diag(), diag_kept_count(testing_diag()) - 1)->place.line,
                 lines[i]);
    }
}

SUITE(validate_prior, CLAIM(a_finding_is_told_by_rule_record_and_column_wherever_it_stands),
      CLAIM(of_several_alike_as_many_are_open_as_there_are_now),
      CLAIM(a_finding_of_a_whole_table_is_the_same_whatever_it_counted),
      CLAIM(what_was_not_looked_at_is_not_called_mended),
      CLAIM(waived_findings_are_in_no_count_of_new_or_open),
      CLAIM(a_list_is_read_back_as_it_was_written),
      CLAIM(what_is_no_list_of_findings_is_refused_at_its_line))
