/* Dictionaries: codes by first appearance, blank as 0, nothing lost in growing. */
#include "table/dictionary.h"

#include "support/testing.h"

static void blank_is_code_zero_and_never_new(void) {
    struct dictionary *dictionary = dictionary_new(testing_arena());
    SAME_INT(dictionary_count(dictionary), 1);
    SAME_INT(dictionary_intern(dictionary, TEXT_NONE), 0);
    SAME_INT(dictionary_find(dictionary, TEXT_NONE), 0);
    SAME_INT(dictionary_count(dictionary), 1);
    SAME_TEXT(dictionary_text(dictionary, 0), "");
}

static void codes_follow_first_appearance(void) {
    struct dictionary *dictionary = dictionary_new(testing_arena());
    SAME_INT(dictionary_intern(dictionary, TEXT("N4")), 1);
    SAME_INT(dictionary_intern(dictionary, TEXT("N1")), 2);
    SAME_INT(dictionary_intern(dictionary, TEXT("N4")), 1);
    SAME_INT(dictionary_intern(dictionary, TEXT("n4")), 3);
    SAME_INT(dictionary_count(dictionary), 4);
    SAME_TEXT(dictionary_text(dictionary, 2), "N1");
}

static void what_was_never_added_is_not_found(void) {
    struct dictionary *dictionary = dictionary_new(testing_arena());
    SAME_INT(dictionary_find(dictionary, TEXT("N4")), UINT32_MAX);
    dictionary_intern(dictionary, TEXT("N4"));
    SAME_INT(dictionary_find(dictionary, TEXT("N4")), 1);
    SAME_INT(dictionary_find(dictionary, TEXT("N")), UINT32_MAX);
}

static void an_inner_nul_tells_values_apart(void) {
    struct dictionary *dictionary = dictionary_new(testing_arena());
    uint32_t with = dictionary_intern(dictionary, (struct text){"a\0b", 3});
    uint32_t other = dictionary_intern(dictionary, (struct text){"a\0c", 3});
    HOLDS(with != other);
    HOLDS(dictionary_intern(dictionary, TEXT("a")) != with);
    SAME_INT((long long)dictionary_text(dictionary, other).length, 3);
}

static void a_copy_is_kept_not_the_bytes_given(void) {
    struct dictionary *dictionary = dictionary_new(testing_arena());
    char bytes[] = "Hart";
    uint32_t code = dictionary_intern(dictionary, text_of(bytes));
    bytes[0] = 'P';
    SAME_TEXT(dictionary_text(dictionary, code), "Hart");
}

static struct text numbered(char *bytes, size_t size, int i) {
    int length = snprintf(bytes, size, "%0*d", 1 + i % 40, i);
    return (struct text){bytes, (size_t)length};
}

static void fifty_thousand_values_keep_their_codes(void) {
    enum { COUNT = 50000 };
    struct dictionary *dictionary = dictionary_new(testing_arena());
    char bytes[64];
    int wrong = 0;
    for (int i = 0; i < COUNT; i++) {
        wrong += dictionary_intern(dictionary, numbered(bytes, sizeof bytes, i)) != (uint32_t)i + 1;
    }
    for (int i = 0; i < COUNT; i++) {
        struct text value = numbered(bytes, sizeof bytes, i);
        wrong += dictionary_find(dictionary, value) != (uint32_t)i + 1;
        wrong += !text_equal(dictionary_text(dictionary, (uint32_t)i + 1), value);
    }
    SAME_INT(wrong, 0);
    SAME_INT(dictionary_count(dictionary), COUNT + 1);
}

static void a_text_longer_than_a_chunk_is_kept_whole(void) {
    struct dictionary *dictionary = dictionary_new(testing_arena());
    char *bytes = arena_alloc(testing_arena(), 100000);
    for (size_t i = 0; i < 100000; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    uint32_t code = dictionary_intern(dictionary, (struct text){bytes, 100000});
    uint32_t shorter = dictionary_intern(dictionary, (struct text){bytes, 99999});
    HOLDS(code != shorter);
    HOLDS(text_equal(dictionary_text(dictionary, code), (struct text){bytes, 100000}));
}

SUITE(table_dictionary, CLAIM(blank_is_code_zero_and_never_new),
      CLAIM(codes_follow_first_appearance), CLAIM(what_was_never_added_is_not_found),
      CLAIM(an_inner_nul_tells_values_apart), CLAIM(a_copy_is_kept_not_the_bytes_given),
      CLAIM(fifty_thousand_values_keep_their_codes),
      CLAIM(a_text_longer_than_a_chunk_is_kept_whole))
