/* Forms that came back, as CSV, as JSON and as a table of a workbook. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "quality_tables.h"
#include "run/form.h"
#include "run/json.h"

enum { REPLY_COLUMNS = 15 };

static struct text day_text(struct arena *arena, day_number day) {
    return day == DAY_NONE ? TEXT_NONE : date_iso(arena, day);
}

static const char *kind_word(enum issue_kind kind) {
    return kind == ISSUE_AHEAD ? "ahead" : "query";
}

void replies_write_csv(struct buffer *out, const struct replies *replies) {
    buffer_add_c(out, "issue,team,period,subject,title,kind,status,due,missing,cause,cause_kind,"
                      "action,state,by_when,who,file,row\r\n");
    for (size_t i = 0; i < replies->count; i++) {
        const struct reply *reply = &replies->items[i];
        const struct text cells[] = {reply->id,
                                     reply->team,
                                     reply->period,
                                     reply->subject,
                                     reply->title,
                                     text_of(kind_word(reply->kind)),
                                     text_of(reply_status_word(reply->status)),
                                     day_text(out->arena, reply->due),
                                     reply->missing,
                                     reply->cause,
                                     reply->cause_kind,
                                     reply->action,
                                     reply->state,
                                     day_text(out->arena, reply->by_when),
                                     reply->who,
                                     reply->file};
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
            buffer_add_csv_cell(out, cells[c]);
            buffer_add_byte(out, ',');
        }
        buffer_add_int(out, reply->row);
        buffer_add_c(out, "\r\n");
    }
}

static void put_text(struct json *json, const char *key, struct text value) {
    if (value.length > 0) {
        json_text(json, key, value);
    }
}

static void put_reply(struct json *json, struct arena *arena, const struct reply *reply) {
    json_begin_object(json, NULL);
    json_text(json, "issue", reply->id);
    json_text(json, "team", reply->team);
    json_text(json, "kind", text_of(kind_word(reply->kind)));
    json_text(json, "status", text_of(reply_status_word(reply->status)));
    put_text(json, "due", day_text(arena, reply->due));
    put_text(json, "missing", reply->missing);
    put_text(json, "cause", reply->cause);
    put_text(json, "action", reply->action);
    put_text(json, "state", reply->state);
    put_text(json, "by_when", day_text(arena, reply->by_when));
    json_text(json, "file", reply->file);
    json_end_object(json);
}

void replies_put_json(struct json *json, struct arena *arena, const struct replies *replies) {
    static const char *const keys[REPLY_STATUS_COUNT] = {"open", "overdue", "answered",
                                                         "action_overdue"};
    json_begin_object(json, "query_forms");
    for (int status = 0; status < REPLY_STATUS_COUNT; status++) {
        json_int(json, keys[status], (int64_t)replies->counts[status]);
    }
    json_begin_list(json, "issues");
    for (size_t i = 0; i < replies->count; i++) {
        put_reply(json, arena, &replies->items[i]);
    }
    json_end_list(json);
    json_end_object(json);
}

static void put_row(struct arena *arena, struct cell *cell, const struct reply *reply) {
    *cell++ = quality_words(reply->id);
    *cell++ = quality_words(text_of(reply_status_word(reply->status)));
    *cell++ = quality_words(reply->team);
    *cell++ = quality_words(reply->period);
    *cell++ = quality_words(reply->subject);
    *cell++ = quality_words(reply->title);
    *cell++ = quality_words(reply->signal);
    *cell++ = quality_words(reply->figure);
    *cell++ = quality_words(day_text(arena, reply->due));
    *cell++ = quality_words(reply->missing);
    *cell++ = quality_words(reply->cause);
    *cell++ = quality_words(reply->action);
    *cell++ = quality_words(reply->state);
    *cell++ = quality_words(day_text(arena, reply->by_when));
    *cell = quality_words(reply->file);
}

const struct document_table *replies_table(struct arena *arena, const struct replies *replies) {
    static const struct table_column columns[REPLY_COLUMNS] = {
        {.header = {"Issue", 5}},
        {.header = {"Status", 6}},
        {.header = {"Team", 4}},
        {.header = {"Period", 6}},
        {.header = {"Measure or rule", 15}},
        {.header = {"What it is about", 16}},
        {.header = {"What stands out", 15}},
        {.header = {"Figure", 6}},
        {.header = {"Answer due", 10}},
        {.header = {"To be filled in still", 21}},
        {.header = {"Cause, or what works", 20}},
        {.header = {"Action", 6}},
        {.header = {"State", 5}},
        {.header = {"By when", 7}},
        {.header = {"Form", 4}}};
    struct document_table *table = quality_table(arena, "Issues of data query forms", "Query forms",
                                                 columns, REPLY_COLUMNS, replies->count);
    for (size_t i = 0; i < replies->count; i++) {
        put_row(arena, (struct cell *)table->cells + i * REPLY_COLUMNS, &replies->items[i]);
    }
    quality_note(arena, table,
                 TEXT("A blank cell is one that the team has not filled in, or need not."));
    return table;
}
