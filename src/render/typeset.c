/* Drawing and tagging, part by part. Elements are made when a block's first part
 * is drawn and taken up again by its later parts. Rules, tints, leaders and
 * repeated table heads are artifacts. */
#include "render/typeset.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "render/chart.h"
#include "render/page_style.h"
#include "render/table_drawing.h"
#include "render/typesetting.h"

/* Of the logo: under the rule, beside the organisation's name. */
#define LOGO_ABOVE 8.0
#define LOGO_HEIGHT 26.0
#define LOGO_WIDTH_MOST 160.0

static void add_bookmark(struct typesetting *set, int level, struct text title,
                         const struct canvas_page *page, double y) {
    set->bookmarks[(*set->bookmark_count)++] =
        (struct bookmark){level, title, canvas_destination(page, y)};
}

/* The house's logo at the right of the band under the rule, in so much height. */
static void draw_logo(struct typesetting *set, struct position at, double height) {
    const struct house_style *style = set->layout->document->style;
    const struct logo *logo = style != NULL ? style->logo : NULL;
    if (logo == NULL) {
        return;
    }
    double scale = fmin(height / logo->height, LOGO_WIDTH_MOST / logo->width);
    struct point corner = {PAGE_RIGHT - scale * logo->width, at.top + LOGO_ABOVE};
    struct element *figure = typesetting_add_block(set, "Figure");
    structure_set_alternative(figure, logo->alternative);
    structure_set_attributes(figure,
                             canvas_box(at.page, (struct area){corner.x, corner.y, PAGE_RIGHT,
                                                               corner.y + scale * logo->height}));
    canvas_begin(at.page, figure);
    canvas_path(at.page, logo->colour, logo->steps, logo->step_count, corner, scale);
    canvas_end(at.page);
}

static void draw_title(struct typesetting *set, const struct part *part, struct position at) {
    const struct document *document = set->layout->document;
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    canvas_fill(at.page, COLOUR_NAVY, (struct area){PAGE_LEFT, at.top, PAGE_RIGHT, at.top + 3});
    canvas_end(at.page);
    draw_logo(set, at, LOGO_HEIGHT);
    struct element *above = typesetting_add_block(set, "P");
    canvas_begin(at.page, above);
    double width = canvas_text(at.page, (struct type_style){FONT_BOLD, 12, COLOUR_INK}, PAGE_LEFT,
                               at.top + 22, document->organisation);
    canvas_text(at.page, (struct type_style){FONT_REGULAR, 12, COLOUR_GREY}, PAGE_LEFT + width,
                at.top + 22, TEXT("  |  Report"));
    canvas_end(at.page);
    struct element *title = typesetting_add_block(set, "H1");
    typesetting_paragraph(set, at.page, title, part->paragraph, PAGE_LEFT, at.top + 38);
}

static void draw_letterhead(struct typesetting *set, const struct part *part, struct position at) {
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    canvas_fill(at.page, COLOUR_NAVY, (struct area){PAGE_LEFT, at.top, PAGE_RIGHT, at.top + 3});
    canvas_end(at.page);
    draw_logo(set, at, LOGO_HEIGHT);
    double top = at.top + 12;
    typesetting_paragraph(set, at.page, typesetting_add_block(set, "P"), part->paragraph, PAGE_LEFT,
                          top);
    top += paragraph_height(part->paragraph);
    if (set->layout->document->sender.length > 0) {
        typesetting_paragraph(set, at.page, typesetting_add_block(set, "P"), part->label, PAGE_LEFT,
                              top);
    }
    typesetting_rule(at.page, top + paragraph_height(part->label) + 8, 0.5, COLOUR_RULE);
}

static const char *heading_tag(struct typesetting *set, int level) {
    static const char *const tags[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    set->heading_level = level + 1;
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
    canvas_text(at.page, type, part->label_left, typesetting_baseline(part->paragraph, at.top, 0),
                text_format(arena, "%.*s ", TEXT_ARG(part->block->number)));
    canvas_end(at.page);
}

static void draw_line(struct typesetting *set, const struct part *part, struct position at,
                      struct element *element) {
    line_drawing_draw(&set->lines, at.page, element, &part->paragraph->lines[part->line],
                      part->left, typesetting_baseline(part->paragraph, at.top, 0));
}

static void draw_heading_line(struct typesetting *set, const struct part *part,
                              struct position at) {
    if (part->line == 0) {
        set->block = typesetting_add_block(set, heading_tag(set, part->block->level));
        add_bookmark(set, set->heading_level - 1, layout_heading_words(set->arena, part->block),
                     at.page, at.top - 6);
    }
    draw_hanging_number(part, at, set->block, part->paragraph->style.type, set->arena);
    draw_line(set, part, at, set->block);
}

static void draw_paragraph_line(struct typesetting *set, const struct part *part,
                                struct position at) {
    if (part->line == 0) {
        set->block = typesetting_add_block(set, "P");
    }
    draw_hanging_number(part, at, set->block, part->paragraph->style.type, set->arena);
    draw_line(set, part, at, set->block);
}

static void draw_quote_line(struct typesetting *set, const struct part *part, struct position at) {
    if (part->line == 0) {
        set->block = part->index == 0 ? typesetting_add_block(set, "BlockQuote") : set->block;
        set->within = typesetting_add(set, set->block, "P");
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
            set->block = typesetting_add_block(set, "L");
            structure_set_attributes(set->block,
                                     text_format(set->arena, "<</O/List/ListNumbering/%s>>",
                                                 list_numbering(item->label)));
        }
        struct element *entry = typesetting_add(set, set->block, "LI");
        struct element *label = typesetting_add(set, entry, "Lbl");
        set->within = typesetting_add(set, entry, "LBody");
        canvas_begin(at.page, label);
        canvas_text(at.page, (struct type_style){FONT_REGULAR, BODY_SIZE, COLOUR_INK},
                    part->label_left, typesetting_baseline(part->paragraph, at.top, 0),
                    text_format(set->arena, "%.*s ", TEXT_ARG(item->label)));
        canvas_end(at.page);
    }
    draw_line(set, part, at, set->within);
}

static void draw_field(struct typesetting *set, const struct part *part, struct position at) {
    if (part->index == 0) {
        set->block = typesetting_add_block(set, "Table");
        set->within = typesetting_add(set, set->block, "TBody");
        typesetting_rule(at.page, at.top, 0.7, COLOUR_RULE);
    }
    struct element *row = typesetting_add(set, set->within, "TR");
    typesetting_paragraph(set, at.page, typesetting_add_cell(set, row, "Row"), part->label,
                          part->label_left, at.top + 4);
    typesetting_paragraph(set, at.page, typesetting_add_cell(set, row, NULL), part->paragraph,
                          part->left, at.top + 4);
    size_t lines = part->label->line_count > part->paragraph->line_count
                       ? part->label->line_count
                       : part->paragraph->line_count;
    typesetting_rule(at.page, at.top + (double)lines * part->label->style.leading + 8, 0.5,
                     COLOUR_RULE);
}

static void draw_chart(struct typesetting *set, const struct part *part, struct position at) {
    const struct chart_parts *chart = part->chart;
    double top = at.top + paragraph_height(chart->caption) + 4;
    struct area area = {PAGE_LEFT, top, PAGE_RIGHT, top + chart->chart_height};
    struct element *figure = typesetting_add_block(set, "Figure");
    structure_set_alternative(figure, part->block->chart->alternative);
    structure_set_attributes(
        figure, canvas_box(at.page, (struct area){PAGE_LEFT, at.top, PAGE_RIGHT, area.bottom}));
    struct element *caption = typesetting_add(set, figure, "Caption");
    typesetting_paragraph(set, at.page, caption, chart->caption, PAGE_LEFT, at.top);
    canvas_begin(at.page, figure);
    const struct surface surface = surface_of_page(at.page, set->fonts);
    chart_draw(set->arena, &surface, part->block->chart, area);
    canvas_end(at.page);
    double y = area.bottom + 4;
    for (size_t i = 0; i < part->block->chart->note_count; i++) {
        typesetting_paragraph(set, at.page, typesetting_add_block(set, "P"), chart->notes[i],
                              PAGE_LEFT, y);
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
    struct element *item = typesetting_add(set, set->block, "TOCI");
    struct element *reference = typesetting_add(set, item, "Reference");
    struct element *link = typesetting_add(set, reference, "Link");
    struct type_style type = entry->style.type;
    double last = typesetting_baseline(entry, at.top, entry->line_count - 1);
    canvas_begin(at.page, link);
    if (heading->number.length > 0) {
        canvas_text(at.page, type, part->label_left, typesetting_baseline(entry, at.top, 0),
                    text_format(set->arena, "%.*s ", TEXT_ARG(heading->number)));
    }
    for (size_t i = 0; i < entry->line_count; i++) {
        line_drawing_draw_plain(at.page, &entry->lines[i], part->left,
                                typesetting_baseline(entry, at.top, i));
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
    struct element *title = typesetting_add_block(set, heading_tag(set, 1));
    add_bookmark(set, set->heading_level - 1, TEXT("Contents"), at.page, at.top - 6);
    typesetting_paragraph(set, at.page, title, part->paragraph, PAGE_LEFT, at.top);
}

static void draw_contents_part(struct typesetting *set, const struct part *part, size_t index,
                               struct position at) {
    if (part->kind == PART_CONTENTS_TITLE) {
        draw_contents_title(set, part, at);
        return;
    }
    if (index == 0 || part[-1].kind != PART_CONTENTS_ENTRY) {
        set->block = typesetting_add_block(set, "TOC");
    }
    draw_contents_entry(set, part, at);
}

static void draw_part(struct typesetting *set, const struct part *part, size_t index,
                      struct position at) {
    switch (part->kind) {
    case PART_TITLE:
        draw_title(set, part, at);
        return;
    case PART_LETTERHEAD:
        draw_letterhead(set, part, at);
        return;
    case PART_SUBJECT:
        typesetting_paragraph(set, at.page, typesetting_add_block(set, "H1"), part->paragraph,
                              part->left, at.top);
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
        table_drawing_head(set, part, at);
        return;
    case PART_TABLE_ROW:
        table_drawing_row(set, part, at);
        return;
    case PART_TABLE_NOTE:
        typesetting_paragraph(set, at.page, typesetting_add_block(set, "P"), part->paragraph,
                              part->left, at.top);
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
    struct element *element = typesetting_add_block(set, "Note");
    structure_set_identifier(set->structure, element,
                             text_format(set->arena, "note-%06zu", index + 1));
    struct element *label = typesetting_add(set, element, "Lbl");
    double baseline = typesetting_baseline(note->paragraph, note->y, 0);
    canvas_begin(page, label);
    canvas_text(page, (struct type_style){FONT_REGULAR, NOTE_SIZE * 0.75, COLOUR_INK}, PAGE_LEFT,
                baseline - 2.6, text_format(set->arena, "%u ", note->number));
    canvas_end(page);
    typesetting_paragraph(set, page, typesetting_add(set, element, "P"), note->paragraph,
                          PAGE_LEFT + NOTE_INDENT, note->y);
}

/* The notes of a block follow it in the reading order, though they stand at the foot. */
static void draw_notes_before(struct typesetting *set, size_t strip) {
    const struct layout *layout = set->layout;
    while (set->next_note < layout->note_count && layout->notes[set->next_note].strip < strip) {
        draw_note(set, set->next_note++);
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
            draw_notes_before(&set, i);
        }
        struct position at = {canvas_page(canvas, strip->page), PAGE_TOP + strip->y};
        draw_part(&set, part, i, at);
    }
    draw_notes_before(&set, layout->part_count);
    draw_notes_rules(&set);
}
