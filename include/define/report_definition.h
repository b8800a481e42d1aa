/* A report's definition: front matter and a body of blocks. This layer checks
 * its shape and keeps its texts with their places; what bindings mean is the
 * report layer's business. See report-defs/README.md for the vocabulary. */
#ifndef DEFINE_REPORT_DEFINITION_H
#define DEFINE_REPORT_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/period.h"
#include "base/text.h"

struct arena;
struct node;

/* A named period of the report: {half-year: half 1}, {august: month-back 7}, {now: period},
 * {previous: previous}, {year-before: year-before}. `now` always exists. */
enum period_rule { RULE_NOW, RULE_PREVIOUS, RULE_YEAR_BEFORE, RULE_HALF, RULE_MONTH_BACK };
struct named_period {
    struct text name;
    enum period_rule rule;
    int argument; /* the half, or the months back */
};

enum block_kind {
    BLOCK_SECTION,   /* title, blocks: numbered 1, 1.1, 1.1.1, 1.1.1.1 by nesting */
    BLOCK_PARAGRAPH, /* text; numbered within its section unless numbered: no */
    BLOCK_LIST,      /* items; style bullet, letter or roman; intro */
    BLOCK_TABLE,     /* see table_definition in the report layer: kept as its node */
    BLOCK_CHART,
    BLOCK_JUDGEMENTS,
    BLOCK_QUOTE,
    BLOCK_RECOMMENDATIONS,
    BLOCK_CONTENTS,
    BLOCK_STANDING, /* corporate-strategy, section-100d, impact-assessments */
    BLOCK_MEASURES, /* the glossary of the measures used, from their definitions */
    BLOCK_FACT      /* text, source, date: a sourced statement whose digits need no binding */
};

struct block {
    enum block_kind kind;
    const struct node *node;    /* the mapping that defines it, for its other keys and places */
    struct text id;             /* for cross-references; may be empty */
    const struct block *blocks; /* a section's */
    size_t block_count;
};

struct front_matter {
    struct text committee, title, reference, report_from;
    struct text contact_name, contact_telephone, contact_email;
    struct text date; /* ISO: of the meeting */
};

struct report_definition {
    struct place place;
    struct text id;
    struct text title; /* may hold bindings */
    const struct node *root;
    struct front_matter front;
    const struct named_period *periods;
    size_t period_count;
    const struct block *blocks;
    size_t block_count;
    const struct text *headline; /* figures printed at the end of a run: bindings */
    size_t headline_count;
};

const struct report_definition *report_definition_read(struct arena *arena, struct diag *diag,
                                                       const struct node *root);
/* The days of a named period when the report's own period is `now`. */
struct period named_period_resolve(const struct named_period *named, const struct period *now);

#endif
