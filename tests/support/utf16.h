/* The characters of an ASCII text in UTF-16, of which the reader of returns has
 * every byte read by expat. */
#ifndef TESTS_SUPPORT_UTF16_H
#define TESTS_SUPPORT_UTF16_H

#include "base/buffer.h"

/* Little-endian, with its mark. */
static inline struct text utf16_of_ascii(struct arena *arena, struct text ascii) {
    struct buffer wide = buffer_new(arena);
    buffer_add_c(&wide, "\xFF\xFE");
    for (size_t i = 0; i < ascii.length; i++) {
        buffer_add_byte(&wide, ascii.bytes[i]);
        buffer_add_byte(&wide, '\0');
    }
    return buffer_text(&wide);
}

#endif
