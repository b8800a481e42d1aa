#include "support/testing.h"

#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

enum { MIB = 1024 * 1024 };

static char order[8];
static size_t order_length;

static void note(void *letter) {
    order[order_length++] = *(const char *)letter;
}

static bool all_bytes_are(const char *bytes, size_t count, char byte) {
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != byte) {
            return false;
        }
    }
    return true;
}

static void blocks_are_zeroed_and_aligned_even_after_a_release(void) {
    struct arena *arena = arena_new();
    size_t sizes[] = {0, 1, 15, 16, 17, 4095, 65535, 65536, 3 * MIB};
    for (int round = 0; round < 3; round++) {
        struct arena_mark mark = arena_mark(arena);
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            char *block = arena_alloc(arena, sizes[i]);
            HOLDS((uintptr_t)block % 16 == 0);
            HOLDS(all_bytes_are(block, sizes[i], 0));
            memset(block, 'x', sizes[i]);
        }
        arena_release(arena, mark);
    }
    arena_free(arena);
}

static void blocks_do_not_overlap(void) {
    enum { COUNT = 2000 };
    struct arena *arena = arena_new();
    unsigned char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = arena_alloc(arena, i * 37 % 900 + 1);
        memset(blocks[i], (int)(i % 251), i * 37 % 900 + 1);
    }
    for (size_t i = 0; i < COUNT; i++) {
        HOLDS(all_bytes_are((char *)blocks[i], i * 37 % 900 + 1, (char)(i % 251)));
    }
    arena_free(arena);
}

static void a_resized_block_keeps_its_bytes_and_the_rest_is_zero(void) {
    struct arena *arena = arena_new();
    char *block = NULL;
    size_t size = 0;
    for (size_t next = 1; next < 4 * MIB; next = next * 3 + 1) {
        block = arena_resize(arena, block, size, next);
        HOLDS(all_bytes_are(block, size, 'y'));
        HOLDS(all_bytes_are(block + size, next - size, 0));
        memset(block, 'y', next);
        arena_alloc(arena, next % 100); /* so that it cannot always grow in place */
        size = next;
    }
    HOLDS(arena_resize(arena, block, size, size / 2) == block);
    arena_free(arena);
}

static void a_vector_keeps_its_items_and_doubles_when_it_is_full(void) {
    struct arena *arena = arena_new();
    uint16_t *items = NULL;
    size_t capacity = 0, moves = 0;
    for (size_t count = 0; count < 1000; count++) {
        size_t before = capacity;
        ARENA_MAKE_ROOM(arena, items, count, capacity, 5);
        HOLDS(capacity > count && items[count] == 0);
        moves += capacity != before ? 1 : 0;
        items[count] = (uint16_t)(count + 1);
        arena_alloc(arena, 3); /* so that it cannot always grow in place */
    }
    SAME_INT(capacity, 1280); /* 5 doubled 8 times */
    SAME_INT(moves, 9);
    for (size_t i = 0; i < 1000; i++) {
        HOLDS(items[i] == i + 1);
    }
    arena_free(arena);
}

static void the_last_block_grows_where_it_stands(void) {
    struct arena *arena = arena_new();
    char *block = arena_alloc(arena, 100);
    struct arena_mark mark = arena_mark(arena);
    memset(arena_alloc(arena, 2000), 'x', 2000);
    arena_release(arena, mark);
    HOLDS(arena_resize(arena, block, 100, 1000) == block);
    HOLDS(all_bytes_are(block, 1000, 0));
    HOLDS((char *)arena_alloc(arena, 1) >= block + 1000);
    arena_free(arena);
}

static void a_mark_holds_though_an_older_large_block_has_moved(void) {
    struct arena *arena = arena_new();
    char *older = arena_alloc(arena, MIB);
    memset(older, 'o', MIB);
    struct arena_mark mark = arena_mark(arena);
    char *newer = arena_alloc(arena, MIB);
    memset(newer, 'n', MIB);
    older = arena_resize(arena, older, MIB, 64 * (size_t)MIB);
    arena_release(arena, mark);
    HOLDS(all_bytes_are(older, MIB, 'o'));
    arena_alloc(arena, MIB);
    older = arena_resize(arena, older, 64 * (size_t)MIB, 65 * (size_t)MIB);
    HOLDS(all_bytes_are(older, MIB, 'o'));
    arena_free(arena);
}

static void deferred_releases_run_newest_first_when_freed(void) {
    struct arena *arena = arena_new();
    order_length = 0;
    arena_defer(arena, note, "a");
    arena_defer(arena, note, "b");
    arena_defer(arena, note, "c");
    arena_free(arena);
    SAME_TEXT(((struct text){order, order_length}), "cba");
}

static void an_arena_within_another_is_freed_with_it_at_its_turn(void) {
    struct arena *owner = arena_new();
    order_length = 0;
    arena_defer(owner, note, "a");
    arena_defer(arena_new_within(owner), note, "w");
    arena_defer(owner, note, "z");
    arena_free(owner);
    SAME_TEXT(((struct text){order, order_length}), "zwa");
}

static void a_release_runs_only_what_was_deferred_since_the_mark(void) {
    struct arena *arena = arena_new();
    order_length = 0;
    arena_defer(arena, note, "a");
    struct arena_mark mark = arena_mark(arena);
    arena_defer(arena, note, "b");
    arena_alloc(arena, 2 * MIB);
    arena_defer(arena, note, "c");
    arena_release(arena, mark);
    SAME_TEXT(((struct text){order, order_length}), "cb");
    arena_free(arena);
    SAME_TEXT(((struct text){order, order_length}), "cba");
}

static void a_mark_of_an_empty_arena_releases_everything(void) {
    struct arena *arena = arena_new();
    struct arena_mark mark = arena_mark(arena);
    char *first = arena_alloc(arena, 10);
    arena_release(arena, mark);
    HOLDS(arena_alloc(arena, 10) == first);
    arena_free(arena);
    arena_free(NULL);
}

static void end_with_41(void) {
    _exit(41);
}

/* The exit status of a child that does `exhaust`. */
static int status_of_child(void (*exhaust)(void)) {
    pid_t child = fork();
    if (child == 0) {
        exhaust();
        _exit(0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void ask_for_too_many(void) {
    arena_set_exhausted_handler(end_with_41);
    arena_array(arena_new(), SIZE_MAX / 4, 8);
}

static void ask_for_too_much(void) {
    arena_set_exhausted_handler(end_with_41);
    arena_alloc(arena_new(), SIZE_MAX - 3);
}

static void ask_without_a_handler(void) {
    arena_set_exhausted_handler(NULL);
    close(STDERR_FILENO);
    arena_alloc(arena_new(), SIZE_MAX - 3);
}

static void exhausted_memory_ends_the_process_and_never_gives_null(void) {
    SAME_INT(status_of_child(ask_for_too_many), 41);
    SAME_INT(status_of_child(ask_for_too_much), 41);
    SAME_INT(status_of_child(ask_without_a_handler), 70);
}

static void count_release(void *count) {
    ++*(int *)count;
}

static void a_cleared_arena_is_as_new(void) {
    struct arena *arena = arena_new();
    int released = 0;
    for (int round = 1; round <= 3; round++) {
        char *small = arena_alloc(arena, 100), *large = arena_alloc(arena, 2 << 20);
        HOLDS(small[0] == '\0' && large[(2 << 20) - 1] == '\0');
        small[0] = large[(2 << 20) - 1] = 'x';
        arena_defer(arena, count_release, &released);
        arena_clear(arena);
        SAME_INT(released, round);
    }
    arena_free(arena);
}

SUITE(base_arena, CLAIM(a_cleared_arena_is_as_new),
      CLAIM(blocks_are_zeroed_and_aligned_even_after_a_release), CLAIM(blocks_do_not_overlap),
      CLAIM(a_resized_block_keeps_its_bytes_and_the_rest_is_zero),
      CLAIM(a_vector_keeps_its_items_and_doubles_when_it_is_full),
      CLAIM(the_last_block_grows_where_it_stands),
      CLAIM(a_mark_holds_though_an_older_large_block_has_moved),
      CLAIM(deferred_releases_run_newest_first_when_freed),
      CLAIM(an_arena_within_another_is_freed_with_it_at_its_turn),
      CLAIM(a_release_runs_only_what_was_deferred_since_the_mark),
      CLAIM(a_mark_of_an_empty_arena_releases_everything),
      CLAIM(exhausted_memory_ends_the_process_and_never_gives_null))
