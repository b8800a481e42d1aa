/* A first look at fields and foreign keys, each a job of its own: most have
 * nothing wrong, and a table with most of the records keeps all threads busy. */
#ifndef VALIDATE_QUICK_H
#define VALIDATE_QUICK_H

#include "check.h"

/* Fills is_right_field and the orphans of every check. */
void quick_look(struct check *const *checks, size_t count, unsigned thread_count);

#endif
