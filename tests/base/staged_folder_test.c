#include "support/testing.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* A new, empty folder for one claim; the target is "pack" in it. */
static struct text parent_for(const char *name) {
    struct text path = text_format(testing_arena(), "%s/staged-%s", testing_folder(), name);
    HOLDS(mkdir(text_c(testing_arena(), path), 0777) == 0);
    return path;
}

static struct staged_folder *begin(struct text path) {
    return staged_folder_begin(testing_arena(), testing_diag(), path, TEXT("manifest.json"));
}

static bool put(struct staged_folder *staged, const char *name, const char *words) {
    return staged_folder_write(staged, testing_diag(), text_of(name), text_of(words), 0644);
}

/* Publishes a folder of two files. */
static bool publish_pack(struct text path, const char *words) {
    struct staged_folder *staged = begin(path);
    return HOLDS(staged != NULL) && put(staged, "figures.csv", words) &&
           put(staged, "manifest.json", "{}") && staged_folder_publish(staged, testing_diag());
}

/* Every name in a folder, hidden ones too, a line each. */
static struct text names_in(struct text folder) {
    int status;
    return testing_command(&status, "LC_ALL=C ls -A %s", testing_words(folder));
}

static void a_folder_appears_only_when_it_is_published(void) {
    struct text parent = parent_for("new"), path = testing_within(parent, "pack");
    struct staged_folder *staged = begin(path);
    HOLDS(put(staged, "figures.csv", "a,b\n") && put(staged, "manifest.json", "{}"));
    HOLDS(!file_exists(path));
    HOLDS(staged_folder_publish(staged, testing_diag()));
    SAME_TEXT(names_in(parent), "pack\n");
    SAME_TEXT(names_in(path), "figures.csv\nmanifest.json\n");
    SAME_TEXT(testing_file(testing_words(testing_within(path, "figures.csv"))), "a,b\n");
    staged_folder_discard(staged);
    HOLDS(file_exists(path));
}

static void missing_parents_are_made(void) {
    struct text parent = parent_for("parents");
    HOLDS(publish_pack(testing_within(parent, "out//2013-14/pack/"), "x"));
    SAME_TEXT(testing_file(testing_words(testing_within(parent, "out/2013-14/pack/figures.csv"))),
              "x");
}

static void an_earlier_folder_stays_until_the_new_one_takes_its_place(void) {
    struct text parent = parent_for("earlier"), path = testing_within(parent, "pack");
    int status;
    HOLDS(publish_pack(path, "old"));
    testing_command(&status, "mkdir -p %s/deep/er && echo x > %s/deep/er/x", testing_words(path),
                    testing_words(path));
    struct staged_folder *staged = begin(path);
    HOLDS(put(staged, "manifest.json", "{}") && put(staged, "annex.xlsx", "new"));
    SAME_TEXT(testing_file(testing_words(testing_within(path, "figures.csv"))), "old");
    HOLDS(staged_folder_publish(staged, testing_diag()));
    SAME_TEXT(names_in(path), "annex.xlsx\nmanifest.json\n");
    SAME_TEXT(names_in(parent), "pack\n");
    SAME_INT((long long)diag_count(testing_diag(), DIAG_WARNING), 0);
}

static void what_is_discarded_leaves_nothing(void) {
    struct text parent = parent_for("discard"), path = testing_within(parent, "pack");
    HOLDS(publish_pack(path, "old"));
    struct staged_folder *staged = begin(path);
    HOLDS(put(staged, "figures.csv", "new"));
    staged_folder_discard(staged);
    staged_folder_discard(staged);
    SAME_TEXT(names_in(parent), "pack\n");
    SAME_TEXT(testing_file(testing_words(testing_within(path, "figures.csv"))), "old");
    HOLDS(!put(staged, "late.csv", "x") && testing_reported(testing_diag(), "FI003"));
}

static void an_arena_that_ends_discards_what_was_not_published(void) {
    struct text parent = parent_for("arena");
    struct arena *arena = arena_new();
    struct staged_folder *staged = staged_folder_begin(
        arena, testing_diag(), testing_within(parent, "pack"), TEXT("manifest.json"));
    HOLDS(put(staged, "figures.csv", "new"));
    HOLDS(names_in(parent).length > 0);
    arena_free(arena);
    SAME_TEXT(names_in(parent), "");
}

/* True if nothing may be staged at `path`, and this is the reason. */
static bool is_refused(struct text path, const char *code) {
    struct diag *diag = diag_new(testing_arena());
    return staged_folder_begin(testing_arena(), diag, path, TEXT("manifest.json")) == NULL &&
           testing_reported(diag, code) && diag_exit_status(diag) == EXIT_WRITE &&
           diag_count(diag, DIAG_ERROR) == 1;
}

static void what_this_program_did_not_make_is_left_untouched(void) {
    struct text parent = parent_for("foreign");
    int status;
    testing_command(&status,
                    "cd %s && mkdir own made && touch own/letter.doc made/manifest.json file && "
                    "ln -s made link && ln -s nowhere broken && mkdir odd odd/manifest.json && "
                    "mkdir linked && ln -s ../made/manifest.json linked/manifest.json",
                    testing_words(parent));
    static const char *const names[] = {"own", "file", "link", "broken", "odd", "linked"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        HOLDS(is_refused(testing_within(parent, names[i]), "FI006"));
    }
    SAME_TEXT(names_in(parent), "broken\nfile\nlink\nlinked\nmade\nodd\nown\n");
    SAME_TEXT(names_in(testing_within(parent, "own")), "letter.doc\n");
}

static void a_folder_that_came_in_between_is_left_untouched(void) {
    struct text parent = parent_for("between"), path = testing_within(parent, "pack");
    struct staged_folder *staged = begin(path);
    HOLDS(put(staged, "manifest.json", "{}"));
    HOLDS(mkdir(testing_words(path), 0777) == 0);
    HOLDS(!staged_folder_publish(staged, testing_diag()));
    HOLDS(testing_reported(testing_diag(), "FI006"));
    staged_folder_discard(staged);
    SAME_TEXT(names_in(parent), "pack\n");
    SAME_TEXT(names_in(path), "");
}

static void where_nothing_can_be_written_that_is_reported(void) {
    struct text parent = parent_for("unwritable");
    HOLDS(file_write(testing_diag(), testing_within(parent, "file"), TEXT("x"), 0644));
    HOLDS(is_refused(testing_within(parent, "file/pack"), "FI003"));
    HOLDS(is_refused(testing_within(parent, "file/deep/pack"), "FI003"));
    HOLDS(is_refused(TEXT("/proc/pack"), "FI003"));
    HOLDS(is_refused(TEXT("/proc/none/pack"), "FI003"));
    HOLDS(is_refused(TEXT_NONE, "FI003"));
    HOLDS(is_refused(TEXT("/"), "FI003"));
    HOLDS(is_refused(testing_within(parent, ".."), "FI003"));
    HOLDS(is_refused(((struct text){"a\0b", 3}), "FI003"));
    SAME_TEXT(names_in(parent), "file\n");
}

static void a_name_cannot_lead_out_of_the_folder_or_be_written_twice(void) {
    struct text parent = parent_for("names");
    struct staged_folder *staged = begin(testing_within(parent, "pack"));
    HOLDS(!put(staged, "../x", "x") && !put(staged, "a/b", "x") && !put(staged, "", "x"));
    HOLDS(!put(staged, ".", "x") && !put(staged, "..", "x") && !put(staged, "/etc/x", "x"));
    HOLDS(put(staged, "x", "first") && !put(staged, "x", "second"));
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 7);
    staged_folder_discard(staged);
    SAME_TEXT(names_in(parent), "");
}

static void a_link_planted_in_the_staged_folder_is_not_followed(void) {
    struct text parent = parent_for("planted");
    struct staged_folder *staged = begin(testing_within(parent, "pack"));
    int status;
    testing_command(&status,
                    "echo safe > %s/victim; ln -s ../victim $(echo %s/.pack.*)/figures.csv",
                    testing_words(parent), testing_words(parent));
    SAME_INT(status, 0);
    HOLDS(!put(staged, "figures.csv", "overwritten"));
    staged_folder_discard(staged);
    SAME_TEXT(testing_file(testing_words(testing_within(parent, "victim"))), "safe\n");
}

static void removing_an_earlier_folder_removes_links_and_not_what_they_lead_to(void) {
    struct text parent = parent_for("links"), path = testing_within(parent, "pack");
    int status;
    HOLDS(publish_pack(path, "old"));
    testing_command(&status, "mkdir %s/kept && touch %s/kept/x && ln -s ../kept %s/l",
                    testing_words(parent), testing_words(parent), testing_words(path));
    HOLDS(publish_pack(path, "new"));
    SAME_TEXT(names_in(parent), "kept\npack\n");
    SAME_TEXT(names_in(testing_within(parent, "kept")), "x\n");
}

SUITE(base_staged_folder, CLAIM(a_folder_appears_only_when_it_is_published),
      CLAIM(missing_parents_are_made),
      CLAIM(an_earlier_folder_stays_until_the_new_one_takes_its_place),
      CLAIM(what_is_discarded_leaves_nothing),
      CLAIM(an_arena_that_ends_discards_what_was_not_published),
      CLAIM(what_this_program_did_not_make_is_left_untouched),
      CLAIM(a_folder_that_came_in_between_is_left_untouched),
      CLAIM(where_nothing_can_be_written_that_is_reported),
      CLAIM(a_name_cannot_lead_out_of_the_folder_or_be_written_twice),
      CLAIM(a_link_planted_in_the_staged_folder_is_not_followed),
      CLAIM(removing_an_earlier_folder_removes_links_and_not_what_they_lead_to))
