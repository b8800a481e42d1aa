/* YAML 1.1 through libyaml's events, cut down to the strict subset that
 * definitions are written in (include/define/yaml.h). Everything that YAML
 * offers beyond plain lists, mappings and texts is refused by name, because a
 * reader of a definition should not have to know it. Faults of form do not
 * stop the reading; only a syntax error or over-depth does.
 *
 * libyaml counts characters where places count bytes; marks are converted by
 * the line table, so multi-byte text before a fault does not shift it. */
#include "define/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/arena.h"
#include "yaml_plain.h"

enum { USUAL_LINE = 32, FIRST_LINES = 64 }; /* bytes a line, lines */

struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct node_source *source;
    struct text left_out; /* a key whose value is not kept; empty: none */
    yaml_parser_t parser;
    bool is_sound; /* no fault so far */
    bool is_over;  /* nothing more can be read */
};

/* What is kept of one of libyaml's events. */
struct happening {
    yaml_event_type_t type;
    size_t start, end; /* bytes of the file */
    struct text text;
    enum node_style style;
    bool has_anchor, has_tag, has_directives;
};

static void release_parser(void *parser) {
    yaml_parser_delete(parser);
}

static struct place here(const struct reader *reader, size_t start, size_t end) {
    return node_source_place(reader->source, start, end > start ? end - start : 0);
}

static void refuse(struct reader *reader, size_t start, size_t end, const char *what) {
    struct place place = here(reader, start, end);
    DIAG_REPORT(reader->diag, DF007, &place, text_of(what));
    reader->is_sound = false;
}

static void unreadable(struct reader *reader, size_t offset, struct text why) {
    struct place place = here(reader, offset, offset + 1);
    DIAG_REPORT(reader->diag, DF005, &place, why);
    reader->is_sound = false;
    reader->is_over = true;
}

/* The byte at which a mark stands: marks count characters, and the reader has already made sure
 * that the bytes are UTF-8. */
static size_t mark_offset(const struct node_source *source, yaml_mark_t mark) {
    if (mark.line >= source->line_count) {
        return source->bytes.length;
    }
    size_t offset = source->line_offsets[mark.line];
    for (size_t left = mark.column; left > 0 && offset < source->bytes.length; left--) {
        do {
            offset++;
        } while (offset < source->bytes.length && (source->bytes.bytes[offset] & 0xC0) == 0x80);
    }
    return offset;
}

/* ---- libyaml's errors and events ---- */

static void report_syntax(struct reader *reader) {
    const yaml_parser_t *parser = &reader->parser;
    struct text problem = text_of(parser->problem != NULL ? parser->problem : "no memory");
    if (parser->error == YAML_READER_ERROR) {
        unreadable(reader, parser->problem_offset, problem);
        return;
    }
    if (parser->context != NULL) {
        problem = text_format(reader->arena, "%s, %s", parser->context, parser->problem);
    }
    unreadable(reader, mark_offset(reader->source, parser->problem_mark), problem);
}

static enum node_style style_of(const yaml_event_t *event) {
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return NODE_SINGLE_QUOTED;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return NODE_DOUBLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE:
        return NODE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return NODE_FOLDED;
    default:
        return NODE_PLAIN;
    }
}

static void keep_event(struct reader *reader, const yaml_event_t *event, struct happening *next) {
    *next = (struct happening){.type = event->type, .text = TEXT_NONE};
    next->start = mark_offset(reader->source, event->start_mark);
    next->end = mark_offset(reader->source, event->end_mark);
    if (event->type == YAML_SCALAR_EVENT) {
        next->text = text_copy(reader->arena, (struct text){(char *)event->data.scalar.value,
                                                            event->data.scalar.length});
        next->style = style_of(event);
        next->has_anchor = event->data.scalar.anchor != NULL;
        next->has_tag = event->data.scalar.tag != NULL;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        next->has_anchor = event->data.sequence_start.anchor != NULL;
        next->has_tag = event->data.sequence_start.tag != NULL;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        next->has_anchor = event->data.mapping_start.anchor != NULL;
        next->has_tag = event->data.mapping_start.tag != NULL;
    } else if (event->type == YAML_DOCUMENT_START_EVENT) {
        next->has_directives = event->data.document_start.version_directive != NULL ||
                               event->data.document_start.tag_directives.start !=
                                   event->data.document_start.tag_directives.end;
    }
}

/* The next event; its foreign memory is given back at once. False after a syntax error. */
static bool next_event(struct reader *reader, struct happening *next) {
    yaml_event_t event;
    if (reader->is_over) {
        return false;
    }
    if (!yaml_parser_parse(&reader->parser, &event)) {
        report_syntax(reader);
        return false;
    }
    keep_event(reader, &event, next);
    yaml_event_delete(&event);
    if (next->has_anchor) {
        refuse(reader, next->start, next->end, "anchors (&name)");
    }
    if (next->has_tag) {
        refuse(reader, next->start, next->end, "tags (!name)");
    }
    return true;
}

/* ---- nodes ---- */

static const struct node *read_node(struct reader *reader, const struct happening *first,
                                    size_t depth);

static struct node *new_node(struct reader *reader, const struct happening *event,
                             enum node_kind kind) {
    struct node *node = ARENA_NEW(reader->arena, struct node);
    *node = (struct node){.kind = kind,
                          .place = here(reader, event->start, event->end),
                          .text = event->text,
                          .style = event->style,
                          .key = TEXT_NONE,
                          .source = reader->source,
                          .start = event->start};
    return node;
}

static size_t spaces_before(struct text line) {
    size_t count = 0;
    while (count < line.length && line.bytes[count] == ' ') {
        count++;
    }
    return count;
}

/* How far a line of a block is indented beyond what its text keeps. */
static size_t indentation_of(struct text content_line, struct text file_line) {
    size_t kept = spaces_before(content_line), there = spaces_before(file_line);
    return there > kept ? there - kept : 0;
}

/* The byte at which a block's content begins: past the header line and blank lines, and in by the
 * indentation that was taken from the first line that holds anything. */
static size_t block_start(const struct node_source *source, const struct happening *event) {
    struct text bytes = source->bytes, content = event->text;
    size_t header = event->start + text_find(text_slice(bytes, event->start, SIZE_MAX), '\n') + 1;
    struct text file = text_slice(bytes, header, SIZE_MAX), content_line, file_line;
    while (text_next_part(&content, '\n', &content_line) &&
           text_next_part(&file, '\n', &file_line)) {
        if (content_line.length > 0) {
            return (size_t)(file_line.bytes - bytes.bytes) +
                   indentation_of(content_line, file_line);
        }
    }
    return header < bytes.length ? header : bytes.length;
}

static const struct node *read_scalar(struct reader *reader, const struct happening *event) {
    struct node *node = new_node(reader, event, NODE_SCALAR);
    if (text_find(event->text, '\0') < event->text.length) {
        DIAG_REPORT(reader->diag, DF005, &node->place, TEXT("it holds a NUL character"));
        reader->is_sound = false;
    }
    if (event->style == NODE_LITERAL || event->style == NODE_FOLDED) {
        node->is_block = true;
        node->start = block_start(reader->source, event);
        node->place = here(reader, node->start, node->start);
    }
    return node;
}

struct children {
    const struct node **items;
    size_t count, capacity;
};

static void add_child(struct reader *reader, struct children *children, const struct node *child) {
    ARENA_MAKE_ROOM(reader->arena, children->items, children->count, children->capacity, 8);
    children->items[children->count++] = child;
}

static const struct node *read_sequence(struct reader *reader, const struct happening *first,
                                        size_t depth) {
    struct node *node = new_node(reader, first, NODE_SEQUENCE);
    node->place.length = 0;
    struct children children = {NULL, 0, 0};
    struct happening event;
    while (next_event(reader, &event) && event.type != YAML_SEQUENCE_END_EVENT) {
        const struct node *item = read_node(reader, &event, depth + 1);
        if (item != NULL) {
            add_child(reader, &children, item);
        }
    }
    node->children = children.items;
    node->child_count = children.count;
    return node;
}

static int by_key(const void *left, const void *right) {
    const struct node *a = *(const struct node *const *)left;
    const struct node *b = *(const struct node *const *)right;
    int order = text_compare(a->key, b->key);
    return order != 0 ? order : (a->start > b->start) - (a->start < b->start);
}

static void refuse_duplicates(struct reader *reader, const struct children *children) {
    if (children->count < 2) {
        return;
    }
    const struct node **sorted =
        arena_copy(reader->arena, children->items, children->count * sizeof *children->items);
    qsort(sorted, children->count, sizeof *sorted, by_key);
    for (size_t i = 1; i < children->count; i++) {
        if (text_equal(sorted[i - 1]->key, sorted[i]->key)) {
            DIAG_REPORT(reader->diag, DF006, &sorted[i]->key_place, sorted[i]->key);
            reader->is_sound = false;
        }
    }
}

/* Reads the value that belongs to a key and, where the key is no text, drops it with a report. */
static void read_entry(struct reader *reader, struct children *children,
                       const struct happening *key_event, size_t depth) {
    const struct node *key = read_node(reader, key_event, depth + 1);
    struct happening event;
    if (!next_event(reader, &event)) {
        return;
    }
    const struct node *read = read_node(reader, &event, depth + 1);
    if (key != NULL && key->kind != NODE_SCALAR) {
        refuse(reader, key_event->start, key_event->end, "keys that are lists or mappings");
    } else if (key != NULL && read != NULL) {
        struct node *value = arena_copy(reader->arena, read, sizeof *read);
        value->key = key->text;
        value->key_place = key->place;
        value->key_place.field = key->text;
        value->place.field = key->text;
        add_child(reader, children, value);
    }
}

static const struct node *read_mapping(struct reader *reader, const struct happening *first,
                                       size_t depth) {
    struct node *node = new_node(reader, first, NODE_MAPPING);
    node->place.length = 0;
    struct children children = {NULL, 0, 0};
    struct happening event;
    while (next_event(reader, &event) && event.type != YAML_MAPPING_END_EVENT) {
        read_entry(reader, &children, &event, depth);
    }
    refuse_duplicates(reader, &children);
    node->children = children.items;
    node->child_count = yaml_leave_out(children.items, children.count, reader->left_out);
    return node;
}

/* The node that an event begins. NULL where there is none to keep. */
static const struct node *read_node(struct reader *reader, const struct happening *first,
                                    size_t depth) {
    if (depth > YAML_DEPTH_LIMIT && first->type != YAML_SCALAR_EVENT) {
        struct place place = here(reader, first->start, first->end);
        DIAG_REPORT(reader->diag, DF008, &place,
                    text_format(reader->arena, "%d", YAML_DEPTH_LIMIT));
        reader->is_sound = false;
        reader->is_over = true;
        return NULL;
    }
    switch (first->type) {
    case YAML_SCALAR_EVENT:
        return read_scalar(reader, first);
    case YAML_SEQUENCE_START_EVENT:
        return read_sequence(reader, first, depth);
    case YAML_MAPPING_START_EVENT:
        return read_mapping(reader, first, depth);
    case YAML_ALIAS_EVENT:
        refuse(reader, first->start, first->end, "aliases (*name)");
        return NULL;
    default:
        return NULL;
    }
}

/* ---- documents ---- */

static const struct node *read_documents(struct reader *reader) {
    const struct node *root = NULL;
    struct happening event;
    while (next_event(reader, &event) && event.type != YAML_STREAM_END_EVENT) {
        if (event.type == YAML_DOCUMENT_START_EVENT && event.has_directives) {
            refuse(reader, event.start, event.end, "directives (%YAML, %TAG)");
        } else if (event.type == YAML_DOCUMENT_START_EVENT && root != NULL) {
            refuse(reader, event.start, event.start + 1, "further documents (---)");
            reader->is_over = true;
        } else if (event.type != YAML_STREAM_START_EVENT &&
                   event.type != YAML_DOCUMENT_START_EVENT &&
                   event.type != YAML_DOCUMENT_END_EVENT) {
            root = read_node(reader, &event, 1);
        }
    }
    if (root == NULL && reader->is_sound) {
        unreadable(reader, 0, TEXT("the file holds nothing"));
    }
    return reader->is_sound ? root : NULL;
}

/* A line break that only YAML knows would make its line numbers differ from an editor's. */
static bool is_odd_break(struct text bytes, size_t i) {
    unsigned char byte = (unsigned char)bytes.bytes[i];
    if (byte == '\r') {
        return i + 1 >= bytes.length || bytes.bytes[i + 1] != '\n';
    }
    if (byte != 0xC2 && byte != 0xE2) {
        return false;
    }
    struct text rest = text_slice(bytes, i, bytes.length);
    return (byte == 0xC2 && text_starts_with(rest, TEXT("\xC2\x85"))) ||
           (byte == 0xE2 && (text_starts_with(rest, TEXT("\xE2\x80\xA8")) ||
                             text_starts_with(rest, TEXT("\xE2\x80\xA9"))));
}

static bool check_bytes(struct reader *reader) {
    struct text bytes = reader->source->bytes;
    size_t bad;
    if (bytes.length > YAML_SIZE_LIMIT) {
        unreadable(reader, 0,
                   text_format(reader->arena, "it holds over %d bytes", YAML_SIZE_LIMIT));
    } else if (text_is_printed(bytes)) {
        return true;
    } else if (!utf8_is_valid(bytes, &bad)) {
        unreadable(reader, bad, TEXT("it is not UTF-8; save it with that encoding"));
    } else {
        for (size_t i = 0; i < bytes.length && !reader->is_over; i++) {
            if (bytes.bytes[i] == '\0') {
                unreadable(reader, i, TEXT("it holds a NUL byte"));
            } else if (is_odd_break(bytes, i)) {
                unreadable(reader, i, TEXT("a line ends in something other than LF or CRLF"));
            }
        }
    }
    return reader->is_sound;
}

static const struct node_source *source_new(struct arena *arena, struct text file,
                                            struct text bytes) {
    struct node_source *source = ARENA_NEW(arena, struct node_source);
    size_t count = 1, capacity = bytes.length / USUAL_LINE + FIRST_LINES;
    size_t *offsets = ARENA_ARRAY(arena, size_t, capacity);
    offsets[0] = text_starts_with(bytes, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t i = 0; (i += text_find(text_slice(bytes, i, SIZE_MAX), '\n')) < bytes.length;) {
        ARENA_MAKE_ROOM(arena, offsets, count, capacity, FIRST_LINES);
        offsets[count++] = ++i;
    }
    *source = (struct node_source){file, bytes, offsets, count};
    return source;
}

static struct reader reader_of(struct arena *arena, struct diag *diag, struct text file,
                               struct text bytes, struct text left_out) {
    return (struct reader){.arena = arena,
                           .diag = diag,
                           .left_out = left_out,
                           .source = source_new(arena, file, bytes),
                           .is_sound = true,
                           .is_over = false};
}

static const struct node *read_with_libyaml(struct reader *reader) {
    if (!yaml_parser_initialize(&reader->parser)) {
        unreadable(reader, 0, TEXT("no memory"));
        return NULL;
    }
    struct arena *foreign = arena_new();
    arena_defer(foreign, release_parser, &reader->parser);
    struct text bytes = reader->source->bytes;
    size_t start = reader->source->line_offsets[0];
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)bytes.bytes + start,
                                 bytes.length - start);
    const struct node *root = read_documents(reader);
    arena_free(foreign);
    return root;
}

const struct node *yaml_read(struct arena *arena, struct diag *diag, struct text file,
                             struct text bytes) {
    return yaml_read_without(arena, diag, file, bytes, TEXT_NONE);
}

const struct node *yaml_read_without(struct arena *arena, struct diag *diag, struct text file,
                                     struct text bytes, struct text left_out) {
    struct reader reader = reader_of(arena, diag, file, bytes, left_out);
    if (!check_bytes(&reader)) {
        return NULL;
    }
    const struct node *plain = yaml_read_plain(arena, reader.source, left_out);
    return plain != NULL ? plain : read_with_libyaml(&reader);
}

const struct node *yaml_read_with_libyaml_alone(struct arena *arena, struct diag *diag,
                                                struct text file, struct text bytes) {
    struct reader reader = reader_of(arena, diag, file, bytes, TEXT_NONE);
    return check_bytes(&reader) ? read_with_libyaml(&reader) : NULL;
}
