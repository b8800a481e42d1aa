#include "support/poisson.h"

#include <math.h>

double poisson_up_to(int64_t x, double mean) {
    double term = exp(-mean), sum = term;
    for (int64_t i = 1; i <= x; i++) {
        term *= mean / (double)i;
        sum += term;
    }
    return sum;
}
