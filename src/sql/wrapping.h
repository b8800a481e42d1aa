/* SQL of ours around the SQL of definitions: to have some columns and days of a SELECT, or many
 * expressions judged in one scan. */
#ifndef SQL_WRAPPING_H
#define SQL_WRAPPING_H

#include "connection.h"

struct node;

/* The parameters that days are bound to. */
#define FIRST_DAYS ":first_days"
#define SECOND_DAYS ":second_days"

/* Whether brackets outside quotes are closed where they were opened: what stands in brackets of
 * ours stays in them. */
bool wrapping_is_closed(struct text text);
/* See statement_prepare_narrowed; `start` is where the SELECT stands in the result. */
struct text wrapping_narrowed(struct arena *arena, struct text select,
                              const struct narrowing *narrowing, size_t *start);
/* One scan for several row expressions: their results where any holds, and the row's number. */
struct text wrapping_scan(struct arena *arena, struct text table,
                          const struct node *const *expressions, size_t count);
/* The same through a SELECT in brackets of the columns that the expressions name. Its LIMIT keeps
 * SQLite from taking the brackets apart: a cell is read once a row, however often it is named. */
struct text wrapping_scan_once(struct arena *arena, const struct source *source,
                               const struct node *const *expressions, size_t count);
/* Whether that gives the same. */
bool wrapping_can_scan_once(const struct node *const *expressions, size_t count);

#endif
