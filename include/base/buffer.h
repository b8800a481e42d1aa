/* A growing run of bytes in an arena: how every text output is put together. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

struct buffer {
    struct arena *arena;
    char *bytes; /* NULL until something is added; always followed by a NUL that is not counted */
    size_t length;
    size_t capacity;
};

struct buffer buffer_new(struct arena *arena);
void buffer_add(struct buffer *buffer, struct text text);
void buffer_add_c(struct buffer *buffer, const char *string);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_add_int(struct buffer *buffer, int64_t value);
/* Four digits, of letters the capitals: "00AF". */
void buffer_add_hex(struct buffer *buffer, uint16_t value);
/* printf; only integers and strings. */
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A code point as UTF-8. */
void buffer_add_code_point(struct buffer *buffer, uint32_t code_point);
/* Text for a terminal: control characters of the data are shown as \xNN, marks that turn the
 * direction of reading as \uNNNN, so that no value steers it or reads as another. */
void buffer_add_visible(struct buffer *buffer, struct text text);
/* A cell by RFC 4180. What a spreadsheet would run as a formula is made text with an apostrophe:
 * values come from case records, and anybody may have typed them. */
void buffer_add_csv_cell(struct buffer *buffer, struct text text);
/* What a cell held before that apostrophe was put in front of it. */
struct text csv_cell_text(struct text cell);
/* What is in the buffer now; valid until the next addition. */
struct text buffer_text(const struct buffer *buffer);

#endif
