/* What the cells of a published row say. A percent that is not printed has the
 * marker of the count that is not shown; none of nothing is not applicable. */
#include "published_cells.h"

enum { NUMERATOR, DENOMINATOR, VALUE };
enum { TOTAL, FIRST_PART };

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

bool published_count(struct text cell, bool *has_count, int64_t *count,
                     enum published_status *status) {
    *has_count = false;
    if (parse_marker(cell, status)) {
        return true;
    }
    *status = PUBLISHED_SHOWN;
    *has_count = text_to_int(cell, count) && *count >= 0;
    return *has_count;
}

bool published_value(struct text cell, struct published_figure *figure) {
    figure->is_printed = true;
    if (parse_marker(cell, &figure->status)) {
        return true;
    }
    figure->status = PUBLISHED_SHOWN;
    return decimal_parse(cell, &figure->value) && figure->value.scaled >= 0;
}

static bool is_quantile(struct text category) {
    return text_equal_c(category, "median") || text_ends_with(category, TEXT(" quartile"));
}

bool published_is_value(const struct published_table *table, size_t cell) {
    return table->has_parts
               ? cell >= FIRST_PART && is_quantile(table->categories[cell - FIRST_PART])
               : cell == VALUE;
}

/* The cell of that number. */
static struct text cell_of(const struct published_row *row, size_t cell) {
    const char *at = row->cells;
    for (; cell > 0; cell--) {
        while (*at != ',') {
            at++;
        }
        at++;
    }
    size_t length = 0;
    while (at[length] != ',' && at[length] != '\n') {
        length++;
    }
    return (struct text){at, length};
}

/* Of what is not printed: the marker of a count that is not shown is that of the percent. */
static void settle(struct published_figure *figure, enum published_status of,
                   enum published_status to) {
    figure->status = of != PUBLISHED_SHOWN ? of : to;
    if (figure->status == PUBLISHED_SHOWN && figure->denominator == 0) {
        figure->status = PUBLISHED_NOT_APPLICABLE;
    }
}

struct published_figure published_figure_of(const struct published_row *row, size_t category) {
    const struct published_table *table = row->table;
    size_t of = table->has_parts ? FIRST_PART + category : NUMERATOR;
    size_t to = table->has_parts ? TOTAL : DENOMINATOR;
    struct published_figure figure = {.status = PUBLISHED_SHOWN};
    enum published_status of_status, to_status;
    if (published_is_value(table, of)) {
        published_value(cell_of(row, of), &figure);
        return figure;
    }
    published_count(cell_of(row, of), &figure.has_numerator, &figure.numerator, &of_status);
    published_count(cell_of(row, to), &figure.has_denominator, &figure.denominator, &to_status);
    if (table->has_values) {
        published_value(cell_of(row, VALUE), &figure);
    } else {
        settle(&figure, of_status, to_status);
    }
    return figure;
}
