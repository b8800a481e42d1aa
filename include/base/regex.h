/* Patterns of definitions: PCRE2, at the first match JIT where the machine has
 * it, anchored at both ends, DOLLAR_ENDONLY, UTF-8, with a match limit; a run of one class,
 * "^[A-Za-z0-9]{1,20}$", without it. The only file that sees pcre2.h is src/base/regex.c. */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct regex;

enum regex_verdict { REGEX_MATCHES, REGEX_DIFFERS, REGEX_TOO_COSTLY };

/* Compiles `pattern`; on a fault reports DF030 at `place` with the offset and returns NULL. */
struct regex *regex_compile(struct arena *arena, struct diag *diag, const struct place *place,
                            struct text pattern);
/* The same, letters without case. */
struct regex *regex_compile_ignoring_case(struct arena *arena, struct diag *diag,
                                          const struct place *place, struct text pattern);
/* Whether the whole of `subject` matches. Invalid UTF-8 never matches. Safe from several threads
 * at once: each thread keeps its own match data. */
enum regex_verdict regex_match(const struct regex *regex, struct text subject);
/* The same without JIT, which pays for many values alone, not for a few names. */
enum regex_verdict regex_match_seldom(const struct regex *regex, struct text subject);

/* A pattern made to judge many texts in one call, where it can be: it has no groups that remember,
 * looks at nothing outside, and no class of it takes a newline. NULL: it cannot be. */
struct regex_many;
struct regex_many *regex_many_new(struct arena *arena, struct text pattern);
/* Whether every text of `joined`, each followed by a newline, matches. False says nothing of any
 * one of them. */
bool regex_many_match(const struct regex_many *many, struct text joined);

#endif
