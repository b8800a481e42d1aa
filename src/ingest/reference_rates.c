/* Published rates of authorities, regions and England. Every row has its
 * publication, because rates of one year that rest on different populations
 * cannot be compared; a year that mixes them is refused. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "ingest/published.h"
#include "reference_file.h"

enum {
    MEASURE,
    YEAR,
    LEVEL,
    CODE,
    NAME,
    PUBLICATION,
    COUNT,
    RATE,
    COLUMN_COUNT,
    REQUIRED_COUNT = COUNT
};
enum { FIRST_ROWS = 4096 };

struct rate_rows {
    struct published_rate *items;
    size_t count;
    size_t capacity;
};

static void add_row(struct arena *arena, struct rate_rows *rows, struct published_rate row) {
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity == 0 ? FIRST_ROWS : rows->capacity * 2;
        rows->items = arena_resize(arena, rows->items, rows->capacity * sizeof *rows->items,
                                   capacity * sizeof *rows->items);
        rows->capacity = capacity;
    }
    rows->items[rows->count++] = row;
}

static bool parse_level(struct reference_file *file, struct text value,
                        enum published_level *level) {
    static const char *const names[] = {"national", "region", "la"};
    for (int i = 0; i < 3; i++) {
        if (text_equal_c(value, names[i])) {
            *level = (enum published_level)i;
            return true;
        }
    }
    return reference_file_fault(file, LEVEL, TEXT("the level is none of national, region and la"));
}

/* A marker's status; false for anything else. */
static bool parse_marker(struct text value, enum published_status *status) {
    static const struct {
        const char *marker;
        enum published_status status;
    } markers[] = {{"c", PUBLISHED_SUPPRESSED},    {"u", PUBLISHED_UNRELIABLE},
                   {"x", PUBLISHED_NOT_AVAILABLE}, {"", PUBLISHED_NOT_AVAILABLE},
                   {".", PUBLISHED_NOT_AVAILABLE}, {"-", PUBLISHED_NOT_AVAILABLE},
                   {"z", PUBLISHED_NOT_APPLICABLE}};
    for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++) {
        if (text_equal_c(value, markers[i].marker)) {
            *status = markers[i].status;
            return true;
        }
    }
    return false;
}

static bool parse_count(struct reference_file *file, struct text value,
                        struct published_rate *row) {
    enum published_status status;
    row->has_count = !parse_marker(value, &status);
    if (!row->has_count || (text_to_int(value, &row->count) && row->count >= 0)) {
        return true;
    }
    return reference_file_fault(
        file, COUNT,
        TEXT("the count is neither a whole number of 0 or more nor one of c, u, x, z"));
}

static bool parse_rate(struct reference_file *file, struct text value, struct published_rate *row) {
    if (parse_marker(value, &row->status)) {
        return true;
    }
    row->status = PUBLISHED_SHOWN;
    if (decimal_parse(value, &row->rate) && row->rate.scaled >= 0) {
        return true;
    }
    return reference_file_fault(
        file, RATE, TEXT("the rate is neither a number of 0 or more nor one of c, u, x, z"));
}

static bool parse_row(struct reference_file *file, const struct text *values,
                      struct published_rate *row) {
    *row = (struct published_rate){.measure = values[MEASURE],
                                   .code = values[CODE],
                                   .name = values[NAME],
                                   .publication = values[PUBLICATION],
                                   .line = file->line};
    if (!reference_file_filled(file, values, REQUIRED_COUNT)) {
        return false;
    }
    if (!text_to_int(values[YEAR], &row->year)) {
        return reference_file_fault(file, YEAR, TEXT("the year is not a number"));
    }
    bool is_right = parse_level(file, values[LEVEL], &row->level);
    is_right &= parse_count(file, values[COUNT], row);
    is_right &= parse_rate(file, values[RATE], row);
    return is_right;
}

static int compare_groups(const struct published_rate *a, const struct published_rate *b) {
    int order = text_compare(a->measure, b->measure);
    order = order != 0 ? order : (a->year > b->year) - (a->year < b->year);
    return order != 0 ? order : (a->level > b->level) - (a->level < b->level);
}

static int compare_rows(const void *a, const void *b) {
    const struct published_rate *left = a;
    const struct published_rate *right = b;
    int order = compare_groups(left, right);
    return order != 0 ? order : text_compare(left->code, right->code);
}

static void check_rows(struct reference_file *file, const struct rate_rows *rows) {
    for (size_t i = 1; i < rows->count; i++) {
        const struct published_rate *earlier = &rows->items[i - 1], *row = &rows->items[i];
        uint32_t line = row->line > earlier->line ? row->line : earlier->line;
        if (compare_rows(earlier, row) == 0) {
            reference_file_fault_at(file, line, CODE,
                                    TEXT("the measure and year are listed twice for this area"));
        } else if (compare_groups(earlier, row) == 0 &&
                   !text_equal(earlier->publication, row->publication)) {
            reference_file_fault_at(
                file, line, PUBLICATION,
                TEXT("the rates of one measure and year come from two publications"));
        }
    }
}

const struct published_rates *published_rates_read(struct arena *arena, struct diag *diag,
                                                   struct text definitions_folder) {
    const struct text columns[COLUMN_COUNT] = {TEXT("measure"),         TEXT("year"),
                                               TEXT("geography_level"), TEXT("geography_code"),
                                               TEXT("geography_name"),  TEXT("publication"),
                                               TEXT("count"),           TEXT("rate")};
    struct text path = file_join(arena, definitions_folder, TEXT("reference/published-rates.csv"));
    struct reference_file *file = reference_file_open(arena, diag, path, columns, COLUMN_COUNT);
    if (file == NULL) {
        return NULL;
    }
    struct rate_rows rows = {NULL, 0, 0};
    struct text values[COLUMN_COUNT];
    struct published_rate row;
    while (reference_file_next(file, values)) {
        if (parse_row(file, values, &row)) {
            add_row(arena, &rows, row);
        }
    }
    if (rows.count > 0) {
        qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    }
    check_rows(file, &rows);
    struct published_rates *rates = ARENA_NEW(arena, struct published_rates);
    *rates = (struct published_rates){rows.items, rows.count};
    return file->is_faulty ? NULL : rates;
}

/* The first row that is not before `wanted`. */
static size_t first_of(const struct published_rates *rates, const struct published_rate *wanted) {
    size_t low = 0, high = rates->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_groups(&rates->items[middle], wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct published_rate *published_rates_of(const struct published_rates *rates,
                                                struct text measure, int64_t year,
                                                enum published_level level, size_t *count) {
    struct published_rate wanted = {.measure = measure, .year = year, .level = level};
    size_t first = first_of(rates, &wanted), end = first;
    while (end < rates->count && compare_groups(&rates->items[end], &wanted) == 0) {
        end++;
    }
    *count = end - first;
    return *count == 0 ? NULL : &rates->items[first];
}
