/* Findings: what is wrong with a record, where a person can go and mend it. */
#ifndef VALIDATE_FINDING_H
#define VALIDATE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/calendar.h"
#include "base/diag.h"
#include "base/text.h"
#include "define/catalogue.h"
#include "ingest/extract.h"
#include "sql/database.h"

struct arena;

enum finding_severity { FINDING_QUERY, FINDING_ERROR };

struct finding {
    enum finding_severity severity;
    struct text rule; /* "type", "required", "pattern", "codes", "unique", "foreign-key", ... */
    struct text table;
    struct text file;
    uint32_t row; /* as a spreadsheet shows it: header 1; 0: the whole file */
    struct text cell;
    struct text column;
    struct text value;
    struct text record; /* the record's key, parts joined by "/" */
    struct text message;
    struct text remedy;
};

struct findings {
    const struct finding *items; /* by table, then row, then column */
    size_t count;
    size_t error_count;
    size_t query_count;
};

/* A check that a record may be put to: what findings.csv calls `rule`. One table of them. */
struct validate_rule {
    const char *id;
    const char *title;
};
const struct validate_rule *validate_rules(size_t *count);

/* What an extract is checked with. */
struct validate_context {
    const struct extract *extract;
    struct shared_indexes *indexes;
    const struct catalogue *catalogue;
    const struct calendar *calendar;
    const struct rule *const *rules; /* in force */
    size_t rule_count;
    day_number as_at; /* the extract's date; DAY_NONE: unknown */
    unsigned thread_count;
};

/* Field constraints, refused records, keys and orphans of an extract, and the rules. Every finding
 * is counted and kept. A rule that needs a table or a column that was not supplied is not checked,
 * and said so (VA010). NULL after the report of a rule that could not be run to its end. */
const struct findings *validate_extract(struct arena *arena, struct diag *diag,
                                        const struct validate_context *context);
/* Prepares every rule of every set, so that all faults show before data is read. */
bool rules_check(struct diag *diag, const struct catalogue *catalogue,
                 const struct calendar *calendar);
/* findings.csv, with the columns of design.md. Text that a spreadsheet would take for a formula is
 * preceded by an apostrophe. */
void findings_write_csv(struct buffer *out, const struct findings *findings);
/* The summary for a terminal: files with their counts, then rules with theirs; fits a screen. */
void findings_write_summary(struct buffer *out, const struct extract *extract,
                            const struct findings *findings);

#endif
