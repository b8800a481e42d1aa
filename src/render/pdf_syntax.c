/* PDF's notation of numbers, strings and dates (ISO 32000-1, 7.3). libharu's own
 * writer rounds reals in its own way and knows no UTF-16, so that everything that
 * this program puts into a PDF is written here. */
#include "render/pdf_syntax.h"

#include <math.h>

void pdf_syntax_number(struct buffer *out, double value) {
    long long thousandths = llround(value * 1000.0);
    if (thousandths < 0) {
        buffer_add_byte(out, '-');
        thousandths = -thousandths;
    }
    buffer_add_int(out, thousandths / 1000);
    int fraction = (int)(thousandths % 1000);
    if (fraction == 0) {
        return;
    }
    buffer_add_byte(out, '.');
    for (int place = 100; fraction > 0; place /= 10) {
        buffer_add_byte(out, (char)('0' + fraction / place));
        fraction %= place;
    }
}

void pdf_syntax_numbers(struct buffer *out, const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        pdf_syntax_number(out, values[i]);
        buffer_add_byte(out, ' ');
    }
}

void pdf_syntax_utf16(struct buffer *out, uint32_t code_point) {
    if (code_point < 0x10000) {
        buffer_add_hex(out, (uint16_t)code_point);
        return;
    }
    uint32_t rest = code_point - 0x10000;
    buffer_add_hex(out, (uint16_t)(0xD800 | rest >> 10));
    buffer_add_hex(out, (uint16_t)(0xDC00 | (rest & 0x3FF)));
}

void pdf_syntax_string(struct buffer *out, struct text utf8) {
    buffer_add_c(out, "<FEFF");
    uint32_t code_point;
    while (utf8_next(&utf8, &code_point)) {
        pdf_syntax_utf16(out, code_point);
    }
    buffer_add_byte(out, '>');
}

void pdf_syntax_date(struct buffer *out, struct text iso_date) {
    buffer_add_c(out, "(D:");
    for (size_t i = 0; i < iso_date.length; i++) {
        if (iso_date.bytes[i] >= '0' && iso_date.bytes[i] <= '9') {
            buffer_add_byte(out, iso_date.bytes[i]);
        }
    }
    buffer_add_c(out, "120000Z)");
}

static const char *xml_escape(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

void pdf_syntax_xml(struct buffer *out, struct text text) {
    for (size_t i = 0; i < text.length; i++) {
        const char *escape = xml_escape(text.bytes[i]);
        if (escape != NULL) {
            buffer_add_c(out, escape);
        } else {
            buffer_add_byte(out, text.bytes[i]);
        }
    }
}
