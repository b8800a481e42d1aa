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
    ARENA_MAKE_ROOM(counts->arena, counts->items, counts->count, counts->capacity, 64);
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

/* Each count once: several terms of one are their sum, and none at all if that is 0. */
static size_t combine(struct count_term *terms, size_t term_count) {
    size_t kept = 0;
    for (size_t i = 0; i < term_count; i++) {
        size_t k = 0;
        while (k < kept && terms[k].count != terms[i].count) {
            k++;
        }
        int32_t factor = terms[i].factor + (k < kept ? terms[k].factor : 0);
        terms[k] = (struct count_term){terms[i].count, factor};
        kept = k == kept ? kept + 1 : kept;
    }
    size_t count = 0;
    for (size_t k = 0; k < kept; k++) {
        if (terms[k].factor != 0) {
            terms[count++] = terms[k];
        }
    }
    return count;
}

void pack_counts_link(struct pack_counts *counts, const struct count_term *terms, size_t term_count,
                      bool is_at_most, int64_t bound) {
    assert(holds(counts, terms, term_count, is_at_most, bound));
    struct count_term *copy = arena_copy(counts->arena, terms, term_count * sizeof *terms);
    term_count = combine(copy, term_count);
    if (term_count == 0) {
        return;
    }
    ARENA_MAKE_ROOM(counts->arena, counts->links, counts->link_count, counts->link_capacity, 64);
    counts->links[counts->link_count++] = (struct count_link){copy, term_count, is_at_most, bound};
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

static bool is_in_groups(const struct disclosed_count *count, enum group_kind kind) {
    bool is_printed = count->state == COUNT_PRINTED;
    bool is_fixed = kind == GROUPS_OF_READER ? is_printed : is_printed && count->value == 0;
    return !count->is_known && !is_fixed;
}

/* The first of a link's counts that is in a group; UINT32_MAX: none. */
static uint32_t first_in_groups(const struct pack_counts *counts, const struct count_link *link,
                                enum group_kind kind) {
    for (size_t i = 0; i < link->term_count; i++) {
        if (is_in_groups(&counts->items[link->terms[i].count], kind)) {
            return link->terms[i].count;
        }
    }
    return UINT32_MAX;
}

static uint32_t *find_roots(const struct pack_counts *counts, enum group_kind kind) {
    uint32_t *parents = ARENA_ARRAY(counts->arena, uint32_t, counts->count + 1);
    for (uint32_t i = 0; i < counts->count; i++) {
        parents[i] = i;
    }
    for (size_t i = 0; i < counts->link_count; i++) {
        const struct count_link *link = &counts->links[i];
        uint32_t first = first_in_groups(counts, link, kind);
        for (size_t k = 0; first != UINT32_MAX && k < link->term_count; k++) {
            if (is_in_groups(&counts->items[link->terms[k].count], kind)) {
                join(parents, first, link->terms[k].count);
            }
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

/* What is in no group goes under the key behind all others. */
static uint32_t *group_keys(const struct pack_counts *counts, enum group_kind kind,
                            uint32_t **link_keys) {
    uint32_t *keys = find_roots(counts, kind);
    *link_keys = ARENA_ARRAY(counts->arena, uint32_t, counts->link_count + 1);
    for (size_t i = 0; i < counts->link_count; i++) {
        uint32_t first = first_in_groups(counts, &counts->links[i], kind);
        (*link_keys)[i] = first == UINT32_MAX ? (uint32_t)counts->count : keys[first];
    }
    for (uint32_t i = 0; i < counts->count; i++) {
        keys[i] = is_in_groups(&counts->items[i], kind) ? keys[i] : (uint32_t)counts->count;
    }
    return keys;
}

const struct count_group *pack_counts_groups(const struct pack_counts *counts, enum group_kind kind,
                                             size_t *group_count) {
    struct arena *arena = counts->arena;
    size_t key_count = counts->count + 1;
    uint32_t *link_keys, *keys = group_keys(counts, kind, &link_keys);
    uint32_t *member_begins = ARENA_ARRAY(arena, uint32_t, key_count + 1);
    uint32_t *link_begins = ARENA_ARRAY(arena, uint32_t, key_count + 1);
    uint32_t *members = sort_by_key(arena, keys, counts->count, key_count, member_begins);
    uint32_t *links = sort_by_key(arena, link_keys, counts->link_count, key_count, link_begins);
    struct count_group *groups = ARENA_ARRAY(arena, struct count_group, key_count);
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
