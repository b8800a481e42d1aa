/* Tests: one file a module, tests/<layer>/<module>_test.c, which ends in
 *     SUITE(<layer>_<module>, CLAIM(leap_day_child_turns_sixteen_on_1_march), ...)
 * Names are claims. The Makefile finds the suites; nothing else lists them.
 * Tests run from the project's root and write under TEST_FOLDER alone. */
#ifndef TESTS_SUPPORT_TESTING_H
#define TESTS_SUPPORT_TESTING_H

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

struct claim {
    const char *name;
    void (*check)(void);
};
void testing_add_suite(const char *name, const struct claim *claims, size_t claim_count);

#define CLAIM(function)                                                                            \
    { #function, function }
#define SUITE(name, ...)                                                                           \
    void name##_suite(void);                                                                       \
    void name##_suite(void) {                                                                      \
        static const struct claim claims[] = {__VA_ARGS__};                                        \
        testing_add_suite(#name, claims, sizeof claims / sizeof claims[0]);                        \
    }

/* A folder of this run's own, under build/; made anew. */
const char *testing_folder(void);
/* An arena and a sink for one claim; both are freed when the claim ends. */
struct arena *testing_arena(void);
struct diag *testing_diag(void);

/* A text as C has it; the path of a name within a folder. */
const char *testing_words(struct text text);
struct text testing_within(struct text folder, const char *name);

/* CU_ASSERT with both sides printed when they differ. */
#define SAME_TEXT(actual, expected) testing_same_text((actual), (expected), __FILE__, __LINE__)
#define SAME_INT(actual, expected)                                                                 \
    testing_same_int((long long)(actual), (long long)(expected), __FILE__, __LINE__)
#define NEAR(actual, expected, relative)                                                           \
    testing_near((actual), (expected), (relative), __FILE__, __LINE__)
#define HOLDS(condition) testing_holds((condition), #condition, __FILE__, __LINE__)
void testing_same_text(struct text actual, const char *expected, const char *file, int line);
void testing_same_int(long long actual, long long expected, const char *file, int line);
void testing_near(double actual, double expected, double relative, const char *file, int line);
bool testing_holds(bool condition, const char *words, const char *file, int line);
/* True if the sink holds a message of this code, e.g. "IN004". */
bool testing_reported(const struct diag *diag, const char *code_name);
/* A number below `below`, the same on every run: the next of those that `state` begins. */
uint32_t testing_drawn(uint32_t *state, uint32_t below);
/* The whole of a file, or an empty text (and a failed claim) where there is none. */
struct text testing_file(const char *path);
/* Runs a shell command; its output (both streams) and exit status. */
struct text testing_command(int *status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Runs a shell command; true if it ends with 0, else it and its output are printed. */
bool testing_succeeds(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The folder TEST_FOLDER/place/name of a pack, made for the first claim that asks for it by
 * `quarterday run` with these arguments; and what that run said. */
const char *testing_pack(const char *place, const char *name, const char *arguments);
struct text testing_pack_said(const char *place);

#endif
