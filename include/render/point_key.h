/* The key of a scatter or funnel chart: what its marks mean and, where names of
 * many neighbours would crowd each other, the letters that stand in their place. */
#ifndef RENDER_POINT_KEY_H
#define RENDER_POINT_KEY_H

#include "render/plot.h"

enum {
    POINT_OTHER = 0,
    POINT_NEIGHBOUR = 1,
    POINT_FOCUS = 3
}; /* the latter as plot_mark has them */

int point_key_mark(const struct chart_point *point);
void point_key_draw_mark(const struct plot *plot, int mark, struct point at, bool is_in_key);
/* What stands beside a point: its name, or a neighbour's letter, in the order of their names. */
struct text point_key_label(const struct document_chart *chart, const struct chart_point *point);
/* The height that the key takes of this width; 0 for a chart without neighbours. */
double point_key_height(const struct plot *plot, double width);
void point_key_draw(const struct plot *plot, struct area area);

#endif
