/* Bytes of a file to UTF-8: UTF-8 with or without BOM, UTF-16 of either order
 * with BOM (or recognisable by its zeros), else Windows-1252. A few bad bytes
 * do not make a file of UTF-8 another: it needs as many as it has characters
 * of several bytes. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include <stdbool.h>

#include "base/text.h"

struct arena;

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF16_LE,
    ENCODING_UTF16_BE,
    ENCODING_WINDOWS_1252,
    ENCODING_BINARY
};

/* The text as UTF-8 without BOM; sound UTF-8 is returned as it is, not copied. ENCODING_BINARY
 * (many control bytes: a workbook, a PDF) gives no text. Bad bytes of UTF-8, and bytes that
 * Windows-1252 does not have, become U+FFFD. NULs are kept: they are data, and a finding. */
enum encoding encoding_to_utf8(struct arena *arena, struct text bytes, struct text *utf8);
const char *encoding_name(enum encoding encoding);

#endif
