/* Rows of tests as tables, through the decoding that files go through. */
#include "ingest/test_tables.h"

#include "base/arena.h"
#include "define/definition_tests.h"
#include "define/node.h"
#include "ingest/extract.h"

static bool is_key(const struct schema *schema, size_t field) {
    for (size_t i = 0; i < schema->primary_key_count; i++) {
        if (schema->primary_key[i] == field) {
            return true;
        }
    }
    return false;
}

/* The rows of a list, each as often as it says. */
static const struct node **rows_of(struct arena *arena, const struct node *rows, size_t count) {
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, count + 1);
    for (size_t at = 0, i = 0; at < count; i++) {
        for (size_t times = definition_tests_times(rows->children[i]); times > 0; times--) {
            nodes[at++] = rows->children[i];
        }
    }
    return nodes;
}

const struct table *test_table(struct arena *arena, const struct schema *schema,
                               const struct node *rows) {
    size_t width = schema->field_count, row_count = definition_tests_row_count(rows);
    const struct node **nodes = rows_of(arena, rows, row_count);
    struct text *header = ARENA_ARRAY(arena, struct text, width);
    struct text *cells = ARENA_ARRAY(arena, struct text, width * row_count + 1);
    for (size_t field = 0; field < width; field++) {
        const char *name = text_c(arena, schema->fields[field].name);
        header[field] = schema->fields[field].name;
        for (size_t row = 0; row < row_count; row++) {
            const struct node *cell = node_get(nodes[row], name);
            struct text *text = &cells[row * width + field];
            *text = cell != NULL ? cell->text : TEXT_NONE;
            if (cell == NULL && is_key(schema, field)) {
                *text = text_format(arena, "%zu", row + 1);
            }
        }
    }
    return table_from_rows(arena, schema, header, width, cells, row_count);
}

struct dataset test_tables(struct arena *arena, const struct catalogue *catalogue,
                           const struct node *tables) {
    size_t count = catalogue->schema_count;
    const struct table **made = ARENA_ARRAY(arena, const struct table *, count);
    bool *is_supplied = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        const struct schema *schema = catalogue->schemas[i];
        const char *name = text_c(arena, schema->name);
        made[i] = test_table(arena, schema, tables != NULL ? node_get(tables, name) : NULL);
        is_supplied[i] = true;
    }
    return (struct dataset){made, is_supplied, count};
}
