/* What every command begins with: definitions whole and checked, then data. */
#include "run/session.h"

#include "base/date.h"
#include "base/file.h"
#include "base/period.h"
#include "run/form.h"
#include "validate/prior.h"
#include "validate/waived.h"

enum { SILENT_DAYS = 31 };

/* What a return in XML is checked as. */
static const char family_of_returns[] = "cin-census";

/* --family; for checking a return in XML the census, which is said; else the authority's. */
static struct text choose_family(const struct session *session) {
    const struct options *options = session->options;
    if (options->family.length > 0 || options->command != COMMAND_CHECK) {
        return options->family.length > 0 ? options->family : session->authority->family;
    }
    struct text file = extract_return_file(session->arena, options->extracts);
    if (file.length == 0) {
        return session->authority->family;
    }
    DIAG_REPORT(session->diag, RN009, NULL, file, text_of(family_of_returns));
    return text_of(family_of_returns);
}

/* The parts of a catalogue that hold what is needed. */
static unsigned parts_of(unsigned needs) {
    return ((needs & NEEDS_RULES) != 0 ? CATALOGUE_RULES : 0U) |
           ((needs & NEEDS_FIGURES) != 0 ? CATALOGUE_MEASURES : 0U) |
           ((needs & NEEDS_REPORTS) != 0 ? CATALOGUE_REPORTS : 0U) |
           ((needs & NEEDS_SOURCES) != 0 ? CATALOGUE_REFERENCE : 0U) |
           ((needs & NEEDS_TESTS) != 0 ? CATALOGUE_TESTS : 0U);
}

/* Whether the family has schemas; reported, with a near one, where it has none. */
static bool family_is_there(const struct session *session, bool is_own) {
    struct arena *arena = session->arena;
    struct text families = file_join(arena, session->options->definitions, TEXT("extracts"));
    struct text *names;
    size_t count;
    if (text_find(session->family, '/') == session->family.length &&
        file_is_folder(file_join(arena, families, session->family))) {
        return true;
    }
    if (is_own) {
        struct text file = file_join(arena, session->authority->folder, TEXT("authority.yaml"));
        DIAG_REPORT(session->diag, DF033, &(struct place){.file = file}, session->family);
    } else {
        DIAG_REPORT(session->diag, US011, NULL, session->family);
    }
    if (file_list(arena, diag_new(arena), families, &names, &count)) {
        diag_did_you_mean(session->diag, session->family, names, count);
    }
    return false;
}

/* The family's tables and rules; its measures too if it is the one that they are written for. What
 * can be read of them if they are not sound. */
static const struct catalogue *load_catalogue(struct session *session, unsigned needs,
                                              bool *is_sound) {
    const struct options *options = session->options;
    struct arena *arena = session->arena;
    struct text own = session->authority->family;
    session->family = choose_family(session);
    *is_sound = false;
    bool is_own = text_equal(session->family, own);
    if (!family_is_there(session, is_own)) {
        return NULL;
    }
    if (is_own) {
        return catalogue_load_readable(arena, session->diag, options->definitions, own,
                                       parts_of(needs), is_sound);
    }
    return catalogue_load_readable(arena, session->diag, options->definitions, session->family,
                                   parts_of(needs & ~(unsigned)(NEEDS_FIGURES | NEEDS_REPORTS)),
                                   is_sound);
}

/* What stands round figures: published of others, supplied, and whom rates are of. */
static bool read_figures(struct session *session) {
    struct arena *arena = session->arena;
    struct diag *diag = session->diag;
    const struct authority *authority = session->authority;
    struct text definitions = session->options->definitions;
    session->supplied = reference_supplied(arena, diag, authority);
    session->population = reference_population(arena, diag, definitions, authority);
    session->published = published_read(arena, diag, definitions);
    session->scores = deprivation_scores_read(arena, diag, definitions);
    session->homes = home_areas_read(arena, diag, definitions, authority);
    return session->supplied != NULL && session->population != NULL && session->published != NULL &&
           session->scores != NULL && session->homes != NULL;
}

static bool read_reference(struct session *session, unsigned needs) {
    const struct authority *authority = session->authority;
    session->calendar =
        reference_calendar(session->arena, session->diag, session->options->definitions,
                           authority->calendar_first_year, authority->calendar_last_year);
    session->units = reference_units(session->arena, session->diag, authority);
    bool has_figures = (needs & NEEDS_FIGURES) == 0 || read_figures(session);
    return session->calendar != NULL && session->units != NULL && has_figures;
}

/* The SQL of rules and measures: every fault of both. */
static bool check_sql(struct session *session) {
    bool rules_hold = rules_check(session->diag, session->catalogue, session->calendar);
    return (session->catalogue->measure_count == 0 ||
            measures_check(session->arena, session->diag, session->catalogue, session->calendar)) &&
           rules_hold;
}

/* Keeps a file that the command line names, so that the manifest can hold its hash. */
static bool keep_named(struct session *session, struct text path) {
    struct source_file *file = &session->named[session->named_count++];
    file->name = file_name(path);
    return file_read(session->arena, session->diag, path, &file->bytes);
}

/* --waivers, else the authority's own file if it is there. */
static bool load_waivers(struct session *session) {
    struct text path = session->options->waivers;
    if (path.length == 0) {
        path = file_join(session->arena, session->authority->folder, TEXT("waivers.csv"));
        if (!file_exists(path)) {
            return true;
        }
    } else if (!keep_named(session, path)) {
        return false;
    }
    session->waivers = waivers_read(session->arena, session->diag, path);
    return session->waivers != NULL;
}

/* Targets and bands are of measures. */
static bool read_aims(struct session *session) {
    session->targets = targets_read(session->arena, session->diag, session->authority,
                                    session->catalogue, session->units);
    session->bandings =
        bandings_read(session->arena, session->diag, session->authority, session->catalogue);
    return session->targets != NULL && session->bandings != NULL;
}

/* The rules of --rules, or every one, and what is waived of their findings. */
static bool choose_rules(struct session *session) {
    const struct catalogue *catalogue = session->catalogue;
    session->rules =
        rules_in_force(session->arena, session->diag, catalogue->rule_sets,
                       catalogue->rule_set_count, session->options->rules, &session->rule_count);
    return load_waivers(session) && session->rules != NULL;
}

/* --authority, else the one that is the definitions' own. */
static struct text whose(const struct session *session) {
    const struct options *options = session->options;
    return options->authority.length > 0 ? options->authority
                                         : authority_usual(session->arena, options->definitions);
}

bool session_load_definitions(struct session *session, unsigned needs) {
    const struct options *options = session->options;
    struct arena *arena = session->arena;
    struct diag *diag = session->diag;
    bool is_sound;
    phases_begin(session->phases, "read definitions");
    if (!file_is_folder(options->definitions)) {
        DIAG_REPORT(diag, FI001, NULL, options->definitions);
        diag_note(diag, TEXT("definitions are looked for there unless --defs says where they are"));
        return false;
    }
    session->authority = authority_load(arena, diag, options->definitions, whose(session));
    if (session->authority == NULL) {
        return false;
    }
    const struct authority *authority = session->authority;
    session->shipped = load_catalogue(session, needs, &is_sound);
    session->catalogue = session->shipped;
    if (session->catalogue != NULL) {
        session->catalogue = catalogue_with_codes_of(arena, diag, session->catalogue, authority);
    }
    bool has_reference = read_reference(session, needs);
    bool can_check = session->catalogue != NULL && session->calendar != NULL;
    if (!is_sound || !has_reference || !can_check) {
        return can_check && check_sql(session) && is_sound && has_reference;
    }
    bool has_aims = (needs & NEEDS_FIGURES) == 0 || read_aims(session);
    bool sql_holds = check_sql(session);
    bool has_rules = (needs & NEEDS_RULES) == 0 || choose_rules(session);
    return has_aims && sql_holds && has_rules;
}

bool session_read_readable(struct session *session) {
    phases_begin(session->phases, "read extracts");
    session->extract = (session->hashes_extracts ? extract_read_hashed : extract_read)(
        session->arena, session->diag, session->catalogue, session->options->extracts,
        session->options->threads);
    if (session->extract == NULL) {
        return false;
    }
    session->indexes = shared_indexes_new(session->arena, &session->extract->dataset);
    return true;
}

/* Whether records are of the unit itself: nothing stands below it in the extracts. */
static bool is_team(const struct table *table, struct table_indexes *indexes, size_t id,
                    size_t parent, size_t row) {
    struct value value = table_value(table, id, row);
    return parent == SIZE_MAX || table_index_find(indexes, parent, &value) == UINT32_MAX;
}

/* A team that units.csv lacks would leave its district's figures too small without a word. Teams
 * are counted, not named: no value of a record stands in a message. */
static void warn_of_teams(const struct session *session) {
    const struct table *table = dataset_table(&session->extract->dataset, TEXT("ssd_department"));
    size_t id = table == NULL ? SIZE_MAX : table_column(table, TEXT("dept_team_id"));
    if (id == SIZE_MAX) {
        return;
    }
    size_t count = 0, first = 0, parent = table_column(table, TEXT("dept_team_parent_id"));
    struct table_indexes *indexes = table_indexes_new(session->arena, table);
    for (size_t row = 0; row < table->row_count; row++) {
        if (hierarchy_find(session->units, table_raw(table, id, row)) == UNIT_NONE &&
            is_team(table, indexes, id, parent, row)) {
            first = count++ == 0 ? row : first;
        }
    }
    if (count > 0) {
        struct place place = {.file = table_file(table, first),
                              .line = table_file_line(table, first),
                              .cell = table_cell_place(session->arena, table, id, first),
                              .field = table->columns[id].name};
        DIAG_REPORT(session->diag, RN024, &place, text_format(session->arena, "%zu", count),
                    table->name);
    }
}

bool session_read_extract(struct session *session) {
    size_t before = diag_count(session->diag, DIAG_ERROR);
    if (!session_read_readable(session) || diag_count(session->diag, DIAG_ERROR) > before) {
        return false;
    }
    warn_of_teams(session);
    return true;
}

void session_without_extract(struct session *session) {
    struct extract *extract = ARENA_NEW(session->arena, struct extract);
    session->extract = extract;
    session->indexes = shared_indexes_new(session->arena, &extract->dataset);
    session->findings = ARENA_NEW(session->arena, struct findings);
}

/* The latest day of activity and the one before it; DAY_NONE: there is none. */
struct activity {
    day_number latest, before;
};

static void add_day(struct activity *activity, day_number day) {
    if (day > activity->latest) {
        activity->before = activity->latest;
        activity->latest = day;
    } else if (day < activity->latest && day > activity->before) {
        activity->before = day;
    }
}

/* The column of a table; NULL: it is not there. Its days are asked for row by row: its dictionary
 * also has those of records that were refused. */
static const struct table *find_days(const struct dataset *dataset, struct text table_name,
                                     struct text column_name, size_t *column) {
    const struct table *table = dataset_table(dataset, table_name);
    *column = table == NULL ? SIZE_MAX : table_column(table, column_name);
    return *column == SIZE_MAX ? NULL : table;
}

static void add_days(struct activity *activity, const struct dataset *dataset,
                     struct text table_name, struct text column_name) {
    size_t column;
    const struct table *table = find_days(dataset, table_name, column_name, &column);
    for (size_t row = 0; table != NULL && row < table->row_count; row++) {
        struct value value = table_value(table, column, row);
        if (value.kind == VALUE_DAY) {
            add_day(activity, (day_number)value.integer);
        }
    }
}

/* The reference date of a census return; DAY_NONE: the extracts are none, or it is blank. */
static day_number reference_date(const struct session *session) {
    const struct table *header = dataset_table(&session->extract->dataset, TEXT("Header"));
    size_t column = header == NULL ? SIZE_MAX : table_column(header, TEXT("ReferenceDate"));
    if (column == SIZE_MAX || header->row_count == 0) {
        return DAY_NONE;
    }
    struct value value = table_value(header, column, 0);
    return value.kind == VALUE_DAY ? (day_number)value.integer : DAY_NONE;
}

static struct activity latest_activity(const struct session *session) {
    const struct dataset *dataset = &session->extract->dataset;
    struct activity activity = {DAY_NONE, DAY_NONE};
    add_days(&activity, dataset, TEXT("ssd_contacts"), TEXT("cont_contact_date"));
    add_days(&activity, dataset, TEXT("ssd_cin_episodes"), TEXT("cine_referral_date"));
    return activity;
}

day_number session_covered_from(const struct session *session) {
    size_t column;
    const struct table *table = find_days(&session->extract->dataset, TEXT("ssd_contacts"),
                                          TEXT("cont_contact_date"), &column);
    day_number earliest = DAY_NONE;
    for (size_t row = 0; table != NULL && row < table->row_count; row++) {
        struct value value = table_value(table, column, row);
        bool is_earlier = earliest == DAY_NONE || value.integer < earliest;
        if (value.kind == VALUE_DAY && is_earlier) {
            earliest = (day_number)value.integer;
        }
    }
    return earliest;
}

/* A day long after all activity is a slip, or the extracts are old. */
static void warn_of_silence(struct session *session, day_number date) {
    day_number latest = latest_activity(session).latest;
    if (latest != DAY_NONE && date - latest > SILENT_DAYS) {
        DIAG_REPORT(session->diag, RN006, NULL, date_words(session->arena, date),
                    date_words(session->arena, latest));
    }
}

bool session_extract_date(struct session *session, day_number *date) {
    struct text as_at = session->options->as_at;
    if (as_at.length > 0) {
        if (date_parse(as_at, DATE_ISO | DATE_SLASHES, date) == DATE_OK) {
            warn_of_silence(session, *date);
            return true;
        }
        DIAG_REPORT(session->diag, US004, NULL, as_at, TEXT("a date such as 2014-03-31"));
        return false;
    }
    *date = reference_date(session);
    if (*date != DAY_NONE) {
        return true;
    }
    struct activity activity = latest_activity(session);
    *date = activity.latest;
    if (*date == DAY_NONE) {
        DIAG_REPORT(session->diag, RN004, NULL, TEXT_NONE);
        return false;
    }
    if (activity.before != DAY_NONE && activity.latest - activity.before > SILENT_DAYS) {
        DIAG_REPORT(session->diag, RN008, NULL, date_words(session->arena, *date),
                    text_format(session->arena, "%d", activity.latest - activity.before));
        return false;
    }
    DIAG_REPORT(session->diag, RN005, NULL, date_words(session->arena, *date));
    return true;
}

/* Without a remark on how it was found; DAY_NONE if it cannot be told. */
static day_number silent_extract_date(struct session *session) {
    struct diag *diag = session->diag;
    day_number date;
    session->diag = diag_new(session->arena);
    bool is_known = session_extract_date(session, &date);
    session->diag = diag;
    return is_known ? date : DAY_NONE;
}

/* The findings of --prior: none without it. */
static bool read_prior(struct session *session, struct finding **items, size_t *count) {
    struct text folder = session->options->prior;
    struct text path = file_join(session->arena, folder, TEXT("findings.csv"));
    *count = 0;
    return folder.length == 0 ||
           (findings_read_csv(session->arena, session->diag, path, items, count) &&
            keep_named(session, path));
}

bool session_read_replies(struct session *session, day_number as_at) {
    struct text folder = session->options->replies;
    if (folder.length > 0) {
        session->replies = replies_read(session->arena, session->diag, folder, as_at);
    }
    return folder.length == 0 || session->replies != NULL;
}

/* Whose the errors are, for measures that count them: of the team of the worker who answers for
 * the record, as cases are; where there is none, of the record's. */
static void keep_faults(struct session *session) {
    const struct findings *findings = session->findings;
    struct record_fault *faults =
        ARENA_ARRAY(session->arena, struct record_fault, findings->error_count + 1);
    session->fault_count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->severity == FINDING_ERROR && finding->waived.length == 0) {
            bool is_held = finding->worker_team.length > 0;
            faults[session->fault_count++] = (struct record_fault){
                is_held ? finding->worker_team : finding->team, finding->worker};
        }
    }
    session->faults = faults;
}

bool session_validate(struct session *session) {
    day_number as_at = silent_extract_date(session), date;
    bool needs_day = session->options->as_at.length > 0 ||
                     (session->waivers != NULL && session->waivers->count > 0);
    struct finding *prior = NULL;
    size_t prior_count;
    if (!read_prior(session, &prior, &prior_count)) {
        return false;
    }
    if (as_at == DAY_NONE && needs_day) {
        return session_extract_date(session, &date); /* says why */
    }
    phases_begin(session->phases, "check records");
    const struct validate_context context = {.extract = session->extract,
                                             .indexes = session->indexes,
                                             .catalogue = session->catalogue,
                                             .calendar = session->calendar,
                                             .rules = session->rules,
                                             .rule_count = session->rule_count,
                                             .as_at = as_at,
                                             .thread_count = session->options->threads};
    struct findings *findings = validate_extract(session->arena, session->diag, &context);
    if (session->waivers != NULL) {
        findings_waive(session->arena, session->diag, &context, session->waivers, findings);
    }
    if (session->options->prior.length > 0) {
        findings_compare(session->arena, &context, prior, prior_count, findings);
    }
    session->findings = findings;
    keep_faults(session);
    return true;
}

bool session_period(struct session *session, struct period *period) {
    if (!period_parse(session->options->period, period)) {
        DIAG_REPORT(session->diag, US004, NULL, session->options->period,
                    TEXT("a period such as 2014-03, 2013-14-Q4, 2013-14-H2, 2013-14 or "
                         "2013-04-01..2013-08-31"));
        return false;
    }
    if (calendar_covers(session->calendar, period->first_day) &&
        calendar_covers(session->calendar, period->last_day)) {
        return true;
    }
    DIAG_REPORT(
        session->diag, ME002, NULL, date_iso(session->arena, calendar_first_day(session->calendar)),
        date_iso(session->arena, calendar_last_day(session->calendar)), session->options->period);
    return false;
}

/* What the window of a figure asked for reaches back to may be missing, and then it is too low. */
static void warn_of_reach(const struct session *session, const struct period *period) {
    day_number from = session_covered_from(session);
    struct period months = period_twelve_months(period);
    day_number first = months.first_day < period->first_day ? months.first_day : period->first_day;
    if (from != DAY_NONE && from - first > SILENT_DAYS) {
        DIAG_REPORT(session->diag, RN023, NULL, date_words(session->arena, from),
                    period_name(session->arena, period), date_words(session->arena, first));
    }
}

bool session_covers(const struct session *session, const struct period *period,
                    day_number extract_date) {
    if (period->last_day <= extract_date) {
        warn_of_reach(session, period);
        return true;
    }
    DIAG_REPORT(session->diag, ME001, NULL, period_name(session->arena, period),
                date_words(session->arena, period->last_day),
                date_words(session->arena, extract_date));
    return false;
}

static void suggest_unit(struct session *session, struct text wanted) {
    size_t count = session->units->unit_count;
    struct text *names = ARENA_ARRAY(session->arena, struct text, 2 * count);
    for (size_t i = 0; i < count; i++) {
        names[i] = session->units->units[i].name;
        names[count + i] = session->units->units[i].id;
    }
    diag_did_you_mean(session->diag, wanted, names, 2 * count);
}

bool session_unit(struct session *session, uint32_t *unit) {
    struct text wanted = session->options->unit;
    for (uint32_t i = 0; i < session->units->unit_count; i++) {
        const struct unit *candidate = &session->units->units[i];
        bool is_it = wanted.length == 0 ? candidate->level == UNIT_COUNTY
                                        : text_equal_ignoring_case(wanted, candidate->id) ||
                                              text_equal_ignoring_case(wanted, candidate->name);
        if (is_it) {
            *unit = i;
            return true;
        }
    }
    DIAG_REPORT(session->diag, US007, NULL, wanted);
    suggest_unit(session, wanted);
    return false;
}

struct measure_context session_measure_context(const struct session *session,
                                               day_number extract_date) {
    return (struct measure_context){.catalogue = session->catalogue,
                                    .dataset = &session->extract->dataset,
                                    .indexes = session->indexes,
                                    .calendar = session->calendar,
                                    .units = session->units,
                                    .supplied = session->supplied,
                                    .population = session->population,
                                    .published = session->published,
                                    .scores = session->scores,
                                    .faults = session->faults,
                                    .fault_count = session->fault_count,
                                    .homes = session->homes,
                                    .authority_code = session->authority->ons_code,
                                    .extract_date = extract_date,
                                    .thread_count = session->options->threads};
}
