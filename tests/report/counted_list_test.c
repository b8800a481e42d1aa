/* Numbers in words beside the lists that they count. */
#include "report/counted_list.h"

#include "small_report.h"

#define AREAS "  - {list: [a, b, c], style: roman, id: areas}\n"
#define BANDS                                                                                      \
    "  - id: bands\n    partition:\n      of: areas\n      bands:\n"                               \
    "        - {title: Training, items: [i, iii]}\n        - {title: Work, items: [ii]}\n"

/* A paragraph before the list; what RP055 says of it, nothing if the paper may go out. */
static struct text said_of(const char *paragraph) {
    struct text body =
        text_format(testing_arena(), "  - paragraph: >-\n      %s\n" AREAS BANDS, paragraph);
    size_t before = diag_kept_count(testing_diag());
    bool is_built = small_build(small_new(), text_c(testing_arena(), body)) != NULL;
    HOLDS(is_built == (diag_kept_count(testing_diag()) == before));
    return is_built ? TEXT_NONE : small_words_of("RP055");
}

static void a_count_that_the_following_list_denies_is_refused(void) {
    SAME_TEXT(said_of("There are four areas for improvement:"),
              "the text says \"four\", and the list that it speaks of has three\n");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_INT(message->place.line, 16);
    SAME_INT(message->place.length, 4);
}

static void a_count_that_the_list_bears_out_stands(void) {
    SAME_TEXT(said_of("There are three areas for improvement:"), "");
    SAME_TEXT(said_of("Of twenty-two reports, Three areas came out:"), "");
    SAME_TEXT(said_of("One inspector told of them:"), "");
    SAME_TEXT(said_of("Four inspectors came. They found:"), "");
    SAME_TEXT(said_of("Four inspectors came."), "");
    SAME_TEXT(said_of("{{literal:Four}} inspectors found:"), "");
    SAME_TEXT(said_of("Four inspectors found {areas.count|words} areas ([see](#areas)):"), "");
}

static void a_sentence_that_refers_to_a_list_is_held_against_it(void) {
    SAME_TEXT(said_of("Eleven areas ([see](#areas)) were found."),
              "the text says \"Eleven\", and the list that it speaks of has three\n");
}

static void bands_are_counted_not_the_items_in_them(void) {
    SAME_TEXT(said_of("They fall into two bands ([see](#bands))."), "");
    SAME_TEXT(said_of("They fall into three bands ([see](#bands))."),
              "the text says \"three\", and the list that it speaks of has two\n");
}

static void items_and_claims_count_as_paragraphs_do(void) {
    HOLDS(small_refuses(AREAS "  - recommendations: ['To note nine areas ([see](#areas)).']\n",
                        "RP055"));
    SAME_TEXT(small_words_of("RP055"),
              "the text says \"nine\", and the list that it speaks of has three\n");
}

SUITE(report_counted_list, CLAIM(a_count_that_the_following_list_denies_is_refused),
      CLAIM(a_count_that_the_list_bears_out_stands),
      CLAIM(a_sentence_that_refers_to_a_list_is_held_against_it),
      CLAIM(bands_are_counted_not_the_items_in_them),
      CLAIM(items_and_claims_count_as_paragraphs_do))
