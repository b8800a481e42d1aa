/* The records of one table's files, read into a table. */
#ifndef SRC_INGEST_LOAD_H
#define SRC_INGEST_LOAD_H

#include <stddef.h>

#include "source.h"

/* One table's work: done by one thread, or a large table's by several. */
struct load {
    struct arena *arena; /* its own; lives as long as the extract */
    struct diag *diag;   /* its own */
    const struct schema *schema;
    struct source **sources; /* in the order of their names; their headers agree */
    size_t source_count;
    size_t record_limit;   /* a table of more is refused (IN011) */
    size_t window_size;    /* WINDOW_SIZE, and STRETCH_SIZE bytes at least a thread: tests have */
    size_t stretch_size;   /* others */
    unsigned thread_count; /* for one file's stretches; 1 unless said otherwise */
    size_t byte_count;     /* of all its files: what makes it long */
    const struct table *table; /* the result; NULL after a report */
};

enum { STRETCH_SIZE = 1 << 22 };

struct load *load_new(struct arena *arena, const struct schema *schema, size_t source_limit);
/* Reads every source to its end. Fills the sources' counts and refused records. */
void load_table(struct load *load);

#endif
