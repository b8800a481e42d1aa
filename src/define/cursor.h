/* Where a reader of plain YAML stands in a file: its bytes, which end with a line feed, and the
 * line. It knows no faults: what it is not sure of is `is_odd`, and nothing can be read then. */
#ifndef SRC_DEFINE_CURSOR_H
#define SRC_DEFINE_CURSOR_H

#include <string.h>

#include "base/arena.h"
#include "define/node.h"

struct cursor {
    struct arena *arena;
    const struct node_source *source;
    const char *base, *at, *end; /* `end` follows a line feed */
    size_t line;                 /* of `at` */
    bool is_odd;
};

static inline void cursor_give_up(struct cursor *cursor) {
    cursor->is_odd = true;
    cursor->at = cursor->end;
}

static inline char cursor_peek(const struct cursor *cursor) {
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

static inline const char *cursor_line_start(const struct cursor *cursor) {
    return cursor->base + cursor->source->line_offsets[cursor->line];
}

static inline size_t cursor_column(const struct cursor *cursor) {
    return (size_t)(cursor->at - cursor_line_start(cursor));
}

static inline void cursor_skip_blanks(struct cursor *cursor) {
    while (cursor_peek(cursor) == ' ') {
        cursor->at++;
    }
}

/* Past the rest of the line. */
static inline void cursor_skip_line(struct cursor *cursor) {
    if (cursor->at < cursor->end) {
        cursor->at = cursor->base + cursor->source->line_offsets[++cursor->line];
    }
}

/* A comment stands at the start of a line or after a blank. */
static inline bool cursor_is_comment(struct cursor *cursor) {
    if (cursor_peek(cursor) != '#') {
        return false;
    }
    if (cursor->at != cursor_line_start(cursor) && cursor->at[-1] != ' ') {
        cursor_give_up(cursor);
    }
    return true;
}

/* Past blanks, comments and line ends. */
static inline void cursor_skip_to_token(struct cursor *cursor) {
    for (;;) {
        cursor_skip_blanks(cursor);
        if (cursor_peek(cursor) != '\n' && !cursor_is_comment(cursor)) {
            return;
        }
        cursor_skip_line(cursor);
    }
}

/* Nothing but a comment may follow on the line. */
static inline void cursor_expect_line_end(struct cursor *cursor) {
    cursor_skip_blanks(cursor);
    if (cursor_peek(cursor) != '\n' && !cursor_is_comment(cursor)) {
        cursor_give_up(cursor);
    }
}

static inline bool cursor_is_blank_at(const struct cursor *cursor, size_t ahead) {
    const char *at = cursor->at + ahead;
    return at >= cursor->end || *at == ' ' || *at == '\n';
}

static inline bool cursor_is_entry(const struct cursor *cursor) {
    return cursor_peek(cursor) == '-' && cursor_is_blank_at(cursor, 1);
}

/* Makes a node one that begins here; of a text the length follows when its end is known. */
static inline void cursor_begin(const struct cursor *cursor, struct node *node,
                                enum node_kind kind) {
    const struct node_source *source = cursor->source;
    size_t start = (size_t)(cursor->at - cursor->base), first = source->line_offsets[cursor->line];
    *node = (struct node){.kind = kind,
                          .text = TEXT_NONE,
                          .key = TEXT_NONE,
                          .source = source,
                          .start = start,
                          .place = {.file = source->file,
                                    .line = (uint32_t)(cursor->line + 1),
                                    .column = (uint32_t)(start - first + 1),
                                    .cell = TEXT_NONE,
                                    .field = TEXT_NONE}};
    const char *end = memchr(cursor->at, '\n', (size_t)(cursor->end - cursor->at));
    if (end != NULL) { /* not at the end of the file */
        node->place.source =
            (struct text){cursor->base + first, (size_t)(end - cursor->base) - first};
    }
}

static inline struct node *cursor_node(const struct cursor *cursor, enum node_kind kind) {
    struct node *node = ARENA_NEW(cursor->arena, struct node);
    cursor_begin(cursor, node, kind);
    return node;
}

#endif
