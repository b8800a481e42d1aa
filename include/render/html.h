/* Text in HTML and SVG. */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "base/buffer.h"
#include "base/text.h"

/* The text with & < > " ' as references: safe in content and in quoted attributes. Control
 * characters, which HTML refuses, become U+FFFD. */
void html_add(struct buffer *out, struct text text);
/* A link's address, where it is https, http, mailto or "#id"; "#" for any other scheme. */
void html_add_address(struct buffer *out, struct text address);

#endif
