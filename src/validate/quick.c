/* The looks, those at the longest tables first. What they find does not depend
 * on the order. */
#include "quick.h"

#include <stdlib.h>

#include "base/jobs.h"

struct look {
    struct check *check;
    size_t at;
    bool is_of_key;
    size_t sequence;
};

static void look_job(void *context) {
    struct look *look = context;
    if (look->is_of_key) {
        key_find_orphans(look->check, look->at, &look->check->orphans[look->at]);
    } else {
        look->check->is_right_field[look->at] = field_is_right(look->check, look->at);
    }
}

static int compare_looks(const void *left, const void *right) {
    const struct look *const *a = left, *const *b = right;
    size_t rows = (*a)->check->table->row_count, others = (*b)->check->table->row_count;
    if (rows != others) {
        return rows < others ? 1 : -1;
    }
    return (*a)->sequence < (*b)->sequence ? -1 : 1;
}

static size_t add_looks(struct arena *arena, struct check *check, void **looks, size_t count) {
    const struct schema *schema = check->schema;
    check->is_right_field = ARENA_ARRAY(check->arena, bool, schema->field_count);
    check->orphans = ARENA_ARRAY(check->arena, struct orphans, schema->foreign_key_count);
    for (size_t i = 0; i < schema->foreign_key_count; i++) {
        check->orphans[i].arena = arena_new_within(check->arena);
    }
    for (size_t i = 0; i < schema->foreign_key_count + schema->field_count; i++) {
        bool is_of_key = i < schema->foreign_key_count;
        struct look *look = ARENA_NEW(arena, struct look);
        *look =
            (struct look){check, is_of_key ? i : i - schema->foreign_key_count, is_of_key, count};
        looks[count++] = look;
    }
    return count;
}

void quick_look(struct check *const *checks, size_t count, unsigned thread_count) {
    struct arena *scratch = arena_new();
    size_t look_count = 0;
    for (size_t i = 0; i < count; i++) {
        look_count += checks[i]->schema->field_count + checks[i]->schema->foreign_key_count;
    }
    void **looks = ARENA_ARRAY(scratch, void *, look_count + 1);
    look_count = 0;
    for (size_t i = 0; i < count; i++) {
        look_count = add_looks(scratch, checks[i], looks, look_count);
    }
    qsort(looks, look_count, sizeof *looks, compare_looks);
    jobs_run(thread_count, look_job, looks, look_count);
    arena_free(scratch);
}
