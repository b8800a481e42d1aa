/* What the fuzz targets share: an arena and a sink for each input, and the
 * shipped definitions, read once. A target is one file with
 * LLVMFuzzerTestOneInput; `make fuzz` builds each with libFuzzer and the address
 * and undefined-behaviour sanitizers, replays its corpus and goes on from it. */
#ifndef TESTS_FUZZ_FUZZING_H
#define TESTS_FUZZ_FUZZING_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "define/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct fuzzed {
    struct arena *arena;
    struct diag *diag;
    struct text input; /* a copy of exactly its length, so that a byte too far is seen */
};
struct fuzzed fuzzed_begin(const uint8_t *bytes, size_t length);
/* Prints every message too, for wordings have to hold with any text in them. */
void fuzzed_end(struct fuzzed *fuzzed);

/* The shipped definitions of a family, "ssd" or "cin-census". */
const struct catalogue *fuzzed_catalogue(const char *family);
const struct calendar *fuzzed_calendar(void);
/* The path of a file that holds the input, with an ending such as ".xml". */
struct text fuzzed_file(struct fuzzed *fuzzed, const char *ending);
/* A folder that holds the input alone, under a name. */
struct text fuzzed_folder(struct fuzzed *fuzzed, const char *name);
/* YAML that begins with `head`, with the input behind it as the lines of a literal block whose
 * indent is `margin`; NULL after a report. */
const struct node *fuzzed_block(struct fuzzed *fuzzed, const char *head, const char *margin);
/* Ends the process where what must hold does not. */
void fuzzed_must(bool holds, const char *what);

#endif
