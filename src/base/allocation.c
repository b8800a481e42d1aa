/* Memory that runs out in a library ends the run as it does in an arena. When an
 * allocation fails HarfBuzz goes on with empty objects and libxlsxwriter without
 * the cell, in silence; GLPK and GSL abort. So nobody is given NULL: malloc and
 * its kin are defined here for the whole process, over the C library's own, and
 * end it with a message and exit status 70. Sanitizers bring allocators of their
 * own, which do the like. */
#include <stddef.h>
#include <stdlib.h>

#include "base/arena.h"

#if defined(__has_feature)
#define HAS_FEATURE(feature) __has_feature(feature)
#else
#define HAS_FEATURE(feature) 0
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&                             \
    !HAS_FEATURE(address_sanitizer) && !HAS_FEATURE(thread_sanitizer)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size) {
    void *block = __libc_malloc(size);
    if (block == NULL) {
        arena_exhausted();
    }
    return block;
}

void *calloc(size_t count, size_t size) {
    void *block = __libc_calloc(count, size);
    if (block == NULL) {
        arena_exhausted();
    }
    return block;
}

/* A block made into one of no bytes is freed, and NULL is its due. */
void *realloc(void *old, size_t size) {
    void *block = __libc_realloc(old, size);
    if (block == NULL && size > 0) {
        arena_exhausted();
    }
    return block;
}
#endif
