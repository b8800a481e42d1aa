/* Text: slices, comparison, copies and numbers, all by length and none by
 * locale. Encodings are checked in utf8.c; the distance between words is
 * Damerau and Levenshtein's (1964). */
#include "base/text.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

enum { DISTANCE_LIMIT = 64, NUMBER_LENGTH_LIMIT = 400, EXACT_DIGITS = 15 };

struct text text_of(const char *string) {
    return (struct text){string, strlen(string)};
}

struct text text_slice(struct text text, size_t from, size_t to) {
    to = to > text.length ? text.length : to;
    from = from > to ? to : from;
    return (struct text){text.bytes + from, to - from};
}

bool text_is_empty(struct text text) {
    return text.length == 0;
}

bool text_equal(struct text a, struct text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool text_equal_c(struct text a, const char *string) {
    return text_equal(a, text_of(string));
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool text_equal_ignoring_case(struct text a, struct text b) {
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (lower(a.bytes[i]) != lower(b.bytes[i])) {
            return false;
        }
    }
    return true;
}

int text_compare(struct text a, struct text b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

bool text_starts_with(struct text text, struct text prefix) {
    return text.length >= prefix.length && text_equal(text_slice(text, 0, prefix.length), prefix);
}

bool text_ends_with(struct text text, struct text suffix) {
    return text.length >= suffix.length &&
           text_equal(text_slice(text, text.length - suffix.length, text.length), suffix);
}

bool text_contains(struct text text, struct text part) {
    return text_find_text(text, part) != SIZE_MAX;
}

size_t text_find_text(struct text text, struct text part) {
    if (part.length == 0 || text.length == 0) {
        return part.length == 0 ? 0 : SIZE_MAX;
    }
    const char *found = memmem(text.bytes, text.length, part.bytes, part.length);
    return found == NULL ? SIZE_MAX : (size_t)(found - text.bytes);
}

size_t text_find(struct text text, char byte) {
    const char *found = text.length == 0 ? NULL : memchr(text.bytes, byte, text.length);
    return found == NULL ? text.length : (size_t)(found - text.bytes);
}

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* The bit by which ASCII letters of the two cases differ: other bytes that differ in it alone are
 * told apart afterwards. */
enum { CASE_BIT = 0x20 };

size_t text_find_word(struct text text, struct text word) {
    for (size_t i = 0; word.length > 0 && i + word.length <= text.length; i++) {
        if ((text.bytes[i] | CASE_BIT) != (word.bytes[0] | CASE_BIT)) {
            continue;
        }
        size_t end = i + word.length;
        bool starts = i == 0 || !is_word_byte(text.bytes[i - 1]);
        bool ends = end == text.length || !is_word_byte(text.bytes[end]);
        if (starts && ends && text_equal_ignoring_case(text_slice(text, i, end), word)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The bytes of white space that `text` starts with: 2 for U+00A0, else 1 or 0. */
static size_t leading_space(struct text text) {
    static const struct text no_break = {"\xC2\xA0", 2};
    if (text.length > 0 && strchr(" \t\r\n", text.bytes[0]) != NULL && text.bytes[0] != '\0') {
        return 1;
    }
    return text_starts_with(text, no_break) ? 2 : 0;
}

static size_t trailing_space(struct text text) {
    size_t single = leading_space(text_slice(text, text.length - (text.length > 0), text.length));
    return single != 0 || text.length < 2
               ? single
               : leading_space(text_slice(text, text.length - 2, text.length)) / 2 * 2;
}

/* Most texts are: their ends alone say so. */
static bool is_trimmed(struct text text) {
    unsigned char first = text.length > 0 ? (unsigned char)text.bytes[0] : ' ';
    unsigned char last = text.length > 0 ? (unsigned char)text.bytes[text.length - 1] : ' ';
    return first > ' ' && last > ' ' && first != 0xC2 && last != 0xA0;
}

struct text text_trim(struct text text) {
    if (is_trimmed(text)) {
        return text;
    }
    size_t count;
    while ((count = leading_space(text)) > 0) {
        text = text_slice(text, count, text.length);
    }
    while ((count = trailing_space(text)) > 0) {
        text.length -= count;
    }
    return text;
}

bool text_next_part(struct text *rest, char separator, struct text *part) {
    if (rest->length == 0) {
        return false;
    }
    size_t end = text_find(*rest, separator);
    *part = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end + 1, rest->length);
    return true;
}

const char *text_c(struct arena *arena, struct text text) {
    char *copy = arena_alloc(arena, text.length + 1);
    if (text.length > 0) {
        memcpy(copy, text.bytes, text.length);
    }
    return copy;
}

struct text text_copy(struct arena *arena, struct text text) {
    return (struct text){text_c(arena, text), text.length};
}

struct text text_format(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *bytes = arena_alloc(arena, size + 1);
    va_start(arguments, format);
    vsnprintf(bytes, size + 1, format, arguments);
    va_end(arguments);
    return (struct text){bytes, size};
}

struct text text_repaired(struct arena *arena, struct text text) {
    if (utf8_is_valid(text, NULL)) {
        return text;
    }
    struct buffer repaired = buffer_new(arena);
    uint32_t code_point;
    while (utf8_next(&text, &code_point)) {
        buffer_add_code_point(&repaired, code_point);
    }
    return buffer_text(&repaired);
}

struct text text_lower(struct arena *arena, struct text text) {
    char *copy = arena_alloc(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        copy[i] = lower(text.bytes[i]);
    }
    return (struct text){copy, text.length};
}

static struct text without_sign(struct text text, bool *is_negative) {
    bool has_sign = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    *is_negative = has_sign && text.bytes[0] == '-';
    return text_slice(text, has_sign, text.length);
}

bool text_to_int(struct text text, int64_t *value) {
    bool is_negative;
    struct text digits = without_sign(text, &is_negative);
    int64_t sum = 0; /* kept negative: the range reaches one further there */
    for (size_t i = 0; i < digits.length; i++) {
        if (!is_digit(digits.bytes[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, digits.bytes[i] - '0', &sum)) {
            return false;
        }
    }
    if (digits.length == 0 || (!is_negative && sum == INT64_MIN)) {
        return false;
    }
    *value = is_negative ? sum : -sum;
    return true;
}

/* Digits, with at most one point that has digits on both sides. */
static bool is_number(struct text digits) {
    size_t point = text_find(digits, '.');
    for (size_t i = 0; i < digits.length; i++) {
        if (!is_digit(digits.bytes[i]) && i != point) {
            return false;
        }
    }
    return point > 0 && point != digits.length - 1 && digits.length <= NUMBER_LENGTH_LIMIT;
}

/* Up to 15 digits: a whole number over a power of ten, both exact, so the quotient is the nearest
 * double. */
static double short_number(struct text digits) {
    double whole = 0, power = 1;
    bool is_fraction = false;
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.bytes[i] == '.') {
            is_fraction = true;
            continue;
        }
        whole = whole * 10 + (digits.bytes[i] - '0');
        power = is_fraction ? power * 10 : power;
    }
    return whole / power;
}

static double long_number(struct text digits) {
    char copy[NUMBER_LENGTH_LIMIT + 1] = {0};
    memcpy(copy, digits.bytes, digits.length);
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    double value = strtod_l(copy, NULL, plain);
    freelocale(plain);
    return value;
}

bool text_to_number(struct text text, double *value) {
    bool is_negative;
    struct text digits = without_sign(text, &is_negative);
    if (digits.length == 0 || !is_number(digits)) {
        return false;
    }
    double size = digits.length <= EXACT_DIGITS ? short_number(digits) : long_number(digits);
    *value = is_negative ? -size : size;
    return size <= 1.7e308;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Row and column 0 stand for a swap with what is not there; [i + 1][j + 1] is the distance of the
 * first i bytes of a and the first j of b. */
struct distances {
    size_t cost[DISTANCE_LIMIT + 2][DISTANCE_LIMIT + 2];
    size_t last_row_of[256]; /* the last row before this whose byte was this */
};

static void begin_distances(struct distances *d, size_t rows, size_t columns) {
    memset(d->last_row_of, 0, sizeof d->last_row_of);
    d->cost[0][0] = rows + columns;
    for (size_t i = 0; i <= rows; i++) {
        d->cost[i + 1][0] = rows + columns;
        d->cost[i + 1][1] = i;
    }
    for (size_t j = 0; j <= columns; j++) {
        d->cost[0][j + 1] = rows + columns;
        d->cost[1][j + 1] = j;
    }
}

static void fill_row(struct distances *d, struct text a, struct text b, size_t i) {
    size_t last_match = 0;
    for (size_t j = 1; j <= b.length; j++) {
        size_t row = d->last_row_of[(unsigned char)b.bytes[j - 1]], column = last_match;
        bool same = a.bytes[i - 1] == b.bytes[j - 1];
        last_match = same ? j : last_match;
        size_t edit = least(d->cost[i + 1][j], d->cost[i][j + 1]) + 1;
        size_t swap = d->cost[row][column] + (i - row - 1) + 1 + (j - column - 1);
        d->cost[i + 1][j + 1] = least(least(edit, d->cost[i][j] + !same), swap);
    }
    d->last_row_of[(unsigned char)a.bytes[i - 1]] = i;
}

size_t text_distance(struct text a, struct text b) {
    if (a.length > DISTANCE_LIMIT || b.length > DISTANCE_LIMIT) {
        return DISTANCE_LIMIT;
    }
    struct distances d;
    begin_distances(&d, a.length, b.length);
    for (size_t i = 1; i <= a.length; i++) {
        fill_row(&d, a, b, i);
    }
    return d.cost[a.length + 1][b.length + 1];
}
