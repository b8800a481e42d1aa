#include "run/json.h"

#include "support/testing.h"

static void nested_items_are_separated_and_indented(void) {
    struct buffer out = buffer_new(testing_arena());
    struct json json = json_new(&out);
    json_begin_object(&json, NULL);
    json_text(&json, "name", TEXT("A"));
    json_begin_list(&json, "counts");
    json_int(&json, NULL, -1);
    json_int(&json, NULL, 2);
    json_end_list(&json);
    json_begin_list(&json, "none");
    json_end_list(&json);
    json_end_object(&json);
    SAME_TEXT(buffer_text(&out), "{\n  \"name\": \"A\",\n  \"counts\": [\n    -1,\n    2\n  ],\n"
                                 "  \"none\": []\n}\n");
}

static void control_characters_and_quotes_are_escaped(void) {
    struct buffer out = buffer_new(testing_arena());
    struct json json = json_new(&out);
    json_text(&json, NULL, TEXT("a\"b\\c\n\x01é"));
    SAME_TEXT(buffer_text(&out), "\"a\\\"b\\\\c\\u000a\\u0001é\"");
}

SUITE(run_json, CLAIM(nested_items_are_separated_and_indented),
      CLAIM(control_characters_and_quotes_are_escaped))
