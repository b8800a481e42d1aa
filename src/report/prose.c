/* Marks in prose. The papers that this program was made for said "significant
 * rise in referrals" without a number of referrals, "in line with similar
 * areas" without theirs, and explained one abbreviation in two ways. */
#include "report/prose.h"

#include "base/arena.h"
#include "define/node.h"

struct prose_sentence {
    struct text words;
    struct place place;
};
struct prose_abbreviation {
    struct text letters;
    struct text explained; /* the two words before its brackets; empty where it is merely used */
    struct place place;
};
struct prose {
    struct prose_sentence *sentences;
    size_t sentence_count;
    struct prose_abbreviation *abbreviations;
    size_t abbreviation_count;
};

static bool is_capital(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

static bool is_word_byte(char byte) {
    return is_capital(byte) || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           (unsigned char)byte >= 0x80;
}

/* Where `words` stand as whole words in the text; its length: nowhere. */
static size_t find_words(struct text text, const char *words) {
    struct text wanted = text_of(words);
    for (size_t at = 0; at + wanted.length <= text.length; at++) {
        size_t end = at + wanted.length;
        bool starts = at == 0 || !is_word_byte(text.bytes[at - 1]);
        bool stops = end == text.length || !is_word_byte(text.bytes[end]);
        if (starts && stops && text_equal_ignoring_case(text_slice(text, at, end), wanted)) {
            return at;
        }
    }
    return text.length;
}

/* ---- claims ---- */

/* A text without any binding that says that something changed, or is like others. */
static void check_claims(struct writer *writer, const struct node *scalar) {
    static const char *const claims[] = {
        "upturn",      "downturn",      "rose",         "risen",        "fallen",
        "increased",   "decreased",     "improved",     "worsened",     "rise in",
        "increase in", "increase on",   "fall in",      "reduction in", "in line with",
        "similar to",  "above average", "below average"};
    struct text text = scalar->text;
    if (text_find(text, '{') < text.length) {
        return;
    }
    for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
        size_t at = find_words(text, claims[i]);
        if (at < text.length) {
            struct place place = node_place_at(scalar, at);
            DIAG_REPORT(writer->diag, RP070, &place, text_of(claims[i]));
            return;
        }
    }
}

/* ---- sentences ---- */

static size_t sentence_end(struct text text, size_t from) {
    size_t end = from;
    while (end < text.length &&
           !(text.bytes[end] == '.' && (end + 1 == text.length || text.bytes[end + 1] == ' '))) {
        end++;
    }
    return end;
}

static const struct prose_sentence *earlier(const struct prose *prose, struct text words) {
    for (size_t i = 0; i < prose->sentence_count; i++) {
        if (text_equal(prose->sentences[i].words, words)) {
            return &prose->sentences[i];
        }
    }
    return NULL;
}

/* Short ones may well come again. */
static void check_sentences(struct writer *writer, const struct node *scalar) {
    enum { LEAST_LENGTH = 40 };
    struct prose *prose = writer->prose;
    for (size_t from = 0; from < scalar->text.length;) {
        size_t end = sentence_end(scalar->text, from);
        struct text words = text_trim(text_slice(scalar->text, from, end));
        struct place place = node_place_at(scalar, from);
        const struct prose_sentence *other = earlier(prose, words);
        if (words.length >= LEAST_LENGTH && other) {
            DIAG_REPORT(writer->diag, RP071, &place,
                        text_format(writer->arena, "%.*s:%u", TEXT_ARG(other->place.file),
                                    other->place.line));
        } else if (words.length >= LEAST_LENGTH) {
            prose->sentences = writer_grow(writer, prose->sentences, sizeof *prose->sentences,
                                           prose->sentence_count);
            prose->sentences[prose->sentence_count++] = (struct prose_sentence){words, place};
        }
        from = end + 1;
    }
}

/* ---- abbreviations ---- */

/* The two words that end at a byte: "Improvement Plan". */
static struct text words_before(struct text text, size_t end) {
    size_t from = end;
    for (int words = 0; words < 2; words++) {
        while (from > 0 && !is_word_byte(text.bytes[from - 1])) {
            from--;
        }
        while (from > 0 && is_word_byte(text.bytes[from - 1])) {
            from--;
        }
    }
    return text_trim(text_slice(text, from, end));
}

static void note_abbreviation(struct writer *writer, const struct node *scalar, size_t from,
                              size_t end) {
    struct prose *prose = writer->prose;
    struct text text = scalar->text;
    bool is_explained =
        from > 0 && text.bytes[from - 1] == '(' && end < text.length && text.bytes[end] == ')';
    prose->abbreviations = writer_grow(writer, prose->abbreviations, sizeof *prose->abbreviations,
                                       prose->abbreviation_count);
    prose->abbreviations[prose->abbreviation_count++] = (struct prose_abbreviation){
        .letters = text_slice(text, from, end),
        .explained = is_explained ? words_before(text, from - 1) : TEXT_NONE,
        .place = node_place_at(scalar, from)};
}

/* Three capitals or more that make a word, but for those within bindings and references. */
static void find_abbreviations(struct writer *writer, const struct node *scalar) {
    enum { LEAST_LETTERS = 3 };
    struct text text = scalar->text;
    int depth = 0;
    for (size_t at = 0, end; at < text.length; at = end) {
        end = at + 1;
        depth += text.bytes[at] == '{' ? 1 : text.bytes[at] == '}' ? -1 : 0;
        if (depth > 0 || !is_word_byte(text.bytes[at])) {
            continue;
        }
        bool is_all_capitals = true;
        for (end = at; end < text.length && is_word_byte(text.bytes[end]); end++) {
            is_all_capitals = is_all_capitals && is_capital(text.bytes[end]);
        }
        if (is_all_capitals && end - at >= LEAST_LETTERS) {
            note_abbreviation(writer, scalar, at, end);
        }
    }
}

/* Whether the readers know it: the report says so, or explains it somewhere. */
static bool is_known(const struct writer *writer, struct text letters) {
    const struct report_definition *report = writer->context->report;
    const struct prose *prose = writer->prose;
    for (size_t i = 0; i < report->abbreviation_count; i++) {
        if (text_equal(report->abbreviations[i], letters)) {
            return true;
        }
    }
    for (size_t i = 0; i < prose->abbreviation_count; i++) {
        if (prose->abbreviations[i].explained.length > 0 &&
            text_equal(prose->abbreviations[i].letters, letters)) {
            return true;
        }
    }
    return false;
}

/* The first of the texts' abbreviations that bears these letters, or explains them. */
static size_t first_of(const struct prose *prose, struct text letters, bool is_explained) {
    size_t i = 0;
    while (i < prose->abbreviation_count &&
           !(text_equal(prose->abbreviations[i].letters, letters) &&
             (!is_explained || prose->abbreviations[i].explained.length > 0))) {
        i++;
    }
    return i;
}

static void suggest(struct writer *writer, struct text letters) {
    const struct report_definition *report = writer->context->report;
    const struct prose *prose = writer->prose;
    size_t count = 0, limit = prose->abbreviation_count + report->abbreviation_count;
    struct text *known = ARENA_ARRAY(writer->arena, struct text, limit);
    for (size_t i = 0; i < report->abbreviation_count; i++) {
        known[count++] = report->abbreviations[i];
    }
    for (size_t i = 0; i < prose->abbreviation_count; i++) {
        if (prose->abbreviations[i].explained.length > 0) {
            known[count++] = prose->abbreviations[i].letters;
        }
    }
    diag_did_you_mean(writer->diag, letters, known, count);
}

/* ---- the whole ---- */

void prose_read(struct writer *writer, const struct node *scalar) {
    if (!writer->figures || writer->is_silent) {
        return;
    }
    if (!writer->prose) {
        writer->prose = ARENA_NEW(writer->arena, struct prose);
    }
    check_claims(writer, scalar);
    check_sentences(writer, scalar);
    find_abbreviations(writer, scalar);
}

void prose_settle(struct writer *writer) {
    const struct prose *prose = writer->prose;
    for (size_t i = 0; prose && i < prose->abbreviation_count; i++) {
        const struct prose_abbreviation *one = &prose->abbreviations[i];
        size_t first = first_of(prose, one->letters, one->explained.length > 0);
        if (one->explained.length > 0 && first < i &&
            !text_equal_ignoring_case(one->explained, prose->abbreviations[first].explained)) {
            DIAG_REPORT(writer->diag, RP073, &one->place, one->letters, one->explained,
                        prose->abbreviations[first].explained);
        } else if (first == i && !is_known(writer, one->letters)) {
            DIAG_REPORT(writer->diag, RP072, &one->place, one->letters);
            suggest(writer, one->letters);
        }
    }
}
