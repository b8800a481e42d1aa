/* Lines of text on a page. A link is an element Link with the words and, for
 * each line that it touches, an annotation; a note's mark is a Reference. */
#include "render/line_drawing.h"

#include "base/arena.h"
#include "render/page_style.h"

void line_drawing_draw_plain(struct canvas_page *page, const struct paragraph_line *line, double x,
                             double baseline) {
    for (size_t i = 0; i < line->span_count; i++) {
        const struct paragraph_span *span = &line->spans[i];
        canvas_text(page, span->type, x + span->x, baseline - span->rise, span->text);
    }
}

const struct canvas_page *line_drawing_place(const struct line_drawing *drawing, size_t block,
                                             double *y) {
    size_t part = drawing->layout->block_parts[block];
    part = part < drawing->layout->part_count ? part : drawing->layout->part_count - 1;
    const struct strip *strip = &drawing->layout->strips[part];
    *y = PAGE_TOP + strip->y - 6;
    return canvas_page(drawing->canvas, strip->page);
}

static bool find_block(const struct line_drawing *drawing, struct text id, size_t *block) {
    const struct document *document = drawing->layout->document;
    for (size_t i = 0; i < document->block_count; i++) {
        if (id.length > 0 && text_equal(document->blocks[i].id, id)) {
            *block = i;
            return true;
        }
    }
    return false;
}

static void annotate(struct line_drawing *drawing, struct canvas_page *page, struct area area,
                     const struct inline_run *run) {
    if (run->link.bytes[0] != '#') {
        canvas_link_address(page, drawing->link_element, area, run->link, run->text);
        return;
    }
    size_t block;
    double y;
    if (find_block(drawing, text_slice(run->link, 1, run->link.length), &block)) {
        const struct canvas_page *target = line_drawing_place(drawing, block, &y);
        canvas_link_place(page, drawing->link_element, area, target, y, run->text);
    }
}

static void draw_link(struct line_drawing *drawing, struct canvas_page *page,
                      struct element *element, const struct paragraph_span *span, double x,
                      double baseline) {
    if (drawing->open_link != span->run) {
        drawing->open_link = span->run;
        drawing->link_element = structure_add(canvas_structure(page), element, "Link");
    }
    struct type_style type = span->type;
    type.colour = COLOUR_LINK;
    double width = canvas_text_width(page, type, text_trim(span->text));
    canvas_begin(page, drawing->link_element);
    canvas_text(page, type, x, baseline, span->text);
    canvas_line(page, (struct stroke){0.5, COLOUR_LINK, 0, 0}, (struct point){x, baseline + 1.8},
                (struct point){x + width, baseline + 1.8});
    canvas_end(page);
    annotate(drawing, page, (struct area){x, baseline - type.size * 0.8, x + width, baseline + 3},
             span->run);
}

static void draw_mark(struct canvas_page *page, struct element *element,
                      const struct paragraph_span *span, double x, double baseline) {
    struct structure *structure = canvas_structure(page);
    struct element *reference = structure_add(structure, element, "Reference");
    struct element *label = structure_add(structure, reference, "Lbl");
    struct type_style type = span->type;
    type.colour = COLOUR_NAVY;
    canvas_begin(page, label);
    canvas_text(page, type, x, baseline - span->rise, span->text);
    canvas_end(page);
}

static bool is_plain(const struct paragraph_span *span) {
    return span->run->link.length == 0 && span->run->note == 0;
}

void line_drawing_draw(struct line_drawing *drawing, struct canvas_page *page,
                       struct element *element, const struct paragraph_line *line, double x,
                       double baseline) {
    bool is_open = false;
    for (size_t i = 0; i < line->span_count; i++) {
        const struct paragraph_span *span = &line->spans[i];
        if (is_plain(span) != is_open) {
            is_open = !is_open;
            if (is_open) {
                canvas_begin(page, element);
            } else {
                canvas_end(page);
            }
        }
        if (is_open) {
            canvas_text(page, span->type, x + span->x, baseline, span->text);
        } else if (span->run->note > 0) {
            draw_mark(page, element, span, x + span->x, baseline);
        } else {
            draw_link(drawing, page, element, span, x + span->x, baseline);
        }
    }
    if (is_open) {
        canvas_end(page);
    }
}
