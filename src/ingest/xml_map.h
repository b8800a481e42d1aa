/* Which element of a return in XML is a record of which table, and which one's
 * text or number is which field: the schemas' paths, put together as one tree
 * that a reader walks along as elements open and close. */
#ifndef SRC_INGEST_XML_MAP_H
#define SRC_INGEST_XML_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "define/catalogue.h"

struct xml_table;

/* A field whose text is that of an element. */
struct xml_target {
    struct xml_table *table;
    size_t field;
    bool is_inside; /* the element stands in the record's own, or is it */
    const struct xml_target *next;
};

struct xml_node {
    struct text name;
    struct xml_node *parent, *children, *next; /* the children of a node in the order of the map */
    struct xml_node *latest;                   /* the child that was asked for last, or NULL */
    const struct xml_target *targets;
    struct xml_table *rows;   /* whose record it is */
    struct xml_table *blanks; /* whose blank record it is, if no record stands in it */
    struct xml_table *scopes; /* whose records are whole where it ends */
    bool is_numbered;         /* its number tells it apart, in fields or in places */
    struct xml_node *keeper;  /* the scope to whose end its text is kept for records outside it;
                                 NULL: none needs it */
    /* While a return is read: */
    uint32_t number;                   /* among its name within its parent */
    uint32_t line;                     /* on which it begins */
    size_t path_start;                 /* how long the path of its parent is */
    struct text value;                 /* its text, for records outside it; bytes NULL: none yet */
    struct arena *arena;               /* of a scope: what its records hold until they are whole */
    struct arena_mark empty;           /* where it begins */
    struct xml_node *kept, *next_kept; /* of a scope: the nodes whose values live in its arena */
};

/* What a field is made of. */
struct xml_source {
    struct xml_node *node;
    enum { XML_INSIDE, XML_OUTSIDE, XML_NUMBER } kind;
};

struct xml_row {
    uint32_t line;
    struct text path;   /* "/Message/Children/Child[12]/CINdetails[2]" */
    struct text *cells; /* one a field; bytes NULL: none */
};

struct xml_table {
    const struct schema *schema;
    struct xml_node *row, *blank, *scope; /* blank: NULL if none */
    struct xml_source *sources;           /* one a field */
    struct text *suffixes; /* one a field: what follows the record's path to its element */
    struct xml_table *next_row, *next_blank, *next_scope;
    /* While a return is read: */
    struct table_builder *builder;
    struct xml_row *open; /* the record whose element is open; NULL: none */
    struct xml_row **pending;
    size_t pending_count, pending_capacity;
    size_t begun_count, begun_before;
};

struct xml_map {
    struct xml_node *root; /* above the first element: has no name */
    struct xml_table *tables;
    size_t table_count; /* as many as the catalogue has */
};

/* NULL, without a report, where a schema names no element: the family is none of returns. */
struct xml_map *xml_map_new(struct arena *arena, const struct catalogue *catalogue);
/* The child of that name, or NULL. */
struct xml_node *xml_node_child(struct xml_node *node, struct text name);
/* Whether `node` is `above`, or stands within it. */
bool xml_node_is_within(const struct xml_node *node, const struct xml_node *above);

#endif
