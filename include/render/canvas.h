/* Pages to draw on. Positions are in points from the page's top left corner, y
 * downwards. Everything that paints stands in marked content, exactly one deep:
 * either an element's or an artifact's; this is asserted. */
#ifndef RENDER_CANVAS_H
#define RENDER_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "render/font.h"
#include "render/palette.h"
#include "render/pdf_object.h"
#include "render/structure.h"

struct arena;
struct canvas;
struct canvas_page;

struct type_style {
    enum font_style font;
    double size;
    uint32_t colour; /* 0xRRGGBB */
};
enum text_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
enum artifact_kind { ARTIFACT_LAYOUT, ARTIFACT_HEAD, ARTIFACT_FOOT, ARTIFACT_BACKGROUND };

struct point {
    double x, y;
};
struct area {
    double left, top, right, bottom;
};
struct stroke {
    double width;
    uint32_t colour;
    double dash, gap; /* both 0: a whole line */
};

/* `page_count` empty pages of that size. */
struct canvas *canvas_new(struct arena *arena, struct pdf_file *file, struct structure *structure,
                          const struct font_set *fonts, size_t page_count, double width,
                          double height);
/* The colours of a house in the place of the usual ones, from now on. */
void canvas_use_style(struct canvas *canvas, const struct house_style *style);
struct canvas_page *canvas_page(struct canvas *canvas, size_t index);
size_t canvas_page_count(const struct canvas *canvas);
struct structure *canvas_structure(const struct canvas_page *page);
double canvas_text_width(const struct canvas_page *page, struct type_style style, struct text text);

void canvas_begin(struct canvas_page *page, struct element *element);
void canvas_begin_artifact(struct canvas_page *page, enum artifact_kind kind);
void canvas_end(struct canvas_page *page);

/* Text from x on the baseline y; its width. */
double canvas_text(struct canvas_page *page, struct type_style style, double x, double y,
                   struct text text);
double canvas_text_aligned(struct canvas_page *page, struct type_style style, enum text_align align,
                           double x, double y, struct text text);
/* Text turned by `degrees` anticlockwise around its middle. */
void canvas_text_turned(struct canvas_page *page, struct type_style style, double x, double y,
                        double degrees, struct text text);
void canvas_line(struct canvas_page *page, struct stroke stroke, struct point from,
                 struct point to);
void canvas_lines(struct canvas_page *page, struct stroke stroke, const struct point *points,
                  size_t point_count);
void canvas_fill(struct canvas_page *page, uint32_t colour, struct area area);
void canvas_polygon(struct canvas_page *page, uint32_t colour, const struct point *points,
                    size_t point_count);
/* A path in its box, whose left top corner is at a place, filled. */
void canvas_path(struct canvas_page *page, uint32_t colour, const struct path_step *steps,
                 size_t step_count, struct point corner, double scale);
void canvas_disc(struct canvas_page *page, uint32_t colour, struct point centre, double radius);

/* Links: an annotation of `element` over an area. `contents` says where it leads. */
void canvas_link_address(struct canvas_page *page, struct element *element, struct area area,
                         struct text address, struct text contents);
void canvas_link_place(struct canvas_page *page, struct element *element, struct area area,
                       const struct canvas_page *target, double target_y, struct text contents);
/* "[12 0 R/XYZ 0 700 0]": a place as a destination. */
struct text canvas_destination(const struct canvas_page *target, double y);

/* The layout attributes of a figure that covers an area: its BBox. */
struct text canvas_box(const struct canvas_page *page, struct area area);

/* Embeds the fonts and fills the pages; false after a report. `contents` become those of all
 * pages, for a hash. */
bool canvas_finish(struct canvas *canvas, struct diag *diag, struct text *contents);

#endif
