#include "support/testing.h"

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

static void one_thread_works_here_and_in_order(void) {
    int numbers[20];
    void *contexts[20];
    for (int i = 0; i < 20; i++) {
        numbers[i] = i;
        contexts[i] = &numbers[i];
    }
    order_count = 0;
    jobs_run(1, note, contexts, 20);
    SAME_INT(order_count, 20);
    for (int i = 0; i < 20; i++) {
        SAME_INT(order[i], i);
    }
    jobs_run(4, note, NULL, 0);
    SAME_INT(order_count, 20);
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
      CLAIM(what_a_thread_kept_is_released_when_it_ends))
