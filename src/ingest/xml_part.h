/* XML of a part of a workbook, as a stream of elements and texts: names without
 * their prefix, nesting bounded, no document type. */
#ifndef SRC_INGEST_XML_PART_H
#define SRC_INGEST_XML_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct xml_part;

struct xml_part_reader {
    void *context;
    /* Attributes are name, value, name, value, ..., NULL. */
    void (*open)(void *context, struct text name, const char *const *attributes);
    void (*close)(void *context, struct text name);
    void (*text)(void *context, struct text text);
};

/* Freed with the arena. */
struct xml_part *xml_part_new(struct arena *arena, const struct xml_part_reader *reader,
                              unsigned depth_limit);
/* The next bytes. False once the part cannot be read. */
bool xml_part_feed(struct xml_part *part, const char *bytes, size_t count, bool is_last);
/* Why, in plain words. */
struct text xml_part_fault(const struct xml_part *part);
/* An attribute's value, its prefix aside; empty: there is none. */
struct text xml_attribute(const char *const *attributes, const char *name);

#endif
