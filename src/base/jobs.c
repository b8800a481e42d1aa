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

struct queue {
    void (*work)(void *context);
    void **contexts;
    size_t context_count;
    atomic_size_t next;
    struct crew *crew;
    /* under the crew's lock */
    struct queue *below; /* of those that are shared */
    unsigned guest_count;
};

/* The threads of one call of jobs_run: jobs of its jobs share them. */
struct crew {
    unsigned limit;
    atomic_uint busy; /* that work, and do not wait for others */
    pthread_mutex_t lock;
    pthread_cond_t guest_left;
    struct queue *shared; /* the newest */
};
static _Thread_local struct crew *crew;

static bool has_jobs(struct queue *queue) {
    return atomic_load(&queue->next) < queue->context_count;
}

static void drain(struct queue *queue) {
    size_t i;
    while ((i = atomic_fetch_add(&queue->next, 1)) < queue->context_count) {
        queue->work(queue->contexts[i]);
    }
}

/* A shared queue that still has jobs, which stays until its guest has left; NULL: none. */
static struct queue *enter_shared(void) {
    pthread_mutex_lock(&crew->lock);
    struct queue *queue = crew->shared;
    while (queue != NULL && !has_jobs(queue)) {
        queue = queue->below;
    }
    if (queue != NULL) {
        queue->guest_count++;
    }
    pthread_mutex_unlock(&crew->lock);
    return queue;
}

/* What a thread does that has nothing to do of its own. */
static void help_others(void) {
    struct queue *queue;
    while ((queue = enter_shared()) != NULL) {
        drain(queue);
        pthread_mutex_lock(&crew->lock);
        queue->guest_count--;
        pthread_cond_broadcast(&crew->guest_left);
        pthread_mutex_unlock(&crew->lock);
    }
}

static void *work_off(void *argument) {
    struct queue *queue = argument;
    crew = queue->crew;
    drain(queue);
    help_others();
    atomic_fetch_sub(&crew->busy, 1);
    return NULL;
}

/* A further thread, if the crew may have one and the system lets it start. */
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

/* As many further threads as there are jobs for; fills `threads` and gives their number. */
static size_t start_threads(struct queue *queue, pthread_t threads[THREAD_LIMIT]) {
    size_t count = 0;
    while (count < THREAD_LIMIT && count + 1 < queue->context_count && has_jobs(queue) &&
           start_thread(queue, &threads[count])) {
        count++;
    }
    return count;
}

static void join(const pthread_t *threads, size_t count) {
    atomic_fetch_sub(&crew->busy, 1); /* waits */
    for (size_t i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
    }
    atomic_fetch_add(&crew->busy, 1);
}

void jobs_run(unsigned thread_count, void (*work)(void *context), void **contexts,
              size_t context_count) {
    struct crew *outer = crew;
    struct crew own = {.limit = thread_count > THREAD_LIMIT ? THREAD_LIMIT : thread_count,
                       .busy = 1,
                       .lock = PTHREAD_MUTEX_INITIALIZER,
                       .guest_left = PTHREAD_COND_INITIALIZER};
    struct queue queue = {
        .work = work, .contexts = contexts, .context_count = context_count, .crew = &own};
    pthread_t threads[THREAD_LIMIT];
    crew = &own;
    size_t started = start_threads(&queue, threads);
    drain(&queue);
    help_others();
    join(threads, started);
    crew = outer;
}

static void open_to_others(struct queue *queue) {
    pthread_mutex_lock(&crew->lock);
    queue->below = crew->shared;
    crew->shared = queue;
    pthread_mutex_unlock(&crew->lock);
}

/* Waits for the guests that work for it still. */
static void close_to_others(struct queue *queue) {
    pthread_mutex_lock(&crew->lock);
    struct queue **place = &crew->shared;
    while (*place != queue) {
        place = &(*place)->below;
    }
    *place = queue->below;
    atomic_fetch_sub(&crew->busy, 1);
    while (queue->guest_count > 0) {
        pthread_cond_wait(&crew->guest_left, &crew->lock);
    }
    atomic_fetch_add(&crew->busy, 1);
    pthread_mutex_unlock(&crew->lock);
}

void jobs_share(void (*work)(void *context), void **contexts, size_t context_count) {
    if (crew == NULL) {
        jobs_run(1, work, contexts, context_count);
        return;
    }
    struct queue queue = {
        .work = work, .contexts = contexts, .context_count = context_count, .crew = crew};
    pthread_t threads[THREAD_LIMIT];
    open_to_others(&queue);
    size_t started = start_threads(&queue, threads);
    drain(&queue);
    close_to_others(&queue);
    join(threads, started);
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
