#include "define/node.h"

#include "define/yaml.h"
#include "support/testing.h"

static const struct node *read_text(const char *text) {
    return yaml_read(testing_arena(), testing_diag(), TEXT("a.yaml"), text_of(text));
}

static const struct diag_message *last(void) {
    const struct diag *diag = testing_diag();
    return diag_message_at(diag, diag_kept_count(diag) - 1);
}

static void a_misspelt_key_is_reported_with_the_right_one(void) {
    static const char *const keys[] = {"title", "type", NULL};
    const struct node *root = read_text("title: a\ntytle: b\n");
    HOLDS(!node_expect_keys(testing_diag(), root, keys));
    SAME_TEXT(text_of(diag_code_name(last()->code)), "DF002");
    SAME_INT(last()->place.line, 2);
    HOLDS(text_contains(last()->note, TEXT("title")));
    HOLDS(node_expect_keys(testing_diag(), read_text("type: a\n"), keys));
    HOLDS(!node_expect_keys(testing_diag(), read_text("- a\n"), keys));
    SAME_TEXT(text_of(diag_code_name(last()->code)), "DF001");
}

static void a_needed_key_must_be_there_and_of_its_kind(void) {
    const struct node *root = read_text("a: text\nb: [1]\nc:\n");
    HOLDS(node_need(testing_diag(), root, "a", NODE_SCALAR) != NULL);
    HOLDS(node_need(testing_diag(), root, "b", NODE_SCALAR) == NULL);
    SAME_TEXT(text_of(diag_code_name(last()->code)), "DF001");
    HOLDS(node_need(testing_diag(), root, "c", NODE_SCALAR) == NULL);
    SAME_TEXT(text_of(diag_code_name(last()->code)), "DF003");
    SAME_INT(last()->place.line, 3);
    HOLDS(node_need(testing_diag(), root, "d", NODE_MAPPING) == NULL);
    SAME_TEXT(last()->words, "the key \"d\" is missing");
    SAME_INT(diag_kept_count(testing_diag()), 3);
}

static void a_word_outside_its_set_is_reported_with_the_set(void) {
    static const char *const words[] = {"count", "percent", "rate", NULL};
    const struct node *root = read_text("a: rate\nb: precent\n");
    SAME_INT(node_choice(testing_diag(), node_get(root, "a"), words), 2);
    SAME_INT(node_choice(testing_diag(), node_get(root, "b"), words), -1);
    SAME_TEXT(last()->words, "\"precent\" is not one of count, percent or rate");
    HOLDS(text_contains(last()->note, TEXT("percent")));
}

static void yes_and_numbers_are_read_strictly(void) {
    const struct node *root = read_text("a: yes\nb: 'false'\nc: Y\nd: 12\ne: 1.5\nf: []\n");
    bool flag = false;
    long number = 0;
    HOLDS(node_bool(testing_diag(), node_get(root, "a"), &flag) && flag);
    HOLDS(node_bool(testing_diag(), node_get(root, "b"), &flag) && !flag);
    HOLDS(!node_bool(testing_diag(), node_get(root, "c"), &flag));
    HOLDS(node_int(testing_diag(), node_get(root, "d"), &number));
    SAME_INT(number, 12);
    HOLDS(!node_int(testing_diag(), node_get(root, "e"), &number));
    HOLDS(!node_int(testing_diag(), node_get(root, "f"), &number));
    SAME_INT(diag_kept_count(testing_diag()), 3);
}

static void one_text_counts_as_a_list_of_one(void) {
    const struct node *root = read_text("a: x\nb: [y, z]\nc: [y, [z]]\n");
    size_t count;
    const struct text *texts =
        node_texts(testing_arena(), testing_diag(), node_get(root, "a"), &count);
    SAME_INT(count, 1);
    SAME_TEXT(texts[0], "x");
    texts = node_texts(testing_arena(), testing_diag(), node_get(root, "b"), &count);
    SAME_INT(count, 2);
    SAME_TEXT(texts[1], "z");
    node_texts(testing_arena(), testing_diag(), node_get(root, "c"), &count);
    SAME_INT(count, 1);
    HOLDS(testing_reported(testing_diag(), "DF001"));
    node_texts(testing_arena(), testing_diag(), NULL, &count);
    SAME_INT(count, 0);
}

SUITE(define_node, CLAIM(a_misspelt_key_is_reported_with_the_right_one),
      CLAIM(a_needed_key_must_be_there_and_of_its_kind),
      CLAIM(a_word_outside_its_set_is_reported_with_the_set),
      CLAIM(yes_and_numbers_are_read_strictly), CLAIM(one_text_counts_as_a_list_of_one))
