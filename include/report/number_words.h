/* Numbers as a paper writes them in words. */
#ifndef REPORT_NUMBER_WORDS_H
#define REPORT_NUMBER_WORDS_H

#include <stdint.h>

#include "base/text.h"

struct arena;

/* "eight", "forty-two", "one hundred and six"; digits with commas below 0 and above 999. */
struct text number_words(struct arena *arena, int64_t number);

#endif
