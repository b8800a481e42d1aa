/* A connection to an empty database in memory, whose only tables are the
 * extract's: every table of the dataset and, without rows, every schema that
 * the dataset lacks, so that definitions can be checked before any extract is
 * read. One thread uses a connection; connections share indexes alone. */
#include "sql/database.h"

#include <sched.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "connection.h"
#include "functions.h"
#include "virtual_table.h"

/* SQLite's small memory of a connection: what a statement needs for a row comes from it. */
enum { LOOKASIDE_SIZE = 1200, LOOKASIDE_COUNT = 400 };
/* Steps of SQLite's machine between two looks at the work left. */
enum { STEPS_PER_LOOK = 10000 };
/* A statement may do this much, and so much more for each row of the dataset. */
static const uint64_t base_work = UINT64_C(1000000000);
static const uint64_t work_per_row = 2000;
/* Twice the longest value of an extract: steps that copy texts stay short. */
enum { TEXT_LIMIT = 1 << 21 };

struct shared_indexes *shared_indexes_new(struct arena *arena, const struct dataset *dataset) {
    struct shared_indexes *indexes = ARENA_NEW(arena, struct shared_indexes);
    indexes->dataset = dataset;
    indexes->tables = ARENA_ARRAY(arena, struct table_indexes *, dataset->table_count);
    for (size_t i = 0; i < dataset->table_count; i++) {
        indexes->tables[i] = table_indexes_new(arena, dataset->tables[i]);
    }
    return indexes;
}

struct table_indexes *shared_indexes_of(const struct shared_indexes *indexes, size_t table) {
    return indexes->tables[table];
}

static enum column_class class_of_type(enum field_type type) {
    switch (type) {
    case FIELD_INTEGER:
    case FIELD_BOOLEAN:
        return CLASS_INTEGER;
    case FIELD_NUMBER:
        return CLASS_REAL;
    default:
        return CLASS_TEXT;
    }
}

/* For a table without a schema: the class of the first value that is not null. */
static enum column_class class_of_values(const struct column *column) {
    for (uint32_t code = 0; code < column->value_count; code++) {
        switch (column_value(column, code).kind) {
        case VALUE_NULL:
            continue;
        case VALUE_INTEGER:
            return CLASS_INTEGER;
        case VALUE_NUMBER:
            return CLASS_REAL;
        default:
            return CLASS_TEXT;
        }
    }
    return CLASS_TEXT;
}

static bool holds_text(const struct column *column) {
    for (uint32_t code = 0; code < column->value_count; code++) {
        if (column_value(column, code).kind == VALUE_TEXT) {
            return true;
        }
    }
    return false;
}

static const struct schema *schema_of(const struct catalogue *catalogue, struct text name) {
    for (size_t i = 0; catalogue != NULL && i < catalogue->schema_count; i++) {
        if (text_equal(catalogue->schemas[i]->name, name)) {
            return catalogue->schemas[i];
        }
    }
    return NULL;
}

static void take_schema_columns(struct arena *arena, struct source *source,
                                const struct schema *schema) {
    struct source_column *columns = ARENA_ARRAY(arena, struct source_column, schema->field_count);
    for (size_t i = 0; i < schema->field_count; i++) {
        columns[i].name = schema->fields[i].name;
        columns[i].class = class_of_type(schema->fields[i].type);
    }
    source->columns = columns;
    source->column_count = schema->field_count;
}

static void take_table_columns(struct arena *arena, struct source *source,
                               const struct table *table, const struct schema *schema) {
    struct source_column *columns = ARENA_ARRAY(arena, struct source_column, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        size_t field = schema == NULL ? SIZE_MAX : schema_field(schema, column->name);
        columns[i].name = column->name;
        columns[i].class =
            field == SIZE_MAX ? class_of_values(column) : class_of_type(schema->fields[field].type);
        columns[i].is_mixed = columns[i].class != CLASS_TEXT && holds_text(column);
    }
    source->columns = columns;
    source->column_count = table->column_count;
}

static struct source *add_source(struct database *database, struct text name) {
    struct source *source = &database->sources[database->source_count++];
    source->database = database;
    source->name = text_c(database->arena, name);
    return source;
}

static void add_table(struct database *database, const struct table *table,
                      struct table_indexes *indexes) {
    const struct schema *schema = schema_of(database->catalogue, table->name);
    struct source *source = add_source(database, table->name);
    if (table->column_count == 0 && schema != NULL) {
        take_schema_columns(database->arena, source, schema);
        return;
    }
    source->table = table;
    source->indexes = indexes;
    source->row_count = table->row_count;
    take_table_columns(database->arena, source, table, schema);
}

static void gather_sources(struct database *database, const struct dataset *dataset,
                           const struct shared_indexes *indexes) {
    size_t schema_count = database->catalogue == NULL ? 0 : database->catalogue->schema_count;
    size_t table_count = dataset == NULL ? 0 : dataset->table_count;
    database->sources = ARENA_ARRAY(database->arena, struct source, table_count + schema_count);
    for (size_t i = 0; i < table_count; i++) {
        add_table(database, dataset->tables[i], indexes->tables[i]);
        database->sources[i].is_supplied = dataset->is_supplied != NULL && dataset->is_supplied[i];
    }
    for (size_t i = 0; i < schema_count; i++) {
        const struct schema *schema = database->catalogue->schemas[i];
        if (dataset == NULL || dataset_table(dataset, schema->name) == NULL) {
            take_schema_columns(database->arena, add_source(database, schema->name), schema);
        }
    }
}

const struct source *database_source(const struct database *database, struct text name) {
    for (size_t i = 0; i < database->source_count; i++) {
        if (text_equal_c(name, database->sources[i].name)) {
            return &database->sources[i];
        }
    }
    return NULL;
}

bool database_supplies(const struct database *database, struct text table) {
    const struct source *source = database_source(database, table);
    return source != NULL && source->is_supplied;
}

static uint64_t row_total(const struct database *database) {
    uint64_t total = 0;
    for (size_t i = 0; i < database->source_count; i++) {
        total += database->sources[i].row_count;
    }
    return total;
}

bool database_spend(struct database *database, int64_t amount) {
    database->work_left -= amount;
    return database->work_left >= 0;
}

void database_set_work_limit(struct database *database, uint64_t limit) {
    database->work_limit = limit;
}

static int look_at_work(void *database) {
    return database_spend(database, STEPS_PER_LOOK) ? 0 : 1;
}

static void close_database(void *context) {
    struct database *database = context;
    sqlite3_finalize(database->likeness);
    sqlite3_close_v2(database->handle);
}

/* Double-quoted words are names, never texts: a misspelt column must not turn into a constant. */
static void confine(sqlite3 *handle) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, TEXT_LIMIT);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 16);
    sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
    sqlite3_drop_modules(handle, NULL);
}

static int set_up(struct database *database) {
    confine(database->handle);
    int code = functions_register(database);
    for (size_t i = 0; code == SQLITE_OK && i < database->source_count; i++) {
        code = virtual_table_register(&database->sources[i]);
    }
    authorizer_install(database);
    sqlite3_progress_handler(database->handle, STEPS_PER_LOOK, look_at_work, database);
    return code;
}

/* Once, and before SQLite is used: no count is kept of its memory, since the lock of that count is
 * all that connections of different threads would share. */
static void configure(void) {
    static atomic_int state; /* 0: not yet, 1: somebody is at it, 2: done */
    int none = 0;
    if (atomic_compare_exchange_strong(&state, &none, 1)) {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, LOOKASIDE_SIZE, LOOKASIDE_COUNT);
        atomic_store(&state, 2);
    }
    while (atomic_load(&state) != 2) {
        sched_yield();
    }
}

struct database *database_open(struct arena *arena, struct diag *diag,
                               const struct dataset *dataset, struct shared_indexes *indexes,
                               const struct catalogue *catalogue, const struct calendar *calendar) {
    configure();
    struct database *database = ARENA_NEW(arena, struct database);
    database->arena = arena;
    database->catalogue = catalogue;
    database->calendar = calendar;
    database->fault_day = DAY_NONE;
    gather_sources(database, dataset, indexes);
    database->work_limit = base_work + work_per_row * row_total(database);
    database->work_left = (int64_t)database->work_limit;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
                SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = sqlite3_open_v2(":memory:", &database->handle, flags, NULL);
    arena_defer(arena, close_database, database);
    if (code == SQLITE_OK) {
        code = set_up(database);
    }
    if (code != SQLITE_OK) {
        DIAG_REPORT(diag, SQ006, NULL, text_of(sqlite3_errstr(code)));
        return NULL;
    }
    return database;
}
