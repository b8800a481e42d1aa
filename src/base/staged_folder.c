/* Folders of output that appear whole or not at all. The staged folder stands
 * beside the target under an unpredictable name; publishing moves an earlier
 * folder aside, renames the new one into place, and removes the earlier one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

struct staged_folder {
    struct arena *arena;
    const char *target;
    char *temporary;  /* the staged folder's name; "" once it is published or discarded */
    int descriptor;   /* of the staged folder */
    bool has_earlier; /* a folder that this program made stands at the target */
};

static bool report(struct staged_folder *staged, struct diag *diag, const char *path, int error) {
    char words[128];
    const char *message = strerror_r(error, words, sizeof words);
    struct text parts[2] = {text_of(path), text_copy(staged->arena, text_of(message))};
    diag_report(diag, DIAG_FI003, NULL, parts, 2);
    return false;
}

/* Makes the missing parents of a path. */
static bool make_parents(struct staged_folder *staged, struct diag *diag) {
    char *path = arena_copy(staged->arena, staged->target, strlen(staged->target) + 1);
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        struct stat status;
        if (mkdir(path, 0777) != 0 && (errno != EEXIST || stat(path, &status) != 0)) {
            return report(staged, diag, path, errno);
        }
        *slash = '/';
    }
    return true;
}

/* A folder at the target may be replaced only if this program made it. */
static bool check_target(struct staged_folder *staged, struct diag *diag, struct text marker) {
    struct stat status;
    if (lstat(staged->target, &status) != 0) {
        return errno == ENOENT || report(staged, diag, staged->target, errno);
    }
    struct text path = file_join(staged->arena, text_of(staged->target), marker);
    struct stat marker_status;
    if (!S_ISDIR(status.st_mode) || lstat(text_c(staged->arena, path), &marker_status) != 0 ||
        !S_ISREG(marker_status.st_mode)) {
        DIAG_REPORT(diag, FI006, NULL, text_of(staged->target));
        return false;
    }
    staged->has_earlier = true;
    return true;
}

/* Removes a folder of plain files; links are removed, not followed. */
static void remove_folder(const char *path) {
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *handle = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (handle == NULL) {
        if (descriptor >= 0) {
            close(descriptor);
        }
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(handle)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            unlinkat(descriptor, entry->d_name, 0);
        }
    }
    closedir(handle);
    rmdir(path);
}

static void discard_handle(void *handle) {
    staged_folder_discard(handle);
}

static char *temporary_name(struct staged_folder *staged, const char *suffix) {
    struct text target = text_of(staged->target);
    struct text folder = text_slice(target, 0, target.length - file_name(target).length);
    struct text name =
        text_format(staged->arena, "%.*s.quarterday-%s-XXXXXX", TEXT_ARG(folder), suffix);
    return arena_copy(staged->arena, text_c(staged->arena, name), name.length + 1);
}

struct staged_folder *staged_folder_begin(struct arena *arena, struct diag *diag, struct text path,
                                          struct text marker) {
    struct staged_folder *staged = ARENA_NEW(arena, struct staged_folder);
    *staged = (struct staged_folder){.arena = arena, .descriptor = -1};
    while (path.length > 1 && path.bytes[path.length - 1] == '/') {
        path.length--;
    }
    staged->target = text_c(arena, path);
    staged->temporary = temporary_name(staged, "new");
    if (!make_parents(staged, diag) || !check_target(staged, diag, marker)) {
        return NULL;
    }
    if (mkdtemp(staged->temporary) == NULL) {
        report(staged, diag, staged->target, errno);
        return NULL;
    }
    arena_defer(arena, discard_handle, staged);
    staged->descriptor = open(staged->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (staged->descriptor < 0 || fchmod(staged->descriptor, 0755) != 0) {
        report(staged, diag, staged->temporary, errno);
        staged_folder_discard(staged);
        return NULL;
    }
    return staged;
}

static bool fill(int descriptor, struct text bytes, unsigned mode) {
    while (bytes.length > 0) {
        ssize_t put = write(descriptor, bytes.bytes, bytes.length);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes = text_slice(bytes, put > 0 ? (size_t)put : 0, bytes.length);
    }
    return fchmod(descriptor, (mode_t)mode) == 0 && fsync(descriptor) == 0;
}

bool staged_folder_write(struct staged_folder *staged, struct diag *diag, struct text name,
                         struct text bytes, unsigned mode) {
    struct text target = file_join(staged->arena, text_of(staged->target), name);
    /* A name is a name: nothing that leads out of the folder. */
    if (text_find(name, '/') < name.length || name.length == 0) {
        return report(staged, diag, text_c(staged->arena, target), EINVAL);
    }
    int descriptor = openat(staged->descriptor, text_c(staged->arena, name),
                            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return report(staged, diag, text_c(staged->arena, target), errno);
    }
    bool good = fill(descriptor, bytes, mode);
    int error = errno;
    good = close(descriptor) == 0 && good;
    return good || report(staged, diag, text_c(staged->arena, target), error);
}

/* Flushes the folder that holds the target, so that the renames last. */
static void flush_parent(struct staged_folder *staged) {
    struct text target = text_of(staged->target);
    struct text folder = text_slice(target, 0, target.length - file_name(target).length);
    const char *path = folder.length == 0 ? "." : text_c(staged->arena, folder);
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

bool staged_folder_publish(struct staged_folder *staged, struct diag *diag) {
    char *aside = temporary_name(staged, "old");
    if (fsync(staged->descriptor) != 0) {
        return report(staged, diag, staged->target, errno);
    }
    if (staged->has_earlier) {
        /* An empty folder of that name may be renamed over. */
        if (mkdtemp(aside) == NULL || rename(staged->target, aside) != 0) {
            int error = errno;
            rmdir(aside);
            return report(staged, diag, staged->target, error);
        }
    }
    if (rename(staged->temporary, staged->target) != 0) {
        int error = errno;
        if (staged->has_earlier) {
            rename(aside, staged->target);
        }
        return report(staged, diag, staged->target, error);
    }
    staged->temporary[0] = '\0';
    flush_parent(staged);
    if (staged->has_earlier) {
        remove_folder(aside);
    }
    return true;
}

void staged_folder_discard(struct staged_folder *staged) {
    if (staged->descriptor >= 0) {
        close(staged->descriptor);
        staged->descriptor = -1;
    }
    if (staged->temporary[0] != '\0') {
        remove_folder(staged->temporary);
        staged->temporary[0] = '\0';
    }
}
