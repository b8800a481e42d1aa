/* What definitions may do: SELECT, from extract tables, with the listed
 * functions. SQLite asks before it compiles anything else; what is refused is
 * kept in words for statement_prepare to report. What carries no name of its
 * own kind falls to the last entry, so that an action SQLite adds later is
 * refused too. */
#include <string.h>

#include "connection.h"
#include "functions.h"

struct forbidden {
    int action;
    const char *words;
};

static const struct forbidden forbidden_actions[] = {
    {SQLITE_ATTACH, "attach a database"},
    {SQLITE_DETACH, "detach a database"},
    {SQLITE_PRAGMA, "use PRAGMA"},
    {SQLITE_INSERT, "change or create tables"},
    {SQLITE_UPDATE, "change or create tables"},
    {SQLITE_DELETE, "change or create tables"},
    {SQLITE_TRANSACTION, "begin or end transactions"},
    {SQLITE_SAVEPOINT, "begin or end transactions"},
    {SQLITE_ANALYZE, "use ANALYZE"},
    {SQLITE_REINDEX, "use REINDEX"},
    {0, "change or create tables"},
};

static int refuse(struct database *database, const char *what, const char *name) {
    if (database->refusal[0] == '\0') {
        sqlite3_snprintf(REFUSAL_SIZE, database->refusal, name == NULL ? "%s" : "%s \"%s\"", what,
                         name);
    }
    return SQLITE_DENY;
}

static bool is_source(const struct database *database, const char *name) {
    for (size_t i = 0; i < database->source_count; i++) {
        if (sqlite3_stricmp(database->sources[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* SQLite also asks about a WITH table's name, with no column; that is no table of the schema. */
static int judge_read(struct database *database, const char *table, const char *column) {
    bool is_inner =
        sqlite3_strnicmp(table, "sqlite_", 7) == 0 || sqlite3_strnicmp(table, "pragma_", 7) == 0;
    bool is_allowed = is_source(database, table) || (column[0] == '\0' && !is_inner);
    return is_allowed ? SQLITE_OK : refuse(database, "read the table", table);
}

static bool is_own_function(const struct database *database, const char *name) {
    return database->is_narrowing && sqlite3_stricmp(name, IN_DAYS) == 0;
}

static int judge(void *context, int action, const char *first, const char *second,
                 const char *schema, const char *trigger) {
    (void)schema;
    (void)trigger;
    struct database *database = context;
    if (database->is_declaring) {
        return SQLITE_OK;
    }
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        return judge_read(database, first, second == NULL ? "" : second);
    case SQLITE_FUNCTION:
        return functions_allow(second) || is_own_function(database, second)
                   ? SQLITE_OK
                   : refuse(database, "use the function", second);
    default:
        break;
    }
    const struct forbidden *entry = forbidden_actions;
    while (entry->action != 0 && entry->action != action) {
        entry++;
    }
    return refuse(database, entry->words, NULL);
}

void authorizer_install(struct database *database) {
    sqlite3_set_authorizer(database->handle, judge, database);
}
