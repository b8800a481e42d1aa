/* Scores of deprivation: the real ones are those of the index, and vintages are
 * never mixed. */
#include "ingest/deprivation_index.h"

#include <stdio.h>

#include "support/testing.h"

static const char *const header = "edition,area_vintage,population_vintage,geography_code,"
                                  "geography_name,average_score,rank\n";

static void write_file(struct text folder, const char *name, const char *head, const char *rows) {
    struct text path = text_format(testing_arena(), "%.*s/reference/%s", TEXT_ARG(folder), name);
    FILE *stream = fopen(text_c(testing_arena(), path), "wb");
    if (HOLDS(stream != NULL)) {
        fprintf(stream, "%s%s", head, rows);
        fclose(stream);
    }
}

static const struct deprivation_scores *scores_of(const char *rows, const char *editions) {
    int status;
    struct text folder = text_format(testing_arena(), "%s/index", testing_folder());
    testing_command(&status, "mkdir -p %.*s/reference", TEXT_ARG(folder));
    write_file(folder, "deprivation.csv", header, rows);
    write_file(folder, "deprivation-editions.csv", "edition,first_year,last_year\n", editions);
    return deprivation_scores_read(testing_arena(), testing_diag(), folder);
}

static void the_real_scores_are_those_of_the_index(void) {
    const struct deprivation_scores *scores =
        deprivation_scores_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    if (!HOLDS(scores != NULL)) {
        return;
    }
    SAME_INT(scores->count, 303);
    const struct deprivation_score *hampshire =
        deprivation_score_of(scores, TEXT("2019"), TEXT("E10000014"));
    if (HOLDS(hampshire != NULL)) {
        SAME_TEXT(hampshire->name, "Hampshire");
        SAME_TEXT(decimal_plain(testing_arena(), hampshire->score), "0.101");
        SAME_TEXT(hampshire->areas, "upper-tier authorities of 2019");
        SAME_TEXT(hampshire->population, "mid-2015");
    }
    const struct deprivation_score *earlier =
        deprivation_score_of(scores, TEXT("2015"), TEXT("E10000014"));
    HOLDS(earlier && decimal_compare(earlier->score, hampshire->score) != 0);
    HOLDS(deprivation_score_of(scores, TEXT("2010"), TEXT("E10000014")) == NULL);
}

static void a_year_is_judged_by_the_edition_nearest_to_it(void) {
    const struct deprivation_scores *scores =
        deprivation_scores_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    SAME_TEXT(deprivation_edition_of(scores, 2014), "2015");
    SAME_TEXT(deprivation_edition_of(scores, 2015), "2019");
    SAME_TEXT(deprivation_edition_of(scores, 2024), "2019");
    SAME_TEXT(deprivation_edition_of(scores, 2009), "");
}

static void refused(const char *rows, const char *editions, uint32_t line, const char *words) {
    struct diag *diag = testing_diag();
    size_t before = diag_kept_count(diag);
    HOLDS(scores_of(rows, editions) == NULL);
    if (HOLDS(diag_kept_count(diag) == before + 1)) {
        const struct diag_message *message = diag_message_at(diag, before);
        SAME_INT(message->place.line, line);
        HOLDS(text_contains(message->words, text_of(words)));
    }
}

static void faulty_scores_and_mixed_vintages_are_refused_in_their_line(void) {
    refused("2019,a,p,A,a,0.1,1\n2019,a,p,A,a,0.2,2\n", "", 3, "listed twice");
    refused("2019,a,p,A,a,0.1,1\n2019,b,p,B,a,0.2,2\n", "", 3, "two vintages");
    refused("2019,a,p,A,a,0.1,1\n2019,a,q,B,a,0.2,2\n", "", 3, "two vintages");
    refused("2019,a,p,A,a,1.1,1\n", "", 2, "not a number from 0 to 1");
    refused("2019,a,p,A,a,c,1\n", "", 2, "not a number from 0 to 1");
    refused("2019,a,p,A,a,0.1,0\n", "", 2, "the rank is not");
    refused("2019,,p,A,a,0.1,1\n", "", 2, "the area_vintage is blank");
    refused("", "2015,2010,2014\n2019,2014,2030\n", 3, "two editions");
    refused("", "2015,2014,2010\n", 2, "not a first and a last year");
    HOLDS(scores_of("2015,a,p,A,a,0.1,1\n2019,b,q,A,a,0.2,2\n", "") != NULL);
}

SUITE(ingest_deprivation_index, CLAIM(the_real_scores_are_those_of_the_index),
      CLAIM(a_year_is_judged_by_the_edition_nearest_to_it),
      CLAIM(faulty_scores_and_mixed_vintages_are_refused_in_their_line))
