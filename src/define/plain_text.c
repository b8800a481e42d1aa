/* The texts of plain YAML, as libyaml makes them: lines are folded in plain and
 * quoted texts and in blocks that begin with ">". A text that stands in the file
 * as it is meant is not copied. */
#include "plain_text.h"

#include <limits.h>

enum { KEY_LENGTH_LIMIT = 1000 };

/* What stands from the node's beginning to here is its text's, as far as its first line goes. */
static void set_length(const struct cursor *cursor, struct node *node) {
    size_t length = (size_t)(cursor->at - cursor->base) - node->start;
    size_t left = node->place.source.length - (node->place.column - 1);
    node->place.length = (uint32_t)(length < left ? length : left);
}

/* A text of several lines, or with quotes doubled, as it is meant: one line end is a blank, more
 * are one less, blanks about them are nothing. */
static struct text fold(struct cursor *cursor, struct text raw, char quote) {
    char *out = arena_alloc(cursor->arena, raw.length + 1);
    size_t length = 0, blanks = 0, breaks = 0;
    for (size_t i = 0; i <= raw.length; i++) {
        char byte = i < raw.length ? raw.bytes[i] : '\0';
        if (byte == '\n') {
            breaks++;
            blanks = 0;
        } else if (byte == ' ') {
            blanks += breaks == 0;
        } else {
            size_t room = breaks > 1 ? breaks - 1 : breaks == 1 ? 1 : blanks;
            memset(out + length, breaks > 1 ? '\n' : ' ', room);
            length += room;
            breaks = blanks = 0;
            out[length] = byte;
            length += i < raw.length;
            i += byte == '\'' && quote == '\''; /* the second of two */
        }
    }
    return (struct text){out, length};
}

/* Bytes that may end a plain text: everywhere, or in brackets alone. */
enum { MAY_END = 1, ENDS_IN_BRACKETS = 2, ODD_IN_BRACKETS = 4 };
static const unsigned char endings[UCHAR_MAX + 1] = {
    ['\n'] = MAY_END,         [':'] = MAY_END | ODD_IN_BRACKETS, ['#'] = MAY_END,
    [','] = ENDS_IN_BRACKETS, ['['] = ENDS_IN_BRACKETS,          [']'] = ENDS_IN_BRACKETS,
    ['{'] = ENDS_IN_BRACKETS, ['}'] = ENDS_IN_BRACKETS,          ['?'] = ODD_IN_BRACKETS};

static bool is_end(const char *at) {
    return *at == '\n' || (*at == ':' && (at[1] == ' ' || at[1] == '\n')) ||
           (*at == '#' && at[-1] == ' ');
}

/* The rest of the line from here, to where a plain text ends: before ": ", " #" and, in brackets,
 * their marks. The cursor then stands behind its last byte that is no blank. */
static void skip_plain_part(struct cursor *cursor, bool is_in_brackets) {
    unsigned wanted = is_in_brackets ? MAY_END | ENDS_IN_BRACKETS | ODD_IN_BRACKETS : MAY_END;
    const char *at = cursor->at;
    for (;; at++) {
        unsigned ending = endings[(unsigned char)*at] & wanted;
        if (ending != 0 && ((ending & ENDS_IN_BRACKETS) != 0 || is_end(at))) {
            break;
        }
        if ((ending & ODD_IN_BRACKETS) != 0) {
            cursor_give_up(cursor);
            return;
        }
    }
    while (at > cursor->at && at[-1] == ' ') {
        at--;
    }
    cursor->at = at;
}

/* Goes to the line on which a plain text goes on: it begins at `column_least` or further in. False,
 * standing where it stood: it does not go on. */
static bool goes_on(struct cursor *cursor, size_t column_least, bool is_in_brackets) {
    const char *at = cursor->at;
    size_t line = cursor->line;
    cursor_skip_blanks(cursor);
    while (cursor_peek(cursor) == '\n') {
        cursor_skip_line(cursor);
        cursor_skip_blanks(cursor);
    }
    bool goes = cursor->line > line && cursor->at < cursor->end &&
                cursor_column(cursor) >= column_least &&
                strchr(is_in_brackets ? "#,[]{}" : "#", *cursor->at) == NULL;
    if (!goes) {
        cursor->at = at;
        cursor->line = line;
    }
    return goes;
}

/* Whether a plain text may begin here. */
static bool begins_plain(const struct cursor *cursor) {
    char byte = cursor_peek(cursor);
    if (byte == '-') {
        return !cursor_is_blank_at(cursor, 1) && strchr("-,[]{}?:#", cursor->at[1]) == NULL;
    }
    return byte != '\0' && strchr("?:,[]{}#&*!|>'\"%@`\n", byte) == NULL &&
           strncmp(cursor->at, "...", 3) != 0;
}

/* A plain text whose further lines begin at `column_least` or further in; SIZE_MAX: of one line. */
static void read_plain_text(struct cursor *cursor, struct node *node, size_t column_least,
                            bool is_in_brackets) {
    const char *start = cursor->at;
    if (!begins_plain(cursor)) {
        cursor_give_up(cursor);
        return;
    }
    bool is_folded = false;
    skip_plain_part(cursor, is_in_brackets);
    while (column_least < SIZE_MAX && goes_on(cursor, column_least, is_in_brackets)) {
        skip_plain_part(cursor, is_in_brackets);
        is_folded = true;
    }
    node->text = (struct text){start, (size_t)(cursor->at - start)};
    if (is_folded) {
        node->text = fold(cursor, node->text, '\0');
    }
    set_length(cursor, node);
}

/* To the quote that ends a text, counting lines. Escapes are libyaml's; so is a line that begins at
 * the margin, where a document might end. */
static const char *find_quote(struct cursor *cursor, char quote, bool *is_folded) {
    for (const char *at = cursor->at; at < cursor->end; at++) {
        if (*at == quote && (quote == '"' || at[1] != '\'')) {
            return at;
        }
        if (*at == quote) {
            at++;
            *is_folded = true;
        } else if (*at == '\n') {
            cursor->line++;
            *is_folded = true;
            if (at + 1 == cursor->end || (at[1] != ' ' && at[1] != '\n')) {
                break;
            }
        } else if (*at == '\\' && quote == '"') {
            break;
        }
    }
    cursor_give_up(cursor);
    return cursor->end;
}

static void read_quoted(struct cursor *cursor, struct node *node) {
    char quote = *cursor->at++;
    bool is_folded = false;
    const char *start = cursor->at, *end = find_quote(cursor, quote, &is_folded);
    node->style = quote == '"' ? NODE_DOUBLE_QUOTED : NODE_SINGLE_QUOTED;
    node->text = (struct text){start, (size_t)(end - start)};
    if (!cursor->is_odd) {
        node->text = is_folded ? fold(cursor, node->text, quote) : node->text;
        cursor->at = end + 1;
        set_length(cursor, node);
    }
}

void plain_text_read_into(struct cursor *cursor, struct node *node, size_t column_least,
                          bool is_in_brackets) {
    cursor_begin(cursor, node, NODE_SCALAR);
    if (cursor_peek(cursor) == '"' || cursor_peek(cursor) == '\'') {
        read_quoted(cursor, node);
    } else {
        read_plain_text(cursor, node, column_least, is_in_brackets);
    }
}

struct node *plain_text_read(struct cursor *cursor, size_t column_least, bool is_in_brackets) {
    struct node *node = ARENA_NEW(cursor->arena, struct node);
    plain_text_read_into(cursor, node, column_least, is_in_brackets);
    return node;
}

bool plain_text_is_key(const struct cursor *cursor, const struct node *text) {
    return cursor_peek(cursor) == ':' && cursor_is_blank_at(cursor, 1) &&
           cursor->line + 1 == text->place.line &&
           cursor_column(cursor) < text->place.column + KEY_LENGTH_LIMIT;
}

/* ---- blocks of text ---- */

/* Where a line's text begins: past the indentation, of which a blank line may have less. */
static const char *line_content(const struct cursor *cursor, size_t indentation) {
    const char *at = cursor->at;
    while (at < cursor->end && *at == ' ' && (size_t)(at - cursor->at) < indentation) {
        at++;
    }
    return at;
}

/* The lines of a block while they are joined. */
struct joining {
    char *out; /* with room for one byte more */
    size_t length, capacity;
    size_t breaks; /* line ends that wait for the next line that holds anything */
    bool is_folded, is_first, follows_blank;
};

/* Makes room for a line of the block, and for no more later than what is left of the file. */
static void make_room(struct cursor *cursor, struct joining *joining, size_t size) {
    size_t wanted = joining->length + joining->breaks + size + 1;
    if (wanted > joining->capacity) {
        joining->out = arena_resize(cursor->arena, joining->out, joining->capacity, 2 * wanted);
        joining->capacity = 2 * wanted;
    }
}

/* A line end before a folded line is a blank, unless the line or the one before begins with one. */
static void join_line(struct joining *joining, struct text line) {
    bool joins =
        joining->is_folded && !joining->is_first && !joining->follows_blank && line.bytes[0] != ' ';
    size_t room = joins && joining->breaks > 1 ? joining->breaks - 1 : joining->breaks;
    char *out = joining->out + joining->length;
    memset(out, joins && joining->breaks == 1 ? ' ' : '\n', room);
    memcpy(out + room, line.bytes, line.length);
    joining->length += room + line.length;
    joining->follows_blank = line.bytes[0] == ' ';
    joining->is_first = false;
    joining->breaks = 1;
}

/* The lines of a block, to one that stands further out. */
static void join_block(struct cursor *cursor, size_t indentation, struct joining *joining) {
    for (; cursor->at < cursor->end; cursor_skip_line(cursor)) {
        const char *content = line_content(cursor, indentation);
        const char *end = memchr(content, '\n', (size_t)(cursor->end - content));
        if (content == end) {
            joining->breaks++;
        } else if ((size_t)(content - cursor->at) < indentation) {
            return;
        } else {
            make_room(cursor, joining, (size_t)(end - content));
            join_line(joining, (struct text){content, (size_t)(end - content)});
        }
    }
}

struct node *plain_text_read_block(struct cursor *cursor, size_t least) {
    struct node *node = cursor_node(cursor, NODE_SCALAR);
    node->style = *cursor->at++ == '|' ? NODE_LITERAL : NODE_FOLDED;
    bool is_stripped = cursor_peek(cursor) == '-';
    cursor->at += is_stripped;
    if (cursor_peek(cursor) != '\n') {
        cursor_give_up(cursor);
        return node;
    }
    cursor_skip_line(cursor);
    const char *start = cursor->at;
    cursor_skip_blanks(cursor);
    size_t indentation = (size_t)(cursor->at - start);
    const char *end = memchr(start, '\n', (size_t)(cursor->end - start));
    if (cursor->at >= cursor->end || cursor->at == end || end[-1] == ' ' || indentation < least) {
        cursor_give_up(cursor);
        return node;
    }
    node->is_block = true;
    node->start = (size_t)(cursor->at - cursor->base);
    node->place = node_source_place(cursor->source, node->start, 0);
    cursor->at = start;
    struct joining joining = {.is_folded = node->style == NODE_FOLDED, .is_first = true};
    join_block(cursor, indentation, &joining);
    joining.out[joining.length] = '\n';
    node->text = (struct text){joining.out, joining.length + !is_stripped};
    return node;
}
