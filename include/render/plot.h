/* What charts have in common: an area with scales, axes, labels and colours.
 * Steps of an axis are 1, 2 or 5 times a power of ten and are printed as exact
 * decimals. The order of colours is the Government Analysis Function's. */
#ifndef RENDER_PLOT_H
#define RENDER_PLOT_H

#include "render/page_style.h"
#include "render/paragraph.h"
#include "render/surface.h"
#include "report/document.h"

struct arena;

#define PLOT_LABEL_SIZE 9.0
#define PLOT_LABEL_LEADING 11.0
#define PLOT_LABEL_DROP 3.1 /* from a label's middle to its baseline */
#define PLOT_LEGEND_HEIGHT 16.0
#define PLOT_AREA_HEIGHT 170.0

enum { PLOT_COLOURS = 4 };

struct plot_axis {
    double low, high;
    double step;
    int64_t step_scaled; /* step = step_scaled / 10^decimals */
    int decimals;
};

struct plot {
    struct arena *arena;
    const struct font_set *fonts;
    const struct surface *surface; /* NULL while heights are measured */
    const struct document_chart *chart;
    struct area area;        /* inside the axes */
    struct plot_axis axis;   /* of the values, upwards */
    struct plot_axis across; /* of scatter and funnel charts */
};
/* A label at the right edge, moved so that it keeps clear of the others. */
struct plot_end {
    struct text text;
    uint32_t ink;
    double y;
};

uint32_t plot_colour(size_t series);
/* The colour of type: orange and turquoise are too light for 4.5 to 1 on white. */
uint32_t plot_ink(size_t series);
struct type_style plot_label(enum font_style font, uint32_t colour);
double plot_label_width(const struct plot *plot, enum font_style font, struct text text);
/* False, and 0, for a marker. */
bool plot_value(const struct cell *cell, double *value);

/* The least and the most of all values, interval ends and references; both 0 if there is none. */
void plot_range(const struct document_chart *chart, double *least, double *most);
/* From zero unless the values lie close together and `may_float`. */
struct plot_axis plot_axis_over(double least, double most, bool may_float);
/* From the step below `low` to the one above `most`. */
struct plot_axis plot_axis_between(double low, double most);
/* An axis at the foot, in finer steps; likewise from zero unless the values lie close together. */
struct plot_axis plot_axis_across(double least, double most);
/* The axis of the values: a line's may begin elsewhere than at zero. */
struct plot_axis plot_axis_of(const struct document_chart *chart);
double plot_y(const struct plot *plot, double value);
double plot_x(const struct plot *plot, double value);
double plot_tick_width(const struct plot *plot);
/* Gridlines with their numbers at the left; the same across, at the foot. */
void plot_draw_axis(const struct plot *plot);
void plot_draw_across(const struct plot *plot);

/* Categories side by side below the area; labels that do not fit are thinned, the last one kept. */
double plot_slot(const struct plot *plot);
double plot_slot_middle(const struct plot *plot, size_t category);
double plot_categories_height(const struct plot *plot);
void plot_draw_categories(const struct plot *plot);

/* The widest text of all values, in bold. */
double plot_widest_value(const struct plot *plot);
/* A bar, column or key: filled, and hollow for every second series. */
void plot_block(const struct plot *plot, size_t series, struct area area);
/* A point: disc, square, triangle and diamond by series. */
void plot_mark(const struct plot *plot, size_t series, struct point at, double radius);
const struct paragraph *plot_words(struct arena *arena, const struct font_set *fonts,
                                   struct text words, double width);
void plot_draw_words(const struct plot *plot, const struct paragraph *words, enum text_align align,
                     double x, double baseline);
/* Draws labels right of the area, parted from each other, in their order from the top. */
void plot_draw_ends(const struct plot *plot, struct plot_end *ends, size_t count);

#endif
