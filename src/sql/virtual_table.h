/* Extract tables as SQLite's eponymous virtual tables. */
#ifndef SQL_VIRTUAL_TABLE_H
#define SQL_VIRTUAL_TABLE_H

#include "connection.h"

/* Makes `source` known to its connection under its name. An SQLite result code. */
int virtual_table_register(struct source *source);

#endif
