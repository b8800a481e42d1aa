/* Commentary: what named people write about the figures, a file a piece, KEY.md
 * in a folder. Lines "author:", "role:" and "date:", a blank line, then
 * paragraphs parted by blank lines; they may hold bindings like any other text
 * of a report. What a file lacks is judged where it is printed. */
#ifndef DEFINE_COMMENTARY_H
#define DEFINE_COMMENTARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"
#include "define/source_file.h"

struct arena;
struct node;

struct commentary {
    struct text key;                      /* the file's name without .md */
    struct place place;                   /* of the file's first line */
    struct text author, role, date;       /* empty: not given; the date as written */
    const struct node *const *paragraphs; /* scalars that know their places */
    size_t paragraph_count;
    struct source_file file;
};
struct commentaries {
    const struct commentary *items; /* in byte order of their keys */
    size_t count;
};

/* One file's text. A line of its head that is none of the three is a fault (DF002). */
bool commentary_parse(struct arena *arena, struct diag *diag, const struct source_file *file,
                      struct commentary *commentary);
/* Every file KEY.md of the folder; README.md is passed over, any other file a fault (DF018). False
 * after reports. */
bool commentary_read_folder(struct arena *arena, struct diag *diag, struct text folder,
                            struct commentaries *commentaries);
/* The commentary of this key, or NULL; also of NULL. */
const struct commentary *commentary_find(const struct commentaries *commentaries, struct text key);

#endif
