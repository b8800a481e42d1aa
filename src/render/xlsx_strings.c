/* Shared strings over one hash table. The library's own tree compares whole
 * texts some seventeen times for each cell of a large workbook. */
#include "xlsx_strings.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"

enum { FIRST_SLOTS = 1024 };

struct entry {
    struct text text;
    uint64_t hash;
};

struct xlsx_strings {
    struct arena *arena;
    struct entry *entries;
    size_t count, capacity;
    uint32_t *slots; /* numbers of entries + 1; 0: free */
    size_t slot_count;
};

struct xlsx_strings *xlsx_strings_new(struct arena *arena) {
    struct xlsx_strings *strings = ARENA_NEW(arena, struct xlsx_strings);
    strings->arena = arena;
    strings->slot_count = FIRST_SLOTS;
    strings->slots = ARENA_ARRAY(arena, uint32_t, FIRST_SLOTS);
    return strings;
}

/* The slot of a text, or the free one where it belongs. */
static uint32_t *find(const struct xlsx_strings *strings, struct text text, uint64_t hash) {
    size_t at = hash & (strings->slot_count - 1);
    while (strings->slots[at] != 0) {
        const struct entry *entry = &strings->entries[strings->slots[at] - 1];
        if (entry->hash == hash && text_equal(entry->text, text)) {
            break;
        }
        at = (at + 1) & (strings->slot_count - 1);
    }
    return &strings->slots[at];
}

static void double_slots(struct xlsx_strings *strings) {
    strings->slot_count *= 2;
    strings->slots = ARENA_ARRAY(strings->arena, uint32_t, strings->slot_count);
    for (size_t i = 0; i < strings->count; i++) {
        size_t at = strings->entries[i].hash & (strings->slot_count - 1);
        while (strings->slots[at] != 0) {
            at = (at + 1) & (strings->slot_count - 1);
        }
        strings->slots[at] = (uint32_t)(i + 1);
    }
}

uint32_t xlsx_strings_number(struct xlsx_strings *strings, struct text text) {
    uint64_t hash = hash_text(text);
    uint32_t *slot = find(strings, text, hash);
    if (*slot != 0) {
        return *slot - 1;
    }
    ARENA_MAKE_ROOM(strings->arena, strings->entries, strings->count, strings->capacity,
                    FIRST_SLOTS);
    strings->entries[strings->count++] = (struct entry){text, hash};
    *slot = (uint32_t)strings->count;
    if (2 * strings->count > strings->slot_count) {
        double_slots(strings);
    }
    return (uint32_t)(strings->count - 1);
}

/* Tab and newline stand as they are. An underscore may begin what reads as an escape, and 0xEF a
 * character that XML does not have. */
static bool is_plain(char byte) {
    unsigned char code = (unsigned char)byte;
    return (code >= 0x20 || code == '\t' || code == '\n') && code != '&' && code != '<' &&
           code != '>' && code != '_' && code != 0xEF;
}

static bool is_hex_digit(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') ||
           (byte >= 'a' && byte <= 'f');
}

/* "_x0041_", which every reader takes for "A". */
static bool begins_escape(struct text rest) {
    return rest.length > 6 && rest.bytes[1] == 'x' && is_hex_digit(rest.bytes[2]) &&
           is_hex_digit(rest.bytes[3]) && is_hex_digit(rest.bytes[4]) &&
           is_hex_digit(rest.bytes[5]) && rest.bytes[6] == '_';
}

/* How many bytes at the front cannot stand as they are. */
static size_t odd_length(struct text rest) {
    switch ((unsigned char)rest.bytes[0]) {
    case '_':
        return begins_escape(rest) ? 1 : 0;
    case 0xEF: /* U+FFFE and U+FFFF */
        return text_starts_with(rest, TEXT("\xEF\xBF\xBE")) ||
                       text_starts_with(rest, TEXT("\xEF\xBF\xBF"))
                   ? 3
                   : 0;
    default:
        return 1;
    }
}

/* What XML does not have stands as the format has it: _x001B_, _xFFFF_, and _x005F_ for an
 * underscore. */
static void add_escaped(struct buffer *out, struct text odd) {
    char byte = odd.bytes[0];
    if (byte == '&') {
        buffer_add(out, TEXT("&amp;"));
    } else if (byte == '<') {
        buffer_add(out, TEXT("&lt;"));
    } else if (byte == '>') {
        buffer_add(out, TEXT("&gt;"));
    } else {
        buffer_add(out, TEXT("_x"));
        buffer_add_hex(out, odd.length == 1 ? (unsigned char)byte
                                            : (uint16_t)(0xFF40 + (unsigned char)odd.bytes[2]));
        buffer_add_byte(out, '_');
    }
}

static void add_characters(struct buffer *out, struct text text) {
    size_t from = 0;
    for (size_t at = 0; at < text.length; at++) {
        struct text rest = text_slice(text, at, text.length);
        size_t odd = is_plain(text.bytes[at]) ? 0 : odd_length(rest);
        if (odd > 0) {
            buffer_add(out, text_slice(text, from, at));
            add_escaped(out, text_slice(rest, 0, odd));
            from = at + odd;
            at = from - 1;
        }
    }
    buffer_add(out, text_slice(text, from, text.length));
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n';
}

static void add_string(struct buffer *out, struct text text) {
    bool keeps_space =
        text.length > 0 && (is_space(text.bytes[0]) || is_space(text.bytes[text.length - 1]));
    buffer_add(out, keeps_space ? TEXT("<si><t xml:space=\"preserve\">") : TEXT("<si><t>"));
    add_characters(out, text_repaired(out->arena, text));
    buffer_add(out, TEXT("</t></si>"));
}

struct text xlsx_strings_part(struct arena *arena, const struct xlsx_strings *strings,
                              size_t use_count) {
    struct buffer out = buffer_new(arena);
    buffer_format(&out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                  "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                  "count=\"%zu\" uniqueCount=\"%zu\">",
                  use_count, strings->count);
    for (size_t i = 0; i < strings->count; i++) {
        add_string(&out, strings->entries[i].text);
    }
    buffer_add(&out, TEXT("</sst>"));
    return buffer_text(&out);
}
