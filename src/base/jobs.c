/* Jobs over threads: each takes the next context until none is left. */
#include "base/jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { THREAD_LIMIT = 64 };

struct queue {
    void (*work)(void *context);
    void **contexts;
    size_t context_count;
    atomic_size_t next;
};

static void *take_jobs(void *argument) {
    struct queue *queue = argument;
    for (;;) {
        size_t index = atomic_fetch_add(&queue->next, 1);
        if (index >= queue->context_count) {
            return NULL;
        }
        queue->work(queue->contexts[index]);
    }
}

void jobs_run(unsigned thread_count, void (*work)(void *context), void **contexts,
              size_t context_count) {
    struct queue queue = {.work = work, .contexts = contexts, .context_count = context_count};
    pthread_t threads[THREAD_LIMIT];
    unsigned wanted = thread_count > THREAD_LIMIT ? THREAD_LIMIT : thread_count;
    unsigned started = 0;
    /* This thread works too; one that cannot be started is done without. */
    while (started + 1 < wanted && started + 1 < context_count &&
           pthread_create(&threads[started], NULL, take_jobs, &queue) == 0) {
        started++;
    }
    take_jobs(&queue);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

unsigned jobs_processor_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&set);
    return count > 0 ? (unsigned)count : 1;
}
