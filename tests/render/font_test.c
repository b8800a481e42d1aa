#include "render/font.h"
#include "support/sample_document.h"
#include "support/testing.h"

static struct font *open_regular(void) {
    return font_open(testing_arena(), testing_diag(), sample_fonts().paths[FONT_REGULAR], 0);
}

static void kerning_sets_pairs_closer_than_their_letters(void) {
    struct font *font = open_regular();
    double pair = font_width(font, 100, TEXT("AV"));
    double letters = font_width(font, 100, TEXT("A")) + font_width(font, 100, TEXT("V"));
    HOLDS(pair < letters - 3);
}

static void figures_have_one_width(void) {
    struct font *font = open_regular();
    double zero = font_width(font, 100, TEXT("0"));
    for (char digit = '1'; digit <= '9'; digit++) {
        NEAR(font_width(font, 100, (struct text){&digit, 1}), zero, 1e-12);
    }
    NEAR(font_width(font, 100, TEXT("1111")), 4 * zero, 1e-12);
}

static void glyphs_keep_their_source_text(void) {
    struct font *font = open_regular();
    const struct glyph_run *run = font_shape(font, TEXT("\xC5\x81\xC3\xB3"
                                                        "d\xC2\xA0x"));
    SAME_INT((long long)run->glyph_count, 5);
    SAME_TEXT(run->glyphs[0].source, "\xC5\x81");
    SAME_TEXT(run->glyphs[3].source, "\xC2\xA0");
    SAME_INT(font_code(font, &run->glyphs[0]), font_code(font, &run->glyphs[0]));
}

static void missing_character_is_reported_once(void) {
    struct font *font = open_regular();
    font_shape(font, TEXT("fine"));
    HOLDS(font_is_complete(font));
    font_shape(font, TEXT("a \xE2\x9C\x93 tick"));
    font_shape(font, TEXT("another \xE2\x9C\x93 tick"));
    HOLDS(!font_is_complete(font));
    SAME_INT((long long)diag_kept_count(testing_diag()), 1);
    HOLDS(testing_reported(testing_diag(), "RD001"));
    HOLDS(diag_kept_count(testing_diag()) > 0 &&
          text_contains(diag_message_at(testing_diag(), 0)->words, TEXT("U+2713")));
}

static void subset_holds_the_drawn_glyphs_alone(void) {
    struct font *font = open_regular();
    const struct glyph_run *run = font_shape(font, TEXT("Abc"));
    HOLDS(!font_is_drawn(font));
    for (size_t i = 0; i < run->glyph_count; i++) {
        font_code(font, &run->glyphs[i]);
    }
    HOLDS(font_is_drawn(font));
    struct font_program program;
    HOLDS(font_program_make(testing_arena(), testing_diag(), font, &program));
    SAME_TEXT(program.name, "AAAAAA+LiberationSans");
    SAME_INT((long long)program.code_count, 4);
    SAME_INT((long long)program.glyph_map.length, 8);
    HOLDS(program.file.length > 500 && program.file.length < 8000);
    HOLDS(text_contains(program.to_unicode, TEXT("<0001> <0041>\n<0002> <0062>\n")));
}

static void what_is_no_font_is_refused(void) {
    HOLDS(font_open(testing_arena(), testing_diag(), TEXT("Makefile"), 0) == NULL);
    HOLDS(font_open(testing_arena(), testing_diag(), TEXT("no/such/file.ttf"), 0) == NULL);
    SAME_INT((long long)diag_kept_count(testing_diag()), 2);
    HOLDS(testing_reported(testing_diag(), "RD003"));
}

SUITE(render_font, CLAIM(kerning_sets_pairs_closer_than_their_letters),
      CLAIM(figures_have_one_width), CLAIM(glyphs_keep_their_source_text),
      CLAIM(missing_character_is_reported_once), CLAIM(subset_holds_the_drawn_glyphs_alone),
      CLAIM(what_is_no_font_is_refused))
