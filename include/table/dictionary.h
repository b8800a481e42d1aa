/* The distinct values of a column, each once, numbered in the order of their
 * first appearance from 1. Code 0 is the empty text: a blank cell. */
#ifndef TABLE_DICTIONARY_H
#define TABLE_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;
struct dictionary;

enum { DICTIONARY_BLOCK = 512 };

struct dictionary *dictionary_new(struct arena *arena);
/* The code of `value`, adding a copy of it if it is new. */
uint32_t dictionary_intern(struct dictionary *dictionary, struct text value);
/* The same for up to DICTIONARY_BLOCK values at once: what memory one of them needs is on its way
 * while others are looked up. */
void dictionary_intern_block(struct dictionary *dictionary, const struct text *values, size_t count,
                             uint32_t *codes);
/* The code of `value`, or UINT32_MAX if it is not there. */
uint32_t dictionary_find(const struct dictionary *dictionary, struct text value);
struct text dictionary_text(const struct dictionary *dictionary, uint32_t code);
/* One more than the largest code: at least 1. */
uint32_t dictionary_count(const struct dictionary *dictionary);

#endif
