/* A data query form as a workbook: what is asked, prefilled; what is answered,
 * blank, with lists to choose from and a day; the records by id and date. */
#include "base/arena.h"
#include "base/date.h"
#include "quality_tables.h"
#include "render/renderer.h"
#include "run/form.h"

enum { QUERY_COLUMNS = 16, AHEAD_COLUMNS = 13 };
enum { RECORD_LIST_COLUMNS = 5, CHOICE_COLUMNS = 2, FORM_SHEETS = 4 };

/* The words to choose from: a list, then its choices. They stand on a sheet of their own. */
struct choice {
    const char *list, *word;
};
static const struct choice choices[] = {
    {"Kind of cause", "Recording: entered wrong, late or not at all"},
    {"Kind of cause", "Practice"},
    {"Kind of cause", "Staffing or workload"},
    {"Kind of cause", "Demand: more or other cases"},
    {"Kind of cause", "Another team or agency"},
    {"Kind of cause", "System or extract"},
    {"Kind of cause", "Not a fault: the records are right"},
    {"State of the action", "Planned"},
    {"State of the action", "Under way"},
    {"State of the action", "Done"},
    {"State of the action", "None is needed"},
    {"Could others", "Yes"},
    {"Could others", "With changes"},
    {"Could others", "No"},
};
enum { CHOICE_COUNT = sizeof choices / sizeof *choices };
enum { CAUSES_AT = 0, CAUSE_COUNT = 7, STATES_AT = 7, STATE_COUNT = 4, OTHERS_AT = 11, OTHERS = 3 };

/* The tables of one form, and what its cells take. */
struct form {
    struct arena *arena;
    const struct session *session;
    struct text period;
    day_number due;
    const struct document_table *choice_table;
    struct column_entry words, cause, state, day, others, who;
};

static const struct document_table *choices_table(struct arena *arena) {
    static const struct table_column columns[CHOICE_COLUMNS] = {{.header = {"List", 4}},
                                                                {.header = {"Choice", 6}}};
    struct document_table *table = quality_table(arena, "What the lists offer", "Choices", columns,
                                                 CHOICE_COLUMNS, CHOICE_COUNT);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < CHOICE_COUNT; i++) {
        *cell++ = quality_words(text_of(choices[i].list));
        *cell++ = quality_words(text_of(choices[i].word));
    }
    return table;
}

static struct column_entry choice_entry(const struct form *form, size_t first, size_t count,
                                        const char *hint) {
    return (struct column_entry){.kind = ENTRY_CHOICE,
                                 .choices = form->choice_table,
                                 .choice_column = 1,
                                 .first_choice = first,
                                 .choice_count = count,
                                 .hint = text_of(hint)};
}

static struct column_entry words_entry(const char *hint) {
    return (struct column_entry){.kind = ENTRY_WORDS, .hint = text_of(hint)};
}

static void set_entries(struct form *form, day_number extract_date) {
    form->words = words_entry("In your own words. Please name no child and no worker.");
    form->who = words_entry("Your role, such as team manager.");
    form->cause = choice_entry(form, CAUSES_AT, CAUSE_COUNT, "Choose what comes nearest.");
    form->state = choice_entry(form, STATES_AT, STATE_COUNT, "Choose how far the action has come.");
    form->others = choice_entry(form, OTHERS_AT, OTHERS, "Choose what comes nearest.");
    form->day = (struct column_entry){.kind = ENTRY_DAY,
                                      .earliest = extract_date,
                                      .hint = TEXT("The day by which it is done, such as "
                                                   "30/06/2014.")};
}

/* ---- issues ---- */

static void put_facts(const struct form *form, struct cell *cell, const struct issue *issue) {
    const struct unit *team = &form->session->units->units[issue->team];
    *cell++ = quality_words(issue->id);
    *cell++ = quality_words(team->id);
    *cell++ = quality_words(form->period);
    *cell++ = quality_words(issue->subject);
    *cell++ = quality_words(issue->title);
    *cell++ = quality_words(issue->signal);
    *cell++ = quality_words(issue->figure);
    *cell++ = quality_words(issue->beside);
    *cell++ = quality_number(form->arena, issue->all_records);
    *cell++ = quality_words(date_iso(form->arena, form->due));
}

#define HEADER(words)                                                                              \
    { (words), sizeof(words) - 1 }
#define FACT_HEADERS                                                                               \
    {.header = HEADER(FORM_COLUMN_ID)}, {.header = HEADER(FORM_COLUMN_TEAM)},                      \
        {.header = HEADER(FORM_COLUMN_PERIOD)}, {.header = HEADER(FORM_COLUMN_SUBJECT)},           \
        {.header = HEADER(FORM_COLUMN_TITLE)}, {.header = HEADER(FORM_COLUMN_SIGNAL)},             \
        {.header = HEADER(FORM_COLUMN_FIGURE)}, {.header = HEADER(FORM_COLUMN_BESIDE)},            \
        {.header = HEADER(FORM_COLUMN_RECORDS), .is_numeric = true}, {                             \
        .header = HEADER(FORM_COLUMN_DUE)                                                          \
    }

static size_t count_kind(const struct issue *issues, size_t count, enum issue_kind kind) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += issues[i].kind == kind;
    }
    return found;
}

static const struct document_table *issue_table(const struct form *form, const struct issue *issues,
                                                size_t count, enum issue_kind kind,
                                                const char *caption, const char *sheet,
                                                const struct table_column *columns,
                                                size_t column_count, struct text note) {
    size_t rows = count_kind(issues, count, kind), at = 0;
    struct table_column *own = ARENA_ARRAY(form->arena, struct table_column, column_count);
    for (size_t i = 0; i < column_count; i++) {
        own[i] = columns[i];
    }
    struct document_table *table =
        quality_table(form->arena, caption, sheet, own, column_count, rows);
    for (size_t i = 0; i < count; i++) {
        if (issues[i].kind == kind) {
            put_facts(form, (struct cell *)table->cells + at++ * column_count, &issues[i]);
        }
    }
    quality_note(form->arena, table, note);
    return table;
}

static const struct document_table *query_table(const struct form *form, const struct issue *issues,
                                                size_t count) {
    const struct table_column columns[QUERY_COLUMNS] = {
        FACT_HEADERS,
        {.header = HEADER(FORM_COLUMN_CAUSE), .entry = &form->words},
        {.header = HEADER(FORM_COLUMN_CAUSE_KIND), .entry = &form->cause},
        {.header = HEADER(FORM_COLUMN_ACTION), .entry = &form->words},
        {.header = HEADER(FORM_COLUMN_STATE), .entry = &form->state},
        {.header = HEADER(FORM_COLUMN_BY_WHEN), .entry = &form->day},
        {.header = HEADER(FORM_COLUMN_WHO), .entry = &form->who}};
    return issue_table(form, issues, count, ISSUE_QUERY, "What caused it, what is done, by when",
                       FORM_SHEET_ISSUES, columns, QUERY_COLUMNS,
                       TEXT("The blank columns are yours to fill in. The records of each issue "
                            "stand on the sheet Records."));
}

static const struct document_table *ahead_table(const struct form *form, const struct issue *issues,
                                                size_t count) {
    const struct table_column columns[AHEAD_COLUMNS] = {
        FACT_HEADERS,
        {.header = HEADER(FORM_COLUMN_WORKS), .entry = &form->words},
        {.header = HEADER(FORM_COLUMN_SPREAD), .entry = &form->others},
        {.header = HEADER(FORM_COLUMN_WHO), .entry = &form->who}};
    return issue_table(form, issues, count, ISSUE_AHEAD,
                       "Ahead of the curve: which actions or processes have led to it",
                       FORM_SHEET_AHEAD, columns, AHEAD_COLUMNS,
                       TEXT("The blank columns are yours to fill in, so that other teams may learn "
                            "from it."));
}

/* ---- records ---- */

static const struct document_table *records_table(const struct form *form,
                                                  const struct issue *issues, size_t count) {
    static const struct table_column columns[RECORD_LIST_COLUMNS] = {{.header = {"Issue", 5}},
                                                                     {.header = {"Subject", 7}},
                                                                     {.header = {"Record", 6}},
                                                                     {.header = {"Column", 6}},
                                                                     {.header = {"Date", 4}}};
    size_t rows = 0;
    for (size_t i = 0; i < count; i++) {
        rows += issues[i].record_count;
    }
    struct document_table *table = quality_table(form->arena, "Records by id and date", "Records",
                                                 columns, RECORD_LIST_COLUMNS, rows);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < count; i++) {
        for (size_t r = 0; r < issues[i].record_count; r++) {
            *cell++ = quality_words(issues[i].id);
            *cell++ = quality_words(issues[i].subject);
            *cell++ = quality_words(issues[i].records[r].record);
            *cell++ = quality_words(issues[i].records[r].column);
            *cell++ = quality_words(issues[i].records[r].date);
        }
    }
    quality_note(form->arena, table,
                 text_format(form->arena,
                             "At most %d an issue. Blank cells: a finding has a column and no "
                             "date, a measure's record a date and no column.",
                             ISSUE_RECORD_LIMIT));
    return table;
}

bool form_write(struct arena *arena, struct diag *diag, const struct session *session,
                const struct issue *issues, size_t issue_count, struct text period,
                day_number extract_date, day_number due, struct text *bytes) {
    struct form form = {.arena = arena,
                        .session = session,
                        .period = period,
                        .due = due,
                        .choice_table = choices_table(arena)};
    set_entries(&form, extract_date);
    const struct unit *team = &session->units->units[issues[0].team];
    const struct document_table *tables[FORM_SHEETS];
    size_t count = 0;
    if (count_kind(issues, issue_count, ISSUE_QUERY) > 0) {
        tables[count++] = query_table(&form, issues, issue_count);
    }
    if (count_kind(issues, issue_count, ISSUE_AHEAD) > 0) {
        tables[count++] = ahead_table(&form, issues, issue_count);
    }
    tables[count++] = records_table(&form, issues, issue_count);
    tables[count++] = form.choice_table;
    struct text due_words = date_words(arena, due);
    const struct text cover[] = {
        TEXT("Restricted: for the team named here and the performance team. Do not publish."),
        text_format(arena, "Team: %.*s (%.*s). Period: %.*s.", TEXT_ARG(team->name),
                    TEXT_ARG(team->id), TEXT_ARG(period)),
        text_format(arena,
                    "Please answer by %.*s: fill in the blank columns, save the workbook "
                    "under its own name and send it back.",
                    TEXT_ARG(due_words)),
        TEXT("Records are named by their identifiers in the case system and by dates. Please name "
             "no child "
             "in your answers.")};
    struct text title = text_format(arena, "Data query form: %.*s", TEXT_ARG(team->name));
    return workbook_write(arena, diag, title, session->authority->name,
                          date_iso(arena, extract_date), cover, 4, tables, count, bytes);
}
