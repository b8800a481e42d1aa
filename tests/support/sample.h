/* A small extract of invented people for tests of SQL: children, plans and
 * enquiries, with blanks, values of the wrong type, unknown codes and texts
 * that look like numbers. */
#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include "base/calendar.h"
#include "define/catalogue.h"
#include "sql/database.h"

struct node;

struct sample {
    const struct catalogue *catalogue;
    const struct calendar *calendar; /* 2013 to 2015, with Christmas Day 2013 */
    struct dataset dataset;
    struct shared_indexes *indexes;
    struct database *database;
};

/* The three tables; the schema of a fourth, "reviews", that was not supplied. */
struct sample sample_new(void);
/* The same tables, `rows` rows each, with values drawn by a seeded generator. */
struct sample sample_random(unsigned seed, size_t rows);
/* A scalar node holding a SELECT, as a literal block on line 2, column 3 of "test.yaml". */
const struct node *sample_select(const char *sql);
struct statement *sample_prepare(const struct sample *sample, const char *sql);
/* Every row: columns parted by "|", rows by ";", NULL as "NULL".
 * "fault" after a failed step. */
struct text sample_rows(const struct sample *sample, const char *sql);

#endif
