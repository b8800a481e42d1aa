/* Data query forms: one workbook a team that is asked about something, and what
 * comes back in them. The columns' names are the contract between the two: a
 * form is read back by them, wherever they stand. */
#ifndef RUN_FORM_H
#define RUN_FORM_H

#include "base/date.h"
#include "run/issues.h"

/* Sheets of a form. */
#define FORM_SHEET_ISSUES "Issues"
#define FORM_SHEET_AHEAD "Ahead of the curve"

/* Columns of both sheets, then those that the team fills in. */
#define FORM_COLUMN_ID "Issue"
#define FORM_COLUMN_TEAM "Team"
#define FORM_COLUMN_PERIOD "Period"
#define FORM_COLUMN_SUBJECT "Measure or rule"
#define FORM_COLUMN_TITLE "What it is about"
#define FORM_COLUMN_SIGNAL "What stands out"
#define FORM_COLUMN_FIGURE "Figure"
#define FORM_COLUMN_BESIDE "Held against"
#define FORM_COLUMN_RECORDS "Records"
#define FORM_COLUMN_DUE "Answer due"
#define FORM_COLUMN_CAUSE "What caused it"
#define FORM_COLUMN_CAUSE_KIND "Kind of cause"
#define FORM_COLUMN_ACTION "What is done about it"
#define FORM_COLUMN_STATE "State of the action"
#define FORM_COLUMN_BY_WHEN "By when"
#define FORM_COLUMN_WORKS "What has led to it"
#define FORM_COLUMN_SPREAD "Could other teams do the same"
#define FORM_COLUMN_WHO "Who answers"

/* The form of one team: `issues` are all of that team. The answers' cells are blank and validated;
 * records are named by id and date alone. `bytes` is the workbook. False after reports. */
bool form_write(struct arena *arena, struct diag *diag, const struct session *session,
                const struct issue *issues, size_t issue_count, struct text period,
                day_number extract_date, day_number due, struct text *bytes);

enum reply_status {
    REPLY_OPEN,    /* not all is answered, and the day is not past */
    REPLY_OVERDUE, /* not all is answered, and it is */
    REPLY_ANSWERED,
    REPLY_ACTION_OVERDUE, /* answered, but its action is not done by the day promised */
    REPLY_STATUS_COUNT
};

/* One row of a form that came back. */
struct reply {
    struct text file;
    uint32_t row;
    struct text id, team, period, subject, title, signal, figure;
    enum issue_kind kind;
    day_number due;                                    /* DAY_NONE: it was deleted */
    struct text cause, cause_kind, action, state, who; /* `cause` is what works, if it is ahead */
    day_number by_when;                                /* DAY_NONE: blank */
    struct text missing;                               /* columns that are to be filled in still */
    enum reply_status status;
};
struct replies {
    const struct reply *items; /* by file, sheet and row */
    size_t count;
    size_t counts[REPLY_STATUS_COUNT];
};

/* Reads every form in a folder; judged on the day `as_at`. What is no form is pointed out (IN042),
 * as is a day that cannot be read (IN043) and an issue that came back twice (IN044: the first
 * counts). NULL after FI001 or IN041. */
const struct replies *replies_read(struct arena *arena, struct diag *diag, struct text folder,
                                   day_number as_at);
/* "open", "overdue", "answered", "action overdue". */
const char *reply_status_word(enum reply_status status);
/* issue,team,period,subject,title,kind,status,due,missing,cause,cause_kind,action,state,by_when,
 * who,file,row. */
void replies_write_csv(struct buffer *out, const struct replies *replies);
struct json;
/* "query_forms": {counts and "issues"}. */
void replies_put_json(struct json *json, struct arena *arena, const struct replies *replies);
struct document_table;
/* For a workbook. */
const struct document_table *replies_table(struct arena *arena, const struct replies *replies);

#endif
