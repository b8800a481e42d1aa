/* Which tables and columns a SELECT reads, by their names in its text: each is a
 * word of its own that no other shares. Whose records it counts is told by the FROM
 * of the SELECT outside all parentheses, through the names that WITH gives. */
#include "needed_tables.h"

#include "define/node.h"

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

bool needed_tables_names(const struct measure_definition *measure, struct text word) {
    return measure->records != NULL && text_find_word(measure->records->text, word) != SIZE_MAX;
}

bool needed_tables_has(const struct measure_definition *measure, struct text name) {
    for (size_t i = 0; i < measure->optional_count; i++) {
        if (text_equal(measure->optional[i], name)) {
            return false;
        }
    }
    return needed_tables_names(measure, name);
}

/* ---- whose records ---- */

enum { NAMES_DEPTH_LIMIT = 16 }; /* of names that stand for SELECTs that name others */

static size_t after_byte(struct text sql, size_t from, char byte) {
    while (from < sql.length && sql.bytes[from] != byte) {
        from++;
    }
    return from < sql.length ? from + 1 : from;
}

/* Behind the quoted text or the comment that begins here; `at` itself where none does. */
static size_t after_quoted(struct text sql, size_t at) {
    struct text rest = text_slice(sql, at, sql.length);
    char byte = sql.bytes[at];
    if (text_starts_with(rest, TEXT("--"))) {
        return after_byte(sql, at, '\n');
    }
    if (text_starts_with(rest, TEXT("/*"))) {
        size_t end = at + 2;
        while (end < sql.length && !text_ends_with(text_slice(sql, at + 2, end), TEXT("*/"))) {
            end++;
        }
        return end;
    }
    return byte == '\'' || byte == '"' || byte == '`' ? after_byte(sql, at + 1, byte)
           : byte == '['                              ? after_byte(sql, at + 1, ']')
                                                      : at;
}

/* A word, a quoted text, a sign, or a whole parenthesis with what it holds. */
struct token {
    struct text text;
    bool is_parenthesis;
};

static size_t after_parenthesis(struct text sql, size_t at) {
    size_t depth = 0;
    while (at < sql.length) {
        size_t behind = after_quoted(sql, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        depth += sql.bytes[at] == '(';
        depth -= sql.bytes[at] == ')' && depth > 0;
        at++;
        if (depth == 0) {
            break;
        }
    }
    return at;
}

static size_t after_word(struct text sql, size_t at) {
    while (at < sql.length && is_word_byte(sql.bytes[at])) {
        at++;
    }
    return at;
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static bool is_comment(struct text token) {
    return text_starts_with(token, TEXT("--")) || text_starts_with(token, TEXT("/*"));
}

/* The next token, moving `at` behind it; comments are passed over. False at the end. */
static bool next_token(struct text sql, size_t *at, struct token *token) {
    while (*at < sql.length) {
        size_t from = *at, behind = after_quoted(sql, from);
        bool is_open = sql.bytes[from] == '(';
        behind = behind > from ? behind
                 : is_open     ? after_parenthesis(sql, from)
                               : after_word(sql, from);
        *at = behind > from ? behind : from + 1;
        *token = (struct token){text_slice(sql, from, *at), is_open};
        if (!is_space(sql.bytes[from]) && !is_comment(token->text)) {
            return true;
        }
    }
    return false;
}

static bool is_keyword(const struct token *token, const char *word) {
    return text_equal_ignoring_case(token->text, text_of(word));
}

/* Without its quotes or its parentheses. */
static struct text bare(struct text token) {
    bool is_wrapped = token.length >= 2 && !is_word_byte(token.bytes[0]);
    return is_wrapped ? text_slice(token, 1, token.length - 1) : token;
}

/* What stands behind the first FROM outside parentheses ("IS DISTINCT FROM" is none). */
static bool find_source(struct text sql, struct token *source) {
    struct token before = {TEXT_NONE, false}, token;
    size_t at = 0;
    while (next_token(sql, &at, &token)) {
        if (is_keyword(&token, "FROM") && !is_keyword(&before, "DISTINCT")) {
            return next_token(sql, &at, source);
        }
        before = token;
    }
    return false;
}

/* The SELECT that WITH gives this name, in its parentheses: NAME (columns) AS MATERIALIZED (...).
 */
static bool find_named(struct text sql, struct text name, struct token *select) {
    struct text introduced = TEXT_NONE;
    struct token before = {TEXT_NONE, false}, token;
    size_t at = 0;
    bool is_given = false;
    while (next_token(sql, &at, &token) && !is_keyword(&token, "FROM")) {
        bool begins = is_keyword(&before, "WITH") || is_keyword(&before, "RECURSIVE") ||
                      text_equal_c(before.text, ",");
        introduced = begins && !token.is_parenthesis ? bare(token.text) : introduced;
        is_given = is_keyword(&token, "AS") || (is_given && !begins);
        if (is_given && token.is_parenthesis && text_equal_ignoring_case(introduced, name)) {
            *select = token;
            return true;
        }
        before = token;
    }
    return false;
}

static const struct table *table_of(const struct dataset *dataset, struct text name) {
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (text_equal_ignoring_case(dataset->tables[i]->name, name)) {
            return dataset->tables[i];
        }
    }
    return NULL;
}

const struct table *needed_tables_main(const struct dataset *dataset,
                                       const struct measure_definition *measure) {
    if (measure->table.length > 0 || measure->records == NULL) {
        return table_of(dataset, measure->table);
    }
    struct text whole = measure->records->text, sql = whole;
    struct token source, named;
    for (int depth = 0; depth < NAMES_DEPTH_LIMIT && find_source(sql, &source); depth++) {
        if (source.is_parenthesis) {
            sql = bare(source.text);
        } else if (find_named(whole, bare(source.text), &named)) {
            sql = bare(named.text);
        } else {
            return table_of(dataset, bare(source.text));
        }
    }
    return NULL;
}

/* ---- joins ---- */

static bool ends_from(const struct token *token) {
    static const char *const words[] = {"WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT"};
    bool ends = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        ends = ends || is_keyword(token, words[i]);
    }
    return ends;
}

/* JOIN, UNION, or a comma in a FROM, in parentheses too. */
static bool joins(struct text sql, int depth) {
    struct token before = {TEXT_NONE, false}, token;
    size_t at = 0;
    bool is_in_from = false, found = depth == NAMES_DEPTH_LIMIT;
    while (!found && next_token(sql, &at, &token)) {
        bool is_from = is_keyword(&token, "FROM") && !is_keyword(&before, "DISTINCT");
        is_in_from = is_from || (is_in_from && !ends_from(&token));
        found = is_keyword(&token, "JOIN") || is_keyword(&token, "UNION") ||
                (is_in_from && text_equal_c(token.text, ",")) ||
                (token.is_parenthesis && joins(bare(token.text), depth + 1));
        before = token;
    }
    return found;
}

bool needed_tables_joins(const struct measure_definition *measure) {
    return measure->records != NULL && joins(measure->records->text, 0);
}
