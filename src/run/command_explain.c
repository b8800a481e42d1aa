/* `quarterday explain`: the records behind a figure, which are child-level data:
 * a file of them is for its owner alone. */
#include "base/file.h"
#include "measure/standing.h"
#include "run/commands.h"
#include "run/explanation.h"

static const struct measure_definition *find_measure(struct session *session) {
    struct text id = session->options->subject;
    const struct catalogue *catalogue = session->catalogue;
    const struct measure_definition *measure = catalogue_measure(catalogue, id);
    if (measure == NULL) {
        struct text *ids = ARENA_ARRAY(session->arena, struct text, catalogue->measure_count);
        for (size_t i = 0; i < catalogue->measure_count; i++) {
            ids[i] = catalogue->measures[i]->id;
        }
        DIAG_REPORT(session->diag, US010, NULL, id);
        diag_did_you_mean(session->diag, id, ids, catalogue->measure_count);
    }
    return measure;
}

/* A unit by id or name, or what has none at a level: "team (none)". */
static bool find_unit(struct session *session, struct explain_request *request) {
    struct text wanted = session->options->unit;
    struct text none = TEXT(" (none)");
    if (text_ends_with(wanted, none) &&
        unit_level_parse(text_slice(wanted, 0, wanted.length - none.length), &request->level)) {
        request->unit = UNIT_NONE;
        return true;
    }
    if (!session_unit(session, &request->unit)) {
        return false;
    }
    request->level = session->units->units[request->unit].level;
    return true;
}

static bool read_request(struct session *session, struct explain_request *request) {
    if (session->options->is_json && session->options->is_csv) {
        DIAG_REPORT(session->diag, US016, NULL, TEXT("--csv"), TEXT("--json"));
        return false;
    }
    if (!session_load_definitions(session, NEEDS_RULES | NEEDS_FIGURES)) {
        return false;
    }
    request->category = session->options->category;
    request->only_not_met = session->options->is_not_met;
    request->measure = find_measure(session);
    return request->measure != NULL && session_period(session, &request->period) &&
           find_unit(session, request);
}

static void write(const struct session *session, struct buffer *out,
                  const struct explanation *explanation) {
    if (session->options->is_csv) {
        explanation_write_csv(out, explanation);
    } else if (session->options->is_json) {
        explanation_write_json(out, explanation, session->supplied);
    } else {
        explanation_write_text(out, explanation, session->supplied);
    }
}

bool command_explain(struct session *session, struct buffer *out) {
    struct explain_request request = {0};
    day_number extract_date;
    if (!read_request(session, &request) || !session_read_extract(session) ||
        !session_extract_date(session, &extract_date) ||
        (!standing_covers(session->calendar, session_covered_from(session), request.measure,
                          &request.period) &&
         !session_covers(session, &request.period, extract_date)) ||
        (request.measure->is_of_findings && !session_validate(session))) {
        return false;
    }
    phases_begin(session->phases, "list records");
    struct measure_context context = session_measure_context(session, extract_date);
    struct explanation explanation;
    if (!measure_explain(session->arena, session->diag, &context, &request, &explanation)) {
        return false;
    }
    if (session->options->out.length == 0) {
        write(session, out, &explanation);
        return true;
    }
    struct buffer file = buffer_new(session->arena);
    write(session, &file, &explanation);
    return file_write(session->diag, session->options->out, buffer_text(&file), 0600);
}
