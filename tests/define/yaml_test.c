#include "define/yaml.h"

#include <string.h>

#include "base/buffer.h"
#include "support/testing.h"

static const struct node *read_text(const char *text) {
    return yaml_read(testing_arena(), testing_diag(), TEXT("a.yaml"), text_of(text));
}

/* The newest message as "DF006 3:5". */
static struct text last_fault(void) {
    const struct diag *diag = testing_diag();
    if (diag_kept_count(diag) == 0) {
        return TEXT("none");
    }
    const struct diag_message *message = diag_message_at(diag, diag_kept_count(diag) - 1);
    return text_format(testing_arena(), "%s %u:%u", diag_code_name(message->code),
                       (unsigned)message->place.line, (unsigned)message->place.column);
}

static void refused(const char *text, const char *fault) {
    HOLDS(read_text(text) == NULL);
    SAME_TEXT(last_fault(), fault);
}

static void last_says(const char *words) {
    const struct diag *diag = testing_diag();
    HOLDS(text_contains(diag_message_at(diag, diag_kept_count(diag) - 1)->words, text_of(words)));
}

static void nodes_know_their_places(void) {
    const struct node *root = read_text("name: a\nlist:\n  - one\n  - {key: \"two\"}\n");
    if (!HOLDS(root != NULL)) {
        return;
    }
    const struct node *list = node_get(root, "list");
    SAME_INT(list->key_place.line, 2);
    SAME_INT(list->key_place.column, 1);
    SAME_INT(list->key_place.length, 4);
    SAME_INT(list->child_count, 2);
    SAME_INT(list->children[0]->place.line, 3);
    SAME_INT(list->children[0]->place.column, 5);
    const struct node *two = node_get(list->children[1], "key");
    SAME_TEXT(two->text, "two");
    SAME_INT(two->place.line, 4);
    SAME_INT(two->place.column, 11);
    SAME_INT(two->place.length, 5);
    SAME_TEXT(two->place.source, "  - {key: \"two\"}");
    SAME_TEXT(two->place.file, "a.yaml");
}

static void columns_count_bytes_after_wide_characters(void) {
    const struct node *root = read_text("\xEF\xBB\xBF{a: \"\xE2\x82\xAC\xC3\xA9\", b: c}\n");
    if (HOLDS(root != NULL)) {
        SAME_INT(node_get(root, "b")->key_place.column, 14);
        SAME_INT(node_get(root, "b")->place.column, 17);
    }
}

static void scalars_stay_text(void) {
    const struct node *root = read_text("a: 010\nb: null\nc:\nd: yes\n");
    if (HOLDS(root != NULL)) {
        SAME_TEXT(node_text(root, "a", TEXT("?")), "010");
        SAME_TEXT(node_text(root, "b", TEXT("?")), "null");
        SAME_TEXT(node_text(root, "c", TEXT("?")), "");
        SAME_TEXT(node_text(root, "e", TEXT("?")), "?");
    }
}

static void what_yaml_offers_beyond_the_subset_is_refused_by_name(void) {
    refused("a: &x 1\n", "DF007 1:4");
    refused("a: 1\nb: *x\n", "DF007 2:4");
    refused("a: !!str 1\n", "DF007 1:4");
    refused("a: !own {b: 1}\n", "DF007 1:4");
    refused("a: &x [1]\n", "DF007 1:4");
    refused("%YAML 1.1\n---\na: 1\n", "DF007 1:1");
    refused("a: 1\n---\nb: 2\n", "DF007 2:1");
    refused("? [a, b]\n: 1\n", "DF007 1:3");
}

static void reading_goes_on_after_a_fault_of_form(void) {
    HOLDS(read_text("a: &x 1\nb: *x\na: 2\n") == NULL);
    SAME_INT(diag_kept_count(testing_diag()), 3);
}

static void duplicate_keys_are_refused_where_the_second_stands(void) {
    refused("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", "DF006 5:3");
    refused("{x: 1, y: 2, \"x\": 3}\n", "DF006 1:14");
}

static void over_depth_is_refused_where_it_begins(void) {
    char text[2 * YAML_DEPTH_LIMIT + 4];
    memset(text, '[', sizeof text);
    memset(text + YAML_DEPTH_LIMIT, ']', YAML_DEPTH_LIMIT);
    text[2 * YAML_DEPTH_LIMIT] = '\0';
    HOLDS(read_text(text) != NULL);
    memset(text, '[', YAML_DEPTH_LIMIT + 1);
    memset(text + YAML_DEPTH_LIMIT + 1, ']', YAML_DEPTH_LIMIT + 1);
    text[2 * YAML_DEPTH_LIMIT + 2] = '\0';
    refused(text, "DF008 1:65");
}

static void syntax_faults_have_a_place(void) {
    refused("a: 1\n  b: 2\n", "DF005 2:4");
    refused("a: \"open\n", "DF005 2:1");
    refused("a:\n\t- b\n", "DF005 2:1");
    refused("a: b: c\n", "DF005 1:5");
    refused("a: \x01\n", "DF005 1:4");
}

static void an_empty_file_is_refused(void) {
    refused("", "DF005 1:1");
    refused("# only a comment\n", "DF005 1:1");
}

static void nul_and_foreign_bytes_are_refused_where_they_stand(void) {
    struct text nul = {"a: 1\nb: x\0y\n", 12};
    HOLDS(yaml_read(testing_arena(), testing_diag(), TEXT("a.yaml"), nul) == NULL);
    SAME_TEXT(last_fault(), "DF005 2:5");
    refused("a: \"x\\0y\"\n", "DF005 1:4");
    refused("a: 1\nb: caf\xE9\n", "DF005 2:7");
    last_says("save it with that encoding");
    refused("a: 1\rb: 2\n", "DF005 1:5");
    refused("a: 1 # \xE2\x80\xA8\n", "DF005 1:8");
}

static void too_large_a_file_is_refused(void) {
    char *bytes = arena_alloc(testing_arena(), YAML_SIZE_LIMIT + 1);
    memset(bytes, '#', YAML_SIZE_LIMIT + 1);
    struct text large = {bytes, YAML_SIZE_LIMIT + 1};
    HOLDS(yaml_read(testing_arena(), testing_diag(), TEXT("a.yaml"), large) == NULL);
    SAME_TEXT(last_fault(), "DF005 1:1");
    last_says("over 1048576 bytes");
}

static void crlf_files_read_like_lf_files(void) {
    const struct node *root = read_text("a: 1\r\nb: |\r\n  SELECT x\r\n  FROM y\r\n");
    if (HOLDS(root != NULL)) {
        const struct node *b = node_get(root, "b");
        SAME_TEXT(b->text, "SELECT x\nFROM y\n");
        struct place place = node_place_at(b, 9);
        SAME_INT(place.line, 4);
        SAME_INT(place.column, 3);
        SAME_TEXT(place.source, "  FROM y");
    }
}

/* ---- places within scalars ---- */

/* Where `part` of the scalar stands in the file: "line:column". */
static struct text place_of(const char *file, const char *key, const char *part) {
    const struct node *root = read_text(file);
    if (!HOLDS(root != NULL)) {
        return TEXT_NONE;
    }
    const struct node *scalar = node_get(root, key);
    const char *found = strstr(text_c(testing_arena(), scalar->text), part);
    if (!HOLDS(found != NULL)) {
        return TEXT_NONE;
    }
    size_t offset = 0;
    while (!text_starts_with(text_slice(scalar->text, offset, SIZE_MAX), text_of(part))) {
        offset++;
    }
    struct place place = node_place_at(scalar, offset);
    return text_format(testing_arena(), "%u:%u", (unsigned)place.line, (unsigned)place.column);
}

static void literal_blocks_map_to_the_files_lines_and_columns(void) {
    const char *file = "measure: x\nrecords: |\n  SELECT a,\n         bad\n\n  FROM t\n";
    SAME_TEXT(place_of(file, "records", "SELECT"), "3:3");
    SAME_TEXT(place_of(file, "records", "bad"), "4:10");
    SAME_TEXT(place_of(file, "records", "FROM"), "6:3");
    SAME_TEXT(place_of("a:\n  b: 1\nr: |2-  # SQL\n    SELECT\n  y\n", "r", "SELECT"), "4:5");
    SAME_TEXT(place_of("r: |\n\n    SELECT\n    bad\n", "r", "bad"), "4:5");
}

static void a_block_begins_at_its_first_line_of_content(void) {
    const struct node *root = read_text("r: |\n     SELECT\n");
    if (HOLDS(root != NULL)) {
        HOLDS(node_get(root, "r")->is_block);
        SAME_INT(node_get(root, "r")->place.line, 2);
        SAME_INT(node_get(root, "r")->place.column, 6);
    }
    SAME_TEXT(place_of("r: >\n  one  \n  bad\n", "r", "one"), "2:3");
    SAME_TEXT(place_of("r: >2\n    one\n", "r", "one"), "2:5");
    SAME_TEXT(place_of("r: |\r\n  one\r\n", "r", "one"), "2:3");
}

static void plain_and_quoted_scalars_map_too(void) {
    SAME_TEXT(place_of("r: SELECT bad FROM t\n", "r", "bad"), "1:11");
    SAME_TEXT(place_of("r: SELECT a,\n   bad\n", "r", "bad"), "2:4");
    SAME_TEXT(place_of("r: 'it''s bad'\n", "r", "bad"), "1:11");
    SAME_TEXT(place_of("r: \"a \\\"q\\\" bad\"\n", "r", "bad"), "1:13");
    SAME_TEXT(place_of("r: \"\\u20ac bad\"\n", "r", "bad"), "1:12");
    SAME_TEXT(place_of("r: \"\\t\\n bad\"\n", "r", "bad"), "1:10");
    SAME_TEXT(place_of("r: \"one \\\n   bad\"\n", "r", "bad"), "2:4");
    SAME_TEXT(place_of("r: >\n  one\n  two\n\n  bad\n", "r", "bad"), "5:3");
}

static void the_end_of_a_scalar_has_a_place(void) {
    const struct node *root = read_text("r: |\n  ab\ns: cd\n");
    if (HOLDS(root != NULL)) {
        struct place end = node_place_at(node_get(root, "s"), 99);
        SAME_INT(end.line, 3);
        SAME_INT(end.column, 6);
        end = node_place_at(node_get(root, "r"), 2);
        SAME_INT(end.line, 2);
        SAME_INT(end.column, 5);
    }
}

SUITE(define_yaml, CLAIM(nodes_know_their_places), CLAIM(columns_count_bytes_after_wide_characters),
      CLAIM(scalars_stay_text), CLAIM(what_yaml_offers_beyond_the_subset_is_refused_by_name),
      CLAIM(reading_goes_on_after_a_fault_of_form),
      CLAIM(duplicate_keys_are_refused_where_the_second_stands),
      CLAIM(over_depth_is_refused_where_it_begins), CLAIM(syntax_faults_have_a_place),
      CLAIM(an_empty_file_is_refused), CLAIM(nul_and_foreign_bytes_are_refused_where_they_stand),
      CLAIM(too_large_a_file_is_refused), CLAIM(crlf_files_read_like_lf_files),
      CLAIM(literal_blocks_map_to_the_files_lines_and_columns),
      CLAIM(a_block_begins_at_its_first_line_of_content), CLAIM(plain_and_quoted_scalars_map_too),
      CLAIM(the_end_of_a_scalar_has_a_place))
