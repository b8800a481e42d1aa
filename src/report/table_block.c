/* Tables: rows from a list, a measure's groups or the units of a level; columns
 * from templates of bindings; a total that must be the sum of its rows. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"
#include "report/reconcile.h"
#include "report/table_checks.h"

struct grid {
    const struct node *block;
    const struct node *columns; /* {header} first, then {header, cell} */
    const struct node *total;   /* {header, cells}; NULL: none */
    struct rows rows;
    struct bound *bounds; /* row by row, as wide as the columns less the first */
    size_t width;
};

/* Relative: a column of width 2 takes twice the room of one of width 1. */
static bool check_width(struct writer *writer, const struct node *column) {
    const struct node *node = node_get(column, "width");
    struct decimal width;
    bool is_width = !node || (node->kind == NODE_SCALAR && decimal_parse(node->text, &width) &&
                              width.scaled > 0);
    if (!is_width) {
        DIAG_REPORT(writer->diag, DF009, &node->place, node->text,
                    TEXT("a width, a number above 0"));
    }
    return is_width;
}

/* Of how many columns beside it a column is the sum; 0: of none. */
static int64_t summed(const struct node *column) {
    int64_t count = 0;
    text_to_int(node_text(column, "sum-of", TEXT("0")), &count);
    return count;
}

static bool check_sum_of(struct writer *writer, const struct node *column, size_t position) {
    const struct node *node = node_get(column, "sum-of");
    int64_t count = summed(column);
    if (node && (count < 2 || (size_t)count >= position)) {
        DIAG_REPORT(writer->diag, DF009, &node->place, node->text,
                    TEXT("the number of columns before it that it is the sum of, 2 or more"));
        return false;
    }
    return true;
}

static bool check_columns(struct writer *writer, const struct node *columns) {
    static const char *const keys[] = {"header", "cell", "group", "width", "sum-of", NULL};
    bool is_sound = columns && columns->child_count >= 2;
    for (size_t i = 0; columns && i < columns->child_count; i++) {
        const struct node *column = columns->children[i];
        is_sound = node_expect_keys(writer->diag, column, keys) &&
                   node_need(writer->diag, column, "header", NODE_SCALAR) &&
                   (i == 0 || node_need(writer->diag, column, "cell", NODE_SCALAR)) &&
                   check_width(writer, column) && check_sum_of(writer, column, i) && is_sound;
    }
    return is_sound || writer_refuse(writer);
}

static bool check_total(struct writer *writer, const struct grid *grid) {
    static const char *const keys[] = {"header", "cells", NULL};
    if (!grid->total) {
        return true;
    }
    const struct node *cells = NULL;
    if (node_expect_keys(writer->diag, grid->total, keys) &&
        node_need(writer->diag, grid->total, "header", NODE_SCALAR)) {
        cells = node_need(writer->diag, grid->total, "cells", NODE_SEQUENCE);
    }
    if (cells && cells->child_count != grid->width) {
        DIAG_REPORT(writer->diag, RP013, &cells->place, TEXT("total"),
                    TEXT("one cell for each column but the first"));
        cells = NULL;
    }
    return cells != NULL || writer_refuse(writer);
}

static bool read_grid(struct writer *writer, const struct node *block, struct grid *grid) {
    *grid = (struct grid){.block = block, .total = node_get(block, "total")};
    grid->columns = node_need(writer->diag, block, "columns", NODE_SEQUENCE);
    if (!check_columns(writer, grid->columns) || !rows_read(writer, block, &grid->rows)) {
        return false;
    }
    grid->width = grid->columns->child_count - 1;
    return check_total(writer, grid);
}

/* "No team recorded" is left out where nothing belongs to it; what is withheld is something. */
static bool is_idle(const struct row *row, const struct bound *bounds, size_t width) {
    bool holds = false;
    for (size_t i = 0; i < width; i++) {
        holds = holds || binding_is_something(&bounds[i]);
    }
    return row->is_rest && !holds;
}

static void fill_rows(struct writer *writer, struct grid *grid) {
    size_t kept = 0;
    grid->bounds = ARENA_ARRAY(writer->arena, struct bound, (grid->rows.count + 1) * grid->width);
    for (size_t i = 0; i < grid->rows.count; i++) {
        struct bound *bounds = &grid->bounds[kept * grid->width];
        for (size_t column = 0; column < grid->width; column++) {
            const struct node *cell = node_get(grid->columns->children[column + 1], "cell");
            bounds[column] = rows_cell(writer, cell, &grid->rows.rows[i]);
        }
        if (!is_idle(&grid->rows.rows[i], bounds, grid->width)) {
            grid->rows.rows[kept++] = grid->rows.rows[i];
        }
    }
    grid->rows.count = kept;
}

static void fill_total(struct writer *writer, struct grid *grid) {
    if (!grid->total) {
        return;
    }
    struct row none = {.value = TEXT_NONE, .header = TEXT_NONE};
    const struct node *cells = node_get(grid->total, "cells");
    struct bound *totals = &grid->bounds[grid->rows.count * grid->width];
    for (size_t column = 0; column < grid->width; column++) {
        const struct node *cell = cells->children[column];
        totals[column] = rows_cell(writer, cell, &none);
        if (writer->figures && grid->rows.count > 0) {
            reconcile_column(writer, &cell->place,
                             node_text(grid->columns->children[column + 1], "header", TEXT_NONE),
                             &grid->bounds[column], grid->rows.count, grid->width, &totals[column]);
        }
    }
}

/* The last column must be the sum of those beside it, in every row and in the total's. */
static void check_total_column(struct writer *writer, const struct grid *grid, size_t row_count) {
    const struct node *last = grid->columns->children[grid->width];
    for (size_t i = 0; writer->figures && i < row_count; i++) {
        const struct bound *bounds = &grid->bounds[i * grid->width];
        bool is_total = i == grid->rows.count;
        reconcile_row(writer, &node_get(last, "cell")->place,
                      is_total ? node_text(grid->total, "header", TEXT_NONE)
                               : grid->rows.rows[i].header,
                      bounds, grid->width - 1, &bounds[grid->width - 1]);
    }
}

/* Columns that say of themselves that they are the sum of some before them. */
static void check_sums(struct writer *writer, const struct grid *grid, size_t row_count) {
    for (size_t i = 0; writer->figures && i < row_count * grid->width; i++) {
        size_t row = i / grid->width, column = i % grid->width;
        const struct node *node = grid->columns->children[column + 1];
        size_t count = (size_t)summed(node);
        if (count > 0) {
            reconcile_row(writer, &node_get(node, "cell")->place,
                          row < grid->rows.count ? grid->rows.rows[row].header : TEXT("total"),
                          &grid->bounds[i - count], count, &grid->bounds[i]);
        }
    }
}

static double width_of(const struct node *column) {
    struct decimal width = {0, 0};
    decimal_parse(node_text(column, "width", TEXT("0")), &width);
    return decimal_to_double(width);
}

static void set_columns(struct writer *writer, const struct grid *grid,
                        struct document_table *table) {
    struct table_column *columns = ARENA_ARRAY(writer->arena, struct table_column, grid->width + 1);
    for (size_t i = 0; i <= grid->width; i++) {
        const struct node *column = grid->columns->children[i];
        const struct node *group = node_get(column, "group");
        columns[i].header = narrative_words(writer, node_get(column, "header"));
        columns[i].group = group ? narrative_words(writer, group) : TEXT_NONE;
        columns[i].width = width_of(column);
        for (size_t row = 0; i > 0 && row < table->row_count; row++) {
            const struct bound *bound = &grid->bounds[row * grid->width + i - 1];
            bool is_number = !bound->is_words && (bound->kind != CELL_TEXT || bound->figure);
            columns[i].is_numeric = columns[i].is_numeric || is_number;
        }
    }
    table->columns = columns;
    table->column_count = grid->width + 1;
}

/* "Duty team [a]": the letters of the row's notes, which blocks_notes prints below in their order.
 */
static struct text noted_header(struct writer *writer, const struct grid *grid,
                                const struct row *row) {
    const struct node *list = node_get(grid->block, "cell-notes");
    struct text header = row->header;
    for (size_t i = 0; list && i < list->child_count; i++) {
        if (text_equal(node_text(list->children[i], "row", TEXT_NONE), row->value)) {
            header = text_format(writer->arena, "%.*s [%c]", TEXT_ARG(header), 'a' + (int)i);
        }
    }
    return header;
}

static bool has_row(const struct grid *grid, struct text value) {
    for (size_t i = 0; i < grid->rows.count; i++) {
        if (text_equal(grid->rows.rows[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* A note belongs to a row: a misspelt one would hang in the air. */
static void check_cell_notes(struct writer *writer, const struct grid *grid) {
    static const char *const keys[] = {"row", "note", NULL};
    enum { LETTER_COUNT = 26 };
    const struct node *list = node_get(grid->block, "cell-notes");
    for (size_t i = 0; list && i < list->child_count; i++) {
        const struct node *item = list->children[i];
        if (!node_expect_keys(writer->diag, item, keys) ||
            !node_need(writer->diag, item, "note", NODE_SCALAR)) {
            writer_refuse(writer);
        } else if (i >= LETTER_COUNT || !has_row(grid, node_text(item, "row", TEXT_NONE))) {
            DIAG_REPORT(writer->diag, DF009, &item->place, node_text(item, "row", TEXT_NONE),
                        TEXT("one of the table's rows"));
            writer_refuse(writer);
        }
    }
}

static void set_cells(struct writer *writer, const struct grid *grid,
                      struct document_table *table) {
    size_t width = grid->width + 1;
    struct cell *cells = ARENA_ARRAY(writer->arena, struct cell, table->row_count * width);
    for (size_t row = 0; row < table->row_count; row++) {
        bool is_total = row == grid->rows.count;
        struct text header = is_total ? narrative_words(writer, node_get(grid->total, "header"))
                                      : noted_header(writer, grid, &grid->rows.rows[row]);
        cells[row * width] = (struct cell){.kind = CELL_TEXT, .text = header};
        for (size_t column = 1; column < width; column++) {
            cells[row * width + column] =
                rows_document_cell(&grid->bounds[row * grid->width + column - 1]);
        }
    }
    table->cells = cells;
}

static void check_cells(struct writer *writer, const struct grid *grid) {
    struct checked_table checked = {.block = grid->block,
                                    .columns = grid->columns,
                                    .bounds = grid->bounds,
                                    .row_count = grid->rows.count,
                                    .width = grid->width};
    for (size_t i = 0; i < grid->rows.count; i++) {
        if (grid->rows.source != ROWS_BY_RECORD) { /* it says what it says without a figure */
            table_check_row(writer, &checked, i, grid->rows.rows[i].header);
        }
    }
    table_check_columns(writer, &checked);
}

void table_block_write(struct writer *writer, const struct numbered_block *numbered) {
    struct grid grid;
    const struct node *block = numbered->block->node;
    if (!read_grid(writer, block, &grid)) {
        return;
    }
    fill_rows(writer, &grid);
    /* In a unit's own paper its one row is no part of a total, but the same over again. */
    grid.total = grid.rows.is_of_reported_unit ? NULL : grid.total;
    fill_total(writer, &grid);
    struct document_table *table = ARENA_NEW(writer->arena, struct document_table);
    table->caption = narrative_words(writer, node_get(block, "table"));
    table->has_total = grid.total != NULL;
    table->row_count = grid.rows.count + (table->has_total ? 1 : 0);
    table->has_total_column = text_equal_c(node_text(block, "total-column", TEXT_NONE), "yes");
    if (table->has_total_column) {
        check_total_column(writer, &grid, table->row_count);
    }
    check_sums(writer, &grid, table->row_count);
    check_cells(writer, &grid);
    check_cell_notes(writer, &grid);
    set_columns(writer, &grid, table);
    set_cells(writer, &grid, table);
    blocks_refuse_mixed(writer, block, grid.bounds, table->row_count * grid.width);
    table->notes =
        blocks_notes(writer, block, grid.bounds, table->row_count * grid.width, &table->note_count);
    blocks_place_table(writer, numbered, table);
}
