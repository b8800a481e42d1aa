/* References that people type ("see Appendix A", "Table 9", "section 3.2"): they must name a part
 * of the paper that is there. */
#ifndef REPORT_TYPED_REFERENCE_H
#define REPORT_TYPED_REFERENCE_H

#include "report/writer.h"

/* Looks through the bytes from..to of a scalar's text: RP053 for each that names no label. */
void typed_references_find(struct writer *writer, const struct node *scalar, size_t from,
                           size_t to);
/* Whether the number whose first byte is at `at` is that of a typed "Table 9" or "Figure 2". */
bool typed_reference_is_before(struct text text, size_t at);

#endif
