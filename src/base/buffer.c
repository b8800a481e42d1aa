/* A growing run of bytes. Its capacity doubles; the arena grows it in place
 * where it can. */
#include "base/buffer.h"

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
    char *end = make_room(buffer, 1);
    end[0] = byte;
    end[1] = '\0';
    buffer->length++;
}

void buffer_add_int(struct buffer *buffer, int64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    buffer_add(buffer, (struct text){digits + at, sizeof digits - at});
}

void buffer_add_hex(struct buffer *buffer, uint16_t value) {
    static const char digits[] = "0123456789ABCDEF";
    const char four[4] = {digits[value >> 12], digits[value >> 8 & 15], digits[value >> 4 & 15],
                          digits[value & 15]};
    buffer_add(buffer, (struct text){four, sizeof four});
}

/* What fits into the room that is there is written once. */
void buffer_format(struct buffer *buffer, const char *format, ...) {
    size_t room = buffer->capacity - buffer->length;
    va_list arguments;
    va_start(arguments, format);
    int length =
        vsnprintf(room == 0 ? NULL : buffer->bytes + buffer->length, room, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length >= room) {
        char *end = make_room(buffer, (size_t)length);
        va_start(arguments, format);
        vsnprintf(end, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    buffer->length += length > 0 ? (size_t)length : 0;
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

/* Marks that turn the direction of what follows, so that it reads as something else. */
static bool turns_direction(uint32_t code_point) {
    return code_point == 0x061C || code_point == 0x200E || code_point == 0x200F ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

void buffer_add_visible(struct buffer *buffer, struct text text) {
    while (text.length > 0) {
        unsigned char byte = (unsigned char)text.bytes[0];
        struct text rest = text;
        uint32_t code_point;
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
            buffer_format(buffer, "\\x%02X", byte);
            text = text_slice(text, 1, text.length);
        } else if (byte >= 0x80 && utf8_next(&rest, &code_point) && turns_direction(code_point)) {
            buffer_format(buffer, "\\u%04X", (unsigned)code_point);
            text = rest;
        } else {
            buffer_add_byte(buffer, (char)byte);
            text = text_slice(text, 1, text.length);
        }
    }
}

static bool looks_like_a_formula(struct text text) {
    return text.length > 0 && memchr("=+-@\t\r", text.bytes[0], 6) != NULL;
}

static bool needs_quotes(struct text text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == ',' || byte == '"' || byte == '\n' || byte == '\r') {
            return true;
        }
    }
    return false;
}

void buffer_add_csv_cell(struct buffer *buffer, struct text text) {
    bool is_quoted = needs_quotes(text);
    if (is_quoted) {
        buffer_add_byte(buffer, '"');
    }
    if (looks_like_a_formula(text)) {
        buffer_add_byte(buffer, '\'');
    }
    if (!is_quoted) {
        buffer_add(buffer, text);
        return;
    }
    size_t quote;
    while ((quote = text_find(text, '"')) < text.length) {
        buffer_add(buffer, text_slice(text, 0, quote + 1));
        buffer_add_byte(buffer, '"');
        text = text_slice(text, quote + 1, text.length);
    }
    buffer_add(buffer, text);
    buffer_add_byte(buffer, '"');
}

struct text csv_cell_text(struct text cell) {
    struct text rest = text_slice(cell, 1, cell.length);
    bool is_marked = cell.length > 1 && cell.bytes[0] == '\'' && looks_like_a_formula(rest);
    return is_marked ? rest : cell;
}
