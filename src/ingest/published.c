/* Published tables. A file of a percent or a rate has the columns year, code,
 * numerator, denominator and, where the department prints it, value; that of a
 * mix or of bands has year, code, total, and a column a category: counts, except
 * the median and quartiles, which are values. */
#include "ingest/published.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "published_lists.h"
#include "reference_file.h"

enum { YEAR, CODE, FIRST_FIGURE, NUMERATOR = FIRST_FIGURE, DENOMINATOR, VALUE };
enum { TOTAL = FIRST_FIGURE, FIRST_CATEGORY, FIRST_ROWS = 2048 };

struct table_reading {
    struct arena *arena;
    struct reference_file *file;
    const struct published *published;
    struct published_table table;
    struct published_row *rows;
    size_t capacity;
    bool has_parts; /* a column a category */
};

/* ---- values ---- */

/* A marker's status; false for anything else. */
static bool parse_marker(struct text value, enum published_status *status) {
    static const struct {
        char marker;
        enum published_status status;
    } markers[] = {{'c', PUBLISHED_SUPPRESSED},    {'u', PUBLISHED_UNRELIABLE},
                   {'x', PUBLISHED_NOT_AVAILABLE}, {'.', PUBLISHED_NOT_AVAILABLE},
                   {'-', PUBLISHED_NOT_AVAILABLE}, {'z', PUBLISHED_NOT_APPLICABLE}};
    *status = PUBLISHED_NOT_AVAILABLE;
    for (size_t i = 0; value.length == 1 && i < sizeof markers / sizeof markers[0]; i++) {
        if (value.bytes[0] == markers[i].marker) {
            *status = markers[i].status;
            return true;
        }
    }
    return value.length == 0;
}

static bool refuse(struct reference_file *file, size_t column, const char *what) {
    return reference_file_fault(
        file, column,
        text_format(file->arena, "the %.*s is neither %s of 0 or more nor one of c, u, x, z",
                    TEXT_ARG(file->columns[column]), what));
}

static bool parse_count(struct reference_file *file, const struct text *values, size_t column,
                        bool *has_count, int64_t *count, enum published_status *status) {
    *has_count = false;
    if (parse_marker(values[column], status)) {
        return true;
    }
    *status = PUBLISHED_SHOWN;
    *has_count = text_to_int(values[column], count) && *count >= 0;
    return *has_count || refuse(file, column, "a whole number");
}

static bool parse_value(struct reference_file *file, const struct text *values, size_t column,
                        struct published_figure *figure) {
    figure->is_printed = true;
    if (parse_marker(values[column], &figure->status)) {
        return true;
    }
    figure->status = PUBLISHED_SHOWN;
    return (decimal_parse(values[column], &figure->value) && figure->value.scaled >= 0) ||
           refuse(file, column, "a number");
}

/* Of what is not printed: the marker of a count that is not shown is that of the percent. */
static void settle(struct published_figure *figure, enum published_status of,
                   enum published_status to) {
    figure->status = of != PUBLISHED_SHOWN ? of : to;
    if (figure->status == PUBLISHED_SHOWN && figure->denominator == 0) {
        figure->status = PUBLISHED_NOT_APPLICABLE;
    }
}

static bool parse_whole(struct reference_file *file, const struct text *values,
                        struct published_figure *figure) {
    enum published_status of, to;
    bool is_right =
        parse_count(file, values, NUMERATOR, &figure->has_numerator, &figure->numerator, &of);
    is_right &=
        parse_count(file, values, DENOMINATOR, &figure->has_denominator, &figure->denominator, &to);
    if (file->column_count > VALUE) {
        return parse_value(file, values, VALUE, figure) && is_right;
    }
    settle(figure, of, to);
    return is_right;
}

static bool is_quantile(struct text category) {
    return text_equal_c(category, "median") || text_ends_with(category, TEXT(" quartile"));
}

static bool parse_part(struct reference_file *file, const struct text *values, size_t column,
                       struct published_figure *figure) {
    enum published_status of, to;
    if (is_quantile(file->columns[column])) {
        return parse_value(file, values, column, figure);
    }
    bool is_right =
        parse_count(file, values, column, &figure->has_numerator, &figure->numerator, &of);
    is_right &=
        parse_count(file, values, TOTAL, &figure->has_denominator, &figure->denominator, &to);
    settle(figure, of, to);
    return is_right;
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
    size_t count = reading->table.category_count;
    struct published_figure *figures = ARENA_ARRAY(reading->arena, struct published_figure, count);
    bool is_right = parse_key(reading, values, row);
    if (!reading->has_parts) {
        is_right &= parse_whole(reading->file, values, &figures[0]);
    }
    for (size_t i = 0; reading->has_parts && i < count; i++) {
        is_right &= parse_part(reading->file, values, FIRST_CATEGORY + i, &figures[i]);
    }
    row->figures = figures;
    return is_right;
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
    reading->has_parts = columns_are(file, parts, 3) && file->column_count > FIRST_CATEGORY;
    if (reading->has_parts) {
        reading->table.categories = &file->columns[FIRST_CATEGORY];
        reading->table.category_count = file->column_count - FIRST_CATEGORY;
        return true;
    }
    reading->table.categories = ARENA_NEW(reading->arena, struct text);
    reading->table.category_count = 1;
    return (file->column_count <= VALUE + 1 && columns_are(file, whole, file->column_count) &&
            file->column_count >= VALUE) ||
           reference_file_fault(file, SIZE_MAX,
                                TEXT("its columns are neither year, code, numerator, denominator "
                                     "(and value) nor year, code, total and the categories"));
}

static bool read_table(struct arena *arena, struct diag *diag, const struct published *published,
                       struct text path, struct published_table *table) {
    struct table_reading reading = {.arena = arena,
                                    .file = reference_file_open_all(arena, diag, path),
                                    .published = published,
                                    .table = *table};
    struct text values[REFERENCE_COLUMN_LIMIT];
    if (reading.file == NULL || !read_categories(&reading)) {
        return false;
    }
    while (reference_file_next(reading.file, values)) {
        struct published_row row = {0};
        if (parse_row(&reading, values, &row)) {
            add_row(&reading, row);
        }
    }
    reference_file_sort(reading.file, &ROWS, reading.rows, reading.table.row_count);
    reading.table.rows = reading.rows;
    *table = reading.table;
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
