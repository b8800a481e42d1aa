/* Exact quotients, rounded half up once. The product is taken in 128 bits; a
 * double's limits are rounded from its decimal digits. */
#include "base/decimal.h"

#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"

static int64_t power_of_ten(int exponent) {
    int64_t power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

struct decimal decimal_quotient(int64_t numerator, int64_t multiplier, int64_t denominator,
                                int decimals) {
    __int128 product = (__int128)numerator * multiplier * power_of_ten(decimals);
    bool is_negative = product < 0;
    __int128 magnitude = is_negative ? -product : product;
    int64_t rounded = (int64_t)((2 * magnitude + denominator) / (2 * (__int128)denominator));
    return (struct decimal){is_negative ? -rounded : rounded, decimals};
}

struct decimal decimal_from_double(double value, int decimals) {
    double magnitude = fabs(value) * (double)power_of_ten(decimals);
    int64_t rounded = (int64_t)floor(magnitude + 0.5);
    return (struct decimal){value < 0 ? -rounded : rounded, decimals};
}

/* Digits with optional commas between thousands; stops at the first other byte. */
static bool take_digits(struct text *text, int64_t *value, int *count) {
    *count = 0;
    while (text->length > 0) {
        char byte = text->bytes[0];
        bool is_separator = byte == ',' && *count > 0;
        if (!is_separator && (byte < '0' || byte > '9')) {
            break;
        }
        if (!is_separator) {
            if (*value > (INT64_MAX - 9) / 10) {
                return false;
            }
            *value = *value * 10 + (byte - '0');
            (*count)++;
        }
        *text = text_slice(*text, 1, text->length);
    }
    return true;
}

bool decimal_parse(struct text text, struct decimal *value) {
    int64_t scaled = 0;
    int whole = 0, decimals = 0;
    bool is_negative = text.length > 0 && text.bytes[0] == '-';
    if (is_negative || (text.length > 0 && text.bytes[0] == '+')) {
        text = text_slice(text, 1, text.length);
    }
    if (!take_digits(&text, &scaled, &whole) || whole == 0) {
        return false;
    }
    if (text.length > 0 && text.bytes[0] == '.') {
        text = text_slice(text, 1, text.length);
        if (text_find(text, ',') < text.length || !take_digits(&text, &scaled, &decimals) ||
            decimals == 0 || decimals > 9) {
            return false;
        }
    }
    *value = (struct decimal){is_negative ? -scaled : scaled, decimals};
    return text.length == 0;
}

int decimal_compare(struct decimal a, struct decimal b) {
    __int128 left = (__int128)a.scaled * power_of_ten(b.decimals);
    __int128 right = (__int128)b.scaled * power_of_ten(a.decimals);
    return (left > right) - (left < right);
}

struct decimal decimal_difference(struct decimal a, struct decimal b) {
    int decimals = a.decimals > b.decimals ? a.decimals : b.decimals;
    return (struct decimal){a.scaled * power_of_ten(decimals - a.decimals) -
                                b.scaled * power_of_ten(decimals - b.decimals),
                            decimals};
}

double decimal_to_double(struct decimal value) {
    return (double)value.scaled / (double)power_of_ten(value.decimals);
}

/* The whole part with a separator between thousands (empty: none), then the fraction. */
static struct text write(struct arena *arena, struct decimal value, const char *minus,
                         const char *separator) {
    struct buffer out = buffer_new(arena);
    uint64_t magnitude = value.scaled < 0 ? 0 - (uint64_t)value.scaled : (uint64_t)value.scaled;
    uint64_t unit = (uint64_t)power_of_ten(value.decimals);
    struct text whole = text_format(arena, "%llu", (unsigned long long)(magnitude / unit));
    if (value.scaled < 0) {
        buffer_add_c(&out, minus);
    }
    for (size_t i = 0; i < whole.length; i++) {
        if (i > 0 && (whole.length - i) % 3 == 0) {
            buffer_add_c(&out, separator);
        }
        buffer_add_byte(&out, whole.bytes[i]);
    }
    if (value.decimals > 0) {
        buffer_format(&out, ".%0*llu", value.decimals, (unsigned long long)(magnitude % unit));
    }
    return buffer_text(&out);
}

struct text decimal_plain(struct arena *arena, struct decimal value) {
    return write(arena, value, "-", "");
}

struct text decimal_words(struct arena *arena, struct decimal value) {
    return write(arena, value, "\u2212", ",");
}
