/* The functions of definitions. Those with a body here are ours; the others
 * are SQLite's own, allowed by being listed. What depends on a clock or on
 * chance is not in the list. A day is ISO text; what is no day, like NULL,
 * gives NULL. A day outside the working-day calendar is an error. */
#include "functions.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/regex.h"
#include "predicate.h"

enum { UPN_LENGTH = 13, UPN_MODULUS = 23, MONTH_LIMIT = 120000, DAY_LIMIT = 4000000 };

static struct database *database_of(sqlite3_context *context) {
    return sqlite3_user_data(context);
}

/* A text argument without a copy; numbers are written out. */
static struct text text_argument(sqlite3_value *value) {
    bool is_text = sqlite3_value_type(value) == SQLITE_TEXT;
    const void *bytes = is_text ? sqlite3_value_blob(value) : sqlite3_value_text(value);
    return bytes == NULL ? TEXT_NONE : (struct text){bytes, (size_t)sqlite3_value_bytes(value)};
}

/* SQLite's own instr and replace compare all of `part` at every place of the text: an hour's work
 * in one step, within which nothing stops it. memmem goes through the text once. */
static size_t find_part(struct text text, struct text part) {
    if (part.length == 0 || part.length > text.length) { /* nothing may have no bytes to point at */
        return part.length == 0 ? 0 : text.length;
    }
    const char *found = memmem(text.bytes, text.length, part.bytes, part.length);
    return found == NULL ? text.length : (size_t)(found - text.bytes);
}

static bool is_any_null(int count, sqlite3_value **values) {
    bool is_null = false;
    for (int i = 0; i < count; i++) {
        is_null = is_null || sqlite3_value_type(values[i]) == SQLITE_NULL;
    }
    return is_null;
}

static void give_place_of_part(sqlite3_context *context, int count, sqlite3_value **values) {
    if (is_any_null(count, values)) {
        return;
    }
    struct text text = text_argument(values[0]), part = text_argument(values[1]);
    size_t found = find_part(text, part);
    if (found == text.length && part.length > 0) {
        sqlite3_result_int(context, 0);
        return;
    }
    sqlite3_int64 place = 1;
    for (size_t i = 0; i < found; i++) {
        place += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    }
    sqlite3_result_int64(context, place);
}

static void give_text(sqlite3_context *context, sqlite3_str *built) {
    int code = sqlite3_str_errcode(built), length = sqlite3_str_length(built);
    char *bytes = sqlite3_str_finish(built);
    if (code == SQLITE_OK && bytes != NULL) {
        sqlite3_result_text(context, bytes, length, sqlite3_free);
        return;
    }
    sqlite3_free(bytes);
    if (code == SQLITE_OK) {
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
    } else {
        sqlite3_result_error_toobig(context);
    }
}

static void give_replaced(sqlite3_context *context, int count, sqlite3_value **values) {
    if (is_any_null(2, values)) {
        return;
    }
    struct text text = text_argument(values[0]), old = text_argument(values[1]);
    struct text new = text_argument(values[2]);
    if (old.length == 0 || is_any_null(count, values)) {
        sqlite3_result_value(context, values[old.length == 0 ? 0 : 2]);
        return;
    }
    sqlite3_str *out = sqlite3_str_new(sqlite3_context_db_handle(context));
    for (size_t at; (at = find_part(text, old)) < text.length;) {
        sqlite3_str_append(out, text.bytes, (int)at);
        sqlite3_str_append(out, new.bytes, (int)new.length);
        text = text_slice(text, at + old.length, text.length);
    }
    sqlite3_str_append(out, text.bytes, (int)text.length);
    give_text(context, out);
}

/* SQLite's would look for each of them at each place. */
static void refuse_characters(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    (void)values;
    sqlite3_result_error(context, "trim, ltrim and rtrim take one text: they take spaces off", -1);
}

static bool day_argument(sqlite3_value *value, day_number *day) {
    return sqlite3_value_type(value) == SQLITE_TEXT &&
           date_parse(text_argument(value), DATE_ISO, day) == DATE_OK;
}

/* A whole number of at most `limit` either way. */
static bool count_argument(sqlite3_value *value, int limit, int *count) {
    if (sqlite3_value_type(value) != SQLITE_INTEGER) {
        return false;
    }
    int64_t integer = sqlite3_value_int64(value);
    *count = (int)integer;
    return integer >= -limit && integer <= limit;
}

static void give_day(sqlite3_context *context, day_number day) {
    char iso[11];
    if (day == DAY_NONE) {
        return;
    }
    date_write_iso(day, iso);
    sqlite3_result_text(context, iso, 10, SQLITE_TRANSIENT);
}

static bool is_covered(sqlite3_context *context, day_number day) {
    struct database *database = database_of(context);
    if (database->calendar != NULL && calendar_covers(database->calendar, day)) {
        return true;
    }
    database->fault_day = day;
    sqlite3_result_error(context, "a day is outside the working-day calendar", -1);
    return false;
}

static void working_days(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number from, to;
    int days;
    if (day_argument(values[0], &from) && day_argument(values[1], &to) &&
        is_covered(context, from) && is_covered(context, to) &&
        calendar_working_days(database_of(context)->calendar, from, to, &days)) {
        sqlite3_result_int(context, days);
    }
}

/* NULL where the count leaves the calendar: rules meet dates that are slips. */
static void add_working_days(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const struct calendar *calendar = database_of(context)->calendar;
    day_number day;
    int days;
    if (calendar != NULL && day_argument(values[0], &day) &&
        count_argument(values[1], DAY_LIMIT, &days)) {
        give_day(context, calendar_add_working_days(calendar, day, days));
    }
}

static void add_months(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number day;
    int months;
    if (day_argument(values[0], &day) && count_argument(values[1], MONTH_LIMIT, &months)) {
        give_day(context, date_add_months(day, months));
    }
}

/* DAY_NONE outside the years 1 to 9999. */
static day_number moved_day(day_number day, int days) {
    day_number first = DAY_NONE, last = DAY_NONE;
    date_from_parts(1, 1, 1, &first);
    date_from_parts(9999, 12, 31, &last);
    day_number moved = day + days;
    return moved < first || moved > last ? DAY_NONE : moved;
}

static void add_days(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number day;
    int days;
    if (day_argument(values[0], &day) && count_argument(values[1], DAY_LIMIT, &days)) {
        give_day(context, moved_day(day, days));
    }
}

static void days_between(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number from, to;
    if (day_argument(values[0], &from) && day_argument(values[1], &to)) {
        sqlite3_result_int(context, to - from);
    }
}

static void age(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number birth, day;
    if (day_argument(values[0], &birth) && day_argument(values[1], &day)) {
        sqlite3_result_int(context, date_age_years(birth, day));
    }
}

/* A pattern compiled once a statement; it lives in an arena of its own. */
struct compiled_pattern {
    struct arena *arena;
    const struct regex *regex;
};

static void release_pattern(void *context) {
    arena_free(((struct compiled_pattern *)context)->arena);
}

static struct compiled_pattern *compile_pattern(sqlite3_context *context, struct text words) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct compiled_pattern *pattern = ARENA_NEW(arena, struct compiled_pattern);
    pattern->arena = arena;
    pattern->regex = regex_compile(arena, diag, NULL, text_copy(arena, words));
    if (pattern->regex == NULL) {
        struct text fault = diag_message_at(diag, 0)->words;
        sqlite3_result_error(context, fault.bytes, (int)fault.length);
        arena_free(arena);
        return NULL;
    }
    return pattern;
}

static void give_verdict(sqlite3_context *context, const struct regex *regex, struct text text) {
    switch (regex_match(regex, text)) {
    case REGEX_MATCHES:
        sqlite3_result_int(context, 1);
        break;
    case REGEX_DIFFERS:
        sqlite3_result_int(context, 0);
        break;
    case REGEX_TOO_COSTLY:
        sqlite3_result_error(context, "the pattern is too costly for a value of this extract", -1);
    }
}

/* SQLite may drop what it is given at once: the verdict is reached before. */
static void matches(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL ||
        sqlite3_value_type(values[1]) == SQLITE_NULL) {
        return;
    }
    struct compiled_pattern *kept = sqlite3_get_auxdata(context, 1);
    struct compiled_pattern *pattern =
        kept == NULL ? compile_pattern(context, text_argument(values[1])) : kept;
    if (pattern == NULL) {
        return;
    }
    give_verdict(context, pattern->regex, text_argument(values[0]));
    if (kept == NULL) {
        sqlite3_set_auxdata(context, 1, pattern, release_pattern);
    }
}

static const struct code_set *find_code_set(const struct catalogue *catalogue, struct text name) {
    for (size_t i = 0; catalogue != NULL && i < catalogue->code_set_count; i++) {
        if (text_equal(catalogue->code_sets[i]->name, name)) {
            return catalogue->code_sets[i];
        }
    }
    return NULL;
}

static const struct code_set *code_set_argument(sqlite3_context *context, sqlite3_value *value) {
    const struct code_set *set = sqlite3_get_auxdata(context, 1);
    struct text name = text_argument(value);
    if (set == NULL || !text_equal(set->name, name)) {
        set = find_code_set(database_of(context)->catalogue, name);
        sqlite3_set_auxdata(context, 1, (void *)(uintptr_t)set, NULL);
    }
    if (set == NULL) {
        char *words = sqlite3_mprintf("there is no code set \"%.*s\"", TEXT_ARG(name));
        sqlite3_result_error(context, words, -1);
        sqlite3_free(words);
    }
    return set;
}

static void code_group(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const struct code_set *set = code_set_argument(context, values[1]);
    const struct code *code;
    if (set != NULL && sqlite3_value_type(values[0]) != SQLITE_NULL &&
        code_set_resolve(set, text_argument(values[0]), &code) && code->group.length > 0) {
        sqlite3_result_text(context, code->group.bytes, (int)code->group.length, SQLITE_STATIC);
    }
}

static void is_code(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const struct code_set *set = code_set_argument(context, values[1]);
    if (set != NULL && sqlite3_value_type(values[0]) != SQLITE_NULL) {
        sqlite3_result_int(context, code_set_exact(set, text_argument(values[0])) != NULL);
    }
}

/* The letters that stand for 0 to 22: without I, O and S. */
static int upn_letter_value(char letter) {
    static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);
    return found == NULL ? -1 : (int)(found - letters);
}

/* The value of a character after the first: a digit, or the letter that ends a temporary number. */
static int upn_value(char character, size_t position) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    return position == UPN_LENGTH - 1 ? upn_letter_value(character) : -1;
}

/* Characters 2 to 13 times their positions, modulo 23, give the check letter. */
static bool is_upn(struct text upn) {
    int sum = 0;
    for (size_t i = 1; i < UPN_LENGTH && upn.length == UPN_LENGTH; i++) {
        int value = upn_value(upn.bytes[i], i);
        if (value < 0) {
            return false;
        }
        sum += value * (int)(i + 1);
    }
    return upn.length == UPN_LENGTH && upn_letter_value(upn.bytes[0]) == sum % UPN_MODULUS;
}

static void upn_is_valid(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    if (sqlite3_value_type(values[0]) != SQLITE_NULL) {
        sqlite3_result_int(context, is_upn(text_argument(values[0])));
    }
}

void functions_in_days(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number day;
    int64_t first, last;
    predicate_days(values[1], &first, &last);
    bool is_day = day_argument(values[0], &day);
    sqlite3_result_int(context, !is_day || (day >= first && day <= last));
}

struct function_entry {
    const char *name;
    int argument_count;
    void (*body)(sqlite3_context *, int, sqlite3_value **); /* NULL: SQLite's own */
    struct sql_function described;
};

static const struct function_entry entries[] = {
    {"working_days",
     2,
     working_days,
     {"working_days(a, b)", "working days after day a, up to and including b"}},
    {"add_working_days",
     2,
     add_working_days,
     {"add_working_days(day, n)",
      "the n-th working day after a day, before it where n is negative; the day is not counted"}},
    {"add_months",
     2,
     add_months,
     {"add_months(day, n)", "the same day n months on, or that month's last day"}},
    {"add_days", 2, add_days, {"add_days(day, n)", "the day n days on"}},
    {"days_between",
     2,
     days_between,
     {"days_between(a, b)", "days from a to b, negative if b is earlier"}},
    {"age", 2, age, {"age(birth, day)", "whole years old on a day; negative before birth"}},
    {"matches",
     2,
     matches,
     {"matches(text, pattern)", "1 if the whole text matches the pattern (PCRE2)"}},
    {"is_code",
     2,
     is_code,
     {"is_code(text, set)", "1 if the text is a code of the set, exactly as it is written there"}},
    {"code_group", 2, code_group, {"code_group(code, set)", "the group of a code in a code set"}},
    {"upn_is_valid",
     1,
     upn_is_valid,
     {"upn_is_valid(upn)", "1 if a unique pupil number's check letter is right"}},
    {"abs", 1, NULL, {"abs(x)", "the size of a number"}},
    {"avg", 1, NULL, {"avg(x)", "the mean of the group"}},
    {"coalesce", -1, NULL, {"coalesce(x, y, ...)", "the first that is not NULL"}},
    {"count", -1, NULL, {"count(*), count(x)", "rows of the group; those where x is not NULL"}},
    {"cume_dist", 0, NULL, {"cume_dist() OVER ...", "the share of rows up to this one"}},
    {"dense_rank", 0, NULL, {"dense_rank() OVER ...", "the rank without gaps"}},
    {"first_value", 1, NULL, {"first_value(x) OVER ...", "x of the window's first row"}},
    {"group_concat",
     -1,
     NULL,
     {"group_concat(x, between)", "the texts of the group, one after another"}},
    {"ifnull", 2, NULL, {"ifnull(x, y)", "x, or y where x is NULL"}},
    {"iif", 3, NULL, {"iif(condition, x, y)", "x where the condition holds, else y"}},
    {"instr",
     2,
     give_place_of_part,
     {"instr(text, part)", "where part first stands in text, from 1; else 0"}},
    {"json_array_length",
     -1,
     NULL,
     {"json_array_length(json)", "the number of a JSON list's items"}},
    {"json_extract",
     -1,
     NULL,
     {"json_extract(json, path)", "what stands at a path; also -> and ->>"}},
    {"->", 2, NULL, {"json -> path", "what stands at a path, as JSON"}},
    {"->>", 2, NULL, {"json ->> path", "what stands at a path, as text or number"}},
    {"json_valid", 1, NULL, {"json_valid(text)", "1 if the text is JSON"}},
    {"lag", -1, NULL, {"lag(x, n, otherwise) OVER ...", "x of the row n before"}},
    {"last_value", 1, NULL, {"last_value(x) OVER ...", "x of the window's last row"}},
    {"lead", -1, NULL, {"lead(x, n, otherwise) OVER ...", "x of the row n after"}},
    {"length", 1, NULL, {"length(text)", "the number of characters"}},
    {"like",
     -1,
     NULL,
     {"text LIKE pattern", "a text with % and _ as wildcards, ASCII letters without case"}},
    {"lower", 1, NULL, {"lower(text)", "ASCII letters in lower case"}},
    {"ltrim", -1, NULL, {"ltrim(text)", "without leading spaces"}},
    {"max", -1, NULL, {"max(x), max(x, y, ...)", "the largest of the group, or of the arguments"}},
    {"min", -1, NULL, {"min(x), min(x, y, ...)", "the smallest of the group, or of the arguments"}},
    {"nth_value", 2, NULL, {"nth_value(x, n) OVER ...", "x of the window's n-th row"}},
    {"ntile", 1, NULL, {"ntile(n) OVER ...", "which of n equal parts the row is in"}},
    {"nullif", 2, NULL, {"nullif(x, y)", "NULL where x equals y, else x"}},
    {"percent_rank", 0, NULL, {"percent_rank() OVER ...", "the rank as a share"}},
    {"rank", 0, NULL, {"rank() OVER ...", "the rank, equal rows alike"}},
    {"replace", 3, give_replaced, {"replace(text, old, new)", "the text with every old replaced"}},
    {"round", -1, NULL, {"round(x, decimals)", "x rounded"}},
    {"row_number", 0, NULL, {"row_number() OVER ...", "the row's number in the window"}},
    {"rtrim", -1, NULL, {"rtrim(text)", "without trailing spaces"}},
    {"sign", 1, NULL, {"sign(x)", "-1, 0 or 1"}},
    {"substr", -1, NULL, {"substr(text, from, count)", "characters of a text, from 1"}},
    {"substring", -1, NULL, {"substring(text, from, count)", "the same as substr"}},
    {"sum", 1, NULL, {"sum(x)", "the sum of the group; NULL for none"}},
    {"total", 1, NULL, {"total(x)", "the sum of the group; 0.0 for none"}},
    {"trim", -1, NULL, {"trim(text)", "without spaces at either end"}},
    {"typeof", 1, NULL, {"typeof(x)", "text, integer, real or null"}},
    {"upper", 1, NULL, {"upper(text)", "ASCII letters in upper case"}},
};
enum { ENTRY_COUNT = sizeof entries / sizeof entries[0] };

int functions_register(struct database *database) {
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int code = sqlite3_create_function_v2(database->handle, IN_DAYS, 2, flags, database,
                                          functions_in_days, NULL, NULL, NULL);
    for (size_t i = 0; code == SQLITE_OK && i < ENTRY_COUNT; i++) {
        const struct function_entry *entry = &entries[i];
        if (entry->body != NULL) {
            code = sqlite3_create_function_v2(database->handle, entry->name, entry->argument_count,
                                              flags, database, entry->body, NULL, NULL, NULL);
        }
    }
    static const char *const trims[] = {"trim", "ltrim", "rtrim"};
    for (size_t i = 0; code == SQLITE_OK && i < sizeof trims / sizeof *trims; i++) {
        code = sqlite3_create_function_v2(database->handle, trims[i], 2, flags, database,
                                          refuse_characters, NULL, NULL, NULL);
    }
    return code;
}

bool functions_allow(const char *name) {
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (sqlite3_stricmp(entries[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

const struct text *functions_names(struct arena *arena, size_t *count) {
    struct text *names = ARENA_ARRAY(arena, struct text, ENTRY_COUNT);
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        names[i] = text_of(entries[i].name);
    }
    *count = ENTRY_COUNT;
    return names;
}

const struct sql_function *sql_functions(struct arena *arena, size_t *count) {
    struct sql_function *described = ARENA_ARRAY(arena, struct sql_function, ENTRY_COUNT);
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        described[i] = entries[i].described;
    }
    *count = ENTRY_COUNT;
    return described;
}
