/* Small areas and postcodes: the real areas, and what is refused of an
 * authority's list. */
#include "ingest/home_areas.h"

#include <stdio.h>

#include "base/buffer.h"
#include "support/testing.h"

static void write_file(struct text path, const char *words) {
    FILE *stream = fopen(text_c(testing_arena(), path), "wb");
    if (HOLDS(stream != NULL)) {
        fputs(words, stream);
        fclose(stream);
    }
}

#define AREAS "lsoa_2011,lad_2019,decile_2019,children_0_15_mid_2015\nE1,D1,1,100\nE2,D2,10,50\n"

/* Both files as written here; NULL: no file. */
static const struct home_areas *homes_of(const char *areas, const char *postcodes) {
    int status;
    struct arena *arena = testing_arena();
    struct text folder = text_format(arena, "%s/home-areas", testing_folder());
    struct authority authority = {.folder = folder};
    testing_command(&status, "rm -rf %.*s && mkdir -p %.*s/reference", TEXT_ARG(folder),
                    TEXT_ARG(folder));
    write_file(text_format(arena, "%.*s/reference/deprivation-small-areas.csv", TEXT_ARG(folder)),
               areas);
    if (postcodes != NULL) {
        write_file(text_format(arena, "%.*s/home-areas.csv", TEXT_ARG(folder)), postcodes);
    }
    return home_areas_read(arena, testing_diag(), folder, &authority);
}

/* Sums by awk, which knows nothing of this program. */
static void the_real_areas_are_those_of_the_index(void) {
    int status;
    struct text folder = text_format(testing_arena(), "%s/real", testing_folder());
    struct authority authority = {.folder = folder};
    testing_command(&status, "mkdir -p %.*s", TEXT_ARG(folder));
    write_file(text_format(testing_arena(), "%.*s/home-areas.csv", TEXT_ARG(folder)),
               "postcode,lsoa_2011\nAA1 1AA,E01000001\n");
    const struct home_areas *homes =
        home_areas_read(testing_arena(), testing_diag(), TEXT("report-defs"), &authority);
    if (!HOLDS(homes != NULL)) {
        return;
    }
    SAME_INT(homes->area_count, 32844);
    SAME_TEXT(homes->edition, "2019");
    SAME_TEXT(homes->vintage, "lsoa_2011");
    SAME_TEXT(homes->population, "children_0_15_mid_2015");
    struct buffer sums = buffer_new(testing_arena());
    for (int i = 0; i < DECILE_COUNT; i++) {
        buffer_format(&sums, "%lld ", (long long)homes->england[i]);
    }
    struct text expected = testing_command(
        &status, "awk -F, 'NR > 1 {s[$3] += $4} END {for (i = 1; i <= 10; i++) printf \"%%d \", "
                 "s[i]}' report-defs/reference/deprivation-small-areas.csv");
    SAME_TEXT(buffer_text(&sums), text_c(testing_arena(), expected));
    const struct small_area *area = home_area_of(homes, TEXT("aa11aa"));
    if (HOLDS(area != NULL)) {
        SAME_TEXT(area->district, "E09000001");
        SAME_INT(area->decile, 10);
        SAME_INT(area->children, 175);
    }
}

static void without_a_list_nothing_is_read(void) {
    const struct home_areas *homes = homes_of("this is no list of areas\n", NULL);
    HOLDS(homes != NULL && homes->area_count == 0);
    HOLDS(home_area_of(homes, TEXT("AA1 1AA")) == NULL);
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
}

static void a_postcode_is_found_however_it_is_written(void) {
    const struct home_areas *homes =
        homes_of(AREAS, "postcode,lsoa_2011\nso23 8uj,E2\nB1 1AA,E1\n");
    static const char *const written[] = {"SO23 8UJ", "so238uj", " So2 38uJ"};
    for (size_t i = 0; HOLDS(homes != NULL) && i < 3; i++) {
        const struct small_area *area = home_area_of(homes, text_of(written[i]));
        HOLDS(area != NULL && text_equal_c(area->code, "E2"));
    }
    HOLDS(home_area_of(homes, TEXT("SO23 8U")) == NULL);
    HOLDS(home_area_of(homes, TEXT("SO23 8UJ SO23 8UJ")) == NULL);
    HOLDS(home_area_of(homes, TEXT_NONE) == NULL);
}

static void areas_of_another_vintage_are_refused_with_both_names(void) {
    HOLDS(homes_of(AREAS, "postcode,lsoa_2021\nSO23 8UJ,E2\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "DF023"));
    struct text words = diag_message_at(testing_diag(), 0)->words;
    HOLDS(text_contains(words, TEXT("lsoa_2021")) && text_contains(words, TEXT("lsoa_2011")));
}

static void is_fault(const char *areas, const char *postcodes, const char *words) {
    size_t before = diag_kept_count(testing_diag());
    HOLDS(homes_of(areas, postcodes) == NULL);
    if (HOLDS(diag_kept_count(testing_diag()) > before)) {
        HOLDS(text_contains(diag_message_at(testing_diag(), before)->words, text_of(words)));
    }
}

static void what_is_no_area_and_no_postcode_is_refused(void) {
#define HEAD "lsoa_2011,lad_2019,decile_2019,children_0_15_mid_2015\n"
    static const char list[] = "postcode,lsoa_2011\nSO23 8UJ,E1\n";
    is_fault("lsoa_2011,decile_2019\nE1,1\n", list, "its columns are not lsoa_YEAR");
    is_fault(HEAD "E1,D1,11,5\n", list, "not a number from 1 to 10");
    is_fault(HEAD "E1,D1,1,0\n", list, "not a whole number above 0");
    is_fault(HEAD "E1,D1,1,5\nE1,D1,2,5\n", list, "listed twice");
    is_fault(AREAS, "postcode,lsoa_2011\nSO23 8UJ,E3\n", "no such area");
    is_fault(AREAS, "postcode,lsoa_2011\nSO23 8UJ,E1\nso238uj,E2\n", "listed twice");
    is_fault(AREAS, "postcode,lsoa_2011\nSO23 8UJ SO23,E1\n", "it is no postcode");
    is_fault(AREAS, "code,lsoa_2011\nSO23 8UJ,E1\n", "its columns are not postcode");
}

SUITE(ingest_home_areas, CLAIM(the_real_areas_are_those_of_the_index),
      CLAIM(without_a_list_nothing_is_read), CLAIM(a_postcode_is_found_however_it_is_written),
      CLAIM(areas_of_another_vintage_are_refused_with_both_names),
      CLAIM(what_is_no_area_and_no_postcode_is_refused))
