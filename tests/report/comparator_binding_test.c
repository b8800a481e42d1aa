/* Comparators in texts: what is published stands beside the figure, with a note
 * of its source, and what is not published is refused before data is read. */
#include "report/binding.h"
#include "support/measuring.h"
#include "support/testing.h"

static struct report_context context;

/* A writer of the annual report for 2018-19, with one measure's figures; NULL: collecting. */
static struct writer *writer_of(const char *measure, bool is_collecting) {
    struct measuring *measuring = measuring_new();
    const struct measure_context *measured = measuring_context(measuring);
    const struct figures *figures =
        is_collecting ? NULL : measuring_figures(measuring, measure, "2018-19");
    context = (struct report_context){
        .report = catalogue_report(measured->catalogue, TEXT("annual-safeguarding")),
        .catalogue = measured->catalogue,
        .authority =
            authority_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("hampshire")),
        .units = measured->units,
        .supplied = measured->supplied,
        .published = measured->published,
        .scores = deprivation_scores_read(testing_arena(), testing_diag(), TEXT("report-defs"))};
    HOLDS(period_parse(TEXT("2018-19"), &context.period));
    return writer_new(testing_arena(), testing_diag(), &context, figures);
}

static void is_given(const char *binding, const char *prose, const char *source) {
    static const struct place place = {.line = 1};
    struct writer *writer = writer_of("s47-rate", false);
    struct bound bound;
    if (HOLDS(binding_resolve(writer, &place, text_of(binding), &bound))) {
        SAME_TEXT(bound.prose, prose);
        SAME_TEXT(binding_source(writer, &bound), source);
    }
}

#define PUBLISHED_2019 "Department for Education, Children in need 2024: year to 31 March 2019"
#define PUBLISHED_2018 "Department for Education, Children in need 2024: year to 31 March 2018"

static void a_comparator_is_given_with_its_source(void) {
    is_given("s47-rate@england", "171.1", PUBLISHED_2019 ".");
    is_given("s47-rate@region", "175.2", PUBLISHED_2019 ".");
    is_given("s47-rate@region.name", "South East", PUBLISHED_2019 ".");
    is_given("s47-rate@neighbours", "136.1",
             PUBLISHED_2019 "; median of 10 statistical neighbours (model of 2021).");
    is_given("s47-rate@published", "154.4", PUBLISHED_2019 ".");
    is_given("s47-rate@england.year", "the year to March 2019", PUBLISHED_2019 ".");
    is_given("icpc-15@england", "78.7%", PUBLISHED_2019 ", worked out from counts rounded to 10.");
    is_given("s47-to-icpc-days[median]@england", "14", PUBLISHED_2019 ".");
    is_given("cpp-2y-current@neighbours.count", "5",
             PUBLISHED_2019 "; median of 5 statistical neighbours (model of 2021), 5 without a "
                            "figure.");
}

static void the_period_of_a_comparator_is_its_argument(void) {
    is_given("s47-rate@england(last-year)", "169.1", PUBLISHED_2018 ".");
}

/* Hampshire's 154.4 (149.8 to 159.0) in 2019: below England's 171.1 and the region's 175.2, above
 * its neighbours' 136.1. */
static void sides_are_claimed_of_the_published_figure(void) {
    static const char note[] = PUBLISHED_2019 ".";
    is_given("s47-rate@published.against(england)", "below", note);
    is_given("s47-rate@published.against(region)", "below", note);
    is_given("s47-rate@published.against(neighbours)", "above", note);
    is_given("cpp-2y-current@published.against(england)", "above", note);
    is_given("cpp-repeat-ever@published.against(england)", "not clearly different from", note);
    is_given("icpc-15@published.against(neighbours)", "below",
             PUBLISHED_2019 ", worked out from the counts.");
}

static void the_published_figure_has_counts_intervals_and_changes(void) {
    static const char note[] = PUBLISHED_2019 ".";
    is_given("s47-rate@published.numerator", "4,317", note);
    is_given("s47-rate@published.denominator", "279,687", note);
    is_given("s47-rate@published.interval", "149.8 to 159.0", note);
    is_given("s47-rate@published.lower", "149.8", note);
    is_given("s47-rate@published.upper", "159.0", note);
    is_given("s47-rate@published.difference(last-year)", "+17.1", note);
    is_given("s47-rate@published.difference(last-year)|rose-or-fell", "rose", note);
    is_given("cpp-rate@published.difference(last-year)|rose-or-fell", "fell", note);
    is_given("icpc-rate@published.difference(last-year)|rose-or-fell", "showed no clear change",
             note);
}

static void the_published_figure_is_ranked_without_extracts(void) {
    is_given("s47-rate@published.rank", "94", PUBLISHED_2019 ".");
    is_given("s47-rate@published.ranked", "148", PUBLISHED_2019 ".");
    is_given("s47-rate@published.rank(neighbours)", "3", PUBLISHED_2019 ".");
    is_given("s47-rate@published.ranked(neighbours)", "11", PUBLISHED_2019 ".");
}

#define IDACI_2019                                                                                 \
    "Expected from an unweighted straight line through the published rates of other authorities "  \
    "in the year to March 2019 (Children in need 2024) and their average scores in IDACI 2019 "    \
    "(upper-tier authorities of 2019, children at mid-2015), those without a rate or a score "     \
    "left "                                                                                        \
    "out."

/* The check of the measure catalogue: 129 expected where there were 154, R squared 0.33. */
static void a_published_rate_stands_beside_deprivation(void) {
    is_given("s47-rate@idaci", "128.5", IDACI_2019);
    is_given("s47-rate@idaci.lower", "1.3", IDACI_2019);
    is_given("s47-rate@idaci.upper", "255.8", IDACI_2019);
    is_given("s47-rate@idaci.ratio", "120.1", IDACI_2019);
    is_given("s47-rate@idaci.score", "0.101", IDACI_2019);
    is_given("s47-rate@idaci.r-squared", "0.33", IDACI_2019);
    is_given("s47-rate@idaci.authorities", "147", IDACI_2019);
    is_given("s47-rate@idaci.left-out", "4", IDACI_2019);
    is_given("s47-rate@idaci.rank", "40", IDACI_2019);
    is_given("s47-rate@idaci.ranked", "148", IDACI_2019);
    is_given("s47-rate@idaci.place", "within", IDACI_2019);
}

static size_t count_published(const char *binding) {
    static const struct place place = {.line = 1};
    struct writer *writer = writer_of("s47-rate", false);
    struct bound bound;
    HOLDS(binding_resolve(writer, &place, text_of(binding), &bound));
    return writer->published_count;
}

static void what_was_published_and_printed_is_kept_for_the_data(void) {
    SAME_INT(count_published("s47-rate@england"), 1);
    SAME_INT(count_published("s47-rate@published.against(england)"), 2);
    SAME_INT(count_published("s47-rate@published.difference(last-year)"), 2);
    SAME_INT(count_published("s47-rate@published.rank"), 2);
    SAME_INT(count_published("s47-rate@idaci"), 8);
    SAME_INT(count_published("s47-rate"), 0);
}

/* Nobody had an enquiry: the lowest of all. */
static void ranks_need_the_authoritys_own_figure(void) {
    is_given("s47-rate@neighbours.rank", "11",
             PUBLISHED_2019 "; median of 10 statistical neighbours (model of 2021).");
    is_given("s47-rate@england.rank", "148", PUBLISHED_2019 ".");
    is_given("s47-rate@england.ranked", "148", PUBLISHED_2019 ".");
    is_given("cpp-rate@england.rank", "[x]", PUBLISHED_2019 "."); /* not among the figures */
}

static void what_cannot_be_compared_is_refused_at_its_place(void) {
    static const char *const bad[] = {"contacts@england",
                                      "s47-rate[Police]@england",
                                      "s47-rate@england.count",
                                      "s47-rate@england.worth",
                                      "s47-rate@england(never)",
                                      "s47-rate@england.against(region)",
                                      "s47-rate@published.against",
                                      "s47-rate@published.against(published)",
                                      "s47-rate@published.rank(england)",
                                      "s47-rate@published.difference",
                                      "s47-rate@published.difference(never)",
                                      "s47-rate@england.interval",
                                      "s47-rate@idaci.worth",
                                      "s47-to-icpc@idaci"};
    static const struct place place = {.line = 1};
    struct bound bound;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        HOLDS(!binding_resolve(writer_of("s47-rate", true), &place, text_of(bad[i]), &bound));
        SAME_INT(diag_kept_count(testing_diag()), i + 1);
    }
    HOLDS(testing_reported(testing_diag(), "RP001"));
}

static void only_a_rank_asks_for_figures(void) {
    static const struct place place = {.line = 1};
    struct writer *writer = writer_of("s47-rate", true);
    struct bound bound;
    HOLDS(binding_resolve(writer, &place, TEXT("s47-rate@england"), &bound));
    SAME_INT(writer->request_count, 0);
    SAME_INT(writer->measure_count, 1);
    HOLDS(binding_resolve(writer, &place, TEXT("s47-rate@england.rank"), &bound));
    SAME_INT(writer->request_count, 1);
}

SUITE(report_comparator_binding, CLAIM(a_comparator_is_given_with_its_source),
      CLAIM(the_period_of_a_comparator_is_its_argument),
      CLAIM(ranks_need_the_authoritys_own_figure), CLAIM(sides_are_claimed_of_the_published_figure),
      CLAIM(the_published_figure_has_counts_intervals_and_changes),
      CLAIM(the_published_figure_is_ranked_without_extracts),
      CLAIM(a_published_rate_stands_beside_deprivation),
      CLAIM(what_was_published_and_printed_is_kept_for_the_data),
      CLAIM(what_cannot_be_compared_is_refused_at_its_place), CLAIM(only_a_rank_asks_for_figures))
