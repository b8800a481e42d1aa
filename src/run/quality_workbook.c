/* data-quality.xlsx: sheets of plain tables, made through the same workbook
 * writer as the annex. */
#include "run/quality_workbook.h"

#include "base/file.h"
#include "render/renderer.h"

enum { FILE_COLUMNS = 7, RULE_COLUMNS = 4, RECORD_COLUMNS = 10, PROFILE_COLUMNS = 7 };
enum { WORKBOOK_TABLES = 4 };

static struct cell words(struct text text) {
    return (struct cell){.kind = CELL_TEXT, .text = text};
}

static struct cell number(struct arena *arena, size_t count) {
    struct decimal value = {.scaled = (int64_t)count};
    return (struct cell){CELL_NUMBER, decimal_words(arena, value), value, MARK_NONE};
}

static struct text table_title(const struct session *session, const struct extract_file *file) {
    return file->table == SIZE_MAX ? TEXT("matches no table")
                                   : session->extract->schemas[file->table]->name;
}

static struct document_table *new_table(struct arena *arena, const char *caption, const char *sheet,
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
    struct document_table *table = new_table(arena, "Files and their records", "Files", columns,
                                             FILE_COLUMNS, extract->file_count);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < extract->file_count; i++) {
        const struct extract_file *file = &extract->files[i];
        struct buffer unknown = buffer_new(arena);
        for (size_t c = 0; c < file->unknown_column_count; c++) {
            buffer_add_c(&unknown, c > 0 ? ", " : "");
            buffer_add(&unknown, file->unknown_columns[c]);
        }
        *cell++ = words(file->name);
        *cell++ = words(table_title(session, file));
        *cell++ = words(text_of(encoding_name(file->encoding)));
        *cell++ = number(arena, file->records_read);
        *cell++ = number(arena, file->records_kept);
        *cell++ = number(arena, file->refused_count);
        *cell++ = words(unknown.length > 0 ? buffer_text(&unknown) : TEXT("none"));
    }
    return table;
}

/* Findings of one rule on one table. */
struct rule_count {
    struct text rule, table;
    enum finding_severity severity;
    size_t count;
};

static size_t count_rules(const struct findings *findings, struct rule_count *counts) {
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        size_t at = 0;
        while (at < count && !(text_equal(counts[at].rule, finding->rule) &&
                               text_equal(counts[at].table, finding->table))) {
            at++;
        }
        if (at == count) {
            counts[count++] =
                (struct rule_count){finding->rule, finding->table, finding->severity, 0};
        }
        counts[at].count++;
    }
    return count;
}

/* At most one row a rule and table; both are few, so an upper bound on them serves. */
static size_t rule_bound(const struct session *session) {
    size_t rule_count;
    validate_rules(&rule_count);
    size_t bound =
        (session->extract->dataset.table_count + 1) * (rule_count + 1) + session->rule_count;
    return bound < session->findings->count ? bound : session->findings->count;
}

static const struct document_table *rules_table(struct arena *arena,
                                                const struct session *session) {
    static const struct table_column columns[RULE_COLUMNS] = {
        {.header = {"Rule", 4}},
        {.header = {"Table", 5}},
        {.header = {"Severity", 8}},
        {.header = {"Findings", 8}, .is_numeric = true}};
    struct rule_count *counts = ARENA_ARRAY(arena, struct rule_count, rule_bound(session) + 1);
    size_t count = count_rules(session->findings, counts);
    struct document_table *table =
        new_table(arena, "Findings by rule", "Rules", columns, RULE_COLUMNS, count);
    struct cell *cell = (struct cell *)table->cells;
    for (size_t i = 0; i < count; i++) {
        *cell++ = words(counts[i].rule);
        *cell++ = words(counts[i].table);
        *cell++ = words(counts[i].severity == FINDING_ERROR ? TEXT("error") : TEXT("query"));
        *cell++ = number(arena, counts[i].count);
    }
    return table;
}

static void put_record(struct arena *arena, struct cell *cell, const struct finding *finding) {
    cell[0] = words(finding->rule);
    cell[1] = words(finding->severity == FINDING_ERROR ? TEXT("error") : TEXT("query"));
    cell[2] = words(finding->file);
    cell[3] = number(arena, finding->row);
    cell[4] = words(finding->cell);
    cell[5] = words(finding->column);
    cell[6] = words(finding->value);
    cell[7] = words(finding->record);
    cell[8] = words(finding->message);
    cell[9] = words(finding->remedy);
}

static const struct document_table *records_table(struct arena *arena,
                                                  const struct session *session) {
    static const struct table_column columns[RECORD_COLUMNS] = {
        {.header = {"Rule", 4}},    {.header = {"Severity", 8}},
        {.header = {"File", 4}},    {.header = {"Row", 3}, .is_numeric = true},
        {.header = {"Cell", 4}},    {.header = {"Column", 6}},
        {.header = {"Value", 5}},   {.header = {"Record", 6}},
        {.header = {"Message", 7}}, {.header = {"Remedy", 6}}};
    const struct findings *findings = session->findings;
    size_t listed = findings->count < QUALITY_LISTED_LIMIT ? findings->count : QUALITY_LISTED_LIMIT;
    struct document_table *table =
        new_table(arena, "Records with findings", "Records", columns, RECORD_COLUMNS, listed);
    for (size_t i = 0; i < listed; i++) {
        put_record(arena, (struct cell *)table->cells + i * RECORD_COLUMNS, &findings->items[i]);
    }
    if (listed < findings->count) {
        struct text *note = ARENA_NEW(arena, struct text);
        *note = text_format(arena, "The first %zu of %zu findings; findings.csv lists all.", listed,
                            findings->count);
        table->notes = note;
        table->note_count = 1;
    }
    return table;
}

/* What a column holds: counted over distinct values, weighted by their rows. */
struct profile {
    size_t filled, distinct;
    struct text most_common, least, greatest;
};

static struct profile profile_column(struct arena *arena, const struct table *table,
                                     const struct column *column) {
    struct profile profile = {0};
    struct arena_mark mark = arena_mark(arena);
    uint32_t *uses = ARENA_ARRAY(arena, uint32_t, (size_t)column->value_count + 1);
    for (size_t row = 0; row < table->row_count; row++) {
        uses[column->codes[row]]++;
    }
    uint32_t most = 0;
    for (uint32_t code = 0; code < column->value_count; code++) {
        const struct value *value = &column->values[code];
        if (value->kind == VALUE_NULL || uses[code] == 0) {
            continue;
        }
        profile.filled += uses[code];
        profile.distinct++;
        if (uses[code] > most) {
            most = uses[code];
            profile.most_common = value->text;
        }
        bool is_day = value->kind == VALUE_DAY;
        if (is_day && (profile.least.length == 0 || text_compare(value->text, profile.least) < 0)) {
            profile.least = value->text;
        }
        if (is_day && text_compare(value->text, profile.greatest) > 0) {
            profile.greatest = value->text;
        }
    }
    arena_release(arena, mark);
    return profile;
}

static size_t profile_row_count(const struct dataset *dataset) {
    size_t count = 0;
    for (size_t t = 0; t < dataset->table_count; t++) {
        count += dataset->is_supplied[t] ? dataset->tables[t]->column_count : 0;
    }
    return count;
}

static void put_profile(struct arena *arena, struct cell *cell, const struct table *table,
                        const struct column *column) {
    struct profile profile = profile_column(arena, table, column);
    /* An id that stands once each says nothing as "most common", and names a child. */
    bool says_something = profile.distinct < profile.filled;
    cell[0] = words(table->name);
    cell[1] = words(column->name);
    cell[2] = number(arena, profile.filled);
    cell[3] = number(arena, profile.distinct);
    cell[4] = words(says_something ? profile.most_common : TEXT_NONE);
    cell[5] = words(profile.least);
    cell[6] = words(profile.greatest);
}

static const struct document_table *profile_table(struct arena *arena,
                                                  const struct session *session) {
    static const struct table_column columns[PROFILE_COLUMNS] = {
        {.header = {"Table", 5}},
        {.header = {"Column", 6}},
        {.header = {"Filled", 6}, .is_numeric = true},
        {.header = {"Distinct values", 15}, .is_numeric = true},
        {.header = {"Most common", 11}},
        {.header = {"Earliest", 8}},
        {.header = {"Latest", 6}}};
    const struct dataset *dataset = &session->extract->dataset;
    struct document_table *profile = new_table(arena, "What each column holds", "Columns", columns,
                                               PROFILE_COLUMNS, profile_row_count(dataset));
    struct cell *cell = (struct cell *)profile->cells;
    for (size_t t = 0; t < dataset->table_count; t++) {
        const struct table *table = dataset->tables[t];
        for (size_t c = 0; dataset->is_supplied[t] && c < table->column_count; c++) {
            put_profile(arena, cell, table, &table->columns[c]);
            cell += PROFILE_COLUMNS;
        }
    }
    return profile;
}

bool quality_workbook_write(struct arena *arena, struct diag *diag, const struct session *session,
                            struct text date, struct text *bytes) {
    const struct text cover[] = {
        TEXT("Child-level: for the performance team alone. Do not publish or send on."),
        text_format(arena, "%zu findings: %zu errors, %zu queries.", session->findings->count,
                    session->findings->error_count, session->findings->query_count)};
    const struct document_table *const tables[WORKBOOK_TABLES] = {
        files_table(arena, session), rules_table(arena, session), records_table(arena, session),
        profile_table(arena, session)};
    return workbook_write(arena, diag, TEXT("Data quality of the extracts"),
                          session->authority->name, date, cover, 2, tables, WORKBOOK_TABLES, bytes);
}
