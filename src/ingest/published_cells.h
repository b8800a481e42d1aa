/* The cells of published tables: counts and values, or markers in their place. */
#ifndef SRC_INGEST_PUBLISHED_CELLS_H
#define SRC_INGEST_PUBLISHED_CELLS_H

#include "ingest/published.h"

/* A count and its status; false where the cell holds neither a whole number nor a marker. */
bool published_count(struct text cell, bool *has_count, int64_t *count,
                     enum published_status *status);
/* A printed value; false where the cell holds neither a number nor a marker. */
bool published_value(struct text cell, struct published_figure *figure);
/* Whether the cell of that number behind the code holds a printed value, not a count. */
bool published_is_value(const struct published_table *table, size_t cell);

#endif
