/* A document says what, a renderer says how. A tree of semantic blocks whose
 * values are already rounded, suppressed and worded; PDF, XLSX and later
 * formats draw the same tree, so they cannot disagree. Plain data, read-only
 * once built. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "define/house_style.h"
#include "report/document_chart.h"
#include "report/document_table.h"

struct arena;

/* A run of text in one style. */
struct inline_run {
    struct text text;
    bool is_bold, is_italic;
    struct text link; /* "https://...", "mailto:...", or "#id" of a block; empty: none */
    uint32_t note;    /* n > 0: a reference to note n of the document; text is empty */
};
struct rich_text {
    const struct inline_run *runs;
    size_t run_count;
};

enum document_block_kind {
    DOCUMENT_HEADING,   /* level 1-4, number, text; id */
    DOCUMENT_PARAGRAPH, /* number may be empty; level is that of the number (2 for 1.1) */
    DOCUMENT_LIST,
    DOCUMENT_TABLE,
    DOCUMENT_CHART,
    DOCUMENT_QUOTE,    /* text, attribution in `number` */
    DOCUMENT_LINES,    /* items without labels, one line each: an address, a signature */
    DOCUMENT_FIELDS,   /* label and value pairs: front matter, yes/no blocks */
    DOCUMENT_CONTENTS, /* the renderer fills in headings of levels 1 and 2 with pages */
    DOCUMENT_PAGE_BREAK,
    DOCUMENT_SUBJECT /* where a letter has its title */
};
struct list_item {
    struct text label; /* "•", "(a)", "i)", "6.1.1" */
    struct rich_text text;
};
struct field_pair {
    struct text label;
    struct rich_text value;
};
struct document_block {
    enum document_block_kind kind;
    int level;
    struct text number;
    struct text id; /* target of "#id"; empty: none */
    struct rich_text text;
    const struct list_item *items;
    size_t item_count;
    bool is_signed; /* DOCUMENT_LINES: with room for a signature above */
    const struct field_pair *fields;
    size_t field_count;
    const struct document_table *table;
    const struct document_chart *chart;
};

struct document {
    struct text title, author, subject, keywords, language; /* language "en-GB" */
    struct text organisation;                               /* running foot */
    bool is_letter;           /* a letterhead comes first; the title stands at DOCUMENT_SUBJECT */
    struct text sender;       /* the letterhead's address, in one line; may be empty */
    struct text running_head; /* "Cabinet, 23 June 2014" */
    struct text date;         /* ISO: the document's date; no clock is asked */
    bool is_draft, is_restricted;
    bool names_children; /* by their ids, in a table of paper or workbook: for its owner alone */
    const struct house_style *style; /* NULL: the usual colours, and no logo */
    const struct document_block *blocks;
    size_t block_count;
    const struct rich_text *notes; /* footnotes, numbered from 1 */
    size_t note_count;
    /* For the workbook: cover lines and tables that the paper does not print. */
    const struct document_table *const *annex_tables;
    size_t annex_table_count;
};

/* The whole tree as plain text, for golden tests. */
void document_dump(struct buffer *out, const struct document *document);

#endif
