/* What a PDF says of itself: XMP for PDF/UA-1 and PDF/A-3a, the document
 * information equal to it, the output intent's colour profile, the identifier. */
#ifndef RENDER_METADATA_H
#define RENDER_METADATA_H

#include <stdint.h>

#include "base/text.h"
#include "report/document.h"

struct arena;

/* The XMP packet. */
struct text metadata_xmp(struct arena *arena, const struct document *document);
/* Entries of the information dictionary. */
struct text metadata_info(struct arena *arena, const struct document *document);
/* A small sRGB profile, ICC version 4, made from its definition. */
struct text metadata_colour_profile(struct arena *arena);
/* 16 bytes that depend on the contents alone. */
void metadata_identifier(struct arena *arena, struct text contents, uint8_t identifier[16]);

#endif
