#include "support/testing.h"

#include <time.h>

#include "base/arena.h"
#include "base/jobs.h"

enum { COUNT = 500 };

struct piece {
    uint64_t seed, result;
    int run_count;
};

static void work(void *context) {
    struct piece *piece = context;
    uint64_t state = piece->seed;
    for (int i = 0; i < 1000; i++) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    }
    piece->result = state;
    piece->run_count++;
}

static void run_all(struct piece pieces[COUNT], unsigned thread_count) {
    void *contexts[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        pieces[i] = (struct piece){i, 0, 0};
        contexts[i] = &pieces[i];
    }
    jobs_run(thread_count, work, contexts, COUNT);
}

static void results_do_not_depend_on_the_number_of_threads(void) {
    static const unsigned thread_counts[] = {0, 2, 3, 16, 1000};
    struct piece alone[COUNT], together[COUNT];
    run_all(alone, 1);
    for (size_t k = 0; k < sizeof thread_counts / sizeof thread_counts[0]; k++) {
        run_all(together, thread_counts[k]);
        bool all_same = true;
        for (size_t i = 0; i < COUNT; i++) {
            all_same =
                all_same && together[i].run_count == 1 && together[i].result == alone[i].result;
        }
        HOLDS(all_same);
    }
}

static int order[COUNT];
static int order_count;

static void note(void *context) {
    order[order_count++] = *(int *)context;
}

enum { NUMBERS = 20 };

/* Twenty jobs, run by themselves or shared where nobody is to share with. */
static void note_numbers(bool is_shared) {
    int numbers[NUMBERS];
    void *contexts[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = i;
        contexts[i] = &numbers[i];
    }
    order_count = 0;
    if (is_shared) {
        jobs_share(note, contexts, NUMBERS);
    } else {
        jobs_run(1, note, contexts, NUMBERS);
    }
    SAME_INT(order_count, NUMBERS);
    for (int i = 0; i < order_count; i++) {
        SAME_INT(order[i], i);
    }
}

static void one_thread_works_here_and_in_order(void) {
    note_numbers(false);
    jobs_run(4, note, NULL, 0);
    SAME_INT(order_count, NUMBERS);
}

/* Jobs of jobs: how many of them work at the same time. */
enum { TWIGS = 40 };
struct branch {
    struct piece pieces[TWIGS];
    bool shares;
    long rest; /* milliseconds */
};
static int working, most_working, wanted_company;

static void rest(long milliseconds) {
    nanosleep(&(struct timespec){0, milliseconds * 1000000}, NULL);
}

/* The first of a branch waits, for seconds if it must, until it is not alone. */
static void work_counted(void *context) {
    const struct piece *piece = context;
    int now = __atomic_add_fetch(&working, 1, __ATOMIC_SEQ_CST);
    int most = __atomic_load_n(&most_working, __ATOMIC_SEQ_CST);
    while (now > most && !__atomic_compare_exchange_n(&most_working, &most, now, false,
                                                      __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    }
    work(context);
    rest(1);
    for (int i = 0; piece->seed == 0 && i < 5000 &&
                    __atomic_load_n(&most_working, __ATOMIC_SEQ_CST) < wanted_company;
         i++) {
        rest(1);
    }
    __atomic_sub_fetch(&working, 1, __ATOMIC_SEQ_CST);
}

static void branch_out(void *context) {
    struct branch *branch = context;
    void *contexts[TWIGS];
    for (size_t i = 0; i < TWIGS; i++) {
        branch->pieces[i] = (struct piece){i, 0, 0};
        contexts[i] = &branch->pieces[i];
    }
    rest(branch->rest);
    if (branch->shares) {
        jobs_share(work_counted, contexts, TWIGS);
    }
}

static bool are_done_once(const struct branch *branch, const struct piece alone[COUNT]) {
    bool all_same = true;
    for (size_t i = 0; i < TWIGS; i++) {
        all_same = all_same && branch->pieces[i].run_count == 1 &&
                   branch->pieces[i].result == alone[i].result;
    }
    return all_same;
}

static void branch_on(unsigned thread_count, struct branch *branches, size_t branch_count,
                      size_t idle) {
    void *contexts[3];
    working = most_working = 0;
    wanted_company = thread_count > 1 ? 2 : 1;
    for (size_t i = 0; i < branch_count; i++) {
        branches[i].shares = i != idle; /* that one's thread helps the others */
        contexts[i] = &branches[i];
    }
    jobs_run(thread_count, branch_out, contexts, branch_count);
}

static void jobs_of_jobs_share_the_threads_that_there_are(void) {
    struct branch branches[3] = {0};
    struct piece alone[COUNT];
    run_all(alone, 1);
    for (unsigned thread_count = 0; thread_count <= 4; thread_count++) {
        branch_on(thread_count, branches, 3, 1);
        HOLDS(are_done_once(&branches[0], alone) && are_done_once(&branches[2], alone));
        HOLDS(most_working >= wanted_company);
        HOLDS(most_working <= (thread_count > 1 ? (int)thread_count : 1));
    }
}

/* Its own job ends before others are shared, or only after; it is another thread, or this. */
static void a_thread_that_has_nothing_to_do_helps_the_others(void) {
    for (size_t idle = 0; idle < 2; idle++) {
        for (long rest = 0; rest <= 30; rest += 30) {
            struct branch branches[2] = {0};
            branches[idle].rest = rest;
            branch_on(2, branches, 2, idle);
            SAME_INT(most_working, 2);
        }
    }
}

static void shared_jobs_outside_of_jobs_are_done_here_and_in_order(void) {
    note_numbers(true);
}

static void there_is_a_processor(void) {
    HOLDS(jobs_processor_count() >= 1);
}

struct kept {
    struct arena *arena;
    bool is_own_twice;
    int *release_count;
};

static void count_release(void *release_count) {
    __atomic_add_fetch((int *)release_count, 1, __ATOMIC_SEQ_CST);
}

static void keep_something(void *context) {
    struct kept *kept = context;
    kept->arena = jobs_thread_arena();
    kept->is_own_twice = jobs_thread_arena() == kept->arena;
    if (kept->arena != jobs_thread_arena() || kept->release_count == NULL) {
        return;
    }
    arena_defer(kept->arena, count_release, kept->release_count);
}

/* This thread takes jobs too, and its arena stays: what it kept is not released yet. */
static void what_a_thread_kept_is_released_when_it_ends(void) {
    enum { JOBS = 64 };
    static int release_count; /* outlives this thread's arena */
    struct kept kept[JOBS];
    void *contexts[JOBS];
    for (size_t i = 0; i < JOBS; i++) {
        kept[i] = (struct kept){NULL, false, &release_count};
        contexts[i] = &kept[i];
    }
    release_count = 0;
    jobs_run(4, keep_something, contexts, JOBS);
    int of_other_threads = 0;
    for (size_t i = 0; i < JOBS; i++) {
        HOLDS(kept[i].is_own_twice);
        of_other_threads += kept[i].arena != jobs_thread_arena();
    }
    SAME_INT(release_count, of_other_threads);
}

SUITE(base_jobs, CLAIM(results_do_not_depend_on_the_number_of_threads),
      CLAIM(one_thread_works_here_and_in_order), CLAIM(there_is_a_processor),
      CLAIM(jobs_of_jobs_share_the_threads_that_there_are),
      CLAIM(a_thread_that_has_nothing_to_do_helps_the_others),
      CLAIM(shared_jobs_outside_of_jobs_are_done_here_and_in_order),
      CLAIM(what_a_thread_kept_is_released_when_it_ends))
