/* Text carries its length: a pointer and a count of bytes, UTF-8 unless said
 * otherwise, never assumed to end in NUL. A text does not own its bytes. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct text {
    const char *bytes;
    size_t length;
};

/* The text of a string literal; TEXT_NONE is the empty text. */
#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})
#define TEXT_NONE ((struct text){"", 0})
/* For printf's "%.*s". */
#define TEXT_ARG(t) (int)(t).length, (t).bytes

/* The text of a NUL-terminated string, which must outlive it. */
struct text text_of(const char *string);
/* Bytes `from` up to, not including, `to`; both are clipped to the text. */
struct text text_slice(struct text text, size_t from, size_t to);

bool text_is_empty(struct text text);
bool text_equal(struct text a, struct text b);
bool text_equal_c(struct text a, const char *string);
/* ASCII letters compare without case. */
bool text_equal_ignoring_case(struct text a, struct text b);
/* Order by bytes, then by length: negative, 0, positive. */
int text_compare(struct text a, struct text b);
bool text_starts_with(struct text text, struct text prefix);
bool text_ends_with(struct text text, struct text suffix);
bool text_contains(struct text text, struct text part);
/* The first position of a byte, or text.length. */
size_t text_find(struct text text, char byte);
/* The first position of a part; SIZE_MAX: it is not there. */
size_t text_find_text(struct text text, struct text part);
/* The first position of a whole word (of letters, digits and _), letters without case; SIZE_MAX: it
 * is not there. */
size_t text_find_word(struct text text, struct text word);

/* Without leading and trailing space, tab, CR, LF and U+00A0. */
struct text text_trim(struct text text);
/* The part before the first `separator`; `rest` becomes what follows it. False at the end. */
bool text_next_part(struct text *rest, char separator, struct text *part);

/* Copies that live in the arena; text_c gives a NUL-terminated one (bytes after an inner NUL are
 * kept but unseen by C). */
struct text text_copy(struct arena *arena, struct text text);
const char *text_c(struct arena *arena, struct text text);
/* printf into the arena. Only for integers and strings: no locale-dependent conversions. */
struct text text_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The text itself where it is well-formed UTF-8, else a copy with U+FFFD for each bad byte: names
 * of files may be anything, and what is written is UTF-8. */
struct text text_repaired(struct arena *arena, struct text text);
/* Lower case of ASCII letters. */
struct text text_lower(struct arena *arena, struct text text);

/* Parses an optional sign and decimal digits, nothing else. False on overflow or anything else. */
bool text_to_int(struct text text, int64_t *value);
/* Parses a decimal number ([sign] digits [. digits]) independent of locale; false otherwise. */
bool text_to_number(struct text text, double *value);

/* The number of edits (insert, delete, replace, swap) between two texts, for "did you mean";
 * texts over 64 bytes give 64. */
size_t text_distance(struct text a, struct text b);

/* True if every byte is ASCII and none is NUL. */
bool text_is_plain(struct text text);
/* True if every byte belongs to a well-formed UTF-8 sequence; else `bad` is the first bad byte. */
bool utf8_is_valid(struct text text, size_t *bad);
/* True if every byte is a printed character of ASCII or a line feed. */
bool text_is_printed(struct text text);
/* The next code point of valid UTF-8; `text` advances. 0xFFFD for a bad byte. False at the end. */
bool utf8_next(struct text *text, uint32_t *code_point);
/* How many code points there are. */
size_t utf8_count(struct text text);

#endif
