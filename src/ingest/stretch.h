/* A stretch of a source's records: those that begin between two positions of its
 * text, read by one thread into a table builder. */
#ifndef SRC_INGEST_STRETCH_H
#define SRC_INGEST_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/extract.h"
#include "source.h"
#include "table_builder.h"

/* The refused records of a stretch, or of a file, while they are collected. */
struct refusals {
    struct arena *arena;
    struct refused_record *items;
    size_t count;
    size_t capacity;
};
void refusals_add(struct refusals *refusals, struct refused_record refused);

struct stretch {
    struct arena *arena; /* of refusals and messages: lives as long as the table */
    struct arena *rows;  /* of a builder and reader of its own, until that is appended to another */
    struct diag *diag;
    const struct source *source;
    struct table_builder *builder;
    struct record_reader *reader; /* of the first stretch the one that read the header */
    size_t window_size;
    size_t record_limit; /* it ends when it has more */
    size_t from, to;     /* positions in the text */
    bool is_guess;       /* `from` is anywhere in a line: it begins with the next */

    /* What reading finds. */
    size_t begin, end; /* where the first record was looked for, and where the last one ended */
    size_t record_count;
    uint32_t line, row; /* those of `end`: the line that begins there, the row before; if not of
                           the first, counted from `begin`, the line from 1 */
    struct refusals refusals;
    bool is_read; /* false: a report says why not */
};

void stretch_read(struct stretch *stretch);

#endif
