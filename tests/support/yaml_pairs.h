/* Two ways of reading one file of YAML: as it is, and by libyaml alone. A line
 * "...", which ends a document and changes nothing, is beyond the plain form. */
#ifndef TESTS_SUPPORT_YAML_PAIRS_H
#define TESTS_SUPPORT_YAML_PAIRS_H

#include <stdbool.h>

#include "define/node.h"

/* The tree that libyaml makes of bytes that end with a line feed; NULL where it refuses them. */
const struct node *yaml_pairs_reference(struct arena *arena, struct diag *diag, struct text file,
                                        struct text bytes);
/* Whether two trees agree in all that a node knows, places included. */
bool yaml_pairs_agree(const struct node *one, const struct node *other);

#endif
