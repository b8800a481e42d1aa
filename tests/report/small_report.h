/* A report of a few blocks over figures made by hand. */
#ifndef TESTS_REPORT_SMALL_REPORT_H
#define TESTS_REPORT_SMALL_REPORT_H

#include "small_figures.h"

#define SMALL_HEAD                                                                                 \
    "report: small\ntitle: Small paper\nfront:\n  committee: Cabinet\n  date: 2014-06-23\n"        \
    "  reference: R\n  report-from: Director\n  contact-name: Manager\n"                           \
    "  contact-telephone: T\n  contact-email: E\nperiods: {half: half 1}\n"                        \
    "terms: [45 working days]\nheadline: [\"Cases: {cases} ({cases@half})\"]\nbody:\n"

/* Everything but the report. */
static inline struct small_report *small_new(void) {
    static const struct unit units[] = {
        {{"C", 1}, {"County", 6}, UNIT_COUNTY, UNIT_NONE, DAY_NONE, DAY_NONE},
        {{"N", 1}, {"North", 5}, UNIT_DISTRICT, 0, DAY_NONE, DAY_NONE},
        {{"S", 1}, {"South", 5}, UNIT_DISTRICT, 0, DAY_NONE, DAY_NONE}};
    static const struct supplied_figure line = {.place = {.line = 7},
                                                .source = {"Contact centre", 14},
                                                .date = {"2014-03-31", 10},
                                                .owner = {"Manager", 7}};
    struct small_report *small = ARENA_NEW(testing_arena(), struct small_report);
    small_make_measures(small);
    small->units = (struct hierarchy){units, 3};
    small->supplied = (struct supplied_figures){&line, 1};
    small->authority.name = TEXT("County Council");
    small->authority.short_name = TEXT("County");
    small_make_figures(small);
    small->context = (struct report_context){.catalogue = &small->catalogue,
                                             .authority = &small->authority,
                                             .units = &small->units,
                                             .supplied = &small->supplied,
                                             .unit = SMALL_COUNTY};
    HOLDS(period_parse(TEXT("2013-14"), &small->context.period));
    return small;
}

/* Reads a body; NULL after reports. */
static inline bool small_read(struct small_report *small, const char *body) {
    struct text text = text_format(testing_arena(), SMALL_HEAD "%s", body);
    const struct node *root = yaml_read(testing_arena(), testing_diag(), TEXT("small.yaml"), text);
    small->context.report =
        root ? report_definition_read(testing_arena(), testing_diag(), root) : NULL;
    return small->context.report != NULL;
}

/* The document, or NULL after reports. */
static inline const struct document *small_build(struct small_report *small, const char *body) {
    struct figure_request *requests;
    size_t count;
    if (!small_read(small, body) ||
        !report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count)) {
        return NULL;
    }
    return report_build(testing_arena(), testing_diag(), &small->context, &small->figures);
}

/* The document's dump after the front matter. */
static inline struct text small_body_of(const struct document *document) {
    struct buffer out = buffer_new(testing_arena());
    document_dump(&out, document);
    struct text text = buffer_text(&out);
    struct text last = TEXT("  Email: E\n\n");
    for (size_t i = 0; i < text.length; i++) {
        if (text_starts_with(text_slice(text, i, text.length), last)) {
            return text_slice(text, i + last.length, text.length);
        }
    }
    return text;
}

/* The same of a body over the figures made by hand; empty after reports. */
static inline struct text small_dump(const char *body) {
    const struct document *document = small_build(small_new(), body);
    return document ? small_body_of(document) : TEXT_NONE;
}

/* One unnumbered paragraph as it is printed. */
static inline struct text small_prose(const char *words) {
    struct text body =
        text_format(testing_arena(), "  - {paragraph: \"%s\", numbered: no}\n", words);
    struct text dump = small_dump(text_c(testing_arena(), body));
    return text_slice(dump, 0, text_find(dump, '\n'));
}

/* Claims that the body is refused with this code. */
static inline bool small_refuses(const char *body, const char *code) {
    return small_build(small_new(), body) == NULL && testing_reported(testing_diag(), code);
}

/* The words of the messages with this code, a line each. */
static inline struct text small_words_of(const char *code) {
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < diag_kept_count(testing_diag()); i++) {
        const struct diag_message *message = diag_message_at(testing_diag(), i);
        if (text_equal_c(text_of(diag_code_name(message->code)), code)) {
            buffer_format(&out, "%.*s\n", TEXT_ARG(message->words));
        }
    }
    return buffer_text(&out);
}

/* The first message's words; empty if there is none. */
static inline struct text small_first_words(void) {
    bool has_one = diag_kept_count(testing_diag()) > 0;
    return has_one ? diag_message_at(testing_diag(), 0)->words : TEXT_NONE;
}

#endif
