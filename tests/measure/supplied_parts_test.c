/* Ratings of the improvement plan: counts that add up before percents are shown. 161 measures at 4,
 * 48, 40 and 8 percent are those of Hampshire's paper of 2014; three sets of counts give these
 * percents, so it is the counts that are asked for. */
#include "support/measuring.h"
#include "support/testing.h"

static void supply_ratings(struct measuring *measuring, int red) {
    measuring_supply(measuring,
                     text_c(testing_arena(),
                            text_format(testing_arena(),
                                        "quality-plan-rating,2013-14,E10000014,Red,%d,161,", red)));
    measuring_supply(measuring, "quality-plan-rating,2013-14,E10000014,Amber,77,161,");
    measuring_supply(measuring, "quality-plan-rating,2013-14,E10000014,Green,64,161,");
    measuring_supply(measuring, "quality-plan-rating,2013-14,E10000014,No data,13,161,");
    measuring_supply(measuring, "quality-plan-rating,2012-13,E10000014,Red,5,5,");
}

static void supplied_ratings_that_make_their_whole_are_shown(void) {
    struct measuring *measuring = measuring_new();
    supply_ratings(measuring, 7);
    SAME_TEXT(measured(measuring, "quality-plan-rating", "2013-14", "Amber"), "77 of 161 = 48");
    SAME_TEXT(measured(measuring, "quality-plan-rating", "2013-14", "Red"), "7 of 161 = 4");
}

static void supplied_ratings_that_do_not_add_up_are_refused_once(void) {
    static const int reds[] = {6, 8};
    static const char *const words[] = {"its parts add up to 160, not to 161",
                                        "its parts add up to 162, not to 161"};
    for (size_t i = 0; i < 2; i++) {
        struct measuring *measuring = measuring_new();
        size_t before = diag_kept_count(testing_diag());
        supply_ratings(measuring, reds[i]);
        HOLDS(measuring_figures(measuring, "quality-plan-rating", "2013-14") == NULL);
        SAME_INT(diag_kept_count(testing_diag()), before + 1);
        const struct diag_message *message = diag_message_at(testing_diag(), before);
        SAME_TEXT(text_of(diag_code_name(message->code)), "DF019");
        HOLDS(text_contains(message->words, text_of(words[i])));
    }
}

SUITE(measure_supplied_parts, CLAIM(supplied_ratings_that_make_their_whole_are_shown),
      CLAIM(supplied_ratings_that_do_not_add_up_are_refused_once))
