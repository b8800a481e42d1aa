#include "render/paragraph.h"
#include "support/sample_document.h"
#include "support/testing.h"

#include <stdio.h>
#include <string.h>

static const struct paragraph *set_text(struct rich_text text, double width) {
    struct paragraph_style style = {{FONT_REGULAR, 12, 0}, 16.8, width};
    return paragraph_new(testing_arena(), sample_font_set(), text, style);
}

static const struct paragraph *set_words(const char *words, double width) {
    return set_text(paragraph_plain(testing_arena(), text_of(words)), width);
}

static bool some_line_ends_with(const struct paragraph *paragraph, const char *end) {
    for (size_t i = 0; i + 1 < paragraph->line_count; i++) {
        const struct paragraph_line *line = &paragraph->lines[i];
        if (text_ends_with(text_trim(line->spans[line->span_count - 1].text), text_of(end))) {
            return true;
        }
    }
    return false;
}

/* Whether at any measure a line ends behind `end`. */
static bool can_end_with(const char *words, const char *end) {
    for (double width = 100; width < 400; width += 3) {
        if (some_line_ends_with(set_words(words, width), end)) {
            return true;
        }
    }
    return false;
}

static void no_line_ends_between_bound_words(void) {
    static const char *const bound[][2] = {
        {"The cost was \xC2\xA3"
         "1.24 million in all the years",
         "1.24"},
        {"Cabinet meets on 23 June in the county hall", "23"},
        {"It is said in section 47 of the Act of that year", "section"},
        {"The answer stands in Table 2 below the text here", "Table"},
        {"This was agreed by Councillor Quill at the meeting", "Councillor"},
        {"This was agreed by A. Quill at the meeting there", "A."},
        {"They were seen within 15 working days of the first talk", "15"},
        {"It rose to 64.1 per cent of all assessments made", "64.1"},
        {"One thing is sure \xE2\x80\x93 that it rose everywhere", "sure"},
        {"See https://www.example.gov.uk/guidance for what is new", "https://"},
        {"The day of the start is day 0 of those that are counted", "day"},
        {"Of those under review (PAF C20, BVPI 162) all were in time", "PAF"},
        {"Of those under review (PAF C20, BVPI 162) all were in time", "BVPI"},
        {"It is for the service manager 12", "manager"},
        {"Regulation 5(2)(a) of those of 2010 is the one meant", "5(2)"}};
    for (size_t i = 0; i < sizeof bound / sizeof bound[0]; i++) {
        if (!HOLDS(!can_end_with(bound[i][0], bound[i][1]))) {
            printf("\na line ends with \"%s\" of: %s\n", bound[i][1], bound[i][0]);
        }
    }
    HOLDS(can_end_with("Cabinet meets on 23 June in the county hall", "June"));
    HOLDS(can_end_with("The cost was \xC2\xA3"
                       "1.24 million in all the years",
                       "million"));
    HOLDS(can_end_with("One thing is sure \xE2\x80\x93 that it rose everywhere", "\xE2\x80\x93"));
}

static void every_line_fits_the_measure(void) {
    for (double width = 40; width < 300; width += 7) {
        const struct paragraph *paragraph =
            set_words("Enquiries under section 47 that ended uncharacteristically without an "
                      "initial child protection conference",
                      width);
        for (size_t i = 0; i < paragraph->line_count; i++) {
            HOLDS(paragraph->lines[i].width <= width + 0.02);
        }
    }
}

static void lines_hold_every_character_in_order(void) {
    const char *words = "Plans begin after a conference; antidisestablishmentarianism, "
                        "\xC5\x81\xC3\xB3"
                        "d\xC5\xBA, and https://example.gov.uk/a/b/c too.";
    const struct paragraph *paragraph = set_words(words, 70);
    char joined[256] = "";
    size_t length = 0;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        for (size_t k = 0; k < paragraph->lines[i].span_count; k++) {
            struct text text = paragraph->lines[i].spans[k].text;
            memcpy(joined + length, text.bytes, text.length);
            length += text.length;
        }
    }
    HOLDS(paragraph->line_count > 5);
    SAME_TEXT(text_slice(text_of(joined), 0, length), words);
}

static void bound_words_wider_than_the_measure_part_at_their_space(void) {
    const struct paragraph *paragraph = set_words("by Councillor Quillfeather", 80);
    SAME_INT((long long)paragraph->line_count, 2);
    SAME_TEXT(paragraph->lines[0].spans[0].text, "by Councillor ");
    SAME_TEXT(paragraph->lines[1].spans[0].text, "Quillfeather");
}

static void lines_are_of_even_length(void) {
    /* First fit would leave the last line a single word; the least squared slack does not put a
     * short line before the end either. */
    const struct paragraph *paragraph =
        set_words("aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm", 118);
    for (size_t i = 0; i + 1 < paragraph->line_count; i++) {
        HOLDS(paragraph->lines[i].width > 118 * 0.6);
    }
    HOLDS(paragraph->lines[paragraph->line_count - 1].width > 118 * 0.12);
}

static void check_title(const char *words, size_t count, const char *first) {
    struct paragraph_style style = {{FONT_BOLD, 23, 0}, 28, 464};
    const struct paragraph *title =
        paragraph_even(testing_arena(), sample_font_set(),
                       paragraph_plain(testing_arena(), text_of(words)), style);
    SAME_INT((long long)title->line_count, (long long)count);
    SAME_TEXT(text_trim(title->lines[0].spans[0].text), first);
}

static void titles_end_their_lines_at_a_colon_or_are_even(void) {
    check_title("Children looked after: 2014", 1, "Children looked after: 2014");
    check_title("Safeguarding children: Business Plan measures, quarter 4", 2,
                "Safeguarding children:");
    /* What stands behind the colon fills no line: more lines than need be are not taken for it. */
    check_title("Inspection of safeguarding and looked after services: 2013", 2,
                "Inspection of safeguarding and");
    check_title("Inspection of safeguarding and looked after children services", 2,
                "Inspection of safeguarding and");
}

static void note_mark_stays_with_its_word_and_is_raised(void) {
    const struct inline_run runs[] = {
        {.text = TEXT("Every figure comes from the system."), .link = TEXT_NONE},
        {.text = TEXT_NONE, .link = TEXT_NONE, .note = 12}};
    for (double width = 60; width < 260; width += 5) {
        const struct paragraph *paragraph = set_text((struct rich_text){runs, 2}, width);
        const struct paragraph_line *last = &paragraph->lines[paragraph->line_count - 1];
        SAME_INT((long long)last->span_count, 2);
        SAME_TEXT(last->spans[1].text, "12");
        HOLDS(last->spans[1].rise > 3 && last->spans[1].type.size < 8);
    }
}

static void styles_of_runs_add_to_the_paragraphs(void) {
    const struct inline_run runs[] = {
        {.text = TEXT("plain "), .link = TEXT_NONE},
        {.text = TEXT("bold "), .link = TEXT_NONE, .is_bold = true},
        {.text = TEXT("both"), .link = TEXT_NONE, .is_bold = true, .is_italic = true}};
    const struct paragraph *paragraph = set_text((struct rich_text){runs, 3}, 300);
    SAME_INT(paragraph->lines[0].spans[0].type.font, FONT_REGULAR);
    SAME_INT(paragraph->lines[0].spans[1].type.font, FONT_BOLD);
    SAME_INT(paragraph->lines[0].spans[2].type.font, FONT_BOLD_ITALIC);
}

static void empty_paragraph_has_one_empty_line(void) {
    const struct paragraph *paragraph = set_words("", 100);
    SAME_INT((long long)paragraph->line_count, 1);
    SAME_INT((long long)paragraph->lines[0].span_count, 0);
    NEAR(paragraph_height(paragraph), 16.8, 1e-9);
}

SUITE(render_paragraph, CLAIM(no_line_ends_between_bound_words), CLAIM(every_line_fits_the_measure),
      CLAIM(titles_end_their_lines_at_a_colon_or_are_even),
      CLAIM(lines_hold_every_character_in_order),
      CLAIM(bound_words_wider_than_the_measure_part_at_their_space),
      CLAIM(lines_are_of_even_length), CLAIM(note_mark_stays_with_its_word_and_is_raised),
      CLAIM(styles_of_runs_add_to_the_paragraphs), CLAIM(empty_paragraph_has_one_empty_line))
