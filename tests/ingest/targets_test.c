/* Targets and bands: what is read, which target a figure is held against, and
 * every fault in its line with the way to mend it. */
#include "ingest/targets.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/reference.h"
#include "support/testing.h"

static const char header[] = "measure,unit,period,target,tolerance,owner,source,date\n";
static const char bands_header[] = "measure,better,band_2,band_3,band_4,band_5,source\n";

struct reading {
    const struct catalogue *catalogue;
    const struct hierarchy *units;
    struct authority authority;
};

static const char *path_of(const char *name) {
    return text_c(testing_arena(),
                  text_format(testing_arena(), "%s/targets/%s", testing_folder(), name));
}

static void write_file(const char *name, const char *first, const char *rest) {
    FILE *stream = fopen(path_of(name), "wb");
    if (HOLDS(stream != NULL)) {
        fputs(first, stream);
        fputs(rest, stream);
        fclose(stream);
    }
}

static struct reading reading_new(void) {
    struct arena *arena = testing_arena();
    struct diag *diag = testing_diag();
    struct reading reading = {.catalogue =
                                  catalogue_load(arena, diag, TEXT("report-defs"), TEXT("ssd")),
                              .authority = {.folder = TEXT("report-defs/authorities/hampshire")}};
    reading.units = reference_units(arena, diag, &reading.authority);
    CU_ASSERT_FATAL(reading.catalogue != NULL && reading.units != NULL);
    mkdir(path_of(""), 0777);
    unlink(path_of("targets.csv"));
    unlink(path_of("bands.csv"));
    reading.authority.folder = text_format(arena, "%s/targets", testing_folder());
    return reading;
}

static const struct targets *targets_of(const struct reading *reading, const char *rows) {
    write_file("targets.csv", header, rows);
    return targets_read(testing_arena(), testing_diag(), &reading->authority, reading->catalogue,
                        reading->units);
}

static const struct bandings *bandings_of(const struct reading *reading, const char *rows) {
    write_file("bands.csv", bands_header, rows);
    return bandings_read(testing_arena(), testing_diag(), &reading->authority, reading->catalogue);
}

/* The newest message: its code, line, some of its words, and some of its remedy or note. */
static void fault_is(const char *code, uint32_t line, const char *words, const char *way_out) {
    size_t count = diag_kept_count(testing_diag());
    if (!HOLDS(count > 0)) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), count - 1);
    SAME_TEXT(text_of(diag_code_name(message->code)), code);
    SAME_INT(message->place.line, line);
    SAME_INT(diag_exit_status(testing_diag()), EXIT_DEFINITION);
    bool says = text_contains(message->words, text_of(words));
    bool helps = text_contains(message->remedy, text_of(way_out)) ||
                 text_contains(message->note, text_of(way_out));
    if (!HOLDS(says && helps)) {
        printf("\n\"%.*s\"; \"%.*s\"; \"%.*s\"\n", TEXT_ARG(message->words),
               TEXT_ARG(message->note), TEXT_ARG(message->remedy));
    }
}

static void target_fault(const char *row, const char *code, const char *words,
                         const char *way_out) {
    struct reading reading = reading_new();
    const char *rows = text_c(
        testing_arena(),
        text_format(testing_arena(), "icpc-15,E10000014,2013-14,75,5,A,B,2013-04-01\n%s\n", row));
    HOLDS(targets_of(&reading, rows) == NULL);
    fault_is(code, 3, words, way_out);
}

static void band_fault(const char *row, const char *code, const char *words, const char *way_out) {
    struct reading reading = reading_new();
    const char *rows =
        text_c(testing_arena(),
               text_format(testing_arena(), "icpc-15,higher,40,60.5,75,90,Paper\n%s\n", row));
    HOLDS(bandings_of(&reading, rows) == NULL);
    fault_is(code, 3, words, way_out);
}

static void without_a_file_there_are_no_targets_and_no_bands(void) {
    struct reading reading = reading_new();
    const struct targets *targets = targets_read(
        testing_arena(), testing_diag(), &reading.authority, reading.catalogue, reading.units);
    const struct bandings *bandings =
        bandings_read(testing_arena(), testing_diag(), &reading.authority, reading.catalogue);
    HOLDS(targets != NULL && targets->count == 0);
    HOLDS(bandings != NULL && bandings->count == 0);
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void a_target_has_its_numbers_and_whose_it_is(void) {
    struct reading reading = reading_new();
    const struct targets *targets = targets_of(
        &reading, "icpc-15,E07000086,2013-14-Q4,75.5,,\"Head, Eastleigh\",Plan,2013-04-01\n"
                  "cpp-2y-ended,E10000014,2013-14,5,1.5,Director,Plan,2013-04-02\n");
    if (!HOLDS(targets != NULL && targets->count == 2)) {
        return;
    }
    const struct target *ended = &targets->items[0], *conference = &targets->items[1];
    SAME_TEXT(ended->measure->id, "cpp-2y-ended");
    SAME_TEXT(decimal_plain(testing_arena(), ended->tolerance), "1.5");
    SAME_TEXT(decimal_plain(testing_arena(), conference->target), "75.5");
    SAME_TEXT(decimal_plain(testing_arena(), conference->tolerance), "0");
    SAME_TEXT(conference->owner, "Head, Eastleigh");
    SAME_TEXT(conference->date, "2013-04-01");
    SAME_INT(conference->unit, hierarchy_find(reading.units, TEXT("E07000086")));
    SAME_INT(conference->place.line, 2);
}

static const struct target *found(const struct targets *targets, const struct reading *reading,
                                  const char *measure, const char *name) {
    struct period period;
    HOLDS(period_parse(text_of(name), &period));
    return targets_find(targets, catalogue_measure(reading->catalogue, text_of(measure)),
                        hierarchy_find(reading->units, TEXT("E10000014")), &period);
}

static void a_years_target_holds_for_its_quarters_but_not_for_numbers_of_events(void) {
    struct reading reading = reading_new();
    const struct targets *targets =
        targets_of(&reading, "icpc-15,E10000014,2013-14,75,0,A,B,2013-04-01\n"
                             "icpc-15,E10000014,2013-14-Q4,80,0,A,B,2013-04-01\n"
                             "statutory-complaints,E10000014,2013-14,200,10,A,B,2013-04-01\n"
                             "icpc-15,E07000086,2013-14-Q3,10,0,A,B,2013-04-01\n");
    if (!HOLDS(targets != NULL)) {
        return;
    }
    SAME_INT(found(targets, &reading, "icpc-15", "2013-14-Q4")->target.scaled, 80);
    SAME_INT(found(targets, &reading, "icpc-15", "2014-03")->target.scaled, 80);
    SAME_INT(found(targets, &reading, "icpc-15", "2013-14-Q3")->target.scaled, 75);
    SAME_INT(found(targets, &reading, "icpc-15", "2013-14")->target.scaled, 75);
    HOLDS(found(targets, &reading, "icpc-15", "2012-13") == NULL);
    SAME_INT(found(targets, &reading, "statutory-complaints", "2013-14")->target.scaled, 200);
    HOLDS(found(targets, &reading, "statutory-complaints", "2013-14-Q4") == NULL);
}

static void targets_that_cannot_be_met_or_missed_are_refused(void) {
    target_fault("icpc-51,E10000014,2013-14,75,5,A,B,2013-04-01", "DF014",
                 "there is no measure \"icpc-51\"", "did you mean icpc-15");
    target_fault("icpc-15,EASTLEIGH,2013-14,75,5,A,B,2013-04-01", "DF020",
                 "there is no unit \"EASTLEIGH\"", "id of one of the authority's units");
    target_fault("contacts,E10000014,2013-14,75,5,A,B,2013-04-01", "DF021",
                 "neither higher nor lower figures are better", "take the row out");
    target_fault("referrals-by-source,E10000014,2013-14,75,5,A,B,2013-04-01", "DF021",
                 "a figure for each part", "take the row out");
    target_fault("assessment-days,E10000014,2013-14,75,5,A,B,2013-04-01", "DF021",
                 "a figure for each part", "take the row out");
}

static void faulty_rows_are_refused_in_their_line(void) {
    target_fault("icpc-15,E10000014,2013-15,75,5,A,B,2013-04-01", "DF016",
                 "\"2013-15\" is not a period", "mend the record");
    target_fault("icpc-15,E10000014,2013-14,most,5,A,B,2013-04-01", "DF016",
                 "\"most\" is not a number", "mend the record");
    target_fault("icpc-15,E10000014,2012-13,75,-5,A,B,2013-04-01", "DF016",
                 "\"-5\" is not a number of 0 or more", "mend the record");
    target_fault("icpc-15,E10000014,2012-13,100.1,5,A,B,2013-04-01", "DF016",
                 "100.1% is more than the whole", "mend the record");
    target_fault("icpc-15,E10000014,2012-13,75,5,,B,2013-04-01", "DF016", "the owner is blank",
                 "mend the record");
    target_fault("icpc-15,E10000014,2012-13,75,5,A,B,yesterday", "DF016",
                 "\"yesterday\" is not a date", "mend the record");
    target_fault("icpc-15,E10000014,2013-04-01..2014-03-31,80,5,A,B,2013-04-01", "DF016",
                 "the same target stands in line 2 already", "mend the record");
}

static void bands_have_edges_that_run_the_measures_way(void) {
    struct reading reading = reading_new();
    const struct bandings *bandings =
        bandings_of(&reading, "icpc-15,higher,40,60.5,75,90,Paper\n"
                              "cpp-2y-ended,lower,20,15,10,5,Paper\n");
    if (!HOLDS(bandings != NULL && bandings->count == 2)) {
        return;
    }
    const struct banding *banding =
        bandings_find(bandings, catalogue_measure(reading.catalogue, TEXT("icpc-15")));
    SAME_TEXT(decimal_plain(testing_arena(), banding->edges[2]), "60.5");
    SAME_TEXT(banding->source, "Paper");
    HOLDS(bandings_find(bandings, catalogue_measure(reading.catalogue, TEXT("contacts"))) == NULL);
    band_fault("icpc-1,higher,40,60,75,90,Paper", "DF014", "icpc-1", "did you mean");
    band_fault("icpc-15,higher,40,60,75,90,Paper", "DF016", "stand in line 2 already", "mend");
    band_fault("cpp-2y-ended,higher,5,10,15,20,Paper", "DF016", "\"lower\" in the measure", "mend");
    band_fault("cpp-2y-ended,lower,20,15,15,5,Paper", "DF016", "do not fall", "mend");
    band_fault("assessments-45,higher,20,15,30,50,Paper", "DF016", "do not rise", "mend");
    band_fault("assessments-45,higher,20,x,30,50,Paper", "DF016", "\"x\" is not a number", "mend");
    band_fault("contacts,neither,20,30,40,50,Paper", "DF016", "neither is better", "mend");
    band_fault("assessment-days,lower,50,40,30,20,Paper", "DF016", "none for the whole", "mend");
    band_fault("assessments-45,higher,20,,30,50,Paper", "DF016", "band_3 is blank", "mend");
}

SUITE(ingest_targets, CLAIM(without_a_file_there_are_no_targets_and_no_bands),
      CLAIM(a_target_has_its_numbers_and_whose_it_is),
      CLAIM(a_years_target_holds_for_its_quarters_but_not_for_numbers_of_events),
      CLAIM(targets_that_cannot_be_met_or_missed_are_refused),
      CLAIM(faulty_rows_are_refused_in_their_line),
      CLAIM(bands_have_edges_that_run_the_measures_way))
