/* Findings counted by what they are of: for the summary, the workbook and
 * --json, which so agree. */
#ifndef VALIDATE_FINDING_COUNTS_H
#define VALIDATE_FINDING_COUNTS_H

#include "validate/finding.h"

/* One rule on one table, or one team. Waived findings are in `waived` alone. */
struct finding_count {
    const struct finding *first; /* for its rule, table, column and team */
    size_t error, query, waived;
    size_t new, open; /* of errors and queries, after a comparison */
    size_t mended;    /* by rule and table, and by team; `first` may be a mended one */
};
struct finding_counts {
    struct finding_count *items;
    size_t count;
};

enum finding_grouping {
    BY_RULE,   /* and table, in the order of the findings */
    BY_COLUMN, /* rule, severity, table and column; those that are not waived, the most first */
    BY_TEAM    /* by id; no team last */
};
struct finding_counts finding_counts_of(struct arena *arena, const struct findings *findings,
                                        enum finding_grouping grouping);

#endif
