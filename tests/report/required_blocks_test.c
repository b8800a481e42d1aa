/* Blocks that must be whole: partitions, commentary, appendices, quotations,
 * facts, and what is not for everybody. */
#include "define/commentary.h"

#include "base/file.h"
#include "base/hash.h"
#include "small_report.h"

#define LIST                                                                                       \
    "  - {list: [a, b, c], style: roman, id: areas}\n  - id: bands\n    partition:\n"              \
    "      of: areas\n      bands:\n"

static void bands_part_a_list_and_are_counted(void) {
    SAME_TEXT(small_dump(LIST "        - {title: Training, items: [i, iii]}\n"
                              "        - {title: Workloads, items: [ii]}\n"
                              "  - paragraph: \"{areas.count|Words} in {bands.count|words}.\"\n"),
              "(#areas)\n  i) a\n  ii) b\n  iii) c\n\n(#bands)\n  1) Training [(i, iii)](#areas)\n"
              "  2) Workloads [(ii)](#areas)\n\n1 Three in two.\n\n");
}

/* The paper of 2011 put vii in two bands and viii in none. */
static void an_item_in_two_bands_or_in_none_is_named(void) {
    static const char body[] =
        "  - {list: [a, b, c, d, e, f, g, h, i, j, k], style: roman, id: areas}\n"
        "  - partition:\n      of: areas\n      bands:\n"
        "        - {title: One, items: [i, ii, iii, ix, xi]}\n"
        "        - {title: Two, items: [iv, vi, vii]}\n"
        "        - {title: Three, items: [v, vii, x]}\n";
    HOLDS(small_refuses(body, "RP031"));
    SAME_TEXT(small_words_of("RP031"), "the item vii of the list \"areas\" stands in two bands\n"
                                       "the item viii of the list \"areas\" stands in no band\n");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

static void a_band_names_items_of_its_list_alone(void) {
    HOLDS(small_refuses(LIST "        - {title: All, items: [i, ii, iii, iv]}\n", "RP032"));
    HOLDS(small_refuses("  - {partition: {of: nothing, bands: []}}\n", "RP013"));
    SAME_TEXT(small_dump("  - {list: [a, b], id: x}\n"
                         "  - partition: {of: x, bands: [{title: T, items: [1, 2]}]}\n"),
              "(#x)\n  • a\n  • b\n\n  1) T [(1, 2)](#x)\n\n");
    SAME_TEXT(small_dump("  - {list: [a], style: letter, id: y}\n"
                         "  - partition: {of: y, bands: [{title: T, items: [a]}]}\n"),
              "(#y)\n  (a) a\n\n  1) T [(a)](#y)\n\n");
}

static struct commentaries commentary_of(const char *text) {
    struct commentary *item = ARENA_NEW(testing_arena(), struct commentary);
    struct source_file file = {TEXT("in/cases.md"), TEXT("cases.md"), text_of(text)};
    HOLDS(commentary_parse(testing_arena(), testing_diag(), &file, item));
    return (struct commentaries){item, 1};
}

/* The document of one commentary block; NULL after reports. */
static const struct document *with_commentary(const struct commentaries *commentaries,
                                              bool is_draft) {
    struct small_report *small = small_new();
    small->context.commentaries = commentaries;
    small->context.is_draft = is_draft;
    return small_build(small, "  - {commentary: cases, author-wanted: Area Director}\n");
}

static struct text dump_end(const struct document *document) {
    struct buffer out = buffer_new(testing_arena());
    document_dump(&out, document);
    struct text dump = buffer_text(&out);
    size_t at = 0;
    while (at < dump.length &&
           !text_starts_with(text_slice(dump, at, dump.length), TEXT("  Email: E\n\n"))) {
        at++;
    }
    return text_slice(dump, at + 12, dump.length);
}

#define WRITTEN "author: B Clerk\nrole: Area Director\ndate: 2014-04-03\n\n"

static void commentary_is_printed_with_its_author_and_date(void) {
    struct commentaries written =
        commentary_of(WRITTEN "There were {cases}\r\ncases.\n\n\nNo more: 8,013.");
    const struct document *document = with_commentary(&written, false);
    if (HOLDS(document != NULL)) {
        SAME_TEXT(dump_end(document), "There were 8,013 cases.\n\nNo more: 8,013.\n\n"
                                      "_B Clerk, Area Director, 3\u00a0April 2014_\n\n");
    }
}

static void a_digit_of_a_commentary_is_refused_at_its_line(void) {
    struct commentaries written = commentary_of(WRITTEN "There were {cases}\ncases, not 8012.\n");
    HOLDS(with_commentary(&written, true) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP012"));
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->place.file, "in/cases.md");
    SAME_INT(message->place.line, 6);
    SAME_INT(message->place.column, 12);
    SAME_TEXT(message->remedy, "use a binding such as {cases}, or a fact with its source and date");
}

static void missing_commentary_is_awaited_in_a_draft_and_refuses_else(void) {
    const struct document *draft = with_commentary(NULL, true);
    if (HOLDS(draft != NULL)) {
        SAME_TEXT(dump_end(draft), "*awaiting: Area Director*\n\n");
    }
    HOLDS(testing_reported(testing_diag(), "RP034"));
    HOLDS(with_commentary(NULL, false) == NULL);
    SAME_TEXT(small_words_of("RP033"), "the commentary \"cases\" is awaited from: Area Director\n");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

static void commentary_without_author_role_date_or_words_is_refused(void) {
    struct commentaries empty = commentary_of("date: soon\n");
    HOLDS(with_commentary(&empty, true) == NULL);
    SAME_TEXT(small_words_of("RP035"),
              "the commentary \"cases\" lacks author: its author's name\n"
              "the commentary \"cases\" lacks role: its author's role\n"
              "the commentary \"cases\" lacks date: a date such as 2014-04-03\n"
              "the commentary \"cases\" lacks words\n");
}

static void heads_of_commentary_hold_three_keys_alone(void) {
    struct commentary item;
    struct source_file file = {TEXT("x.md"), TEXT("x.md"), TEXT("by: me\n\nWords.\n")};
    HOLDS(!commentary_parse(testing_arena(), testing_diag(), &file, &item));
    HOLDS(testing_reported(testing_diag(), "DF002"));
    file.bytes = TEXT("author: \xE9\n");
    HOLDS(!commentary_parse(testing_arena(), testing_diag(), &file, &item));
    HOLDS(testing_reported(testing_diag(), "DF009"));
}

static void commentary_that_no_block_prints_is_warned_of(void) {
    struct commentaries written = commentary_of(WRITTEN "Words.\n");
    struct small_report *small = small_new();
    small->context.commentaries = &written;
    HOLDS(small_build(small, "  - {paragraph: Nothing.}\n") != NULL);
    SAME_TEXT(small_words_of("RP036"), "no block of this report prints the commentary \"cases\"\n");
}

static void an_appendix_is_named_with_its_file_s_hash(void) {
    struct text path = text_format(testing_arena(), "%s/inspection.txt", testing_folder());
    HOLDS(file_write(testing_diag(), path, TEXT("abc"), 0644));
    struct text body = text_format(testing_arena(),
                                   "  - appendices: [{title: The inspection, file: /dev/null, id: "
                                   "r}]\n  - paragraph: \"[see](#r)\"\n");
    HOLDS(text_is_empty(small_dump(text_c(testing_arena(), body))));
    HOLDS(testing_reported(testing_diag(), "RP037"));
    body = text_format(testing_arena(),
                       "  - appendices: [{title: The inspection, file: %s/inspection.txt, id: r}]\n"
                       "  - paragraph: \"[see](#r)\"\n",
                       testing_folder());
    /* The digest of "abc" that FIPS 180-2 prints. */
    SAME_TEXT(small_dump(text_c(testing_arena(), body)),
              "(#r)\n  Appendix\u00a01 The inspection (inspection.txt: 3 bytes, SHA-256 ba7816bf "
              "8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad)\n\n"
              "1 [see Appendix\u00a01](#r)\n\n");
}

static void an_appendix_that_is_not_there_refuses(void) {
    HOLDS(small_refuses("  - appendices: [{title: The report, file: nowhere.pdf}]\n", "RP037"));
    SAME_TEXT(small_words_of("RP037"), "there is no file \"nowhere.pdf\" for this appendix\n");
}

static void a_public_paper_holds_nothing_restricted(void) {
    static const char body[] =
        "  - {paragraph: p, audience: restricted}\n  - section: s\n    blocks:\n"
        "      - {list: [a], audience: restricted}\n      - {paragraph: q, audience: public}\n";
    HOLDS(small_refuses(body, "RP038"));
    SAME_TEXT(small_words_of("RP038"), "this is restricted and cannot stand in a public paper\n"
                                       "this is restricted and cannot stand in a public paper\n");
    struct small_report *small = small_new();
    small->context.is_restricted = true;
    HOLDS(small_build(small, body) != NULL);
}

static void an_undated_fact_is_warned_of(void) {
    SAME_TEXT(small_dump("  - {fact: Over 80 families., source: A letter}\n"),
              "1 Over 80 families.[^1]\n\n[^1]: Source: A letter, undated.\n");
    SAME_TEXT(small_words_of("RP039"), "the fact has no date\n");
}

static void a_quotation_needs_attribution_document_and_page(void) {
    HOLDS(small_refuses("  - {quote: Q, document: '', page: 4}\n", "RP040"));
    SAME_TEXT(small_words_of("RP040"),
              "the quotation lacks attribution\nthe quotation lacks document\n");
    SAME_TEXT(small_dump("  - {quote: Q, attribution: A, document: D, page: 4}\n"),
              "> A, D, page\u00a04 Q\n\n");
}

SUITE(report_required_blocks, CLAIM(bands_part_a_list_and_are_counted),
      CLAIM(an_item_in_two_bands_or_in_none_is_named), CLAIM(a_band_names_items_of_its_list_alone),
      CLAIM(commentary_is_printed_with_its_author_and_date),
      CLAIM(a_digit_of_a_commentary_is_refused_at_its_line),
      CLAIM(missing_commentary_is_awaited_in_a_draft_and_refuses_else),
      CLAIM(commentary_without_author_role_date_or_words_is_refused),
      CLAIM(heads_of_commentary_hold_three_keys_alone),
      CLAIM(commentary_that_no_block_prints_is_warned_of),
      CLAIM(an_appendix_is_named_with_its_file_s_hash),
      CLAIM(an_appendix_that_is_not_there_refuses), CLAIM(a_public_paper_holds_nothing_restricted),
      CLAIM(an_undated_fact_is_warned_of), CLAIM(a_quotation_needs_attribution_document_and_page))
