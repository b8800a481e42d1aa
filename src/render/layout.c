/* Measuring: which type each block is set in, how it divides into strips, and
 * what must stay together: first and last two lines of a paragraph, a heading
 * and what follows, a caption with its table's head and two rows. */
#include "render/layout.h"

#include <math.h>

#include "base/arena.h"
#include "render/chart.h"
#include "render/floating_tables.h"
#include "render/page_style.h"

#define FIELD_SIZE 11.0
#define FIELD_LEADING 15.0
#define FIELD_LABEL_WIDTH 152.0
#define FIELD_GAP 12.0
#define FIELD_PADDING 4.0
#define CONTENTS_LEADING 19.0
#define CONTENTS_INDENT 32.0
#define CONTENTS_PAGE_ROOM 40.0
#define TITLE_SIZE 23.0
#define TITLE_LEADING 28.0
#define TITLE_BAND 44.0
#define SUBJECT_SIZE 18.0
#define SUBJECT_LEADING 22.0
/* Above the names under a letter: room to sign. */
#define SIGNATURE_ROOM 40.0
#define LABEL_LEAST 18.0
#define LABEL_GAP 8.0
/* Rows up to this height are not parted: a table of some sixteen lines. */
#define SMALL_TABLE_HEIGHT (0.45 * (PAGE_BOTTOM - PAGE_TOP))
enum { SMALL_TABLE_ROWS_LEAST = 4 };

struct measuring {
    struct arena *arena;
    const struct font_set *fonts;
    const struct document *document;
    struct part *parts;
    struct strip *strips;
    size_t count, capacity;
    size_t *block_parts;
    struct foot_notes notes;
};

struct heading_style {
    double size, leading, above, below;
    enum font_style font;
    uint32_t colour;
};

static struct heading_style heading_style(int level) {
    static const struct heading_style styles[] = {{16, 20, 24, 7, FONT_BOLD, COLOUR_NAVY},
                                                  {13.5, 17.5, 17, 5, FONT_BOLD, COLOUR_NAVY},
                                                  {12, 16, 12, 4, FONT_BOLD, COLOUR_INK},
                                                  {12, 16, 10, 3, FONT_BOLD_ITALIC, COLOUR_INK}};
    return styles[level < 1 ? 0 : level > 4 ? 3 : level - 1];
}

struct text layout_caption(struct arena *arena, const char *kind, uint32_t number,
                           struct text caption) {
    return number == 0 ? caption
                       : text_format(arena, "%s %u: %.*s", kind, number, TEXT_ARG(caption));
}

struct text layout_heading_words(struct arena *arena, const struct document_block *block) {
    struct text words = paragraph_words(arena, block->text);
    return block->number.length == 0
               ? words
               : text_format(arena, "%.*s %.*s", TEXT_ARG(block->number), TEXT_ARG(words));
}

/* Appends a part with its strip. */
static struct strip *add_part(struct measuring *measuring, struct part part, double height,
                              double above, double below) {
    if (measuring->count == measuring->capacity) {
        size_t old = measuring->capacity, fresh = old * 2 + 128;
        measuring->parts = arena_resize(measuring->arena, measuring->parts,
                                        old * sizeof(struct part), fresh * sizeof(struct part));
        measuring->strips = arena_resize(measuring->arena, measuring->strips,
                                         old * sizeof(struct strip), fresh * sizeof(struct strip));
        measuring->capacity = fresh;
    }
    measuring->parts[measuring->count] = part;
    struct strip *strip = &measuring->strips[measuring->count++];
    *strip = (struct strip){.height = height, .space_above = above, .space_below = below};
    return strip;
}

static const struct paragraph *set_text(struct measuring *measuring, struct rich_text text,
                                        struct type_style type, double leading, double width) {
    return paragraph_new(measuring->arena, measuring->fonts, text,
                         (struct paragraph_style){type, leading, width});
}

static const struct paragraph *set_plain(struct measuring *measuring, struct text text,
                                         struct type_style type, double leading, double width) {
    return set_text(measuring, paragraph_plain(measuring->arena, text), type, leading, width);
}

static const struct paragraph *set_note(struct measuring *measuring, struct rich_text text,
                                        double width) {
    return set_text(measuring, text, (struct type_style){FONT_REGULAR, NOTE_SIZE, COLOUR_INK},
                    NOTE_LEADING, width);
}

/* The lines of a paragraph as parts like `part`; neither its first nor its last line stands alone
 * on a page. */
static void add_lines(struct measuring *measuring, struct part part, double above, double below,
                      bool keeps_with_next) {
    const struct paragraph *paragraph = part.paragraph;
    size_t count = paragraph->line_count;
    for (size_t i = 0; i < count; i++) {
        part.line = i;
        struct strip *strip = add_part(measuring, part, paragraph->style.leading,
                                       i == 0 ? above : 0, i + 1 == count ? below : 0);
        bool is_edge = count > 1 && (i == 0 || i + 2 == count);
        strip->keeps_with_next = is_edge || (keeps_with_next && i + 2 >= count);
        foot_notes_refer(&measuring->notes, strip, paragraph, i);
    }
}

static const struct paragraph *set_title(struct measuring *measuring, double size, double leading) {
    struct paragraph_style style = {{FONT_BOLD, size, COLOUR_NAVY}, leading, PAGE_MEASURE};
    return paragraph_even(measuring->arena, measuring->fonts,
                          paragraph_plain(measuring->arena, measuring->document->title), style);
}

static void add_title(struct measuring *measuring) {
    const struct paragraph *title = set_title(measuring, TITLE_SIZE, TITLE_LEADING);
    add_part(measuring, (struct part){.kind = PART_TITLE, .paragraph = title, .left = PAGE_LEFT},
             TITLE_BAND + paragraph_height(title), 0, 12);
}

/* Who a letter is from, and where they are. */
static void add_letterhead(struct measuring *measuring) {
    struct part part = {.kind = PART_LETTERHEAD, .left = PAGE_LEFT};
    part.paragraph = set_plain(measuring, measuring->document->organisation,
                               (struct type_style){FONT_BOLD, 16, COLOUR_NAVY}, 20, PAGE_MEASURE);
    part.label = set_plain(measuring, measuring->document->sender,
                           (struct type_style){FONT_REGULAR, 9.5, COLOUR_GREY}, 13, PAGE_MEASURE);
    double height = paragraph_height(part.paragraph) + paragraph_height(part.label);
    add_part(measuring, part, LETTERHEAD_BAND + height, 0, 16);
}

/* What a letter is about: its title, behind the salutation. */
static void add_subject(struct measuring *measuring, const struct document_block *block) {
    const struct paragraph *subject = set_title(measuring, SUBJECT_SIZE, SUBJECT_LEADING);
    add_part(measuring,
             (struct part){
                 .kind = PART_SUBJECT, .block = block, .paragraph = subject, .left = PAGE_LEFT},
             paragraph_height(subject), 2, 10)
        ->keeps_with_next = true;
}

/* How far text without a number stands in: a letter's stands at the edge. */
static double indent(const struct measuring *measuring) {
    return measuring->document->is_letter ? 0 : PAGE_INDENT;
}

/* How far a text stands in from its number, which may be as long as "Annex A". */
static double hang(const struct measuring *measuring, enum font_style font, double size,
                   struct text number, double least) {
    double width = font_width(measuring->fonts->styles[font], size, number);
    return fmax(least, width + LABEL_GAP);
}

static void add_heading(struct measuring *measuring, const struct document_block *block) {
    struct heading_style style = heading_style(block->level);
    bool is_hung = block->number.length > 0;
    double left = PAGE_LEFT;
    if (is_hung) {
        left += hang(measuring, style.font, style.size, block->number, PAGE_INDENT);
    }
    const struct paragraph *paragraph = paragraph_even(
        measuring->arena, measuring->fonts, block->text,
        (struct paragraph_style){
            {style.font, style.size, style.colour}, style.leading, PAGE_RIGHT - left});
    size_t first = measuring->count;
    add_lines(measuring,
              (struct part){.kind = PART_HEADING_LINE,
                            .block = block,
                            .paragraph = paragraph,
                            .left = left,
                            .label_left = PAGE_LEFT},
              style.above, style.below, true);
    measuring->strips[first].is_barrier = block->level <= BARRIER_LEVEL;
    for (size_t i = first; i < measuring->count; i++) {
        measuring->strips[i].keeps_with_next = true;
    }
}

static bool is_after(const struct measuring *measuring, const struct document_block *block,
                     enum document_block_kind kind) {
    return block > measuring->document->blocks && block[-1].kind == kind;
}

static bool is_before(const struct measuring *measuring, const struct document_block *block,
                      enum document_block_kind kind) {
    const struct document *document = measuring->document;
    return block + 1 < document->blocks + document->block_count && block[1].kind == kind;
}

static void add_paragraph(struct measuring *measuring, const struct document_block *block) {
    double left = PAGE_LEFT + indent(measuring);
    if (block->number.length > 0) {
        left = PAGE_LEFT + hang(measuring, FONT_REGULAR, BODY_SIZE, block->number, PAGE_INDENT);
    }
    const struct paragraph *paragraph =
        set_text(measuring, block->text, (struct type_style){FONT_REGULAR, BODY_SIZE, COLOUR_INK},
                 BODY_LEADING, PAGE_RIGHT - left);
    /* A single line under a heading is too little at a page's end; so is the opening of a list. No
     * closing stands on a page without text. */
    bool keeps = (paragraph->line_count == 1 && is_after(measuring, block, DOCUMENT_HEADING)) ||
                 is_before(measuring, block, DOCUMENT_LIST) ||
                 is_before(measuring, block, DOCUMENT_LINES);
    add_lines(measuring,
              (struct part){.kind = PART_PARAGRAPH_LINE,
                            .block = block,
                            .paragraph = paragraph,
                            .left = left,
                            .label_left = PAGE_LEFT},
              0, 8, keeps);
}

static double label_room(struct measuring *measuring, const struct document_block *block) {
    double widest = LABEL_LEAST - LABEL_GAP;
    for (size_t i = 0; i < block->item_count; i++) {
        widest = fmax(widest, font_width(measuring->fonts->styles[FONT_REGULAR], BODY_SIZE,
                                         block->items[i].label));
    }
    return widest + LABEL_GAP;
}

static void add_list(struct measuring *measuring, const struct document_block *block) {
    double label_left = PAGE_LEFT + indent(measuring);
    double left = label_left + label_room(measuring, block);
    for (size_t i = 0; i < block->item_count; i++) {
        const struct paragraph *paragraph =
            set_text(measuring, block->items[i].text,
                     (struct type_style){FONT_REGULAR, BODY_SIZE, COLOUR_INK}, BODY_LEADING,
                     PAGE_RIGHT - left);
        bool is_last = i + 1 == block->item_count;
        add_lines(measuring,
                  (struct part){.kind = PART_ITEM_LINE,
                                .block = block,
                                .paragraph = paragraph,
                                .index = i,
                                .left = left,
                                .label_left = label_left},
                  0, is_last ? 9 : 4, i == 0 && !is_last && paragraph->line_count == 1);
    }
}

static bool is_signed(const struct measuring *measuring, const struct document_block *block) {
    return is_before(measuring, block, DOCUMENT_LINES) && block[1].is_signed;
}

/* An address or a signature: its lines stay together, and a closing with the names under it. */
static void add_address(struct measuring *measuring, const struct document_block *block) {
    for (size_t i = 0; i < block->item_count; i++) {
        const struct paragraph *paragraph = set_text(
            measuring, block->items[i].text,
            (struct type_style){FONT_REGULAR, BODY_SIZE, COLOUR_INK}, BODY_LEADING, PAGE_MEASURE);
        bool is_last = i + 1 == block->item_count;
        add_lines(measuring,
                  (struct part){.kind = PART_PARAGRAPH_LINE,
                                .block = block,
                                .paragraph = paragraph,
                                .index = i,
                                .left = PAGE_LEFT,
                                .label_left = PAGE_LEFT},
                  i > 0              ? 0
                  : block->is_signed ? SIGNATURE_ROOM
                                     : 8,
                  is_last ? 14 : 0, !is_last);
        measuring->strips[measuring->count - 1].keeps_with_next =
            !is_last || is_signed(measuring, block);
    }
}

static void add_quote(struct measuring *measuring, const struct document_block *block) {
    double left = PAGE_LEFT + indent(measuring) + 16;
    struct type_style type = {FONT_ITALIC, BODY_SIZE - 0.5, COLOUR_INK};
    struct part part = {.kind = PART_QUOTE_LINE, .block = block, .left = left};
    part.paragraph = set_text(measuring, block->text, type, BODY_LEADING - 0.6, PAGE_RIGHT - left);
    bool has_source = block->number.length > 0;
    add_lines(measuring, part, 6, has_source ? 0 : 12, has_source);
    if (has_source) {
        type = (struct type_style){FONT_REGULAR, 10, COLOUR_GREY};
        struct text source =
            text_format(measuring->arena, "\xE2\x80\x94 %.*s", TEXT_ARG(block->number));
        part.paragraph = set_plain(measuring, source, type, 15, PAGE_RIGHT - left);
        part.index = 1;
        add_lines(measuring, part, 0, 12, false);
    }
}

static void add_fields(struct measuring *measuring, const struct document_block *block) {
    double left = PAGE_LEFT + FIELD_LABEL_WIDTH + FIELD_GAP;
    for (size_t i = 0; i < block->field_count; i++) {
        struct part part = {
            .kind = PART_FIELD, .block = block, .index = i, .left = left, .label_left = PAGE_LEFT};
        part.label = set_plain(measuring, block->fields[i].label,
                               (struct type_style){FONT_BOLD, FIELD_SIZE, COLOUR_INK},
                               FIELD_LEADING, FIELD_LABEL_WIDTH);
        part.paragraph = set_text(measuring, block->fields[i].value,
                                  (struct type_style){FONT_REGULAR, FIELD_SIZE, COLOUR_INK},
                                  FIELD_LEADING, PAGE_RIGHT - left);
        double height = fmax(paragraph_height(part.label), paragraph_height(part.paragraph));
        struct strip *strip = add_part(measuring, part, height + 2 * FIELD_PADDING, i == 0 ? 6 : 0,
                                       i + 1 == block->field_count ? 16 : 0);
        strip->keeps_with_next = block->field_count > 1 && (i == 0 || i + 2 == block->field_count);
        for (size_t line = 0; line < part.paragraph->line_count; line++) {
            foot_notes_refer(&measuring->notes, strip, part.paragraph, line);
        }
    }
}

static const struct paragraph *set_caption(struct measuring *measuring, struct text caption) {
    return set_plain(measuring, caption, (struct type_style){FONT_BOLD, CAPTION_SIZE, COLOUR_INK},
                     CAPTION_LEADING, PAGE_MEASURE);
}

static void add_table_notes(struct measuring *measuring, const struct document_block *block,
                            const struct table_parts *parts) {
    const struct document_table *table = block->table;
    for (size_t i = 0; i < table->note_count; i++) {
        const struct paragraph *note =
            set_note(measuring, paragraph_plain(measuring->arena, table->notes[i]), PAGE_MEASURE);
        struct part part = {.kind = PART_TABLE_NOTE,
                            .block = block,
                            .paragraph = note,
                            .index = i,
                            .left = PAGE_LEFT,
                            .table = parts};
        bool is_last = i + 1 == table->note_count;
        add_part(measuring, part, paragraph_height(note), i == 0 ? 5 : 0, is_last ? 18 : 0)
            ->keeps_with_next = !is_last;
    }
}

static double height_of_rows(const struct table_layout *layout) {
    double height = 0;
    for (size_t row = 0; row < layout->table->row_count; row++) {
        height += layout->row_heights[row];
    }
    return height;
}

static void add_table(struct measuring *measuring, const struct document_block *block) {
    const struct document_table *table = block->table;
    struct table_parts *parts = ARENA_NEW(measuring->arena, struct table_parts);
    struct text caption = layout_caption(measuring->arena, "Table", table->number, table->caption);
    parts->caption = set_caption(measuring, caption);
    parts->continued = set_caption(
        measuring, text_format(measuring->arena, "%.*s (continued)", TEXT_ARG(caption)));
    parts->layout = table_layout_new(measuring->arena, measuring->fonts, table, PAGE_MEASURE);
    struct part part = {.kind = PART_TABLE_HEAD, .block = block, .left = PAGE_LEFT, .table = parts};
    double head = 5 + parts->layout->head_height;
    add_part(measuring, part, paragraph_height(parts->caption) + head, 12, 0)->keeps_with_next =
        true;
    part.kind = PART_TABLE_ROW;
    bool is_small = height_of_rows(parts->layout) <= SMALL_TABLE_HEIGHT;
    size_t least = is_small ? SMALL_TABLE_ROWS_LEAST : 2; /* on either side of a page's end */
    for (size_t row = 0; row < table->row_count; row++) {
        part.index = row;
        bool is_last = row + 1 == table->row_count;
        struct strip *strip = add_part(measuring, part, parts->layout->row_heights[row], 0,
                                       is_last ? (table->note_count > 0 ? 0 : 18) : 0);
        strip->repeat_height = paragraph_height(parts->continued) + head;
        strip->keeps_with_next =
            is_last ? table->note_count > 0 : row + 1 < least || row + 1 + least > table->row_count;
        strip->prefers_next = is_small && !is_last;
    }
    add_table_notes(measuring, block, parts);
}

static void add_chart(struct measuring *measuring, const struct document_block *block) {
    const struct document_chart *chart = block->chart;
    struct chart_parts *parts = ARENA_NEW(measuring->arena, struct chart_parts);
    parts->caption = set_caption(
        measuring, layout_caption(measuring->arena, "Figure", chart->number, chart->caption));
    parts->chart_height = chart_height(measuring->arena, measuring->fonts, chart, PAGE_MEASURE);
    parts->notes = ARENA_ARRAY(measuring->arena, const struct paragraph *, chart->note_count);
    double height = paragraph_height(parts->caption) + 4 + parts->chart_height + 4;
    for (size_t i = 0; i < chart->note_count; i++) {
        parts->notes[i] =
            set_note(measuring, paragraph_plain(measuring->arena, chart->notes[i]), PAGE_MEASURE);
        height += paragraph_height(parts->notes[i]);
    }
    add_part(measuring,
             (struct part){.kind = PART_CHART, .block = block, .left = PAGE_LEFT, .chart = parts},
             height, 14, 18)
        ->is_float = true;
}

/* Whether the next entry of the contents list stands under this one. */
static bool opens_section(const struct document *document, size_t heading) {
    size_t next = heading + 1;
    while (next < document->block_count &&
           (document->blocks[next].kind != DOCUMENT_HEADING || document->blocks[next].level > 2)) {
        next++;
    }
    return next < document->block_count &&
           document->blocks[next].level > document->blocks[heading].level;
}

static void add_contents(struct measuring *measuring, const struct document_block *block) {
    const struct document *document = measuring->document;
    struct heading_style style = heading_style(1);
    if (!is_after(measuring, block, DOCUMENT_HEADING)) {
        const struct paragraph *title = set_plain(
            measuring, TEXT("Contents"), (struct type_style){FONT_BOLD, style.size, style.colour},
            style.leading, PAGE_MEASURE);
        add_part(
            measuring,
            (struct part){
                .kind = PART_CONTENTS_TITLE, .block = block, .paragraph = title, .left = PAGE_LEFT},
            style.leading, style.above, style.below)
            ->keeps_with_next = true;
    }
    for (size_t i = 0; i < document->block_count; i++) {
        const struct document_block *heading = &document->blocks[i];
        if (heading->kind != DOCUMENT_HEADING || heading->level > 2 || heading == block - 1) {
            continue;
        }
        double label_left = PAGE_LEFT + (heading->level > 1 ? CONTENTS_INDENT : 0);
        double left = label_left;
        if (heading->number.length > 0) {
            left += hang(measuring, FONT_REGULAR, BODY_SIZE, heading->number, CONTENTS_INDENT);
        }
        const struct paragraph *entry = set_plain(
            measuring, paragraph_words(measuring->arena, heading->text),
            (struct type_style){FONT_REGULAR, heading->level > 1 ? 11 : BODY_SIZE, COLOUR_INK},
            CONTENTS_LEADING - (heading->level > 1 ? 2 : 0),
            PAGE_RIGHT - left - CONTENTS_PAGE_ROOM);
        add_part(measuring,
                 (struct part){.kind = PART_CONTENTS_ENTRY,
                               .block = block,
                               .paragraph = entry,
                               .index = i,
                               .left = left,
                               .label_left = label_left},
                 paragraph_height(entry), 0, 0)
            ->keeps_with_next = opens_section(document, i);
    }
    measuring->strips[measuring->count - 1].space_below = 14;
}

static void add_block(struct measuring *measuring, const struct document_block *block) {
    switch (block->kind) {
    case DOCUMENT_HEADING:
        add_heading(measuring, block);
        return;
    case DOCUMENT_PARAGRAPH:
        add_paragraph(measuring, block);
        return;
    case DOCUMENT_LIST:
        add_list(measuring, block);
        return;
    case DOCUMENT_TABLE:
        add_table(measuring, block);
        return;
    case DOCUMENT_CHART:
        add_chart(measuring, block);
        return;
    case DOCUMENT_QUOTE:
        add_quote(measuring, block);
        return;
    case DOCUMENT_LINES:
        add_address(measuring, block);
        return;
    case DOCUMENT_FIELDS:
        add_fields(measuring, block);
        return;
    case DOCUMENT_CONTENTS:
        add_contents(measuring, block);
        return;
    case DOCUMENT_SUBJECT:
        add_subject(measuring, block);
        return;
    case DOCUMENT_PAGE_BREAK:
        return; /* the next block begins a page: measure_blocks */
    }
}

static void measure_blocks(struct measuring *measuring) {
    const struct document *document = measuring->document;
    bool is_turned = false;
    for (size_t i = 0; i < document->block_count; i++) {
        size_t first = measuring->count;
        measuring->block_parts[i] = first;
        add_block(measuring, &document->blocks[i]);
        if (is_turned && measuring->count > first) {
            measuring->strips[first].starts_page = true;
        }
        is_turned = document->blocks[i].kind == DOCUMENT_PAGE_BREAK ||
                    (is_turned && measuring->count == first);
    }
    foot_notes_take_rest(&measuring->notes, &measuring->strips[measuring->count - 1]);
}

static struct text part_words(const struct measuring *measuring, const struct part *part) {
    if (part->table != NULL) {
        return part->block->table->caption;
    }
    if (part->chart != NULL) {
        return part->block->chart->caption;
    }
    return part->kind == PART_FIELD ? part->block->fields[part->index].label
                                    : measuring->document->title;
}

bool layout_make(struct arena *arena, struct diag *diag, const struct font_set *fonts,
                 const struct document *document, struct layout *layout) {
    struct measuring measuring = {.arena = arena,
                                  .fonts = fonts,
                                  .document = document,
                                  .block_parts = ARENA_ARRAY(arena, size_t, document->block_count),
                                  .notes = foot_notes_new(arena, fonts, document)};
    (document->is_letter ? add_letterhead : add_title)(&measuring);
    measure_blocks(&measuring);
    floating_tables_mark(document, measuring.parts, measuring.strips, measuring.count);
    struct flow flow = {.strips = measuring.strips,
                        .strip_count = measuring.count,
                        .references = measuring.notes.references,
                        .note_heights = measuring.notes.heights,
                        .note_count = document->note_count,
                        .page_height = PAGE_BOTTOM - PAGE_TOP,
                        .notes_gap = NOTES_GAP};
    struct flow_page *pages = NULL;
    size_t too_tall = 0;
    *layout = (struct layout){.document = document,
                              .parts = measuring.parts,
                              .strips = measuring.strips,
                              .part_count = measuring.count,
                              .block_parts = measuring.block_parts};
    if (!flow_paginate(arena, &flow, &pages, &layout->page_count, &too_tall)) {
        DIAG_REPORT(diag, RD006, NULL, part_words(&measuring, &measuring.parts[too_tall]));
        return false;
    }
    layout->pages = pages;
    layout->notes =
        foot_notes_place(&measuring.notes, &flow, pages, layout->page_count, &layout->note_count);
    return true;
}
