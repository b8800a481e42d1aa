/* Hashes. hash_text multiplies 64 by 64 bits and folds the halves, eight bytes
 * a step, least byte first on every machine; SHA-256 is libmd's. */
#include "base/hash.h"

#include <endian.h>
#include <sha2.h>
#include <string.h>

#include "base/arena.h"

/* Odd constants with as many ones as zeros: the fractions of square roots of primes. */
static const uint64_t first_key = UINT64_C(0x6A09E667F3BCC909);
static const uint64_t second_key = UINT64_C(0xBB67AE8584CAA73B);
static const uint64_t third_key = UINT64_C(0x3C6EF372FE94F82B);

static uint64_t fold(uint64_t a, uint64_t b) {
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t eight_bytes(const char *bytes, size_t count) {
    uint64_t word = 0;
    memcpy(&word, bytes, count);
    return le64toh(word);
}

uint64_t hash_text(struct text text) {
    uint64_t hash = fold((uint64_t)text.length ^ first_key, second_key);
    size_t at = 0;
    for (; text.length - at > 8; at += 8) {
        hash = fold(hash ^ eight_bytes(text.bytes + at, 8), second_key) + third_key;
    }
    if (at < text.length) {
        hash ^= eight_bytes(text.bytes + at, text.length - at);
    }
    return fold(fold(hash ^ third_key, second_key), first_key);
}

struct text hash_sha256(struct arena *arena, struct text bytes) {
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)bytes.bytes, bytes.length);
    char *hex = arena_alloc(arena, SHA256_DIGEST_STRING_LENGTH);
    SHA256End(&context, hex);
    return (struct text){hex, SHA256_DIGEST_LENGTH * 2};
}
