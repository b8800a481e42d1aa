/* The parts of a workbook's file by name, unpacked in memory piece by piece. */
#ifndef SRC_INGEST_WORKBOOK_ZIP_H
#define SRC_INGEST_WORKBOOK_ZIP_H

#include "base/text.h"
#include "xml_part.h"

struct arena;
struct workbook_zip;

/* NULL, with the reason, where the bytes are no archive, or one of too many entries. */
struct workbook_zip *workbook_zip_open(struct arena *arena, struct text bytes, struct text *why);
/* Reads one part through the reader. False, with the reason, where it is there and cannot be read
 * within the limits. */
bool workbook_zip_read(struct workbook_zip *zip, struct arena *arena, struct text name,
                       const struct xml_part_reader *reader, struct text *why);
bool workbook_zip_has(struct workbook_zip *zip, struct text name);

#endif
