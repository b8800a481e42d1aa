/* A chart being made from its block: its rows, the cells read for them, and the
 * document's chart that they become. Shared by the files that know one kind. */
#ifndef SRC_REPORT_CHARTS_H
#define SRC_REPORT_CHARTS_H

#include "report/blocks.h"

struct plot {
    struct writer *writer;
    const struct node *block;
    struct rows rows;
    struct bound *bounds; /* series by series, as read; for the notes */
    size_t bound_count;
    struct cell **values; /* of each series */
    struct chart_series *series;
    struct document_chart *chart;
    struct text *notes; /* of the kind's own */
    size_t note_count;
};

void chart_add_note(struct plot *plot, struct text words);
/* Mean, limits and signals of the one series. False after reports. */
bool control_chart_set(struct plot *plot);
/* The points, curves and words of a scatter chart or funnel. False after reports. */
bool point_chart_set(struct plot *plot);
/* The chart in words, from its data: shape, range and finding. */
struct text chart_words(struct arena *arena, const struct document_chart *chart);

#endif
