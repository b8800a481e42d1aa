/* A path as SVG writes it ("M0 0H40V40Z"), cut into steps with absolute places. */
#ifndef BASE_VECTOR_PATH_H
#define BASE_VECTOR_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

enum path_step_kind { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };
struct path_step {
    enum path_step_kind kind;
    double x[3], y[3]; /* a curve: two controls and its end; else its end first; closing: none */
};
enum { VECTOR_PATH_LIMIT = 4096 }; /* steps */

/* The commands M, L, H, V, C, S, Q and Z in either case; no arcs, no exponents. False at the first
 * byte that is no part of such a path (`fault`), or where it has too many steps. */
bool vector_path_parse(struct arena *arena, struct text words, const struct path_step **steps,
                       size_t *step_count, size_t *fault);

#endif
