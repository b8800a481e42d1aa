/* The command line. One table names every command's options, their values and
 * their help; parsing and --help are driven by it. */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;

enum command {
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_MEASURES,
    COMMAND_EXPLAIN,
    COMMAND_LIST,
    COMMAND_FORMS,
    COMMAND_TEST,
    COMMAND_DUE,
    COMMAND_COUNT
};

enum { EARLIER_LIMIT = 64 };

struct options {
    enum command command;
    bool wants_help, wants_version;
    bool names_command; /* false: only --help or --version was given */
    /* run: the report; explain: the measure; list: what is listed; test: the rule or measure, or
     * empty */
    struct text subject;
    struct text extracts;  /* --extracts: a folder, or a return in XML */
    struct text period;    /* --period */
    struct text as_at;     /* --as-at; empty: the extract's latest contact or referral */
    struct text authority; /* --authority; empty: the definitions' own */
    struct text unit;      /* --unit; empty: the county */
    struct text each;      /* --each: a level; empty: one pack */
    struct text audience;  /* --audience; "restricted" otherwise */
    struct text earlier[EARLIER_LIMIT]; /* --published, once a folder */
    size_t earlier_count;
    struct text category;      /* --category; empty: the measure as a whole */
    struct text out;           /* --out */
    struct text formats;       /* --formats; "pdf,xlsx,html,csv" otherwise */
    struct text by;            /* --by: levels */
    struct text compare;       /* --compare; "previous,last-year" otherwise */
    struct text fail_on;       /* --fail-on; "error" otherwise */
    struct text rules;         /* --rules: sets; empty: every set in force */
    struct text family;        /* --family: of extracts; empty: the authority's, or told by XML */
    struct text waivers;       /* --waivers: a file; empty: the authority's own */
    struct text replies;       /* --replies: forms that came back; empty: none */
    struct text due;           /* --due; empty: ten working days on */
    struct text on;            /* --on: a day */
    struct text prior;         /* --prior: the folder of an earlier check; empty: none */
    struct text definitions;   /* --defs; "report-defs" otherwise */
    struct text commentary;    /* --commentary: a folder; empty: none was written */
    struct text log;           /* --log FILE: the phases' times */
    unsigned threads;          /* --threads; the processors otherwise, at most 64 */
    unsigned trend;            /* --trend: periods of a series; 0: none */
    bool is_first_cut;         /* --first-cut */
    bool explains_suppression; /* --explain-suppression */
    uint64_t given;            /* a bit an option, as options.c lists them */
    bool is_draft, is_final, is_dry_run, is_quiet, is_json, is_csv, is_not_met;
};

/* Reads the arguments (without the program's name). Every fault is reported; false then. */
bool options_parse(struct arena *arena, struct diag *diag, int argument_count,
                   const char *const *arguments, struct options *options);
/* The help of the program, or of a command. */
void options_write_help(struct buffer *out);
void options_write_command_help(struct buffer *out, enum command command);

#endif
