#include "support/sample_document.h"
#include "support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"

static struct text render(const struct document *document) {
    struct font_files fonts = sample_fonts();
    struct text bytes = TEXT_NONE;
    HOLDS(pdf_renderer.render(testing_arena(), testing_diag(), document, &fonts, &bytes));
    return bytes;
}

static const char *write_file(const char *name, struct text bytes) {
    struct text path = text_format(testing_arena(), "%s/%s", testing_folder(), name);
    FILE *file = fopen(path.bytes, "wb");
    if (HOLDS(file != NULL)) {
        SAME_INT(fwrite(bytes.bytes, 1, bytes.length, file), (long long)bytes.length);
        fclose(file);
    }
    return path.bytes;
}

static const char *write_sample(void) {
    return write_file("sample.pdf", render(sample_document(testing_arena())));
}

static bool refuses(const struct document *document, const char *code) {
    struct font_files fonts = sample_fonts();
    struct text bytes;
    bool is_made = pdf_renderer.render(testing_arena(), testing_diag(), document, &fonts, &bytes);
    return !is_made && bytes.length == 0 && testing_reported(testing_diag(), code);
}

/* True if the parts stand in the text one after another. */
static bool has_in_order(struct text text, const char *const *parts) {
    for (size_t i = 0; parts[i] != NULL; i++) {
        const char *at = strstr(text.bytes, parts[i]);
        if (at == NULL) {
            printf("\nnot there, or not in order: \"%s\"\n", parts[i]);
            return false;
        }
        at += strlen(parts[i]);
        text = text_slice(text, (size_t)(at - text.bytes), text.length);
    }
    return true;
}

static size_t count_of(struct text text, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(text.bytes, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void qpdf_finds_nothing_wrong(void) {
    int status;
    struct text output = testing_command(&status, "qpdf --check %s", write_sample());
    SAME_INT(status, 0);
    HOLDS(!text_contains(output, TEXT("WARNING")));
}

static void every_font_is_embedded_as_a_subset_with_its_characters(void) {
    int status;
    struct text output = testing_command(&status, "pdffonts %s | tail -n +3", write_sample());
    SAME_INT(status, 0);
    SAME_INT(count_of(output, "CID TrueType"), 3);
    SAME_INT(count_of(output, "yes yes yes"), 3);
    HOLDS(text_contains(output, TEXT("AAAAAB+LiberationSans-Bold")));
}

static void text_copies_as_it_was_written(void) {
    int status;
    struct text output = testing_command(&status, "pdftotext -raw -enc UTF-8 %s -", write_sample());
    static const char *const parts[] = {
        "Exemplar County Council | Report",
        "Contact name Zofia Wi\xC5\x9Bniewska, Si\xC3\xA2n \xC5\xB4ynne-\xC3\x89vans",
        "3.1 Referrals 2",
        "1.1 The county received 16,204 referrals in the year to 31 March 2014, at a cost",
        "\xC2\xA3"
        "1.24 million",
        "office\xE2\x80\x99s figures",
        "\xE2\x88\x92"
        "0.2 points",
        "(a) notes the report; and",
        "3.1.1 In March 2014 the number of open cases stood at 8,013",
        "Inspection report, February 2014",
        "Table 2: Referrals and assessments by team, 2013/14",
        "Team 1 1,029 358 38.6 \xE2\x88\x92"
        "3.6",
        "County 45,380 56,120 64.1 \xE2\x88\x92"
        "0.2",
        "Appendix A: required statements",
        NULL};
    SAME_INT(status, 0);
    HOLDS(has_in_order(output, parts));
}

static void structure_reads_as_the_document_does(void) {
    int status;
    struct text output = testing_command(&status, "pdfinfo -struct-text %s", write_sample());
    static const char *const parts[] = {
        "Document",
        "H1 (block)",
        "annual report 2013/14\"",
        "Table (block)",
        "/Scope /Row",
        "\"Decision maker\"",
        "H2 (block)",
        "\"Contents\"",
        "TOC",
        "TOCI",
        "Link",
        "H2 (block)",
        "\"1 \"",
        "\"Executive summary\"",
        "P (block)",
        "Reference",
        "Lbl",
        "Link",
        "Note",
        "L (block)",
        "/ListNumbering /Disc",
        "LI",
        "Lbl",
        "LBody",
        "H3 (block)",
        "Figure",
        "Caption",
        "\"Figure 1: The police made more than a quarter of referrals\"",
        "BlockQuote",
        "H4 (block)",
        "Table (block)",
        "Caption",
        "\"Table 2: Referrals",
        "THead",
        "TR",
        "TH",
        "/Scope /Column",
        "\"Team\"",
        "TBody",
        "TR",
        "/Scope /Row",
        "\"Team 1\"",
        "TD",
        "\"1,029\"",
        "\"County\"",
        "\"Source: case management system",
        NULL};
    SAME_INT(status, 0);
    HOLDS(has_in_order(output, parts));
    /* Running heads and repeated table heads are no part of the document. */
    HOLDS(!text_contains(output, TEXT("Page 1 of")));
    HOLDS(!text_contains(output, TEXT("(continued)")));
}

static void checks_of_accessibility_find_nothing(void) {
    int status;
    struct text output =
        testing_command(&status, "python3 tests/support/check_pdf.py %s", write_sample());
    SAME_TEXT(output, "");
    SAME_INT(status, 0);
}

/* One fault put into the file's JSON; the checker must name its rule. */
static bool is_caught(const char *json, const char *mutation, const char *rule) {
    int status;
    testing_command(&status, "sed -E -z '%s' %s > %s.bad && ! cmp -s %s %s.bad", mutation, json,
                    json, json, json);
    SAME_INT(status, 0);
    struct text output =
        testing_command(&status, "python3 tests/support/check_pdf.py --json %s.bad", json);
    if (status != 1 || !text_contains(output, text_of(rule))) {
        printf("\n%s: %.*s\n", mutation, TEXT_ARG(output));
    }
    return status == 1 && text_contains(output, text_of(rule));
}

static void checks_of_accessibility_catch_faults(void) {
    static const char *const faults[][2] = {
        {"s#\"/Alt\": \"u:[^\"]*\",##", "7.3 figures"},
        {"s#\"/BBox\"#\"/Bbox\"#", "7.3 figures"},
        {"s#\"/S\": \"/H3\"#\"/S\": \"/H5\"#", "7.4.2 headings"},
        {"s#\"/S\": \"/H1\"#\"/S\": \"/H2\"#", "7.4.2 headings"},
        {"s#\"/Scope\": \"/Column\"#\"/Scope\": \"/None\"#", "7.5 tables"},
        {"s#\"/S\": \"/BlockQuote\"#\"/S\": \"/Kwote\"#", "7.1-5 types"},
        {"s#\"/S\": \"/LBody\"#\"/S\": \"/P\"#", "7.2 nesting"},
        {"s#\"/ID\": \"u:note-000002\"#\"/ID\": \"u:note-000001\"#", "7.9 notes"},
        {"s#\"/Type\": \"/OBJR\"#\"/Type\": \"/OBJ\"#", "7.18.5 links"},
        {"s#\"/Contents\": \"u:[^\"]*\"#\"/Contents\": \"\"#", "7.18.5 links"},
        {"s#\"/StructParents\": 2#\"/StructParents\": 77#", "7.1 parents"},
        {"s#\"/DisplayDocTitle\": true#\"/DisplayDocTitle\": false#", "7.1 title"},
        {"s#\"/Marked\": true#\"/Marked\": false#", "6.2 marked"},
        {"s#\"/Tabs\": \"/S\"#\"/Tabs\": \"/R\"#", "7.18.3 tabs"},
        {"s#\"/ToUnicode\"#\"/ToNothing\"#", "7.21.7 fonts"},
        {"s#\"/OutputIntents\"#\"/Intents\"#", "A 6.2.3"},
        {"s#\"/ModDate\": \"u:D:2014#\"/ModDate\": \"u:D:2013#", "A 6.6.2"},
    };
    int status;
    const char *path = write_sample();
    const char *json = text_format(testing_arena(), "%s/sample.json", testing_folder()).bytes;
    testing_command(&status, "qpdf --json=2 --json-stream-data=inline --decode-level=all %s > %s",
                    path, json);
    SAME_INT(status, 0);
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        HOLDS(is_caught(json, faults[i][0], faults[i][1]));
    }
}

/* qpdf's QDF form has plain page contents, in which the marks of paragraphs are taken away. */
static void checks_of_accessibility_catch_untagged_content(void) {
    int status;
    const char *folder = testing_folder();
    struct text output =
        testing_command(&status,
                        "qpdf --qdf --object-streams=disable %s %s/plain.pdf && "
                        "LC_ALL=C sed -E 's#^/P<</MCID [0-9]+>>BDC$##' %s/plain.pdf > %s/bad.pdf; "
                        "fix-qdf %s/bad.pdf > %s/untagged.pdf && "
                        "python3 tests/support/check_pdf.py %s/untagged.pdf",
                        write_sample(), folder, folder, folder, folder, folder, folder);
    SAME_INT(status, 1);
    HOLDS(text_contains(output, TEXT("7.1-3 content: TJ paints outside marked content")));
    HOLDS(text_contains(output, TEXT("7.1 content: EMC without a beginning")));
}

static void same_document_gives_the_same_bytes_everywhere(void) {
    struct text first = render(sample_document(testing_arena()));
    setenv("TZ", "Asia/Tokyo", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    tzset();
    struct text second = render(sample_document(testing_arena()));
    unsetenv("TZ");
    unsetenv("LC_ALL");
    tzset();
    HOLDS(first.length > 50000);
    HOLDS(text_equal(first, second));
    struct document *other = sample_document(testing_arena());
    other->running_head = TEXT("Cabinet, 24 June 2014");
    HOLDS(!text_equal(first, render(other)));
}

static struct text second_page(const struct document *document) {
    int status = 0;
    return testing_command(&status, "pdftotext -layout -f 2 -l 2 %s -",
                           write_file("head.pdf", render(document)));
}

static void running_heads_are_whole(void) {
    struct document *document = sample_document(testing_arena());
    document->title = TEXT("Children's services: performance management report, 1 April to 31 "
                           "August 2006");
    document->running_head = TEXT("Improvement Project Board, 19 September 2006");
    struct text page = second_page(document);
    HOLDS(
        text_contains(page, text_format(testing_arena(), "%.*s\n%.*s\n", TEXT_ARG(document->title),
                                        TEXT_ARG(document->running_head))));
    document->title = TEXT("Performance management report");
    HOLDS(text_contains(second_page(document), TEXT("Performance management report  ")));
}

static void missing_glyph_refuses_the_document(void) {
    struct document *document =
        sample_document_of(testing_arena(), "Plans \xF0\x9F\x98\x80 and more plans");
    HOLDS(refuses(document, "RD001"));
    SAME_INT((long long)diag_kept_count(testing_diag()), 1);
    if (diag_kept_count(testing_diag()) == 0) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->words,
              "the font LiberationSans has no glyph for \"\xF0\x9F\x98\x80\" (U+1F600) in \"Plans "
              "\xF0\x9F\x98\x80 and more plans\"");
}

static void chart_without_alternative_text_refuses_the_document(void) {
    struct document *document = sample_document(testing_arena());
    for (size_t i = 0; i < document->block_count; i++) {
        if (document->blocks[i].kind == DOCUMENT_CHART) {
            ((struct document_chart *)document->blocks[i].chart)->alternative = TEXT(" ");
        }
    }
    HOLDS(refuses(document, "RD004"));
}

static void a_heading_that_leaves_out_a_level_refuses_the_document(void) {
    struct document *document = sample_document(testing_arena());
    struct document_block *blocks = (struct document_block *)document->blocks;
    for (size_t i = 0; i < document->block_count; i++) {
        if (blocks[i].kind == DOCUMENT_HEADING && blocks[i].level == 2) {
            blocks[i].level = 3;
        }
    }
    HOLDS(refuses(document, "RD008"));
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

static void missing_font_file_refuses_the_document(void) {
    struct font_files fonts = sample_fonts();
    fonts.paths[FONT_BOLD] = TEXT("tests/main.c");
    struct text bytes;
    HOLDS(!pdf_renderer.render(testing_arena(), testing_diag(), sample_document(testing_arena()),
                               &fonts, &bytes));
    HOLDS(testing_reported(testing_diag(), "RD003"));
}

static void field_higher_than_a_page_refuses_the_document(void) {
    struct document *document = sample_document(testing_arena());
    struct buffer words = buffer_new(testing_arena());
    for (int i = 0; i < 2000; i++) {
        buffer_add_c(&words, "words ");
    }
    struct inline_run run = {.text = buffer_text(&words), .link = TEXT_NONE};
    ((struct field_pair *)document->blocks[0].fields)[0].value = (struct rich_text){&run, 1};
    HOLDS(refuses(document, "RD006"));
}

static void table_head_stands_on_each_of_its_pages(void) {
    int status;
    struct text output = testing_command(&status, "pdftotext -raw %s -", write_sample());
    size_t parts = count_of(output, "2013/14 (continued)");
    HOLDS(parts >= 1);
    SAME_INT(count_of(output, "Assessments\ncompleted"), (long long)parts + 1);
    /* The total never stands alone. */
    static const char *const order[] = {"(continued)", "Team 60", "County 45,380", NULL};
    HOLDS(has_in_order(output, order));
}

static void marks_stand_on_every_page_and_are_no_content(void) {
    int status;
    struct document *document = sample_document(testing_arena());
    document->is_draft = document->is_restricted = true;
    const char *path = write_file("marked.pdf", render(document));
    struct text pages = testing_command(&status, "pdfinfo %s | sed -n 's/^Pages: *//p'", path);
    int64_t page_count = 0;
    HOLDS(text_to_int(text_trim(pages), &page_count));
    for (int64_t page = 1; page <= page_count; page++) {
        struct text output =
            testing_command(&status, "pdftotext -raw -f %d -l %d %s -", (int)page, (int)page, path);
        SAME_INT(count_of(output, "RESTRICTED"), 2);
        HOLDS(count_of(output, "DRAFT") >= 1);
    }
    struct text content = testing_command(&status, "pdfinfo -struct-text %s", path);
    HOLDS(!text_contains(content, TEXT("RESTRICTED")) && !text_contains(content, TEXT("DRAFT")));
    struct text faults = testing_command(&status, "python3 tests/support/check_pdf.py %s", path);
    SAME_TEXT(faults, "");
}

static void links_lead_to_addresses_and_sections(void) {
    int status;
    struct text output = testing_command(
        &status, "qpdf --qdf --object-streams=disable %s - | strings", write_sample());
    HOLDS(text_contains(
        output, TEXT("/URI (https://www.example.gov.uk/guidance\\(2013\\)/working-together)")));
    HOLDS(text_contains(output, TEXT("/URI (mailto:childrens.services@example.gov.uk)")));
    /* Seven headings in the contents list, one link in the text. */
    SAME_INT(count_of(output, "/Subtype /Link"), 7 + 4);
}

static void headings_are_bookmarks(void) {
    int status;
    struct text output =
        testing_command(&status, "qpdf --json --json-key=outlines %s", write_sample());
    static const char *const parts[] = {"\"Contents\"",
                                        "\"1 Executive summary\"",
                                        "\"2 Recommendations\"",
                                        "\"3 Performance in the year\"",
                                        "\"Appendix A: required statements\"",
                                        NULL};
    static const char *const nested[] = {"\"3.1 Referrals\"", "\"3.2 Child protection plans\"",
                                         "\"3.3 Timeliness\"", NULL};
    HOLDS(has_in_order(output, nested));
    HOLDS(text_contains(output, TEXT("\"3.3.2 By team\"")));
    for (size_t i = 0; parts[i] != NULL; i++) {
        SAME_INT(count_of(output, parts[i]), 1);
    }
}

static void note_of_the_last_paragraph_is_drawn(void) {
    int status;
    struct document *document = sample_document_of(testing_arena(), "Words.");
    const struct inline_run run = {.text = TEXT("A note at the very end."), .link = TEXT_NONE};
    const struct rich_text note = {&run, 1};
    document->notes = &note;
    document->note_count = 1;
    const char *path = write_file("note.pdf", render(document));
    struct text output = testing_command(&status, "pdftotext -raw %s -", path);
    static const char *const parts[] = {"1.1 Words.", "1 A note at the very end.", NULL};
    HOLDS(has_in_order(output, parts));
}

/* Spanning heads keep the rows of a table equally long; marks and pictures are artifacts or have
 * words. */
static void spanning_heads_marks_and_every_chart_are_accessible(void) {
    int status;
    const char *path = write_file("charts.pdf", render(sample_charts_document(testing_arena())));
    struct text faults = testing_command(&status, "python3 tests/support/check_pdf.py %s", path);
    SAME_TEXT(faults, "");
    struct text content = testing_command(&status, "pdfinfo -struct-text %s", path);
    HOLDS(text_contains(content, TEXT("ColSpan")) || text_contains(content, TEXT("Per cent")));
    HOLDS(text_contains(content, TEXT("No clear change")));
}

SUITE(render_pdf_renderer, CLAIM(spanning_heads_marks_and_every_chart_are_accessible),
      CLAIM(note_of_the_last_paragraph_is_drawn), CLAIM(qpdf_finds_nothing_wrong),
      CLAIM(every_font_is_embedded_as_a_subset_with_its_characters),
      CLAIM(text_copies_as_it_was_written), CLAIM(structure_reads_as_the_document_does),
      CLAIM(checks_of_accessibility_find_nothing), CLAIM(checks_of_accessibility_catch_faults),
      CLAIM(checks_of_accessibility_catch_untagged_content),
      CLAIM(same_document_gives_the_same_bytes_everywhere), CLAIM(running_heads_are_whole),
      CLAIM(missing_glyph_refuses_the_document),
      CLAIM(chart_without_alternative_text_refuses_the_document),
      CLAIM(a_heading_that_leaves_out_a_level_refuses_the_document),
      CLAIM(missing_font_file_refuses_the_document),
      CLAIM(field_higher_than_a_page_refuses_the_document),
      CLAIM(table_head_stands_on_each_of_its_pages),
      CLAIM(marks_stand_on_every_page_and_are_no_content),
      CLAIM(links_lead_to_addresses_and_sections), CLAIM(headings_are_bookmarks))
