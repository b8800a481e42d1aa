/* Renderers draw a finished document into bytes. To add an output format: one
 * file that provides a struct renderer, and its line in render/renderer.c. */
#ifndef RENDER_RENDERER_H
#define RENDER_RENDERER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"
#include "render/font.h"
#include "report/document.h"

struct arena;

/* House style: font files already found, by role. */
struct font_files {
    struct text paths[FONT_STYLE_COUNT];
};

struct renderer {
    const char *name;      /* "pdf": what --formats takes */
    const char *extension; /* ".pdf" */
    /* The file's bytes in `arena`. False after a report (RD001 missing glyph ...). */
    bool (*render)(struct arena *arena, struct diag *diag, const struct document *document,
                   const struct font_files *fonts, struct text *bytes);
};

extern const struct renderer pdf_renderer;
extern const struct renderer xlsx_renderer;
extern const struct renderer html_renderer;

const struct renderer *renderer_find(struct text name); /* NULL: unknown */

/* Finds each font file in the folders, in order. False after RD003. */
bool font_files_find(struct arena *arena, struct diag *diag, const struct text *folders,
                     size_t folder_count, const struct text names[FONT_STYLE_COUNT],
                     struct font_files *files);

/* A workbook of plain tables (data-quality.xlsx): the same conventions as the annex. Child-level
 * sheets are the caller's choice. */
bool workbook_write(struct arena *arena, struct diag *diag, struct text title, struct text author,
                    struct text date, const struct text *cover_lines, size_t cover_line_count,
                    const struct document_table *const *tables, size_t table_count,
                    struct text *bytes);

#endif
