/* Files: whole reads; and folders of output that appear whole or not at all.
 * A staged folder is made beside its final name under an unpredictable name,
 * filled, flushed, and put in place by renames; an earlier folder stays until
 * then. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

/* Files above this are refused (FI005). */
#define FILE_SIZE_LIMIT ((size_t)1 << 34)

/* The whole of a regular file. False after FI002, FI004 or FI005. */
bool file_read(struct arena *arena, struct diag *diag, struct text path, struct text *bytes);
/* Hands a regular file of at most `limit` bytes on in parts, so that it need not be held whole;
 * stops, without a report, where `take` gives false. False then, or after FI002, FI004 or FI005. */
bool file_read_parts(struct arena *arena, struct diag *diag, struct text path, size_t limit,
                     bool (*take)(void *context, struct text part), void *context);
struct open_file;
/* A regular file to be read at any position, closed when the arena is freed. NULL after FI002,
 * FI004 or FI005. */
struct open_file *file_open(struct arena *arena, struct diag *diag, struct text path);
/* Up to `size` bytes from `offset` on, fewer only at the file's end. False after FI002. */
bool file_read_at(const struct open_file *file, struct diag *diag, size_t offset, char *bytes,
                  size_t size, size_t *count);
/* Which file stands at a path, and when it was last written to, as the system tells: two stamps
 * that agree are of the same bytes. All 0: there is none. */
struct file_stamp {
    uint64_t device, inode;
    int64_t size, seconds, nanoseconds;
};
struct file_stamp file_stamp(struct text path);
bool file_stamps_agree(const struct file_stamp *one, const struct file_stamp *other);
/* The names in a folder, in byte order, without "." and "..", hidden names left out. False after
 * FI001 or FI002. */
bool file_list(struct arena *arena, struct diag *diag, struct text folder, struct text **names,
               size_t *name_count);
/* True too where the system cannot tell, so that whoever reads there reports why. */
bool file_is_folder(struct text path);
bool file_exists(struct text path);
/* folder + "/" + name. */
struct text file_join(struct arena *arena, struct text folder, struct text name);
/* The last part of a path; and that without its ending. */
struct text file_name(struct text path);
struct text file_stem(struct text path);
/* Whether an id out of a definition can be a part of an output's name without leading elsewhere: 1
 * to FILE_PART_LIMIT bytes, no separator, no control byte, no dot in front. */
enum { FILE_PART_LIMIT = 100 };
bool file_is_name_part(struct text id);
/* The system's words for an errno, in English whatever the locale. */
struct text file_error_words(int error);

/* Writes a single file that the user named: temporary name, flush, rename; a terminal, pipe or
 * device, by whatever link, is written to. mode as for open(2). False after FI003, and what stood
 * there is as it was. */
bool file_write(struct diag *diag, struct text path, struct text bytes, unsigned mode);
/* The same of a file in an output folder: a link or pipe that stands there is replaced, never
 * followed. */
bool file_replace(struct diag *diag, struct text path, struct text bytes, unsigned mode);

/* Makes a folder and its missing parents; one that is there is left as it is. False after FI003. */
bool file_make_folder(struct diag *diag, struct text path);

struct staged_folder;

/* Begins a folder that will stand at `path`; missing parents are made. An existing folder at
 * `path` is replaced only if it holds the marker file `marker` (FI006 otherwise). Symbolic links
 * are not followed. What a run that was killed had staged for the same path is removed. NULL after
 * a report. */
struct staged_folder *staged_folder_begin(struct arena *arena, struct diag *diag, struct text path,
                                          struct text marker);
bool staged_folder_write(struct staged_folder *staged, struct diag *diag, struct text name,
                         struct text bytes, unsigned mode);
/* Puts folders in place, in their order: all, or none. On failure the earlier ones are as they
 * were. Takes no memory, so that nothing can end the process half-way. */
bool staged_folders_publish(struct staged_folder *const *staged, size_t count, struct diag *diag);
bool staged_folder_publish(struct staged_folder *staged, struct diag *diag);
/* Removes what was staged; harmless after publishing. Also done when the arena is freed. */
void staged_folder_discard(struct staged_folder *staged);

#endif
