/* data-quality.xlsx: sheets of plain tables, made through the same workbook
 * writer as the annex: files, counts by rule and by team, the failing records
 * of each rule, what is mended, and the profile of every column. */
#include "run/quality_workbook.h"

#include "base/file.h"
#include "quality_tables.h"
#include "render/renderer.h"
#include "run/form.h"
#include "validate/finding_counts.h"

enum { FILE_COLUMNS = 7, RULE_COLUMNS = 10, TEAM_COLUMNS = 8, UNCHECKED_COLUMNS = 2 };
enum { OTHER_TABLES = 7, SHEET_NAME_LIMIT = 31 };

struct cell quality_words(struct text text) {
    return (struct cell){.kind = CELL_TEXT, .text = text};
}

struct cell quality_number(struct arena *arena, size_t count) {
    struct decimal value = {.scaled = (int64_t)count};
    return (struct cell){CELL_NUMBER, decimal_words(arena, value), value, MARK_NONE};
}

struct document_table *quality_table(struct arena *arena, const char *caption, const char *sheet,
                                     const struct table_column *columns, size_t column_count,
                                     size_t row_count) {
    struct document_table *table = ARENA_NEW(arena, struct document_table);
    *table = (struct document_table){.caption = text_of(caption),
                                     .sheet = text_of(sheet),
                                     .columns = columns,
                                     .column_count = column_count,
                                     .row_count = row_count};
    table->cells = ARENA_ARRAY(arena, struct cell, row_count * column_count);
    return table;
}

static struct text table_title(const struct session *session, const struct extract_file *file) {
    return file->table == SIZE_MAX ? TEXT("matches no table")
                                   : session->extract->schemas[file->table]->name;
}

static const struct document_table *files_table(struct arena *arena,
                                                const struct session *session) {
    static const struct table_column columns[FILE_COLUMNS] = {
        {.header = {"File", 4}},
        {.header = {"Table", 5}},
        {.header = {"Encoding", 8}},
        {.header = {"Records read", 12}, .is_numeric = true},
        {.header = {"Records kept", 12}, .is_numeric = true},
        {.header = {"Records refused", 15}, .is_numeric = true},
        {.header = {"Columns not known", 17}}};
    const struct extract *extract = session->extract;
    struct document_table *table = quality_table(arena, "Files and their records", "Files", columns,
                                                 FILE_COLUMNS, extract->file_count);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < extract->file_count; i++) {
        const struct extract_file *file = &extract->files[i];
        struct buffer unknown = buffer_new(arena);
        for (size_t c = 0; c < file->unknown_column_count; c++) {
            buffer_add_c(&unknown, c > 0 ? ", " : "");
            buffer_add(&unknown, file->unknown_columns[c]);
        }
        *cell++ = quality_words(file->name);
        *cell++ = quality_words(table_title(session, file));
        *cell++ = quality_words(text_of(encoding_name(file->encoding)));
        *cell++ = quality_number(arena, file->records_read);
        *cell++ = quality_number(arena, file->records_kept);
        *cell++ = quality_number(arena, file->refused_count);
        *cell++ = quality_words(unknown.length > 0 ? buffer_text(&unknown) : TEXT("none"));
    }
    return table;
}

/* A number, or "[z]" where no earlier check was given to compare with. */
static struct cell compared(struct arena *arena, const struct findings *findings, size_t count) {
    return findings->is_compared ? quality_number(arena, count)
                                 : (struct cell){.kind = CELL_MARKER, .text = TEXT("[z]")};
}

/* Errors, queries, waived, new, still open, mended. */
static struct cell *put_counts(struct arena *arena, const struct findings *findings,
                               const struct finding_count *count, struct cell *cell) {
    *cell++ = quality_number(arena, count->error);
    *cell++ = quality_number(arena, count->query);
    *cell++ = quality_number(arena, count->waived);
    *cell++ = compared(arena, findings, count->new);
    *cell++ = compared(arena, findings, count->open);
    *cell++ = compared(arena, findings, count->mended);
    return cell;
}

#define COUNT_HEADERS                                                                              \
    {.header = {"Errors", 6}, .is_numeric = true}, {.header = {"Queries", 7}, .is_numeric = true}, \
        {.header = {"Waived", 6}, .is_numeric = true}, {.header = {"New", 3}, .is_numeric = true}, \
        {.header = {"Still open", 10}, .is_numeric = true}, {                                      \
        .header = {"Mended", 6}, .is_numeric = true                                                \
    }

void quality_note(struct arena *arena, struct document_table *table, struct text words) {
    struct text *note = ARENA_NEW(arena, struct text);
    *note = words;
    table->notes = note;
    table->note_count = 1;
}

static void note_counts(struct arena *arena, const struct findings *findings,
                        struct document_table *table) {
    quality_note(arena, table,
                 findings->is_compared ? TEXT("Waived findings are in no other count.")
                                       : TEXT("Waived findings are in no other count. [z]: no "
                                              "earlier check was given to compare with."));
}

static const struct document_table *rules_table(struct arena *arena, const struct session *session,
                                                const struct finding_counts *counts,
                                                const struct text *sheets) {
    static const struct table_column columns[RULE_COLUMNS] = {
        {.header = {"Rule", 4}},
        {.header = {"Table", 5}},
        COUNT_HEADERS,
        {.header = {"Findings", 8}, .is_numeric = true},
        {.header = {"Worksheet", 9}}};
    struct document_table *table =
        quality_table(arena, "Findings by rule", "By rule", columns, RULE_COLUMNS, counts->count);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < counts->count; i++) {
        const struct finding_count *count = &counts->items[i];
        *cell++ = quality_words(count->first->rule);
        *cell++ = quality_words(count->first->table);
        cell = put_counts(arena, session->findings, count, cell);
        *cell++ = quality_number(arena, count->error + count->query + count->waived);
        *cell++ = quality_words(sheets[i]);
    }
    note_counts(arena, session->findings, table);
    return table;
}

static const struct document_table *teams_table(struct arena *arena,
                                                const struct session *session) {
    static const struct table_column columns[TEAM_COLUMNS] = {
        {.header = {"Team", 4}}, {.header = {"Name", 4}}, COUNT_HEADERS};
    struct finding_counts counts = finding_counts_of(arena, session->findings, BY_TEAM);
    struct document_table *table =
        quality_table(arena, "Findings by team", "By team", columns, TEAM_COLUMNS, counts.count);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < counts.count; i++) {
        struct text team = counts.items[i].first->team;
        uint32_t unit = hierarchy_find(session->units, team);
        *cell++ = quality_words(team.length > 0 ? team : TEXT("(none)"));
        *cell++ = quality_words(team.length == 0    ? TEXT("no team can be told")
                                : unit == UNIT_NONE ? TEXT("not in units.csv")
                                                    : session->units->units[unit].name);
        cell = put_counts(arena, session->findings, &counts.items[i], cell);
    }
    note_counts(arena, session->findings, table);
    return table;
}

static const struct document_table *unchecked_table(struct arena *arena,
                                                    const struct findings *findings) {
    static const struct table_column columns[UNCHECKED_COLUMNS] = {{.header = {"Rule", 4}},
                                                                   {.header = {"Why", 3}}};
    struct document_table *table =
        quality_table(arena, "Rules that were not checked", "Not checked", columns,
                      UNCHECKED_COLUMNS, findings->unchecked_count);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < findings->unchecked_count; i++) {
        *cell++ = quality_words(findings->unchecked[i].rule);
        *cell++ = quality_words(findings->unchecked[i].why);
    }
    return table;
}

/* ---- the sheets ---- */

static const char *const own_sheets[] = {"Cover",       "Contents",   "Files",  "By rule",
                                         "By team",     "Notes",      "Mended", "Columns",
                                         "Not checked", "Query forms"};

static bool is_taken(struct text name, const struct text *sheets, size_t count) {
    for (size_t i = 0; i < sizeof own_sheets / sizeof *own_sheets; i++) {
        if (text_equal_ignoring_case(name, text_of(own_sheets[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (text_equal_ignoring_case(name, sheets[i])) {
            return true;
        }
    }
    return false;
}

/* A name for a rule's sheet that no other has: its id, cut and numbered where it must be. */
static struct text sheet_for(struct arena *arena, struct text rule, const struct text *sheets,
                             size_t count) {
    struct text name = text_slice(rule, 0, SHEET_NAME_LIMIT);
    for (size_t number = 2; is_taken(name, sheets, count); number++) {
        struct text start = text_slice(rule, 0, SHEET_NAME_LIMIT - 7);
        name = text_format(arena, "%.*s (%zu)", TEXT_ARG(start), number);
    }
    return name;
}

static bool has_records(const struct finding_count *count) {
    return count->error + count->query + count->waived > 0;
}

/* Where the rule of a count with records first stands among such; a rule has one sheet, whatever
 * its tables. */
static size_t first_of(const struct finding_counts *counts, size_t at) {
    size_t first = 0;
    while (!has_records(&counts->items[first]) ||
           !text_equal(counts->items[first].first->rule, counts->items[at].first->rule)) {
        first++;
    }
    return first;
}

static const struct text *name_sheets(struct arena *arena, const struct finding_counts *counts) {
    struct text *sheets = ARENA_ARRAY(arena, struct text, counts->count);
    for (size_t i = 0; i < counts->count; i++) {
        if (!has_records(&counts->items[i])) {
            sheets[i] = TEXT("Mended");
            continue;
        }
        size_t first = first_of(counts, i);
        sheets[i] =
            first < i ? sheets[first] : sheet_for(arena, counts->items[i].first->rule, sheets, i);
    }
    return sheets;
}

struct sheets {
    const struct document_table **tables;
    size_t count;
    size_t room; /* records that may still be listed */
};

/* A sheet that would list nothing is left out; not that of a rule, to which others lead. */
static void add_sheet(struct sheets *sheets, const struct document_table *table) {
    if (table->row_count > 0) {
        sheets->tables[sheets->count++] = table;
    }
}

static void add_rules(struct arena *arena, const struct session *session,
                      const struct finding_counts *counts, const struct text *names,
                      struct sheets *sheets) {
    for (size_t i = 0; i < counts->count; i++) {
        if (has_records(&counts->items[i]) && first_of(counts, i) == i) {
            size_t limit =
                sheets->room < QUALITY_LISTED_LIMIT ? sheets->room : QUALITY_LISTED_LIMIT;
            const struct document_table *table = quality_records_table(
                arena, session, counts->items[i].first->rule, names[i], limit);
            sheets->tables[sheets->count++] = table;
            sheets->room -= table->row_count;
        }
    }
}

static struct text cover_counts(struct arena *arena, const struct findings *findings) {
    struct buffer words = buffer_new(arena);
    buffer_format(&words, "%zu findings: %zu errors, %zu queries; %zu waived apart.",
                  findings->error_count + findings->query_count, findings->error_count,
                  findings->query_count, findings->waived_count);
    if (findings->is_compared) {
        buffer_format(&words,
                      " Since the earlier check: %zu new, %zu still open, %zu mended, "
                      "%zu not checked this time.",
                      findings->new_count, findings->open_count, findings->mended_count,
                      findings->not_looked_at_count);
    }
    return buffer_text(&words);
}

bool quality_workbook_write(struct arena *arena, struct diag *diag, const struct session *session,
                            struct text date, struct text *bytes) {
    const struct findings *findings = session->findings;
    struct finding_counts counts = finding_counts_of(arena, findings, BY_RULE);
    const struct text *names = name_sheets(arena, &counts);
    struct sheets sheets = {
        ARENA_ARRAY(arena, const struct document_table *, counts.count + OTHER_TABLES), 0,
        QUALITY_WORKBOOK_LIMIT};
    add_sheet(&sheets, files_table(arena, session));
    add_sheet(&sheets, rules_table(arena, session, &counts, names));
    add_sheet(&sheets, teams_table(arena, session));
    add_sheet(&sheets, unchecked_table(arena, findings));
    add_rules(arena, session, &counts, names, &sheets);
    if (session->replies != NULL) {
        add_sheet(&sheets, replies_table(arena, session->replies));
    }
    if (findings->is_compared) {
        add_sheet(&sheets, quality_mended_table(arena, session, QUALITY_LISTED_LIMIT));
    }
    add_sheet(&sheets, quality_profile_table(arena, &session->extract->dataset));
    const struct text cover[] = {
        TEXT("Restricted and child-level: for the performance team alone. Do not publish or send "
             "on."),
        cover_counts(arena, findings),
        counts.count > 0
            ? TEXT("Each rule has a worksheet of the records that fail it; \"By rule\" "
                   "and \"By team\" count them.")
            : TEXT("No record fails a rule, so that no worksheet lists any."),
        TEXT("[z] means: not applicable, since no earlier check was given to compare with.")};
    return workbook_write(arena, diag, TEXT("Data quality of the extracts"),
                          session->authority->name, date, cover, findings->is_compared ? 3 : 4,
                          sheets.tables, sheets.count, bytes);
}
