/* The annex: which sheets a document's workbook has, in which order, and how
 * wide their columns are. No drawing: the XLSX renderer does that. */
#ifndef RENDER_ANNEX_H
#define RENDER_ANNEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "report/document.h"

struct arena;

enum annex_sheet_kind { ANNEX_TABLE, ANNEX_CHART_DATA, ANNEX_CHART };

struct annex_sheet {
    enum annex_sheet_kind kind;
    struct text name;                   /* of the worksheet */
    struct text title;                  /* its first cell */
    const struct document_table *table; /* ANNEX_TABLE, and a chart's data as a table */
    const struct document_chart *chart;
    struct text data_name; /* ANNEX_CHART: the sheet that holds its data */
};

struct annex {
    const struct text *cover_lines;
    size_t cover_line_count;
    const struct annex_sheet *sheets; /* notes first, if there are any */
    size_t sheet_count;
};

struct annex annex_plan(struct arena *arena, const struct document *document);

/* A chart's data as a table. */
const struct document_table *annex_chart_table(struct arena *arena,
                                               const struct document_chart *chart);
/* A header in one row: "Received: Number" where it stands under a spanning head. */
struct text annex_header(struct arena *arena, const struct table_column *column);
/* The characters that a column needs: its longest cell and half of its header, within limits. */
size_t annex_column_characters(const struct document_table *table, size_t column);
/* The lines that a text takes in a column of so many characters; 0 for an empty text. */
size_t annex_lines(struct text text, size_t characters);

/* What is said below a sheet's title: whether it holds a table, and where the notes are that the
 * title refers to. */
struct text annex_sheet_words(struct text title, const struct document_table *table);
/* What is said below a chart's title: what it shows, and where its notes are. */
struct text annex_chart_words(struct arena *arena, const struct annex_sheet *sheet);

#endif
