#include "report/typed_children.h"

#include "small_report.h"

/* Whether a paper with these words is made for such readers, of an authority whose threshold is 5.
 */
static bool is_made(const char *body, bool is_restricted) {
    struct small_report *small = small_new();
    small->authority.disclosure_threshold = 5;
    small->context.is_restricted = is_restricted;
    return small_build(small, body) != NULL;
}

static bool may_say(const char *words) {
    struct text body = text_format(testing_arena(), "  - paragraph: \"%s\"\n", words);
    return is_made(text_c(testing_arena(), body), false);
}

static void a_small_number_of_children_in_words_is_refused(void) {
    static const char *const bad[] = {"Three children died.",
                                      "In Ash, two looked-after children ran away.",
                                      "It concerned one young person.",
                                      "two or three girls",
                                      "five of the boys.",
                                      "He has four siblings",
                                      "One of the children moved."};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (!HOLDS(!may_say(bad[i])) || !HOLDS(testing_reported(testing_diag(), "RP052"))) {
            printf("%s\n", bad[i]);
        }
    }
}

static void larger_numbers_names_and_other_things_may_stand(void) {
    static const char *const good[] = {"Six children moved.",
                                       "one Child and Family assessment",
                                       "three teams. Children moved.",
                                       "none of the children",
                                       "two plans, for children of all ages",
                                       "children aged five",
                                       "five thousand children",
                                       "twenty-two children"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!HOLDS(may_say(good[i]))) {
            printf("%s\n", good[i]);
        }
    }
}

/* 8013 stands in the paper as another figure: else RP012 would refuse it already. */
static void digits_that_match_another_figure_are_no_excuse(void) {
    struct small_report *small = small_new();
    const char *body = "  - paragraph: \"Of {cases} cases, 8013 children moved.\"\n";
    HOLDS(small_build(small, body) != NULL);
    small->authority.disclosure_threshold = 9000;
    HOLDS(small_build(small, body) == NULL);
    HOLDS(testing_reported(testing_diag(), "RP052"));
    HOLDS(!testing_reported(testing_diag(), "RP012"));
}

static void a_fact_is_no_excuse(void) {
    HOLDS(!is_made("  - {fact: Two babies died., source: Press, date: 2014-01-02}\n", false));
    HOLDS(testing_reported(testing_diag(), "RP052"));
}

static void it_is_refused_at_its_place(void) {
    if (!HOLDS(!may_say("It was so: three small children.")) ||
        !HOLDS(testing_reported(testing_diag(), "RP052"))) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->words,
              "a public paper cannot hold a small number of children in typed words: "
              "\"three small children.\"");
    SAME_INT(message->place.column, 28);
}

static void a_restricted_paper_says_what_it_likes(void) {
    HOLDS(is_made("  - paragraph: Three children died.\n", true));
}

SUITE(report_typed_children, CLAIM(a_small_number_of_children_in_words_is_refused),
      CLAIM(larger_numbers_names_and_other_things_may_stand),
      CLAIM(digits_that_match_another_figure_are_no_excuse), CLAIM(a_fact_is_no_excuse),
      CLAIM(it_is_refused_at_its_place), CLAIM(a_restricted_paper_says_what_it_likes))
