/* A reader of the plain form of YAML (yaml_plain.h), one pass over the bytes,
 * line by line: its lists and mappings; its texts are plain_text.c's. At the
 * first byte that it is not sure of it gives up, and libyaml reads the file from
 * its beginning. Tests compare both on every definition, and on definitions with
 * bytes changed. */
#include "yaml_plain.h"

#include "define/yaml.h"
#include "plain_text.h"

enum { KEY_LIMIT = 64, FIRST_CHILDREN = 256 };

struct tree {
    struct arena *arena;
    struct cursor cursor;        /* with an arena of its own for what is not kept */
    size_t depth;                /* of the lists and mappings about the cursor */
    const struct node **waiting; /* children of those that are not read to their ends */
    size_t waiting_count, waiting_capacity;
    struct text left_out;
    struct arena *aside; /* for what stands under it; NULL until it is met */
};

/* ---- nodes ---- */

static void add_child(struct tree *tree, const struct node *child) {
    ARENA_MAKE_ROOM(tree->arena, tree->waiting, tree->waiting_count, tree->waiting_capacity,
                    FIRST_CHILDREN);
    tree->waiting[tree->waiting_count++] = child;
}

size_t yaml_leave_out(const struct node **values, size_t count, struct text left_out) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (left_out.length == 0 || !text_equal(values[i]->key, left_out)) {
            values[kept++] = values[i];
        }
    }
    return kept;
}

/* Gives a list or mapping its children: those that wait behind the first `before`. */
static const struct node *close_node(struct tree *tree, struct node *node, size_t before) {
    if (tree->waiting_count > before) {
        node->child_count =
            yaml_leave_out(tree->waiting + before, tree->waiting_count - before, tree->left_out);
    }
    if (node->child_count > 0) {
        node->children = arena_copy(tree->cursor.arena, &tree->waiting[before],
                                    node->child_count * sizeof *tree->waiting);
    }
    tree->waiting_count = before;
    tree->depth--;
    return node;
}

static void go_deeper(struct tree *tree) {
    if (++tree->depth > YAML_DEPTH_LIMIT) {
        cursor_give_up(&tree->cursor);
    }
}

static struct node *open_node(struct tree *tree, enum node_kind kind) {
    struct node *node = cursor_node(&tree->cursor, kind);
    go_deeper(tree);
    return node;
}

/* Adds the value of a key to a mapping; a key that is there already is a fault. */
static void add_value(struct tree *tree, size_t before, const struct node *key,
                      struct node *value) {
    if (tree->cursor.is_odd || tree->waiting_count - before >= KEY_LIMIT) {
        cursor_give_up(&tree->cursor);
        return;
    }
    for (size_t i = before; i < tree->waiting_count; i++) {
        if (text_equal(tree->waiting[i]->key, key->text)) {
            cursor_give_up(&tree->cursor);
        }
    }
    value->key = key->text;
    value->key_place = key->place;
    value->key_place.field = key->text;
    value->place.field = key->text;
    add_child(tree, value);
}

/* Past the colon behind a key. */
static void skip_colon(struct tree *tree, const struct node *key) {
    if (plain_text_is_key(&tree->cursor, key)) {
        tree->cursor.at++;
    } else {
        cursor_give_up(&tree->cursor);
    }
}

/* ---- in brackets ---- */

static struct node *read_bracketed(struct tree *tree);

/* To the next token in brackets; at the margin a document might end. */
static void skip_in_brackets(struct tree *tree) {
    cursor_skip_to_token(&tree->cursor);
    if (tree->cursor.at < tree->cursor.end && cursor_column(&tree->cursor) == 0) {
        cursor_give_up(&tree->cursor);
    }
}

static struct node *read_in_brackets(struct tree *tree) {
    char byte = cursor_peek(&tree->cursor);
    return byte == '[' || byte == '{' ? read_bracketed(tree)
                                      : plain_text_read(&tree->cursor, 1, true);
}

static void read_bracketed_value(struct tree *tree, size_t before, bool is_mapping) {
    if (!is_mapping) {
        const struct node *item = read_in_brackets(tree);
        add_child(tree, item);
        return;
    }
    struct node key;
    plain_text_read_into(&tree->cursor, &key, SIZE_MAX, true);
    skip_colon(tree, &key);
    skip_in_brackets(tree);
    struct node *value = read_in_brackets(tree);
    add_value(tree, before, &key, value);
}

/* A list or mapping in brackets; a comma before the closing one is libyaml's. */
static struct node *read_bracketed(struct tree *tree) {
    bool is_mapping = cursor_peek(&tree->cursor) == '{';
    char closing = is_mapping ? '}' : ']';
    struct node *node = open_node(tree, is_mapping ? NODE_MAPPING : NODE_SEQUENCE);
    size_t before = tree->waiting_count;
    tree->cursor.at += !tree->cursor.is_odd;
    skip_in_brackets(tree);
    bool is_over = cursor_peek(&tree->cursor) == closing;
    while (!tree->cursor.is_odd && !is_over) {
        read_bracketed_value(tree, before, is_mapping);
        skip_in_brackets(tree);
        is_over = cursor_peek(&tree->cursor) == closing;
        if (!is_over && cursor_peek(&tree->cursor) != ',') {
            cursor_give_up(&tree->cursor);
        } else if (!is_over) {
            tree->cursor.at++;
            skip_in_brackets(tree);
        }
    }
    close_node(tree, node, before);
    tree->cursor.at += !tree->cursor.is_odd;
    return node;
}

/* ---- blocks ---- */

static struct node *read_block(struct tree *tree, size_t least);
static struct node *read_list(struct tree *tree, bool is_in_mapping);

/* A text, or what stands in brackets; a key's colon may follow. */
static struct node *read_inline(struct tree *tree, size_t least) {
    switch (cursor_peek(&tree->cursor)) {
    case '|':
    case '>':
        return plain_text_read_block(&tree->cursor, least);
    case '[':
    case '{':
        return read_bracketed(tree);
    default:
        return plain_text_read(&tree->cursor, least, false);
    }
}

/* Nothing but a comment may stand between a node and the end of its line. */
static struct node *end_line(struct tree *tree, struct node *node) {
    if (!node->is_block) {
        cursor_expect_line_end(&tree->cursor);
    }
    return node;
}

/* The value of a key of a mapping in `margin`. */
static struct node *read_value(struct tree *tree, size_t margin) {
    cursor_skip_blanks(&tree->cursor);
    if (cursor_peek(&tree->cursor) != '\n' && !cursor_is_comment(&tree->cursor)) {
        return end_line(tree, read_inline(tree, margin + 1));
    }
    cursor_skip_to_token(&tree->cursor);
    bool is_list = cursor_is_entry(&tree->cursor) && cursor_column(&tree->cursor) == margin;
    return is_list ? read_list(tree, true) : read_block(tree, margin + 1);
}

/* Reads what is not kept, all that it holds aside. */
static struct node *read_left_out(struct tree *tree, size_t margin) {
    struct arena *arena = tree->cursor.arena;
    tree->aside = tree->aside != NULL ? tree->aside : arena_new();
    struct arena_mark mark = arena_mark(tree->aside);
    tree->cursor.arena = tree->aside;
    read_value(tree, margin);
    tree->cursor.arena = arena;
    arena_release(tree->aside, mark);
    return ARENA_NEW(arena, struct node);
}

/* Whether a key's value is not kept; a part of one that is not is read like all of it. */
static bool is_left_out(const struct tree *tree, const struct node *key) {
    return tree->left_out.length > 0 && text_equal(key->text, tree->left_out) &&
           tree->cursor.arena != tree->aside;
}

/* To the next token; true if it stands in `margin`, false if further out or at the end. */
static bool goes_on_in(struct tree *tree, size_t margin) {
    cursor_skip_to_token(&tree->cursor);
    if (tree->cursor.at < tree->cursor.end && cursor_column(&tree->cursor) > margin) {
        cursor_give_up(&tree->cursor);
    }
    return tree->cursor.at < tree->cursor.end && cursor_column(&tree->cursor) == margin;
}

/* A mapping whose first key was just read, as `node`, which becomes the mapping. */
static struct node *read_mapping(struct tree *tree, struct node *node) {
    struct node key = *node;
    size_t margin = key.place.column - 1, before = tree->waiting_count;
    *node = (struct node){.kind = NODE_MAPPING,
                          .text = TEXT_NONE,
                          .key = TEXT_NONE,
                          .source = key.source,
                          .start = key.start,
                          .place = key.place};
    node->place.length = 0;
    go_deeper(tree);
    for (;;) {
        skip_colon(tree, &key);
        struct node *value =
            is_left_out(tree, &key) ? read_left_out(tree, margin) : read_value(tree, margin);
        add_value(tree, before, &key, value);
        if (!goes_on_in(tree, margin)) {
            break;
        }
        plain_text_read_into(&tree->cursor, &key, SIZE_MAX, false);
    }
    close_node(tree, node, before);
    return node;
}

/* A list may stand in the margin of the mapping that it is a value of; its next key ends it. */
static struct node *read_list(struct tree *tree, bool is_in_mapping) {
    struct node *node = open_node(tree, NODE_SEQUENCE);
    size_t margin = cursor_column(&tree->cursor), before = tree->waiting_count;
    do {
        tree->cursor.at++;
        cursor_skip_to_token(&tree->cursor);
        const struct node *item = read_block(tree, margin + 1);
        add_child(tree, item);
    } while (goes_on_in(tree, margin) && cursor_is_entry(&tree->cursor));
    if (tree->cursor.at < tree->cursor.end && cursor_column(&tree->cursor) == margin &&
        !is_in_mapping) {
        cursor_give_up(&tree->cursor);
    }
    close_node(tree, node, before);
    return node;
}

/* The node that begins here, at column `least` or further in. */
static struct node *read_block(struct tree *tree, size_t least) {
    if (tree->cursor.is_odd || tree->cursor.at >= tree->cursor.end ||
        cursor_column(&tree->cursor) < least) {
        struct node *none = ARENA_NEW(tree->cursor.arena, struct node);
        cursor_give_up(&tree->cursor);
        return none;
    }
    if (cursor_is_entry(&tree->cursor)) {
        return read_list(tree, false);
    }
    struct node *node = read_inline(tree, least);
    bool is_mapping =
        node->kind == NODE_SCALAR && !node->is_block && plain_text_is_key(&tree->cursor, node);
    return is_mapping ? read_mapping(tree, node) : end_line(tree, node);
}

/* ---- files ---- */

/* Line feeds, and characters that are printed; those of several bytes that YAML gives a meaning or
 * refuses begin with C2 80 to 9F or EF, but for those that the caller has refused. */
static bool has_plain_bytes(struct text bytes) {
    size_t length = text_is_printed(bytes) ? 0 : bytes.length;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes.bytes[i];
        if ((byte < ' ' && byte != '\n') || byte == 0x7F || byte == 0xEF) {
            return false;
        }
        if (byte == 0xC2 && (unsigned char)bytes.bytes[i + 1] < 0xA0) {
            return false;
        }
    }
    return bytes.length > 0 && bytes.bytes[bytes.length - 1] == '\n';
}

const struct node *yaml_read_plain(struct arena *arena, const struct node_source *source,
                                   struct text left_out) {
    struct text bytes = source->bytes;
    struct tree tree = {.arena = arena,
                        .left_out = left_out,
                        .cursor = {.arena = arena,
                                   .source = source,
                                   .base = bytes.bytes,
                                   .at = bytes.bytes,
                                   .end = bytes.bytes + bytes.length}};
    struct cursor *cursor = &tree.cursor;
    if (!has_plain_bytes(bytes)) {
        return NULL;
    }
    cursor_skip_to_token(cursor);
    bool is_at_margin = cursor->at < cursor->end && cursor_column(cursor) == 0;
    const struct node *root = is_at_margin ? read_block(&tree, 0) : NULL;
    cursor_skip_to_token(cursor); /* brackets end within a line */
    if (tree.aside != NULL) {
        arena_free(tree.aside);
    }
    bool is_read = root != NULL && root->kind != NODE_SCALAR && !cursor->is_odd;
    return is_read && cursor->at == cursor->end ? root : NULL;
}
