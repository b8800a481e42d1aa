/* Drawing and tagging, part by part. Elements are made when a block's first part
 * is drawn and taken up again by its later parts. Rules, tints, leaders and
 * repeated table heads are artifacts. */
#include "render/typeset.h"

#include <assert.h>

#include "base/arena.h"
#include "render/chart.h"
#include "render/line_drawing.h"
#include "render/page_style.h"

/* The baseline within a line's leading. */
#define BASELINE_SHARE 0.75

struct typesetting {
    struct arena *arena;
    const struct font_set *fonts;
    struct structure *structure;
    const struct layout *layout;
    struct line_drawing lines;
    struct bookmark *bookmarks;
    size_t *bookmark_count;
    int heading_level;      /* of the newest heading's tag; 1: the title */
    struct element *block;  /* of the block being drawn */
    struct element *within; /* its body, where that is another: LBody, TBody */
    size_t next_note;       /* in order of reference */
    size_t note_limit;      /* notes up to here are referred to already */
};

struct position {
    struct canvas_page *page;
    double top;
};

static struct element *add_element(struct typesetting *set, struct element *parent,
                                   const char *type) {
    return structure_add(set->structure, parent, type);
}

static struct element *add_block_element(struct typesetting *set, const char *type) {
    return add_element(set, structure_root(set->structure), type);
}

static void rule(struct canvas_page *page, double y, double width, uint32_t colour) {
    canvas_line(page, (struct stroke){width, colour, 0, 0}, (struct point){PAGE_LEFT, y},
                (struct point){PAGE_RIGHT, y});
}

static void draw_artifact_rule(struct canvas_page *page, double y, double width, uint32_t colour) {
    canvas_begin_artifact(page, ARTIFACT_LAYOUT);
    rule(page, y, width, colour);
    canvas_end(page);
}

static double baseline_of(const struct paragraph *paragraph, double top, size_t line) {
    return top + ((double)line + BASELINE_SHARE) * paragraph->style.leading;
}

static void draw_paragraph(struct typesetting *set, struct canvas_page *page,
                           struct element *element, const struct paragraph *paragraph, double x,
                           double top) {
    for (size_t i = 0; i < paragraph->line_count; i++) {
        line_drawing_draw(&set->lines, page, element, &paragraph->lines[i], x,
                          baseline_of(paragraph, top, i));
    }
}

static void add_bookmark(struct typesetting *set, int level, struct text title,
                         const struct canvas_page *page, double y) {
    set->bookmarks[(*set->bookmark_count)++] =
        (struct bookmark){level, title, canvas_destination(page, y)};
}

static void draw_title(struct typesetting *set, const struct part *part, struct position at) {
    const struct document *document = set->layout->document;
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    canvas_fill(at.page, COLOUR_NAVY, (struct area){PAGE_LEFT, at.top, PAGE_RIGHT, at.top + 3});
    canvas_end(at.page);
    struct element *above = add_block_element(set, "P");
    canvas_begin(at.page, above);
    double width = canvas_text(at.page, (struct type_style){FONT_BOLD, 12, COLOUR_INK}, PAGE_LEFT,
                               at.top + 22, document->organisation);
    canvas_text(at.page, (struct type_style){FONT_REGULAR, 12, COLOUR_GREY}, PAGE_LEFT + width,
                at.top + 22, TEXT("  |  Report"));
    canvas_end(at.page);
    struct element *title = add_block_element(set, "H1");
    draw_paragraph(set, at.page, title, part->paragraph, PAGE_LEFT, at.top + 38);
}

static const char *heading_tag(struct typesetting *set, int level) {
    static const char *const tags[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    int wanted = level + 1;
    /* A level may not be skipped on the way down. */
    set->heading_level = wanted > set->heading_level + 1 ? set->heading_level + 1 : wanted;
    assert(set->heading_level >= 1 && set->heading_level <= 6);
    return tags[set->heading_level - 1];
}

/* A number hanging before the first line, in the element's own text. */
static void draw_hanging_number(const struct part *part, struct position at,
                                struct element *element, struct type_style type,
                                struct arena *arena) {
    if (part->block->number.length == 0 || part->line > 0) {
        return;
    }
    canvas_begin(at.page, element);
    canvas_text(at.page, type, part->label_left, baseline_of(part->paragraph, at.top, 0),
                text_format(arena, "%.*s ", TEXT_ARG(part->block->number)));
    canvas_end(at.page);
}

static void draw_line(struct typesetting *set, const struct part *part, struct position at,
                      struct element *element) {
    line_drawing_draw(&set->lines, at.page, element, &part->paragraph->lines[part->line],
                      part->left, baseline_of(part->paragraph, at.top, 0));
}

static void draw_heading_line(struct typesetting *set, const struct part *part,
                              struct position at) {
    if (part->line == 0) {
        set->block = add_block_element(set, heading_tag(set, part->block->level));
        add_bookmark(set, set->heading_level - 1, layout_heading_words(set->arena, part->block),
                     at.page, at.top - 6);
    }
    draw_hanging_number(part, at, set->block, part->paragraph->style.type, set->arena);
    draw_line(set, part, at, set->block);
}

static void draw_paragraph_line(struct typesetting *set, const struct part *part,
                                struct position at) {
    if (part->line == 0) {
        set->block = add_block_element(set, "P");
    }
    draw_hanging_number(part, at, set->block, part->paragraph->style.type, set->arena);
    draw_line(set, part, at, set->block);
}

static void draw_quote_line(struct typesetting *set, const struct part *part, struct position at) {
    if (part->line == 0) {
        set->block = part->index == 0 ? add_block_element(set, "BlockQuote") : set->block;
        set->within = add_element(set, set->block, "P");
    }
    if (part->index == 0) {
        canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
        canvas_fill(at.page, COLOUR_RULE,
                    (struct area){part->left - 14, at.top, part->left - 11.5,
                                  at.top + part->paragraph->style.leading});
        canvas_end(at.page);
    }
    draw_line(set, part, at, set->within);
}

static const char *list_numbering(struct text label) {
    if (text_equal(label, TEXT("\xE2\x80\xA2"))) {
        return "Disc";
    }
    for (size_t i = 0; i < label.length; i++) {
        char byte = label.bytes[i];
        if (byte >= '0' && byte <= '9') {
            return "Decimal";
        }
        if (byte >= 'a' && byte <= 'z') {
            return byte == 'i' ? "LowerRoman" : "LowerAlpha";
        }
        if (byte >= 'A' && byte <= 'Z') {
            return byte == 'I' ? "UpperRoman" : "UpperAlpha";
        }
    }
    return "None";
}

static void draw_item_line(struct typesetting *set, const struct part *part, struct position at) {
    const struct list_item *item = &part->block->items[part->index];
    if (part->line == 0) {
        if (part->index == 0) {
            set->block = add_block_element(set, "L");
            structure_set_attributes(set->block,
                                     text_format(set->arena, "<</O/List/ListNumbering/%s>>",
                                                 list_numbering(item->label)));
        }
        struct element *entry = add_element(set, set->block, "LI");
        struct element *label = add_element(set, entry, "Lbl");
        set->within = add_element(set, entry, "LBody");
        canvas_begin(at.page, label);
        canvas_text(at.page, (struct type_style){FONT_REGULAR, BODY_SIZE, COLOUR_INK},
                    part->label_left, baseline_of(part->paragraph, at.top, 0),
                    text_format(set->arena, "%.*s ", TEXT_ARG(item->label)));
        canvas_end(at.page);
    }
    draw_line(set, part, at, set->within);
}

static struct element *add_cell(struct typesetting *set, struct element *row, const char *scope) {
    struct element *cell = add_element(set, row, scope == NULL ? "TD" : "TH");
    if (scope != NULL) {
        structure_set_attributes(cell, text_format(set->arena, "<</O/Table/Scope/%s>>", scope));
    }
    return cell;
}

static void draw_field(struct typesetting *set, const struct part *part, struct position at) {
    if (part->index == 0) {
        set->block = add_block_element(set, "Table");
        set->within = add_element(set, set->block, "TBody");
        draw_artifact_rule(at.page, at.top, 0.7, COLOUR_RULE);
    }
    struct element *row = add_element(set, set->within, "TR");
    draw_paragraph(set, at.page, add_cell(set, row, "Row"), part->label, part->label_left,
                   at.top + 4);
    draw_paragraph(set, at.page, add_cell(set, row, NULL), part->paragraph, part->left, at.top + 4);
    size_t lines = part->label->line_count > part->paragraph->line_count
                       ? part->label->line_count
                       : part->paragraph->line_count;
    draw_artifact_rule(at.page, at.top + (double)lines * part->label->style.leading + 8, 0.5,
                       COLOUR_RULE);
}

/* A table's header row; without a row element it is a repeated one, all artifact. */
static void draw_header(struct typesetting *set, const struct part *part, struct canvas_page *page,
                        struct element *row, double top) {
    const struct table_layout *layout = part->table->layout;
    for (size_t column = 0; column < layout->table->column_count; column++) {
        const struct paragraph *header = layout->columns[column].header;
        struct element *cell = row == NULL ? NULL : add_cell(set, row, "Column");
        for (size_t line = 0; line < header->line_count; line++) {
            double x = PAGE_LEFT + table_layout_header_left(layout, column, line);
            double baseline = top + table_layout_header_baseline(layout, column, line);
            if (cell == NULL) {
                line_drawing_draw_plain(page, &header->lines[line], x, baseline);
            } else {
                line_drawing_draw(&set->lines, page, cell, &header->lines[line], x, baseline);
            }
        }
    }
}

static void draw_head_rules(struct canvas_page *page, double top, double height) {
    draw_artifact_rule(page, top, 1.1, COLOUR_NAVY);
    draw_artifact_rule(page, top + height, 0.7, COLOUR_NAVY);
}

static void draw_table_head(struct typesetting *set, const struct part *part, struct position at) {
    set->block = add_block_element(set, "Table");
    struct element *caption = add_element(set, set->block, "Caption");
    draw_paragraph(set, at.page, caption, part->table->caption, PAGE_LEFT, at.top);
    double top = at.top + paragraph_height(part->table->caption) + 5;
    draw_head_rules(at.page, top, part->table->layout->head_height);
    struct element *head = add_element(set, set->block, "THead");
    draw_header(set, part, at.page, add_element(set, head, "TR"), top);
    set->within = add_element(set, set->block, "TBody");
}

/* Above a row that begins a page: the caption with "(continued)" and the head once more. */
static void repeat_table_head(struct typesetting *set, const struct part *part,
                              struct position at) {
    const struct paragraph *caption = part->table->continued;
    double top = at.top - part->table->layout->head_height;
    draw_head_rules(at.page, top, part->table->layout->head_height);
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    for (size_t i = 0; i < caption->line_count; i++) {
        line_drawing_draw_plain(at.page, &caption->lines[i], PAGE_LEFT,
                                baseline_of(caption, top - 5 - paragraph_height(caption), i));
    }
    draw_header(set, part, at.page, NULL, top);
    canvas_end(at.page);
}

static void draw_row_ground(const struct part *part, struct position at, bool ends_here) {
    double height = part->table->layout->row_heights[part->index];
    bool is_total = table_layout_is_total(part->block->table, part->index);
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    if (is_total) {
        canvas_fill(at.page, COLOUR_TINT,
                    (struct area){PAGE_LEFT, at.top, PAGE_RIGHT, at.top + height});
        rule(at.page, at.top, 0.7, COLOUR_NAVY);
    }
    if (ends_here) {
        rule(at.page, at.top + height, 0.9, COLOUR_NAVY);
    } else {
        rule(at.page, at.top + height, 0.35, COLOUR_RULE);
    }
    canvas_end(at.page);
}

/* A row closes the table on its page where the next part is no row or stands elsewhere. */
static bool ends_table(const struct layout *layout, size_t index) {
    return index + 1 == layout->part_count || layout->parts[index + 1].kind != PART_TABLE_ROW ||
           layout->parts[index + 1].index == 0 ||
           layout->strips[index + 1].page != layout->strips[index].page;
}

static void draw_row_cell(struct typesetting *set, const struct part *part, struct position at,
                          struct element *row, size_t column) {
    const struct table_layout *layout = part->table->layout;
    const struct paragraph *cell =
        layout->cells[part->index * layout->table->column_count + column];
    struct element *element = add_cell(set, row, column == 0 ? "Row" : NULL);
    for (size_t line = 0; line < cell->line_count; line++) {
        double x = table_layout_line_left(layout, set->fonts, part->index, column, line);
        line_drawing_draw(&set->lines, at.page, element, &cell->lines[line], PAGE_LEFT + x,
                          at.top + table_layout_baseline(layout, set->fonts, line));
    }
}

static void draw_table_row(struct typesetting *set, const struct part *part, struct position at) {
    size_t index = (size_t)(part - set->layout->parts);
    if (set->layout->strips[index].begins_page && part->index > 0) {
        repeat_table_head(set, part, at);
    }
    draw_row_ground(part, at, ends_table(set->layout, index));
    struct element *row = add_element(set, set->within, "TR");
    for (size_t column = 0; column < part->block->table->column_count; column++) {
        draw_row_cell(set, part, at, row, column);
    }
}

static void draw_chart(struct typesetting *set, const struct part *part, struct position at) {
    const struct chart_parts *chart = part->chart;
    double top = at.top + paragraph_height(chart->caption) + 4;
    struct area area = {PAGE_LEFT, top, PAGE_RIGHT, top + chart->chart_height};
    struct element *figure = add_block_element(set, "Figure");
    structure_set_alternative(figure, part->block->chart->alternative);
    structure_set_attributes(
        figure, canvas_box(at.page, (struct area){PAGE_LEFT, at.top, PAGE_RIGHT, area.bottom}));
    struct element *caption = add_element(set, figure, "Caption");
    draw_paragraph(set, at.page, caption, chart->caption, PAGE_LEFT, at.top);
    canvas_begin(at.page, figure);
    chart_draw(set->arena, set->fonts, at.page, part->block->chart, area);
    canvas_end(at.page);
    double y = area.bottom + 4;
    for (size_t i = 0; i < part->block->chart->note_count; i++) {
        draw_paragraph(set, at.page, add_block_element(set, "P"), chart->notes[i], PAGE_LEFT, y);
        y += paragraph_height(chart->notes[i]);
    }
}

static void draw_leader(struct canvas_page *page, double from, double to, double baseline) {
    if (to - from < 6) {
        return;
    }
    canvas_begin_artifact(page, ARTIFACT_LAYOUT);
    canvas_line(page, (struct stroke){0.7, COLOUR_RULE, 0.7, 2.6},
                (struct point){from, baseline - 0.5}, (struct point){to, baseline - 0.5});
    canvas_end(page);
}

static void draw_contents_entry(struct typesetting *set, const struct part *part,
                                struct position at) {
    const struct document_block *heading = &set->layout->document->blocks[part->index];
    const struct paragraph *entry = part->paragraph;
    double target_y;
    const struct canvas_page *target = line_drawing_place(&set->lines, part->index, &target_y);
    size_t page_number = set->layout->strips[set->layout->block_parts[part->index]].page + 1;
    struct text number = text_format(set->arena, "%zu", page_number);
    struct element *item = add_element(set, set->block, "TOCI");
    struct element *reference = add_element(set, item, "Reference");
    struct element *link = add_element(set, reference, "Link");
    struct type_style type = entry->style.type;
    double last = baseline_of(entry, at.top, entry->line_count - 1);
    canvas_begin(at.page, link);
    if (heading->number.length > 0) {
        canvas_text(at.page, type, part->label_left, baseline_of(entry, at.top, 0),
                    text_format(set->arena, "%.*s ", TEXT_ARG(heading->number)));
    }
    for (size_t i = 0; i < entry->line_count; i++) {
        line_drawing_draw_plain(at.page, &entry->lines[i], part->left,
                                baseline_of(entry, at.top, i));
    }
    double width = canvas_text_width(at.page, type, number);
    double space = canvas_text_width(at.page, type, TEXT(" "));
    canvas_text(at.page, type, PAGE_RIGHT - width - space, last,
                text_format(set->arena, " %.*s", TEXT_ARG(number)));
    canvas_end(at.page);
    draw_leader(at.page, part->left + entry->lines[entry->line_count - 1].width + 5,
                PAGE_RIGHT - width - 5, last);
    canvas_link_place(at.page, link, (struct area){part->label_left, at.top, PAGE_RIGHT, last + 4},
                      target, target_y,
                      text_format(set->arena, "%.*s, page %zu",
                                  TEXT_ARG(layout_heading_words(set->arena, heading)),
                                  page_number));
}

static void draw_contents_title(struct typesetting *set, const struct part *part,
                                struct position at) {
    struct element *title = add_block_element(set, heading_tag(set, 1));
    add_bookmark(set, set->heading_level - 1, TEXT("Contents"), at.page, at.top - 6);
    draw_paragraph(set, at.page, title, part->paragraph, PAGE_LEFT, at.top);
}

static void draw_contents_part(struct typesetting *set, const struct part *part, size_t index,
                               struct position at) {
    if (part->kind == PART_CONTENTS_TITLE) {
        draw_contents_title(set, part, at);
        return;
    }
    if (index == 0 || part[-1].kind != PART_CONTENTS_ENTRY) {
        set->block = add_block_element(set, "TOC");
    }
    draw_contents_entry(set, part, at);
}

static void draw_part(struct typesetting *set, const struct part *part, size_t index,
                      struct position at) {
    switch (part->kind) {
    case PART_TITLE:
        draw_title(set, part, at);
        return;
    case PART_HEADING_LINE:
        draw_heading_line(set, part, at);
        return;
    case PART_PARAGRAPH_LINE:
        draw_paragraph_line(set, part, at);
        return;
    case PART_QUOTE_LINE:
        draw_quote_line(set, part, at);
        return;
    case PART_ITEM_LINE:
        draw_item_line(set, part, at);
        return;
    case PART_FIELD:
        draw_field(set, part, at);
        return;
    case PART_TABLE_HEAD:
        draw_table_head(set, part, at);
        return;
    case PART_TABLE_ROW:
        draw_table_row(set, part, at);
        return;
    case PART_TABLE_NOTE:
        draw_paragraph(set, at.page, add_block_element(set, "P"), part->paragraph, part->left,
                       at.top);
        return;
    case PART_CHART:
        draw_chart(set, part, at);
        return;
    case PART_CONTENTS_TITLE:
    case PART_CONTENTS_ENTRY:
        draw_contents_part(set, part, index, at);
    }
}

static void draw_note(struct typesetting *set, size_t index) {
    const struct placed_note *note = &set->layout->notes[index];
    struct canvas_page *page = canvas_page(set->lines.canvas, note->page);
    struct element *element = add_block_element(set, "Note");
    structure_set_identifier(set->structure, element,
                             text_format(set->arena, "note-%06zu", index + 1));
    struct element *label = add_element(set, element, "Lbl");
    double baseline = baseline_of(note->paragraph, note->y, 0);
    canvas_begin(page, label);
    canvas_text(page, (struct type_style){FONT_REGULAR, NOTE_SIZE * 0.75, COLOUR_INK}, PAGE_LEFT,
                baseline - 2.6, text_format(set->arena, "%u ", note->number));
    canvas_end(page);
    draw_paragraph(set, page, add_element(set, element, "P"), note->paragraph,
                   PAGE_LEFT + NOTE_INDENT, note->y);
}

/* The notes of a block follow it in the reading order, though they stand at the foot. */
static void draw_notes_before(struct typesetting *set, size_t limit) {
    for (; set->next_note < limit; set->next_note++) {
        draw_note(set, set->next_note);
    }
}

static void draw_notes_rules(struct typesetting *set) {
    for (size_t i = 0; i < set->layout->page_count; i++) {
        if (set->layout->pages[i].note_count == 0) {
            continue;
        }
        double y = PAGE_BOTTOM - set->layout->pages[i].notes_height + NOTES_GAP - 5;
        struct canvas_page *page = canvas_page(set->lines.canvas, i);
        canvas_begin_artifact(page, ARTIFACT_LAYOUT);
        canvas_line(page, (struct stroke){0.6, COLOUR_RULE, 0, 0}, (struct point){PAGE_LEFT, y},
                    (struct point){PAGE_LEFT + 120, y});
        canvas_end(page);
    }
}

void typeset_document(struct arena *arena, const struct font_set *fonts, struct canvas *canvas,
                      const struct layout *layout, struct bookmark *bookmarks,
                      size_t *bookmark_count) {
    struct typesetting set = {.arena = arena,
                              .fonts = fonts,
                              .structure = canvas_structure(canvas_page(canvas, 0)),
                              .layout = layout,
                              .lines = {.arena = arena, .canvas = canvas, .layout = layout},
                              .bookmarks = bookmarks,
                              .bookmark_count = bookmark_count,
                              .heading_level = 1};
    *bookmark_count = 0;
    for (size_t i = 0; i < layout->part_count; i++) {
        const struct part *part = &layout->parts[i];
        const struct strip *strip = &layout->strips[i];
        if (i > 0 && part->block != part[-1].block) {
            draw_notes_before(&set, strip->first_note);
        }
        struct position at = {canvas_page(canvas, strip->page), PAGE_TOP + strip->y};
        draw_part(&set, part, i, at);
    }
    draw_notes_before(&set, layout->note_count);
    draw_notes_rules(&set);
}
