/* A column while its rows are added. It begins with a dictionary; where a sample
 * of its rows shows that most have a text of their own, it goes on with cells,
 * which costs neither a look-up nor a code (table/table.h). The texts of rows are the same in both
 * forms, and so is every answer. */
#ifndef TABLE_COLUMN_BUILDER_H
#define TABLE_COLUMN_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "table/table.h"

struct arena;
struct column_builder;

enum { COLUMN_BLOCK = 512, COLUMN_SAMPLE = 4096 };

/* `may_keep_cells`: false for columns whose distinct values are decoded. */
struct column_builder *column_builder_new(struct arena *arena, bool may_keep_cells);
/* The texts of the next rows, trimmed, at most COLUMN_BLOCK of them; they are copied. */
void column_builder_add(struct column_builder *builder, const struct text *texts, size_t count);
/* The rows of another builder, after those that are here. */
void column_builder_append(struct column_builder *builder, const struct column_builder *later);
/* Keeps the rows for which `is_dropped` is false. A value that only others held stays in the
 * dictionary: no row refers to it. */
void column_builder_drop(struct column_builder *builder, const bool *is_dropped);
/* Gives a column its texts and codes; the builder lives as long, and gets no more rows. */
void column_builder_finish(const struct column_builder *builder, struct column *column);

#endif
