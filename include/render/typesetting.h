/* What the drawing of a document's parts has in common: where it stands in the
 * structure tree, and paragraphs drawn into elements. */
#ifndef RENDER_TYPESETTING_H
#define RENDER_TYPESETTING_H

#include "render/canvas.h"
#include "render/layout.h"
#include "render/line_drawing.h"
#include "render/outline.h"

struct arena;

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
};

struct position {
    struct canvas_page *page;
    double top;
};

struct element *typesetting_add(struct typesetting *set, struct element *parent, const char *type);
/* A child of the document itself. */
struct element *typesetting_add_block(struct typesetting *set, const char *type);
/* TH with a scope, or TD without one. */
struct element *typesetting_add_cell(struct typesetting *set, struct element *row,
                                     const char *scope);
/* The baseline of a line of a paragraph that begins at `top`. */
double typesetting_baseline(const struct paragraph *paragraph, double top, size_t line);
/* All lines of a paragraph into an element. */
void typesetting_paragraph(struct typesetting *set, struct canvas_page *page,
                           struct element *element, const struct paragraph *paragraph, double x,
                           double top);
/* A rule across the measure: an artifact. */
void typesetting_rule(struct canvas_page *page, double y, double width, uint32_t colour);

#endif
