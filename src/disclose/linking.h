/* Cells becoming one system: what the makers of links share. */
#ifndef DISCLOSE_LINKING_H
#define DISCLOSE_LINKING_H

#include "disclose/count_series.h"
#include "disclose/pack_counts.h"
#include "disclose/suppression.h"

struct linking {
    struct arena *arena;
    struct series_set *set;
    struct pack_counts *counts;
    const struct suppression_rule *rule;
    day_number newest; /* the last day of the newest window */
};

/* Every cell that is there becomes a count, once whatever its names. */
void linking_add_counts(const struct linking *linking);
/* The count of a cell that is there. */
uint32_t linking_count(const struct linking *linking, const struct count_series *series,
                       size_t slot);
/* A count that no figure prints: `words` say what it is. */
uint32_t linking_add_hidden(const struct linking *linking, const struct count_series *series,
                            size_t slot, const char *words, int64_t value);
/* part <= whole, where the values obey it. */
void linking_at_most(const struct linking *linking, uint32_t part, uint32_t whole);

/* Units add up to those above them; of distinct children they are at most that. */
void unit_links_add(const struct linking *linking, const struct count_series *series);
/* Windows of one kind of record: quarters are halves, months are quarters. */
void time_links_add(const struct linking *linking);
/* Measures whose counts add up to each other's: stocks with flows, bands with those met. */
void record_links_add(const struct linking *linking);

#endif
