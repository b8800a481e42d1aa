#include "support/sample_document.h"
#include "support/testing.h"

#include <stdio.h>
#include <string.h>

static struct text page_of(const struct document *document) {
    struct font_files fonts = sample_fonts();
    struct text bytes = TEXT_NONE;
    HOLDS(html_renderer.render(testing_arena(), testing_diag(), document, &fonts, &bytes));
    return bytes;
}

static bool has(struct text page, const char *part) {
    return HOLDS(text_contains(page, text_of(part)));
}

static void page_needs_nothing_from_elsewhere(void) {
    struct text page = page_of(sample_document(testing_arena()));
    HOLDS(!text_contains(page, TEXT("<script")));
    HOLDS(!text_contains(page, TEXT("src=")));
    HOLDS(!text_contains(page, TEXT("url(")));
    HOLDS(!text_contains(page, TEXT("@import")));
    has(page, "default-src 'none'");
}

static void what_looks_like_markup_is_escaped(void) {
    struct document *document =
        sample_document_of(testing_arena(), "<script>alert('x')</script> & \"quoted\" \x01");
    struct text page = page_of(document);
    HOLDS(!text_contains(page, TEXT("<script")));
    has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot; "
              "\xEF\xBF\xBD");
}

static void links_lead_only_to_safe_schemes(void) {
    struct document *document = sample_document_of(testing_arena(), "words");
    struct inline_run run = {.text = TEXT("words"), .link = TEXT("javascript:alert(1)")};
    struct document_block block = {.kind = DOCUMENT_PARAGRAPH, .text = {&run, 1}};
    document->blocks = &block;
    document->block_count = 1;
    struct text page = page_of(document);
    HOLDS(!text_contains(page, TEXT("javascript")));
    has(page, "<a href=\"#\">words</a>");
}

static void tables_have_captions_scopes_and_spanning_heads(void) {
    struct text page = page_of(sample_charts_document(testing_arena()));
    has(page, "<caption>Table 1: Measures against their targets</caption>");
    has(page, "<th scope=\"colgroup\" colspan=\"2\">Per cent</th>");
    has(page, "<th scope=\"col\" rowspan=\"2\">Measure</th>");
    has(page, "<th scope=\"row\" class=\"\">Visits in time</th>");
    has(page, "<span class=\"red\" aria-hidden=\"true\">\xE2\x97\x86</span> Red");
}

static size_t count_of(struct text page, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(page.bytes, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void every_chart_is_a_picture_with_words_and_a_table(void) {
    struct text page = page_of(sample_charts_document(testing_arena()));
    HOLDS(count_of(page, "<svg ") == 7);
    HOLDS(count_of(page, "role=\"img\" aria-label=\"Chart: ") == 7);
    HOLDS(count_of(page, "<details>") == 7);
    has(page, "15 working days</text>");
    has(page, "<th scope=\"col\" class=\"figure\">Upper limit</th>");
    has(page, "<td class=\"\">signal</td>");
}

/* Parsed by another program: every element closed, every id unique, every "#id" there. */
static void page_is_well_formed_and_its_links_resolve(void) {
    struct text page = page_of(sample_document(testing_arena()));
    struct text path = text_format(testing_arena(), "%s/page.html", testing_folder());
    FILE *file = fopen(path.bytes, "wb");
    fwrite(page.bytes, 1, page.length, file);
    fclose(file);
    int status;
    struct text said =
        testing_command(&status, "python3 tests/support/check_html.py %s 2>&1", path.bytes);
    if (!HOLDS(status == 0)) {
        printf("\n%.*s\n", TEXT_ARG(said));
    }
}

static void draft_and_restricted_pages_say_so(void) {
    struct document *document = sample_document(testing_arena());
    document->is_draft = document->is_restricted = true;
    struct text page = page_of(document);
    has(page, "Draft: not for publication");
    has(page, "Restricted: holds small counts. Not for publication");
}

SUITE(render_html_renderer, CLAIM(page_needs_nothing_from_elsewhere),
      CLAIM(what_looks_like_markup_is_escaped), CLAIM(links_lead_only_to_safe_schemes),
      CLAIM(tables_have_captions_scopes_and_spanning_heads),
      CLAIM(every_chart_is_a_picture_with_words_and_a_table),
      CLAIM(page_is_well_formed_and_its_links_resolve), CLAIM(draft_and_restricted_pages_say_so))
