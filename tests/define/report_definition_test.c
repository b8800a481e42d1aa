#include "define/report_definition.h"

#include <stdio.h>

#include "define/yaml.h"
#include "support/testing.h"

#define FRONT                                                                                      \
    "front:\n  committee: Cabinet\n  date: 2014-06-23\n  reference: R\n  report-from: D\n"         \
    "  contact-name: N\n  contact-telephone: T\n  contact-email: E\n"
#define HEAD "report: r\ntitle: T\n" FRONT

static const struct report_definition *read_whole(const char *text) {
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("r.yaml"), text_of(text));
    return HOLDS(root != NULL) ? report_definition_read(testing_arena(), testing_diag(), root)
                               : NULL;
}

static const struct report_definition *read_body(const char *body) {
    return read_whole(
        text_c(testing_arena(), text_format(testing_arena(), HEAD "body:\n%s", body)));
}

static void refused(const char *body, const char *code) {
    size_t before = diag_kept_count(testing_diag());
    if (!HOLDS(read_body(body) == NULL) || !HOLDS(diag_kept_count(testing_diag()) > before)) {
        printf("%s\n", body);
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), before);
    SAME_TEXT(text_of(diag_code_name(message->code)), code);
    HOLDS(message->place.line > 0);
}

static void a_report_is_read_with_its_blocks(void) {
    const struct report_definition *report =
        read_body("  - section: A\n    id: a\n    blocks:\n      - paragraph: p\n"
                  "      - {list: [x, y], style: roman}\n  - {annex: B, blocks: []}\n");
    if (!HOLDS(report != NULL)) {
        return;
    }
    SAME_TEXT(report->id, "r");
    SAME_TEXT(report->front.committee, "Cabinet");
    SAME_INT((long long)report->block_count, 2);
    SAME_INT(report->blocks[0].kind, BLOCK_SECTION);
    SAME_TEXT(report->blocks[0].id, "a");
    SAME_INT((long long)report->blocks[0].block_count, 2);
    SAME_INT(report->blocks[0].blocks[1].kind, BLOCK_LIST);
    SAME_INT(report->blocks[1].kind, BLOCK_ANNEX);
}

static struct text days_of(const struct report_definition *report, const char *name) {
    struct period now;
    const struct named_period *named = report_definition_period(report, text_of(name));
    if (!HOLDS(named != NULL) || !HOLDS(period_parse(TEXT("2013-14"), &now))) {
        return TEXT_NONE;
    }
    struct period period = named_period_resolve(named, &now);
    return text_format(testing_arena(), "%.*s..%.*s",
                       TEXT_ARG(date_iso(testing_arena(), period.first_day)),
                       TEXT_ARG(date_iso(testing_arena(), period.last_day)));
}

static void named_periods_are_resolved_from_the_report_s_own(void) {
    const struct report_definition *report =
        read_whole(HEAD "periods: {h: half 1, q: quarter 4, m: month-back 7, p: previous, y: "
                        "year-before}\nbody: []\n");
    if (!HOLDS(report != NULL)) {
        return;
    }
    SAME_TEXT(days_of(report, "now"), "2013-04-01..2014-03-31");
    SAME_TEXT(days_of(report, "h"), "2013-04-01..2013-09-30");
    SAME_TEXT(days_of(report, "q"), "2014-01-01..2014-03-31");
    SAME_TEXT(days_of(report, "m"), "2013-08-01..2013-08-31");
    SAME_TEXT(days_of(report, "p"), "2012-04-01..2013-03-31");
    SAME_TEXT(days_of(report, "y"), "2012-04-01..2013-03-31");
    HOLDS(report_definition_period(report, TEXT("z")) == NULL);
}

static void bad_periods_are_refused(void) {
    static const char *const bad[] = {"half 3",     "half",      "month-back", "quarter 0",
                                      "previous 1", "fortnight", "half 1 x"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct text text =
            text_format(testing_arena(), HEAD "periods: {h: %s}\nbody: []\n", bad[i]);
        if (!HOLDS(read_whole(text_c(testing_arena(), text)) == NULL)) {
            printf("%s\n", bad[i]);
        }
    }
    HOLDS(testing_reported(testing_diag(), "DF009"));
}

static void front_matter_has_the_keys_of_a_paper_or_of_a_letter(void) {
    HOLDS(read_whole("report: r\ntitle: T\nfront: {committee: C, date: 2014-06-31}\nbody: []\n") ==
          NULL);
    HOLDS(testing_reported(testing_diag(), "DF009"));
    HOLDS(read_whole("report: r\ntitle: T\nfront: {salutation: C}\nbody: []\n") == NULL);
    HOLDS(read_whole("report: r\ntitle: T\nkind: letter\nfront: {committee: C}\nbody: []\n") ==
          NULL);
    HOLDS(testing_reported(testing_diag(), "DF002"));
    HOLDS(read_whole("report: r\ntitle: T\nkind: memo\nfront: {}\nbody: []\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "DF004"));
    HOLDS(read_whole("report: r\ntitle: T\nkind: letter\nfront: {}\nbody: [{contents: C}]\n") ==
          NULL);
    const struct report_definition *letter = read_whole(
        "report: r\ntitle: T\nkind: letter\ndistribution: [A, B]\nfront:\n  addressee: [C, D, E]\n"
        "  signatories: [{name: N, role: R}]\nbody: []\n");
    if (HOLDS(letter != NULL)) {
        HOLDS(letter->front.is_letter);
        SAME_INT((long long)letter->front.addressee_count, 3);
        SAME_TEXT(letter->front.signatories[0].role, "R");
        SAME_TEXT(letter->front.closing, "Yours sincerely");
        SAME_TEXT(letter->front.distribution[1], "B");
    }
}

static void faulty_blocks_are_refused(void) {
    refused("  - paragrap: p\n", "DF004");
    refused("  - just text\n", "DF001");
    refused("  - {paragraph: p, style: x}\n", "DF002");
    refused("  - {paragraph: p, numbered: maybe}\n", "DF004");
    refused("  - {fact: f, date: 2014-01-01}\n", "DF003");
    refused("  - {fact: f, source: s, date: May}\n", "DF009");
    refused("  - {list: [a], style: dots}\n", "DF004");
    refused("  - {list: [[a]]}\n", "DF001");
    refused("  - {list: words}\n", "DF001");
    refused("  - {quote: q, attribution: a, volume: d}\n", "DF002");
    refused("  - {commentary: c}\n", "DF003");
    refused("  - {commentary: c, author-wanted: a, audience: all}\n", "DF004");
    refused("  - {partition: p}\n", "DF001");
    refused("  - {appendices: [a]}\n", "DF001");
    refused("  - {appendices: [{title: a}]}\n", "DF003");
    refused("  - {appendices: [{title: a, file: f, files: g}]}\n", "DF002");
    refused("  - {standing: other, title: t}\n", "DF004");
    refused("  - {section: s, blocks: [{annex: a, blocks: []}]}\n", "DF009");
    refused("  - {paragraph: p, id: i}\n  - {list: [a], id: i}\n", "DF010");
}

static void sections_nest_four_deep_and_no_deeper(void) {
    HOLDS(read_body("  - {section: a, blocks: [{section: b, blocks: [{section: c, blocks: "
                    "[{section: d, blocks: []}]}]}]}\n") != NULL);
    refused("  - {section: a, blocks: [{section: b, blocks: [{section: c, blocks: [{section: d, "
            "blocks: [{section: e, blocks: []}]}]}]}]}\n",
            "DF008");
}

static void judgements_name_their_scale_and_each_row_awards_something(void) {
    refused("  - judgements: J\n    sheet: S\n    headers: [A, B]\n    scale: [Good, Poor]\n"
            "    rows: [{subject: x, judgement: Good}]\n    source: s\n    date: 2014-01-01\n",
            "DF001");
    refused("  - judgements: J\n    sheet: S\n    headers: [A]\n    scale: good\n"
            "    rows: []\n    source: s\n    date: 2014-01-01\n",
            "DF009");
    refused("  - judgements: J\n    sheet: S\n    headers: [A, B]\n    scale: good\n"
            "    rows: [{subject: x}]\n    source: s\n    date: 2014-01-01\n",
            "DF003");
    HOLDS(read_body("  - judgements: J\n    sheet: S\n    headers: [A, B]\n    scale: good\n"
                    "    rows: [{subject: x, grade: 3}]\n    source: s\n    date: 2014-01-01\n"
                    "  - grades: G\n    sheet: S\n    scales: [good]\n") != NULL);
}

static void every_fault_is_listed_at_once(void) {
    HOLDS(read_body("  - {nonsense: 1}\n  - {fact: f}\n  - {list: [a], style: x}\n") == NULL);
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 3);
}

SUITE(define_report_definition, CLAIM(a_report_is_read_with_its_blocks),
      CLAIM(named_periods_are_resolved_from_the_report_s_own), CLAIM(bad_periods_are_refused),
      CLAIM(front_matter_has_the_keys_of_a_paper_or_of_a_letter), CLAIM(faulty_blocks_are_refused),
      CLAIM(sections_nest_four_deep_and_no_deeper),
      CLAIM(judgements_name_their_scale_and_each_row_awards_something),
      CLAIM(every_fault_is_listed_at_once))
