/* Lists of findings as tables of data-quality.xlsx: a rule's, and those that
 * are mended. Lists are bounded and say so; findings.csv has all. */
#include "quality_tables.h"

#include "base/arena.h"

enum { RECORD_COLUMNS = 14, RULE_AT = 13 };

static const struct table_column record_columns[RECORD_COLUMNS] = {
    {.header = {"Severity", 8}}, {.header = {"Table", 5}},
    {.header = {"File", 4}},     {.header = {"Row", 3}, .is_numeric = true},
    {.header = {"Cell", 4}},     {.header = {"Column", 6}},
    {.header = {"Value", 5}},    {.header = {"Record", 6}},
    {.header = {"Team", 4}},     {.header = {"Message", 7}},
    {.header = {"Remedy", 6}},   {.header = {"Since the earlier check", 23}},
    {.header = {"Waived", 6}},   {.header = {"Rule", 4}}};

static void put_record(struct arena *arena, struct cell *cell, const struct finding *finding) {
    cell[0] = quality_words(text_of(finding_severity_word(finding->severity)));
    cell[1] = quality_words(finding->table);
    cell[2] = quality_words(finding->file);
    cell[3] = quality_number(arena, finding->row);
    cell[4] = quality_words(finding->cell);
    cell[5] = quality_words(finding->column);
    cell[6] = quality_words(finding->value);
    cell[7] = quality_words(finding->record);
    cell[8] = quality_words(finding->team.length > 0 ? finding->team : TEXT("(none)"));
    cell[9] = quality_words(finding->message);
    cell[10] = quality_words(finding->remedy);
    cell[11] = quality_words(text_of(finding_since_word(finding->since)));
    cell[12] = quality_words(finding->waived);
}

static void add_notes(struct arena *arena, struct document_table *table, size_t listed,
                      size_t count) {
    struct text *notes = ARENA_ARRAY(arena, struct text, 2);
    notes[table->note_count++] =
        TEXT("A blank cell means that there is nothing to say there. Row 0 is the whole file.");
    if (listed < count) {
        notes[table->note_count++] = text_format(
            arena, "The first %zu of %zu findings; findings.csv lists all.", listed, count);
    }
    table->notes = notes;
}

/* The rule's title, or the severity and message of a definition's. */
static struct text rule_title(struct arena *arena, const struct session *session,
                              struct text rule) {
    size_t count;
    const struct validate_rule *checks = validate_rules(&count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal_c(rule, checks[i].id)) {
            return text_format(arena, "%.*s (what should hold: %s)", TEXT_ARG(rule),
                               checks[i].title);
        }
    }
    for (size_t i = 0; i < session->rule_count; i++) {
        if (text_equal(session->rules[i]->id, rule)) {
            return text_format(arena, "%.*s: %.*s", TEXT_ARG(rule),
                               TEXT_ARG(session->rules[i]->message));
        }
    }
    return rule;
}

static size_t count_of_rule(const struct findings *findings, struct text rule) {
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        count += text_equal(findings->items[i].rule, rule);
    }
    return count;
}

const struct document_table *quality_records_table(struct arena *arena,
                                                   const struct session *session, struct text rule,
                                                   struct text sheet, size_t limit) {
    const struct findings *findings = session->findings;
    size_t count = count_of_rule(findings, rule), listed = count < limit ? count : limit, at = 0;
    const char *title = text_c(arena, rule_title(arena, session, rule));
    struct document_table *table =
        quality_table(arena, title, text_c(arena, sheet), record_columns, RULE_AT, listed);
    for (size_t i = 0; i < findings->count && at < listed; i++) {
        if (text_equal(findings->items[i].rule, rule)) {
            put_record(arena, (struct cell *)table->cells + at++ * RULE_AT, &findings->items[i]);
        }
    }
    add_notes(arena, table, listed, count);
    return table;
}

const struct document_table *quality_mended_table(struct arena *arena,
                                                  const struct session *session, size_t limit) {
    const struct findings *findings = session->findings;
    size_t listed = findings->gone_count < limit ? findings->gone_count : limit;
    struct document_table *table =
        quality_table(arena,
                      "Findings of the earlier check that are mended, or were not checked "
                      "this time",
                      "Mended", record_columns, RECORD_COLUMNS, listed);
    for (size_t i = 0; i < listed; i++) {
        struct cell *cells = (struct cell *)table->cells + i * RECORD_COLUMNS;
        put_record(arena, cells, &findings->gone[i]);
        cells[RULE_AT] = quality_words(findings->gone[i].rule);
    }
    add_notes(arena, table, listed, findings->gone_count);
    return table;
}
