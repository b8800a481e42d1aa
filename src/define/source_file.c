/* Reads definition files and keeps them for the manifest. A file whose ending
 * is not the one that a folder holds is reported, never passed over: a measure
 * saved as .yml would otherwise be missing without a word. */
#include "define/source_file.h"

#include "base/arena.h"
#include "base/file.h"

bool source_files_read(struct arena *arena, struct diag *diag, struct source_files *into,
                       struct text folder, struct text name) {
    struct source_file file = {.path = file_join(arena, folder, name), .name = name};
    if (!file_read(arena, diag, file.path, &file.bytes)) {
        return false;
    }
    ARENA_MAKE_ROOM(arena, into->files, into->count, into->capacity, 16);
    into->files[into->count++] = file;
    return true;
}

bool source_files_read_folder(struct arena *arena, struct diag *diag, struct source_files *into,
                              struct text folder, struct text part, struct text ending) {
    struct text path = text_is_empty(part) ? folder : file_join(arena, folder, part);
    struct text *names;
    size_t name_count;
    if (!file_list(arena, diag, path, &names, &name_count)) {
        return false;
    }
    bool is_sound = true;
    for (size_t i = 0; i < name_count; i++) {
        struct text name = text_is_empty(part) ? names[i] : file_join(arena, part, names[i]);
        if (text_ends_with(names[i], ending)) {
            is_sound =
                (into == NULL || source_files_read(arena, diag, into, folder, name)) && is_sound;
        } else if (!text_equal_c(names[i], "README.md") &&
                   !file_is_folder(file_join(arena, folder, name))) {
            struct place place = {.file = file_join(arena, folder, name),
                                  .cell = TEXT_NONE,
                                  .field = TEXT_NONE,
                                  .source = TEXT_NONE};
            DIAG_REPORT(diag, DF018, &place, names[i], ending);
            is_sound = false;
        }
    }
    return is_sound;
}
