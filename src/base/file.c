/* Reading files and folders, and their names. Only regular files are read:
 * pipes and devices would block or never end. Writing is in file_write.c and
 * staged_folder.c. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "file_private.h"

enum { FIRST_NAMES = 32, SLACK = 1, PART_SIZE = 1 << 16 };

struct text file_error_words(int error) {
    const char *words = strerrordesc_np(error); /* strerror would follow the locale */
    return text_of(words == NULL ? "unknown error" : words);
}

bool file_path_c(struct text path, char out[FILE_PATH_LIMIT]) {
    if (path.length == 0 || path.length >= FILE_PATH_LIMIT) {
        errno = path.length == 0 ? ENOENT : ENAMETOOLONG;
        return false;
    }
    if (text_find(path, '\0') < path.length) {
        errno = EINVAL;
        return false;
    }
    memcpy(out, path.bytes, path.length);
    out[path.length] = '\0';
    return true;
}

bool file_cannot_read(struct diag *diag, struct text path, int error) {
    DIAG_REPORT(diag, FI002, NULL, path, file_error_words(error));
    return false;
}

static bool is_readable_kind(struct diag *diag, struct text path, const struct stat *status) {
    if (S_ISDIR(status->st_mode)) {
        DIAG_REPORT(diag, FI004, NULL, path);
    } else if (!S_ISREG(status->st_mode)) {
        DIAG_REPORT(diag, FI002, NULL, path, TEXT("it is a pipe or a device"));
    }
    return S_ISREG(status->st_mode);
}

static bool is_too_large(struct arena *arena, struct diag *diag, struct text path, size_t size,
                         size_t limit) {
    if (size > limit) {
        DIAG_REPORT(diag, FI005, NULL, path, text_format(arena, "%zu", size),
                    text_format(arena, "%zu", limit));
    }
    return size > limit;
}

struct file_stamp file_stamp(struct text path) {
    char name[FILE_PATH_LIMIT];
    struct stat status;
    if (!file_path_c(path, name) || stat(name, &status) != 0) {
        return (struct file_stamp){0};
    }
    return (struct file_stamp){status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                               status.st_mtim.tv_nsec};
}

bool file_stamps_agree(const struct file_stamp *one, const struct file_stamp *other) {
    return one->device == other->device && one->inode == other->inode && one->size == other->size &&
           one->seconds == other->seconds && one->nanoseconds == other->nanoseconds;
}

/* Reads to the end, which need not be where fstat said. */
static bool read_all(struct arena *arena, int descriptor, size_t expected, struct text *bytes) {
    size_t capacity = expected + SLACK, length = 0;
    char *block = arena_alloc(arena, capacity);
    for (;;) {
        ssize_t count = read(descriptor, block + length, capacity - length);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        if (count == 0) {
            *bytes = (struct text){block, length};
            return true;
        }
        length += count > 0 ? (size_t)count : 0;
        if (length == capacity) {
            block = arena_resize(arena, block, capacity, 2 * capacity);
            capacity *= 2;
        }
    }
}

/* A descriptor of a regular file of at most `limit` bytes, and their number; -1 after a report. */
static int open_regular(struct arena *arena, struct diag *diag, struct text path, size_t limit,
                        size_t *size) {
    char name[FILE_PATH_LIMIT];
    struct stat status;
    int descriptor =
        file_path_c(path, name) ? open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        file_cannot_read(diag, path, errno);
    } else if (is_readable_kind(diag, path, &status) &&
               !is_too_large(arena, diag, path, (size_t)status.st_size, limit)) {
        *size = (size_t)status.st_size;
        return descriptor;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return -1;
}

bool file_read(struct arena *arena, struct diag *diag, struct text path, struct text *bytes) {
    size_t size;
    int descriptor = open_regular(arena, diag, path, FILE_SIZE_LIMIT, &size);
    if (descriptor < 0) {
        return false;
    }
    bool is_read = read_all(arena, descriptor, size, bytes);
    if (!is_read) {
        file_cannot_read(diag, path, errno);
    }
    close(descriptor);
    return is_read && !is_too_large(arena, diag, path, bytes->length, FILE_SIZE_LIMIT);
}

bool file_read_parts(struct arena *arena, struct diag *diag, struct text path, size_t limit,
                     bool (*take)(void *context, struct text part), void *context) {
    size_t size, total = 0;
    int descriptor = open_regular(arena, diag, path, limit, &size);
    if (descriptor < 0) {
        return false;
    }
    char part[PART_SIZE];
    ssize_t count = 1;
    bool goes_on = true;
    while (goes_on && count != 0) {
        count = read(descriptor, part, sizeof part);
        if (count > 0) {
            total += (size_t)count;
            goes_on = !is_too_large(arena, diag, path, total, limit) &&
                      take(context, (struct text){part, (size_t)count});
        } else if (count < 0 && errno != EINTR) {
            goes_on = file_cannot_read(diag, path, errno);
        }
    }
    close(descriptor);
    return goes_on;
}

struct open_file {
    struct text path;
    int descriptor;
};

static void close_file(void *handle) {
    close(((struct open_file *)handle)->descriptor);
}

struct open_file *file_open(struct arena *arena, struct diag *diag, struct text path) {
    struct open_file *file = ARENA_NEW(arena, struct open_file);
    size_t size;
    file->path = path;
    file->descriptor = open_regular(arena, diag, path, FILE_SIZE_LIMIT, &size);
    if (file->descriptor < 0) {
        return NULL;
    }
    arena_defer(arena, close_file, file);
    return file;
}

bool file_read_at(const struct open_file *file, struct diag *diag, size_t offset, char *bytes,
                  size_t size, size_t *count) {
    for (*count = 0; *count < size;) {
        ssize_t more =
            pread(file->descriptor, bytes + *count, size - *count, (off_t)(offset + *count));
        if (more == 0) {
            return true;
        }
        if (more < 0 && errno != EINTR) {
            return file_cannot_read(diag, file->path, errno);
        }
        *count += more > 0 ? (size_t)more : 0;
    }
    return true;
}

static int compare_names(const void *a, const void *b) {
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* The names, in the order that the system gives. errno says what went wrong. */
static bool collect_names(struct arena *arena, DIR *stream, struct text **names, size_t *count) {
    size_t capacity = 0;
    *names = arena_double(arena, NULL, &capacity, sizeof **names, FIRST_NAMES);
    *count = 0;
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        ARENA_MAKE_ROOM(arena, *names, *count, capacity, FIRST_NAMES);
        (*names)[(*count)++] = text_copy(arena, text_of(entry->d_name));
    }
    return errno == 0;
}

bool file_list(struct arena *arena, struct diag *diag, struct text folder, struct text **names,
               size_t *name_count) {
    char path[FILE_PATH_LIMIT];
    DIR *stream = file_path_c(folder, path) ? opendir(path) : NULL;
    if (stream == NULL && errno == ENOTDIR && file_exists(folder)) {
        DIAG_REPORT(diag, FI009, NULL, folder);
        return false;
    }
    if (stream == NULL && (errno == ENOENT || errno == ENOTDIR)) {
        DIAG_REPORT(diag, FI001, NULL, folder);
        return false;
    }
    if (stream == NULL) {
        return file_cannot_read(diag, folder, errno);
    }
    bool is_whole = collect_names(arena, stream, names, name_count);
    int error = errno;
    closedir(stream);
    if (!is_whole) {
        return file_cannot_read(diag, folder, error);
    }
    qsort(*names, *name_count, sizeof **names, compare_names);
    return true;
}

enum presence { ABSENT, PRESENT, UNKNOWN };

/* UNKNOWN where the system cannot tell: whoever then reads there reports why, and what is optional
 * is never left out because a disk failed. */
static enum presence presence_of(struct text path, struct stat *status) {
    char name[FILE_PATH_LIMIT];
    if (file_path_c(path, name) && stat(name, status) == 0) {
        return PRESENT;
    }
    bool is_absent = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG ||
                     errno == EINVAL || errno == ELOOP;
    return is_absent ? ABSENT : UNKNOWN;
}

bool file_is_folder(struct text path) {
    struct stat status;
    enum presence presence = presence_of(path, &status);
    return presence == UNKNOWN || (presence == PRESENT && S_ISDIR(status.st_mode));
}

bool file_exists(struct text path) {
    struct stat status;
    return presence_of(path, &status) != ABSENT;
}

struct text file_join(struct arena *arena, struct text folder, struct text name) {
    bool needs_slash = folder.length > 0 && !text_ends_with(folder, TEXT("/"));
    return text_format(arena, "%.*s%s%.*s", TEXT_ARG(folder), needs_slash ? "/" : "",
                       TEXT_ARG(name));
}

struct text file_name(struct text path) {
    while (path.length > 1 && path.bytes[path.length - 1] == '/') {
        path.length--;
    }
    size_t from = path.length;
    while (from > 0 && path.bytes[from - 1] != '/') {
        from--;
    }
    return text_slice(path, from, path.length);
}

struct text file_stem(struct text path) {
    struct text name = file_name(path);
    for (size_t i = name.length; i > 1; i--) {
        if (name.bytes[i - 1] == '.') {
            return text_slice(name, 0, i - 1);
        }
    }
    return name;
}

bool file_is_name_part(struct text id) {
    bool holds = id.length > 0 && id.length <= FILE_PART_LIMIT && id.bytes[0] != '.';
    for (size_t i = 0; i < id.length && holds; i++) {
        unsigned char byte = (unsigned char)id.bytes[i];
        holds = byte >= ' ' && byte != 127 && byte != '/' && byte != '\\';
    }
    return holds;
}
