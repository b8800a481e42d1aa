/* What the modules of this layer share about one connection: the tables as SQL
 * sees them, the work that the running statement may still do, and what went
 * wrong inside a callback, where no diagnostic can be reported. */
#ifndef SQL_CONNECTION_H
#define SQL_CONNECTION_H

#include <sqlite3.h>

#include "sql/database.h"

/* How a column is declared to SQLite; dates are text in ISO form. */
enum column_class { CLASS_TEXT, CLASS_INTEGER, CLASS_REAL };

struct source_column {
    struct text name;
    enum column_class class;
    bool is_mixed; /* a numeric column that also holds texts: unknown codes */
};

/* A table as SQL sees it. A table that was not supplied has its schema's columns and no rows. */
struct source {
    struct database *database;
    const char *name;
    const struct table *table; /* NULL: no dataset holds it */
    struct table_indexes *indexes;
    const struct source_column *columns;
    size_t column_count;
    size_t row_count;
    bool is_supplied; /* a file held it */
};

enum { REFUSAL_SIZE = 160 };

/* in_days(value, days): what statement_bind_days says. Not for definitions. */
#define IN_DAYS "quarterday_in_days"
/* What SQLite calls it when it offers it to a table as a constraint. */
enum { IN_DAYS_CONSTRAINT = SQLITE_INDEX_CONSTRAINT_FUNCTION };

struct database {
    struct arena *arena;
    sqlite3 *handle;
    sqlite3_stmt *likeness; /* see predicate_is_alike; NULL until needed */
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    struct source *sources;
    size_t source_count;
    bool is_declaring; /* SQLite is compiling a declaration of ours, not a definition */
    bool is_narrowing; /* a definition in brackets of ours, which may ask for IN_DAYS */
    bool looks_again;  /* SQLite judges again what a table has judged of its texts */
    bool met_number;   /* a table could not judge: a number stood beside a text column */
    uint64_t work_limit;
    int64_t work_left;          /* of the statement that is running */
    day_number fault_day;       /* a day outside the calendar, or DAY_NONE */
    char refusal[REFUSAL_SIZE]; /* what the authorizer refused: "use PRAGMA"; else empty */
};

struct shared_indexes {
    const struct dataset *dataset;
    struct table_indexes **tables; /* one a table of the dataset */
};

/* The table of a name as SQL sees it; NULL: there is none. */
const struct source *database_source(const struct database *database, struct text name);
/* Takes `amount` from the running statement's work; false when nothing is left. */
bool database_spend(struct database *database, int64_t amount);
/* Forbids everything but SELECT from `database`'s tables. */
void authorizer_install(struct database *database);

#endif
