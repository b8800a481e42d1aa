/* Primary and secondary suppression, and the proof. Secondary counts are chosen
 * one small count after the other by the cheapest change that would hide it (the
 * sequential linear programmes of Kelly, Golden and Assad, 1992, and Fischetti
 * and Salazar, 2000). Afterwards each is printed again, the dearest first, if
 * every small count that it helped to hide can be hidden without it. */
#include "disclose/suppression.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

/* Ranges come from a solver of floating point; a move below this is nothing but rounding. */
#define SLACK 1e-6

struct choosing {
    struct arena *arena;
    struct pack_counts *counts;
    const struct suppression_rule *rule;
    const struct count_group *group;
    struct changes *change;
    double *moves; /* one a member, as all that follow */
    double *down, *up;
    double *lowest, *highest; /* moves that are known to be possible, one at a time */
    uint32_t **needs;         /* the secondary members that hide a small one; NULL: not small */
    size_t *need_counts;
    bool *goes_up_alone; /* small ones that cannot move down */
};

static struct disclosed_count *item(const struct choosing *choosing, size_t member) {
    return &choosing->counts->items[choosing->group->members[member]];
}

static int64_t protection_of(const struct suppression_rule *rule,
                             const struct disclosed_count *count) {
    bool is_less = count->was_withheld && count->widest < rule->protection;
    return is_less ? count->widest : rule->protection;
}

static bool is_wide(const struct suppression_rule *rule, const struct disclosed_count *count,
                    const struct count_range *range) {
    return range->upper - range->lower >= (double)protection_of(rule, count) - SLACK;
}

static bool has_small(const struct pack_counts *counts, const struct count_group *group) {
    for (size_t i = 0; i < group->member_count; i++) {
        if (counts->items[group->members[i]].is_small) {
            return true;
        }
    }
    return false;
}

static struct choosing new_choosing(struct arena *arena, struct pack_counts *counts,
                                    const struct suppression_rule *rule,
                                    const struct count_group *group, enum change_cost cost) {
    size_t count = group->member_count;
    return (struct choosing){.arena = arena,
                             .counts = counts,
                             .rule = rule,
                             .group = group,
                             .change = changes_of(arena, counts, group, cost),
                             .moves = ARENA_ARRAY(arena, double, count),
                             .down = ARENA_ARRAY(arena, double, count),
                             .up = ARENA_ARRAY(arena, double, count),
                             .lowest = ARENA_ARRAY(arena, double, count),
                             .highest = ARENA_ARRAY(arena, double, count),
                             .needs = ARENA_ARRAY(arena, uint32_t *, count),
                             .need_counts = ARENA_ARRAY(arena, size_t, count),
                             .goes_up_alone = ARENA_ARRAY(arena, bool, count)};
}

/* The moves that hide a count: up by the protection and down by one, so that its interval neither
 * begins nor ends with it. Where it cannot go up so far, down the further; where it cannot go down,
 * for what is below it is known to be there, up alone. */
struct moves {
    int64_t up, down;
};

/* The next moves to try; false after the last. Begin with {-1, 0}. */
static bool next_moves(const struct choosing *choosing, const struct disclosed_count *count,
                       struct moves *moves) {
    int64_t protection = protection_of(choosing->rule, count);
    int64_t least = count->state == COUNT_UNPRINTED ? 0 : count->least;
    int64_t most_down = count->value > least ? count->value - least : 0;
    if (moves->up == protection && moves->down == 0) {
        return false;
    }
    int64_t up = moves->up < 0 ? protection : moves->up - 1;
    int64_t down = protection - up > 1 ? protection - up : 1;
    bool is_possible = up >= 0 && down <= most_down;
    *moves = is_possible ? (struct moves){up, down} : (struct moves){protection, 0};
    return true;
}

/* --- choosing ------------------------------------------------------------ */

/* Moves a member, and suppresses what moves with it. */
static bool move(struct choosing *choosing, size_t member, int64_t change) {
    uint32_t count = choosing->group->members[member];
    if (change == 0) {
        return true;
    }
    if (!changes_move(choosing->change, count, (double)change, choosing->moves)) {
        return false;
    }
    for (size_t i = 0; i < choosing->group->member_count; i++) {
        double moved = choosing->moves[i];
        choosing->lowest[i] = fmin(choosing->lowest[i], moved);
        choosing->highest[i] = fmax(choosing->highest[i], moved);
        if (fabs(moved) > SLACK && item(choosing, i)->state == COUNT_PRINTED) {
            item(choosing, i)->state = COUNT_SECONDARY;
        }
    }
    return true;
}

static bool is_hidden(const struct choosing *choosing, size_t member, const struct moves *moves) {
    return choosing->highest[member] >= (double)moves->up - SLACK &&
           choosing->lowest[member] <= -(double)moves->down + SLACK;
}

/* What cannot be had is left to the proof to report. */
static void hide(struct choosing *choosing, size_t member) {
    struct moves moves = {-1, 0};
    while (next_moves(choosing, item(choosing, member), &moves)) {
        if (is_hidden(choosing, member, &moves) ||
            (move(choosing, member, moves.up) && move(choosing, member, -moves.down))) {
            return;
        }
    }
}

static void choose(struct choosing *choosing) {
    for (size_t i = 0; i < choosing->group->member_count; i++) {
        if (item(choosing, i)->is_small) {
            hide(choosing, i);
        }
    }
}

/* --- printing again what nobody needs ------------------------------------ */

/* The secondary members that either way of moving a member moves along. */
static void note_needs(struct choosing *choosing, size_t member) {
    size_t count = 0;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0, n = 0; i < choosing->group->member_count; i++) {
            bool moves = fabs(choosing->up[i]) > SLACK || fabs(choosing->down[i]) > SLACK;
            if (!moves || item(choosing, i)->state != COUNT_SECONDARY) {
                continue;
            }
            if (round == 1) {
                choosing->needs[member][n] = (uint32_t)i;
            }
            count = ++n;
        }
        if (round == 0) {
            choosing->needs[member] = ARENA_ARRAY(choosing->arena, uint32_t, count + 1);
            choosing->need_counts[member] = count;
        }
    }
}

static bool move_into(struct choosing *choosing, size_t member, int64_t change, double *moves) {
    memset(moves, 0, choosing->group->member_count * sizeof *moves);
    return change == 0 ||
           changes_move(choosing->change, choosing->group->members[member], (double)change, moves);
}

/* The cheapest way to hide a member among what is suppressed now. Up alone does only where there
 * was no other way from the beginning. */
static bool find_needs(struct choosing *choosing, size_t member, bool is_first) {
    struct moves moves = {-1, 0};
    while (next_moves(choosing, item(choosing, member), &moves)) {
        bool is_allowed = moves.down > 0 || is_first || choosing->goes_up_alone[member];
        if (is_allowed && move_into(choosing, member, moves.up, choosing->up) &&
            move_into(choosing, member, -moves.down, choosing->down)) {
            note_needs(choosing, member);
            choosing->goes_up_alone[member] = moves.down == 0;
            return true;
        }
    }
    return false;
}

static bool needs_member(const struct choosing *choosing, size_t small, size_t member) {
    for (size_t i = 0; i < choosing->need_counts[small]; i++) {
        if (choosing->needs[small][i] == member) {
            return true;
        }
    }
    return false;
}

/* Whether all small counts that a member helps to hide can be hidden without it, which is printed.
 */
static bool can_do_without(struct choosing *choosing, size_t member) {
    size_t count = choosing->group->member_count;
    uint32_t **needs = arena_copy(choosing->arena, choosing->needs, count * sizeof *needs);
    size_t *need_counts =
        arena_copy(choosing->arena, choosing->need_counts, count * sizeof *need_counts);
    for (size_t i = 0; i < count; i++) {
        bool is_asked = item(choosing, i)->is_small && needs_member(choosing, i, member);
        if (is_asked && !find_needs(choosing, i, false)) {
            item(choosing, member)->needed_by = choosing->group->members[i] + 1;
            choosing->needs = needs;
            choosing->need_counts = need_counts;
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
        is_candidate = is_candidate && !count->is_small;
        if (is_candidate && (best == NULL || count->cost > best->cost)) {
            best = count;
            *member = i;
        }
    }
    return best;
}

static void print_needless(struct choosing *choosing) {
    bool *tried = ARENA_ARRAY(choosing->arena, bool, choosing->group->member_count);
    for (size_t i = 0; i < choosing->group->member_count; i++) {
        if (item(choosing, i)->is_small && !find_needs(choosing, i, true)) {
            return;
        }
    }
    size_t member = 0;
    struct disclosed_count *count;
    while ((count = dearest(choosing, tried, &member)) != NULL) {
        tried[member] = true;
        count->state = COUNT_PRINTED;
        if (!can_do_without(choosing, member)) {
            count->state = COUNT_SECONDARY;
        }
    }
}

/* Group by group: small counts and their partners, or what can be printed again. */
static void treat_groups(struct pack_counts *counts, const struct suppression_rule *rule,
                         enum group_kind kind, enum change_cost cost,
                         void (*treat)(struct choosing *)) {
    size_t group_count;
    const struct count_group *groups = pack_counts_groups(counts, kind, &group_count);
    for (size_t i = 0; i < group_count; i++) {
        if (has_small(counts, &groups[i])) {
            struct arena *scratch = arena_new();
            struct choosing choosing = new_choosing(scratch, counts, rule, &groups[i], cost);
            treat(&choosing);
            arena_free(scratch);
        }
    }
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
    proof->is_protected = is_wide(rule, count, &proof->range);
    if (!count->was_withheld) {
        suppression->narrowest =
            fmin(suppression->narrowest, proof->range.upper - proof->range.lower);
    }
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

/* A small count that is printed or known is in no group of what the reader does not know. */
static bool prove_known(struct diag *diag, const struct pack_counts *counts,
                        struct suppression *suppression) {
    struct protected_count *proofs = (struct protected_count *)suppression->proofs;
    bool is_sound = true;
    for (uint32_t i = 0; i < counts->count; i++) {
        const struct disclosed_count *count = &counts->items[i];
        if (count->is_small && (count->is_known || count->state == COUNT_PRINTED)) {
            double value = (double)count->value;
            proofs[suppression->proof_count++] = (struct protected_count){i, {value, value}, false};
            suppression->narrowest = 0;
            DIAG_REPORT(diag, DC001, NULL, count->name);
            is_sound = false;
        }
    }
    return is_sound;
}

static bool prove_group(struct diag *diag, const struct pack_counts *counts,
                        const struct suppression_rule *rule, const struct count_group *group,
                        struct suppression *suppression) {
    bool is_sound = true;
    struct arena *scratch = arena_new();
    struct programme *reader = programme_of_reader(scratch, counts, group);
    for (size_t i = 0; i < group->member_count; i++) {
        uint32_t number = group->members[i];
        if (counts->items[number].is_small) {
            is_sound = prove_count(diag, counts, rule, reader, number, suppression) && is_sound;
        }
    }
    arena_free(scratch);
    return is_sound;
}

bool suppression_prove(struct arena *arena, struct diag *diag, const struct pack_counts *counts,
                       const struct suppression_rule *rule, struct suppression *suppression) {
    size_t group_count;
    const struct count_group *groups = pack_counts_groups(counts, GROUPS_OF_READER, &group_count);
    *suppression = (struct suppression){
        .proofs = ARENA_ARRAY(arena, struct protected_count, counts->count + 1),
        .narrowest = INFINITY};
    bool is_sound = prove_known(diag, counts, suppression);
    for (size_t i = 0; i < group_count; i++) {
        if (has_small(counts, &groups[i])) {
            is_sound = prove_group(diag, counts, rule, &groups[i], suppression) && is_sound;
        }
    }
    count_states(counts, suppression);
    return is_sound;
}

/* --- what earlier packs withheld ----------------------------------------- */

/* Sets how wide the intervals of a group can be, whatever is withheld. A solver that gives up
 * leaves the whole protection to be asked for. */
static void find_widest(struct pack_counts *counts, const struct count_group *group,
                        const struct suppression_rule *rule) {
    struct arena *scratch = arena_new();
    struct programme *reader = programme_of_reader(scratch, counts, group);
    for (size_t i = 0; i < group->member_count; i++) {
        struct disclosed_count *count = &counts->items[group->members[i]];
        struct count_range range;
        count->widest = rule->protection;
        if (count->was_withheld && programme_range(reader, group->members[i], &range) &&
            range.upper - range.lower < (double)rule->protection) {
            count->widest = (int64_t)floor(range.upper - range.lower + SLACK);
        }
    }
    arena_free(scratch);
}

static bool has_withheld(const struct pack_counts *counts, const struct count_group *group) {
    for (size_t i = 0; i < group->member_count; i++) {
        if (counts->items[group->members[i]].was_withheld) {
            return true;
        }
    }
    return false;
}

/* As if this pack withheld all that it can. */
static void find_what_can_be_had(struct pack_counts *counts, const struct suppression_rule *rule) {
    struct arena *scratch = arena_new();
    enum count_state *states = ARENA_ARRAY(scratch, enum count_state, counts->count + 1);
    for (size_t i = 0; i < counts->count; i++) {
        struct disclosed_count *count = &counts->items[i];
        states[i] = count->state;
        if (count->state == COUNT_PRINTED && !count->is_known && count->value > 0) {
            count->state = COUNT_SECONDARY;
        }
    }
    size_t group_count;
    const struct count_group *groups = pack_counts_groups(counts, GROUPS_OF_READER, &group_count);
    for (size_t i = 0; i < group_count; i++) {
        if (has_withheld(counts, &groups[i])) {
            find_widest(counts, &groups[i], rule);
        }
    }
    for (size_t i = 0; i < counts->count; i++) {
        counts->items[i].state = states[i];
    }
    arena_free(scratch);
}

static void suppress_small(struct pack_counts *counts) {
    for (size_t i = 0; i < counts->count; i++) {
        struct disclosed_count *count = &counts->items[i];
        if (count->is_small && count->state == COUNT_PRINTED && !count->is_known) {
            count->state = COUNT_PRIMARY;
        }
    }
}

bool suppression_make(struct arena *arena, struct diag *diag, struct pack_counts *counts,
                      const struct suppression_rule *rule, struct suppression *suppression) {
    find_what_can_be_had(counts, rule);
    suppress_small(counts);
    treat_groups(counts, rule, GROUPS_OF_CHANGE, CHANGE_SUPPRESSES, choose);
    treat_groups(counts, rule, GROUPS_OF_READER, CHANGE_KEEPS, print_needless);
    return suppression_prove(arena, diag, counts, rule, suppression);
}
