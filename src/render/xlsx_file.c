/* A workbook's file and its parts, in memory: libxlsxwriter would keep each part
 * in a temporary file under a name that can be foretold, and would not notice
 * that one could not be written whole, so that cells were lost in silence.
 * lxw_tmpfile is the library's own function, defined here in its place; each
 * part is a stream over a descriptor that has no name, and what goes wrong with
 * it is kept for the end. Child-level sheets never touch a disk. */
#include "xlsx_file.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

/* Of the workbook that this thread makes. */
static _Thread_local bool is_part_lost;

static int descriptor_of(void *part) {
    return (int)(intptr_t)part;
}

static ssize_t write_part(void *part, const char *bytes, size_t length) {
    size_t done = 0;
    while (done < length) {
        ssize_t count = write(descriptor_of(part), bytes + done, length - done);
        if (count <= 0) {
            is_part_lost = true;
            return 0; /* which is how such a stream says that it failed */
        }
        done += (size_t)count;
    }
    return (ssize_t)length;
}

static ssize_t read_part(void *part, char *bytes, size_t length) {
    ssize_t count = read(descriptor_of(part), bytes, length);
    is_part_lost |= count < 0;
    return count;
}

static int seek_part(void *part, off64_t *offset, int whence) {
    off_t found = lseek(descriptor_of(part), *offset, whence);
    is_part_lost |= found < 0;
    *offset = found;
    return found < 0 ? -1 : 0;
}

static int close_part(void *part) {
    return close(descriptor_of(part));
}

FILE *lxw_tmpfile(char *folder) {
    (void)folder;
    int descriptor = memfd_create("part", MFD_CLOEXEC);
    if (descriptor < 0) {
        return NULL;
    }
    static const cookie_io_functions_t functions = {read_part, write_part, seek_part, close_part};
    return fopencookie((void *)(intptr_t)descriptor, "w+", functions);
}

static bool cannot_keep(struct diag *diag, const char *words) {
    DIAG_REPORT(diag, FI003, NULL, TEXT("a part of the workbook, in memory"), text_of(words));
    return false;
}

/* The library asks this for the day of a workbook: the C library's answer is one that all threads
 * share, and two workbooks may be made at the same time. */
struct tm *gmtime(const time_t *moment) {
    static _Thread_local struct tm answer;
    return gmtime_r(moment, &answer);
}

bool xlsx_file_begin(struct diag *diag, struct xlsx_file *file) {
    is_part_lost = false;
    file->descriptor = memfd_create("workbook", MFD_CLOEXEC);
    if (file->descriptor < 0) {
        return cannot_keep(diag, "no memory for the file");
    }
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->descriptor);
    return true;
}

static bool read_back(struct arena *arena, const struct xlsx_file *file, struct text *bytes) {
    off_t length = lseek(file->descriptor, 0, SEEK_END);
    char *copy = arena_alloc(arena, (size_t)(length > 0 ? length : 1));
    off_t have = 0;
    while (have < length) {
        ssize_t count = pread(file->descriptor, copy + have, (size_t)(length - have), have);
        if (count <= 0) {
            return false;
        }
        have += count;
    }
    *bytes = (struct text){copy, (size_t)have};
    return length > 0;
}

/* No room for a part is no fault of the document's. */
static bool is_whole(struct diag *diag, lxw_error error) {
    if (error >= LXW_ERROR_CREATING_XLSX_FILE && error <= LXW_ERROR_ZIP_CLOSE) {
        return cannot_keep(diag, lxw_strerror(error));
    }
    if (error != LXW_NO_ERROR) {
        DIAG_REPORT(diag, RD005, NULL, text_of(lxw_strerror(error)));
        return false;
    }
    return !is_part_lost || cannot_keep(diag, "it was not kept whole");
}

bool xlsx_file_end(struct arena *arena, struct diag *diag, const struct xlsx_file *file,
                   lxw_error error, struct text *bytes) {
    bool is_good = is_whole(diag, error) &&
                   (read_back(arena, file, bytes) || cannot_keep(diag, "it cannot be read back"));
    close(file->descriptor);
    return is_good;
}
