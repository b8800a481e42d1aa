/* Looks over a table's cells before it is placed. A paper of 2014 had a % sign
 * in one of two columns of percentages, and measures without any value. */
#include "report/table_checks.h"

#include "base/arena.h"
#include "define/node.h"

static const struct bound *cell_of(const struct checked_table *table, size_t row, size_t column) {
    return &table->bounds[row * table->width + column];
}

static bool is_percentage(const struct bound *bound) {
    return bound->kind == CELL_NUMBER && text_ends_with(bound->prose, TEXT("%"));
}

/* ---- rows ---- */

/* A figure that is not there; one withheld from the public is there. */
static bool is_missing(const struct bound *bound) {
    return bound->kind == CELL_MARKER && !text_equal_c(bound->bare, "[c]");
}

/* Rows that the definition names itself: units, periods and records are there whatever they hold.
 */
static bool are_chosen(const struct checked_table *table) {
    return node_get(table->block, "rows") ||
           text_equal_c(node_text(table->block, "rows-by", TEXT_NONE), "measures");
}

/* A team or a district may well have nothing to count in a row that the county fills. */
static bool is_of_the_county(const struct writer *writer) {
    const struct hierarchy *units = writer->context->units;
    return units->units[writer->context->unit].level == UNIT_COUNTY;
}

void table_check_row(struct writer *writer, const struct checked_table *table, size_t row,
                     struct text header) {
    bool has_missing = false;
    for (size_t i = 0; i < table->width; i++) {
        const struct bound *bound = cell_of(table, row, i);
        if (!is_missing(bound) && (bound->figure || bound->kind != CELL_TEXT)) {
            return;
        }
        has_missing = has_missing || is_missing(bound);
    }
    if (writer->figures && has_missing && are_chosen(table) && is_of_the_county(writer)) {
        DIAG_REPORT(writer->diag, RP075, &table->block->place, header);
    }
}

/* ---- columns ---- */

static const struct node *head_of(const struct checked_table *table, size_t column) {
    return node_get(table->columns->children[column + 1], "header");
}

static bool says_percent(const struct checked_table *table, size_t column) {
    struct text group = node_text(table->columns->children[column + 1], "group", TEXT_NONE);
    return text_find(head_of(table, column)->text, '%') < head_of(table, column)->text.length ||
           text_find(group, '%') < group.length;
}

/* Whether every number of the column is a percentage, and there is one. */
static bool holds_percentages(const struct checked_table *table, size_t column) {
    size_t count = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        const struct bound *bound = cell_of(table, row, column);
        if (bound->kind == CELL_NUMBER && !is_percentage(bound)) {
            return false;
        }
        count += bound->kind == CELL_NUMBER;
    }
    return count > 0;
}

static void check_signs(struct writer *writer, const struct checked_table *table, size_t column) {
    if (!holds_percentages(table, column) || says_percent(table, column)) {
        return;
    }
    for (size_t other = 0; other < table->width; other++) {
        if (holds_percentages(table, other) && says_percent(table, other)) {
            DIAG_REPORT(writer->diag, RP076, &head_of(table, column)->place,
                        head_of(table, column)->text, head_of(table, other)->text);
            return;
        }
    }
}

void table_check_columns(struct writer *writer, const struct checked_table *table) {
    for (size_t i = 0; writer->figures && i < table->width; i++) {
        check_signs(writer, table, i);
    }
}
