/* SQL over extracts: one SQLite connection (one a thread) whose virtual tables
 * stand straight over the columns. Nothing is copied. Equality constraints use
 * a hash index built on demand; <, <=, >, >= and IS NULL are pushed down
 * to codes. Definitions may only SELECT from extract tables with
 * the listed functions: an authorizer refuses everything else, a progress
 * handler bounds the work. */
#ifndef SQL_DATABASE_H
#define SQL_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "base/text.h"
#include "define/catalogue.h"
#include "table/table.h"

struct arena;
struct database;
struct statement;
struct node;

enum { NARROWING_COLUMNS = 12, NARROWING_DAYS = 2 };

/* Indexes over the tables of a dataset, shared by connections. */
struct shared_indexes;
struct shared_indexes *shared_indexes_new(struct arena *arena, const struct dataset *dataset);

/* The indexes of the dataset's table at a position. */
struct table_indexes *shared_indexes_of(const struct shared_indexes *indexes, size_t table);

/* A connection over `dataset`; closed when the arena is freed. NULL after a report. The column
 * names of tables that were not supplied come from the schemas. */
struct database *database_open(struct arena *arena, struct diag *diag,
                               const struct dataset *dataset, struct shared_indexes *indexes,
                               const struct catalogue *catalogue, const struct calendar *calendar);

/* The most that one statement may do before SQ003, in steps of SQLite's machine and rows passed
 * over. A fresh connection's limit grows with its dataset. */
void database_set_work_limit(struct database *database, uint64_t limit);

/* Whether a table of that name is among those supplied. */
bool database_supplies(const struct database *database, struct text table);

/* Prepares the SELECT in a definition's scalar node. Faults are reported at their line and column
 * inside the definition, with a suggestion for a misspelt column or table. NULL then. */
struct statement *statement_prepare(struct database *database, struct diag *diag,
                                    const struct node *select);
/* Prepares the same SELECT for those who want some of its columns, and of its rows those in certain
 * days (see statement_bind_days) by each of its day columns; the tables then pass over the others,
 * where the SELECT takes such a column straight from one. NULL, unreported, where a SELECT that
 * statement_prepare took cannot stand in brackets. */
struct narrowing {
    const char *columns[NARROWING_COLUMNS];
    size_t column_count;
    const char *day_columns[NARROWING_DAYS];
    size_t day_column_count;
};
struct statement *statement_prepare_narrowed(struct database *database, const struct node *select,
                                             const struct narrowing *narrowing);
/* Lets through rows whose day column of that number is a day from `first` to `last`, no day at all,
 * or anything that is no day. */
void statement_bind_days(struct statement *statement, size_t day_column, int32_t first,
                         int32_t last);
/* Prepares one scan of a table for several row expressions: a row where any of them holds, one
 * column an expression and the row's number from 1 in the column after them. Faults as above. */
struct statement *statement_prepare_scan(struct database *database, struct diag *diag,
                                         struct text table, const struct node *const *expressions,
                                         size_t count);
/* Prepares one expression over the row of a table that statement_bind_row names: one column. */
struct statement *statement_prepare_of_row(struct database *database, struct diag *diag,
                                           struct text table, const struct node *expression);
/* The row, from 0, for the next step. */
void statement_bind_row(struct statement *statement, size_t row);
/* Prepares a SELECT that may name :referral, too. Faults as above. */
struct statement *statement_prepare_of_referral(struct database *database, struct diag *diag,
                                                const struct node *select);
/* The referral for the next step; false if the SELECT does not name :referral. */
bool statement_bind_referral(struct statement *statement, struct text referral);
/* False if the statement has no such parameter (":as_at"); that is no fault. */
bool statement_bind_day(struct statement *statement, const char *parameter, int32_t day);
/* True if the SELECT names any of :as_at, :from, :to. */
bool statement_has_parameters(const struct statement *statement);
/* The result column of a name, or -1. */
int statement_column(const struct statement *statement, const char *name);
int statement_column_count(const struct statement *statement);
const char *statement_column_name(const struct statement *statement, int column);
/* The next row: 1 a row, 0 the end, -1 after a report (overlong work, overflow). */
int statement_step(struct statement *statement, struct diag *diag);
void statement_reset(struct statement *statement);
bool statement_is_null(const struct statement *statement, int column);
int64_t statement_integer(const struct statement *statement, int column);
double statement_number(const struct statement *statement, int column);
/* Valid until the next step. */
struct text statement_text(const struct statement *statement, int column);
/* A day from ISO text; DAY_NONE for NULL or what is not a date. */
int32_t statement_day(const struct statement *statement, int column);

/* The functions that definitions may use. */
struct sql_function {
    const char *signature; /* "working_days(a, b)" */
    const char *title;
};
const struct sql_function *sql_functions(struct arena *arena, size_t *count);

#endif
