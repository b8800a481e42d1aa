#include "support/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static void sha256_agrees_with_fips_180(void) {
    SAME_TEXT(hash_sha256(testing_arena(), TEXT_NONE),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    SAME_TEXT(hash_sha256(testing_arena(), TEXT("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    SAME_TEXT(hash_sha256(testing_arena(),
                          TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* The values are part of the contract: the same on every machine and run. */
static void the_fast_hash_never_changes(void) {
    HOLDS(hash_text(TEXT_NONE) == UINT64_C(0x4CF24C5F750E3F81));
    HOLDS(hash_text(TEXT("a")) == UINT64_C(0xCCEA1CC66EB316FD));
    HOLDS(hash_text(TEXT("CINP")) == UINT64_C(0x6B5BAEFD2A744E6C));
    HOLDS(hash_text(TEXT("2013-04-01")) == UINT64_C(0xB100AC33A8BD4420));
    HOLDS(hash_text(TEXT("ssd_s47_enquiry_id")) == UINT64_C(0x424E94BB9639F14A));
}

static int compare_hashes(const void *a, const void *b) {
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static void a_hundred_thousand_ids_have_different_hashes_in_every_half(void) {
    enum { COUNT = 100000 };
    uint64_t *hashes = ARENA_ARRAY(testing_arena(), uint64_t, COUNT);
    size_t low_buckets[256] = {0}, high_buckets[256] = {0};
    for (int i = 0; i < COUNT; i++) {
        hashes[i] = hash_text(text_format(testing_arena(), "P%07d", i));
        low_buckets[hashes[i] & 255]++;
        high_buckets[hashes[i] >> 56]++;
    }
    qsort(hashes, COUNT, sizeof *hashes, compare_hashes);
    bool all_differ = true, all_even = true;
    for (int i = 1; i < COUNT; i++) {
        all_differ = all_differ && hashes[i] != hashes[i - 1];
    }
    for (int i = 0; i < 256; i++) { /* about 391 each; 5 standard deviations are 99 */
        all_even = all_even && low_buckets[i] > 291 && low_buckets[i] < 491 &&
                   high_buckets[i] > 291 && high_buckets[i] < 491;
    }
    HOLDS(all_differ);
    HOLDS(all_even);
}

static void length_and_every_byte_tell(void) {
    char zeros[64] = {0};
    for (size_t i = 0; i < 64; i++) {
        uint64_t shorter = hash_text((struct text){zeros, i});
        HOLDS(shorter != hash_text((struct text){zeros, i + 1}));
        zeros[i] = 1;
        HOLDS(shorter == hash_text((struct text){zeros, i}));
        HOLDS(hash_text((struct text){zeros, 64}) != hash_text((struct text){zeros, 63}));
        zeros[i] = 0;
    }
}

static void parts_hash_as_the_whole(void) {
    struct text whole = TEXT("Section 47 enquiries leading to an initial conference");
    for (size_t cut = 0; cut <= whole.length; cut++) {
        struct hashing *hashing = hashing_new(testing_arena());
        hashing_add(hashing, text_slice(whole, 0, cut));
        hashing_add(hashing, text_slice(whole, cut, whole.length));
        HOLDS(
            text_equal(hashing_end(testing_arena(), hashing), hash_sha256(testing_arena(), whole)));
    }
}

SUITE(base_hash, CLAIM(parts_hash_as_the_whole), CLAIM(sha256_agrees_with_fips_180),
      CLAIM(the_fast_hash_never_changes),
      CLAIM(a_hundred_thousand_ids_have_different_hashes_in_every_half),
      CLAIM(length_and_every_byte_tell))
