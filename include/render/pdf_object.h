/* A PDF file as numbered objects. libharu keeps the cross-reference table, the
 * pages and the compression; what stands in an object is text that the caller
 * wrote (render/pdf_syntax.h). The only file that sees hpdf*.h is
 * src/render/pdf_object.c.
 *
 * libharu's first error is kept and ends everything: later calls do nothing,
 * and pdf_object_save reports RD002. */
#ifndef RENDER_PDF_OBJECT_H
#define RENDER_PDF_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct pdf_file;

/* An empty file, freed with the arena. NULL after RD002. */
struct pdf_file *pdf_object_file(struct arena *arena, struct diag *diag);

/* A new dictionary object's number; its entries are given before saving, or stay empty. 0 after an
 * error, which pdf_object_set and every other function take without harm. */
uint32_t pdf_object_new(struct pdf_file *file);
/* The entries between << and >>. */
void pdf_object_set(struct pdf_file *file, uint32_t number, struct text entries);
/* A stream object with further entries (not Length, not Filter). */
uint32_t pdf_object_stream(struct pdf_file *file, struct text entries, struct text bytes,
                           bool is_compressed);

/* A new last page of that size in points; the number of its object. */
uint32_t pdf_object_page(struct pdf_file *file, double width, double height);
struct pdf_page_parts {
    struct text content;
    uint32_t resources;          /* object number */
    uint32_t structure_key;      /* StructParents */
    const uint32_t *annotations; /* object numbers */
    size_t annotation_count;
};
/* Fills the page that stands at `index`. */
void pdf_object_page_fill(struct pdf_file *file, size_t index, const struct pdf_page_parts *parts);

/* Further entries of the catalog, and the whole of the document information. */
void pdf_object_set_catalog(struct pdf_file *file, struct text entries);
void pdf_object_set_info(struct pdf_file *file, struct text entries);
/* Both halves of the file's identifier: 16 bytes. */
void pdf_object_set_identifier(struct pdf_file *file, const uint8_t identifier[16]);

/* The file's bytes, in the arena. False after RD002. */
bool pdf_object_save(struct pdf_file *file, struct text *bytes);

#endif
