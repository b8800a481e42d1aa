/* Extracts: the files of a folder matched to schemas by their headers,
 * whatever their names, and read into typed columns. Every file's records are
 * counted: read = kept + refused. */
#ifndef INGEST_EXTRACT_H
#define INGEST_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"
#include "define/catalogue.h"
#include "ingest/encoding.h"
#include "table/table.h"

struct arena;

/* A record that was not kept. */
struct refused_record {
    uint32_t row;
    uint32_t line;
    struct text rule;  /* "unreadable", "repeated-header", "too-many-fields", "too-few-fields",
                          "duplicate-key" */
    struct text value; /* what was wrong, shortened */
    struct text message;
    uint32_t first_row; /* duplicate-key: the row that was kept; else 0 */
};

struct extract_file {
    struct text path;
    struct text name;   /* for people: where it is no UTF-8, with U+FFFD for each bad byte */
    size_t byte_count;  /* as on disk */
    struct text sha256; /* of these; empty unless asked for */
    enum encoding encoding;
    size_t table; /* position in the dataset, or SIZE_MAX: matched no schema */
    size_t records_read;
    size_t records_kept;
    const struct refused_record *refused;
    size_t refused_count;
    const struct text *unknown_columns;
    size_t unknown_column_count;
    const struct text *absent_columns; /* fields of the schema that the file lacks */
    size_t absent_column_count;
};

struct extract {
    struct dataset dataset;              /* tables in the order of the catalogue's schemas */
    const struct schema *const *schemas; /* one a table */
    const struct extract_file *files;
    size_t file_count;
};

/* A table of more records than this is refused (IN011). */
#define EXTRACT_RECORD_LIMIT ((size_t)100000000)

/* The return in XML that a path names: the file itself by its ending, or the one in a folder that
 * holds no .csv and no .txt file. Empty: the path names none. */
struct text extract_return_file(struct arena *arena, struct text path);
/* Reads a return in XML (ingest/README.md), all tables from one file, or else every .csv and .txt
 * file of the folder `path`, with up to thread_count threads; the result does not
 * depend on their number. Two files for one schema are read one after the other into one table
 * only if their headers agree; otherwise IN007. NULL after reports when nothing could be read:
 * no folder (FI001), no file in it (IN001), no file that matches a schema (IN002). A file that is
 * unreadable, binary or unmatched is reported and the others are read; a workbook is pointed out
 * (IN013). A record that repeats a primary key is refused; one with a blank in its key is kept. */
const struct extract *extract_read(struct arena *arena, struct diag *diag,
                                   const struct catalogue *catalogue, struct text path,
                                   unsigned thread_count);
/* The same, with the SHA-256 of every file, taken while its bytes are at hand. */
const struct extract *extract_read_hashed(struct arena *arena, struct diag *diag,
                                          const struct catalogue *catalogue, struct text path,
                                          unsigned thread_count);
/* A table made from records in memory, through the same decoding: for tests inside definitions.
 * Every row is kept, row 0 as file row 2; columns that the schema does not know are left out. */
const struct table *table_from_rows(struct arena *arena, const struct schema *schema,
                                    const struct text *header, size_t header_count,
                                    const struct text *cells, size_t row_count);

#endif
