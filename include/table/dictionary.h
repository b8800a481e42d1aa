/* The distinct values of a column, each once, numbered in the order of their
 * first appearance from 1. Code 0 is the empty text: a blank cell. */
#ifndef TABLE_DICTIONARY_H
#define TABLE_DICTIONARY_H

#include <stdint.h>

#include "base/text.h"

struct arena;
struct dictionary;

struct dictionary *dictionary_new(struct arena *arena);
/* The code of `value`, adding a copy of it if it is new. */
uint32_t dictionary_intern(struct dictionary *dictionary, struct text value);
/* The same in two steps, so that the memory which a value needs is on its way while others are
 * prepared: the hash of the value; then its code. */
uint32_t dictionary_prepare(const struct dictionary *dictionary, struct text value);
uint32_t dictionary_intern_prepared(struct dictionary *dictionary, struct text value,
                                    uint32_t hash);
/* The code of `value`, or UINT32_MAX if it is not there. */
uint32_t dictionary_find(const struct dictionary *dictionary, struct text value);
struct text dictionary_text(const struct dictionary *dictionary, uint32_t code);
/* One more than the largest code: at least 1. */
uint32_t dictionary_count(const struct dictionary *dictionary);

#endif
