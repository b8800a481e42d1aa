/* The improvement plan's actions: counts that add up before percents are shown, from the actions
 * themselves or supplied. 161 measures at 4, 48, 40 and 8 percent are those of Hampshire's paper of
 * 2014; three sets of counts give these percents, so it is the counts that are asked for. */
#include "support/measuring.h"
#include "support/testing.h"

static const struct {
    const char *rating;
    int count;
    const char *figure;
} ratings[] = {{"Red", 7, "7 of 161 = 4.3"},
               {"Amber", 77, "77 of 161 = 47.8"},
               {"Green", 64, "64 of 161 = 39.8"},
               {"", 13, "13 of 161 = 8.1"}};

static void ratings_of_161_actions_add_up(void) {
    struct measuring *measuring = measuring_new();
    struct buffer csv = buffer_new(testing_arena());
    int action = 0;
    buffer_add_c(&csv, "acti_action_id,acti_owner,acti_rated_date,acti_rating\n");
    for (size_t i = 0; i < 4; i++) {
        for (int k = 0; k < ratings[i].count; k++) {
            buffer_format(&csv, "Q%d,Owner,2014-03-31,%s\n", ++action, ratings[i].rating);
        }
    }
    measuring_table(measuring, "improvement_actions", text_c(testing_arena(), buffer_text(&csv)));
    for (size_t i = 0; i < 4; i++) {
        const char *category = ratings[i].rating[0] == '\0' ? "No data" : ratings[i].rating;
        SAME_TEXT(measured(measuring, "action-ratings", "2013-14", category), ratings[i].figure);
    }
    SAME_TEXT(measured(measuring, "action-ratings", "2013-14", "total"), "161");
}

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

SUITE(measure_action_measures, CLAIM(ratings_of_161_actions_add_up),
      CLAIM(supplied_ratings_that_make_their_whole_are_shown),
      CLAIM(supplied_ratings_that_do_not_add_up_are_refused_once))
