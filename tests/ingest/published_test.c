/* Published rates and scores of deprivation: the real files hold what the
 * department printed, and every fault is found in its line. */
#include "ingest/published.h"

#include <stdio.h>
#include <sys/stat.h>

#include "ingest/reference.h"
#include "support/testing.h"

static const char *const rate_header =
    "measure,year,geography_level,geography_code,geography_name,count,rate,publication\n";
static const char *const score_header = "edition,area_vintage,population_vintage,geography_code,"
                                        "geography_name,average_score,rank\n";

/* A folder of definitions whose file `name` under reference/ holds the header and the rows. */
static struct text folder_with(const char *name, const char *header, const char *rows) {
    struct text folder = text_format(testing_arena(), "%s/published", testing_folder());
    const char *base = text_c(testing_arena(), folder);
    mkdir(base, 0777);
    mkdir(text_c(testing_arena(), text_format(testing_arena(), "%s/reference", base)), 0777);
    struct text path = text_format(testing_arena(), "%s/reference/%s", base, name);
    FILE *stream = fopen(text_c(testing_arena(), path), "wb");
    if (HOLDS(stream != NULL)) {
        fprintf(stream, "%s%s", header, rows);
        fclose(stream);
    }
    return folder;
}

static const struct published_rates *rates_of(const char *rows) {
    return published_rates_read(testing_arena(), testing_diag(),
                                folder_with("published-rates.csv", rate_header, rows));
}

static const struct deprivation_scores *scores_of(const char *rows) {
    return deprivation_scores_read(testing_arena(), testing_diag(),
                                   folder_with("deprivation.csv", score_header, rows));
}

static const struct published_rate *find_rate(const struct published_rates *rates,
                                              const char *measure, int64_t year, const char *code) {
    size_t count;
    const struct published_rate *first =
        published_rates_of(rates, text_of(measure), year, PUBLISHED_AUTHORITY, &count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal_c(first[i].code, code)) {
            return &first[i];
        }
    }
    return NULL;
}

static const struct published_rates *real_rates(void) {
    const struct published_rates *rates =
        published_rates_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    HOLDS(rates != NULL);
    return rates;
}

static void rate_is(const struct published_rates *rates, const char *measure, int64_t year,
                    const char *printed) {
    const struct published_rate *rate = find_rate(rates, measure, year, "E10000014");
    if (HOLDS(rate != NULL && rate->status == PUBLISHED_SHOWN)) {
        SAME_TEXT(decimal_plain(testing_arena(), rate->rate), printed);
    }
}

static void hampshires_rates_are_those_that_were_printed(void) {
    const struct published_rates *rates = real_rates();
    rate_is(rates, "s47-rate", 2019, "154.4");
    rate_is(rates, "icpc-rate", 2019, "63");
    rate_is(rates, "cpp-rate", 2019, "39.2");
    rate_is(rates, "cla-rate", 2019, "59");
    const struct published_rate *unreliable = find_rate(rates, "s47-rate", 2024, "E10000014");
    HOLDS(unreliable && unreliable->status == PUBLISHED_UNRELIABLE && !unreliable->has_count);
    HOLDS(find_rate(rates, "s47-rate", 2012, "E10000014") == NULL);
}

static const struct population *population_2024(void) {
    static const struct authority authority = {
        .folder = {"report-defs/authorities/hampshire", 33},
        .population_vintage = {"population_0_17_in_2024_publication", 35}};
    return reference_population(testing_arena(), testing_diag(), TEXT("report-defs"), &authority);
}

/* True if the rate could be taken from its count and its population. */
static bool recomputes(const struct population *population, const struct published_rate *rate) {
    int64_t children;
    if (rate->level != PUBLISHED_AUTHORITY || rate->status != PUBLISHED_SHOWN ||
        !text_equal_c(rate->publication, "Children in need 2024") ||
        !population_at(population, rate->code, (int)rate->year - 1, &children)) {
        return false;
    }
    struct decimal again = decimal_quotient(rate->count, 10000, children, 1);
    if (!HOLDS(rate->has_count && decimal_compare(again, rate->rate) == 0)) {
        printf("\n%.*s %lld %.*s\n", TEXT_ARG(rate->measure), (long long)rate->year,
               TEXT_ARG(rate->name));
    }
    return true;
}

static void every_printed_rate_recomputes_from_its_count(void) {
    const struct published_rates *rates = real_rates();
    const struct population *population = population_2024();
    int recomputed = 0;
    if (HOLDS(population != NULL)) {
        for (size_t i = 0; i < rates->count; i++) {
            recomputed += recomputes(population, &rates->items[i]);
        }
    }
    SAME_INT(recomputed, 5355);
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

static void a_marker_stays_what_it_is(void) {
    const struct published_rates *rates =
        rates_of("m,2019,la,A,a,c,c,P\nm,2019,la,B,b,u,u,P\nm,2019,la,C,c,x,x,P\n"
                 "m,2019,la,D,d,z,z,P\nm,2019,la,E,e,3,,P\nm,2019,la,F,f,0,.,P\n"
                 "m,2019,la,G,g,0,-,P\nm,2019,la,H,h,0,0,P\nm,2019,region,A,a,10,1.0,P\n");
    static const enum published_status expected[] = {
        PUBLISHED_SUPPRESSED,     PUBLISHED_UNRELIABLE,    PUBLISHED_NOT_AVAILABLE,
        PUBLISHED_NOT_APPLICABLE, PUBLISHED_NOT_AVAILABLE, PUBLISHED_NOT_AVAILABLE,
        PUBLISHED_NOT_AVAILABLE,  PUBLISHED_SHOWN};
    size_t count = 0;
    const struct published_rate *row =
        rates ? published_rates_of(rates, TEXT("m"), 2019, PUBLISHED_AUTHORITY, &count) : NULL;
    SAME_INT(count, 8);
    for (size_t i = 0; i < count; i++) {
        SAME_INT(row[i].status, expected[i]);
        HOLDS(row[i].has_count == (i >= 4));
    }
}

static void rates_are_refused(const char *rows, uint32_t line, const char *words) {
    struct diag *diag = testing_diag();
    size_t before = diag_kept_count(diag);
    HOLDS(rates_of(rows) == NULL);
    if (HOLDS(diag_kept_count(diag) == before + 1)) {
        const struct diag_message *message = diag_message_at(diag, before);
        SAME_INT(message->place.line, line);
        HOLDS(text_contains(message->words, text_of(words)));
    }
}

static void faulty_rates_are_refused_in_their_line(void) {
    rates_are_refused("m,2019,la,A,a,1,1.0,P\nm,2019,la,A,a,1,1.0,P\n", 3, "listed twice");
    rates_are_refused("m,2019,la,A,a,1,1.0,P\nm,2019,la,B,b,1,1.0,Q\n", 3, "two publications");
    rates_are_refused("m,2019,la,A,a,1,lots,P\n", 2, "the rate is neither");
    rates_are_refused("m,2019,la,A,a,1,-1.0,P\n", 2, "the rate is neither");
    rates_are_refused("m,2019,la,A,a,1.5,1.0,P\n", 2, "the count is neither");
    rates_are_refused("m,2019,town,A,a,1,1.0,P\n", 2, "the level is none of");
    rates_are_refused("m,March,la,A,a,1,1.0,P\n", 2, "the year is not a number");
    rates_are_refused("m,2019,la,A,a,1,1.0,\n", 2, "the publication is blank");
    HOLDS(rates_of("m,2019,la,A,a,1,1.0,P\nm,2018,la,A,a,1,1.0,Q\n") != NULL);
}

static void scores_are_refused(const char *rows, uint32_t line, const char *words) {
    struct diag *diag = testing_diag();
    size_t before = diag_kept_count(diag);
    HOLDS(scores_of(rows) == NULL);
    if (HOLDS(diag_kept_count(diag) == before + 1)) {
        const struct diag_message *message = diag_message_at(diag, before);
        SAME_INT(message->place.line, line);
        HOLDS(text_contains(message->words, text_of(words)));
    }
}

static void faulty_scores_and_mixed_vintages_are_refused_in_their_line(void) {
    scores_are_refused("2019,a,p,A,a,0.1,1\n2019,a,p,A,a,0.2,2\n", 3, "listed twice");
    scores_are_refused("2019,a,p,A,a,0.1,1\n2019,b,p,B,a,0.2,2\n", 3, "two vintages");
    scores_are_refused("2019,a,p,A,a,0.1,1\n2019,a,q,B,a,0.2,2\n", 3, "two vintages");
    scores_are_refused("2019,a,p,A,a,1.1,1\n", 2, "not a number from 0 to 1");
    scores_are_refused("2019,a,p,A,a,c,1\n", 2, "not a number from 0 to 1");
    scores_are_refused("2019,a,p,A,a,0.1,0\n", 2, "the rank is not");
    scores_are_refused("2019,,p,A,a,0.1,1\n", 2, "the area_vintage is blank");
    HOLDS(scores_of("2015,a,p,A,a,0.1,1\n2019,b,q,A,a,0.2,2\n") != NULL);
}

SUITE(ingest_published, CLAIM(hampshires_rates_are_those_that_were_printed),
      CLAIM(every_printed_rate_recomputes_from_its_count),
      CLAIM(the_real_scores_are_those_of_the_index), CLAIM(a_marker_stays_what_it_is),
      CLAIM(faulty_rates_are_refused_in_their_line),
      CLAIM(faulty_scores_and_mixed_vintages_are_refused_in_their_line))
