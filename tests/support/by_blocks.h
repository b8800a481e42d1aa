/* Records taken through blocks where they are plain, as extracts are read, and given one by one:
 * they must be those that record_next gives alone, trimmed. */
#ifndef TESTS_SUPPORT_BY_BLOCKS_H
#define TESTS_SUPPORT_BY_BLOCKS_H

#include "ingest/record.h"

struct by_blocks {
    struct arena *arena;
    struct record_reader *reader;
    struct record_block *block; /* NULL until the header is read */
    struct text *fields;
    size_t at;
};

bool by_blocks_next(struct by_blocks *reading, struct record *record);

#endif
