#include "support/yaml_pairs.h"

static bool places_agree(const struct place *one, const struct place *other) {
    return one->line == other->line && one->column == other->column &&
           one->length == other->length && text_equal(one->file, other->file) &&
           text_equal(one->field, other->field) && text_equal(one->cell, other->cell) &&
           text_equal(one->source, other->source);
}

bool yaml_pairs_agree(const struct node *one, const struct node *other) {
    bool agree = one->kind == other->kind && one->is_block == other->is_block &&
                 one->style == other->style && one->start == other->start &&
                 one->child_count == other->child_count && text_equal(one->text, other->text) &&
                 text_equal(one->key, other->key) && places_agree(&one->place, &other->place) &&
                 places_agree(&one->key_place, &other->key_place);
    for (size_t i = 0; agree && i < one->child_count; i++) {
        agree = yaml_pairs_agree(one->children[i], other->children[i]);
    }
    return agree;
}
