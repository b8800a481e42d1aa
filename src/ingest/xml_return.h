/* A return in XML, such as the children in need census: one file that holds all
 * tables. Read as a stream, through expat where it is not plain. Refused, so
 * that no file can harm: a document type or an entity of its own, elements over
 * XML_DEPTH_LIMIT deep, a text over XML_TEXT_LIMIT bytes, a tag or comment over
 * XML_TAG_LIMIT, a file over XML_SIZE_LIMIT. Attributes and unknown elements are
 * counted and said. */
#ifndef SRC_INGEST_XML_RETURN_H
#define SRC_INGEST_XML_RETURN_H

#include <stdbool.h>

#include "base/diag.h"
#include "define/catalogue.h"
#include "ingest/encoding.h"

struct arena;
struct xml_map;

#define XML_DEPTH_LIMIT 64
#define XML_TEXT_LIMIT ((size_t)64 << 10)
#define XML_TAG_LIMIT ((size_t)1 << 20)
#define XML_SIZE_LIMIT ((size_t)1 << 30)

/* Reads the whole file into the builders of the map's tables. False after IN020 to IN022, FI002 or
 * FI005: XML that is broken anywhere gives no table, since it could not be sent either. */
bool xml_return_read(struct arena *arena, struct diag *diag, struct xml_map *map, struct text path,
                     enum encoding *encoding);

#endif
