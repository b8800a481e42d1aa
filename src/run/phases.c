/* Phases and their wall times. The only clock of the program; it is read for
 * the log and for progress, never for an output of the report. */
#include "run/phases.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

enum { PHASE_LIMIT = 32 };

struct phase {
    const char *name;
    double seconds;
};

struct phases {
    bool shows_progress;
    double began;       /* the run */
    double phase_began; /* the phase under way */
    size_t count;
    bool is_under_way;
    struct phase phases[PHASE_LIMIT];
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

struct phases *phases_new(struct arena *arena, bool shows_progress) {
    struct phases *phases = ARENA_NEW(arena, struct phases);
    phases->shows_progress = shows_progress && isatty(STDERR_FILENO) != 0;
    phases->began = now();
    return phases;
}

void phases_end(struct phases *phases) {
    if (phases->is_under_way) {
        phases->phases[phases->count - 1].seconds = now() - phases->phase_began;
        phases->is_under_way = false;
    }
}

void phases_begin(struct phases *phases, const char *name) {
    phases_end(phases);
    if (phases->count == PHASE_LIMIT) {
        return;
    }
    phases->phase_began = now();
    phases->phases[phases->count++] = (struct phase){name, 0};
    phases->is_under_way = true;
    if (phases->shows_progress && phases->phase_began - phases->began > 1.0) {
        fprintf(stderr, "%s ...\n", name);
    }
}

static void write_line(struct buffer *out, double seconds, const char *name) {
    long milliseconds = (long)(seconds * 1000 + 0.5);
    buffer_format(out, "%5ld.%03ld s  %s\n", milliseconds / 1000, milliseconds % 1000, name);
}

void phases_write(struct buffer *out, const struct phases *phases) {
    for (size_t i = 0; i < phases->count; i++) {
        write_line(out, phases->phases[i].seconds, phases->phases[i].name);
    }
    write_line(out, now() - phases->began, "in all");
}
