/* The counts behind figures, before they are one system. A series is one kind of
 * record over one window, a cell for each unit: `met` of the plans that ended in
 * the twelve months to 31 March, in every district. The same count has one cell,
 * however many figures print it: a rate is its count, a ratio two counts. */
#ifndef DISCLOSE_COUNT_SERIES_H
#define DISCLOSE_COUNT_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "define/catalogue.h"
#include "measure/figure.h"

struct arena;

enum series_part {
    PART_ALL,            /* the records of the window */
    PART_MET,            /* those that meet the condition */
    PART_UNMET,          /* those that do not: printed nowhere, but a subtraction away */
    PART_CATEGORY,       /* a mix's group, a band, what stands apart */
    PART_CATEGORY_MET,   /* of a group, those that the mix's share counts */
    PART_CATEGORY_UNMET, /* of a group, the others */
    PART_LEFT_OUT,       /* records that are no part of the figure */
    PART_BEYOND,         /* of the measure whose records these are among, the others */
    PART_MET_BEYOND      /* the same of those that meet the condition */
};

struct series_cell {
    bool is_there;
    bool is_printed;   /* a figure of this pack carries it */
    bool is_known;     /* an earlier pack printed it */
    bool was_withheld; /* an earlier pack suppressed it */
    int64_t value;
    uint32_t same_as; /* the number of the first cell that is the same count; its own if it is */
    uint32_t count;   /* its index in the system; UINT32_MAX before it has one */
};

struct series_key {
    const struct measure_definition *measure; /* whose records they are */
    enum series_part part;
    struct text category; /* of a mix, of bands or apart; else empty */
    struct text group;    /* of a breakdown: "team: EASCIN", "age: 1 to 4"; else empty */
    day_number first, last;
};
struct count_series {
    struct series_key key;
    struct series_cell *cells; /* one a slot */
};

/* What an earlier pack printed as a percent or a rate without its count: it lies so near that the
 * quotient rounds to `value`. */
struct share_bound {
    struct count_series *part, *whole; /* whole NULL: `denominator`, which is no count of records */
    size_t slot;
    int64_t denominator;
    struct decimal value;
    int32_t per; /* 100, 10,000 */
};

struct series_set {
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct hierarchy *units;
    struct count_series **items;
    size_t count, capacity;
    struct share_bound *bounds;
    size_t bound_count, bound_capacity;
    size_t slot_count; /* units in the hierarchy's order, then "(none)" of each level */
};

struct series_set *series_set_new(struct arena *arena, const struct catalogue *catalogue,
                                  const struct hierarchy *units);
/* The series of this name; NULL: there is none. */
struct count_series *series_find(const struct series_set *set, const struct series_key *key);
/* The same, made if there is none. */
struct count_series *series_need(struct series_set *set, const struct series_key *key);
size_t series_slot(const struct series_set *set, enum unit_level level, uint32_t unit);
/* The series that holds a cell, by the number that `same_as` gives. */
struct count_series *series_at(const struct series_set *set, uint32_t cell);
/* Whether all its cells are the cells of series before it: their links are there already. */
bool series_is_copy(const struct series_set *set, size_t index);
/* The same but for its part; NULL: there is none. */
const struct count_series *series_beside(const struct series_set *set,
                                         const struct count_series *series, enum series_part part);
/* Of PART_ALL and PART_MET the series that its records are among by the measure's definition; NULL:
 * there is none. */
const struct count_series *series_around(const struct series_set *set,
                                         const struct count_series *series);
/* As at one day: nothing adds up over time. */
bool series_is_stock(const struct count_series *series);

/* One count that a figure carries. */
struct figure_count {
    struct count_series *series;
    size_t slot;
    bool has_value; /* the figure prints it: else it only goes where the count goes */
    int64_t value;
};
enum { FIGURE_COUNT_LIMIT = 2 };

/* The counts that a figure carries, making their series where `makes` is set; 0 of figures that
 * count no people. Quartiles carry the total alone: see figure_counts. */
size_t series_of_figure(struct series_set *set, const struct figure *figure, bool makes,
                        struct figure_count counts[FIGURE_COUNT_LIMIT]);
/* Enters the counts of figures: of this pack, or of earlier ones. A percent of this pack without
 * its numerator ("0.2% of 1205", supplied so) enters as the least count above 0 that it may be. */
void series_add_figures(struct series_set *set, const struct figures *figures, bool is_earlier);
/* What nobody prints but anybody can subtract: those that do not meet a condition; "(none)" of a
 * level where no row shows it, which is 0. Then cells are joined that are the same count: those of
 * measures whose records agree in every unit over the same days. */
void series_complete(struct series_set *set);

#endif
