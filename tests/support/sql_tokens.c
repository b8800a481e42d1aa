/* One pass from left to right; a token's kind is told by its first character. */
#include "support/sql_tokens.h"

#include "base/arena.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c) ||
           (unsigned char)c >= 0x80;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Up to and with the closing quote; a doubled quote closes nothing. */
static size_t quoted_length(struct text rest) {
    char quote = rest.bytes[0];
    for (size_t i = 1; i < rest.length; i++) {
        bool is_doubled = i + 1 < rest.length && rest.bytes[i + 1] == quote;
        if (rest.bytes[i] == quote && !is_doubled) {
            return i + 1;
        }
        i += rest.bytes[i] == quote;
    }
    return rest.length;
}

static size_t word_length(struct text rest, size_t from, bool takes_points) {
    while (from < rest.length &&
           (is_word(rest.bytes[from]) || (takes_points && rest.bytes[from] == '.'))) {
        from++;
    }
    return from;
}

static size_t sign_length(struct text rest) {
    static const char *const signs[] = {
        "->>", "<>", "<=", ">=", "!=", "==", "||", "->", "<<", ">>"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (text_starts_with(rest, text_of(signs[i]))) {
            return text_of(signs[i]).length;
        }
    }
    return 1;
}

/* Blanks and comments at the start. */
static size_t gap_length(struct text rest) {
    size_t at = 0;
    while (at < rest.length) {
        struct text here = text_slice(rest, at, rest.length);
        if (is_blank(here.bytes[0])) {
            at++;
        } else if (text_starts_with(here, TEXT("--"))) {
            at += text_find(here, '\n');
        } else if (text_starts_with(here, TEXT("/*"))) {
            size_t end = 2;
            while (end < here.length &&
                   !text_starts_with(text_slice(here, end, end + 2), TEXT("*/"))) {
                end++;
            }
            at += end + 2 < here.length ? end + 2 : here.length;
        } else {
            break;
        }
    }
    return at;
}

static struct sql_token token_at(struct text sql, size_t offset) {
    struct text rest = text_slice(sql, offset, sql.length);
    char c = rest.bytes[0];
    enum sql_token_kind kind = SQL_SIGN;
    size_t length = 0;
    if (c == '\'' || c == '"' || c == '`') {
        kind = c == '\'' ? SQL_STRING : SQL_NAME;
        length = quoted_length(rest);
    } else if (is_digit(c)) {
        kind = SQL_NUMBER;
        length = word_length(rest, 1, true);
    } else if (is_word(c)) {
        kind = SQL_WORD;
        length = word_length(rest, 1, false);
    } else if (c == ':' || c == '@' || c == '$') {
        kind = SQL_PARAMETER;
        length = word_length(rest, 1, false);
    } else {
        length = sign_length(rest);
    }
    return (struct sql_token){kind, text_slice(rest, 0, length), offset};
}

const struct sql_token *sql_tokens(struct arena *arena, struct text sql, size_t *count) {
    struct sql_token *tokens = ARENA_ARRAY(arena, struct sql_token, sql.length + 1);
    size_t at = gap_length(sql);
    *count = 0;
    while (at < sql.length) {
        struct sql_token token = token_at(sql, at);
        tokens[(*count)++] = token;
        at += token.text.length;
        at += gap_length(text_slice(sql, at, sql.length));
    }
    return tokens;
}
