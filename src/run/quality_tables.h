/* The tables of data-quality.xlsx, a sheet each. */
#ifndef RUN_QUALITY_TABLES_H
#define RUN_QUALITY_TABLES_H

#include "report/document.h"
#include "run/session.h"

struct cell quality_words(struct text text);
struct cell quality_number(struct arena *arena, size_t count);
/* A table of blank cells, to be filled in. */
struct document_table *quality_table(struct arena *arena, const char *caption, const char *sheet,
                                     const struct table_column *columns, size_t column_count,
                                     size_t row_count);

/* Gives the table one note. */
void quality_note(struct arena *arena, struct document_table *table, struct text words);

/* quality_profile.c */
const struct document_table *quality_profile_table(struct arena *arena,
                                                   const struct dataset *dataset);
/* quality_records.c: the findings of one rule, at most `limit` of them; and those of the earlier
 * check that are gone. */
const struct document_table *quality_records_table(struct arena *arena,
                                                   const struct session *session, struct text rule,
                                                   struct text sheet, size_t limit);
const struct document_table *quality_mended_table(struct arena *arena,
                                                  const struct session *session, size_t limit);

#endif
