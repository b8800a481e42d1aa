/* Arenas: chunks of small blocks, a list of large ones, and a list of foreign
 * handles to release. The only file that calls malloc, realloc and free. Large
 * blocks carry a serial number, so that a mark still holds after a block older
 * than it was moved. From 1 MiB on they are mapped: what a growing vector has
 * not used yet is then zero without being touched, and takes no memory. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    ALIGNMENT = 16,
    FIRST_CHUNK = 4 * 1024,
    LAST_CHUNK = 512 * 1024,
    LARGE = 64 * 1024,
    MAPPED = 1024 * 1024,
    PAGE = 4096,
    STATUS_EXHAUSTED = 70
};

struct chunk {
    struct chunk *previous;
    size_t capacity; /* of bytes after the header */
    size_t used;
    size_t unused; /* keeps the header a multiple of the alignment */
};

struct large {
    struct large *previous, *next; /* older, newer */
    uintptr_t serial;
    size_t mapped_size; /* 0: by malloc */
};

struct deferred {
    struct deferred *previous;
    void (*release)(void *);
    void *handle;
};

struct arena {
    struct chunk *chunk; /* the newest; older ones behind it */
    struct chunk *spare; /* one kept from the last release, so that loops do not churn */
    struct large *large;
    struct deferred *deferred;
    uintptr_t serial; /* of the newest large block ever */
};

static _Noreturn void say_and_end(void) {
    static const char words[] = "quarterday: error RN001: memory is exhausted\n";
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(STATUS_EXHAUSTED);
}

static void (*exhausted)(void) = say_and_end;

void arena_set_exhausted_handler(void (*handler)(void)) {
    exhausted = handler != NULL ? handler : say_and_end;
}

void arena_exhausted(void) {
    exhausted();
    say_and_end();
}

static void *or_exhausted(void *block) {
    if (block == NULL) {
        arena_exhausted();
    }
    return block;
}

struct arena *arena_new(void) {
    return or_exhausted(calloc(1, sizeof(struct arena)));
}

static char *chunk_bytes(struct chunk *chunk) {
    return (char *)(chunk + 1);
}

static size_t rounded(size_t size) {
    if (size > SIZE_MAX - 2 * (size_t)LARGE) {
        or_exhausted(NULL);
    }
    return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static size_t next_capacity(const struct arena *arena, size_t needed) {
    size_t capacity = arena->chunk == NULL ? FIRST_CHUNK : 2 * arena->chunk->capacity;
    capacity = capacity > LAST_CHUNK ? LAST_CHUNK : capacity;
    return capacity < needed ? needed : capacity;
}

static void add_chunk(struct arena *arena, size_t needed) {
    struct chunk *chunk = arena->spare;
    if (chunk != NULL && chunk->capacity >= needed) {
        arena->spare = NULL;
    } else {
        size_t capacity = next_capacity(arena, needed);
        chunk = or_exhausted(malloc(sizeof *chunk + capacity));
        chunk->capacity = capacity;
    }
    chunk->used = 0;
    chunk->previous = arena->chunk;
    arena->chunk = chunk;
}

static void *take_small(struct arena *arena, size_t size) {
    struct chunk *chunk = arena->chunk;
    if (chunk == NULL || chunk->capacity - chunk->used < size) {
        add_chunk(arena, size);
        chunk = arena->chunk;
    }
    void *block = chunk_bytes(chunk) + chunk->used;
    chunk->used += size;
    return block;
}

/* Sanitizers see the bounds of what malloc gives, not of mappings, and who had it before. */
static bool is_mapped_size(size_t size) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return size > SIZE_MAX / 2;
#else
    return size >= MAPPED;
#endif
}

/* A zeroed large block that is in no list yet. */
static struct large *new_large(size_t size) {
    size_t whole = sizeof(struct large) + size;
    if (!is_mapped_size(size)) {
        return or_exhausted(calloc(1, whole));
    }
    whole = (whole + PAGE - 1) / PAGE * PAGE;
    void *pages = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct large *large = or_exhausted(pages == MAP_FAILED ? NULL : pages);
    large->mapped_size = whole;
    return large;
}

static void free_large(struct large *large) {
    if (large->mapped_size > 0) {
        munmap(large, large->mapped_size);
    } else {
        free(large);
    }
}

static void *take_large(struct arena *arena, size_t size) {
    struct large *large = new_large(size);
    large->serial = ++arena->serial;
    large->previous = arena->large;
    if (arena->large != NULL) {
        arena->large->next = large;
    }
    arena->large = large;
    return large + 1;
}

void *arena_alloc(struct arena *arena, size_t size) {
    size_t whole = rounded(size);
    if (whole >= LARGE) {
        return take_large(arena, whole);
    }
    return memset(take_small(arena, whole), 0, whole);
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        or_exhausted(NULL);
    }
    return arena_alloc(arena, count * size);
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size) {
    void *block = arena_alloc(arena, size);
    if (size > 0) {
        memcpy(block, bytes, size);
    }
    return block;
}

/* The block mapped anew with more pages, which are zero; so are made the bytes before them. */
static struct large *remap(struct large *old, size_t old_size, size_t size) {
    size_t before = old->mapped_size;
    size_t whole = (sizeof *old + size + PAGE - 1) / PAGE * PAGE;
    whole = whole < before ? before : whole;
    void *pages = mremap(old, before, whole, MREMAP_MAYMOVE);
    struct large *large = or_exhausted(pages == MAP_FAILED ? NULL : pages);
    large->mapped_size = whole;
    memset((char *)(large + 1) + old_size, 0, before - sizeof *large - old_size);
    return large;
}

/* The block enlarged, moved where it must be; in no list yet. */
static struct large *enlarged(struct large *old, size_t old_size, size_t size) {
    if (old->mapped_size > 0) {
        return remap(old, old_size, size);
    }
    if (!is_mapped_size(size)) {
        struct large *large = or_exhausted(realloc(old, sizeof *old + size));
        memset((char *)(large + 1) + old_size, 0, size - old_size);
        return large;
    }
    struct large *large = new_large(size);
    size_t mapped_size = large->mapped_size;
    memcpy(large, old, sizeof *old + old_size);
    large->mapped_size = mapped_size;
    free(old);
    return large;
}

static void *resize_large(struct arena *arena, void *old, size_t old_size, size_t whole) {
    struct large *large = enlarged((struct large *)old - 1, old_size, whole);
    if (large->previous != NULL) {
        large->previous->next = large;
    }
    if (large->next != NULL) {
        large->next->previous = large;
    } else {
        arena->large = large;
    }
    return large + 1;
}

/* True if `old` was the last block of the newest chunk and could be enlarged where it stands. */
static bool grow_in_place(struct arena *arena, char *old, size_t old_size, size_t whole) {
    struct chunk *chunk = arena->chunk;
    size_t old_whole = rounded(old_size);
    if (chunk == NULL || old + old_whole != chunk_bytes(chunk) + chunk->used || whole >= LARGE ||
        whole - old_whole > chunk->capacity - chunk->used) {
        return false;
    }
    chunk->used += whole - old_whole;
    memset(old + old_size, 0, whole - old_size);
    return true;
}

void *arena_resize(struct arena *arena, void *old, size_t old_size, size_t new_size) {
    if (old == NULL) {
        return arena_alloc(arena, new_size);
    }
    if (new_size <= old_size) {
        return old;
    }
    size_t whole = rounded(new_size);
    if (rounded(old_size) >= LARGE) {
        return resize_large(arena, old, old_size, whole);
    }
    if (grow_in_place(arena, old, old_size, whole)) {
        return old;
    }
    return memcpy(arena_alloc(arena, new_size), old, old_size);
}

void *arena_double(struct arena *arena, void *items, size_t *capacity, size_t item_size,
                   size_t first) {
    size_t larger = *capacity == 0 ? first : 2 * *capacity;
    if (larger > SIZE_MAX / item_size) {
        arena_exhausted();
    }
    items = arena_resize(arena, items, *capacity * item_size, larger * item_size);
    *capacity = larger;
    return items;
}

void arena_defer(struct arena *arena, void (*release)(void *), void *handle) {
    struct deferred *deferred = ARENA_NEW(arena, struct deferred);
    *deferred = (struct deferred){arena->deferred, release, handle};
    arena->deferred = deferred;
}

static void free_within(void *arena) {
    arena_free(arena);
}

struct arena *arena_new_within(struct arena *owner) {
    struct arena *arena = arena_new();
    arena_defer(owner, free_within, arena);
    return arena;
}

struct arena_mark arena_mark(const struct arena *arena) {
    return (struct arena_mark){arena->chunk, arena->chunk == NULL ? 0 : arena->chunk->used,
                               arena->serial, arena->deferred};
}

static void release_large(struct arena *arena, uintptr_t serial) {
    while (arena->large != NULL && arena->large->serial > serial) {
        struct large *large = arena->large;
        arena->large = large->previous;
        free_large(large);
    }
    if (arena->large != NULL) {
        arena->large->next = NULL;
    }
}

static void release_chunks(struct arena *arena, struct chunk *last, size_t used) {
    while (arena->chunk != last) {
        struct chunk *chunk = arena->chunk;
        arena->chunk = chunk->previous;
        free(arena->spare);
        arena->spare = chunk;
    }
    if (last != NULL) {
        last->used = used;
    }
}

void arena_release(struct arena *arena, struct arena_mark mark) {
    while (arena->deferred != mark.deferred) {
        struct deferred *deferred = arena->deferred;
        arena->deferred = deferred->previous;
        deferred->release(deferred->handle);
    }
    release_large(arena, mark.large_serial);
    release_chunks(arena, mark.chunk, mark.used);
}

void arena_clear(struct arena *arena) {
    arena_release(arena, (struct arena_mark){NULL, 0, 0, NULL});
    free(arena->spare);
    arena->spare = NULL;
}

void arena_free(struct arena *arena) {
    if (arena != NULL) {
        arena_clear(arena);
        free(arena);
    }
}
