#include "fuzz/fuzzing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "define/yaml.h"
#include "ingest/reference.h"

static const struct text definitions = {"report-defs", 11};

struct fuzzed fuzzed_begin(const uint8_t *bytes, size_t length) {
    struct arena *arena = arena_new();
    char *copy = malloc(length);
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    arena_defer(arena, free, copy);
    return (struct fuzzed){arena, diag_new(arena), {copy, length}};
}

void fuzzed_end(struct fuzzed *fuzzed) {
    struct buffer out = buffer_new(fuzzed->arena);
    diag_print_all(&out, fuzzed->diag, DIAG_NOTE);
    arena_free(fuzzed->arena);
}

const struct node *fuzzed_block(struct fuzzed *fuzzed, const char *head, const char *margin) {
    struct buffer yaml = buffer_new(fuzzed->arena);
    buffer_add_c(&yaml, head);
    buffer_add_c(&yaml, margin);
    for (size_t i = 0; i < fuzzed->input.length; i++) {
        buffer_add_byte(&yaml, fuzzed->input.bytes[i]);
        buffer_add_c(&yaml, fuzzed->input.bytes[i] == '\n' ? margin : "");
    }
    buffer_add_c(&yaml, "\n");
    return yaml_read(fuzzed->arena, fuzzed->diag, TEXT("input.yaml"), buffer_text(&yaml));
}

void fuzzed_must(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "this must hold: %s\n", what);
        abort();
    }
}

static struct arena *lasting_arena(void) {
    static struct arena *arena;
    if (arena == NULL) {
        arena = arena_new();
    }
    return arena;
}

const struct catalogue *fuzzed_catalogue(const char *family) {
    static const struct catalogue *catalogue;
    if (catalogue == NULL) {
        bool is_ssd = strcmp(family, "ssd") == 0;
        struct diag *diag = diag_new(lasting_arena());
        catalogue =
            is_ssd ? catalogue_load(lasting_arena(), diag, definitions, text_of(family))
                   : catalogue_load_checks(lasting_arena(), diag, definitions, text_of(family));
        fuzzed_must(catalogue != NULL, "the shipped definitions can be read");
    }
    return catalogue;
}

const struct calendar *fuzzed_calendar(void) {
    static const struct calendar *calendar;
    if (calendar == NULL) {
        calendar =
            reference_calendar(lasting_arena(), diag_new(lasting_arena()), definitions, 2010, 2014);
        fuzzed_must(calendar != NULL, "the bank holidays can be read");
    }
    return calendar;
}

struct text fuzzed_file(struct fuzzed *fuzzed, const char *ending) {
    const char *folder = getenv("TMPDIR") == NULL ? "/tmp" : getenv("TMPDIR");
    struct text path =
        text_format(fuzzed->arena, "%s/fuzzed-%ld%s", folder, (long)getpid(), ending);
    FILE *file = fopen(path.bytes, "wb");
    fuzzed_must(file != NULL, "there is room for a temporary file");
    fwrite(fuzzed->input.bytes, 1, fuzzed->input.length, file);
    fclose(file);
    return path;
}

struct text fuzzed_folder(struct fuzzed *fuzzed, const char *name) {
    struct text path = fuzzed_file(fuzzed, name);
    struct text folder = text_format(fuzzed->arena, "%.*s-folder", TEXT_ARG(path));
    mkdir(folder.bytes, 0700);
    struct text moved = text_format(fuzzed->arena, "%.*s/%s", TEXT_ARG(folder), name);
    fuzzed_must(rename(path.bytes, moved.bytes) == 0, "a file can be renamed");
    return folder;
}
