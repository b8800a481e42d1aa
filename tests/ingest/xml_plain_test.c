/* Plain XML: what the scanner takes, and that a return read with it is the
 * return as expat alone reads it. Of UTF-16 nothing is plain to the scanner, so
 * the same characters in UTF-16 are read by expat from end to end. */
#include "../src/ingest/xml_plain.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "generator/random.h"
#include "ingest/extract.h"
#include "support/testing.h"
#include "support/utf16.h"

static enum xml_plain kind_of(const char *bytes) {
    struct xml_step step;
    return xml_plain_next(text_of(bytes), &step);
}

static void a_text_and_a_tag_are_plain(void) {
    struct xml_step step;
    SAME_INT(xml_plain_next(TEXT("\n \tA-1 b.\r\n  </Child><x>"), &step), XML_PLAIN_CLOSES);
    SAME_TEXT(step.text, "A-1 b.");
    SAME_TEXT(step.name, "Child");
    SAME_INT(step.length, 21);
    SAME_INT(step.line_count, 2);
    SAME_INT(step.line_start, 11);
    SAME_INT(xml_plain_next(TEXT("<UPN>A"), &step), XML_PLAIN_OPENS);
    SAME_INT(step.text.length, 0);
    SAME_INT(step.length, 5);
    SAME_INT(step.line_count, 0);
    SAME_INT(kind_of("A>'\"/<Child_1.a-b/>"), XML_PLAIN_EMPTY);
}

static void what_expat_must_judge_is_not_plain(void) {
    static const char *const bytes[] = {
        "<a b='1'>", "<a >", "</a >",   "<!-- c -->",  "<?p?>",     "<![CDATA[x]]>", "A&amp;<a>",
        "]]><a>",    "]<a>", "a\rb<a>", "\r<a>",       "a\r\nb<a>", "Zo\xC3\xAB<a>", "\x01<a>",
        "\x7F<a>",   "<1a>", "<-a>",    "<>",          "</>",       "</a/>",         "<a//>",
        "<a/b>",     "< a>", "<a:b>",   "<a\xC3\xAB>", "<<a>",      "<a<b>"};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        if (!HOLDS(kind_of(bytes[i]) == XML_PLAIN_NOT)) {
            printf("%s\n", bytes[i]);
        }
    }
    struct buffer name = buffer_new(testing_arena());
    buffer_add_byte(&name, '<');
    for (size_t i = 0; i < XML_PLAIN_NAME_LIMIT; i++) {
        buffer_add_byte(&name, 'n');
    }
    SAME_INT(kind_of(text_c(testing_arena(), text_format(testing_arena(), "%s>", name.bytes))),
             XML_PLAIN_OPENS);
    SAME_INT(kind_of(text_c(testing_arena(), text_format(testing_arena(), "%sn>", name.bytes))),
             XML_PLAIN_NOT);
}

static void what_is_cut_short_waits_for_more(void) {
    static const char whole[] = " \r\nA1 \r\n</Child_1>";
    struct xml_step step;
    for (size_t length = 0; length < sizeof whole - 1; length++) {
        struct text cut = {arena_copy(testing_arena(), whole, length), length};
        SAME_INT(xml_plain_next(cut, &step), XML_PLAIN_MORE);
    }
    SAME_INT(xml_plain_next((struct text){whole, sizeof whole - 1}, &step), XML_PLAIN_CLOSES);
    SAME_INT(kind_of("<a/"), XML_PLAIN_MORE);
}

/* ---- against expat alone ---- */

static void tell_table(struct arena *arena, const struct table *table, struct buffer *out) {
    buffer_format(out, "%.*s\n", TEXT_ARG(table->name));
    for (size_t row = 0; row < table->row_count; row++) {
        struct text place = table_cell_place(arena, table, 0, row);
        buffer_format(out, "%u %.*s", table_file_row(table, row), TEXT_ARG(place));
        for (size_t column = 0; column < table->column_count; column++) {
            struct text raw = table_raw(table, column, row);
            buffer_format(out, "|%.*s", TEXT_ARG(raw));
        }
        buffer_add_byte(out, '\n');
    }
}

/* All tables and messages of a return. */
static struct text told(struct arena *arena, const struct catalogue *catalogue, struct text bytes) {
    struct diag *diag = diag_new(arena);
    struct text path = text_format(arena, "%s/return.xml", testing_folder());
    struct buffer out = buffer_new(arena);
    HOLDS(file_replace(testing_diag(), path, bytes, 0600));
    const struct extract *extract = extract_read(arena, diag, catalogue, path, 1);
    for (size_t i = 0; extract != NULL && i < extract->dataset.table_count; i++) {
        tell_table(arena, extract->dataset.tables[i], &out);
    }
    diag_print_all(&out, diag, DIAG_NOTE);
    return buffer_text(&out);
}

/* Both begin with the mark of their encoding, which expat counts as a column. */
static bool are_told_alike(const struct catalogue *catalogue, struct text ascii) {
    struct arena *arena = arena_new();
    struct text marked = text_format(arena, "\xEF\xBB\xBF%.*s", TEXT_ARG(ascii));
    struct text mixed = told(arena, catalogue, marked);
    struct text alone = told(arena, catalogue, utf16_of_ascii(arena, ascii));
    bool is_alike = text_equal(mixed, alone);
    if (!is_alike) {
        printf("%.*s\n---- with the scanner\n%.*s\n---- by expat alone\n%.*s\n", TEXT_ARG(ascii),
               TEXT_ARG(mixed), TEXT_ARG(alone));
    }
    arena_free(arena);
    return is_alike;
}

static const struct catalogue *census(void) {
    const struct catalogue *catalogue = catalogue_load_checks(
        testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("cin-census"));
    CU_ASSERT_FATAL(catalogue != NULL);
    return catalogue;
}

static const char *pick(struct random *random, const char *const *items, size_t count) {
    return items[random_between(random, 0, (int)count - 1)];
}
#define PICK(random, items) pick((random), (items), sizeof(items) / sizeof *(items))

/* White space, now and then with something in it. */
static void add_between(struct random *random, struct buffer *out) {
    static const char *const plain[] = {"", "", "\n", "\r\n  ", "\n\t ", "  "};
    static const char *const other[] = {"<!-- a\nb -->",
                                        "<?p q?>",
                                        "\r",
                                        "<![CDATA[ ]]>",
                                        "stray",
                                        "&#32;",
                                        "<Unknown a='1'><b>c</b></Unknown>"};
    buffer_add_c(out, PICK(random, plain));
    if (random_chance(random, 60)) {
        buffer_add_c(out, PICK(random, other));
    }
}

static void add_field(struct random *random, struct buffer *out, const char *name) {
    static const char *const values[] = {"2025-05-01", "A1", " 1 ", "", "\r\nB2\n", "x y", "true"};
    static const char *const other[] = {"A&amp;B", "&#65;",       "<![CDATA[1]]>", "a]]b",
                                        "a\r\nb",  "<!-- c -->7", "1<i>2</i>3"};
    bool is_plain = !random_chance(random, 60);
    buffer_format(out, "<%s%s>%s</%s%s>", name, random_chance(random, 20) ? " x='1'" : "",
                  is_plain ? PICK(random, values) : PICK(random, other), name,
                  random_chance(random, 20) ? " " : "");
    add_between(random, out);
}

static void add_child(struct random *random, struct buffer *out) {
    static const char *const fields[] = {"CINreferralDate", "ReferralNFA", "CINclosureDate",
                                         "Kind"};
    buffer_add_c(out, "<Child>");
    add_between(random, out);
    buffer_add_c(out, "<ChildIdentifiers>");
    add_field(random, out, "LAchildID");
    buffer_add_c(out, "</ChildIdentifiers>");
    while (random_chance(random, 600)) {
        buffer_add_c(out, "<CINdetails>");
        add_between(random, out);
        add_field(random, out, PICK(random, fields));
        buffer_add_c(out, random_chance(random, 500) ? "<Assessments/>" : "");
        add_field(random, out, PICK(random, fields));
        buffer_add_c(out, "</CINdetails>");
    }
    buffer_add_c(out, "</Child>");
    add_between(random, out);
}

static struct text made_return(struct random *random, struct arena *arena, int child_count) {
    struct buffer out = buffer_new(arena);
    buffer_add_c(&out, random_chance(random, 500) ? "<?xml version='1.0'?>\n" : "");
    buffer_add_c(&out, random_chance(random, 300) ? "<Message xmlns='u'>" : "<Message>");
    add_between(random, &out);
    buffer_add_c(&out, "<Children>");
    for (int i = 0; i < child_count; i++) {
        add_child(random, &out);
    }
    buffer_add_c(&out, "</Children></Message>");
    buffer_add_c(&out, random_chance(random, 300) ? "\n<!-- end -->\n" : "");
    return buffer_text(&out);
}

static void returns_are_read_as_by_expat_alone(void) {
    const struct catalogue *catalogue = census();
    struct random random = {8};
    for (int round = 0; round < 300; round++) {
        struct arena *arena = arena_new();
        HOLDS(
            are_told_alike(catalogue, made_return(&random, arena, random_between(&random, 0, 6))));
        arena_free(arena);
    }
}

/* Across many parts of a file. */
static void large_returns_are_read_as_by_expat_alone(void) {
    const struct catalogue *catalogue = census();
    struct random random = {9};
    for (int round = 0; round < 3; round++) {
        struct arena *arena = arena_new();
        struct text made = made_return(&random, arena, 3000);
        HOLDS(made.length > 300000);
        HOLDS(are_told_alike(catalogue, made));
        arena_free(arena);
    }
}

static void spoiled_returns_are_refused_where_expat_alone_refuses_them(void) {
    static const char signs[] = "<>&/'\"=! ?-[];#xCM\n\r";
    const struct catalogue *catalogue = census();
    struct random random = {10};
    for (int round = 0; round < 1500; round++) {
        struct arena *arena = arena_new();
        struct text made = made_return(&random, arena, random_between(&random, 1, 3));
        char *bytes = arena_copy(arena, made.bytes, made.length);
        size_t length = made.length;
        for (int change = 0; change < 1 + round % 3; change++) {
            bytes[random_between(&random, 0, (int)length - 1)] =
                signs[random_between(&random, 0, (int)sizeof signs - 2)];
        }
        if (random_chance(&random, 300)) {
            length = (size_t)random_between(&random, 0, (int)length);
        }
        HOLDS(are_told_alike(catalogue, (struct text){bytes, length}));
        arena_free(arena);
    }
}

SUITE(ingest_xml_plain, CLAIM(a_text_and_a_tag_are_plain),
      CLAIM(what_expat_must_judge_is_not_plain), CLAIM(what_is_cut_short_waits_for_more),
      CLAIM(returns_are_read_as_by_expat_alone), CLAIM(large_returns_are_read_as_by_expat_alone),
      CLAIM(spoiled_returns_are_refused_where_expat_alone_refuses_them))
