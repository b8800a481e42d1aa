/* Draws lines of set paragraphs with their links and note marks. */
#ifndef RENDER_LINE_DRAWING_H
#define RENDER_LINE_DRAWING_H

#include "render/canvas.h"
#include "render/layout.h"
#include "render/paragraph.h"

struct arena;

struct line_drawing {
    struct arena *arena;
    struct canvas *canvas;
    const struct layout *layout;
    /* A link that goes on in the next line stays one element. */
    const struct inline_run *open_link;
    struct element *link_element;
};

/* Draws a line into an element, from x on the baseline. */
void line_drawing_draw(struct line_drawing *drawing, struct canvas_page *page,
                       struct element *element, const struct paragraph_line *line, double x,
                       double baseline);
/* The same within marked content that is open already: plain text only. */
void line_drawing_draw_plain(struct canvas_page *page, const struct paragraph_line *line, double x,
                             double baseline);
/* The place of a block: its page and the top of its first part. */
const struct canvas_page *line_drawing_place(const struct line_drawing *drawing, size_t block,
                                             double *y);

#endif
