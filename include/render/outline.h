/* Bookmarks: the headings as the tree that PDF readers show beside the pages. */
#ifndef RENDER_OUTLINE_H
#define RENDER_OUTLINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "render/pdf_object.h"

struct arena;

struct bookmark {
    int level; /* from 1; a level may not be skipped on the way down */
    struct text title;
    struct text destination; /* canvas_destination */
};

/* The object of the outline's root; 0 where there are no bookmarks. */
uint32_t outline_write(struct arena *arena, struct pdf_file *file, const struct bookmark *bookmarks,
                       size_t bookmark_count);

#endif
