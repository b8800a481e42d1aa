/* Scales of judgement: the words that an inspectorate may award, from the best
 * to the worst, and the number of each where it has one. A report names a scale
 * rather than typing it, so that number and word always belong together. */
#ifndef DEFINE_JUDGEMENT_SCALE_H
#define DEFINE_JUDGEMENT_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;
struct node;

struct grade {
    struct text number;  /* "4"; empty: the scale has words alone */
    struct text word;    /* as it is awarded: "good" */
    struct text meaning; /* in full; empty: the word says it */
};
struct judgement_scale {
    struct text id;
    struct text title;  /* heads its column where scales are explained */
    struct text source; /* who awards by it */
    day_number day;     /* of the source */
    const struct grade *grades;
    size_t grade_count;
};

/* Reads report-defs/scales/ID.yaml: {scale, title, source, date, grades: [{number, word,
 * meaning}]}, two grades at least, numbers for all or for none, no number or word twice. NULL after
 * reports. */
const struct judgement_scale *judgement_scale_read(struct arena *arena, struct diag *diag,
                                                   const struct node *root);
/* The scale of that name; NULL: there is none. */
const struct judgement_scale *judgement_scale_find(const struct judgement_scale *const *scales,
                                                   size_t scale_count, struct text id);
/* Whether a row of judgements holds by its scale: its `judgement` is a word of it, its `grade` a
 * number of it, and if it has both they belong together. DF004 or DF032 otherwise. */
bool judgement_scale_check(struct arena *arena, struct diag *diag,
                           const struct judgement_scale *scale, const struct node *row);
/* The word that a row awards, which may stand in its `grade` alone; and what is printed of it, with
 * the number before it where the row has a `grade`: "3 (good)". */
struct text judgement_scale_word(const struct judgement_scale *scale, const struct node *row);
struct text judgement_scale_award(struct arena *arena, const struct judgement_scale *scale,
                                  const struct node *row);

#endif
