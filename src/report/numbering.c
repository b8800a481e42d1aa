/* Numbers blocks in one walk, before any text is written, so that a reference
 * may point forwards. Tables of the workbook alone take no number. */
#include "report/numbering.h"

#include "base/arena.h"
#include "define/node.h"

struct walk {
    struct arena *arena;
    struct numbered_block *items;
    size_t count;
    uint32_t tables, figures, annexes, appendices;
};

/* Where the walk stands: the enclosing section and how many of its parts are numbered. */
struct level {
    int depth;
    struct text prefix; /* "3.1"; empty in an unnumbered section */
    struct text label;
    bool has_numbers;
    uint32_t count;
};

static bool says(const struct block *block, const char *key, const char *word) {
    return text_equal_c(node_text(block->node, key, TEXT_NONE), word);
}

static bool is_hidden(const struct block *block) {
    return says(block, "workbook-only", "yes");
}

static struct text next_number(struct walk *walk, struct level *level) {
    if (!level->has_numbers || level->depth >= NUMBERING_LEVELS) {
        return TEXT_NONE;
    }
    level->count++;
    if (text_is_empty(level->prefix)) {
        return text_format(walk->arena, "%u", level->count);
    }
    return text_format(walk->arena, "%.*s.%u", TEXT_ARG(level->prefix), level->count);
}

static struct text label_of(struct walk *walk, const char *word, struct text number,
                            const struct level *level) {
    if (text_is_empty(number)) {
        return level->label;
    }
    return text_format(walk->arena, "%s\u00a0%.*s", word, TEXT_ARG(number));
}

static void walk_blocks(struct walk *walk, const struct block *blocks, size_t count,
                        struct level *level);

static void walk_section(struct walk *walk, const struct block *block, struct level *level) {
    struct numbered_block *item = &walk->items[walk->count++];
    bool has_numbers = level->has_numbers && !says(block, "numbered", "no");
    item->block = block;
    item->level = level->depth + 1;
    item->number = has_numbers ? next_number(walk, level) : TEXT_NONE;
    item->label = label_of(walk, "section", item->number, level);
    struct level inner = {level->depth + 1, item->number, item->label, has_numbers, 0};
    walk_blocks(walk, block->blocks, block->block_count, &inner);
}

static void walk_annex(struct walk *walk, const struct block *block, struct level *level) {
    struct numbered_block *item = &walk->items[walk->count++];
    struct text letter = text_format(walk->arena, "%c", 'A' + (int)(walk->annexes++ % 26));
    item->block = block;
    item->level = level->depth + 1;
    item->number = text_format(walk->arena, "Annex\u00a0%.*s", TEXT_ARG(letter));
    item->label = item->number;
    struct level inner = {level->depth + 1, letter, item->label, true, 0};
    walk_blocks(walk, block->blocks, block->block_count, &inner);
}

static void number_shown(struct walk *walk, struct numbered_block *item, const char *word,
                         uint32_t *order) {
    if (is_hidden(item->block)) {
        return;
    }
    item->order = ++*order;
    item->label = text_format(walk->arena, "%s\u00a0%u", word, item->order);
}

static void number_items(struct numbered_block *item, struct level *level) {
    const char *word = block_kind_word(item->block->kind);
    bool takes_numbers =
        item->block->kind == BLOCK_RECOMMENDATIONS || says(item->block, "style", "numbered");
    item->label = level->label;
    item->prefix = level->prefix;
    item->first_item = level->count + 1;
    if (takes_numbers && level->has_numbers) {
        level->count += (uint32_t)node_get(item->block->node, word)->child_count;
    }
}

static void number_paragraph(struct walk *walk, struct numbered_block *item, struct level *level) {
    bool has_number = !says(item->block, "numbered", "no");
    item->number = has_number ? next_number(walk, level) : TEXT_NONE;
    item->label = label_of(walk, "paragraph", item->number, level);
}

static void walk_leaf(struct walk *walk, const struct block *block, struct level *level) {
    struct numbered_block *item = &walk->items[walk->count++];
    item->block = block;
    item->level = level->depth + 1;
    item->label = level->label;
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_FACT:
    case BLOCK_CLAIM:
        number_paragraph(walk, item, level);
        break;
    case BLOCK_TABLE:
    case BLOCK_JUDGEMENTS:
    case BLOCK_MEASURES:
    case BLOCK_GRADES:
    case BLOCK_ENTRIES:
        number_shown(walk, item, "Table", &walk->tables);
        break;
    case BLOCK_CHART:
        number_shown(walk, item, "Figure", &walk->figures);
        break;
    case BLOCK_APPENDIX:
        number_shown(walk, item, "Appendix", &walk->appendices);
        break;
    case BLOCK_LIST:
    case BLOCK_RECOMMENDATIONS:
        number_items(item, level);
        break;
    default:
        break;
    }
}

static void walk_blocks(struct walk *walk, const struct block *blocks, size_t count,
                        struct level *level) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == BLOCK_SECTION) {
            walk_section(walk, &blocks[i], level);
        } else if (blocks[i].kind == BLOCK_ANNEX) {
            walk_annex(walk, &blocks[i], level);
        } else {
            walk_leaf(walk, &blocks[i], level);
            walk_blocks(walk, blocks[i].blocks, blocks[i].block_count, level);
        }
    }
}

static size_t count_blocks(const struct block *blocks, size_t count) {
    size_t total = count;
    for (size_t i = 0; i < count; i++) {
        total += count_blocks(blocks[i].blocks, blocks[i].block_count);
    }
    return total;
}

struct numbering numbering_make(struct arena *arena, const struct report_definition *report) {
    size_t count = count_blocks(report->blocks, report->block_count);
    struct walk walk = {.arena = arena, .items = ARENA_ARRAY(arena, struct numbered_block, count)};
    bool is_letter = report->front.is_letter; /* a letter's parts have no numbers */
    struct level top = {0, TEXT_NONE, is_letter ? TEXT("this letter") : TEXT("this paper"),
                        !is_letter, 0};
    walk_blocks(&walk, report->blocks, report->block_count, &top);
    return (struct numbering){walk.items, walk.count};
}

const struct numbered_block *numbering_find(const struct numbering *numbering, struct text id) {
    for (size_t i = 0; i < numbering->count; i++) {
        if (!text_is_empty(id) && text_equal(numbering->items[i].block->id, id)) {
            return &numbering->items[i];
        }
    }
    return NULL;
}

/* Small roman numerals up to 39, which is more than a list of a paper holds. */
static struct text roman(struct arena *arena, size_t number) {
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    static const char *const tens[] = {"", "x", "xx", "xxx"};
    return text_format(arena, "%s%s)", tens[number / 10 % 4], ones[number % 10]);
}

struct text numbering_item_label(struct arena *arena, const struct numbered_block *list,
                                 size_t index) {
    bool is_numbered =
        list->block->kind == BLOCK_RECOMMENDATIONS || says(list->block, "style", "numbered");
    uint32_t number = list->first_item + (uint32_t)index;
    if (is_numbered && text_is_empty(list->prefix)) {
        return text_format(arena, "%u", number);
    }
    if (is_numbered) {
        return text_format(arena, "%.*s.%u", TEXT_ARG(list->prefix), number);
    }
    if (says(list->block, "style", "letter")) {
        return text_format(arena, "(%c)", 'a' + (int)(index % 26));
    }
    if (says(list->block, "style", "roman")) {
        return roman(arena, index + 1);
    }
    return TEXT("•");
}
