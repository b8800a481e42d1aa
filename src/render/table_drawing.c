/* Drawing and tagging of tables. Rules, tints, marks and repeated heads are
 * artifacts. */
#include "render/table_drawing.h"

#include "base/arena.h"
#include "render/page_style.h"

/* Over the whole table. */
static void rule(struct canvas_page *page, const struct table_layout *layout, double y,
                 double width, uint32_t colour) {
    canvas_line(page, (struct stroke){width, colour, 0, 0}, (struct point){PAGE_LEFT, y},
                (struct point){PAGE_LEFT + layout->width, y});
}

/* Lines of a head cell; without an element they are a repeated head's, all artifact. */
static void draw_head_lines(struct typesetting *set, struct canvas_page *page, struct element *cell,
                            const struct paragraph_line *line, double x, double baseline) {
    if (cell == NULL) {
        line_drawing_draw_plain(page, line, x, baseline);
    } else {
        line_drawing_draw(&set->lines, page, cell, line, x, baseline);
    }
}

static void draw_header_cell(struct typesetting *set, const struct table_layout *layout,
                             struct canvas_page *page, struct element *cell, size_t column,
                             double top) {
    const struct paragraph *header = layout->columns[column].header;
    for (size_t line = 0; line < header->line_count; line++) {
        draw_head_lines(set, page, cell, &header->lines[line],
                        PAGE_LEFT + table_layout_header_left(layout, column, line),
                        top + table_layout_header_baseline(layout, column, line));
    }
}

/* A spanning head with its rule. */
static void draw_group_cell(struct typesetting *set, const struct table_layout *layout,
                            struct canvas_page *page, struct element *cell, size_t column,
                            double top) {
    const struct table_column_layout *first = &layout->columns[column];
    for (size_t line = 0; line < first->group->line_count; line++) {
        draw_head_lines(set, page, cell, &first->group->lines[line],
                        PAGE_LEFT + table_layout_group_left(layout, column, line),
                        top + table_layout_group_baseline(layout, column, line));
    }
    if (cell != NULL) {
        canvas_begin_artifact(page, ARTIFACT_LAYOUT);
    }
    double y = top + layout->group_height;
    canvas_line(
        page, (struct stroke){0.5, COLOUR_NAVY, 0, 0},
        (struct point){PAGE_LEFT + first->left + layout->padding, y},
        (struct point){PAGE_LEFT + table_layout_group_right(layout, column) - layout->padding, y});
    if (cell != NULL) {
        canvas_end(page);
    }
}

static struct element *add_head_cell(struct typesetting *set, struct element *row, const char *span,
                                     size_t count) {
    if (row == NULL) {
        return NULL;
    }
    struct element *cell = typesetting_add(set, row, "TH");
    structure_set_attributes(
        cell, text_format(set->arena, "<</O/Table/Scope/Column/%s %zu>>", span, count));
    return cell;
}

/* Heads in two rows: the spanning ones beside those that reach through both; then the others. */
static void draw_grouped_header(struct typesetting *set, const struct table_layout *layout,
                                struct canvas_page *page, struct element *head, double top) {
    size_t count = layout->table->column_count;
    struct element *row = head == NULL ? NULL : typesetting_add(set, head, "TR");
    for (size_t column = 0; column < count; column++) {
        const struct table_column_layout *set_column = &layout->columns[column];
        if (set_column->group != NULL) {
            struct element *cell = add_head_cell(set, row, "ColSpan", set_column->group_span);
            draw_group_cell(set, layout, page, cell, column, top);
        } else if (layout->table->columns[column].group.length == 0) {
            struct element *cell = add_head_cell(set, row, "RowSpan", 2);
            draw_header_cell(set, layout, page, cell, column, top);
        }
    }
    row = head == NULL ? NULL : typesetting_add(set, head, "TR");
    for (size_t column = 0; column < count; column++) {
        if (layout->table->columns[column].group.length > 0) {
            struct element *cell = row == NULL ? NULL : typesetting_add_cell(set, row, "Column");
            draw_header_cell(set, layout, page, cell, column, top);
        }
    }
}

/* A table's head; without an element it is a repeated one, all artifact. */
static void draw_header(struct typesetting *set, const struct part *part, struct canvas_page *page,
                        struct element *head, double top) {
    const struct table_layout *layout = part->table->layout;
    if (layout->group_height > 0) {
        draw_grouped_header(set, layout, page, head, top);
        return;
    }
    struct element *row = head == NULL ? NULL : typesetting_add(set, head, "TR");
    for (size_t column = 0; column < layout->table->column_count; column++) {
        struct element *cell = row == NULL ? NULL : typesetting_add_cell(set, row, "Column");
        draw_header_cell(set, layout, page, cell, column, top);
    }
}

static void draw_head_rules(struct canvas_page *page, const struct table_layout *layout,
                            double top) {
    canvas_begin_artifact(page, ARTIFACT_LAYOUT);
    rule(page, layout, top, 1.1, COLOUR_NAVY);
    rule(page, layout, top + layout->head_height, 0.7, COLOUR_NAVY);
    canvas_end(page);
}

void table_drawing_head(struct typesetting *set, const struct part *part, struct position at) {
    set->block = typesetting_add_block(set, "Table");
    struct element *caption = typesetting_add(set, set->block, "Caption");
    typesetting_paragraph(set, at.page, caption, part->table->caption, PAGE_LEFT, at.top);
    double top = at.top + paragraph_height(part->table->caption) + 5;
    draw_head_rules(at.page, part->table->layout, top);
    struct element *head = typesetting_add(set, set->block, "THead");
    draw_header(set, part, at.page, head, top);
    set->within = typesetting_add(set, set->block, "TBody");
}

/* Above a row that begins a page: the caption with "(continued)" and the head once more. */
static void repeat_table_head(struct typesetting *set, const struct part *part,
                              struct position at) {
    const struct paragraph *caption = part->table->continued;
    double top = at.top - part->table->layout->head_height;
    draw_head_rules(at.page, part->table->layout, top);
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    for (size_t i = 0; i < caption->line_count; i++) {
        line_drawing_draw_plain(
            at.page, &caption->lines[i], PAGE_LEFT,
            typesetting_baseline(caption, top - 5 - paragraph_height(caption), i));
    }
    draw_header(set, part, at.page, NULL, top);
    canvas_end(at.page);
}

static void draw_row_ground(const struct part *part, struct position at, bool ends_here) {
    const struct table_layout *layout = part->table->layout;
    double height = layout->row_heights[part->index];
    bool is_total = table_layout_is_total(part->block->table, part->index);
    canvas_begin_artifact(at.page, ARTIFACT_LAYOUT);
    if (is_total) {
        canvas_fill(at.page, COLOUR_TINT,
                    (struct area){PAGE_LEFT, at.top, PAGE_LEFT + layout->width, at.top + height});
        rule(at.page, layout, at.top, 0.7, COLOUR_NAVY);
    }
    if (ends_here) {
        rule(at.page, layout, at.top + height, 0.9, COLOUR_NAVY);
    } else {
        rule(at.page, layout, at.top + height, 0.35, COLOUR_RULE);
    }
    canvas_end(at.page);
}

/* A row closes the table on its page where the next part is no row or stands elsewhere. */
static bool ends_table(const struct layout *layout, size_t index) {
    return index + 1 == layout->part_count || layout->parts[index + 1].kind != PART_TABLE_ROW ||
           layout->parts[index + 1].index == 0 ||
           layout->strips[index + 1].page != layout->strips[index].page;
}

/* A shape before the word: each has its own, so that colour is never the only sign. */
static void draw_mark(struct canvas_page *page, enum cell_mark mark, struct point at, double r) {
    const struct point up[3] = {{at.x, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}};
    const struct point down[3] = {{at.x, at.y + r}, {at.x + r, at.y - r}, {at.x - r, at.y - r}};
    const struct point diamond[4] = {{at.x, at.y - r * 1.2},
                                     {at.x + r * 1.2, at.y},
                                     {at.x, at.y + r * 1.2},
                                     {at.x - r * 1.2, at.y}};
    canvas_begin_artifact(page, ARTIFACT_LAYOUT);
    switch (mark) {
    case MARK_NONE:
        break;
    case MARK_RED:
        canvas_polygon(page, COLOUR_RED, diamond, 4);
        break;
    case MARK_AMBER:
        canvas_polygon(page, COLOUR_AMBER, up, 3);
        break;
    case MARK_GREEN:
        canvas_disc(page, COLOUR_GREEN, at, r);
        break;
    case MARK_UP:
        canvas_polygon(page, COLOUR_NAVY, up, 3);
        break;
    case MARK_DOWN:
        canvas_polygon(page, COLOUR_NAVY, down, 3);
        break;
    case MARK_LEVEL:
        canvas_fill(page, COLOUR_NAVY,
                    (struct area){at.x - r, at.y - r * 0.35, at.x + r, at.y + r * 0.35});
        break;
    }
    canvas_end(page);
}

static void draw_cell_mark(struct typesetting *set, const struct part *part, struct position at,
                           size_t column) {
    const struct table_layout *layout = part->table->layout;
    const struct document_table *table = layout->table;
    enum cell_mark mark = table->cells[part->index * table->column_count + column].mark;
    if (mark != MARK_NONE) {
        double r = layout->size * 0.36;
        double x = table_layout_line_left(layout, set->fonts, part->index, column, 0) -
                   layout->columns[column].mark_width + r;
        double y = table_layout_baseline(layout, set->fonts, 0) - layout->size * 0.35;
        draw_mark(at.page, mark, (struct point){PAGE_LEFT + x, at.top + y}, r);
    }
}

static void draw_row_cell(struct typesetting *set, const struct part *part, struct position at,
                          struct element *row, size_t column) {
    const struct table_layout *layout = part->table->layout;
    const struct paragraph *cell =
        layout->cells[part->index * layout->table->column_count + column];
    struct element *element = typesetting_add_cell(set, row, column == 0 ? "Row" : NULL);
    draw_cell_mark(set, part, at, column);
    for (size_t line = 0; line < cell->line_count; line++) {
        double x = table_layout_line_left(layout, set->fonts, part->index, column, line);
        line_drawing_draw(&set->lines, at.page, element, &cell->lines[line], PAGE_LEFT + x,
                          at.top + table_layout_baseline(layout, set->fonts, line));
    }
}

void table_drawing_row(struct typesetting *set, const struct part *part, struct position at) {
    size_t index = (size_t)(part - set->layout->parts);
    if (set->layout->strips[index].begins_page && part->index > 0) {
        repeat_table_head(set, part, at);
    }
    draw_row_ground(part, at, ends_table(set->layout, index));
    struct element *row = typesetting_add(set, set->within, "TR");
    for (size_t column = 0; column < part->block->table->column_count; column++) {
        draw_row_cell(set, part, at, row, column);
    }
}
