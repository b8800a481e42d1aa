/* Windows: what was read already is moved to the front, the rest of the buffer
 * is filled from the file. */
#include "window.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "ingest/record.h"
#include "source.h"

bool window_open(struct window *window, struct arena *arena, struct diag *diag,
                 const struct source *source, size_t position, size_t size) {
    *window = (struct window){.arena = arena, .diag = diag, .source = source, .size = size};
    if (source->is_windowed) {
        window->file = file_open(arena, diag, source->file.path);
        if (window->file == NULL) {
            return false;
        }
        window->buffer = arena_alloc(arena, size);
    }
    return window_move(window, position);
}

/* The beginning of the first line that is followed by as many others as a record may have. */
static size_t find_limit(struct text bytes) {
    size_t at = bytes.length;
    for (unsigned count = 0; at > 0; at--) {
        count += bytes.bytes[at - 1] == '\n' || bytes.bytes[at - 1] == '\r';
        if (count > 2 * RECORD_LINE_LIMIT + 2) { /* a pair counts twice */
            break;
        }
    }
    return at;
}

/* Fills the buffer from the end of what is there. */
static bool fill(struct window *window) {
    size_t there = window->bytes.length, count;
    size_t from = window->source->mark_length + window->position + there;
    if (!file_read_at(window->file, window->diag, from, window->buffer + there,
                      window->size - there, &count)) {
        return false;
    }
    window->bytes = (struct text){window->buffer, there + count};
    size_t end = window->position + window->bytes.length;
    bool is_last = count < window->size - there;
    if (is_last ? end != window->source->text_length : end > window->source->text_length) {
        return source_report_change(window->source, window->diag);
    }
    is_last = end == window->source->text_length;
    window->limit = is_last ? window->bytes.length : find_limit(window->bytes);
    return true;
}

/* What of the buffer lies behind `position` comes to its front. */
static void keep_rest(struct window *window, size_t position) {
    size_t from = position - window->position;
    size_t rest = from < window->bytes.length ? window->bytes.length - from : 0;
    if (rest > 0) {
        memmove(window->buffer, window->buffer + from, rest);
    }
    window->bytes = (struct text){window->buffer, rest};
    window->position = position;
}

bool window_move(struct window *window, size_t position) {
    const struct source *source = window->source;
    if (window->file == NULL) {
        window->position = position;
        window->bytes = text_slice(source->text, position, source->text.length);
        window->limit = window->bytes.length;
        return true;
    }
    keep_rest(window, position);
    while (fill(window)) {
        if (window->limit > 0 || window->bytes.length == 0) {
            return true;
        }
        window->buffer =
            arena_resize(window->arena, window->buffer, window->size, 2 * window->size);
        window->bytes.bytes = window->buffer;
        window->size *= 2;
    }
    return false;
}
