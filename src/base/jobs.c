/* Jobs over threads: the one file that knows of threads. The calling thread
 * works too, so that a run still ends where no thread can be started. */
#include "base/jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"

enum { THREAD_LIMIT = 64 };

struct queue {
    void (*work)(void *context);
    void **contexts;
    size_t context_count;
    atomic_size_t next;
};

static void *work_off(void *argument) {
    struct queue *queue = argument;
    size_t i;
    while ((i = atomic_fetch_add(&queue->next, 1)) < queue->context_count) {
        queue->work(queue->contexts[i]);
    }
    return NULL;
}

void jobs_run(unsigned thread_count, void (*work)(void *context), void **contexts,
              size_t context_count) {
    struct queue queue = {work, contexts, context_count, 0};
    pthread_t threads[THREAD_LIMIT];
    size_t wanted = thread_count < context_count ? thread_count : context_count;
    wanted = wanted > THREAD_LIMIT ? THREAD_LIMIT : wanted;
    size_t started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work_off, &queue) == 0) {
        started++;
    }
    work_off(&queue);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
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
