/* `quarterday forms`: one data query form a team that stands out, and what came
 * back in earlier ones. A form that is there already is never written over: it
 * may hold a team's answers. */
#include "base/file.h"
#include "quality_tables.h"
#include "render/renderer.h"
#include "report/build.h"
#include "run/commands.h"
#include "run/form.h"
#include "run/json.h"

enum { MODE_PRIVATE = 0600, DUE_WORKING_DAYS = 10, FORM_LINES = 14, OVERDUE_LINES = 4 };

/* One file to be written. */
struct form_file {
    struct text path;
    struct text bytes;
    uint32_t team; /* UNIT_NONE: it is no team's */
    size_t query_count, ahead_count;
};

struct forms {
    struct session *session;
    struct period period;
    day_number extract_date, due;
    const struct issues *issues;   /* NULL: no extracts were given */
    const struct replies *replies; /* NULL: none were asked for */
    struct form_file *files;
    size_t file_count;
    size_t form_count; /* of the files, those of teams; they are first */
};

/* ---- what is asked about ---- */

static void add_once(const struct measure_definition **measures, size_t *count,
                     const struct measure_definition *measure) {
    for (size_t i = 0; i < *count; i++) {
        if (measures[i] == measure) {
            return;
        }
    }
    measures[(*count)++] = measure;
}

static bool report_unknown(struct session *session, struct text id) {
    const struct catalogue *catalogue = session->catalogue;
    struct text *ids = ARENA_ARRAY(session->arena, struct text,
                                   catalogue->measure_count + catalogue->report_count);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        ids[count++] = catalogue->measures[i]->id;
    }
    for (size_t i = 0; i < catalogue->report_count; i++) {
        ids[count++] = catalogue->reports[i]->id;
    }
    DIAG_REPORT(session->diag, US010, NULL, id);
    diag_did_you_mean(session->diag, id, ids, count);
    return false;
}

static bool find_measures(struct forms *forms, const struct measure_definition **measures,
                          size_t *count) {
    struct session *session = forms->session;
    struct text rest = session->options->subject, part;
    *count = 0;
    while (text_next_part(&rest, ',', &part)) {
        const struct measure_definition *measure =
            catalogue_measure(session->catalogue, text_trim(part));
        if (measure == NULL) {
            return report_unknown(session, text_trim(part));
        }
        add_once(measures, count, measure);
    }
    return true;
}

static bool find_report_measures(struct forms *forms, const struct report_definition *report,
                                 const struct measure_definition **measures, size_t *count) {
    struct session *session = forms->session;
    struct report_context context = {.report = report,
                                     .catalogue = session->catalogue,
                                     .authority = session->authority,
                                     .units = session->units,
                                     .supplied = session->supplied,
                                     .period = forms->period,
                                     .is_restricted = true};
    struct figure_request *requests;
    size_t request_count;
    *count = 0;
    if (!session_unit(session, &context.unit) ||
        !report_requests(session->arena, session->diag, &context, &requests, &request_count)) {
        return false;
    }
    for (size_t i = 0; i < request_count; i++) {
        add_once(measures, count, requests[i].measure);
    }
    return true;
}

/* The measures of a report, those named, or all. */
static const struct measure_definition *const *choose_measures(struct forms *forms, size_t *count) {
    struct session *session = forms->session;
    const struct catalogue *catalogue = session->catalogue;
    struct text subject = session->options->subject;
    const struct report_definition *report = catalogue_report(catalogue, subject);
    if (subject.length == 0) {
        *count = catalogue->measure_count;
        return catalogue->measures;
    }
    const struct measure_definition **measures =
        ARENA_ARRAY(session->arena, const struct measure_definition *, catalogue->measure_count);
    bool found = report != NULL ? find_report_measures(forms, report, measures, count)
                                : find_measures(forms, measures, count);
    return found ? measures : NULL;
}

static const struct standings *compute(struct forms *forms, const struct measure_context *context,
                                       const struct measure_definition *const *measures,
                                       size_t measure_count) {
    static const bool levels[UNIT_LEVEL_COUNT] = {[UNIT_COUNTY] = true, [UNIT_TEAM] = true};
    struct session *session = forms->session;
    struct standing_plan *plan = ARENA_NEW(session->arena, struct standing_plan);
    *plan = (struct standing_plan){.now = forms->period,
                                   .with_previous = true,
                                   .with_last_year = true,
                                   .covered_from = session_covered_from(session)};
    size_t count;
    const struct figure_request *requests =
        standing_requests(session->arena, plan, session->calendar, measures, measure_count, &count);
    const struct standing_sources sources = {.targets = session->targets};
    const struct figures *figures =
        measures_compute(session->arena, session->diag, context, requests, count, levels);
    return figures == NULL ? NULL : standings_of(session->arena, figures, plan, &sources);
}

/* The day by which answers are wanted: --due, else ten working days on. */
static bool find_due(struct forms *forms) {
    struct session *session = forms->session;
    struct text due = session->options->due;
    if (due.length == 0) {
        forms->due =
            calendar_add_working_days(session->calendar, forms->extract_date, DUE_WORKING_DAYS);
        if (forms->due == DAY_NONE) {
            DIAG_REPORT(session->diag, US005, NULL, TEXT("--due DATE"));
        }
        return forms->due != DAY_NONE;
    }
    if (date_parse(due, DATE_ISO | DATE_SLASHES, &forms->due) == DATE_OK &&
        forms->due >= forms->extract_date) {
        return true;
    }
    DIAG_REPORT(session->diag, US004, NULL, due,
                TEXT("a date such as 2014-04-14, on or after that of the extracts"));
    return false;
}

static bool find_issues(struct forms *forms) {
    struct session *session = forms->session;
    size_t measure_count;
    const struct measure_definition *const *measures;
    if (!session_period(session, &forms->period) ||
        (measures = choose_measures(forms, &measure_count)) == NULL ||
        !session_read_extract(session) || !session_extract_date(session, &forms->extract_date) ||
        !session_covers(session, &forms->period, forms->extract_date) || !find_due(forms) ||
        !session_validate(session)) {
        return false;
    }
    phases_begin(session->phases, "compute measures");
    struct measure_context context = session_measure_context(session, forms->extract_date);
    context.marks_missing_tables = true;
    const struct standings *standings = compute(forms, &context, measures, measure_count);
    if (standings == NULL) {
        return false;
    }
    phases_begin(session->phases, "find what stands out");
    forms->issues = issues_find(session, &context, standings);
    return forms->issues != NULL;
}

/* ---- files ---- */

/* "data-query_2013-14-Q4_BASRA.xlsx"; what a file name should not hold becomes "-". */
static struct text form_path(const struct forms *forms, uint32_t team) {
    struct arena *arena = forms->session->arena;
    struct text id = forms->session->units->units[team].id;
    char *safe = arena_copy(arena, id.bytes, id.length);
    for (size_t i = 0; i < id.length; i++) {
        bool is_letter = (safe[i] >= 'a' && safe[i] <= 'z') || (safe[i] >= 'A' && safe[i] <= 'Z');
        bool is_digit = safe[i] >= '0' && safe[i] <= '9';
        safe[i] = is_letter || is_digit || safe[i] == '_' ? safe[i] : '-';
    }
    struct text period = period_name(arena, &forms->period);
    struct text name =
        text_format(arena, "data-query_%.*s_%.*s.xlsx", TEXT_ARG(period), (int)id.length, safe);
    return file_join(arena, forms->session->options->out, name);
}

static bool make_form(struct forms *forms, const struct issue *issues, size_t count) {
    struct session *session = forms->session;
    struct form_file *file = &forms->files[forms->file_count++];
    *file = (struct form_file){.path = form_path(forms, issues[0].team), .team = issues[0].team};
    for (size_t i = 0; i < count; i++) {
        file->query_count += issues[i].kind == ISSUE_QUERY;
        file->ahead_count += issues[i].kind == ISSUE_AHEAD;
    }
    return form_write(session->arena, session->diag, session, issues, count,
                      period_name(session->arena, &forms->period), forms->extract_date, forms->due,
                      &file->bytes);
}

static bool make_forms(struct forms *forms) {
    const struct issues *issues = forms->issues;
    bool holds = true;
    for (size_t from = 0, to; from < issues->count && holds; from = to) {
        to = from + 1;
        while (to < issues->count && issues->items[to].team == issues->items[from].team) {
            to++;
        }
        holds = make_form(forms, &issues->items[from], to - from);
    }
    forms->form_count = forms->file_count;
    return holds;
}

static void add_file(struct forms *forms, const char *name, struct text bytes) {
    struct text path =
        file_join(forms->session->arena, forms->session->options->out, text_of(name));
    forms->files[forms->file_count++] =
        (struct form_file){.path = path, .bytes = bytes, .team = UNIT_NONE};
}

static bool make_reply_files(struct forms *forms) {
    struct session *session = forms->session;
    struct buffer csv = buffer_new(session->arena), json_bytes = buffer_new(session->arena);
    struct json json = json_new(&json_bytes);
    const struct document_table *const tables[] = {replies_table(session->arena, forms->replies)};
    const struct text cover[] = {TEXT("Restricted: what teams answered. Do not publish.")};
    struct text workbook;
    replies_write_csv(&csv, forms->replies);
    json_begin_object(&json, NULL);
    replies_put_json(&json, session->arena, forms->replies);
    json_end_object(&json);
    if (!workbook_write(session->arena, session->diag, TEXT("Issues of data query forms"),
                        session->authority->name, date_iso(session->arena, forms->extract_date),
                        cover, 1, tables, 1, &workbook)) {
        return false;
    }
    add_file(forms, "replies.csv", buffer_text(&csv));
    add_file(forms, "replies.json", buffer_text(&json_bytes));
    add_file(forms, "replies.xlsx", workbook);
    return true;
}

static bool write_files(struct forms *forms) {
    struct diag *diag = forms->session->diag;
    phases_begin(forms->session->phases, "write files");
    for (size_t i = 0; i < forms->form_count; i++) {
        if (file_exists(forms->files[i].path)) {
            DIAG_REPORT(diag, RN010, NULL, forms->files[i].path);
            return false;
        }
    }
    if (!file_make_folder(diag, forms->session->options->out)) {
        return false;
    }
    for (size_t i = 0; i < forms->file_count; i++) {
        if (!file_replace(diag, forms->files[i].path, forms->files[i].bytes, MODE_PRIVATE)) {
            return false;
        }
    }
    return true;
}

static bool make_files(struct forms *forms) {
    struct session *session = forms->session;
    size_t limit = (forms->issues != NULL ? forms->issues->count : 0) + 3;
    forms->files = ARENA_ARRAY(session->arena, struct form_file, limit);
    if (session->options->out.length == 0) {
        return true;
    }
    return (forms->issues == NULL || make_forms(forms)) &&
           (forms->replies == NULL || make_reply_files(forms)) && write_files(forms);
}

/* ---- what is said ---- */

static void say_forms(const struct forms *forms, struct buffer *out) {
    size_t queries = 0, ahead = 0;
    for (size_t i = 0; i < forms->form_count; i++) {
        queries += forms->files[i].query_count;
        ahead += forms->files[i].ahead_count;
    }
    struct text due = date_words(out->arena, forms->due);
    buffer_format(out, "%zu forms: %zu issues, %zu ahead of the curve; answers due %.*s\n",
                  forms->form_count, queries, ahead, TEXT_ARG(due));
    for (size_t i = 0; i < forms->form_count && i < FORM_LINES; i++) {
        const struct form_file *file = &forms->files[i];
        struct text name = file_name(file->path);
        buffer_format(out, "  %-44.*s %4zu issues %4zu ahead\n", TEXT_ARG(name), file->query_count,
                      file->ahead_count);
    }
    if (forms->form_count > FORM_LINES) {
        buffer_format(out, "  ... and %zu more\n", forms->form_count - FORM_LINES);
    }
    if (forms->issues->teamless_count > 0) {
        buffer_format(out, "  %zu findings are of no team in units.csv and on no form\n",
                      forms->issues->teamless_count);
    }
}

static void say_replies(const struct replies *replies, struct buffer *out) {
    buffer_format(out, "%zu issues came back:", replies->count);
    for (int status = 0; status < REPLY_STATUS_COUNT; status++) {
        buffer_format(out, "%s %zu %s", status > 0 ? "," : "", replies->counts[status],
                      reply_status_word((enum reply_status)status));
    }
    buffer_add_c(out, "\n");
    size_t shown = 0;
    for (size_t i = 0; i < replies->count && shown < OVERDUE_LINES; i++) {
        const struct reply *reply = &replies->items[i];
        if (reply->status == REPLY_OVERDUE || reply->status == REPLY_ACTION_OVERDUE) {
            shown++;
            buffer_format(out, "  %s: ", reply_status_word(reply->status));
            buffer_add_visible(out, text_slice(reply->id, 0, 60));
            buffer_add_c(out, "\n");
        }
    }
}

static void put_issue(struct json *json, const struct forms *forms, const struct issue *issue) {
    json_begin_object(json, NULL);
    json_text(json, "issue", issue->id);
    json_text(json, "team", forms->session->units->units[issue->team].id);
    json_text(json, "kind", issue->kind == ISSUE_AHEAD ? TEXT("ahead") : TEXT("query"));
    json_text(json, "subject", issue->subject);
    json_text(json, "signal", issue->signal);
    json_text(json, "figure", issue->figure);
    json_text(json, "beside", issue->beside);
    json_int(json, "records", (int64_t)issue->all_records);
    json_end_object(json);
}

static void say_json(const struct forms *forms, struct buffer *out) {
    struct json json = json_new(out);
    json_begin_object(&json, NULL);
    if (forms->issues != NULL) {
        json_text(&json, "due", date_iso(out->arena, forms->due));
        json_int(&json, "findings_without_team", (int64_t)forms->issues->teamless_count);
        json_begin_list(&json, "issues");
        for (size_t i = 0; i < forms->issues->count; i++) {
            put_issue(&json, forms, &forms->issues->items[i]);
        }
        json_end_list(&json);
    }
    if (forms->replies != NULL) {
        replies_put_json(&json, out->arena, forms->replies);
    }
    json_begin_list(&json, "outputs");
    for (size_t i = 0; i < forms->file_count; i++) {
        json_text(&json, NULL, forms->files[i].path);
    }
    json_end_list(&json);
    json_end_object(&json);
}

/* The day on which replies are judged, where no extract tells one. */
static bool find_day(struct forms *forms) {
    struct session *session = forms->session;
    struct text as_at = session->options->as_at;
    if (session->extract != NULL ||
        date_parse(as_at, DATE_ISO | DATE_SLASHES, &forms->extract_date) == DATE_OK) {
        return true;
    }
    DIAG_REPORT(session->diag, US004, NULL, as_at,
                TEXT("a date such as 2014-03-31, which --replies needs with --as-at"));
    return false;
}

bool command_forms(struct session *session, struct buffer *out) {
    struct forms forms = {.session = session};
    struct text folder = session->options->replies;
    if (!session_load_definitions(session, NEEDS_RULES | NEEDS_FIGURES | NEEDS_REPORTS) ||
        (session->options->extracts.length > 0 && !find_issues(&forms)) || !find_day(&forms)) {
        return false;
    }
    if (folder.length > 0) {
        forms.replies = replies_read(session->arena, session->diag, folder, forms.extract_date);
        if (forms.replies == NULL) {
            return false;
        }
    }
    if (!make_files(&forms)) {
        return false;
    }
    if (session->options->is_json) {
        say_json(&forms, out);
        return true;
    }
    if (forms.issues != NULL) {
        say_forms(&forms, out);
    }
    if (forms.replies != NULL) {
        say_replies(forms.replies, out);
    }
    return true;
}
