/* XML of parts of workbooks through expat, which by itself allows any nesting
 * and document types with entities: both are refused here. */
#include "xml_part.h"

#include <expat.h>
#include <string.h>

#include "base/arena.h"

struct xml_part {
    struct arena *arena;
    struct xml_part_reader reader;
    XML_Parser parser;
    unsigned depth, depth_limit;
    struct text fault; /* ours; empty: none, or expat's */
};

static struct text without_prefix(const char *name) {
    const char *colon = strrchr(name, ':');
    return text_of(colon == NULL ? name : colon + 1);
}

static void refuse(struct xml_part *part, struct text why) {
    if (part->fault.length == 0) {
        part->fault = why;
        XML_StopParser(part->parser, XML_FALSE);
    }
}

static void XMLCALL element_opens(void *context, const char *name, const char **attributes) {
    struct xml_part *part = context;
    if (++part->depth > part->depth_limit) {
        refuse(part,
               text_format(part->arena, "its elements are nested over %u deep", part->depth_limit));
    } else if (part->fault.length == 0) {
        part->reader.open(part->reader.context, without_prefix(name),
                          (const char *const *)attributes);
    }
}

static void XMLCALL element_closes(void *context, const char *name) {
    struct xml_part *part = context;
    part->depth--;
    if (part->fault.length == 0) {
        part->reader.close(part->reader.context, without_prefix(name));
    }
}

static void XMLCALL text_comes(void *context, const char *bytes, int count) {
    struct xml_part *part = context;
    if (part->fault.length == 0) {
        part->reader.text(part->reader.context, (struct text){bytes, (size_t)count});
    }
}

static void XMLCALL document_type_comes(void *context, const char *name, const char *system,
                                        const char *public_id, int has_internal_subset) {
    (void)name;
    (void)system;
    (void)public_id;
    (void)has_internal_subset;
    refuse(context, TEXT("it has a document type (<!DOCTYPE), which may define entities"));
}

static void release(void *parser) {
    XML_ParserFree(parser);
}

struct xml_part *xml_part_new(struct arena *arena, const struct xml_part_reader *reader,
                              unsigned depth_limit) {
    struct xml_part *part = ARENA_NEW(arena, struct xml_part);
    *part = (struct xml_part){.arena = arena,
                              .reader = *reader,
                              .parser = XML_ParserCreate(NULL),
                              .depth_limit = depth_limit};
    if (part->parser == NULL) {
        part->fault = TEXT("there is no memory to read it with");
        return part;
    }
    arena_defer(arena, release, part->parser);
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, element_opens, element_closes);
    XML_SetCharacterDataHandler(part->parser, text_comes);
    XML_SetStartDoctypeDeclHandler(part->parser, document_type_comes);
    return part;
}

bool xml_part_feed(struct xml_part *part, const char *bytes, size_t count, bool is_last) {
    return part->fault.length == 0 &&
           XML_Parse(part->parser, bytes, (int)count, is_last) == XML_STATUS_OK &&
           part->fault.length == 0;
}

struct text xml_part_fault(const struct xml_part *part) {
    if (part->fault.length > 0) {
        return part->fault;
    }
    return text_format(part->arena, "line %lu is no XML that can be read (%s)",
                       (unsigned long)XML_GetCurrentLineNumber(part->parser),
                       XML_ErrorString(XML_GetErrorCode(part->parser)));
}

struct text xml_attribute(const char *const *attributes, const char *name) {
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (text_equal_c(without_prefix(attributes[i]), name)) {
            return text_of(attributes[i + 1]);
        }
    }
    return TEXT_NONE;
}
