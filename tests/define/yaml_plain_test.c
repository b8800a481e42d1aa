/* The reader of plain YAML against libyaml, its reference: what it takes, it reads the same. */
#include "../src/define/yaml_plain.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "define/yaml.h"
#include "support/testing.h"
#include "support/yaml_pairs.h"

static const struct node *read_plain(struct text bytes, struct text left_out) {
    struct node_source *source = ARENA_NEW(testing_arena(), struct node_source);
    size_t *offsets = ARENA_ARRAY(testing_arena(), size_t, bytes.length + 1);
    *source = (struct node_source){TEXT("pair.yaml"), bytes, offsets, 1};
    for (size_t i = 0; i < bytes.length; i++) {
        if (bytes.bytes[i] == '\n') {
            offsets[source->line_count++] = i + 1;
        }
    }
    return yaml_read_plain(testing_arena(), source, left_out);
}

/* True where the plain reader gives up or agrees; `*is_plain`: it took the bytes. */
static bool agrees(struct text bytes, bool *is_plain) {
    const struct node *plain = read_plain(bytes, TEXT_NONE);
    const struct node *reference =
        plain == NULL ? NULL
                      : yaml_read_with_libyaml_alone(testing_arena(), testing_diag(),
                                                     TEXT("pair.yaml"), bytes);
    *is_plain = plain != NULL;
    return plain == NULL || (reference != NULL && yaml_pairs_agree(plain, reference));
}

static void is_taken(const char *text) {
    bool is_plain;
    if (!HOLDS(agrees(text_of(text), &is_plain) && is_plain)) {
        printf("\n%s\n", text);
    }
}

static void is_left(const char *text) {
    if (!HOLDS(read_plain(text_of(text), TEXT_NONE) == NULL)) {
        printf("\n%s\n", text);
    }
}

static void every_plain_form_reads_as_libyaml_reads_it(void) {
    is_taken("a: 1\n");
    is_taken("# head\n\na: b # c\n\n# end\n");
    is_taken("- a\n- b: c\n  d:\n    - e\n    - - f\n      - g\n-\n  h: i\n");
    is_taken("list:\n- a\n- b\nnext: c\n");
    is_taken("a: one\n  two\n\n\n  three # not four\nb: -1\nc: x:y#z\n");
    is_taken("a:\n  text below\n  its key\nb:\n  [c, d]\n");
    is_taken("a: 'it''s'\nb: \"x  y\n\n   z \"\nc: '  one\n  two  '\n'd e': \"\"\n");
    is_taken("a: [b, 'c', \"d\", [e f\n  g], {h: i, \"j\":\n  k}, []] # l\nm: {}\n");
    is_taken("a: |\n  SELECT\n\n    b\n   \nc: |-\n    d\n     e\n\n\nf: g\n");
    is_taken("a: >\n  b\n  c\n\n  d\n    e\n\n\n  f\ng: >-\n h\n i\n");
    is_taken("- |\n  a\n- >\n  b\n");
    is_taken("a: >-\n  \xC2\xA0 b\n  c\n"); /* a blank, but no indentation */
    is_taken("price: \xC2\xA3"
             "5 \xE2\x80\x93 6\n");
}

static void what_is_beyond_the_plain_form_is_left(void) {
    is_left("a: 1");      /* no line end */
    is_left("a: &x 1\n"); /* anchors, aliases, tags, directives */
    is_left("a: *x\n");
    is_left("a: !t 1\n");
    is_left("%YAML 1.1\n---\na: 1\n");
    is_left("---\na: 1\n");
    is_left("a: 1\n...\n");
    is_left("a: \"\\u20ac\"\n");
    is_left("a:\tb\n");
    is_left("a: b\r\n");
    is_left("a:\n"); /* empty values */
    is_left("a: [b, ]\n");
    is_left("? a\n: b\n");
    is_left("[a: b]\n");
    is_left("a\n");
    is_left("a: |2\n    b\n"); /* headers of blocks, blank first lines */
    is_left("a: |\n\n  b\n");
    is_left("\xEF\xBB\xBF"
            "a: 1\n");
}

static void no_fault_is_taken(void) {
    is_left("a: 1\na: 2\n");
    is_left("{a: 1, a: 2}\n");
    is_left("a: b: c\n");
    is_left("a: 1\n  b: 2\n");
    is_left("a:\n    b: 1\n  c: 2\n");
    is_left("- a\nb: c\n");
    is_left("a: - b\n");
    is_left("a: one\n  two: three\n");
    is_left("a: \"b\" c\n");
    is_left("a: \"open\n");
    is_left("a: [b\n");
    is_left("a: [b c: d]\n");
    is_left("a: [b]: c\n");
    is_left("a: |\nb: c\n");
    is_left("a: `b`\n");
    char deep[2 * YAML_DEPTH_LIMIT + 8];
    memset(deep, '[', YAML_DEPTH_LIMIT + 1);
    memset(deep + YAML_DEPTH_LIMIT + 1, ']', YAML_DEPTH_LIMIT + 1);
    memcpy(deep + 2 * YAML_DEPTH_LIMIT + 2, "\n", 2);
    is_left(deep);
    memset(deep, '[', YAML_DEPTH_LIMIT);
    memset(deep + YAML_DEPTH_LIMIT, ']', YAML_DEPTH_LIMIT);
    memcpy(deep + 2 * YAML_DEPTH_LIMIT, "\n", 2);
    is_taken(deep);
}

/* Both readers leave out alike, whatever stands there; a fault there is one still. */
static void what_is_left_out_is_judged_and_not_kept(void) {
    const char *const texts[] = {
        "a: 1\ntests:\n  - {rows: [1, 2]}\n  - tests: 3\nb: 'c'\n",
        "tests:\n- a\n- tests:\n  - b\n",
        "- id: a\n  tests: [b, c]\n- tests: |\n    d\n  id: {tests: 1, e: f}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct node *plain = read_plain(text_of(texts[i]), TEXT("tests"));
        const struct node *reference =
            yaml_read_without(testing_arena(), testing_diag(), TEXT("pair.yaml"),
                              text_format(testing_arena(), "%s...\n", texts[i]), TEXT("tests"));
        HOLDS(plain != NULL && reference != NULL && yaml_pairs_agree(plain, reference) &&
              node_get(plain, "tests") == NULL);
    }
    HOLDS(node_get(read_plain(TEXT("a: 1\ntests: 2\n"), TEXT("tests")), "a") != NULL);
    HOLDS(read_plain(TEXT("tests: 1\na: 2\ntests: 3\n"), TEXT("tests")) == NULL);
    HOLDS(read_plain(TEXT("tests:\n  a: 1\n  a: 2\n"), TEXT("tests")) == NULL);
    HOLDS(yaml_read_without(testing_arena(), testing_diag(), TEXT("a.yaml"),
                            TEXT("tests:\n  a: 1\n  a: 2\n"), TEXT("tests")) == NULL);
    HOLDS(testing_reported(testing_diag(), "DF006"));
}

/* ---- every definition, and definitions with bytes changed ---- */

/* Calls `each` for every YAML file below a folder. */
static void walk(struct text folder, void (*each)(struct text path, struct text bytes)) {
    struct text *names, bytes;
    size_t count;
    if (!HOLDS(file_list(testing_arena(), testing_diag(), folder, &names, &count))) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct text path = file_join(testing_arena(), folder, names[i]);
        if (file_is_folder(path)) {
            walk(path, each);
        } else if (text_ends_with(names[i], TEXT(".yaml")) &&
                   HOLDS(file_read(testing_arena(), testing_diag(), path, &bytes))) {
            each(path, bytes);
        }
    }
}

static void expect_plain(struct text path, struct text bytes) {
    bool is_plain;
    if (!HOLDS(agrees(bytes, &is_plain) && is_plain)) {
        printf("\n%.*s\n", TEXT_ARG(path));
    }
}

static void every_definition_is_plain_and_reads_as_libyaml_reads_it(void) {
    walk(TEXT("report-defs"), expect_plain);
}

static uint32_t drawn = 1;
static size_t draw(size_t count) {
    drawn = drawn * 1664525U + 1013904223U;
    return (drawn >> 8) % count;
}

/* Some lines of a file, from one at the margin on, with up to three marks or bytes put in or taken
 * out. */
static struct text changed(struct text bytes) {
    static const char *const marks[] = {
        ":",  ": ", "\n",    "\n  ", "\n\n", " ",  "#",   " #", "- ",   "'",    "\"",    "''",
        "[",  "]",  "{",     "}",    ",",    ", ", "|\n", "|",  ">",    ">-\n", "? ",    "&a",
        "*a", "!x", "---\n", "\\",   "a",    "  ", "~",   "[]", "\n- ", "@",    "key:\n"};
    size_t start = draw(bytes.length), end;
    while (start > 0 && (bytes.bytes[start - 1] != '\n' || bytes.bytes[start] == ' ')) {
        start--;
    }
    end = start + 20 + draw(400);
    struct text part = text_slice(bytes, start, end);
    for (size_t left = draw(4); left > 0; left--) {
        size_t at = draw(part.length + 1), taken = draw(3);
        const char *mark = taken > 0 ? "" : marks[draw(sizeof marks / sizeof marks[0])];
        part = text_format(testing_arena(), "%.*s%s%.*s", (int)at, part.bytes, mark,
                           TEXT_ARG(text_slice(part, at + taken, SIZE_MAX)));
    }
    return text_format(testing_arena(), "%.*s\n", TEXT_ARG(part));
}

static size_t taken_count;

static void expect_agreement(struct text path, struct text bytes) {
    for (int i = 0; i < 40; i++) {
        struct text text = changed(bytes);
        bool is_plain;
        if (!HOLDS(agrees(text, &is_plain))) {
            printf("\n%.*s:\n%.*s\n", TEXT_ARG(path), TEXT_ARG(text));
        }
        taken_count += is_plain;
    }
}

static void changed_definitions_are_left_or_read_as_libyaml_reads_them(void) {
    taken_count = 0;
    walk(TEXT("report-defs"), expect_agreement);
    HOLDS(taken_count > 1000);
}

SUITE(define_yaml_plain, CLAIM(every_plain_form_reads_as_libyaml_reads_it),
      CLAIM(what_is_beyond_the_plain_form_is_left), CLAIM(no_fault_is_taken),
      CLAIM(what_is_left_out_is_judged_and_not_kept),
      CLAIM(every_definition_is_plain_and_reads_as_libyaml_reads_it),
      CLAIM(changed_definitions_are_left_or_read_as_libyaml_reads_them))
