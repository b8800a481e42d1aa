/* Short texts as machine words: up to eight bytes in one, padded with zeros, so
 * that texts are compared and copied without calls. Words are compared with
 * words of the same machine only. */
#ifndef SRC_TABLE_WORDS_H
#define SRC_TABLE_WORDS_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { WORD_BYTES = 8 };

static inline uint64_t word_at(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return le64toh(word);
}

static inline void put_word(char *bytes, uint64_t word) {
    uint64_t stored = htole64(word);
    memcpy(bytes, &stored, sizeof stored);
}

static inline uint64_t half_word_at(const char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return le32toh(word);
}

/* The first `length` bytes, fewer than eight, first byte lowest: two reads that may overlap. */
static inline uint64_t short_word(const char *bytes, size_t length) {
    if (length >= 4) {
        return half_word_at(bytes) | half_word_at(bytes + length - 4) << (length - 4) * 8;
    }
    if (length == 0) {
        return 0;
    }
    uint64_t middle = (unsigned char)bytes[length / 2], last = (unsigned char)bytes[length - 1];
    return (unsigned char)bytes[0] | middle << length / 2 * 8 | last << (length - 1) * 8;
}

/* The first `length` bytes, at most eight. */
static inline uint64_t padded_word(const char *bytes, size_t length) {
    return length >= WORD_BYTES ? word_at(bytes) : short_word(bytes, length);
}

#endif
