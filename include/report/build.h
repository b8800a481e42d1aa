/* A report's definition and the figures to a document: numbering, bindings,
 * tables, charts, reconciliation. Refuses rather than misleads: a table whose
 * parts do not add up (RP010, naming both numbers and where each stands), a
 * binding without a figure, a digit in prose that no figure carries (RP012). */
#ifndef REPORT_BUILD_H
#define REPORT_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "define/catalogue.h"
#include "ingest/targets.h"
#include "measure/compute.h"
#include "measure/explain.h"
#include "measure/figure.h"
#include "report/document.h"

struct arena;
struct commentaries;
struct published_line;

struct report_context {
    const struct report_definition *report;
    const struct catalogue *catalogue;
    const struct authority *authority;
    const struct hierarchy *units;
    const struct supplied_figures *supplied;
    const struct targets *targets;           /* NULL: none */
    const struct bandings *bandings;         /* NULL: none */
    const struct published *published;       /* NULL: nothing is compared */
    const struct deprivation_scores *scores; /* NULL: nothing is set against deprivation */
    struct period period;                    /* the report's own */
    const struct commentaries *commentaries; /* NULL: none were given */
    uint32_t unit; /* the unit reported on: the county's index unless --unit says otherwise */
    const struct listing *listings; /* the records that tables list, of the unit reported on */
    size_t listing_count;
    bool is_draft, is_restricted;
    bool is_first_cut; /* figures may yet be revised: `.first-cut` is [p] */
};

/* The measure and period pairs that a report's bindings, tables, charts and annex need. Reports
 * misspelt measures, periods and categories at their place. False after reports. */
bool report_requests(struct arena *arena, struct diag *diag, const struct report_context *context,
                     struct figure_request **requests, size_t *request_count);
struct report_outcome {
    bool is_refused;                        /* after reports */
    const struct published_line *published; /* what it prints or draws that others published */
    size_t published_count;
};
/* The document, refused or not: a renderer may still find faults in one that is refused, so that
 * all are listed at once. NULL after faults of the definition. */
const struct document *report_write(struct arena *arena, struct diag *diag,
                                    const struct report_context *context,
                                    const struct figures *figures, struct report_outcome *outcome);
/* The document, or NULL after reports (exit status 5 or 3). */
const struct document *report_build(struct arena *arena, struct diag *diag,
                                    const struct report_context *context,
                                    const struct figures *figures);
/* The headline figures in words, one a line: "Open social work cases: 8,013 (7,319)". */
bool report_headlines(struct arena *arena, struct diag *diag, const struct report_context *context,
                      const struct figures *figures, struct text **lines, size_t *line_count);

#endif
