/* A report's definition: front matter and a body of blocks. This layer checks
 * its shape (which blocks, which keys, which values) and keeps its texts with
 * their places; what bindings mean is the report layer's business. See
 * "Reports" in report-defs/README.md for the vocabulary. */
#ifndef DEFINE_REPORT_DEFINITION_H
#define DEFINE_REPORT_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/period.h"
#include "base/text.h"
#include "define/report_cycle.h"
#include "define/report_front.h"

struct arena;
struct node;

/* A named period of the report: {half-year: half 1}, {spring: quarter 4},
 * {august: month-back 7}, {previous: previous},
 * {last-year: year-before}. `now`, the report's own, `previous` and `year-before` always exist;
 * `now` stands first. */
enum period_rule {
    RULE_NOW,
    RULE_PREVIOUS,
    RULE_YEAR_BEFORE,
    RULE_HALF,
    RULE_QUARTER,
    RULE_MONTH_BACK
};
struct named_period {
    struct text name;
    enum period_rule rule;
    int argument; /* the half, the quarter, or the months back */
};

enum block_kind {
    BLOCK_SECTION,         /* title, blocks: numbered 1, 1.1, 1.1.1, 1.1.1.1 by nesting */
    BLOCK_ANNEX,           /* title, blocks: lettered A, B ...; stands at the top alone */
    BLOCK_PARAGRAPH,       /* text; numbered within its section unless numbered: no */
    BLOCK_FACT,            /* text, source, date: a sourced statement; its digits need no binding */
    BLOCK_LIST,            /* items: texts or facts; style bullet, letter, roman or numbered */
    BLOCK_TABLE,           /* caption; its columns and rows are the report layer's business */
    BLOCK_CHART,           /* caption; likewise */
    BLOCK_JUDGEMENTS,      /* caption, scale, rows of subject and grade or word, source, date */
    BLOCK_QUOTE,           /* words, attribution, document, page */
    BLOCK_RECOMMENDATIONS, /* items */
    BLOCK_CONTENTS,        /* title */
    BLOCK_STANDING,        /* corporate-strategy, section-100d, impact-assessments */
    BLOCK_MEASURES,        /* caption: the measures used, from their definitions */
    BLOCK_PARTITION,       /* of a list: bands, and each item in exactly one of them */
    BLOCK_COMMENTARY,      /* key of what a named author writes for each issue of the report */
    BLOCK_APPENDICES,      /* its blocks are appendices */
    BLOCK_CLAIM,           /* a sentence that is printed only where every row bears it out */
    BLOCK_GRADES,          /* caption; what the grades of some scales mean, side by side */
    BLOCK_ENTRIES,         /* caption, headers, rows of texts, source, date: an action log */
    BLOCK_APPENDIX         /* title, file; stands in a list of appendices alone, so the last kind */
};

struct block {
    enum block_kind kind;
    const struct node *node;    /* the mapping that defines it, for its other keys and places */
    struct text id;             /* for cross-references; may be empty */
    bool is_restricted;         /* it may not stand in a public paper */
    const struct block *blocks; /* a section's, an annex's; appendices */
    size_t block_count;
};

struct report_definition {
    struct place place;
    struct text id;
    struct text title; /* may hold bindings */
    const struct node *root;
    bool is_restricted;        /* no public paper is made of it */
    struct front_matter front; /* of a paper or of a letter */
    struct report_cycle cycle;
    const struct named_period *periods;
    size_t period_count;
    const struct block *blocks;
    size_t block_count;
    const struct text *terms; /* words whose digits are names: "Working Together 2013" */
    size_t term_count;
    const struct text *abbreviations; /* that readers know without being told */
    size_t abbreviation_count;
    const struct text *required_sections; /* titles of sections at the top that it must have */
    size_t required_section_count;
    const struct text *figures; /* "measure@period" pairs computed besides those printed */
    size_t figure_count;
    const struct text *headline; /* lines printed at the end of a run: texts with bindings */
    size_t headline_count;
};

/* Reads one definition. NULL after reports, which list every fault. */
const struct report_definition *report_definition_read(struct arena *arena, struct diag *diag,
                                                       const struct node *root);
/* The named period, or NULL. */
const struct named_period *report_definition_period(const struct report_definition *report,
                                                    struct text name);
/* The days of a named period when the report's own period is `now`. */
struct period named_period_resolve(const struct named_period *named, const struct period *now);
/* The word that names a kind in a definition: "paragraph". */
const char *block_kind_word(enum block_kind kind);

#endif
