#include "disclose/suppression.h"

#include <math.h>

#include "base/arena.h"
#include "support/large_pack.h"
#include "support/testing.h"

static const struct suppression_rule rule = {5, 5};

static uint32_t add(struct pack_counts *counts, const char *name, int64_t value, double cost) {
    const struct disclosed_count count = {.name = text_of(name),
                                          .value = value,
                                          .cost = cost,
                                          .is_small = value >= 1 && value <= rule.threshold,
                                          .least = 1};
    return pack_counts_add(counts, &count);
}

static enum count_state state_of(const struct pack_counts *counts, uint32_t count) {
    return counts->items[count].state;
}

static struct suppression make(struct pack_counts *counts) {
    struct suppression suppression;
    HOLDS(suppression_make(testing_arena(), testing_diag(), counts, &rule, &suppression));
    return suppression;
}

/* A row of districts with its total. */
static uint32_t add_row(struct pack_counts *counts, const int64_t *values, size_t count,
                        uint32_t *cells) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        cells[i] = add(counts, "cell", values[i], 1 + (double)i / 100);
        sum += values[i];
    }
    uint32_t total = add(counts, "total", sum, 100);
    pack_counts_link_sum(counts, total, cells, count);
    return total;
}

static void one_small_count_of_a_row_takes_a_partner_with_it(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[4];
    uint32_t total = add_row(counts, (int64_t[]){3, 40, 50, 60}, 4, cells);
    struct suppression made = make(counts);
    SAME_INT(state_of(counts, cells[0]), COUNT_PRIMARY);
    SAME_INT(state_of(counts, cells[1]), COUNT_SECONDARY); /* the cheapest */
    SAME_INT(state_of(counts, total), COUNT_PRINTED);
    SAME_INT(made.primary_count, 1);
    SAME_INT(made.secondary_count, 1);
    NEAR(made.proofs[0].range.lower, 1, 1e-9); /* a zero would be printed */
    NEAR(made.proofs[0].range.upper, 42, 1e-6);
}

static void a_zero_is_never_a_partner(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[4];
    add_row(counts, (int64_t[]){3, 0, 0, 60}, 4, cells);
    make(counts);
    SAME_INT(state_of(counts, cells[1]), COUNT_PRINTED);
    SAME_INT(state_of(counts, cells[2]), COUNT_PRINTED);
    SAME_INT(state_of(counts, cells[3]), COUNT_SECONDARY);
}

static void two_small_counts_that_add_up_to_little_need_a_third(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[3];
    /* 1 + 2 = 3: without the third, each lies between 0 and 3. */
    add_row(counts, (int64_t[]){1, 2, 30}, 3, cells);
    make(counts);
    SAME_INT(state_of(counts, cells[2]), COUNT_SECONDARY);
}

static void two_small_counts_that_hide_each_other_need_no_third(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[3];
    add_row(counts, (int64_t[]){4, 5, 30}, 3, cells);
    make(counts);
    SAME_INT(state_of(counts, cells[2]), COUNT_PRINTED);
}

static void a_district_that_is_the_whole_of_an_area_takes_it_along(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t district = add(counts, "district", 4, 1);
    uint32_t area = add(counts, "area", 4, 10);
    uint32_t other = add(counts, "other area", 70, 10);
    uint32_t county = add(counts, "county", 74, 100);
    pack_counts_link_sum(counts, area, &district, 1);
    pack_counts_link_sum(counts, county, (uint32_t[]){area, other}, 2);
    make(counts);
    SAME_INT(state_of(counts, area), COUNT_PRIMARY);
    SAME_INT(state_of(counts, other), COUNT_SECONDARY);
    SAME_INT(state_of(counts, county), COUNT_PRINTED);
}

static void a_small_complement_that_nobody_prints_is_protected(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t met = add(counts, "in time", 98, 1);
    uint32_t all = add(counts, "reviews", 100, 10);
    uint32_t late = add(counts, "late", 2, 1);
    counts->items[late].state = COUNT_UNPRINTED;
    pack_counts_link_sum(counts, all, (uint32_t[]){met, late}, 2);
    make(counts);
    SAME_INT(state_of(counts, met), COUNT_SECONDARY);
    SAME_INT(state_of(counts, all), COUNT_PRINTED);
}

static void a_count_known_from_elsewhere_is_no_partner(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[3];
    add_row(counts, (int64_t[]){3, 40, 50}, 3, cells);
    counts->items[cells[1]].is_known = true;
    make(counts);
    SAME_INT(state_of(counts, cells[1]), COUNT_PRINTED);
    SAME_INT(state_of(counts, cells[2]), COUNT_SECONDARY);
}

static void a_small_count_that_cannot_be_hidden_refuses_the_pack(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[2];
    uint32_t total = add_row(counts, (int64_t[]){3, 40}, 2, cells);
    counts->items[cells[1]].is_known = counts->items[total].is_known = true;
    struct suppression made;
    HOLDS(!suppression_make(testing_arena(), testing_diag(), counts, &rule, &made));
    HOLDS(!made.proofs[0].is_protected);
    NEAR(made.proofs[0].range.upper, 3, 1e-6);
}

static void bounds_from_rounded_percents_narrow_what_is_known(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t small = add(counts, "nfa", 2, 1);
    /* "0.2%" of 1205: from 0.15 to below 0.25%: 2 or 3. */
    pack_counts_link(counts, (struct count_term[]){{small, -10000}}, 1, true, -15 * 1205);
    pack_counts_link(counts, (struct count_term[]){{small, 10000}}, 1, true, 25 * 1205);
    struct suppression made;
    HOLDS(!suppression_make(testing_arena(), testing_diag(), counts, &rule, &made));
    NEAR(made.proofs[0].range.lower, 1.8075, 1e-6);
    NEAR(made.proofs[0].range.upper, 3.0125, 1e-6);
}

/* Each partner printed after all: every one of them was needed. */
static void a_broken_suppression_fails_the_proof(void) {
    struct arena *arena = testing_arena();
    const struct large_pack *pack = large_pack_draw(arena, 3);
    struct pack_counts *counts =
        figure_counts_make(arena, &pack->catalogue, &pack->figures, NULL, &rule)->counts;
    make(counts);
    struct suppression broken;
    HOLDS(suppression_prove(arena, testing_diag(), counts, &rule, &broken));
    size_t broken_count = 0;
    for (size_t i = 0; i < counts->count && broken_count < 20; i++) {
        if (counts->items[i].state == COUNT_SECONDARY && !counts->items[i].is_small) {
            counts->items[i].state = COUNT_PRINTED;
            HOLDS(!suppression_prove(arena, testing_diag(), counts, &rule, &broken));
            HOLDS(broken.narrowest < 5 - 1e-6);
            counts->items[i].state = COUNT_SECONDARY;
            broken_count++;
        }
    }
    SAME_INT(broken_count, 20);
    HOLDS(testing_reported(testing_diag(), "DC001"));
}

static void no_partner_is_kept_that_is_not_needed(void) {
    struct pack_counts *counts = pack_counts_new(testing_arena());
    uint32_t cells[6], rows[2], columns[3];
    const int64_t values[6] = {3, 20, 30, 2, 25, 35};
    for (size_t i = 0; i < 6; i++) {
        cells[i] = add(counts, "cell", values[i], 1);
    }
    for (size_t r = 0; r < 2; r++) {
        rows[r] = add(counts, "row", values[r * 3] + values[r * 3 + 1] + values[r * 3 + 2], 10);
        pack_counts_link_sum(counts, rows[r], &cells[r * 3], 3);
    }
    for (size_t c = 0; c < 3; c++) {
        columns[c] = add(counts, "column", values[c] + values[c + 3], 10);
        pack_counts_link_sum(counts, columns[c], (uint32_t[]){cells[c], cells[c + 3]}, 2);
    }
    struct suppression made = make(counts);
    /* The first column's total is small itself; the square of four cells beside hides the rest. */
    SAME_INT(state_of(counts, columns[0]), COUNT_PRIMARY);
    HOLDS(made.secondary_count <= 3);
}

static void the_same_counts_give_the_same_suppression(void) {
    enum count_state first[40];
    for (int round = 0; round < 2; round++) {
        struct pack_counts *counts = pack_counts_new(testing_arena());
        uint32_t cells[8];
        for (int64_t row = 0; row < 4; row++) {
            int64_t values[8];
            for (int64_t i = 0; i < 8; i++) {
                values[i] = (row * 37 + i * 11) % 23;
            }
            add_row(counts, values, 8, cells);
        }
        make(counts);
        for (size_t i = 0; i < counts->count; i++) {
            HOLDS(round == 0 || first[i] == counts->items[i].state);
            first[i] = counts->items[i].state;
        }
    }
}

/* 12 districts, 40 measures, 8 quarters; `make bench` says how long it takes. */
static void a_large_pack_is_suppressed_and_proved(void) {
    struct arena *arena = testing_arena();
    for (uint64_t seed = 1; seed <= 2; seed++) {
        const struct large_pack *pack = large_pack_draw(arena, seed);
        struct figure_counts *large =
            figure_counts_make(arena, &pack->catalogue, &pack->figures, NULL, &rule);
        struct suppression made = make(large->counts);
        HOLDS(made.primary_count > 1000 && made.secondary_count > 500);
        HOLDS(made.narrowest >= 5 - 1e-6);
    }
}

SUITE(disclose_suppression, CLAIM(one_small_count_of_a_row_takes_a_partner_with_it),
      CLAIM(a_zero_is_never_a_partner), CLAIM(two_small_counts_that_add_up_to_little_need_a_third),
      CLAIM(two_small_counts_that_hide_each_other_need_no_third),
      CLAIM(a_district_that_is_the_whole_of_an_area_takes_it_along),
      CLAIM(a_small_complement_that_nobody_prints_is_protected),
      CLAIM(a_count_known_from_elsewhere_is_no_partner),
      CLAIM(a_small_count_that_cannot_be_hidden_refuses_the_pack),
      CLAIM(bounds_from_rounded_percents_narrow_what_is_known),
      CLAIM(a_broken_suppression_fails_the_proof), CLAIM(no_partner_is_kept_that_is_not_needed),
      CLAIM(the_same_counts_give_the_same_suppression),
      CLAIM(a_large_pack_is_suppressed_and_proved))
