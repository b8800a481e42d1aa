#include "support/testing.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* A new, empty folder for one claim. */
static struct text folder_for(const char *name) {
    struct text path = text_format(testing_arena(), "%s/file-%s", testing_folder(), name);
    HOLDS(mkdir(text_c(testing_arena(), path), 0777) == 0);
    return path;
}

static bool write_bytes(struct text path, struct text bytes) {
    return file_write(testing_diag(), path, bytes, 0640);
}

static size_t count_names(struct text folder) {
    int status;
    struct text output = testing_command(&status, "ls -A %s | wc -l", testing_words(folder));
    int64_t count = -1;
    HOLDS(text_to_int(text_trim(output), &count));
    return (size_t)count;
}

static void a_file_is_read_whole_with_its_nuls(void) {
    struct text path = testing_within(folder_for("whole"), "a.csv"), bytes;
    struct text expected = {"a\0b\r\n", 5};
    HOLDS(write_bytes(path, expected));
    HOLDS(file_read(testing_arena(), testing_diag(), path, &bytes));
    HOLDS(text_equal(bytes, expected));
    HOLDS(write_bytes(path, TEXT_NONE));
    HOLDS(file_read(testing_arena(), testing_diag(), path, &bytes) && bytes.length == 0);
}

static void a_file_whose_size_the_system_does_not_tell_is_read_whole(void) {
    struct text bytes;
    HOLDS(file_read(testing_arena(), testing_diag(), TEXT("/proc/self/status"), &bytes));
    HOLDS(text_starts_with(bytes, TEXT("Name:")) && bytes.length > 200);
}

static bool read_fails_with(struct text path, const char *code) {
    struct diag *diag = diag_new(testing_arena());
    struct text bytes;
    return !file_read(testing_arena(), diag, path, &bytes) && testing_reported(diag, code) &&
           diag_exit_status(diag) == EXIT_INPUT && diag_count(diag, DIAG_ERROR) == 1;
}

static void what_cannot_be_read_is_reported(void) {
    struct text folder = folder_for("unreadable");
    struct text pipe = testing_within(folder, "pipe");
    HOLDS(mkfifo(testing_words(pipe), 0600) == 0);
    HOLDS(read_fails_with(testing_within(folder, "none.csv"), "FI002"));
    HOLDS(read_fails_with(folder, "FI004"));
    HOLDS(read_fails_with(pipe, "FI002")); /* and does not block */
    HOLDS(read_fails_with(TEXT("/dev/zero"), "FI002"));
    HOLDS(read_fails_with(TEXT_NONE, "FI002"));
    HOLDS(read_fails_with(((struct text){"/etc/pas\0swd", 12}), "FI002"));
    char longest[5000];
    memset(longest, 'a', sizeof longest);
    HOLDS(read_fails_with(((struct text){longest, sizeof longest}), "FI002"));
}

static void a_file_over_the_limit_is_refused_before_it_is_read(void) {
    struct text path = testing_within(folder_for("large"), "large.csv");
    HOLDS(write_bytes(path, TEXT("id\n")));
    if (truncate(testing_words(path), (off_t)FILE_SIZE_LIMIT + 1) ==
        0) { /* a sparse file: no space is used */
        HOLDS(read_fails_with(path, "FI005"));
    }
    HOLDS(truncate(testing_words(path), 0) == 0);
}

static void names_come_in_byte_order_without_hidden_ones(void) {
    struct text folder = folder_for("list"), *names;
    size_t count;
    static const char *const made[] = {"b.csv",   "a.csv",  "B.csv",       ".hidden",
                                       "a10.csv", "a9.csv", "\xC3\xA9.csv"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        HOLDS(write_bytes(testing_within(folder, made[i]), TEXT("x")));
    }
    HOLDS(file_list(testing_arena(), testing_diag(), folder, &names, &count));
    static const char *const expected[] = {"B.csv",  "a.csv", "a10.csv",
                                           "a9.csv", "b.csv", "\xC3\xA9.csv"};
    SAME_INT((long long)count, 6);
    for (size_t i = 0; i < count && i < 6; i++) {
        SAME_TEXT(names[i], expected[i]);
    }
}

static void many_names_are_listed(void) {
    struct text folder = folder_for("many"), *names;
    size_t count;
    for (int i = 0; i < 100; i++) {
        struct text name = text_format(testing_arena(), "%03d", 99 - i);
        HOLDS(write_bytes(testing_within(folder, testing_words(name)), TEXT("x")));
    }
    HOLDS(file_list(testing_arena(), testing_diag(), folder, &names, &count) && count == 100);
    SAME_TEXT(names[0], "000");
    SAME_TEXT(names[99], "099");
}

static void a_missing_folder_is_reported(void) {
    struct text *names;
    size_t count;
    HOLDS(!file_list(testing_arena(), testing_diag(), TEXT("/nowhere/at/all"), &names, &count));
    HOLDS(testing_reported(testing_diag(), "FI001"));
    struct text file = testing_within(folder_for("no-folder"), "file");
    HOLDS(write_bytes(file, TEXT("x")));
    HOLDS(!file_list(testing_arena(), testing_diag(), file, &names, &count));
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 2);
    HOLDS(file_exists(file) && !file_is_folder(file));
    HOLDS(file_is_folder(TEXT("src")) && file_exists(TEXT("src")));
    HOLDS(!file_exists(TEXT("/nowhere")) && !file_is_folder(TEXT("/nowhere")));
}

static void paths_are_put_together_and_taken_apart(void) {
    SAME_TEXT(file_join(testing_arena(), TEXT("a"), TEXT("b")), "a/b");
    SAME_TEXT(file_join(testing_arena(), TEXT("a/"), TEXT("b")), "a/b");
    SAME_TEXT(file_join(testing_arena(), TEXT_NONE, TEXT("b")), "b");
    SAME_TEXT(file_join(testing_arena(), TEXT("/"), TEXT("b")), "/b");
    SAME_TEXT(file_name(TEXT("a/b/plans.2014.csv")), "plans.2014.csv");
    SAME_TEXT(file_name(TEXT("a/b/")), "b");
    SAME_TEXT(file_name(TEXT("plans")), "plans");
    SAME_TEXT(file_stem(TEXT("a.b/plans.2014.csv")), "plans.2014");
    SAME_TEXT(file_stem(TEXT("a.b/plans")), "plans");
    SAME_TEXT(file_stem(TEXT("a/.hidden")), ".hidden");
}

static void writing_replaces_the_old_bytes_and_leaves_nothing_else(void) {
    struct text folder = folder_for("write"), path = testing_within(folder, "a.csv");
    HOLDS(write_bytes(path, TEXT("old")));
    HOLDS(write_bytes(path, TEXT("new and longer")));
    SAME_TEXT(testing_file(testing_words(path)), "new and longer");
    SAME_INT((long long)count_names(folder), 1);
    struct stat status;
    HOLDS(stat(testing_words(path), &status) == 0 && (status.st_mode & 0777 & ~0640u) == 0);
}

/* One that no run holds is a killed run's; one that is held, or has another name, is not. */
static void what_a_killed_run_left_is_removed_by_the_next_write(void) {
    struct text folder = folder_for("left"), path = testing_within(folder, "a.csv");
    struct text held = testing_within(folder, ".a.csv.00000000000000aa");
    static const char *const others[] = {".a.csv.0123456789abcdef~", ".b.csv.0123456789abcdef",
                                         ".a.csv.old"};
    HOLDS(write_bytes(testing_within(folder, ".a.csv.0123456789abcdef"), TEXT("half")));
    HOLDS(write_bytes(held, TEXT("half")));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        HOLDS(write_bytes(testing_within(folder, others[i]), TEXT("mine")));
    }
    int descriptor = open(testing_words(held), O_RDONLY);
    HOLDS(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0);
    HOLDS(write_bytes(path, TEXT("new")));
    SAME_INT((long long)count_names(folder), 5);
    HOLDS(file_exists(held));
    close(descriptor);
    HOLDS(write_bytes(path, TEXT("newer")));
    SAME_INT((long long)count_names(folder), 4);
    SAME_TEXT(testing_file(testing_words(path)), "newer");
}

static void a_link_is_replaced_and_not_followed(void) {
    struct text folder = folder_for("link"), path = testing_within(folder, "a"),
                other = testing_within(folder, "b");
    HOLDS(write_bytes(other, TEXT("other")));
    HOLDS(symlink("b", testing_words(path)) == 0);
    HOLDS(write_bytes(path, TEXT("mine")));
    SAME_TEXT(testing_file(testing_words(other)), "other");
    SAME_TEXT(testing_file(testing_words(path)), "mine");
}

static bool write_fails(struct text path, struct text bytes) {
    struct diag *diag = diag_new(testing_arena());
    return !file_write(diag, path, bytes, 0644) && testing_reported(diag, "FI003") &&
           diag_exit_status(diag) == EXIT_WRITE;
}

/* Through links: a fault in the code would replace those, never the machine's devices. */
static void a_device_is_written_to_and_not_replaced(void) {
    struct text folder = folder_for("device");
    struct text full = testing_within(folder, "full"), null = testing_within(folder, "null");
    struct stat status;
    HOLDS(symlink("/dev/full", testing_words(full)) == 0 &&
          symlink("/dev/null", testing_words(null)) == 0);
    HOLDS(write_fails(full, TEXT("x")) && !write_fails(null, TEXT("x")));
    HOLDS(lstat(testing_words(full), &status) == 0 && S_ISLNK(status.st_mode));
    HOLDS(lstat(testing_words(null), &status) == 0 && S_ISLNK(status.st_mode));
    SAME_INT((long long)count_names(folder), 2);
}

static void a_folder_is_made_with_its_parents_or_left_as_it_is(void) {
    struct text folder = folder_for("parents");
    struct text deep = testing_within(testing_within(folder, "one"), "two");
    HOLDS(file_make_folder(testing_diag(), deep) && file_is_folder(deep));
    HOLDS(file_make_folder(testing_diag(), deep));
    struct text file = testing_within(folder, "file");
    HOLDS(file_write(testing_diag(), file, TEXT("x"), 0644));
    HOLDS(!file_make_folder(testing_diag(), testing_within(file, "below")));
    HOLDS(testing_reported(testing_diag(), "FI003"));
}

static void what_cannot_be_written_is_reported(void) {
    struct text folder = folder_for("unwritable");
    HOLDS(write_fails(folder, TEXT("x")));
    HOLDS(write_fails(testing_within(folder, "none/a.csv"), TEXT("x")));
    HOLDS(write_fails(TEXT("/proc/a.csv"), TEXT("x")));
    HOLDS(write_fails(TEXT_NONE, TEXT("x")));
    char longest[250];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    HOLDS(write_fails(testing_within(folder, longest), TEXT("x")));
    SAME_INT((long long)count_names(folder), 0);
    HOLDS(mkdir(testing_words(testing_within(folder, "taken")), 0777) == 0);
    HOLDS(write_fails(testing_within(folder, "taken"), TEXT("x")));
    SAME_INT((long long)count_names(folder), 1);
}

struct taken {
    struct text bytes;
    size_t part_count, part_limit;
};

static bool take(void *context, struct text part) {
    struct taken *taken = context;
    taken->bytes = text_format(testing_arena(), "%.*s%.*s", TEXT_ARG(taken->bytes), TEXT_ARG(part));
    return ++taken->part_count < taken->part_limit;
}

static void parts_of_a_file_are_handed_on_until_the_taker_has_enough(void) {
    struct text path = testing_within(folder_for("parts"), "a");
    char *bytes = arena_alloc(testing_arena(), 200000);
    memset(bytes, 'x', 200000);
    bytes[199999] = 'y';
    HOLDS(write_bytes(path, (struct text){bytes, 200000}));
    struct taken taken = {TEXT_NONE, 0, 100};
    HOLDS(file_read_parts(testing_arena(), testing_diag(), path, 200000, take, &taken));
    HOLDS(text_equal(taken.bytes, (struct text){bytes, 200000}));
    taken = (struct taken){TEXT_NONE, 0, 1};
    HOLDS(!file_read_parts(testing_arena(), testing_diag(), path, 200000, take, &taken));
    HOLDS(taken.bytes.length > 0 && taken.bytes.length < 200000);
    SAME_INT(diag_kept_count(testing_diag()), 0);
    taken = (struct taken){TEXT_NONE, 0, 100};
    HOLDS(!file_read_parts(testing_arena(), testing_diag(), path, 199999, take, &taken));
    HOLDS(testing_reported(testing_diag(), "FI005"));
    SAME_INT(taken.part_count, 0);
    HOLDS(!file_read_parts(testing_arena(), testing_diag(), testing_within(path, "b"), 9, take,
                           &taken));
    HOLDS(testing_reported(testing_diag(), "FI002"));
}

SUITE(base_file, CLAIM(a_file_is_read_whole_with_its_nuls),
      CLAIM(parts_of_a_file_are_handed_on_until_the_taker_has_enough),
      CLAIM(a_file_whose_size_the_system_does_not_tell_is_read_whole),
      CLAIM(what_cannot_be_read_is_reported),
      CLAIM(a_file_over_the_limit_is_refused_before_it_is_read),
      CLAIM(names_come_in_byte_order_without_hidden_ones), CLAIM(many_names_are_listed),
      CLAIM(a_missing_folder_is_reported), CLAIM(paths_are_put_together_and_taken_apart),
      CLAIM(writing_replaces_the_old_bytes_and_leaves_nothing_else),
      CLAIM(what_a_killed_run_left_is_removed_by_the_next_write),
      CLAIM(a_link_is_replaced_and_not_followed), CLAIM(a_device_is_written_to_and_not_replaced),
      CLAIM(a_folder_is_made_with_its_parents_or_left_as_it_is),
      CLAIM(what_cannot_be_written_is_reported))
