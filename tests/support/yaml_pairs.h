/* Trees of one file that was read in two ways (define/yaml.h). */
#ifndef TESTS_SUPPORT_YAML_PAIRS_H
#define TESTS_SUPPORT_YAML_PAIRS_H

#include <stdbool.h>

#include "define/node.h"

/* Whether two trees agree in all that a node knows, places included. */
bool yaml_pairs_agree(const struct node *one, const struct node *other);

#endif
