/* Primary and secondary suppression, and the proof. Secondary counts are chosen
 * one small count after the other by the cheapest change that would hide it (the
 * sequential linear programmes of Kelly, Golden and Assad, 1992, and Fischetti
 * and Salazar, 2000); afterwards each is printed again if every small count of
 * the group stays protected without it, the dearest first. */
#include "disclose/suppression.h"

#include <math.h>

#include "base/arena.h"

/* Ranges come from a solver of floating point. */
#define SLACK 1e-6

struct choosing {
    struct arena *arena;
    struct diag *diag;
    struct pack_counts *counts;
    const struct suppression_rule *rule;
    const struct count_group *group;
    struct programme *reader, *change;
    bool *moved; /* one a member */
};

static struct disclosed_count *item(const struct choosing *choosing, size_t member) {
    return &choosing->counts->items[choosing->group->members[member]];
}

/* Wide enough, and not such that its lower end is the count itself: then "at least" would be it. */
static bool is_wide(const struct suppression_rule *rule, const struct count_range *range,
                    int64_t value) {
    return range->upper - range->lower >= (double)rule->protection - SLACK &&
           range->lower < (double)value - SLACK;
}

static bool has_small(const struct pack_counts *counts, const struct count_group *group) {
    for (size_t i = 0; i < group->member_count; i++) {
        if (counts->items[group->members[i]].is_small) {
            return true;
        }
    }
    return false;
}

/* --- choosing ------------------------------------------------------------ */

static void suppress_moved(struct choosing *choosing) {
    for (size_t i = 0; i < choosing->group->member_count; i++) {
        if (choosing->moved[i]) {
            item(choosing, i)->state = COUNT_SECONDARY;
        }
    }
    programme_refresh(choosing->change);
}

/* Up by the protection, down by one: together they make the interval wide enough. What cannot be
 * had is left to the proof to report. */
static void hide(struct choosing *choosing, uint32_t count) {
    const double changes[] = {(double)choosing->rule->protection, -1};
    for (size_t i = 0; i < 2; i++) {
        if (programme_move(choosing->change, count, changes[i], choosing->moved)) {
            suppress_moved(choosing);
        }
    }
}

static bool all_protected(struct choosing *choosing) {
    for (size_t i = 0; i < choosing->group->member_count; i++) {
        const struct disclosed_count *count = item(choosing, i);
        struct count_range range;
        if (count->is_small &&
            (!programme_range(choosing->reader, choosing->group->members[i], &range) ||
             !is_wide(choosing->rule, &range, count->value))) {
            return false;
        }
    }
    return true;
}

/* The dearest secondary count that was not tried yet; of equals the first. */
static struct disclosed_count *dearest(const struct choosing *choosing, const bool *tried,
                                       size_t *member) {
    struct disclosed_count *best = NULL;
    for (size_t i = 0; i < choosing->group->member_count; i++) {
        struct disclosed_count *count = item(choosing, i);
        bool is_candidate = count->state == COUNT_SECONDARY && !tried[i];
        if (is_candidate && (best == NULL || count->cost > best->cost)) {
            best = count;
            *member = i;
        }
    }
    return best;
}

static void print_needless(struct choosing *choosing) {
    bool *tried = ARENA_ARRAY(choosing->arena, bool, choosing->group->member_count);
    programme_refresh(choosing->reader);
    if (!all_protected(choosing)) {
        return;
    }
    size_t member = 0;
    struct disclosed_count *count;
    while ((count = dearest(choosing, tried, &member)) != NULL) {
        tried[member] = true;
        count->state = COUNT_PRINTED;
        programme_refresh(choosing->reader);
        if (!all_protected(choosing)) {
            count->state = COUNT_SECONDARY;
            programme_refresh(choosing->reader);
        }
    }
}

static void suppress_group(struct choosing *choosing) {
    const struct count_group *group = choosing->group;
    for (size_t i = 0; i < group->member_count; i++) {
        struct disclosed_count *count = item(choosing, i);
        if (count->is_small && count->state == COUNT_PRINTED) {
            count->state = COUNT_PRIMARY;
        }
    }
    choosing->moved = ARENA_ARRAY(choosing->arena, bool, group->member_count);
    choosing->reader = programme_of_reader(choosing->arena, choosing->counts, group);
    choosing->change = programme_of_change(choosing->arena, choosing->counts, group);
    for (size_t i = 0; i < group->member_count; i++) {
        if (item(choosing, i)->is_small) {
            hide(choosing, group->members[i]);
        }
    }
    print_needless(choosing);
}

/* --- proof --------------------------------------------------------------- */

static bool prove_count(struct diag *diag, const struct pack_counts *counts,
                        const struct suppression_rule *rule, struct programme *reader,
                        uint32_t number, struct suppression *suppression) {
    const struct disclosed_count *count = &counts->items[number];
    struct protected_count *proof =
        (struct protected_count *)&suppression->proofs[suppression->proof_count++];
    proof->count = number;
    if (!programme_range(reader, number, &proof->range)) {
        DIAG_REPORT(diag, DC002, NULL, count->name);
        return false;
    }
    proof->is_protected = is_wide(rule, &proof->range, count->value);
    suppression->narrowest = fmin(suppression->narrowest, proof->range.upper - proof->range.lower);
    if (!proof->is_protected) {
        DIAG_REPORT(diag, DC001, NULL, count->name);
    }
    return proof->is_protected;
}

static void count_states(const struct pack_counts *counts, struct suppression *suppression) {
    for (size_t i = 0; i < counts->count; i++) {
        suppression->primary_count += counts->items[i].state == COUNT_PRIMARY;
        suppression->secondary_count += counts->items[i].state == COUNT_SECONDARY;
    }
}

bool suppression_prove(struct arena *arena, struct diag *diag, const struct pack_counts *counts,
                       const struct suppression_rule *rule, struct suppression *suppression) {
    size_t group_count;
    const struct count_group *groups = pack_counts_groups(counts, &group_count);
    *suppression = (struct suppression){
        .proofs = ARENA_ARRAY(arena, struct protected_count, counts->count + 1),
        .narrowest = INFINITY};
    bool is_sound = true;
    for (size_t i = 0; i < group_count; i++) {
        if (!has_small(counts, &groups[i])) {
            continue;
        }
        struct arena_mark mark = arena_mark(arena);
        struct programme *reader = programme_of_reader(arena, counts, &groups[i]);
        for (size_t k = 0; k < groups[i].member_count; k++) {
            uint32_t number = groups[i].members[k];
            if (counts->items[number].is_small) {
                is_sound = prove_count(diag, counts, rule, reader, number, suppression) && is_sound;
            }
        }
        arena_release(arena, mark);
    }
    count_states(counts, suppression);
    return is_sound;
}

bool suppression_make(struct arena *arena, struct diag *diag, struct pack_counts *counts,
                      const struct suppression_rule *rule, struct suppression *suppression) {
    size_t group_count;
    const struct count_group *groups = pack_counts_groups(counts, &group_count);
    for (size_t i = 0; i < group_count; i++) {
        if (has_small(counts, &groups[i])) {
            struct arena_mark mark = arena_mark(arena);
            struct choosing choosing = {
                .arena = arena, .diag = diag, .counts = counts, .rule = rule, .group = &groups[i]};
            suppress_group(&choosing);
            arena_release(arena, mark);
        }
    }
    return suppression_prove(arena, diag, counts, rule, suppression);
}
