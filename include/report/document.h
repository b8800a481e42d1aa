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
#include "base/decimal.h"
#include "base/text.h"

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

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_MARKER };
struct cell {
    enum cell_kind kind;
    struct text text;      /* as printed: "16,204", "41.0", "[n/a]" */
    struct decimal number; /* CELL_NUMBER: the same number, for XLSX */
};
struct table_column {
    struct text header; /* with its unit: "Received (%)" */
    bool is_numeric;    /* right- or decimal-aligned */
    double width;       /* relative; 0: as the content needs */
};
struct document_table {
    struct text caption; /* without "Table 1: " */
    struct text sheet;   /* short name for a worksheet */
    const struct table_column *columns;
    size_t column_count;
    const struct cell *cells; /* row by row; the first column is the row's header */
    size_t row_count;
    bool has_total;           /* the last row is a total of those above */
    const struct text *notes; /* printed below; the source among them */
    size_t note_count;
    uint32_t number; /* Table 1, 2 ... */
};

enum chart_kind { CHART_BARS, CHART_COLUMNS, CHART_LINE };
struct chart_series {
    struct text name;
    const struct cell *values; /* one a category; a marker leaves a gap */
};
struct document_chart {
    enum chart_kind kind;
    struct text caption;        /* states the finding; without "Figure 1: " */
    struct text unit;           /* "Per cent of referrals": above the axis */
    struct text category_title; /* "Source of referral" */
    struct text sheet;
    const struct text *categories;
    size_t category_count;
    const struct chart_series *series;
    size_t series_count;
    struct text alternative; /* made from the data */
    const struct text *notes;
    size_t note_count;
    uint32_t number;
};

enum document_block_kind {
    DOCUMENT_HEADING,   /* level 1-4, number, text; id */
    DOCUMENT_PARAGRAPH, /* number may be empty; level is that of the number (2 for 1.1) */
    DOCUMENT_LIST,
    DOCUMENT_TABLE,
    DOCUMENT_CHART,
    DOCUMENT_QUOTE,    /* text, attribution in `number` */
    DOCUMENT_FIELDS,   /* label and value pairs: front matter, yes/no blocks */
    DOCUMENT_CONTENTS, /* the renderer fills in headings of levels 1 and 2 with pages */
    DOCUMENT_PAGE_BREAK
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
    const struct field_pair *fields;
    size_t field_count;
    const struct document_table *table;
    const struct document_chart *chart;
};

struct document {
    struct text title, author, subject, keywords, language; /* language "en-GB" */
    struct text organisation;                               /* running foot */
    struct text running_head;                               /* "Cabinet, 23 June 2014" */
    struct text date; /* ISO: the document's date; no clock is asked */
    bool is_draft, is_restricted;
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
