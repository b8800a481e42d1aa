/* Headers matched to schemas. A column is a field's if it has its name, case,
 * spaces and punctuation aside; else if it fits one of its aliases, as written,
 * or with its punctuation read as spaces, or without either. A schema fits if
 * the primary key's columns are there and at least half of the named columns
 * are known (or all of its fields are there); of several, the one with most columns known, then
 * with fewest fields missing. */
#ifndef INGEST_MATCH_H
#define INGEST_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "define/catalogue.h"

struct arena;

enum { HEADER_COLUMN_LIMIT = 4096 };

struct header_match {
    size_t schema;      /* position in the catalogue, or SIZE_MAX: none fits */
    size_t nearest;     /* the schema with most columns known; SIZE_MAX: the catalogue is empty */
    size_t known_count; /* the most columns that any schema knows */
    size_t
        missing_field; /* of the nearest: a key field that is not there, else any, else SIZE_MAX */
    size_t *fields;    /* one a column: position in the schema, or SIZE_MAX: unknown */
    size_t column_count; /* columns up to the last that has a heading */
};

/* Never fails: where nothing fits, `schema` is SIZE_MAX. */
void match_header(struct arena *arena, const struct catalogue *catalogue, const struct text *header,
                  size_t header_count, struct header_match *match);
/* The schema alone. */
size_t match_schema(const struct catalogue *catalogue, const struct text *header,
                    size_t header_count);
/* After no schema fitted: makes the nearest the one whose name or title stands in the file's name,
 * unless half of the columns speak for another. True if the nearest is the one named. */
bool match_by_file_name(struct arena *arena, const struct catalogue *catalogue,
                        const struct text *header, struct text file_name,
                        struct header_match *match);
/* The columns of one schema: fills `fields`, one a column; the number known. */
size_t match_columns(const struct schema *schema, const struct text *header, size_t column_count,
                     bool uses_aliases, size_t *fields);
/* Whether two headings are one, case, spaces and punctuation aside. */
bool match_same_heading(struct text a, struct text b);
/* The fewest bytes of a text that is the same heading. */
size_t match_least_length(struct text heading);

#endif
