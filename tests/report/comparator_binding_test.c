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
        .published = measured->published};
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

/* Nobody had an enquiry: the lowest of all. */
static void ranks_need_the_authoritys_own_figure(void) {
    is_given("s47-rate@neighbours.rank", "11",
             PUBLISHED_2019 "; median of 10 statistical neighbours (model of 2021).");
    is_given("s47-rate@england.rank", "148", PUBLISHED_2019 ".");
    is_given("s47-rate@england.ranked", "148", PUBLISHED_2019 ".");
    is_given("cpp-rate@england.rank", "[x]", PUBLISHED_2019 "."); /* not among the figures */
}

static void what_cannot_be_compared_is_refused_at_its_place(void) {
    static const char *const bad[] = {"contacts@england", "s47-rate[Police]@england",
                                      "s47-rate@england.count", "s47-rate@england.worth",
                                      "s47-rate@england(never)"};
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
      CLAIM(ranks_need_the_authoritys_own_figure),
      CLAIM(what_cannot_be_compared_is_refused_at_its_place), CLAIM(only_a_rank_asks_for_figures))
