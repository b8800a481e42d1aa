/* Patterns through PCRE2: the one file that sees pcre2.h. A pattern is
 * anchored at both ends, so a match is a match of the whole value; what costs
 * more than the limits is said to be too costly, never to differ. */
#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>
#include <string.h>

#include "base/arena.h"
#include "base/jobs.h"

enum {
    MATCH_LIMIT = 100000,
    HEAP_LIMIT_KIB = 16 * 1024,
    STACK_FIRST = 32 * 1024,
    STACK_LAST = 1024 * 1024,
    PATTERN_LIMIT = 4096
};

static const uint32_t compile_options =
    PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;

/* What nearly all ids are asked for, "^[A-Za-z0-9]{1,20}$", is judged without PCRE2: bytes of one
 * class of ASCII characters, as many as two numbers say. */
struct run {
    bool holds[UINT8_MAX + 1]; /* by byte */
    size_t least, most;
};

/* Most patterns of a run match nothing: machine code, which costs four times what compiling does,
 * is made for the first match, of a copy, for several threads may come to it at once. */
struct regex {
    pcre2_code *code;             /* without machine code; NULL: it is a run */
    _Atomic(pcre2_code *) *ready; /* with it; holds NULL until the first match */
    struct run run;
};

/* What a thread needs to match with; kept in the thread's arena. */
struct matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

static void release_code(void *code) {
    pcre2_code_free(code);
}

static void release_codes(void *handle) {
    struct regex *regex = handle;
    pcre2_code_free(regex->code);
    pcre2_code_free(atomic_load(regex->ready));
}

static void release_matcher(void *handle) {
    struct matcher *matcher = handle;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
}

static void refuse(struct arena *arena, struct diag *diag, const struct place *place,
                   struct text pattern, int error, size_t offset) {
    char words[256];
    pcre2_get_error_message(error, (PCRE2_UCHAR *)words, sizeof words);
    DIAG_REPORT(diag, DF030, place, pattern,
                text_format(arena, "%s at byte %zu", words, offset + 1));
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter_or_digit(char byte) {
    return is_digit(byte) || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* "A-Za-z0-9" and the like: letters and digits, ranges of them, a dash at the end. */
static bool read_class(struct text class, struct run *run) {
    for (size_t at = 0; at < class.length; at++) {
        char from = class.bytes[at];
        bool is_range = at + 2 < class.length && class.bytes[at + 1] == '-';
        char to = is_range ? class.bytes[at + 2] : from;
        bool is_last_dash = from == '-' && at > 0 && at + 1 == class.length;
        if ((!is_last_dash && !is_letter_or_digit(from)) ||
            (is_range && (!is_letter_or_digit(to) || from > to))) {
            return false;
        }
        for (int byte = from; byte <= to; byte++) {
            run->holds[byte] = true;
        }
        at += is_range ? 2 : 0;
    }
    return class.length > 0;
}

/* A number of up to four digits at the front of `rest`, and what stands after it. */
static bool take_number(struct text *rest, char after, size_t *number) {
    size_t count = 0;
    *number = 0;
    while (count < rest->length && count < 4 && is_digit(rest->bytes[count])) {
        *number = *number * 10 + (size_t)(rest->bytes[count++] - '0');
    }
    bool holds = count > 0 && count < rest->length && rest->bytes[count] == after;
    *rest = text_slice(*rest, count + 1, rest->length);
    return holds;
}

/* Whether a pattern is a run; else PCRE2 reads it. */
static bool read_run(struct text pattern, struct run *run) {
    size_t close = text_find(pattern, ']');
    struct text rest = text_slice(pattern, close + 1, pattern.length);
    if (!text_starts_with(pattern, TEXT("^[")) || !text_starts_with(rest, TEXT("{")) ||
        !read_class(text_slice(pattern, 2, close), run)) {
        return false;
    }
    rest = text_slice(rest, 1, rest.length);
    return take_number(&rest, ',', &run->least) && take_number(&rest, '}', &run->most) &&
           run->least <= run->most && text_equal(rest, TEXT("$"));
}

static enum regex_verdict match_run(const struct run *run, struct text subject) {
    if (subject.length < run->least || subject.length > run->most) {
        return REGEX_DIFFERS;
    }
    bool holds = true;
    for (size_t i = 0; i < subject.length; i++) {
        holds = holds && run->holds[(unsigned char)subject.bytes[i]];
    }
    return holds ? REGEX_MATCHES : REGEX_DIFFERS;
}

static struct regex *compile(struct arena *arena, struct diag *diag, const struct place *place,
                             struct text pattern, uint32_t options) {
    struct run run = {.least = 0};
    if (options == 0 && read_run(pattern, &run)) {
        struct regex *regex = ARENA_NEW(arena, struct regex);
        regex->run = run;
        return regex;
    }
    if (pattern.length > PATTERN_LIMIT) {
        DIAG_REPORT(diag, DF030, place, text_slice(pattern, 0, 40),
                    text_format(arena, "it is longer than %d bytes", PATTERN_LIMIT));
        return NULL;
    }
    int error;
    size_t offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.bytes, pattern.length,
                                     compile_options | options, &error, &offset, NULL);
    if (code == NULL) {
        refuse(arena, diag, place, pattern, error, offset);
        return NULL;
    }
    struct regex *regex = ARENA_NEW(arena, struct regex);
    regex->code = code;
    regex->ready = arena_alloc(arena, sizeof *regex->ready);
    atomic_init(regex->ready, NULL);
    arena_defer(arena, release_codes, regex);
    return regex;
}

/* What the first of several threads has made serves all. */
static const pcre2_code *make_ready(const struct regex *regex) {
    pcre2_code *copy = pcre2_code_copy(regex->code), *earlier = NULL;
    pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE); /* where it fails, the interpreter matches */
    if (atomic_compare_exchange_strong(regex->ready, &earlier, copy)) {
        return copy;
    }
    pcre2_code_free(copy);
    return earlier;
}

static const pcre2_code *ready_code(const struct regex *regex) {
    const pcre2_code *ready = atomic_load_explicit(regex->ready, memory_order_acquire);
    return ready != NULL ? ready : make_ready(regex);
}

struct regex *regex_compile(struct arena *arena, struct diag *diag, const struct place *place,
                            struct text pattern) {
    return compile(arena, diag, place, pattern, 0);
}

struct regex *regex_compile_ignoring_case(struct arena *arena, struct diag *diag,
                                          const struct place *place, struct text pattern) {
    return compile(arena, diag, place, pattern, PCRE2_CASELESS);
}

static struct matcher *make_matcher(void) {
    struct arena *arena = jobs_thread_arena();
    struct matcher *matcher = ARENA_NEW(arena, struct matcher);
    arena_defer(arena, release_matcher, matcher);
    matcher->data = pcre2_match_data_create(1, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    if (matcher->data == NULL || matcher->context == NULL) {
        return NULL;
    }
    matcher->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_LAST, NULL); /* NULL: without JIT */
    if (matcher->stack != NULL) {
        pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    }
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
    return matcher;
}

/* NULL where memory is exhausted. */
static struct matcher *thread_matcher(void) {
    static _Thread_local struct matcher *matcher;
    if (matcher == NULL) {
        matcher = make_matcher();
    }
    return matcher;
}

static enum regex_verdict match(const pcre2_code *code, struct text subject) {
    if (!utf8_is_valid(subject, NULL)) {
        return REGEX_DIFFERS;
    }
    struct matcher *matcher = thread_matcher();
    if (matcher == NULL) {
        return REGEX_TOO_COSTLY;
    }
    PCRE2_SPTR bytes = (PCRE2_SPTR)(subject.length == 0 ? "" : subject.bytes);
    int result = pcre2_match(code, bytes, subject.length, 0, PCRE2_NO_UTF_CHECK, matcher->data,
                             matcher->context);
    if (result == PCRE2_ERROR_NOMATCH) {
        return REGEX_DIFFERS;
    }
    return result >= 0 ? REGEX_MATCHES : REGEX_TOO_COSTLY;
}

enum regex_verdict regex_match(const struct regex *regex, struct text subject) {
    return regex->code == NULL ? match_run(&regex->run, subject)
                               : match(ready_code(regex), subject);
}

enum regex_verdict regex_match_seldom(const struct regex *regex, struct text subject) {
    return regex->code == NULL ? match_run(&regex->run, subject) : match(regex->code, subject);
}

struct regex_many {
    pcre2_code *code;
};

/* Letters, digits, classes that list what they take, counts, choices: nothing that could take a
 * newline, remember, or look around. */
static bool is_self_contained(struct text pattern) {
    for (size_t i = 0; i < pattern.length; i++) {
        char byte = pattern.bytes[i];
        char next = i + 1 < pattern.length ? pattern.bytes[i + 1] : '\0';
        bool is_word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9');
        if (byte == '\\') {
            if (next != 'd' && next != '.' && next != '-' && next != '/') {
                return false;
            }
            i++;
        } else if (byte == '(') {
            if (next != '?' || i + 2 >= pattern.length || pattern.bytes[i + 2] != ':') {
                return false;
            }
            i += 2;
        } else if (!is_word && memchr("[]{}-+*?,|) /'", byte, 14) == NULL) {
            return false;
        }
    }
    return true;
}

struct regex_many *regex_many_new(struct arena *arena, struct text pattern) {
    size_t from = text_starts_with(pattern, TEXT("^")) ? 1 : 0;
    size_t to = text_ends_with(pattern, TEXT("$")) ? pattern.length - 1 : pattern.length;
    struct text inner = text_slice(pattern, from, to);
    if (from > to || !is_self_contained(inner)) {
        return NULL;
    }
    struct text whole = text_format(arena, "(?:(?:%.*s)\n)*+", TEXT_ARG(inner));
    int error;
    size_t offset;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)whole.bytes, whole.length,
                      compile_options | PCRE2_NO_AUTO_CAPTURE, &error, &offset, NULL);
    if (code == NULL || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
        pcre2_code_free(code); /* without JIT nothing is gained */
        return NULL;
    }
    struct regex_many *many = ARENA_NEW(arena, struct regex_many);
    many->code = code;
    arena_defer(arena, release_code, code);
    return many;
}

bool regex_many_match(const struct regex_many *many, struct text joined) {
    struct matcher *matcher = thread_matcher();
    return matcher != NULL && utf8_is_valid(joined, NULL) &&
           pcre2_match(many->code, (PCRE2_SPTR)joined.bytes, joined.length, 0, PCRE2_NO_UTF_CHECK,
                       matcher->data, matcher->context) >= 0;
}
