/* A table under construction: rows are added, each field to its column
 * (table/column_builder.h); finishing decodes the distinct values and freezes.
 * Rows that repeat a primary key are dropped when they can be told. */
#ifndef SRC_INGEST_TABLE_BUILDER_H
#define SRC_INGEST_TABLE_BUILDER_H

#include <stddef.h>
#include <stdint.h>

#include "define/schema.h"
#include "ingest/record.h"
#include "table/table.h"

struct arena;
struct table_builder;

/* A row that was dropped because its key stands earlier. Parts count the files from 0. */
struct repeated_key {
    size_t part;
    uint32_t row;
    uint32_t line;
    size_t first_part;
    uint32_t first_row;
    struct text key; /* as in the file, its parts joined by "/" */
};

struct table_builder *table_builder_new(struct arena *arena, const struct schema *schema);
/* The rows that follow come from `file`. `fields` says for each column of the file which field it
 * holds, or SIZE_MAX; it must be the same for every file of a table. */
void table_builder_begin_file(struct table_builder *builder, struct text file, const size_t *fields,
                              size_t column_count);
/* The rows that follow are records of a return in XML, one cell a field: every field is supplied.
 * `suffixes` are the columns' `element`s. */
void table_builder_begin_return(struct table_builder *builder, struct text file,
                                const struct text *suffixes);
/* A record of a return: the line of its element, and its path, which is copied. */
void table_builder_add_element(struct table_builder *builder, const struct text *cells,
                               uint32_t line, struct text path);
/* `cells` are one a column of the file. */
void table_builder_add(struct table_builder *builder, const struct text *cells, uint32_t file_row,
                       uint32_t file_line);
/* Records `from` up to, not including, `to` of a block. */
void table_builder_add_block(struct table_builder *builder, const struct record_block *block,
                             size_t from, size_t to);
/* A builder of later rows of the same file, to be appended; it may work in another thread. */
struct table_builder *table_builder_later(struct arena *arena, const struct table_builder *first);
/* Adds its rows, whose places count from where these rows end. */
void table_builder_append(struct table_builder *builder, const struct table_builder *later,
                          uint32_t rows_before, uint32_t lines_before);
/* Decodes and freezes, keeping every row. */
struct table *table_builder_finish(struct table_builder *builder);
/* Drops the rows of a finished table whose key stands earlier. */
const struct repeated_key *table_builder_drop_repeats(struct table_builder *builder,
                                                      struct table *table, size_t *count);

#endif
