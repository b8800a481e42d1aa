/* Escaping. */
#include "render/html.h"

void html_add(struct buffer *out, struct text text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        switch (byte) {
        case '&':
            buffer_add_c(out, "&amp;");
            break;
        case '<':
            buffer_add_c(out, "&lt;");
            break;
        case '>':
            buffer_add_c(out, "&gt;");
            break;
        case '"':
            buffer_add_c(out, "&quot;");
            break;
        case '\'':
            buffer_add_c(out, "&#39;");
            break;
        default:
            if ((byte < 32 && byte != '\n' && byte != '\t') || byte == 127) {
                buffer_add_c(out, "\xEF\xBF\xBD");
            } else {
                buffer_add_byte(out, (char)byte);
            }
        }
    }
}

void html_add_address(struct buffer *out, struct text address) {
    static const char *const schemes[] = {"https://", "http://", "mailto:", "#"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (text_starts_with(address, text_of(schemes[i]))) {
            html_add(out, address);
            return;
        }
    }
    buffer_add_byte(out, '#');
}
