/* A pack as one linear system: the counts behind everything that it prints, and
 * the links between them. Whoever reads the pack knows every count that is
 * printed, every link, and that no count is below 0; from these alone a count
 * that is not printed must not follow. */
#ifndef DISCLOSE_PACK_COUNTS_H
#define DISCLOSE_PACK_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

enum count_state {
    COUNT_PRINTED,
    COUNT_UNPRINTED, /* nowhere in the pack: a complement, a group that no table shows */
    COUNT_PRIMARY,   /* suppressed: small itself */
    COUNT_SECONDARY  /* suppressed: with it a small one could be worked out */
};

struct disclosed_count {
    struct text name; /* for the analyst: "cp-plans, 2014-03-31, Eastleigh" */
    int64_t value;
    double cost;   /* of losing it: above 0, the more the more it matters */
    bool is_known; /* from elsewhere, such as an earlier pack: cannot be suppressed */
    bool is_small; /* a count of people from 1 to the threshold: must be protected */
    /* Not small itself, but an earlier pack withheld it: its interval, too, must be as wide as the
     * protection, or as wide as it can be whatever this pack withholds. */
    bool was_withheld;
    int64_t widest;         /* of such a one; set by suppression_make */
    int64_t least;          /* what everybody knows of it once it is suppressed: 1 where zeros are
                               always printed */
    enum count_state state; /* COUNT_PRINTED or COUNT_UNPRINTED when it is added */
    /* Of a secondary one: a small count that could be worked out with it, its index plus 1; 0: it
     * was kept without asking why. */
    uint32_t needed_by;
};

/* The sum of factor x count over the terms is `bound`, or at most `bound`. */
struct count_term {
    uint32_t count;
    int32_t factor;
};
struct count_link {
    const struct count_term *terms;
    size_t term_count;
    bool is_at_most;
    int64_t bound;
};

struct pack_counts {
    struct arena *arena;
    struct disclosed_count *items;
    size_t count, capacity;
    struct count_link *links;
    size_t link_count, link_capacity;
};

struct pack_counts *pack_counts_new(struct arena *arena);
/* Its index. */
uint32_t pack_counts_add(struct pack_counts *counts, const struct disclosed_count *count);
/* The terms are copied; several of one count are added up. The values must obey it: this is
 * asserted. */
void pack_counts_link(struct pack_counts *counts, const struct count_term *terms, size_t term_count,
                      bool is_at_most, int64_t bound);
/* total = the sum of the parts. */
void pack_counts_link_sum(struct pack_counts *counts, uint32_t total, const uint32_t *parts,
                          size_t part_count);

/* The counts that hang together through links: what is known of one tells nothing of those of
 * another group. Counts that stand fast are in no group: they part what hangs together. */
enum group_kind {
    GROUPS_OF_CHANGE, /* of counts that could be suppressed or are: not known, no printed zeros */
    GROUPS_OF_READER  /* of counts that a reader does not know */
};
struct count_group {
    const uint32_t *members; /* in ascending order */
    size_t member_count;
    const uint32_t *links; /* indexes of links with any of them */
    size_t link_count;
};
/* All groups, by their first member. */
const struct count_group *pack_counts_groups(const struct pack_counts *counts, enum group_kind kind,
                                             size_t *group_count);

#endif
