/* References that are typed, not bound: whether they lead anywhere. */
#include "report/typed_reference.h"

#include "small_report.h"

#define PARTS                                                                                      \
    "  - section: S\n    blocks:\n      - {paragraph: p}\n"                                        \
    "  - table: T\n    sheet: S\n    rows-by: district\n    columns:\n"                            \
    "      - {header: District}\n      - {header: Number, cell: \"{cases:$row}\"}\n"               \
    "  - annex: Forms\n    blocks:\n      - {paragraph: q}\n"

/* What the messages of RP053 say of a paragraph; nothing if the paper may go out. */
static struct text said_of(const char *paragraph) {
    struct text body = text_format(testing_arena(), "  - paragraph: \"%s\"\n" PARTS, paragraph);
    struct small_report *small = small_new();
    return small_build(small, text_c(testing_arena(), body)) ? TEXT_NONE : small_words_of("RP053");
}

/* The paper of 2014 ended "see Appendix A"; it had none. */
static void a_typed_appendix_that_is_not_there_refuses(void) {
    SAME_TEXT(said_of("For more, see Appendix A."),
              "\"Appendix A\" leads nowhere: this paper has no part of that name\n");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_INT(message->place.line, 15);
    SAME_INT(message->place.column, 31);
    SAME_INT(message->place.length, 10);
}

static void every_kind_of_part_is_looked_for(void) {
    static const char *const bad[] = {"see annex B",  "(Annex\u00a0C)",  "Table 2 shows",
                                      "in Figure 1",  "see section 2.7", "paragraph 1.9 above",
                                      "at appendix 4"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t before = diag_kept_count(testing_diag());
        said_of(bad[i]);
        SAME_INT(diag_kept_count(testing_diag()), before + 1);
    }
}

static void a_part_that_is_there_may_be_typed(void) {
    SAME_TEXT(said_of("See Annex A, annex A, Table 1 and paragraph 2.1."), "");
    HOLDS(diag_kept_count(testing_diag()) == 0);
}

static void parts_of_laws_and_of_other_papers_are_let_pass(void) {
    SAME_TEXT(said_of("Section 47 and section 17; {{literal:Annex B}} of the guidance; an annex "
                      "Briefly, Appendixes; [see](#none)"),
              "");
    SAME_TEXT(small_words_of("RP002"), "\"#none\" refers to no block of this report\n");
}

static void a_number_behind_the_word_figure_is_still_a_figure(void) {
    said_of("The figure 4,123 and the table 17.");
    SAME_TEXT(small_words_of("RP012"),
              "the number 4,123 in this text is no figure of the document\n"
              "the number 17 in this text is no figure of the document\n");
}

SUITE(report_typed_reference, CLAIM(a_typed_appendix_that_is_not_there_refuses),
      CLAIM(every_kind_of_part_is_looked_for), CLAIM(a_part_that_is_there_may_be_typed),
      CLAIM(parts_of_laws_and_of_other_papers_are_let_pass),
      CLAIM(a_number_behind_the_word_figure_is_still_a_figure))
