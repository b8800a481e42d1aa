/* A definition's SELECT: prepared, bound, stepped. SQLite's faults are given
 * back at the line and column of the definition, with the name that was
 * probably meant. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "connection.h"
#include "define/yaml.h"
#include "functions.h"
#include "wrapping.h"

/* A row that is given is kept by whoever asked: rows without end would fill the memory long before
 * SQLite's steps end the statement. */
enum { WORK_OF_ROW = 200 };

/* Those from PARAMETER_ROW on are ours alone: the row that an expression is asked about, and the
 * days that a SELECT is narrowed to. */
enum {
    PARAMETER_REFERRAL = 3, /* of a SELECT about one referral */
    PARAMETER_ROW,
    PARAMETER_DAYS,
    PARAMETER_COUNT = PARAMETER_DAYS + NARROWING_DAYS
};
static const char *const parameter_names[PARAMETER_COUNT] = {
    ":as_at", ":from", ":to", ":referral", ":row", FIRST_DAYS, SECOND_DAYS};

struct statement {
    struct database *database;
    sqlite3_stmt *handle;
    struct place place;
    int64_t work_left;
    int parameters[PARAMETER_COUNT]; /* SQLite's numbers; 0: not named */
    bool is_bound[PARAMETER_COUNT];
    bool is_narrowed, looks_again; /* see struct database */
    size_t row_count;              /* given since it was reset */
};

/* SQL that is compiled, and the definition that it was made from: the same text, or one that
 * stands within it. */
struct origin {
    const struct node *node;
    struct text sql;
    size_t start;        /* of the node's text in `sql` */
    int parameter_count; /* of parameter_names, those that it may name */
};

/* Where a word stands in a text, ignoring case; SIZE_MAX: nowhere. */
static size_t find_word(struct text text, struct text word) {
    for (size_t at = 0; word.length > 0 && at + word.length <= text.length; at++) {
        struct text here = text_slice(text, at, at + word.length);
        if (sqlite3_strnicmp(here.bytes, word.bytes, (int)word.length) == 0) {
            return at;
        }
    }
    return SIZE_MAX;
}

/* The place of SQLite's offset (-1: none, then where `word` stands), `word` underlined. */
static struct place place_of(const struct origin *origin, int offset, struct text word) {
    struct text text = origin->node->text;
    size_t found = find_word(text, word);
    if (offset >= 0) {
        found = (size_t)offset - origin->start; /* before it: wraps, and is past the end */
    }
    if (found > text.length) {
        return origin->node->place;
    }
    struct place place = node_place_at(origin->node, found);
    bool is_there = find_word(text_slice(text, found, found + word.length), word) == 0;
    place.length = is_there ? (uint32_t)word.length : 1;
    return place;
}

static const struct text *column_names(const struct database *database, struct arena *arena,
                                       size_t *count) {
    *count = 0;
    for (size_t i = 0; i < database->source_count; i++) {
        *count += database->sources[i].column_count;
    }
    struct text *names = ARENA_ARRAY(arena, struct text, *count);
    size_t at = 0;
    for (size_t i = 0; i < database->source_count; i++) {
        for (size_t j = 0; j < database->sources[i].column_count; j++) {
            names[at++] = database->sources[i].columns[j].name;
        }
    }
    return names;
}

static const struct text *table_names(const struct database *database, struct arena *arena,
                                      size_t *count) {
    struct text *names = ARENA_ARRAY(arena, struct text, database->source_count);
    for (size_t i = 0; i < database->source_count; i++) {
        names[i] = text_of(database->sources[i].name);
    }
    *count = database->source_count;
    return names;
}

static const struct text *function_names(const struct database *database, struct arena *arena,
                                         size_t *count) {
    (void)database;
    return functions_names(arena, count);
}

/* SQLite's messages that name something unknown, and ours. */
struct unknown_name {
    const char *start;
    const char *noun;
    const struct text *(*candidates)(const struct database *database, struct arena *arena,
                                     size_t *count);
};

static const struct unknown_name unknown_names[] = {
    {"no such column: ", "column", column_names},
    {"no such table: ", "table", table_names},
    {"no such function: ", "function", function_names},
};

/* "t.column" is looked for as "column". */
static struct text last_part(struct text name) {
    struct text part = name;
    while (text_find(part, '.') < part.length) {
        part = text_slice(part, text_find(part, '.') + 1, part.length);
    }
    return part;
}

static void report_unknown(struct database *database, struct diag *diag,
                           const struct origin *origin, const struct unknown_name *unknown,
                           struct text name, int offset) {
    struct place place = place_of(origin, offset, name);
    size_t count;
    const struct text *candidates = unknown->candidates(database, database->arena, &count);
    DIAG_REPORT(
        diag, SQ001, &place,
        text_format(database->arena, "there is no %s \"%.*s\"", unknown->noun, TEXT_ARG(name)));
    for (size_t i = 0; i < count; i++) {
        if (text_equal(candidates[i], last_part(name))) {
            diag_note(diag,
                      TEXT("there is one elsewhere: of a table that is not named in FROM here"));
            return;
        }
    }
    diag_did_you_mean(diag, last_part(name), candidates, count);
}

/* The word that a message quotes: near "FORM": syntax error. Empty if there is none. */
static struct text quoted_word(struct text message) {
    size_t start = text_find(message, '"');
    struct text rest = text_slice(message, start + 1, message.length);
    size_t end = text_find(rest, '"');
    return end == rest.length ? TEXT_NONE : text_slice(rest, 0, end);
}

static void report_message(struct database *database, struct diag *diag,
                           const struct origin *origin) {
    struct text message = text_copy(database->arena, text_of(sqlite3_errmsg(database->handle)));
    int offset = sqlite3_error_offset(database->handle);
    for (size_t i = 0; i < sizeof unknown_names / sizeof unknown_names[0]; i++) {
        struct text start = text_of(unknown_names[i].start);
        if (text_starts_with(message, start)) {
            struct text name = text_slice(message, start.length, message.length);
            report_unknown(database, diag, origin, &unknown_names[i], name, offset);
            return;
        }
    }
    struct place place = place_of(origin, offset, quoted_word(message));
    DIAG_REPORT(diag, SQ001, &place, message);
}

static void report_fault(struct database *database, struct diag *diag,
                         const struct origin *origin) {
    if (database->refusal[0] == '\0') {
        report_message(database, diag, origin);
        return;
    }
    struct text refusal = text_copy(database->arena, text_of(database->refusal));
    struct place place = place_of(origin, -1, quoted_word(refusal));
    DIAG_REPORT(diag, SQ002, &place, refusal);
}

static bool report_rest(struct database *database, struct diag *diag, const struct origin *origin,
                        const char *rest) {
    size_t at = (size_t)(rest - origin->sql.bytes);
    sqlite3_stmt *second = NULL;
    database->refusal[0] = '\0';
    int code =
        sqlite3_prepare_v2(database->handle, rest, (int)(origin->sql.length - at), &second, NULL);
    sqlite3_finalize(second);
    if (code == SQLITE_OK && second == NULL) {
        return true;
    }
    struct place place = place_of(origin, (int)at, TEXT_NONE);
    DIAG_REPORT(diag, SQ001, &place, TEXT("one SELECT should stand here, not several statements"));
    return false;
}

/* A statement that is compiled but is no SELECT: an EXPLAIN, an empty text, a VACUUM. */
static bool is_select(const sqlite3_stmt *handle) {
    sqlite3_stmt *statement = (sqlite3_stmt *)(uintptr_t)handle;
    return handle != NULL && sqlite3_column_count(statement) > 0 &&
           sqlite3_stmt_readonly(statement) && !sqlite3_stmt_isexplain(statement);
}

static sqlite3_stmt *compile(struct database *database, struct diag *diag,
                             const struct origin *origin) {
    struct text text = origin->sql;
    if (text_find(text, '\0') < text.length) {
        DIAG_REPORT(diag, SQ001, &origin->node->place, TEXT("the SELECT holds a NUL character"));
        return NULL;
    }
    sqlite3_stmt *handle = NULL;
    const char *rest = NULL;
    database->refusal[0] = '\0';
    database->looks_again = false;
    database->work_left = (int64_t)database->work_limit;
    int code = sqlite3_prepare_v3(database->handle, text.bytes, (int)text.length,
                                  SQLITE_PREPARE_PERSISTENT, &handle, &rest);
    if (code != SQLITE_OK) {
        report_fault(database, diag, origin);
    } else if (!is_select(handle)) {
        DIAG_REPORT(diag, SQ002, &origin->node->place, TEXT("do anything but SELECT"));
    } else if (report_rest(database, diag, origin, rest)) {
        return handle;
    }
    sqlite3_finalize(handle);
    return NULL;
}

static int known_parameter(const char *name) {
    for (int i = 0; name != NULL && i < PARAMETER_COUNT; i++) {
        if (strcmp(parameter_names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

/* An unknown parameter would be NULL without a word. */
static bool take_parameters(struct statement *statement, struct diag *diag,
                            const struct origin *origin) {
    bool is_good = true;
    int count = sqlite3_bind_parameter_count(statement->handle);
    for (int number = 1; number <= count; number++) {
        const char *name = sqlite3_bind_parameter_name(statement->handle, number);
        int known = known_parameter(name);
        if (known >= 0 && known < origin->parameter_count) {
            statement->parameters[known] = number;
            continue;
        }
        struct text word = text_of(name == NULL ? "?" : name);
        struct place place = place_of(origin, -1, word);
        DIAG_REPORT(diag, SQ001, &place,
                    text_format(statement->database->arena,
                                "there is no parameter \"%.*s\"; the parameters are :as_at, :from "
                                "and :to",
                                TEXT_ARG(word)));
        is_good = false;
    }
    return is_good;
}

static void close_statement(void *statement) {
    sqlite3_finalize(((struct statement *)statement)->handle);
}

static struct statement *prepare(struct database *database, struct diag *diag,
                                 const struct origin *origin) {
    sqlite3_stmt *handle = compile(database, diag, origin);
    if (handle == NULL) {
        return NULL;
    }
    struct statement *statement = ARENA_NEW(database->arena, struct statement);
    statement->database = database;
    statement->handle = handle;
    statement->place = origin->node->place;
    statement->work_left = (int64_t)database->work_limit;
    statement->is_narrowed = database->is_narrowing;
    arena_defer(database->arena, close_statement, statement);
    return take_parameters(statement, diag, origin) ? statement : NULL;
}

struct statement *statement_prepare(struct database *database, struct diag *diag,
                                    const struct node *select) {
    const struct origin origin = {select, select->text, 0, PARAMETER_REFERRAL};
    return prepare(database, diag, &origin);
}

struct statement *statement_prepare_of_referral(struct database *database, struct diag *diag,
                                                const struct node *select) {
    const struct origin origin = {select, select->text, 0, PARAMETER_ROW};
    return prepare(database, diag, &origin);
}

static bool are_closed(struct diag *diag, const struct node *const *expressions, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!wrapping_is_closed(expressions[i]->text)) {
            DIAG_REPORT(diag, VA005, &expressions[i]->place, TEXT_NONE);
            return false;
        }
    }
    return true;
}

struct statement *statement_prepare_narrowed(struct database *database, const struct node *select,
                                             const struct narrowing *narrowing) {
    struct origin origin = {.node = select, .parameter_count = PARAMETER_COUNT};
    origin.sql = wrapping_narrowed(database->arena, select->text, narrowing, &origin.start);
    struct diag *unheard = diag_new(database->arena);
    database->is_narrowing = true;
    struct statement *statement = prepare(database, unheard, &origin);
    database->is_narrowing = false;
    return statement;
}

void statement_bind_days(struct statement *statement, size_t day_column, int32_t first,
                         int32_t last) {
    size_t at = PARAMETER_DAYS + day_column;
    uint64_t both = (uint64_t)(uint32_t)first << 32 | (uint32_t)last;
    statement_reset(statement);
    statement->is_bound[at] = true;
    sqlite3_bind_int64(statement->handle, statement->parameters[at], (sqlite3_int64)both);
}

/* Each row's cells are read once for all expressions; where that cannot be prepared, as what is
 * wrong would show, cell by cell. */
static struct statement *prepare_scan(struct database *database, struct diag *diag,
                                      struct text table, const struct node *const *expressions,
                                      size_t count) {
    const struct source *source = database_source(database, table);
    struct origin origin = {expressions[0], TEXT_NONE, sizeof "SELECT (" - 1, PARAMETER_REFERRAL};
    struct statement *statement = NULL;
    if (source != NULL && wrapping_can_scan_once(expressions, count)) {
        struct diag *unheard = diag_new(database->arena);
        origin.sql = wrapping_scan_once(database->arena, source, expressions, count);
        statement = prepare(database, unheard, &origin);
    }
    if (statement == NULL) {
        origin.sql = wrapping_scan(database->arena, table, expressions, count);
        statement = prepare(database, diag, &origin);
    }
    return statement;
}

struct statement *statement_prepare_scan(struct database *database, struct diag *diag,
                                         struct text table, const struct node *const *expressions,
                                         size_t count) {
    if (!are_closed(diag, expressions, count)) {
        return NULL;
    }
    struct statement *statement = prepare_scan(database, diag, table, expressions, count);
    if (statement != NULL && (size_t)statement_column_count(statement) != count + 1) {
        DIAG_REPORT(diag, VA005, &expressions[0]->place, TEXT_NONE);
        return NULL;
    }
    return statement;
}

struct statement *statement_prepare_of_row(struct database *database, struct diag *diag,
                                           struct text table, const struct node *expression) {
    if (!are_closed(diag, &expression, 1)) {
        return NULL;
    }
    struct text sql =
        text_format(database->arena, "SELECT (%.*s\n) FROM \"%.*s\" WHERE rowid = :row",
                    TEXT_ARG(expression->text), TEXT_ARG(table));
    const struct origin origin = {expression, sql, sizeof "SELECT (" - 1, PARAMETER_COUNT};
    struct statement *statement = prepare(database, diag, &origin);
    if (statement != NULL && statement_column_count(statement) != 1) {
        DIAG_REPORT(diag, VA005, &expression->place, TEXT_NONE);
        return NULL;
    }
    return statement;
}

void statement_bind_row(struct statement *statement, size_t row) {
    statement_reset(statement);
    statement->is_bound[PARAMETER_ROW] = true;
    sqlite3_bind_int64(statement->handle, statement->parameters[PARAMETER_ROW],
                       (sqlite3_int64)row + 1);
}

bool statement_bind_referral(struct statement *statement, struct text referral) {
    int parameter = statement->parameters[PARAMETER_REFERRAL];
    statement_reset(statement);
    statement->is_bound[PARAMETER_REFERRAL] = true;
    return sqlite3_bind_text(statement->handle, parameter, referral.bytes, (int)referral.length,
                             SQLITE_TRANSIENT) == SQLITE_OK;
}

bool statement_bind_day(struct statement *statement, const char *parameter, int32_t day) {
    int known = known_parameter(parameter);
    if (known < 0 || statement->parameters[known] == 0) {
        return false;
    }
    char iso[11];
    date_write_iso(day, iso);
    statement_reset(statement);
    statement->is_bound[known] = true;
    return sqlite3_bind_text(statement->handle, statement->parameters[known], iso, 10,
                             SQLITE_TRANSIENT) == SQLITE_OK;
}

bool statement_has_parameters(const struct statement *statement) {
    bool has = false;
    for (int i = 0; i < PARAMETER_REFERRAL; i++) {
        has = has || statement->parameters[i] != 0;
    }
    return has;
}

int statement_column_count(const struct statement *statement) {
    return sqlite3_column_count(statement->handle);
}

const char *statement_column_name(const struct statement *statement, int column) {
    return sqlite3_column_name(statement->handle, column);
}

int statement_column(const struct statement *statement, const char *name) {
    int count = statement_column_count(statement);
    for (int i = 0; i < count; i++) {
        if (sqlite3_stricmp(statement_column_name(statement, i), name) == 0) {
            return i;
        }
    }
    return -1;
}

static bool are_parameters_bound(const struct statement *statement, struct diag *diag) {
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        if (statement->parameters[i] != 0 && !statement->is_bound[i]) {
            struct text words =
                text_format(statement->database->arena, "%s has no value", parameter_names[i]);
            DIAG_REPORT(diag, SQ006, &statement->place, words);
            return false;
        }
    }
    return true;
}

static void report_outside_calendar(const struct statement *statement, struct diag *diag) {
    const struct database *database = statement->database;
    struct text none = TEXT("there is none");
    bool has = database->calendar != NULL;
    struct arena *arena = database->arena;
    DIAG_REPORT(diag, SQ007, &statement->place, date_iso(arena, database->fault_day),
                has ? date_iso(arena, calendar_first_day(database->calendar)) : none,
                has ? date_iso(arena, calendar_last_day(database->calendar)) : none);
}

static void report_step_fault(struct statement *statement, struct diag *diag, int code) {
    struct database *database = statement->database;
    if (database->work_left < 0) {
        DIAG_REPORT(diag, SQ003, &statement->place, TEXT_NONE);
    } else if (database->fault_day != DAY_NONE) {
        report_outside_calendar(statement, diag);
    } else {
        struct text words = text_copy(database->arena, text_of(sqlite3_errmsg(database->handle)));
        bool is_definition_fault = code == SQLITE_ERROR || code == SQLITE_TOOBIG;
        diag_report(diag, is_definition_fault ? DIAG_SQ001 : DIAG_SQ006, &statement->place, &words,
                    1);
    }
}

/* The row after those given already, from a statement that starts again with SQLite looking at
 * every comparison. An authorizer that is set anew has SQLite prepare all statements anew. */
static int step_looking_again(struct statement *statement) {
    struct database *database = statement->database;
    int code = SQLITE_ROW;
    sqlite3_reset(statement->handle);
    database->met_number = false;
    database->looks_again = statement->looks_again = true;
    database->is_narrowing = statement->is_narrowed;
    database->work_left = (int64_t)database->work_limit;
    authorizer_install(database);
    for (size_t row = 0; row <= statement->row_count && code == SQLITE_ROW; row++) {
        code = sqlite3_step(statement->handle);
    }
    database->is_narrowing = false;
    return code;
}

int statement_step(struct statement *statement, struct diag *diag) {
    struct database *database = statement->database;
    if (!are_parameters_bound(statement, diag)) {
        return -1;
    }
    database->work_left = statement->work_left;
    database->fault_day = DAY_NONE;
    database->looks_again = statement->looks_again;
    database->is_narrowing = statement->is_narrowed;
    int code = sqlite3_step(statement->handle);
    database->is_narrowing = false;
    if (database->met_number) {
        code = step_looking_again(statement);
    }
    if (code == SQLITE_ROW && !database_spend(database, WORK_OF_ROW)) {
        code = SQLITE_INTERRUPT;
    }
    statement->work_left = database->work_left;
    if (code == SQLITE_ROW) {
        statement->row_count++;
        return 1;
    }
    if (code != SQLITE_DONE) {
        report_step_fault(statement, diag, code);
    }
    statement_reset(statement);
    return code == SQLITE_DONE ? 0 : -1;
}

void statement_reset(struct statement *statement) {
    sqlite3_reset(statement->handle);
    statement->row_count = 0;
    statement->work_left = (int64_t)statement->database->work_limit;
}

bool statement_is_null(const struct statement *statement, int column) {
    return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

int64_t statement_integer(const struct statement *statement, int column) {
    return sqlite3_column_int64(statement->handle, column);
}

double statement_number(const struct statement *statement, int column) {
    return sqlite3_column_double(statement->handle, column);
}

/* Asked for as text, a value of ours would be copied to be given a terminator. The connection is
 * one thread's, so that the value needs no lock of SQLite's. */
struct text statement_text(const struct statement *statement, int column) {
    sqlite3_value *value = sqlite3_column_value(statement->handle, column);
    bool is_text = sqlite3_value_type(value) == SQLITE_TEXT;
    const void *bytes = is_text ? sqlite3_value_blob(value) : sqlite3_value_text(value);
    size_t length = (size_t)sqlite3_value_bytes(value);
    return bytes == NULL ? TEXT_NONE : (struct text){bytes, length};
}

int32_t statement_day(const struct statement *statement, int column) {
    day_number day;
    sqlite3_value *value = sqlite3_column_value(statement->handle, column);
    if (sqlite3_value_type(value) != SQLITE_TEXT) {
        return DAY_NONE;
    }
    const char *bytes = sqlite3_value_blob(value);
    struct text text = {bytes, (size_t)sqlite3_value_bytes(value)};
    return date_parse(text, DATE_ISO, &day) == DATE_OK ? day : DAY_NONE;
}
