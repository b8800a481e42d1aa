/* The kinds of chart, each drawn on a plot by its own file. Heights are those
 * below the unit and the legend. */
#ifndef RENDER_CHART_KINDS_H
#define RENDER_CHART_KINDS_H

#include "render/plot.h"

/* Horizontal bars, one a category and series, or series that follow each other in one. */
double bar_chart_height(const struct plot *plot, double width);
void bar_chart_draw(struct plot *plot, struct area area);
/* Columns, and histograms with a limit. */
double column_chart_height(struct plot *plot, double width);
void column_chart_draw(struct plot *plot, struct area area);
/* Lines with intervals and references; control charts with limits and signals. */
double line_chart_height(struct plot *plot, double width);
void line_chart_draw(struct plot *plot, struct area area);
/* Small multiples: one panel a series, all on one scale. */
double panel_chart_height(struct plot *plot, double width);
void panel_chart_draw(struct plot *plot, struct area area);
/* Points with curves: scatter charts with a fit and its band, funnels. */
double point_chart_height(struct plot *plot, double width);
void point_chart_draw(struct plot *plot, struct area area);

#endif
