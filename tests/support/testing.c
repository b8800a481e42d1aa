#include "support/testing.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/TestDB.h>

#include "base/buffer.h"
#include "base/file.h"

static struct arena *claim_arena;
static struct diag *claim_diag;

static void begin_claim(void) {
    claim_arena = arena_new();
    claim_diag = diag_new(claim_arena);
}

static void end_claim(void) {
    arena_free(claim_arena);
    claim_arena = NULL;
}

void testing_add_suite(const char *name, const struct claim *claims, size_t claim_count) {
    CU_pSuite suite =
        CU_add_suite_with_setup_and_teardown(name, NULL, NULL, begin_claim, end_claim);
    for (size_t i = 0; i < claim_count; i++) {
        CU_add_test(suite, claims[i].name, claims[i].check);
    }
}

const char *testing_folder(void) {
    static char folder[64];
    if (folder[0] == '\0') {
        snprintf(folder, sizeof folder, "build/test-output-%ld", (long)getpid());
        mkdir("build", 0777);
        mkdir(folder, 0777);
    }
    return folder;
}

struct arena *testing_arena(void) {
    return claim_arena;
}

struct diag *testing_diag(void) {
    return claim_diag;
}

const char *testing_words(struct text text) {
    return text_c(claim_arena, text);
}

struct text testing_within(struct text folder, const char *name) {
    return file_join(claim_arena, folder, text_of(name));
}

static void judge(bool passed, const char *words, const char *file, int line) {
    CU_assertImplementation(passed, (unsigned)line, words, file, "", CU_FALSE);
}

void testing_same_text(struct text actual, const char *expected, const char *file, int line) {
    bool same = text_equal_c(actual, expected);
    if (!same) {
        printf("\n%s:%d: \"%.*s\" is not \"%s\"\n", file, line, TEXT_ARG(actual), expected);
    }
    judge(same, "texts are the same", file, line);
}

void testing_same_int(long long actual, long long expected, const char *file, int line) {
    if (actual != expected) {
        printf("\n%s:%d: %lld is not %lld\n", file, line, actual, expected);
    }
    judge(actual == expected, "integers are the same", file, line);
}

void testing_near(double actual, double expected, double relative, const char *file, int line) {
    bool near = fabs(actual - expected) <= relative * fmax(1e-300, fabs(expected));
    if (!near) {
        printf("\n%s:%d: %.17g is not within %g of %.17g\n", file, line, actual, relative,
               expected);
    }
    judge(near, "numbers are near", file, line);
}

bool testing_holds(bool condition, const char *words, const char *file, int line) {
    judge(condition, words, file, line);
    return condition;
}

bool testing_reported(const struct diag *diag, const char *code_name) {
    for (size_t i = 0; i < diag_kept_count(diag); i++) {
        if (strcmp(diag_code_name(diag_message_at(diag, i)->code), code_name) == 0) {
            return true;
        }
    }
    return false;
}

static struct text read_stream(FILE *stream) {
    struct buffer buffer = buffer_new(claim_arena);
    char part[4096];
    size_t length;
    while ((length = fread(part, 1, sizeof part, stream)) > 0) {
        buffer_add(&buffer, (struct text){part, length});
    }
    return buffer_text(&buffer);
}

uint32_t testing_drawn(uint32_t *state, uint32_t below) {
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (*state >> 8) % below;
}

struct text testing_file(const char *path) {
    FILE *stream = fopen(path, "rb");
    if (!testing_holds(stream != NULL, path, __FILE__, __LINE__)) {
        return TEXT_NONE;
    }
    struct text bytes = read_stream(stream);
    fclose(stream);
    return bytes;
}

/* The status is -1 where it cannot be begun. */
static struct text run_command(int *status, struct text line) {
    const char *command =
        text_c(claim_arena, text_format(claim_arena, "exec 2>&1; %.*s", TEXT_ARG(line)));
    *status = -1;
    fflush(stdout);
    FILE *stream = popen(command, "r");
    if (stream == NULL) {
        return TEXT_NONE;
    }
    struct text output = read_stream(stream);
    int ended = pclose(stream);
    *status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
    return output;
}

static struct text __attribute__((format(printf, 1, 0)))
command_line(const char *format, va_list arguments) {
    char line[4096];
    int length = vsnprintf(line, sizeof line, format, arguments);
    HOLDS(length >= 0 && (size_t)length < sizeof line);
    return text_copy(claim_arena, text_of(line));
}

struct text testing_command(int *status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct text line = command_line(format, arguments);
    va_end(arguments);
    return run_command(status, line);
}

bool testing_succeeds(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct text line = command_line(format, arguments);
    va_end(arguments);
    int status;
    struct text output = run_command(&status, line);
    if (status != 0) {
        printf("\n%.*s\n%.*s\n", TEXT_ARG(line), TEXT_ARG(output));
    }
    return status == 0;
}

const char *testing_pack(const char *place, const char *name, const char *arguments) {
    const char *folder =
        text_c(claim_arena, text_format(claim_arena, "%s/%s/%s", testing_folder(), place, name));
    if (access(folder, F_OK) != 0) {
        HOLDS(testing_succeeds("O=%s/%s; ${QUARTERDAY:-build/quarterday} run %s --out $O > $O.said "
                               "2>&1 || { s=$?; cat $O.said; exit $s; }",
                               testing_folder(), place, arguments));
    }
    return folder;
}

struct text testing_pack_said(const char *place) {
    return testing_file(
        text_c(claim_arena, text_format(claim_arena, "%s/%s.said", testing_folder(), place)));
}
