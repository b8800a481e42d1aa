#include "small_report.h"

#define LETTER                                                                                     \
    "report: small\ntitle: \"Assessment of {@now.words}\"\nkind: letter\nfront:\n"                 \
    "  organisation: Office for Standards\n  address: [1 The Street, London]\n"                    \
    "  addressee: [Ms Field, The Castle]\n  date: 2014-06-23\n  our-ref: R 1\n"                    \
    "  salutation: Dear Ms Field\n  signatories: [{name: A Clerk, role: Manager}]\n"               \
    "distribution: [Leader, Chair]\n"

static const struct document *build_whole(const char *text) {
    struct small_report *small = small_new();
    struct figure_request *requests;
    size_t count;
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("small.yaml"), text_of(text));
    small->context.report =
        root ? report_definition_read(testing_arena(), testing_diag(), root) : NULL;
    if (!HOLDS(small->context.report != NULL) ||
        !HOLDS(
            report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count))) {
        return NULL;
    }
    return report_build(testing_arena(), testing_diag(), &small->context, &small->figures);
}

static size_t times_reported(const char *code) {
    size_t times = 0;
    for (size_t i = 0; i < diag_kept_count(testing_diag()); i++) {
        enum diag_code found = diag_message_at(testing_diag(), i)->code;
        times += text_equal_c(text_of(diag_code_name(found)), code) ? 1 : 0;
    }
    return times;
}

static void a_letter_has_addressee_salutation_subject_and_signatories(void) {
    const struct document *document =
        build_whole(LETTER "body:\n  - section: Safety\n    blocks: [{paragraph: It is good.}]\n");
    if (!HOLDS(document != NULL)) {
        return;
    }
    HOLDS(document->is_letter);
    SAME_TEXT(document->sender, "1 The Street, London");
    SAME_TEXT(document->author, "Office for Standards");
    struct buffer out = buffer_new(testing_arena());
    document_dump(&out, document);
    struct text dump = buffer_text(&out);
    HOLDS(text_contains(dump, TEXT("running head: Ms Field, 23\u00a0June 2014\n")));
    HOLDS(text_contains(dump, TEXT("   Ms Field\n   The Castle\n\n   23\u00a0June 2014\n"
                                   "   Our reference: R 1\n\n   Dear Ms Field\n\n(subject)\n\n"
                                   "# Safety\n\nIt is good.\n\n   Yours sincerely\n\n(signed)\n"
                                   "   *A Clerk*\n   Manager\n\n   Copies to: Leader; Chair\n")));
}

static void every_blank_of_a_letter_is_listed(void) {
    HOLDS(build_whole("report: small\ntitle: T\nkind: letter\nfront:\n  addressee: [A, '']\n"
                      "  date: ''\n  closing: ''\n  signatories: [{name: N, role: ''}]\n"
                      "body: []\n") == NULL);
    /* addressee, address, date, our-ref, salutation, closing, a role */
    SAME_INT((long long)times_reported("RP030"), 7);
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

static void a_letter_without_signatories_is_refused(void) {
    HOLDS(build_whole("report: small\ntitle: T\nkind: letter\nfront:\n  addressee: [A]\n"
                      "  address: [B]\n  date: 2014-01-01\n  our-ref: C\n  salutation: D\n"
                      "body: []\n") == NULL);
    SAME_INT((long long)times_reported("RP030"), 1);
    SAME_TEXT(small_first_words(), "the front matter lacks signatories");
}

static void every_blank_of_a_paper_is_listed_with_its_other_faults(void) {
    HOLDS(build_whole("report: small\ntitle: T\nfront: {committee: '', date: 2014-01-01}\n"
                      "body:\n  - paragraph: \"{cases}, not 5; [see](#nowhere)\"\n") == NULL);
    SAME_INT((long long)times_reported("RP030"), 6);
    SAME_INT((long long)times_reported("RP002"), 1);
    SAME_INT((long long)times_reported("RP012"), 1);
    SAME_INT(diag_exit_status(testing_diag()), EXIT_REFUSED);
}

static void a_paper_prints_to_whom_it_is_sent(void) {
    const struct document *document = build_whole(
        "report: small\ntitle: T\nfront: {committee: C, date: 2014-01-01, reference: R, "
        "report-from: D, contact-name: N, contact-telephone: T, contact-email: E}\n"
        "distribution: [Leader, Police and Crime Commissioner]\nbody: []\n");
    if (HOLDS(document != NULL)) {
        const struct document_block *front = &document->blocks[0];
        SAME_TEXT(front->fields[front->field_count - 1].label, "Distribution");
        SAME_TEXT(front->fields[front->field_count - 1].value.runs[0].text,
                  "Leader; Police and Crime Commissioner");
    }
    HOLDS(build_whole("report: small\ntitle: T\nfront: {committee: C, date: 2014-01-01, "
                      "reference: R, report-from: D, contact-name: N, contact-telephone: T, "
                      "contact-email: E}\ndistribution: [Leader, '']\nbody: []\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "RP030"));
}

SUITE(report_front_block, CLAIM(a_letter_has_addressee_salutation_subject_and_signatories),
      CLAIM(every_blank_of_a_letter_is_listed), CLAIM(a_letter_without_signatories_is_refused),
      CLAIM(every_blank_of_a_paper_is_listed_with_its_other_faults),
      CLAIM(a_paper_prints_to_whom_it_is_sent))
