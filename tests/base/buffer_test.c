#include "support/testing.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

static void an_empty_buffer_is_an_empty_text(void) {
    struct buffer buffer = buffer_new(testing_arena());
    SAME_TEXT(buffer_text(&buffer), "");
    buffer_add(&buffer, TEXT_NONE);
    buffer_format(&buffer, "%s", "");
    SAME_TEXT(buffer_text(&buffer), "");
}

static void additions_follow_each_other(void) {
    struct buffer buffer = buffer_new(testing_arena());
    buffer_add_c(&buffer, "plans ");
    buffer_add_int(&buffer, INT64_MIN);
    buffer_add_byte(&buffer, '\0');
    buffer_format(&buffer, "%s=%d", "n", 3);
    buffer_add_code_point(&buffer, 0x20AC);
    struct text expected = TEXT("plans -9223372036854775808\0n=3\xE2\x82\xAC");
    HOLDS(text_equal(buffer_text(&buffer), expected));
    HOLDS(buffer.bytes[buffer.length] == '\0');
}

static void growth_keeps_every_byte(void) {
    struct buffer buffer = buffer_new(testing_arena());
    for (int i = 0; i < 300000; i++) {
        buffer_add_byte(&buffer, (char)('a' + i % 26));
    }
    bool all_same = buffer.length == 300000 && buffer.bytes[300000] == '\0';
    for (int i = 0; i < 300000; i++) {
        all_same = all_same && buffer.bytes[i] == 'a' + i % 26;
    }
    HOLDS(all_same);
}

static void whole_numbers_are_written_as_printf_does(void) {
    static const int64_t numbers[] = {0, 7, 10, -1, 1234567890123, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct buffer buffer = buffer_new(testing_arena());
        buffer_add_int(&buffer, numbers[i]);
        char expected[32];
        snprintf(expected, sizeof expected, "%lld", (long long)numbers[i]);
        SAME_TEXT(buffer_text(&buffer), expected);
    }
}

static void four_digits_of_sixteen_are_capitals(void) {
    struct buffer buffer = buffer_new(testing_arena());
    buffer_add_hex(&buffer, 0x00AF);
    buffer_add_hex(&buffer, 0xFFFF);
    buffer_add_hex(&buffer, 0x1230);
    SAME_TEXT(buffer_text(&buffer), "00AFFFFF1230");
}

/* The room of a buffer doubles from 128: each length round that and its double is tried. */
static void formatting_fits_whether_there_is_room_or_not(void) {
    for (int length = 120; length < 264; length++) {
        struct buffer buffer = buffer_new(testing_arena());
        buffer_format(&buffer, "%*d", length, 5);
        buffer_format(&buffer, "%s", "end");
        struct text text = buffer_text(&buffer);
        SAME_INT(text.length, length + 3);
        HOLDS(text_ends_with(text, TEXT("5end")) && text.bytes[text.length] == '\0');
    }
}

static void csv_cell_is(const char *value, const char *cell) {
    struct buffer buffer = buffer_new(testing_arena());
    buffer_add_csv_cell(&buffer, text_of(value));
    SAME_TEXT(buffer_text(&buffer), cell);
}

static void a_csv_cell_is_quoted_where_it_must_be_and_its_quotes_doubled(void) {
    csv_cell_is("", "");
    csv_cell_is("plain; words", "plain; words");
    csv_cell_is("one, two", "\"one, two\"");
    csv_cell_is("one\ntwo", "\"one\ntwo\"");
    csv_cell_is("one\rtwo", "\"one\rtwo\"");
    csv_cell_is("\"", "\"\"\"\"");
    csv_cell_is("\"\"said\" she\"", "\"\"\"\"\"said\"\" she\"\"\"");
}

static void a_csv_cell_never_begins_as_a_formula_does(void) {
    csv_cell_is("=1+1", "'=1+1");
    csv_cell_is("\tx", "'\tx");
    csv_cell_is("-\"a\",b", "\"'-\"\"a\"\",b\"");
    csv_cell_is("1=1", "1=1");
}

SUITE(base_buffer, CLAIM(an_empty_buffer_is_an_empty_text), CLAIM(additions_follow_each_other),
      CLAIM(growth_keeps_every_byte), CLAIM(whole_numbers_are_written_as_printf_does),
      CLAIM(four_digits_of_sixteen_are_capitals),
      CLAIM(formatting_fits_whether_there_is_room_or_not),
      CLAIM(a_csv_cell_is_quoted_where_it_must_be_and_its_quotes_doubled),
      CLAIM(a_csv_cell_never_begins_as_a_formula_does))
