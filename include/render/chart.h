/* Charts of every kind, drawn from the values that the
 * tables print. Labels are the cells' own text, so that a chart and its table
 * cannot differ. Colour is never the only mark: bars of a second series are
 * hollow, lines have their own dashes and points, ends carry names. */
#ifndef RENDER_CHART_H
#define RENDER_CHART_H

#include "render/surface.h"
#include "report/document.h"

struct arena;

/* The height that the chart needs at a width. */
double chart_height(struct arena *arena, const struct font_set *fonts,
                    const struct document_chart *chart, double width);
void chart_draw(struct arena *arena, const struct surface *surface,
                const struct document_chart *chart, struct area area);

#endif
