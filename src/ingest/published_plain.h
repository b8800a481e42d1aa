/* Published tables in the form that they have as a rule: lines of years, codes and numbers, in
 * order. Any other, and whatever has faults, is read record by record, with the same result. */
#ifndef SRC_INGEST_PUBLISHED_PLAIN_H
#define SRC_INGEST_PUBLISHED_PLAIN_H

#include "ingest/published.h"

/* Gives a table, whose columns are known, its rows from the bytes of its file, which outlive it.
 * False, without a report and with no row: they are not plain. */
bool published_read_plain(struct arena *arena, const struct published *published, struct text bytes,
                          struct published_table *table);

#endif
