/* Figures measured elsewhere, from supplied-figures.csv: each with its source,
 * its date and a named owner. The file need not be there. */
#include "base/arena.h"
#include "base/file.h"
#include "ingest/reference.h"
#include "reference_file.h"

enum {
    MEASURE,
    PERIOD,
    UNIT,
    SOURCE,
    DATE,
    OWNER,
    CATEGORY,
    NUMERATOR,
    DENOMINATOR,
    VALUE,
    COLUMN_COUNT,
    REQUIRED_COUNT = CATEGORY
};
enum { FIRST_FIGURES = 64 };

struct figure_rows {
    struct reference_file *file;
    struct supplied_figure *items;
    size_t count;
    size_t capacity;
};

static bool parse_count(struct reference_file *file, size_t column, struct text value, bool *has,
                        int64_t *count) {
    *has = value.length > 0;
    if (!*has || (text_to_int(value, count) && *count >= 0)) {
        return true;
    }
    return reference_file_fault(
        file, column,
        text_format(file->arena, "\"%.*s\" is not a whole number of 0 or more", TEXT_ARG(value)));
}

static bool parse_value(struct reference_file *file, struct text value,
                        struct supplied_figure *figure) {
    figure->has_value = value.length > 0;
    if (!figure->has_value || decimal_parse(value, &figure->value)) {
        return true;
    }
    return reference_file_fault(
        file, VALUE, text_format(file->arena, "\"%.*s\" is not a number", TEXT_ARG(value)));
}

/* What the value may be of two counts, whatever the unit: the numerator, a cost for each, a
 * percent, a rate. */
static bool is_value_of_counts(const struct supplied_figure *figure) {
    static const int64_t multipliers[] = {1, 100, 10000};
    bool is_value = decimal_compare(figure->value, (struct decimal){figure->numerator, 0}) == 0;
    for (size_t i = 0; i < sizeof multipliers / sizeof multipliers[0] && !is_value; i++) {
        struct decimal quotient = decimal_quotient(figure->numerator, multipliers[i],
                                                   figure->denominator, figure->value.decimals);
        is_value = decimal_compare(figure->value, quotient) == 0;
    }
    return is_value;
}

/* Contradictions that no unit can excuse; which number is wrong is not for us to say. */
static bool check_numbers(struct reference_file *file, const struct supplied_figure *figure) {
    if (figure->has_denominator && figure->denominator == 0) {
        return reference_file_fault(file, DENOMINATOR, TEXT("a denominator of 0 gives no value"));
    }
    bool has_all = figure->has_numerator && figure->has_denominator && figure->has_value;
    if (has_all && !is_value_of_counts(figure)) {
        return reference_file_fault(
            file, VALUE,
            text_format(file->arena, "the value %.*s is not what %lld of %lld gives",
                        TEXT_ARG(decimal_plain(file->arena, figure->value)),
                        (long long)figure->numerator, (long long)figure->denominator));
    }
    return true;
}

static bool parse_numbers(struct reference_file *file, const struct text *values,
                          struct supplied_figure *figure) {
    bool are_numbers =
        parse_count(file, NUMERATOR, values[NUMERATOR], &figure->has_numerator, &figure->numerator);
    are_numbers &= parse_count(file, DENOMINATOR, values[DENOMINATOR], &figure->has_denominator,
                               &figure->denominator);
    are_numbers &= parse_value(file, values[VALUE], figure);
    if (are_numbers && !figure->has_numerator && !figure->has_value) {
        return reference_file_fault(file, VALUE, TEXT("neither a numerator nor a value is given"));
    }
    return are_numbers && check_numbers(file, figure);
}

static bool parse_when(struct reference_file *file, const struct text *values,
                       struct supplied_figure *figure) {
    day_number day;
    bool is_dated = reference_file_day(file, DATE, values[DATE], &day);
    if (values[PERIOD].length > 0 && !period_parse(values[PERIOD], &figure->period)) {
        return reference_file_fault(file, PERIOD,
                                    text_format(file->arena,
                                                "\"%.*s\" is not a period such as 2013-14-Q4",
                                                TEXT_ARG(values[PERIOD])));
    }
    return is_dated;
}

static bool parse_row(struct reference_file *file, const struct text *values,
                      struct supplied_figure *figure) {
    *figure = (struct supplied_figure){.measure = values[MEASURE],
                                       .unit = values[UNIT],
                                       .category = values[CATEGORY],
                                       .source = values[SOURCE],
                                       .date = values[DATE],
                                       .owner = values[OWNER]};
    figure->place = (struct place){.file = file->path,
                                   .line = file->line,
                                   .cell = TEXT_NONE,
                                   .field = TEXT_NONE,
                                   .source = TEXT_NONE};
    bool is_right = reference_file_filled(file, values, REQUIRED_COUNT);
    is_right &= parse_when(file, values, figure);
    is_right &= parse_numbers(file, values, figure);
    return is_right;
}

static bool same_figure(const struct supplied_figure *a, const struct supplied_figure *b) {
    return text_equal(a->measure, b->measure) && text_equal(a->unit, b->unit) &&
           text_equal(a->category, b->category) && a->period.kind == b->period.kind &&
           a->period.first_day == b->period.first_day && a->period.last_day == b->period.last_day;
}

static bool is_new(const struct figure_rows *rows, const struct supplied_figure *figure) {
    for (size_t i = 0; i < rows->count; i++) {
        if (same_figure(&rows->items[i], figure)) {
            return reference_file_fault(rows->file, SIZE_MAX,
                                        text_format(rows->file->arena,
                                                    "the same figure stands in line %u already",
                                                    rows->items[i].place.line));
        }
    }
    return true;
}

static void add_row(struct figure_rows *rows, struct supplied_figure figure) {
    ARENA_MAKE_ROOM(rows->file->arena, rows->items, rows->count, rows->capacity, FIRST_FIGURES);
    rows->items[rows->count++] = figure;
}

const struct supplied_figures *reference_supplied(struct arena *arena, struct diag *diag,
                                                  const struct authority *authority) {
    struct supplied_figures *supplied = ARENA_NEW(arena, struct supplied_figures);
    struct text path = file_join(arena, authority->folder, TEXT("supplied-figures.csv"));
    if (!file_exists(path)) {
        return supplied;
    }
    const struct text columns[COLUMN_COUNT] = {
        TEXT("measure"), TEXT("period"),   TEXT("unit"),      TEXT("source"),      TEXT("date"),
        TEXT("owner"),   TEXT("category"), TEXT("numerator"), TEXT("denominator"), TEXT("value")};
    struct figure_rows rows = {.file =
                                   reference_file_open(arena, diag, path, columns, COLUMN_COUNT)};
    if (rows.file == NULL) {
        return NULL;
    }
    struct text values[COLUMN_COUNT];
    struct supplied_figure figure;
    while (reference_file_next(rows.file, values)) {
        if (parse_row(rows.file, values, &figure) && is_new(&rows, &figure)) {
            add_row(&rows, figure);
        }
    }
    *supplied = (struct supplied_figures){rows.items, rows.count};
    return rows.file->is_faulty ? NULL : supplied;
}
