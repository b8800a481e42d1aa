/* `quarterday due`: which report comes next, and of which period, seen from a
 * day that is given, for no clock is asked. Needs the definitions alone. */
#include <stdlib.h>

#include "run/commands.h"
#include "run/json.h"

struct due_report {
    struct text id;
    struct cycle_issue issue;
};

static bool read_day(struct session *session, day_number *on) {
    struct text words = session->options->on;
    if (date_parse(words, DATE_ISO | DATE_SLASHES, on) != DATE_OK) {
        DIAG_REPORT(session->diag, US004, NULL, words, TEXT("a date such as 2014-03-31"));
        return false;
    }
    return true;
}

static int by_day(const void *left, const void *right) {
    const struct due_report *a = left, *b = right;
    int order = (a->issue.due > b->issue.due) - (a->issue.due < b->issue.due);
    return order != 0 ? order : text_compare(a->id, b->id);
}

static struct due_report *due_reports(struct session *session, day_number on, size_t *count) {
    const struct catalogue *catalogue = session->catalogue;
    struct due_report *due =
        ARENA_ARRAY(session->arena, struct due_report, catalogue->report_count + 1);
    *count = 0;
    for (size_t i = 0; i < catalogue->report_count; i++) {
        const struct report_definition *report = catalogue->reports[i];
        if (report->cycle.every != CYCLE_NONE) {
            due[(*count)++] =
                (struct due_report){report->id, report_cycle_next(&report->cycle, on)};
        }
    }
    qsort(due, *count, sizeof due[0], by_day);
    return due;
}

static void write_json(struct session *session, struct buffer *out, const struct due_report *due,
                       size_t count) {
    struct json json = json_new(out);
    json_begin_list(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(&json, NULL);
        json_text(&json, "due", date_iso(session->arena, due[i].issue.due));
        json_text(&json, "report", due[i].id);
        if (due[i].issue.has_period) {
            json_text(&json, "period", period_name(session->arena, &due[i].issue.period));
        }
        json_end_object(&json);
    }
    json_end_list(&json);
}

bool command_due(struct session *session, struct buffer *out) {
    day_number on;
    size_t count;
    if (!read_day(session, &on) ||
        !session_load_definitions(session, NEEDS_RULES | NEEDS_FIGURES | NEEDS_REPORTS)) {
        return false;
    }
    struct due_report *due = due_reports(session, on, &count);
    if (session->options->is_json) {
        write_json(session, out, due, count);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        struct text day = date_iso(session->arena, due[i].issue.due);
        struct text period = due[i].issue.has_period
                                 ? period_name(session->arena, &due[i].issue.period)
                                 : TEXT("meeting");
        buffer_format(out, "%.*s  %-12.*s %.*s\n", TEXT_ARG(day), TEXT_ARG(period),
                      TEXT_ARG(due[i].id));
    }
    return true;
}
