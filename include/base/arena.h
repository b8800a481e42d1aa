/* Memory. An arena owns everything allocated from it and every foreign handle
 * registered with it; freeing the arena frees all of that, newest first. One
 * arena a run, one a job; scratch work is marked and released. malloc and free
 * appear in src/base/arena.c alone.
 *
 * Nothing here returns NULL, nor does malloc in a library (src/base/allocation.c):
 * when memory is exhausted the process says so and ends with exit status 70. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct arena_mark {
    void *chunk;
    size_t used;
    uintptr_t large_serial;
    void *deferred;
};

/* A new, empty arena. Free it with arena_free. */
struct arena *arena_new(void);

/* The same, freed with `owner`. */
struct arena *arena_new_within(struct arena *owner);

/* Runs the deferred releases, newest first, then frees every block. NULL is ignored. */
void arena_free(struct arena *arena);

/* `size` zeroed bytes, aligned for any type, living as long as the arena. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; a product past SIZE_MAX counts as exhausted memory. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of `size` bytes. */
void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* The block `old` of `old_size` bytes enlarged to `new_size`: in place where it can be, else
 * moved. `old` may be NULL. Bytes past old_size are zero. Large blocks (64 KiB and over) are
 * truly reallocated, so that growing vectors waste nothing. */
void *arena_resize(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* A vector of `*capacity` items of `item_size` bytes with its capacity doubled, or set to `first`
 * where it was 0. The items may have moved; the new ones are zero. */
void *arena_double(struct arena *arena, void *items, size_t *capacity, size_t item_size,
                   size_t first);

/* Registers a foreign handle: release(handle) runs when the arena is freed, or released past here.
 */
void arena_defer(struct arena *arena, void (*release)(void *), void *handle);

/* The present end of the arena; arena_release gives back all that was taken since. A block older
 * than the mark must not be resized in between, unless it is a large one: it may move past it. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_release(struct arena *arena, struct arena_mark mark);

/* Gives back all of it, and what was kept for later: the arena is as new. */
void arena_clear(struct arena *arena);

/* Says that memory is exhausted, without taking any, and ends the process at once. */
_Noreturn void arena_exhausted(void);

/* Sets what is done instead, for tests; NULL: nothing. It must not return. */
void arena_set_exhausted_handler(void (*handler)(void));

/* Declares `count` zeroed elements of a type. */
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
/* Room for one item more: a vector, and its capacity of type size_t, doubled where `count` items
 * fill it. */
#define ARENA_MAKE_ROOM(arena, items, count, capacity, first)                                      \
    ((count) < (capacity) ? (void)0                                                                \
                          : (void)((items) = arena_double((arena), (items), &(capacity),           \
                                                          sizeof *(items), (first))))

#endif
