/* The structure tree of a tagged PDF: elements, their marked content and
 * annotations, the tree from content back to elements, and the identifiers of
 * notes (ISO 32000-1, 14.7; PDF/UA-1). */
#ifndef RENDER_STRUCTURE_H
#define RENDER_STRUCTURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "render/pdf_object.h"

struct arena;
struct structure;
struct element;

/* An empty tree with the element Document as its root. */
struct structure *structure_new(struct arena *arena, struct pdf_file *file);
struct element *structure_root(const struct structure *structure);

/* A new last child. `type` is a standard structure type and outlives the tree. */
struct element *structure_add(struct structure *structure, struct element *parent,
                              const char *type);
const char *structure_type(const struct element *element);
/* Alternative text; attributes as a PDF dictionary or array; an identifier, unique, given in
 * ascending order. */
void structure_set_alternative(struct element *element, struct text alternative);
void structure_set_attributes(struct element *element, struct text attributes);
void structure_set_identifier(struct structure *structure, struct element *element,
                              struct text identifier);

/* Content of a page that belongs to an element: its mark, counted in the page from 0. */
int structure_mark(struct structure *structure, struct element *element, size_t page_index,
                   uint32_t page_object);
/* An annotation of an element: its key, for StructParent. Keys follow those of the pages, so the
 * number of pages is given first. */
void structure_set_page_count(struct structure *structure, size_t page_count);
uint32_t structure_annotate(struct structure *structure, struct element *element,
                            uint32_t page_object, uint32_t annotation_object);

/* Fills the objects of all elements; the number of the tree's root, for the catalog. */
uint32_t structure_finish(struct structure *structure);

#endif
