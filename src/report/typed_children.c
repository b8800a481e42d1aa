/* A number from 1 to the authority's threshold with a word for people at most
 * two words behind it. Names ("one Child and Family assessment") have capitals,
 * and a full stop ends what a number belongs to. */
#include "report/typed_children.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/number_words.h"

enum { WORDS_BETWEEN = 2 };

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_of_word(char byte) {
    return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '/' || byte == '.' ||
           byte == ',';
}

/* The next word from `at` on, and where it ends; blanks and hyphens part words. Empty: there is
 * none before something else, such as a bracket or the end of a sentence. */
static struct text next_word(struct text text, size_t at, size_t *end) {
    while (at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\n' ||
                                text.bytes[at] == '-' || (unsigned char)text.bytes[at] >= 0x80)) {
        at++;
    }
    *end = at;
    while (*end < text.length && is_of_word(text.bytes[*end])) {
        ++*end;
    }
    return text_slice(text, at, *end);
}

static bool ends_clause(struct text word) {
    return word.length == 0 || !is_letter(word.bytes[word.length - 1]);
}

static struct text bare(struct text word) {
    size_t end = word.length;
    while (end > 0 && (word.bytes[end - 1] == '.' || word.bytes[end - 1] == ',')) {
        end--;
    }
    return text_slice(word, 0, end);
}

static bool is_people(struct text word) {
    static const char *const words[] = {
        "child",  "children", "baby",     "babies",  "infant",  "infants",    "toddler",
        "boy",    "boys",     "girl",     "girls",   "sibling", "siblings",   "teenager",
        "person", "people",   "toddlers", "orphans", "twins",   "teenagers",  "persons",
        "victim", "victims",  "death",    "deaths",  "orphan",  "youngsters", "youngster"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (text_equal_c(word, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_small(const struct writer *writer, struct text word) {
    int64_t threshold = writer->context->authority->disclosure_threshold, number = 0;
    if (text_to_int(word, &number)) {
        return number >= 1 && number <= threshold;
    }
    for (number = 1; number <= threshold; number++) {
        if (text_equal_ignoring_case(word, number_words(writer->arena, number))) {
            return true;
        }
    }
    return false;
}

/* "ten thousand children", "every hundred": part of a larger number. */
static bool is_multiplier(struct text word) {
    return text_equal_c(word, "hundred") || text_equal_c(word, "thousand") ||
           text_equal_c(word, "million");
}

/* Whether people stand behind a number that ends at `at`, and where they end. */
static bool is_of_people(struct text text, size_t at, size_t *end) {
    for (int i = 0; i <= WORDS_BETWEEN; i++) {
        struct text word = next_word(text, at, end);
        if (is_people(bare(word))) {
            return true;
        }
        if (ends_clause(word) || is_multiplier(word)) {
            return false;
        }
        at = *end;
    }
    return false;
}

static size_t step(struct text text, size_t at) {
    while (at < text.length && is_of_word(text.bytes[at])) {
        at++;
    }
    while (at < text.length && !is_of_word(text.bytes[at])) {
        at++;
    }
    return at;
}

void typed_children_find(struct writer *writer, const struct node *scalar, size_t from, size_t to) {
    struct text text = text_slice(scalar->text, from, to);
    if (writer->context->is_restricted) {
        return;
    }
    for (size_t at = 0; at < text.length; at = step(text, at)) {
        size_t number_ends, end;
        struct text number = next_word(text, at, &number_ends);
        size_t begin = number_ends - number.length;
        bool is_tail = begin > 0 && text.bytes[begin - 1] == '-'; /* of "twenty-two" */
        if (!is_tail && is_small(writer, number) && is_of_people(text, number_ends, &end)) {
            struct text words = text_slice(text, begin, end);
            struct place place = node_place_at(scalar, from + begin);
            place.length = (uint32_t)words.length;
            WRITER_REFUSE_PAPER(writer, RP052, &place, words);
        }
    }
}
