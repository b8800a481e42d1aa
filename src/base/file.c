/* Files: whole reads, lists of names, and single files written under a
 * temporary name, flushed and renamed. Symbolic links are not followed where a
 * file is written. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static struct text why(struct arena *arena, int error) {
    char words[128];
    const char *message = strerror_r(error, words, sizeof words);
    return text_copy(arena, text_of(message));
}

static bool report(struct arena *arena, struct diag *diag, enum diag_code code, struct text path,
                   int error) {
    const struct text parts[2] = {path, why(arena, error)};
    diag_report(diag, code, NULL, parts, 2);
    return false;
}

/* --- names -------------------------------------------------------------- */

bool file_is_folder(struct text path) {
    struct arena *arena = arena_new();
    struct stat status;
    bool is_folder = stat(text_c(arena, path), &status) == 0 && S_ISDIR(status.st_mode);
    arena_free(arena);
    return is_folder;
}

bool file_exists(struct text path) {
    struct arena *arena = arena_new();
    bool exists = access(text_c(arena, path), F_OK) == 0;
    arena_free(arena);
    return exists;
}

struct text file_join(struct arena *arena, struct text folder, struct text name) {
    const char *between = text_ends_with(folder, TEXT("/")) ? "" : "/";
    return text_format(arena, "%.*s%s%.*s", TEXT_ARG(folder), between, TEXT_ARG(name));
}

struct text file_name(struct text path) {
    while (path.length > 1 && path.bytes[path.length - 1] == '/') {
        path.length--;
    }
    size_t start = path.length;
    while (start > 0 && path.bytes[start - 1] != '/') {
        start--;
    }
    return text_slice(path, start, path.length);
}

struct text file_stem(struct text path) {
    struct text name = file_name(path);
    size_t end = name.length;
    while (end > 0 && name.bytes[end - 1] != '.') {
        end--;
    }
    return end > 1 ? text_slice(name, 0, end - 1) : name;
}

/* --- reading ------------------------------------------------------------ */

static bool is_readable_file(struct arena *arena, struct diag *diag, struct text path,
                             int descriptor, size_t *size) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        return report(arena, diag, DIAG_FI002, path, errno);
    }
    if (S_ISDIR(status.st_mode)) {
        DIAG_REPORT(diag, FI004, NULL, path);
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        DIAG_REPORT(diag, FI002, NULL, path, TEXT("it is not a regular file"));
        return false;
    }
    *size = (size_t)status.st_size;
    if (*size <= FILE_SIZE_LIMIT) {
        return true;
    }
    DIAG_REPORT(diag, FI005, NULL, path, text_format(arena, "%zu", *size),
                text_format(arena, "%zu", FILE_SIZE_LIMIT));
    return false;
}

/* Reads up to `size` bytes; a file that shrinks meanwhile gives what it has. */
static bool read_bytes(int descriptor, char *bytes, size_t size, size_t *length) {
    *length = 0;
    while (*length < size) {
        ssize_t got = read(descriptor, bytes + *length, size - *length);
        if (got < 0 && errno != EINTR) {
            return false;
        }
        if (got == 0) {
            break;
        }
        *length += got > 0 ? (size_t)got : 0;
    }
    return true;
}

bool file_read(struct arena *arena, struct diag *diag, struct text path, struct text *bytes) {
    int descriptor = open(text_c(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return report(arena, diag, DIAG_FI002, path, errno);
    }
    size_t size, length = 0;
    bool good = is_readable_file(arena, diag, path, descriptor, &size);
    if (good) {
        char *block = arena_alloc(arena, size + 1);
        good = read_bytes(descriptor, block, size, &length) ||
               report(arena, diag, DIAG_FI002, path, errno);
        *bytes = (struct text){block, length};
    }
    close(descriptor);
    return good;
}

static int by_bytes(const void *left, const void *right) {
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

static void add_name(struct arena *arena, struct text **names, size_t *count, size_t *capacity,
                     const char *name) {
    if (*count == *capacity) {
        size_t more = *capacity == 0 ? 32 : 2 * *capacity;
        *names = arena_resize(arena, *names, *capacity * sizeof **names, more * sizeof **names);
        *capacity = more;
    }
    (*names)[(*count)++] = text_copy(arena, text_of(name));
}

bool file_list(struct arena *arena, struct diag *diag, struct text folder, struct text **names,
               size_t *name_count) {
    *names = NULL;
    *name_count = 0;
    DIR *handle = opendir(text_c(arena, folder));
    if (handle == NULL && (errno == ENOENT || errno == ENOTDIR)) {
        DIAG_REPORT(diag, FI001, NULL, folder);
        return false;
    }
    if (handle == NULL) {
        return report(arena, diag, DIAG_FI002, folder, errno);
    }
    size_t capacity = 0;
    const struct dirent *entry;
    while ((entry = readdir(handle)) != NULL) {
        if (entry->d_name[0] != '.') {
            add_name(arena, names, name_count, &capacity, entry->d_name);
        }
    }
    closedir(handle);
    if (*name_count > 0) {
        qsort(*names, *name_count, sizeof **names, by_bytes);
    }
    return true;
}

/* --- writing ------------------------------------------------------------ */

static bool write_bytes(int descriptor, struct text bytes) {
    while (bytes.length > 0) {
        ssize_t put = write(descriptor, bytes.bytes, bytes.length);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes = text_slice(bytes, put > 0 ? (size_t)put : 0, bytes.length);
    }
    return true;
}

/* Writes, flushes and closes; the first fault stays in errno. */
static bool fill_file(int descriptor, struct text bytes, unsigned mode) {
    bool good = write_bytes(descriptor, bytes) && fchmod(descriptor, (mode_t)mode) == 0 &&
                fsync(descriptor) == 0;
    int error = errno;
    good = close(descriptor) == 0 && good;
    errno = good ? errno : error;
    return good;
}

bool file_write(struct diag *diag, struct text path, struct text bytes, unsigned mode) {
    struct arena *arena = arena_new();
    struct text folder = text_slice(path, 0, path.length - file_name(path).length);
    struct text pattern = text_format(arena, "%.*s.quarterday-XXXXXX", TEXT_ARG(folder));
    char *temporary = arena_copy(arena, text_c(arena, pattern), pattern.length + 1);
    int descriptor = mkostemp(temporary, O_CLOEXEC);
    bool good = descriptor >= 0 && fill_file(descriptor, bytes, mode) &&
                rename(temporary, text_c(arena, path)) == 0;
    if (!good) {
        report(arena, diag, DIAG_FI003, path, errno);
        if (descriptor >= 0) {
            unlink(temporary);
        }
    }
    arena_free(arena);
    return good;
}
