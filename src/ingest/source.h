/* One file of an extract folder, read up to its header. */
#ifndef SRC_INGEST_SOURCE_H
#define SRC_INGEST_SOURCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "define/catalogue.h"
#include "ingest/extract.h"
#include "ingest/match.h"
#include "ingest/record.h"

enum { SOURCE_HEAD_SIZE = 1 << 18 };

/* A file is gone through when it is opened: hashed, and looked at for other bytes than plain ASCII.
 * What is larger than its head is not kept: of plain ASCII stretches are read again (window.h),
 * else the whole. */
struct source {
    struct arena *arena; /* its own; lives as long as the extract */
    struct arena *bytes; /* the file's, until source_close */
    struct arena_mark no_bytes;
    size_t head_size; /* SOURCE_HEAD_SIZE, but for tests */
    bool is_hashed;
    bool is_plain;    /* its text is ASCII, without a NUL */
    bool is_windowed; /* `text` is the head alone */
    struct text text; /* in UTF-8, without a byte order mark */
    size_t text_length;
    size_t mark_length;      /* of the byte order mark */
    size_t first;            /* the position after the header */
    struct file_stamp stamp; /* of the file when source_open began */
    struct diag *diag;       /* its own */
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
/* Has the text there that source_open did not keep. False after a report. */
bool source_reopen(struct source *source, struct diag *diag);
/* Whether what was read after source_open is what that went through and hashed. False after IN015.
 */
bool source_is_same(const struct source *source, struct diag *diag);
/* Reports IN015, and is false. */
bool source_report_change(const struct source *source, struct diag *diag);
/* Gives back the file's bytes when its records are read: nothing points into them. */
void source_close(struct source *source);
/* Whether two files of one schema have the same fields in the same columns. */
bool source_headers_agree(const struct source *a, const struct source *b);
/* A copy of the first 60 characters, with an ellipsis where some are left out. */
struct text source_shortened(struct arena *arena, struct text text);

#endif
