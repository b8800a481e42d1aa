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

/* How a finding stands to those of an earlier check (validate/prior.h). */
enum finding_since {
    FINDING_UNCOMPARED,
    FINDING_NEW,
    FINDING_STILL_OPEN,
    FINDING_MENDED,       /* of the earlier check: it is not found any more */
    FINDING_NOT_LOOKED_AT /* of the earlier check: its rule or its column was not checked */
};

struct finding {
    enum finding_severity severity;
    struct text rule; /* "type", "required", "pattern", "codes", "unique", "foreign-key", ... */
    struct text table;
    struct text file;
    uint32_t row; /* as a spreadsheet shows it: header 1; 0: the whole file */
    struct text cell;
    struct text column;
    struct text value;
    struct text record; /* the record's key, parts joined by "/"; "(no key) ..." and its values */
    struct text message;
    struct text remedy;
    struct text team;   /* of its record, by the schema's `team`; empty: none */
    struct text worker; /* who answers for it, by `worker`, or `referral` and `holder`; or empty */
    struct text worker_team; /* of that worker, and may be another than `team` */
    struct text waived;      /* until when, by whom and why it is accepted; empty: it is not */
    enum finding_since since;
};

/* A rule that was not checked, and why. */
struct unchecked_rule {
    struct text rule;
    struct text why; /* what is missing, or what went wrong */
};

struct findings {
    struct finding *items; /* by table, then row, then column; those of waivers last */
    size_t count;
    size_t error_count; /* those that are not waived */
    size_t query_count;
    size_t waived_count;
    const struct unchecked_rule *unchecked;
    size_t unchecked_count;
    /* After findings_compare: of those that are not waived; and what stands in the earlier check
     * alone. */
    bool is_compared;
    size_t new_count, open_count, mended_count, not_looked_at_count;
    const struct finding *gone;
    size_t gone_count;
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
 * is counted and kept; a rule's finding in a cell whose constraint says already that there is no
 * usable value is left out. A rule that needs a table or a column that was not supplied is not
 * checked, and said so (VA010); one that could not be run to its end is itself a finding (VA012),
 * and all others are run. */
struct findings *validate_extract(struct arena *arena, struct diag *diag,
                                  const struct validate_context *context);
/* Prepares every rule of every set, and `team`, `worker`, `referral` and `holder` of every schema,
 * so that all faults show before data is read. */
bool rules_check(struct diag *diag, const struct catalogue *catalogue,
                 const struct calendar *calendar);
/* Counts the errors, queries, waived and compared ones of the items anew. */
void findings_count(struct findings *findings);

/* "error", "query"; "new", "still open", "mended", "not checked", or "". */
const char *finding_severity_word(enum finding_severity severity);
const char *finding_since_word(enum finding_since since);
/* findings.csv, with the columns of design.md, then team, waived, since, worker and worker_team.
 * Text that a spreadsheet would take for a formula is preceded by an apostrophe. */
void findings_write_csv(struct buffer *out, const struct finding *items, size_t count);
/* The summary for a terminal: files with their counts, then rules with theirs; fits a screen of 80
 * columns and 24 lines. */
void findings_write_summary(struct buffer *out, const struct extract *extract,
                            const struct findings *findings);

#endif
