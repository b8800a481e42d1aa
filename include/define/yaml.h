/* Definitions are read into a tree (define/node.h) whose every node knows file,
 * line and column: with libyaml's events, or, in the form that they have as a
 * rule, in one pass that gives the same tree. A strict subset: no aliases,
 * anchors, tags or duplicate keys, depth at most 64, one document, keys that
 * are texts, line ends LF or CRLF, valid UTF-8 without NUL, at most
 * YAML_SIZE_LIMIT bytes. Scalars stay text: no guessing of types. */
#ifndef DEFINE_YAML_H
#define DEFINE_YAML_H

#include "define/node.h"

enum { YAML_DEPTH_LIMIT = 64, YAML_SIZE_LIMIT = 1 << 20 };

/* Reads one document from `bytes`, which must outlive the tree; every fault is reported. NULL on
 * failure. */
const struct node *yaml_read(struct arena *arena, struct diag *diag, struct text file,
                             struct text bytes);
/* The same, but what stands under the key `left_out`, in whatever mapping, is judged as YAML and
 * not kept: most of a definition's bytes may be its tests. */
const struct node *yaml_read_without(struct arena *arena, struct diag *diag, struct text file,
                                     struct text bytes, struct text left_out);
/* All through libyaml, also what is of the plain form: the same tree, more slowly. For tests, which
 * compare the two. */
const struct node *yaml_read_with_libyaml_alone(struct arena *arena, struct diag *diag,
                                                struct text file, struct text bytes);

#endif
