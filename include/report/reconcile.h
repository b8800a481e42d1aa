/* Totals: a total is printed only if the rows above it make it. */
#ifndef REPORT_RECONCILE_H
#define REPORT_RECONCILE_H

#include "report/binding.h"

/* Checks one column of counts: `cells` holds row_count bounds, `stride` apart, and `total` the
 * total's. RP010 at `place`, naming both numbers and where each stands, if they differ. Columns
 * that do not add up by nature (percents, distinct children) pass; where a row shows a marker the
 * others may not exceed the total. */
bool reconcile_column(struct writer *writer, const struct place *place, struct text header,
                      const struct bound *cells, size_t row_count, size_t stride,
                      const struct bound *total);
/* The same for one row: `count` cells beside each other, and the last of the row, their total. */
bool reconcile_row(struct writer *writer, const struct place *place, struct text header,
                   const struct bound *cells, size_t count, const struct bound *total);

#endif
