/* Jobs: independent pieces of work over a fixed number of threads. Each job
 * writes only what is its own; the caller joins results in the order of the
 * jobs, so that no output depends on the threads. */
#ifndef BASE_JOBS_H
#define BASE_JOBS_H

#include <stddef.h>

struct arena;

/* Runs work(contexts[i]) for every i, largest-first order is the caller's business: jobs start in
 * the order given. Returns when all have ended. thread_count 1 runs them here, in order. */
void jobs_run(unsigned thread_count, void (*work)(void *context), void **contexts,
              size_t context_count);
/* The same from within a job, or from where there is none: over this thread and those of the
 * enclosing jobs_run that have nothing to do, so that a run never works with more than it may. */
void jobs_share(void (*work)(void *context), void **contexts, size_t context_count);
/* The number of processors that this process may use, at least 1. */
unsigned jobs_processor_count(void);
/* The calling thread's own arena, for what a thread makes once and keeps: freed when the thread
 * ends, the main thread's when the program does. */
struct arena *jobs_thread_arena(void);

#endif
