/* Exact quotients and decimals. Products stand in 128 bits; what does not fit
 * in 64 when it is done is clipped to the largest value, never wrapped. */
#include "base/decimal.h"

#include <inttypes.h>
#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"

enum { DECIMALS_LIMIT = 9, DIGIT_LIMIT = 40 };

static int64_t power_of_ten(int exponent) {
    int64_t power = 1;
    for (int i = 0; i < exponent; i++) {
        power *= 10;
    }
    return power;
}

static int64_t clipped(__int128 value) {
    return value > INT64_MAX ? INT64_MAX : value < -INT64_MAX ? -INT64_MAX : (int64_t)value;
}

struct decimal decimal_quotient(int64_t numerator, int64_t multiplier, int64_t denominator,
                                int decimals) {
    __int128 product = (__int128)numerator * multiplier;
    bool is_negative = product < 0;
    product = is_negative ? -product : product;
    int64_t power = power_of_ten(decimals);
    __int128 whole = product / denominator, rest = product % denominator;
    __int128 part = (2 * rest * power + denominator) / (2 * (__int128)denominator);
    whole = whole > INT64_MAX ? INT64_MAX : whole;
    int64_t scaled = clipped(whole * power + part);
    return (struct decimal){is_negative ? -scaled : scaled, decimals};
}

struct decimal decimal_from_double(double value, int decimals) {
    double scaled = round(value * (double)power_of_ten(decimals));
    if (!(fabs(scaled) < 9.2e18)) {
        return (struct decimal){scaled < 0 ? -INT64_MAX : INT64_MAX, decimals};
    }
    return (struct decimal){(int64_t)scaled, decimals};
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Takes an ASCII sign or U+2212 off the front. */
static struct text take_sign(struct text text, bool *is_negative) {
    static const struct text minus = {"\u2212", 3};
    *is_negative = text_starts_with(text, TEXT("-")) || text_starts_with(text, minus);
    size_t length = text_starts_with(text, minus)                       ? 3
                    : *is_negative || text_starts_with(text, TEXT("+")) ? 1
                                                                        : 0;
    return text_slice(text, length, text.length);
}

static bool are_digits(struct text text) {
    for (size_t i = 0; i < text.length; i++) {
        if (!is_digit(text.bytes[i])) {
            return false;
        }
    }
    return text.length > 0;
}

/* Digits, or groups of three of them parted by commas, the first of one to three. */
static bool is_whole_part(struct text whole) {
    size_t comma = text_find(whole, ',');
    if (comma == whole.length) {
        return are_digits(whole);
    }
    if (comma > 3 || !are_digits(text_slice(whole, 0, comma))) {
        return false;
    }
    for (size_t at = comma; at < whole.length; at += 4) {
        struct text group = text_slice(whole, at + 1, at + 4);
        if (whole.bytes[at] != ',' || group.length != 3 || !are_digits(group)) {
            return false;
        }
    }
    return true;
}

static bool gather(struct text digits, int64_t *sum) {
    *sum = 0;
    for (size_t i = 0; i < digits.length; i++) {
        if (is_digit(digits.bytes[i]) &&
            (__builtin_mul_overflow(*sum, 10, sum) ||
             __builtin_add_overflow(*sum, digits.bytes[i] - '0', sum))) {
            return false;
        }
    }
    return true;
}

bool decimal_parse(struct text text, struct decimal *value) {
    bool is_negative;
    struct text digits = take_sign(text, &is_negative);
    size_t point = text_find(digits, '.');
    struct text fraction = text_slice(digits, point + 1, digits.length);
    bool has_point = point < digits.length;
    int64_t sum;
    if (!is_whole_part(text_slice(digits, 0, point)) || (has_point && !are_digits(fraction)) ||
        fraction.length > DECIMALS_LIMIT || !gather(digits, &sum)) {
        return false;
    }
    *value = (struct decimal){is_negative ? -sum : sum, (int)fraction.length};
    return true;
}

static __int128 scaled_to(struct decimal value, int decimals) {
    return (__int128)value.scaled * power_of_ten(decimals - value.decimals);
}

int decimal_compare(struct decimal a, struct decimal b) {
    int decimals = a.decimals > b.decimals ? a.decimals : b.decimals;
    __int128 left = scaled_to(a, decimals), right = scaled_to(b, decimals);
    return (left > right) - (left < right);
}

struct decimal decimal_difference(struct decimal a, struct decimal b) {
    int decimals = a.decimals > b.decimals ? a.decimals : b.decimals;
    return (struct decimal){clipped(scaled_to(a, decimals) - scaled_to(b, decimals)), decimals};
}

double decimal_to_double(struct decimal value) {
    return (double)value.scaled / (double)power_of_ten(value.decimals);
}

static uint64_t size_of(struct decimal value) {
    return value.scaled < 0 ? 0 - (uint64_t)value.scaled : (uint64_t)value.scaled;
}

static void add_fraction(struct buffer *out, struct decimal value) {
    if (value.decimals > 0) {
        uint64_t power = (uint64_t)power_of_ten(value.decimals);
        buffer_format(out, ".%0*" PRIu64, value.decimals, size_of(value) % power);
    }
}

struct text decimal_plain(struct arena *arena, struct decimal value) {
    char digits[DIGIT_LIMIT];
    size_t at = sizeof digits;
    uint64_t rest = size_of(value);
    for (int place = 0; place <= value.decimals || rest > 0; place++) {
        if (place > 0 && place == value.decimals) {
            digits[--at] = '.';
        }
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (value.scaled < 0) {
        digits[--at] = '-';
    }
    return text_copy(arena, (struct text){digits + at, sizeof digits - at});
}

/* The digits of a whole number with a comma before every third from the right. */
static void add_grouped(struct buffer *out, struct text digits) {
    for (size_t i = 0; i < digits.length; i++) {
        if (i > 0 && (digits.length - i) % 3 == 0) {
            buffer_add_byte(out, ',');
        }
        buffer_add_byte(out, digits.bytes[i]);
    }
}

struct text decimal_words(struct arena *arena, struct decimal value) {
    struct buffer out = buffer_new(arena);
    buffer_add_c(&out, value.scaled < 0 ? "\u2212" : "");
    add_grouped(&out, text_format(arena, "%" PRIu64,
                                  size_of(value) / (uint64_t)power_of_ten(value.decimals)));
    add_fraction(&out, value);
    return buffer_text(&out);
}
