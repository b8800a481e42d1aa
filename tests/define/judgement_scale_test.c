/* Scales of judgement: what a scale may be, and that number and word of an award
 * belong together. */
#include "define/judgement_scale.h"

#include "define/catalogue.h"
#include "define/yaml.h"
#include "support/testing.h"

#define HEAD "scale: s\ntitle: Services\nsource: Handbook\ndate: 2006-11-01\ngrades:\n"
#define FOUR                                                                                       \
    "  - {number: 4, word: excellent, meaning: Excellent or outstanding}\n"                        \
    "  - {number: 3, word: good}\n"

static const struct node *tree(const char *text) {
    return yaml_read(testing_arena(), testing_diag(), TEXT("s.yaml"), text_of(text));
}

static const struct judgement_scale *read(const char *text) {
    return judgement_scale_read(testing_arena(), testing_diag(), tree(text));
}

static void a_scale_has_its_numbers_words_and_source(void) {
    const struct judgement_scale *scale = read(HEAD FOUR);
    if (!HOLDS(scale != NULL)) {
        return;
    }
    SAME_TEXT(scale->id, "s");
    SAME_TEXT(scale->source, "Handbook");
    SAME_TEXT(date_words(testing_arena(), scale->day), "1\u00a0November 2006");
    SAME_INT((long long)scale->grade_count, 2);
    SAME_TEXT(scale->grades[0].number, "4");
    SAME_TEXT(scale->grades[0].meaning, "Excellent or outstanding");
    SAME_TEXT(scale->grades[1].word, "good");
}

static void what_is_no_scale_is_refused(void) {
    static const struct {
        const char *text, *code;
    } faults[] = {
        {"scale: s\ntitle: T\nsource: S\ngrades: []\n", "DF003"},
        {"scale: s\ntitle: T\nsource: S\ndate: May\ngrades: [{word: a}, {word: b}]\n", "DF009"},
        {HEAD "  - {word: good}\n", "DF009"},
        {HEAD FOUR "  - {number: 2, word: good}\n", "DF010"},
        {HEAD FOUR "  - {number: 3, word: fair}\n", "DF010"},
        {HEAD FOUR "  - {word: fair}\n", "DF009"},
        {HEAD FOUR "  - {number: three, word: fair}\n", "DF009"},
        {HEAD FOUR "  - {number: 2, words: fair}\n", "DF002"}};
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        size_t before = diag_kept_count(testing_diag());
        HOLDS(read(faults[i].text) == NULL);
        if (HOLDS(diag_kept_count(testing_diag()) > before)) {
            SAME_TEXT(text_of(diag_code_name(diag_message_at(testing_diag(), before)->code)),
                      faults[i].code);
        }
    }
}

static struct text award(const char *row) {
    const struct judgement_scale *scale = read(HEAD FOUR);
    const struct node *node = tree(row);
    bool holds = judgement_scale_check(testing_arena(), testing_diag(), scale, node);
    return holds ? judgement_scale_award(testing_arena(), scale, node) : TEXT("refused");
}

static void a_number_alone_has_its_word_and_a_word_alone_is_printed(void) {
    SAME_TEXT(award("{subject: x, grade: 3}"), "3 (good)");
    SAME_TEXT(award("{subject: x, judgement: good}"), "good");
    SAME_TEXT(award("{subject: x, grade: 4, judgement: excellent}"), "4 (excellent)");
    SAME_TEXT(judgement_scale_word(read(HEAD FOUR), tree("{subject: x, grade: 4}")), "excellent");
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 0);
}

static void a_word_that_its_number_does_not_have_is_refused(void) {
    SAME_TEXT(award("{subject: x, grade: 3, judgement: excellent}"), "refused");
    HOLDS(testing_reported(testing_diag(), "DF032"));
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words,
              "the grade 3 of the scale s is \"good\", not \"excellent\"");
    SAME_TEXT(award("{subject: x, grade: 5}"), "refused");
    SAME_TEXT(award("{subject: x, judgement: outstanding}"), "refused");
    HOLDS(testing_reported(testing_diag(), "DF004"));
}

/* The letter of 2006 prints four grades with two sets of descriptors. */
static void the_two_sets_of_2006_have_the_same_four_numbers(void) {
    static const char *const words[][2] = {{"well above minimum requirements", "excellent"},
                                           {"above minimum requirements", "good"},
                                           {"at minimum requirements", "adequate"},
                                           {"below minimum requirements", "inadequate"}};
    const struct catalogue *catalogue =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    if (!HOLDS(catalogue != NULL)) {
        return;
    }
    const struct judgement_scale *services =
        judgement_scale_find(catalogue->scales, catalogue->scale_count, TEXT("apa-services"));
    const struct judgement_scale *capacity =
        judgement_scale_find(catalogue->scales, catalogue->scale_count, TEXT("apa-capacity"));
    if (!HOLDS(services != NULL) || !HOLDS(capacity != NULL)) {
        return;
    }
    SAME_INT((long long)services->grade_count, 4);
    SAME_INT((long long)capacity->grade_count, 4);
    for (size_t i = 0; i < 4; i++) {
        struct text number = text_format(testing_arena(), "%zu", 4 - i);
        HOLDS(text_equal(services->grades[i].number, number));
        HOLDS(text_equal(capacity->grades[i].number, number));
        SAME_TEXT(services->grades[i].word, words[i][0]);
        SAME_TEXT(capacity->grades[i].word, words[i][1]);
    }
}

SUITE(define_judgement_scale, CLAIM(a_scale_has_its_numbers_words_and_source),
      CLAIM(what_is_no_scale_is_refused),
      CLAIM(a_number_alone_has_its_word_and_a_word_alone_is_printed),
      CLAIM(a_word_that_its_number_does_not_have_is_refused),
      CLAIM(the_two_sets_of_2006_have_the_same_four_numbers))
