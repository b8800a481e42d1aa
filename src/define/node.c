/* The helpers by which definitions are read from their tree: what is missing,
 * misspelt or of the wrong kind is reported here, once, with its place; and a
 * byte of a scalar's text is found again in the file. */
#include "define/node.h"

#include <limits.h>
#include <stdint.h>

#include "base/arena.h"

/* ---- places ---- */

static size_t line_of(const struct node_source *source, size_t offset) {
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_offsets[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct text line_text(const struct node_source *source, size_t line) {
    size_t end =
        line + 1 < source->line_count ? source->line_offsets[line + 1] : source->bytes.length;
    struct text text = text_slice(source->bytes, source->line_offsets[line], end);
    while (text.length > 0 &&
           (text.bytes[text.length - 1] == '\n' || text.bytes[text.length - 1] == '\r')) {
        text.length--;
    }
    return text;
}

struct place node_source_place(const struct node_source *source, size_t offset, size_t length) {
    size_t line = line_of(source, offset);
    struct text text = line_text(source, line);
    size_t column = offset > source->line_offsets[line] ? offset - source->line_offsets[line] : 0;
    size_t left = column < text.length ? text.length - column : 0;
    return (struct place){.file = source->file,
                          .line = (uint32_t)(line + 1),
                          .column = (uint32_t)(column + 1),
                          .length = (uint32_t)(length < left ? length : left),
                          .cell = TEXT_NONE,
                          .field = TEXT_NONE,
                          .source = text};
}

static bool is_blank_byte(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The blank lines before a block's first line that holds anything, where its node begins. */
static size_t leading_lines(struct text text) {
    size_t count = 0;
    while (count < text.length && text.bytes[count] == '\n') {
        count++;
    }
    return count < text.length ? count : 0;
}

/* In a literal block the lines of the text are the lines of the file. */
static size_t literal_offset(const struct node *scalar, size_t offset) {
    const struct node_source *source = scalar->source;
    size_t line = line_of(source, scalar->start), column = 0;
    size_t indentation = scalar->start - source->line_offsets[line];
    line -= leading_lines(scalar->text);
    for (size_t i = 0; i < offset; i++) {
        bool ends = scalar->text.bytes[i] == '\n';
        line += ends;
        column = ends ? 0 : column + 1;
    }
    if (line >= source->line_count) {
        return source->bytes.length;
    }
    size_t longest = line_text(source, line).length;
    size_t within = indentation + column < longest ? indentation + column : longest;
    return source->line_offsets[line] + within;
}

static size_t code_point_length(struct text digits) {
    uint32_t value = 0;
    for (size_t i = 0; i < digits.length; i++) {
        char c = digits.bytes[i];
        uint32_t digit = (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        value = value << 4 | (digit & 15);
    }
    if (value < 0x80) {
        return !is_blank_byte((char)value);
    }
    return value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

/* The escape at the head of `raw`: how long it is, and how many visible bytes it stands for. */
static size_t escape_length(struct text raw, size_t *visible) {
    char kind = raw.length > 1 ? raw.bytes[1] : '\0';
    size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits > 0) {
        *visible = code_point_length(text_slice(raw, 2, 2 + digits));
        return 2 + digits;
    }
    bool is_blank = is_blank_byte(kind) || kind == 'n' || kind == 't' || kind == 'r';
    bool is_wide = kind == 'N' || kind == '_';
    *visible = is_blank ? 0 : is_wide ? 2 : kind == 'L' || kind == 'P' ? 3 : 1;
    return 2;
}

/* How many bytes of the file the next piece of a scalar takes, and the visible ones it gives. */
static size_t piece_length(enum node_style style, struct text raw, size_t *visible) {
    if (style == NODE_DOUBLE_QUOTED && raw.bytes[0] == '\\') {
        return escape_length(raw, visible);
    }
    *visible = !is_blank_byte(raw.bytes[0]);
    bool is_pair = style == NODE_SINGLE_QUOTED && text_starts_with(raw, TEXT("''"));
    return is_pair ? 2 : 1;
}

/* Outside literal blocks, line breaks and indentation are folded; but the visible bytes of the text
 * stand in the file in the same order, so they can be counted off. */
static size_t folded_offset(const struct node *scalar, size_t offset) {
    struct text raw = text_slice(scalar->source->bytes, scalar->start, SIZE_MAX);
    size_t at = scalar->style == NODE_SINGLE_QUOTED || scalar->style == NODE_DOUBLE_QUOTED;
    size_t wanted = 0, end = at;
    for (size_t i = 0; i < offset; i++) {
        wanted += !is_blank_byte(scalar->text.bytes[i]);
    }
    bool is_visible = offset < scalar->text.length && !is_blank_byte(scalar->text.bytes[offset]);
    for (size_t seen = 0; at < raw.length && (seen < wanted || is_visible);) {
        size_t visible;
        size_t length = piece_length(scalar->style, text_slice(raw, at, SIZE_MAX), &visible);
        if (visible > 0 && seen + visible > wanted) {
            end = at;
            break;
        }
        seen += visible;
        at += length;
        end = at;
    }
    return scalar->start + (end < raw.length ? end : raw.length);
}

struct place node_place_at(const struct node *scalar, size_t offset) {
    size_t inside = offset < scalar->text.length ? offset : scalar->text.length;
    size_t at = scalar->style == NODE_LITERAL ? literal_offset(scalar, inside)
                                              : folded_offset(scalar, inside);
    struct place place = node_source_place(scalar->source, at, 0);
    place.field = scalar->key;
    return place;
}

/* ---- keys and kinds ---- */

static const char *const kind_words[] = {"text", "list", "mapping"};

const struct node *node_get(const struct node *mapping, const char *key) {
    if (mapping->kind != NODE_MAPPING) {
        return NULL;
    }
    for (size_t i = 0; i < mapping->child_count; i++) {
        if (text_equal_c(mapping->children[i]->key, key)) {
            return mapping->children[i];
        }
    }
    return NULL;
}

struct text node_text(const struct node *mapping, const char *key, struct text otherwise) {
    const struct node *value = node_get(mapping, key);
    return value != NULL && value->kind == NODE_SCALAR ? value->text : otherwise;
}

bool node_expect_kind(struct diag *diag, const struct node *node, enum node_kind kind) {
    if (node->kind == kind) {
        return true;
    }
    DIAG_REPORT(diag, DF001, &node->place, text_of(kind_words[kind]),
                text_of(kind_words[node->kind]));
    return false;
}

static bool is_among(struct text word, const char *const *words) {
    for (; *words != NULL; words++) {
        if (text_equal_c(word, *words)) {
            return true;
        }
    }
    return false;
}

enum { WORDS_LIMIT = 64 }; /* more words than any definition has keys */

static size_t words_as_texts(const char *const *words, struct text texts[WORDS_LIMIT]) {
    size_t count = 0;
    while (words[count] != NULL && count < WORDS_LIMIT) {
        texts[count] = text_of(words[count]);
        count++;
    }
    return count;
}

bool node_expect_keys(struct diag *diag, const struct node *mapping, const char *const *keys) {
    if (!node_expect_kind(diag, mapping, NODE_MAPPING)) {
        return false;
    }
    struct text candidates[WORDS_LIMIT];
    size_t candidate_count = words_as_texts(keys, candidates);
    bool all_known = true;
    for (size_t i = 0; i < mapping->child_count; i++) {
        const struct node *value = mapping->children[i];
        if (!is_among(value->key, keys)) {
            DIAG_REPORT(diag, DF002, &value->key_place, value->key);
            diag_did_you_mean(diag, value->key, candidates, candidate_count);
            all_known = false;
        }
    }
    return all_known;
}

const struct node *node_optional(struct diag *diag, const struct node *mapping, const char *key,
                                 enum node_kind kind) {
    const struct node *value = node_get(mapping, key);
    return value != NULL && node_expect_kind(diag, value, kind) ? value : NULL;
}

const struct node *node_need(struct diag *diag, const struct node *mapping, const char *key,
                             enum node_kind kind) {
    const struct node *value = node_get(mapping, key);
    bool is_missing = value == NULL || (kind == NODE_SCALAR && value->kind == NODE_SCALAR &&
                                        text_is_empty(value->text));
    if (is_missing) {
        DIAG_REPORT(diag, DF003, value == NULL ? &mapping->place : &value->key_place, text_of(key));
        return NULL;
    }
    return node_expect_kind(diag, value, kind) ? value : NULL;
}

/* ---- scalars ---- */

/* "count, percent or rate", cut at what the buffer holds. */
static struct text join_words(char *buffer, size_t size, const char *const *words) {
    size_t used = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        const char *joint = i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ";
        const char *parts[2] = {joint, words[i]};
        for (size_t part = 0; part < 2; part++) {
            for (const char *c = parts[part]; *c != '\0' && used < size; c++) {
                buffer[used++] = *c;
            }
        }
    }
    return (struct text){buffer, used};
}

int node_choice(struct diag *diag, const struct node *scalar, const char *const *words) {
    if (!node_expect_kind(diag, scalar, NODE_SCALAR)) {
        return -1;
    }
    for (int i = 0; words[i] != NULL; i++) {
        if (text_equal_c(scalar->text, words[i])) {
            return i;
        }
    }
    char list[512];
    struct text candidates[WORDS_LIMIT];
    size_t candidate_count = words_as_texts(words, candidates);
    DIAG_REPORT(diag, DF004, &scalar->place, scalar->text, join_words(list, sizeof list, words));
    diag_did_you_mean(diag, scalar->text, candidates, candidate_count);
    return -1;
}

bool node_bool(struct diag *diag, const struct node *scalar, bool *value) {
    if (!node_expect_kind(diag, scalar, NODE_SCALAR)) {
        return false;
    }
    *value = text_equal_c(scalar->text, "yes") || text_equal_c(scalar->text, "true");
    if (*value || text_equal_c(scalar->text, "no") || text_equal_c(scalar->text, "false")) {
        return true;
    }
    DIAG_REPORT(diag, DF009, &scalar->place, scalar->text, TEXT("yes, no, true or false"));
    return false;
}

bool node_int(struct diag *diag, const struct node *scalar, long *value) {
    if (!node_expect_kind(diag, scalar, NODE_SCALAR)) {
        return false;
    }
    int64_t number;
    if (text_to_int(scalar->text, &number) && number >= LONG_MIN && number <= LONG_MAX) {
        *value = (long)number;
        return true;
    }
    DIAG_REPORT(diag, DF009, &scalar->place, scalar->text, TEXT("a whole number"));
    return false;
}

const struct text *node_texts(struct arena *arena, struct diag *diag, const struct node *node,
                              size_t *count) {
    *count = 0;
    if (node == NULL) {
        return NULL;
    }
    const struct node *const *items = node->kind == NODE_SEQUENCE ? node->children : &node;
    size_t item_count = node->kind == NODE_SEQUENCE ? node->child_count : 1;
    struct text *texts = ARENA_ARRAY(arena, struct text, item_count);
    for (size_t i = 0; i < item_count; i++) {
        if (node_expect_kind(diag, items[i], NODE_SCALAR)) {
            texts[(*count)++] = items[i]->text;
        }
    }
    return texts;
}
