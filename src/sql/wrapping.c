/* What stands around a definition's SQL before SQLite compiles it. A definition stays in its own
 * brackets, and its text stands in ours as it was written, so that faults are found in it. */
#include "wrapping.h"

#include "base/buffer.h"
#include "define/node.h"

bool wrapping_is_closed(struct text text) {
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == ')' && depth == 0) {
            return false;
        } else if (c == '(' || c == ')') {
            depth += c == '(' ? 1 : (size_t)-1;
        }
    }
    return depth == 0 && quote == '\0';
}

/* "SELECT "team", "met" FROM (SELECT ...) WHERE quarterday_in_days("date", :first_days)". What is
 * in brackets SQLite takes apart again, so that columns left out are not computed. */
struct text wrapping_narrowed(struct arena *arena, struct text select,
                              const struct narrowing *narrowing, size_t *start) {
    static const char *const days[NARROWING_DAYS] = {FIRST_DAYS, SECOND_DAYS};
    struct buffer sql = buffer_new(arena);
    for (size_t i = 0; i < narrowing->column_count; i++) {
        buffer_format(&sql, "%s\"%s\"", i == 0 ? "SELECT " : ", ", narrowing->columns[i]);
    }
    buffer_add_c(&sql, " FROM (");
    *start = buffer_text(&sql).length;
    buffer_add(&sql, select);
    buffer_add_c(&sql, "\n)"); /* the line ends a comment */
    for (size_t i = 0; i < narrowing->day_column_count; i++) {
        buffer_format(&sql, "%s" IN_DAYS "(\"%s\", %s)", i == 0 ? " WHERE " : " AND ",
                      narrowing->day_columns[i], days[i]);
    }
    return buffer_text(&sql);
}

/* "SELECT (first), (second), rowid FROM ". */
static void add_results(struct buffer *sql, const struct node *const *expressions, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_add_c(sql, i == 0 ? "SELECT (" : ", (");
        buffer_add(sql, expressions[i]->text);
        buffer_add_c(sql, "\n)"); /* the line ends a comment */
    }
    buffer_add_c(sql, ", rowid FROM ");
}

static void add_conditions(struct buffer *sql, const struct node *const *expressions, size_t count,
                           const char *sign) {
    for (size_t i = 0; i < count; i++) {
        buffer_format(sql, "%s%s(", i == 0 ? " WHERE " : " OR ", sign);
        buffer_add(sql, expressions[i]->text);
        buffer_add_c(sql, "\n)");
    }
}

/* The sign keeps SQLite from a search for each condition: one scan is less. */
struct text wrapping_scan(struct arena *arena, struct text table,
                          const struct node *const *expressions, size_t count) {
    struct buffer sql = buffer_new(arena);
    add_results(&sql, expressions, count);
    buffer_format(&sql, "\"%.*s\"", TEXT_ARG(table));
    add_conditions(&sql, expressions, count, "+");
    return buffer_text(&sql);
}

static bool is_named(struct text column, const struct node *const *expressions, size_t count) {
    bool is_named = false;
    for (size_t i = 0; i < count && !is_named; i++) {
        is_named = text_find_word(expressions[i]->text, column) != SIZE_MAX;
    }
    return is_named;
}

/* Brackets have no row numbers but those that they are given: the other names of "rowid" would be
 * NULL without a word. */
bool wrapping_can_scan_once(const struct node *const *expressions, size_t count) {
    return count > 1 && !is_named(TEXT("oid"), expressions, count) &&
           !is_named(TEXT("_rowid_"), expressions, count);
}

struct text wrapping_scan_once(struct arena *arena, const struct source *source,
                               const struct node *const *expressions, size_t count) {
    struct buffer sql = buffer_new(arena);
    add_results(&sql, expressions, count);
    buffer_add_c(&sql, "(SELECT rowid AS rowid");
    for (size_t i = 0; i < source->column_count; i++) {
        struct text column = source->columns[i].name;
        if (is_named(column, expressions, count)) {
            buffer_format(&sql, ", \"%.*s\"", TEXT_ARG(column));
        }
    }
    buffer_format(&sql, " FROM \"%s\" LIMIT -1) AS \"%s\"", source->name, source->name);
    add_conditions(&sql, expressions, count, "");
    return buffer_text(&sql);
}
