/* Runs the measures' SELECTs, over a fixed number of threads with a connection
 * each. A SELECT that names no window is read once for all windows. */
#include "counts.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/jobs.h"
#include "missing_data.h"
#include "needed_tables.h"

/* A measure, the windows wanted of it, and what came of them. */
struct counting_job {
    const struct measure_context *context;
    const struct people *people; /* NULL: nothing is broken down */
    const struct homes *homes;   /* NULL: not counted by homes */
    const struct measure_definition *measure;
    struct window *windows;
    const struct tally **tallies; /* one a window */
    size_t window_count, window_capacity;
    struct arena *arena;
    struct diag *diag;
    size_t undated_count, childless_count;
    size_t work; /* a guess */
    bool lacks_data, is_done;
};

/* One thread with one connection, which takes jobs as long as there are any. */
struct lane {
    atomic_size_t *next; /* of the jobs, for all lanes */
    struct counting_job **jobs;
    size_t job_count;
};

struct counts {
    struct arena *arena;
    const struct measure_context *context;
    const struct people *people; /* NULL: nothing is broken down */
    const struct homes *homes;   /* NULL: nothing is counted by homes */
    struct counting_job **jobs;  /* by measure id */
    size_t job_count, job_capacity;
};

struct counts *counts_new(struct arena *arena, const struct measure_context *context) {
    struct counts *counts = ARENA_NEW(arena, struct counts);
    counts->arena = arena;
    counts->context = context;
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        bool is_first = context->breakdowns[i] && counts->people == NULL;
        counts->people = is_first ? people_new(arena, context) : counts->people;
    }
    return counts;
}

static struct counting_job *find_job(const struct counts *counts,
                                     const struct measure_definition *measure) {
    for (size_t i = 0; i < counts->job_count; i++) {
        if (counts->jobs[i]->measure == measure) {
            return counts->jobs[i];
        }
    }
    return NULL;
}

static struct counting_job *add_job(struct counts *counts,
                                    const struct measure_definition *measure) {
    ARENA_MAKE_ROOM(counts->arena, counts->jobs, counts->job_count, counts->job_capacity, 8);
    struct counting_job *job = ARENA_NEW(counts->arena, struct counting_job);
    job->context = counts->context;
    job->people = counts->people;
    job->measure = measure;
    counts->jobs[counts->job_count++] = job;
    return job;
}

void counts_want(struct counts *counts, const struct measure_definition *measure,
                 const struct window *window) {
    struct counting_job *job = find_job(counts, measure);
    job = job != NULL ? job : add_job(counts, measure);
    for (size_t i = 0; i < job->window_count; i++) {
        if (window_equal(&job->windows[i], window)) {
            return;
        }
    }
    ARENA_MAKE_ROOM(counts->arena, job->windows, job->window_count, job->window_capacity, 8);
    job->windows[job->window_count++] = *window;
}

void counts_want_homes(struct counts *counts, const struct measure_definition *measure) {
    struct counting_job *job = find_job(counts, measure);
    if (counts->homes == NULL) {
        counts->homes = homes_new(counts->arena, counts->context);
    }
    if (job != NULL && homes_lack(counts->homes) == NULL) {
        job->homes = counts->homes;
    }
}

/* Whether the records can be told apart by it. */
static bool can_split(const struct counting_job *job, const struct record_source *source,
                      enum breakdown breakdown) {
    if (!job->context->breakdowns[breakdown]) {
        return false;
    }
    return breakdown == BREAKDOWN_WORKER
               ? source->columns[COLUMN_WORKER] >= 0 && !job->measure->is_by_worker
               : source->columns[COLUMN_CHILD] >= 0 && people_are_supplied(job->people);
}

/* The records of one window by each breakdown that is wanted. */
static bool split_window(struct counting_job *job, struct arena *scratch,
                         const struct record_source *source, const struct split_source *people,
                         const struct records *records, const struct window *window,
                         struct tally *tally) {
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        if (can_split(job, source, (enum breakdown)i)) {
            struct split split =
                split_records(job->arena, scratch, people, (enum breakdown)i, window);
            tally->parts[i] = tally_records(job->arena, job->diag, job->measure,
                                            job->context->units, records, window, &split);
            if (tally->parts[i] == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* Counts the windows from `from` up to, not including, `to` in one reading of the records. */
static bool count_windows(struct counting_job *job, struct record_source *source, size_t from,
                          size_t to) {
    struct arena *scratch = arena_new();
    struct records records;
    struct split_source *people = NULL;
    bool holds =
        record_source_read(scratch, job->diag, source, &job->windows[from], to - from, &records);
    if (from == 0) {
        job->undated_count = records.undated_count;
        job->childless_count = records.childless_count;
    }
    if (holds && job->people != NULL) {
        people = split_source_new(scratch, job->people, &records);
    }
    for (size_t i = from; i < to && holds; i++) {
        struct tally *tally = tally_records(job->arena, job->diag, job->measure,
                                            job->context->units, &records, &job->windows[i], NULL);
        job->tallies[i] = tally;
        if (tally != NULL && job->homes != NULL) {
            tally->homes = home_counts_new(job->arena, job->homes, job->measure,
                                           job->context->units, &records, &job->windows[i]);
        }
        holds = tally != NULL &&
                (people == NULL ||
                 split_window(job, scratch, source, people, &records, &job->windows[i], tally));
    }
    arena_free(scratch);
    return holds;
}

static bool count_measure(struct counting_job *job, struct database *database) {
    struct record_source source;
    if (database == NULL || !record_source_open(job->diag, database, job->measure, &source)) {
        return false;
    }
    source.keeps_people = job->people != NULL || job->homes != NULL;
    record_source_narrow(&source);
    if (!statement_has_parameters(source.statement)) {
        return count_windows(job, &source, 0, job->window_count);
    }
    bool holds = true;
    for (size_t i = 0; i < job->window_count && holds; i++) {
        holds = count_windows(job, &source, i, i + 1);
    }
    return holds;
}

static void run_lane(void *lane_context) {
    struct lane *lane = lane_context;
    struct arena *arena = arena_new();
    struct database *database = NULL;
    size_t i;
    while ((i = atomic_fetch_add(lane->next, 1)) < lane->job_count) {
        struct counting_job *job = lane->jobs[i];
        const struct measure_context *context = job->context;
        if (database == NULL) {
            database = database_open(arena, job->diag, context->dataset, context->indexes,
                                     context->catalogue, context->calendar);
        }
        job->is_done = count_measure(job, database);
    }
    arena_free(arena);
}

static void run_lanes(struct counts *counts, struct counting_job **jobs, size_t job_count) {
    size_t lane_count = counts->context->thread_count;
    lane_count = lane_count < 1 ? 1 : lane_count > job_count ? job_count : lane_count;
    void **contexts = ARENA_ARRAY(counts->arena, void *, lane_count + 1);
    atomic_size_t next;
    atomic_init(&next, 0);
    for (size_t i = 0; i < lane_count; i++) {
        struct lane *lane = ARENA_NEW(counts->arena, struct lane);
        *lane = (struct lane){&next, jobs, job_count};
        contexts[i] = lane;
    }
    jobs_run(counts->context->thread_count, run_lane, contexts, lane_count);
}

/* A guess at the work of a job: the rows of the tables that its SELECT names, for every reading. */
static size_t work_of(const struct counting_job *job) {
    static const char *const parameters[] = {":as_at", ":from", ":to"};
    const struct dataset *dataset = job->context->dataset;
    bool is_read_again = false;
    size_t rows = 0;
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        is_read_again =
            is_read_again || text_contains(job->measure->records->text, text_of(parameters[i]));
    }
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = dataset->tables[i];
        rows += needed_tables_names(job->measure, table->name) ? table->row_count : 0;
    }
    return rows * (is_read_again ? job->window_count : 1);
}

static int compare_jobs(const void *left, const void *right) {
    const struct counting_job *const *a = left, *const *b = right;
    return text_compare((*a)->measure->id, (*b)->measure->id);
}

static int compare_work(const void *left, const void *right) {
    const struct counting_job *const *a = left, *const *b = right;
    return (*a)->work != (*b)->work ? ((*a)->work > (*b)->work ? -1 : 1) : compare_jobs(a, b);
}

/* Whether the counting may go on; jobs that lack data are marked. */
static bool check_data(const struct counts *counts, struct diag *diag) {
    size_t count = counts->job_count;
    const struct measure_definition **measures =
        ARENA_ARRAY(counts->arena, const struct measure_definition *, count + 1);
    bool *lacks = ARENA_ARRAY(counts->arena, bool, count + 1);
    bool is_whole = true;
    for (size_t i = 0; i < count; i++) {
        measures[i] = counts->jobs[i]->measure;
    }
    missing_data_report(counts->arena, diag, counts->context, measures, count, lacks);
    for (size_t i = 0; i < count; i++) {
        counts->jobs[i]->lacks_data = lacks[i];
        is_whole = is_whole && !lacks[i];
    }
    return is_whole || counts->context->marks_missing_tables;
}

static void release_arena(void *arena) {
    arena_free(arena);
}

static void prepare_job(struct counts *counts, struct counting_job *job) {
    job->arena = arena_new();
    arena_defer(counts->arena, release_arena, job->arena);
    job->diag = diag_new(job->arena);
    job->work = work_of(job);
    job->tallies = ARENA_ARRAY(job->arena, const struct tally *, job->window_count);
}

/* One message a table, though several measures count its records: the largest number. */
static bool is_said_of_table(const struct counts *counts, size_t index) {
    const struct dataset *dataset = counts->context->dataset;
    const struct counting_job *job = counts->jobs[index];
    const struct table *table = needed_tables_main(dataset, job->measure);
    for (size_t i = 0; i < counts->job_count && table != NULL; i++) {
        const struct counting_job *other = counts->jobs[i];
        bool is_said = i < index ? other->undated_count >= job->undated_count
                                 : other->undated_count > job->undated_count;
        if (is_said && needed_tables_main(dataset, other->measure) == table) {
            return true;
        }
    }
    return false;
}

static void report_undated(const struct counts *counts, struct diag *diag, size_t index) {
    const struct counting_job *job = counts->jobs[index];
    const struct table *table = needed_tables_main(counts->context->dataset, job->measure);
    if (job->undated_count > 0 && !is_said_of_table(counts, index)) {
        DIAG_REPORT(diag, ME005, NULL, text_format(counts->arena, "%zu", job->undated_count),
                    table != NULL ? table->name : job->measure->id);
    }
}

static void report_childless(const struct counts *counts, struct diag *diag, size_t index) {
    const struct counting_job *job = counts->jobs[index];
    if (job->childless_count > 0) {
        DIAG_REPORT(diag, ME013, NULL, text_format(counts->arena, "%zu", job->childless_count),
                    job->measure->id);
    }
}

static bool join_jobs(struct counts *counts, struct diag *diag) {
    bool holds = true;
    for (size_t i = 0; i < counts->job_count; i++) {
        struct counting_job *job = counts->jobs[i];
        diag_join(diag, job->diag);
        holds = holds && (job->is_done || job->lacks_data);
        report_undated(counts, diag, i);
        report_childless(counts, diag, i);
    }
    return holds;
}

bool counts_run(struct counts *counts, struct diag *diag) {
    struct counting_job **ready =
        ARENA_ARRAY(counts->arena, struct counting_job *, counts->job_count + 1);
    size_t ready_count = 0;
    if (counts->job_count > 0) {
        qsort(counts->jobs, counts->job_count, sizeof *counts->jobs, compare_jobs);
    }
    if (!check_data(counts, diag)) {
        return false;
    }
    for (size_t i = 0; i < counts->job_count; i++) {
        prepare_job(counts, counts->jobs[i]);
        if (!counts->jobs[i]->lacks_data) {
            ready[ready_count++] = counts->jobs[i];
        }
    }
    if (ready_count > 0) {
        qsort(ready, ready_count, sizeof *ready, compare_work);
    }
    run_lanes(counts, ready, ready_count);
    return join_jobs(counts, diag);
}

const struct homes *counts_homes(const struct counts *counts) {
    return counts->homes;
}

const struct people *counts_people(const struct counts *counts) {
    return counts->people;
}

const struct tally *counts_find(const struct counts *counts,
                                const struct measure_definition *measure,
                                const struct window *window) {
    const struct counting_job *job = find_job(counts, measure);
    for (size_t i = 0; job != NULL && !job->lacks_data && i < job->window_count; i++) {
        if (window_equal(&job->windows[i], window)) {
            return job->tallies[i];
        }
    }
    return NULL;
}
