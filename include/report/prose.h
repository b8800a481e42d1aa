/* What an editor marks in prose and a program can see: a change or a likeness
 * that is claimed without a figure, a sentence that stands twice, an abbreviation
 * that nobody explains or that is explained in two ways. All are warnings: whoever wrote it may
 * know better. */
#ifndef REPORT_PROSE_H
#define REPORT_PROSE_H

#include "report/writer.h"

/* Reads one text as its definition has it, bindings and all: RP070, RP071. Nothing in the
 * walk without figures, or in asides. */
void prose_read(struct writer *writer, const struct node *scalar);
/* At the end, when every explanation has been met: RP072, RP073. */
void prose_settle(struct writer *writer);

#endif
