/* The texts of rows, each as it stands, in cells of equal width: for columns in
 * which most rows have a text of their own, such as ids. Nothing is looked up
 * while they are added. A cell is padded with NUL bytes, so a text that ends in one, or
 * that is longer than TEXT_CELL_LIMIT, has no place here. */
#ifndef TABLE_TEXT_CELLS_H
#define TABLE_TEXT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

enum { TEXT_CELL_LIMIT = 48 };

struct text_cells {
    struct arena *arena;
    char *bytes;
    size_t width; /* of a cell: that of the longest text, and 8 at least */
    size_t count;
    size_t capacity;
};

/* Adds the texts; false, with none added, where one has no place here. Cells that are there may
 * move. */
bool text_cells_add(struct text_cells *cells, const struct text *texts, size_t count);
/* Adds the cells of others. */
void text_cells_append(struct text_cells *cells, const struct text_cells *others);
/* The text of a cell; its bytes live as long as no cell is added. */
struct text text_cells_at(const struct text_cells *cells, size_t at);
bool text_cells_is_blank(const struct text_cells *cells, size_t at);
bool text_cells_same(const struct text_cells *cells, size_t a, size_t b);
/* Keeps the cells for which `is_dropped` is false, in their order. */
void text_cells_drop(struct text_cells *cells, const bool *is_dropped);
/* The order of two cells, by length and then by bytes: negative, 0, positive. */
int text_cells_compare(const struct text_cells *cells, size_t a, size_t b);
/* Whether each text is greater than the one before it: then no two are equal, and none but the
 * first is blank. */
bool text_cells_are_rising(const struct text_cells *cells);
/* 64 bits, the same for equal texts in cells of any width. */
uint64_t text_cells_hash(const struct text_cells *cells, size_t at);
/* The same of a text; false where it has no place in cells. */
bool text_cells_hash_text(struct text text, uint64_t *hash);
/* Whether a cell holds this text; whether it holds what a cell of others does. */
bool text_cells_hold(const struct text_cells *cells, size_t at, struct text text);
bool text_cells_same_in(const struct text_cells *cells, size_t at, const struct text_cells *others,
                        size_t other);
/* Writes the texts of cells `from` up to, not including, `to`, each that is not blank with a
 * newline after it; the length, or SIZE_MAX where a text holds a newline itself. There must be room
 * for TEXT_CELL_LIMIT + 1 bytes a cell. */
size_t text_cells_join(const struct text_cells *cells, size_t from, size_t to, char *bytes);

#endif
