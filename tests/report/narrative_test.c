#include "report/narrative.h"

#include "small_report.h"

static bool refuses_words(const char *words, const char *code) {
    struct text body = text_format(testing_arena(), "  - paragraph: \"%s\"\n", words);
    return small_refuses(text_c(testing_arena(), body), code);
}

static void typed_figures_are_refused(void) {
    static const char *const bad[] = {"There were 8014 cases.",
                                      "About 30% more.",
                                      "Some 2014 of 2015 cases.",
                                      "1,133 plans",
                                      "within 46 working days",
                                      "31 cases",
                                      "the H1 figure",
                                      "a 12/7 split"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (!HOLDS(refuses_words(bad[i], "RP012"))) {
            printf("%s\n", bad[i]);
        }
    }
}

static void a_typed_figure_is_refused_at_its_place_with_a_remedy(void) {
    if (!HOLDS(refuses_words("{cases} cases, not 8012.", "RP012"))) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->words, "the number 8012 in this text is no figure of the document");
    SAME_INT(message->place.line, 15);
    SAME_INT(message->place.column, 36);
    SAME_INT(message->place.length, 4);
}

/* The last paragraph comes upon note 2 before note 1. */
static void note_marks_stand_in_the_order_of_the_notes(void) {
    struct text body =
        small_dump("  - {fact: Once., source: A, date: 2014-05-01, numbered: no}\n"
                   "  - {paragraph: \"{typed} calls.\", numbered: no}\n"
                   "  - {fact: \"{typed} again.\", source: B, date: 2014-05-01, numbered: no}\n"
                   "  - {fact: \"{typed} more.\", source: A, date: 2014-05-01, numbered: no}\n");
    HOLDS(text_contains(body, TEXT("8 calls.[^2]")));
    HOLDS(text_contains(body, TEXT("8 again.[^2]\u00a0[^3]")));
    HOLDS(text_contains(body, TEXT("8 more.[^1]\u00a0[^2]")));
}

static void a_typed_number_that_the_paper_prints_may_stand(void) {
    SAME_TEXT(small_prose("{cases} cases: yes, 8,013, or 8013."),
              "8,013 cases: yes, 8,013, or 8013.");
    SAME_TEXT(small_prose("{share} is 41 per cent."), "41.0% is 41 per cent.");
}

static void dates_years_parts_of_laws_and_terms_may_stand(void) {
    static const char *const good[] = {"on 31 March 2014",
                                       "in 2013 and from 2013/14",
                                       "the Act 1989",
                                       "under section 47 or Section 100D",
                                       "Key Stage 4, stage 3",
                                       "within 45 working days",
                                       "18 February to 12 March 2014"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        SAME_TEXT(small_prose(good[i]), good[i]);
    }
    SAME_TEXT(small_prose("a {{literal:95%}} limit"), "a 95% limit");
}

static void a_missing_figure_refuses_a_sentence(void) {
    HOLDS(refuses_words("It was {old}.", "RP003"));
    HOLDS(refuses_words("It was {cases@half:South}.", "RP003"));
}

static void facts_carry_their_digits_and_a_note(void) {
    SAME_TEXT(small_dump("  - {fact: 307 people., source: A count, date: 2014-05-01}\n"),
              "1 307 people.[^1]\n\n[^1]: Source: A count, 1\u00a0May 2014.\n");
    SAME_TEXT(small_dump("  - list: [{fact: 5 of them, source: A, date: 2014-05-01}]\n"),
              "  • 5 of them[^1]\n\n[^1]: Source: A, 1\u00a0May 2014.\n");
}

static void a_supplied_figure_is_noted_once(void) {
    SAME_TEXT(small_dump("  - paragraph: \"{typed} and {typed}.\"\n"),
              "1 8 and 8.[^1]\n\n[^1]: Supplied figures: Contact centre, 31\u00a0March 2014 "
              "(Manager).\n");
}

static void references_are_numbered_and_must_resolve(void) {
    SAME_TEXT(small_dump("  - section: A\n    id: a\n    blocks:\n"
                         "      - paragraph: \"[see](#b) and [](#a)\"\n"
                         "  - {section: B, id: b, blocks: [{paragraph: p}]}\n"),
              "(#a)\n# 1 A\n\n1.1 [see section\u00a02](#b) and [section\u00a01](#a)\n\n"
              "(#b)\n# 2 B\n\n2.1 p\n\n");
    HOLDS(refuses_words("[see](#nowhere)", "RP002"));
}

static void emphasis_and_links_make_runs(void) {
    SAME_TEXT(small_prose("a **b** __c__ [d](https://e)"), "a *b* _c_ [d](https://e)");
    SAME_TEXT(small_prose("[the Act (as amended)](https://e) (f)"),
              "[the Act (as amended)](https://e) (f)");
}

static void unfinished_markup_is_refused(void) {
    HOLDS(refuses_words("{cases", "RP001"));
    HOLDS(refuses_words("[see", "RP001"));
    HOLDS(refuses_words("{{literal:5", "RP001"));
}

SUITE(report_narrative, CLAIM(note_marks_stand_in_the_order_of_the_notes),
      CLAIM(typed_figures_are_refused), CLAIM(a_typed_figure_is_refused_at_its_place_with_a_remedy),
      CLAIM(a_typed_number_that_the_paper_prints_may_stand),
      CLAIM(dates_years_parts_of_laws_and_terms_may_stand),
      CLAIM(a_missing_figure_refuses_a_sentence), CLAIM(facts_carry_their_digits_and_a_note),
      CLAIM(a_supplied_figure_is_noted_once), CLAIM(references_are_numbered_and_must_resolve),
      CLAIM(emphasis_and_links_make_runs), CLAIM(unfinished_markup_is_refused))
