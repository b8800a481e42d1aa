/* The form that definitions are written in, as a rule, read without libyaml in a tenth of the
 * time: block lists and mappings, lists and mappings in brackets, plain and quoted texts, blocks of
 * text, comments. Whatever else may stand in a file, faults above all, is left to libyaml, which is
 * the reference: where this reader gives a tree, libyaml gives the same, places included. */
#ifndef SRC_DEFINE_YAML_PLAIN_H
#define SRC_DEFINE_YAML_PLAIN_H

#include "define/node.h"

/* The tree of a file whose bytes are UTF-8 without NUL and without the breaks of lines that only
 * YAML knows (U+0085, U+2028, U+2029), and outlive it, without what stands under the key `left_out`
 * (empty: all of it); NULL, without a report: libyaml is to read it. */
const struct node *yaml_read_plain(struct arena *arena, const struct node_source *source,
                                   struct text left_out);
/* Takes the value of the key that is left out from a mapping's; how many are left. */
size_t yaml_leave_out(const struct node **values, size_t count, struct text left_out);

#endif
