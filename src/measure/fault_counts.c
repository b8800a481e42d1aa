/* Findings become rows without a day, so that units and workers are told and
 * counted where all other records are. */
#include "fault_counts.h"

#include "base/arena.h"
#include "table/dictionary.h"

static bool is_of_extracts(const struct measure_context *context, const struct period *period) {
    return context->faults != NULL &&
           context->extract_date < date_add_months(period->last_day + 1, 1) - 1;
}

static uint32_t code_of(struct dictionary *names, struct text name) {
    return name.length == 0 ? 0 : dictionary_intern(names, name);
}

static struct records records_of(struct arena *arena, const struct measure_context *context) {
    struct records records = {.shape = RECORDS_CHOSEN,
                              .has_team = true,
                              .children = dictionary_new(arena),
                              .teams = dictionary_new(arena),
                              .workers = dictionary_new(arena),
                              .categories = dictionary_new(arena),
                              .keys = dictionary_new(arena)};
    records.rows = ARENA_ARRAY(arena, struct record_row, context->fault_count + 1);
    for (size_t i = 0; i < context->fault_count; i++) {
        const struct record_fault *fault = &context->faults[i];
        records.rows[records.count++] =
            (struct record_row){.first = DAY_NONE,
                                .last = DAY_NONE,
                                .team = code_of(records.teams, fault->team),
                                .worker = code_of(records.workers, fault->worker)};
    }
    return records;
}

const struct tally *fault_counts(struct arena *arena, struct diag *diag,
                                 const struct measure_context *context,
                                 const struct measure_definition *measure,
                                 const struct period *period) {
    if (!is_of_extracts(context, period)) {
        return NULL;
    }
    const struct records records = records_of(arena, context);
    const struct window window = window_of(measure->window, period);
    return tally_records(arena, diag, measure, context->units, &records, &window, NULL);
}
