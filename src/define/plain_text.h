/* The texts of plain YAML (yaml_plain.h): plain, quoted, and blocks. */
#ifndef SRC_DEFINE_PLAIN_TEXT_H
#define SRC_DEFINE_PLAIN_TEXT_H

#include "cursor.h"

/* The plain or quoted text that begins here. Further lines of a plain one begin at `column_least`
 * or further in; SIZE_MAX: it has none. */
struct node *plain_text_read(struct cursor *cursor, size_t column_least, bool is_in_brackets);
/* The same into a node of the caller's, which may be gone before the tree: a key. */
void plain_text_read_into(struct cursor *cursor, struct node *node, size_t column_least,
                          bool is_in_brackets);
/* The block of text whose mark stands here, indented to column `least` or further in, as its first
 * line says, which is not blank. The cursor then stands at the start of a line. */
struct node *plain_text_read_block(struct cursor *cursor, size_t least);
/* Whether a text that was just read is a key: of one line, with a colon behind it. */
bool plain_text_is_key(const struct cursor *cursor, const struct node *text);

#endif
