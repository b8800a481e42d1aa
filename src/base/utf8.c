/* UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing past
 * U+10FFFF. A truncated or wrong sequence is bad at its first byte. */
#include <string.h>

#include "base/text.h"

/* Sequences by their first byte: how long, and what the second byte may be. */
struct lead {
    unsigned char first, last, length, second_from, second_to;
};
static const struct lead leads[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static bool is_follower(unsigned char byte) {
    return byte >= 0x80 && byte <= 0xBF;
}

/* The length of the well-formed sequence that `bytes` start with, or 0. */
static size_t sequence_length(const unsigned char *bytes, size_t left) {
    if (bytes[0] < 0x80) {
        return 1;
    }
    const struct lead *lead = NULL;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        lead = bytes[0] >= leads[i].first && bytes[0] <= leads[i].last ? &leads[i] : lead;
    }
    if (lead == NULL || lead->length > left || bytes[1] < lead->second_from ||
        bytes[1] > lead->second_to) {
        return 0;
    }
    for (size_t i = 2; i < lead->length; i++) {
        if (!is_follower(bytes[i])) {
            return 0;
        }
    }
    return lead->length;
}

/* The first byte from `at` on that is not ASCII, sought four words at a time. */
static size_t skip_ascii(struct text text, size_t at) {
    uint64_t words[4];
    while (text.length - at >= sizeof words) {
        memcpy(words, text.bytes + at, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        at += sizeof words;
    }
    while (at < text.length && (unsigned char)text.bytes[at] < 0x80) {
        at++;
    }
    return at;
}

/* Four words at a time: a byte of 0 borrows from its word's highest bit. */
static bool is_plain_block(const char *bytes) {
    static const uint64_t ones = UINT64_C(0x0101010101010101), highest = ones << 7;
    uint64_t words[4], found = 0;
    memcpy(words, bytes, sizeof words);
    for (size_t i = 0; i < 4; i++) {
        found |= words[i] | (words[i] - ones);
    }
    return (found & highest) == 0;
}

bool text_is_plain(struct text text) {
    size_t at = 0;
    while (text.length - at >= 4 * sizeof(uint64_t)) {
        if (!is_plain_block(text.bytes + at)) {
            return false;
        }
        at += 4 * sizeof(uint64_t);
    }
    while (at < text.length && text.bytes[at] != '\0' && (unsigned char)text.bytes[at] < 0x80) {
        at++;
    }
    return at == text.length;
}

/* The highest bit of each byte of `word` that is no printed character and no line feed. Of bytes
 * over 0x7F one in the word is enough: what the sums carry to others then does not matter. */
static uint64_t odd_bytes(uint64_t word) {
    const uint64_t ones = UINT64_C(0x0101010101010101), high = 0x80 * ones;
    uint64_t past_last = word | (word + ones);         /* 0x7F and over */
    uint64_t controls = ~(word + (0x80 - ' ') * ones); /* under a blank */
    uint64_t line_feeds =
        ~((word ^ ('\n' * ones)) + (0x80 - 1) * ones); /* nothing but it gives 0 */
    return (past_last | (controls ^ line_feeds)) & high;
}

bool text_is_printed(struct text text) {
    uint64_t word, odd = 0;
    size_t at = 0;
    for (; text.length - at >= sizeof word && odd == 0; at += sizeof word) {
        memcpy(&word, text.bytes + at, sizeof word);
        odd = odd_bytes(word);
    }
    word = '\n' * UINT64_C(0x0101010101010101);
    if (odd == 0 && at < text.length) {
        memcpy(&word, text.bytes + at, text.length - at);
    }
    return (odd | odd_bytes(word)) == 0;
}

bool utf8_is_valid(struct text text, size_t *bad) {
    size_t at = 0;
    while ((at = skip_ascii(text, at)) < text.length) {
        size_t length = sequence_length((const unsigned char *)text.bytes + at, text.length - at);
        if (length == 0) {
            if (bad != NULL) {
                *bad = at;
            }
            return false;
        }
        at += length;
    }
    return true;
}

static uint32_t decode(const unsigned char *bytes, size_t length) {
    uint32_t code_point = length == 1 ? bytes[0] : bytes[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | (bytes[i] & 0x3Fu);
    }
    return code_point;
}

bool utf8_next(struct text *text, uint32_t *code_point) {
    if (text->length == 0) {
        return false;
    }
    const unsigned char *bytes = (const unsigned char *)text->bytes;
    size_t length = sequence_length(bytes, text->length);
    *code_point = length == 0 ? 0xFFFD : decode(bytes, length);
    *text = text_slice(*text, length == 0 ? 1 : length, text->length);
    return true;
}

size_t utf8_count(struct text text) {
    size_t count = 0, at = 0;
    while (at < text.length) {
        size_t after = skip_ascii(text, at);
        count += after - at;
        at = after;
        if (at < text.length) {
            size_t length =
                sequence_length((const unsigned char *)text.bytes + at, text.length - at);
            at += length == 0 ? 1 : length;
            count++;
        }
    }
    return count;
}
