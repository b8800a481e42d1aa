/* Making the map. A record is whole where the smallest element ends that holds
 * its own, those of all its fields, and the one whose blank record it may be:
 * the elements of a child may stand in any order. */
#include "xml_map.h"

#include "base/arena.h"

static struct xml_node *find(struct xml_node *child, const struct xml_node *end, struct text name) {
    while (child != end && !text_equal(child->name, name)) {
        child = child->next;
    }
    return child;
}

/* The elements of a return mostly come in the order of the map. */
struct xml_node *xml_node_child(struct xml_node *node, struct text name) {
    struct xml_node *found = find(node->latest, NULL, name);
    if (found == NULL) {
        found = find(node->children, node->latest, name);
        found = found == node->latest ? NULL : found;
    }
    node->latest = found != NULL ? found : node->latest;
    return found;
}

bool xml_node_is_within(const struct xml_node *node, const struct xml_node *above) {
    while (node != NULL && node != above) {
        node = node->parent;
    }
    return node != NULL;
}

static struct xml_node *node_at(struct arena *arena, struct xml_node *root, struct text path) {
    struct xml_node *node = root;
    struct text rest = text_slice(path, 1, path.length), step;
    while (text_next_part(&rest, '/', &step)) {
        struct xml_node *child = xml_node_child(node, step);
        if (child == NULL) {
            child = ARENA_NEW(arena, struct xml_node);
            *child = (struct xml_node){.name = step, .parent = node};
            struct xml_node **end = &node->children;
            while (*end != NULL) {
                end = &(*end)->next;
            }
            *end = child;
        }
        node = child;
    }
    return node;
}

static struct xml_node *common(struct xml_node *a, const struct xml_node *b) {
    while (!xml_node_is_within(b, a)) {
        a = a->parent;
    }
    return a;
}

static void add_target(struct arena *arena, struct xml_table *table, size_t field,
                       struct xml_node *node, bool is_inside) {
    struct xml_target *target = ARENA_NEW(arena, struct xml_target);
    *target = (struct xml_target){table, field, is_inside, node->targets};
    node->targets = target;
}

static void map_field(struct arena *arena, struct xml_map *map, struct xml_table *table,
                      size_t at) {
    const struct field *field = &table->schema->fields[at];
    struct xml_source *source = &table->sources[at];
    struct text *suffix = &table->suffixes[at];
    bool is_number = field->counts.length > 0;
    source->node = node_at(arena, map->root, is_number ? field->counts : field->element);
    *suffix = TEXT_NONE;
    if (is_number) {
        source->kind = XML_NUMBER;
        source->node->is_numbered = true;
        return;
    }
    bool is_inside = xml_node_is_within(source->node, table->row);
    source->kind = is_inside ? XML_INSIDE : XML_OUTSIDE;
    table->scope = common(table->scope, source->node);
    if (is_inside) {
        *suffix = text_slice(field->element, table->schema->element.length, field->element.length);
    }
    add_target(arena, table, at, source->node, is_inside);
}

/* A text that several tables need is kept to the end of the widest of their scopes. */
static void set_keepers(const struct xml_table *table) {
    for (size_t i = 0; i < table->schema->field_count; i++) {
        struct xml_node *node = table->sources[i].node;
        if (table->sources[i].kind == XML_OUTSIDE &&
            (node->keeper == NULL || xml_node_is_within(node->keeper, table->scope))) {
            node->keeper = table->scope;
        }
    }
}

static void map_table(struct arena *arena, struct xml_map *map, struct xml_table *table) {
    const struct schema *schema = table->schema;
    table->row = node_at(arena, map->root, schema->element);
    table->scope = table->row;
    table->next_row = table->row->rows;
    table->row->rows = table;
    table->row->is_numbered = true;
    if (schema->empty_element.length > 0) {
        table->blank = node_at(arena, map->root, schema->empty_element);
        table->scope = common(table->scope, table->blank);
        table->next_blank = table->blank->blanks;
        table->blank->blanks = table;
    }
    table->sources = ARENA_ARRAY(arena, struct xml_source, schema->field_count);
    table->suffixes = ARENA_ARRAY(arena, struct text, schema->field_count);
    for (size_t i = 0; i < schema->field_count; i++) {
        map_field(arena, map, table, i);
    }
    table->next_scope = table->scope->scopes;
    table->scope->scopes = table;
    table->scope->is_numbered = table->scope->parent != map->root;
}

struct xml_map *xml_map_new(struct arena *arena, const struct catalogue *catalogue) {
    struct xml_map *map = ARENA_NEW(arena, struct xml_map);
    map->root = ARENA_NEW(arena, struct xml_node);
    map->table_count = catalogue->schema_count;
    map->tables = ARENA_ARRAY(arena, struct xml_table, map->table_count);
    for (size_t i = 0; i < map->table_count; i++) {
        map->tables[i].schema = catalogue->schemas[i];
        if (catalogue->schemas[i]->element.length == 0) {
            return NULL;
        }
    }
    for (size_t i = 0; i < map->table_count; i++) {
        map_table(arena, map, &map->tables[i]);
    }
    for (size_t i = 0; i < map->table_count; i++) {
        set_keepers(&map->tables[i]);
    }
    return map;
}
