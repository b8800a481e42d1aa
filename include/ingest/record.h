/* Records of a CSV text, through libcsv (strict, restarted after a fault). The
 * text is UTF-8 by now (ingest/encoding.h). A record that libcsv refuses (an
 * unclosed or stray quote) costs its own physical line and nothing else:
 * reading goes on at the next line. A quoted newline is data; a quote that is
 * still open after RECORD_LINE_LIMIT lines, or at the end of the text, is an
 * unclosed one. Blank lines are counted but are no records. */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

enum { RECORD_LINE_LIMIT = 200 };

struct record {
    const struct text *fields; /* valid until the next record */
    size_t field_count;
    uint32_t line;     /* physical line of its first byte, from 1 */
    uint32_t row;      /* record number, header = 1: what a spreadsheet shows */
    bool is_refused;   /* the record could not be read; fields is empty */
    struct text fault; /* why, in plain words */
};

struct record_reader;
struct record_reader *record_reader_new(struct arena *arena, struct text bytes);
/* False at the end. */
bool record_next(struct record_reader *reader, struct record *record);

#endif
