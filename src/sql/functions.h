/* The functions that definitions may use: one table for registration, for the
 * authorizer and for `quarterday list functions`. */
#ifndef SQL_FUNCTIONS_H
#define SQL_FUNCTIONS_H

#include "connection.h"

/* The body of IN_DAYS. */
void functions_in_days(sqlite3_context *context, int count, sqlite3_value **values);
/* An SQLite result code. */
int functions_register(struct database *database);
bool functions_allow(const char *name);
/* The names, for suggestions. */
const struct text *functions_names(struct arena *arena, size_t *count);

#endif
