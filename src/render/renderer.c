/* The output formats, and the fonts that they draw with. */
#include "render/renderer.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

static const struct renderer *const known[] = {&pdf_renderer, &xlsx_renderer, &html_renderer};

const struct renderer *renderer_find(struct text name) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (text_equal_c(name, known[i]->name)) {
            return known[i];
        }
    }
    return NULL;
}

static struct text join_folders(struct arena *arena, const struct text *folders, size_t count) {
    struct buffer buffer = buffer_new(arena);
    for (size_t i = 0; i < count; i++) {
        buffer_add_c(&buffer, i > 0 ? ", " : "");
        buffer_add(&buffer, folders[i]);
    }
    return buffer_text(&buffer);
}

static bool find_font(struct arena *arena, struct diag *diag, const struct text *folders,
                      size_t folder_count, struct text name, struct text *path) {
    for (size_t i = 0; i < folder_count; i++) {
        *path = file_join(arena, folders[i], name);
        if (file_exists(*path)) {
            return true;
        }
    }
    DIAG_REPORT(diag, RD003, NULL, name, join_folders(arena, folders, folder_count));
    return false;
}

bool font_files_find(struct arena *arena, struct diag *diag, const struct text *folders,
                     size_t folder_count, const struct text names[FONT_STYLE_COUNT],
                     struct font_files *files) {
    bool all_found = true;
    for (size_t i = 0; i < FONT_STYLE_COUNT; i++) {
        all_found &= find_font(arena, diag, folders, folder_count, names[i], &files->paths[i]);
    }
    return all_found;
}
