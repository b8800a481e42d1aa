/* What may end a field, found in blocks of 64 bytes: a bit for each delimiter,
 * quote, CR and LF. Inline, for two scanners' innermost loops. */
#ifndef SRC_INGEST_STOPS_H
#define SRC_INGEST_STOPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/text.h"

enum { STOPS_BLOCK = 64 };

/* How far a text has been searched. */
struct stops {
    char delimiter;
    bool is_searched; /* `bits` is of the block from `block` on */
    size_t block;
    uint64_t bits; /* of the stops that were not taken yet */
};

static inline bool stops_is_newline(char byte) {
    return byte == '\n' || byte == '\r';
}

#ifdef __SSE2__
static inline uint64_t stops_of_sixteen(const char *bytes, char delimiter) {
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i line = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')),
                                _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
    __m128i field = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(delimiter)),
                                 _mm_cmpeq_epi8(block, _mm_set1_epi8('"')));
    return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(line, field));
}
#else
static inline uint64_t stops_of_sixteen(const char *bytes, char delimiter) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < 16; i++) {
        bool is_stop = stops_is_newline(bytes[i]) || bytes[i] == delimiter || bytes[i] == '"';
        bits |= (uint64_t)is_stop << i;
    }
    return bits;
}
#endif

static inline uint64_t stops_of(const char *bytes, char delimiter) {
    return stops_of_sixteen(bytes, delimiter) | stops_of_sixteen(bytes + 16, delimiter) << 16 |
           stops_of_sixteen(bytes + 32, delimiter) << 32 |
           stops_of_sixteen(bytes + 48, delimiter) << 48;
}

/* Searches the block from `at` on, of which the text may have less. */
static inline void stops_search(struct stops *stops, struct text bytes, size_t at) {
    stops->block = at;
    stops->is_searched = true;
    if (bytes.length - at >= STOPS_BLOCK) {
        stops->bits = stops_of(bytes.bytes + at, stops->delimiter);
        return;
    }
    char rest[STOPS_BLOCK] = {0}; /* no NUL is a stop: none separates */
    memcpy(rest, bytes.bytes + at, bytes.length - at);
    stops->bits = stops_of(rest, stops->delimiter);
}

/* Goes on from a position past all stops that were taken. */
static inline void stops_go_on(struct stops *stops, struct text bytes, size_t from) {
    bool is_inside =
        stops->is_searched && from >= stops->block && from - stops->block < STOPS_BLOCK;
    if (is_inside) {
        stops->bits &= ~UINT64_C(0) << (from - stops->block);
    } else {
        stops_search(stops, bytes, from);
    }
}

/* Takes the next stop: its position, or the end of the text. */
__attribute__((always_inline)) static inline size_t stops_next(struct stops *stops,
                                                               struct text bytes) {
    while (stops->bits == 0) {
        if (bytes.length - stops->block <= STOPS_BLOCK) {
            return bytes.length;
        }
        stops_search(stops, bytes, stops->block + STOPS_BLOCK);
    }
    size_t at = stops->block + (size_t)__builtin_ctzll(stops->bits);
    stops->bits &= stops->bits - 1;
    return at;
}

#endif
