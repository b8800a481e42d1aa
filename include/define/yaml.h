/* Definitions are read with libyaml's events into a tree whose every node
 * knows file, line and column. A strict subset: no aliases, anchors, tags or
 * duplicate keys, depth at most 64, one document. Closed sets of keys with
 * "did you mean". Scalars stay text: no guessing of types. */
#ifndef DEFINE_YAML_H
#define DEFINE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

enum { YAML_DEPTH_LIMIT = 64 };

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node {
    enum node_kind kind;
    struct place place;     /* of the node's first character */
    struct text text;       /* scalar: its content */
    bool is_block;          /* scalar: a literal or folded block; `place` is then its first line
                               of content, so that SQL faults map to file lines */
    struct place key_place; /* where the key of a mapping's value stands */
    struct text key;        /* the key, if the parent is a mapping */
    const struct node *const *children; /* items, or a mapping's values in file order */
    size_t child_count;
};

/* Reads one document from `bytes`; every fault is reported. NULL on failure. */
const struct node *yaml_read(struct arena *arena, struct diag *diag, struct text file,
                             struct text bytes);
/* The value of `key`, or NULL. */
const struct node *node_get(const struct node *mapping, const char *key);
/* The scalar value of `key`, or `otherwise` if it is absent. */
struct text node_text(const struct node *mapping, const char *key, struct text otherwise);
/* Reports DF002 for each key that is not among `keys` (NULL-ended), with a suggestion; and DF001 if
 * the node is not a mapping. True if all is well. */
bool node_expect_keys(struct diag *diag, const struct node *mapping, const char *const *keys);
/* The value of a key that must be there and be of a kind; reports DF003 or DF001, returns NULL. */
const struct node *node_need(struct diag *diag, const struct node *mapping, const char *key,
                             enum node_kind kind);
/* The place of byte `offset` within a scalar's text, for faults inside SQL or bindings. */
struct place node_place_at(const struct node *scalar, size_t offset);
/* The position of the scalar among the NULL-ended words; reports DF004 with a suggestion, -1. */
int node_choice(struct diag *diag, const struct node *scalar, const char *const *words);
bool node_bool(struct diag *diag, const struct node *scalar, bool *value);
bool node_int(struct diag *diag, const struct node *scalar, long *value);

#endif
