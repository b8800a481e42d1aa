/* Line breaking: break opportunities by UAX 14 (libunibreak), fewer by the house
 * rules below, and among them the breaks with the least squared slack. Bound
 * words keep their ordinary space, so that copied text can be searched. */
#include "render/paragraph.h"

#include <linebreak.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

/* A note's mark: smaller and raised, in shares of the text's size. */
#define MARK_SIZE 0.62
#define MARK_RISE 0.36

/* A run's part of the whole text. */
struct stretch {
    const struct inline_run *run;
    struct type_style type;
    double rise;
    size_t from, to;
};

/* What no line end divides: a word with the spaces after it. */
struct piece {
    size_t from, word_end, to;
    double width, space_width;
};

struct setting {
    struct arena *arena;
    const struct font_set *fonts;
    struct paragraph_style style;
    bool is_even; /* a title: its last line counts as the others do */
    struct text text;
    struct stretch *stretches;
    size_t stretch_count;
    struct piece *pieces;
    size_t piece_count, piece_capacity;
};

/* libunibreak fills a table of its own, always with the same; before main there is one thread. */
__attribute__((constructor)) static void prepare_line_breaking(void) {
    init_linebreak();
}

static enum font_style run_font(enum font_style base, const struct inline_run *run) {
    bool is_bold = run->is_bold || base == FONT_BOLD || base == FONT_BOLD_ITALIC;
    bool is_italic = run->is_italic || base == FONT_ITALIC || base == FONT_BOLD_ITALIC;
    if (is_bold) {
        return is_italic ? FONT_BOLD_ITALIC : FONT_BOLD;
    }
    return is_italic ? FONT_ITALIC : FONT_REGULAR;
}

static void add_run_text(struct buffer *all, const struct inline_run *run) {
    if (run->note > 0) {
        buffer_add_int(all, run->note);
        return;
    }
    for (size_t i = 0; i < run->text.length; i++) {
        char byte = run->text.bytes[i];
        buffer_add_byte(all, byte == '\n' || byte == '\r' || byte == '\t' ? ' ' : byte);
    }
}

static void join_runs(struct setting *setting, struct rich_text text) {
    struct buffer all = buffer_new(setting->arena);
    setting->stretches = ARENA_ARRAY(setting->arena, struct stretch, text.run_count + 1);
    setting->stretch_count = text.run_count;
    for (size_t i = 0; i < text.run_count; i++) {
        const struct inline_run *run = &text.runs[i];
        struct stretch *stretch = &setting->stretches[i];
        *stretch = (struct stretch){.run = run, .type = setting->style.type, .from = all.length};
        stretch->type.font = run_font(setting->style.type.font, run);
        if (run->note > 0) {
            stretch->rise = stretch->type.size * MARK_RISE;
            stretch->type.size *= MARK_SIZE;
        }
        add_run_text(&all, run);
        stretch->to = all.length;
        /* Whole runs first: a message on a missing glyph then shows its context. */
        font_shape(setting->fonts->styles[stretch->type.font],
                   text_slice(buffer_text(&all), stretch->from, stretch->to));
    }
    setting->text = buffer_text(&all);
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_capital(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

static bool is_one_of(struct text word, const char *const *words) {
    for (size_t i = 0; words[i] != NULL; i++) {
        if (text_equal_ignoring_case(word, text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static struct text bare_word(struct text word) {
    while (word.length > 0 && strchr("([\"'", word.bytes[0]) != NULL) {
        word = text_slice(word, 1, word.length);
    }
    while (word.length > 0 && strchr(")]\"',.;:", word.bytes[word.length - 1]) != NULL) {
        word = text_slice(word, 0, word.length - 1);
    }
    return word;
}

static bool ends_in_number(struct text word) {
    return word.length > 0 &&
           (is_digit(word.bytes[word.length - 1]) || text_ends_with(word, TEXT("%")));
}

/* "PAF C18", "BVPI 163": an indicator's family and its number in it. */
static bool is_code_of_family(struct text family, struct text code) {
    bool has_capitals = family.length > 1;
    for (size_t i = 0; i < family.length; i++) {
        has_capitals = has_capitals && is_capital(family.bytes[i]);
    }
    size_t digits = code.length;
    while (digits > 0 && is_digit(code.bytes[digits - 1])) {
        digits--;
    }
    bool is_code =
        digits < code.length && (digits == 0 || (digits == 1 && is_capital(*code.bytes)));
    return has_capitals && is_code;
}

/* Whether a space between two words may not end a line. */
static bool words_are_bound(struct text before, struct text after) {
    static const char *const units[] = {
        "thousand",  "million", "billion",  "per",      "percentage", "points",  "confidence",
        "hours",     "days",    "weeks",    "months",   "years",      "working", "January",
        "February",  "March",   "April",    "May",      "June",       "July",    "August",
        "September", "October", "November", "December", NULL};
    static const char *const numbered[] = {"section", "sections", "table",    "tables",    "figure",
                                           "figures", "annex",    "appendix", "paragraph", "page",
                                           "part",    "schedule", "quarter",  "level",     "note",
                                           "day",     "stage",    "band",     "grade",     NULL};
    static const char *const titles[] = {"councillor", "cllr", "mr", "mrs", "ms", "dr", NULL};
    struct text bare_before = bare_word(before);
    struct text bare_after = bare_word(after);
    if (bare_after.length == 0) {
        return text_equal(after, TEXT("\xE2\x80\x93")); /* an en dash stays with what it follows */
    }
    char first = bare_after.bytes[0];
    bool is_letter = is_capital(first) && bare_after.length == 1;
    bool is_initial = before.length == 2 && is_capital(before.bytes[0]) && before.bytes[1] == '.';
    return (ends_in_number(before) && is_one_of(bare_after, units)) ||
           (is_one_of(bare_before, numbered) && (is_digit(first) || is_letter)) ||
           (is_one_of(bare_before, titles) && is_capital(first)) || is_initial ||
           is_code_of_family(bare_before, bare_after) ||
           text_equal(bare_after, TEXT("\xE2\x80\x93"));
}

static struct text word_before(struct text text, size_t end) {
    size_t from = end;
    while (from > 0 && text.bytes[from - 1] != ' ') {
        from--;
    }
    return text_slice(text, from, end);
}

static struct text word_after(struct text text, size_t from) {
    size_t to = from;
    while (to < text.length && text.bytes[to] != ' ') {
        to++;
    }
    return text_slice(text, from, to);
}

bool paragraph_closes_with_number(struct text text, size_t from) {
    size_t at = from;
    while (at < text.length && is_digit(text.bytes[at])) {
        at++;
    }
    return at == text.length && at > from && at <= from + 2;
}

/* Breaks that UAX 14 allows behind the byte at `i` and the house does not. */
static bool is_forbidden(struct text text, size_t i) {
    const char *bytes = text.bytes;
    char next = i + 1 < text.length ? bytes[i + 1] : ' ';
    if (bytes[i] == ' ') {
        return paragraph_closes_with_number(text, i + 1) ||
               words_are_bound(word_before(text, i), word_after(text, i + 1));
    }
    bool is_scheme = bytes[i] == '/' && i > 0 && (bytes[i - 1] == ':' || bytes[i - 1] == '/');
    bool is_dash = bytes[i] == '-' || (i >= 2 && memcmp(bytes + i - 2, "\xE2\x80\x93", 3) == 0);
    return next == '(' || is_scheme || (is_dash && is_digit(next));
}

static double measure_between(const struct setting *setting, size_t from, size_t to) {
    double width = 0;
    for (size_t i = 0; i < setting->stretch_count; i++) {
        const struct stretch *stretch = &setting->stretches[i];
        size_t first = from > stretch->from ? from : stretch->from;
        size_t last = to < stretch->to ? to : stretch->to;
        if (first < last) {
            width += font_width(setting->fonts->styles[stretch->type.font], stretch->type.size,
                                text_slice(setting->text, first, last));
        }
    }
    return width;
}

static void add_piece(struct setting *setting, size_t from, size_t word_end, size_t to) {
    ARENA_MAKE_ROOM(setting->arena, setting->pieces, setting->piece_count, setting->piece_capacity,
                    32);
    setting->pieces[setting->piece_count++] =
        (struct piece){from, word_end, to, measure_between(setting, from, word_end),
                       measure_between(setting, word_end, to)};
}

static size_t next_character(struct text text, size_t at) {
    at++;
    while (at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80) {
        at++;
    }
    return at;
}

/* The last space in a stretch of text, or its end. */
static size_t last_space(struct text text, size_t from, size_t to) {
    for (size_t i = to; i > from; i--) {
        if (text.bytes[i - 1] == ' ') {
            return i - 1;
        }
    }
    return to;
}

/* Bound words wider than the measure part after all, and a single word is cut wherever the line is
 * full. */
static size_t cut_long_word(struct setting *setting, size_t from, size_t word_end) {
    while (measure_between(setting, from, word_end) > setting->style.width) {
        size_t cut = next_character(setting->text, from);
        size_t next = next_character(setting->text, cut);
        while (next < word_end && measure_between(setting, from, next) <= setting->style.width) {
            cut = next;
            next = next_character(setting->text, cut);
        }
        if (cut >= word_end) {
            break;
        }
        size_t space = last_space(setting->text, from, cut);
        add_piece(setting, from, space, space < cut ? space + 1 : cut);
        from = space < cut ? space + 1 : cut;
    }
    return from;
}

static void cut_pieces(struct setting *setting) {
    struct text text = setting->text;
    char *breaks = arena_alloc(setting->arena, text.length + 1);
    set_linebreaks_utf8((const utf8_t *)text.bytes, text.length, "en", breaks);
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool is_end = i + 1 == text.length;
        if (!is_end && (breaks[i] != LINEBREAK_ALLOWBREAK || is_forbidden(text, i))) {
            continue;
        }
        size_t word_end = i + 1;
        while (word_end > from && text.bytes[word_end - 1] == ' ') {
            word_end--;
        }
        from = cut_long_word(setting, from, word_end);
        add_piece(setting, from, word_end, i + 1);
        from = i + 1;
    }
}

/* The cost of a line of pieces first to last, of that width. */
static double line_cost(const struct setting *setting, size_t first, size_t last, double width) {
    double measure = setting->style.width;
    bool is_end = last + 1 == setting->piece_count;
    if (width > measure + 0.01) {
        return 1e9 + width;
    }
    if (setting->is_even) {
        const struct piece *piece = &setting->pieces[last];
        bool ends_part = setting->text.bytes[piece->word_end - 1] == ':';
        return ends_part ? 0 : (measure - width) * (measure - width);
    }
    if (is_end) {
        bool is_lonely = first > 0 && width < measure * 0.12;
        return is_lonely ? measure * measure * 0.06 : 0;
    }
    return (measure - width) * (measure - width);
}

/* For each number of pieces, where the last of its lines begins, at the least cost. */
static size_t *best_starts(const struct setting *setting) {
    size_t count = setting->piece_count;
    double *costs = ARENA_ARRAY(setting->arena, double, count + 1);
    size_t *starts = ARENA_ARRAY(setting->arena, size_t, count + 1);
    for (size_t i = 1; i <= count; i++) {
        costs[i] = 1e300;
    }
    for (size_t first = 0; first < count; first++) {
        double width = 0;
        for (size_t last = first; last < count; last++) {
            width += setting->pieces[last].width;
            if (width > setting->style.width + 0.01 && last > first) {
                break;
            }
            double cost = costs[first] + line_cost(setting, first, last, width);
            if (cost < costs[last + 1]) {
                costs[last + 1] = cost;
                starts[last + 1] = first;
            }
            width += setting->pieces[last].space_width;
        }
    }
    return starts;
}

static void set_line(const struct setting *setting, size_t from, size_t to,
                     struct paragraph_line *line) {
    struct paragraph_span *spans =
        ARENA_ARRAY(setting->arena, struct paragraph_span, setting->stretch_count + 1);
    double x = 0;
    for (size_t i = 0; i < setting->stretch_count; i++) {
        const struct stretch *stretch = &setting->stretches[i];
        size_t first = from > stretch->from ? from : stretch->from;
        size_t last = to < stretch->to ? to : stretch->to;
        if (first >= last) {
            continue;
        }
        double width = measure_between(setting, first, last);
        spans[line->span_count++] = (struct paragraph_span){
            stretch->run, stretch->type, text_slice(setting->text, first, last), x,
            width,        stretch->rise};
        x += width;
    }
    line->spans = spans;
}

static void set_lines(struct setting *setting, struct paragraph *paragraph) {
    size_t *starts = best_starts(setting);
    size_t count = 0;
    for (size_t end = setting->piece_count; end > 0; end = starts[end]) {
        count++;
    }
    struct paragraph_line *lines =
        ARENA_ARRAY(setting->arena, struct paragraph_line, count > 0 ? count : 1);
    size_t index = count;
    for (size_t end = setting->piece_count; end > 0; end = starts[end]) {
        const struct piece *first = &setting->pieces[starts[end]];
        const struct piece *last = &setting->pieces[end - 1];
        bool is_last_line = end == setting->piece_count;
        index--;
        set_line(setting, first->from, is_last_line ? last->word_end : last->to, &lines[index]);
        lines[index].width = measure_between(setting, first->from, last->word_end);
    }
    paragraph->lines = lines;
    paragraph->line_count = count > 0 ? count : 1;
}

static const struct paragraph *set_paragraph(struct setting *setting, struct rich_text text) {
    struct paragraph *paragraph = ARENA_NEW(setting->arena, struct paragraph);
    paragraph->style = setting->style;
    join_runs(setting, text);
    cut_pieces(setting);
    set_lines(setting, paragraph);
    return paragraph;
}

const struct paragraph *paragraph_new(struct arena *arena, const struct font_set *fonts,
                                      struct rich_text text, struct paragraph_style style) {
    struct setting setting = {.arena = arena, .fonts = fonts, .style = style};
    return set_paragraph(&setting, text);
}

const struct paragraph *paragraph_even(struct arena *arena, const struct font_set *fonts,
                                       struct rich_text text, struct paragraph_style style) {
    const struct paragraph *plain = paragraph_new(arena, fonts, text, style);
    struct setting setting = {.arena = arena, .fonts = fonts, .style = style, .is_even = true};
    const struct paragraph *even = set_paragraph(&setting, text);
    return even->line_count == plain->line_count ? even : plain;
}

struct rich_text paragraph_plain(struct arena *arena, struct text text) {
    struct inline_run *run = ARENA_NEW(arena, struct inline_run);
    run->text = text;
    run->link = TEXT_NONE;
    return (struct rich_text){run, 1};
}

struct text paragraph_words(struct arena *arena, struct rich_text text) {
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.run_count; i++) {
        if (text.runs[i].note == 0) {
            buffer_add(&out, text.runs[i].text);
        }
    }
    return buffer_text(&out);
}

double paragraph_height(const struct paragraph *paragraph) {
    return (double)paragraph->line_count * paragraph->style.leading;
}

double paragraph_width(const struct paragraph *paragraph) {
    double width = 0;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        width = paragraph->lines[i].width > width ? paragraph->lines[i].width : width;
    }
    return width;
}
