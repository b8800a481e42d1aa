/* The rows of a table and the categories of a chart, as a definition lists
 * them: one by one under `rows`, or `rows-by` a measure's groups, the units of
 * a level, the last periods of a kind, or the measures that bear a tag. A
 * cell's template says $row where the row's own value belongs. */
#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

#include "report/binding.h"

enum row_source {
    ROWS_LISTED,
    ROWS_BY_GROUP,
    ROWS_BY_UNIT,
    ROWS_BY_PERIOD,
    ROWS_BY_MEASURE,
    ROWS_BY_WORKER,
    ROWS_BY_RECORD
};
struct row {
    struct text value;              /* what $row stands for: an id, a group, a period's name */
    struct text header;             /* what is printed */
    enum unit_level level;          /* if the row is a unit */
    bool is_rest;                   /* the unit "(none)": left out where nothing belongs to it */
    bool is_apart;                  /* stands apart from a measure's bands */
    bool is_blank;                  /* there is no row, which its header says */
    const struct row_field *fields; /* of a worker the team; of a record all that is known of it */
    size_t field_count;
};
struct rows {
    enum row_source source;
    struct row *rows;
    size_t count;
    bool is_of_reported_unit; /* one row, of the unit reported on itself */
};

/* The rows of a table or chart. False after reports. */
bool rows_read(struct writer *writer, const struct node *block, struct rows *rows);
bool rows_has_tag(const struct measure_definition *measure, struct text tag);
/* One row more, zeroed, at the end. */
struct row *rows_add(struct writer *writer, struct rows *rows);
/* The units of a level below the unit reported on, or that unit itself; and what has none. */
void rows_add_units(struct writer *writer, enum unit_level level, struct rows *rows);

enum { ROW_PERIOD_LIMIT = 60 };
/* Whether `by` names a kind of period; if so adds the last `last` of them that had ended by the
 * report's last day, the earliest first. `*is_sound` false after RP013. */
bool row_periods_read(struct writer *writer, const struct node *block, struct text by,
                      struct rows *rows, bool *is_sound);
/* Whether `by` is worker or records; if so adds the workers who have a part in the measure that the
 * block's `of` names, team by team, or its records, in the order that `order` asks for. Which they
 * are is known with the figures alone: while collecting, rows stand for all that there may be.
 * `*is_sound` false after reports. */
bool row_records_read(struct writer *writer, const struct node *block, struct text by,
                      struct rows *rows, bool *is_sound);
/* The field's value, or an empty text. */
struct text row_field_text(const struct row *row, struct text name);
/* The cell that `scalar` gives in a row: the number itself where it is one binding and nothing
 * else, so that a missing figure shows its marker; words otherwise. */
struct bound rows_cell(struct writer *writer, const struct node *scalar, const struct row *row);
/* A cell of the document. */
struct cell rows_document_cell(const struct bound *bound);

#endif
