/* Rates standardised over deciles of deprivation of children's homes: forms
 * "-sir-idaci" (indirect: how many there are for every 100 that the authority's
 * own rates by decile would give) and "-dsr-idaci" (direct: the rate if children
 * were spread over the deciles as England's are). */
#ifndef MEASURE_STANDARDISED_H
#define MEASURE_STANDARDISED_H

#include <stdint.h>

#include "base/text.h"
#include "define/measure_definition.h"

struct arena;

/* What the figures of one unit rest on. */
struct standardised {
    enum deprivation_form form;
    const char *lack; /* why there is no figure ([x]); NULL: there is one */
    struct text edition, areas, districts, population; /* of the index and its areas */
    int64_t counted;                                   /* records with a home in the authority */
    int64_t not_known, elsewhere;                      /* and without one, which do not count */
};

/* A footnote: method, vintages, and how many records have no home to go by; or what is lacking. */
struct text standardised_note(struct arena *arena, const struct standardised *standardised);

#endif
