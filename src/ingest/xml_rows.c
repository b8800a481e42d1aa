/* Records of a return. What belongs to a record that is not whole yet lives in
 * its scope's arena, which is emptied where the scope ends: memory holds one
 * child's records beside the finished tables. */
#include "xml_rows.h"

#include "base/arena.h"
#include "table_builder.h"

enum { FIRST_ROWS = 8 };

struct xml_rows *xml_rows_new(struct arena *arena, struct xml_map *map, struct text file) {
    struct xml_rows *rows = ARENA_NEW(arena, struct xml_rows);
    *rows =
        (struct xml_rows){.arena = arena, .map = map, .node = map->root, .path = buffer_new(arena)};
    for (size_t i = 0; i < map->table_count; i++) {
        struct xml_table *table = &map->tables[i];
        table->builder = table_builder_new(arena_new_within(arena), table->schema);
        table_builder_begin_return(table->builder, file, table->suffixes);
        if (table->scope->arena == NULL) {
            table->scope->arena = arena_new_within(arena);
            table->scope->empty = arena_mark(table->scope->arena);
        }
    }
    return rows;
}

/* ---- opening ---- */

static void add_pending(struct xml_table *table, struct xml_row *row) {
    ARENA_MAKE_ROOM(table->scope->arena, table->pending, table->pending_count,
                    table->pending_capacity, FIRST_ROWS);
    table->pending[table->pending_count++] = row;
    table->begun_count++;
}

static struct xml_row *begin_row(const struct xml_rows *rows, struct xml_table *table,
                                 uint32_t line) {
    struct arena *arena = table->scope->arena;
    struct xml_row *row = ARENA_NEW(arena, struct xml_row);
    size_t count = table->schema->field_count;
    *row = (struct xml_row){line, text_copy(arena, buffer_text(&rows->path)),
                            ARENA_ARRAY(arena, struct text, count)};
    for (size_t i = 0; i < count; i++) {
        if (table->sources[i].kind == XML_NUMBER) {
            struct buffer number = buffer_new(arena);
            buffer_add_int(&number, table->sources[i].node->number);
            row->cells[i] = buffer_text(&number);
        }
    }
    add_pending(table, row);
    return row;
}

static void extend_path(struct xml_rows *rows, const struct xml_node *node) {
    buffer_add_byte(&rows->path, '/');
    buffer_add(&rows->path, node->name);
    if (node->is_numbered || node->number > 1) {
        buffer_add_byte(&rows->path, '[');
        buffer_add_int(&rows->path, node->number);
        buffer_add_byte(&rows->path, ']');
    }
}

void xml_rows_open(struct xml_rows *rows, struct xml_node *node, uint32_t line) {
    rows->node = node;
    node->number++;
    node->line = line;
    node->path_start = rows->path.length;
    node->latest = NULL;
    if (node->children != NULL || node->rows != NULL || node->blanks != NULL) {
        extend_path(rows, node); /* that of a mere field's element nothing asks for */
    }
    for (struct xml_node *child = node->children; child != NULL; child = child->next) {
        child->number = 0;
    }
    for (struct xml_table *table = node->blanks; table != NULL; table = table->next_blank) {
        table->begun_before = table->begun_count;
    }
    for (struct xml_table *table = node->rows; table != NULL; table = table->next_row) {
        table->open = begin_row(rows, table, line);
    }
}

/* ---- closing ---- */

/* The element's text to all that want it. False if any has one already: the first counts. */
static bool give_text(struct xml_node *node, struct text text) {
    bool is_first = node->value.bytes == NULL;
    if (node->keeper != NULL && is_first) {
        struct xml_node *keeper = node->keeper;
        node->value = text_copy(keeper->arena, text);
        node->next_kept = keeper->kept;
        keeper->kept = node;
    }
    for (const struct xml_target *target = node->targets; target != NULL; target = target->next) {
        if (target->is_inside) {
            struct text *cell = &target->table->open->cells[target->field];
            is_first = is_first && cell->bytes == NULL;
            *cell = cell->bytes == NULL ? text_copy(target->table->scope->arena, text) : *cell;
        }
    }
    return is_first;
}

/* The path down to an element that is missing. */
static void extend_path_to(struct xml_rows *rows, const struct xml_node *missing) {
    if (missing != rows->node) {
        extend_path_to(rows, missing->parent);
        buffer_add_byte(&rows->path, '/');
        buffer_add(&rows->path, missing->name);
    }
}

static void add_blanks(struct xml_rows *rows, const struct xml_node *node) {
    size_t length = rows->path.length;
    for (struct xml_table *table = node->blanks; table != NULL; table = table->next_blank) {
        if (table->begun_count == table->begun_before) {
            extend_path_to(rows, table->row);
            begin_row(rows, table, node->line);
            rows->path.length = length;
        }
    }
}

static void complete_row(struct xml_rows *rows, const struct xml_table *table,
                         const struct xml_row *row) {
    for (size_t i = 0; i < table->schema->field_count; i++) {
        struct text value =
            table->sources[i].kind == XML_OUTSIDE ? table->sources[i].node->value : row->cells[i];
        row->cells[i] = value.bytes == NULL ? TEXT_NONE : value;
    }
    table_builder_add_element(table->builder, row->cells, row->line, row->path);
    rows->record_count++;
}

static void end_scope(struct xml_rows *rows, struct xml_node *node) {
    for (struct xml_table *table = node->scopes; table != NULL; table = table->next_scope) {
        for (size_t i = 0; i < table->pending_count; i++) {
            complete_row(rows, table, table->pending[i]);
        }
        table->pending = NULL;
        table->pending_count = table->pending_capacity = 0;
    }
    for (struct xml_node *kept = node->kept; kept != NULL; kept = kept->next_kept) {
        kept->value = (struct text){NULL, 0};
    }
    node->kept = NULL;
    arena_release(node->arena, node->empty);
}

bool xml_rows_close(struct xml_rows *rows, struct text text) {
    struct xml_node *node = rows->node;
    bool is_first = node->targets == NULL || give_text(node, text);
    for (struct xml_table *table = node->rows; table != NULL; table = table->next_row) {
        table->open = NULL;
    }
    add_blanks(rows, node);
    if (node->scopes != NULL) {
        end_scope(rows, node);
    }
    rows->path.length = node->path_start;
    rows->node = node->parent;
    return is_first;
}
