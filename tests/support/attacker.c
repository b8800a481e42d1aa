#include "support/attacker.h"

#include <math.h>

#include "base/arena.h"

#define TINY 1e-7

/* Rows: links with an unknown count. Columns: unknown counts above their least value, a slack for
 * each "at most", an artificial one a row, the right side. */
struct attack {
    size_t row_count, column_count, unknown_count, artificial;
    double *cells; /* row by row, then the objective */
    size_t *basis;
    size_t *column_of; /* of each count; SIZE_MAX: it is known */
};

static double *cell(const struct attack *attack, size_t row, size_t column) {
    return &attack->cells[row * (attack->column_count + 1) + column];
}

static bool is_unknown(const struct disclosed_count *count) {
    return count->state != COUNT_PRINTED && !count->is_known;
}

static double least_of(const struct disclosed_count *count) {
    return count->state == COUNT_UNPRINTED ? 0 : (double)count->least;
}

static void pivot(struct attack *attack, size_t row, size_t column) {
    double by = *cell(attack, row, column);
    for (size_t k = 0; k <= attack->column_count; k++) {
        *cell(attack, row, k) /= by;
    }
    for (size_t i = 0; i <= attack->row_count; i++) {
        double factor = *cell(attack, i, column);
        for (size_t k = 0; i != row && factor != 0 && k <= attack->column_count; k++) {
            *cell(attack, i, k) -= factor * *cell(attack, row, k);
        }
    }
    attack->basis[row] = column;
}

/* Makes the objective row least; false where it has no end. Columns from `limit` on stay out. */
static bool minimise(struct attack *attack, size_t limit) {
    for (;;) {
        size_t column = 0, best = SIZE_MAX;
        while (column < limit && *cell(attack, attack->row_count, column) >= -TINY) {
            column++;
        }
        if (column == limit) {
            return true;
        }
        double least = INFINITY;
        for (size_t row = 0; row < attack->row_count; row++) {
            double step = *cell(attack, row, column);
            double ratio = step > TINY ? *cell(attack, row, attack->column_count) / step : INFINITY;
            bool is_first = best != SIZE_MAX && fabs(ratio - least) < 1e-12 &&
                            attack->basis[row] < attack->basis[best];
            if (ratio < least - 1e-12 || is_first) {
                least = ratio;
                best = row;
            }
        }
        if (best == SIZE_MAX) {
            return false;
        }
        pivot(attack, best, column);
    }
}

static void set_row(struct attack *attack, const struct pack_counts *counts,
                    const struct count_link *link, size_t row, size_t *slack) {
    double right = (double)link->bound;
    for (size_t i = 0; i < link->term_count; i++) {
        const struct disclosed_count *count = &counts->items[link->terms[i].count];
        size_t column = attack->column_of[link->terms[i].count];
        if (column == SIZE_MAX) {
            right -= link->terms[i].factor * (double)count->value;
        } else {
            *cell(attack, row, column) += link->terms[i].factor;
            right -= link->terms[i].factor * least_of(count);
        }
    }
    if (link->is_at_most) {
        *cell(attack, row, (*slack)++) = 1;
    }
    *cell(attack, row, attack->column_count) = right;
    for (size_t k = 0; right < 0 && k <= attack->column_count; k++) {
        *cell(attack, row, k) = -*cell(attack, row, k);
    }
    attack->basis[row] = attack->artificial + row;
    *cell(attack, row, attack->basis[row]) = 1;
}

static bool has_unknown(const struct pack_counts *counts, const struct count_link *link) {
    for (size_t i = 0; i < link->term_count; i++) {
        if (is_unknown(&counts->items[link->terms[i].count])) {
            return true;
        }
    }
    return false;
}

static void measure(struct attack *attack, struct arena *arena, const struct pack_counts *counts) {
    size_t slack_count = 0;
    attack->column_of = ARENA_ARRAY(arena, size_t, counts->count + 1);
    for (size_t i = 0; i < counts->count; i++) {
        attack->column_of[i] = is_unknown(&counts->items[i]) ? attack->unknown_count++ : SIZE_MAX;
    }
    for (size_t i = 0; i < counts->link_count; i++) {
        bool is_row = has_unknown(counts, &counts->links[i]);
        attack->row_count += is_row;
        slack_count += is_row && counts->links[i].is_at_most;
    }
    attack->artificial = attack->unknown_count + slack_count;
    attack->column_count = attack->artificial + attack->row_count;
    attack->cells =
        ARENA_ARRAY(arena, double, (attack->row_count + 1) * (attack->column_count + 1));
    attack->basis = ARENA_ARRAY(arena, size_t, attack->row_count + 1);
}

/* The first phase: artificial columns are driven to 0. */
static bool find_any(struct attack *attack, const struct pack_counts *counts) {
    size_t row = 0, slack = attack->unknown_count;
    for (size_t i = 0; i < counts->link_count; i++) {
        if (has_unknown(counts, &counts->links[i])) {
            set_row(attack, counts, &counts->links[i], row++, &slack);
        }
    }
    for (size_t i = 0; i < attack->row_count; i++) {
        for (size_t k = 0; k <= attack->column_count; k++) {
            bool is_artificial = k >= attack->artificial && k < attack->column_count;
            *cell(attack, attack->row_count, k) -= is_artificial ? 0 : *cell(attack, i, k);
        }
    }
    minimise(attack, attack->artificial);
    if (*cell(attack, attack->row_count, attack->column_count) < -1e-5) {
        return false;
    }
    for (size_t i = 0; i < attack->row_count; i++) {
        for (size_t k = 0; attack->basis[i] >= attack->artificial && k < attack->artificial; k++) {
            if (fabs(*cell(attack, i, k)) > TINY) {
                pivot(attack, i, k);
            }
        }
    }
    return true;
}

/* The second: the least of sign x count. */
static double seek(struct attack *attack, size_t column, double sign) {
    for (size_t k = 0; k <= attack->column_count; k++) {
        *cell(attack, attack->row_count, k) = k == column ? sign : 0;
    }
    for (size_t i = 0; i < attack->row_count; i++) {
        double factor = attack->basis[i] == column ? sign : 0;
        for (size_t k = 0; factor != 0 && k <= attack->column_count; k++) {
            *cell(attack, attack->row_count, k) -= factor * *cell(attack, i, k);
        }
    }
    return minimise(attack, attack->artificial)
               ? -sign * *cell(attack, attack->row_count, attack->column_count)
               : INFINITY;
}

bool attacker_range(const struct pack_counts *counts, uint32_t count, double *lower,
                    double *upper) {
    const struct disclosed_count *item = &counts->items[count];
    *lower = *upper = (double)item->value;
    if (!is_unknown(item)) {
        return true;
    }
    struct arena *arena = arena_new();
    struct attack attack = {0};
    measure(&attack, arena, counts);
    bool is_sound = find_any(&attack, counts);
    if (is_sound) {
        *lower = least_of(item) + seek(&attack, attack.column_of[count], 1);
        *upper = least_of(item) + seek(&attack, attack.column_of[count], -1);
    }
    arena_free(arena);
    return is_sound;
}
