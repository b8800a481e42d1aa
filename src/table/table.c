/* Tables: look-ups in what ingest has built. Nothing here changes a table. */
#include "table/table.h"

#include "base/arena.h"
#include "table/dictionary.h"

enum { LETTERS = 26, CELL_LETTERS_LIMIT = 8 };

struct text column_text(const struct column *column, uint32_t code) {
    if (column->cells == NULL) {
        return dictionary_text(column->dictionary, code);
    }
    return code == 0 ? TEXT_NONE : text_cells_at(column->cells, code - 1);
}

/* Whether the code is one of the missing-value markers, of which most columns have none. */
static bool is_marker(const struct column *column, uint32_t code) {
    uint32_t low = 0, high = column->blank_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (column->blank_codes[middle] < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < column->blank_count && column->blank_codes[low] == code;
}

struct value column_value(const struct column *column, uint32_t code) {
    if (column->values != NULL) {
        return column->values[code];
    }
    struct text text = column_text(column, code);
    return text.length == 0 || is_marker(column, code)
               ? (struct value){.kind = VALUE_NULL, .text = TEXT_NONE}
               : (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value table_value(const struct table *table, size_t column, size_t row) {
    const struct column *cells = &table->columns[column];
    return column_value(cells, column_code(cells, row));
}

struct text table_raw(const struct table *table, size_t column, size_t row) {
    const struct column *cells = &table->columns[column];
    return column_text(cells, column_code(cells, row));
}

size_t table_column(const struct table *table, struct text name) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (text_equal(table->columns[i].name, name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

struct text table_file(const struct table *table, size_t row) {
    size_t part = table->part_count;
    while (part > 0 && table->parts[part - 1].first_row > row) {
        part--;
    }
    return part == 0 ? table->file : table->parts[part - 1].file;
}

const struct table *dataset_table(const struct dataset *dataset, struct text name) {
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (text_equal(dataset->tables[i]->name, name)) {
            return dataset->tables[i];
        }
    }
    return NULL;
}

struct text table_cell_name(struct arena *arena, uint32_t file_column, uint32_t file_row) {
    char letters[CELL_LETTERS_LIMIT];
    size_t at = sizeof letters;
    for (uint64_t rest = (uint64_t)file_column + 1; rest > 0; rest = (rest - 1) / LETTERS) {
        letters[--at] = (char)('A' + (rest - 1) % LETTERS);
    }
    return text_format(arena, "%.*s%u", (int)(sizeof letters - at), letters + at, file_row);
}

/* The last run that begins at or before a row. */
static const struct table_run *run_of(const struct table *table, size_t row) {
    size_t low = 0, high = table->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (table->runs[middle].first_row <= row) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &table->runs[low];
}

uint32_t table_file_row(const struct table *table, size_t row) {
    const struct table_run *run = run_of(table, row);
    return run->file_row + (uint32_t)(row - run->first_row);
}

uint32_t table_file_line(const struct table *table, size_t row) {
    const struct table_run *run = run_of(table, row);
    return run->file_line + (uint32_t)(row - run->first_row);
}

struct text table_cell_place(struct arena *arena, const struct table *table, size_t column,
                             size_t row) {
    const struct column *cells = &table->columns[column];
    if (table->elements == NULL) {
        return table_cell_name(arena, cells->file_column, table_file_row(table, row));
    }
    return text_format(arena, "%.*s%.*s", TEXT_ARG(table->elements[row]), TEXT_ARG(cells->element));
}
