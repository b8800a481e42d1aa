/* A list grouped into bands. Each item of the list stands in exactly one band:
 * the paper that this program learned from put the seventh of eleven in two
 * and the eighth in none. Items are named by their labels. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

struct parting {
    struct writer *writer;
    const struct node *node; /* of, bands */
    const struct numbered_block *list;
    size_t item_count;
    size_t *seen; /* by item: in how many bands it stands */
};

static const struct node *list_node(const struct numbered_block *list) {
    return node_get(list->block->node, block_kind_word(list->block->kind));
}

/* "vii" of "vii)", "b" of "(b)", "6.1.2" as it is; a bullet's number. */
static struct text name_of(const struct parting *parting, size_t index) {
    struct arena *arena = parting->writer->arena;
    struct text label = numbering_item_label(arena, parting->list, index);
    if (text_equal(label, TEXT("•"))) {
        return text_format(arena, "%zu", index + 1);
    }
    size_t from = label.length > 0 && label.bytes[0] == '(' ? 1 : 0;
    size_t to = text_ends_with(label, TEXT(")")) ? label.length - 1 : label.length;
    return text_slice(label, from, to);
}

/* The item of this name, or item_count. */
static size_t find_item(const struct parting *parting, struct text name) {
    size_t index = 0;
    while (index < parting->item_count && !text_equal(name_of(parting, index), name)) {
        index++;
    }
    return index;
}

static bool find_list(struct parting *parting) {
    struct writer *writer = parting->writer;
    const struct node *of = node_need(writer->diag, parting->node, "of", NODE_SCALAR);
    parting->list = of ? numbering_find(&writer->numbering, of->text) : NULL;
    bool is_list = parting->list && (parting->list->block->kind == BLOCK_LIST ||
                                     parting->list->block->kind == BLOCK_RECOMMENDATIONS);
    if (of && !is_list) {
        DIAG_REPORT(writer->diag, RP013, &of->place, TEXT("partition"),
                    TEXT("the id of a list of this report under of"));
    }
    if (!is_list) {
        return writer_refuse(writer);
    }
    parting->item_count = list_node(parting->list)->child_count;
    parting->seen = ARENA_ARRAY(writer->arena, size_t, parting->item_count);
    return true;
}

/* Counts a band's items, and puts their names behind its title: "Workloads (iv, vi)". */
static void tell_band(struct parting *parting, const struct node *items, struct buffer *names) {
    for (size_t i = 0; i < items->child_count; i++) {
        struct text name = items->children[i]->text;
        size_t index = find_item(parting, name);
        buffer_add_c(names, i > 0 ? ", " : "");
        buffer_add(names, name);
        if (index < parting->item_count) {
            parting->seen[index]++;
        } else {
            WRITER_REFUSE_PAPER(parting->writer, RP032, &items->children[i]->place, name,
                                parting->list->block->id);
        }
    }
}

static bool read_band(struct parting *parting, const struct node *band, struct list_item *item) {
    static const char *const keys[] = {"title", "items", NULL};
    struct writer *writer = parting->writer;
    const struct node *title = NULL, *items = NULL;
    if (node_expect_keys(writer->diag, band, keys)) {
        title = node_need(writer->diag, band, "title", NODE_SCALAR);
        items = node_need(writer->diag, band, "items", NODE_SEQUENCE);
    }
    if (!title || !items) {
        return writer_refuse(writer);
    }
    struct buffer names = buffer_new(writer->arena);
    tell_band(parting, items, &names);
    struct rich_text words = narrative_runs(writer, title);
    struct inline_run *runs = ARENA_ARRAY(writer->arena, struct inline_run, words.run_count + 2);
    for (size_t i = 0; i < words.run_count; i++) {
        runs[i] = words.runs[i];
    }
    struct text shown = buffer_text(&names);
    struct text list = parting->list->block->id;
    runs[words.run_count] = (struct inline_run){.text = TEXT(" "), .link = TEXT_NONE};
    runs[words.run_count + 1] =
        (struct inline_run){.text = text_format(writer->arena, "(%.*s)", TEXT_ARG(shown)),
                            .link = text_format(writer->arena, "#%.*s", TEXT_ARG(list))};
    item->text = (struct rich_text){runs, words.run_count + 2};
    return true;
}

/* Names every item that does not stand in exactly one band. */
static void settle(const struct parting *parting) {
    static const char *const places[] = {"no band", "", "two bands"};
    for (size_t i = 0; i < parting->item_count; i++) {
        size_t seen = parting->seen[i];
        if (seen != 1) {
            struct text where = seen <= 2 ? text_of(places[seen])
                                          : text_format(parting->writer->arena, "%zu bands", seen);
            WRITER_REFUSE_PAPER(parting->writer, RP031, &parting->node->place, name_of(parting, i),
                                parting->list->block->id, where);
        }
    }
}

void partition_block_write(struct writer *writer, const struct numbered_block *numbered) {
    static const char *const keys[] = {"of", "bands", NULL};
    struct parting parting = {.writer = writer,
                              .node = node_get(numbered->block->node, "partition")};
    const struct node *bands = NULL;
    if (node_expect_keys(writer->diag, parting.node, keys)) {
        bands = node_need(writer->diag, parting.node, "bands", NODE_SEQUENCE);
    }
    if (!bands || !find_list(&parting)) {
        writer_refuse(writer);
        return;
    }
    struct list_item *items = ARENA_ARRAY(writer->arena, struct list_item, bands->child_count);
    for (size_t i = 0; i < bands->child_count; i++) {
        if (!read_band(&parting, bands->children[i], &items[i])) {
            return;
        }
        items[i].label = text_format(writer->arena, "%zu)", i + 1);
    }
    settle(&parting);
    struct document_block *block = writer_add_block(writer, DOCUMENT_LIST);
    block->id = numbered->block->id;
    block->items = items;
    block->item_count = bands->child_count;
}
