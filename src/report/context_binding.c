/* Bindings that speak of something other than a measure: a period, the number
 * of items of a list, the judgements of a table, the authority. */
#include "base/arena.h"
#include "define/node.h"
#include "report/binding.h"

static struct text day_words(const struct lookup *lookup, day_number day) {
    return date_words(lookup->writer->arena, day);
}

/* {@half-year.as-at}, {@now.words}, {@january.label}, {@now.first-day}, {@now.year-start}. */
bool period_binding_resolve(const struct lookup *lookup) {
    struct arena *arena = lookup->writer->arena;
    struct text attribute = lookup->binding->attribute;
    const struct period *period = &lookup->period;
    struct period year = period_twelve_months(period);
    if (text_equal_c(attribute, "as-at") || text_equal_c(attribute, "last-day")) {
        binding_give_text(lookup, day_words(lookup, period->last_day));
    } else if (text_equal_c(attribute, "first-day")) {
        binding_give_text(lookup, day_words(lookup, period->first_day));
    } else if (text_equal_c(attribute, "year-start")) {
        binding_give_text(lookup, day_words(lookup, year.first_day));
    } else if (text_equal_c(attribute, "label")) {
        binding_give_text(lookup, period_month_label(arena, period));
    } else if (text_is_empty(attribute) || text_equal_c(attribute, "words")) {
        binding_give_text(lookup, period_words(arena, period));
    } else {
        return binding_refuse(lookup, "a period has words, label, as-at, first-day and year-start");
    }
    return true;
}

/* Items of a list, bands of a partition, rows of judgements or entries. */
static const struct node *items_of(const struct block *block) {
    const struct node *matter = node_get(block->node, block_kind_word(block->kind));
    bool has_rows = block->kind == BLOCK_JUDGEMENTS || block->kind == BLOCK_ENTRIES;
    return has_rows                         ? node_get(block->node, "rows")
           : block->kind == BLOCK_PARTITION ? node_get(matter, "bands")
                                            : matter;
}

/* A row of entries has the word in one of its cells. */
static bool has_entry(const struct node *row, struct text word) {
    for (size_t i = 0; i < row->child_count; i++) {
        if (text_equal(row->children[i]->text, word)) {
            return true;
        }
    }
    return false;
}

/* NULL: the block is no table of judgements, or names a scale that there is not, which the table
 * itself reports. */
static const struct judgement_scale *scale_of(const struct lookup *lookup,
                                              const struct block *block) {
    const struct catalogue *catalogue = lookup->writer->context->catalogue;
    return judgement_scale_find(catalogue->scales, catalogue->scale_count,
                                node_text(block->node, "scale", TEXT_NONE));
}

static size_t count_items(const struct lookup *lookup, const struct block *block) {
    const struct node *items = items_of(block);
    const struct judgement_scale *scale = scale_of(lookup, block);
    struct text wanted = lookup->binding->argument;
    size_t count = 0;
    for (size_t i = 0; items && i < items->child_count; i++) {
        const struct node *item = items->children[i];
        bool has_word = scale ? text_equal(judgement_scale_word(scale, item), wanted)
                              : block->kind == BLOCK_ENTRIES && has_entry(item, wanted);
        count += text_is_empty(wanted) || has_word ? 1 : 0;
    }
    return count;
}

/* {outcomes.word(Staying safe)}: the judgement of a row, so that prose cannot award another. */
static bool give_judgement(const struct lookup *lookup, const struct block *block) {
    const struct node *rows = node_get(block->node, "rows");
    const struct judgement_scale *scale = scale_of(lookup, block);
    for (size_t i = 0; scale && i < rows->child_count; i++) {
        const struct node *row = rows->children[i];
        if (text_equal(node_text(row, "subject", TEXT_NONE), lookup->binding->argument)) {
            binding_give_text(lookup, judgement_scale_award(lookup->writer->arena, scale, row));
            return true;
        }
    }
    return binding_refuse(lookup, "the table judges no such subject: word(Staying safe)");
}

/* {areas-for-improvement.count|words}, {judgements.count(Good)}: counted, never typed. */
bool block_binding_resolve(const struct lookup *lookup, const struct block *block) {
    if (block->kind == BLOCK_CLAIM || block->kind == BLOCK_TABLE) {
        return rows_binding_resolve(lookup, block);
    }
    bool is_list = block->kind == BLOCK_LIST || block->kind == BLOCK_RECOMMENDATIONS ||
                   block->kind == BLOCK_PARTITION;
    if (!is_list && block->kind != BLOCK_JUDGEMENTS && block->kind != BLOCK_ENTRIES) {
        return binding_refuse(lookup, "that block is neither a list nor a table, nor a claim");
    }
    if (block->kind == BLOCK_JUDGEMENTS && text_equal_c(lookup->binding->attribute, "word")) {
        return give_judgement(lookup, block);
    }
    if (!text_equal_c(lookup->binding->attribute, "count")) {
        return binding_refuse(lookup, "a list has one attribute: count");
    }
    size_t count = count_items(lookup, block);
    binding_give_number(lookup, (struct decimal){(int64_t)count, 0}, false);
    return true;
}

bool authority_binding_resolve(const struct lookup *lookup) {
    const struct authority *authority = lookup->writer->context->authority;
    struct text attribute = lookup->binding->attribute;
    if (text_equal_c(attribute, "name")) {
        binding_give_text(lookup, authority->name);
    } else if (text_equal_c(attribute, "short-name")) {
        binding_give_text(lookup, authority->short_name);
    } else if (text_equal_c(attribute, "department")) {
        binding_give_text(lookup, authority->department);
    } else {
        return binding_refuse(lookup, "an authority has name, short-name and department");
    }
    return true;
}

bool unit_binding_resolve(const struct lookup *lookup) {
    struct text attribute = lookup->binding->attribute;
    uint32_t index;
    if (!binding_unit(lookup, &index)) {
        return false;
    }
    const struct hierarchy *units = lookup->writer->context->units;
    bool is_none = index == UNIT_NONE;
    if (text_equal_c(attribute, "name")) {
        binding_give_text(lookup, is_none ? TEXT("No team recorded") : units->units[index].name);
    } else if (text_equal_c(attribute, "id")) {
        binding_give_text(lookup, is_none ? TEXT("(none)") : units->units[index].id);
    } else if (text_equal_c(attribute, "label")) {
        bool is_team = !is_none && units->units[index].level == UNIT_TEAM;
        binding_give_text(lookup, is_none   ? TEXT("(none)")
                                  : is_team ? units->units[index].id
                                            : units->units[index].name);
    } else if (text_equal_c(attribute, "level")) {
        binding_give_text(lookup,
                          is_none ? TEXT("none") : unit_level_name(units->units[index].level));
    } else {
        return binding_refuse(lookup, "a unit has name, id, label and level");
    }
    return true;
}
