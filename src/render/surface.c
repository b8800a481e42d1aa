/* Surfaces. In SVG a text is one element at its own size: the reader's font has
 * the measures of the one that positions were computed with, or nearly so. */
#include "render/surface.h"

#include "render/html.h"
#include "render/pdf_syntax.h"

/* --- a page of the PDF -------------------------------------------------- */

static void page_text(const struct surface *surface, struct type_style style, double x, double y,
                      struct text text) {
    canvas_text(surface->target, style, x, y, text);
}

static void page_lines(const struct surface *surface, struct stroke stroke,
                       const struct point *points, size_t point_count) {
    canvas_lines(surface->target, stroke, points, point_count);
}

static void page_fill(const struct surface *surface, uint32_t colour, struct area area) {
    canvas_fill(surface->target, colour, area);
}

static void page_polygon(const struct surface *surface, uint32_t colour, const struct point *points,
                         size_t point_count) {
    canvas_polygon(surface->target, colour, points, point_count);
}

static void page_disc(const struct surface *surface, uint32_t colour, struct point centre,
                      double radius) {
    canvas_disc(surface->target, colour, centre, radius);
}

struct surface surface_of_page(struct canvas_page *page, const struct font_set *fonts) {
    return (struct surface){page_text, page_lines, page_fill, page_polygon,
                            page_disc, page,       fonts,     NULL};
}

/* --- SVG ---------------------------------------------------------------- */

static void add_attribute(struct buffer *out, const char *name, double value) {
    buffer_format(out, " %s=\"", name);
    pdf_syntax_number(out, value);
    buffer_add_byte(out, '"');
}

static void add_colour(const struct surface *surface, const char *name, uint32_t colour) {
    buffer_format(surface->target, " %s=\"#%06x\"", name,
                  (unsigned)palette_colour(surface->style, colour));
}

static void add_points(struct buffer *out, const struct point *points, size_t count) {
    buffer_add_c(out, " points=\"");
    for (size_t i = 0; i < count; i++) {
        const double parts[2] = {points[i].x, points[i].y};
        pdf_syntax_numbers(out, parts, 2);
    }
    buffer_add_byte(out, '"');
}

static void svg_text(const struct surface *surface, struct type_style style, double x, double y,
                     struct text text) {
    struct buffer *out = surface->target;
    bool is_bold = style.font == FONT_BOLD || style.font == FONT_BOLD_ITALIC;
    buffer_add_c(out, "<text");
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    add_attribute(out, "font-size", style.size);
    add_colour(surface, "fill", style.colour);
    buffer_add_c(out, is_bold ? " font-weight=\"bold\">" : ">");
    html_add(out, text);
    buffer_add_c(out, "</text>\n");
}

static void svg_lines(const struct surface *surface, struct stroke stroke,
                      const struct point *points, size_t point_count) {
    struct buffer *out = surface->target;
    if (point_count < 2) {
        return;
    }
    buffer_add_c(out, "<polyline fill=\"none\"");
    add_points(out, points, point_count);
    add_colour(surface, "stroke", stroke.colour);
    add_attribute(out, "stroke-width", stroke.width);
    if (stroke.dash > 0) {
        const double pattern[2] = {stroke.dash, stroke.gap};
        buffer_add_c(out, " stroke-dasharray=\"");
        pdf_syntax_numbers(out, pattern, 2);
        buffer_add_byte(out, '"');
    }
    buffer_add_c(out, "/>\n");
}

static void svg_polygon(const struct surface *surface, uint32_t colour, const struct point *points,
                        size_t point_count) {
    struct buffer *out = surface->target;
    buffer_add_c(out, "<polygon");
    add_points(out, points, point_count);
    add_colour(surface, "fill", colour);
    buffer_add_c(out, "/>\n");
}

static void svg_fill(const struct surface *surface, uint32_t colour, struct area area) {
    struct buffer *out = surface->target;
    buffer_add_c(out, "<rect");
    add_attribute(out, "x", area.left);
    add_attribute(out, "y", area.top);
    add_attribute(out, "width", area.right > area.left ? area.right - area.left : 0);
    add_attribute(out, "height", area.bottom > area.top ? area.bottom - area.top : 0);
    add_colour(surface, "fill", colour);
    buffer_add_c(out, "/>\n");
}

static void svg_disc(const struct surface *surface, uint32_t colour, struct point centre,
                     double radius) {
    struct buffer *out = surface->target;
    buffer_add_c(out, "<circle");
    add_attribute(out, "cx", centre.x);
    add_attribute(out, "cy", centre.y);
    add_attribute(out, "r", radius);
    add_colour(surface, "fill", colour);
    buffer_add_c(out, "/>\n");
}

struct surface surface_of_svg(struct buffer *out, const struct font_set *fonts,
                              const struct house_style *style) {
    return (struct surface){svg_text, svg_lines, svg_fill, svg_polygon,
                            svg_disc, out,       fonts,    style};
}

/* --- strokes ------------------------------------------------------------ */

void surface_text(const struct surface *surface, struct type_style style, double x, double y,
                  struct text text) {
    if (text.length > 0) {
        surface->text(surface, style, x, y, text);
    }
}

void surface_text_aligned(const struct surface *surface, struct type_style style,
                          enum text_align align, double x, double y, struct text text) {
    double width = font_width(surface->fonts->styles[style.font], style.size, text);
    double share = align == ALIGN_LEFT ? 0 : align == ALIGN_CENTRE ? 0.5 : 1;
    surface_text(surface, style, x - width * share, y, text);
}

void surface_lines(const struct surface *surface, struct stroke stroke, const struct point *points,
                   size_t point_count) {
    surface->lines(surface, stroke, points, point_count);
}

void surface_line(const struct surface *surface, struct stroke stroke, struct point from,
                  struct point to) {
    const struct point points[2] = {from, to};
    surface->lines(surface, stroke, points, 2);
}

void surface_fill(const struct surface *surface, uint32_t colour, struct area area) {
    surface->fill(surface, colour, area);
}

void surface_polygon(const struct surface *surface, uint32_t colour, const struct point *points,
                     size_t point_count) {
    surface->polygon(surface, colour, points, point_count);
}

void surface_disc(const struct surface *surface, uint32_t colour, struct point centre,
                  double radius) {
    surface->disc(surface, colour, centre, radius);
}
