/* Records of a CSV text, through libcsv (strict, restarted after a fault). The
 * text is UTF-8 by now (ingest/encoding.h). A record that libcsv refuses (an
 * unclosed or stray quote) costs its own physical line and nothing else:
 * reading goes on at the next line. A quoted newline is data; a quote that is
 * still open after RECORD_LINE_LIMIT lines, or at the end of the text, is an
 * unclosed one, and so is one whose record has another number of fields than
 * the header has, or whose every line has as many separators as the header. Lines end in LF, CRLF
 * or CR. Fields are separated by commas; by tabs ("Unicode text") or semicolons where the first
 * line has these and no comma outside quotes; or by what a first line such as "sep=;" names.
 *
 * Row numbers are a spreadsheet's: every record is a row, and so is a blank
 * line, or one of separators alone, which is no record; a quoted newline makes no row, nor does a
 * line "sep=;". A refused line
 * counts as one row: what a spreadsheet makes of an unclosed quote is its own
 * affair, and below one the physical line is the surer guide. */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

enum { RECORD_LINE_LIMIT = 200, RECORD_FIELD_LIMIT = 1 << 20 };

struct record {
    const struct text *fields; /* valid until the next record; spaces and tabs around are gone */
    size_t field_count;
    uint32_t line;     /* physical line of its first byte, from 1 */
    uint32_t row;      /* what a spreadsheet shows: the header is 1 unless blank lines precede it */
    bool is_refused;   /* the record could not be read; its one field is the line as it stands */
    struct text fault; /* why, in plain words */
};

struct record_reader;
struct record_reader *record_reader_new(struct arena *arena, struct text bytes);
/* False at the end. */
bool record_next(struct record_reader *reader, struct record *record);

/* Plain records, many at a time and column by column: lines that need no parser, each one line and
 * one row, with as many fields as there are columns, of which the first is not blank. Fields are
 * trimmed as text_trim does. */
enum { RECORD_BLOCK = 512 };
struct record_block {
    struct arena *copies; /* of fields that do not stand in the text as they are */
    char *next_copy;
    size_t room;
    struct text *fields; /* of record i in column c: [c * RECORD_BLOCK + i]; valid until the next */
    size_t column_count;
    size_t count;
    uint32_t line; /* of the first record; each further one is a line and a row further */
    uint32_t row;
};
struct record_block *record_block_new(struct arena *arena, size_t column_count);
/* Reads plain records up to the first that is none, which is left to record_next: `count` may be 0.
 */
void record_next_block(struct record_reader *reader, struct record_block *block);

/* A text need not be there whole: a reader goes through stretches of it. It stops before a record,
 * or a blank line, that begins at `limit` or after; what begins before must be there to its end,
 * and be followed by RECORD_LINE_LIMIT further line ends, or by the text's own end. */
void record_reader_move(struct record_reader *reader, struct text bytes, size_t limit);
/* Where in its stretch the next record, or a blank line, begins. */
size_t record_reader_position(const struct record_reader *reader);
/* The line that begins there, and the row before. */
void record_reader_place(const struct record_reader *reader, uint32_t *line, uint32_t *row);
/* A reader of what comes later in the text of one that has read the header: lines count from 1 and
 * rows from 0 there. It has nothing to read until it is moved. */
struct record_reader *record_reader_later(struct arena *arena, const struct record_reader *first);

/* Every line through libcsv, also those that need no parser: the same records, more slowly. For
 * tests, which compare the two. */
void record_reader_use_libcsv_alone(struct record_reader *reader);

#endif
