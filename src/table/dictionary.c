/* A dictionary is an array of texts and an open-addressing table of their
 * codes. A slot keeps 32 bits of the hash beside the code, so that growing
 * never reads a text and a probe rarely reads a wrong one. Texts are packed
 * into chunks of the arena. Codes follow first appearance, never the hash. */
#include "table/dictionary.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

enum { FIRST_SLOTS = 64, FIRST_TEXTS = 16, FIRST_CHUNK = 512, LARGEST_CHUNK = 1 << 16 };

struct slot {
    uint32_t hash;
    uint32_t code; /* 0: free */
};

struct dictionary {
    struct arena *arena;
    struct text *texts;
    uint32_t count;
    uint32_t capacity;
    struct slot *slots; /* NULL until the first value */
    uint32_t mask;
    char *chunk;
    size_t chunk_left;
    size_t chunk_size;
};

struct dictionary *dictionary_new(struct arena *arena) {
    struct dictionary *dictionary = ARENA_NEW(arena, struct dictionary);
    dictionary->arena = arena;
    dictionary->count = 1;
    dictionary->chunk_size = FIRST_CHUNK;
    return dictionary;
}

static uint64_t word_at(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Most values have 8 to 16 bytes: ids, days. */
static bool is_text(struct text text, struct text value) {
    if (text.length != value.length) {
        return false;
    }
    size_t last = value.length - 8;
    if (value.length < 8 || last > 8) {
        return memcmp(text.bytes, value.bytes, value.length) == 0;
    }
    return word_at(text.bytes) == word_at(value.bytes) &&
           word_at(text.bytes + last) == word_at(value.bytes + last);
}

/* The slot that holds `value`, or the free one where it belongs. */
static struct slot *probe(const struct dictionary *dictionary, struct text value, uint32_t hash) {
    for (uint32_t at = hash & dictionary->mask;; at = (at + 1) & dictionary->mask) {
        struct slot *slot = &dictionary->slots[at];
        if (slot->code == 0) {
            return slot;
        }
        if (slot->hash == hash && is_text(dictionary->texts[slot->code], value)) {
            return slot;
        }
    }
}

/* Slots are enlarged where they stand, so that a large dictionary leaves no outgrown ones behind,
 * and filled anew: the texts are read in the order in which they lie. */
static void grow_slots(struct dictionary *dictionary) {
    size_t old_count = dictionary->slots == NULL ? 0 : (size_t)dictionary->mask + 1;
    size_t count = old_count == 0 ? FIRST_SLOTS : old_count * 2;
    struct slot *slots = arena_resize(dictionary->arena, dictionary->slots,
                                      old_count * sizeof *slots, count * sizeof *slots);
    memset(slots, 0, old_count * sizeof *slots);
    uint32_t mask = (uint32_t)(count - 1);
    for (uint32_t code = 1; code < dictionary->count; code++) {
        uint32_t hash = (uint32_t)hash_text(dictionary->texts[code]);
        uint32_t at = hash & mask;
        while (slots[at].code != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = (struct slot){hash, code};
    }
    dictionary->slots = slots;
    dictionary->mask = mask;
}

static void grow_texts(struct dictionary *dictionary) {
    uint32_t capacity = dictionary->capacity == 0 ? FIRST_TEXTS : dictionary->capacity * 2;
    dictionary->texts =
        arena_resize(dictionary->arena, dictionary->texts,
                     dictionary->capacity * sizeof(struct text), capacity * sizeof(struct text));
    dictionary->capacity = capacity;
    dictionary->texts[0] = TEXT_NONE;
}

/* A copy of `value` in the present chunk; a text too long for a chunk gets a block of its own. */
static struct text keep(struct dictionary *dictionary, struct text value) {
    if (value.length > LARGEST_CHUNK / 8) {
        return text_copy(dictionary->arena, value);
    }
    if (value.length > dictionary->chunk_left) {
        size_t size = dictionary->chunk_size < value.length ? value.length : dictionary->chunk_size;
        dictionary->chunk = arena_alloc(dictionary->arena, size);
        dictionary->chunk_left = size;
        dictionary->chunk_size = size * 2 > LARGEST_CHUNK ? LARGEST_CHUNK : size * 2;
    }
    char *bytes = memcpy(dictionary->chunk, value.bytes, value.length);
    dictionary->chunk += value.length;
    dictionary->chunk_left -= value.length;
    return (struct text){bytes, value.length};
}

uint32_t dictionary_prepare(const struct dictionary *dictionary, struct text value) {
    uint32_t hash = value.length == 0 ? 0 : (uint32_t)hash_text(value);
    if (dictionary->slots != NULL) {
        __builtin_prefetch(&dictionary->slots[hash & dictionary->mask]);
    }
    return hash;
}

uint32_t dictionary_intern_prepared(struct dictionary *dictionary, struct text value,
                                    uint32_t hash) {
    if (value.length == 0) {
        return 0;
    }
    if (dictionary->slots == NULL || dictionary->count > dictionary->mask / 2) {
        grow_slots(dictionary);
    }
    struct slot *slot = probe(dictionary, value, hash);
    if (slot->code == 0) {
        if (dictionary->count >= dictionary->capacity) {
            grow_texts(dictionary);
        }
        *slot = (struct slot){hash, dictionary->count++};
        dictionary->texts[slot->code] = keep(dictionary, value);
    }
    return slot->code;
}

uint32_t dictionary_intern(struct dictionary *dictionary, struct text value) {
    return dictionary_intern_prepared(dictionary, value, (uint32_t)hash_text(value));
}

uint32_t dictionary_find(const struct dictionary *dictionary, struct text value) {
    if (value.length == 0) {
        return 0;
    }
    if (dictionary->slots == NULL) {
        return UINT32_MAX;
    }
    uint32_t code = probe(dictionary, value, (uint32_t)hash_text(value))->code;
    return code == 0 ? UINT32_MAX : code;
}

struct text dictionary_text(const struct dictionary *dictionary, uint32_t code) {
    return code == 0 ? TEXT_NONE : dictionary->texts[code];
}

uint32_t dictionary_count(const struct dictionary *dictionary) {
    return dictionary->count;
}
