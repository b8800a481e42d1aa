/* Reading a return. Expat calls back for each element and text; the map says
 * what they mean. Element names that the map does not know are passed over with
 * all that stands in them. A text comes in pieces and is put together here. */
#include "xml_return.h"

#include <expat.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "xml_remarks.h"
#include "xml_rows.h"

struct reading {
    struct arena *arena;
    struct diag *diag;
    struct xml_map *map;
    struct text path;
    XML_Parser parser;
    struct xml_rows *rows;
    struct xml_remarks *remarks;
    struct text encoding; /* as declared */
    size_t depth;
    size_t unknown_depth; /* of the unknown element that is being passed over; 0: none */
    size_t given;         /* bytes that expat has had */
    char *text;           /* of the element that is open, if it is a field's */
    size_t text_length;   /* in bytes; of other elements only what is not blank */
    bool has_stray;       /* the element that is open has text between its elements */
    bool is_refused;      /* and said so */
};

/* ---- places and refusals ---- */

static uint32_t line_now(const struct reading *reading) {
    return (uint32_t)XML_GetCurrentLineNumber(reading->parser);
}

static struct place place_now(const struct reading *reading) {
    return (struct place){.file = reading->path,
                          .line = line_now(reading),
                          .column = (uint32_t)XML_GetCurrentColumnNumber(reading->parser) + 1,
                          .cell = TEXT_NONE,
                          .field = TEXT_NONE,
                          .source = TEXT_NONE};
}

static void stop(struct reading *reading) {
    reading->is_refused = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void refuse(struct reading *reading, struct text why) {
    if (!reading->is_refused) {
        struct place place = place_now(reading);
        DIAG_REPORT(reading->diag, IN021, &place, why);
        stop(reading);
    }
}

/* ---- elements ---- */

static void refuse_root(struct reading *reading, struct text name) {
    struct place place = place_now(reading);
    DIAG_REPORT(reading->diag, IN022, &place, file_name(reading->path),
                text_slice(name, 0, XML_DEPTH_LIMIT), reading->map->root->children->name);
    stop(reading);
}

/* What names a schema or a namespace is no data. */
static bool is_declaration(const char *name) {
    return strncmp(name, "xmlns", 5) == 0 || strncmp(name, "xsi:", 4) == 0 ||
           strncmp(name, "xml:", 4) == 0;
}

static void remark_attributes(struct reading *reading, const struct xml_node *node,
                              const char **attributes) {
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (!is_declaration(attributes[i])) {
            xml_remarks_add(reading->remarks, XML_ATTRIBUTE, node, text_of(attributes[i]),
                            line_now(reading));
        }
    }
}

static void remark_stray(struct reading *reading) {
    if (reading->has_stray) {
        xml_remarks_add(reading->remarks, XML_STRAY_TEXT, reading->rows->node, TEXT_NONE,
                        line_now(reading));
    }
    reading->has_stray = false;
}

static void open_known(struct reading *reading, struct xml_node *node, const char **attributes) {
    remark_stray(reading);
    xml_rows_open(reading->rows, node, line_now(reading));
    if (attributes[0] != NULL) {
        remark_attributes(reading, node, attributes);
    }
}

static void XMLCALL element_opens(void *context, const char *name, const char **attributes) {
    struct reading *reading = context;
    struct text element = text_of(name);
    reading->text_length = 0;
    reading->depth++;
    if (reading->depth > XML_DEPTH_LIMIT) {
        refuse(reading, text_format(reading->arena, "its elements are nested over %d deep",
                                    XML_DEPTH_LIMIT));
    }
    if (reading->unknown_depth > 0 || reading->is_refused) {
        return;
    }
    struct xml_node *node = xml_node_child(reading->rows->node, element);
    if (node != NULL) {
        open_known(reading, node, attributes);
    } else if (reading->depth == 1) {
        refuse_root(reading, element);
    } else {
        xml_remarks_add(reading->remarks, XML_UNKNOWN_ELEMENT, reading->rows->node, element,
                        line_now(reading));
        reading->unknown_depth = reading->depth;
    }
}

static void close_known(struct reading *reading) {
    const struct xml_node *node = reading->rows->node;
    struct text text = {reading->text, node->targets != NULL ? reading->text_length : 0};
    remark_stray(reading);
    if (!xml_rows_close(reading->rows, text_trim(text))) {
        xml_remarks_add(reading->remarks, XML_REPEATED, node, TEXT_NONE, line_now(reading));
    }
}

static void XMLCALL element_closes(void *context, const char *name) {
    (void)name;
    struct reading *reading = context;
    if (reading->unknown_depth == 0 && !reading->is_refused) {
        close_known(reading);
    }
    if (reading->unknown_depth == reading->depth) {
        reading->unknown_depth = 0;
    }
    reading->text_length = 0;
    reading->depth--;
}

/* ---- texts ---- */

static bool is_blank(const char *bytes, size_t length) {
    return text_trim((struct text){bytes, length}).length == 0;
}

static void XMLCALL text_comes(void *context, const char *bytes, int count) {
    struct reading *reading = context;
    size_t length = (size_t)count;
    const struct xml_node *node = reading->rows->node;
    bool is_field = reading->unknown_depth == 0 && node->targets != NULL;
    if (reading->is_refused || (!is_field && is_blank(bytes, length))) {
        return;
    }
    if (length > XML_TEXT_LIMIT - reading->text_length) {
        refuse(reading, text_format(reading->arena, "a text has over %zu bytes", XML_TEXT_LIMIT));
        return;
    }
    if (is_field) {
        memcpy(reading->text + reading->text_length, bytes, length);
    }
    reading->has_stray = reading->has_stray || (!is_field && reading->unknown_depth == 0);
    reading->text_length += length;
}

/* ---- what no return has ---- */

static void XMLCALL document_type_comes(void *context, const char *name, const char *system,
                                        const char *public_id, int has_internal_subset) {
    (void)name;
    (void)system;
    (void)public_id;
    (void)has_internal_subset;
    refuse(context, TEXT("it has a document type (<!DOCTYPE), which may define entities"));
}

static void XMLCALL declaration_comes(void *context, const char *version, const char *encoding,
                                      int standalone) {
    (void)version;
    (void)standalone;
    struct reading *reading = context;
    if (encoding != NULL) {
        reading->encoding = text_copy(reading->arena, text_of(encoding));
    }
}

/* Windows-1252 beside those that expat knows (UTF-8, UTF-16, ISO-8859-1, US-ASCII). */
static int XMLCALL encoding_comes(void *context, const char *name, XML_Encoding *encoding) {
    (void)context;
    static const int upper[] = {0x20AC, -1,     0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, -1,     0x017D, -1,
                                -1,     0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1,     0x017E, 0x0178};
    struct text wanted = text_of(name);
    if (!text_equal_ignoring_case(wanted, TEXT("windows-1252")) &&
        !text_equal_ignoring_case(wanted, TEXT("cp1252"))) {
        return XML_STATUS_ERROR;
    }
    for (int byte = 0; byte < 256; byte++) {
        encoding->map[byte] = byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
    }
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    return XML_STATUS_OK;
}

/* ---- faults ---- */

/* The byte at which expat stopped; a space where it is not known. */
static unsigned char byte_at_fault(const struct reading *reading) {
    int offset = 0, size = 0;
    const char *bytes = XML_GetInputContext(reading->parser, &offset, &size);
    return bytes != NULL && offset >= 0 && offset < size ? (unsigned char)bytes[offset] : ' ';
}

static struct text token_words(const struct reading *reading) {
    unsigned char byte = byte_at_fault(reading);
    if (byte == '\0') {
        return TEXT("a NUL byte stands where text should");
    }
    if (byte >= 0x80) {
        return TEXT("bytes that the file's encoding does not have; if it is Windows-1252, its "
                    "first line must say so");
    }
    return TEXT("a sign stands where XML does not allow it; & and < in a value are written &amp; "
                "and &lt;");
}

/* "Child is open and another element is closed". */
static struct text open_words(const struct reading *reading, const char *before,
                              const char *after) {
    struct text name = reading->rows->node->name;
    return name.length == 0
               ? TEXT("the file has no element")
               : text_format(reading->arena, "%s%.*s%s", before, TEXT_ARG(name), after);
}

static struct text fault_words(const struct reading *reading, enum XML_Error error) {
    switch (error) {
    case XML_ERROR_INVALID_TOKEN:
        return token_words(reading);
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_PARTIAL_CHAR:
        return open_words(reading, "the file ends while ", " is open");
    case XML_ERROR_TAG_MISMATCH:
        return open_words(reading, "", " is open and another element is closed");
    case XML_ERROR_UNDEFINED_ENTITY:
        return TEXT("an entity that XML does not have; & in a value is written &amp;");
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
        return TEXT("something follows the end of the return");
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
        return text_format(reading->arena,
                           "its encoding, \"%.*s\", is not read or not its own; UTF-8, UTF-16, "
                           "ISO-8859-1 and Windows-1252 are",
                           TEXT_ARG(reading->encoding));
    default:
        return text_of(XML_ErrorString(error));
    }
}

static void report_fault(struct reading *reading) {
    if (!reading->is_refused) {
        struct place place = place_now(reading);
        DIAG_REPORT(reading->diag, IN020, &place,
                    fault_words(reading, XML_GetErrorCode(reading->parser)),
                    text_format(reading->arena, "%zu", reading->rows->record_count));
        reading->is_refused = true;
    }
}

/* ---- the file ---- */

/* Expat holds on to what it has of a tag until its end comes. */
static bool is_tag_short(struct reading *reading) {
    XML_Index current = XML_GetCurrentByteIndex(reading->parser);
    if (current < 0 || reading->given - (size_t)current <= XML_TAG_LIMIT) {
        return true;
    }
    refuse(reading,
           text_format(reading->arena, "a tag or a comment has over %zu bytes", XML_TAG_LIMIT));
    return false;
}

static bool take_part(void *context, struct text part) {
    struct reading *reading = context;
    reading->given += part.length;
    if (XML_Parse(reading->parser, part.bytes, (int)part.length, XML_FALSE) == XML_STATUS_ERROR) {
        report_fault(reading);
        return false;
    }
    return is_tag_short(reading);
}

static void close_parser(void *parser) {
    XML_ParserFree(parser);
}

static void set_handlers(struct reading *reading) {
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, element_opens, element_closes);
    XML_SetCharacterDataHandler(reading->parser, text_comes);
    XML_SetStartDoctypeDeclHandler(reading->parser, document_type_comes);
    XML_SetXmlDeclHandler(reading->parser, declaration_comes);
    XML_SetUnknownEncodingHandler(reading->parser, encoding_comes, NULL);
}

static enum encoding encoding_of(const struct reading *reading) {
    struct text name = reading->encoding;
    if (text_equal_ignoring_case(name, TEXT("windows-1252")) ||
        text_equal_ignoring_case(name, TEXT("cp1252"))) {
        return ENCODING_WINDOWS_1252;
    }
    return text_equal_ignoring_case(name, TEXT("UTF-16")) ? ENCODING_UTF16_LE : ENCODING_UTF8;
}

bool xml_return_read(struct arena *arena, struct diag *diag, struct xml_map *map, struct text path,
                     enum encoding *encoding) {
    struct reading reading = {.arena = arena,
                              .diag = diag,
                              .map = map,
                              .path = path,
                              .parser = XML_ParserCreate(NULL),
                              .rows = xml_rows_new(arena, map, path),
                              .remarks = xml_remarks_new(arena),
                              .encoding = TEXT_NONE,
                              .text = arena_alloc(arena, XML_TEXT_LIMIT)};
    if (reading.parser == NULL) {
        DIAG_REPORT(diag, RN001, NULL, TEXT_NONE);
        return false;
    }
    struct arena *scratch = arena_new();
    arena_defer(scratch, close_parser, reading.parser);
    set_handlers(&reading);
    bool is_read = file_read_parts(arena, diag, path, XML_SIZE_LIMIT, take_part, &reading);
    if (is_read && XML_Parse(reading.parser, "", 0, XML_TRUE) == XML_STATUS_ERROR) {
        report_fault(&reading);
    }
    xml_remarks_report(reading.remarks, diag, path);
    *encoding = encoding_of(&reading);
    arena_free(scratch);
    return is_read && !reading.is_refused;
}
