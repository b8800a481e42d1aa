/* Published tables line by line: a year of four digits, a code, and in each cell
 * digits or a marker, nothing else; years and, within one, codes in order. */
#include "published_plain.h"

#include <string.h>

#include "base/arena.h"
#include "published_cells.h"

enum { YEAR_DIGITS = 4, COUNT_DIGITS = 15, DECIMALS = 6, LEVELS = PUBLISHED_AUTHORITY + 1 };
enum { KEY_COLUMNS = 2, CELL_LIMIT = 32 };

struct plain_table {
    const struct published *published;
    const struct published_table *table;
    const char *at, *end; /* `end` follows a line feed */
    struct published_row *rows;
    size_t row_count;
    bool are_values[CELL_LIMIT];
    size_t cell_count;
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static const char *skip_digits(const char *at) {
    while (is_digit(*at)) {
        at++;
    }
    return at;
}

/* Past the cell, to the comma or line feed behind it; NULL: it is not plain. */
static const char *skip_cell(const char *at, bool is_value) {
    const char *end = skip_digits(at);
    if (end - at > COUNT_DIGITS || (end - at > 1 && *at == '0')) {
        return NULL;
    }
    if (is_value && end > at && *end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        if (end == fraction || end - fraction > DECIMALS) {
            return NULL;
        }
    } else if (end == at && *at != ',' && *at != '\n') {
        end = memchr("cux.-z", *at, 6) != NULL ? at + 1 : NULL;
    }
    return end;
}

/* Past the cells of a row and its line feed. */
static bool skip_cells(struct plain_table *plain) {
    for (size_t i = 0; i < plain->cell_count; i++) {
        const char *end = skip_cell(plain->at, plain->are_values[i]);
        if (end == NULL || *end != (i + 1 < plain->cell_count ? ',' : '\n')) {
            return false;
        }
        plain->at = end + 1;
    }
    return true;
}

static bool read_year(struct plain_table *plain, int64_t *year) {
    *year = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) {
        if (!is_digit(*plain->at)) {
            return false;
        }
        *year = *year * 10 + (*plain->at++ - '0');
    }
    return *plain->at++ == ',';
}

/* The area of the code that stands here: as a rule the one behind the row's before. */
static const struct published_area *read_area(struct plain_table *plain) {
    const struct published *published = plain->published;
    const char *end = memchr(plain->at, ',', (size_t)(plain->end - plain->at));
    if (end == NULL) {
        return NULL;
    }
    struct text code = {plain->at, (size_t)(end - plain->at)};
    plain->at = end + 1;
    if (plain->row_count > 0) {
        const struct published_area *next = plain->rows[plain->row_count - 1].area + 1;
        if (next < published->areas + published->area_count && text_equal(next->code, code)) {
            return next;
        }
    }
    return published_area_of(published, code);
}

/* Whether a row stands behind the one before it, and its year, where it is a new one, has a
 * publication. Areas stand in the order of their codes. */
static bool follows(const struct plain_table *plain, const struct published_row *row) {
    const struct published_row *before =
        plain->row_count > 0 ? &plain->rows[plain->row_count - 1] : NULL;
    if (before != NULL && before->year == row->year) {
        return row->area > before->area;
    }
    return (before == NULL || before->year < row->year) &&
           published_source_of(plain->published, plain->table->measure, row->year).length > 0;
}

static bool read_row(struct plain_table *plain) {
    struct published_row row = {.table = plain->table, .line = (uint32_t)plain->row_count + 2};
    if (plain->end - plain->at <= YEAR_DIGITS || !read_year(plain, &row.year)) {
        return false;
    }
    row.area = read_area(plain);
    row.cells = plain->at;
    if (row.area == NULL || !follows(plain, &row) || !skip_cells(plain)) {
        return false;
    }
    plain->rows[plain->row_count++] = row;
    return true;
}

/* Puts the rows of each year in the order of levels, in which codes stay as they are. */
static void order_levels(const struct plain_table *plain, struct published_row *ordered) {
    size_t count = 0;
    for (size_t from = 0, to; from < plain->row_count; from = to) {
        for (to = from; to < plain->row_count && plain->rows[to].year == plain->rows[from].year;) {
            to++;
        }
        for (int level = 0; level < LEVELS; level++) {
            for (size_t i = from; i < to; i++) {
                if ((int)plain->rows[i].area->level == level) {
                    ordered[count++] = plain->rows[i];
                }
            }
        }
    }
}

/* The columns are those of the first line, as they stand there. */
static bool skip_header(struct plain_table *plain, struct text bytes) {
    struct text line = text_slice(bytes, 0, text_find(bytes, '\n'));
    size_t commas = 0;
    for (size_t i = 0; i < line.length; i++) {
        commas += line.bytes[i] == ',';
    }
    plain->at = bytes.bytes + line.length + 1;
    plain->end = bytes.bytes + bytes.length;
    return text_starts_with(line, TEXT("year,code,")) && text_find(line, '"') == line.length &&
           commas + 1 == plain->cell_count + KEY_COLUMNS && text_ends_with(bytes, TEXT("\n"));
}

static size_t count_lines(const char *at, const char *end) {
    size_t count = 0;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        count++;
    }
    return count;
}

bool published_read_plain(struct arena *arena, const struct published *published, struct text bytes,
                          struct published_table *table) {
    struct plain_table plain = {.published = published, .table = table};
    plain.cell_count = table->has_parts ? 1 + table->category_count : 2 + (size_t)table->has_values;
    if (plain.cell_count > CELL_LIMIT || !skip_header(&plain, bytes)) {
        return false;
    }
    for (size_t i = 0; i < plain.cell_count; i++) {
        plain.are_values[i] = published_is_value(table, i);
    }
    struct arena *scratch = arena_new();
    size_t line_count = count_lines(plain.at, plain.end);
    plain.rows = ARENA_ARRAY(scratch, struct published_row, line_count);
    bool is_plain = true;
    while (is_plain && plain.at < plain.end) {
        is_plain = read_row(&plain);
    }
    if (is_plain) {
        struct published_row *rows = ARENA_ARRAY(arena, struct published_row, plain.row_count);
        order_levels(&plain, rows);
        table->rows = rows;
        table->row_count = plain.row_count;
    }
    arena_free(scratch);
    return is_plain;
}
