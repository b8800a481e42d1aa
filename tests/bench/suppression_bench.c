/* The pack that issue 6 names, suppressed and proved: what `make bench` times. Prints the counts
 * that are small, hidden beside them and proved, and fails where the pack is refused. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "support/large_pack.h"

enum { SEED = 6 };

int main(void) {
    static const struct suppression_rule rule = {5, 5};
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    const struct large_pack *pack = large_pack_draw(arena, SEED);
    struct figure_counts *counts =
        figure_counts_make(arena, &pack->catalogue, &pack->figures, NULL, &rule);
    struct suppression made;
    bool is_sound = suppression_make(arena, diag, counts->counts, &rule, &made);
    printf("%zu figures, %zu counts, %zu links: %zu primary, %zu secondary, %zu proved, %.1f\n",
           pack->figures.count, counts->counts->count, counts->counts->link_count,
           made.primary_count, made.secondary_count, made.proof_count, made.narrowest);
    arena_free(arena);
    return is_sound ? EXIT_SUCCESS : EXIT_FAILURE;
}
