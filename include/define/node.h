/* A definition's tree: what yaml_read makes of a file. Every node knows file,
 * line and column, so that a fault in a definition, even within its SQL, is
 * shown where it stands. The helpers report what they find wrong, so that a
 * reader of definitions only asks for what it needs. */
#ifndef DEFINE_NODE_H
#define DEFINE_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };
enum node_style { NODE_PLAIN, NODE_SINGLE_QUOTED, NODE_DOUBLE_QUOTED, NODE_LITERAL, NODE_FOLDED };

/* The file that a node was read from, by lines. */
struct node_source {
    struct text file;
    struct text bytes;          /* outlives the tree */
    const size_t *line_offsets; /* where each line begins */
    size_t line_count;
};

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
    enum node_style style;            /* scalar: how it is written */
    const struct node_source *source; /* with `start`, for node_place_at */
    size_t start;                     /* byte of the file at which `place` stands */
};

/* The place of a byte of a file; `length` bytes are to be underlined. */
struct place node_source_place(const struct node_source *source, size_t offset, size_t length);

/* The value of `key`, or NULL. */
const struct node *node_get(const struct node *mapping, const char *key);
/* The scalar value of `key`, or `otherwise` if it is absent. */
struct text node_text(const struct node *mapping, const char *key, struct text otherwise);
/* Reports DF002 for each key that is not among `keys` (NULL-ended), with a suggestion; and DF001 if
 * the node is not a mapping. True if all is well. */
bool node_expect_keys(struct diag *diag, const struct node *mapping, const char *const *keys);
/* True if the node is of the kind; else reports DF001. */
bool node_expect_kind(struct diag *diag, const struct node *node, enum node_kind kind);
/* The value of a key that must be there and be of a kind; reports DF003 (also for an empty text) or
 * DF001, returns NULL. */
const struct node *node_need(struct diag *diag, const struct node *mapping, const char *key,
                             enum node_kind kind);
/* The value of a key that may be there; NULL if it is not, or after DF001. */
const struct node *node_optional(struct diag *diag, const struct node *mapping, const char *key,
                                 enum node_kind kind);
/* The place of byte `offset` within a scalar's text, for faults inside SQL or bindings: exact in
 * literal blocks and on a scalar's visible characters; a blank within other styles is placed just
 * after the character before it. */
struct place node_place_at(const struct node *scalar, size_t offset);
/* The position of the scalar among the NULL-ended words; reports DF004 with a suggestion, -1. */
int node_choice(struct diag *diag, const struct node *scalar, const char *const *words);
/* yes, no, true or false; a whole number; else DF009 (DF001 if not a scalar). */
bool node_bool(struct diag *diag, const struct node *scalar, bool *value);
bool node_int(struct diag *diag, const struct node *scalar, long *value);
/* The items of a list of texts, or the one text itself; faults are reported (DF001). `*count` is 0
 * if the node is NULL. */
const struct text *node_texts(struct arena *arena, struct diag *diag, const struct node *node,
                              size_t *count);

#endif
