/* Mutants of SQL by its tokens alone: no grammar is needed to turn a sign, and
 * what SQLite then cannot compile is left out by whoever judges. */
#include "support/mutants.h"

#include "base/buffer.h"
#include "base/date.h"
#include "define/yaml.h"
#include "support/sql_tokens.h"
#include "support/testing.h"

struct making {
    struct arena *arena;
    struct text sql;
    const struct sql_token *tokens;
    size_t token_count;
    struct mutant *mutants;
    size_t count;
    size_t capacity;
};

/* ---- one mutant ---- */

static struct text place_in(struct arena *arena, struct text sql, size_t offset) {
    size_t line = 1, start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (sql.bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    return text_format(arena, "%zu:%zu", line, offset - start + 1);
}

/* The token, and the text that stands in its place. */
static void turn(struct making *making, size_t at, struct text into) {
    const struct sql_token *token = &making->tokens[at];
    size_t end = token->offset + token->text.length;
    struct text before = text_slice(making->sql, 0, token->offset);
    struct text after = text_slice(making->sql, end, making->sql.length);
    ARENA_MAKE_ROOM(making->arena, making->mutants, making->count, making->capacity, 16);
    making->mutants[making->count++] =
        (struct mutant){text_format(making->arena, "%.*s%.*s%.*s", TEXT_ARG(before), TEXT_ARG(into),
                                    TEXT_ARG(after)),
                        place_in(making->arena, making->sql, token->offset),
                        text_format(making->arena, "%.*s to %.*s", TEXT_ARG(token->text),
                                    TEXT_ARG(into.length > 0 ? into : TEXT("nothing")))};
}

static bool is_word_at(const struct making *making, size_t at, const char *word) {
    return at < making->token_count && making->tokens[at].kind == SQL_WORD &&
           text_equal_ignoring_case(making->tokens[at].text, text_of(word));
}

static bool is_sign_at(const struct making *making, size_t at, const char *sign) {
    return at < making->token_count && making->tokens[at].kind == SQL_SIGN &&
           text_equal_c(making->tokens[at].text, sign);
}

/* ---- signs ---- */

static const char *const turned_signs[][3] = {
    {"<", ">=", "<="}, {">", "<=", ">="},  {"<=", ">", "<"},  {">=", "<", ">"},
    {"=", "<>", NULL}, {"==", "<>", NULL}, {"<>", "=", NULL}, {"!=", "=", NULL}};

/* A minus after a sign or a word such as THEN belongs to its number. */
static bool is_between_operands(const struct making *making, size_t at) {
    static const char *const words[] = {"THEN", "ELSE",  "SELECT", "BETWEEN", "AND",
                                        "OR",   "WHERE", "ON",     "WHEN",    NULL};
    if (at == 0 || (making->tokens[at - 1].kind == SQL_SIGN && !is_sign_at(making, at - 1, ")"))) {
        return false;
    }
    bool holds = true;
    for (size_t i = 0; words[i] != NULL; i++) {
        holds = holds && !is_word_at(making, at - 1, words[i]);
    }
    return holds;
}

static void turn_sign(struct making *making, size_t at) {
    for (size_t i = 0; i < sizeof turned_signs / sizeof turned_signs[0]; i++) {
        if (is_sign_at(making, at, turned_signs[i][0])) {
            turn(making, at, text_of(turned_signs[i][1]));
            if (turned_signs[i][2] != NULL) {
                turn(making, at, text_of(turned_signs[i][2]));
            }
        }
    }
    if (is_between_operands(making, at) && is_sign_at(making, at, "+")) {
        turn(making, at, TEXT("-"));
    } else if (is_between_operands(making, at) && is_sign_at(making, at, "-")) {
        turn(making, at, TEXT("+"));
    }
}

/* ---- words ---- */

static const char *const turned_words[][2] = {{"OR", "AND"},
                                              {"NOT", ""},
                                              {"EXISTS", "NOT EXISTS"},
                                              {"IN", "NOT IN"},
                                              {"LIKE", "NOT LIKE"},
                                              {"GLOB", "NOT GLOB"},
                                              {"BETWEEN", "NOT BETWEEN"},
                                              {"IS", "IS NOT"},
                                              {"ISNULL", "NOTNULL"},
                                              {"NOTNULL", "ISNULL"},
                                              {"MIN", "MAX"},
                                              {"MAX", "MIN"}};

/* The AND of a BETWEEN joins no conditions. */
static bool is_of_between(const struct making *making, size_t at) {
    int depth = 0;
    for (size_t i = at; i-- > 0;) {
        depth += is_sign_at(making, i, ")") - is_sign_at(making, i, "(");
        if (depth < 0 ||
            (depth == 0 && (is_word_at(making, i, "AND") || is_word_at(making, i, "OR") ||
                            is_word_at(making, i, "WHERE")))) {
            return false;
        }
        if (depth == 0 && is_word_at(making, i, "BETWEEN")) {
            return true;
        }
    }
    return false;
}

/* NOT EXISTS and IS NOT are turned at their NOT, or once only. */
static bool is_turned_elsewhere(const struct making *making, size_t at) {
    bool is_function = is_word_at(making, at, "MIN") || is_word_at(making, at, "MAX");
    return (at > 0 && is_word_at(making, at - 1, "NOT")) ||
           (is_word_at(making, at, "IS") && is_word_at(making, at + 1, "NOT")) ||
           (is_function && !is_sign_at(making, at + 1, "("));
}

static void turn_word(struct making *making, size_t at) {
    if (is_turned_elsewhere(making, at)) {
        return;
    }
    if (is_word_at(making, at, "AND") && !is_of_between(making, at)) {
        turn(making, at, TEXT("OR"));
    }
    for (size_t i = 0; i < sizeof turned_words / sizeof turned_words[0]; i++) {
        if (is_word_at(making, at, turned_words[i][0])) {
            turn(making, at, text_of(turned_words[i][1]));
        }
    }
    if ((is_word_at(making, at, "LEFT") && is_word_at(making, at + 1, "JOIN")) ||
        (is_word_at(making, at, "DISTINCT") && at > 0 && is_sign_at(making, at - 1, "("))) {
        turn(making, at, TEXT_NONE);
    }
}

/* ---- constants ---- */

/* The same with one more or less in its last digit; a sign before it stays. */
static struct text number_plus(struct arena *arena, struct text number, int step) {
    struct buffer digits = buffer_new(arena);
    size_t point = text_find(number, '.');
    buffer_add(&digits, text_slice(number, 0, point));
    buffer_add(&digits, text_slice(number, point + 1, number.length));
    int64_t value;
    if (!text_to_int(buffer_text(&digits), &value) || value + step < -1) {
        return TEXT_NONE;
    }
    if (value + step < 0) {
        return TEXT("(-1)");
    }
    struct text plain = text_format(arena, "%0*lld", (int)digits.length, (long long)value + step);
    size_t decimals = point < number.length ? number.length - point - 1 : 0;
    if (decimals == 0) {
        return text_format(arena, "%lld", (long long)value + step);
    }
    size_t whole = plain.length - decimals;
    struct text head = text_slice(plain, 0, whole), tail = text_slice(plain, whole, plain.length);
    return text_format(arena, "%.*s.%.*s", TEXT_ARG(head), TEXT_ARG(tail));
}

static void turn_number(struct making *making, size_t at) {
    bool is_any_column = at > 0 && is_word_at(making, at - 1, "SELECT") &&
                         is_word_at(making, at + 1, "FROM"); /* EXISTS (SELECT 1 FROM ... */
    for (int step = -1; step <= 1 && !is_any_column; step += 2) {
        struct text into = number_plus(making->arena, making->tokens[at].text, step);
        if (into.length > 0) {
            turn(making, at, into);
        }
    }
}

static void turn_string(struct making *making, size_t at) {
    struct text text = making->tokens[at].text;
    struct text inside = text_slice(text, 1, text.length - 1);
    day_number day;
    if (inside.length == 10 && date_parse(inside, DATE_ISO, &day) == DATE_OK) {
        for (int step = -1; step <= 1; step += 2) {
            struct text other = date_iso(making->arena, day + step);
            turn(making, at, text_format(making->arena, "'%.*s'", TEXT_ARG(other)));
        }
        return;
    }
    turn(making, at, text_format(making->arena, "'%.*s~'", TEXT_ARG(inside)));
}

const struct mutant *mutants_of(struct arena *arena, struct text sql, size_t *count) {
    struct making making = {.arena = arena, .sql = sql};
    making.tokens = sql_tokens(arena, sql, &making.token_count);
    for (size_t at = 0; at < making.token_count; at++) {
        switch (making.tokens[at].kind) {
        case SQL_SIGN:
            turn_sign(&making, at);
            break;
        case SQL_WORD:
            turn_word(&making, at);
            break;
        case SQL_NUMBER:
            turn_number(&making, at);
            break;
        case SQL_STRING:
            turn_string(&making, at);
            break;
        case SQL_NAME:
        case SQL_PARAMETER:
            break;
        }
    }
    *count = making.count;
    return making.mutants;
}

/* ---- the hunt ---- */

struct excuse {
    struct text id, place, change;
    bool is_used;
    struct excuse *next;
};
struct mutant_hunt {
    struct excuse *excuses;
    struct mutant_counts counts;
    struct buffer words;
};

struct mutant_hunt *mutant_hunt_new(void) {
    struct mutant_hunt *hunt = ARENA_NEW(testing_arena(), struct mutant_hunt);
    hunt->words = buffer_new(testing_arena());
    return hunt;
}

void mutant_hunt_excuse(struct mutant_hunt *hunt, const char *path) {
    static const char *const keys[] = {"id", "place", "change", "why", NULL};
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), text_of(path), testing_file(path));
    const struct node *entries =
        root != NULL ? node_need(testing_diag(), root, "equivalent", NODE_SEQUENCE) : NULL;
    for (size_t i = 0; entries != NULL && i < entries->child_count; i++) {
        const struct node *entry = entries->children[i];
        struct excuse *excuse = ARENA_NEW(testing_arena(), struct excuse);
        node_expect_keys(testing_diag(), entry, keys);
        *excuse = (struct excuse){.id = node_text(entry, "id", TEXT_NONE),
                                  .place = node_text(entry, "place", TEXT_NONE),
                                  .change = node_text(entry, "change", TEXT_NONE),
                                  .next = hunt->excuses};
        hunt->excuses = excuse;
        HOLDS(node_text(entry, "why", TEXT_NONE).length > 0);
    }
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
    HOLDS(entries != NULL);
}

static bool is_excused(struct mutant_hunt *hunt, struct text id, const struct mutant *mutant) {
    for (struct excuse *excuse = hunt->excuses; excuse != NULL; excuse = excuse->next) {
        if (text_equal(excuse->id, id) && text_equal(excuse->place, mutant->place) &&
            text_equal(excuse->change, mutant->change)) {
            excuse->is_used = true;
            return true;
        }
    }
    return false;
}

static void add_entry(struct mutant_hunt *hunt, struct text id, struct text place,
                      struct text change, const char *words) {
    hunt->counts.fault_count++;
    buffer_format(&hunt->words, "  - {id: %.*s, place: \"%.*s\", change: \"%.*s\", %s}\n",
                  TEXT_ARG(id), TEXT_ARG(place), TEXT_ARG(change), words);
}

void mutant_hunt_try(struct mutant_hunt *hunt, struct text id, struct text sql,
                     enum mutant_fate (*judge)(void *subject, struct text sql), void *subject) {
    struct arena *arena = arena_new();
    size_t count;
    const struct mutant *mutants = mutants_of(arena, sql, &count);
    for (size_t i = 0; i < count; i++) {
        enum mutant_fate fate = judge(subject, mutants[i].sql);
        bool is_known = fate == MUTANT_SURVIVED && is_excused(hunt, id, &mutants[i]);
        hunt->counts.tried_count += fate != MUTANT_NO_SQL;
        hunt->counts.no_sql_count += fate == MUTANT_NO_SQL;
        hunt->counts.caught_count += fate == MUTANT_CAUGHT;
        hunt->counts.excused_count += is_known;
        if (fate == MUTANT_SURVIVED && !is_known) {
            add_entry(hunt, id, mutants[i].place, mutants[i].change, "why: ...");
        }
    }
    arena_free(arena);
}

struct mutant_counts mutant_hunt_end(struct mutant_hunt *hunt) {
    for (const struct excuse *excuse = hunt->excuses; excuse != NULL; excuse = excuse->next) {
        if (!excuse->is_used) {
            add_entry(hunt, excuse->id, excuse->place, excuse->change,
                      "excuses no survivor: take it out");
        }
    }
    hunt->counts.words = buffer_text(&hunt->words);
    return hunt->counts;
}
