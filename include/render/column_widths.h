/* Widths of a table's columns from what its cells need. Where every cell has room
 * for one line, the table takes no more than it reads well in; where not, room
 * goes step by step to the column whose cells would else be the tallest. */
#ifndef RENDER_COLUMN_WIDTHS_H
#define RENDER_COLUMN_WIDTHS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct column_need {
    double around;        /* padding and room before the text */
    double least;         /* the longest word or number, with `around` */
    const double *wholes; /* of each row's text, in one line */
    double head;          /* of the head, likewise */
    double share;         /* of room that is left, by the definition; 0: none says */
    bool is_numeric;
};
struct column_needs {
    const struct column_need *columns;
    size_t column_count, row_count;
    double size; /* of the type */
};

/* The sum of the columns' least widths with cells of a few words unbroken. */
double column_widths_short(const struct column_needs *needs);
/* Sets the width of each column; their sum is `width` or, where that would only part the columns,
 * less. Where even the least is too much, all shrink alike. */
void column_widths_set(struct arena *arena, const struct column_needs *needs, double width,
                       double *widths);

#endif
