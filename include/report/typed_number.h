/* Digits typed into a paper's text. A number in prose must come from a binding,
 * or be one that the document prints anyway, or be no figure at all: a date, a
 * year, a numbered part of a law or paper ("section 47"), or one of the
 * report's `terms`. Any other is refused (RP012), with its place. */
#ifndef REPORT_TYPED_NUMBER_H
#define REPORT_TYPED_NUMBER_H

#include "report/writer.h"

/* Looks at bytes `from` to `to` of the scalar's text, which hold no markup; numbers that may be
 * figures are kept for typed_numbers_settle. */
void typed_numbers_find(struct writer *writer, const struct node *scalar, size_t from, size_t to);
/* When all is written: every kept number must equal a printed one. False after RP012s. */
bool typed_numbers_settle(struct writer *writer);

#endif
