/* A reference file: a small CSV with a header, read strictly. Every fault is
 * reported as DF016 at its line, and reading goes on so that all are listed. */
#ifndef SRC_INGEST_REFERENCE_FILE_H
#define SRC_INGEST_REFERENCE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/text.h"
#include "define/catalogue.h"

struct arena;

enum { REFERENCE_COLUMN_LIMIT = 24 };

struct reference_file {
    struct arena *arena;
    struct diag *diag;
    struct text path;
    struct text utf8; /* the whole file */
    struct record_reader *reader;
    struct text *header;
    struct text columns[REFERENCE_COLUMN_LIMIT]; /* those asked for */
    size_t positions[REFERENCE_COLUMN_LIMIT];    /* where each stands in the file; or SIZE_MAX */
    size_t column_count;
    size_t file_column_count;
    uint32_t line; /* of the present record */
    bool is_faulty;
};

/* Opens a file that must have the columns asked for, under exactly these names; others may stand
 * beside them. NULL after a report. */
struct reference_file *reference_file_open(struct arena *arena, struct diag *diag, struct text path,
                                           const struct text *columns, size_t column_count);
/* Opens a file whose columns, all of which are wanted, nobody knows beforehand. */
struct reference_file *reference_file_open_all(struct arena *arena, struct diag *diag,
                                               struct text path);
/* Asks for one column more, which need not be there: its values are blank then. */
void reference_file_ask(struct reference_file *file, struct text column);
/* The next record: one trimmed value a column asked for, copied. False at the end. */
bool reference_file_next(struct reference_file *file, struct text *values);
/* Reports a fault of the present record in one of the columns (SIZE_MAX: none in particular).
 * Always false. */
bool reference_file_fault(struct reference_file *file, size_t column, struct text why);
/* Reports a fault of an earlier record. */
bool reference_file_fault_at(struct reference_file *file, uint32_t line, size_t column,
                             struct text why);
/* Reports DF014: the catalogue has no such measure; did you mean ... Always false. */
bool reference_file_no_measure(struct reference_file *file, size_t column,
                               const struct catalogue *catalogue, struct text id);
/* An ISO date; DAY_NONE for a blank. False after a report. */
bool reference_file_day(struct reference_file *file, size_t column, struct text value,
                        day_number *day);
/* Reports every one of the first `count` columns whose value is blank; false if any is. */
bool reference_file_filled(struct reference_file *file, const struct text *values, size_t count);

/* How the records of one file become rows of one kind, each once. */
struct reference_kind {
    const char *path; /* below the folder of definitions */
    const char *const *columns;
    size_t column_count;
    size_t row_size, line_offset; /* the row's own uint32_t line */
    bool (*parse)(struct reference_file *file, const struct text *values, void *row);
    int (*compare)(const void *left, const void *right); /* 0: one thing is listed twice */
    size_t twice_column;
    const char *twice; /* what is said then */
    /* Of neighbours in the order, or NULL: what two different rows may not be; else NULL. */
    const char *(*contradiction)(const void *earlier, const void *later);
};
/* The rows of a file, sorted; NULL after reports. */
void *reference_file_list(struct arena *arena, struct diag *diag, struct text definitions_folder,
                          const struct reference_kind *kind, size_t *count);
/* Sorts rows, and reports those listed twice or that contradict each other. */
void reference_file_sort(struct reference_file *file, const struct reference_kind *kind, void *rows,
                         size_t count);

#endif
