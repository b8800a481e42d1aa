#include "render/floating_tables.h"

#include "render/page_style.h"

#define FLOAT_HEIGHT (0.5 * (PAGE_BOTTOM - PAGE_TOP))

static bool is_text(enum document_block_kind kind) {
    return kind == DOCUMENT_PARAGRAPH || kind == DOCUMENT_LIST || kind == DOCUMENT_QUOTE;
}

/* Text that can fill the page meanwhile, if need be that below the next heading. */
static bool has_text_next(const struct document *document, const struct document_block *block) {
    const struct document_block *end = document->blocks + document->block_count;
    const struct document_block *next = block + 1;
    next += next < end && next->kind == DOCUMENT_HEADING && next->level <= BARRIER_LEVEL;
    return next < end && is_text(next->kind);
}

void floating_tables_mark(const struct document *document, const struct part *parts,
                          struct strip *strips, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (parts[i].kind != PART_TABLE_HEAD) {
            continue;
        }
        size_t length = 0;
        double height = 0;
        for (; i + length < count && parts[i + length].block == parts[i].block; length++) {
            height += strips[i + length].height;
        }
        strips[i].is_float = height <= FLOAT_HEIGHT && has_text_next(document, parts[i].block);
        strips[i].float_length = length;
    }
}
