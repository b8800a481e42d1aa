/* Makes one system call or allocation of a whole run fail, once. Linked into
 * build/quarterday-faulty before the C library, so that the program and every
 * library it uses call these. QUARTERDAY_FAULT=KIND:N says which: the N-th call
 * of that kind fails (open, read, write, rename, sync, mkdir, close, list, stat,
 * allocate, other; kill:N kills it at its N-th flush). QUARTERDAY_FAULT_COUNTS=FILE takes the
 * number of calls of each kind. Nothing is flushed to a disk, so that hundreds of runs take
 * seconds; what goes to the standard error is let be, for a message must have a way out. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind {
    OPEN,
    READ,
    WRITE,
    RENAME,
    SYNC,
    MKDIR,
    CLOSE,
    LIST,
    STAT,
    ALLOCATE,
    OTHER,
    KILL,
    KIND_COUNT
};

static const struct {
    const char *name;
    int error;
} kinds[KIND_COUNT] = {
    [OPEN] = {"open", EMFILE},         [READ] = {"read", EIO},   [WRITE] = {"write", ENOSPC},
    [RENAME] = {"rename", EACCES},     [SYNC] = {"sync", EIO},   [MKDIR] = {"mkdir", ENOSPC},
    [CLOSE] = {"close", EIO},          [LIST] = {"list", EIO},   [STAT] = {"stat", EIO},
    [ALLOCATE] = {"allocate", ENOMEM}, [OTHER] = {"other", EIO}, [KILL] = {"kill", EIO},
};

static atomic_long counts[KIND_COUNT];

static bool is_wanted(enum kind kind, long count) {
    const char *wanted = getenv("QUARTERDAY_FAULT");
    size_t length = strlen(kinds[kind].name);
    return wanted != NULL && strncmp(wanted, kinds[kind].name, length) == 0 &&
           wanted[length] == ':' && strtol(wanted + length + 1, NULL, 10) == count;
}

/* True, with errno set, if this call is the one that fails. */
static bool fails(enum kind kind) {
    long count = atomic_fetch_add(&counts[kind], 1) + 1;
    if (!is_wanted(kind, count)) {
        return false;
    }
    errno = kinds[kind].error;
    return true;
}

static void *next(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL) {
        abort();
    }
    return found;
}

/* The function of that name that comes after this file's, typed as this one. */
#define NEXT(function)                                                                             \
    static __typeof__(function) *real;                                                             \
    if (real == NULL) {                                                                            \
        real = (__typeof__(function) *)(uintptr_t)next(#function);                                 \
    }

/* --- calls of one form ----------------------------------------------------- */

#define WRAP(kind, failed, type, name, parameters, arguments)                                      \
    type name parameters {                                                                         \
        NEXT(name)                                                                                 \
        return fails(kind) ? (failed) : real arguments;                                            \
    }

WRAP(READ, -1, ssize_t, read, (int file, void *bytes, size_t length), (file, bytes, length))
WRAP(READ, -1, ssize_t, pread, (int file, void *bytes, size_t length, off_t at),
     (file, bytes, length, at))
WRAP(RENAME, -1, int, renameat, (int from, const char *old, int to, const char *new),
     (from, old, to, new))
WRAP(RENAME, -1, int, rename, (const char *old, const char *new), (old, new))
WRAP(MKDIR, -1, int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(MKDIR, -1, int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode))
WRAP(OPEN, NULL, DIR *, opendir, (const char *path), (path))
WRAP(LIST, NULL, struct dirent *, readdir, (DIR * stream), (stream))
WRAP(LIST, -1, ssize_t, getdents64, (int folder, void *part, size_t size), (folder, part, size))
WRAP(STAT, -1, int, stat, (const char *restrict path, struct stat *restrict status), (path, status))
WRAP(STAT, -1, int, lstat, (const char *restrict path, struct stat *restrict status),
     (path, status))
WRAP(STAT, -1, int, fstat, (int file, struct stat *status), (file, status))
WRAP(STAT, -1, int, fstatat,
     (int folder, const char *restrict path, struct stat *restrict status, int flags),
     (folder, path, status, flags))
WRAP(OTHER, -1, int, memfd_create, (const char *name, unsigned flags), (name, flags))
WRAP(OTHER, -1, ssize_t, getrandom, (void *bytes, size_t length, unsigned flags),
     (bytes, length, flags))
WRAP(OTHER, -1, off_t, lseek, (int file, off_t to, int whence), (file, to, whence))
WRAP(OTHER, -1, int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
WRAP(OTHER, EAGAIN, int, pthread_create,
     (pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*work)(void *),
      void *restrict context),
     (thread, attributes, work, context))

/* --- calls of a form of their own ------------------------------------------ */

ssize_t write(int file, const void *bytes, size_t length) {
    NEXT(write)
    return file != STDERR_FILENO && fails(WRITE) ? -1 : real(file, bytes, length);
}

size_t fwrite(const void *restrict bytes, size_t size, size_t count, FILE *restrict file) {
    NEXT(fwrite)
    return file == stdout && count > 0 && fails(WRITE) ? 0 : real(bytes, size, count, file);
}

int fflush(FILE *file) {
    NEXT(fflush)
    return file == stdout && __fpending(file) > 0 && fails(WRITE) ? EOF : real(file);
}

/* As the system does it: the file is closed though the call fails. */
int close(int file) {
    NEXT(close)
    bool is_failing = fails(CLOSE);
    int result = real(file);
    if (is_failing) {
        errno = kinds[CLOSE].error;
    }
    return is_failing ? -1 : result;
}

/* "kill:N": the process is killed at its N-th flush. */
int fsync(int file) {
    (void)file;
    if (is_wanted(KILL, atomic_load(&counts[SYNC]) + 1)) {
        kill(getpid(), SIGKILL);
    }
    return fails(SYNC) ? -1 : 0;
}

/* QUARTERDAY_FAULT_PLAIN: the file system knows plain renames alone. */
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    NEXT(renameat2)
    if (flags != 0 && getenv("QUARTERDAY_FAULT_PLAIN") != NULL) {
        errno = EINVAL;
        return -1;
    }
    return fails(RENAME) ? -1 : real(from, old, to, new, flags);
}

static mode_t mode_among(int flags, va_list rest) {
    return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    NEXT(open)
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_among(flags, rest);
    va_end(rest);
    return fails(OPEN) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int openat(int folder, const char *path, int flags, ...) {
    NEXT(openat)
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_among(flags, rest);
    va_end(rest);
    return fails(OPEN) ? -1 : real(folder, path, flags, mode);
}

/* --- streams of libraries, over the calls above ----------------------------- */

static int file_of(void *cookie) {
    return (int)(intptr_t)cookie;
}

static ssize_t read_stream(void *cookie, char *bytes, size_t length) {
    return read(file_of(cookie), bytes, length);
}

static ssize_t write_stream(void *cookie, const char *bytes, size_t length) {
    ssize_t count = write(file_of(cookie), bytes, length);
    return count < 0 ? 0 : count;
}

/* What libraries seek in is in memory, where that cannot fail. */
static int seek_stream(void *cookie, off64_t *offset, int whence) {
    *offset = syscall(SYS_lseek, file_of(cookie), *offset, whence);
    return *offset < 0 ? -1 : 0;
}

static int close_stream(void *cookie) {
    return close(file_of(cookie));
}

FILE *fopen(const char *restrict path, const char *restrict mode) {
    static const cookie_io_functions_t functions = {read_stream, write_stream, seek_stream,
                                                    close_stream};
    bool is_both = strchr(mode, '+') != NULL;
    int how = mode[0] == 'r' ? (is_both ? O_RDWR : O_RDONLY)
                             : (is_both ? O_RDWR : O_WRONLY) | O_CREAT | O_TRUNC;
    int file = open(path, how, 0666);
    return file < 0 ? NULL : fopencookie((void *)(intptr_t)file, mode, functions);
}

FILE *fopen64(const char *restrict path, const char *restrict mode) {
    return fopen(path, mode);
}

/* --- the counts, by calls that are not counted ----------------------------- */

__attribute__((destructor)) static void write_counts(void) {
    const char *path = getenv("QUARTERDAY_FAULT_COUNTS");
    int file = path == NULL ? -1 : (int)syscall(SYS_open, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    char line[64];
    for (size_t i = 0; file >= 0 && i < KIND_COUNT; i++) {
        int length =
            snprintf(line, sizeof line, "%s %ld\n", kinds[i].name, atomic_load(&counts[i]));
        syscall(SYS_write, file, line, (size_t)length);
    }
}

/* --- memory: not under a sanitizer, which has an allocator of its own ------- */

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

WRAP(ALLOCATE, NULL, void *, __libc_malloc, (size_t size), (size))
WRAP(ALLOCATE, NULL, void *, __libc_calloc, (size_t count, size_t size), (count, size))
WRAP(ALLOCATE, NULL, void *, __libc_realloc, (void *old, size_t size), (old, size))
WRAP(ALLOCATE, MAP_FAILED, void *, mmap,
     (void *at, size_t length, int protection, int flags, int file, off_t offset),
     (at, length, protection, flags, file, offset))
WRAP(ALLOCATE, MAP_FAILED, void *, mmap64,
     (void *at, size_t length, int protection, int flags, int file, off_t offset),
     (at, length, protection, flags, file, offset))

void *mremap(void *old, size_t old_size, size_t size, int flags, ...) {
    NEXT(mremap)
    return fails(ALLOCATE) ? MAP_FAILED : real(old, old_size, size, flags);
}
#endif
