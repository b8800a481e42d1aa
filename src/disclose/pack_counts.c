/* Counts, their links, and the groups that links make. */
#include "disclose/pack_counts.h"

#include <assert.h>

#include "base/arena.h"

struct pack_counts *pack_counts_new(struct arena *arena) {
    struct pack_counts *counts = ARENA_NEW(arena, struct pack_counts);
    counts->arena = arena;
    return counts;
}

uint32_t pack_counts_add(struct pack_counts *counts, const struct disclosed_count *count) {
    if (counts->count == counts->capacity) {
        size_t capacity = counts->capacity * 2 + 64;
        counts->items =
            arena_resize(counts->arena, counts->items, counts->capacity * sizeof *counts->items,
                         capacity * sizeof *counts->items);
        counts->capacity = capacity;
    }
    counts->items[counts->count] = *count;
    return (uint32_t)counts->count++;
}

static bool holds(const struct pack_counts *counts, const struct count_term *terms,
                  size_t term_count, bool is_at_most, int64_t bound) {
    int64_t sum = 0;
    for (size_t i = 0; i < term_count; i++) {
        sum += terms[i].factor * counts->items[terms[i].count].value;
    }
    return is_at_most ? sum <= bound : sum == bound;
}

void pack_counts_link(struct pack_counts *counts, const struct count_term *terms, size_t term_count,
                      bool is_at_most, int64_t bound) {
    assert(holds(counts, terms, term_count, is_at_most, bound));
    if (counts->link_count == counts->link_capacity) {
        size_t capacity = counts->link_capacity * 2 + 64;
        counts->links = arena_resize(counts->arena, counts->links,
                                     counts->link_capacity * sizeof *counts->links,
                                     capacity * sizeof *counts->links);
        counts->link_capacity = capacity;
    }
    counts->links[counts->link_count++] =
        (struct count_link){arena_copy(counts->arena, terms, term_count * sizeof *terms),
                            term_count, is_at_most, bound};
}

void pack_counts_link_sum(struct pack_counts *counts, uint32_t total, const uint32_t *parts,
                          size_t part_count) {
    struct count_term *terms = ARENA_ARRAY(counts->arena, struct count_term, part_count + 1);
    for (size_t i = 0; i < part_count; i++) {
        terms[i] = (struct count_term){parts[i], 1};
    }
    terms[part_count] = (struct count_term){total, -1};
    pack_counts_link(counts, terms, part_count + 1, false, 0);
}

/* --- groups: the smallest member of each stands for it ------------------- */

static uint32_t root_of(uint32_t *parents, uint32_t count) {
    while (parents[count] != count) {
        parents[count] = parents[parents[count]];
        count = parents[count];
    }
    return count;
}

static void join(uint32_t *parents, uint32_t one, uint32_t other) {
    uint32_t a = root_of(parents, one), b = root_of(parents, other);
    if (a < b) {
        parents[b] = a;
    } else {
        parents[a] = b;
    }
}

static uint32_t *find_roots(const struct pack_counts *counts) {
    uint32_t *parents = ARENA_ARRAY(counts->arena, uint32_t, counts->count + 1);
    for (uint32_t i = 0; i < counts->count; i++) {
        parents[i] = i;
    }
    for (size_t i = 0; i < counts->link_count; i++) {
        for (size_t k = 1; k < counts->links[i].term_count; k++) {
            join(parents, counts->links[i].terms[0].count, counts->links[i].terms[k].count);
        }
    }
    for (uint32_t i = 0; i < counts->count; i++) {
        parents[i] = root_of(parents, i);
    }
    return parents;
}

/* Items by key, in their order: begins[key] is where those of a key begin. */
static uint32_t *sort_by_key(struct arena *arena, const uint32_t *keys, size_t count,
                             size_t key_count, uint32_t *begins) {
    uint32_t *sorted = ARENA_ARRAY(arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        begins[keys[i] + 1]++;
    }
    for (size_t key = 0; key < key_count; key++) {
        begins[key + 1] += begins[key];
    }
    uint32_t *next = arena_copy(arena, begins, (key_count + 1) * sizeof *begins);
    for (uint32_t i = 0; i < count; i++) {
        sorted[next[keys[i]]++] = i;
    }
    return sorted;
}

const struct count_group *pack_counts_groups(const struct pack_counts *counts,
                                             size_t *group_count) {
    struct arena *arena = counts->arena;
    uint32_t *roots = find_roots(counts);
    uint32_t *link_roots = ARENA_ARRAY(arena, uint32_t, counts->link_count + 1);
    for (size_t i = 0; i < counts->link_count; i++) {
        link_roots[i] = roots[counts->links[i].terms[0].count];
    }
    uint32_t *member_begins = ARENA_ARRAY(arena, uint32_t, counts->count + 2);
    uint32_t *link_begins = ARENA_ARRAY(arena, uint32_t, counts->count + 2);
    uint32_t *members = sort_by_key(arena, roots, counts->count, counts->count, member_begins);
    uint32_t *links =
        sort_by_key(arena, link_roots, counts->link_count, counts->count, link_begins);
    struct count_group *groups = ARENA_ARRAY(arena, struct count_group, counts->count + 1);
    *group_count = 0;
    for (size_t root = 0; root < counts->count; root++) {
        if (member_begins[root + 1] > member_begins[root]) {
            groups[(*group_count)++] = (struct count_group){
                members + member_begins[root], member_begins[root + 1] - member_begins[root],
                links + link_begins[root], link_begins[root + 1] - link_begins[root]};
        }
    }
    return groups;
}
