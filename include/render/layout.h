/* From a document to placed parts: every block measured, cut into strips that
 * may stand on different pages, and given its page and place. */
#ifndef RENDER_LAYOUT_H
#define RENDER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "render/flow.h"
#include "render/foot_notes.h"
#include "render/paragraph.h"
#include "render/table_layout.h"
#include "report/document.h"

struct arena;

enum part_kind {
    PART_TITLE,
    PART_LETTERHEAD, /* label: the sender's address */
    PART_SUBJECT,
    PART_HEADING_LINE,
    PART_PARAGRAPH_LINE,
    PART_QUOTE_LINE, /* index 1: of the attribution */
    PART_ITEM_LINE,
    PART_FIELD,
    PART_TABLE_HEAD,
    PART_TABLE_ROW,
    PART_TABLE_NOTE,
    PART_CHART,
    PART_CONTENTS_TITLE,
    PART_CONTENTS_ENTRY
};

struct table_parts {
    const struct table_layout *layout;
    const struct paragraph *caption, *continued;
};
struct chart_parts {
    const struct paragraph *caption;
    const struct paragraph **notes;
    double chart_height;
};

/* What a strip holds; the strip of the same index says where. */
struct part {
    enum part_kind kind;
    const struct document_block *block; /* NULL: the title, the letterhead */
    const struct paragraph *paragraph;
    const struct paragraph *label; /* of a field: its name; of a letterhead: the address */
    size_t line;                   /* of the paragraph */
    size_t index;                  /* item, field, row, note; or the entry's heading as a block */
    double left;                   /* of the text */
    double label_left;             /* of the number or label hanging before it */
    const struct table_parts *table;
    const struct chart_parts *chart;
};

struct layout {
    const struct document *document;
    const struct part *parts;
    const struct strip *strips;
    size_t part_count;
    const struct flow_page *pages;
    size_t page_count;
    const size_t *block_parts;       /* by block: its first part */
    const struct placed_note *notes; /* in order of reference, on each page again */
    size_t note_count;
};

/* False after RD006. */
bool layout_make(struct arena *arena, struct diag *diag, const struct font_set *fonts,
                 const struct document *document, struct layout *layout);
/* A caption with its number: "Table 1: Referrals by source". */
struct text layout_caption(struct arena *arena, const char *kind, uint32_t number,
                           struct text caption);
/* "3.1 Referrals": a heading as the contents list and the bookmarks show it. */
struct text layout_heading_words(struct arena *arena, const struct document_block *block);

#endif
