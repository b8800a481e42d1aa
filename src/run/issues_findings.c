/* Findings as issues: what a team's records fail. Records are named by their
 * keys; one without a key by its row, for its values may be a name. */
#include "base/arena.h"
#include "issue_list.h"
#include "table/dictionary.h"

/* An issue while its findings are counted. */
struct gathering {
    const struct finding *first;
    uint32_t team;
    size_t errors, queries;
    struct issue_record *records;
    size_t count, capacity;
};

struct gatherings {
    struct arena *arena;
    struct dictionary *names;
    struct gathering *items;
    size_t count, capacity;
};

static struct gathering *gathering_of(struct gatherings *all, const struct finding *finding,
                                      uint32_t team) {
    struct text name = text_format(all->arena, "%u\n%.*s\n%.*s", team, TEXT_ARG(finding->rule),
                                   TEXT_ARG(finding->table));
    uint32_t code = dictionary_intern(all->names, name);
    ARENA_MAKE_ROOM(all->arena, all->items, all->count, all->capacity, 64);
    if (code > all->count) {
        all->items[all->count++] = (struct gathering){.first = finding, .team = team};
    }
    return &all->items[code - 1];
}

static void add_record(struct arena *arena, struct gathering *gathering,
                       const struct finding *finding) {
    bool is_error = finding->severity == FINDING_ERROR;
    gathering->errors += is_error;
    gathering->queries += !is_error;
    if (gathering->count == ISSUE_RECORD_LIMIT) {
        return;
    }
    ARENA_MAKE_ROOM(arena, gathering->records, gathering->count, gathering->capacity, 8);
    bool has_key = !text_starts_with(finding->record, TEXT("(no key)"));
    struct text record =
        has_key ? finding->record
                : text_format(arena, "row %u of %.*s", finding->row, TEXT_ARG(finding->file));
    gathering->records[gathering->count++] =
        (struct issue_record){record, finding->column, TEXT_NONE};
}

/* A message with the titles of the fields that it would be filled in with: its values are a
 * record's. */
static struct text message_title(struct arena *arena, const struct rule *rule) {
    struct buffer words = buffer_new(arena);
    struct text rest = rule->message;
    while (rest.length > 0) {
        size_t open = text_find(rest, '{'), close = text_find(rest, '}');
        buffer_add(&words, text_slice(rest, 0, open));
        if (open < close && close < rest.length) {
            struct text name = text_slice(rest, open + 1, close);
            size_t field = schema_field(rule->table, name);
            buffer_add(&words, field == SIZE_MAX ? TEXT("...") : rule->table->fields[field].title);
        }
        rest = text_slice(rest, open < close ? close + 1 : rest.length, rest.length);
    }
    return buffer_text(&words);
}

static struct text title_of(const struct session *session, const struct finding *finding,
                            bool *is_definition) {
    size_t count;
    const struct validate_rule *checks = validate_rules(&count);
    *is_definition = true;
    for (size_t i = 0; i < session->rule_count; i++) {
        if (text_equal(session->rules[i]->id, finding->rule)) {
            return message_title(session->arena, session->rules[i]);
        }
    }
    *is_definition = false;
    for (size_t i = 0; i < count; i++) {
        if (text_equal_c(finding->rule, checks[i].id)) {
            return text_format(session->arena, "this should hold: %s (%.*s)", checks[i].title,
                               TEXT_ARG(finding->table));
        }
    }
    return finding->rule;
}

static void add_issue(struct issue_list *list, const struct gathering *gathering) {
    struct arena *arena = list->session->arena;
    const struct finding *first = gathering->first;
    bool is_definition;
    struct text title = title_of(list->session, first, &is_definition);
    struct text subject = is_definition ? first->rule
                                        : text_format(arena, "%.*s-%.*s", TEXT_ARG(first->rule),
                                                      TEXT_ARG(first->table));
    struct issue *issue = issue_list_add(list, ISSUE_QUERY, gathering->team, subject);
    issue->title = title;
    issue->all_records = gathering->errors + gathering->queries;
    issue->signal =
        text_format(arena, "data quality: %zu record%s fail%s this check", issue->all_records,
                    issue->all_records == 1 ? "" : "s", issue->all_records == 1 ? "s" : "");
    issue->figure =
        text_format(arena, "%zu errors, %zu queries", gathering->errors, gathering->queries);
    issue->beside = TEXT("0 wanted");
    issue->records = gathering->records;
    issue->record_count = gathering->count;
}

size_t issues_add_findings(struct issue_list *list) {
    const struct session *session = list->session;
    const struct findings *findings = session->findings;
    struct gatherings all = {.arena = session->arena, .names = dictionary_new(session->arena)};
    size_t teamless = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        uint32_t team =
            finding->team.length == 0 ? UNIT_NONE : hierarchy_find(session->units, finding->team);
        bool is_team = team != UNIT_NONE && session->units->units[team].level == UNIT_TEAM;
        if (finding->waived.length > 0) {
            continue;
        }
        teamless += !is_team;
        if (is_team) {
            add_record(session->arena, gathering_of(&all, finding, team), finding);
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        add_issue(list, &all.items[i]);
    }
    return teamless;
}
