/* Marks in prose: what the papers of the seeds said and could not show. Each is a
 * warning at its place, and nothing is said of prose that is sound. */
#include "small_report.h"

/* What is said under a code of these paragraphs, a line each; the paper is made all the same. */
static struct text said(const char *code, const char *body) {
    HOLDS(small_build(small_new(), body) != NULL);
    return small_words_of(code);
}

static bool is_quiet(const char *body) {
    bool holds = small_build(small_new(), body) != NULL && diag_kept_count(testing_diag()) == 0;
    if (!holds) {
        printf("\n%s%.*s", body, TEXT_ARG(small_first_words()));
    }
    return holds;
}

static void a_claim_of_change_without_a_figure_is_warned_of(void) {
    SAME_TEXT(said("RP070", "  - paragraph: There was a significant rise in referrals.\n"
                            "  - paragraph: There is a very significant upturn in demand.\n"
                            "  - list: [Costs are in line with similar areas.]\n"),
              "\"rise in\" is claimed here, and no figure stands in this text to show it\n"
              "\"upturn\" is claimed here, and no figure stands in this text to show it\n"
              "\"in line with\" is claimed here, and no figure stands in this text to show it\n");
    SAME_INT(diag_message_at(testing_diag(), 0)->place.line, 15);
    SAME_INT(diag_exit_status(testing_diag()), EXIT_CLEAN);
}

static void a_claim_that_shows_its_figure_is_sound(void) {
    HOLDS(is_quiet("  - paragraph: \"Cases {cases.change(half)|rose-or-fell}, a rise in demand.\"\n"
                   "  - paragraph: Enquiries into significant harm come first; primrose paths.\n"
                   "  - fact: Demand has increased.\n    source: Clinic\n    date: 2014-03-31\n"));
}

static void a_sentence_that_stands_twice_is_warned_of(void) {
    SAME_TEXT(said("RP071",
                   "  - paragraph: The council wants every child to be safe and well. It is so.\n"
                   "  - paragraph: It is so. The council wants every child to be safe and well.\n"),
              "this sentence stands at small.yaml:15 already\n");
}

static void an_abbreviation_that_is_never_explained_is_warned_of(void) {
    SAME_TEXT(said("RP072",
                   "  - paragraph: The CFWMT led by the NHS met. The CFWMT meets monthly.\n"
                   "  - paragraph: A Quality Improvement Plan (QUIP) was made.\n"
                   "  - paragraph: The QUIP and the two QUIPs.\n"
                   "abbreviations: [NHS]\n"),
              "the abbreviation CFWMT is explained nowhere in this report\n");
}

static void an_abbreviation_explained_in_two_ways_is_warned_of(void) {
    SAME_TEXT(said("RP073", "  - paragraph: Our Quality Improvement Plan (QUIP) was made.\n"
                            "  - paragraph: The Quality Improvement Plan (QUIP) again.\n"
                            "  - paragraph: The Quality and Improvement Programme (QUIP).\n"),
              "the abbreviation QUIP is explained as \"Improvement Programme\", and elsewhere as "
              "\"Improvement Plan\"\n");
}

static void an_abbreviation_with_its_letters_turned_is_told_from_the_right_one(void) {
    SAME_TEXT(said("RP072", "  - paragraph: Mental health services (CAMHS) are near.\n"
                            "  - paragraph: CAMHS is here and CAHMS is there.\n"),
              "the abbreviation CAHMS is explained nowhere in this report\n");
    HOLDS(text_contains(diag_message_at(testing_diag(), 0)->note, TEXT("CAMHS")));
}

static void a_heading_with_nothing_below_it_is_refused(void) {
    HOLDS(small_refuses("  - {section: First, blocks: [{paragraph: p}]}\n"
                        "  - section: Second\n    blocks:\n"
                        "      - {section: Third, blocks: []}\n"
                        "      - {section: Fourth, blocks: [{paragraph: q}]}\n"
                        "  - {annex: Fifth, blocks: []}\n",
                        "RP074"));
    SAME_TEXT(small_words_of("RP074"), "nothing stands below the heading \"Third\"\n"
                                       "nothing stands below the heading \"Fifth\"\n");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

static void a_section_that_its_kind_of_paper_must_have_is_named(void) {
    const char *body = "  - {section: Summary, blocks: [{paragraph: p}]}\n"
                       "required-sections: [Summary, Finance]\n";
    HOLDS(small_refuses(body, "RP077"));
    SAME_TEXT(small_words_of("RP077"),
              "the report has no section \"Finance\", which its kind of paper must have\n");
}

SUITE(report_prose, CLAIM(a_claim_of_change_without_a_figure_is_warned_of),
      CLAIM(a_claim_that_shows_its_figure_is_sound),
      CLAIM(a_sentence_that_stands_twice_is_warned_of),
      CLAIM(an_abbreviation_that_is_never_explained_is_warned_of),
      CLAIM(an_abbreviation_explained_in_two_ways_is_warned_of),
      CLAIM(an_abbreviation_with_its_letters_turned_is_told_from_the_right_one),
      CLAIM(a_heading_with_nothing_below_it_is_refused),
      CLAIM(a_section_that_its_kind_of_paper_must_have_is_named))
