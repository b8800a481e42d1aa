/* Remarks on a return: a short list, since a true return has few kinds. */
#include "xml_remarks.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "xml_map.h"

enum { KIND_LIMIT = 40, NAME_LIMIT = 60 };

struct remark {
    enum xml_remark_kind kind;
    const struct xml_node *node;
    struct text name;
    size_t count;
    uint32_t line;
};

struct xml_remarks {
    struct arena *arena;
    struct remark items[KIND_LIMIT];
    size_t count;
    size_t other_count; /* past the limit */
};

struct xml_remarks *xml_remarks_new(struct arena *arena) {
    struct xml_remarks *remarks = ARENA_NEW(arena, struct xml_remarks);
    remarks->arena = arena;
    return remarks;
}

void xml_remarks_add(struct xml_remarks *remarks, enum xml_remark_kind kind,
                     const struct xml_node *node, struct text name, uint32_t line) {
    struct text kept = text_slice(name, 0, NAME_LIMIT);
    for (size_t i = 0; i < remarks->count; i++) {
        struct remark *remark = &remarks->items[i];
        if (remark->kind == kind && remark->node == node && text_equal(remark->name, kept)) {
            remark->count++;
            return;
        }
    }
    if (remarks->count == KIND_LIMIT) {
        remarks->other_count++;
        return;
    }
    remarks->items[remarks->count++] =
        (struct remark){kind, node, text_copy(remarks->arena, kept), 1, line};
}

static void add_path(struct buffer *path, const struct xml_node *node) {
    if (node->parent != NULL) {
        add_path(path, node->parent);
        buffer_add_byte(path, '/');
        buffer_add(path, node->name);
    }
}

static struct text path_of(struct arena *arena, const struct remark *remark) {
    struct buffer path = buffer_new(arena);
    add_path(&path, remark->node);
    if (remark->kind == XML_UNKNOWN_ELEMENT || remark->kind == XML_ATTRIBUTE) {
        buffer_add_c(&path, remark->kind == XML_ATTRIBUTE ? "/@" : "/");
        buffer_add(&path, remark->name);
    }
    return buffer_text(&path);
}

static struct text times(struct arena *arena, size_t count) {
    return count == 1 ? TEXT("once") : text_format(arena, "%zu times", count);
}

void xml_remarks_report(const struct xml_remarks *remarks, struct diag *diag, struct text file) {
    static const enum diag_code codes[] = {DIAG_IN026, DIAG_IN027, DIAG_IN028, DIAG_IN029};
    struct place place = {.file = file, .cell = TEXT_NONE, .field = TEXT_NONE, .source = TEXT_NONE};
    for (size_t i = 0; i < remarks->count; i++) {
        const struct remark *remark = &remarks->items[i];
        struct text parts[] = {path_of(remarks->arena, remark),
                               times(remarks->arena, remark->count)};
        place.line = remark->line;
        diag_report(diag, codes[remark->kind], &place, parts, 2);
    }
    if (remarks->other_count > 0) {
        place.line = 0;
        DIAG_REPORT(diag, IN030, &place, text_format(remarks->arena, "%zu", remarks->other_count));
    }
}
