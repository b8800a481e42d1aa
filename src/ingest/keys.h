/* Primary keys: which rows repeat the key of an earlier one. */
#ifndef SRC_INGEST_KEYS_H
#define SRC_INGEST_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "define/schema.h"
#include "table/table.h"

struct arena;

/* For each row the earlier row with the same key, or UINT32_MAX: none, or a part of the key is
 * null. NULL if no row repeats another. `columns` are one a field of the schema. */
const uint32_t *keys_first_rows(struct arena *arena, const struct schema *schema,
                                const struct column *columns, size_t row_count);

#endif
