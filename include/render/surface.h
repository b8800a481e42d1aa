/* What a chart is drawn on: a page of the PDF, or a picture in the HTML. Both
 * take the same strokes, so that a chart is the same in both. Positions are in
 * points, y downwards. */
#ifndef RENDER_SURFACE_H
#define RENDER_SURFACE_H

#include "base/buffer.h"
#include "render/canvas.h"

struct surface {
    void (*text)(const struct surface *surface, struct type_style style, double x, double y,
                 struct text text);
    void (*lines)(const struct surface *surface, struct stroke stroke, const struct point *points,
                  size_t point_count);
    void (*fill)(const struct surface *surface, uint32_t colour, struct area area);
    void (*polygon)(const struct surface *surface, uint32_t colour, const struct point *points,
                    size_t point_count);
    void (*disc)(const struct surface *surface, uint32_t colour, struct point centre,
                 double radius);
    void *target; /* of the functions above */
    const struct font_set *fonts;
    const struct house_style *style; /* of SVG: a page's canvas knows it */
};

/* Within marked content of the page that the caller opened. */
struct surface surface_of_page(struct canvas_page *page, const struct font_set *fonts);
/* Elements of SVG are added to `out`. */
struct surface surface_of_svg(struct buffer *out, const struct font_set *fonts,
                              const struct house_style *style);

void surface_text(const struct surface *surface, struct type_style style, double x, double y,
                  struct text text);
void surface_text_aligned(const struct surface *surface, struct type_style style,
                          enum text_align align, double x, double y, struct text text);
void surface_line(const struct surface *surface, struct stroke stroke, struct point from,
                  struct point to);
void surface_lines(const struct surface *surface, struct stroke stroke, const struct point *points,
                   size_t point_count);
void surface_fill(const struct surface *surface, uint32_t colour, struct area area);
void surface_polygon(const struct surface *surface, uint32_t colour, const struct point *points,
                     size_t point_count);
void surface_disc(const struct surface *surface, uint32_t colour, struct point centre,
                  double radius);

#endif
