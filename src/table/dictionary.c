/* A dictionary is an array of texts and an open-addressing table of their
 * codes. A slot holds a short text itself, as two words, so that most values are
 * known without reading a text; of a long one it holds the hash. Texts are packed
 * into chunks of the arena. Codes follow first appearance, never the hash. */
#include "table/dictionary.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/hash.h"
#include "words.h"

enum {
    FIRST_SLOTS = 64,
    FIRST_TEXTS = 16,
    FIRST_CHUNK = 512,
    LARGEST_CHUNK = 1 << 16,
    SHORT = 2 * WORD_BYTES,
    CACHED_SLOTS = 1 << 14 /* so many need not be fetched ahead */
};

/* What tells values apart. Of more than SHORT bytes `first` is the hash, and the text decides. */
struct slot {
    uint64_t first, last;
    uint32_t length; /* cut to 32 bits: no value is longer than a file's limit */
    uint32_t code;   /* 0: free */
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

/* The slot that the value would fill, without its code. */
static inline struct slot key_of(struct text value) {
    struct slot key = {.length = (uint32_t)value.length};
    if (value.length > SHORT) {
        key.first = hash_text(value);
    } else if (value.length > WORD_BYTES) {
        key.first = word_at(value.bytes);
        key.last = word_at(value.bytes + value.length - WORD_BYTES);
    } else {
        key.first = padded_word(value.bytes, value.length);
    }
    return key;
}

static inline uint32_t hash_key(const struct slot *key) {
    return (uint32_t)hash_words(key->first, key->last ^ (uint64_t)key->length << 56);
}

static inline bool is_held(const struct dictionary *dictionary, const struct slot *slot,
                           const struct slot *key, struct text value) {
    return slot->first == key->first && slot->last == key->last && slot->length == key->length &&
           (value.length <= SHORT || text_equal(dictionary->texts[slot->code], value));
}

/* The slot that holds `value`, or the free one where it belongs. */
static inline struct slot *probe(const struct dictionary *dictionary, struct text value,
                                 const struct slot *key, uint32_t hash) {
    for (uint32_t at = hash & dictionary->mask;; at = (at + 1) & dictionary->mask) {
        struct slot *slot = &dictionary->slots[at];
        if (slot->code == 0 || is_held(dictionary, slot, key, value)) {
            return slot;
        }
    }
}

/* Slots for so many values, twice as many at least. They are enlarged where they stand, so that a
 * large dictionary leaves no outgrown ones behind. */
static void make_slots(struct dictionary *dictionary, size_t value_count) {
    size_t old_count = dictionary->slots == NULL ? 0 : (size_t)dictionary->mask + 1;
    size_t count = old_count == 0 ? FIRST_SLOTS : old_count;
    while (count / 2 <= value_count) {
        count *= 2;
    }
    if (count == old_count) {
        return;
    }
    struct arena *scratch = arena_new();
    const struct slot *old = arena_copy(scratch, dictionary->slots, old_count * sizeof *old);
    struct slot *slots = arena_resize(dictionary->arena, dictionary->slots,
                                      old_count * sizeof *slots, count * sizeof *slots);
    memset(slots, 0, old_count * sizeof *slots);
    uint32_t mask = (uint32_t)(count - 1);
    for (size_t i = 0; i < old_count; i++) {
        uint32_t at = hash_key(&old[i]) & mask;
        while (old[i].code != 0 && slots[at].code != 0) {
            at = (at + 1) & mask;
        }
        if (old[i].code != 0) {
            slots[at] = old[i];
        }
    }
    arena_free(scratch);
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

static uint32_t add(struct dictionary *dictionary, struct slot *slot, struct text value,
                    const struct slot *key) {
    if (dictionary->count >= dictionary->capacity) {
        grow_texts(dictionary);
    }
    *slot = *key;
    slot->code = dictionary->count++;
    dictionary->texts[slot->code] = keep(dictionary, value);
    return slot->code;
}

static inline uint32_t intern(struct dictionary *dictionary, struct text value,
                              const struct slot *key, uint32_t hash) {
    if (value.length == 0) {
        return 0;
    }
    make_slots(dictionary, dictionary->count);
    struct slot *slot = probe(dictionary, value, key, hash);
    return slot->code != 0 ? slot->code : add(dictionary, slot, value, key);
}

uint32_t dictionary_intern(struct dictionary *dictionary, struct text value) {
    struct slot key = key_of(value);
    return intern(dictionary, value, &key, hash_key(&key));
}

/* Many values of a dictionary too large for the processor's caches. */
static void intern_far(struct dictionary *dictionary, const struct text *values, size_t count,
                       uint32_t *codes) {
    struct slot keys[DICTIONARY_BLOCK];
    uint32_t hashes[DICTIONARY_BLOCK];
    for (size_t i = 0; i < count; i++) {
        keys[i] = key_of(values[i]);
        hashes[i] = hash_key(&keys[i]);
        __builtin_prefetch(&dictionary->slots[hashes[i] & dictionary->mask]);
    }
    for (size_t i = 0; i < count; i++) {
        codes[i] = intern(dictionary, values[i], &keys[i], hashes[i]);
    }
}

void dictionary_intern_block(struct dictionary *dictionary, const struct text *values, size_t count,
                             uint32_t *codes) {
    if (dictionary->mask >= CACHED_SLOTS) {
        intern_far(dictionary, values, count, codes);
        return;
    }
    make_slots(dictionary, dictionary->count + count);
    for (size_t i = 0; i < count; i++) {
        struct slot key = key_of(values[i]);
        struct slot *slot = probe(dictionary, values[i], &key, hash_key(&key));
        codes[i] = slot->code;
        if (slot->code == 0 && key.length > 0) {
            codes[i] = add(dictionary, slot, values[i], &key);
        }
    }
}

uint32_t dictionary_find(const struct dictionary *dictionary, struct text value) {
    if (value.length == 0) {
        return 0;
    }
    if (dictionary->slots == NULL) {
        return UINT32_MAX;
    }
    struct slot key = key_of(value);
    uint32_t code = probe(dictionary, value, &key, hash_key(&key))->code;
    return code == 0 ? UINT32_MAX : code;
}

struct text dictionary_text(const struct dictionary *dictionary, uint32_t code) {
    return code == 0 ? TEXT_NONE : dictionary->texts[code];
}

uint32_t dictionary_count(const struct dictionary *dictionary) {
    return dictionary->count;
}
