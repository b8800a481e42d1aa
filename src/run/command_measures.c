/* `quarterday measures`: every measure of the catalogue for one period, as
 * figures.csv or JSON, without a report. */
#include "base/file.h"
#include "run/commands.h"
#include "run/figures_json.h"

/* The levels named in --by, separated by commas. */
static bool parse_levels(struct session *session, bool levels[UNIT_LEVEL_COUNT]) {
    struct text rest = session->options->by, part;
    while (text_next_part(&rest, ',', &part)) {
        enum unit_level level;
        if (!unit_level_parse(text_trim(part), &level)) {
            DIAG_REPORT(session->diag, US004, NULL, part,
                        TEXT("one of county, area, district and team"));
            return false;
        }
        levels[level] = true;
    }
    return true;
}

static const struct figures *compute(struct session *session, const struct period *period,
                                     day_number extract_date, const bool levels[UNIT_LEVEL_COUNT]) {
    const struct catalogue *catalogue = session->catalogue;
    struct figure_request *requests =
        ARENA_ARRAY(session->arena, struct figure_request, catalogue->measure_count);
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        requests[i] = (struct figure_request){catalogue->measures[i], *period};
    }
    struct measure_context context = session_measure_context(session, extract_date);
    /* A list without a report is still of use with a table missing: those measures print [x]. */
    context.marks_missing_tables = true;
    return measures_compute(session->arena, session->diag, &context, requests,
                            catalogue->measure_count, levels);
}

static void write_figures(const struct session *session, struct buffer *out,
                          const struct figures *figures) {
    if (session->options->is_json) {
        figures_json_write(out, figures, session->supplied);
    } else {
        figures_write_csv(out, figures);
    }
}

bool command_measures(struct session *session, struct buffer *out) {
    bool levels[UNIT_LEVEL_COUNT] = {false};
    struct period period;
    day_number extract_date;
    if (!parse_levels(session, levels) || !session_load_definitions(session) ||
        !session_period(session, &period) || !session_read_extract(session) ||
        !session_extract_date(session, &extract_date) ||
        !session_covers(session, &period, extract_date)) {
        return false;
    }
    phases_begin(session->phases, "compute measures");
    const struct figures *figures = compute(session, &period, extract_date, levels);
    if (figures == NULL) {
        return false;
    }
    if (session->options->out.length == 0) {
        write_figures(session, out, figures);
        return true;
    }
    struct buffer file = buffer_new(session->arena);
    write_figures(session, &file, figures);
    return file_write(session->diag, session->options->out, buffer_text(&file), 0644);
}
