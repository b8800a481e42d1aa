/* Building tables. Only columns that the file has cost anything a row; those
 * that it lacks share one empty dictionary. A value that only dropped rows held
 * stays in its dictionary: nothing refers to it. */
#include "table_builder.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "ingest/decode.h"
#include "keys.h"
#include "table/column_builder.h"
#include "table/dictionary.h"

enum { FIRST_RUNS = 4, FIRST_ELEMENTS = 256 };

struct building_column {
    struct column_builder *builder;
    size_t field;
    size_t file_column;
    struct text element;
};

struct table_builder {
    struct arena *arena;
    const struct schema *schema;
    struct building_column *columns; /* those that the file has, in the file's order */
    size_t column_count;
    struct table_run *runs;
    size_t run_count;
    size_t run_capacity;
    struct text *elements; /* of a return alone */
    size_t element_capacity;
    size_t row_count;
    struct table_part *parts;
    size_t part_count;
};

struct table_builder *table_builder_new(struct arena *arena, const struct schema *schema) {
    struct table_builder *builder = ARENA_NEW(arena, struct table_builder);
    builder->arena = arena;
    builder->schema = schema;
    return builder;
}

static void add_columns(struct table_builder *builder, const size_t *fields, size_t column_count) {
    builder->columns = ARENA_ARRAY(builder->arena, struct building_column, column_count);
    for (size_t i = 0; i < column_count; i++) {
        if (fields[i] != SIZE_MAX) {
            builder->columns[builder->column_count++] = (struct building_column){
                .builder = column_builder_new(builder->arena,
                                              decode_is_plain(&builder->schema->fields[fields[i]])),
                .field = fields[i],
                .file_column = i};
        }
    }
}

void table_builder_begin_file(struct table_builder *builder, struct text file, const size_t *fields,
                              size_t column_count) {
    if (builder->part_count == 0) {
        add_columns(builder, fields, column_count);
    }
    builder->parts =
        arena_resize(builder->arena, builder->parts, builder->part_count * sizeof *builder->parts,
                     (builder->part_count + 1) * sizeof *builder->parts);
    builder->parts[builder->part_count++] = (struct table_part){file, builder->row_count};
}

void table_builder_begin_return(struct table_builder *builder, struct text file,
                                const struct text *suffixes) {
    size_t count = builder->schema->field_count;
    size_t *fields = ARENA_ARRAY(builder->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        fields[i] = i;
    }
    table_builder_begin_file(builder, file, fields, count);
    for (size_t i = 0; i < count; i++) {
        builder->columns[i].element = suffixes[i];
    }
}

/* The next `count` rows begin at this record. */
static void add_rows(struct table_builder *builder, size_t count, uint32_t file_row,
                     uint32_t file_line) {
    const struct table_run *last =
        builder->run_count == 0 ? NULL : &builder->runs[builder->run_count - 1];
    size_t further = last == NULL ? 0 : builder->row_count - last->first_row;
    if (last == NULL || last->file_row + further != file_row ||
        last->file_line + further != file_line) {
        ARENA_MAKE_ROOM(builder->arena, builder->runs, builder->run_count, builder->run_capacity,
                        FIRST_RUNS);
        builder->runs[builder->run_count++] =
            (struct table_run){builder->row_count, file_row, file_line};
    }
    builder->row_count += count;
}

void table_builder_add(struct table_builder *builder, const struct text *cells, uint32_t file_row,
                       uint32_t file_line) {
    for (size_t i = 0; i < builder->column_count; i++) {
        struct building_column *column = &builder->columns[i];
        struct text cell = text_trim(cells[column->file_column]);
        column_builder_add(column->builder, &cell, 1);
    }
    add_rows(builder, 1, file_row, file_line);
}

void table_builder_add_block(struct table_builder *builder, const struct record_block *block,
                             size_t from, size_t to) {
    for (size_t i = 0; i < builder->column_count; i++) {
        struct building_column *column = &builder->columns[i];
        const struct text *cells = block->fields + column->file_column * RECORD_BLOCK;
        column_builder_add(column->builder, cells + from, to - from);
    }
    if (to > from) {
        add_rows(builder, to - from, block->row + (uint32_t)from, block->line + (uint32_t)from);
    }
}

struct table_builder *table_builder_later(struct arena *arena, const struct table_builder *first) {
    struct table_builder *builder = table_builder_new(arena, first->schema);
    builder->columns = ARENA_ARRAY(arena, struct building_column, first->column_count);
    builder->column_count = first->column_count;
    for (size_t i = 0; i < first->column_count; i++) {
        const struct building_column *column = &first->columns[i];
        builder->columns[i] = (struct building_column){
            .builder =
                column_builder_new(arena, decode_is_plain(&first->schema->fields[column->field])),
            .field = column->field,
            .file_column = column->file_column};
    }
    return builder;
}

void table_builder_append(struct table_builder *builder, const struct table_builder *later,
                          uint32_t rows_before, uint32_t lines_before) {
    for (size_t i = 0; i < builder->column_count; i++) {
        column_builder_append(builder->columns[i].builder, later->columns[i].builder);
    }
    for (size_t i = 0; i < later->run_count; i++) {
        const struct table_run *run = &later->runs[i];
        size_t end = i + 1 < later->run_count ? later->runs[i + 1].first_row : later->row_count;
        add_rows(builder, end - run->first_row, rows_before + run->file_row,
                 lines_before + run->file_line);
    }
}

void table_builder_add_element(struct table_builder *builder, const struct text *cells,
                               uint32_t line, struct text path) {
    ARENA_MAKE_ROOM(builder->arena, builder->elements, builder->row_count,
                    builder->element_capacity, FIRST_ELEMENTS);
    builder->elements[builder->row_count] = text_copy(builder->arena, path);
    table_builder_add(builder, cells, line, line);
}

/* Every field begins as one that the file lacks: all cells blank. */
static struct column *blank_columns(const struct table_builder *builder) {
    const struct schema *schema = builder->schema;
    struct column *columns = ARENA_ARRAY(builder->arena, struct column, schema->field_count);
    const struct dictionary *dictionary = dictionary_new(builder->arena);
    struct value *null = ARENA_NEW(builder->arena, struct value);
    *null = (struct value){VALUE_NULL, 0, 0, TEXT_NONE};
    for (size_t i = 0; i < schema->field_count; i++) {
        columns[i] = (struct column){.name = schema->fields[i].name,
                                     .dictionary = dictionary,
                                     .values = null,
                                     .value_count = 1};
    }
    return columns;
}

struct table *table_builder_finish(struct table_builder *builder) {
    const struct schema *schema = builder->schema;
    struct column *columns = blank_columns(builder);
    for (size_t i = 0; i < builder->column_count; i++) {
        const struct building_column *built = &builder->columns[i];
        const struct field *field = &schema->fields[built->field];
        struct column *column = &columns[built->field];
        *column = (struct column){.name = field->name,
                                  .is_supplied = true,
                                  .file_column = (uint32_t)built->file_column,
                                  .element = built->element};
        column_builder_finish(built->builder, column);
        decode_column(builder->arena, schema, field, column);
    }
    struct table *table = ARENA_NEW(builder->arena, struct table);
    *table = (struct table){
        .name = schema->name,
        .file = builder->part_count == 0 ? TEXT_NONE : builder->parts[0].file,
        .parts = builder->parts,
        .part_count = builder->part_count,
        .columns = columns,
        .column_count = schema->field_count,
        .row_count = builder->row_count,
        .runs = builder->runs,
        .run_count = builder->run_count,
        .elements = builder->elements,
    };
    return table;
}

static size_t part_of(const struct table_builder *builder, size_t row) {
    size_t part = builder->part_count - 1;
    while (builder->parts[part].first_row > row) {
        part--;
    }
    return part;
}

static struct text key_text(const struct table_builder *builder, const struct table *table,
                            size_t row) {
    struct buffer key = buffer_new(builder->arena);
    for (size_t i = 0; i < builder->schema->primary_key_count; i++) {
        buffer_add_c(&key, i == 0 ? "" : "/");
        buffer_add(&key, table_raw(table, builder->schema->primary_key[i], row));
    }
    return buffer_text(&key);
}

static const struct repeated_key *list_repeats(const struct table_builder *builder,
                                               const struct table *table,
                                               const uint32_t *first_rows, size_t *count) {
    *count = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        *count += first_rows[row] != UINT32_MAX;
    }
    struct repeated_key *repeats = ARENA_ARRAY(builder->arena, struct repeated_key, *count);
    struct repeated_key *next = repeats;
    for (size_t row = 0; row < table->row_count; row++) {
        uint32_t first = first_rows[row];
        if (first != UINT32_MAX) {
            *next++ =
                (struct repeated_key){part_of(builder, row),        table_file_row(table, row),
                                      table_file_line(table, row),  part_of(builder, first),
                                      table_file_row(table, first), key_text(builder, table, row)};
        }
    }
    return repeats;
}

/* The runs without the dropped rows. */
static void split_runs(struct table_builder *builder, struct table *table,
                       const uint32_t *first_rows) {
    size_t row_count = builder->row_count;
    builder->runs = NULL;
    builder->run_count = builder->run_capacity = builder->row_count = 0;
    for (size_t row = 0; row < row_count; row++) {
        if (first_rows[row] == UINT32_MAX) {
            add_rows(builder, 1, table_file_row(table, row), table_file_line(table, row));
        }
    }
    table->runs = builder->runs;
    table->run_count = builder->run_count;
}

static void move_parts(struct table_builder *builder, const uint32_t *first_rows) {
    size_t part = 0;
    size_t kept = 0;
    for (size_t row = 0; row <= builder->row_count; row++) {
        while (part < builder->part_count && builder->parts[part].first_row == row) {
            builder->parts[part++].first_row = kept;
        }
        kept += row < builder->row_count && first_rows[row] == UINT32_MAX;
    }
}

/* Cells have a code a row: where rows go, theirs are others. */
static void drop_rows(struct table_builder *builder, struct table *table,
                      const uint32_t *first_rows) {
    struct arena *scratch = arena_new();
    bool *is_dropped = ARENA_ARRAY(scratch, bool, builder->row_count);
    for (size_t row = 0; row < builder->row_count; row++) {
        is_dropped[row] = first_rows[row] != UINT32_MAX;
    }
    for (size_t i = 0; i < builder->column_count; i++) {
        const struct building_column *built = &builder->columns[i];
        struct column *column = (struct column *)&table->columns[built->field];
        column_builder_drop(built->builder, is_dropped);
        column_builder_finish(built->builder, column);
        if (column->cells != NULL) {
            decode_column(builder->arena, builder->schema, &builder->schema->fields[built->field],
                          column);
        }
    }
    arena_free(scratch);
    move_parts(builder, first_rows);
    split_runs(builder, table, first_rows);
}

const struct repeated_key *table_builder_drop_repeats(struct table_builder *builder,
                                                      struct table *table, size_t *count) {
    *count = 0;
    table->has_distinct_keys = true;
    const uint32_t *first_rows =
        keys_first_rows(builder->arena, builder->schema, table->columns, table->row_count);
    if (first_rows == NULL) {
        return NULL;
    }
    const struct repeated_key *repeats = list_repeats(builder, table, first_rows, count);
    drop_rows(builder, table, first_rows);
    table->row_count = builder->row_count;
    return repeats;
}
