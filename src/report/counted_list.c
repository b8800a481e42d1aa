/* A paper of 2011 spoke of areas for improvement whose list was edited later: a count that is typed
 * as a word is held against the list that the sentence introduces or refers to. */
#include "report/counted_list.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/number_words.h"

enum { LEAST_COUNT = 2, MOST_COUNT = 99 };

/* A sentence of a scalar's text. */
struct sentence {
    struct writer *writer;
    const struct node *scalar;
    size_t from, to;
    const struct numbered_block *follows; /* what the sentence introduces, or NULL */
};

/* What a list of the paper counts; 0 for any other block. */
static size_t count_of(const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    switch (numbered->block->kind) {
    case BLOCK_LIST:
    case BLOCK_RECOMMENDATIONS:
        return node_get(node, block_kind_word(numbered->block->kind))->child_count;
    case BLOCK_PARTITION: {
        const struct node *bands = node_get(node_get(node, "partition"), "bands");
        return bands ? bands->child_count : 0;
    }
    default:
        return 0;
    }
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static size_t number_of(struct arena *arena, struct text word) {
    for (size_t number = LEAST_COUNT; number <= MOST_COUNT; number++) {
        if (text_equal_ignoring_case(word, number_words(arena, (int64_t)number))) {
            return number;
        }
    }
    return 0;
}

/* The end of a word with its hyphens ("twenty-one"), from its first letter on. */
static size_t word_end(struct text text, size_t from, size_t to) {
    while (from < to && (is_letter(text.bytes[from]) || text.bytes[from] == '-')) {
        from++;
    }
    return from;
}

/* Behind the bindings that begin here; `at` itself where none does. */
static size_t after_braces(struct text text, size_t at, size_t to) {
    if (text.bytes[at] == '{') {
        while (at < to && text.bytes[at] != '}') {
            at++;
        }
        return at < to ? at + 1 : to;
    }
    return at;
}

/* The next number that is typed as a word, from *at on; 0 at the sentence's end. */
static size_t next_number(const struct sentence *sentence, size_t *at, struct text *word) {
    struct text text = sentence->scalar->text;
    while (*at < sentence->to) {
        size_t behind = after_braces(text, *at, sentence->to);
        size_t end = behind > *at ? behind : word_end(text, *at, sentence->to);
        *word = text_slice(text, *at, end);
        size_t number = behind > *at ? 0 : number_of(sentence->writer->arena, *word);
        *at = end > *at ? end : *at + 1;
        if (number > 0) {
            return number;
        }
    }
    return 0;
}

static void refuse(const struct sentence *sentence, size_t at, struct text word, size_t count) {
    struct place place = node_place_at(sentence->scalar, at);
    place.length = (uint32_t)word.length;
    DIAG_REPORT(sentence->writer->diag, RP055, &place, word,
                number_words(sentence->writer->arena, (int64_t)count));
    writer_refuse(sentence->writer);
}

/* Holds the sentence's numbers against one list that it speaks of. */
static void check_count(const struct sentence *sentence, const struct numbered_block *list) {
    struct text said = text_slice(sentence->scalar->text, sentence->from, sentence->to);
    struct text bound =
        text_format(sentence->writer->arena, "{%.*s.count", TEXT_ARG(list->block->id));
    size_t count = count_of(list), at = sentence->from, first_at = 0, number;
    struct text word, first = TEXT_NONE;
    while ((number = next_number(sentence, &at, &word)) > 0) {
        if (number == count) {
            return;
        }
        if (text_is_empty(first)) {
            first = word;
            first_at = at - word.length;
        }
    }
    bool is_bound = list->block->id.length > 0 && text_contains(said, bound);
    if (!text_is_empty(first) && !is_bound) {
        refuse(sentence, first_at, first, count);
    }
}

/* Every list that the sentence refers to with [words](#id), and the one that it introduces. */
static void check_sentence(const struct sentence *sentence) {
    struct text text = sentence->scalar->text;
    for (size_t at = sentence->from; at + 3 < sentence->to; at++) {
        struct text rest = text_slice(text, at, sentence->to);
        if (text_starts_with(rest, TEXT("](#"))) {
            struct text id = text_slice(rest, 3, text_find(rest, ')'));
            const struct numbered_block *target = numbering_find(&sentence->writer->numbering, id);
            if (target && count_of(target) > 0) {
                check_count(sentence, target);
            }
        }
    }
    if (sentence->follows && sentence->to > 0 && text.bytes[sentence->to - 1] == ':') {
        check_count(sentence, sentence->follows);
    }
}

static bool ends_sentence(struct text text, size_t at) {
    bool is_end = text.bytes[at] == '.' || text.bytes[at] == '?' || text.bytes[at] == '!';
    return is_end && at + 1 < text.length &&
           (text.bytes[at + 1] == ' ' || text.bytes[at + 1] == '\n');
}

static void check_text(struct writer *writer, const struct node *scalar,
                       const struct numbered_block *follows) {
    if (!scalar || scalar->kind != NODE_SCALAR) {
        return;
    }
    size_t end = text_trim(scalar->text).length, from = 0;
    for (size_t at = 0; at < end; at++) {
        if (ends_sentence(scalar->text, at)) {
            check_sentence(&(struct sentence){writer, scalar, from, at + 1, NULL});
            from = at + 1;
        }
    }
    check_sentence(&(struct sentence){writer, scalar, from, end, follows});
}

static void check_block(struct writer *writer, const struct numbered_block *numbered,
                        const struct numbered_block *next) {
    const struct node *words =
        node_get(numbered->block->node, block_kind_word(numbered->block->kind));
    if (numbered->block->kind == BLOCK_PARAGRAPH || numbered->block->kind == BLOCK_CLAIM) {
        check_text(writer, words, next && count_of(next) > 0 ? next : NULL);
    } else if (count_of(numbered) > 0 && words->kind == NODE_SEQUENCE) {
        for (size_t i = 0; i < words->child_count; i++) {
            check_text(writer, words->children[i], NULL);
        }
    }
}

void counted_lists_check(struct writer *writer) {
    const struct numbering *numbering = &writer->numbering;
    for (size_t i = 0; writer->figures && i < numbering->count; i++) {
        bool is_last = i + 1 == numbering->count;
        check_block(writer, &numbering->items[i], is_last ? NULL : &numbering->items[i + 1]);
    }
}
