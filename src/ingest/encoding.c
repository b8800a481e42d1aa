/* Encodings. A byte order mark decides; without one, zeros in every other
 * byte mean UTF-16, and text is UTF-8 if it is well-formed, or nearly so: it has
 * more sequences of several bytes than bad bytes, which Windows-1252 would not
 * have by chance. The rest is Windows-1252.
 * What starts like a workbook, a PDF or an archive, or is full of control
 * bytes, is binary. The table of 0x80 to 0x9F is Unicode's CP1252.TXT. */
#include "ingest/encoding.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

enum {
    SAMPLE = 64 * 1024,
    CONTROL_LIMIT = 8,  /* fewer control bytes are data, and findings */
    CONTROL_SHARE = 20, /* one byte in so many: more is no text */
    REPLACEMENT = 0xFFFD
};

static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

const char *encoding_name(enum encoding encoding) {
    static const char *const names[] = {
        [ENCODING_UTF8] = "UTF-8",
        [ENCODING_UTF16_LE] = "UTF-16 (little-endian)",
        [ENCODING_UTF16_BE] = "UTF-16 (big-endian)",
        [ENCODING_WINDOWS_1252] = "Windows-1252",
        [ENCODING_BINARY] = "binary",
    };
    return names[encoding];
}

static bool starts_like_binary(struct text bytes) {
    static const struct text starts[] = {
        {"PK\x03\x04", 4},
        {"%PDF-", 5},
        {"\xD0\xCF\x11\xE0", 4},
        {"\x1F\x8B", 2},
        {"\x89PNG\r\n", 6},
        {"\x7F"
         "ELF",
         4},
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (text_starts_with(bytes, starts[i])) {
            return true;
        }
    }
    return false;
}

static bool is_control(unsigned char byte) {
    return byte < 0x20 && (byte < '\t' || byte > '\r');
}

static bool has_many_controls(struct text bytes) {
    struct text sample = text_slice(bytes, 0, SAMPLE);
    size_t count = 0;
    for (size_t i = 0; i < sample.length; i++) {
        count += is_control((unsigned char)sample.bytes[i]);
    }
    return count >= CONTROL_LIMIT && count * CONTROL_SHARE > sample.length;
}

/* True if of the byte pairs at the start most have a zero in place `zero` and few in the other. */
static bool looks_like_utf16(struct text bytes, size_t zero) {
    struct text sample = text_slice(bytes, 0, SAMPLE);
    size_t pairs = sample.length / 2;
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < pairs * 2; i++) {
        zeros[i % 2] += sample.bytes[i] == '\0';
    }
    return pairs >= 2 && zeros[zero] * 10 >= pairs * 7 && zeros[1 - zero] * 10 <= pairs;
}

/* What the bytes are, as far as their start tells; ENCODING_UTF8 stands for text of single bytes.
 */
static enum encoding recognise(struct text bytes, size_t *mark) {
    static const struct text utf8_mark = {"\xEF\xBB\xBF", 3};
    static const struct text little_mark = {"\xFF\xFE", 2};
    static const struct text big_mark = {"\xFE\xFF", 2};
    *mark = 2;
    if (text_starts_with(bytes, little_mark)) {
        return ENCODING_UTF16_LE;
    }
    if (text_starts_with(bytes, big_mark)) {
        return ENCODING_UTF16_BE;
    }
    bool is_marked = text_starts_with(bytes, utf8_mark);
    *mark = is_marked ? utf8_mark.length : 0;
    if (starts_like_binary(bytes)) {
        return ENCODING_BINARY;
    }
    if (looks_like_utf16(bytes, 1)) {
        return ENCODING_UTF16_LE;
    }
    if (looks_like_utf16(bytes, 0)) {
        return ENCODING_UTF16_BE;
    }
    return has_many_controls(bytes) ? ENCODING_BINARY : ENCODING_UTF8;
}

static uint32_t unit_at(struct text bytes, size_t at, bool is_big) {
    if (at + 1 >= bytes.length) {
        return REPLACEMENT; /* half a unit */
    }
    uint32_t first = (unsigned char)bytes.bytes[at];
    uint32_t second = (unsigned char)bytes.bytes[at + 1];
    return is_big ? first << 8 | second : second << 8 | first;
}

static bool is_high_surrogate(uint32_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(uint32_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

static struct text from_utf16(struct arena *arena, struct text bytes, bool is_big) {
    struct buffer utf8 = buffer_new(arena);
    for (size_t at = 0; at < bytes.length; at += 2) {
        uint32_t unit = unit_at(bytes, at, is_big);
        uint32_t next = is_high_surrogate(unit) ? unit_at(bytes, at + 2, is_big) : 0;
        if (is_low_surrogate(next)) {
            unit = 0x10000 + ((unit - 0xD800) << 10 | (next - 0xDC00));
            at += 2;
        } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
            unit = REPLACEMENT;
        }
        buffer_add_code_point(&utf8, unit);
    }
    return buffer_text(&utf8);
}

static struct text from_windows_1252(struct arena *arena, struct text bytes) {
    struct buffer utf8 = buffer_new(arena);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char byte = (unsigned char)bytes.bytes[i];
        if (byte < 0x80) {
            buffer_add_byte(&utf8, (char)byte);
        } else {
            buffer_add_code_point(&utf8, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
        }
    }
    return buffer_text(&utf8);
}

/* Text that is no valid UTF-8 was meant as UTF-8 if it has more characters of several bytes than
 * bad bytes: somewhere a value was cut in the middle of one, or pasted in by another program. */
static bool is_mostly_utf8(struct text bytes) {
    size_t sequence_count = 0, bad_count = 0;
    while (bytes.length > 0) {
        size_t before = bytes.length;
        bool is_plain = (unsigned char)bytes.bytes[0] < 0x80;
        uint32_t code_point;
        utf8_next(&bytes, &code_point);
        bool is_bad = !is_plain && before - bytes.length == 1;
        sequence_count += !is_plain && !is_bad;
        bad_count += is_bad;
    }
    return sequence_count > bad_count;
}

static enum encoding from_single_bytes(struct arena *arena, struct text bytes, bool is_marked,
                                       struct text *utf8) {
    if (utf8_is_valid(bytes, NULL)) {
        *utf8 = bytes;
        return ENCODING_UTF8;
    }
    if (is_marked || is_mostly_utf8(bytes)) {
        *utf8 = text_repaired(arena, bytes); /* each bad byte becomes U+FFFD */
        return ENCODING_UTF8;
    }
    *utf8 = from_windows_1252(arena, bytes);
    return ENCODING_WINDOWS_1252;
}

enum encoding encoding_to_utf8(struct arena *arena, struct text bytes, struct text *utf8) {
    size_t mark;
    enum encoding encoding = recognise(bytes, &mark);
    struct text rest = text_slice(bytes, mark, bytes.length);
    switch (encoding) {
    case ENCODING_UTF16_LE:
    case ENCODING_UTF16_BE:
        *utf8 = from_utf16(arena, rest, encoding == ENCODING_UTF16_BE);
        break;
    case ENCODING_UTF8:
    case ENCODING_WINDOWS_1252:
        return from_single_bytes(arena, rest, mark > 0, utf8);
    case ENCODING_BINARY:
        *utf8 = TEXT_NONE;
        break;
    }
    return encoding;
}
