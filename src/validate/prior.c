/* This check against an earlier one. What is alike is counted by name, so that
 * neither order nor repetition matters: of five alike then and three now, three
 * are still open and two are mended. */
#include "validate/prior.h"

#include "base/arena.h"
#include "base/file.h"
#include "check.h"
#include "ingest/encoding.h"
#include "ingest/record.h"
#include "table/dictionary.h"
#include "unchecked.h"

/* The columns that a list of findings must have, in the order of struct reading's positions. */
enum list_column {
    SEVERITY,
    RULE,
    TABLE,
    FILE_NAME,
    ROW,
    CELL,
    COLUMN,
    VALUE,
    RECORD,
    MESSAGE,
    REMEDY,
    COLUMN_COUNT
};
static const char *const column_names[COLUMN_COUNT] = {"severity", "rule",    "table",  "file",
                                                       "row",      "cell",    "column", "value",
                                                       "record",   "message", "remedy"};

struct reading {
    struct arena *arena;
    struct diag *diag;
    struct text path;
    size_t positions[COLUMN_COUNT];
    size_t team_at, worker_at, worker_team_at; /* SIZE_MAX: an older list has none */
    size_t width;
    struct finding *items;
    size_t count;
    size_t capacity;
};

static bool refuse(const struct reading *reading, uint32_t line, struct text why) {
    struct place place = {.file = reading->path, .line = line};
    DIAG_REPORT(reading->diag, VA013, &place, why);
    return false;
}

static size_t find_column(const struct record *header, const char *name) {
    for (size_t i = 0; i < header->field_count; i++) {
        if (text_equal_c(header->fields[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool read_header(struct reading *reading, struct record_reader *reader) {
    struct record header;
    if (!record_next(reader, &header)) {
        return refuse(reading, 0, TEXT("it is empty"));
    }
    reading->width = header.field_count;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        reading->positions[i] = find_column(&header, column_names[i]);
        if (reading->positions[i] == SIZE_MAX) {
            return refuse(reading, header.line,
                          text_format(reading->arena, "it has no column \"%s\"", column_names[i]));
        }
    }
    reading->team_at = find_column(&header, "team");
    reading->worker_at = find_column(&header, "worker");
    reading->worker_team_at = find_column(&header, "worker_team");
    return true;
}

static struct finding *new_item(struct reading *reading) {
    ARENA_MAKE_ROOM(reading->arena, reading->items, reading->count, reading->capacity, 256);
    return &reading->items[reading->count++];
}

static struct text field(const struct reading *reading, const struct record *record,
                         enum list_column column) {
    return text_copy(reading->arena, csv_cell_text(record->fields[reading->positions[column]]));
}

static struct text later_field(const struct reading *reading, const struct record *record,
                               size_t at) {
    return at == SIZE_MAX ? TEXT_NONE
                          : text_copy(reading->arena, csv_cell_text(record->fields[at]));
}

static bool read_record(struct reading *reading, const struct record *record) {
    if (record->is_refused || record->field_count != reading->width) {
        return refuse(reading, record->line, TEXT("the line cannot be read"));
    }
    struct text severity = field(reading, record, SEVERITY);
    int64_t row;
    bool is_error = text_equal_c(severity, "error");
    if (!is_error && !text_equal_c(severity, "query")) {
        return refuse(reading, record->line, TEXT("the severity is neither error nor query"));
    }
    if (!text_to_int(field(reading, record, ROW), &row) || row < 0 || row > UINT32_MAX) {
        return refuse(reading, record->line, TEXT("the row is no whole number"));
    }
    *new_item(reading) =
        (struct finding){.severity = is_error ? FINDING_ERROR : FINDING_QUERY,
                         .rule = field(reading, record, RULE),
                         .table = field(reading, record, TABLE),
                         .file = field(reading, record, FILE_NAME),
                         .row = (uint32_t)row,
                         .cell = field(reading, record, CELL),
                         .column = field(reading, record, COLUMN),
                         .value = field(reading, record, VALUE),
                         .record = field(reading, record, RECORD),
                         .message = field(reading, record, MESSAGE),
                         .remedy = field(reading, record, REMEDY),
                         .team = later_field(reading, record, reading->team_at),
                         .worker = later_field(reading, record, reading->worker_at),
                         .worker_team = later_field(reading, record, reading->worker_team_at)};
    return true;
}

bool findings_read_csv(struct arena *arena, struct diag *diag, struct text path,
                       struct finding **items, size_t *count) {
    struct reading reading = {.arena = arena, .diag = diag, .path = path};
    struct text bytes, utf8;
    if (!file_read(arena, diag, path, &bytes)) {
        return false;
    }
    encoding_to_utf8(arena, bytes, &utf8);
    struct record_reader *reader = record_reader_new(arena, utf8);
    struct record record;
    bool holds = read_header(&reading, reader);
    while (holds && record_next(reader, &record)) {
        holds = read_record(&reading, &record);
    }
    *items = reading.items;
    *count = reading.count;
    return holds;
}

/* ---- comparing ---- */

/* What makes two findings the same. A record that was refused has no key, but the value that
 * stands for it; a finding of a whole table is the same whatever it counted. */
static struct text name_of(struct arena *arena, const struct finding *finding) {
    bool has_value = finding->record.length == 0 && finding->row > 0;
    struct text value = has_value ? text_trim(finding->value) : TEXT_NONE;
    struct text record = text_trim(finding->record);
    return text_format(arena, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s", TEXT_ARG(finding->rule),
                       TEXT_ARG(finding->table), TEXT_ARG(finding->column), TEXT_ARG(record),
                       TEXT_ARG(value));
}

/* How many of each name there are, then how many are not yet matched. */
struct tally {
    struct arena *scratch;
    struct dictionary *names;
    size_t *counts; /* one a code */
};

static uint32_t code_of(const struct tally *tally, const struct finding *finding, bool is_new) {
    struct arena_mark mark = arena_mark(tally->scratch);
    struct text name = name_of(tally->scratch, finding);
    uint32_t code =
        is_new ? dictionary_intern(tally->names, name) : dictionary_find(tally->names, name);
    arena_release(tally->scratch, mark);
    return code;
}

static bool is_column_there(const struct dataset *dataset, struct text table_name,
                            struct text column_name) {
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = dataset->tables[i];
        if (text_equal(table->name, table_name)) {
            size_t column = table_column(table, column_name);
            return dataset->is_supplied[i] &&
                   (column == SIZE_MAX || table->columns[column].is_supplied);
        }
    }
    return false;
}

/* Whether a finding that is not there any more was looked for. An absent column is looked at by the
 * rule that misses it. */
static bool was_looked_at(const struct validate_context *context, const struct findings *findings,
                          const struct finding *finding) {
    if (finding->table.length == 0) {
        return true; /* of waivers */
    }
    bool asks_for_column = text_equal(finding->rule, rule_name(RULE_REQUIRED_COLUMN));
    return rule_is_known(context, finding->rule) && !unchecked_holds(findings, finding->rule) &&
           is_column_there(&context->extract->dataset, finding->table,
                           asks_for_column ? TEXT_NONE : finding->column);
}

static void list_gone(struct arena *arena, const struct validate_context *context,
                      const struct finding *prior, size_t prior_count, const bool *is_matched,
                      struct findings *findings) {
    struct finding *gone = ARENA_ARRAY(arena, struct finding, prior_count);
    for (size_t i = 0; i < prior_count; i++) {
        if (!is_matched[i]) {
            bool is_mended = was_looked_at(context, findings, &prior[i]);
            struct finding *item = &gone[findings->gone_count++];
            *item = prior[i];
            item->since = is_mended ? FINDING_MENDED : FINDING_NOT_LOOKED_AT;
            findings->mended_count += is_mended;
        }
    }
    findings->gone = gone;
    findings->not_looked_at_count = findings->gone_count - findings->mended_count;
}

void findings_compare(struct arena *arena, const struct validate_context *context,
                      const struct finding *prior, size_t prior_count, struct findings *findings) {
    struct tally tally = {arena_new(), dictionary_new(arena),
                          ARENA_ARRAY(arena, size_t, findings->count + 1)};
    for (size_t i = 0; i < findings->count; i++) {
        tally.counts[code_of(&tally, &findings->items[i], true)]++;
        findings->items[i].since = FINDING_NEW;
    }
    bool *is_matched = ARENA_ARRAY(arena, bool, prior_count);
    size_t *matched = ARENA_ARRAY(arena, size_t, findings->count + 1);
    for (size_t i = 0; i < prior_count; i++) {
        uint32_t code = code_of(&tally, &prior[i], false);
        is_matched[i] = code != UINT32_MAX && matched[code] < tally.counts[code];
        if (is_matched[i]) {
            matched[code]++;
        }
    }
    for (size_t i = 0; i < findings->count; i++) {
        uint32_t code = code_of(&tally, &findings->items[i], false);
        if (matched[code] > 0) {
            matched[code]--;
            findings->items[i].since = FINDING_STILL_OPEN;
        }
    }
    arena_free(tally.scratch);
    findings->is_compared = true;
    list_gone(arena, context, prior, prior_count, is_matched, findings);
    findings_count(findings);
}
