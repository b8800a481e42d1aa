/* Draws the placed parts of a document and tags them: one pass in reading
 * order, whatever page a part stands on, so that the structure tree reads as
 * the document does. */
#ifndef RENDER_TYPESET_H
#define RENDER_TYPESET_H

#include "render/canvas.h"
#include "render/layout.h"
#include "render/outline.h"

struct arena;

/* Draws everything but running heads and feet; the headings become `bookmarks`, which has room
 * for one a block and one more. */
void typeset_document(struct arena *arena, const struct font_set *fonts, struct canvas *canvas,
                      const struct layout *layout, struct bookmark *bookmarks,
                      size_t *bookmark_count);

#endif
