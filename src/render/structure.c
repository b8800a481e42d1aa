/* The structure tree. Its objects are numbered as the elements are made and
 * filled at the end, when all content is known. The parent tree is one flat
 * array of numbers: readers take any length of it. */
#include "render/structure.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "render/pdf_syntax.h"

enum child_kind { CHILD_ELEMENT, CHILD_MARK, CHILD_ANNOTATION };

struct child {
    enum child_kind kind;
    const struct element *element;
    uint32_t page_object;
    int mark;
    uint32_t annotation_object;
};

struct element {
    uint32_t object;
    struct element *parent, *next;
    const char *type;
    struct text alternative, attributes, identifier;
    struct child *children;
    size_t child_count, child_capacity;
};

/* The elements that a page's marks, or the annotations, belong to. */
struct owners {
    const struct element **elements;
    size_t count, capacity;
};

struct structure {
    struct arena *arena;
    struct pdf_file *file;
    uint32_t object;
    struct element *root, *newest;
    struct owners *pages;
    size_t page_count;
    struct owners annotations, identified;
};

static void own(struct arena *arena, struct owners *owners, const struct element *element) {
    ARENA_MAKE_ROOM(arena, owners->elements, owners->count, owners->capacity, 16);
    owners->elements[owners->count++] = element;
}

static void add_child(struct structure *structure, struct element *parent, struct child child) {
    ARENA_MAKE_ROOM(structure->arena, parent->children, parent->child_count, parent->child_capacity,
                    2);
    parent->children[parent->child_count++] = child;
}

static struct element *new_element(struct structure *structure, struct element *parent,
                                   const char *type) {
    struct element *element = ARENA_NEW(structure->arena, struct element);
    *element =
        (struct element){.object = pdf_object_new(structure->file), .parent = parent, .type = type};
    if (structure->newest != NULL) {
        structure->newest->next = element;
    }
    structure->newest = element;
    return element;
}

struct structure *structure_new(struct arena *arena, struct pdf_file *file) {
    struct structure *structure = ARENA_NEW(arena, struct structure);
    *structure = (struct structure){.arena = arena, .file = file};
    structure->object = pdf_object_new(file);
    structure->root = new_element(structure, NULL, "Document");
    return structure;
}

struct element *structure_root(const struct structure *structure) {
    return structure->root;
}

struct element *structure_add(struct structure *structure, struct element *parent,
                              const char *type) {
    struct element *element = new_element(structure, parent, type);
    add_child(structure, parent, (struct child){.kind = CHILD_ELEMENT, .element = element});
    return element;
}

const char *structure_type(const struct element *element) {
    return element->type;
}

void structure_set_alternative(struct element *element, struct text alternative) {
    element->alternative = alternative;
}

void structure_set_attributes(struct element *element, struct text attributes) {
    element->attributes = attributes;
}

void structure_set_identifier(struct structure *structure, struct element *element,
                              struct text identifier) {
    element->identifier = identifier;
    own(structure->arena, &structure->identified, element);
}

void structure_set_page_count(struct structure *structure, size_t page_count) {
    structure->pages = ARENA_ARRAY(structure->arena, struct owners, page_count);
    structure->page_count = page_count;
}

int structure_mark(struct structure *structure, struct element *element, size_t page_index,
                   uint32_t page_object) {
    struct owners *owners = &structure->pages[page_index];
    int mark = (int)owners->count;
    own(structure->arena, owners, element);
    add_child(structure, element,
              (struct child){.kind = CHILD_MARK, .page_object = page_object, .mark = mark});
    return mark;
}

uint32_t structure_annotate(struct structure *structure, struct element *element,
                            uint32_t page_object, uint32_t annotation_object) {
    uint32_t key = (uint32_t)(structure->page_count + structure->annotations.count);
    own(structure->arena, &structure->annotations, element);
    add_child(structure, element,
              (struct child){.kind = CHILD_ANNOTATION,
                             .page_object = page_object,
                             .annotation_object = annotation_object});
    return key;
}

static void write_child(struct buffer *out, const struct child *child, uint32_t home_page) {
    switch (child->kind) {
    case CHILD_ELEMENT:
        buffer_format(out, "%u 0 R", child->element->object);
        return;
    case CHILD_MARK:
        if (child->page_object == home_page) {
            buffer_add_int(out, child->mark);
        } else {
            buffer_format(out, "<</Type/MCR/Pg %u 0 R/MCID %d>>", child->page_object, child->mark);
        }
        return;
    case CHILD_ANNOTATION:
        buffer_format(out, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", child->page_object,
                      child->annotation_object);
    }
}

/* The page of an element's first own content, 0 where it has none. */
static uint32_t home_page(const struct element *element) {
    for (size_t i = 0; i < element->child_count; i++) {
        if (element->children[i].kind != CHILD_ELEMENT) {
            return element->children[i].page_object;
        }
    }
    return 0;
}

static void write_children(struct buffer *out, const struct element *element) {
    uint32_t page = home_page(element);
    if (page != 0) {
        buffer_format(out, "/Pg %u 0 R", page);
    }
    buffer_add_c(out, "/K[");
    for (size_t i = 0; i < element->child_count; i++) {
        buffer_add_c(out, i == 0 ? "" : i % 12 == 0 ? "\n" : " ");
        write_child(out, &element->children[i], page);
    }
    buffer_add_byte(out, ']');
}

static struct text element_entries(const struct structure *structure,
                                   const struct element *element) {
    struct buffer out = buffer_new(structure->arena);
    uint32_t parent = element->parent == NULL ? structure->object : element->parent->object;
    buffer_format(&out, "/Type/StructElem/S/%s/P %u 0 R", element->type, parent);
    if (element->alternative.length > 0) {
        buffer_add_c(&out, "/Alt");
        pdf_syntax_string(&out, element->alternative);
    }
    if (element->identifier.length > 0) {
        buffer_format(&out, "/ID(%.*s)", TEXT_ARG(element->identifier));
    }
    if (element->attributes.length > 0) {
        buffer_add_c(&out, "/A");
        buffer_add(&out, element->attributes);
    }
    if (element->child_count > 0) {
        write_children(&out, element);
    }
    buffer_add_byte(&out, '\n');
    return buffer_text(&out);
}

static void write_parent_tree(struct buffer *out, const struct structure *structure) {
    buffer_format(out, "/ParentTreeNextKey %zu/ParentTree<</Nums[\n",
                  structure->page_count + structure->annotations.count);
    for (size_t i = 0; i < structure->page_count; i++) {
        buffer_format(out, "%zu[", i);
        for (size_t k = 0; k < structure->pages[i].count; k++) {
            buffer_format(out, k % 12 == 11 ? "%u 0 R\n" : "%u 0 R ",
                          structure->pages[i].elements[k]->object);
        }
        buffer_add_c(out, "]\n");
    }
    for (size_t i = 0; i < structure->annotations.count; i++) {
        buffer_format(out, "%zu %u 0 R\n", structure->page_count + i,
                      structure->annotations.elements[i]->object);
    }
    buffer_add_c(out, "]>>");
}

static void write_identifiers(struct buffer *out, const struct owners *identified) {
    if (identified->count == 0) {
        return;
    }
    buffer_add_c(out, "/IDTree<</Names[");
    for (size_t i = 0; i < identified->count; i++) {
        buffer_format(out, "(%.*s)%u 0 R\n", TEXT_ARG(identified->elements[i]->identifier),
                      identified->elements[i]->object);
    }
    buffer_add_c(out, "]>>");
}

uint32_t structure_finish(struct structure *structure) {
    for (struct element *element = structure->root; element != NULL; element = element->next) {
        pdf_object_set(structure->file, element->object, element_entries(structure, element));
    }
    struct buffer out = buffer_new(structure->arena);
    buffer_format(&out, "/Type/StructTreeRoot/K[%u 0 R]", structure->root->object);
    write_parent_tree(&out, structure);
    write_identifiers(&out, &structure->identified);
    buffer_add_byte(&out, '\n');
    pdf_object_set(structure->file, structure->object, buffer_text(&out));
    return structure->object;
}
