/* Which counts a public pack does not print, and the proof that none of those
 * can be worked out. Small counts are suppressed; then, group by group, the
 * cheapest others with which every small one stays inside an interval wide
 * enough; then those that turn out not to be needed are printed again. The same
 * counts give the same suppression. */
#ifndef DISCLOSE_SUPPRESSION_H
#define DISCLOSE_SUPPRESSION_H

#include "base/diag.h"
#include "disclose/pack_counts.h"
#include "disclose/programme.h"

struct arena;

struct suppression_rule {
    int64_t threshold;  /* counts from 1 to this are small: 5 */
    int64_t protection; /* the width that every small count's interval has at least: 5 */
};

struct protected_count {
    uint32_t count;
    struct count_range range; /* what a reader can work out */
    bool is_protected;        /* wide enough */
};

struct suppression {
    const struct protected_count *proofs; /* one a small count, in order */
    size_t proof_count;
    size_t primary_count, secondary_count;
    double narrowest; /* the width of the narrowest interval; INFINITY: none is bounded */
};

/* Marks the counts' states and proves the result. False after DC001 for each small count that
 * cannot be protected (its value is known from elsewhere, or follows whatever is left out), or
 * DC002 where the solver gave up: such a pack is not made. */
bool suppression_make(struct arena *arena, struct diag *diag, struct pack_counts *counts,
                      const struct suppression_rule *rule, struct suppression *suppression);
/* The proof alone, of counts whose states are given. */
bool suppression_prove(struct arena *arena, struct diag *diag, const struct pack_counts *counts,
                       const struct suppression_rule *rule, struct suppression *suppression);

#endif
