/* Folders of output that appear whole or not at all. A staged folder stands
 * beside its target under a name that nobody can foretell, and everything in
 * it is reached through its descriptor, so that no link can lead elsewhere.
 * Publishing exchanges it with an earlier folder in one step where the file
 * system can, else moves the earlier one aside; that is removed afterwards. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "file_private.h"

enum {
    FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
    NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
    DEPTH_LIMIT = 16
};

struct staged_folder {
    struct text path;   /* of the target */
    const char *name;   /* its last part */
    const char *marker; /* the file that shows that this program made a folder */
    char hidden[FILE_HIDDEN_LIMIT];
    int parent; /* descriptors; -1 when closed */
    int folder;
};

/* What stands where a folder shall be put. */
enum standing { NOTHING, OURS, FOREIGN, UNKNOWN };

static enum standing standing_at(const struct staged_folder *staged) {
    struct stat status;
    int folder = openat(staged->parent, staged->name, FOLDER);
    if (folder < 0) {
        return errno == ENOENT ? NOTHING : errno == ENOTDIR || errno == ELOOP ? FOREIGN : UNKNOWN;
    }
    bool is_ours = fstatat(folder, staged->marker, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                   S_ISREG(status.st_mode);
    close(folder);
    return is_ours ? OURS : FOREIGN;
}

/* Whether the target may be written, reported where it may not. */
static bool may_replace(const struct staged_folder *staged, struct diag *diag,
                        enum standing *standing) {
    *standing = standing_at(staged);
    int error = errno;
    if (*standing == FOREIGN) {
        DIAG_REPORT(diag, FI006, NULL, staged->path);
    } else if (*standing == UNKNOWN) {
        file_cannot_write(diag, staged->path, error);
    }
    return *standing == NOTHING || *standing == OURS;
}

static bool remove_entries(int folder, int depth);

/* Removes a file, a link (never what it leads to) or a folder with all that is in it. */
static bool remove_entry(int parent, const char *name, int depth) {
    if (unlinkat(parent, name, 0) == 0) {
        return true;
    }
    if ((errno != EISDIR && errno != EPERM) || depth > DEPTH_LIMIT) {
        return false;
    }
    int folder = openat(parent, name, FOLDER);
    bool is_empty = folder >= 0 && remove_entries(folder, depth + 1);
    return is_empty && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

/* Closes the descriptor too. */
static bool remove_entries(int folder, int depth) {
    DIR *stream = fdopendir(folder);
    if (stream == NULL) {
        close(folder);
        return false;
    }
    bool is_empty = true;
    const struct dirent *entry;
    while ((entry = readdir(stream)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            is_empty = remove_entry(folder, entry->d_name, depth) && is_empty;
        }
    }
    closedir(stream);
    return is_empty;
}

/* The folder that holds `path`, made where it is missing; -1 with errno set. Links on the way to
 * it are the user's own. */
static int open_parent(struct text path) {
    char folder[FILE_PATH_LIMIT];
    if (!file_path_c(path, folder)) {
        return -1;
    }
    size_t length = path.length - file_name(path).length;
    while (length > 1 && folder[length - 1] == '/') {
        length--;
    }
    folder[length] = '\0';
    if (length == 0) {
        return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    return file_make_folders(folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
}

static void discard_handle(void *staged) {
    staged_folder_discard(staged);
}

static bool is_plain_name(struct text name) {
    return name.length > 0 && text_find(name, '/') == name.length &&
           text_find(name, '\0') == name.length && !text_equal(name, TEXT(".")) &&
           !text_equal(name, TEXT(".."));
}

static bool make_hidden(struct staged_folder *staged) {
    if (!file_hidden_name(text_of(staged->name), staged->hidden)) {
        staged->hidden[0] = '\0';
        return false;
    }
    if (mkdirat(staged->parent, staged->hidden, 0777) != 0) {
        staged->hidden[0] = '\0';
        return false;
    }
    staged->folder = openat(staged->parent, staged->hidden, FOLDER);
    return staged->folder >= 0;
}

struct staged_folder *staged_folder_begin(struct arena *arena, struct diag *diag, struct text path,
                                          struct text marker) {
    while (path.length > 1 && path.bytes[path.length - 1] == '/') {
        path.length--;
    }
    struct staged_folder *staged = ARENA_NEW(arena, struct staged_folder);
    *staged = (struct staged_folder){.path = text_copy(arena, path),
                                     .name = text_c(arena, file_name(path)),
                                     .marker = text_c(arena, marker),
                                     .parent = -1,
                                     .folder = -1};
    arena_defer(arena, discard_handle, staged);
    errno = EINVAL;
    staged->parent = is_plain_name(file_name(path)) ? open_parent(path) : -1;
    enum standing standing;
    if (staged->parent < 0) {
        file_cannot_write(diag, path, errno);
    } else if (may_replace(staged, diag, &standing)) {
        if (make_hidden(staged)) {
            return staged;
        }
        file_cannot_write(diag, path, errno);
    }
    staged_folder_discard(staged);
    return NULL;
}

bool staged_folder_write(struct staged_folder *staged, struct diag *diag, struct text name,
                         struct text bytes, unsigned mode) {
    char plain[FILE_PATH_LIMIT];
    char path[2 * FILE_PATH_LIMIT];
    int length = snprintf(path, sizeof path, "%.*s/%.*s", TEXT_ARG(staged->path), TEXT_ARG(name));
    struct text shown = {path, (size_t)length < sizeof path ? (size_t)length : sizeof path - 1};
    errno = EINVAL;
    if (!is_plain_name(name) || !file_path_c(name, plain)) {
        return file_cannot_write(diag, shown, errno);
    }
    int file = openat(staged->folder, plain, NEW_FILE, (mode_t)mode);
    if (file < 0) {
        return file_cannot_write(diag, shown, errno);
    }
    return file_fill(file, bytes) || file_cannot_write(diag, shown, errno);
}

static bool cannot_do_so(int error) {
    return error == EINVAL || error == ENOSYS || error == ENOTSUP;
}

/* Puts the folder where nothing stands. */
static bool put_new(const struct staged_folder *staged) {
    if (renameat2(staged->parent, staged->hidden, staged->parent, staged->name, RENAME_NOREPLACE) ==
        0) {
        return true;
    }
    return cannot_do_so(errno) &&
           renameat(staged->parent, staged->hidden, staged->parent, staged->name) == 0;
}

/* Moves the earlier folder aside to `aside`, puts the new one in its place, and gives the old one
 * the hidden name; undone where the second step fails. */
static bool put_in_two_steps(const struct staged_folder *staged) {
    char aside[FILE_HIDDEN_LIMIT];
    int parent = staged->parent;
    if (!file_hidden_name(text_of(staged->name), aside) ||
        renameat(parent, staged->name, parent, aside) != 0) {
        return false;
    }
    if (renameat(parent, staged->hidden, parent, staged->name) != 0) {
        int error = errno;
        renameat(parent, aside, parent, staged->name);
        errno = error;
        return false;
    }
    return renameat(parent, aside, parent, staged->hidden) == 0;
}

/* Puts the folder in the place of an earlier one, which then has the hidden name. */
static bool exchange(const struct staged_folder *staged) {
    if (renameat2(staged->parent, staged->hidden, staged->parent, staged->name, RENAME_EXCHANGE) ==
        0) {
        return true;
    }
    return cannot_do_so(errno) && put_in_two_steps(staged);
}

/* Renames and flushes; an earlier folder is put back where the flush fails. */
static bool put_in_place(const struct staged_folder *staged, enum standing standing) {
    if (fsync(staged->folder) != 0 && errno != EINVAL) {
        return false;
    }
    if (!(standing == OURS ? exchange(staged) : put_new(staged))) {
        return false;
    }
    if (fsync(staged->parent) == 0 || errno == EINVAL) {
        return true;
    }
    int error = errno;
    if (standing == OURS) {
        exchange(staged);
    } else {
        renameat(staged->parent, staged->name, staged->parent, staged->hidden);
    }
    errno = error;
    return false;
}

bool staged_folder_publish(struct staged_folder *staged, struct diag *diag) {
    enum standing standing;
    if (!may_replace(staged, diag, &standing)) {
        return false;
    }
    if (!put_in_place(staged, standing)) {
        return file_cannot_write(diag, staged->path, errno);
    }
    if (standing == OURS && !remove_entry(staged->parent, staged->hidden, 0)) {
        DIAG_REPORT(diag, FI007, NULL, staged->path, text_of(staged->hidden),
                    file_error_words(errno));
    }
    staged->hidden[0] = '\0';
    staged_folder_discard(staged);
    return true;
}

static void close_once(int *descriptor) {
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

void staged_folder_discard(struct staged_folder *staged) {
    close_once(&staged->folder);
    if (staged->hidden[0] != '\0') {
        remove_entry(staged->parent, staged->hidden, 0);
        staged->hidden[0] = '\0';
    }
    close_once(&staged->parent);
}
