/* Sums that limits are held against. */
#ifndef TESTS_SUPPORT_POISSON_H
#define TESTS_SUPPORT_POISSON_H

#include <stdint.h>

/* P(X <= x) of a Poisson count, summed term by term. */
double poisson_up_to(int64_t x, double mean);

#endif
