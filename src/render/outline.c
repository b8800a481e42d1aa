/* Bookmarks (ISO 32000-1, 12.3.3). libharu's own give each item a type that
 * PDF/A refuses. */
#include "render/outline.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "render/pdf_syntax.h"

/* The nearest earlier bookmark above this one's level; count: the root. */
static size_t parent_of(const struct bookmark *bookmarks, size_t count, size_t index) {
    for (size_t i = index; i-- > 0;) {
        if (bookmarks[i].level < bookmarks[index].level) {
            return i;
        }
    }
    return count;
}

static void add_reference(struct buffer *out, const char *key, uint32_t object) {
    buffer_format(out, "/%s %u 0 R", key, object);
}

/* First, last and number of the children of `parent`. */
static void add_children(struct buffer *out, const size_t *parents, const uint32_t *objects,
                         size_t count, size_t parent) {
    size_t first = count, last = count, children = 0;
    for (size_t i = 0; i < count; i++) {
        if (parents[i] == parent) {
            first = first == count ? i : first;
            last = i;
            children++;
        }
    }
    if (children > 0) {
        add_reference(out, "First", objects[first]);
        add_reference(out, "Last", objects[last]);
        /* Closed below the first level: a negative count. */
        buffer_format(out, "/Count %s%zu", parent == count ? "" : "-", children);
    }
}

static void add_siblings(struct buffer *out, const size_t *parents, const uint32_t *objects,
                         size_t count, size_t index) {
    for (size_t i = index; i-- > 0;) {
        if (parents[i] == parents[index]) {
            add_reference(out, "Prev", objects[i]);
            break;
        }
    }
    for (size_t i = index + 1; i < count; i++) {
        if (parents[i] == parents[index]) {
            add_reference(out, "Next", objects[i]);
            break;
        }
    }
}

uint32_t outline_write(struct arena *arena, struct pdf_file *file, const struct bookmark *bookmarks,
                       size_t bookmark_count) {
    if (bookmark_count == 0) {
        return 0;
    }
    uint32_t *objects = ARENA_ARRAY(arena, uint32_t, bookmark_count + 1);
    size_t *parents = ARENA_ARRAY(arena, size_t, bookmark_count);
    for (size_t i = 0; i <= bookmark_count; i++) {
        objects[i] = pdf_object_new(file);
    }
    for (size_t i = 0; i < bookmark_count; i++) {
        parents[i] = parent_of(bookmarks, bookmark_count, i);
    }
    for (size_t i = 0; i < bookmark_count; i++) {
        struct buffer out = buffer_new(arena);
        buffer_add_c(&out, "/Title");
        pdf_syntax_string(&out, bookmarks[i].title);
        add_reference(&out, "Parent", objects[parents[i]]);
        buffer_add_c(&out, "/Dest");
        buffer_add(&out, bookmarks[i].destination);
        add_siblings(&out, parents, objects, bookmark_count, i);
        add_children(&out, parents, objects, bookmark_count, i);
        pdf_object_set(file, objects[i], buffer_text(&out));
    }
    struct buffer root = buffer_new(arena);
    buffer_add_c(&root, "/Type/Outlines");
    add_children(&root, parents, objects, bookmark_count, bookmark_count);
    pdf_object_set(file, objects[bookmark_count], buffer_text(&root));
    return objects[bookmark_count];
}
