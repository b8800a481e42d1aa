/* What stands on every page beside the text, all of it artifacts: running head
 * and foot, and the marks of drafts and restricted papers. */
#ifndef RENDER_FURNITURE_H
#define RENDER_FURNITURE_H

#include "render/canvas.h"
#include "report/document.h"

struct arena;

/* Behind the text, so drawn before it: the word DRAFT across the page. */
void furniture_draw_ground(struct canvas *canvas, const struct document *document);
void furniture_draw_heads(struct arena *arena, struct canvas *canvas,
                          const struct document *document);

#endif
