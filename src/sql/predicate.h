/* A comparison of a column with a value, as SQLite would judge it over a real
 * table of the declared types: affinity first, then storage class, then value. */
#ifndef SQL_PREDICATE_H
#define SQL_PREDICATE_H

#include "connection.h"

enum comparison {
    COMPARE_EQUAL,
    COMPARE_EQUAL_IN, /* one element of an IN */
    COMPARE_LESS,
    COMPARE_AT_MOST,
    COMPARE_GREATER,
    COMPARE_AT_LEAST,
    COMPARE_IS_NULL,
    COMPARE_IN_DAYS /* see statement_bind_days */
};

enum operand_kind {
    OPERAND_NONE,    /* IS NULL needs none */
    OPERAND_NULL,    /* nothing compares with NULL */
    OPERAND_INTEGER, /* a number beside a numeric column */
    OPERAND_REAL,
    OPERAND_TEXT,
    OPERAND_DAYS,     /* the first and the last of them */
    OPERAND_ABOVE,    /* sorts after every value that the column can hold */
    OPERAND_UNDECIDED /* a number beside a text column: see predicate_is_alike */
};

struct predicate {
    enum comparison comparison;
    enum operand_kind kind;
    int64_t integer; /* of days, the first */
    int64_t last;
    double real;
    struct text text; /* borrowed from the operand: copy it to keep it past the call */
};

/* The days that an operand of IN_DAYS stands for. */
void predicate_days(sqlite3_value *operand, int64_t *first, int64_t *last);
struct predicate predicate_of(enum comparison comparison, enum column_class class,
                              sqlite3_value *operand);
/* Whether a value satisfies the predicate. An undecided one is satisfied by every value that is
 * not null: SQLite judges those rows itself. */
bool predicate_holds(const struct predicate *predicate, const struct value *value);
/* The value that an index must hold for the predicate, an equality. False: no value can satisfy
 * it. */
bool predicate_key(const struct predicate *predicate, enum column_class class, struct value *key);
/* Whether a text of a text column equals an operand that is a number, both taken as numbers. SQLite
 * itself is asked. -1: it failed. Needed for the elements of an IN, where a number stands beside a
 * text column only if SQLite compares the two as numbers, and takes no second look. */
int predicate_is_alike(struct database *database, sqlite3_value *operand, struct text text);

#endif
