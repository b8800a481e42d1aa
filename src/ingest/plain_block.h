/* The scanner of plain records (ingest/record.h): most of what extracts hold. */
#ifndef SRC_INGEST_PLAIN_BLOCK_H
#define SRC_INGEST_PLAIN_BLOCK_H

#include "ingest/record.h"
#include "stops.h"

/* Fills an empty block from the records that begin at `at` and before `limit`; the position after
 * the last of them. */
size_t plain_block_read(struct stops *stops, struct text bytes, size_t at, size_t limit,
                        struct record_block *block);

#endif
