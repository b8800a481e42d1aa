/* Small numbers of children that people typed, in digits or words ("three
 * looked-after children"): in a public paper nothing can withhold them, whatever
 * its figures do. Facts and commentary are no exception (RP052). */
#ifndef REPORT_TYPED_CHILDREN_H
#define REPORT_TYPED_CHILDREN_H

#include "report/writer.h"

/* Looks at bytes `from` to `to` of the scalar's text, which hold no markup. A restricted paper may
 * say what it likes. */
void typed_children_find(struct writer *writer, const struct node *scalar, size_t from, size_t to);

#endif
