/* SQL cut into tokens, as far as turning its comparisons round needs: words,
 * numbers, strings, quoted names, parameters, signs. Comments and blanks stand
 * between tokens and are none. */
#ifndef TESTS_SUPPORT_SQL_TOKENS_H
#define TESTS_SUPPORT_SQL_TOKENS_H

#include "base/text.h"

struct arena;

enum sql_token_kind { SQL_WORD, SQL_NUMBER, SQL_STRING, SQL_NAME, SQL_PARAMETER, SQL_SIGN };

struct sql_token {
    enum sql_token_kind kind;
    struct text text; /* as written, quotes included */
    size_t offset;
};

/* Every token, in order; `*count` of them. What is not closed reaches to the end. */
const struct sql_token *sql_tokens(struct arena *arena, struct text sql, size_t *count);

#endif
