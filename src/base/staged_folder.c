/* Folders of output that appear whole or not at all. A staged folder stands
 * beside its target under a name that nobody can foretell, and everything in
 * it is reached through its descriptor, so that no link can lead elsewhere.
 * Publishing exchanges it with an earlier folder in one step where the file
 * system can, else moves the earlier one aside; that is removed afterwards.
 * A staged folder is locked while its run lives: one that is not is a killed
 * run's, and the next run removes it. No memory is taken between beginning and
 * publishing: exhausted memory would leave the hidden folder behind. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "file_private.h"

enum {
    FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
    NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
    DEPTH_LIMIT = 16,
    LISTING_SIZE = 4096,
    TRIES = 16 /* where runs for the same folder get into each other's way */
};

/* What stands where a folder shall be put. */
enum standing { NOTHING, OURS, FOREIGN, UNKNOWN };

struct staged_folder {
    struct text path;   /* of the target */
    const char *name;   /* its last part */
    const char *marker; /* the file that shows that this program made a folder */
    char hidden[FILE_HIDDEN_LIMIT];
    int parent; /* descriptors; -1 when closed */
    int folder;
    enum standing standing; /* what it replaces */
};

/* Whether the folder that was opened stands there still: a run at the same time may have put its
 * own in its place, and be emptying this one. */
static bool is_in_place(const struct staged_folder *staged, int folder) {
    struct stat opened, there;
    return fstat(folder, &opened) == 0 &&
           fstatat(staged->parent, staged->name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           opened.st_dev == there.st_dev && opened.st_ino == there.st_ino;
}

static enum standing standing_at(const struct staged_folder *staged) {
    struct stat status;
    for (int tries = 0; tries < TRIES; tries++) {
        int folder = openat(staged->parent, staged->name, FOLDER);
        if (folder < 0) {
            return errno == ENOENT                      ? NOTHING
                   : errno == ENOTDIR || errno == ELOOP ? FOREIGN
                                                        : UNKNOWN;
        }
        bool is_ours = fstatat(folder, staged->marker, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                       S_ISREG(status.st_mode);
        bool is_told = is_ours || is_in_place(staged, folder);
        close(folder);
        if (is_told) {
            return is_ours ? OURS : FOREIGN;
        }
    }
    errno = EBUSY;
    return UNKNOWN;
}

/* Whether the target may be written, reported where it may not. */
static bool may_replace(struct staged_folder *staged, struct diag *diag) {
    staged->standing = standing_at(staged);
    int error = errno;
    if (staged->standing == FOREIGN) {
        DIAG_REPORT(diag, FI006, NULL, staged->path);
    } else if (staged->standing == UNKNOWN) {
        file_cannot_write(diag, staged->path, error);
    }
    return staged->standing == NOTHING || staged->standing == OURS;
}

static void close_once(int *descriptor) {
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

static bool remove_entries(int folder, int depth);

/* True also where it is gone by now: a run at the same time may have removed it as a left-over. */
static bool is_gone(int parent, const char *name, int flags) {
    return unlinkat(parent, name, flags) == 0 || errno == ENOENT;
}

/* Removes a file, a link (never what it leads to) or a folder with all that is in it. */
static bool remove_entry(int parent, const char *name, int depth) {
    if (is_gone(parent, name, 0)) {
        return true;
    }
    if ((errno != EISDIR && errno != EPERM) || depth > DEPTH_LIMIT) {
        return false;
    }
    int folder = openat(parent, name, FOLDER);
    if (folder < 0) {
        return errno == ENOENT;
    }
    bool is_empty = remove_entries(folder, depth + 1) || errno == ENOENT;
    return is_empty && is_gone(parent, name, AT_REMOVEDIR);
}

/* Hands each entry's name to `take` but "." and "..", without the memory that readdir takes. True
 * if the list came to its end and `take` was true of each. */
static bool list_entries(int folder, bool (*take)(void *context, const char *name), void *context) {
    _Alignas(struct dirent64) char part[LISTING_SIZE];
    bool is_good = true;
    ssize_t length;
    while ((length = getdents64(folder, part, sizeof part)) > 0) {
        for (ssize_t at = 0; at < length;) {
            const struct dirent64 *entry = (const void *)(part + at);
            at += entry->d_reclen;
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
                is_good = take(context, entry->d_name) && is_good;
            }
        }
    }
    return is_good && length == 0;
}

struct removal {
    int folder;
    int depth;
    size_t count;
};

static bool remove_one(void *context, const char *name) {
    struct removal *removal = context;
    removal->count++;
    return remove_entry(removal->folder, name, removal->depth);
}

/* Lists again after removing: a list that is cut while it is read may leave entries out. Closes
 * the descriptor too. */
static bool remove_entries(int folder, int depth) {
    struct removal removal = {folder, depth, 1};
    bool is_empty = true;
    while (is_empty && removal.count > 0) {
        removal.count = 0;
        is_empty = lseek(folder, 0, SEEK_SET) == 0 && list_entries(folder, remove_one, &removal);
    }
    int error = errno;
    close(folder);
    errno = error;
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

/* Removes a staged folder whose run no longer lives. */
static bool remove_left_over(void *context, const char *name) {
    const struct staged_folder *staged = context;
    int folder =
        file_is_hidden_name(name, staged->name) ? openat(staged->parent, name, FOLDER) : -1;
    if (folder >= 0) {
        if (flock(folder, LOCK_EX | LOCK_NB) == 0) {
            remove_entry(staged->parent, name, 0);
        }
        close(folder);
    }
    return true;
}

/* What cannot be removed is in nobody's way: there is nothing to report. */
static void remove_left_overs(struct staged_folder *staged) {
    int listing = openat(staged->parent, ".", FOLDER);
    if (listing >= 0) {
        list_entries(listing, remove_left_over, staged);
        close(listing);
    }
}

/* errno is ENOENT where another run took the folder. */
static bool make_and_lock(struct staged_folder *staged) {
    if (!file_hidden_name(text_of(staged->name), staged->hidden) ||
        mkdirat(staged->parent, staged->hidden, 0777) != 0) {
        staged->hidden[0] = '\0';
        return false;
    }
    staged->folder = openat(staged->parent, staged->hidden, FOLDER);
    if (staged->folder < 0 || file_hold(staged->folder)) {
        return staged->folder >= 0;
    }
    close_once(&staged->folder);
    errno = ENOENT;
    return false;
}

static bool make_hidden(struct staged_folder *staged) {
    bool is_made = make_and_lock(staged);
    for (int tries = 1; !is_made && errno == ENOENT && tries < TRIES; tries++) {
        is_made = make_and_lock(staged);
    }
    return is_made;
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
    if (staged->parent < 0) {
        file_cannot_write(diag, path, errno);
    } else if (may_replace(staged, diag)) {
        remove_left_overs(staged);
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

/* The hidden name of an earlier folder for a moment: not one that is taken for a left-over. */
static bool aside_name(const struct staged_folder *staged, char aside[FILE_HIDDEN_LIMIT]) {
    if (!file_hidden_name(text_of(staged->name), aside)) {
        return false;
    }
    aside[strlen(aside) - 1] = '~';
    return true;
}

/* Moves the earlier folder aside to `aside`, puts the new one in its place, and gives the old one
 * the hidden name, which is else `aside`; undone where the second step fails. */
static bool put_in_two_steps(struct staged_folder *staged) {
    char aside[FILE_HIDDEN_LIMIT];
    int parent = staged->parent;
    if (!aside_name(staged, aside) || renameat(parent, staged->name, parent, aside) != 0) {
        return false;
    }
    if (renameat(parent, staged->hidden, parent, staged->name) != 0) {
        int error = errno;
        renameat(parent, aside, parent, staged->name);
        errno = error;
        return false;
    }
    if (renameat(parent, aside, parent, staged->hidden) != 0) {
        memcpy(staged->hidden, aside, sizeof aside);
    }
    return true;
}

/* Puts the folder in the place of an earlier one, which then has the hidden name. */
static bool exchange(struct staged_folder *staged) {
    if (renameat2(staged->parent, staged->hidden, staged->parent, staged->name, RENAME_EXCHANGE) ==
        0) {
        return true;
    }
    return cannot_do_so(errno) && put_in_two_steps(staged);
}

/* The earlier folder, if there was one, has its place again. */
static void take_back(struct staged_folder *staged) {
    int error = errno;
    if (staged->standing == OURS) {
        exchange(staged);
    } else {
        renameat(staged->parent, staged->name, staged->parent, staged->hidden);
    }
    errno = error;
}

/* Renames and flushes; undone where the flush fails. */
static bool put_in_place(struct staged_folder *staged) {
    if (fsync(staged->folder) != 0 && errno != EINVAL) {
        return false;
    }
    if (!(staged->standing == OURS ? exchange(staged) : put_new(staged))) {
        return false;
    }
    if (fsync(staged->parent) == 0 || errno == EINVAL) {
        return true;
    }
    take_back(staged);
    return false;
}

/* Removes the earlier folder, which has the hidden name now. */
static void settle(struct staged_folder *staged, struct diag *diag) {
    if (staged->standing == OURS && !remove_entry(staged->parent, staged->hidden, 0)) {
        DIAG_REPORT(diag, FI007, NULL, staged->path, text_of(staged->hidden),
                    file_error_words(errno));
    }
    staged->hidden[0] = '\0';
    staged_folder_discard(staged);
}

/* Looks again where another run has put its folder there since, or somebody has taken one away. */
static bool put_or_report(struct staged_folder *staged, struct diag *diag) {
    for (int tries = 1; may_replace(staged, diag); tries++) {
        if (put_in_place(staged)) {
            return true;
        }
        bool has_changed = errno == EEXIST || errno == ENOTEMPTY || errno == ENOENT;
        if (!has_changed || tries == TRIES) {
            return file_cannot_write(diag, staged->path, errno);
        }
    }
    return false;
}

bool staged_folders_publish(struct staged_folder *const *staged, size_t count, struct diag *diag) {
    for (size_t i = 0; i < count; i++) {
        if (!put_or_report(staged[i], diag)) {
            for (size_t j = i; j > 0; j--) {
                take_back(staged[j - 1]);
            }
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        settle(staged[i], diag);
    }
    return true;
}

bool staged_folder_publish(struct staged_folder *staged, struct diag *diag) {
    return staged_folders_publish(&staged, 1, diag);
}

void staged_folder_discard(struct staged_folder *staged) {
    close_once(&staged->folder);
    if (staged->hidden[0] != '\0') {
        remove_entry(staged->parent, staged->hidden, 0);
        staged->hidden[0] = '\0';
    }
    close_once(&staged->parent);
}
