/* Reading a return. Elements and texts come from the plain scanner, and from
 * expat whatever is not plain; the map says what they mean. Element names that
 * the map does not know are passed over with all that stands in them. A text
 * comes in pieces and is put together here.
 *
 * Expat begins, and takes over where what follows a tag is not plain: it is told
 * the encoding and the open elements anew. Behind the next plain tag that it
 * reads, the scanner goes on. How a file is cut into the two changes nothing. */
#include "xml_return.h"

#include <expat.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "xml_plain.h"
#include "xml_remarks.h"
#include "xml_rows.h"

/* Expat begins anew at some cost, so it keeps a file that has too little between. */
enum { TAKE_OVER_LIMIT = 1000 };

struct open_name {
    char bytes[XML_PLAIN_NAME_LIMIT + 1];
    size_t length;
};

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
    size_t unknown_depth;  /* of the unknown element that is being passed over; 0: none */
    size_t given;          /* bytes that expat has had since it last began */
    char *text;            /* of the element that is open, if it is a field's */
    size_t text_length;    /* in bytes; of other elements only what is not blank */
    bool has_stray;        /* the element that is open has text between its elements */
    bool is_refused;       /* and said so */
    struct buffer pending; /* of the file, not gone over yet */
    struct open_name names[XML_DEPTH_LIMIT];
    bool is_plain;                         /* the scanner reads */
    bool stays;                            /* with expat */
    bool is_beginning;                     /* expat is told what it missed */
    bool gives_back;                       /* expat has stopped behind a plain tag, */
    size_t taken;                          /* so many of its bytes on */
    size_t take_over_count, prefix_length; /* what expat was told */
    uint32_t line, column;                 /* where the scanner is; where expat began */
};

/* ---- places and refusals ---- */

/* Expat counts from where it began. */
static uint32_t line_now(const struct reading *reading) {
    return reading->is_plain
               ? reading->line
               : reading->line + (uint32_t)XML_GetCurrentLineNumber(reading->parser) - 1;
}

/* From 1. Only expat reports faults. */
static uint32_t column_now(const struct reading *reading) {
    size_t column = XML_GetCurrentColumnNumber(reading->parser) + 1;
    bool is_first_line = XML_GetCurrentLineNumber(reading->parser) == 1;
    return (uint32_t)(is_first_line ? column - reading->prefix_length + reading->column : column);
}

static struct place place_now(const struct reading *reading) {
    return (struct place){.file = reading->path,
                          .line = line_now(reading),
                          .column = column_now(reading),
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

/* What a field's element has before an element within it is no value. */
static void drop_text(struct reading *reading) {
    bool is_field = reading->unknown_depth == 0 && reading->rows->node->targets != NULL;
    struct text text = {reading->text, is_field ? reading->text_length : 0};
    reading->has_stray = reading->has_stray || text_trim(text).length > 0;
    reading->text_length = 0;
}

static void open_element(struct reading *reading, struct text name, const char **attributes) {
    drop_text(reading);
    reading->depth++;
    if (reading->depth > XML_DEPTH_LIMIT) {
        refuse(reading, text_format(reading->arena, "its elements are nested over %d deep",
                                    XML_DEPTH_LIMIT));
    }
    if (reading->unknown_depth > 0 || reading->is_refused) {
        return;
    }
    struct xml_node *node = xml_node_child(reading->rows->node, name);
    if (node != NULL) {
        open_known(reading, node, attributes);
    } else if (reading->depth == 1) {
        refuse_root(reading, name);
    } else {
        xml_remarks_add(reading->remarks, XML_UNKNOWN_ELEMENT, reading->rows->node, name,
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

static void close_element(struct reading *reading) {
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

static void add_text(struct reading *reading, const char *bytes, size_t length) {
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

/* ---- what expat reads ---- */

static void keep_name(struct reading *reading, struct text plain_name) {
    struct open_name *open = &reading->names[reading->depth];
    memcpy(open->bytes, plain_name.bytes, plain_name.length);
    open->bytes[plain_name.length] = '\0';
    open->length = plain_name.length;
}

/* The bytes of the tag that expat has come to. */
static struct text tag_now(const struct reading *reading) {
    int offset = 0, size = 0, count = XML_GetCurrentByteCount(reading->parser);
    const char *bytes = XML_GetInputContext(reading->parser, &offset, &size);
    return bytes == NULL || offset < 0 || count > size - offset
               ? TEXT_NONE
               : (struct text){bytes + offset, (size_t)count};
}

/* Behind a tag that the scanner could have read, within the return: the bytes say so, whatever the
 * encoding is. */
static void give_back(struct reading *reading, enum xml_plain kind) {
    struct xml_step step;
    struct text tag = tag_now(reading);
    if (reading->stays || reading->is_refused || reading->depth == 0 ||
        xml_plain_next(tag, &step) != kind || step.length != tag.length) {
        return;
    }
    reading->taken = (size_t)XML_GetCurrentByteIndex(reading->parser) + tag.length;
    reading->column = column_now(reading) - 1 + (uint32_t)tag.length;
    reading->line = line_now(reading);
    reading->gives_back = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL element_opens(void *context, const char *name, const char **attributes) {
    struct reading *reading = context;
    if (!reading->is_beginning) {
        struct text element = text_of(name);
        reading->stays =
            reading->stays || reading->depth >= XML_DEPTH_LIMIT || !xml_plain_is_name(element);
        if (!reading->stays) {
            keep_name(reading, element);
        }
        open_element(reading, element, attributes);
        give_back(reading, XML_PLAIN_OPENS);
    }
}

static void XMLCALL element_closes(void *context, const char *name) {
    (void)name;
    struct reading *reading = context;
    close_element(reading);
    give_back(reading, XML_PLAIN_CLOSES);
}

static void XMLCALL text_comes(void *context, const char *bytes, int count) {
    add_text(context, bytes, (size_t)count);
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
    if (encoding != NULL && !reading->is_beginning) {
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

/* Gives expat bytes, and says how many it took: all, unless it gives back. */
static bool take_by_expat(struct reading *reading, struct text bytes, size_t *taken) {
    size_t before = reading->given;
    reading->given += bytes.length;
    *taken = bytes.length;
    if (XML_Parse(reading->parser, bytes.bytes, (int)bytes.length, XML_FALSE) != XML_STATUS_ERROR) {
        return is_tag_short(reading);
    }
    if (!reading->gives_back) {
        report_fault(reading);
        return false;
    }
    *taken = reading->taken - before;
    reading->gives_back = false;
    reading->is_plain = true;
    return true;
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

/* ---- what the scanner reads ---- */

/* Expat goes on from where the scanner is, with the same elements open. */
static void take_over(struct reading *reading) {
    struct buffer prefix = buffer_new(reading->arena);
    if (reading->encoding.length > 0) {
        buffer_format(&prefix, "<?xml version='1.0' encoding='%.*s'?>",
                      TEXT_ARG(reading->encoding));
    }
    for (size_t i = 0; i < reading->depth; i++) {
        buffer_format(&prefix, "<%s>", reading->names[i].bytes);
    }
    reading->is_plain = false;
    reading->stays = reading->stays || ++reading->take_over_count == TAKE_OVER_LIMIT;
    XML_ParserReset(reading->parser, NULL);
    set_handlers(reading);
    reading->is_beginning = true;
    XML_Parse(reading->parser, prefix.bytes, (int)prefix.length, XML_FALSE);
    reading->is_beginning = false;
    reading->given = reading->prefix_length = prefix.length;
}

static bool is_named(const struct reading *reading, struct text name) {
    const struct open_name *open = &reading->names[reading->depth - 1];
    return text_equal(name, (struct text){open->bytes, open->length});
}

/* Whether the scanner may take the step: what breaks a limit, is closed in the wrong place or ends
 * the return is left to expat. */
static bool may_step(const struct reading *reading, enum xml_plain kind,
                     const struct xml_step *step) {
    bool is_deep = reading->depth == XML_DEPTH_LIMIT, is_last = reading->depth == 1;
    return step->text.length <= XML_TEXT_LIMIT &&
           (kind == XML_PLAIN_CLOSES ? !is_last && is_named(reading, step->name) : !is_deep);
}

static void take_step(struct reading *reading, enum xml_plain kind, const struct xml_step *step) {
    static const char *no_attributes[] = {NULL};
    reading->line += step->line_count;
    reading->column =
        (uint32_t)(step->length - step->line_start) + (step->line_count == 0 ? reading->column : 0);
    if (step->text.length > 0) {
        add_text(reading, step->text.bytes, step->text.length);
    }
    if (kind != XML_PLAIN_CLOSES) {
        keep_name(reading, step->name);
        open_element(reading, step->name, no_attributes);
    }
    if (kind != XML_PLAIN_OPENS) {
        close_element(reading);
    }
}

/* Says how many bytes were taken; expat takes over if there is something that is not plain. */
static size_t take_plain(struct reading *reading, struct text bytes) {
    struct xml_step step;
    size_t taken = 0;
    enum xml_plain kind;
    while ((kind = xml_plain_next(text_slice(bytes, taken, bytes.length), &step)) <=
               XML_PLAIN_EMPTY &&
           may_step(reading, kind, &step)) {
        take_step(reading, kind, &step);
        taken += step.length;
    }
    if (kind != XML_PLAIN_MORE || bytes.length - taken > XML_TEXT_LIMIT) {
        take_over(reading);
    }
    return taken;
}

/* Goes over what is pending. What the scanner leaves waits for the next part. */
static bool take_pending(struct reading *reading) {
    struct text bytes = buffer_text(&reading->pending);
    bool is_waiting = false, goes_on = true;
    size_t done = 0;
    while (goes_on && !is_waiting && done < bytes.length) {
        struct text rest = text_slice(bytes, done, bytes.length);
        size_t taken;
        if (reading->is_plain) {
            taken = take_plain(reading, rest);
            is_waiting = reading->is_plain;
        } else {
            goes_on = take_by_expat(reading, rest, &taken);
        }
        done += taken;
    }
    reading->pending.length -= done;
    if (reading->pending.length > 0) {
        memmove(reading->pending.bytes, bytes.bytes + done, reading->pending.length);
    }
    return goes_on;
}

static bool take_part(void *context, struct text part) {
    struct reading *reading = context;
    buffer_add(&reading->pending, part);
    return take_pending(reading);
}

/* Expat says whether the return may end here. */
static void take_end(struct reading *reading) {
    if (reading->is_plain) {
        take_over(reading);
        reading->stays = true;
    }
    if (take_pending(reading) && XML_Parse(reading->parser, "", 0, XML_TRUE) == XML_STATUS_ERROR) {
        report_fault(reading);
    }
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
                              .text = arena_alloc(arena, XML_TEXT_LIMIT),
                              .pending = buffer_new(arena),
                              .line = 1};
    if (reading.parser == NULL) {
        DIAG_REPORT(diag, RN001, NULL, TEXT_NONE);
        return false;
    }
    struct arena *scratch = arena_new();
    arena_defer(scratch, close_parser, reading.parser);
    set_handlers(&reading);
    bool is_read = file_read_parts(arena, diag, path, XML_SIZE_LIMIT, take_part, &reading);
    if (is_read) {
        take_end(&reading);
    }
    xml_remarks_report(reading.remarks, diag, path);
    *encoding = encoding_of(&reading);
    arena_free(scratch);
    return is_read && !reading.is_refused;
}
