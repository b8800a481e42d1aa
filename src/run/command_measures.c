/* `quarterday measures`: every measure of the catalogue for one period, with
 * what stands around each figure, as CSV or JSON, without a report. */
#include "base/file.h"
#include "measure/standing.h"
#include "run/commands.h"
#include "run/standings_json.h"

/* The levels and breakdowns named in --by, separated by commas; the county where no level is. */
static bool parse_levels(struct session *session, bool levels[UNIT_LEVEL_COUNT],
                         bool breakdowns[BREAKDOWN_COUNT]) {
    bool names_level = false;
    struct text rest = session->options->by, part;
    while (text_next_part(&rest, ',', &part)) {
        enum unit_level level;
        enum breakdown breakdown;
        if (unit_level_parse(text_trim(part), &level)) {
            levels[level] = names_level = true;
        } else if (breakdown_parse(text_trim(part), &breakdown)) {
            breakdowns[breakdown] = true;
        } else {
            DIAG_REPORT(session->diag, US004, NULL, part,
                        TEXT("one of county, area, district, team, worker, age, sex and "
                             "ethnicity"));
            return false;
        }
    }
    levels[UNIT_COUNTY] = levels[UNIT_COUNTY] || !names_level;
    return true;
}

/* The comparisons named in --compare. */
static bool parse_comparisons(struct session *session, struct standing_plan *plan) {
    struct text rest = session->options->compare, part;
    bool is_none = text_equal_c(rest, "none");
    while (!is_none && text_next_part(&rest, ',', &part)) {
        bool is_previous = text_equal_c(text_trim(part), "previous");
        bool is_last_year = text_equal_c(text_trim(part), "last-year");
        if (!is_previous && !is_last_year) {
            DIAG_REPORT(session->diag, US004, NULL, part,
                        TEXT("previous or last-year (several parted by commas), or none"));
            return false;
        }
        plan->with_previous = plan->with_previous || is_previous;
        plan->with_last_year = plan->with_last_year || is_last_year;
    }
    return true;
}

static bool make_plan(struct session *session, struct standing_plan *plan) {
    plan->is_first_cut = session->options->is_first_cut;
    if (!parse_comparisons(session, plan) || !session_period(session, &plan->now)) {
        return false;
    }
    if (!standing_plan_series(plan, session->options->trend)) {
        DIAG_REPORT(session->diag, US004, NULL,
                    text_format(session->arena, "%u", session->options->trend),
                    TEXT("a number of periods that keeps to the years from 1900 on"));
        return false;
    }
    return true;
}

static const struct standings *compute(struct session *session, const struct standing_plan *plan,
                                       day_number extract_date, const bool levels[UNIT_LEVEL_COUNT],
                                       const bool breakdowns[BREAKDOWN_COUNT]) {
    const struct catalogue *catalogue = session->catalogue;
    size_t count;
    const struct figure_request *requests =
        standing_requests(session->arena, plan, session->calendar, catalogue->measures,
                          catalogue->measure_count, &count);
    struct measure_context context = session_measure_context(session, extract_date);
    /* A list without a report is still of use with a table missing: those measures print [x]. */
    context.marks_missing_tables = true;
    const struct standing_sources sources = {.targets = session->targets,
                                             .bandings = session->bandings,
                                             .published = session->published,
                                             .authority_code = session->authority->ons_code};
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        context.breakdowns[i] = breakdowns[i];
    }
    const struct figures *figures =
        measures_compute(session->arena, session->diag, &context, requests, count, levels);
    return figures == NULL ? NULL : standings_of(session->arena, figures, plan, &sources);
}

static void write_standings(const struct session *session, struct buffer *out,
                            const struct standings *standings) {
    if (session->options->is_json) {
        standings_json_write(out, standings, session->supplied);
    } else {
        standings_write_csv(out, standings);
    }
}

bool command_measures(struct session *session, struct buffer *out) {
    bool levels[UNIT_LEVEL_COUNT] = {false}, breakdowns[BREAKDOWN_COUNT] = {false};
    struct standing_plan plan = {.series_count = 0};
    day_number extract_date;
    if (!parse_levels(session, levels, breakdowns) ||
        !session_load_definitions(session, NEEDS_FIGURES) || !make_plan(session, &plan) ||
        !session_read_extract(session) || !session_extract_date(session, &extract_date) ||
        !session_covers(session, &plan.now, extract_date)) {
        return false;
    }
    plan.covered_from = session_covered_from(session);
    phases_begin(session->phases, "compute measures");
    const struct standings *standings = compute(session, &plan, extract_date, levels, breakdowns);
    if (standings == NULL) {
        return false;
    }
    phases_begin(session->phases, "write figures");
    if (session->options->out.length == 0) {
        write_standings(session, out, standings);
        return true;
    }
    struct buffer file = buffer_new(session->arena);
    write_standings(session, &file, standings);
    return file_write(session->diag, session->options->out, buffer_text(&file), 0644);
}
