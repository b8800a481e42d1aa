/* patterns-bench COUNT: compiles so many different patterns of ids, days and codes and matches a
 * blank with each, for which JIT compiles them too; prints the processor milliseconds that it took.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/regex.h"

enum { KINDS = 3 };

static struct text pattern_of(struct arena *arena, unsigned number) {
    switch (number % KINDS) {
    case 0:
        return text_format(arena, "^[A-Za-z]{1,3}[0-9]{%u,%u}$", number, number + 9);
    case 1:
        return text_format(arena, "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{%u,%u})?", number,
                           number + 9);
    default:
        return text_format(arena, "(?i:N%u|P%u|CIN|CPP|S47|LAC|ICPC|NFA)", number, number);
    }
}

int main(int count, char **words) {
    unsigned long wanted = count == 2 ? strtoul(words[1], NULL, 10) : 0;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct timespec from, to;
    bool all_compiled = wanted > 0;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (unsigned i = 0; i < wanted; i++) {
        struct text pattern = pattern_of(arena, i);
        const struct regex *regex = regex_compile(arena, diag, NULL, pattern);
        all_compiled =
            regex != NULL && regex_match(regex, TEXT_NONE) != REGEX_TOO_COSTLY && all_compiled;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    arena_free(arena);
    if (!all_compiled) {
        fputs("usage: patterns-bench COUNT, of patterns that all compile\n", stderr);
        return EXIT_FAILURE;
    }
    printf("%.3f\n",
           (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) * 1e-6);
    return EXIT_SUCCESS;
}
