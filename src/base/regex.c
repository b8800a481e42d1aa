/* Patterns through PCRE2. A pattern is compiled once and shared; each thread has
 * its own match data and JIT stack, made at its first match and freed when it
 * ends. A limit on matching keeps a costly pattern from stopping a run. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/regex.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"

enum { MATCH_LIMIT = 100000, DEPTH_LIMIT = 1000, JIT_STACK_LIMIT = 256 * 1024, PAIRS = 1 };

struct regex {
    pcre2_code *code;
};

/* What a thread needs to match. */
struct matcher {
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

static pthread_key_t matcher_key;
static pthread_once_t matcher_once = PTHREAD_ONCE_INIT;

static void release_matcher(void *pointer) {
    struct matcher *matcher = pointer;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
    matcher->data = NULL;
}

static _Thread_local struct matcher own_matcher;

/* A thread's destructor runs at its end; the main thread's does not, so its matcher is released
 * when the program exits. */
static void release_last_matcher(void) {
    if (own_matcher.data != NULL) {
        release_matcher(&own_matcher);
    }
}

static void make_key(void) {
    pthread_key_create(&matcher_key, release_matcher);
    atexit(release_last_matcher);
}

static struct matcher *thread_matcher(void) {
    if (own_matcher.data == NULL) {
        pthread_once(&matcher_once, make_key);
        own_matcher.context = pcre2_match_context_create(NULL);
        own_matcher.data = pcre2_match_data_create(PAIRS, NULL);
        own_matcher.stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK_LIMIT, NULL);
        pcre2_set_match_limit(own_matcher.context, MATCH_LIMIT);
        pcre2_set_depth_limit(own_matcher.context, DEPTH_LIMIT);
        pcre2_jit_stack_assign(own_matcher.context, NULL, own_matcher.stack);
        pthread_setspecific(matcher_key, &own_matcher);
    }
    return &own_matcher;
}

static void release_code(void *code) {
    pcre2_code_free(code);
}

static struct regex *compile(struct arena *arena, struct diag *diag, const struct place *place,
                             struct text pattern, uint32_t more) {
    uint32_t options = PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY | PCRE2_UTF |
                       PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | more;
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.bytes, pattern.length, options, &error, &offset, NULL);
    if (code == NULL) {
        char words[160] = "";
        pcre2_get_error_message(error, (PCRE2_UCHAR *)words, sizeof words);
        DIAG_REPORT(diag, DF030, place, pattern,
                    text_format(arena, "%s at character %zu", words, (size_t)offset + 1));
        return NULL;
    }
    /* Where the machine has no JIT the interpreter gives the same answers. */
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    struct regex *regex = ARENA_NEW(arena, struct regex);
    regex->code = code;
    arena_defer(arena, release_code, code);
    return regex;
}

struct regex *regex_compile(struct arena *arena, struct diag *diag, const struct place *place,
                            struct text pattern) {
    return compile(arena, diag, place, pattern, 0);
}

struct regex *regex_compile_ignoring_case(struct arena *arena, struct diag *diag,
                                          const struct place *place, struct text pattern) {
    return compile(arena, diag, place, pattern, PCRE2_CASELESS);
}

enum regex_verdict regex_match(const struct regex *regex, struct text subject) {
    struct matcher *matcher = thread_matcher();
    int result = pcre2_match(regex->code, (PCRE2_SPTR)subject.bytes, subject.length, 0, 0,
                             matcher->data, matcher->context);
    if (result >= 0) {
        return REGEX_MATCHES;
    }
    bool is_too_costly = result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
                         result == PCRE2_ERROR_HEAPLIMIT || result == PCRE2_ERROR_JIT_STACKLIMIT;
    return is_too_costly ? REGEX_TOO_COSTLY : REGEX_DIFFERS;
}
