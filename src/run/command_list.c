/* `quarterday list`: what reports, measures, rules, extracts and functions there
 * are. Needs the definitions alone. */
#include "run/commands.h"
#include "run/json.h"
#include "sql/database.h"

/* One thing listed. */
struct listed {
    struct text id;
    struct text title;
};

static void write_rows(struct session *session, struct buffer *out, const struct listed *rows,
                       size_t row_count) {
    if (session->options->is_json) {
        struct json json = json_new(out);
        json_begin_list(&json, NULL);
        for (size_t i = 0; i < row_count; i++) {
            json_begin_object(&json, NULL);
            json_text(&json, "id", rows[i].id);
            json_text(&json, "title", rows[i].title);
            json_end_object(&json);
        }
        json_end_list(&json);
        return;
    }
    int width = 28;
    for (size_t i = 0; i < row_count; i++) {
        width = (int)rows[i].id.length > width ? (int)rows[i].id.length : width;
    }
    for (size_t i = 0; i < row_count; i++) {
        buffer_format(out, "%-*.*s %.*s\n", width, TEXT_ARG(rows[i].id), TEXT_ARG(rows[i].title));
    }
}

/* A title as a reader may see it before there is a paper: what is bound to one stands as "...". */
static struct text without_bindings(struct arena *arena, struct text title) {
    struct buffer plain = buffer_new(arena);
    for (size_t at = 0; at < title.length; at++) {
        size_t end = at + text_find(text_slice(title, at, title.length), '}');
        if (title.bytes[at] == '{' && end < title.length) {
            buffer_add_c(&plain, "...");
            at = end;
        } else {
            buffer_add_byte(&plain, title.bytes[at]);
        }
    }
    return buffer_text(&plain);
}

static struct listed *list_reports(struct session *session, size_t *count) {
    const struct catalogue *catalogue = session->catalogue;
    *count = catalogue->report_count;
    struct listed *rows = ARENA_ARRAY(session->arena, struct listed, *count);
    for (size_t i = 0; i < *count; i++) {
        const struct report_definition *report = catalogue->reports[i];
        rows[i] = (struct listed){report->id, without_bindings(session->arena, report->title)};
    }
    return rows;
}

static struct listed *list_measures(struct session *session, size_t *count) {
    const struct catalogue *catalogue = session->catalogue;
    *count = catalogue->measure_count;
    struct listed *rows = ARENA_ARRAY(session->arena, struct listed, *count);
    for (size_t i = 0; i < *count; i++) {
        rows[i] = (struct listed){catalogue->measures[i]->id, catalogue->measures[i]->title};
    }
    return rows;
}

static struct listed *list_extracts(struct session *session, size_t *count) {
    const struct catalogue *catalogue = session->catalogue;
    *count = catalogue->schema_count;
    struct listed *rows = ARENA_ARRAY(session->arena, struct listed, *count);
    for (size_t i = 0; i < *count; i++) {
        const struct schema *schema = catalogue->schemas[i];
        struct buffer title = buffer_new(session->arena);
        buffer_format(&title, "%.*s:", TEXT_ARG(schema->title));
        for (size_t f = 0; f < schema->field_count; f++) {
            buffer_format(&title, " %.*s", TEXT_ARG(schema->fields[f].name));
        }
        rows[i] = (struct listed){schema->name, buffer_text(&title)};
    }
    return rows;
}

static struct listed *list_functions(struct session *session, size_t *count) {
    const struct sql_function *functions = sql_functions(session->arena, count);
    struct listed *rows = ARENA_ARRAY(session->arena, struct listed, *count);
    for (size_t i = 0; i < *count; i++) {
        rows[i] = (struct listed){text_of(functions[i].signature), text_of(functions[i].title)};
    }
    return rows;
}

/* The checks that every field may be put to, then the rules in force: what findings.csv calls
 * `rule`. */
static struct listed *list_rules(struct session *session, size_t *count) {
    size_t check_count;
    const struct validate_rule *checks = validate_rules(&check_count);
    *count = check_count + session->rule_count;
    struct listed *rows = ARENA_ARRAY(session->arena, struct listed, *count);
    for (size_t i = 0; i < check_count; i++) {
        rows[i] = (struct listed){text_of(checks[i].id), text_of(checks[i].title)};
    }
    for (size_t i = 0; i < session->rule_count; i++) {
        const struct rule *rule = session->rules[i];
        rows[check_count + i] = (struct listed){
            rule->id, text_format(session->arena, "%s: %.*s", rule->is_error ? "error" : "query",
                                  TEXT_ARG(rule->message))};
    }
    return rows;
}

bool command_list(struct session *session, struct buffer *out) {
    static const struct {
        const char *what;
        struct listed *(*list)(struct session *, size_t *);
    } lists[] = {{"reports", list_reports},
                 {"measures", list_measures},
                 {"rules", list_rules},
                 {"extracts", list_extracts},
                 {"functions", list_functions}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (text_equal_c(session->options->subject, lists[i].what)) {
            if (!session_load_definitions(session, NEEDS_RULES | NEEDS_FIGURES | NEEDS_REPORTS)) {
                return false;
            }
            size_t count;
            struct listed *rows = lists[i].list(session, &count);
            write_rows(session, out, rows, count);
            return true;
        }
    }
    DIAG_REPORT(session->diag, US004, NULL, session->options->subject,
                TEXT("one of reports, measures, rules, extracts and functions"));
    return false;
}
