/* Comparisons with a column, decided exactly as SQLite decides them. SQLite
 * gives a virtual table the other operand as it is: whether it would have been
 * turned into text or a number first depends on the expression that it came
 * from. Where the outcome cannot depend on that, it is decided here; where it
 * can (a number beside a text column), every row that might do is let through
 * and SQLite judges again. See "Datatypes in SQLite", section 4.2. */
#include "predicate.h"

/* The bytes of a text value without SQLite adding a terminator, which would copy them. */
static struct text text_operand(sqlite3_value *operand) {
    const char *bytes = sqlite3_value_blob(operand);
    return bytes == NULL ? TEXT_NONE : (struct text){bytes, (size_t)sqlite3_value_bytes(operand)};
}

static void take_number(struct predicate *predicate, sqlite3_value *operand, int type) {
    predicate->kind = type == SQLITE_INTEGER ? OPERAND_INTEGER : OPERAND_REAL;
    predicate->integer = type == SQLITE_INTEGER ? sqlite3_value_int64(operand) : 0;
    predicate->real = sqlite3_value_double(operand);
}

static void take_beside_text(struct predicate *predicate, sqlite3_value *operand) {
    switch (sqlite3_value_type(operand)) {
    case SQLITE_TEXT:
        predicate->kind = OPERAND_TEXT;
        predicate->text = text_operand(operand);
        break;
    case SQLITE_BLOB:
        predicate->kind = OPERAND_ABOVE;
        break;
    case SQLITE_NULL:
        predicate->kind = OPERAND_NULL;
        break;
    default:
        predicate->kind = OPERAND_UNDECIDED;
    }
}

static void take_beside_number(struct predicate *predicate, sqlite3_value *operand) {
    int type = sqlite3_value_numeric_type(operand);
    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        take_number(predicate, operand, type);
    } else {
        predicate->kind = type == SQLITE_NULL ? OPERAND_NULL : OPERAND_ABOVE;
    }
}

/* Both in one number, as a parameter is one value. */
void predicate_days(sqlite3_value *operand, int64_t *first, int64_t *last) {
    uint64_t both = (uint64_t)sqlite3_value_int64(operand);
    *first = (int32_t)(uint32_t)(both >> 32);
    *last = (int32_t)(uint32_t)both;
}

struct predicate predicate_of(enum comparison comparison, enum column_class class,
                              sqlite3_value *operand) {
    struct predicate predicate = {.comparison = comparison, .kind = OPERAND_NONE};
    if (comparison == COMPARE_IS_NULL) {
        return predicate;
    }
    if (comparison == COMPARE_IN_DAYS) {
        predicate.kind = OPERAND_DAYS;
        predicate_days(operand, &predicate.integer, &predicate.last);
        return predicate;
    }
    if (class == CLASS_TEXT) {
        take_beside_text(&predicate, operand);
    } else {
        take_beside_number(&predicate, operand);
    }
    return predicate;
}

static int order_of_doubles(double a, double b) {
    return a < b ? -1 : a > b;
}

/* Exact, where turning the integer into a double would lose its last bits. */
static int order_of_integer_and_double(int64_t integer, double real) {
    if (real < -9223372036854775808.0) {
        return 1;
    }
    if (real >= 9223372036854775808.0) {
        return -1;
    }
    int64_t whole = (int64_t)real;
    if (integer != whole) {
        return integer < whole ? -1 : 1;
    }
    return order_of_doubles((double)integer, real);
}

static int order_of_integers(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

/* The order of a column's value, not null, against the operand: negative, 0 or positive. */
static int order_against(const struct predicate *predicate, const struct value *value) {
    switch (predicate->kind) {
    case OPERAND_TEXT:
        return text_compare(value->text, predicate->text);
    case OPERAND_INTEGER:
        return value->kind == VALUE_NUMBER
                   ? -order_of_integer_and_double(predicate->integer, value->number)
                   : order_of_integers(value->integer, predicate->integer);
    case OPERAND_REAL:
        return value->kind == VALUE_NUMBER
                   ? order_of_doubles(value->number, predicate->real)
                   : order_of_integer_and_double(value->integer, predicate->real);
    default:
        return -1;
    }
}

static bool order_satisfies(enum comparison comparison, int order) {
    switch (comparison) {
    case COMPARE_LESS:
        return order < 0;
    case COMPARE_AT_MOST:
        return order <= 0;
    case COMPARE_GREATER:
        return order > 0;
    case COMPARE_AT_LEAST:
        return order >= 0;
    default:
        return order == 0;
    }
}

bool predicate_holds(const struct predicate *predicate, const struct value *value) {
    bool is_null = value->kind == VALUE_NULL;
    if (predicate->comparison == COMPARE_IS_NULL) {
        return is_null;
    }
    if (predicate->comparison == COMPARE_IN_DAYS) {
        return value->kind != VALUE_DAY ||
               (value->integer >= predicate->integer && value->integer <= predicate->last);
    }
    if (is_null || predicate->kind == OPERAND_NULL) {
        return false;
    }
    return predicate->kind == OPERAND_UNDECIDED ||
           order_satisfies(predicate->comparison, order_against(predicate, value));
}

static bool integer_key(const struct predicate *predicate, struct value *key) {
    bool is_integer = predicate->kind == OPERAND_INTEGER;
    if (!is_integer &&
        (predicate->real < -9223372036854775808.0 || predicate->real >= 9223372036854775808.0)) {
        return false;
    }
    int64_t integer = is_integer ? predicate->integer : (int64_t)predicate->real;
    *key = (struct value){.kind = VALUE_INTEGER, .integer = integer, .number = (double)integer};
    return predicate_holds(predicate, key);
}

/* Adding 0 turns -0.0 into 0.0, which SQLite holds equal. */
static bool real_key(const struct predicate *predicate, struct value *key) {
    *key = (struct value){.kind = VALUE_NUMBER, .number = predicate->real + 0.0};
    return predicate_holds(predicate, key);
}

bool predicate_key(const struct predicate *predicate, enum column_class class, struct value *key) {
    bool is_number = predicate->kind == OPERAND_INTEGER || predicate->kind == OPERAND_REAL;
    if (!is_number && predicate->kind != OPERAND_TEXT) {
        return false;
    }
    switch (class) {
    case CLASS_TEXT: /* days too: their values are equal where their ISO texts are */
        *key = (struct value){.kind = VALUE_TEXT, .text = predicate->text};
        return true;
    case CLASS_INTEGER:
        return integer_key(predicate, key);
    default:
        return real_key(predicate, key);
    }
}

int predicate_is_alike(struct database *database, sqlite3_value *operand, struct text text) {
    if (database->likeness == NULL &&
        sqlite3_prepare_v2(database->handle, "SELECT ?1 = CAST(?2 AS NUMERIC)", -1,
                           &database->likeness, NULL) != SQLITE_OK) {
        return -1;
    }
    sqlite3_stmt *likeness = database->likeness;
    sqlite3_bind_text(likeness, 1, text.bytes, (int)text.length, SQLITE_STATIC);
    sqlite3_bind_value(likeness, 2, operand);
    int answer = sqlite3_step(likeness) == SQLITE_ROW ? sqlite3_column_int(likeness, 0) : -1;
    sqlite3_reset(likeness);
    return answer;
}
