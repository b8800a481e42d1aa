#include "support/sweep.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/hash.h"
#include "support/testing.h"

/* --- what stands in a folder ----------------------------------------------- */

static int is_entry(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void add_entries(struct buffer *out, struct text folder, struct text shown);

static void add_entry(struct buffer *out, struct text folder, struct text shown, const char *name) {
    struct text path = file_join(out->arena, folder, text_of(name));
    struct text at = file_join(out->arena, shown, text_of(name));
    struct stat status;
    if (lstat(text_c(out->arena, path), &status) != 0) {
        return;
    }
    struct text bytes = TEXT_NONE;
    if (S_ISREG(status.st_mode)) {
        file_read(out->arena, diag_new(out->arena), path, &bytes);
    }
    buffer_format(out, "%.*s %o %.*s\n", TEXT_ARG(at), (unsigned)status.st_mode,
                  TEXT_ARG(hash_sha256(out->arena, bytes)));
    if (S_ISDIR(status.st_mode)) {
        add_entries(out, path, at);
    }
}

static void add_entries(struct buffer *out, struct text folder, struct text shown) {
    struct dirent **entries;
    int count = scandir(text_c(out->arena, folder), &entries, is_entry, alphasort);
    for (int i = 0; i < count; i++) {
        add_entry(out, folder, shown, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

struct text sweep_snapshot(struct text folder) {
    struct buffer out = buffer_new(testing_arena());
    add_entries(&out, folder, TEXT("."));
    return buffer_text(&out);
}

bool sweep_is_of_whole_files(const struct sweep *sweep, struct text left) {
    struct text line;
    while (text_next_part(&left, '\n', &line)) {
        struct text whole = text_format(testing_arena(), "%.*s\n", TEXT_ARG(line));
        if (line.length > 0 && !text_contains(sweep->early, whole) &&
            !text_contains(sweep->late, whole)) {
            return false;
        }
    }
    return true;
}

/* --- runs ------------------------------------------------------------------ */

static const char *c(struct text text) {
    return text_c(testing_arena(), text);
}

/* The shell line of a run that writes to `out`, and says what it has to say in "messages". */
static const char *line_of(const struct sweep *sweep, const char *out, const char *more) {
    return c(text_format(testing_arena(),
                         "W=%1$.*2$s; O=%1$.*2$s/%3$s; exec ${FAULTY:-build/quarterday-faulty} "
                         "%4$s --threads 1 %5$s > %1$.*2$s/said 2> %1$.*2$s/messages",
                         sweep->folder.bytes, (int)sweep->folder.length, out, sweep->command,
                         more));
}

static pid_t start(const char *line, const char *fault, bool plain) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (fault[0] != '\0') {
            setenv("QUARTERDAY_FAULT", fault, 1);
        }
        if (plain) {
            setenv("QUARTERDAY_FAULT_PLAIN", "1", 1);
        }
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    return child;
}

static int end(pid_t child) {
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static struct text at(const struct sweep *sweep, const char *name) {
    return file_join(testing_arena(), sweep->folder, text_of(name));
}

/* out/ as it was before any run. */
static void restore(const struct sweep *sweep) {
    if (!text_equal(sweep_snapshot(at(sweep, "out")), sweep->early)) {
        int status;
        testing_command(&status, "cd %.*s && chmod -R u+w out && rm -rf out && cp -a early out",
                        TEXT_ARG(sweep->folder));
        HOLDS(status == 0);
    }
}

static struct sweep_outcome outcome_of(const struct sweep *sweep, int status) {
    return (struct sweep_outcome){status, testing_file(c(at(sweep, "messages"))),
                                  sweep_snapshot(at(sweep, "out"))};
}

struct sweep_outcome sweep_fault(const struct sweep *sweep, const char *kind, long n, bool plain) {
    restore(sweep);
    const char *fault = c(text_format(testing_arena(), "%s:%ld", kind, n));
    return outcome_of(sweep, end(start(line_of(sweep, "out", ""), fault, plain)));
}

struct sweep_outcome sweep_kill(const struct sweep *sweep, long microseconds) {
    restore(sweep);
    pid_t child = start(line_of(sweep, "out", ""), "", false);
    usleep((useconds_t)microseconds);
    kill(child, SIGKILL);
    return outcome_of(sweep, end(child));
}

long sweep_count(const struct sweep *sweep, const char *kind) {
    struct text counts = testing_file(c(at(sweep, "counts")));
    struct text wanted = text_format(testing_arena(), "%s ", kind), line;
    while (text_next_part(&counts, '\n', &line)) {
        if (text_starts_with(line, wanted)) {
            return strtol(c(text_slice(line, wanted.length, line.length)), NULL, 10);
        }
    }
    return 0;
}

static long now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment.tv_sec * 1000000 + moment.tv_nsec / 1000;
}

struct sweep sweep_begin(const char *name, const char *command, const char *earlier,
                         bool is_whole) {
    int status;
    struct sweep sweep = {.command = command, .earlier = earlier, .is_whole = is_whole};
    sweep.folder = text_format(testing_arena(), "%s/sweep-%s", testing_folder(), name);
    testing_command(&status,
                    "rm -rf %1$.*2$s && mkdir -p %1$.*2$s/out %1$.*2$s/early %1$.*2$s/late && "
                    "tests/faults/make_small_world.sh %1$.*2$s",
                    sweep.folder.bytes, (int)sweep.folder.length);
    HOLDS(status == 0);
    SAME_INT(end(start(line_of(&sweep, "early", earlier), "", false)), 0);
    setenv("QUARTERDAY_FAULT_COUNTS", c(at(&sweep, "counts")), 1);
    long before = now();
    SAME_INT(end(start(line_of(&sweep, "late", ""), "", false)), 0);
    sweep.microseconds = now() - before;
    unsetenv("QUARTERDAY_FAULT_COUNTS");
    sweep.early = sweep_snapshot(at(&sweep, "early"));
    sweep.late = sweep_snapshot(at(&sweep, "late"));
    HOLDS(sweep.early.length > 0 && sweep.late.length > 0);
    HOLDS(!text_equal(sweep.early, sweep.late));
    return sweep;
}
