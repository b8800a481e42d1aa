/* Hashes: a fast one for tables in memory, SHA-256 for provenance. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/text.h"

struct arena;

/* 64 bits, the same on every machine and run; not for untrusted equality. */
uint64_t hash_text(struct text text);
/* 64 lower-case hex digits. */
struct text hash_sha256(struct arena *arena, struct text bytes);

#endif
