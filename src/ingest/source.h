/* One file of an extract folder, read up to its header. */
#ifndef SRC_INGEST_SOURCE_H
#define SRC_INGEST_SOURCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "define/catalogue.h"
#include "ingest/extract.h"
#include "ingest/match.h"
#include "ingest/record.h"

struct source {
    struct arena *arena; /* its own; lives as long as the extract */
    struct arena *bytes; /* the file's, until source_close */
    struct arena_mark no_bytes;
    bool is_hashed;
    bool is_plain;     /* its text is ASCII, without a NUL */
    struct diag *diag; /* its own */
    const struct catalogue *catalogue;
    struct extract_file file;
    struct header_match match;
    const struct text *header;    /* its texts, one a column of the match, trimmed */
    struct record_reader *reader; /* stands after the header; NULL: the file cannot be used */
};

/* A source of `path`, with an arena that is freed with `arena`. */
struct source *source_new(struct arena *arena, const struct catalogue *catalogue, struct text path);
/* Reads the file and matches its header, reporting whatever keeps it from being used. */
void source_open(struct source *source);
/* Gives back the file's bytes when its records are read: nothing points into them. */
void source_close(struct source *source);
/* Whether two files of one schema have the same fields in the same columns. */
bool source_headers_agree(const struct source *a, const struct source *b);
/* A copy of the first 60 characters, with an ellipsis where some are left out. */
struct text source_shortened(struct arena *arena, struct text text);

#endif
