/* Reference data: the real files can be used, and every fault is found in its
 * line. Faulty files are written for each claim; the real ones are this
 * project's own. */
#include "ingest/reference.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/testing.h"

static const char *path_of(const char *name) {
    return text_c(testing_arena(),
                  text_format(testing_arena(), "%s/reference/%s", testing_folder(), name));
}

/* A folder that serves as definitions and authority at once; the files of other claims are gone. */
static struct text fresh_folder(void) {
    struct text folder = text_format(testing_arena(), "%s/reference", testing_folder());
    mkdir(text_c(testing_arena(), folder), 0777);
    mkdir(path_of("reference"), 0777);
    const char *names[] = {"reference/bank-holidays.csv", "reference/population.csv", "units.csv",
                           "population.csv", "supplied-figures.csv"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        unlink(path_of(names[i]));
    }
    return folder;
}

static struct authority authority_with(const char *file, const char *csv) {
    struct authority authority = {.folder = fresh_folder(),
                                  .ons_code = TEXT("E10000014"),
                                  .population_vintage = TEXT("in_2024")};
    FILE *stream = fopen(path_of(file), "wb");
    if (HOLDS(stream != NULL)) {
        fputs(csv, stream);
        fclose(stream);
    }
    return authority;
}

static struct authority hampshire(void) {
    return (struct authority){.folder = TEXT("report-defs/authorities/hampshire"),
                              .ons_code = TEXT("E10000014"),
                              .population_vintage = TEXT("population_0_17_in_2024_publication")};
}

/* The only message is DF016 at this line with these words in it. */
static void fault_is(uint32_t line, const char *words) {
    SAME_INT((long long)diag_kept_count(testing_diag()), 1);
    if (!HOLDS(testing_reported(testing_diag(), "DF016"))) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_INT(message->place.line, line);
    if (!HOLDS(text_contains(message->words, text_of(words)))) {
        printf("\n\"%.*s\" does not say \"%s\"\n", TEXT_ARG(message->words), words);
    }
}

static const struct calendar *calendar_of(const char *csv, int first_year, int last_year) {
    struct authority authority = authority_with("reference/bank-holidays.csv", csv);
    return reference_calendar(testing_arena(), testing_diag(), authority.folder, first_year,
                              last_year);
}

static day_number day(int year, int month, int day_of_month) {
    day_number result = DAY_NONE;
    HOLDS(date_from_parts(year, month, day_of_month, &result));
    return result;
}

static void a_reference_file_with_a_bad_byte_is_refused(void) {
    HOLDS(calendar_of("date,title\n2014-01-01,No\xC3\xABl\n2014-12-25,N\xC3\xA9 \xFF\n", 2014,
                      2014) == NULL);
    fault_is(0, "not UTF-8");
}

static void the_real_calendar_knows_easter_2014(void) {
    const struct calendar *calendar =
        reference_calendar(testing_arena(), testing_diag(), TEXT("report-defs"), 2000, 2028);
    int working_days = 0;
    HOLDS(calendar != NULL && !calendar_is_working_day(calendar, day(2014, 4, 18)));
    HOLDS(calendar_working_days(calendar, day(2014, 4, 17), day(2014, 4, 22), &working_days));
    SAME_INT(working_days, 1);
    HOLDS(calendar_covers(calendar, day(2028, 12, 31)));
}

static void a_year_without_holidays_is_refused(void) {
    HOLDS(calendar_of("date,title\n2013-12-25,Christmas Day\n", 2013, 2014) == NULL);
    fault_is(0, "no bank holiday of 2014");
}

static void a_holiday_that_is_no_date_is_refused_in_its_line(void) {
    HOLDS(calendar_of("date,title\n2013-12-25,Christmas Day\n2013-13-26,Boxing Day\n", 2013,
                      2013) == NULL);
    fault_is(3, "\"2013-13-26\" is not a date");
}

static void a_holiday_listed_twice_is_refused(void) {
    HOLDS(calendar_of("date,title\n2013-12-25,a\n\n2013-12-25,b\n", 2013, 2013) == NULL);
    fault_is(4, "the day is listed twice");
}

static void a_reference_file_that_is_missing_or_misshapen_is_a_definition_fault(void) {
    HOLDS(reference_calendar(testing_arena(), testing_diag(), fresh_folder(), 2013, 2013) == NULL);
    fault_is(0, "there is no such file");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_DEFINITION);
    HOLDS(calendar_of("", 2013, 2013) == NULL);
    HOLDS(calendar_of("day,title\n", 2013, 2013) == NULL);
    HOLDS(calendar_of("date,title\n2013-12-25\n", 2013, 2013) == NULL);
    HOLDS(calendar_of("date,title\n2013-12-25,\"Christmas\n", 2013, 2013) == NULL);
    HOLDS(calendar_of("date,title\n2013-12-25,\xEB\n", 2013, 2013) == NULL);
    HOLDS(calendar_of("date,title\n2013-12-25,\n2013-12-26,Boxing Day\n", 2013, 2013) == NULL);
    HOLDS(calendar_of("date,title\n2013-12-25,Christmas Day\n", 2013, 2013) != NULL);
}

static const struct hierarchy *units_of(const char *rows) {
    const char *csv = text_c(
        testing_arena(), text_format(testing_arena(), "id,name,level,parent,from,to\n%s", rows));
    struct authority authority = authority_with("units.csv", csv);
    return reference_units(testing_arena(), testing_diag(), &authority);
}

static void the_real_units_form_a_tree(void) {
    struct authority authority = hampshire();
    const struct hierarchy *units = reference_units(testing_arena(), testing_diag(), &authority);
    if (!HOLDS(units != NULL)) {
        return;
    }
    SAME_TEXT(units->units[0].id, "E10000014");
    uint32_t team = hierarchy_find(units, TEXT("EASCIN"));
    SAME_TEXT(units->units[hierarchy_ancestor(units, team, UNIT_DISTRICT)].name, "Eastleigh");
    SAME_TEXT(units->units[hierarchy_ancestor(units, team, UNIT_AREA)].name, "South West");
    uint32_t hub = hierarchy_find(units, TEXT("MASH"));
    SAME_INT(hierarchy_ancestor(units, hub, UNIT_DISTRICT), UNIT_NONE);
    SAME_INT(hierarchy_ancestor(units, hub, UNIT_COUNTY), 0);
    SAME_INT(units->units[hub].from, day(2014, 1, 6));
    for (uint32_t i = 1; i < units->unit_count; i++) {
        HOLDS(units->units[i].parent < i);
    }
}

static void units_may_stand_in_any_order_in_the_file(void) {
    const struct hierarchy *units =
        units_of("T,Team,team,D,,\nD,Dist,district,C,2010-01-01,2011-01-01\nC,County,county,,,\n");
    if (HOLDS(units != NULL)) {
        SAME_TEXT(units->units[0].id, "C");
        SAME_INT(units->units[0].parent, UNIT_NONE);
        SAME_TEXT(units->units[2].id, "T");
        SAME_INT(units->units[2].parent, 1);
    }
}

static void units_are_refused(const char *rows, uint32_t line, const char *words) {
    struct diag *diag = testing_diag();
    size_t before = diag_kept_count(diag);
    HOLDS(units_of(rows) == NULL);
    if (!HOLDS(diag_kept_count(diag) == before + 1)) {
        return;
    }
    const struct diag_message *message = diag_message_at(diag, before);
    SAME_INT(message->code, DIAG_DF016);
    SAME_INT(message->place.line, line);
    if (!HOLDS(text_contains(message->words, text_of(words)))) {
        printf("\n\"%.*s\" does not say \"%s\"\n", TEXT_ARG(message->words), words);
    }
}

static void units_that_form_no_tree_are_refused(void) {
    units_are_refused("C,County,county,,,\nT,Team,team,C,,\nT,Team,team,C,,\n", 4,
                      "line 3 already");
    units_are_refused("C,County,county,,,\nT,Team,team,X,,\n", 3, "no unit \"X\"");
    units_are_refused("C,County,county,,,\nT,Team,team,,,\n", 3, "has no parent");
    units_are_refused("C,County,county,,,\nA,A,team,B,,\nB,B,district,C,,\nD,D,district,A,,\n", 5,
                      "not of a higher level");
    units_are_refused("C,County,county,,,\nA,A,team,A,,\n", 3, "not of a higher level");
    units_are_refused("C,County,county,,,\nA,A,ward,C,,\n", 3, "the level \"ward\"");
    units_are_refused("C,County,county,,,\nD,Other,county,,,\n", 3, "second county");
    units_are_refused("C,County,county,A,,\nA,A,area,C,,\n", 2, "cannot have a parent");
    units_are_refused("", 0, "no unit of level county");
    units_are_refused("C,County,county,,,\nT,,team,C,,\n", 3, "name is blank");
    units_are_refused("C,County,county,,,\nT,T,team,C,2014-02-30,\n", 3, "not a date");
    units_are_refused("C,County,county,,,\nT,T,team,C,2014-02-01,2014-01-01\n", 3,
                      "ends before it begins");
}

static void units_in_a_circle_are_refused(void) {
    HOLDS(units_of("C,County,county,,,\nA,A,district,B,,\nB,B,district,A,,\n") == NULL);
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 2);
}

static const struct supplied_figures *supplied_of(const char *rows) {
    const char *csv = text_c(testing_arena(),
                             text_format(testing_arena(),
                                         "measure,period,unit,category,numerator,denominator,value,"
                                         "source,date,owner\n%s",
                                         rows));
    struct authority authority = authority_with("supplied-figures.csv", csv);
    return reference_supplied(testing_arena(), testing_diag(), &authority);
}

static void supplied_figures_are_read_with_their_owners(void) {
    const struct supplied_figures *supplied =
        supplied_of("audits,2013-14-Q4,E10000014,good,64,100,64.0,Audit 7,2014-04-02,A. Nother\n"
                    "calls,2014-03,E10000014,,,,81.5,Switchboard,2014-04-02,A. Nother\n");
    if (!HOLDS(supplied != NULL && supplied->figure_count == 2)) {
        return;
    }
    const struct supplied_figure *first = &supplied->figures[0];
    HOLDS(first->has_numerator && first->has_denominator && first->has_value);
    SAME_INT(first->numerator, 64);
    SAME_INT(first->value.scaled, 640);
    SAME_INT(first->place.line, 2);
    SAME_TEXT(first->owner, "A. Nother");
    SAME_INT(first->period.kind, PERIOD_QUARTER);
    HOLDS(!supplied->figures[1].has_numerator && supplied->figures[1].has_value);
}

static void no_file_means_no_supplied_figures(void) {
    struct authority authority = {.folder = fresh_folder()};
    const struct supplied_figures *supplied =
        reference_supplied(testing_arena(), testing_diag(), &authority);
    HOLDS(supplied != NULL && supplied->figure_count == 0);
}

static void supplied_figures_with_faults_are_refused(void) {
    const char *rows[] = {
        ",2014-03,U,,1,2,,S,2014-04-02,O\n",       "m,2014-13,U,,1,2,,S,2014-04-02,O\n",
        "m,2014-03,U,,one,2,,S,2014-04-02,O\n",    "m,2014-03,U,,-1,2,,S,2014-04-02,O\n",
        "m,2014-03,U,,,,x,S,2014-04-02,O\n",       "m,2014-03,U,,,2,,S,2014-04-02,O\n",
        "m,2014-03,U,,1,2,,S,yesterday,O\n",       "m,2014-03,U,,1,2,,S,2014-04-02,\n",
        "m,2014-03,U,,1,2,,S,2014-04-02,O,more\n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        HOLDS(supplied_of(rows[i]) == NULL);
        SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), (long long)i + 1);
        SAME_INT(diag_message_at(testing_diag(), i)->place.line, 2);
    }
}

static void a_supplied_value_that_its_counts_do_not_give_is_refused(void) {
    HOLDS(supplied_of("m,2014-03,U,,10,20,90,S,2014-03-31,O\n") == NULL);
    fault_is(2, "the value 90 is not what 10 of 20 gives");
    HOLDS(supplied_of("m,2014-03,U,,1,3,33.34,S,2014-03-31,O\n") == NULL);
    HOLDS(supplied_of("m,2014-03,U,,1,3,33.33,S,2014-03-31,O\n") != NULL);
    HOLDS(supplied_of("m,2014-03,U,,1,3,3333.3,S,2014-03-31,O\n") != NULL);
}

static void a_supplied_denominator_of_nought_is_refused(void) {
    HOLDS(supplied_of("m,2014-03,U,,0,0,,S,2014-03-31,O\n") == NULL);
    fault_is(2, "a denominator of 0 gives no value");
    HOLDS(supplied_of("m,2014-03,U,,0,1,0,S,2014-03-31,O\n") != NULL);
}

static void a_figure_supplied_twice_is_refused(void) {
    HOLDS(supplied_of("m,2014-03,U,,1,2,,S,2014-04-02,O\nm,2014-03,U,,3,4,,S,2014-04-02,O\n") ==
          NULL);
    fault_is(3, "line 2 already");
}

static const struct population *population_of(const char *rows) {
    const char *csv =
        text_c(testing_arena(),
               text_format(testing_arena(), "geography_code,year,in_2023,in_2024\n%s", rows));
    struct authority authority = authority_with("reference/population.csv", csv);
    return reference_population(testing_arena(), testing_diag(), authority.folder, &authority);
}

static void hampshire_had_280312_children_in_2013(void) {
    struct authority authority = hampshire();
    const struct population *population =
        reference_population(testing_arena(), testing_diag(), TEXT("report-defs"), &authority);
    int64_t children = 0;
    HOLDS(population != NULL && population_at(population, TEXT("E10000014"), 2013, &children));
    SAME_INT(children, 280312);
    HOLDS(!population_at(population, TEXT("E10000014"), 2011, &children));
    HOLDS(!population_at(population, TEXT("E10000014"), 2024, &children));
    HOLDS(!population_at(population, TEXT("E07000086"), 2013, &children));
    HOLDS(population_is_known(population, TEXT("E10000014")));
    HOLDS(!population_is_known(population, TEXT("E07000086")));
}

static void markers_mean_not_available_and_vintages_are_kept_apart(void) {
    const struct population *population =
        population_of("A,2013,5,6\nA,2014,5,x\nA,2015,5,\nB,2013,c,u\nB,2014,1,z\n");
    int64_t children = 0;
    HOLDS(population != NULL && population_at(population, TEXT("A"), 2013, &children));
    SAME_INT(children, 6);
    HOLDS(!population_at(population, TEXT("A"), 2014, &children));
    HOLDS(!population_at(population, TEXT("A"), 2015, &children));
    HOLDS(!population_at(population, TEXT("B"), 2013, &children));
    HOLDS(!population_at(population, TEXT("B"), 2014, &children));
}

static void populations_that_are_no_numbers_are_refused(void) {
    HOLDS(population_of("A,2013,5,6\nA,2014,5,many\n") == NULL);
    fault_is(3, "neither a number above 0 nor one of");
    HOLDS(population_of("A,2013,5,0\n") == NULL);
    HOLDS(population_of("A,mid,5,6\n") == NULL);
    HOLDS(population_of("A,2013,5,6\nB,2013,1,2\nA,2013,5,7\n") == NULL);
    SAME_INT(diag_message_at(testing_diag(), 3)->place.line, 4);
}

static void districts_have_populations_where_the_authority_gives_them(void) {
    struct authority authority =
        authority_with("reference/population.csv", "geography_code,year,in_2024\nE1,2013,9\n");
    FILE *stream = fopen(path_of("population.csv"), "wb");
    if (HOLDS(stream != NULL)) {
        fputs("unit,year,in_2024\nHART,2013,4\n", stream);
        fclose(stream);
    }
    const struct population *population =
        reference_population(testing_arena(), testing_diag(), authority.folder, &authority);
    int64_t children = 0;
    HOLDS(population != NULL && population_at(population, TEXT("HART"), 2013, &children));
    SAME_INT(children, 4);
    HOLDS(population_at(population, TEXT("E1"), 2013, &children));
    SAME_INT(children, 9);
}

SUITE(ingest_reference, CLAIM(a_reference_file_with_a_bad_byte_is_refused),
      CLAIM(the_real_calendar_knows_easter_2014), CLAIM(a_year_without_holidays_is_refused),
      CLAIM(a_holiday_that_is_no_date_is_refused_in_its_line),
      CLAIM(a_holiday_listed_twice_is_refused),
      CLAIM(a_reference_file_that_is_missing_or_misshapen_is_a_definition_fault),
      CLAIM(the_real_units_form_a_tree), CLAIM(units_may_stand_in_any_order_in_the_file),
      CLAIM(units_that_form_no_tree_are_refused), CLAIM(units_in_a_circle_are_refused),
      CLAIM(supplied_figures_are_read_with_their_owners), CLAIM(no_file_means_no_supplied_figures),
      CLAIM(supplied_figures_with_faults_are_refused), CLAIM(a_figure_supplied_twice_is_refused),
      CLAIM(a_supplied_value_that_its_counts_do_not_give_is_refused),
      CLAIM(a_supplied_denominator_of_nought_is_refused),
      CLAIM(hampshire_had_280312_children_in_2013),
      CLAIM(markers_mean_not_available_and_vintages_are_kept_apart),
      CLAIM(populations_that_are_no_numbers_are_refused),
      CLAIM(districts_have_populations_where_the_authority_gives_them))
