/* Elements of a return as they open and close, made into records of tables.
 * Records are held back until all their fields are known, then added to their
 * table's builder; each table has an arena of its own. */
#ifndef SRC_INGEST_XML_ROWS_H
#define SRC_INGEST_XML_ROWS_H

#include "base/buffer.h"
#include "xml_map.h"

struct xml_rows {
    struct arena *arena;
    struct xml_map *map;
    struct xml_node *node; /* the element that is open; the root above the first */
    struct buffer path;    /* its path, numbers and all */
    size_t record_count;   /* whole ones */
};

/* For a return in `file`. The tables' builders begin, and so does every table. */
struct xml_rows *xml_rows_new(struct arena *arena, struct xml_map *map, struct text file);
/* An element that the map knows opens: a child of the one that is open. */
void xml_rows_open(struct xml_rows *rows, struct xml_node *node, uint32_t line);
/* The open element closes; `text` is its own, trimmed. False if its field had a text already. */
bool xml_rows_close(struct xml_rows *rows, struct text text);

#endif
