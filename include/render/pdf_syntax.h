/* PDF's own notation: numbers, strings and dates as they stand in objects and
 * page contents. Free of locale; the same value gives the same bytes. */
#ifndef RENDER_PDF_SYNTAX_H
#define RENDER_PDF_SYNTAX_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

/* At most three decimals, trailing zeros dropped, never "-0". */
void pdf_syntax_number(struct buffer *out, double value);
/* Numbers, each followed by a space. */
void pdf_syntax_numbers(struct buffer *out, const double *values, size_t count);
/* A code point as hexadecimal UTF-16BE, without brackets. */
void pdf_syntax_utf16(struct buffer *out, uint32_t code_point);
/* A text string: <FEFF...>. */
void pdf_syntax_string(struct buffer *out, struct text utf8);
/* "2014-06-23" as (D:20140623120000Z). */
void pdf_syntax_date(struct buffer *out, struct text iso_date);
/* Text for XML: & < > and quotes escaped. */
void pdf_syntax_xml(struct buffer *out, struct text text);

#endif
