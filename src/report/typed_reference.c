/* The paper of 2014 sent its reader to an Appendix A that it did not have. A reference that is
 * typed is let pass only where a part of the paper bears that label; sections are looked at where
 * they are dotted, since "section 47" is of an Act. */
#include "report/typed_reference.h"

#include "base/arena.h"
#include "define/node.h"

/* A noun and what may stand behind it; with_dot: only numbers such as 3.2. */
static const struct noun {
    const char *word;
    bool has_letters, is_dotted;
} nouns[] = {{"Appendix", true, false}, {"Annex", true, false},   {"Table", false, false},
             {"Figure", false, false},  {"section", false, true}, {"paragraph", false, true}};
enum { NOUN_COUNT = sizeof nouns / sizeof nouns[0] };

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_word_byte(char byte) {
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Behind the blanks from `at` on, U+00A0 among them. */
static size_t after_blanks(struct text text, size_t at) {
    struct text hard = TEXT("\u00a0");
    for (;;) {
        if (at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\n')) {
            at++;
        } else if (text_starts_with(text_slice(text, at, text.length), hard)) {
            at += hard.length;
        } else {
            return at;
        }
    }
}

/* The label's end: digits with dots between them, or one capital letter; `from` where there is
 * none of them. */
static size_t label_end(const struct noun *noun, struct text text, size_t from) {
    size_t end = from;
    bool has_dot = false;
    while (end < text.length && (is_digit(text.bytes[end]) ||
                                 (text.bytes[end] == '.' && end > from && end + 1 < text.length &&
                                  is_digit(text.bytes[end + 1])))) {
        has_dot = has_dot || text.bytes[end] == '.';
        end++;
    }
    bool is_capital = end == from && noun->has_letters && from < text.length &&
                      text.bytes[from] >= 'A' && text.bytes[from] <= 'Z';
    end += is_capital;
    bool is_whole = end == text.length || !is_word_byte(text.bytes[end]);
    return is_whole && has_dot == noun->is_dotted ? end : from;
}

/* Whether the noun stands at `at` as a word of its own, its first letter in either case where it is
 * not one of tables and figures: "figure 4,123" is a number. */
static bool stands_at(const struct noun *noun, struct text text, size_t at) {
    struct text word = text_of(noun->word);
    struct text here = text_slice(text, at, at + word.length);
    bool is_own = at == 0 || !is_word_byte(text.bytes[at - 1]);
    bool any_case = noun->has_letters || noun->is_dotted;
    return is_own && (text_equal(here, word) || (any_case && text_equal_ignoring_case(here, word)));
}

static bool is_label(const struct writer *writer, struct text label) {
    for (size_t i = 0; i < writer->numbering.count; i++) {
        if (text_equal(writer->numbering.items[i].label, label)) {
            return true;
        }
    }
    return false;
}

/* Refuses what is typed from `at` on if no part bears that label. Behind it, or `at` + 1. */
static size_t judge(struct writer *writer, const struct node *scalar, struct text text, size_t at,
                    const struct noun *noun) {
    size_t from = after_blanks(text, at + text_of(noun->word).length);
    size_t end = label_end(noun, text, from);
    if (end == from) {
        return at + 1;
    }
    struct text label = text_format(writer->arena, "%s\u00a0%.*s", noun->word,
                                    TEXT_ARG(text_slice(text, from, end)));
    if (!is_label(writer, label)) {
        struct place place = node_place_at(scalar, at);
        place.length = (uint32_t)(end - at);
        WRITER_REFUSE_PAPER(writer, RP053, &place, text_slice(text, at, end));
    }
    return end;
}

void typed_references_find(struct writer *writer, const struct node *scalar, size_t from,
                           size_t to) {
    struct text text = text_slice(scalar->text, 0, to);
    size_t at = from;
    while (at < to) {
        size_t next = at + 1;
        for (size_t i = 0; i < NOUN_COUNT; i++) {
            if (stands_at(&nouns[i], text, at)) {
                next = judge(writer, scalar, text, at, &nouns[i]);
            }
        }
        at = next;
    }
}

bool typed_reference_is_before(struct text text, size_t at) {
    for (size_t i = 0; i < NOUN_COUNT; i++) {
        size_t length = text_of(nouns[i].word).length;
        for (size_t from = at > length + 3 ? at - length - 3 : 0; from + length < at; from++) {
            bool is_here =
                stands_at(&nouns[i], text, from) && after_blanks(text, from + length) == at;
            if (is_here && label_end(&nouns[i], text, at) > at) {
                return true;
            }
        }
    }
    return false;
}
