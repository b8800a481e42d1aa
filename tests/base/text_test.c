#include "support/testing.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

static void slices_are_clipped_to_the_text(void) {
    struct text text = TEXT("conference");
    SAME_TEXT(text_slice(text, 3, 6), "fer");
    SAME_TEXT(text_slice(text, 7, 99), "nce");
    SAME_TEXT(text_slice(text, 50, 99), "");
    SAME_TEXT(text_slice(text, 6, 3), "");
}

static void a_nul_is_a_byte_like_any_other(void) {
    struct text with = {"a\0b", 3};
    HOLDS(!text_equal_c(with, "a"));
    HOLDS(text_compare(with, TEXT("a")) > 0);
    HOLDS(text_equal(text_copy(testing_arena(), with), with));
    SAME_INT((long long)text_find(with, 'b'), 2);
}

static void order_is_by_bytes_then_by_length(void) {
    HOLDS(text_compare(TEXT("ab"), TEXT("abc")) < 0);
    HOLDS(!text_equal(TEXT("ab"), TEXT("abc")) && !text_equal(TEXT_NONE, TEXT("a")));
    HOLDS(text_compare(TEXT("b"), TEXT("abc")) > 0);
    HOLDS(text_compare(TEXT("\xC3\xA9"), TEXT("z")) > 0);
    HOLDS(text_compare(TEXT_NONE, TEXT_NONE) == 0);
    HOLDS(text_compare((struct text){NULL, 0}, TEXT("a")) < 0);
}

static void parts_of_text_are_found(void) {
    struct text text = TEXT("plan.yaml");
    HOLDS(text_starts_with(text, TEXT("plan")) && !text_starts_with(text, TEXT("lan")));
    HOLDS(text_ends_with(text, TEXT(".yaml")) && !text_ends_with(TEXT("l"), TEXT("yaml")));
    HOLDS(text_contains(text, TEXT("n.y")) && !text_contains(text, TEXT("ny")));
    HOLDS(text_contains(text, TEXT_NONE) && !text_contains(TEXT_NONE, TEXT("a")));
    SAME_INT((long long)text_find(text, '!'), 9);
    SAME_INT(text_find_text(text, TEXT("aml")), 6);
    HOLDS(text_find_text(text, TEXT("yam!")) == SIZE_MAX && text_find_text(text, TEXT_NONE) == 0);
    HOLDS(text_equal_ignoring_case(TEXT("YES"), TEXT("yes")));
    HOLDS(!text_equal_ignoring_case(TEXT("\xC3\x89"), TEXT("\xC3\xA9")));
    SAME_TEXT(text_lower(testing_arena(), TEXT("Plan \xC3\x89")), "plan \xC3\x89");
}

static void text_that_is_no_utf8_is_repaired_and_other_is_not_copied(void) {
    struct text sound = TEXT("caf\xC3\xA9.csv");
    HOLDS(text_repaired(testing_arena(), sound).bytes == sound.bytes);
    SAME_TEXT(text_repaired(testing_arena(), TEXT("caf\xE9.csv\xC3")),
              "caf\xEF\xBF\xBD.csv\xEF\xBF\xBD");
}

static void trimming_takes_ascii_white_space_and_no_break_spaces(void) {
    SAME_TEXT(text_trim(TEXT(" \t\r\n\xC2\xA0"
                             "a b\xC2\xA0 \n")),
              "a b");
    SAME_TEXT(text_trim(TEXT(" \xC2\xA0\t")), "");
    SAME_TEXT(text_trim(TEXT_NONE), "");
    SAME_TEXT(text_trim(TEXT("\xA0")), "\xA0");            /* half of one is no space */
    SAME_TEXT(text_trim(TEXT("\xC3\xA0")), "\xC3\xA0");    /* a grave */
    HOLDS(text_trim((struct text){"\0 ", 2}).length == 1); /* nor is a NUL */
}

static void parts_come_in_order_and_empty_ones_too(void) {
    struct text rest = TEXT("a,,b"), part;
    HOLDS(text_next_part(&rest, ',', &part));
    SAME_TEXT(part, "a");
    HOLDS(text_next_part(&rest, ',', &part));
    SAME_TEXT(part, "");
    HOLDS(text_next_part(&rest, ',', &part));
    SAME_TEXT(part, "b");
    HOLDS(!text_next_part(&rest, ',', &part));
}

static void formatting_is_not_cut_short(void) {
    struct text text = text_format(testing_arena(), "%s-%0500d", "x", 7);
    SAME_INT((long long)text.length, 502);
    HOLDS(text.bytes[0] == 'x' && text.bytes[501] == '7' && text.bytes[502] == '\0');
}

static void whole_numbers_reach_both_ends_and_no_further(void) {
    int64_t value = 0;
    HOLDS(text_to_int(TEXT("9223372036854775807"), &value) && value == INT64_MAX);
    HOLDS(text_to_int(TEXT("-9223372036854775808"), &value) && value == INT64_MIN);
    HOLDS(text_to_int(TEXT("+0012"), &value) && value == 12);
    static const char *const wrong[] = {"9223372036854775808",
                                        "-9223372036854775809",
                                        "",
                                        "-",
                                        "+",
                                        "1 ",
                                        "1.0",
                                        "--1",
                                        "0x1",
                                        "\xC2\xA0",
                                        "1e3"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        HOLDS(!text_to_int(text_of(wrong[i]), &value));
    }
}

static void numbers_are_the_nearest_doubles(void) {
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"0", 0},
                 {"-0.5", -0.5},
                 {"41729.40", 41729.40},
                 {"0.1", 0.1},
                 {"123456789012.345", 123456789012.345},
                 {"0.1234567890123456789", 0.1234567890123456789},
                 {"9007199254740993", 9007199254740993.0},
                 {"179769313486231570000", 179769313486231570000.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = 99;
        HOLDS(text_to_number(text_of(cases[i].text), &value));
        HOLDS(value == cases[i].value);
    }
    static const char *const wrong[] = {"",    "-",   ".",   ".5", "5.", "1.2.3", "1,5",
                                        "1e5", "nan", "inf", " 1", "1 ", "0x10"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        double value;
        HOLDS(!text_to_number(text_of(wrong[i]), &value));
    }
}

static size_t distance(const char *a, const char *b) {
    size_t there = text_distance(text_of(a), text_of(b));
    SAME_INT((long long)text_distance(text_of(b), text_of(a)), (long long)there);
    return there;
}

static void distance_counts_insertions_deletions_replacements_and_swaps(void) {
    SAME_INT((long long)distance("", ""), 0);
    SAME_INT((long long)distance("", "abc"), 3);
    SAME_INT((long long)distance("kitten", "sitting"), 3);
    SAME_INT((long long)distance("plan", "paln"), 1);
    SAME_INT((long long)distance("ca", "abc"), 2); /* a swap with an insertion between */
    SAME_INT((long long)distance("cppl_start_date", "cppl_cp_plan_start_date"), 8);
}

static void long_texts_are_far_from_everything(void) {
    char bytes[65];
    memset(bytes, 'a', sizeof bytes);
    struct text most = {bytes, 64}, over = {bytes, 65};
    SAME_INT((long long)text_distance(most, most), 0);
    SAME_INT((long long)text_distance(over, over), 64);
}

/* Code points that a plain reading of RFC 3629's table accepts. */
static bool plainly_valid(uint32_t point) {
    return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

/* The bytes of a code point, by the bit patterns alone; surrogates and more are written so too. */
static struct text plain_utf8(uint32_t point, char bytes[4]) {
    struct buffer out = buffer_new(testing_arena());
    buffer_add_code_point(&out, point);
    memcpy(bytes, out.bytes, out.length);
    return (struct text){bytes, out.length};
}

static void every_code_point_comes_back_from_utf8(void) {
    struct arena_mark mark = arena_mark(testing_arena());
    bool all_same = true;
    for (uint32_t point = 1; point <= 0x110400; point += point < 0x3000 ? 1 : 97) {
        char bytes[4];
        struct text text = plain_utf8(point, bytes);
        uint32_t back = 0;
        bool is_valid = utf8_is_valid(text, NULL);
        all_same = all_same && is_valid == plainly_valid(point) && utf8_next(&text, &back) &&
                   back == (is_valid ? point : 0xFFFD) && (!is_valid || text.length == 0);
        arena_release(testing_arena(), mark);
    }
    HOLDS(all_same);
}

static void bad_utf8_is_found_at_its_first_byte(void) {
    static const struct {
        struct text text;
        size_t bad;
    } cases[] = {{TEXT("12345678\xFF"), 8},
                 {TEXT("\xC0\x80"), 0},
                 {TEXT("a\xC1\xBF"), 1},
                 {TEXT("ab\xE0\x9F\xBF"), 2},
                 {TEXT("\xED\xA0\x80"), 0},
                 {TEXT("\xF0\x8F\xBF\xBF"), 0},
                 {TEXT("\xF4\x90\x80\x80"), 0},
                 {TEXT("\xF5\x80\x80\x80"), 0},
                 {TEXT("1234567\x80"), 7},
                 {TEXT("\xC3\xA9\xE2\x82"), 2},
                 {TEXT("\xE2\x28\xA1"), 0},
                 {TEXT("\xE2\x82\x28"), 0},
                 {TEXT("0123456789abcdef\xF0\x9F"), 16}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t bad = 99;
        HOLDS(!utf8_is_valid(cases[i].text, &bad));
        SAME_INT((long long)bad, (long long)cases[i].bad);
    }
}

/* Every text of six bytes, of which each is a letter or a part of a sequence that may be broken. */
static void counted_are_the_code_points_that_can_be_read_one_by_one(void) {
    static const char pieces[] = "aZ\xC3\xA9\xE2\x80\x93\xF0\x9F\xFF";
    enum { LONG = 6, PIECES = sizeof pieces - 1, PADDING = 9 };
    char bytes[PADDING + LONG] = "some text";
    bool all_same = true;
    for (long number = 0; number < PIECES * PIECES * PIECES * PIECES * PIECES * PIECES;
         number += 7) {
        long rest = number;
        for (size_t i = 0; i < LONG; i++, rest /= PIECES) {
            bytes[PADDING + i] = pieces[rest % PIECES];
        }
        struct text text = {bytes, sizeof bytes}, left = text;
        size_t count = 0;
        for (uint32_t point; utf8_next(&left, &point); count++) {
        }
        all_same = all_same && utf8_count(text) == count;
    }
    HOLDS(all_same);
    SAME_INT(utf8_count(TEXT("Ŵŷ and £")), 8);
}

static void plain_text_is_ascii_without_nul_wherever_the_other_byte_stands(void) {
    char bytes[100];
    for (size_t length = 0; length <= sizeof bytes; length++) {
        memset(bytes, 'a', sizeof bytes);
        HOLDS(text_is_plain((struct text){bytes, length}));
        for (size_t at = 0; at < length; at++) {
            static const char others[] = {'\0', '\x7F', '\x80', '\xFF', '\1'};
            for (size_t other = 0; other < sizeof others; other++) {
                bytes[at] = others[other];
                bool is_plain = others[other] == '\x7F' || others[other] == '\1';
                if (text_is_plain((struct text){bytes, length}) != is_plain) {
                    HOLDS(!"plain as each byte is");
                }
                bytes[at] = 'a';
            }
        }
    }
}

static void printed_is_what_ascii_prints_and_line_feeds_wherever_they_stand(void) {
    char bytes[40];
    for (size_t length = 1; length <= sizeof bytes; length++) {
        for (size_t at = 0; at < length; at++) {
            for (int byte = 0; byte < 256; byte++) {
                memset(bytes, 'a', sizeof bytes);
                bytes[at] = (char)byte;
                bool is_printed = byte == '\n' || (byte >= ' ' && byte <= '~');
                if (text_is_printed((struct text){bytes, length}) != is_printed) {
                    HOLDS(!"printed as each byte is");
                }
            }
        }
    }
    HOLDS(text_is_printed(TEXT_NONE) && text_is_printed(TEXT("a b~\n\n")));
}

SUITE(base_text, CLAIM(slices_are_clipped_to_the_text), CLAIM(a_nul_is_a_byte_like_any_other),
      CLAIM(order_is_by_bytes_then_by_length), CLAIM(parts_of_text_are_found),
      CLAIM(text_that_is_no_utf8_is_repaired_and_other_is_not_copied),
      CLAIM(trimming_takes_ascii_white_space_and_no_break_spaces),
      CLAIM(parts_come_in_order_and_empty_ones_too), CLAIM(formatting_is_not_cut_short),
      CLAIM(whole_numbers_reach_both_ends_and_no_further), CLAIM(numbers_are_the_nearest_doubles),
      CLAIM(distance_counts_insertions_deletions_replacements_and_swaps),
      CLAIM(long_texts_are_far_from_everything), CLAIM(every_code_point_comes_back_from_utf8),
      CLAIM(bad_utf8_is_found_at_its_first_byte),
      CLAIM(counted_are_the_code_points_that_can_be_read_one_by_one),
      CLAIM(plain_text_is_ascii_without_nul_wherever_the_other_byte_stands),
      CLAIM(printed_is_what_ascii_prints_and_line_feeds_wherever_they_stand))
