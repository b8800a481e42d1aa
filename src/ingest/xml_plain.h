/* Plain XML, which is nearly all of a return: a run of ASCII text and the tag
 * behind it, without attributes, references, comments or anything else. What is
 * not plain, or might be a fault, is left to expat, which says what it is. */
#ifndef SRC_INGEST_XML_PLAIN_H
#define SRC_INGEST_XML_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Longer names are not plain. */
#define XML_PLAIN_NAME_LIMIT ((size_t)63)

enum xml_plain {
    XML_PLAIN_OPENS,  /* <Name> */
    XML_PLAIN_CLOSES, /* </Name> */
    XML_PLAIN_EMPTY,  /* <Name/> */
    XML_PLAIN_MORE,   /* plain so far; the tag's end is not among the bytes */
    XML_PLAIN_NOT
};

struct xml_step {
    struct text text;    /* before the tag, trimmed */
    struct text name;    /* of the tag */
    size_t length;       /* of text and tag */
    uint32_t line_count; /* lines that end in the text */
    size_t line_start;   /* where the last line begins; 0 where none does */
};

/* The text and the tag with which the bytes begin. Both point into the bytes; they are nothing
 * after XML_PLAIN_MORE and XML_PLAIN_NOT. */
enum xml_plain xml_plain_next(struct text bytes, struct xml_step *step);
/* Whether the name is one that a plain tag can have. */
bool xml_plain_is_name(struct text name);

#endif
