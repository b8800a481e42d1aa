/* The house style of an authority, and what of it is refused. */
#include "define/house_style.h"

#include "define/yaml.h"
#include "support/testing.h"

#define LOGO "logo: {path: M0 0H9V9Z, width: 9, height: 9, "

static struct house_style style_of(const char *style) {
    struct text text = text_format(testing_arena(), "style: {%s}\n", style);
    const struct node *root = yaml_read(testing_arena(), testing_diag(), TEXT("a.yaml"), text);
    CU_ASSERT_FATAL(root != NULL);
    return house_style_read(testing_arena(), testing_diag(), root);
}

/* The words of the newest message; empty if the style holds. */
static struct text fault_of(const char *style) {
    size_t before = diag_kept_count(testing_diag());
    style_of(style);
    size_t after = diag_kept_count(testing_diag());
    return after > before ? diag_message_at(testing_diag(), after - 1)->words : TEXT_NONE;
}

static void a_style_gives_colours_and_a_logo(void) {
    struct house_style style = style_of("heading: \"#5B2A6E\", " LOGO "alternative: Ham}");
    SAME_INT(style.heading, 0x5B2A6E);
    SAME_INT(style.link, HOUSE_LINK);
    if (HOLDS(style.logo != NULL)) {
        SAME_INT(style.logo->step_count, 4);
        SAME_INT(style.logo->colour, 0x5B2A6E);
        SAME_TEXT(style.logo->alternative, "Ham");
    }
    style = style_of("");
    HOLDS(style.heading == HOUSE_HEADING && style.logo == NULL);
    HOLDS(diag_kept_count(testing_diag()) == 0);
}

/* 21 of black on white; 4.54 and 4.48 of the two greys on either side of the limit (WCAG). */
static void contrast_is_that_of_wcag(void) {
    NEAR(house_style_contrast(0x000000, 0xFFFFFF), 21.0, 1e-9);
    NEAR(house_style_contrast(0x767676, 0xFFFFFF), 4.54, 0.002);
    NEAR(house_style_contrast(0xFFFFFF, 0x777777), 4.48, 0.002);
    NEAR(house_style_contrast(0x123456, 0x123456), 1.0, 1e-9);
}

static void colours_that_are_too_light_are_refused(void) {
    SAME_TEXT(fault_of("heading: \"#767676\""), /* on the tint of totals */
              "the colour #767676 has a contrast of 4.0:1 on the paper, below 4.5:1");
    SAME_TEXT(fault_of("link: \"#F46A25\""),
              "the colour #F46A25 has a contrast of 2.6:1 on the paper, below 4.5:1");
    SAME_TEXT(fault_of(LOGO "colour: \"#767676\", alternative: Ham}"), "");
    SAME_TEXT(fault_of(LOGO "colour: \"#A0A0A0\", alternative: Ham}"),
              "the colour #A0A0A0 has a contrast of 2.3:1 on the paper, below 3.0:1");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_DEFINITION);
}

static void what_is_no_colour_path_or_length_is_refused(void) {
    static const char *const bad[] = {"heading: red",
                                      "heading: \"#12345\"",
                                      "heading: \"#12345G\"",
                                      "ink: \"#000000\"",
                                      "logo: {path: M0 0A1, width: 9, height: 9, alternative: A}",
                                      "logo: {path: M0 0, width: 0, height: 9, alternative: A}",
                                      "logo: {path: M0 0, width: 9, alternative: A}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        HOLDS(fault_of(bad[i]).length > 0);
    }
}

static void a_logo_without_words_is_refused(void) {
    HOLDS(text_contains(fault_of("logo: {path: M0 0, width: 9, height: 9}"), TEXT("alternative")));
    HOLDS(text_contains(fault_of(LOGO "alternative: \" \"}"), TEXT("cannot see it")));
}

SUITE(define_house_style, CLAIM(a_style_gives_colours_and_a_logo), CLAIM(contrast_is_that_of_wcag),
      CLAIM(colours_that_are_too_light_are_refused),
      CLAIM(what_is_no_colour_path_or_length_is_refused), CLAIM(a_logo_without_words_is_refused))
