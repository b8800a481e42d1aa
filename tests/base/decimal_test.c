#include "support/testing.h"

#include "base/decimal.h"

static struct text shown(struct decimal value) {
    return decimal_plain(testing_arena(), value);
}

static void percents_are_rounded_half_up_on_the_exact_quotient(void) {
    SAME_TEXT(shown(decimal_quotient(1470, 100, 3589, 1)), "41.0");
    SAME_TEXT(shown(decimal_quotient(57, 1, 20, 1)), "2.9"); /* 2.85, not the double below it */
    SAME_TEXT(shown(decimal_quotient(1005, 1, 1000, 2)), "1.01"); /* 1.005 */
    SAME_TEXT(shown(decimal_quotient(1, 100, 8, 1)), "12.5");
    SAME_TEXT(shown(decimal_quotient(1, 100, 3, 0)), "33");
    SAME_TEXT(shown(decimal_quotient(2, 100, 3, 9)), "66.666666667");
    SAME_TEXT(shown(decimal_quotient(0, 100, 7, 1)), "0.0");
    SAME_TEXT(shown(decimal_quotient(154, 10000, 1000000, 1)), "1.5");
}

static void a_half_below_zero_goes_away_from_zero(void) {
    SAME_TEXT(shown(decimal_quotient(-57, 1, 20, 1)), "-2.9");
    SAME_TEXT(shown(decimal_quotient(-1, 1, 2, 0)), "-1");
    SAME_TEXT(shown(decimal_quotient(-1, 1, 1000, 1)), "0.0");
}

/* The plain second version: long division by hand, digit after digit. */
static int64_t divided_by_hand(int64_t numerator, int64_t denominator, int decimals) {
    int64_t result = numerator / denominator, rest = numerator % denominator;
    for (int i = 0; i < decimals; i++) {
        rest *= 10;
        result = result * 10 + rest / denominator;
        rest %= denominator;
    }
    return result + (rest >= denominator - rest);
}

static void quotients_agree_with_long_division(void) {
    bool all_same = true;
    for (int64_t denominator = 1; denominator <= 240; denominator++) {
        for (int64_t numerator = 0; numerator <= 480; numerator++) {
            for (int decimals = 0; decimals <= 3; decimals++) {
                struct decimal value = decimal_quotient(numerator, 100, denominator, decimals);
                all_same = all_same && value.decimals == decimals &&
                           value.scaled == divided_by_hand(numerator * 100, denominator, decimals);
            }
        }
    }
    HOLDS(all_same);
}

static void large_products_neither_wrap_nor_lose_digits(void) {
    struct decimal value = decimal_quotient(INT64_MAX, INT64_MAX, INT64_MAX, 0);
    HOLDS(value.scaled == INT64_MAX);
    value = decimal_quotient(9000000000000000, 1000000000, 9000000000000000, 9);
    HOLDS(value.scaled == 1000000000000000000);
    value = decimal_quotient(INT64_MAX, 10000, 1, 9);
    HOLDS(value.scaled == INT64_MAX);
    value = decimal_quotient(INT64_MIN, INT64_MAX, 1, 9);
    HOLDS(value.scaled == -INT64_MAX);
}

static void limits_are_rounded_from_doubles(void) {
    SAME_TEXT(shown(decimal_from_double(20.7830499225555, 1)), "20.8");
    SAME_TEXT(shown(decimal_from_double(0.25, 1)), "0.3");
    SAME_TEXT(shown(decimal_from_double(-0.25, 1)), "-0.3");
    SAME_TEXT(shown(decimal_from_double(-0.01, 1)), "0.0");
    HOLDS(decimal_from_double(1e300, 1).scaled == INT64_MAX);
    HOLDS(decimal_from_double(-1e300, 1).scaled == -INT64_MAX);
}

static void what_was_written_is_kept_with_its_decimals(void) {
    static const char *const cases[][2] = {{"64.1", "64.1"},      {"-3", "-3"},
                                           {"1,266", "1266"},     {"1,234,567.50", "1234567.50"},
                                           {"+0.0", "0.0"},       {"-0.0", "0.0"},
                                           {"\u22124.5", "-4.5"}, {"0.123456789", "0.123456789"},
                                           {"999,999", "999999"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct decimal value;
        HOLDS(decimal_parse(text_of(cases[i][0]), &value));
        SAME_TEXT(shown(value), cases[i][1]);
    }
}

static void what_is_no_decimal_is_refused(void) {
    static const char *const wrong[] = {"",
                                        "-",
                                        ".",
                                        ".5",
                                        "5.",
                                        "1.2.3",
                                        "12,34",
                                        "1,2345",
                                        ",123",
                                        "1234,567",
                                        "1,",
                                        "1e3",
                                        " 1",
                                        "1 ",
                                        "0.1234567890",
                                        "--1",
                                        "1.2,3",
                                        "1,23x",
                                        "9223372036854775808"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct decimal value;
        HOLDS(!decimal_parse(text_of(wrong[i]), &value));
    }
}

static void decimals_of_different_length_compare_by_value(void) {
    struct decimal a = {641, 1}, b = {6410, 2}, c = {-5, 0}, far = {INT64_MAX, 0},
                   small = {INT64_MAX, 9};
    SAME_INT(decimal_compare(a, b), 0);
    SAME_INT(decimal_compare(c, a), -1);
    SAME_INT(decimal_compare(far, small), 1);
    SAME_TEXT(shown(decimal_difference(b, c)), "69.10");
    SAME_TEXT(shown(decimal_difference(a, b)), "0.00");
    HOLDS(decimal_difference(far, small).scaled == INT64_MAX);
    NEAR(decimal_to_double(a), 64.1, 1e-15);
}

static void people_read_commas_and_a_true_minus(void) {
    SAME_TEXT(decimal_words(testing_arena(), (struct decimal){16204, 0}), "16,204");
    SAME_TEXT(decimal_words(testing_arena(), (struct decimal){999, 0}), "999");
    SAME_TEXT(decimal_words(testing_arena(), (struct decimal){-123456789, 1}),
              "\u221212,345,678.9");
    SAME_TEXT(decimal_words(testing_arena(), (struct decimal){-5, 1}), "\u22120.5");
    SAME_TEXT(shown((struct decimal){-2, 1}), "-0.2");
    SAME_TEXT(shown((struct decimal){7, 3}), "0.007");
}

SUITE(base_decimal, CLAIM(percents_are_rounded_half_up_on_the_exact_quotient),
      CLAIM(a_half_below_zero_goes_away_from_zero), CLAIM(quotients_agree_with_long_division),
      CLAIM(large_products_neither_wrap_nor_lose_digits), CLAIM(limits_are_rounded_from_doubles),
      CLAIM(what_was_written_is_kept_with_its_decimals), CLAIM(what_is_no_decimal_is_refused),
      CLAIM(decimals_of_different_length_compare_by_value),
      CLAIM(people_read_commas_and_a_true_minus))
