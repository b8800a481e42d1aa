/* Mutation: SQL with one thing turned round, so that tests that do not notice
 * are seen to be weak. Turned are comparisons (to the opposite, and with or
 * without equality), AND and OR, NOT, IS NULL, EXISTS, IN, LIKE, BETWEEN, MIN
 * and MAX, plus and minus, whole numbers (one more, one less), dates (a day
 * later, a day earlier) and texts. */
#ifndef TESTS_SUPPORT_MUTANTS_H
#define TESTS_SUPPORT_MUTANTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

struct mutant {
    struct text sql;
    struct text place;  /* "2:14": line and column within the SQL */
    struct text change; /* "< to <=" */
};
/* Every mutant of an SQL text, in the order of its places. */
const struct mutant *mutants_of(struct arena *arena, struct text sql, size_t *count);

enum mutant_fate { MUTANT_CAUGHT, MUTANT_SURVIVED, MUTANT_NO_SQL };

/* A hunt: what becomes of the mutants of many definitions, and those that are known to mean the
 * same as the definition itself. */
struct mutant_hunt;
struct mutant_hunt *mutant_hunt_new(void);
/* Reads entries {id, place, change, why} of mutants that no test can catch. */
void mutant_hunt_excuse(struct mutant_hunt *hunt, const char *path);
/* Puts each mutant of the definition's SQL to `judge`; survivors are noted, each as the line that
 * would excuse it. */
void mutant_hunt_try(struct mutant_hunt *hunt, struct text id, struct text sql,
                     enum mutant_fate (*judge)(void *subject, struct text sql), void *subject);
/* How many mutants were tried, and how many faults there are: survivors, and excuses that excuse
 * nothing. `words` says which. */
struct mutant_counts {
    size_t tried_count, caught_count, excused_count, no_sql_count, fault_count;
    struct text words;
};
struct mutant_counts mutant_hunt_end(struct mutant_hunt *hunt);

#endif
