/* Lines that need no CSV parser: no quotes, or quotes round whole fields,
 * doubled where they are meant, and no newline inside. They are split where they
 * stand, without copying (but for fields with doubled quotes), exactly as libcsv
 * would split them; anything else is left to it. */
#ifndef SRC_INGEST_SIMPLE_LINE_H
#define SRC_INGEST_SIMPLE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "stops.h"

/* The fields of one line, and how far the text has been searched for what ends one. */
struct line_fields {
    struct arena *arena;
    struct text *items;
    size_t count;
    size_t capacity;
    struct stops stops;
    struct arena *copies; /* of this line's fields that do not stand in the text as they are */
    struct arena_mark no_copies;
    bool has_copies;
};

struct line_fields *line_fields_new(struct arena *arena, char delimiter);
/* Forgets the fields, and the copies. */
void line_fields_clear(struct line_fields *fields);
void line_fields_add(struct line_fields *fields, struct text field);
/* Adds a copy of the field. */
void line_fields_add_copy(struct line_fields *fields, struct text field);
/* Splits the line that starts at `from`, in the same text each time. The position after its
 * newline; 0 if the line is not a simple one. */
size_t simple_line_split(struct line_fields *fields, struct text bytes, size_t from);
/* The position after the newline of the line that starts at `from`, or the end of the text. */
size_t simple_line_end(struct text bytes, size_t from);
/* The same if the line is blank (spaces and tabs that separate nothing); else `from`. */
size_t simple_line_skip_blank(struct text bytes, size_t from, char delimiter);

#endif
