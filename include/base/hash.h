/* Hashes: a fast one for tables in memory, SHA-256 for provenance. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/text.h"

struct arena;

/* 64 bits, the same on every machine and run; not for untrusted equality. */
uint64_t hash_text(struct text text);
/* The same of two words, at once. */
static inline uint64_t hash_words(uint64_t first, uint64_t last) {
    /* Odd constants with as many ones as zeros: the fractions of square roots of primes. */
    const uint64_t a = first ^ UINT64_C(0x6A09E667F3BCC909),
                   b = last ^ UINT64_C(0xBB67AE8584CAA73B);
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}
/* 64 lower-case hex digits. */
struct text hash_sha256(struct arena *arena, struct text bytes);
/* The same of bytes that come in parts. */
struct hashing;
struct hashing *hashing_new(struct arena *arena);
void hashing_add(struct hashing *hashing, struct text bytes);
struct text hashing_end(struct arena *arena, struct hashing *hashing);

#endif
