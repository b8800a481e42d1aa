#include "support/county.h"

#include "support/testing.h"

void county_begin(struct county *county) {
    struct session *session = &county->session;
    day_number extract_date;
    county->options = (struct options){.authority = TEXT("hampshire"),
                                       .definitions = TEXT("report-defs"),
                                       .extracts = TEXT("build/fixtures/hampshire"),
                                       .period = TEXT("2013-14"),
                                       .as_at = TEXT("2014-03-31"),
                                       .threads = 2};
    *session = (struct session){.arena = testing_arena(),
                                .diag = testing_diag(),
                                .options = &county->options,
                                .phases = phases_new(testing_arena(), false)};
    CU_ASSERT_FATAL(session_load_definitions(session, NEEDS_ALL) && session_read_extract(session) &&
                    session_extract_date(session, &extract_date) &&
                    session_period(session, &county->period));
    county->context = session_measure_context(session, extract_date);
}

const struct figures *county_figures(const struct county *county,
                                     bool (*wants)(const struct measure_definition *measure),
                                     const char *const *periods, size_t period_count) {
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    const struct catalogue *catalogue = county->context.catalogue;
    size_t count = 0;
    struct figure_request *requests = ARENA_ARRAY(testing_arena(), struct figure_request,
                                                  catalogue->measure_count * period_count);
    for (size_t i = 0; i < period_count; i++) {
        struct period period;
        CU_ASSERT_FATAL(period_parse(text_of(periods[i]), &period));
        for (size_t measure = 0; measure < catalogue->measure_count; measure++) {
            if (wants == NULL || wants(catalogue->measures[measure])) {
                requests[count++] = (struct figure_request){.measure = catalogue->measures[measure],
                                                            .period = period};
            }
        }
    }
    const struct figures *figures = measures_compute(testing_arena(), testing_diag(),
                                                     &county->context, requests, count, levels);
    CU_ASSERT_FATAL(figures != NULL);
    return figures;
}
