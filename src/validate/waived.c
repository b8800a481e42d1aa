/* Accepted findings. A waiver names a finding by its rule and its record, and
 * may narrow it to a table and a column; one that names nothing that is found,
 * or whose day is past, says so, so that no list of them grows stale. */
#include "validate/waived.h"

#include "base/arena.h"
#include "base/date.h"
#include "check.h"
#include "table/dictionary.h"
#include "unchecked.h"

/* The waivers by rule and record. */
struct waiving {
    struct arena *arena;
    const struct waivers *waivers;
    struct dictionary *names;
    size_t *first_of; /* by code: a waiver's position from 1; 0: none */
    size_t *next_of;  /* the next one of the same rule and record */
    bool *is_used;
};

static struct text name_of(struct arena *arena, struct text rule, struct text record) {
    return text_format(arena, "%.*s\n%.*s", TEXT_ARG(rule), TEXT_ARG(record));
}

static struct waiving waiving_new(struct arena *arena, const struct waivers *waivers) {
    struct waiving waiving = {arena,
                              waivers,
                              dictionary_new(arena),
                              ARENA_ARRAY(arena, size_t, waivers->count + 1),
                              ARENA_ARRAY(arena, size_t, waivers->count + 1),
                              ARENA_ARRAY(arena, bool, waivers->count)};
    for (size_t i = waivers->count; i > 0; i--) {
        const struct waiver *waiver = &waivers->items[i - 1];
        uint32_t code = dictionary_intern(waiving.names,
                                          name_of(arena, waiver->rule, text_trim(waiver->record)));
        waiving.next_of[i] = waiving.first_of[code];
        waiving.first_of[code] = i;
    }
    return waiving;
}

static bool fits(const struct waiver *waiver, const struct finding *finding) {
    return (waiver->table.length == 0 || text_equal(waiver->table, finding->table)) &&
           (waiver->column.length == 0 || text_equal(waiver->column, finding->column));
}

/* Where a finding has no record it must be one of the whole table: a record without a name cannot
 * be told from others. */
static void waive(struct waiving *waiving, day_number as_at, struct finding *finding) {
    if (finding->record.length == 0 && finding->row > 0) {
        return;
    }
    struct arena_mark mark = arena_mark(waiving->arena);
    uint32_t code = dictionary_find(
        waiving->names, name_of(waiving->arena, finding->rule, text_trim(finding->record)));
    arena_release(waiving->arena, mark);
    for (size_t at = code == UINT32_MAX ? 0 : waiving->first_of[code]; at > 0;
         at = waiving->next_of[at]) {
        const struct waiver *waiver = &waiving->waivers->items[at - 1];
        if (!fits(waiver, finding)) {
            continue;
        }
        waiving->is_used[at - 1] = true;
        if (waiver->until >= as_at && finding->waived.length == 0) {
            struct text until = date_iso(waiving->arena, waiver->until);
            finding->waived = text_format(waiving->arena, "until %.*s, %.*s: %.*s", TEXT_ARG(until),
                                          TEXT_ARG(waiver->by), TEXT_ARG(waiver->reason));
        }
    }
}

static struct finding finding_of(const struct waivers *waivers, const struct waiver *waiver,
                                 enum rule_id rule) {
    return (struct finding){.severity = FINDING_QUERY,
                            .rule = rule_name(rule),
                            .file = waivers->file,
                            .row = waiver->line,
                            .value = waiver->rule,
                            .record = waiver->record};
}

static struct finding expired(struct arena *arena, const struct waivers *waivers,
                              const struct waiver *waiver, bool is_used) {
    struct finding finding = finding_of(waivers, waiver, RULE_WAIVER_EXPIRED);
    struct text day = date_words(arena, waiver->until);
    finding.column = TEXT("until");
    finding.message = text_format(
        arena, "it was accepted until %.*s alone, by %.*s: %s", TEXT_ARG(day), TEXT_ARG(waiver->by),
        is_used ? "what it waived counts again" : "what it waived is not found any more");
    finding.remedy = is_used ? TEXT("mend what was waived, or have it accepted anew with a later "
                                    "day")
                             : TEXT("take the line out");
    return finding;
}

static struct finding unused(struct arena *arena, const struct waivers *waivers,
                             const struct waiver *waiver) {
    struct finding finding = finding_of(waivers, waiver, RULE_WAIVER_UNUSED);
    finding.column = TEXT("record");
    finding.message = text_format(
        arena, "the rule %.*s finds nothing in the record \"%.*s\" that could be waived",
        TEXT_ARG(waiver->rule), TEXT_ARG(waiver->record));
    finding.remedy = TEXT("take the line out if the record was mended; else write rule, record, "
                          "table and column as findings.csv does");
    return finding;
}

/* A waiver of what was not checked says nothing either way. */
static bool was_checked(const struct validate_context *context, const struct findings *findings,
                        const struct waiver *waiver) {
    const struct dataset *dataset = &context->extract->dataset;
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (!dataset->is_supplied[i] && text_equal(dataset->tables[i]->name, waiver->table)) {
            return false;
        }
    }
    return !unchecked_holds(findings, waiver->rule);
}

static void add_findings(struct waiving *waiving, struct diag *diag,
                         const struct validate_context *context, struct findings *findings) {
    const struct waivers *waivers = waiving->waivers;
    size_t size = findings->count * sizeof *findings->items;
    findings->items = arena_resize(waiving->arena, findings->items, size,
                                   size + waivers->count * sizeof *findings->items);
    for (size_t i = 0; i < waivers->count; i++) {
        const struct waiver *waiver = &waivers->items[i];
        if (!rule_is_known(context, waiver->rule)) {
            struct place place = {.file = waivers->file, .line = waiver->line};
            DIAG_REPORT(diag, VA014, &place, waiver->rule);
            continue;
        }
        if (!was_checked(context, findings, waiver)) {
            continue;
        }
        if (waiver->until < context->as_at) {
            findings->items[findings->count++] =
                expired(waiving->arena, waivers, waiver, waiving->is_used[i]);
        } else if (!waiving->is_used[i]) {
            findings->items[findings->count++] = unused(waiving->arena, waivers, waiver);
        }
    }
}

void findings_waive(struct arena *arena, struct diag *diag, const struct validate_context *context,
                    const struct waivers *waivers, struct findings *findings) {
    struct waiving waiving = waiving_new(arena, waivers);
    for (size_t i = 0; i < findings->count; i++) {
        waive(&waiving, context->as_at, &findings->items[i]);
    }
    add_findings(&waiving, diag, context, findings);
    findings_count(findings);
}
