/* The texts of a workbook's cells, each once, numbered in the order of their first use: what
 * SpreadsheetML calls shared strings. */
#ifndef SRC_RENDER_XLSX_STRINGS_H
#define SRC_RENDER_XLSX_STRINGS_H

#include <stdint.h>

#include "base/text.h"

struct arena;
struct xlsx_strings;

struct xlsx_strings *xlsx_strings_new(struct arena *arena);
/* The number of a text, which must outlive the strings. */
uint32_t xlsx_strings_number(struct xlsx_strings *strings, struct text text);
/* xl/sharedStrings.xml, byte for byte as libxlsxwriter writes it; `use_count` cells refer to it. */
struct text xlsx_strings_part(struct arena *arena, const struct xlsx_strings *strings,
                              size_t use_count);

#endif
