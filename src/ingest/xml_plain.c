/* Plain XML, byte by byte: each byte is looked up once. A carriage return is
 * plain before a line feed and outside a value: within one expat drops it. */
#include "xml_plain.h"

enum { VALUE = 1, NAME = 2, FIRST = 4 };

/* Of a text "<" and "&" are none, nor "]", which "]]>" begins with. */
static const uint8_t kinds[256] = {
    ['!' ... '%'] = VALUE,
    ['\'' ... ','] = VALUE,
    ['-' ... '.'] = VALUE | NAME,
    ['/'] = VALUE,
    ['0' ... '9'] = VALUE | NAME,
    [':' ... ';'] = VALUE,
    ['=' ... '@'] = VALUE,
    ['A' ... 'Z'] = VALUE | NAME | FIRST,
    ['[' ... '\\'] = VALUE,
    ['^'] = VALUE,
    ['_'] = VALUE | NAME | FIRST,
    ['`'] = VALUE,
    ['a' ... 'z'] = VALUE | NAME | FIRST,
    ['{' ... '~'] = VALUE,
};

static bool is_kind(struct text bytes, size_t at, int kind) {
    return (kinds[(unsigned char)bytes.bytes[at]] & kind) != 0;
}

/* Where what stands at `at` is of the kind no more. */
static size_t past(struct text bytes, size_t at, int kind) {
    while (at < bytes.length && is_kind(bytes, at, kind)) {
        at++;
    }
    return at;
}

static size_t past_spaces(struct text bytes, size_t at) {
    while (at < bytes.length && bytes.bytes[at] == ' ') {
        at++;
    }
    return at;
}

/* A text that is being gone over. */
struct run {
    size_t first, last; /* what is not blank; last 0: nothing yet */
    bool has_return;    /* behind it */
};

/* White space at the start of the bytes; 0: it is not plain, or not known to be. */
static size_t space_length(struct text bytes, struct run *run) {
    switch (bytes.bytes[0]) {
    case ' ':
    case '\t':
    case '\n':
        return 1;
    case '\r':
        run->has_return = run->last > 0;
        return bytes.length > 1 && bytes.bytes[1] == '\n' ? 2 : 0;
    default:
        return 0;
    }
}

/* The text before the next "<"; XML_PLAIN_OPENS where it is plain. */
static enum xml_plain pass_text(struct text bytes, size_t *length, struct xml_step *step) {
    struct run run = {0, 0, false};
    size_t at = past_spaces(bytes, 0);
    for (; at < bytes.length && bytes.bytes[at] != '<'; at = past_spaces(bytes, at)) {
        if (is_kind(bytes, at, VALUE) && !run.has_return) {
            run.first = run.last == 0 ? at : run.first;
            run.last = at = past(bytes, at, VALUE);
            continue;
        }
        struct text rest = {bytes.bytes + at, bytes.length - at};
        size_t count = space_length(rest, &run);
        if (count == 0) {
            return rest.bytes[0] == '\r' && rest.length == 1 ? XML_PLAIN_MORE : XML_PLAIN_NOT;
        }
        at += count;
        if (bytes.bytes[at - 1] == '\n') {
            step->line_count++;
            step->line_start = at;
        }
    }
    step->text = (struct text){bytes.bytes + run.first, run.last - run.first};
    *length = at;
    return at == bytes.length ? XML_PLAIN_MORE : XML_PLAIN_OPENS;
}

/* The tag that begins at `at`. */
static enum xml_plain pass_tag(struct text bytes, size_t at, struct xml_step *step) {
    bool closes = at + 1 < bytes.length && bytes.bytes[at + 1] == '/';
    size_t first = at + 1 + closes, end = past(bytes, first, NAME);
    if (end == bytes.length) {
        return XML_PLAIN_MORE;
    }
    bool is_empty = !closes && bytes.bytes[end] == '/';
    if (is_empty && end + 1 == bytes.length) {
        return XML_PLAIN_MORE;
    }
    step->name = text_slice(bytes, first, end);
    step->length = end + 1 + is_empty;
    if (bytes.bytes[end + is_empty] != '>' || !is_kind(bytes, first, FIRST) ||
        step->name.length > XML_PLAIN_NAME_LIMIT) {
        return XML_PLAIN_NOT;
    }
    return closes ? XML_PLAIN_CLOSES : is_empty ? XML_PLAIN_EMPTY : XML_PLAIN_OPENS;
}

enum xml_plain xml_plain_next(struct text bytes, struct xml_step *step) {
    size_t at;
    step->line_count = 0;
    step->line_start = 0;
    enum xml_plain found = pass_text(bytes, &at, step);
    return found == XML_PLAIN_OPENS ? pass_tag(bytes, at, step) : found;
}

bool xml_plain_is_name(struct text name) {
    return name.length > 0 && name.length <= XML_PLAIN_NAME_LIMIT && is_kind(name, 0, FIRST) &&
           past(name, 0, NAME) == name.length;
}
