#include "support/testing.h"

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

SUITE(base_buffer, CLAIM(an_empty_buffer_is_an_empty_text), CLAIM(additions_follow_each_other),
      CLAIM(growth_keeps_every_byte))
