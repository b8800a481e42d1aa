/* Exact quotients, rounded half up once, when they are shown. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

/* scaled / 10^decimals. */
struct decimal {
    int64_t scaled;
    int decimals; /* 0 to 9 */
};

/* numerator x multiplier / denominator, rounded half up (away from zero at a half). The
 * denominator must be positive; the product is taken in 128 bits. */
struct decimal decimal_quotient(int64_t numerator, int64_t multiplier, int64_t denominator,
                                int decimals);
/* A double rounded half up to `decimals`: for interval limits, which are doubles by nature. */
struct decimal decimal_from_double(double value, int decimals);
/* Reads "64.1", "-3", "1,266"; keeps the decimals that were written. */
bool decimal_parse(struct text text, struct decimal *value);
int decimal_compare(struct decimal a, struct decimal b);
struct decimal decimal_difference(struct decimal a, struct decimal b);
double decimal_to_double(struct decimal value);

/* "1266", "41.0", "-0.2"; never "-0.0". For CSV. */
struct text decimal_plain(struct arena *arena, struct decimal value);
/* For people: thousands separated by commas ("16,204"), U+2212 for minus. */
struct text decimal_words(struct arena *arena, struct decimal value);

#endif
