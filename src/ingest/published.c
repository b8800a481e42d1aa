/* Published tables. A file of a percent or a rate has the columns year, code,
 * numerator, denominator and, where the department prints it, value; that of a
 * mix or of bands has year, code, total, and a column a category: counts, except
 * the median and quartiles, which are values. */
#include "ingest/published.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "published_cells.h"
#include "published_lists.h"
#include "published_plain.h"
#include "reference_file.h"

enum { YEAR, CODE, FIRST_FIGURE, VALUE = FIRST_FIGURE + 2 };
enum { FIRST_CATEGORY = FIRST_FIGURE + 1, FIRST_ROWS = 2048 };

struct table_reading {
    struct arena *arena;
    struct reference_file *file;
    const struct published *published;
    struct published_table table;
    const struct published_table *final; /* where the table will stand */
    struct published_row *rows;
    size_t capacity;
};

/* ---- cells ---- */

static bool refuse(struct reference_file *file, size_t column, const char *what) {
    return reference_file_fault(
        file, column,
        text_format(file->arena, "the %.*s is neither %s of 0 or more nor one of c, u, x, z",
                    TEXT_ARG(file->columns[column]), what));
}

/* Whether every cell behind the code is a number or a marker. */
static bool judge_cells(struct table_reading *reading, const struct text *values) {
    struct reference_file *file = reading->file;
    struct published_figure figure;
    bool has_count, is_right = true;
    int64_t count;
    for (size_t column = FIRST_FIGURE; column < file->column_count; column++) {
        if (published_is_value(&reading->table, column - FIRST_FIGURE)) {
            is_right &=
                published_value(values[column], &figure) || refuse(file, column, "a number");
        } else {
            is_right &= published_count(values[column], &has_count, &count, &figure.status) ||
                        refuse(file, column, "a whole number");
        }
    }
    return is_right;
}

/* Cells that were judged, as a row keeps them: commas within a number go. */
static const char *kept_cells(struct table_reading *reading, const struct text *values) {
    struct buffer cells = buffer_new(reading->arena);
    for (size_t column = FIRST_FIGURE; column < reading->file->column_count; column++) {
        struct text rest = values[column], part;
        buffer_add_c(&cells, column > FIRST_FIGURE ? "," : "");
        while (text_next_part(&rest, ',', &part)) {
            buffer_add(&cells, part);
        }
    }
    buffer_add_c(&cells, "\n");
    return buffer_text(&cells).bytes;
}

/* ---- rows ---- */

static bool parse_key(struct table_reading *reading, const struct text *values,
                      struct published_row *row) {
    row->line = reading->file->line;
    row->area = published_area_of(reading->published, values[CODE]);
    if (!text_to_int(values[YEAR], &row->year)) {
        return reference_file_fault(reading->file, YEAR, TEXT("the year is not a number"));
    }
    if (row->area == NULL) {
        return reference_file_fault(reading->file, CODE, TEXT("areas.csv has no such code"));
    }
    return published_source_of(reading->published, reading->table.measure, row->year).length > 0 ||
           reference_file_fault(reading->file, YEAR,
                                TEXT("publications.csv does not say where the year comes from"));
}

static bool parse_row(struct table_reading *reading, const struct text *values,
                      struct published_row *row) {
    bool is_right = parse_key(reading, values, row);
    if (!judge_cells(reading, values) || !is_right) {
        return false;
    }
    row->table = reading->final;
    row->cells = kept_cells(reading, values);
    return true;
}

static int compare_groups(const struct published_row *a, const struct published_row *b) {
    int order = (a->year > b->year) - (a->year < b->year);
    return order != 0 ? order
                      : (a->area->level > b->area->level) - (a->area->level < b->area->level);
}

static int compare_rows(const void *left, const void *right) {
    const struct published_row *a = left, *b = right;
    int order = compare_groups(a, b);
    return order != 0 ? order : text_compare(a->area->code, b->area->code);
}

static const struct reference_kind ROWS = {.row_size = sizeof(struct published_row),
                                           .line_offset = offsetof(struct published_row, line),
                                           .compare = compare_rows,
                                           .twice_column = CODE,
                                           .twice = "the year is listed twice for this area"};

static void add_row(struct table_reading *reading, struct published_row row) {
    ARENA_MAKE_ROOM(reading->arena, reading->rows, reading->table.row_count, reading->capacity,
                    FIRST_ROWS);
    reading->rows[reading->table.row_count++] = row;
}

/* ---- tables ---- */

static bool columns_are(const struct reference_file *file, const char *const *names, size_t count) {
    bool are = file->column_count >= count;
    for (size_t i = 0; i < count && are; i++) {
        are = text_equal_c(file->columns[i], names[i]);
    }
    return are;
}

/* What the columns are about. */
static bool read_categories(struct table_reading *reading) {
    static const char *const whole[] = {"year", "code", "numerator", "denominator", "value"};
    static const char *const parts[] = {"year", "code", "total"};
    struct reference_file *file = reading->file;
    reading->table.has_parts = columns_are(file, parts, 3) && file->column_count > FIRST_CATEGORY;
    if (reading->table.has_parts) {
        reading->table.categories = &file->columns[FIRST_CATEGORY];
        reading->table.category_count = file->column_count - FIRST_CATEGORY;
        return true;
    }
    reading->table.categories = ARENA_NEW(reading->arena, struct text);
    reading->table.category_count = 1;
    reading->table.has_values = file->column_count > VALUE;
    return (file->column_count <= VALUE + 1 && columns_are(file, whole, file->column_count) &&
            file->column_count >= VALUE) ||
           reference_file_fault(file, SIZE_MAX,
                                TEXT("its columns are neither year, code, numerator, denominator "
                                     "(and value) nor year, code, total and the categories"));
}

/* Every record, whatever form it has, with all its faults. */
static void read_rows(struct table_reading *reading) {
    struct text values[REFERENCE_COLUMN_LIMIT];
    while (reference_file_next(reading->file, values)) {
        struct published_row row = {0};
        if (parse_row(reading, values, &row)) {
            add_row(reading, row);
        }
    }
    reference_file_sort(reading->file, &ROWS, reading->rows, reading->table.row_count);
}

static bool read_table(struct arena *arena, struct diag *diag, const struct published *published,
                       struct text path, struct published_table *table) {
    struct table_reading reading = {.arena = arena,
                                    .file = reference_file_open_all(arena, diag, path),
                                    .published = published,
                                    .table = *table,
                                    .final = table};
    if (reading.file == NULL || !read_categories(&reading)) {
        return false;
    }
    *table = reading.table;
    if (published_read_plain(arena, published, reading.file->utf8, table)) {
        return true;
    }
    read_rows(&reading);
    table->rows = reading.rows;
    table->row_count = reading.table.row_count;
    return !reading.file->is_faulty;
}

static bool read_tables(struct arena *arena, struct diag *diag, struct text folder,
                        struct published *published) {
    struct text ending = TEXT(".csv"), *names;
    size_t count;
    if (!file_list(arena, diag, folder, &names, &count)) {
        return false;
    }
    struct published_table *tables = ARENA_ARRAY(arena, struct published_table, count);
    bool is_sound = true;
    for (size_t i = 0; i < count; i++) {
        struct text path = file_join(arena, folder, names[i]);
        struct published_table *table = &tables[published->table_count];
        if (text_ends_with(names[i], ending)) { /* what is no table the catalogue reports */
            table->measure = text_slice(names[i], 0, names[i].length - ending.length);
            is_sound = read_table(arena, diag, published, path, table) && is_sound;
            published->table_count++;
        }
    }
    published->tables = tables;
    return is_sound;
}

const struct published *published_read(struct arena *arena, struct diag *diag,
                                       struct text definitions_folder) {
    struct published *published = ARENA_NEW(arena, struct published);
    struct text folder = file_join(arena, definitions_folder, TEXT("reference/published"));
    return published_lists_read(arena, diag, definitions_folder, published) &&
                   read_tables(arena, diag, folder, published)
               ? published
               : NULL;
}

/* ---- look-up ---- */

const struct published_table *published_table_of(const struct published *published,
                                                 struct text measure) {
    for (size_t i = 0; i < published->table_count; i++) {
        if (text_equal(published->tables[i].measure, measure)) {
            return &published->tables[i];
        }
    }
    return NULL;
}

size_t published_category(const struct published_table *table, struct text category) {
    for (size_t i = 0; i < table->category_count; i++) {
        if (text_equal(table->categories[i], category)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The first row that is not before `wanted`. */
static size_t first_of(const struct published_table *table, const struct published_row *wanted) {
    size_t low = 0, high = table->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_groups(&table->rows[middle], wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct published_row *published_rows_of(const struct published_table *table, int64_t year,
                                              enum published_level level, size_t *count) {
    const struct published_area area = {.level = level};
    const struct published_row wanted = {.year = year, .area = &area};
    size_t first = first_of(table, &wanted), end = first;
    while (end < table->row_count && compare_groups(&table->rows[end], &wanted) == 0) {
        end++;
    }
    *count = end - first;
    return *count == 0 ? NULL : &table->rows[first];
}

static bool is_same_area(const struct published_area *a, const struct published_area *b) {
    return text_equal(a->code, b->code) ||
           (a->level == PUBLISHED_AUTHORITY && text_equal(a->number, b->number));
}

const struct published_row *published_row_of(const struct published_table *table, int64_t year,
                                             const struct published_area *area) {
    size_t count;
    const struct published_row *rows = published_rows_of(table, year, area->level, &count);
    for (size_t i = 0; i < count; i++) {
        if (is_same_area(rows[i].area, area)) {
            return &rows[i];
        }
    }
    return NULL;
}

int64_t published_latest_year(const struct published_table *table, int64_t year) {
    int64_t latest = 0;
    for (size_t i = 0; i < table->row_count && table->rows[i].year <= year; i++) {
        latest = table->rows[i].year;
    }
    return latest;
}
