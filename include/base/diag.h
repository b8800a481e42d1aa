/* Diagnostics: every message has a code, a place a person can go to, plain
 * words and a remedy. Codes, wording and remedies live once, in
 * base/diag_codes.def. A function that can fail returns bool and has already
 * reported why. The sink is passed, never global; each job has its own and
 * sinks are joined in a fixed order. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;
struct buffer;

/* Exit statuses; a run ends with the one of its gravest message. */
enum exit_status {
    EXIT_CLEAN = 0,
    EXIT_FINDINGS = 1,
    EXIT_USAGE = 2,
    EXIT_DEFINITION = 3,
    EXIT_INPUT = 4,
    EXIT_REFUSED = 5,
    EXIT_WRITE = 6,
    EXIT_OURS = 70
};

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define DIAG(code, severity, status, wording, remedy) DIAG_##code,
#include "base/diag_codes.def"
#undef DIAG
    DIAG_CODE_COUNT
};

/* Where a message points. Any part may be missing (empty or 0). */
struct place {
    struct text file;
    uint32_t line;      /* 1-based physical line */
    uint32_t column;    /* 1-based, in bytes */
    uint32_t length;    /* bytes to underline from column; 0: none */
    struct text cell;   /* as a spreadsheet shows it, "D412" */
    struct text field;  /* column or key name */
    struct text source; /* the text of the line, for a caret; may be empty */
};

struct diag_message {
    enum diag_code code;
    struct place place;
    struct text words;  /* the wording with its parts filled in */
    struct text note;   /* "did you mean ...", or empty; several are parted by line ends */
    struct text remedy; /* the code's, with its parts filled in */
};

struct diag;

/* A sink that keeps its messages in `arena`: DIAG_LIMIT errors, as many warnings and notes, and
 * always one with the exit status. All are counted. */
enum { DIAG_LIMIT = 1000 };
struct diag *diag_new(struct arena *arena);

/* Reports `code` at `place` (NULL: nowhere in particular). The wording's {1}, {2} ... are filled
 * from `parts`. */
void diag_report(struct diag *diag, enum diag_code code, const struct place *place,
                 const struct text *parts, size_t part_count);
#define DIAG_REPORT(diag, code, place, ...)                                                        \
    diag_report((diag), DIAG_##code, (place), (const struct text[]){__VA_ARGS__},                  \
                sizeof((const struct text[]){__VA_ARGS__}) / sizeof(struct text))
/* Adds a note to the newest message. */
void diag_note(struct diag *diag, struct text note);
/* Adds "did you mean X?" where one of the candidates is near enough to `word`. */
void diag_did_you_mean(struct diag *diag, struct text word, const struct text *candidates,
                       size_t candidate_count);

/* Moves the messages of `from` behind those of `into`. */
void diag_join(struct diag *into, const struct diag *from);

size_t diag_count(const struct diag *diag, enum diag_severity severity);
/* How many of those are not kept. */
size_t diag_left_out_count(const struct diag *diag, enum diag_severity severity);
size_t diag_kept_count(const struct diag *diag);
const struct diag_message *diag_message_at(const struct diag *diag, size_t index);
/* EXIT_CLEAN without errors, else the status of the gravest: 70, then 6, 3, 2, 4, 5, 1. */
enum exit_status diag_exit_status(const struct diag *diag);

/* "FILE:LINE:COLUMN: error IN014: words   [cell D412, field]", the source line with a caret, notes
 * and the remedy. */
void diag_print(struct buffer *out, const struct diag_message *message);
/* Every message of at least this severity that is kept, in order; and how many are not. */
void diag_print_all(struct buffer *out, const struct diag *diag, enum diag_severity least);
const char *diag_code_name(enum diag_code code); /* "IN014" */
const char *diag_code_remedy(enum diag_code code);
enum diag_severity diag_code_severity(enum diag_code code);

#endif
