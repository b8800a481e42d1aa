/* Writing single files: whole under a hidden name beside the target, flushed,
 * then renamed, so that a reader sees the old bytes or the new. What a killed
 * run left under such a name is removed by the next that writes there. What is no
 * regular file (a terminal, /dev/stdout, a pipe) is written straight to. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "file_private.h"

enum {
    NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
    OLD_FILE = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
    HIDDEN_DIGITS = 16,
    TRIES = 16 /* where runs that write the same file get into each other's way */
};

bool file_cannot_write(struct diag *diag, struct text path, int error) {
    DIAG_REPORT(diag, FI003, NULL, path, file_error_words(error));
    return false;
}

bool file_hidden_name(struct text name, char out[FILE_HIDDEN_LIMIT]) {
    uint64_t number;
    if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number) {
        return false;
    }
    int length = snprintf(out, FILE_HIDDEN_LIMIT, ".%.*s.%016llx", TEXT_ARG(name),
                          (unsigned long long)number);
    if (length >= FILE_HIDDEN_LIMIT) {
        errno = ENAMETOOLONG;
        return false;
    }
    return true;
}

bool file_is_hidden_name(const char *name, const char *target) {
    size_t length = strlen(target);
    return name[0] == '.' && strncmp(name + 1, target, length) == 0 && name[length + 1] == '.' &&
           strspn(name + length + 2, "0123456789abcdef") == HIDDEN_DIGITS &&
           name[length + 2 + HIDDEN_DIGITS] == '\0';
}

bool file_hold(int descriptor) {
    struct stat status;
    bool is_taken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    return !is_taken && fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

static bool write_all(int descriptor, struct text bytes) {
    while (bytes.length > 0) {
        ssize_t count = write(descriptor, bytes.bytes, bytes.length);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes = text_slice(bytes, count > 0 ? (size_t)count : 0, bytes.length);
    }
    return true;
}

/* Pipes and terminals cannot be flushed, which is no fault. */
static bool flush(int descriptor) {
    return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
}

bool file_fill(int descriptor, struct text bytes) {
    bool is_written = write_all(descriptor, bytes) && flush(descriptor);
    int error = errno;
    bool is_closed = close(descriptor) == 0;
    errno = is_written ? errno : error;
    return is_written && is_closed;
}

static bool is_special(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static bool write_special(const char *path, struct text bytes) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return descriptor >= 0 && file_fill(descriptor, bytes);
}

/* Renames `from` to `to`; where the flush fails, back again. */
static bool rename_and_flush(int folder, const char *from, const char *to, unsigned how) {
    if (renameat2(folder, from, folder, to, how) != 0) {
        return false;
    }
    if (flush(folder)) {
        return true;
    }
    int error = errno;
    renameat2(folder, to, folder, from, how);
    errno = error;
    return false;
}

/* The file has the name, or what stood there before still has it. */
static bool exchange_or_rename(int folder, const char *hidden, const char *name) {
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        if (S_ISDIR(status.st_mode)) {
            errno = EISDIR;
            return false;
        }
        if (rename_and_flush(folder, hidden, name, RENAME_EXCHANGE)) {
            return unlinkat(folder, hidden, 0) == 0 || errno == ENOENT; /* a left-over to others */
        }
    } else if (errno == ENOENT && rename_and_flush(folder, hidden, name, RENAME_NOREPLACE)) {
        return true;
    }
    return errno == EINVAL && renameat(folder, hidden, folder, name) == 0 && flush(folder);
}

/* Looks again where another run has put its file there since, or somebody has taken one away. */
static bool put_in_place(int folder, const char *hidden, const char *name) {
    bool is_put = exchange_or_rename(folder, hidden, name);
    for (int tries = 1; !is_put && (errno == EEXIST || errno == ENOENT) && tries < TRIES; tries++) {
        is_put = exchange_or_rename(folder, hidden, name);
    }
    return is_put;
}

/* Makes a hidden file for `name` that this run holds; -1 with errno set. */
static int make_hidden(int folder, const char *name, unsigned mode,
                       char hidden[FILE_HIDDEN_LIMIT]) {
    for (int tries = 0; tries < TRIES && file_hidden_name(text_of(name), hidden); tries++) {
        int descriptor = openat(folder, hidden, NEW_FILE, (mode_t)mode);
        if (descriptor < 0 || file_hold(descriptor)) {
            return descriptor;
        }
        close(descriptor);
        errno = EBUSY;
    }
    return -1;
}

/* Fills a hidden file and renames it to `name`, both in the folder. */
static bool write_and_rename(int folder, const char *name, struct text bytes, unsigned mode) {
    char hidden[FILE_HIDDEN_LIMIT];
    int descriptor = make_hidden(folder, name, mode, hidden);
    if (descriptor < 0) {
        return false;
    }
    int held = fcntl(descriptor, F_DUPFD_CLOEXEC, 0); /* until it has its name */
    bool is_written = file_fill(descriptor, bytes) && put_in_place(folder, hidden, name);
    int error = errno;
    if (!is_written) {
        unlinkat(folder, hidden, 0);
    }
    if (held >= 0) {
        close(held);
    }
    errno = error;
    return is_written;
}

static void remove_left_over(int folder, const char *name) {
    struct stat status;
    int file = openat(folder, name, OLD_FILE);
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) && file_hold(file)) {
        unlinkat(folder, name, 0);
    }
    if (file >= 0) {
        close(file);
    }
}

/* What cannot be removed is in nobody's way: there is nothing to report. */
static void remove_left_overs(const char *parent, int folder, const char *target) {
    DIR *stream = opendir(parent);
    const struct dirent *entry;
    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        if (file_is_hidden_name(entry->d_name, target)) {
            remove_left_over(folder, entry->d_name);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
}

static bool write_beside(char *path, struct text bytes, unsigned mode) {
    char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    if (slash != NULL) {
        *slash = '\0';
    }
    const char *parent = slash == NULL ? "." : slash == path ? "/" : path;
    int folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return false;
    }
    remove_left_overs(parent, folder, name);
    bool is_written = write_and_rename(folder, name, bytes, mode);
    int error = errno;
    close(folder);
    errno = error;
    return is_written;
}

bool file_write(struct diag *diag, struct text path, struct text bytes, unsigned mode) {
    char name[FILE_PATH_LIMIT];
    bool is_written =
        file_path_c(path, name) &&
        (is_special(name) ? write_special(name, bytes) : write_beside(name, bytes, mode));
    return is_written || file_cannot_write(diag, path, errno);
}

bool file_replace(struct diag *diag, struct text path, struct text bytes, unsigned mode) {
    char name[FILE_PATH_LIMIT];
    return (file_path_c(path, name) && write_beside(name, bytes, mode)) ||
           file_cannot_write(diag, path, errno);
}

bool file_make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool is_made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!is_made) {
            return false;
        }
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

bool file_make_folder(struct diag *diag, struct text path) {
    char folder[FILE_PATH_LIMIT];
    return (file_path_c(path, folder) && file_make_folders(folder)) ||
           file_cannot_write(diag, path, errno);
}
