/* Encodings: what the extracts of real systems come in. */
#include "ingest/encoding.h"

#include <string.h>

#include "support/testing.h"

static void becomes(struct text bytes, enum encoding encoding, const char *expected) {
    struct text utf8;
    SAME_INT(encoding_to_utf8(testing_arena(), bytes, &utf8), encoding);
    SAME_TEXT(utf8, expected);
}

static void plain_utf8_is_not_copied(void) {
    struct text bytes = TEXT("id,name\n1,Zoë\n");
    struct text utf8;
    SAME_INT(encoding_to_utf8(testing_arena(), bytes, &utf8), ENCODING_UTF8);
    HOLDS(utf8.bytes == bytes.bytes && utf8.length == bytes.length);
}

static void byte_order_marks_fall_away(void) {
    becomes(TEXT("\xEF\xBB\xBFid\n"), ENCODING_UTF8, "id\n");
    becomes(TEXT("\xFF\xFEi\0d\0\n\0"), ENCODING_UTF16_LE, "id\n");
    becomes(TEXT("\xFE\xFF\0i\0d\0\n"), ENCODING_UTF16_BE, "id\n");
}

static void utf16_is_recognised_by_its_zeros(void) {
    becomes(TEXT("i\0d\0,\0n\0\n\0"), ENCODING_UTF16_LE, "id,n\n");
    becomes(TEXT("\0i\0d\0,\0n\0\n"), ENCODING_UTF16_BE, "id,n\n");
}

static void utf16_pairs_make_one_character_and_halves_are_replaced(void) {
    becomes(TEXT("\xFF\xFE\x3D\xD8\x00\xDE"), ENCODING_UTF16_LE, "\xF0\x9F\x98\x80");
    becomes(TEXT("\xFF\xFE\x3D\xD8z\0"), ENCODING_UTF16_LE, "\xEF\xBF\xBDz");
    becomes(TEXT("\xFF\xFEz\0\x00\xDE"), ENCODING_UTF16_LE, "z\xEF\xBF\xBD");
    becomes(TEXT("\xFF\xFEz\0q"), ENCODING_UTF16_LE, "z\xEF\xBF\xBD");
}

static void what_is_not_utf8_is_windows_1252(void) {
    becomes(TEXT("O\x92"
                 "Brien, Zo\xEB \x80"
                 "5\n"),
            ENCODING_WINDOWS_1252,
            "O\xE2\x80\x99"
            "Brien, Zo\xC3\xAB \xE2\x82\xAC"
            "5\n");
    becomes(TEXT("a\x81"
                 "b"),
            ENCODING_WINDOWS_1252,
            "a\xEF\xBF\xBD"
            "b");
}

static void a_bad_byte_among_more_sequences_of_utf8_leaves_it_utf8(void) {
    becomes(TEXT("Zo\xC3\xAB, Ren\xC3\xA9, Al\xFF"
                 "der\n"),
            ENCODING_UTF8,
            "Zo\xC3\xAB, Ren\xC3\xA9, Al\xEF\xBF\xBD"
            "der\n");
    becomes(TEXT("\xE2\x80\x99 \xF0\x9F\x98\x80 cut: \xC3\n"), ENCODING_UTF8,
            "\xE2\x80\x99 \xF0\x9F\x98\x80 cut: \xEF\xBF\xBD\n");
}

static void as_many_bad_bytes_as_sequences_make_windows_1252(void) {
    becomes(TEXT("\xC3\xAB \xEB\n"), ENCODING_WINDOWS_1252, "\xC3\x83\xC2\xAB \xC3\xAB\n");
}

static void bad_bytes_after_a_utf8_mark_are_replaced_one_by_one(void) {
    becomes(TEXT("\xEF\xBB\xBFZo\xEB!"), ENCODING_UTF8, "Zo\xEF\xBF\xBD!");
}

static void a_nul_is_kept(void) {
    struct text utf8;
    SAME_INT(encoding_to_utf8(testing_arena(), TEXT("id,name\n1,a\0b\n"), &utf8), ENCODING_UTF8);
    SAME_INT((long long)utf8.length, 14);
    HOLDS(memchr(utf8.bytes, '\0', utf8.length) != NULL);
}

static void workbooks_documents_and_noise_are_binary(void) {
    becomes(TEXT("PK\x03\x04\x14\0\x06\0"), ENCODING_BINARY, "");
    becomes(TEXT("%PDF-1.7\n"), ENCODING_BINARY, "");
    char noise[256];
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (char)(i * 37 % 251);
    }
    becomes((struct text){noise, sizeof noise}, ENCODING_BINARY, "");
}

static void nothing_is_empty_utf8(void) {
    becomes(TEXT_NONE, ENCODING_UTF8, "");
    becomes(TEXT("\xEF\xBB\xBF"), ENCODING_UTF8, "");
}

SUITE(ingest_encoding, CLAIM(plain_utf8_is_not_copied), CLAIM(byte_order_marks_fall_away),
      CLAIM(utf16_is_recognised_by_its_zeros),
      CLAIM(utf16_pairs_make_one_character_and_halves_are_replaced),
      CLAIM(what_is_not_utf8_is_windows_1252),
      CLAIM(a_bad_byte_among_more_sequences_of_utf8_leaves_it_utf8),
      CLAIM(as_many_bad_bytes_as_sequences_make_windows_1252),
      CLAIM(bad_bytes_after_a_utf8_mark_are_replaced_one_by_one), CLAIM(a_nul_is_kept),
      CLAIM(workbooks_documents_and_noise_are_binary), CLAIM(nothing_is_empty_utf8))
