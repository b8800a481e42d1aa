/* Forms that came back: rows are read by the names of their columns, wherever
 * these stand, so that sorting, hiding or adding columns does no harm. An issue
 * is answered when its cause, its action and its day are; overdue is judged on
 * a given day, for no clock is asked. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "ingest/workbook_reader.h"
#include "run/form.h"
#include "table/dictionary.h"
#include "table/table.h"

enum { ROW_LIMIT = 5000, HEADER_LIMIT = 40 };

/* The columns that are read, by position in `names`. */
enum { ID, TEAM, PERIOD, SUBJECT, TITLE, SIGNAL, FIGURE, DUE, CAUSE, CAUSE_KIND, ACTION, STATE };
enum { BY_WHEN = STATE + 1, WORKS, SPREAD, WHO, COLUMN_COUNT };
static const char *const names[COLUMN_COUNT] = {
    FORM_COLUMN_ID,      FORM_COLUMN_TEAM,       FORM_COLUMN_PERIOD, FORM_COLUMN_SUBJECT,
    FORM_COLUMN_TITLE,   FORM_COLUMN_SIGNAL,     FORM_COLUMN_FIGURE, FORM_COLUMN_DUE,
    FORM_COLUMN_CAUSE,   FORM_COLUMN_CAUSE_KIND, FORM_COLUMN_ACTION, FORM_COLUMN_STATE,
    FORM_COLUMN_BY_WHEN, FORM_COLUMN_WORKS,      FORM_COLUMN_SPREAD, FORM_COLUMN_WHO};

struct reading {
    struct arena *arena;
    struct diag *diag;
    struct text path;
    day_number as_at;
    const struct read_workbook *workbook;
    const struct workbook_sheet *sheet;
    enum issue_kind kind;
    uint32_t columns[COLUMN_COUNT]; /* 0: there is none */
    struct dictionary *ids;
    struct reply *items;
    size_t count, capacity;
};

const char *reply_status_word(enum reply_status status) {
    static const char *const words[REPLY_STATUS_COUNT] = {"open", "overdue", "answered",
                                                          "action overdue"};
    return words[status];
}

static struct text value(const struct reading *reading, uint32_t row, int column) {
    return reading->columns[column] == 0
               ? TEXT_NONE
               : workbook_cell_text(reading->sheet, row, reading->columns[column]);
}

static void remark(const struct reading *reading, enum diag_code code, uint32_t row, int column,
                   struct text words) {
    struct place place = {.file = reading->path};
    if (row > 0 && reading->columns[column] > 0) {
        place.cell = table_cell_name(reading->arena, reading->columns[column] - 1, row);
    }
    diag_report(reading->diag, code, &place, &words, 1);
}

/* DAY_NONE for a blank; what is no day is said so, and is as good as blank. */
static day_number day(const struct reading *reading, uint32_t row, int column) {
    day_number found;
    struct text words = value(reading, row, column);
    if (words.length == 0) {
        return DAY_NONE;
    }
    if (workbook_cell_day(reading->workbook, reading->sheet, row, reading->columns[column],
                          &found)) {
        return found;
    }
    remark(reading, DIAG_IN043, row, column, TEXT_NONE); /* not the words: they may be of a child */
    return DAY_NONE;
}

static void add_missing(struct buffer *missing, bool is_blank, const char *column) {
    if (is_blank) {
        buffer_add_c(missing, missing->length > 0 ? ", " : "");
        buffer_add_c(missing, column);
    }
}

static struct text missing_of(struct arena *arena, const struct reply *reply) {
    struct buffer missing = buffer_new(arena);
    if (reply->kind == ISSUE_AHEAD) {
        add_missing(&missing, reply->cause.length == 0, FORM_COLUMN_WORKS);
    } else {
        bool needs_action = !text_equal_c(reply->state, "None is needed");
        add_missing(&missing, reply->cause.length == 0, FORM_COLUMN_CAUSE);
        add_missing(&missing, reply->action.length == 0 && needs_action, FORM_COLUMN_ACTION);
        add_missing(&missing, reply->by_when == DAY_NONE && needs_action, FORM_COLUMN_BY_WHEN);
    }
    return buffer_text(&missing);
}

static enum reply_status status_of(const struct reply *reply, day_number as_at) {
    if (reply->missing.length > 0) {
        return reply->due != DAY_NONE && reply->due < as_at ? REPLY_OVERDUE : REPLY_OPEN;
    }
    bool is_settled = text_equal_c(reply->state, "Done") ||
                      text_equal_c(reply->state, "None is needed") || reply->kind == ISSUE_AHEAD;
    bool is_late = !is_settled && reply->by_when != DAY_NONE && reply->by_when < as_at;
    return is_late ? REPLY_ACTION_OVERDUE : REPLY_ANSWERED;
}

static struct reply *new_item(struct reading *reading) {
    ARENA_MAKE_ROOM(reading->arena, reading->items, reading->count, reading->capacity, 64);
    return &reading->items[reading->count++];
}

static void read_row(struct reading *reading, uint32_t row) {
    struct text id = value(reading, row, ID);
    uint32_t known = dictionary_count(reading->ids);
    if (id.length == 0) {
        return;
    }
    if (dictionary_intern(reading->ids, id) < known) {
        remark(reading, DIAG_IN044, row, ID, id);
        return;
    }
    bool is_ahead = reading->kind == ISSUE_AHEAD;
    struct reply reply = {.file = text_repaired(reading->arena, file_name(reading->path)),
                          .row = row,
                          .id = id,
                          .team = value(reading, row, TEAM),
                          .period = value(reading, row, PERIOD),
                          .subject = value(reading, row, SUBJECT),
                          .title = value(reading, row, TITLE),
                          .signal = value(reading, row, SIGNAL),
                          .figure = value(reading, row, FIGURE),
                          .kind = reading->kind,
                          .due = day(reading, row, DUE),
                          .cause = value(reading, row, is_ahead ? WORKS : CAUSE),
                          .cause_kind = value(reading, row, is_ahead ? SPREAD : CAUSE_KIND),
                          .action = value(reading, row, ACTION),
                          .state = value(reading, row, STATE),
                          .who = value(reading, row, WHO),
                          .by_when = day(reading, row, BY_WHEN)};
    reply.missing = missing_of(reading->arena, &reply);
    reply.status = status_of(&reply, reading->as_at);
    *new_item(reading) = reply;
}

/* The row of the header: the first whose cells name the id and the due day. 0: none. */
static uint32_t find_header(struct reading *reading) {
    for (size_t i = 0; i < reading->sheet->cell_count; i++) {
        const struct sheet_cell *cell = &reading->sheet->cells[i];
        if (cell->row > HEADER_LIMIT || !text_equal_c(text_trim(cell->text), FORM_COLUMN_ID)) {
            continue;
        }
        for (int column = 0; column < COLUMN_COUNT; column++) {
            reading->columns[column] = 0;
            for (size_t at = i;
                 at < reading->sheet->cell_count && reading->sheet->cells[at].row == cell->row;
                 at++) {
                const struct sheet_cell *other = &reading->sheet->cells[at];
                if (text_equal_c(text_trim(other->text), names[column])) {
                    reading->columns[column] = other->column;
                }
            }
        }
        return cell->row;
    }
    return 0;
}

static bool read_sheet(struct reading *reading, const char *name, enum issue_kind kind) {
    reading->sheet = workbook_sheet(reading->workbook, text_of(name));
    reading->kind = kind;
    uint32_t header = reading->sheet == NULL ? 0 : find_header(reading);
    if (header == 0 || reading->columns[DUE] == 0) {
        return false;
    }
    uint32_t last = reading->sheet->cells[reading->sheet->cell_count - 1].row;
    for (uint32_t row = header + 1; row <= last && row <= header + ROW_LIMIT; row++) {
        read_row(reading, row);
    }
    return true;
}

static void read_form(struct reading *reading) {
    reading->workbook = workbook_read(reading->arena, reading->diag, reading->path);
    if (reading->workbook == NULL) {
        return;
    }
    bool has_issues = read_sheet(reading, FORM_SHEET_ISSUES, ISSUE_QUERY);
    bool has_ahead = read_sheet(reading, FORM_SHEET_AHEAD, ISSUE_AHEAD);
    if (!has_issues && !has_ahead) {
        remark(reading, DIAG_IN042, 0, 0, file_name(reading->path));
    }
}

/* A name that begins with ~$ is the lock of a program that has the workbook open. */
static bool is_form_name(struct text name) {
    struct text ending = text_slice(name, name.length < 5 ? 0 : name.length - 5, name.length);
    return text_equal_ignoring_case(ending, TEXT(".xlsx")) && !text_starts_with(name, TEXT("~$"));
}

const struct replies *replies_read(struct arena *arena, struct diag *diag, struct text folder,
                                   day_number as_at) {
    struct reading reading = {
        .arena = arena, .diag = diag, .as_at = as_at, .ids = dictionary_new(arena)};
    struct text *files;
    size_t file_count, form_count = 0;
    if (!file_list(arena, diag, folder, &files, &file_count)) {
        return NULL;
    }
    for (size_t i = 0; i < file_count; i++) {
        if (is_form_name(files[i])) {
            form_count++;
            reading.path = file_join(arena, folder, files[i]);
            read_form(&reading);
        }
    }
    if (form_count == 0) {
        DIAG_REPORT(diag, IN041, NULL, folder);
        return NULL;
    }
    struct replies *replies = ARENA_NEW(arena, struct replies);
    *replies = (struct replies){.items = reading.items, .count = reading.count};
    for (size_t i = 0; i < reading.count; i++) {
        replies->counts[reading.items[i].status]++;
    }
    return replies;
}
