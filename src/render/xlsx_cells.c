/* Worksheet cells as XML, put together once: the library would keep each cell
 * in a tree and print it later, which took most of a large workbook's time.
 * A row says from which column to which the sixteen rows that share a block with
 * it have cells, so that a block is written when it is complete. */
#include "xlsx_cells.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "xlsx_strings.h"

enum {
    BLOCK_ROWS = 16,
    LINE_HALF_POINTS = 33,
    ROW_HALF_POINTS = 818, /* no spreadsheet has a higher row */
    REMEMBERED = 32,       /* columns */
    CELL_ROOM = 128,       /* over what any cell takes, its text apart */
};

/* A column's text and its number. */
struct remembered {
    struct text text;
    uint32_t number;
};

struct row {
    uint32_t number;
    size_t line_count, end; /* where its cells end in the block's */
};

struct xlsx_cells {
    struct arena *arena;
    struct xlsx_strings *strings;
    struct buffer done;  /* the blocks that are complete */
    struct buffer block; /* cells of the rows of the block under way */
    struct row rows[BLOCK_ROWS];
    size_t row_count;
    uint32_t first_column, last_column; /* of the block */
    bool has_cells;                     /* the block */
    /* of the sheet */
    bool has_extent;
    uint32_t top, bottom, left, right;
    size_t text_count;
    struct remembered remembered[REMEMBERED]; /* of the last row that had one */
};

struct xlsx_cells *xlsx_cells_new(struct arena *arena, struct xlsx_strings *strings) {
    struct xlsx_cells *cells = ARENA_NEW(arena, struct xlsx_cells);
    cells->arena = arena;
    cells->strings = strings;
    cells->done = buffer_new(arena);
    cells->block = buffer_new(arena);
    return cells;
}

/* --- bytes put behind each other --------------------------------------- */

static char *put(char *at, struct text text) {
    memcpy(at, text.bytes, text.length);
    return at + text.length;
}

static char *put_number(char *at, uint64_t number) {
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return put(at, (struct text){digits + first, sizeof digits - first});
}

/* "A", "Z", "AA": digits of 26 without a nought. */
static char *put_column(char *at, uint32_t column) {
    char letters[8];
    size_t first = sizeof letters;
    for (uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters[--first] = (char)('A' + (rest - 1) % 26);
    }
    return put(at, (struct text){letters + first, sizeof letters - first});
}

static char *put_place(char *at, uint32_t row, uint32_t column) {
    return put_number(put_column(at, column), (uint64_t)row + 1);
}

/* --- extents ----------------------------------------------------------- */

static void extend(struct xlsx_cells *cells, uint32_t row, uint32_t column) {
    if (!cells->has_extent) {
        cells->top = row;
        cells->left = cells->right = column;
        cells->has_extent = true;
    }
    cells->bottom = row;
    cells->left = column < cells->left ? column : cells->left;
    cells->right = column > cells->right ? column : cells->right;
}

static void extend_block(struct xlsx_cells *cells, uint32_t column) {
    if (!cells->has_cells) {
        cells->first_column = cells->last_column = column;
        cells->has_cells = true;
    }
    cells->first_column = column < cells->first_column ? column : cells->first_column;
    cells->last_column = column > cells->last_column ? column : cells->last_column;
}

/* --- rows -------------------------------------------------------------- */

/* A row that holds nothing and has no height of its own is left out. */
static void add_row(struct xlsx_cells *cells, const struct row *row, struct text own) {
    char head[CELL_ROOM], *at = head;
    if (own.length == 0 && row->line_count == 0) {
        return;
    }
    at = put_number(put(at, TEXT("<row r=\"")), (uint64_t)row->number + 1);
    if (own.length > 0) {
        at = put_number(put(at, TEXT("\" spans=\"")), (uint64_t)cells->first_column + 1);
        at = put_number(put(at, TEXT(":")), (uint64_t)cells->last_column + 1);
    }
    if (row->line_count > 0) {
        size_t half_points = row->line_count * LINE_HALF_POINTS;
        half_points = half_points > ROW_HALF_POINTS ? ROW_HALF_POINTS : half_points;
        at = put_number(put(at, TEXT("\" ht=\"")), half_points / 2);
        at = put(at, half_points % 2 == 0 ? TEXT("\" customHeight=\"1")
                                          : TEXT(".5\" customHeight=\"1"));
    }
    at = put(at, own.length > 0 ? TEXT("\">") : TEXT("\"/>"));
    buffer_add(&cells->done, (struct text){head, (size_t)(at - head)});
    buffer_add(&cells->done, own);
    buffer_add(&cells->done, own.length > 0 ? TEXT("</row>") : TEXT_NONE);
}

static void end_row(struct xlsx_cells *cells) {
    if (cells->row_count > 0) {
        struct row *row = &cells->rows[cells->row_count - 1];
        row->end = cells->block.length;
        if (row->line_count > 0) {
            extend(cells, row->number, cells->has_extent ? cells->left : 0);
        }
    }
}

static void end_block(struct xlsx_cells *cells) {
    struct text block = buffer_text(&cells->block);
    size_t from = 0;
    for (size_t i = 0; i < cells->row_count; i++) {
        add_row(cells, &cells->rows[i], text_slice(block, from, cells->rows[i].end));
        from = cells->rows[i].end;
    }
    cells->block.length = 0;
    cells->row_count = 0;
    cells->has_cells = false;
}

void xlsx_cells_row(struct xlsx_cells *cells, uint32_t row, size_t line_count) {
    end_row(cells);
    if (cells->row_count > 0 && cells->rows[0].number / BLOCK_ROWS != row / BLOCK_ROWS) {
        end_block(cells);
    }
    cells->rows[cells->row_count++] = (struct row){row, line_count, 0};
}

/* --- cells ------------------------------------------------------------- */

/* <c r="A1" s="2 */
static char *begin_cell(struct xlsx_cells *cells, char *at, uint32_t column, uint32_t style) {
    uint32_t row = cells->rows[cells->row_count - 1].number;
    extend(cells, row, column);
    extend_block(cells, column);
    at = put_place(put(at, TEXT("<c r=\"")), row, column);
    return style == 0 ? at : put_number(put(at, TEXT("\" s=\"")), style);
}

static void end_cell(struct xlsx_cells *cells, const char *cell, const char *end) {
    buffer_add(&cells->block, (struct text){cell, (size_t)(end - cell)});
}

/* A table's cells often have the very text, at the same place, that the cells above have. */
static uint32_t number_of(struct xlsx_cells *cells, uint32_t column, struct text text) {
    struct remembered *above = &cells->remembered[column % REMEMBERED];
    if (above->text.bytes != text.bytes || above->text.length != text.length) {
        *above = (struct remembered){text, xlsx_strings_number(cells->strings, text)};
    }
    return above->number;
}

struct text xlsx_cells_fitting(struct arena *arena, struct text text) {
    struct text rest = text;
    uint32_t code_point;
    if (text.length <= XLSX_CELL_CHARACTERS || utf8_count(text) <= XLSX_CELL_CHARACTERS) {
        return text;
    }
    for (size_t i = 1; i < XLSX_CELL_CHARACTERS; i++) {
        utf8_next(&rest, &code_point);
    }
    struct buffer cut = buffer_new(arena);
    buffer_add(&cut, text_slice(text, 0, text.length - rest.length));
    buffer_add_c(&cut, "\xE2\x80\xA6");
    return buffer_text(&cut);
}

bool xlsx_cells_text(struct xlsx_cells *cells, uint32_t column, struct text text, uint32_t style) {
    if (text.length == 0) {
        return true;
    }
    if (text.length > XLSX_CELL_CHARACTERS && utf8_count(text) > XLSX_CELL_CHARACTERS) {
        return false;
    }
    char cell[CELL_ROOM], *at = begin_cell(cells, cell, column, style);
    at = put_number(put(at, TEXT("\" t=\"s\"><v>")), number_of(cells, column, text));
    end_cell(cells, cell, put(at, TEXT("</v></c>")));
    cells->text_count++;
    return true;
}

/* As %.16G has it, which is what the library prints. */
static char *put_value(char *at, struct decimal number) {
    const int64_t limit = INT64_C(1000000000000000);
    if (number.decimals == 0 && number.scaled >= 0 && number.scaled < limit) {
        return put_number(at, (uint64_t)number.scaled);
    }
    return at + snprintf(at, CELL_ROOM / 4, "%.16G", decimal_to_double(number));
}

void xlsx_cells_number(struct xlsx_cells *cells, uint32_t column, struct decimal number,
                       uint32_t style) {
    char cell[CELL_ROOM], *at = begin_cell(cells, cell, column, style);
    at = put_value(put(at, TEXT("\"><v>")), number);
    end_cell(cells, cell, put(at, TEXT("</v></c>")));
}

void xlsx_cells_blank(struct xlsx_cells *cells, uint32_t column, uint32_t style) {
    char cell[CELL_ROOM], *at = begin_cell(cells, cell, column, style);
    end_cell(cells, cell, put(at, TEXT("\"/>")));
}

/* --- the worksheet's part ---------------------------------------------- */

size_t xlsx_cells_text_count(const struct xlsx_cells *cells) {
    return cells->text_count;
}

/* "A1:H692", or one cell's place. */
static struct text dimension(struct arena *arena, const struct xlsx_cells *cells) {
    char *range = arena_alloc(arena, CELL_ROOM), *at = range;
    at = put_place(at, cells->top, cells->left);
    if (cells->top != cells->bottom || cells->left != cells->right) {
        at = put_place(put(at, TEXT(":")), cells->bottom, cells->right);
    }
    return (struct text){range, (size_t)(at - range)};
}

/* What stands before `mark`, whose place becomes what is left. False: it is not there. */
static bool split(struct text *rest, struct text mark, struct text *before) {
    size_t at = text_find_text(*rest, mark);
    if (at == SIZE_MAX) {
        return false;
    }
    *before = text_slice(*rest, 0, at);
    *rest = text_slice(*rest, at + mark.length, rest->length);
    return true;
}

bool xlsx_cells_into(struct arena *arena, struct xlsx_cells *cells, struct text part,
                     struct text pieces[3]) {
    struct text head, range, between, old;
    end_row(cells);
    end_block(cells);
    if (!split(&part, TEXT("<dimension ref=\""), &head) || !split(&part, TEXT("\""), &range) ||
        !split(&part, TEXT("<sheetData"), &between) ||
        !(split(&part, TEXT("</sheetData>"), &old) || split(&part, TEXT("/>"), &old))) {
        return false;
    }
    bool has_cells = cells->done.length > 0;
    struct buffer before = buffer_new(arena), after = buffer_new(arena);
    buffer_add(&before, head);
    buffer_add(&before, TEXT("<dimension ref=\""));
    buffer_add(&before, dimension(arena, cells));
    buffer_add_byte(&before, '"');
    buffer_add(&before, between);
    buffer_add(&before, has_cells ? TEXT("<sheetData>") : TEXT("<sheetData/>"));
    buffer_add(&after, has_cells ? TEXT("</sheetData>") : TEXT_NONE);
    buffer_add(&after, part);
    pieces[0] = buffer_text(&before);
    pieces[1] = buffer_text(&cells->done);
    pieces[2] = buffer_text(&after);
    return true;
}
