/* quarterday: turns a local authority's case-management extracts into the papers
 * its members read. This file parses the arguments, runs one command, and
 * prints what it has to say: results on stdout, diagnostics on stderr. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "run/commands.h"
#include "run/options.h"

static bool print(FILE *stream, const struct buffer *buffer) {
    struct text text = buffer_text(buffer);
    return fwrite(text.bytes, 1, text.length, stream) == text.length && fflush(stream) == 0;
}

/* Results that did not reach the reader are a write fault like any other, but for what is in files
 * by then. */
static void print_results(struct diag *diag, const struct buffer *out) {
    if (!print(stdout, out)) {
        DIAG_REPORT(diag, FI008, NULL, file_error_words(errno));
    }
}

static void print_diagnostics(struct arena *arena, const struct diag *diag, bool is_quiet) {
    struct buffer out = buffer_new(arena);
    diag_print_all(&out, diag, is_quiet ? DIAG_ERROR : DIAG_NOTE);
    print(stderr, &out);
}

static void write_log(struct session *session) {
    if (session->options->log.length > 0) {
        struct buffer log = buffer_new(session->arena);
        phases_write(&log, session->phases);
        file_write(session->diag, session->options->log, buffer_text(&log), 0644);
    }
}

static void run_command(struct arena *arena, struct diag *diag, const struct options *options,
                        struct buffer *out) {
    static bool (*const commands[COMMAND_COUNT])(struct session *, struct buffer *) = {
        command_run,  command_check, command_measures, command_explain,
        command_list, command_forms, command_test,     command_due};
    struct session session = {.arena = arena,
                              .diag = diag,
                              .options = options,
                              .phases = phases_new(arena, !options->is_quiet)};
    commands[options->command](&session, out);
    phases_end(session.phases);
    write_log(&session);
}

int main(int argument_count, char **arguments) {
    signal(SIGXFSZ, SIG_IGN); /* a file past the user's limit is a write fault with its message */
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct buffer out = buffer_new(arena);
    struct options options;
    bool good = options_parse(arena, diag, argument_count - 1, (const char *const *)arguments + 1,
                              &options);
    if (good && options.wants_version) {
        buffer_add_c(&out, "quarterday " QUARTERDAY_VERSION "\n");
    } else if (good && options.wants_help && options.names_command) {
        options_write_command_help(&out, options.command);
    } else if (good && options.wants_help) {
        options_write_help(&out);
    } else if (good) {
        run_command(arena, diag, &options, &out);
    }
    print_results(diag, &out);
    print_diagnostics(arena, diag, options.is_quiet);
    int status = (int)diag_exit_status(diag);
    arena_free(arena);
    return status;
}
