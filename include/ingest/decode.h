/* Raw texts to typed values, once for each distinct text of a column. A text
 * that fails its field's type becomes null and its raw form stays in the
 * dictionary; a code that no set knows stays as text, to be counted as unknown. */
#ifndef INGEST_DECODE_H
#define INGEST_DECODE_H

#include <stdbool.h>

#include "define/schema.h"
#include "table/table.h"

struct arena;

/* What decoding a text came to; the last three are findings. */
enum decode_verdict {
    DECODE_VALUE,
    DECODE_BLANK,        /* empty, or a missing-value marker of the schema */
    DECODE_WRONG_TYPE,   /* null: not written as the field's type */
    DECODE_NO_SUCH_DAY,  /* null: written as a date, but there is no such day */
    DECODE_UNKNOWN_CODE, /* text: in no code set */
};

/* `raw` is trimmed already and must live as long as `value`. */
enum decode_verdict decode_value(struct arena *arena, const struct schema *schema,
                                 const struct field *field, struct text raw, struct value *value);
/* Whether a text of the field is its own value, but for blanks: text without a code set. */
bool decode_is_plain(const struct field *field);
/* Gives a column, whose texts are there, the values of its codes; where the field is plain only the
 * list of its missing-value markers. */
void decode_column(struct arena *arena, const struct schema *schema, const struct field *field,
                   struct column *column);

#endif
