/* A growing run of bytes. Its capacity doubles; the arena grows it in place
 * where it can. */
#include "base/buffer.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_CAPACITY = 128 };

struct buffer buffer_new(struct arena *arena) {
    return (struct buffer){arena, NULL, 0, 0};
}

/* Room for `count` further bytes and the NUL. */
static char *make_room(struct buffer *buffer, size_t count) {
    size_t needed = buffer->length + count + 1;
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity == 0 ? FIRST_CAPACITY : 2 * buffer->capacity;
        capacity = capacity < needed ? needed : capacity;
        buffer->bytes = arena_resize(buffer->arena, buffer->bytes, buffer->capacity, capacity);
        buffer->capacity = capacity;
    }
    return buffer->bytes + buffer->length;
}

void buffer_add(struct buffer *buffer, struct text text) {
    if (text.length == 0) {
        return;
    }
    char *end = make_room(buffer, text.length);
    memcpy(end, text.bytes, text.length);
    end[text.length] = '\0';
    buffer->length += text.length;
}

void buffer_add_c(struct buffer *buffer, const char *string) {
    buffer_add(buffer, text_of(string));
}

void buffer_add_byte(struct buffer *buffer, char byte) {
    buffer_add(buffer, (struct text){&byte, 1});
}

void buffer_add_int(struct buffer *buffer, int64_t value) {
    buffer_format(buffer, "%" PRId64, value);
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0) {
        return;
    }
    char *end = make_room(buffer, (size_t)length);
    va_start(arguments, format);
    vsnprintf(end, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

void buffer_add_code_point(struct buffer *buffer, uint32_t c) {
    char bytes[4];
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    bytes[0] = (char)(length == 1 ? c : (0xF00u >> length & 0xF0u) | c);
    buffer_add(buffer, (struct text){bytes, length});
}

struct text buffer_text(const struct buffer *buffer) {
    return buffer->bytes == NULL ? TEXT_NONE : (struct text){buffer->bytes, buffer->length};
}

void buffer_add_visible(struct buffer *buffer, struct text text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
            buffer_format(buffer, "\\x%02X", byte);
        } else {
            buffer_add_byte(buffer, (char)byte);
        }
    }
}

static bool looks_like_a_formula(struct text text) {
    return text.length > 0 && memchr("=+-@\t\r", text.bytes[0], 6) != NULL;
}

static bool needs_quotes(struct text text) {
    return text_find(text, ',') < text.length || text_find(text, '"') < text.length ||
           text_find(text, '\n') < text.length || text_find(text, '\r') < text.length;
}

void buffer_add_csv_cell(struct buffer *buffer, struct text text) {
    bool is_quoted = needs_quotes(text);
    buffer_add_c(buffer, is_quoted ? "\"" : "");
    buffer_add_c(buffer, looks_like_a_formula(text) ? "'" : "");
    for (size_t i = 0; i < text.length; i++) {
        buffer_add_c(buffer, text.bytes[i] == '"' ? "\"" : "");
        buffer_add_byte(buffer, text.bytes[i]);
    }
    buffer_add_c(buffer, is_quoted ? "\"" : "");
}

struct text csv_cell_text(struct text cell) {
    struct text rest = text_slice(cell, 1, cell.length);
    bool is_marked = cell.length > 1 && cell.bytes[0] == '\'' && looks_like_a_formula(rest);
    return is_marked ? rest : cell;
}
