/* Jobs over threads: the one file that knows of threads. The calling thread
 * works too, so that a run still ends where no thread can be started. */
#include "base/jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"

enum { THREAD_LIMIT = 64 };

/* The threads of one call of jobs_run: jobs of its jobs share them. */
struct crew {
    unsigned limit;
    atomic_uint busy; /* that work, and do not wait for others */
};
static _Thread_local struct crew *crew;

struct queue {
    void (*work)(void *context);
    void **contexts;
    size_t context_count;
    atomic_size_t next;
    struct crew *crew;
};

static void *work_off(void *argument) {
    struct queue *queue = argument;
    crew = queue->crew;
    size_t i;
    while ((i = atomic_fetch_add(&queue->next, 1)) < queue->context_count) {
        queue->work(queue->contexts[i]);
    }
    atomic_fetch_sub(&queue->crew->busy, 1);
    return NULL;
}

/* A further thread, if the crew has one idle and the system lets it start. */
static bool start_thread(struct queue *queue, pthread_t *thread) {
    unsigned busy = atomic_load(&queue->crew->busy);
    do {
        if (busy >= queue->crew->limit) {
            return false;
        }
    } while (!atomic_compare_exchange_weak(&queue->crew->busy, &busy, busy + 1));
    if (pthread_create(thread, NULL, work_off, queue) != 0) {
        atomic_fetch_sub(&queue->crew->busy, 1);
        return false;
    }
    return true;
}

/* Before each job that this thread takes it looks for one that has become idle. */
static void work_with_others(struct queue *queue) {
    pthread_t threads[THREAD_LIMIT];
    size_t started = 0, i;
    while ((i = atomic_fetch_add(&queue->next, 1)) < queue->context_count) {
        while (started < THREAD_LIMIT && started + 1 < queue->context_count &&
               atomic_load(&queue->next) < queue->context_count &&
               start_thread(queue, &threads[started])) {
            started++;
        }
        queue->work(queue->contexts[i]);
    }
    atomic_fetch_sub(&queue->crew->busy, 1); /* waits */
    for (i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    atomic_fetch_add(&queue->crew->busy, 1);
}

void jobs_run(unsigned thread_count, void (*work)(void *context), void **contexts,
              size_t context_count) {
    struct crew *outer = crew;
    struct crew own = {thread_count > THREAD_LIMIT ? THREAD_LIMIT : thread_count, 1};
    struct queue queue = {work, contexts, context_count, 0, &own};
    crew = &own;
    work_with_others(&queue);
    crew = outer;
}

void jobs_share(void (*work)(void *context), void **contexts, size_t context_count) {
    if (crew == NULL) {
        jobs_run(1, work, contexts, context_count);
        return;
    }
    struct queue queue = {work, contexts, context_count, 0, crew};
    work_with_others(&queue);
}

unsigned jobs_processor_count(void) {
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof processors, &processors) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&processors);
    return count < 1 ? 1 : (unsigned)count;
}

static pthread_key_t arena_key;
static pthread_once_t arena_once = PTHREAD_ONCE_INIT;

static void free_thread_arena(void *arena) {
    arena_free(arena);
}

/* Keys are not destroyed for the thread that ends the program. */
static void free_last_arena(void) {
    arena_free(pthread_getspecific(arena_key));
    pthread_setspecific(arena_key, NULL);
}

static void make_key(void) {
    if (pthread_key_create(&arena_key, free_thread_arena) != 0 || atexit(free_last_arena) != 0) {
        abort();
    }
}

struct arena *jobs_thread_arena(void) {
    pthread_once(&arena_once, make_key);
    struct arena *arena = pthread_getspecific(arena_key);
    if (arena == NULL) {
        arena = arena_new();
        pthread_setspecific(arena_key, arena);
    }
    return arena;
}
