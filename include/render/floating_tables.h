/* Which tables may go to the top of the next page while text fills this one: those
 * of a page's half at most that text follows. Others stand where they are. */
#ifndef RENDER_FLOATING_TABLES_H
#define RENDER_FLOATING_TABLES_H

#include <stddef.h>

#include "render/layout.h"

/* Down to this level headings bar floats. */
enum { BARRIER_LEVEL = 2 };

/* Marks the strips of such tables; parts and strips go together. */
void floating_tables_mark(const struct document *document, const struct part *parts,
                          struct strip *strips, size_t count);

#endif
