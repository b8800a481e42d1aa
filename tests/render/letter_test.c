/* A letter as both renderers draw it: letterhead, addressee, date, salutation,
 * then its title, its text, and who signs. */
#include "support/sample_document.h"
#include "support/testing.h"

#include <string.h>

#include "base/file.h"

static struct rich_text plain(const char *words) {
    struct inline_run *run = ARENA_NEW(testing_arena(), struct inline_run);
    *run = (struct inline_run){.text = text_of(words), .link = TEXT_NONE};
    return (struct rich_text){run, 1};
}

static struct document_block lines(const char *first, const char *second, bool is_signed) {
    struct list_item *items = ARENA_ARRAY(testing_arena(), struct list_item, 2);
    items[0] = (struct list_item){TEXT_NONE, plain(first)};
    items[1] = (struct list_item){TEXT_NONE, second ? plain(second) : (struct rich_text){NULL, 0}};
    return (struct document_block){.kind = DOCUMENT_LINES,
                                   .items = items,
                                   .item_count = second ? 2 : 1,
                                   .is_signed = is_signed};
}

/* A letter with `count` paragraphs. */
static struct document *sample_letter(size_t count) {
    struct document *letter = sample_document_of(testing_arena(), "words");
    struct document_block *blocks = ARENA_ARRAY(testing_arena(), struct document_block, count + 7);
    size_t at = 0;
    blocks[at++] = lines("Ms A Field", "The Castle, Winchester", false);
    blocks[at++] = lines("23 June 2014", "Our reference: R 1", false);
    blocks[at++] = lines("Dear Ms Field", NULL, false);
    blocks[at++] = (struct document_block){.kind = DOCUMENT_SUBJECT};
    for (size_t i = 0; i < count; i++) {
        blocks[at++] =
            (struct document_block){.kind = DOCUMENT_PARAGRAPH, .text = plain("Thank you.")};
    }
    blocks[at++] = lines("Yours sincerely", NULL, false);
    blocks[at++] = lines("B Clerk", "Divisional Manager", true);
    blocks[at++] = lines("C Reader", "Director", true);
    letter->is_letter = true;
    letter->title = TEXT("Annual assessment of services");
    letter->organisation = TEXT("Office for Standards");
    letter->sender = TEXT("1 The Street, London");
    letter->blocks = blocks;
    letter->block_count = at;
    return letter;
}

static const char *render(const struct renderer *renderer, const struct document *document) {
    struct font_files fonts = sample_fonts();
    struct text bytes = TEXT_NONE;
    HOLDS(renderer->render(testing_arena(), testing_diag(), document, &fonts, &bytes));
    struct text path =
        text_format(testing_arena(), "%s/letter%s", testing_folder(), renderer->extension);
    HOLDS(file_write(testing_diag(), path, bytes, 0644));
    return text_c(testing_arena(), path);
}

static bool has_in_order(struct text text, const char *const *parts) {
    const char *at = text_c(testing_arena(), text);
    for (size_t i = 0; parts[i] != NULL; i++) {
        at = strstr(at, parts[i]);
        if (at == NULL) {
            printf("\nnot there, or not in order: \"%s\"\n", parts[i]);
            return false;
        }
    }
    return true;
}

static const char *const order[] = {"Office for Standards",
                                    "1 The Street, London",
                                    "Ms A Field",
                                    "The Castle, Winchester",
                                    "23 June 2014",
                                    "Our reference: R 1",
                                    "Dear Ms Field",
                                    "Annual assessment of services",
                                    "Thank you.",
                                    "Yours sincerely",
                                    "B Clerk",
                                    "Divisional Manager",
                                    "C Reader",
                                    NULL};

static void a_letter_is_drawn_in_the_order_of_a_letter(void) {
    int status;
    const char *path = render(&pdf_renderer, sample_letter(2));
    struct text words = testing_command(&status, "pdftotext -raw %s -", path);
    HOLDS(has_in_order(words, order));
    HOLDS(!text_contains(words, TEXT("|  Report")));
    struct text title = testing_command(
        &status, "pdfinfo -struct-text %s | grep -A 1 'H1' | tail -1 | tr -d ' \"'", path);
    SAME_TEXT(title, "Annualassessmentofservices\n");
    struct text faults = testing_command(&status, "python3 tests/support/check_pdf.py %s", path);
    SAME_INT(status, 0);
    SAME_TEXT(faults, "");
}

static void a_letter_s_text_stands_at_the_edge(void) {
    int status;
    const char *path = render(&pdf_renderer, sample_letter(2));
    /* The left edges of addressee, text and closing, in points. */
    struct text edges = testing_command(&status,
                                        "pdftotext -bbox %s - | grep -E '>(Dear|Thank|Yours|B)<' | "
                                        "sed 's/.*xMin=\"\\([0-9]*\\).*/\\1/' "
                                        "| sort -u",
                                        path);
    SAME_TEXT(edges, "64\n");
}

/* However long the letter, its closing and both names are on one page, with text above them. */
static void the_closing_stays_with_its_names(void) {
    for (size_t count = 14; count < 24; count++) {
        int status;
        const char *path = render(&pdf_renderer, sample_letter(count));
        struct text pages = testing_command(&status,
                                            "pdftotext -raw %s - | awk 'BEGIN { RS = \"\\f\" } "
                                            "/Thank/ { t = NR } /Yours/ { c = NR } "
                                            "/B Clerk/ { b = NR } /Director/ { d = NR } END { "
                                            "print (t == c && c == b && b == d) }'",
                                            path);
        SAME_TEXT(pages, "1\n");
    }
}

static void the_page_has_one_title_behind_the_salutation(void) {
    int status;
    const char *path = render(&html_renderer, sample_letter(1));
    struct text page = testing_file(path);
    static const char *const parts[] = {
        "Office for Standards</p>",
        "1 The Street, London</p>",
        "<main id=\"main\">\n<div class=\"lines\"><p>Ms A Field</p>",
        "<p>Dear Ms Field</p>",
        "<h1>Annual assessment of services</h1>",
        "<p>Thank you.</p>",
        "<p>Yours sincerely</p>",
        "<div class=\"lines signed\"><p>B Clerk</p>",
        NULL};
    HOLDS(has_in_order(page, parts));
    testing_command(&status, "python3 tests/support/check_html.py %s", path);
    SAME_INT(status, 0);
}

static void a_letter_without_tables_has_a_workbook_all_the_same(void) {
    int status;
    const char *path = render(&xlsx_renderer, sample_letter(1));
    testing_command(&status, "/usr/bin/python3 tests/support/read_xlsx.py %s", path);
    SAME_INT(status, 0);
}

SUITE(render_letter, CLAIM(a_letter_without_tables_has_a_workbook_all_the_same),
      CLAIM(a_letter_is_drawn_in_the_order_of_a_letter), CLAIM(a_letter_s_text_stands_at_the_edge),
      CLAIM(the_closing_stays_with_its_names), CLAIM(the_page_has_one_title_behind_the_salutation))
