/* How a virtual table will be read: the constraints that it takes upon itself,
 * the first of them through an index. Chosen by xBestIndex, followed by
 * xFilter, which finds it by its number. */
#ifndef SQL_PLAN_H
#define SQL_PLAN_H

#include "predicate.h"

enum { PLAN_TERM_LIMIT = 16 }; /* SQLite heeds `omit` for no more */

struct plan_term {
    int column;
    enum comparison comparison;
    bool is_final; /* SQLite does not look again */
};

struct plan {
    bool is_one_row; /* its one operand is the number of the row */
    bool has_index;  /* the first term is an equality to be looked up */
    int term_count;
    struct plan_term terms[PLAN_TERM_LIMIT];
};

/* The plan for the constraints that SQLite offers; fills in all of `info` but idxNum. */
struct plan plan_choose(const struct source *source, sqlite3_index_info *info);
bool plan_equal(const struct plan *a, const struct plan *b);

#endif
