/* Finds the digits that people typed, and says which of them may stand. A year
 * counts as one only where the word before it says so ("in 2013", "March
 * 2014", "Act 1972"), so that a count near 2,000 is not taken for a year. */
#include "report/typed_number.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/typed_reference.h"

/* A stretch of typed text and the number in it that is being judged. */
struct stretch {
    const struct writer *writer;
    struct text text;
    size_t from, to; /* of the number */
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_blank_at(struct text text, size_t at) {
    return at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\n');
}

/* The bytes of one number with what clings to it: "16,204", "2013/14", "100D", "41.0". */
static size_t number_end(struct text text, size_t from) {
    size_t end = from;
    while (end < text.length &&
           (is_digit(text.bytes[end]) || is_letter(text.bytes[end]) || text.bytes[end] == ',' ||
            text.bytes[end] == '.' || text.bytes[end] == '/' || text.bytes[end] == '-')) {
        end++;
    }
    while (end > from && !is_digit(text.bytes[end - 1]) && !is_letter(text.bytes[end - 1])) {
        end--;
    }
    return end;
}

/* The word before a byte, blanks (U+00A0 too) passed over. */
static struct text word_before(struct text text, size_t at) {
    size_t end = at;
    while (end > 0 && !is_letter(text.bytes[end - 1])) {
        bool is_space = is_blank_at(text, end - 1) || (unsigned char)text.bytes[end - 1] >= 0x80 ||
                        text.bytes[end - 1] == ',';
        if (!is_space) {
            return TEXT_NONE;
        }
        end--;
    }
    size_t from = end;
    while (from > 0 && is_letter(text.bytes[from - 1])) {
        from--;
    }
    return text_slice(text, from, end);
}

static struct text word_after(struct text text, size_t at) {
    size_t from = at;
    while (is_blank_at(text, from) ||
           (from < text.length && (unsigned char)text.bytes[from] >= 0x80)) {
        from++;
    }
    size_t end = from;
    while (end < text.length && is_letter(text.bytes[end])) {
        end++;
    }
    return text_slice(text, from, end);
}

static bool is_among(struct text word, const char *const *words) {
    for (size_t i = 0; words[i]; i++) {
        if (text_equal_ignoring_case(word, text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static const char *const MONTHS[] = {"January",  "February", "March",  "April",     "May",
                                     "June",     "July",     "August", "September", "October",
                                     "November", "December", NULL};

/* "31" of "31 March". */
static bool is_day_of_month(const struct stretch *stretch) {
    int64_t day = 0;
    return text_to_int(text_slice(stretch->text, stretch->from, stretch->to), &day) && day >= 1 &&
           day <= 31 && is_among(word_after(stretch->text, stretch->to), MONTHS);
}

static bool is_year_number(struct text text) {
    int64_t year = 0;
    return text.length == 4 && text_to_int(text, &year) && year >= 1900 && year <= 2099;
}

/* "2014" of "March 2014" or "in 2014"; "2013/14" and "2013-14" anywhere. */
static bool is_year(const struct stretch *stretch) {
    static const char *const leads[] = {"in",     "since",  "by",     "until",    "from", "before",
                                        "after",  "during", "early",  "late",     "Act",  "spring",
                                        "summer", "autumn", "winter", "calendar", NULL};
    struct text number = text_slice(stretch->text, stretch->from, stretch->to);
    struct text before = word_before(stretch->text, stretch->from);
    if (number.length == 7 && is_year_number(text_slice(number, 0, 4)) &&
        (number.bytes[4] == '/' || number.bytes[4] == '-')) {
        return is_digit(number.bytes[5]) && is_digit(number.bytes[6]);
    }
    return is_year_number(number) && (is_among(before, MONTHS) || is_among(before, leads));
}

/* "47" of "section 47", "4" of "Key Stage 4". */
static bool is_numbered_part(const struct stretch *stretch) {
    static const char *const parts[] = {"section", "sections", "regulation", "regulations",
                                        "article", "schedule", "part",       "chapter",
                                        "stage",   "annex",    "appendix",   NULL};
    return is_among(word_before(stretch->text, stretch->from), parts) ||
           typed_reference_is_before(stretch->text, stretch->from);
}

/* Inside one of the report's terms, wherever that stands in the text. */
static bool is_in_term(const struct stretch *stretch) {
    const struct report_definition *report = stretch->writer->context->report;
    for (size_t i = 0; i < report->term_count; i++) {
        struct text term = report->terms[i];
        size_t first = stretch->from > term.length ? stretch->from - term.length : 0;
        for (size_t at = first; at <= stretch->from; at++) {
            bool covers = at + term.length >= stretch->to;
            struct text here = text_slice(stretch->text, at, at + term.length);
            if (covers && text_equal(here, term)) {
                return true;
            }
        }
    }
    return false;
}

static void judge(struct writer *writer, const struct node *scalar, size_t offset,
                  const struct stretch *stretch) {
    if (is_in_term(stretch) || is_day_of_month(stretch) || is_year(stretch) ||
        is_numbered_part(stretch)) {
        return;
    }
    struct text words = text_slice(stretch->text, stretch->from, stretch->to);
    struct decimal number = {-1, 0}; /* no figure printed is below 0: sizes alone are compared */
    bool is_number = decimal_parse(words, &number);
    struct place place = node_place_at(scalar, offset + stretch->from);
    place.length = (uint32_t)words.length;
    writer_add_typed(writer, place, words, is_number ? number : (struct decimal){-1, 0});
}

void typed_numbers_find(struct writer *writer, const struct node *scalar, size_t from, size_t to) {
    struct text text = text_slice(scalar->text, from, to);
    size_t at = 0;
    while (at < text.length) {
        if (!is_digit(text.bytes[at])) {
            at++;
            continue;
        }
        struct stretch stretch = {writer, text, at, number_end(text, at)};
        judge(writer, scalar, from, &stretch);
        at = stretch.to > at ? stretch.to : at + 1;
    }
}

static struct decimal size_of(struct decimal number) {
    return (struct decimal){number.scaled < 0 ? -number.scaled : number.scaled, number.decimals};
}

static double distance(struct decimal a, struct decimal b) {
    double gap = decimal_to_double(decimal_difference(size_of(a), b));
    return gap < 0 ? -gap : gap;
}

/* The printed number nearest to the typed one, for the remedy; NULL if none was printed. */
static const struct shown_number *nearest(const struct writer *writer, struct decimal number) {
    const struct shown_number *best = NULL;
    for (size_t i = 0; i < writer->shown_count; i++) {
        const struct shown_number *shown = &writer->shown[i];
        if (!best || distance(shown->number, number) < distance(best->number, number)) {
            best = shown;
        }
    }
    return best;
}

bool typed_numbers_settle(struct writer *writer) {
    bool is_sound = true;
    for (size_t i = 0; i < writer->typed_count; i++) {
        const struct typed_number *typed = &writer->typed[i];
        const struct shown_number *near = nearest(writer, typed->number);
        if (typed->number.scaled >= 0 && near &&
            decimal_compare(size_of(near->number), typed->number) == 0) {
            continue;
        }
        struct text binding = near ? near->binding : TEXT("open-cases");
        DIAG_REPORT(writer->diag, RP012, &typed->place, typed->words,
                    text_format(writer->arena, "{%.*s}", TEXT_ARG(binding)));
        is_sound = writer_refuse(writer);
    }
    return is_sound;
}
