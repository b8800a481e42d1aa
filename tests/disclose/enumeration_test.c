/* Suppression by brute force: every table of whole numbers that prints like the
 * pack is counted out, and a small count must have values five apart among them. */
#include "support/small_pack.h"
#include "support/testing.h"

enum { DISTRICTS = 3, KINDS = 2, CELLS = DISTRICTS * KINDS, ALL_KINDS = KINDS + 1, WIDTH = 5 };

/* A table of districts by kinds; what it prints is this with the sums of both. */
struct table_of_counts {
    int cells[DISTRICTS][KINDS];
};

struct search {
    int kind_count;
    struct table_of_counts truth;
    bool is_withheld[SMALL_UNITS][ALL_KINDS];
    int least[SMALL_UNITS][ALL_KINDS], most[SMALL_UNITS][ALL_KINDS]; /* among all that print so */
    size_t found_count;
};

/* Where there is one kind it is the total. */
static int first_kind(const struct search *search) {
    return search->kind_count == 1 ? KINDS : 0;
}

static bool unit_holds(uint32_t unit, int district) {
    static const bool holds[SMALL_UNITS][DISTRICTS] = {
        [COUNTY] = {true, true, true},  [NORTH] = {true, true, false},
        [SOUTH] = {false, false, true}, [ASH] = {true, false, false},
        [BIRCH] = {false, true, false}, [CEDAR] = {false, false, true}};
    return holds[unit][district];
}

/* Of one kind; the last is their total. */
static int sum_of(const struct search *search, const struct table_of_counts *table, uint32_t unit,
                  int kind) {
    int sum = 0;
    for (int d = 0; d < DISTRICTS; d++) {
        for (int k = 0; k < search->kind_count && unit_holds(unit, d); k++) {
            sum += kind == k || kind == KINDS ? table->cells[d][k] : 0;
        }
    }
    return sum;
}

/* What is withheld is 1 at least. */
static bool prints_the_same(const struct search *search, const struct table_of_counts *table) {
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        for (int kind = first_kind(search); kind < ALL_KINDS; kind++) {
            int sum = sum_of(search, table, unit, kind);
            bool is_same = search->is_withheld[unit][kind]
                               ? sum >= 1
                               : sum == sum_of(search, &search->truth, unit, kind);
            if (!is_same) {
                return false;
            }
        }
    }
    return true;
}

static void note(struct search *search, const struct table_of_counts *table) {
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        for (int kind = first_kind(search); kind < ALL_KINDS; kind++) {
            int sum = sum_of(search, table, unit, kind);
            bool is_first = search->found_count == 0;
            int *least = &search->least[unit][kind], *most = &search->most[unit][kind];
            *least = is_first || sum < *least ? sum : *least;
            *most = is_first || sum > *most ? sum : *most;
        }
    }
    search->found_count++;
}

/* Every table with numbers from 0 to `highest`, counted up like a number of so many digits. */
static void search_all(struct search *search, int highest) {
    struct table_of_counts table = {{{0}}};
    int at;
    do {
        if (prints_the_same(search, &table)) {
            note(search, &table);
        }
        for (at = 0; at < DISTRICTS * search->kind_count; at++) {
            int *cell = &table.cells[at / search->kind_count][at % search->kind_count];
            *cell = *cell == highest ? 0 : *cell + 1;
            if (*cell > 0) {
                break;
            }
        }
    } while (at < DISTRICTS * search->kind_count);
}

/* Small counts of which the reader knows more than he may. */
static size_t count_faults(const struct search *search, size_t *small_count) {
    size_t faults = search->found_count == 0;
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        for (int kind = first_kind(search); kind < ALL_KINDS; kind++) {
            int value = sum_of(search, &search->truth, unit, kind);
            if (value >= 1 && value <= WIDTH) {
                ++*small_count;
                faults += search->most[unit][kind] - search->least[unit][kind] < WIDTH;
            }
        }
    }
    return faults;
}

static uint32_t draw(uint64_t *state, uint32_t limit) {
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*state >> 33) % limit;
}

static const char *const names[ALL_KINDS] = {"a", "b", "total"};

/* Zeros are printed, or taken to be known where the percent that holds them is withheld. */
static void look_what_is_withheld(struct search *search, const struct small_pack *pack,
                                  const struct measure_definition *measure) {
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        for (int kind = first_kind(search); kind < ALL_KINDS; kind++) {
            const char *name = search->kind_count == 1 ? "" : names[kind];
            search->is_withheld[unit][kind] = sum_of(search, &search->truth, unit, kind) > 0 &&
                                              small_withholds(pack, measure, "2013-14", unit, name);
        }
    }
}

/* A count of each district and their sums. */
static void of_one_kind(struct search *search, uint64_t seed) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *cases =
        small_measure(pack, "cases", MEASURE_COUNT, WINDOW_PERIOD);
    search->kind_count = 1;
    for (int d = 0; d < DISTRICTS; d++) {
        search->truth.cells[d][0] = (int)draw(&seed, draw(&seed, 2) == 0 ? 7 : 13);
    }
    small_counts(pack, cases, "2013-14", "", search->truth.cells[0][0], search->truth.cells[1][0],
                 search->truth.cells[2][0]);
    HOLDS(small_suppress(pack, NULL));
    look_what_is_withheld(search, pack, cases);
}

/* Two kinds in each district, their totals, and the sums of all. */
static void of_two_kinds(struct search *search, uint64_t seed) {
    struct small_pack *pack = small_pack_new();
    const struct measure_definition *mix = small_measure(pack, "kinds", MEASURE_MIX, WINDOW_PERIOD);
    search->kind_count = KINDS;
    for (int cell = 0; cell < CELLS; cell++) {
        search->truth.cells[cell / KINDS][cell % KINDS] = (int)draw(&seed, 4);
    }
    for (uint32_t unit = 0; unit < SMALL_UNITS; unit++) {
        int total = sum_of(search, &search->truth, unit, KINDS);
        for (int kind = first_kind(search); kind < ALL_KINDS; kind++) {
            small_figure(pack, mix, "2013-14", unit, names[kind],
                         sum_of(search, &search->truth, unit, kind), kind == KINDS ? -1 : total);
        }
    }
    HOLDS(small_suppress(pack, NULL));
    look_what_is_withheld(search, pack, mix);
}

static void a_small_count_has_values_five_apart_in_tables_that_print_the_same(void) {
    size_t faults = 0, small_count = 0;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct search search = {0};
        of_one_kind(&search, seed);
        search_all(&search, 40);
        faults += count_faults(&search, &small_count);
    }
    SAME_INT(faults, 0);
    HOLDS(small_count > 150);
}

static void so_it_has_where_kinds_and_units_add_up_both_ways(void) {
    size_t faults = 0, small_count = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct search search = {0};
        of_two_kinds(&search, seed);
        search_all(&search, 8);
        faults += count_faults(&search, &small_count);
    }
    SAME_INT(faults, 0);
    HOLDS(small_count > 60);
}

/* The search finds what is given away when only what is small itself is withheld. */
static void the_search_finds_what_has_no_partner(void) {
    struct search search = {.kind_count = 1, .truth = {{{3}, {9}, {8}}}};
    size_t small_count = 0;
    search.is_withheld[ASH][KINDS] = true;
    search_all(&search, 40);
    SAME_INT(search.found_count, 1);
    SAME_INT(count_faults(&search, &small_count), 1);
}

SUITE(disclose_enumeration,
      CLAIM(a_small_count_has_values_five_apart_in_tables_that_print_the_same),
      CLAIM(so_it_has_where_kinds_and_units_add_up_both_ways),
      CLAIM(the_search_finds_what_has_no_partner))
