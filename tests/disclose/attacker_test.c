/* Random packs against an attacker who was written apart from what they are protected by. */
#include "support/attacker.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "support/small_pack.h"
#include "support/testing.h"

enum { PACK_COUNT = 240 };

static uint64_t state;

/* A number from 0 to limit - 1, the same from the same seed everywhere. */
static int64_t draw(int64_t limit) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (int64_t)((state >> 33) % (uint64_t)limit);
}

static int64_t draw_count(void) {
    return draw(3) == 0 ? draw(8) : draw(4) == 0 ? 0 : draw(60);
}

struct shares {
    int64_t records[SMALL_UNITS], met[SMALL_UNITS];
};

/* Districts at random, areas and county as their sums. */
static struct shares draw_shares(void) {
    struct shares shares = {{0}, {0}};
    for (uint32_t unit = ASH; unit < SMALL_UNITS; unit++) {
        uint32_t area = unit == CEDAR ? SOUTH : NORTH;
        int64_t records = draw_count(), met = records > 0 ? draw(records + 1) : 0;
        const uint32_t above[] = {unit, area, COUNTY};
        for (size_t i = 0; i < 3; i++) {
            shares.records[above[i]] += records;
            shares.met[above[i]] += met;
        }
    }
    return shares;
}

static void add_shares(struct small_pack *pack, const struct measure_definition *measure,
                       const char *period, const struct shares *shares) {
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        small_figure(pack, measure, period, unit, "", shares->met[unit], shares->records[unit]);
    }
}

/* Two tables of the same records, one a mix of three groups; quarters and their half; a percent. */
static struct small_pack *draw_pack(void) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *late =
        small_measure(pack, "late", MEASURE_PERCENT, WINDOW_PERIOD);
    struct measure_definition *kinds = small_measure(pack, "kinds", MEASURE_MIX, WINDOW_PERIOD);
    struct shares quarters[2] = {draw_shares(), draw_shares()}, half = quarters[0];
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        half.records[unit] += quarters[1].records[unit];
        half.met[unit] += quarters[1].met[unit];
    }
    add_shares(pack, late, "2013-14-Q1", &quarters[0]);
    add_shares(pack, late, "2013-14-H1", &half);
    if (draw(2) == 0) {
        add_shares(pack, late, "2013-14-Q2", &quarters[1]);
    }
    int64_t groups[SMALL_UNITS][2] = {{0}};
    for (uint32_t unit = ASH; unit < SMALL_UNITS; unit++) {
        int64_t first = draw(half.records[unit] + 1);
        const uint32_t above[] = {unit, unit == CEDAR ? SOUTH : NORTH, COUNTY};
        for (size_t i = 0; i < 3; i++) {
            groups[above[i]][0] += first;
            groups[above[i]][1] += half.records[unit] - first;
        }
    }
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        small_figure(pack, kinds, "2013-14-H1", unit, "a", groups[unit][0], half.records[unit]);
        small_figure(pack, kinds, "2013-14-H1", unit, "b", groups[unit][1], half.records[unit]);
        small_figure(pack, kinds, "2013-14-H1", unit, "total", half.records[unit], -1);
    }
    return pack;
}

/* Printed small counts, and intervals narrower than five. */
static size_t count_faults(const struct pack_counts *counts, size_t *small_count) {
    size_t faults = 0;
    for (uint32_t i = 0; i < counts->count; i++) {
        double lower = 0, upper = 0;
        if (counts->items[i].value < 1 || counts->items[i].value > 5) {
            continue;
        }
        ++*small_count;
        bool is_sound = attacker_range(counts, i, &lower, &upper);
        bool is_in = lower <= (double)counts->items[i].value + 1e-4 &&
                     upper >= (double)counts->items[i].value - 1e-4;
        faults += !is_sound || !is_in || upper - lower < 5 - 1e-4;
    }
    return faults;
}

static void no_small_count_of_a_random_pack_is_recovered(void) {
    size_t faults = 0, small_count = 0, refused = 0;
    for (uint64_t seed = 1; seed <= PACK_COUNT; seed++) {
        state = seed;
        struct small_pack *pack = draw_pack();
        if (small_suppress(pack, NULL)) {
            faults += count_faults(pack->counts->counts, &small_count);
        } else {
            refused++;
        }
    }
    SAME_INT(faults, 0);
    SAME_INT(refused, 0);
    HOLDS(small_count > 10 * PACK_COUNT / 2);
}

/* The attacker finds what primary suppression alone gives away: else the claim above is empty. */
static void the_attacker_recovers_what_has_no_partner(void) {
    size_t faults = 0, small_count = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        state = seed;
        struct small_pack *pack = draw_pack();
        small_suppress(pack, NULL);
        for (size_t i = 0; i < pack->counts->counts->count; i++) {
            struct disclosed_count *count = &pack->counts->counts->items[i];
            count->state = count->state == COUNT_SECONDARY ? COUNT_PRINTED : count->state;
        }
        faults += count_faults(pack->counts->counts, &small_count);
    }
    HOLDS(faults > 40);
}

static void the_attacker_agrees_with_the_proof(void) {
    for (uint64_t seed = 1; seed <= 20; seed++) {
        state = seed;
        struct small_pack *pack = draw_pack();
        HOLDS(small_suppress(pack, NULL));
        for (size_t i = 0; i < pack->suppression.proof_count; i++) {
            const struct protected_count *proof = &pack->suppression.proofs[i];
            double lower, upper;
            HOLDS(attacker_range(pack->counts->counts, proof->count, &lower, &upper));
            HOLDS(fabs(lower - proof->range.lower) < 1e-4);
            HOLDS(upper == proof->range.upper || fabs(upper - proof->range.upper) < 1e-4);
        }
    }
}

SUITE(disclose_attacker, CLAIM(no_small_count_of_a_random_pack_is_recovered),
      CLAIM(the_attacker_recovers_what_has_no_partner), CLAIM(the_attacker_agrees_with_the_proof))
