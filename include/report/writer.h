/* The state of a document being written. The same walk is made twice: once
 * without figures, to collect what must be computed and to find faults of the
 * definition before any extract is read; then with them, to write the paper. */
#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "measure/published_line.h"
#include "report/build.h"
#include "report/numbering.h"

struct arena;
struct node;

/* A number that a binding printed, and one that somebody typed into a text: at the end every typed
 * number must be one of those printed. */
struct shown_number {
    struct decimal number;
    struct text binding;
};
struct typed_number {
    struct place place;
    struct text words;
    struct decimal number;
};

/* What a row's binding may name beside $row: {"team", "EASCIN"} for $team. */
struct row_field {
    struct text name, value;
};

struct prose;

struct writer {
    struct arena *arena;
    struct diag *diag;
    const struct report_context *context;
    const struct figures *figures; /* NULL: collecting */
    struct numbering numbering;
    bool is_sound;  /* nothing was reported that refuses the document */
    bool is_silent; /* an aside (headlines): numbers are not kept for the check */

    struct text row; /* what $row stands for in the row being written; empty outside rows */
    enum unit_level row_level;      /* if the row is a unit */
    const struct row_field *fields; /* of the row being written */
    size_t field_count;
    struct text panel; /* what $panel stands for; empty outside a chart's panels */

    struct figure_request *requests;
    size_t request_count;
    const struct measure_definition **measures; /* that the paper prints, each once */
    size_t measure_count;
    struct shown_number *shown;
    size_t shown_count;
    struct typed_number *typed;
    size_t typed_count;
    struct prose *prose; /* what prose_settle looks at; NULL: nothing was read */
    struct rich_text *notes;
    size_t note_count;
    struct published_line *published; /* that the paper prints or draws, for figures.csv */
    size_t published_count;
    day_number late_day;  /* of figures after the report's period: the last that was warned of */
    bool names_children;  /* a list of children's records stands in the paper or its workbook */
    bool is_judging;      /* rows of a claim or table are being counted */
    struct text *missing; /* rows of supplied-figures.csv that were reported as missing */
    size_t missing_count;
    struct document_block *blocks;
    size_t block_count;
    const struct document_table **annex_tables;
    size_t annex_table_count;
};

/* A writer without blocks; `figures` NULL to collect. */
struct writer *writer_new(struct arena *arena, struct diag *diag,
                          const struct report_context *context, const struct figures *figures);
/* Room for one more in a vector of the writer: the vector, moved if need be. */
void *writer_grow(struct writer *writer, void *items, size_t size, size_t count);
void writer_add_request(struct writer *writer, const struct measure_definition *measure,
                        const struct period *period);
/* Asks for the records of a measure in the report's own period. */
void writer_add_listing(struct writer *writer, const struct measure_definition *measure);
void writer_use_measure(struct writer *writer, const struct measure_definition *measure);
void writer_add_shown(struct writer *writer, struct decimal number, struct text binding);
void writer_add_typed(struct writer *writer, struct place place, struct text words,
                      struct decimal number);
/* A published figure that is printed or drawn; nothing while collecting or in an aside. */
void writer_add_published(struct writer *writer, const struct published_line *line);
/* The number of the footnote with these words; one footnote serves all that need it. */
uint32_t writer_note(struct writer *writer, struct text words);
/* A new block, zeroed, at the end of the document. */
struct document_block *writer_add_block(struct writer *writer, enum document_block_kind kind);
void writer_add_annex_table(struct writer *writer, const struct document_table *table);
/* Marks the document as refused; the reason has been reported. Always false. */
bool writer_refuse(struct writer *writer);
/* Refuses the paper for what both walks see: only the second tells, so that all refusals are listed
 * at once, those of the figures among them. */
#define WRITER_REFUSE_PAPER(writer, code, place, ...)                                              \
    do {                                                                                           \
        if ((writer)->figures) {                                                                   \
            DIAG_REPORT((writer)->diag, code, place, __VA_ARGS__);                                 \
            writer_refuse(writer);                                                                 \
        }                                                                                          \
    } while (0)

#endif
