/* Published tables: the real files hold what the department printed, every
 * printed figure follows from its counts, and every fault is found in its line. */
#include "ingest/published.h"

#include <stdio.h>
#include <sys/stat.h>

#include "ingest/reference.h"
#include "support/testing.h"

static const char *const whole_header = "year,code,numerator,denominator,value\n";
static const char *const areas = "code,name,level,region,authority_number\n"
                                 "A,a,authority,R,1\nB,b,authority,R,2\nB2,b,authority,R,2\n"
                                 "C,c,authority,R,3\nD,d,authority,R,4\nR,r,region,,\n";

static void write_file(const char *folder, const char *name, const char *header, const char *rows) {
    struct text path = text_format(testing_arena(), "%s/reference/%s", folder, name);
    FILE *stream = fopen(text_c(testing_arena(), path), "wb");
    if (HOLDS(stream != NULL)) {
        fprintf(stream, "%s%s", header, rows);
        fclose(stream);
    }
}

/* A folder of definitions in which table "m" holds the rows. */
static const char *folder_with(const char *header, const char *rows) {
    int status;
    const char *folder =
        text_c(testing_arena(), text_format(testing_arena(), "%s/published", testing_folder()));
    testing_command(&status, "mkdir -p %s/reference/published", folder);
    write_file(folder, "areas.csv", areas, "");
    write_file(folder, "publications.csv", "measure,first_year,last_year,publication\n",
               "m,2017,2018,P\nm,2019,2019,Q\n");
    write_file(folder, "neighbour-models.csv", "model,first_year,last_year\n",
               "old,2010,2018\nnew,2019,2030\n");
    write_file(folder, "statistical-neighbours.csv", "model,authority,place,neighbour\n",
               "old,1,2,3\nold,1,1,2\nnew,1,1,4\n");
    write_file(folder, "published/m.csv", header, rows);
    return folder;
}

static const struct published *published_with(const char *header, const char *rows) {
    return published_read(testing_arena(), testing_diag(), text_of(folder_with(header, rows)));
}

static const struct published *real(void) {
    const struct published *published =
        published_read(testing_arena(), testing_diag(), TEXT("report-defs"));
    HOLDS(published != NULL);
    return published;
}

static const struct published_figure *figure_of(const struct published *published,
                                                const char *measure, int64_t year, const char *code,
                                                const char *category) {
    const struct published_table *table = published_table_of(published, text_of(measure));
    const struct published_area *area = published_area_of(published, text_of(code));
    const struct published_row *row =
        table == NULL || area == NULL ? NULL : published_row_of(table, year, area);
    size_t column = table == NULL ? SIZE_MAX : published_category(table, text_of(category));
    if (row == NULL || column == SIZE_MAX) {
        return NULL;
    }
    struct published_figure *figure = ARENA_NEW(testing_arena(), struct published_figure);
    *figure = published_figure_of(row, column);
    return figure;
}

static void value_is(const struct published *published, const char *measure, const char *code,
                     const char *printed) {
    const struct published_figure *figure = figure_of(published, measure, 2019, code, "");
    if (HOLDS(figure != NULL && figure->status == PUBLISHED_SHOWN && figure->is_printed)) {
        SAME_TEXT(decimal_plain(testing_arena(), figure->value), printed);
    }
}

static void what_was_printed_of_hampshire_region_and_england_is_held(void) {
    const struct published *published = real();
    value_is(published, "s47-rate", "E10000014", "154.4");
    value_is(published, "icpc-rate", "E10000014", "63");
    value_is(published, "cpp-rate", "E10000014", "39.2");
    value_is(published, "cla-rate", "E10000014", "59");
    value_is(published, "s47-rate", "E92000001", "171.1");
    value_is(published, "cla-rate", "E12000008", "52");
    const struct published_figure *unreliable =
        figure_of(published, "s47-rate", 2024, "E10000014", "");
    HOLDS(unreliable && unreliable->status == PUBLISHED_UNRELIABLE && !unreliable->has_numerator);
    HOLDS(figure_of(published, "s47-rate", 2012, "E10000014", "") == NULL);
    SAME_TEXT(published_source_of(published, TEXT("s47-rate"), 2019), "Children in need 2024");
    SAME_TEXT(published_source_of(published, TEXT("cla-rate"), 2015), "Children looked after 2019");
}

/* ---- every printed figure, from its counts ---- */

struct recount {
    const char *measure;
    int64_t multiplier;
    int decimals;
    int same;      /* of authorities: recomputed, and alike */
    int untold;    /* of authorities: printed, but a count behind it is not */
    int missing;   /* of authorities: a marker in place of the figure */
    int reached;   /* of regions and England: counts that round to those printed give the figure */
    bool is_named; /* one of the 12,263 */
};

static int64_t spread(int64_t count, int64_t by) {
    return count + by < 0 ? 0 : count + by;
}

/* Counts of regions and England are rounded to 10, populations are not. */
static bool can_be_reached(const struct recount *kind, const struct published_figure *figure) {
    int64_t below = kind->multiplier == 100 ? -5 : 0, above = kind->multiplier == 100 ? 5 : 0;
    struct decimal least = decimal_quotient(spread(figure->numerator, -5), kind->multiplier,
                                            spread(figure->denominator, above), kind->decimals);
    struct decimal most = decimal_quotient(spread(figure->numerator, 5), kind->multiplier,
                                           spread(figure->denominator, below), kind->decimals);
    return decimal_compare(least, figure->value) <= 0 && decimal_compare(figure->value, most) <= 0;
}

static bool is_same(const struct recount *kind, const struct published_figure *figure) {
    struct decimal again =
        decimal_quotient(figure->numerator, kind->multiplier, figure->denominator, kind->decimals);
    return decimal_compare(again, figure->value) == 0;
}

static void recount_row(const struct published_row *row, struct recount *found) {
    const struct published_figure said = published_figure_of(row, 0), *figure = &said;
    bool is_shown = figure->status == PUBLISHED_SHOWN;
    bool has_both = figure->has_numerator && figure->has_denominator && figure->denominator > 0;
    if (row->area->level == PUBLISHED_AUTHORITY) {
        found->missing += !is_shown;
        found->untold += is_shown && !has_both;
        found->same += is_shown && has_both && is_same(found, figure);
        bool differs = is_shown && has_both && !is_same(found, figure);
        if (!HOLDS(!differs)) {
            printf("\n%s %lld %.*s\n", found->measure, (long long)row->year,
                   TEXT_ARG(row->area->name));
        }
    } else {
        found->reached += is_shown && has_both && can_be_reached(found, figure);
        HOLDS(!is_shown || !has_both || can_be_reached(found, figure));
    }
}

/* The numbers were counted apart, on the department's own files. */
static const struct recount KNOWN[] = {
    {"referrals-rate", 10000, 1, 1794, 0, 29, 144, true},
    {"s47-rate", 10000, 1, 1786, 0, 37, 144, true},
    {"icpc-rate", 10000, 1, 1786, 0, 37, 144, true},
    {"cpp-rate", 10000, 1, 1783, 0, 40, 144, true},
    {"re-referrals", 100, 1, 1948, 1, 27, 156, true},
    {"cpp-repeat-ever", 100, 1, 1925, 12, 39, 156, true},
    {"cpp-2y-current", 100, 1, 1241, 17, 718, 156, true},
    {"cpp-2y-ended", 100, 1, 1448, 11, 364, 144, false},
    {"referrals-nfa", 100, 1, 1874, 1, 101, 156, false},
    {"cla-rate", 10000, 0, 1209, 604, 490, 96, false},
    {"cla-3-placements", 100, 0, 1191, 4, 48, 96, false},
};

static void every_printed_figure_recomputes_from_its_counts(void) {
    const struct published *published = real();
    int named = 0;
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
        struct recount found = {
            KNOWN[i].measure, KNOWN[i].multiplier, KNOWN[i].decimals, 0, 0, 0, 0, false};
        const struct published_table *table =
            published_table_of(published, text_of(KNOWN[i].measure));
        for (size_t row = 0; HOLDS(table != NULL) && row < table->row_count; row++) {
            recount_row(&table->rows[row], &found);
        }
        SAME_INT(found.same, KNOWN[i].same);
        SAME_INT(found.untold, KNOWN[i].untold);
        SAME_INT(found.missing, KNOWN[i].missing);
        SAME_INT(found.reached, KNOWN[i].reached);
        named += KNOWN[i].is_named ? found.same : 0;
    }
    SAME_INT(named, 12263);
}

/* A rate's children are those of the mid-year before, in the vintage of the publication. */
static void rates_rest_on_the_population_that_is_held(void) {
    static const struct authority authority = {
        .folder = {"report-defs/authorities/hampshire", 33},
        .population_vintage = {"population_0_17_in_2024_publication", 35}};
    const struct population *population =
        reference_population(testing_arena(), testing_diag(), TEXT("report-defs"), &authority);
    const struct published_table *table = published_table_of(real(), TEXT("s47-rate"));
    int same = 0;
    for (size_t i = 0; HOLDS(population != NULL) && i < table->row_count; i++) {
        const struct published_row *row = &table->rows[i];
        int64_t children;
        bool is_held = population_at(population, row->area->code, (int)row->year - 1, &children);
        const struct published_figure figure = published_figure_of(row, 0);
        HOLDS(is_held == figure.has_denominator);
        same += is_held && children == figure.denominator;
        HOLDS(!is_held || children == figure.denominator);
    }
    HOLDS(same > 1900);
}

/* Five initial categories make the plans wherever none of them is suppressed. */
static void categories_of_abuse_add_up_to_the_plans(void) {
    const struct published_table *table = published_table_of(real(), TEXT("abuse-category-mix"));
    int whole = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        int64_t sum = 0, total = published_figure_of(&table->rows[i], 0).denominator;
        bool has_all = published_figure_of(&table->rows[i], 0).has_denominator &&
                       table->rows[i].area->level == PUBLISHED_AUTHORITY;
        for (size_t c = 0; c < table->category_count; c++) {
            const struct published_figure part = published_figure_of(&table->rows[i], c);
            has_all = has_all && part.has_numerator;
            sum += part.numerator;
        }
        whole += has_all;
        HOLDS(!has_all || sum == total);
    }
    SAME_INT(whole, 1125);
}

static void bands_of_every_measure_add_up_to_their_total(void) {
    const struct published *published = real();
    const struct published_figure *band =
        figure_of(published, "assessment-days", 2019, "E10000014", "41-45");
    HOLDS(band && band->status == PUBLISHED_SHOWN && !band->is_printed && band->has_denominator);
    const struct published_figure *median =
        figure_of(published, "assessment-days", 2019, "E10000014", "median");
    HOLDS(median && median->is_printed && !median->has_numerator);
    HOLDS(figure_of(published, "assessment-days", 2019, "E10000014", "42-43") == NULL);
    const struct published_table *table = published_table_of(published, TEXT("assessments-45"));
    HOLDS(table != NULL && table->category_count == 1 && table->categories[0].length == 0);
}

/* ---- the two ways of reading ---- */

static bool same_figures(const struct published_row *one, const struct published_row *other,
                         size_t category) {
    const struct published_figure a = published_figure_of(one, category),
                                  b = published_figure_of(other, category);
    return a.status == b.status && a.has_numerator == b.has_numerator &&
           a.has_denominator == b.has_denominator && a.numerator == b.numerator &&
           a.denominator == b.denominator && a.is_printed == b.is_printed &&
           a.value.scaled == b.value.scaled && a.value.decimals == b.value.decimals;
}

static size_t compare_tables(const struct published_table *one,
                             const struct published_table *other) {
    size_t compared = 0;
    HOLDS(text_equal(one->measure, other->measure) && one->row_count == other->row_count);
    for (size_t i = 0; i < one->row_count && i < other->row_count; i++) {
        const struct published_row *a = &one->rows[i], *b = &other->rows[i];
        bool agree =
            a->year == b->year && a->line == b->line && text_equal(a->area->code, b->area->code);
        for (size_t category = 0; category < one->category_count; category++) {
            agree = agree && same_figures(a, b, category);
            compared++;
        }
        HOLDS(agree);
    }
    return compared;
}

/* A quoted word of the header is beyond what is read line by line. */
static void tables_read_by_lines_are_those_read_by_records(void) {
    const char *folder = testing_words(testing_within(text_of(testing_folder()), "quoted"));
    HOLDS(testing_succeeds("mkdir -p %s && cp -r report-defs/reference %s && "
                           "sed -i '1s/year/\"year\"/' %s/reference/published/*.csv",
                           folder, folder, folder));
    const struct published *by_lines = real();
    const struct published *by_records =
        published_read(testing_arena(), testing_diag(), text_of(folder));
    size_t compared = 0;
    if (HOLDS(by_records != NULL && by_records->table_count == by_lines->table_count)) {
        for (size_t i = 0; i < by_lines->table_count; i++) {
            compared += compare_tables(&by_lines->tables[i], &by_records->tables[i]);
        }
    }
    HOLDS(compared > 37000);
}

/* Out of order, in quotes, with blanks and commas in numbers: what spreadsheets write. */
static void a_table_in_any_form_says_the_same(void) {
    static const char *const forms[] = {
        "2018,A,4,8,1234.5\n2019,A,,c,z\n2019,R,0,9,0\n",
        "2019,R,0,9,0\n2019,A,,c,z\n2018,A,4,8,1234.5\n",
        "2018,A,4,8,\"1,234.5\"\r\n2019,A,\"\",c,z\r\n2019,R,0,9,0",
        "2018, A ,4,8 ,1234.5\n\n2019,A,,c,z\n2019,R,00,9,0\n",
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const struct published *published = published_with(whole_header, forms[i]);
        const struct published_figure *first = figure_of(published, "m", 2018, "A", "");
        HOLDS(first && first->numerator == 4 && first->denominator == 8 &&
              first->value.scaled == 12345 && first->value.decimals == 1);
        const struct published_figure *marked = figure_of(published, "m", 2019, "A", "");
        HOLDS(marked && marked->status == PUBLISHED_NOT_APPLICABLE && !marked->has_numerator);
        const struct published_table *table = published_table_of(published, TEXT("m"));
        SAME_TEXT(table->rows[1].area->code, "R");
        SAME_INT(figure_of(published, "m", 2019, "R", "")->numerator, 0);
    }
}

/* ---- neighbours ---- */

static void hampshires_neighbours_are_those_of_the_model_in_force(void) {
    const struct published *published = real();
    const struct published_area *hampshire = published_area_of(published, TEXT("E10000014"));
    struct neighbours now = published_neighbours(published, hampshire, 2025);
    SAME_TEXT(now.model, "2025");
    static const char *const numbers[] = {"865", "802", "916", "938", "869",
                                          "867", "803", "937", "931", "855"};
    SAME_INT(now.count, 10);
    for (size_t i = 0; i < now.count && i < 10; i++) {
        SAME_TEXT(now.numbers[i], numbers[i]);
    }
    struct neighbours before = published_neighbours(published, hampshire, 2024);
    SAME_TEXT(before.model, "2021");
    SAME_INT(before.count, 10);
    SAME_INT(published_neighbours(published, hampshire, 2010).count, 0);
}

static void neighbours_stand_in_their_order_and_change_with_the_model(void) {
    const struct published *published = published_with(whole_header, "");
    struct neighbours old =
        published_neighbours(published, published_area_of(published, TEXT("A")), 2018);
    SAME_INT(old.count, 2);
    SAME_TEXT(old.numbers[0], "2");
    SAME_TEXT(old.numbers[1], "3");
    struct neighbours next =
        published_neighbours(published, published_area_of(published, TEXT("A")), 2019);
    SAME_INT(next.count, 1);
    SAME_TEXT(next.numbers[0], "4");
}

/* ---- reading ---- */

static void a_marker_stays_what_it_is(void) {
    const struct published *published =
        published_with(whole_header, "2019,A,c,5,c\n2019,B,u,u,u\n2019,C,0,9,.\n2019,D,0,9,0\n"
                                     "2019,R,,,z\n2018,A,4,,\n2018,B,7,,1.5\n");
    const struct {
        int64_t year;
        const char *code;
        enum published_status status;
        bool has_numerator, has_denominator;
    } expected[] = {{2019, "A", PUBLISHED_SUPPRESSED, false, true},
                    {2019, "B", PUBLISHED_UNRELIABLE, false, false},
                    {2019, "C", PUBLISHED_NOT_AVAILABLE, true, true},
                    {2019, "D", PUBLISHED_SHOWN, true, true},
                    {2019, "R", PUBLISHED_NOT_APPLICABLE, false, false},
                    {2018, "A", PUBLISHED_NOT_AVAILABLE, true, false},
                    {2018, "B", PUBLISHED_SHOWN, true, false}};
    for (size_t i = 0; HOLDS(published != NULL) && i < sizeof expected / sizeof *expected; i++) {
        const struct published_figure *figure =
            figure_of(published, "m", expected[i].year, expected[i].code, "");
        HOLDS(figure && figure->status == expected[i].status &&
              figure->has_numerator == expected[i].has_numerator &&
              figure->has_denominator == expected[i].has_denominator);
    }
}

static void a_part_whose_count_or_total_is_missing_is_missing(void) {
    const struct published *published = published_with(
        "year,code,total,x,y,median\n", "2019,A,10,4,c,3\n2019,B,u,4,5,u\n2019,C,0,0,0,z\n");
    const struct {
        const char *code, *category;
        enum published_status status;
    } expected[] = {{"A", "x", PUBLISHED_SHOWN},
                    {"A", "y", PUBLISHED_SUPPRESSED},
                    {"A", "median", PUBLISHED_SHOWN},
                    {"B", "x", PUBLISHED_UNRELIABLE},
                    {"C", "x", PUBLISHED_NOT_APPLICABLE}};
    for (size_t i = 0; HOLDS(published != NULL) && i < sizeof expected / sizeof *expected; i++) {
        const struct published_figure *figure =
            figure_of(published, "m", 2019, expected[i].code, expected[i].category);
        HOLDS(figure && figure->status == expected[i].status);
    }
}

static void an_authority_whose_code_alone_changed_is_the_same(void) {
    const struct published *published =
        published_with(whole_header, "2017,B,1,2,50\n2019,B2,1,4,25\n");
    const struct published_table *table = published_table_of(published, TEXT("m"));
    const struct published_area *now = published_area_of(published, TEXT("B2"));
    HOLDS(published_row_of(table, 2017, now) != NULL);
    HOLDS(published_row_of(table, 2019, now) != NULL);
    HOLDS(published_row_of(table, 2019, published_area_of(published, TEXT("A"))) == NULL);
    SAME_INT(published_latest_year(table, 2030), 2019);
    SAME_INT(published_latest_year(table, 2018), 2017);
    SAME_INT(published_latest_year(table, 2016), 0);
    size_t count;
    HOLDS(published_rows_of(table, 2018, PUBLISHED_AUTHORITY, &count) == NULL && count == 0);
}

static void refused(const char *header, const char *rows, uint32_t line, const char *words) {
    struct diag *diag = testing_diag();
    size_t before = diag_kept_count(diag);
    HOLDS(published_with(header, rows) == NULL);
    if (HOLDS(diag_kept_count(diag) == before + 1)) {
        const struct diag_message *message = diag_message_at(diag, before);
        SAME_INT(message->place.line, line);
        HOLDS(text_contains(message->words, text_of(words)));
    }
}

static void faulty_tables_are_refused_in_their_line(void) {
    refused(whole_header, "2019,A,1,2,3\n2019,A,1,2,3\n", 3, "listed twice");
    refused(whole_header, "2019,A,1,2,lots\n", 2, "the value is neither");
    refused(whole_header, "2019,A,1,2,-3\n", 2, "the value is neither");
    refused(whole_header, "2018,A,1,2,3\n2019,A,1,2,3.\n", 3, "the value is neither");
    refused(whole_header, "2019,A,1,2,3\n2019,B,1,cc,3\n", 3, "the denominator is neither");
    refused(whole_header, "2019,A,1,2\n", 2, "the record has 4 values");
    refused(whole_header, "2019,A,1,2,3,4\n", 2, "the record has 6 values");
    refused(whole_header, "2019,A,1.5,2,3\n", 2, "the numerator is neither");
    refused(whole_header, "2019,A,1,-2,3\n", 2, "the denominator is neither");
    refused(whole_header, "2019,Z,1,2,3\n", 2, "areas.csv has no such code");
    refused(whole_header, "2020,A,1,2,3\n", 2, "where the year comes from");
    refused(whole_header, "March,A,1,2,3\n", 2, "the year is not a number");
    refused("year,code,numerator,count\n", "2019,A,1,2\n", 1, "its columns are neither");
    refused("year,code,total,x,median\n", "2019,A,9,many,2\n", 2, "the x is neither");
}

static void a_list_is_refused(const char *name, const char *header, const char *rows, uint32_t line,
                              const char *words) {
    struct diag *diag = testing_diag();
    size_t before = diag_kept_count(diag);
    const char *folder = folder_with(whole_header, "2019,A,1,2,3\n");
    write_file(folder, name, header, rows);
    HOLDS(published_read(testing_arena(), diag, text_of(folder)) == NULL);
    if (HOLDS(diag_kept_count(diag) > before)) {
        const struct diag_message *message = diag_message_at(diag, before);
        SAME_INT(message->place.line, line);
        HOLDS(text_contains(message->words, text_of(words)));
    }
}

static void years_with_two_publications_or_models_are_refused(void) {
    a_list_is_refused("publications.csv", "measure,first_year,last_year,publication\n",
                      "m,2010,2019,P\nm,2019,2020,Q\n", 3, "two publications");
    a_list_is_refused("publications.csv", "measure,first_year,last_year,publication\n",
                      "m,2020,2019,P\n", 2, "before the first");
    a_list_is_refused("neighbour-models.csv", "model,first_year,last_year\n",
                      "a,2010,2019\nb,2019,2020\n", 3, "two models");
    a_list_is_refused("statistical-neighbours.csv", "model,authority,place,neighbour\n",
                      "old,1,1,2\nold,1,1,3\n", 3, "listed twice");
    a_list_is_refused("statistical-neighbours.csv", "model,authority,place,neighbour\n",
                      "old,1,11,2\n", 2, "not from 1 to 10");
    a_list_is_refused("areas.csv", "code,name,level,region,authority_number\n",
                      "A,a,authority,,1\n", 2, "needs its region");
    a_list_is_refused("areas.csv", "code,name,level,region,authority_number\n", "A,a,town,R,1\n", 2,
                      "the level is none of");
}

SUITE(ingest_published, CLAIM(what_was_printed_of_hampshire_region_and_england_is_held),
      CLAIM(every_printed_figure_recomputes_from_its_counts),
      CLAIM(rates_rest_on_the_population_that_is_held),
      CLAIM(categories_of_abuse_add_up_to_the_plans),
      CLAIM(bands_of_every_measure_add_up_to_their_total),
      CLAIM(tables_read_by_lines_are_those_read_by_records),
      CLAIM(a_table_in_any_form_says_the_same),
      CLAIM(hampshires_neighbours_are_those_of_the_model_in_force),
      CLAIM(neighbours_stand_in_their_order_and_change_with_the_model),
      CLAIM(a_marker_stays_what_it_is), CLAIM(a_part_whose_count_or_total_is_missing_is_missing),
      CLAIM(an_authority_whose_code_alone_changed_is_the_same),
      CLAIM(faulty_tables_are_refused_in_their_line),
      CLAIM(years_with_two_publications_or_models_are_refused))
