/* Cardinal numbers in British English. */
#include "report/number_words.h"

#include "base/arena.h"
#include "base/decimal.h"

static struct text below_hundred(struct arena *arena, int64_t number) {
    static const char *const small[] = {"zero",    "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (number < 20) {
        return text_of(small[number]);
    }
    if (number % 10 == 0) {
        return text_of(tens[number / 10]);
    }
    return text_format(arena, "%s-%s", tens[number / 10], small[number % 10]);
}

struct text number_words(struct arena *arena, int64_t number) {
    if (number < 0 || number > 999) {
        return decimal_words(arena, (struct decimal){number, 0});
    }
    if (number < 100) {
        return below_hundred(arena, number);
    }
    struct text hundreds = below_hundred(arena, number / 100);
    if (number % 100 == 0) {
        return text_format(arena, "%.*s hundred", TEXT_ARG(hundreds));
    }
    struct text rest = below_hundred(arena, number % 100);
    return text_format(arena, "%.*s hundred and %.*s", TEXT_ARG(hundreds), TEXT_ARG(rest));
}
