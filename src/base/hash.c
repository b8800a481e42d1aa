/* Hashes. hash_text multiplies 64 by 64 bits and folds the halves, least byte
 * first on every machine: short texts at once, longer ones eight bytes a step. SHA-256 is Nettle's,
 * which uses the processor's own instructions where it has them. */
#include "base/hash.h"

#include <endian.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
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

static uint64_t four_bytes(const char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return le32toh(word);
}

/* Sixteen bytes at most: two words that, with the length, say them all. They overlap where the text
 * has fewer. */
static uint64_t hash_short(struct text text) {
    const char *bytes = text.bytes;
    size_t length = text.length;
    uint64_t first = 0, last = 0;
    if (length >= 8) {
        first = eight_bytes(bytes, 8);
        last = eight_bytes(bytes + length - 8, 8);
    } else if (length >= 4) {
        first = four_bytes(bytes);
        last = four_bytes(bytes + length - 4);
    } else if (length > 0) {
        first = (uint64_t)(unsigned char)bytes[0] << 16 |
                (uint64_t)(unsigned char)bytes[length / 2] << 8 | (unsigned char)bytes[length - 1];
    }
    return fold(fold(first ^ first_key, last ^ second_key) ^ length ^ third_key, second_key);
}

uint64_t hash_text(struct text text) {
    if (text.length <= 16) {
        return hash_short(text);
    }
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

struct hashing {
    struct sha256_ctx context;
};

struct hashing *hashing_new(struct arena *arena) {
    struct hashing *hashing = ARENA_NEW(arena, struct hashing);
    sha256_init(&hashing->context);
    return hashing;
}

void hashing_add(struct hashing *hashing, struct text bytes) {
    sha256_update(&hashing->context, bytes.length, (const uint8_t *)bytes.bytes);
}

struct text hashing_end(struct arena *arena, struct hashing *hashing) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&hashing->context, sizeof digest, digest);
    size_t length = BASE16_ENCODE_LENGTH(sizeof digest);
    char *hex = arena_alloc(arena, length + 1);
    base16_encode_update(hex, sizeof digest, digest);
    hex[length] = '\0';
    return (struct text){hex, length};
}

struct text hash_sha256(struct arena *arena, struct text bytes) {
    struct hashing hashing;
    sha256_init(&hashing.context);
    hashing_add(&hashing, bytes);
    return hashing_end(arena, &hashing);
}
