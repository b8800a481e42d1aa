/* Names beside the points of a scatter or funnel chart. Each is put where it
 * covers neither another name nor, as far as it goes, a point or a curve; one
 * that stands off is led to its point by a thin line. */
#ifndef RENDER_POINT_LABELS_H
#define RENDER_POINT_LABELS_H

#include "render/plot.h"

struct point_label {
    struct text text;
    enum font_style font;
    uint32_t ink;
    struct point at;  /* the middle of its point */
    struct area area; /* set by point_labels_place: where it stands */
    bool is_led;      /* likewise: a line leads from it to its point */
};
struct point_labels {
    struct point_label *labels; /* the most important first: they have the first choice */
    size_t label_count;
    const struct area *taken; /* where something else is printed */
    size_t taken_count;
    const struct point *marks; /* all points of the chart */
    size_t mark_count;
    const struct point *places; /* on its curves */
    size_t place_count;
    struct area bounds; /* no name stands outside */
};

void point_labels_place(const struct plot *plot, struct point_labels *labels);
/* White grounds and leading lines, to be drawn under the points; and the names, over them. */
void point_labels_draw_grounds(const struct plot *plot, const struct point_labels *labels);
void point_labels_draw(const struct plot *plot, const struct point_labels *labels);

#endif
