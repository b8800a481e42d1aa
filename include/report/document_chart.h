/* Charts of a document. Every number that a chart prints is a cell, so that its
 * table in the workbook and its alternative text carry the same. */
#ifndef REPORT_DOCUMENT_CHART_H
#define REPORT_DOCUMENT_CHART_H

#include "report/document_table.h"

enum chart_kind {
    CHART_BARS,
    CHART_COLUMNS,
    CHART_LINE,
    CHART_STACKED,   /* bars whose series follow each other: shares of a whole */
    CHART_HISTOGRAM, /* columns that touch: one series, the categories are bands in order */
    CHART_CONTROL,   /* a line with its mean, limits and signals */
    CHART_PANELS,    /* small multiples: a small line for each series, on one scale */
    CHART_SCATTER,   /* points, and curves through them: a fit with its band */
    CHART_FUNNEL     /* points by size of denominator, and the funnel's limits */
};
struct chart_series {
    struct text name;
    const struct cell *values; /* one a category; a marker leaves a gap */
    const struct cell *lower;  /* the interval's ends, alike; NULL: none is drawn */
    const struct cell *upper;
    const bool *signals; /* CHART_CONTROL: categories with a signal; NULL: none */
};
/* A straight line across the values' axis: a target, a mean, a control limit. */
struct chart_reference {
    struct text name; /* printed at its end with the value */
    struct cell value;
    bool is_dashed;
};
/* One authority or unit of a scatter or funnel chart. Both numbers are printed in its data. */
struct chart_point {
    struct text name;
    struct cell x, y;
    struct cell expected, lower, upper; /* at its x; in the data alone. Empty texts: not known */
    bool is_focus;                      /* the one that the paper is about: marked and named */
    bool is_neighbour;                  /* one of its statistical neighbours: likewise */
    bool is_named;                      /* named beside it, such as those outside the limits */
};
/* Drawn through its places in the data's units; only drawn, never printed as numbers. */
struct chart_curve {
    struct text name;
    const double *x, *y;
    size_t count;
    bool is_limit; /* of a band or funnel: thinner, dashed */
};
struct document_chart {
    enum chart_kind kind;
    struct text caption;        /* states the finding; without "Figure 1: " */
    struct text unit;           /* "Per cent of referrals": above the axis */
    struct text category_title; /* "Source of referral"; of a scatter its x axis with the unit */
    struct text sheet;
    const struct text *categories;
    size_t category_count;
    const struct chart_series *series;
    size_t series_count;
    const struct chart_reference *references;
    size_t reference_count;
    size_t limit_after;      /* CHART_HISTOGRAM: a line after so many categories; 0: none */
    struct text limit_name;  /* "15 working days" */
    struct text point_title; /* "Authority" */
    const struct chart_point *points; /* by x */
    size_t point_count;
    const struct chart_curve *curves;
    size_t curve_count;
    struct text alternative; /* made from the data */
    const struct text *notes;
    size_t note_count;
    uint32_t number;
};

#endif
