/* The text of a source, as much of it as is needed at a time: of a large file of
 * plain ASCII a stretch is read, else the whole text is there. */
#ifndef SRC_INGEST_WINDOW_H
#define SRC_INGEST_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct diag;
struct source;

enum { WINDOW_SIZE = 1 << 20 };

struct window {
    struct arena *arena;
    struct diag *diag;
    const struct source *source;
    struct open_file *file; /* NULL: the whole text is there */
    char *buffer;
    size_t size;     /* of the buffer */
    size_t position; /* in the text, of the first byte that is there */
    struct text bytes;
    size_t limit; /* what begins before it is there to its end (ingest/record.h) */
};

/* A window that begins at `position`. False after a report. */
bool window_open(struct window *window, struct arena *arena, struct diag *diag,
                 const struct source *source, size_t position, size_t size);
/* Lets the window begin at `position`, which lies in it or behind it; it is enlarged where a line
 * is too long for it. False after FI002, or IN015 where the file is another by now. */
bool window_move(struct window *window, size_t position);

#endif
