/* A document that holds every kind of block, for the renderers' tests: a paper
 * to a Cabinet about invented figures of an invented county. */
#ifndef TESTS_SUPPORT_SAMPLE_DOCUMENT_H
#define TESTS_SUPPORT_SAMPLE_DOCUMENT_H

#include "render/renderer.h"
#include "report/document.h"

struct arena;

/* Every block kind, a table of 60 rows and a total, three charts, long words, two footnotes. */
struct document *sample_document(struct arena *arena);
/* One heading and one paragraph of that text. */
struct document *sample_document_of(struct arena *arena, const char *words);
/* The four faces of Liberation Sans, where Debian puts them. */
struct font_files sample_fonts(void);
const struct font_set *sample_font_set(void);
/* A letter's lines, a table with spanning heads and marks, and a chart of every kind. */
struct document *sample_charts_document(struct arena *arena);

#endif
