/* The command line: one table of commands, one of options. Parsing, the help
 * of the program and the help of each command read the same rows, so that they
 * cannot disagree. */
#include "run/options.h"

#include <string.h>

#include "base/arena.h"
#include "base/jobs.h"

enum { THREAD_LIMIT = 64, TREND_MOST = 60, CHOICE_LIMIT = 4 };

/* For which commands an option is; a bit a command. */
#define FOR(command) (1U << (COMMAND_##command))
#define FOR_ALL (~0U)
#define FOR_PERIOD (FOR(RUN) | FOR(MEASURES) | FOR(EXPLAIN) | FOR(FORMS))
#define FOR_DATA (FOR_PERIOD | FOR(CHECK))

enum option_kind { OPTION_TEXT, OPTION_FLAG, OPTION_THREADS, OPTION_TREND, OPTION_EARLIER };

struct option {
    const char *name;
    const char *value; /* what stands for the value in help; NULL for a flag */
    enum option_kind kind;
    size_t offset; /* into struct options */
    unsigned commands;
    const char *title;
};

#define AT(member) offsetof(struct options, member)

static const struct option options_known[] = {
    {"--extracts", "DIR", OPTION_TEXT, AT(extracts), FOR_DATA,
     "the folder of CSV extracts; of check also a return in XML; of a report of supplied figures "
     "alone none"},
    {"--family", "NAME", OPTION_TEXT, AT(family), FOR(CHECK) | FOR(LIST) | FOR(TEST),
     "whose tables and rules: ssd or cin-census; the authority's, or of XML cin-census, if not "
     "given"},
    {"--period", "PERIOD", OPTION_TEXT, AT(period), FOR_PERIOD,
     "2014-03, 2013-14-Q4, 2013-14-H2, 2013-14 or 2013-04-01..2013-08-31"},
    {"--as-at", "DATE", OPTION_TEXT, AT(as_at), FOR_DATA,
     "the day the extracts were taken; else the latest contact or referral, or a census's own"},
    {"--authority", "NAME|DIR", OPTION_TEXT, AT(authority), FOR_ALL,
     "whose units, targets and supplied figures; if not given the only one that the definitions "
     "have, of several hampshire"},
    {"--unit", "UNIT", OPTION_TEXT, AT(unit), FOR(RUN) | FOR(EXPLAIN),
     "the unit reported on, by id or name; explain also \"team (none)\"; the county if not given"},
    {"--each", "LEVEL", OPTION_TEXT, AT(each), FOR(RUN),
     "a pack for each area, district or team (of --unit), in one run"},
    {"--category", "NAME", OPTION_TEXT, AT(category), FOR(EXPLAIN),
     "one group, band or \"left out\"; everything if not given"},
    {"--not-met", NULL, OPTION_FLAG, AT(is_not_met), FOR(EXPLAIN),
     "only the records that do not meet the measure's condition"},
    {"--rules", "SETS", OPTION_TEXT, AT(rules), FOR(RUN) | FOR(CHECK) | FOR(LIST) | FOR(TEST),
     "rule sets, parted by commas, or none; every set that no other extends if not given"},
    {"--waivers", "FILE", OPTION_TEXT, AT(waivers), FOR(RUN) | FOR(CHECK) | FOR(FORMS),
     "accepted findings; the authority's waivers.csv, if it has one, if not given"},
    {"--prior", "DIR", OPTION_TEXT, AT(prior), FOR(RUN) | FOR(CHECK),
     "what an earlier check wrote: says which findings are new, still open or mended"},
    {"--replies", "DIR", OPTION_TEXT, AT(replies), FOR(RUN) | FOR(CHECK) | FOR(FORMS),
     "data query forms that came back: which issues are open, answered and overdue"},
    {"--due", "DATE", OPTION_TEXT, AT(due), FOR(FORMS),
     "by when teams answer; ten working days after the extracts if not given"},
    {"--on", "DATE", OPTION_TEXT, AT(on), FOR(DUE), "the day from which one looks ahead"},
    {"--audience", "WHO", OPTION_TEXT, AT(audience), FOR(RUN),
     "restricted, which says so on every page; or public: small counts are suppressed"},
    {"--published", "DIR", OPTION_EARLIER, 0, FOR(RUN),
     "a public pack that is out already, of any report, period or unit; once for each"},
    {"--explain-suppression", NULL, OPTION_FLAG, AT(explains_suppression), FOR(RUN),
     "of a public pack, which cell goes for which reason: apart, for its owner alone"},
    {"--commentary", "DIR", OPTION_TEXT, AT(commentary), FOR(RUN),
     "what named authors wrote for this issue, KEY.md each; of other units in folders by unit id"},
    {"--out", "DIR", OPTION_TEXT, AT(out), FOR_DATA,
     "where to write: a folder (run: out if not given), for measures and explain a file"},
    {"--formats", "LIST", OPTION_TEXT, AT(formats), FOR(RUN),
     "of pdf, xlsx, html and csv; all four"},
    {"--by", "LIST", OPTION_TEXT, AT(by), FOR(MEASURES),
     "of county, area, district and team (all four if not given), and worker, age, sex, ethnicity"},
    {"--trend", "N", OPTION_TREND, AT(trend), FOR(MEASURES),
     "the last N periods of this kind, with control limits; 2 to 60"},
    {"--compare", "LIST", OPTION_TEXT, AT(compare), FOR(MEASURES),
     "of previous and last-year, or none; both"},
    {"--first-cut", NULL, OPTION_FLAG, AT(is_first_cut), FOR(RUN) | FOR(MEASURES),
     "mark the figures as provisional: [p]"},
    {"--fail-on", "LEVEL", OPTION_TEXT, AT(fail_on), FOR(RUN) | FOR(CHECK),
     "exit with 1 if a finding is at this level: error, query or never; error if not given"},
    {"--draft", NULL, OPTION_FLAG, AT(is_draft), FOR(RUN),
     "mark every page as a draft: commentary and targets may be missing"},
    {"--final", NULL, OPTION_FLAG, AT(is_final), FOR(RUN),
     "a paper that may be sent on, as without --draft; together they are refused"},
    {"--dry-run", NULL, OPTION_FLAG, AT(is_dry_run), FOR(RUN),
     "do everything but write; say what would be written or refused, and what is missing"},
    {"--defs", "DIR", OPTION_TEXT, AT(definitions), FOR_ALL,
     "the folder of definitions; report-defs if not given"},
    {"--threads", "N", OPTION_THREADS, AT(threads), FOR_ALL, "at most so many threads"},
    {"--quiet", NULL, OPTION_FLAG, AT(is_quiet), FOR_ALL, "no warnings, notes or progress"},
    {"--json", NULL, OPTION_FLAG, AT(is_json), FOR_ALL, "results as JSON on the standard output"},
    {"--csv", NULL, OPTION_FLAG, AT(is_csv), FOR(EXPLAIN), "the records as CSV"},
    {"--log", "FILE", OPTION_TEXT, AT(log), FOR_ALL, "write the times of the phases to a file"},
    {"--help", NULL, OPTION_FLAG, AT(wants_help), FOR_ALL, "print this and stop"},
    {"--version", NULL, OPTION_FLAG, AT(wants_version), FOR_ALL, "print the version and stop"},
};
enum { OPTION_COUNT = sizeof options_known / sizeof options_known[0] };
_Static_assert(OPTION_COUNT <= 64, "a bit an option in struct options");

struct command_row {
    const char *call; /* "quarterday " and the command's name */
    const char *usage;
    const char *title;
    const char *subject; /* what the argument is; NULL: the command takes none */
    bool needs_subject;
};

static const struct command_row commands_known[COMMAND_COUNT] = {
    {"quarterday run", "run REPORT --extracts DIR --period PERIOD",
     "check the extracts, compute the figures and write the paper, its annex and its data",
     "the report", true},
    {"quarterday check", "check --extracts DIR",
     "check the extracts and list what is wrong with them", NULL, false},
    {"quarterday measures", "measures --extracts DIR --period PERIOD",
     "compute every measure of the catalogue, without a report", NULL, false},
    {"quarterday explain", "explain MEASURE --extracts DIR --period PERIOD",
     "say how a figure is made, and list the records behind it", "the measure", true},
    {"quarterday list", "list reports|measures|rules|extracts|functions", "list what there is",
     "what to list", true},
    {"quarterday forms", "forms [REPORT|MEASURES] --extracts DIR --period PERIOD --out DIR",
     "write a data query form for each team that stands out; read back those with --replies DIR",
     "the report or the measures", false},
    {"quarterday test", "test [RULE|MEASURE]",
     "run the tests inside rules and measures; list what no test exercises", "the rule or measure",
     false},
    {"quarterday due", "due --on DATE", "say which report comes next, when, and of which period",
     NULL, false},
};

static struct text name_of(const struct command_row *row) {
    struct text call = text_of(row->call);
    return text_slice(call, sizeof "quarterday", call.length);
}

static void set_defaults(struct options *options) {
    *options = (struct options){.command = COMMAND_COUNT,
                                .audience = TEXT("restricted"),
                                .formats = TEXT("pdf,xlsx,html,csv"),
                                .by = TEXT("county,area,district,team"),
                                .compare = TEXT("previous,last-year"),
                                .fail_on = TEXT("error"),
                                .definitions = TEXT("report-defs"),
                                .threads = jobs_processor_count()};
    if (options->threads > THREAD_LIMIT) {
        options->threads = THREAD_LIMIT;
    }
}

static const struct option *find_option(struct text name) {
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (text_equal_c(name, options_known[i].name)) {
            return &options_known[i];
        }
    }
    return NULL;
}

static bool is_for(const struct option *option, const struct options *options) {
    return options->command == COMMAND_COUNT || (option->commands & (1U << options->command)) != 0;
}

static struct text command_name(const struct options *options) {
    return options->names_command ? name_of(&commands_known[options->command]) : TEXT("quarterday");
}

/* What to type before --help. */
static struct text call_of(const struct options *options) {
    return options->names_command ? text_of(commands_known[options->command].call)
                                  : TEXT("quarterday");
}

static bool set_threads(struct diag *diag, struct options *options, struct text value) {
    int64_t threads;
    if (!text_to_int(value, &threads) || threads < 1 || threads > THREAD_LIMIT) {
        DIAG_REPORT(diag, US004, NULL, value, TEXT("a number of threads from 1 to 64"));
        return false;
    }
    options->threads = (unsigned)threads;
    return true;
}

static bool set_trend(struct diag *diag, struct options *options, struct text value) {
    int64_t trend;
    if (!text_to_int(value, &trend) || trend < 2 || trend > TREND_MOST) {
        DIAG_REPORT(diag, US004, NULL, value, TEXT("a number of periods from 2 to 60"));
        return false;
    }
    options->trend = (unsigned)trend;
    return true;
}

static bool add_earlier(struct diag *diag, struct options *options, struct text folder) {
    if (options->earlier_count == EARLIER_LIMIT) {
        DIAG_REPORT(diag, US004, NULL, folder, TEXT("one of at most 64 earlier packs"));
        return false;
    }
    options->earlier[options->earlier_count++] = folder;
    return true;
}

static bool set_option(struct diag *diag, struct options *options, const struct option *option,
                       struct text value) {
    char *member = (char *)options + option->offset;
    if (option->kind == OPTION_FLAG) {
        *(bool *)(void *)member = true;
        return true;
    }
    if (option->kind == OPTION_THREADS) {
        return set_threads(diag, options, value);
    }
    if (option->kind == OPTION_TREND) {
        return set_trend(diag, options, value);
    }
    if (option->kind == OPTION_EARLIER) {
        return add_earlier(diag, options, value);
    }
    *(struct text *)(void *)member = value;
    return true;
}

/* Reports an option that is unknown, or unknown to this command. */
static void report_unknown(struct diag *diag, const struct options *options, struct text name) {
    struct text near[OPTION_COUNT];
    size_t near_count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (is_for(&options_known[i], options)) {
            near[near_count++] = text_of(options_known[i].name);
        }
    }
    DIAG_REPORT(diag, US002, NULL, name, command_name(options), call_of(options));
    diag_did_you_mean(diag, name, near, near_count);
}

/* A value given earlier is lost: that is said. */
static void note_repetition(struct diag *diag, struct options *options, const struct option *option,
                            struct text value) {
    uint64_t bit = UINT64_C(1) << (option - options_known);
    bool keeps_one = option->kind != OPTION_FLAG && option->kind != OPTION_EARLIER;
    if (keeps_one && (options->given & bit) != 0) {
        DIAG_REPORT(diag, US013, NULL, text_of(option->name), value);
    }
    options->given |= bit;
}

static bool looks_like_option(const char *argument) {
    return argument[0] == '-';
}

/* Takes one option at arguments[*at], with its value if it has one ("--out DIR" or "--out=DIR"). */
static bool take_option(struct diag *diag, struct options *options, int argument_count,
                        const char *const *arguments, int *at) {
    struct text argument = text_of(arguments[*at]);
    size_t equals = text_find(argument, '=');
    bool holds_value = equals < argument.length;
    bool has_next = *at + 1 < argument_count && strncmp(arguments[*at + 1], "--", 2) != 0;
    struct text name = text_slice(argument, 0, equals);
    const struct option *option = find_option(name);
    if (option == NULL || !is_for(option, options)) {
        report_unknown(diag, options, name);
        bool is_flag = option != NULL && option->kind == OPTION_FLAG;
        *at += !is_flag && !holds_value && has_next; /* what follows is most likely its value */
        return false;
    }
    if (option->kind == OPTION_FLAG && holds_value) {
        DIAG_REPORT(diag, US015, NULL, name);
        return false;
    }
    struct text value = text_slice(argument, equals + 1, argument.length);
    if (option->kind != OPTION_FLAG && !holds_value && has_next) {
        value = text_of(arguments[++*at]);
    }
    if (option->kind != OPTION_FLAG && text_trim(value).length == 0) {
        DIAG_REPORT(diag, US003, NULL, name, call_of(options));
        return false;
    }
    note_repetition(diag, options, option, value);
    return set_option(diag, options, option, value);
}

static bool take_command(struct diag *diag, struct options *options, struct text word) {
    struct text names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        names[i] = name_of(&commands_known[i]);
        if (text_equal(word, names[i])) {
            options->command = (enum command)i;
            options->names_command = true;
            return true;
        }
    }
    DIAG_REPORT(diag, US001, NULL, word);
    diag_did_you_mean(diag, word, names, COMMAND_COUNT);
    return false;
}

static bool take_word(struct diag *diag, struct options *options, struct text word) {
    if (!options->names_command) {
        return take_command(diag, options, word);
    }
    const struct command_row *row = &commands_known[options->command];
    if (row->subject == NULL || options->subject.length > 0) {
        DIAG_REPORT(diag, US014, NULL, word, call_of(options));
        return false;
    }
    options->subject = word;
    return true;
}

static bool need(struct diag *diag, const struct options *options, struct text value,
                 const char *name) {
    if (value.length > 0) {
        return true;
    }
    DIAG_REPORT(diag, US005, NULL, text_of(name), call_of(options));
    return false;
}

/* Whether all that the command cannot do without was given. */
static bool is_complete(struct diag *diag, const struct options *options) {
    if (!options->names_command) {
        DIAG_REPORT(diag, US005, NULL, TEXT("a command"), call_of(options));
        return false;
    }
    const struct command_row *row = &commands_known[options->command];
    bool complete = true;
    if (options->is_draft && options->is_final) {
        DIAG_REPORT(diag, US016, NULL, TEXT("--draft"), TEXT("--final"));
        complete = false;
    }
    if (row->needs_subject) {
        complete &= need(diag, options, options->subject, row->subject);
    }
    if (options->command == COMMAND_FORMS && options->replies.length > 0 &&
        options->extracts.length == 0) {
        return need(diag, options, options->as_at,
                    "--as-at DATE"); /* forms that came back, alone */
    }
    if (options->command == COMMAND_FORMS) {
        complete &= need(diag, options, options->out, "--out DIR");
    }
    /* A report of supplied figures is run without. */
    if ((FOR_DATA & ~FOR(RUN) & (1U << options->command)) != 0) {
        complete &= need(diag, options, options->extracts, "--extracts DIR");
    }
    if (options->command == COMMAND_DUE) {
        complete &= need(diag, options, options->on, "--on DATE");
    }
    if ((FOR_PERIOD & (1U << options->command)) != 0) {
        complete &= need(diag, options, options->period, "--period PERIOD");
    }
    return complete;
}

static bool choose(struct diag *diag, struct text value, const char *const *words,
                   const char *what) {
    struct text near[CHOICE_LIMIT];
    size_t count = 0;
    for (; words[count] != NULL; count++) {
        near[count] = text_of(words[count]);
        if (text_equal(value, near[count])) {
            return true;
        }
    }
    DIAG_REPORT(diag, US004, NULL, value, text_of(what));
    diag_did_you_mean(diag, value, near, count);
    return false;
}

static bool choices_hold(struct diag *diag, const struct options *options) {
    static const char *const levels[] = {"error", "query", "never", NULL};
    static const char *const audiences[] = {"restricted", "public", NULL};
    static const char *const each[] = {"", "area", "district", "team", NULL};
    bool good = choose(diag, options->fail_on, levels, "error, query or never");
    good &= choose(diag, options->each, each, "area, district or team");
    good = choose(diag, options->audience, audiences, "public or restricted") && good;
    bool is_public = text_equal_c(options->audience, "public");
    if (!is_public && (options->explains_suppression || options->earlier_count > 0)) {
        DIAG_REPORT(diag, US012, NULL,
                    options->explains_suppression ? TEXT("--explain-suppression")
                                                  : TEXT("--published"));
        return false;
    }
    return good;
}

bool options_parse(struct arena *arena, struct diag *diag, int argument_count,
                   const char *const *arguments, struct options *options) {
    (void)arena;
    set_defaults(options);
    bool good = true;
    for (int at = 0; at < argument_count; at++) {
        if (looks_like_option(arguments[at])) {
            good &= take_option(diag, options, argument_count, arguments, &at);
        } else {
            good &= take_word(diag, options, text_of(arguments[at]));
        }
    }
    if (options->wants_help || options->wants_version) {
        return good;
    }
    return good && is_complete(diag, options) && choices_hold(diag, options);
}

static void write_option(struct buffer *out, const struct option *option) {
    size_t start = out->length;
    buffer_format(out, "  %s", option->name);
    if (option->value != NULL) {
        buffer_format(out, " %s", option->value);
    }
    while (out->length - start < 24) {
        buffer_add_byte(out, ' ');
    }
    buffer_format(out, " %s\n", option->title);
}

void options_write_command_help(struct buffer *out, enum command command) {
    const struct command_row *row = &commands_known[command];
    buffer_format(out, "usage: quarterday %s [options]\n\n%s\n\n", row->usage, row->title);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if ((options_known[i].commands & (1U << command)) != 0) {
            write_option(out, &options_known[i]);
        }
    }
}

void options_write_help(struct buffer *out) {
    buffer_add_c(out, "quarterday: children's services papers from case-management extracts\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        buffer_format(out, "  quarterday %s\n      %s\n", commands_known[i].usage,
                      commands_known[i].title);
    }
    buffer_add_c(out,
                 "\n\"quarterday COMMAND --help\" lists a command's options.\n\n"
                 "exit status: 0 clean, 1 findings at the fail level, 2 usage, 3 a fault in a\n"
                 "definition, 4 input that cannot be read, 5 refused to make the paper,\n"
                 "6 output that cannot be written, 70 a fault of the program's own\n");
}
